# SPDX-License-Identifier: GPL-3.0-or-later
"""Two to fifty real clients at once, two devices an officer, all at the same few
complaints, which are given away, closed, opened and added to meanwhile; clients
and the hub are killed on the way."""

import random
import threading
import time

import checker
from loket_e2e import kill_after
from office import OURS, REPLY, THEIRS, make_hub, make_officer

TITLE = "many clients, storms of changes, kills of clients and hub"
LAYER = "L11"
SAMPLE = 1
BATCH = 1
IN_MEMORY = True

COMPLAINTS = tuple(str(99000101 + i) for i in range(6))
# Clients, and how long they work (seconds). Setting fifty up takes a minute too.
SIZES = ((4, 4), (2, 60), (6, 120), (10, 180), (16, 180), (20, 300), (24, 300), (32, 600), (40, 600),
         (50, 900), (50, 1800))
PLACE = None


def cases():
    return [{"name": f"{clients}-for-{seconds}", "clients": clients, "seconds": seconds, "seed": number}
            for number, (clients, seconds) in enumerate(SIZES, 1)]


def minutes():
    return round(sum(clients * 2 + seconds for clients, seconds in SIZES) / 60)


def choose(every, wanted):
    """The sample is the small one, whatever the seed."""
    return every[:wanted]


def start(place):
    global PLACE
    PLACE = place


class Device:
    """One client, at work on a thread of its own."""

    def __init__(self, officer, seed):
        self.officer, self.random = officer, random.Random(seed)
        self.sent, self.trouble, self.count = [], [], 0

    def work(self, end):
        try:
            while time.monotonic() < end:
                self.step()
        except Exception as error:  # judged later, by the thread that waits
            self.trouble.append(f"{self.officer.profile[-12:]}: {error}")

    def step(self):
        what = self.random.random()
        if what < 0.45:
            self.send()
        elif what < 0.8:
            self.officer.run("sync", status=None)
        elif what < 0.9:
            self.decide()
        else:
            kill_after(self.officer.command("sync"), self.officer.place.environment,
                       self.random.random() * 0.4)

    def send(self):
        self.count += 1
        done = self.officer.run("send", self.random.choice(COMPLAINTS), "--file", "-", "--outcome",
                                "in_progress", "--json", status=None,
                                text=REPLY.format(f"{self.officer.profile[-8:]}-{self.count}"))
        if done.returncode == 0:
            import json
            self.sent.append(json.loads(done.stdout)["reply_id"])

    def decide(self, wishes=()):
        """As wished where that is offered, by chance elsewhere."""
        for item in self.officer.json("outbox", "list", "--pending"):
            if item["state"] != "needs_user":
                continue
            choices = self.officer.json("outbox", "show", item["reply_id"])["choices"]
            choice = next((wish for wish in wishes if wish in choices), self.random.choice(choices))
            self.officer.run("outbox", "resolve", item["reply_id"], "--choice", choice, status=None)

    def come_to_rest(self, hub):
        """Decides what is to decide, and syncs until nothing waits. Those who follow a
        reply that is discarded are asked one after another, a turn each."""
        for turn in range(8 + len(self.officer.json("outbox", "list", "--pending"))):
            done = self.officer.run("sync", "--wait", "5", status=None)
            if done.returncode == 0:
                return True
            if "sign" in done.stderr.lower():
                self.officer.sign_in(hub, status=None)
            self.decide(("send-anyway", "retry") if turn < 5 else ("discard",))
        return False


def storm(hub, end, chance):
    """What coordinators and reporters do, and a hub that falls over."""
    while time.monotonic() < end:
        number = chance.choice(COMPLAINTS)
        act = chance.choice((("add-message", "--text", f"Tambahan {chance.random()}."), ("close", "--by", "system"),
                             ("reopen",), ("assign", "--agency", THEIRS), ("assign", "--agency", OURS), "kill"))
        if act == "kill":
            hub.kill()
            hub.start()
        else:
            hub.change(act[0], number, *act[1:], status=None)
        time.sleep(0.15)  # between two blows; nothing is waited for


def calm(hub):
    for number in COMPLAINTS:
        for act in (("assign", "--agency", OURS), ("reopen",)):
            hub.change(act[0], number, *act[1:], status=None)


def run(case):
    names = [f"petugas{n}" for n in range((case["clients"] + 1) // 2)]
    hub = make_hub(PLACE, COMPLAINTS, names, f"hub-{case['name']}")
    hub.start()
    devices = [Device(make_officer(PLACE, hub, names[n // 2], f"{case['name']}-{n}"), case["seed"] * 1000 + n)
               for n in range(case["clients"])]
    end = time.monotonic() + case["seconds"]
    threads = [threading.Thread(target=device.work, args=(end,)) for device in devices]
    for thread in threads:
        thread.start()
    storm(hub, end, random.Random(case["seed"]))
    for thread in threads:
        thread.join()
    calm(hub)

    verdict = checker.Verdict()
    resting = [device.come_to_rest(hub) for device in devices]
    hub.stop()
    stored = hub.replies()
    for device, rests in zip(devices, resting):
        items = {item["reply_id"]: item for item in device.officer.json("outbox")}
        checker.judge([{"reply_id": reply_id, "state": items.get(reply_id, {}).get("state"),
                        "reason": items.get(reply_id, {}).get("reason"), "gone": reply_id not in items}
                       for reply_id in set(device.sent) | set(items)], stored, verdict)
        checker.check(verdict, rests, f"{device.officer.profile[-12:]} comes to no rest")
        for words in device.trouble:
            verdict.add("unexplained", words)
    checker.judge_hub(verdict, stored)
    checker.judge_base(verdict, hub.data)
    hub.run("verify")
    checker.check(verdict, len(stored) > 0, "no reply was stored")
    return verdict
