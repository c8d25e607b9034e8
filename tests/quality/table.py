#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How good each rule is, as a table, against the gates. Prints TAP.

Precision: of the findings of a rule, in the replies with one fault, in the good
replies and in the decoys, the share that names a fault. Recall: of the faults,
the share that is found, at least half of the place being the same. Both with
Wilson's interval of 95 %. Place: of the faults found that have one, how much of
finding and fault together is both. Alarms: findings in good replies, per 1,000 words.
"""

import argparse
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from common import clean_cases, evaluate
from mutate import DECOYS, FAULTS, decoy_alarms, measure_rule

# level: least precision, least recall, most alarms per 1,000 words
# The level that the weaker form of a rule ships with, whatever some of its findings are.
FORMS = {"KON-06 (plan)": "warning"}
GATES = {"blocker": (.98, .95, .02), "warning": (.90, .80, .5), "hint": (.75, 0, 1.5)}
BEGIN, END = "<!-- table of measurements: begin -->", "<!-- table of measurements: end -->"


def wilson(hits, total, z=1.96):
    if not total:
        return 0, 1
    share, square = hits / total, z * z / total
    middle = (share + square / 2) / (1 + square)
    reach = z / (1 + square) * math.sqrt(share * (1 - share) / total + square / (4 * total))
    return max(0, middle - reach), min(1, middle + reach)


def per_cent(hits, total):
    low, high = wilson(hits, total)
    return f"{100 * hits / total:.0f} ({100 * low:.0f}–{100 * high:.0f})" if total else "–"


def gather(program, seed):
    """A row of counts for each rule."""
    rows = defaultdict(Counter)
    levels = defaultdict(Counter)
    good = clean_cases()
    words = sum(len(case["draft"]["text"].split()) for case in good)
    for findings in evaluate(program, good):
        for finding in findings:
            rows[finding["rule"]]["alarms"] += 1
            rows[finding["rule"]][finding["severity"]] += 1
            levels[finding["rule"]][finding["severity"]] += 1
    for rule, mutate, _ in FAULTS.values():
        found = measure_rule(program, rule, mutate, seed)
        for key in ("faults", "found", "beside", "placed", "overlap"):
            rows[rule][key] += found[key]
        levels[rule].update(found["levels"])
    for rule, sentences in DECOYS.items():
        total, alarms = decoy_alarms(program, rule, sentences)
        rows[rule]["decoys"] += total
        rows[rule]["fooled"] += len(alarms)
    for rule, level in FORMS.items():
        rows[rule]["alarms"] = rows[rule.split()[0]]["alarms"]
        rows[rule][level] = rows[rule.split()[0]][level]
        levels[rule] = Counter({level: 1})
    return rows, levels, words


def judge(row, level, words):
    """What a rule misses of the gate of its level."""
    precision, recall, alarms = GATES[level]
    wrong = row["alarms"] + row["fooled"] + row["beside"]
    missed = []
    if row["faults"] and row["found"] / max(row["found"] + wrong, 1) < precision:
        missed.append("precision")
    if row["faults"] and row["found"] / row["faults"] < recall:
        missed.append("recall")
    if row[level] * 1000 / words > alarms:
        missed.append("alarms")
    return missed


def as_text(rows, levels, words):
    lines = ["| rule | level | faults | precision % | recall % | place % | decoys fooled | alarms per 1,000 words | gate |",
             "|---|---|---|---|---|---|---|---|---|"]
    for rule in sorted(rows):
        row, level = rows[rule], levels[rule].most_common(1)[0][0] if levels[rule] else "–"
        wrong = row["alarms"] + row["fooled"] + row["beside"]
        missed = judge(row, level, words) if level in GATES else []
        place = f"{100 * row['overlap'] / row['placed']:.0f}" if row["placed"] else "–"
        lines.append(f"| {rule} | {level} | {row['faults'] or '–'} | {per_cent(row['found'], row['found'] + wrong)} | "
                     f"{per_cent(row['found'], row['faults'])} | "
                     f"{place} | "
                     f"{str(row['fooled']) + ' of ' + str(row['decoys']) if row['decoys'] else '–'} | "
                     f"{row['alarms'] * 1000 / words:.2f} | {'misses ' + ', '.join(missed) if missed else 'holds'} |")
    return lines


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program")
    options.add_argument("document", nargs="?", help="the document whose table is compared")
    options.add_argument("--seed", default="1")
    options.add_argument("--write", action="store_true", help="put the table into the document")
    args = options.parse_args()

    rows, levels, words = gather(args.program, args.seed)
    text = as_text(rows, levels, words)
    results = [(f"{rule} holds its gate", not judge(rows[rule], levels[rule].most_common(1)[0][0], words))
               for rule in sorted(rows) if levels[rule]]
    results.append(("every rule with a fault finds one", all(levels[rule] for rule, row in rows.items() if row["faults"])))
    if args.document:
        document = Path(args.document)
        before, _, rest = document.read_text(encoding="utf-8").partition(BEGIN)
        table, _, after = rest.partition(END)
        if args.write:
            document.write_text(before + BEGIN + "\n" + "\n".join(text) + "\n" + END + after, encoding="utf-8")
            table = "\n" + "\n".join(text) + "\n"
        results.append(("the document has this table (--write puts it there)", table.strip() == "\n".join(text)))
    for line in text:
        print("# " + line)
    print(f"1..{len(results)}")
    for n, (what, fine) in enumerate(results, 1):
        print(f"{'ok' if fine else 'not ok'} {n} - {what}")
    return 0 if all(fine for _, fine in results) else 1


if __name__ == "__main__":
    sys.exit(main())
