#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of replies on arrival: what must not be sent is refused with rule
and place, unless its writer overruled it, and never what was stored before."""

import base64
import os
import sqlite3
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_tap import Tap, equal

SCOPE = "agency:131410"
# An invented identity number with a date in it that exists.
NIK = "6372014507850003"
TEXT = "Atas nama Saudara dengan NIK " + NIK + " laporan sudah kami periksa bersama petugas di lapangan."


def rows(hub, sql, *values):
    with sqlite3.connect(os.path.join(hub.data, "hub.db")) as db:
        return db.execute(sql, values).fetchall()


def found(hub, reply):
    return rows(hub, "SELECT rule, severity, start, finish, overridden FROM reply_findings "
                     "WHERE reply_id = ? AND severity = 'blocker'", reply["replyId"])


def refused(hub, client):
    complaint = client.open_complaints(SCOPE)[0]
    reply = client.make_reply(complaint, text=TEXT)
    answer = client.put_reply(reply)
    equal((answer.status, answer.problem()), (422, "quality-blocker"))
    place = [one for one in answer.json()["findings"] if one["rule"] == "PDP-01"][0]
    equal(TEXT[place["start"]:place["end"]], NIK)
    assert NIK not in answer.body.decode()
    equal(rows(hub, "SELECT 1 FROM replies WHERE id = ?", reply["replyId"]), [])
    # Nothing is remembered of it: the id is free for better words.
    answer = client.put_reply(dict(reply, text="Laporan sudah kami periksa bersama petugas di lapangan dan kami catat."))
    equal((answer.status, answer.body if answer.status != 201 else b""), (201, b""))
    equal(found(hub, reply), [])
    equal(len(rows(hub, "SELECT version FROM reply_checks WHERE reply_id = ?", reply["replyId"])), 1)


def overruled(hub, client):
    complaint = client.open_complaints(SCOPE)[1]
    reply = client.make_reply(complaint, text=TEXT)
    other = [{"rule": "TPL-01", "reason": "Bukan ini."}]
    equal(client.put_reply(dict(reply, overrides=other)).problem(), "quality-blocker")
    reply["overrides"] = [{"rule": "PDP-01", "reason": "Pelapor memintanya."}]
    equal(client.put_reply(reply).status, 201)
    equal([(rule, overridden) for rule, _, _, _, overridden in found(hub, reply)], [("PDP-01", 1)])
    told = [one["checks"] for one in hub.replies() if one["reply_id"] == reply["replyId"]][0]["findings"]
    place = TEXT.index(NIK)
    equal([one for one in told if one["severity"] == "blocker"],
          [{"rule": "PDP-01", "severity": "blocker", "start": place, "end": place + len(NIK), "overridden": True}])


def last_of_all(hub, client):
    """Who may not answer, or answers the past, hears that first."""
    complaint = client.open_complaints(SCOPE)[2]
    hub.run("complaint", "add-message", complaint["trackingId"], "--text", "Masih.")
    equal(client.put_reply(client.make_reply(complaint, text=TEXT)).problem(), "complaint-changed")
    missing = {"uploadId": "00000000-0000-4000-8000-000000000001", "sha256": "0" * 64, "size": 1,
               "name": "a.png", "type": "image/png"}
    complaint = client.open_complaints(SCOPE)[3]
    both = client.make_reply(complaint, text=TEXT, attachments=[missing])
    equal(client.put_reply(both).problem(), "attachment-missing")


def before(hub, client):
    """What was stored by a hub without these checks is answered as ever, and taken again."""
    complaint = client.open_complaints(SCOPE)[4]
    reply = client.make_reply(complaint, text=TEXT,
                              overrides=[{"rule": "PDP-01", "reason": "Pelapor memintanya."}])
    copy = os.path.join(hub.folder, "copy.db")
    hub.run("backup", copy)
    first = client.put_reply(reply)
    equal(first.status, 201)
    equal(hub.stop(), 0)
    hub.run("restore", copy)
    # Since then nobody may overrule it: what was accepted comes back all the same.
    hub.start()
    client = Client(hub, "petugas")
    receipt = base64.urlsafe_b64encode(first.body).decode().rstrip("=")
    equal(client.put_reply(reply, **{"Recovered-Receipt": receipt}).status, 201)
    equal(rows(hub, "SELECT 1 FROM reply_checks WHERE reply_id = ?", reply["replyId"]), [])
    equal([one["checks"] for one in hub.replies() if one["reply_id"] == reply["replyId"]], [None])
    equal(client.put_reply(reply).status, 200)


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    client = Client(hub, "petugas")
    for check in (refused, overruled, last_of_all, before):
        tap.run("quality/" + check.__name__.replace("_", "-"), check, hub, client)
    tap.end()


main()
