#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suites of real faults against the real programs.

    tests/faults/run.py --list
    tests/faults/run.py --suite NAME [--cases N|all] [--seed S] [--json OUT]
    tests/faults/run.py --suite all --cases all --minutes M   of each suite what fits M minutes
    tests/faults/run.py --suite all --minutes M --json OUT --go-on   what OUT has not yet
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

Which cases a sample holds, and in which order --minutes runs them, follows from the
seed alone; so a number of cases tells --go-on which ones were run. LOKETCTL, LOKET_SERVER and
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
for folder in ("faults", "e2e", "lib"):
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


def run_cases(suite, cases, minutes=None, tell_batch=None):
    """A verdict for each case by its name, of as many as fit into the time. One that
    can only go forward was given what fits."""
    found = {}
    end = time.monotonic() + minutes * 60 if minutes and not hasattr(suite, "FORWARD_MS") else float("inf")
    batch = getattr(suite, "BATCH", 50)
    for number, case in enumerate(cases, 1):
        begin = time.monotonic()
        found[case["name"]] = run_case(suite, case)
        if os.environ.get("LOKET_SLOW"):
            print(f"# {time.monotonic() - begin:7.3f} s {case['name']}", flush=True)
        late = time.monotonic() > end
        if number % batch == 0 or number == len(cases) or late:
            settle(suite, found)
            if tell_batch:
                tell_batch(found)
        if late:
            break
    return found


def what_fits(suite, cases, options, done):
    """The cases in an order of chance without the first @done, so that those that fit
    the time are of all sorts; a suite that can only go forward tells how long a case
    takes instead."""
    random.Random(options.seed).shuffle(cases)
    cases = cases[done:]
    if not hasattr(suite, "FORWARD_MS"):
        return cases
    return sorted(cases[:int(options.minutes * 60000 / suite.FORWARD_MS)], key=lambda case: case["number"])


def make_result(name, suite, every, options, found, seconds, spent):
    return {
        "suite": name, "layer": suite.LAYER, "title": suite.TITLE,
        "cases": len(found), "of": len(every), "seed": options.seed,
        **{kind: sum(verdict.count(kind) for verdict in found.values()) for kind in checker.KINDS},
        "seconds": round(seconds, 1),
        "ms_per_case": round(1000 * spent / max(1, len(found)), 1),
        "failures": {case: str(verdict) for case, verdict in found.items() if not verdict.good},
        "in_order_of_chance": bool(options.minutes) and options.cases == "all",
    }


def add_up(old, new):
    """One result for what ran before and what ran now."""
    if old is None:
        return new
    numbers = {name: old[name] + new[name] for name in ("cases", "seconds", *checker.KINDS)}
    spent = old["ms_per_case"] * old["cases"] + new["ms_per_case"] * new["cases"]
    return {**new, **numbers, "seconds": round(numbers["seconds"], 1),
            "ms_per_case": round(spent / max(1, numbers["cases"]), 1),
            "failures": {**old["failures"], **new["failures"]}}


def choose_cases(suite, every, options):
    if options.only:
        cases = [case for case in every if case["name"] == options.only]
        if not cases:
            sys.exit(f"There is no case {options.only}.")
        return cases
    if not options.cases and hasattr(suite, "choose"):
        return suite.choose(every, suite.SAMPLE)
    return choose(every, options.cases or getattr(suite, "SAMPLE", "all"), options.seed)


def run_suite(name, options, find_old=lambda name, of: None, keep=lambda result: None):
    """@find_old: what there is of it already; @keep: takes what there is so far."""
    from loket_e2e import Place

    suite = importlib.import_module("suite_" + name)
    every = suite.cases()
    assert len({case["name"] for case in every}) == len(every), f"{name}: names of cases are not unique"
    old = find_old(name, len(every))
    if old and old["cases"] >= len(every):
        return old
    cases = choose_cases(suite, every, options)
    if options.minutes:
        cases = what_fits(suite, list(cases), options, old["cases"] if old else 0)
    memory = getattr(suite, "IN_MEMORY", False) and os.access("/dev/shm", os.W_OK)
    tempfile.tempdir = "/dev/shm" if memory else None
    place = Place()
    place.environment.update({name: os.environ[name] for name in BREAKS if name in os.environ})
    begin = time.monotonic()
    result = None

    def judge(found):
        nonlocal result
        now = time.monotonic()
        result = add_up(old, make_result(name, suite, every, options, found, now - begin, now - begin_cases))
        result["minutes_for_all"] = (suite.minutes() if hasattr(suite, "minutes") else
                                     round(result["ms_per_case"] * len(every) / 60000, 1))
        keep(result)

    try:
        if hasattr(suite, "start"):
            suite.start(place)
        begin_cases = time.monotonic()
        judge(run_cases(suite, cases, options.minutes, None if hasattr(suite, "FORWARD_MS") else judge))
    finally:
        if hasattr(suite, "stop"):
            suite.stop()
        if not os.environ.get("LOKET_KEEP"):
            place.close()
    return result


class Results:
    """What is in the file of --json. With --go-on what was there stays; else it is
    forgotten."""

    def __init__(self, options):
        self.path = Path(options.json) if options.json else None
        self.seed = options.seed
        self.all = []
        if options.go_on and self.path and self.path.exists() and self.path.stat().st_size > 0:
            self.all = json.loads(self.path.read_text(encoding="utf-8"))

    def is_of(self, result, name):
        return result["suite"] == name and result["seed"] == self.seed

    def find(self, name, of):
        """None also where other cases were run, or not in the order of chance."""
        for result in self.all:
            if self.is_of(result, name):
                if result["of"] == of and result.get("in_order_of_chance", True):
                    return result
                print(f"# {name}: begins anew, for its cases are others now", flush=True)
        return None

    def keep(self, result):
        self.all = [one for one in self.all if not self.is_of(one, result["suite"])] + [result]
        if self.path:
            fresh = self.path.with_name(self.path.name + ".new")
            fresh.write_text(json.dumps(self.all, indent=1) + "\n", encoding="utf-8")
            fresh.replace(self.path)


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
    parser.add_argument("--go-on", action="store_true",
                        help="leave out what the file of --json has, and add to it; all cases, with --minutes")
    parser.add_argument("--tap", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.go_on:
        if not (options.json and options.minutes) or options.only or options.cases not in (None, "all"):
            parser.error("--go-on is for --json and --minutes, and for all cases")
        options.cases = "all"

    find_programs()
    if options.list or not options.suite:
        for name in list_suites():
            suite = importlib.import_module("suite_" + name)
            print(f"{name:12} {suite.LAYER:4} {len(suite.cases()):7} cases  {suite.TITLE}")
        return 0
    names = list_suites() if options.suite == ["all"] else options.suite
    if options.tap:
        print(f"1..{len(names)}", flush=True)
    results = Results(options)
    good = True
    for number, name in enumerate(names, 1):
        result = run_suite(name, options, results.find, results.keep)
        good = tell(result, number if options.tap else 0) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
