-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the file damaged of a reply on its way comes back from the journal: its
-- bytes, and with them their hash and the complaint. Else nothing of it changes.

DROP TRIGGER op_frozen;
CREATE TRIGGER op_frozen BEFORE UPDATE ON op
WHEN new.rid IS NOT old.rid
  OR new.attempts < old.attempts
  OR (old.damaged = 0 AND new.complaint_id IS NOT old.complaint_id)
  OR (old.attempts > 0 AND old.damaged = 0 AND new.wire_sha256 IS NOT old.wire_sha256)
  OR (old.attempts > 0 AND old.damaged = 0 AND new.wire IS NOT old.wire)
BEGIN
  SELECT raise (ABORT, 'what was sent once does not change');
END;
