# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of answer in every way that somebody on the line, or a hub with a
mistake, may change it."""

import subprocess

from bench import FILE_KINDS, KINDS, LONG, Bench
from office import program

TITLE = "an answer replaced or changed, for eleven kinds of requests"
LAYER = "L4"
SAMPLE = 50
IN_MEMORY = True

# Those that the client has to stop waiting for.
SLOW = ("html-kept-open", "stalled-body", "drip")
# What the hub itself says may last longer than one answer.
OURS = None


def names():
    out = subprocess.run([program("fault-client")], input="mutants\n", capture_output=True,
                         encoding="utf-8", check=True).stdout
    import json
    return json.loads(out)["mutants"]


def cases():
    return [{"name": f"{kind}/{mutant}", "kind": kind, "mutant": mutant}
            for kind in KINDS + FILE_KINDS for mutant in names()]


def start(place):
    global OURS
    OURS = Bench(place)


def run(case):
    rules = [f"{case['kind']} 1 swap {case['mutant']}"]
    number = sum(case["name"].encode())
    return OURS.provoke(case, case["kind"], rules, patience=300 if case["mutant"] in SLOW else LONG,
                        unseen=number % 5 == 0)


def settle():
    return OURS.settle()


def stop():
    OURS.close()
