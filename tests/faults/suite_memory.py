# SPDX-License-Identifier: GPL-3.0-or-later
"""An allocation finds no memory: of anybody's, which ends the program as a kill
does; of SQLite's, once or from there on, which is an error like any other; of
libsodium's guarded memory, without which there is no key."""

import os

from office import program
from scenarios import SCENARIOS, Office, run_case

TITLE = "no memory: for anybody, for SQLite, for keys"
LAYER = "L2m"
SAMPLE = 6

# The most allocations that a victim made: anybody's, SQLite's, libsodium's; see
# docs/testing.md.
COUNTS = {
    "sign-in": (442000, 41000, 7),
    "first-sync": (426000, 8900, 10),
    "draft": (404000, 6500, 10),
    "send": (405000, 7500, 10),
    "deliver": (436000, 10000, 10),
    "revoke": (406000, 7400, 10),
    "resolve": (407000, 8400, 10),
    "recover": (450000, 12800, 10),
    "attach": (420000, 7400, 10),
    "upload": (437000, 9500, 10),
    "erase": (2600, 1240, 10),
    "repair": (412000, 11800, 10),
    "sign-out": (410000, 6000, 10),
    "hub-init": (19600, 13900, 0),
    "hub-import": (2500, 1560, 0),
    "hub-reply": (414000, 7600, 0),
    "hub-upload": (432000, 7900, 0),
    "hub-changes": (408000, 5800, 0),
    "hub-backup": (13300, 12900, 0),
    "hub-restore": (5900, 4250, 0),
    "hub-policy": (2900, 1400, 0),
}
# How many places of each are tried, spread over the run.
PLACES = {"all": 120, "sqlite": 200, "sqlite+": 60, "sodium": 40}


def spread(most, places):
    """Every one, or so many at the same distance, the first and the last among them."""
    if most <= places:
        return range(1, most + 1)
    return sorted({1 + round(i * (most - 1) / (places - 1)) for i in range(places)})


def cases():
    found = []
    for name, (all_, sqlite, sodium) in COUNTS.items():
        for whose, most in (("all", all_), ("sqlite", sqlite), ("sqlite+", sqlite), ("sodium", sodium)):
            found += [{"name": f"{name}-{whose}-{n}", "scenario": name, "of": whose, "n": n}
                      for n in spread(most, PLACES[whose])]
    return found


def start(place):
    global office
    office = Office(place)


def allocations(whose, n, log=None):
    once = whose.rstrip("+")
    environment = {"LD_PRELOAD": program("loket-memory.so"), "LOKET_MEMORY_OF": once,
                   "LOKET_MEMORY_AT": f"{n}{whose[len(once):]}"}
    if log is not None:
        environment["LOKET_MEMORY_LOG"] = log
    return environment


def count(office, name, whose):
    """How many there are when the victim is left alone."""
    log = office.place.path("memory.log")
    if os.path.exists(log):
        os.unlink(log)
    run_case(office, SCENARIOS[name], allocations(whose, 0, log), False)
    with open(log, encoding="ascii") as file:
        return max(int(line) for line in file)


def run(case):
    # What SQLite is denied it tells; who else is denied ends the program.
    return run_case(office, SCENARIOS[case["scenario"]], allocations(case["of"], case["n"]),
                    not case["of"].startswith("sqlite"))
