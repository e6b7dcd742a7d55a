-- Times are microseconds since 1970-01-01T00:00:00Z, money counts 1e-4 USD, prices count 1e-10.
-- Dates are YYYY-MM-DD. Rules are the numbers of domain/rule_id.hpp, other words those of their
-- to_string. Texts called json hold integers, never fractions.

CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Every account that was ever guarded.
CREATE TABLE accounts (
  account INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  -- Its events after its snapshot have higher ids than this.
  tail_from INTEGER NOT NULL
) STRICT;

-- What happened to the accounts, in the order of arrival. Never updated, never deleted. Without
-- indexes on purpose: the accounts alternate, so each row would touch another page of each index,
-- which costs a factor of six. Of several rows with the same account and key the first one counts.
CREATE TABLE events (
  id INTEGER NOT NULL PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts,
  sequence INTEGER NOT NULL,
  key TEXT NOT NULL,
  received INTEGER NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;

-- The account's facts at one event, from which the later events go on.
CREATE TABLE snapshots (
  account INTEGER NOT NULL PRIMARY KEY REFERENCES accounts,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  positions TEXT NOT NULL,
  orders TEXT NOT NULL,
  account_row TEXT NOT NULL
) STRICT;

CREATE TABLE trades (
  account INTEGER NOT NULL REFERENCES accounts,
  trade INTEGER NOT NULL,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  order_id INTEGER,
  contract TEXT,
  side TEXT,
  size INTEGER,
  price INTEGER,
  profit_and_loss INTEGER,
  fees INTEGER NOT NULL,
  commissions INTEGER NOT NULL,
  voided INTEGER NOT NULL,
  PRIMARY KEY (account, trade)
) STRICT, WITHOUT ROWID;

-- One row per processed reset boundary; what was closed is of the day before.
CREATE TABLE days (
  account INTEGER NOT NULL REFERENCES accounts,
  day TEXT NOT NULL,
  boundary INTEGER NOT NULL,
  previous_day TEXT NOT NULL,
  previous_realized INTEGER NOT NULL,
  previous_trades INTEGER NOT NULL,
  PRIMARY KEY (account, day),
  UNIQUE (account, boundary)
) STRICT, WITHOUT ROWID;

CREATE TABLE breaches (
  account INTEGER NOT NULL REFERENCES accounts,
  breach INTEGER NOT NULL,
  at INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  cause INTEGER NOT NULL,
  config TEXT NOT NULL,
  -- Null where the violation needs no memory of its own.
  episode_rule INTEGER,
  episode_about TEXT,
  closed INTEGER,
  PRIMARY KEY (account, breach)
) STRICT, WITHOUT ROWID;

CREATE INDEX open_episodes ON breaches (account) WHERE episode_rule IS NOT NULL AND closed IS NULL;

-- Ended locks stay as history.
CREATE TABLE locks (
  id INTEGER NOT NULL PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts,
  scope TEXT NOT NULL,
  rule INTEGER NOT NULL,
  kind TEXT NOT NULL,
  policy TEXT NOT NULL,
  created INTEGER NOT NULL,
  -- Null is open-ended.
  until INTEGER,
  breach INTEGER NOT NULL,
  day TEXT NOT NULL,
  baseline TEXT NOT NULL,
  active INTEGER NOT NULL,
  ended INTEGER,
  reason TEXT
) STRICT;

CREATE UNIQUE INDEX active_locks ON locks (account, scope, rule) WHERE active = 1;

CREATE TABLE directives (
  id INTEGER NOT NULL PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts,
  contract TEXT NOT NULL,
  rule INTEGER NOT NULL,
  breach INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  active INTEGER NOT NULL,
  closed INTEGER
) STRICT;

CREATE UNIQUE INDEX active_directives ON directives (account, contract, rule) WHERE active = 1;

-- Accounts that are in safe mode now.
CREATE TABLE safe_modes (
  account INTEGER NOT NULL PRIMARY KEY REFERENCES accounts,
  policy TEXT NOT NULL,
  entered INTEGER NOT NULL,
  baseline TEXT NOT NULL
) STRICT;

-- Commands are numbered anew in every run of the daemon.
CREATE TABLE commands (
  run INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts,
  command INTEGER NOT NULL,
  name TEXT NOT NULL,
  contract TEXT NOT NULL,
  order_id INTEGER,
  size INTEGER,
  rule INTEGER NOT NULL,
  cause TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  PRIMARY KEY (run, command, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE command_results (
  id INTEGER NOT NULL PRIMARY KEY,
  run INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts,
  command INTEGER NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  to_wire INTEGER NOT NULL,
  to_reply INTEGER NOT NULL
) STRICT;

CREATE TABLE config (
  account INTEGER NOT NULL REFERENCES accounts,
  day TEXT NOT NULL,
  -- Effective and pending configuration as json; an empty text if nothing is pending.
  effective TEXT NOT NULL,
  pending TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE discrepancies (
  id INTEGER NOT NULL PRIMARY KEY,
  account INTEGER,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  local TEXT NOT NULL,
  broker TEXT NOT NULL,
  action TEXT NOT NULL
) STRICT;

-- The audit chain; `line` is exactly what stands in audit.ndjson. A break begins a new chain.
CREATE TABLE audit (
  chain INTEGER NOT NULL,
  n INTEGER NOT NULL,
  account INTEGER,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  line TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (chain, n)
) STRICT, WITHOUT ROWID;
