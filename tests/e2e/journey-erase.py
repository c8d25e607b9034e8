#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is nowhere else is exported, and then nothing of a profile is left."""

import base64
import hashlib
import json
import os
import sqlite3
import stat

from loket_e2e import REPLY, Hub, Officer, check, equal, run

AGENCY = "131410"
PLAN = "Denah lokasi\n"


def prepare(place):
    """A draft and a reply that has not arrived; the hub is down."""
    hub = Hub(place)
    hub.load("lapor_export_21_columns.xlsx")
    hub.add_user("petugas", AGENCY)
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    numbers = [row["tracking_id"] for row in officer.json("queue", "--limit", "2")]
    hub.stop()
    with open(place.path("denah.txt"), "w", encoding="utf-8") as file:
        file.write(PLAN)
    officer.send(numbers[0], REPLY.format(0), "--attach", place.path("denah.txt"))
    officer.run("draft", numbers[1], "--file", "-", text="Yth. Ibu Rahayu, belum selesai")
    return hub, officer, numbers


def check_export(path, numbers):
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600, "the mode of the export")
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    equal([d["text"] for d in found["drafts"]], ["Yth. Ibu Rahayu, belum selesai"], "the drafts")
    equal([r["trackingId"] for r in found["replies"]], [numbers[0]], "the replies")
    equal(found["replies"][0]["text"], REPLY.format(0), "the text")
    equal([(f["replyId"], f["name"], base64.b64decode(f["content"])) for f in found["files"]],
          [(found["replies"][0]["replyId"], "denah.txt", PLAN.encode())], "the files")


def refused(place):
    """what is nowhere else is not erased; exported, all of it goes, the keys too"""
    _, officer, numbers = prepare(place)
    for words in (("erase",), ("erase", "--yes")):
        told = officer.run(*words, status=4).stderr
        check("1 draft, 1 reply" in told, f"not told what is nowhere else: {told}")
    unwritten = place.path("belum.json")
    told = officer.run("erase", "--export", unwritten, status=4).stderr
    check("1 draft, 1 reply" in told and "--yes" in told and "name a file" not in told,
          f"not told what --yes would do: {told}")
    check(not os.path.exists(unwritten), "written before it was agreed to")
    equal(len(officer.json("outbox")), 1, "the outbox is as it was")

    officer.run("erase", "--yes", "--export", os.path.join(officer.profile, "x.json"), status=2)
    out = place.path("menunggu.json")
    officer.run("export", "--waiting", "--output", out)
    check_export(out, numbers)
    opened = os.path.join(place.environment["XDG_RUNTIME_DIR"], "loket")
    os.makedirs(opened)
    with open(os.path.join(opened, "foto.jpg"), "w", encoding="ascii") as file:
        file.write("viewed")
    again = place.path("menunggu-2.json")
    told = officer.run("erase", "--yes", "--export", again)
    check("personal data" in told.stderr, "not warned of clear text")
    check_export(again, numbers)
    check(not os.path.exists(officer.profile), "something of the profile is left")
    check(not os.listdir(opened), "what was opened is left")
    check(os.path.exists(officer.key), "the key file of the person is gone")


def newer(place):
    """files of a newer Loket are left as they are, and what waits comes out of them"""
    _, officer, numbers = prepare(place)
    path = os.path.join(officer.profile, "user.db")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("ALTER TABLE op ADD COLUMN of_tomorrow TEXT")
    db.close()

    def read():
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()

    before = read()
    told = officer.run("outbox", status=1).stderr
    check("newer" in told, f"not told why: {told}")
    out = place.path("menunggu.json")
    officer.run("export", "--waiting", "--output", out)
    check_export(out, numbers)
    equal(read(), before, "the file")


def cut_off(place):
    """what was put aside counts; an erasing that was cut off is ended by the next start"""
    _, officer, _ = prepare(place)
    officer.run("key", "put-aside")
    told = officer.run("erase", "--yes", status=4).stderr
    check("1 draft, 1 reply" in told, f"what was put aside does not count: {told}")
    for name in ("slots", "slots.copy"):
        path = os.path.join(officer.profile, name)
        if os.path.exists(path):
            os.unlink(path)
    with open(os.path.join(officer.profile, "erasing"), "w", encoding="ascii"):
        pass
    equal(officer.json("outbox"), [], "the outbox of a new profile")
    check(not [n for n in os.listdir(officer.profile) if n.startswith(("aside", "erasing"))],
          "something is left")
    told = officer.run("erase", status=4).stderr
    check("--yes" in told, f"not asked: {told}")
    officer.run("erase", "--yes")
    check(not os.path.exists(officer.profile), "something of the profile is left")
    officer.run("erase", "--yes", status=1)


run(refused, newer, cut_off)
