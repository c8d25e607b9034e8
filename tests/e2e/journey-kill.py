#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed in the middle, again and again: no reply is lost, none comes twice."""

import random
import subprocess
import time
from collections import Counter

from loket_e2e import REPLY, Hub, Officer, check, equal, kill_after, run

SEED = 20260302
ROUNDS = 10


def prepare(place):
    hub = Hub(place)
    hub.load("lapor_export_21_columns.xlsx")
    hub.load("lapor_export_26_columns.xlsx")
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return hub, officer


def verify(hub, sent):
    stored = Counter(reply["text"] for reply in hub.replies())
    equal(stored, Counter(sent), "what the hub stored")


def moments(duration):
    """From the first millisecond to the usual end, spread and shuffled a little."""
    chance = random.Random(SEED)
    return [max(0.001, duration * (i + chance.random()) / ROUNDS) for i in range(ROUNDS)]


def kill_sync(place):
    """loketctl killed at ten moments of a sync delivers every reply exactly once"""
    hub, officer = prepare(place)
    numbers = [row["tracking_id"] for row in officer.json("queue")]
    sent = []

    def write(i):
        text = REPLY.format(i)
        officer.send(numbers[i % len(numbers)], text)
        sent.append(text)

    write(0)
    start = time.monotonic()
    equal(officer.json("sync")["sent"], 1, "the first reply delivered")
    duration = time.monotonic() - start

    killed = 0
    for i, moment in enumerate(moments(duration), 1):
        write(i)
        killed += kill_after(officer.command("sync"), place.environment, moment)
        summary = officer.sync_until_done()
        equal(summary["waiting"], 0, f"what waits after round {i}")
        equal(summary["needs_user"], 0, f"what needs a person after round {i}")
        verify(hub, sent)
    check(killed >= ROUNDS // 2, f"only {killed} of {ROUNDS} were still running when they were killed")
    equal({item["state"] for item in officer.json("outbox")}, {"accepted"}, "the states in the end")


def kill_first_sync(place):
    """a first sync killed on the way is finished by the next one"""
    hub, officer = prepare(place)
    start = time.monotonic()
    wanted = officer.json("queue")
    other = Officer(place, "petugas-lain")
    hub.add_user("petugas-lain", "131410")
    other.sign_in(hub)
    duration = time.monotonic() - start
    for moment in moments(duration):
        kill_after(other.command("sync"), place.environment, moment)
    other.json("sync")
    equal([row["tracking_id"] for row in other.json("queue")], [row["tracking_id"] for row in wanted], "the queue")


def kill_send(place):
    """a reply whose send was killed is queued once or still to be written"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    path = place.path("reply.txt")

    def write(i):
        with open(path, "w", encoding="utf-8") as file:
            file.write(REPLY.format(i))
        return officer.command("send", number, "--file", path, "--outcome", "in_progress")

    start = time.monotonic()
    place.run(*write(0))
    duration = time.monotonic() - start

    queued = killed = 0
    for i, moment in enumerate(moments(duration * 1.2), 1):
        before = len(officer.json("outbox"))
        killed += kill_after(write(i), place.environment, moment)
        more = len(officer.json("outbox")) - before
        check(more in (0, 1), "one send queued more than one reply")
        queued += more
    check(killed >= ROUNDS // 2, f"only {killed} of {ROUNDS} were still running when they were killed")
    check(queued < ROUNDS, "no send was killed before it queued")
    officer.sync_until_done()
    texts = [reply["text"] for reply in hub.replies()]
    equal(len(texts), len(set(texts)), "the replies without doubles")
    equal(len(texts), queued + 1, "the replies of the outbox that arrived")


def kill_hub(place):
    """a hub killed in the middle of a sync has every reply exactly once"""
    hub, officer = prepare(place)
    numbers = [row["tracking_id"] for row in officer.json("queue")]
    sent = []
    for i in range(5):
        text = REPLY.format(i)
        officer.send(numbers[i], text)
        sent.append(text)
        if i == 0:
            start = time.monotonic()
            officer.json("sync")
            duration = time.monotonic() - start
            continue
        command = officer.command("sync", "--json")
        with subprocess.Popen(command, env=place.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(duration * i / 5)
            hub.kill()
            check(process.wait(60) in (0, 3), "a sync whose hub was killed")
        hub.start()
        officer.sync_until_done()
        verify(hub, sent)


run(kill_sync, kill_first_sync, kill_send, kill_hub)
