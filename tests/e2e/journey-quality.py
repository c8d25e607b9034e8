#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agency wants more of the checks than the officer's computer has heard of: a
reply is refused for what it says, comes back with what was found, and goes out
otherwise or overruled."""

from loket_e2e import REPLY, Hub, Officer, check, equal, run

NUMBER = "99000001"
EXPORT = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n"
          f"{NUMBER};3 Mar 2026;Jalan berlubang;Jalan berlubang di depan pasar;Proses;131410;Dinas Pekerjaan Umum\n")
# The operator lists the service's numbers, so that any other one is a person's.
SETTINGS = "[Contacts]\nPhones=0511-5550101\n"
PHONE = "0812-3456-7890"
TEXT = REPLY.format(1) + f" Hubungi Budi di {PHONE}."
REASON = "Budi meminta nomornya ditulis."


def refused(place):
    """Comes to where the hub has refused the reply; gives the reply's id."""
    hub = Hub(place)
    with open(place.path("export.csv"), "w", encoding="utf-8") as file:
        file.write(EXPORT)
    hub.load(place.path("export.csv"))
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    hub.give("checks", SETTINGS, "--agency", "131410")
    reply = officer.send(NUMBER, TEXT)["reply_id"]
    officer.run("sync", "--json", status=4)
    equal(hub.replies(), [], "what the hub stored")
    return hub, officer, reply


def expect_stored(hub, officer, reply, text):
    """Once, under an id of its own, and nothing is left to do."""
    equal(officer.sync_until_done()["needs_user"], 0, "what needs a person")
    equal([(stored["text"], stored["reply_id"] != reply) for stored in hub.replies()], [(text, True)],
          "what the hub stored")
    equal(officer.json("outbox", "list", "--pending"), [], "the outbox")


def told(place):
    """a refused reply says which check stops it, in both languages, and what can be done"""
    _, officer, reply = refused(place)
    item = officer.json("outbox", "show", reply[:8])
    equal((item["state"], item["reason"], item["rules"], item["choices"], item["text"]),
          ("needs_user", "quality-blocker", ["PDP-03"], ["edit", "draft", "discard"], TEXT), "the reply")
    shown = officer.run("outbox", "show", reply[:8]).stdout
    for words in ("(PDP-03)", "--choice edit", f"loketctl send {NUMBER} --outcome in_progress --override PDP-03="):
        check(words in shown, f"{words!r} is not in: {shown}")
    officer.run("outbox", "resolve", reply, "--choice", "retry", status=2)
    equal(officer.json("outbox", "show", reply)["state"], "needs_user", "after a choice that there is not")


def changed(place):
    """its text comes back, is stopped here too as long as it stands, and goes out changed, once"""
    hub, officer, reply = refused(place)
    officer.run("outbox", "resolve", reply, "--choice", "edit")
    officer.sync_until_done()
    equal(officer.json("draft", NUMBER)["text"], TEXT, "the draft")
    stopped = officer.json("send", NUMBER, "--outcome", "in_progress", status=4)
    found = [finding for finding in stopped["findings"] if finding["severity"] == "blocker"]
    equal([finding["rule"] for finding in found], ["PDP-03"], "what stops it here")
    equal(TEXT[found[0]["start"]:found[0]["end"]], PHONE, "its place")
    better = TEXT.replace(f"Budi di {PHONE}", "kantor kami di Jalan Melati 1")
    officer.send(NUMBER, better)
    expect_stored(hub, officer, reply, better)


def overruled(place):
    """it goes out as it is with a reason, before the hub was asked about the old one, once"""
    hub, officer, reply = refused(place)
    officer.run("outbox", "resolve", reply, "--choice", "edit")
    officer.json("send", NUMBER, "--outcome", "in_progress", "--override", f"PDP-03={REASON}")
    expect_stored(hub, officer, reply, TEXT)


def kept(place):
    """an override that was given stays with a text that comes back"""
    hub, officer, _ = refused(place)
    hub.stop()
    reply = officer.json("outbox", "list", "--pending")[0]["reply_id"]
    officer.run("outbox", "resolve", reply, "--choice", "edit")
    second = officer.json("send", NUMBER, "--outcome", "in_progress", "--override", f"PDP-03={REASON}")["reply_id"]
    officer.run("outbox", "resolve", second, "--choice", "edit")
    officer.json("send", NUMBER, "--outcome", "in_progress")
    hub.start()
    expect_stored(hub, officer, reply, TEXT)


run(told, changed, overruled, kept)
