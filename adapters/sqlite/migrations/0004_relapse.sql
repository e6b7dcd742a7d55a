-- Safe mode that is entered again soon after it ended is held until a reset. A row whose safe mode
-- ended says when.
ALTER TABLE safe_modes ADD COLUMN held_until INTEGER;
ALTER TABLE safe_modes ADD COLUMN ended INTEGER;
