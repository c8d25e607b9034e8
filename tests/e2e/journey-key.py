#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens a profile: a key file, a passphrase; and what happens without."""

import json
import os
import re

from loket_e2e import REPLY, Hub, Officer, check, equal, run

AGENCY = "131410"
PASSPHRASE = "kuda lumping naik becak"
OTHER = "sepeda ontel masuk angin"


class Locked(Officer):
    """Runs without the key file, as on a computer that has lost it."""

    def command(self, *words):
        return [self.place.loketctl, "--profile", self.profile, *words]


def prepare(place):
    """Two replies wait, and the hub is down."""
    hub = Hub(place)
    hub.load("lapor_export_21_columns.xlsx")
    hub.add_user("petugas", AGENCY)
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    numbers = [row["tracking_id"] for row in officer.json("queue", "--limit", "2")]
    hub.stop()
    for n, number in enumerate(numbers):
        officer.send(number, REPLY.format(n))
    return hub, officer


def deliver(hub, officer, *options, text=None):
    hub.start()
    officer.json("sync", "--wait", "30", *options, text=text)
    equal(len(hub.replies()), 2, "the replies at the hub")


def passphrase(place):
    """without the key file the passphrase opens the profile, and what waits goes out"""
    hub, officer = prepare(place)
    locked = Locked(place)
    equal(officer.json("key")["slots"], ["key-file"], "the slots at first")
    officer.run("key", "set-passphrase", status=2)
    officer.run("key", "set-passphrase", "--passphrase-stdin", text="pendek\n", status=2)
    officer.run("key", "set-passphrase", "--passphrase-stdin", text=PASSPHRASE + "\n")
    equal(officer.json("key")["slots"], ["key-file", "passphrase"], "the slots then")

    told = locked.run("outbox", status=4).stderr
    check("2 replies wait" in told and "--passphrase-stdin" in told, f"not told what waits: {told}")
    told = locked.run("outbox", "--passphrase-stdin", text=OTHER + "\n", status=1).stderr
    check("not the passphrase" in told, f"not told that it is wrong: {told}")
    equal(len(locked.json("outbox", "--passphrase-stdin", text=PASSPHRASE + "\n")), 2, "the outbox")
    locked.run("key", "set-passphrase", "--passphrase-stdin", text=f"{PASSPHRASE}\n{OTHER}\n")
    locked.run("outbox", "--passphrase-stdin", text=PASSPHRASE + "\n", status=1)
    deliver(hub, locked, "--passphrase-stdin", text=OTHER + "\n")

    officer.run("key", "remove-passphrase", "--passphrase-stdin", text=PASSPHRASE + "\n", status=1)
    officer.run("key", "remove-passphrase", "--passphrase-stdin", text=OTHER + "\n")
    equal(officer.json("key")["slots"], ["key-file"], "the slots at last")


def lost(place):
    """a lost key costs nothing: it is told, put aside, brought back, and delivered"""
    hub, officer = prepare(place)
    away = officer.key + ".away"
    os.rename(officer.key, away)
    for _ in range(2):
        told = officer.run("queue", status=4).stderr
        check("2 replies wait" in told and "put-aside" in told, f"not told what waits: {told}")
    check(not os.path.exists(officer.key), "a key was made in place of the lost one")

    told = officer.run("key", "put-aside").stdout
    name = re.search(r"aside-[0-9TZ]+", told).group()
    equal(officer.json("key")["aside"], [name], "what is aside")
    equal(officer.json("outbox"), [], "the outbox of the new profile")
    officer.run("key", "bring-back", "aside-nothing", status=1)

    officer.run("key", "bring-back", name)
    told = officer.run("outbox", status=4).stderr
    check("2 replies wait" in told, f"not told what waits: {told}")
    os.rename(away, officer.key)
    equal(len(officer.json("outbox")), 2, "the outbox that is back")
    deliver(hub, officer)


def beside(place):
    """a key beside the files is told of, and goes with a passphrase"""
    prepare(place)
    officer = Locked(place, "sendiri")
    officer.json("outbox")
    found = {check["name"]: check["ok"] for check in officer.json("doctor", status=1)["checks"]}
    equal(found["key"], False, "what doctor says of the key beside")
    equal(officer.json("key")["slots"], ["profile"], "the slot without a desktop")
    check(os.path.exists(os.path.join(officer.profile, "key")), "no key beside")

    officer.run("key", "set-passphrase", "--passphrase-stdin", text=PASSPHRASE + "\n")
    check(not os.path.exists(os.path.join(officer.profile, "key")), "the key still lies beside")
    doctor = officer.run("doctor", "--passphrase-stdin", "--json", text=PASSPHRASE + "\n", status=None).stdout
    found = {check["name"]: check["ok"] for check in json.loads(doctor)["checks"]}
    equal(found["key"], True, "what doctor says of the passphrase")


run(passphrase, lost, beside)
