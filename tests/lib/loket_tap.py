# SPDX-License-Identifier: GPL-3.0-or-later
"""What is expected, and what came of it, as TAP."""

import sys
import traceback

from loket_place import Failure


def check(condition, message):
    if not condition:
        raise Failure(message)


def equal(found, wanted, message="not the same"):
    check(found == wanted, f"{message}: found {found!r}, wanted {wanted!r}")


def explain(text):
    """Why something failed: in the log of the test, and where a run that shows only
    the errors of a program shows it."""
    for line in text.rstrip().split("\n"):
        print("# " + line)
        print(line, file=sys.stderr)


class Tap:
    """Runs checks one after another and prints what came of them."""

    def __init__(self):
        self.n = 0
        self.n_failed = 0

    def run(self, name, function, *arguments):
        self.n += 1
        try:
            function(*arguments)
        except Exception:  # pylint: disable=broad-except
            self.n_failed += 1
            print(f"not ok {self.n} - {name}")
            explain(traceback.format_exc())
        else:
            print(f"ok {self.n} - {name}")
        sys.stdout.flush()

    def end(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.n_failed else 0)
