#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of people are planted everywhere, and after a day's work nowhere to be found.

Every byte that the officer's programs leave is looked through: the profile, what is
opened, temporary and runtime folders, the configuration, the caches, and what the
programs say about their work with everything switched on. Only what the officer
asked for (the answers of commands, an export) may say them.
"""

import base64
import json
import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

from loket_canary import NUMBERS, Canaries, write_export  # noqa: E402  pylint: disable=wrong-import-position
from loket_e2e import REPLY, Hub, Officer, check, equal, kill_after, run  # noqa: E402  pylint: disable=wrong-import-position

AGENCY = "131410"

# One for every place where people write; no word of the language, no name.
CANARIES = Canaries({
    "reporter": "Zubxqari",
    "title": "Wvqtjudul",
    "body": "Qxisigundah",
    "identity number": "6372015505890007",
    "phone": "081277669933",
    "address": "Jxalanmerpatiq",
    "place": "Kelxurahanq",
    "district": "Kecxamatanq",
    "draft": "Draxfbelumq",
    "reply": "Jawxabanq",
    "second reply": "Kedxuajawabq",
    "reason": "Alxasanq",
    "late body": "Tamxbahanq",
    "attachment name": "Fotxonamaq",
    "attachment": "Isxilampiranq",
    "officer": "petxugasq",
})


class Watched(Officer):
    """Everything that the program says about its work is kept and looked through."""

    def run(self, *words, text=None, status=0):
        done = super().run(*words, text=text, status=status)
        with open(self.place.path("said.log"), "a", encoding="utf-8") as file:
            file.write(done.stderr)
        return done


def load(hub, body):
    path = hub.place.path("input", "export.csv")
    write_export(path, CANARIES, AGENCY, body)
    hub.load(path)


def set_up(place):
    place.environment.update(G_MESSAGES_DEBUG="all", TMPDIR=place.path("tmp"))
    for name in ("tmp", "input"):
        os.mkdir(place.path(name))
    hub = Hub(place)
    load(hub, CANARIES["body"])
    hub.add_user(CANARIES["officer"], AGENCY)
    hub.start()
    officer = Watched(place, CANARIES["officer"])
    officer.profile = place.path("profile")
    officer.key = place.path("key")
    return hub, officer


def attach(officer):
    path = officer.place.path("input", CANARIES["attachment name"] + ".txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(CANARIES["attachment"] + "\n")
    return ("--attach", path)


def work(place, hub, officer):
    officer.sign_in(hub)
    officer.json("sync")
    found = officer.json("queue", "--search", CANARIES["title"])
    equal(len(found), len(NUMBERS), "what the search finds")
    equal(len(officer.json("queue", "--search", CANARIES["body"])), len(NUMBERS), "in the text")
    officer.run("show", NUMBERS[0])
    hub.stop()

    officer.send(NUMBERS[0], REPLY.format(CANARIES["reply"]))
    officer.send(NUMBERS[1], REPLY.format(CANARIES["second reply"]) + f"\n\nNIK {CANARIES['identity number']}.",
                 "--override", f"PDP-01={CANARIES['reason']}", *attach(officer))
    officer.run("draft", NUMBERS[2], "--file", "-", text=f"Yth. {CANARIES['reporter']}, {CANARIES['draft']}")
    officer.run("sync", status=3)
    kill_after(officer.command("sync"), place.environment, 0.05)

    load(hub, CANARIES["body"] + " " + CANARIES["late body"])
    hub.start()
    officer.run("sync", "--wait", "20", status=None)
    states = {item["state"] for item in officer.json("outbox")}
    check("needs_user" in states, f"no reply met the change: {states}")
    officer.run("doctor", status=None)


def nowhere(place):
    """after reading, searching, writing, sending, a conflict and a crash no planted word is found"""
    hub, officer = set_up(place)
    work(place, hub, officer)
    skip = {hub.data, place.path("input")}
    found = sorted(set(CANARIES.look(place.root, skip)))
    check(not found, "found: " + "; ".join(f"{what} in {path}" for path, what in found[:20]))
    check(os.path.getsize(place.path("said.log")) > 1000, "the programs were not made to talk")


def finds(place):
    """the search finds each planted word in each shape"""
    for what, word in CANARIES.words.items():
        shapes = [word.encode(), word.upper().encode(), word.encode("utf-16-le"), word.encode().hex().encode(),
                  json.dumps({"x": word}).encode()]
        shapes += [base64.b64encode(b"abc"[:phase] + word.encode() + b"xyz") for phase in range(3)]
        for number, shape in enumerate(shapes):
            path = place.path("planted")
            with open(path, "wb") as file:
                file.write(os.urandom(100) + shape + os.urandom(100))
            equal([w for _, w in CANARIES.look(place.root, set()) if w == what], [what], f"{what}, shape {number}")
            os.unlink(path)
    with open(place.path(CANARIES["title"] + ".txt"), "wb"):
        pass
    equal([w for _, w in CANARIES.look(place.root, set())], ["title"], "the name of a file")


run(finds, nowhere)
