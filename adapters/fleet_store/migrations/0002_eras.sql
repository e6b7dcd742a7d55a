-- What a hub found out about an audit goes over its restarts. Accepting an audit as it comes begins
-- another era of it, in which records may stand in places that were taken before.

ALTER TABLE daemons ADD COLUMN audit_state TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE daemons ADD COLUMN audit_remark TEXT NOT NULL DEFAULT '';
-- Of its newest records; counts from 0.
ALTER TABLE daemons ADD COLUMN era INTEGER NOT NULL DEFAULT 0;

-- So far only the alarm says so.
UPDATE daemons SET audit_state = 'broken', audit_remark = alarms.text
FROM alarms
WHERE alarms.daemon = daemons.name AND alarms.kind = 'audit_broken' AND alarms.ended IS NULL;

CREATE TABLE records_in_eras (
  daemon TEXT NOT NULL REFERENCES daemons,
  era INTEGER NOT NULL,
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
  -- A record that is told again in another era is looked for by its place.
  PRIMARY KEY (daemon, chain, n, era)
) STRICT, WITHOUT ROWID;

INSERT INTO records_in_eras
SELECT daemon, 0, chain, n, hash, previous, at, account, type, rule, text FROM records;
DROP TABLE records;
ALTER TABLE records_in_eras RENAME TO records;

CREATE INDEX records_in_order ON records (daemon, era, chain, n);
CREATE INDEX records_of_accounts ON records (daemon, account, era, chain, n);
