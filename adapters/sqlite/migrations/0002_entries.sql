-- Fills that turned their position round when they were first applied count as entries.
ALTER TABLE trades ADD COLUMN reverses INTEGER NOT NULL DEFAULT 0;
