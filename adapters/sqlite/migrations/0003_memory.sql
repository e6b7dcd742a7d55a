-- Orders that a directive left over and that are still to be cancelled, with the rule to blame.
CREATE TABLE cleanups (
  account INTEGER NOT NULL REFERENCES accounts,
  order_id INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  PRIMARY KEY (account, order_id)
) STRICT, WITHOUT ROWID;

-- What RULE-012 keeps with the position that is open in the contract after the event of that
-- sequence. The extreme counts half units of price.
CREATE TABLE stops (
  account INTEGER NOT NULL REFERENCES accounts,
  contract TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  extreme INTEGER,
  level INTEGER,
  PRIMARY KEY (account, contract)
) STRICT, WITHOUT ROWID;
