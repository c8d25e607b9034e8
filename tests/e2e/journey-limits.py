#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Complaints that are full, and records that the program cannot read."""

import json
import os
import sqlite3

from loket_e2e import REPLY, Hub, Officer, check, equal, run

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n")
NUMBERS = ("99000001", "99000002", "99000003")


def load(hub, **texts):
    path = hub.place.path("rows.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in NUMBERS:
            file.write(f"{number};3 Mar 2026;Jalan berlubang;{texts.get('_' + number, 'Di depan pasar')};Proses;"
                       "131410;Dinas Pekerjaan Umum\n")
    hub.load(path)


def prepare(place):
    hub = Hub(place)
    load(hub)
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    return hub, officer


def rewrite(hub, number, change):
    """Puts other words into the record that the hub sends."""
    with sqlite3.connect(os.path.join(hub.data, "hub.db")) as connection:
        line, = connection.execute("SELECT line FROM complaints WHERE tracking_id = ?", (number,)).fetchone()
        record = json.loads(line)
        change(record)
        connection.execute("UPDATE complaints SET line = ? WHERE tracking_id = ?",
                           (json.dumps(record, separators=(",", ":")), number))
    connection.close()
    return line


def queue(officer):
    return {row["tracking_id"] for row in officer.json("queue")}


def unread(place):
    """one record that cannot be read keeps only itself out, and is told"""
    hub, officer = prepare(place)
    good = rewrite(hub, NUMBERS[1], lambda record: record.update(title=7))
    told = officer.run("sync", "--json")
    summary = json.loads(told.stdout)
    equal((summary["state"], summary["unread"]), ("ok", 1), "what sync says")
    check("#" + NUMBERS[1] in told.stderr, "what sync tells: " + told.stderr)
    equal(queue(officer), {NUMBERS[0], NUMBERS[2]}, "the queue")
    doctor = officer.run("doctor", "--json", status=1)
    finding, = [one for one in json.loads(doctor.stdout)["checks"] if one["name"] == "records"]
    check(not finding["ok"] and "$.title" in finding["detail"], f"what the doctor finds: {finding}")

    officer.send(NUMBERS[0], REPLY.format(1))
    officer.sync_until_done()
    equal(len(hub.replies()), 1, "the replies at the hub")
    rewrite(hub, NUMBERS[1], lambda record: (record.clear(), record.update(json.loads(good))))
    load(hub, _99000002="Di depan sekolah")
    equal(officer.json("sync")["unread"], 0, "what is unread once it changed")
    equal(queue(officer), set(NUMBERS), "the queue at the end")


def kept(place):
    """what was here of a complaint stays when its next state cannot be read"""
    hub, officer = prepare(place)
    officer.json("sync")
    load(hub, _99000001="Di depan terminal", _99000002="Di depan sekolah")
    rewrite(hub, NUMBERS[1], lambda record: record.update(messages="none"))
    equal(officer.json("sync")["unread"], 1, "what is unread")
    equal(queue(officer), set(NUMBERS), "the queue")
    equal(officer.json("show", NUMBERS[0])["body"], "Di depan terminal", "the other that changed")
    shown = officer.json("show", NUMBERS[1])
    equal((shown["body"], shown["unread"]), ("Di depan pasar", True), "what is shown")


def full(place):
    """a reply to a full complaint is refused with its reason, and its text kept"""
    hub, officer = prepare(place)
    rewrite(hub, NUMBERS[0], lambda record: record.update(messages=[
        {"id": f"eeeeeeee-0000-4000-8000-{i:012}", "author": "reporter", "authorName": None, "text": "Masih.",
         "outcome": None, "at": None} for i in range(999)]))
    officer.json("sync")
    officer.send(NUMBERS[0], REPLY.format(1))
    officer.sync_until_done()
    officer.send(NUMBERS[0], REPLY.format(2))
    refused = officer.run("sync", status=4)
    check("loketctl outbox list" in refused.stderr, "what sync tells: " + refused.stderr)
    item, = officer.json("outbox", "list", "--pending")
    equal((item["state"], item["reason"]), ("needs_user", "conversation-full"), "the reply")
    officer.run("outbox", "resolve", item["reply_id"], "--choice", "draft")
    equal(officer.sync_until_done()["needs_user"], 0, "what needs a person after the decision")
    equal(officer.json("draft", NUMBERS[0])["text"], REPLY.format(2), "the draft")
    equal([stored["text"] for stored in hub.replies()], [REPLY.format(1)], "what the hub stored")
    hub.change("close", NUMBERS[0])
    equal(officer.json("sync")["state"], "ok", "the sync after it was closed")


run(unread, kept, full)
