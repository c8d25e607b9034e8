# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that arrive several times, late, and in another order than they were
sent, while things happen in between."""

import itertools

import checker
from bench import LONG, SHORT, Bench

TITLE = "requests delivered twice to five times, late and out of order"
LAYER = "L5"
SAMPLE = 16
IN_MEMORY = True

COPIES = (1, 2, 3, 4, 5)
EVENTS = ("nothing", "answer", "revoke", "colleague", "restart", "hub")
ORDERS = ("forward", "backward")
REPLIES = (1, 2, 3)
ENDS = ("rst", "fin", "stall")
WHEN = ("before", "after", "both")
KINDS = ("sign-in", "refresh", "session", "snapshot", "changes", "reply", "status", "revoke")
OURS = None


def cases():
    at_once = [{"name": f"{kind}/{copies}", "kind": kind, "copies": copies}
               for kind in KINDS for copies in COPIES[1:]]
    return at_once + [
        dict(zip(("name", "copies", "event", "order", "replies", "end", "when"),
                 ("/".join(map(str, all_of)), *all_of)))
        for all_of in itertools.product(COPIES, EVENTS, ORDERS, REPLIES, ENDS, WHEN)]


def start(place):
    global OURS
    OURS = Bench(place)


def deliver(case, name, ops):
    """The copies that the network still held arrive."""
    order = range(len(ops)) if case["order"] == "forward" else reversed(range(len(ops)))
    for number in order:
        for _ in range(case["copies"]):
            OURS.ask("release", name, number)


def happen(case, ops):
    event = case["event"]
    if event == "answer":
        OURS.ask("patience", LONG)
        OURS.run()
        OURS.send(case, 0)
        OURS.run()
    elif event == "revoke":
        OURS.ask("withdraw", ops[0]["reply_id"])
    elif event == "colleague":
        ops[0]["unseen"] = case["when"] == "after"
        OURS.colleague_answers(0)
    elif event == "restart":
        OURS.ask("close")
        OURS.reopen()
    elif event == "hub":
        OURS.hub.kill()
        OURS.hub.start()


def run(case):
    if "kind" in case:
        return OURS.provoke(case, case["kind"], [f"{case['kind']} 1 copies {case['copies']}"], patience=LONG)
    OURS.begin(case)
    verdict = checker.Verdict()
    name = f"held-{OURS.cases}"
    ops = [OURS.send(case, number) for number in range(case["replies"])]
    hits = 0
    for patience in (SHORT, 4 * SHORT, 40 * SHORT):  # a pass may give up before all of them left
        if hits < len(ops):
            OURS.arm([f"reply {len(ops) - hits} hold {name} {case['end']}"])
            OURS.ask("patience", patience if case["end"] == "stall" else LONG)
            OURS.run()
            hits += OURS.ask("clear")["hits"]
    checker.check(verdict, hits == len(ops), f"{hits} of {len(ops)} requests were held back")
    if case["when"] in ("before", "both"):
        deliver(case, name, ops)
    happen(case, ops)
    OURS.heal(verdict)
    if case["when"] in ("after", "both"):
        deliver(case, name, ops)
        OURS.run_well()
    return OURS.conclude(case, verdict)


def settle():
    return OURS.settle()


def stop():
    OURS.close()
