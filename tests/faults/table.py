#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of faults into docs/testing.md.

    tests/faults/table.py RESULTS.json…      as written by run.py --json

Of a suite that is in several files the last one counts; what is in the table and
in none of the files stays.
"""

import json
import re
import sys
from pathlib import Path

DOC = Path(__file__).resolve().parents[2] / "docs" / "testing.md"
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"
HEADER = ["| layer | suite | what | cases run | of | lost | doubled | stale | unexplained | ms a case |",
          "|---|---|---|---|---|---|---|---|---|---|"]


def row(result):
    return (f"| {result['layer']} | `{result['suite']}` | {result['title']} | {result['cases']:,} | "
            f"{result['of']:,} | {result['lost']} | {result['doubled']} | {result['stale']} | "
            f"{result['unexplained']} | {result['ms_per_case']:.0f} |")


def order(line):
    layer, suite = re.match(r"\| L(\w+) \| `(\w+)`", line).groups()
    return int(re.match(r"\d+", layer)[0]), layer, suite


def main():
    text = DOC.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    old, tail = rest.split(END, 1)
    rows = {re.match(r"\| \w+ \| `(\w+)`", line)[1]: line
            for line in old.splitlines() if re.match(r"\| L\w+ \|", line)}
    for path in sys.argv[1:]:
        for result in json.loads(Path(path).read_text(encoding="utf-8")):
            rows[result["suite"]] = row(result)
    lines = HEADER + sorted(rows.values(), key=order)
    DOC.write_text(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + tail, encoding="utf-8")


main()
