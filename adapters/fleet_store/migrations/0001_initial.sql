-- Times are microseconds since 1970-01-01T00:00:00Z, money counts 1e-4 USD. Words are those of
-- to_string; what is called document is JSON as the local API of riskd gives it.

-- Every daemon that was ever heard of, with what it reported last. The columns of the report are
-- null as one until there is a report.
CREATE TABLE daemons (
  name TEXT NOT NULL PRIMARY KEY,
  last_heard INTEGER,
  taken INTEGER,
  answers INTEGER,
  remark TEXT,
  version TEXT,
  audit_chain INTEGER,
  audit_n INTEGER,
  audit_hash TEXT,
  document TEXT
) STRICT, WITHOUT ROWID;

-- The accounts that each daemon had last.
CREATE TABLE accounts (
  daemon TEXT NOT NULL REFERENCES daemons,
  name TEXT NOT NULL,
  taken INTEGER NOT NULL,
  state TEXT NOT NULL,
  is_locked INTEGER NOT NULL,
  realized INTEGER,
  unrealized INTEGER,
  document TEXT NOT NULL,
  PRIMARY KEY (daemon, name)
) STRICT, WITHOUT ROWID;

-- Results over time. The key is the only order in which they are ever read or deleted.
CREATE TABLE points (
  daemon TEXT NOT NULL,
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  realized INTEGER NOT NULL,
  -- Null where it was not known.
  unrealized INTEGER,
  PRIMARY KEY (daemon, account, at)
) STRICT, WITHOUT ROWID;

-- The audits of the daemons. A record that is kept is never replaced.
CREATE TABLE records (
  daemon TEXT NOT NULL REFERENCES daemons,
  chain INTEGER NOT NULL,
  n INTEGER NOT NULL,
  hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- Empty if it concerns the daemon.
  account TEXT NOT NULL,
  type TEXT NOT NULL,
  -- Empty if it concerns none.
  rule TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (daemon, chain, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX records_of_accounts ON records (daemon, account, chain, n);

-- A daemon that lost its journal counts breaches from 1 again: only the time tells them apart.
CREATE TABLE stories (
  daemon TEXT NOT NULL REFERENCES daemons,
  breach INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (daemon, breach, at)
) STRICT;

CREATE INDEX stories_by_time ON stories (daemon, at);

CREATE TABLE alarms (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  daemon TEXT NOT NULL,
  -- Empty if it concerns the daemon.
  account TEXT NOT NULL,
  raised INTEGER NOT NULL,
  -- Null while it goes on.
  ended INTEGER,
  text TEXT NOT NULL
) STRICT;
