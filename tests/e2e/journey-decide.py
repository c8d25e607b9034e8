#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The complaint changes while the officer is away: a person decides."""

from loket_e2e import REPLY, Hub, Officer, check, equal, run

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n")
OURS = "131410;Dinas Pekerjaan Umum"
THEIRS = "131412;Dinas Lingkungan Hidup"
NUMBERS = ("99000001", "99000002", "99000003")


def row(number, text="Jalan berlubang di depan pasar", status="Proses", agency=OURS):
    return f"{number};3 Mar 2026;Jalan berlubang;{text};{status};{agency}\n"


def load(hub, name, rows):
    path = hub.place.path(name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER + "".join(rows))
    return hub.load(path)


def prepare(place):
    hub = Hub(place)
    load(hub, "first.csv", [row(number) for number in NUMBERS])
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    equal({row["tracking_id"] for row in officer.json("queue")}, set(NUMBERS), "the queue")
    return hub, officer


def expect_decision(officer, reason):
    refused = officer.run("sync", "--json", status=4)
    check('"state":"needs_user"' in refused.stdout, "what sync says: " + refused.stdout)
    equal(len(refused.stderr.strip().splitlines()), 1, "the lines of the message")
    item, = officer.json("outbox", "list", "--pending")
    equal((item["state"], item["reason"]), ("needs_user", reason), "the reply")
    equal(officer.json("outbox", "show", item["reply_id"][:8])["text"], REPLY.format(1), "its text")
    return item["reply_id"]


def changed(place):
    """a reply to an older text waits for a decision and then goes out as it is"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    load(hub, "changed.csv", [row(NUMBERS[0], "Jalan berlubang, kemarin ada yang jatuh")])
    reply = expect_decision(officer, "complaint-changed")
    equal(hub.replies(), [], "what the hub stored before the decision")

    officer.run("outbox", "resolve", reply, "--choice", "nonsense", status=2)
    officer.run("outbox", "resolve", reply, "--choice", "send-anyway")
    equal(officer.sync_until_done()["needs_user"], 0, "what needs a person after the decision")
    equal([stored["text"] for stored in hub.replies()], [REPLY.format(1)], "what the hub stored")


def edited(place):
    """a reply to an older text goes back into the draft and out again"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    load(hub, "changed.csv", [row(NUMBERS[0], "Jalan berlubang, kemarin ada yang jatuh")])
    reply = expect_decision(officer, "complaint-changed")
    officer.run("outbox", "resolve", reply, "--choice", "edit")
    officer.sync_until_done()
    equal(officer.json("draft", NUMBERS[0])["text"], REPLY.format(1), "the draft")
    officer.send(NUMBERS[0], REPLY.format(2), "--acknowledge")
    officer.sync_until_done()
    equal([stored["text"] for stored in hub.replies()], [REPLY.format(2)], "what the hub stored")


def reassigned(place):
    """a reply to a complaint that went to another agency is not accepted, and not lost"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    load(hub, "moved.csv", [row(NUMBERS[0], agency=THEIRS)])
    reply = expect_decision(officer, "reassigned")
    officer.run("outbox", "resolve", reply, "--choice", "discard")
    officer.sync_until_done()
    equal(hub.replies(), [], "what the hub stored")
    check(NUMBERS[0] not in [row["tracking_id"] for row in officer.json("queue")], "the complaint is still there")


def closed(place):
    """a reply to a complaint that was closed meanwhile is not accepted, and not lost"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    load(hub, "closed.csv", [row(NUMBERS[0], status="Ditutup oleh Sistem")])
    expect_decision(officer, "closed")
    equal(hub.replies(), [], "what the hub stored")


def revoked(place):
    """a reply that has not left is taken back and never arrives"""
    hub, officer = prepare(place)
    reply = officer.send(NUMBERS[0], REPLY.format(1))["reply_id"]
    officer.send(NUMBERS[1], REPLY.format(2))
    officer.run("outbox", "revoke", reply)
    officer.sync_until_done()
    equal([stored["text"] for stored in hub.replies()], [REPLY.format(2)], "what the hub stored")
    officer.run("outbox", "revoke", "00000000", status=1)


def in_order(place):
    """two replies to one complaint, written without a hub, arrive in their order"""
    hub, officer = prepare(place)
    hub.stop()
    for i in range(1, 4):
        officer.send(NUMBERS[0], REPLY.format(i))
    officer.run("sync", status=3)
    hub.start()
    officer.sync_until_done()
    equal([stored["text"] for stored in hub.replies()], [REPLY.format(i) for i in range(1, 4)], "what the hub stored")


run(changed, edited, reassigned, closed, revoked, in_order)
