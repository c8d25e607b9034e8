#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accepted replies are compared with the agency's other answers, REL-05: after they
were stored, never instead of it, and once for each whatever happens to the hub."""

import os
import sqlite3
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_place import wait_for
from loket_tap import Tap, equal

AGENCY = "131410"
SCOPE = "agency:" + AGENCY

OWN = ("Petugas Bidang Bina Marga memeriksa lubang di Jalan Melati pada 3 Maret 2026 dan menambalnya dengan aspal "
       "dingin. Lapisan akhir dikerjakan setelah musim hujan, karena aspal panas tidak melekat pada badan jalan basah.")
ALMOST = OWN.replace("Jalan Melati pada 3 Maret", "Jalan Kenanga pada 9 Maret")
OTHER = ("Regu kebersihan mengangkut tumpukan sampah di Pasar Anyar pada Selasa pagi dan menambah dua kontainer di sisi "
         "timur. Pengangkutan berikutnya berlangsung setiap hari pukul enam, termasuk pada hari libur nasional.")
APPROVED = ("Permohonan pemasangan lampu penerangan kami catat dalam daftar usulan kecamatan dan kami bawa ke musyawarah "
            "perencanaan tahun depan, yang terbuka bagi setiap warga dan jadwalnya diumumkan di kantor kelurahan.")
TEMPLATE = "[usulan-lampu]\ntitle=Usulan lampu\nowner=Bidang Penerangan\nreview=2099-12-31\ntext=" + APPROVED + "\n"


class World:
    def __init__(self, program):
        self.hub = DemoHub(program)
        self.client = Client(self.hub, "petugas")
        self.open = self.client.open_complaints(SCOPE)

    def rows(self, sql, *values):
        with sqlite3.connect(os.path.join(self.hub.data, "hub.db")) as db:
            return db.execute(sql, values).fetchall()

    def answer(self, text, **changes):
        """Answers the next complaint; tells the reply's id."""
        reply = self.client.make_reply(self.open.pop(0), text=text, **changes)
        answer = self.client.put_reply(reply)
        equal((answer.status, answer.problem()), (201, None))
        return reply["replyId"]

    def is_waiting(self, reply):
        return self.rows("SELECT 1 FROM replies_to_compare JOIN replies USING (seq) WHERE id = ?", reply) != []

    def compared(self, reply):
        """What the comparison came to, once it did: rule, severity, place, overruled."""
        def by():
            return self.rows("SELECT compared FROM reply_checks WHERE reply_id = ? AND compared IS NOT NULL", reply)

        wait_for(by, "that a reply is compared")
        equal(self.is_waiting(reply), False)
        return self.rows("SELECT rule, severity, start, finish, overridden FROM reply_findings "
                         "WHERE reply_id = ? AND rule = 'REL-05'", reply)


COPY = [("REL-05", "warning", 0, 0, 0)]


def found(world):
    """The second of two that are nearly the same is the copy; others are not."""
    replies = [world.answer(text) for text in (OWN, OTHER, ALMOST)]
    equal([world.compared(reply) for reply in replies], [[], [], COPY])
    told = {one["reply_id"]: one["checks"] for one in world.hub.replies()}
    equal([(told[reply]["compared"], "REL-05" in [one["rule"] for one in told[reply]["findings"]]) for reply in replies],
          [(True, False), (True, False), (True, True)])
    # What was found on arrival is still there, and numbered before it.
    equal(world.rows("SELECT count (*), max (number) FROM reply_findings WHERE reply_id = ?", replies[2]),
          world.rows("SELECT max (number), count (*) FROM reply_findings WHERE reply_id = ?", replies[2]))


