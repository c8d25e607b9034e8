-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the officer was reminded of, so that nothing is told twice, also after a
-- restart. `notice` is what is still on the desktop and has to be taken back
-- once it no longer holds.

CREATE TABLE reminder (
  key TEXT PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  notice TEXT,
  told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
