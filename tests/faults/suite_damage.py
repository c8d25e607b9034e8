# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a profile that were damaged, cut, swapped or lost."""

import os
import random
import shutil

import checker
from office import NUMBERS, outbox
from scenarios import OLD, SCENARIOS, STATES, SYNC, Office, calls, check_queue, queue_three

TITLE = "damaged, cut, swapped and lost files of a profile"
LAYER = "L8"
SAMPLE = 8

PAGE = 4096
PAGES = 64       # at most, of user.db; a page that is not there changes nothing
PATTERNS = ("zeros", "ones", "noise", "bits")
RANDOM = 2000    # places in cache.db
FRAME = PAGE + 24
FRAMES = 64
LOST = ("cache.db", "cache.db-wal", "cache.db-shm", "user.db", "outbox.journal", "backups", "hub-ca.pem")


def cases():
    every = [{"name": f"user-{page}-{pattern}", "do": "user", "page": page, "pattern": pattern}
             for page in range(PAGES) for pattern in PATTERNS]
    every += [{"name": f"cache-{n}", "do": "cache", "seed": n} for n in range(RANDOM)]
    every += [{"name": f"wal-{n}-{part}", "do": "wal", "frame": n, "part": part}
              for n in range(FRAMES) for part in (0, 24, FRAME // 2)]
    every += [{"name": f"journal-{n}", "do": "journal", "seed": n} for n in range(40)]
    every += [{"name": f"lost-{name}", "do": "lost", "file": name} for name in LOST]
    every += [{"name": f"foreign-{name}", "do": "foreign", "file": name} for name in ("cache.db", "user.db")]
    every += [{"name": f"empty-{name}", "do": "empty", "file": name} for name in ("cache.db", "user.db")]
    every += [{"name": "stale-cache.db", "do": "stale", "file": "cache.db"}]
    return every


def prepare(office):
    """A draft in the copy of the day, three replies in the outbox and the journal."""
    office.officer.run("draft", NUMBERS[2], "--file", "-", text=OLD)
    shutil.rmtree(office.path("profile/backups"))
    office.run("outbox", "list")
    queue_three(office)


def interrupt(office):
    """A first copy whose program was killed: its log holds most of it."""
    environment = calls(SCENARIOS["first-sync"], office, at=60, do="after")
    done = office.place.environment
    office.place.environment = {**done, **environment}
    office.run(*SYNC)
    office.place.environment = done


STATES["full-desk"] = ("synced", prepare)
STATES["interrupted"] = ("signed-in", interrupt)


def start(place):
    global office
    office = Office(place)


def overwrite(path, at, size, pattern, chance):
    with open(path, "r+b") as file:
        file.seek(at)
        old = bytearray(file.read(size))
        if pattern == "zeros":
            new = bytes(len(old))
        elif pattern == "ones":
            new = b"\xff" * len(old)
        elif pattern == "noise":
            new = chance.randbytes(len(old))
        else:
            for _ in range(8 if old else 0):
                old[chance.randrange(len(old))] ^= 1 << chance.randrange(8)
            new = old
        file.seek(at)
        file.write(new)


def harm(case):
    path = office.path("profile/" + case.get("file", ""))
    chance = random.Random(case["name"])
    if case["do"] == "user":
        overwrite(office.path("profile/user.db"), case["page"] * PAGE, PAGE, case["pattern"], chance)
    elif case["do"] in ("cache", "journal"):
        path = office.path("profile/" + {"cache": "cache.db", "journal": "outbox.journal"}[case["do"]])
        size = os.path.getsize(path)
        overwrite(path, chance.randrange(size), chance.choice((1, 8, 100, 512)), chance.choice(PATTERNS), chance)
    elif case["do"] == "wal":
        path = office.path("profile/cache.db-wal")
        if os.path.exists(path):
            os.truncate(path, min(os.path.getsize(path), 32 + case["frame"] * FRAME + case["part"]))
    elif case["do"] == "lost":
        shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.unlink(path)
    elif case["do"] == "foreign":
        shutil.copy(office.path("hub/hub.db"), path)
    elif case["do"] == "empty":
        os.truncate(path, 0)
    elif case["do"] == "stale":
        shutil.copy(office.place.path("states/signed-in/profile", case["file"]), path)


def run(case):
    verdict = checker.Verdict()
    office.load("interrupted" if case["do"] == "wal" else "full-desk")
    harm(case)
    office.hub.start()
    try:
        if case["do"] == "wal":
            check_queue(office, verdict)
        elif case["name"] == "foreign-user.db":
            refuse(verdict)
        else:
            look(verdict)
    finally:
        office.hub.kill()
    return verdict


def refuse(verdict):
    """It is not ours to put aside: nothing is touched, and it is said."""
    with open(office.path("profile/user.db"), "rb") as file:
        before = file.read()
    done = office.run("outbox", "list")
    checker.check(verdict, done.returncode == 1, f"the other file was taken: {done.stdout}")
    with open(office.path("profile/user.db"), "rb") as file:
        checker.check(verdict, file.read() == before, "the other file was changed")


def look(verdict):
    first = office.run("queue")
    checker.check(verdict, first.returncode >= 0, f"ended by signal {-first.returncode}")
    check_queue(office, verdict)
    draft = office.run("draft", NUMBERS[2])
    if draft.returncode != 0 or draft.stdout.strip() != OLD:
        verdict.add("lost", f"the draft: {draft.stdout[:60]!r} {draft.stderr[-200:]}")
    judge_replies(verdict)


def judge_replies(verdict):
    """All are delivered: what of one the file damaged is in the journal."""
    ops = outbox(office.officer)
    office.stop_hub()
    stored = office.hub.replies()
    if len(ops) != 3:
        verdict.add("lost", f"{len(ops)} of 3 replies in the outbox")
    checker.judge(ops, stored, verdict)
    checker.judge_hub(verdict, stored, known={op["reply_id"] for op in ops})
