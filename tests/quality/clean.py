#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The good replies stay in peace. Prints TAP."""

import statistics
import sys

from common import clean_cases, evaluate


def main():
    cases = clean_cases()
    found = evaluate(sys.argv[1], cases)
    counts = {level: [sum(f["severity"] == level for f in fs) for fs in found]
              for level in ("blocker", "warning", "hint")}
    for case, findings in zip(cases, found):
        text = case["draft"]["text"]
        for f in findings:
            print(f"# {case['id']} {f['rule']} {f['severity']}: {text[f['start']:f['end']]!r}")
    results = [
        ("there are enough of them", len(cases) >= 30),
        ("no blocker", sum(counts["blocker"]) == 0),
        ("at most one warning in the median", statistics.median(counts["warning"]) <= 1),
        ("at most one remark in the median", statistics.median(len(f) for f in found) <= 1),
        ("at most one remark for two replies", sum(len(f) for f in found) * 2 <= len(cases)),
    ]
    print(f"1..{len(results)}")
    for n, (what, fine) in enumerate(results, 1):
        print(f"{'ok' if fine else 'not ok'} {n} - {what}")
    return 0 if all(fine for _, fine in results) else 1


if __name__ == "__main__":
    sys.exit(main())
