# SPDX-License-Identifier: GPL-3.0-or-later
"""The hub is gone at once, at every step of taking a reply in: the first or the
second of a complaint, one that it has already, several at a time, and one after
which the complaint changed."""

import os
import subprocess

import checker
from bench import LONG, Bench
from office import program

TITLE = "the hub killed at each step of taking a reply in"
LAYER = "L10"
SAMPLE = 10
IN_MEMORY = True
BATCH = 5

STEPS = ("parsed", "group", "unknown", "gathered", "sealed", "inserted", "changed", "left", "committed",
         "high-water", "answering", "answered")
SHAPES = ("first", "second", "again", "three", "changed", "revoked")
TIMES = (1, 2)
OURS = None


def cases():
    return [{"name": f"{step}/{shape}/{times}", "step": step, "shape": shape, "times": times}
            for step in STEPS for shape in SHAPES for times in TIMES]


def start(place):
    global OURS
    OURS = Bench(place)


def restart(program_path, point=None):
    """The hub, to be killed at a point or not at all."""
    OURS.hub.kill()
    OURS.hub.start(program=program_path, environment={"LOKET_FAULT_POINT": point} if point else {})


def was_killed():
    """Its connections end a moment before it is gone."""
    try:
        return OURS.hub.process.wait(5) == -9
    except subprocess.TimeoutExpired:
        return False


def run(case):
    OURS.begin(case)
    verdict = checker.Verdict()
    shape = case["shape"]
    if shape == "again":  # the hub has it, the answer was lost
        OURS.send(case)
        OURS.arm(["reply 1 answer 0 rst"])
        OURS.run()
        OURS.ask("clear")
    elif shape == "three":
        for number in range(3):
            OURS.send(case, number)
    else:
        OURS.send(case, unseen=shape == "changed")
        if shape == "second":
            OURS.send(case)
    restart(program("loket-server-stops"), f"{case['step']}:{case['times']}")
    OURS.ask("patience", LONG)
    OURS.run()
    if case["times"] == 1 and shape in ("first", "second", "three"):
        checker.check(verdict, was_killed(), "the hub was not killed")
    if shape == "revoked":
        OURS.ask("withdraw", OURS.ops[case["name"]][0]["reply_id"])
    restart(os.environ["LOKET_SERVER"])
    OURS.heal(verdict)
    OURS.conclude(case, verdict)
    OURS.hub.run("verify")
    return verdict


def settle():
    return OURS.settle()


def stop():
    OURS.close()
