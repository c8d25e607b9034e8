# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed before and after every call that changes a file or touches the network,
client and hub, and then run on."""

from scenarios import SCENARIOS, Office, calls, run_case

TITLE = "killed before and after every system call"
LAYER = "L2"
SAMPLE = 15

# The most calls that a victim made, with some to spare; see docs/testing.md.
CALLS = {
    "sign-in": 340,
    "first-sync": 320,
    "draft": 70,
    "send": 90,
    "deliver": 510,
    "revoke": 80,
    "resolve": 90,
    "recover": 760,
    "attach": 150,
    "upload": 560,
    "erase": 200,
    "hub-upload": 780,
    "repair": 200,
    "sign-out": 100,
    "hub-init": 240,
    "hub-import": 35,
    "hub-reply": 395,
    "hub-changes": 215,
    "hub-backup": 100,
    "hub-restore": 90,
    "hub-policy": 20,
}


def cases():
    return [{"name": f"{name}-{moment}-{n}", "scenario": name, "do": moment, "n": n}
            for name, most in CALLS.items() for n in range(1, most + 1) for moment in ("before", "after")]


def start(place):
    global office
    office = Office(place)


def run(case):
    scenario = SCENARIOS[case["scenario"]]
    return run_case(office, scenario, calls(scenario, office, net=1, at=case["n"], do=case["do"]), True)
