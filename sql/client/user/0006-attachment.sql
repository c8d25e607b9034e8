-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Files that go with replies. The bytes are sealed in `attachments/UUID` beside
-- this file, so that a reply that comes back from the journal finds its files by
-- the ids in its frozen bytes.

CREATE TABLE attachment (
  uuid TEXT PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  -- The reply that it goes with; NULL while it belongs to a draft.
  rid TEXT,
  -- The discarded draft that it belonged to, see draft_bin.
  handle INTEGER,
  number INTEGER NOT NULL,
  name BLOB NOT NULL,
  sha256 BLOB NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  -- What was taken out of a photo, see LoketAttachmentRemoved.
  removed INTEGER NOT NULL DEFAULT 0,
  -- How many bytes the hub has said to have, and whether it has them all.
  sent INTEGER NOT NULL DEFAULT 0 CHECK (sent BETWEEN 0 AND size),
  complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
  created_at INTEGER NOT NULL,
  CHECK (rid IS NULL OR handle IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_complaint ON attachment (complaint_id, number);
CREATE INDEX attachment_by_reply ON attachment (rid) WHERE rid IS NOT NULL;
