#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What colleagues, the reporter and the coordinator do while a reply waits: it
never goes out unseen, and its text always survives."""

from loket_e2e import REPLY, Hub, Officer, check, equal, run

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n")
OURS = "131410"
THEIRS = "131412"
NUMBERS = ("99000001", "99000002")
ADDED = "Kemarin sore ada pengendara yang jatuh."


def prepare(place):
    hub = Hub(place)
    path = place.path("first.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in NUMBERS:
            file.write(f"{number};3 Mar 2026;Jalan berlubang;Jalan berlubang di depan pasar;Proses;"
                       f"{OURS};Dinas Pekerjaan Umum\n")
        file.write(f"99000009;3 Mar 2026;Sampah;Sampah menumpuk;Proses;{THEIRS};Dinas Lingkungan Hidup\n")
    hub.load(path)
    hub.add_user("petugas", OURS)
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return hub, officer


def undecided(officer):
    """The one reply that needs a decision, with what is known about it."""
    officer.run("sync", status=4)
    item, = officer.json("outbox", "list", "--pending")
    equal(item["state"], "needs_user", "the state of the reply")
    shown = officer.json("outbox", "show", item["reply_id"])
    equal(shown["text"], REPLY.format(1), "its text")
    check("discard" in shown["choices"] and "draft" in shown["choices"], f"the choices: {shown['choices']}")
    return shown


def stored(hub):
    return [reply["text"] for reply in hub.replies()]


def reporter_adds(place):
    """the reporter adds something: the difference is shown, and it is sent once, knowingly"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    hub.change("add-message", NUMBERS[0], "--text", ADDED)
    shown = undecided(officer)
    equal(shown["reason"], "complaint-changed", "the reason")
    equal([change["after"] for change in shown["changes"] if change["kind"] == "message"], [ADDED],
          "what was added")
    equal(shown["choices"], ["send-anyway", "edit", "draft", "discard"], "the choices")
    check(ADDED in officer.run("outbox", "show", shown["reply_id"]).stdout, "the difference in words")
    officer.run("outbox", "resolve", shown["reply_id"], "--choice", "retry", status=2)
    equal(stored(hub), [], "what the hub stored before the decision")
    officer.run("outbox", "resolve", shown["reply_id"], "--choice", "send-anyway")
    officer.sync_until_done()
    equal(stored(hub), [REPLY.format(1)], "what the hub stored")


def kept_as_draft(officer, shown):
    officer.run("outbox", "resolve", shown["reply_id"], "--choice", "draft")
    officer.sync_until_done()
    equal(officer.json("draft", NUMBERS[0])["text"], REPLY.format(1), "the draft")


def withdrawn(place):
    """the reporter withdraws the complaint: the text survives as a draft"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    hub.change("withdraw", NUMBERS[0])
    shown = undecided(officer)
    check("send-anyway" not in shown["choices"], f"the choices: {shown['choices']}")
    kept_as_draft(officer, shown)
    equal(stored(hub), [], "what the hub stored")


def closed(place):
    """the complaint is closed: the text survives as a draft"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    hub.change("close", NUMBERS[0], "--by", "reporter")
    shown = undecided(officer)
    equal(shown["reason"], "closed", "the reason")
    kept_as_draft(officer, shown)


def merged(place):
    """the complaint becomes part of another one: the text is not lost"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    hub.change("merge", NUMBERS[0], "--into", NUMBERS[1])
    shown = undecided(officer)
    equal(officer.json("outbox", "show", shown["reply_id"])["text"], REPLY.format(1), "the text")
    equal(stored(hub), [], "what the hub stored")


def there_and_back(place):
    """the complaint goes to another agency and comes back: the same text is sent then"""
    hub, officer = prepare(place)
    officer.send(NUMBERS[0], REPLY.format(1))
    hub.change("assign", NUMBERS[0], "--agency", THEIRS)
    shown = undecided(officer)
    equal(shown["reason"], "reassigned", "the reason")
    check("send-anyway" not in shown["choices"], f"the choices: {shown['choices']}")
    hub.change("assign", NUMBERS[0], "--agency", OURS)
    officer.run("sync", status=4)
    officer.run("outbox", "resolve", shown["reply_id"], "--choice", "retry")
    if officer.run("sync", status=None).returncode != 0:
        again = undecided(officer)
        equal(again["reason"], "complaint-changed", "the reason after it came back")
        officer.run("outbox", "resolve", again["reply_id"], "--choice", "send-anyway")
        officer.sync_until_done()
    equal(stored(hub), [REPLY.format(1)], "what the hub stored")


def two_devices(place):
    """the officer has answered from another device: the text becomes a follow-up"""
    hub, officer = prepare(place)
    other = Officer(place)
    other.profile = place.path("second-device")
    other.key = place.path("second-device.key")
    other.sign_in(hub)
    other.json("sync")
    officer.send(NUMBERS[0], REPLY.format(1))
    other.send(NUMBERS[0], REPLY.format(2))
    other.sync_until_done()
    shown = undecided(officer)
    equal([(change["kind"], change["after"]) for change in shown["changes"]
           if change["kind"] == "message"], [("message", REPLY.format(2))], "what changed")
    officer.run("outbox", "resolve", shown["reply_id"], "--choice", "send-anyway")
    officer.sync_until_done()
    equal(stored(hub), [REPLY.format(2), REPLY.format(1)], "what the hub stored")


def given_back(place):
    """a complaint that is another agency's to answer goes back, with reason and proposal"""
    hub, officer = prepare(place)
    officer.run("draft", NUMBERS[0], "--file", "-", text=REPLY.format(1))
    officer.run("return", NUMBERS[0], status=2)
    officer.run("return", NUMBERS[0], "--reason", "Jalan provinsi, bukan kewenangan kabupaten",
                "--agency", THEIRS)
    numbers = [row["tracking_id"] for row in officer.json("queue")]
    check(NUMBERS[0] not in numbers, f"the queue after it went back: {numbers}")
    check(NUMBERS[1] in numbers, "the rest of the queue")
    hub.stop()
    refused = officer.run("return", NUMBERS[1], "--reason", "Bukan kewenangan", status=3)
    equal(len(refused.stderr.strip().splitlines()), 1, "the lines of the message offline")


run(given_back, reporter_adds, withdrawn, closed, merged, there_and_back, two_devices)
