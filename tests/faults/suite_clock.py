# SPDX-License-Identifier: GPL-3.0-or-later
"""The clock jumps: a program runs at another time than those before and after it."""

import glob

from scenarios import SCENARIOS, Office, run_case

TITLE = "the clock jumps"
LAYER = "L6"
SAMPLE = 4

JUMPS = {
    "second-on": "+1s", "second-back": "-1s", "hour-on": "+1h", "hour-back": "-1h", "day-on": "+1d",
    "month-back": "-30d", "year-on": "+1y", "year-back": "-1y", "20-years-on": "+20y", "20-years-back": "-20y",
    "epoch": "@1970-01-01 00:00:01", "2038": "@2038-01-19 03:14:06", "leap-day": "@2028-02-29 23:59:58",
    "suspended": "+9h",  # the clock that nobody sets stands still meanwhile
}
PHASES = ("sign-in", "first-sync", "draft", "send", "deliver", "recover")


def library():
    return next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)


def cases():
    return [{"name": f"{jump}-{phase}", "jump": jump, "phase": phase} for jump in JUMPS for phase in PHASES]


def start(place):
    global office
    office = Office(place)


def run(case):
    environment = {"LD_PRELOAD": library(), "FAKETIME": JUMPS[case["jump"]], "FAKETIME_NO_CACHE": "1"}
    if case["jump"] == "suspended":
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    return run_case(office, SCENARIOS[case["phase"]], environment, False)