def own_complaint(world):
    """Who answers the same complaint once more may say it again."""
    complaint = world.open[0]
    text = "Ranting pohon yang patah di halaman sekolah dasar sudah dipotong regu pertamanan dan diangkut dengan truk " \
           "dinas pada hari yang sama, sehingga pintu gerbang dapat dibuka lagi bagi murid dan para pengantar."
    first = world.answer(text)
    world.open.insert(0, dict(complaint, substance=complaint["substance"] + 1))
    second = world.answer(text, prevReplyId=first)
    equal([world.compared(reply) for reply in (first, second)], [[], []])
    equal(world.compared(world.answer(text)), COPY)


def overruled(world):
    """Who sent a copy knowingly said so."""
    override = [{"rule": "REL-05", "reason": "Laporan yang sama."}]
    equal(world.compared(world.answer(ALMOST, overrides=override)), [("REL-05", "warning", 0, 0, 1)])


def approved(world):
    """A template's sentences are everybody's, as long as it is one; an agency may want no such remark."""
    world.hub.give("templates", TEMPLATE, "--agency", AGENCY)
    equal([world.compared(world.answer(APPROVED)) for _ in range(2)], [[], []])
    world.hub.run("templates", "remove", "usulan-lampu", "--agency", AGENCY)
    equal(world.compared(world.answer(APPROVED)), COPY)
    world.hub.give("checks", "[Rules]\nREL-05=off\n", "--agency", AGENCY)
    equal(world.compared(world.answer(APPROVED)), [])
    world.hub.run("checks", "remove", "--agency", AGENCY)


def killed(world):
    """What was stored is compared after the next start, unless it was before; nothing between."""
    reply = world.answer(ALMOST)
    world.hub.kill()
    state = (world.is_waiting(reply), world.rows("SELECT compared IS NULL FROM reply_checks WHERE reply_id = ?", reply),
             world.rows("SELECT count (*) FROM reply_findings WHERE reply_id = ? AND rule = 'REL-05'", reply))
    assert state in ((True, [(1,)], [(0,)]), (False, [(0,)], [(1,)])), state
    world.hub.start()
    world.client = Client(world.hub, "petugas")
    equal(world.compared(reply), COPY)


def in_their_order(world):
    """It makes no difference when they are compared: the later is the copy."""
    text = "Kabel lampu yang terkelupas di lapangan tenis sudah kami bungkus dan kami pindahkan ke tiang baru, lalu " \
           "tegangan diukur tiga kali pada jam yang berbeda sampai angkanya tetap dan aman bagi pemain."
    replies = [world.answer(text) for _ in range(2)]
    equal([world.compared(reply) for reply in replies], [[], COPY])
    equal(world.hub.stop(), 0)
    with sqlite3.connect(os.path.join(world.hub.data, "hub.db")) as db:
        for reply in replies:
            db.execute("INSERT INTO replies_to_compare SELECT seq FROM replies WHERE id = ?", (reply,))
            db.execute("UPDATE reply_checks SET compared = NULL WHERE reply_id = ?", (reply,))
            db.execute("DELETE FROM reply_findings WHERE reply_id = ? AND rule = 'REL-05'", (reply,))
    world.hub.start()
    world.client = Client(world.hub, "petugas")
    equal([world.compared(reply) for reply in replies], [[], COPY])


def before(world):
    """What was stored by a hub that did not compare stays as it is."""
    reply = world.answer(OTHER)
    equal(world.compared(reply), COPY)
    equal(world.hub.stop(), 0)
    with sqlite3.connect(os.path.join(world.hub.data, "hub.db")) as db:
        db.execute("UPDATE reply_checks SET compared = NULL WHERE reply_id = ?", (reply,))
    world.hub.start()
    world.client = Client(world.hub, "petugas")
    equal(world.compared(world.answer(OTHER)), COPY)
    equal(world.rows("SELECT compared FROM reply_checks WHERE reply_id = ?", reply), [(None,)])
    equal(world.hub.stop(), 0)
    world.hub.run("verify")


def main():
    tap = Tap()
    world = World(sys.argv[1])
    for check in (found, own_complaint, overruled, approved, killed, in_their_order, before):
        tap.run("copies/" + check.__name__.replace("_", "-"), check, world)
    tap.end()


main()
