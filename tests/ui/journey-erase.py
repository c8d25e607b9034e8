#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local data is erased from the window, which then asks to sign in again."""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position


def ask(journey):
    """With the keyboard: the third entry of the main menu."""
    tree, stage = journey.tree, journey.stage
    stage.key("F10")
    tree.find(role="menu item", name=journey.at.named("Erase local data…"))
    stage.key("Down", "Down")
    stage.key("Return")


def main():
    with Journey() as journey:
        at, tree = journey.at, journey.tree
        tree.find(role="frame", name=at.named("Sign in"))
        steps.sign_in(journey)
        tree.find(role="push button", name=at.named("Connected"))
        profile = journey.stage.path("profile")
        journey.check(os.path.exists(os.path.join(profile, "slots")), "there is a key")
        with open(os.path.join(profile, "slots"), "rb") as file:
            before = file.read()

        ask(journey)
        tree.find(name=at.named("Erase the local data?"))
        at.press(tree.find(role="push button", name=at.named("Keep")))
        tree.gone(name=at.named("Erase the local data?"))
        journey.check(os.path.exists(os.path.join(profile, "slots")), "keeping it keeps it")

        ask(journey)
        at.press(tree.find(role="push button", name=at.named("Erase")))
        tree.find(role="frame", name=at.named("Sign in"))
        with open(os.path.join(profile, "slots"), "rb") as file:
            journey.check(file.read() != before, "the key is another one")
        journey.check(not os.path.exists(os.path.join(profile, "erasing")), "nothing is left half done")
        journey.quit()


if __name__ == "__main__":
    main()
