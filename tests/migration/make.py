#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files of a profile as older versions of Loket left them.

For the versions before the columns were sealed the historical files of the schema
are run and rows are put in, one for each state that a reply can be in. Later
versions seal with a key: their fixtures are made by the program of that day out of
the fixture before (`test-migration --make VERSION`, see HACKING.md). Once committed
a fixture never changes: the files of people do not either.

    make.py VERSION           writes the files of a version before that
    make.py VERSION FOLDER    takes over what the program made in a folder
"""

import base64
import hashlib
import json
import pathlib
import shutil
import sqlite3
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = HERE.parent.parent / "sql" / "client" / "user"
APPLICATION_ID = 0x4C6B7431
NOW = 1795000000
EPOCH = "00000000-0000-4000-8000-0000000e90c4"

# Name, complaint, attempts, reason, problem.
STATES = [
    ("queued", 1, 0, None, None),
    ("held", 1, 0, "predecessor", None),
    ("inflight", 4, 1, None, None),
    ("waiting", 5, 2, "offline", None),
    ("needs_user", 6, 1, "complaint-changed", '{"type":"complaint-changed","detail":"Pelapor Sutinah menambahkan"}'),
    ("revoking", 7, 1, "withdrawn", None),
    ("revoked", 8, 1, "withdrawn", None),
    ("discarded", 9, 0, "withdrawn", None),
    ("accepted", 10, 1, None, None),
]
ENDED = ("revoked", "discarded", "accepted")


def complaint_id(number):
    return f"c0000000-0000-4000-8000-{number:012x}"


def reply_id(number):
    return f"a0000000-0000-4000-8000-{number:012x}"


def make_wire(number, state, complaint, prev):
    """The bytes that were frozen; any bytes would do, as long as they stay."""
    return json.dumps({
        "schema": 1, "replyId": reply_id(number), "complaintId": complaint_id(complaint),
        "basedOn": {"substance": 3}, "prevReplyId": prev, "outcome": "in_progress",
        "visibility": "public", "text": f"Ibu Sutinah yang baik, jawaban {state} · nomor {number}.",
        "attachments": [], "overrides": [], "ack": None,
        "deviceId": "00000000-0000-4000-8000-00000000de01",
        "composedAt": "2026-11-18T09:06:40Z"},
        ensure_ascii=False, separators=(",", ":")).encode()


def make_ops():
    for number, (state, complaint, attempts, reason, problem) in enumerate(STATES, 1):
        prev = reply_id(1) if state == "held" else None
        wire = make_wire(number, state, complaint, prev)
        yield {
            "number": number, "rid": reply_id(number), "complaint_id": complaint_id(complaint),
            "prev_rid": prev, "waits_for": prev, "position": number,
            "tracking_id": f"9900000{complaint}", "title": f"Jalan rusak di depan rumah Sutinah {number}",
            "state": state, "wire": wire, "wire_sha256": hashlib.sha256(wire).hexdigest(),
            "base_snapshot": '{"title":"Jalan rusak","reporter":"Sutinah"}', "attempts": attempts,
            "started_at": NOW - 60 if attempts else None,
            "next_at": NOW + 30 if state == "waiting" else None, "reason": reason, "problem": problem,
            "keep_text": 1 if state == "revoking" else 0,
            "receipt_seq": 17 if state == "accepted" else None,
            "receipt_substance": 4 if state == "accepted" else None,
            "receipt_rev": 9 if state == "accepted" else None,
            "receipt_epoch": EPOCH if state == "accepted" else None,
            "receipt_at": NOW - 50 if state == "accepted" else None,
            "receipt_mac": "a" * 64 if state == "accepted" else None,
            "queued_at": NOW - 3600, "updated_at": NOW - 60}


def insert(db, table, row):
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
               list(row.values()))


def fill(db, version):
    insert(db, "account", {
        "id": 1, "server": "https://hub.example", "username": "sutinah.petugas",
        "device_id": "00000000-0000-4000-8000-00000000de01", "device_name": "laptop-sutinah",
        "officer_id": "00000000-0000-4000-8000-0000000000f1", "officer_username": "sutinah.petugas",
        "officer_name": "Sutinah", "officer_role": "officer", "agency_code": "131410",
        "agency_name": "Dinas Pekerjaan Umum", "agency_time_zone": "Asia/Jakarta", "epoch": EPOCH,
        "durable_seq": 12, "last_sync": NOW - 600})
    draft = {
        "complaint_id": complaint_id(20), "text": "Yth. Ibu Sutinah, belum selesai …",
        "outcome": "in_progress", "visibility": "public",
        "overrides": "[('nik', 'Sutinah sendiri yang menyebutnya')]", "base_substance": 3,
        "base_snapshot": '{"reporter":"Sutinah"}', "ack": 3, "rev": 2, "created_at": NOW - 900,
        "updated_at": NOW - 300}
    insert(db, "draft", draft)
    for rev, text in ((1, "Yth. Ibu Sutinah"), (2, draft["text"])):
        insert(db, "draft_rev", {"complaint_id": draft["complaint_id"], "rev": rev, "text": text,
                                 "outcome": "in_progress", "at": NOW - 600 + rev})
    insert(db, "draft_bin", {**draft, "handle": 5, "complaint_id": complaint_id(21),
                             "text": "Dibuang: Sutinah", "discarded_at": NOW - 100})
    for op in make_ops():
        insert(db, "op", op)
        insert(db, "op_log", {"rid": op["rid"], "from_state": "none", "to_state": "queued",
                              "why": None, "at": NOW - 3600})
    # Numbers of replies that are forgotten by now.
    db.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'op'")
    if version >= 2:
        insert(db, "reminder", {"key": "kunci breach", "complaint_id": complaint_id(1),
                                "notice": "kunci breach", "told_at": NOW - 500})
    if version >= 3:
        db.execute("UPDATE reminder SET again_at = ?", (NOW + 500,))
    if version >= 4:
        db.execute("UPDATE op SET confirmed_epoch = ? WHERE state = 'accepted'", (EPOCH,))


def make_user(version):
    db = sqlite3.connect(":memory:")
    for path in sorted(SCHEMA.glob("*.sql"))[:version]:
        db.executescript(path.read_text())
    fill(db, version)
    db.commit()
    text = "\n".join(db.iterdump())
    return (f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {version};\n"
            + text + "\n")


def make_journal():
    lines = []
    for op in make_ops():
        if op["state"] in ENDED:
            continue
        entry = {"replyId": op["rid"], "complaintId": op["complaint_id"],
                 "wire": base64.b64encode(op["wire"]).decode(), "sha256": op["wire_sha256"],
                 "at": "2026-11-18T08:06:40Z", "trackingId": op["tracking_id"]}
        if op["prev_rid"]:
            entry["prevReplyId"] = op["prev_rid"]
        lines.append(json.dumps(entry, separators=(",", ":")))
    lines.append(json.dumps({"takenBack": reply_id(6)}, separators=(",", ":")))
    return "".join(f"{zlib.crc32(line.encode()):08x} {line}\n" for line in lines)


def make_wires():
    """The truth that every version has to keep: reply, state, hash, bytes."""
    return "".join(f"{op['rid']} {op['state']} {op['wire_sha256']} "
                   f"{base64.b64encode(op['wire']).decode()}\n" for op in make_ops())


def take_over(version, made):
    """Takes a profile over that `test-migration --make` left in a folder."""
    folder = HERE / f"v{version}"
    folder.mkdir(exist_ok=True)
    db = sqlite3.connect(made / "profile" / "user.db")
    (folder / "user.sql").write_text(
        f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {version};\n"
        + "\n".join(db.iterdump()) + "\n")
    for name in ("outbox.journal", "slots"):
        shutil.copyfile(made / "profile" / name, folder / name)
    for path in (made / "profile").glob("attachments/????????-*"):
        (folder / "attachments").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / "attachments" / path.name)
    shutil.copyfile(made / "key", folder / "key")
    before = (HERE / f"v{version - 1}" / "wires").read_text()
    (folder / "wires").write_text(before + sys.stdin.read())


def main():
    version = int(sys.argv[1])
    if len(sys.argv) == 3:
        take_over(version, pathlib.Path(sys.argv[2]))
        return
    if not 1 <= version <= 4:
        sys.exit("Later versions are made by the program itself: test-migration --make")
    folder = HERE / f"v{version}"
    folder.mkdir(exist_ok=True)
    (folder / "user.sql").write_text(make_user(version))
    (folder / "outbox.journal").write_text(make_journal())
    (folder / "wires").write_text(make_wires())


if __name__ == "__main__":
    main()
