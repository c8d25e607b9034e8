#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holidays and rules: published beside a running hub, previewed, refused whole."""

import json
import os
import sqlite3
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_tap import Tap, equal

AGENCY = "131410"


class World:
    def __init__(self, hub):
        self.hub = hub
        self.client = Client(hub, "petugas")

    def file(self, name, text):
        path = os.path.join(self.hub.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run(self, *arguments):
        return self.hub.run(*arguments).stdout

    def fails(self, status, word, *arguments):
        done = self.hub.run(*arguments, status=None)
        equal((done.returncode, done.stdout), (status, ""))
        equal(done.stderr.count("\n"), 1)
        assert word in done.stderr, done.stderr

    def edition(self):
        return self.client.request("GET", "/session").json()["rulesEdition"]

    def deadlines(self, *arguments):
        lines = self.run("deadlines", "--json", *arguments).splitlines()
        return {(one["tracking_id"], one["clock"]): one for one in map(json.loads, lines)}

    def free_day(self):
        """A working day inside an open settlement of the agency, as a date."""
        days = [one["due_at"][:10] for one in self.deadlines().values()
                if one["clock"] == "settlement" and one["stopped_at"] is None
                and one["sla_state"] in ("on_time", "provisional")]
        return sorted(days)[0]


def publishing(world):
    """A running hub hands out a new edition at once, and moves what is open."""
    equal(world.edition(), 1)
    before = world.deadlines()
    path = world.file("daerah.csv", "tanggal,jenis,nama\n%s,libur_daerah,Hari Jadi\n" % world.free_day())
    preview = world.run("holidays", "import", path, "--dry-run")
    assert preview.startswith("dry run, nothing published; open deadlines that move: "), preview
    equal((world.edition(), world.deadlines()), (1, before))

    told = world.run("holidays", "import", path, "--reason", "Hari jadi kabupaten")
    assert told.startswith("published edition 2; "), told
    equal(told.splitlines()[1:], preview.splitlines()[1:])
    equal(world.edition(), 2)
    page = world.client.request("GET", "/rules?since=1").json()
    equal([(one["number"], one["reason"], one["publishedBy"]) for one in page["editions"]],
          [(2, "Hari jadi kabupaten", "operator")])
    assert "Hari Jadi" in page["editions"][0]["holidays"]

    after = world.deadlines()
    moved = {key for key in before if before[key]["due_at"] != after[key]["due_at"]}
    equal(len(moved), len(told.splitlines()) - 1)
    assert moved
    for key in moved:
        equal(before[key]["stopped_at"], None)
        assert "because Hari jadi kabupaten" in after[key]["explanation"]
    equal({key: one["due_at"] for key, one in before.items() if one["stopped_at"]},
          {key: one["due_at"] for key, one in after.items() if one["stopped_at"]})


def again(world):
    """The same list again publishes nothing; taking the day out puts all back."""
    path = os.path.join(world.hub.folder, "daerah.csv")
    assert "nothing published" in world.run("holidays", "import", path)
    equal(world.edition(), 2)
    with open(path, encoding="utf-8") as file:
        day = file.read().split("\n")[1][:10]
    assert day in world.run("holidays", "list", "--year", day[:4])
    world.fails(1, "no holiday", "holidays", "remove", "2026-03-02")
    world.fails(2, "no date", "holidays", "remove", "besok")
    assert world.run("holidays", "remove", day + "=Hari Jadi").startswith("published edition 3; ")
    assert day not in world.run("holidays", "list", "--year", day[:4])


def places(world):
    """A day of one agency moves that agency's deadlines only."""
    own = {one["trackingId"] for one in world.client.complaints("agency:" + AGENCY)}
    before = world.deadlines()
    path = world.file("opd.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
                      "DTSTART;VALUE=DATE:%s\r\nSUMMARY:Libur OPD\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
                      % world.free_day().replace("-", ""))
    world.run("holidays", "import", path, "--place", AGENCY, "--reason", "Libur OPD")
    after = world.deadlines()
    moved = {key[0] for key in before if before[key]["due_at"] != after[key]["due_at"]}
    assert moved and moved <= own, moved - own
    assert "[%s]" % AGENCY in world.run("holidays", "list")
    world.fails(2, "--place", "holidays", "import", path, "--place", " ")


def policies(world):
    text = world.run("policy", "export")
    assert "nothing published" in world.run("policy", "import", world.file("same.policy", text),
                                            "--reason", "x")
    six = world.file("six.policy", text.replace("Calendar=ID", "Calendar=Enam hari") +
                     "\n[Calendar Enam hari]\n" +
                     "".join(day + "=07:30-12:00;12:30-14:00\n" for day in
                             ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")))
    world.fails(2, "--reason", "policy", "import", six)
    edition = world.edition()
    assert "dry run" in world.run("policy", "import", six, "--reason", "Enam hari kerja", "--dry-run")
    equal(world.edition(), edition)
    world.run("policy", "import", six, "--reason", "Enam hari kerja")
    equal(world.edition(), edition + 1)
    assert "calendar Enam hari" in world.run("policy", "list")
    assert "because Enam hari kerja" in world.run("deadlines")


def refused(world):
    """A fault names the file, the item and the key; what was in force stays."""
    edition, deadlines = world.edition(), world.deadlines()
    text = world.run("policy", "export")
    for change, word in ((("Calendar=Enam hari", "Calendar=Tujuh"), "“Tujuh” is not known"),
                         (("Calendar=Enam hari\n", "\n"), "Calendar is missing"),
                         (("Monday=07:30-12:00;12:30", "Monday=07:30-12:00;11:30"), "overlaps"),
                         (("Monday=07:30-12:00", "Monday=12:00-07:30"), "backwards"),
                         (("Monday=07:30-12:00", "Senin=07:30-12:00"), "Senin"),
                         (("WorkingDays=5", "WorkingDays=0"), "WorkingDays")):
        path = world.file("bad.policy", text.replace(*change, 1))
        world.fails(1, word, "policy", "import", path, "--reason", "x")
        world.fails(1, "bad.policy: ", "policy", "import", path, "--reason", "x", "--dry-run")
    path = world.file("bad.csv", "tanggal,jenis\n2026-12-01,libur_daerah\n2026-13-01,libur_daerah\n")
    world.fails(1, "bad.csv: line 3", "holidays", "import", path)
    path = world.file("odd.csv", "tanggal,jenis\n2026-12-01,hari_besar\n")
    world.fails(1, "unknown kind", "holidays", "import", path)
    world.fails(1, "none.csv", "holidays", "import", os.path.join(world.hub.folder, "none.csv"))
    world.fails(2, "holidays knows", "holidays", "drop")
    world.fails(2, "policy knows", "policy", "drop")
    world.fails(1, "no open complaint", "deadlines", "1")
    equal((world.edition(), world.deadlines()), (edition, deadlines))


def shipped(world):
    """A newer program's list joins in, and leaves what the operator did alone."""
    world.hub.stop()
    database = sqlite3.connect(os.path.join(world.hub.data, "hub.db"))
    old = database.execute("SELECT value FROM meta WHERE key = 'shipped-holidays'").fetchone()[0]
    days = [line for line in old.splitlines() if line.startswith("2026-")]
    older = "\n".join(line for line in old.splitlines() if line != days[-1]) + "\n"
    database.execute("UPDATE meta SET value = ? WHERE key = 'shipped-holidays'", (older,))
    database.commit()
    database.close()
    edition = int(world.run("policy", "list").split()[1].rstrip(","))
    policies_before = world.run("policy", "export")
    world.run("holidays", "list")
    world.hub.start()
    world.client = Client(world.hub, "petugas")
    equal(world.edition(), edition + 1)
    equal(world.run("policy", "export"), policies_before)
    assert "[%s]" % AGENCY in world.run("holidays", "list")
    assert "system" in world.run("holidays", "list").split("\n")[0]
    world.hub.stop()
    world.hub.start()
    world.client = Client(world.hub, "petugas")
    equal(world.edition(), edition + 1)


def main():
    tap = Tap()
    world = World(DemoHub(sys.argv[1]))
    for test in (publishing, again, places, policies, refused, shipped):
        tap.run("rules/" + test.__name__, test, world)
        world.client.connection = None
    tap.end()


main()
