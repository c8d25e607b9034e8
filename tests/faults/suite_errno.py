# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call on a file fails once, client and hub: an error of the disk, no room, no
quota, a signal in between, half of a write, and no room from there on."""

from scenarios import SCENARIOS, Office, calls, run_case

TITLE = "every system call on a file fails"
LAYER = "L2e"
SAMPLE = 15

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EINTR", "short", "ENOSPC+")

# The most calls that a victim made, with some to spare; see docs/testing.md.
CALLS = {
    "sign-in": 380,
    "first-sync": 250,
    "draft": 125,
    "send": 145,
    "deliver": 360,
    "revoke": 135,
    "resolve": 150,
    "recover": 540,
    "attach": 220,
    "upload": 340,
    "erase": 240,
    "hub-upload": 480,
    "repair": 200,
    "sign-out": 125,
    "hub-init": 295,
    "hub-import": 55,
    "hub-reply": 335,
    "hub-changes": 175,
    "hub-backup": 215,
    "hub-restore": 165,
    "hub-policy": 40,
}


def cases():
    return [{"name": f"{name}-{error}-{n}", "scenario": name, "do": error, "n": n}
            for name, most in CALLS.items() for n in range(1, most + 1) for error in ERRORS]


def start(place):
    global office
    office = Office(place)


def run(case):
    scenario = SCENARIOS[case["scenario"]]
    return run_case(office, scenario, calls(scenario, office, reads=1, at=case["n"], do=case["do"]), False)
