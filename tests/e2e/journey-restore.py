#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hub is put back to a copy: what it has forgotten comes back by itself, once,
with the time of its first acceptance."""

from loket_e2e import REPLY, Hub, Officer, equal, run

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n")
NUMBERS = ("99000001", "99000002", "99000003")


def prepare(place):
    hub = Hub(place)
    path = place.path("first.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in NUMBERS:
            file.write(f"{number};3 Mar 2026;Jalan berlubang;Jalan berlubang di depan pasar;Proses;"
                       "131410;Dinas Pekerjaan Umum\n")
    hub.load(path)
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return hub, officer


def restore(place, hub, officer, copy):
    """The copy knows no session that was begun or renewed after it."""
    hub.stop()
    hub.run("restore", copy)
    hub.start()
    officer.run("sync", status=4)
    officer.sign_in(hub)


def forgotten(place):
    """replies that a restored hub has forgotten are sent again, once and in their order"""
    hub, officer = prepare(place)
    copy = place.path("copy")
    officer.send(NUMBERS[0], REPLY.format(1))
    officer.sync_until_done()
    hub.run("backup", copy)
    officer.send(NUMBERS[0], REPLY.format(2))
    officer.send(NUMBERS[0], REPLY.format(3))
    officer.send(NUMBERS[1], REPLY.format(4))
    officer.sync_until_done()
    before = {reply["reply_id"]: reply["accepted_at"] for reply in hub.replies()}
    equal(len(before), 4, "the replies before the accident")

    restore(place, hub, officer, copy)
    equal(len(hub.replies()), 1, "the replies in the copy")
    summary = officer.sync_until_done()
    equal((summary["recovered"], summary["needs_user"], summary["waiting"]), (3, 0, 0), "what sync says")
    officer.send(NUMBERS[0], REPLY.format(5))
    officer.sync_until_done()
    after = hub.replies()
    equal({reply["reply_id"]: reply["accepted_at"] for reply in after if reply["reply_id"] in before},
          before, "ids and times of acceptance")
    equal([reply["text"] for reply in after if reply["tracking_id"] == NUMBERS[0]],
          [REPLY.format(i) for i in (1, 2, 3, 5)], "the order within a complaint")
    equal(officer.sync_until_done()["recovered"], 0, "what the next pass recovers")
    equal(len(hub.replies()), 5, "the replies in the end")


def while_away(place):
    """a complaint that was closed since keeps no reply from coming back"""
    hub, officer = prepare(place)
    copy = place.path("copy")
    hub.run("backup", copy)
    officer.send(NUMBERS[2], REPLY.format(1))
    officer.sync_until_done()
    restore(place, hub, officer, copy)
    hub.change("close", NUMBERS[2], "--by", "system")
    equal(officer.sync_until_done()["recovered"], 1, "what is recovered")
    equal([reply["text"] for reply in hub.replies()], [REPLY.format(1)], "what the hub has")


run(forgotten, while_away)
