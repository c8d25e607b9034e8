# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases in, findings out."""

import json
import subprocess
from pathlib import Path

SETS = {"clean": "clean-replies.jsonl", "own": "own-replies.jsonl"}


def clean_cases(name=None):
    """The good replies of one set, or of all."""
    cases = []
    for file in [SETS[name]] if name else SETS.values():
        with (Path(__file__).parent / file).open(encoding="utf-8") as lines:
            cases += [json.loads(line) for line in lines]
    return cases


def evaluate(program, cases):
    """The findings of each case, in the order of the cases."""
    text = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    done = subprocess.run(program.split(), input=text, capture_output=True,
                          encoding="utf-8", check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(cases):
        raise SystemExit(f"{len(cases)} cases, {len(answers)} answers")
    for case, answer in zip(cases, answers):
        if answer.get("id") != case["id"] or "findings" not in answer:
            raise SystemExit(f"no findings for {case['id']}: {answer}")
    return [answer["findings"] for answer in answers]
