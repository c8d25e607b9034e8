#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups, restores, and administrators who forget to say that they restored:
no reply that got its receipt is lost, and the hub never says two things."""

import base64
import json
import os
import shutil
import sqlite3
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_tap import Tap, equal

SCOPE = "agency:131410"

# That a hub has forgotten something is worth a warning, which ends no program here.
os.environ["G_DEBUG"] = "fatal-criticals"


def send(client, n):
    """Sends replies to complaints of their own; tells [(reply, receipt)]."""
    sent = []
    for complaint in client.open_complaints(SCOPE):
        if len(sent) == n:
            break
        reply = client.make_reply(complaint)
        answer = client.put_reply(reply)
        if answer.status == 201:
            sent.append((reply, answer.json()))
    equal(len(sent), n)
    return sent


def header(receipt):
    text = json.dumps(receipt).encode()
    return {"Recovered-Receipt": base64.urlsafe_b64encode(text).decode().rstrip("=")}


def stored(hub):
    return {one["reply_id"]: one for one in hub.replies()}


def fails(hub, word, *arguments):
    done = hub.run(*arguments, status=None)
    equal((done.returncode, done.stdout), (1, ""))
    assert word in done.stderr, done.stderr


def put_back(hub, copy):
    """What an administrator does who knows only of files."""
    for name in ("hub.db", "hub.db-wal", "hub.db-shm"):
        path = os.path.join(hub.data, name)
        if os.path.exists(path):
            os.unlink(path)
    shutil.copy(copy, os.path.join(hub.data, "hub.db"))
    os.chmod(os.path.join(hub.data, "hub.db"), 0o600)


def backup(hub):
    """A copy while the hub serves; what it has is durable from then on."""
    copy = os.path.join(hub.folder, "copy.db")
    client = Client(hub, "petugas")
    equal(client.request("GET", "/session").json()["durableSeq"], 0)
    send(client, 3)
    hub.run("backup", copy)
    equal(os.stat(copy).st_mode & 0o777, 0o600)
    equal(client.request("GET", "/session").json()["durableSeq"], 3)
    send(client, 1)
    equal(client.request("GET", "/session").json()["durableSeq"], 3)
    fails(hub, "", "backup", copy)
    fails(hub, "served", "restore", copy)
    assert "4 replies" in hub.run("verify").stdout


def restore(hub):
    """What the copy lacks is offered again with its old receipt."""
    copy = os.path.join(hub.folder, "copy.db")
    client = Client(hub, "petugas")
    sent = send(client, 3)
    before = client.epoch
    equal(hub.stop(), 0)
    fails(hub, "not a database", "restore", os.path.join(hub.data, "secret"))
    empty = os.path.join(hub.folder, "empty.db")
    open(empty, "wb").close()
    fails(hub, "no copy of a hub", "restore", empty)
    hub.run("restore", copy)
    assert any(name.startswith("before-restore-") for name in os.listdir(hub.data))
    assert not os.path.exists(os.path.join(hub.data, "restore"))
    hub.start()

    client = Client(hub, "petugas")
    assert client.epoch != before
    ids = [reply["replyId"] for reply, _ in sent]
    verdicts = client.request("POST", "/replies/status", {"ids": ids}).json()["replies"]
    equal([one["state"] for one in verdicts], ["unknown"] * 3)

    (first, receipt), (second, other), (third, _) = sent
    # Numbers of the life before mean nothing in this one.
    equal(client.put_reply(first).problem(), "complaint-changed")
    answer = client.put_reply(first, **header(receipt))
    equal((answer.status, answer.json()["acceptedAt"], answer.json()["epoch"]),
          (201, receipt["acceptedAt"], client.epoch))
    equal(client.put_reply(first, **header(receipt)).status, 200)

    # A seal of somebody else, or the receipt of another reply, recovers nothing.
    equal(client.put_reply(second, **header(dict(other, mac="0" * 64))).problem(), "complaint-changed")
    equal(client.put_reply(third, **header(other)).problem(), "complaint-changed")
    equal([one["recovered"] for one in stored(hub).values()], [False] * 3 + [True])
    now = client.request("GET", "/complaints/" + second["complaintId"]).json()
    anyway = dict(second, replyId=third["replyId"], ack={"substance": now["substance"]})
    equal(client.put_reply(anyway).status, 201)
    hub.run("verify")


def forgotten(hub):
    """A database put back by hand: nothing is taken in, until somebody looks."""
    copy = os.path.join(hub.folder, "copy2.db")
    hub.run("backup", copy)
    client = Client(hub, "petugas")
    send(client, 2)
    equal(hub.stop(), 0)
    put_back(hub, copy)
    for _ in range(2):
        hub.start()
        client = Client(hub, "petugas")
        complaint = client.open_complaints(SCOPE)[0]
        answer = client.put_reply(client.make_reply(complaint))
        equal((answer.status, answer.problem()), (503, "unavailable"))
        assert "administrator" in answer.json()["detail"] and int(answer.headers["Retry-After"]) > 0
        equal(client.request("PUT", "/complaints/%s/claim" % complaint["id"]).status, 503)
        equal(client.request("GET", "/session").status, 200)
        fails(hub, "forgotten", "complaint", "close", complaint["trackingId"])
        fails(hub, "forgotten", "holidays", "remove", "2026-01-01")
        equal(hub.stop(), 0)

    before = client.epoch
    hub.run("restore", "--acknowledge")
    hub.start()
    client = Client(hub, "petugas")
    assert client.epoch != before
    send(client, 1)


def earlier_life(hub):
    """The same from an earlier life, whose numbers may be ahead: its epoch tells."""
    copy = os.path.join(hub.folder, "copy2.db")
    equal(hub.stop(), 0)
    put_back(hub, copy)
    with sqlite3.connect(os.path.join(hub.data, "hub.db")) as connection:
        connection.execute("UPDATE scope_head SET seq = seq + 1000, floor = floor + 1000")
    connection.close()
    hub.start()
    client = Client(hub, "petugas")
    complaint = client.open_complaints(SCOPE)[0]
    equal(client.put_reply(client.make_reply(complaint)).status, 503)
    equal(hub.stop(), 0)
    hub.run("restore", copy)
    hub.start()
    send(Client(hub, "petugas"), 1)


def shown_by_client(hub, show):
    """Without the file outside, a client knows more than the hub."""
    copy = os.path.join(hub.folder, "copy-%s.db" % show.__name__)
    hub.run("backup", copy)
    client = Client(hub, "petugas")
    sent = send(client, 1)
    state = client.request("GET", "/sync/snapshot?limit=1&scope=" + SCOPE).lines()[0]["state"]
    equal(hub.stop(), 0)
    put_back(hub, copy)
    os.unlink(os.path.join(hub.data, "high-water"))
    hub.start()
    client = Client(hub, "petugas")
    send(client, 0)
    show(client, sent[0], state)
    complaint = client.open_complaints(SCOPE)[0]
    equal(client.put_reply(client.make_reply(complaint)).status, 503)
    equal(hub.stop(), 0)
    hub.run("restore", "--acknowledge")
    hub.start()


def state(client, sent, token):
    answer = client.request("GET", "/sync/changes?scope=" + SCOPE + "&since=" + token)
    equal(answer.problem(), "state-from-future")


def receipt(client, sent, token):
    reply, old = sent
    equal(client.put_reply(reply, **header(old)).status, 503)


def outside(hub):
    """The file may lie on another disk; it is written before anybody is answered."""
    path = os.path.join(hub.folder, "elsewhere")
    equal(hub.stop(), 0)
    hub.start("--high-water", path)
    epoch, replies, _ = open(path, encoding="ascii").read().split()
    client = Client(hub, "petugas")
    equal(epoch, client.epoch)
    send(client, 1)
    equal(open(path, encoding="ascii").read().split()[1], str(int(replies) + 1))
    send(client, 1)
    equal(hub.stop(), 0)
    equal(open(path, encoding="ascii").read().split()[1], str(int(replies) + 2))
    hub.start()


def tampered(hub):
    """What was changed by hand shows."""
    equal(hub.stop(), 0)
    for sql, word in (
            ("DROP TRIGGER audit_stays; UPDATE audit SET actor = 'x' WHERE number = 2", "audit"),
            ("UPDATE replies SET mac = replace (mac, substr (mac, 1, 1), '-') WHERE seq = 1", "seal"),
            ("DELETE FROM replies WHERE seq = 1", "missing"),
            ("UPDATE complaints SET substance = substance + 1", "differ"),
            ("DELETE FROM change_log WHERE seq = 2", "gaps")):
        copy = os.path.join(hub.folder, "kept.db")
        shutil.copy(os.path.join(hub.data, "hub.db"), copy)
        with sqlite3.connect(os.path.join(hub.data, "hub.db")) as connection:
            connection.executescript(sql)
        connection.close()
        fails(hub, word, "verify")
        put_back(hub, copy)
    os.chmod(os.path.join(hub.data, "secret"), 0o644)
    fails(hub, "secret", "verify")
    os.chmod(os.path.join(hub.data, "secret"), 0o600)
    hub.run("verify")


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    tap.run("restore/backup", backup, hub)
    tap.run("restore/restore", restore, hub)
    tap.run("restore/forgotten", forgotten, hub)
    tap.run("restore/earlier-life", earlier_life, hub)
    tap.run("restore/state-from-future", shown_by_client, hub, state)
    tap.run("restore/receipt-from-future", shown_by_client, hub, receipt)
    tap.run("restore/outside", outside, hub)
    tap.run("restore/tampered", tampered, hub)
    tap.end()


main()
