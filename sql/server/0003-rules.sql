-- SPDX-License-Identifier: GPL-3.0-or-later
-- Holidays and rules that clocks are counted by, each edition complete. A clock
-- that has stopped is counted by the edition of its day for ever.

CREATE TABLE rule_editions (
  number       INTEGER PRIMARY KEY CHECK (number > 0),
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  reason       TEXT,
  holidays     TEXT NOT NULL,
  policies     TEXT NOT NULL
) STRICT;

CREATE TRIGGER rule_editions_stay BEFORE UPDATE ON rule_editions
BEGIN
  SELECT raise (ABORT, 'editions of the rules are never changed');
END;

CREATE TRIGGER rule_editions_remain BEFORE DELETE ON rule_editions
BEGIN
  SELECT raise (ABORT, 'editions of the rules are never deleted');
END;
