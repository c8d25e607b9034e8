-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
-- A body of several statements; its semicolons end nothing.
CREATE TRIGGER note_keep BEFORE DELETE ON note
BEGIN
  SELECT raise(ABORT, 'kept; for ever');
END;
INSERT INTO note (text) VALUES ('one; two');
