#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suites of real faults against the real programs.

    tests/faults/run.py --list
    tests/faults/run.py --suite NAME [--cases N|all] [--seed S] [--json OUT]
    tests/faults/run.py --suite all --cases all --minutes M   of each suite what fits M minutes
    tests/faults/run.py --suite NAME --only CASE      one again, by its name

A suite is a module suite_NAME.py:

    TITLE, LAYER        what it does to whom, and its layer in the plan
    SAMPLE              how many of its cases tools/check runs
    cases()             all of them, dicts with a unique "name"; no chance in it
    start(place)        optional: once before the first case
    run(case)           what came of one: a checker.Verdict; an exception counts
                        as unexplained
    settle()            optional: after every BATCH cases and after the last one:
                        pairs of a case's name and what was found out late
    stop()              optional
    choose(cases, n)    optional: the sample, where chance is not to decide
    IN_MEMORY           whether its files may lie where no disk is waited for

Which cases a sample holds follows from the seed alone. LOKETCTL, LOKET_SERVER and
LOKET_FAULTS (the folder of the tests' own programs) are found in _build where the
environment does not name them.
"""

import argparse
import importlib
import json
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
for folder in ("faults", "e2e", "server", "lib"):
    sys.path.insert(0, str(HERE.parent / folder))

import checker  # noqa: E402

# Mistakes that are built in to see whether a suite notices; see prove.py.
BREAKS = ("LOKET_MUTANT", "LOKET_FAULT_BREAK")


def find_programs():
    build = Path(os.environ.get("LOKET_BUILD", ROOT / "_build"))
    for name, path in (("LOKETCTL", "src/cli/loketctl"), ("LOKET_SERVER", "src/server/loket-server"),
                       ("LOKET_FAULTS", "tests/faults")):
        os.environ.setdefault(name, str(build / path))
    if os.environ.get("LOKET_FAULT_BREAK"):
        os.environ["LOKET_SERVER"] = os.path.join(os.environ["LOKET_FAULTS"], "loket-server-stops")
    if os.environ.get("LOKET_MUTANT"):
        os.environ["LOKETCTL"] = os.path.join(os.environ["LOKET_FAULTS"], "loketctl-mutant")
    os.environ.setdefault("LOKET_EXPORTS", str(ROOT / "tests/data/exports"))


def list_suites():
    return sorted(path.stem.removeprefix("suite_") for path in HERE.glob("suite_*.py"))


def choose(cases, wanted, seed):
    """A sample in the order of the whole."""
    if wanted == "all" or int(wanted) >= len(cases):
        return cases
    places = random.Random(seed).sample(range(len(cases)), int(wanted))
    return [cases[at] for at in sorted(places)]


def run_case(suite, case):
    try:
        return suite.run(case)
    except Exception:  # any: the next case still runs
        verdict = checker.Verdict()
        verdict.add("unexplained", traceback.format_exc().strip())
        return verdict


def settle(suite, found):
    if not hasattr(suite, "settle"):
        return
    try:
        for name, verdict in suite.settle():
            found[name].extend(verdict)
    except Exception:
        found[next(reversed(found))].add("unexplained", traceback.format_exc().strip())


def run_cases(suite, cases, minutes=None):
    """A verdict for each case by its name, of as many as fit into the time."""
    found = {}
    end = time.monotonic() + minutes * 60 if minutes else float("inf")
    batch = getattr(suite, "BATCH", 50)
    for number, case in enumerate(cases, 1):
        begin = time.monotonic()
        found[case["name"]] = run_case(suite, case)
        if os.environ.get("LOKET_SLOW"):
            print(f"# {time.monotonic() - begin:7.3f} s {case['name']}", flush=True)
        late = time.monotonic() > end
        if number % batch == 0 or number == len(cases) or late:
            settle(suite, found)
        if late:
            break
    return found


def what_fits(suite, cases, options):
    """The cases in an order of chance, so that those that fit the time are of all
    sorts; a suite that can only go forward tells how long a case takes instead."""
    some = random.Random(options.seed)
    if not hasattr(suite, "FORWARD_MS"):
        some.shuffle(cases)
        return cases
    fitting = some.sample(cases, min(len(cases), int(options.minutes * 60000 / suite.FORWARD_MS)))
    return sorted(fitting, key=lambda case: case["number"])


def run_suite(name, options):
    from loket_e2e import Place

    suite = importlib.import_module("suite_" + name)
    every = suite.cases()
    assert len({case["name"] for case in every}) == len(every), f"{name}: names of cases are not unique"
    if options.only:
        cases = [case for case in every if case["name"] == options.only]
    else:
        cases = choose(every, options.cases or getattr(suite, "SAMPLE", "all"), options.seed)
        if not options.cases and hasattr(suite, "choose"):
            cases = suite.choose(every, suite.SAMPLE)
    memory = getattr(suite, "IN_MEMORY", False) and os.access("/dev/shm", os.W_OK)
    tempfile.tempdir = "/dev/shm" if memory else None
    place = Place()
    place.environment.update({name: os.environ[name] for name in BREAKS if name in os.environ})
    begin = time.monotonic()
    found = {}
    try:
        if hasattr(suite, "start"):
            suite.start(place)
        begin_cases = time.monotonic()
        if options.minutes:
            cases = what_fits(suite, cases, options)
        found = run_cases(suite, cases, options.minutes)
        spent = time.monotonic() - begin_cases
    finally:
        if hasattr(suite, "stop"):
            suite.stop()
        if not os.environ.get("LOKET_KEEP"):
            place.close()
    result = {
        "suite": name, "layer": suite.LAYER, "title": suite.TITLE,
        "cases": len(found), "of": len(every), "seed": options.seed,
        **{kind: sum(verdict.count(kind) for verdict in found.values()) for kind in checker.KINDS},
        "seconds": round(time.monotonic() - begin, 1),
        "ms_per_case": round(1000 * spent / max(1, len(found)), 1),
        "failures": {case: str(verdict) for case, verdict in found.items() if not verdict.good},
    }
    result["minutes_for_all"] = (suite.minutes() if hasattr(suite, "minutes") else
                                 round(result["ms_per_case"] * len(every) / 60000, 1))
    return result


def tell(result, tap):
    for case, words in list(result["failures"].items())[:8]:
        print(f"# {case}:")
        for line in words.splitlines()[-4:]:
            print(f"#     {line[-300:]}")
    line = (f"{result['suite']}: {result['cases']} cases of {result['of']}, "
            + ", ".join(f"{result[kind]} {kind}" for kind in checker.KINDS)
            + f" ({result['seconds']} s, {result['ms_per_case']} ms a case; "
            f"all take about {result['minutes_for_all']} min)")
    good = result["cases"] > 0 and not result["failures"]
    print(f"{'ok' if good else 'not ok'} {tap} - {line}" if tap else line, flush=True)
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--suite", action="append", help="its name, or all")
    parser.add_argument("--cases", help="how many, or all; else the suite's sample")
    parser.add_argument("--minutes", type=float, help="for each suite at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one case by its name")
    parser.add_argument("--json", help="write the results here")
    parser.add_argument("--tap", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()

    find_programs()
    if options.list or not options.suite:
        for name in list_suites():
            suite = importlib.import_module("suite_" + name)
            print(f"{name:12} {suite.LAYER:4} {len(suite.cases()):7} cases  {suite.TITLE}")
        return 0
    names = list_suites() if options.suite == ["all"] else options.suite
    if options.tap:
        print(f"1..{len(names)}", flush=True)
    results = []
    good = True
    for number, name in enumerate(names, 1):
        results.append(run_suite(name, options))
        good = tell(results[-1], number if options.tap else 0) and good
        if options.json:
            Path(options.json).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
