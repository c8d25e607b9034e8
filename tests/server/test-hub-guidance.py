#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an agency gives its officers: taken in whole or not at all, numbered, told
to its officers only, and what the hub itself judges replies by."""

import os
import sqlite3
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_tap import Tap, equal

AGENCY, OTHER = "131410", "131412"
PHONE = "0812-3456-7890"
TEXT = "Laporan sudah kami periksa bersama petugas di lapangan. Hubungi Budi di %s pada jam kerja." % PHONE
# Who lists its numbers means that any other one is a person's.
STRICT = "[Contacts]\nPhones=0511-5550101\n"
LAX = "# milik dinas\n[Contacts]\nPhones=0511-5550101;%s\n" % PHONE
TEMPLATE = """[%s]
title=%s
owner=Humas
review=%s
text=Yth. {pelapor}, laporan sudah kami periksa bersama petugas di lapangan.%s
"""


class World:
    def __init__(self, hub):
        self.hub = hub
        self.client = Client(hub, "petugas")
        self.other = Client(hub, "petugas3")
        self.above = Client(hub, "pengawas")
        self.number = 0

    def file(self, text):
        self.number += 1
        path = os.path.join(self.hub.folder, "file%d.conf" % self.number)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run(self, *arguments):
        return self.hub.run(*arguments).stdout

    def fails(self, status, words, *arguments):
        edition = self.edition()
        done = self.hub.run(*arguments, status=None)
        equal((done.returncode, done.stdout), (status, ""))
        equal(done.stderr.count("\n"), 1)
        for word in words:
            assert word in done.stderr, (word, done.stderr)
        equal(self.edition(), edition)

    def edition(self, client=None):
        return (client or self.client).request("GET", "/session").json()["guidanceEdition"]

    def guidance(self, client=None):
        return (client or self.client).request("GET", "/guidance").json()

    def publish(self, *arguments):
        told = self.run(*arguments)
        assert told.startswith("published edition "), told
        return int(told.split()[2])

    def rows(self, sql, *values):
        with sqlite3.connect(os.path.join(self.hub.data, "hub.db")) as db:
            return db.execute(sql, values).fetchall()


def whose(world):
    """An agency's own win over those of the whole hub, and nobody gets another's."""
    before = [world.edition(client) for client in (world.client, world.other, world.above)]
    whole = world.publish("checks", "import", world.file(STRICT), "--reason", "Kontak resmi")
    assert whole > max(before)
    equal([world.edition(client) for client in (world.client, world.other, world.above)], [whole] * 3)
    own = world.publish("checks", "import", world.file(LAX), "--agency", AGENCY)
    equal([world.edition(client) for client in (world.client, world.other, world.above)], [own, whole, whole])
    equal([(world.guidance(client)["agency"], world.guidance(client)["checks"])
           for client in (world.client, world.other, world.above)],
          [(AGENCY, LAX), (OTHER, STRICT), ("", STRICT)])
    equal(world.run("checks", "show", "--agency", AGENCY), LAX)
    equal(world.run("checks", "show", "--agency", OTHER), STRICT)
    told = world.hub.run("checks", "show").stderr
    assert "edition %d, published" % whole in told and "by operator: Kontak resmi" in told, told


def judged(world):
    """A reply is judged by what its agency gave, and the edition is kept with what was found."""
    reply = world.client.make_reply(world.client.open_complaints("agency:" + AGENCY)[0], text=TEXT)
    equal(world.client.put_reply(reply).status, 201)
    other = world.other.make_reply(world.other.open_complaints("agency:" + OTHER)[0], text=TEXT)
    answer = world.other.put_reply(other)
    equal((answer.problem(), [one["rule"] for one in answer.json()["findings"]]),
          ("quality-blocker", ["PDP-03"]))
    equal(world.rows("SELECT guidance FROM reply_checks WHERE reply_id = ?", reply["replyId"]),
          [(world.edition(),)])
    # Beside a running hub the next reply is judged by the next edition.
    world.publish("checks", "import", world.file(LAX), "--agency", OTHER)
    equal(world.other.put_reply(other).status, 201)
    world.publish("checks", "remove", "--agency", OTHER)
    other = world.other.make_reply(world.other.open_complaints("agency:" + OTHER)[1], text=TEXT)
    equal(world.other.put_reply(other).problem(), "quality-blocker")


def refused(world):
    """A fault names file, group and key; what is in force stays."""
    for text, words in (("[Rules]\nPDP-01=off\n", ("[Rules] PDP-01",)),
                        ("[Rules]\nXYZ-99=off\n", ("[Rules] XYZ-99",)),
                        ("[Nomor]\nA=1\n", ("[Nomor]",)),
                        ("Phones=1\n", ("[file]",)),
                        ("[Words]\nKnown=%s\n" % ";".join("w%d" % i for i in range(501)), ("[Words] Known",))):
        path = world.file(text)
        world.fails(1, words + (path,), "checks", "import", path, "--agency", AGENCY)
    long = world.file("#" + "x" * 65536 + "\n")
    world.fails(1, (long,), "checks", "import", long)
    world.fails(1, ("file", ), "checks", "import", os.path.join(world.hub.folder, "none"))
    for text, words in (("[jalan]\ntitle=Jalan\n", ("[jalan]",)),
                        (TEMPLATE % ("jalan", "Jalan", "31 Januari", ""), ("[jalan] review",)),
                        (TEMPLATE % ("jalan", "Jalan", "2199-01-31", " {a: b: c"), ("[jalan] text",)),
                        ((TEMPLATE % ("jalan", "Jalan", "2199-01-31", "")) + "siapa=x\n", ("[jalan] siapa",)),
                        ("".join(TEMPLATE % ("t%d" % i, "T", "2199-01-31", "") for i in range(201)), ("[file]",))):
        path = world.file(text)
        world.fails(1, words + (path,), "templates", "import", path, "--agency", AGENCY)
    good = world.file(STRICT + "\n")
    world.fails(1, ("“999999”",), "checks", "import", good, "--agency", "999999")
    world.fails(2, ("500",), "checks", "import", good, "--reason", "x" * 501)
    world.fails(2, ("checks knows",), "checks", "drop")
    world.fails(2, ("templates knows",), "templates", "drop")
    world.fails(1, ("“tidak-ada”",), "templates", "remove", "tidak-ada")
    equal(world.run("checks", "import", world.file(LAX), "--agency", AGENCY),
          "nothing is another than it was, nothing published\n")


def templates(world):
    """Templates are added, counted by the hub, told with their day of review, taken out."""
    whole = TEMPLATE % ("jalan", "Jalan berlubang", "2199-01-31", "")
    second = TEMPLATE % ("lampu", "Lampu jalan", "2020-01-31", "")
    world.publish("templates", "import", world.file(whole), "--reason", "Disetujui sekretaris")
    world.publish("templates", "import", world.file(second))
    lines = world.run("templates", "list").splitlines()
    equal([line.split("  ")[:3] for line in lines[-2:]],
          [["jalan", "version 1", "Jalan berlubang"], ["lampu", "version 1", "Lampu jalan"]])
    equal(["OVERDUE" in line for line in lines[-2:]], [False, True])
    assert all("(Humas)" in line for line in lines[-2:])

    exported = world.run("templates", "export")
    assert exported.count("version=1") >= 2, exported
    equal(world.run("templates", "import", world.file(exported)),
          "nothing is another than it was, nothing published\n")
    # Another title is the same version, another text the next one, whatever the file says.
    world.publish("templates", "import", world.file((TEMPLATE % ("jalan", "Jalan rusak", "2199-01-31", "")) + "version=7\n"))
    assert "jalan  version 1  Jalan rusak" in world.run("templates", "list")
    world.publish("templates", "import", world.file(TEMPLATE % ("jalan", "Jalan rusak", "2199-01-31", " Terima kasih.")))
    assert "jalan  version 2  Jalan rusak" in world.run("templates", "list")
    world.publish("templates", "remove", "jalan")
    assert "jalan  version" not in world.run("templates", "list")
    world.publish("templates", "import", world.file(whole))
    assert "jalan  version 3  Jalan berlubang" in world.run("templates", "list")


def joined(world):
    """An agency's officers have those of the whole hub and their own, of one id their own."""
    world.publish("templates", "import", "--agency", AGENCY,
                  world.file(TEMPLATE % ("lampu", "Lampu milik dinas", "2199-01-31", "")))
    equal(world.run("templates", "list", "--agency", AGENCY).splitlines()[-1:],
          ["lampu  version 1  Lampu milik dinas  (Humas)  review 2199-01-31"])
    ours, theirs = world.guidance()["templates"], world.guidance(world.other)["templates"]
    assert "[jalan]" in ours and "Lampu milik dinas" in ours and ours.count("[lampu]") == 1, ours
    assert "[jalan]" in theirs and "Lampu milik dinas" not in theirs and "title=Lampu jalan" in theirs, theirs


def kept(world):
    """A copy carries it all; what is told of it is of the new life."""
    was = world.guidance()
    copy = os.path.join(world.hub.folder, "copy.db")
    world.run("backup", copy)
    world.publish("checks", "remove", "--agency", AGENCY)
    equal(world.hub.stop(), 0)
    world.run("restore", copy)
    world.hub.start()
    equal(world.hub.run("verify").returncode, 0)
    world.client = Client(world.hub, "petugas")
    equal(world.guidance(), was)
    editions = world.rows("SELECT count(*) FROM guidance_editions")
    with sqlite3.connect(os.path.join(world.hub.data, "hub.db")) as database:
        for change in ("UPDATE guidance_editions SET checks = ''", "DELETE FROM guidance_editions"):
            try:
                database.execute(change)
                raise AssertionError(change)
            except sqlite3.IntegrityError:
                pass
    equal(world.rows("SELECT count(*) FROM guidance_editions"), editions)
    assert editions == world.rows("SELECT count(*) FROM audit WHERE action = 'guidance-published'")


def main():
    tap = Tap()
    world = World(DemoHub(sys.argv[1]))
    for test in (whose, judged, refused, templates, joined, kept):
        tap.run("guidance/" + test.__name__, test, world)
    tap.end()


main()
