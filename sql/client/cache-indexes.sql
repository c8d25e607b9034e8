-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Indexes of cache.db that a first snapshot goes without: they are made once
-- its rows are there. `open` is in the first for SQLite before 3.41, which else
-- looks each row up.
CREATE INDEX IF NOT EXISTS complaint_queue
  ON complaint (settled, due_key, received_at, tracking_id, number, status, open)
  WHERE open = 1;
CREATE INDEX IF NOT EXISTS complaint_tracking_id ON complaint (tracking_id);
