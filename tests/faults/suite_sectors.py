# SPDX-License-Identifier: GPL-3.0-or-later
"""The power fails while an officer works, at any step of the disk: of what was
not synced any sectors are there, torn writes among them, and any last renames."""

import os
import subprocess

import checker
from office import program

TITLE = "power failure that loses any unsynced sectors"
LAYER = "L2s"
SAMPLE = 200
TOTAL = 50000


# The program plays what was written once, and never back.
FORWARD_MS = 30


def cases():
    return [{"name": str(number), "number": number} for number in range(TOTAL)]


def start(place):
    global worker
    environment = dict(place.environment)
    environment["TMPDIR"] = "/dev/shm" if os.access("/dev/shm", os.W_OK) else place.root
    environment.pop("G_DEBUG")
    if "LOKET_CRASH_LIAR" in os.environ:
        environment["LOKET_CRASH_LIAR"] = os.environ["LOKET_CRASH_LIAR"]
    worker = subprocess.Popen([program("crash-sectors")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              encoding="utf-8", env=environment)
    checker_line = worker.stdout.readline()
    assert int(checker_line.split()[0]) > 500, checker_line


def run(case):
    verdict = checker.Verdict()
    worker.stdin.write(f"{case['number']} {TOTAL}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline().strip()
    if answer == "ok":
        return verdict
    if not answer:
        verdict.add("unexplained", f"the program ended with {worker.wait()}")
    for part in filter(None, answer.split(";")):
        kind, _, words = part.partition(" ")
        verdict.add(kind if kind in checker.KINDS else "unexplained", words)
    return verdict


def stop():
    worker.stdin.close()
    worker.wait(60)
