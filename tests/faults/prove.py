#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the programs on purpose and looks whether each suite notices.

    tests/faults/prove.py [--suite NAME] [--write]

The mistakes are built into programs that only tests link (loket-mutant.h in the
client, loket-fault-point.h in the hub). A program that is missing or was built
before it had the mistake proves nothing and is said. --write puts each row into
the table in docs/testing.md as it comes, and leaves the others there. The exit
status tells whether all were noticed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOC = ROOT / "docs" / "testing.md"
BEGIN, END = "<!-- breaks: begin -->", "<!-- breaks: end -->"
HEAD = ("| suite | mistake | built into | cases run | lost | doubled | stale | unexplained |",
        "|---|---|---|---|---|---|---|---|")

# suite, whose mistake, its name, what is wrong, how many cases or which one
PROOFS = (
    ("cut", "client", "NO_REQUEUE", "what failed once is not tried again until a restart", 30),
    ("cut", "hub", "answers-first", "the hub answers before it has stored", 6),
    ("answers", "client", "EPOCH_IGNORED", "another life of the hub goes unnoticed", 30),
    ("copies", "hub", "forgets-revoked", "an id that was taken back may be used again",
     "1/revoke/backward/3/stall/after"),
    ("copies", "hub", "changes-unseen", "the hub takes replies to what nobody has read",
     "2/colleague/forward/1/fin/after"),
    ("stops", "hub", "not-atomic", "reply and complaint are stored one after the other",
     "inserted/first/1"),
    ("stops", "hub", "answers-first", "the hub answers before it has stored", 6),
    ("restore", "client", "NO_REOFFER", "what a restored hub forgot is not offered again", "3-all-forgets"),
    ("kill", "disk", "no-journal", "SQLite's rollback journal is not written",
     tuple(f"send-before-{n}" for n in range(56, 100, 3))),
    ("errno", "disk", "believe", "a write that failed counts as done",
     tuple(f"send-EIO-{n}" for n in range(118, 180, 3))),
    ("memory", "client", "ERROR_IS_DAMAGE", "no memory counts as damage of user.db", "draft-sqlite+-221"),
    ("full", "disk", "believe", "a write that failed counts as done", "deliver-1"),
    ("files", "hub", "announced-once", "a file may not be announced again", "upload/answer/100/rst"),
    ("files", "client", "FILE_UNCHECKED", "a file that came is shown whatever its hash", "get/swap/-1/json-bytes"),
    ("files", "client", "PARTS_FORGOTTEN", "what came of a file is gone when the program ends", "get/dead/2/599/kill"),
    ("clock", "client", "UNCLAMPED", "what waits for 90 days by the clock is dropped", "year-on-deliver"),
    ("damage", "client", "DELETE_ON_DAMAGE", "the journal is not read where user.db is lost", "lost-user.db"),
    ("upgrade", "client", "MIGRATION_EMPTIES", "a migration drops what is under way", "v1-up"),
    ("sectors", "sync", "user.db", "user.db is not synced", 40),
    ("sectors", "sync", "slots", "the key's slots are not synced", 40),
    ("sectors", "sync", "/", "the folder is not synced", 400),
    ("crowd", "hub", "changes-unseen", "the hub takes replies to what nobody has read",
     ("4-for-4", "2-for-60")),
)


# The program that has it, and by which variable all but the client's go.
PROGRAMS = {"client": "loketctl-mutant", "hub": "loket-server-stops", "disk": "loket-calls.so",
            "sync": "crash-sectors"}
BREAKS = {"hub": "LOKET_FAULT_BREAK", "disk": "LOKET_CALLS_BREAK", "sync": "LOKET_CRASH_LIAR"}


def number_of(name):
    """A mistake of the client goes by its number in the header."""
    text = (ROOT / "src/base/loket-mutant.h").read_text(encoding="utf-8")
    return re.findall(r"^  LOKET_MUTANT_(\w+)", text, re.M).index(name)


def find_stale(whose, name):
    """What is wrong with the program that has the mistake; None where nothing is.
    The loader skips a missing library and goes on without."""
    build = Path(os.environ.get("LOKET_BUILD", ROOT / "_build"))
    folder = Path(os.environ.get("LOKET_FAULTS", build / "tests/faults"))
    program = folder / PROGRAMS[whose]
    if not program.exists():
        return f"{program} is missing"
    if whose == "client":
        old = program.stat().st_mtime < (ROOT / "src/base/loket-mutant.h").stat().st_mtime
    else:
        old = whose != "sync" and name.encode() not in program.read_bytes()
    return f"{program} is too old" if old else None


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


def key_of(row):
    return tuple(row.split(" | ")[:3])


def write_row(row):
    """Into the table, in the order of the proofs; what is no proof any more goes."""
    head, rest = DOC.read_text(encoding="utf-8").split(BEGIN, 1)
    table, tail = rest.split(END, 1)
    rows = {key_of(line): line for line in table.splitlines() if line.startswith("| `")}
    rows[key_of(row)] = row
    order = [key_of(f"| `{suite}` | {what} | {whose} | ") for suite, whose, _, what, _ in PROOFS]
    lines = [*HEAD, *(rows[key] for key in order if key in rows)]
    DOC.write_text(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + tail, encoding="utf-8")


def run_proof(suite, whose, name, what, cases, write):
    begin = time.monotonic()
    stale = find_stale(whose, name)
    result = None if stale else prove(suite, whose, name, cases)
    noticed = result is not None and bool(result["failures"])
    words = f"noticed by {next(iter(result['failures']))}" if noticed else \
        f"NOT NOTICED{': ' + stale if stale else ''}"
    print(f"{suite:9} {name:20} {time.monotonic() - begin:6.1f} s  {words}", flush=True)
    if write and noticed:
        write_row(f"| `{suite}` | {what} | {whose} | {result['cases']} | {result['lost']} | "
                  f"{result['doubled']} | {result['stale']} | {result['unexplained']} |")
    return noticed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--suite", action="append")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    missed = 0
    for proof in PROOFS:
        if options.suite is None or proof[0] in options.suite:
            missed += not run_proof(*proof, options.write)
    return 1 if missed else 0


sys.exit(main())
