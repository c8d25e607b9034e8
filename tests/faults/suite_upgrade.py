# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of every older version, with a reply in each state that there is: opened
by today's programs, which are killed at every call on the way; and profiles of a
newer version, which are refused and not touched."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import checker
from loket_e2e import Officer
from office import program
from scenarios import into_memory

TITLE = "older profiles, killed while they are brought up"
LAYER = "L9"
SAMPLE = 6

FIXTURES = Path(__file__).resolve().parents[1] / "migration"
VERSIONS = sorted(int(path.name[1:]) for path in FIXTURES.glob("v[0-9]*"))
CALLS = 400


def cases():
    every = [{"name": f"v{version}-{moment}-{n}", "version": version, "do": moment, "n": n}
             for version in VERSIONS for n in range(1, CALLS + 1) for moment in ("before", "after")]
    return every + [{"name": f"v{version}-up", "version": version, "do": "before", "n": 0} for version in VERSIONS] + \
        [{"name": f"down-{by}", "version": VERSIONS[-1], "do": "down", "n": by} for by in (1, 2, 1000)]


def start(place):
    global office, wanted, expected
    place.environment["G_DEBUG"] = "fatal-criticals"
    into_memory(place)
    office = place
    wanted, expected = {}, {}
    for version in VERSIONS:
        officer = lay_out(version)
        before = stored(officer)
        wanted[version] = listed(officer)
        # What was under way is in doubt: it is sent again.
        expected[version] = {rid: "waiting" if state == "inflight" else state for rid, state in before.items()}


def lay_out(version):
    """The profile as that version left it."""
    officer = Officer(office, "petugas")
    officer.profile, officer.key = office.path("profile"), office.path("key")
    for path in (officer.profile, officer.key):
        shutil.rmtree(path, ignore_errors=True)
        if os.path.exists(path):
            os.unlink(path)
    folder = FIXTURES / f"v{version}"
    os.mkdir(officer.profile, 0o700)
    for path in folder.iterdir():
        if path.name == "user.sql":
            with sqlite3.connect(os.path.join(officer.profile, "user.db")) as db:
                db.executescript(path.read_text(encoding="utf-8"))
            db.close()
        elif path.is_dir():
            shutil.copytree(path, os.path.join(officer.profile, path.name))
        elif path.name != "wires":
            to = officer.key if path.name == "key" else os.path.join(officer.profile, path.name)
            shutil.copy(path, to)
            os.chmod(to, 0o600)
    os.chmod(os.path.join(officer.profile, "user.db"), 0o600)
    return officer


def stored(officer):
    """What is in the file of the older version, read without the program."""
    with sqlite3.connect(os.path.join(officer.profile, "user.db")) as db:
        rows = dict(db.execute("SELECT rid, state FROM op"))
    db.close()
    return rows


def listed(officer):
    """What is in the outbox, without the instants that a start counts anew."""
    ops = json.loads(officer.run("outbox", "list", "--json").stdout)
    for op in ops:
        op.pop("next_try_at", None)
    return ops


def check_states(version, verdict):
    """An undisturbed start kept every reply of the older file, in its state."""
    after = {op["reply_id"]: op["state"] for op in wanted[version]}
    for rid, state in expected[version].items():
        if rid not in after:
            verdict.add("lost", f"v{version}: reply {rid[-4:]}, which was {state}")
        else:
            checker.check(verdict, after[rid] == state, f"v{version}: reply {rid[-4:]} is {after[rid]}, not {state}")
    for rid in after.keys() - expected[version].keys():
        verdict.add("unexplained", f"v{version}: reply {rid[-4:]}, which the older file had not")


def down(case):
    verdict = checker.Verdict()
    officer = lay_out(case["version"])
    listed(officer)
    path = os.path.join(officer.profile, "user.db")
    with sqlite3.connect(path) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute(f"PRAGMA user_version = {version + case['n']}")
    db.close()
    before = hashlib.sha256(Path(path).read_bytes()).digest()
    done = officer.run("outbox", "list", status=None)
    checker.check(verdict, done.returncode == 1, f"a newer file was opened: {done.stdout}")
    checker.check(verdict, hashlib.sha256(Path(path).read_bytes()).digest() == before, "a newer file was changed")
    return verdict


def run(case):
    if case["do"] == "down":
        return down(case)
    verdict = checker.Verdict()
    officer = lay_out(case["version"])
    environment = {**office.environment, "LD_PRELOAD": program("loket-calls.so"),
                   "LOKET_CALLS_UNDER": officer.profile, "LOKET_CALLS_AT": str(case["n"]),
                   "LOKET_CALLS_DO": case["do"]}
    subprocess.run(officer.command("outbox", "list"), env=environment, capture_output=True, timeout=60)
    check_states(case["version"], verdict)
    for attempt in ("first", "second"):
        found = listed(officer)
        if found != wanted[case["version"]]:
            kind = "lost" if len(found) < len(wanted[case["version"]]) else "unexplained"
            verdict.add(kind, f"the outbox of the {attempt} start: {[(op['reply_id'][-4:], op['state']) for op in found]}")
    done = officer.run("doctor", status=None)
    checker.check(verdict, done.returncode >= 0, f"doctor: {done.stderr[-200:]}")
    return verdict
