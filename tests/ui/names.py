#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be focused or pressed has a name that says what it is.

Walks the accessibility tree of the sign-in page and of the desk with an open
complaint, a draft with findings and the list of replies on their way.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

# Names that GTK gives to what has none: the name of the class.
CLASS_NAMES = ("Gtk", "Adw", "Loket")

# GTK 4.8 gives every label and box an action, so roles tell what a control is.
CONTROL_ROLES = ("push button", "toggle button", "text", "password text", "list item",
                 "combo box", "check box", "menu item", "radio button")


def is_control(at, node):
    return at.role_of(node) in CONTROL_ROLES


def is_named(at, node):
    name = at.name_of(node).strip()
    if name.startswith(CLASS_NAMES) and " " not in name:
        return False
    return name != "" or at.read(node).strip() != ""


def describe(at, node):
    path = []
    while node is not None and len(path) < 6:
        path.append(f"{at.role_of(node)} “{at.name_of(node)[:30]}”")
        node = node.parent
    return " < ".join(path)


def look(journey, where):
    at = journey.at
    controls = [node for node in journey.tree.nodes()
                if at.is_visible(node) and is_control(at, node)]
    nameless = [describe(at, node) for node in controls if not is_named(at, node)]
    journey.check(len(controls) >= 5 and not nameless,
                  f"{len(controls)} controls, each with a name: {where}"
                  + "".join("\n# nameless: " + line for line in nameless))


def main():
    with Journey() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        look(journey, "the sign-in page")
        steps.sign_in(journey)
        steps.open_complaint(journey)
        steps.write(journey, steps.VAGUE)
        journey.tree.find(role="list item", name=journey.at.named(steps.VAGUE_FINDING))
        look(journey, "the desk with a complaint, a draft and a finding")
        journey.hub.stop()
        steps.write(journey, steps.GOOD)
        steps.choose_outcome(journey)
        journey.stage.key("ctrl+Return")
        journey.tree.find(role="list item", name=journey.at.named("Outbox, 1 complaint"))
        look(journey, "the desk with a reply on its way")
        journey.quit()


if __name__ == "__main__":
    main()
