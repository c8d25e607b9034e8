#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the simulated office look for mistakes that other programs made.

    tests/sim/mutants.py _build/tests/sim/sim [--seeds N] [--jobs N] [--write]

Each mistake is built in alone and has to be noticed within N seeds. --write puts
the table into docs/testing.md. The exit status tells whether all were noticed.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

DOC = Path(__file__).resolve().parents[2] / "docs" / "testing.md"
BEGIN, END = "<!-- mutants: begin -->", "<!-- mutants: end -->"

# Name -> what is wrong, whose mistake it was, where it is built in.
MUTANTS = {
    "no-requeue": ("what failed once is not tried again until a restart", "Geary", "client core"),
    "mark-not-atomic": ("“sent” and the proof of it are stored one after the other", "Geary", "played disk"),
    "pretend-success": ("412 counts as success", "Evolution EDS", "client core"),
    "clear-all-marks": ("after a pass every reply counts as done", "Evolution EDS", "played disk"),
    "delete-after-attempts": ("given up after the fifth attempt", "Signal", "played disk"),
    "delete-on-damage": ("what cannot be read is deleted", "Signal", "played disk"),
    "migration-empties": ("an update of the program empties the queue", "Matrix SDK", "played disk"),
    "key-expiry": ("an id is remembered for a day", "Stripe's practice", "hub core"),
    "checkpoint-first": ("how far a copy is, is stored before the copy", "PouchDB#1240", "played disk"),
    "no-reoffer": ("what a restored hub forgot is not offered again", "CHT#8093", "client core"),
    "unassigned-action": ("assignment is not checked when it is stored", "OpenCRVS#12878", "hub core"),
    "reused-id": ("a used id answers 200 whatever the bytes", "Synapse#8762", "hub core"),
    "redirect-success": ("a redirect counts as success", "captive portals", "answers"),
    "no-digest": ("the digest of an answer is not checked", "—", "answers"),
    "edit-without-revoke": ("an edited reply is sent before the old one is revoked", "—", "outbox rules"),
    "epoch-ignored": ("another life of the hub goes unnoticed", "ownCloud#2325", "client core"),
    "retry-new-id": ("each attempt has a new id", "collect#2175", "played disk"),
    "tombstone-purged": ("removals are forgotten, and how far is not noted", "Sync Gateway#2622", "hub core"),
    "removal-by-absence": ("what a page of changes does not name is removed", "Nextcloud#1433", "cache rules"),
    "held-too-early": ("a later reply overtakes one that failed", "matrix-rust-sdk#4389", "client core"),
    "unclamped": ("a stored instant is believed whatever the clock did", "—", "outbox rules, back-off"),
    "receipt-unchecked": ("a receipt's hash is not compared", "—", "receipt"),
    "truncated-accepted": ("an answer that broke off counts as whole", "libsoup < 3.6.5", "answers"),
    "no-generation": ("rights change and the scope's generation does not", "cht-conf#197", "hub core"),
    "sign-out-clears": ("401 empties the outbox", "duckduckgo#2031", "played disk"),
    "rebuild-clears": ("making the cache anew takes the outbox with it", "Geary", "played disk"),
    "journal-unsynced": ("the journal is not synced", "—", "played disk"),
    "truncated-chunk": ("a piece of a file that was cut counts whole", "—", "played hub"),
    "files-missing": ("nobody looks whether the files of a reply are there", "—", "hub core"),
    "upload-stuck": ("a file that was put off is not gone on with", "powersync-native#15", "client core"),
    "full-disk-done": ("a commit that found no room counts as done", "Nextcloud desktop#359", "played disk"),
}


def run(sim, name, seeds, jobs):
    made = subprocess.run(
        [sim, "--mutant", name, "--first", "--seeds", str(seeds), "--jobs", str(jobs)],
        capture_output=True, text=True)
    caught = re.search(r"^first: (\d+) (\w+): ", made.stdout, re.M)
    return (int(caught[1]), caught[2]) if caught else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sim")
    parser.add_argument("--seeds", type=int, default=10000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    listed = subprocess.run([options.sim, "--mutants"], capture_output=True, text=True,
                            check=True).stdout.split()
    if set(listed) != set(MUTANTS):
        sys.exit("the program and the table name different mutants")
    rows = ["| mistake | whose | built into | noticed by seed | by |", "|---|---|---|---|---|"]
    missed = 0
    for name in listed:
        what, whose, where = MUTANTS[name]
        caught = run(options.sim, name, options.seeds, options.jobs)
        missed += caught is None
        rows.append("| %s | %s | %s | %s | %s |" % (
            what, whose, where, *(caught if caught else ("not within %d" % options.seeds, "—"))))
        print(name, caught if caught else "NOT NOTICED", flush=True)
    print("%d of %d noticed" % (len(listed) - missed, len(listed)))
    if options.write:
        text = DOC.read_text(encoding="utf-8")
        head, rest = text.split(BEGIN, 1)
        tail = rest.split(END, 1)[1]
        DOC.write_text(head + BEGIN + "\n" + "\n".join(rows) + "\n" + END + tail, encoding="utf-8")
    sys.exit(1 if missed else 0)


main()
