# SPDX-License-Identifier: GPL-3.0-or-later
"""A hub put back to a copy: made at any of twenty points of a working day, old by
one step, by three, or by all the rest of it; by an administrator who says so, and
by one who only copies the file. What has a receipt is there again in the end."""

import os
import shutil

import checker
from office import NUMBERS, REPLY, make_hub, make_officer, outbox

TITLE = "the hub put back to a copy, with a word and without"
LAYER = "L10"
SAMPLE = 1
BATCH = 1
IN_MEMORY = True

A, B, C = NUMBERS
POINTS = 20
AGES = {"one": 1, "three": 3, "all": 99}


class Day:
    """A hub, an officer, and what they do, step by step."""

    def __init__(self, place, hub, officer):
        self.place, self.hub, self.officer = place, hub, officer
        self.written = 0

    def send(self, number):
        self.written += 1
        self.officer.send(number, REPLY.format(self.written), "--acknowledge", status=None)

    def sync(self):
        self.officer.run("sync", status=None)

    def answer(self, number):
        self.send(number)
        self.sync()

    def message(self, number):
        self.hub.change("add-message", number, "--text", f"Tambahan pelapor {self.written}.")

    def decide(self, choice):
        """What the officer is asked about."""
        for item in self.officer.json("outbox", "list", "--pending"):
            if item["state"] != "needs_user":
                continue
            shown = self.officer.json("outbox", "show", item["reply_id"])
            if choice in shown["choices"]:
                self.officer.run("outbox", "resolve", item["reply_id"], "--choice", choice, status=None)

    def revoke_last(self):
        pending = self.officer.json("outbox", "list", "--pending")
        if pending:
            self.officer.run("outbox", "revoke", pending[-1]["reply_id"], status=None)

    STEPS = (
        lambda day: day.answer(A),
        lambda day: day.answer(B),
        lambda day: day.message(A),
        lambda day: day.sync(),
        lambda day: day.answer(A),
        lambda day: day.send(C),
        lambda day: day.send(C),
        lambda day: day.sync(),
        lambda day: day.message(B),
        lambda day: day.answer(B),
        lambda day: day.decide("send-anyway"),
        lambda day: day.sync(),
        lambda day: day.send(A),
        lambda day: day.hub.change("close", C, "--by", "system"),
        lambda day: day.sync(),
        lambda day: day.answer(A),
        lambda day: day.send(B),
        lambda day: day.revoke_last(),
        lambda day: day.sync(),
        lambda day: day.message(A),
        lambda day: day.answer(B),
        lambda day: day.answer(A),
        lambda day: day.decide("send-anyway"),
        lambda day: day.answer(B),
        lambda day: day.sync(),
    )


def cases():
    return [{"name": f"{point}-{age}-{who}", "point": point, "age": age, "who": who}
            for point in range(1, POINTS + 1) for age in AGES for who in ("remembers", "forgets")]


class Template:
    """Made once, copied for every case."""


def start(place):
    Template.place = place
    hub = make_hub(place)
    hub.start()
    officer = make_officer(place, hub)
    hub.stop()
    Template.hub, Template.officer = hub, officer
    for folder in (hub.data, officer.profile):
        shutil.copytree(folder, folder + ".template")


def put_back(place, hub, copy, who):
    hub.stop()
    if who == "remembers":
        hub.run("restore", copy)
    else:
        for name in ("hub.db", "hub.db-wal", "hub.db-shm"):
            path = os.path.join(hub.data, name)
            if os.path.exists(path):
                os.unlink(path)
        shutil.copy(copy, os.path.join(hub.data, "hub.db"))
        os.chmod(os.path.join(hub.data, "hub.db"), 0o600)
    hub.start()


def look(place, hub, officer):
    """The administrator notices the refusals and says that it was put back."""
    officer.sign_in(hub, status=None)
    officer.run("sync", status=None)
    hub.stop()
    hub.run("restore", "--acknowledge", status=None)
    hub.start()


def bring_to_rest(hub, officer, day):
    for _ in range(4):
        officer.sign_in(hub, status=None)
        summary = officer.run("sync", "--wait", "10", status=None)
        if summary.returncode == 0:
            return
        day.decide("send-anyway")
        day.decide("retry")


def run(case):
    place, hub, officer = Template.place, Template.hub, Template.officer
    for folder in (hub.data, officer.profile):
        shutil.rmtree(folder)
        shutil.copytree(folder + ".template", folder)
    copy = place.path("copy.db")
    if os.path.exists(copy):
        os.unlink(copy)
    place.environment["G_DEBUG"] = "fatal-criticals"  # that it forgot something is worth a warning
    hub.start()
    day = Day(place, hub, officer)
    end = min(len(Day.STEPS), case["point"] + AGES[case["age"]])
    for number, step in enumerate(Day.STEPS[:end], 1):
        step(day)
        if number == case["point"]:
            hub.run("backup", copy)
    known = {op["reply_id"]: op["state"] for op in outbox(officer)}
    put_back(place, hub, copy, case["who"])
    look(place, hub, officer) if case["who"] == "forgets" else None
    bring_to_rest(hub, officer, day)
    hub.stop()

    stored = hub.replies()
    after = outbox(officer)
    verdict = checker.judge(after, stored)
    checker.judge_hub(verdict, stored, known={op["reply_id"] for op in after})
    for reply_id, state in known.items():
        if reply_id not in {op["reply_id"] for op in after}:
            verdict.add("lost", f"reply {reply_id[:8]} ({state}) is not in the outbox any more")
        if state == "accepted" and reply_id not in {row["reply_id"] for row in stored}:
            verdict.add("lost", f"reply {reply_id[:8]} had its receipt, and the hub has it not")
    hub.run("verify")
    return verdict


def stop():
    pass
