-- The highest step of `alerts.warn_at_percent` that people were told of a rule's limit on its day.
CREATE TABLE announced (
  account INTEGER NOT NULL REFERENCES accounts,
  rule INTEGER NOT NULL,
  day TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (account, rule)
) STRICT, WITHOUT ROWID;
