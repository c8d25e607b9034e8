#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the programs on purpose and looks whether each suite notices.

    tests/faults/prove.py [--suite NAME] [--write]

The mistakes are built into programs that only tests link (loket-mutant.h in the
client, loket-fault-point.h in the hub). --write puts the table into
docs/testing.md. The exit status tells whether all were noticed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOC = ROOT / "docs" / "testing.md"
BEGIN, END = "<!-- breaks: begin -->", "<!-- breaks: end -->"

# suite, whose mistake, its name, what is wrong, how many cases or which one
PROOFS = (
    ("cut", "client", "NO_REQUEUE", "what failed once is not tried again until a restart", 30),
    ("cut", "hub", "answers-first", "the hub answers before it has stored", 6),
    ("answers", "client", "EPOCH_IGNORED", "another life of the hub goes unnoticed", 30),
    ("copies", "hub", "forgets-revoked", "an id that was taken back may be used again", 60),
    ("copies", "hub", "changes-unseen", "the hub takes replies to what nobody has read", 40),
    ("stops", "hub", "not-atomic", "reply and complaint are stored one after the other", 24),
    ("stops", "hub", "answers-first", "the hub answers before it has stored", 6),
    ("restore", "client", "NO_REOFFER", "what a restored hub forgot is not offered again", 2),
    ("kill", "disk", "no-journal", "SQLite's rollback journal is not written",
     tuple(f"send-before-{n}" for n in range(56, 100, 3))),
    ("errno", "disk", "believe", "a write that failed counts as done",
     tuple(f"send-EIO-{n}" for n in range(118, 180, 3))),
    ("full", "disk", "believe", "a write that failed counts as done", "deliver-1"),
    ("sectors", "sync", "user.db", "user.db is not synced", 40),
    ("sectors", "sync", "slots", "the key's slots are not synced", 40),
    ("sectors", "sync", "/", "the folder is not synced", 400),
    ("crowd", "hub", "changes-unseen", "the hub takes replies to what nobody has read", 1),
)


# By which variable the others go.
BREAKS = {"hub": "LOKET_FAULT_BREAK", "disk": "LOKET_CALLS_BREAK", "sync": "LOKET_CRASH_LIAR"}


def number_of(name):
    """A mistake of the client goes by its number in the header."""
    text = (ROOT / "src/base/loket-mutant.h").read_text(encoding="utf-8")
    return re.findall(r"^  LOKET_MUTANT_(\w+)", text, re.M).index(name)


def prove(suite, whose, name, cases):
    """Of several cases those up to the first that notices."""
    if not isinstance(cases, tuple):
        return prove_once(suite, whose, name, cases)
    for number, case in enumerate(cases, 1):
        result = prove_once(suite, whose, name, case)
        if result is None or result["failures"]:
            break
    return result and {**result, "cases": number}


def prove_once(suite, whose, name, cases):
    environment = dict(os.environ)
    if whose == "client":
        environment["LOKET_MUTANT"] = str(number_of(name))
    else:
        environment[BREAKS[whose]] = name
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        which = ["--only", cases] if isinstance(cases, str) else ["--cases", str(cases)]
        subprocess.run([HERE / "run.py", "--suite", suite, *which, "--json", file.name],
                       env=environment, stdout=subprocess.DEVNULL)
        text = Path(file.name).read_text(encoding="utf-8")
    return json.loads(text)[0] if text else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--suite")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = ["| suite | mistake | built into | cases run | lost | doubled | stale | unexplained |",
            "|---|---|---|---|---|---|---|---|"]
    missed = 0
    for suite, whose, name, what, cases in PROOFS:
        if options.suite not in (None, suite):
            continue
        result = prove(suite, whose, name, cases)
        noticed = result is not None and bool(result["failures"])
        missed += not noticed
        print(f"{suite:9} {name:20} {'noticed' if noticed else 'NOT NOTICED'}", flush=True)
        if result:
            rows.append(f"| `{suite}` | {what} | {whose} | {result['cases']} | {result['lost']} | "
                        f"{result['doubled']} | {result['stale']} | {result['unexplained']} |")
    if options.write and not options.suite:
        text = DOC.read_text(encoding="utf-8")
        head, rest = text.split(BEGIN, 1)
        DOC.write_text(head + BEGIN + "\n" + "\n".join(rows) + "\n" + END + rest.split(END, 1)[1],
                       encoding="utf-8")
    return 1 if missed else 0


sys.exit(main())
