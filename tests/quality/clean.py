#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The good replies stay in peace. Prints TAP."""

import statistics
import sys

from common import SETS, clean_cases, evaluate


def judge(name, cases, found):
    counts = {level: [sum(f["severity"] == level for f in fs) for fs in found]
              for level in ("blocker", "warning", "hint")}
    for case, findings in zip(cases, found):
        text = case["draft"]["text"]
        for f in findings:
            print(f"# {case['id']} {f['rule']} {f['severity']}: {text[f['start']:f['end']]!r}")
    return [
        (f"{name}: enough of them", len(cases) >= {"clean": 30, "own": 120}[name]),
        (f"{name}: no blocker", sum(counts["blocker"]) == 0),
        (f"{name}: at most one warning in the median", statistics.median(counts["warning"]) <= 1),
        (f"{name}: at most one remark in the median", statistics.median(len(f) for f in found) <= 1),
        (f"{name}: at most one remark for two replies", sum(len(f) for f in found) * 2 <= len(cases)),
    ]


def main():
    results = []
    for name in SETS:
        cases = clean_cases(name)
        results += judge(name, cases, evaluate(sys.argv[1], cases))
    own = clean_cases("own")
    results += [
        ("own: over fifteen categories", len({c["complaint"]["category"] for c in own}) >= 15),
        ("own: all outcomes", len({c["draft"]["outcome"] for c in own}) == 5),
    ]
    print(f"1..{len(results)}")
    for n, (what, fine) in enumerate(results, 1):
        print(f"{'ok' if fine else 'not ok'} {n} - {what}")
    return 0 if all(fine for _, fine in results) else 1


if __name__ == "__main__":
    sys.exit(main())
