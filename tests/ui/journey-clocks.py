#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer asks why a deadline is what it is: by shortcut and by walking to
its chip with the keyboard alone, and hears name, time left and reason.
"""

import os
import sqlite3
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

CHIP = "Ombudsman watch: "
REASON = "60 calendar days from receipt on"


def clocks_of(journey):
    at = journey.at
    bar = journey.tree.find(role="panel", name=at.named("Clocks"))
    return [node for node in at.walk(bar) if at.role_of(node) == "push button" and
            node.description and not at.name_of(node).endswith(" stopped")]


def look_at_stopped(journey):
    at, tree = journey.at, journey.tree
    running = len(clocks_of(journey))
    button = tree.find(role="push button", name=at.named(" stopped"))
    n_stopped = int(at.name_of(button).split()[0])
    at.press(button)
    journey.wait(lambda: len(clocks_of(journey)) == running + n_stopped, "the stopped clocks")
    at.press(button)
    journey.wait(lambda: len(clocks_of(journey)) == running, "them to go")
    journey.ok("clocks that have stopped stand behind one button")


def look_at_chips(journey):
    at = journey.at
    chips = clocks_of(journey)
    names = [at.name_of(chip) for chip in chips]
    journey.check(len(names) >= 3 and all("Due " in name and "·" not in name for name in names),
                  "every clock is a button that says its name, what is left and when it is due")
    journey.check(all(" days from " in chip.description for chip in chips),
                  "and is described by how the deadline came about")


def starts_a_group(name):
    return ", 995" in name and name.startswith(("Overdue, ", "Today, ", "Tomorrow, ",
                                                "This week, ", "Later, "))


starts_a_group.__doc__ = "of a complaint that begins a group"


def look_at_groups(journey):
    tree = journey.tree
    tree.find(role="list item", name=starts_a_group)
    journey.ok("the queue is in parts, and the first row of a part says which")
    journey.stage.key("ctrl+1")
    tree.find(role="push button", name=journey.at.named("complaints are late"))
    journey.ok("above the plan of the day stands what is late already")


def first_in_order(journey, order):
    with sqlite3.connect(journey.stage.path("profile", "cache.db")) as cache:
        return cache.execute("SELECT tracking_id FROM complaint WHERE settled = 0 "
                             f"ORDER BY {order} LIMIT 1").fetchone()[0]


def change_order(journey):
    """By the menu, there and back."""
    at, tree = journey.at, journey.tree
    journey.stage.key(steps.ALL_OPEN)
    for entry, order in (("Newest first", "received_at DESC, tracking_id DESC"),
                         ("By deadline", "due_key, received_at, tracking_id")):
        at.open_menu(tree.find(role="push button", name=at.named("Order of the queue")))
        at.press(tree.find(name=at.named(entry), role="menu item"))
        first = first_in_order(journey, order)
        journey.wait(lambda: first in tree.find(role="list item", name=at.named(", 995")).name,
                     f"{first} at the top")
        journey.ok(f"the menu puts the queue in order: {entry}")


def top_of(journey, node):
    """How far below the window's upper edge it begins."""
    return node.queryComponent().getExtents(journey.at.pyatspi.WINDOW_COORDS).y


def explain_while_writing(journey):
    """The reply has the keyboard and its part of the window, so that the page has
    more to show than fits; the second time an explanation knows where it stood."""
    stage = journey.stage
    chip = clocks_of(journey)[0]
    before = top_of(journey, chip)
    for _ in range(2):
        stage.key("ctrl+j")
        journey.wait(lambda: journey.tree.focused_name() == "Reply", "the reply")
        stage.key("ctrl+e")
        journey.wait(lambda: journey.tree.focused_name() == "Copy the explanation", "the explanation")
        stage.settle()
        journey.check(top_of(journey, chip) == before, "the page stays where it is when a deadline is explained")
        stage.key("Escape")
        journey.wait(lambda: journey.tree.focused_name() == journey.at.name_of(chip), "the way back")


def explain_from_below(journey):
    """The page has been read on, and its clocks are above what is in view."""
    stage = journey.stage
    chip = clocks_of(journey)[0]
    before = top_of(journey, chip)
    # The wheel, over the middle of the page.
    stage.run("xdotool", "mousemove", "900", "300", "click", "--repeat", "9", "5", "mousemove", "100", "600")
    journey.wait(lambda: top_of(journey, chip) < 0, "the end of the page")
    stage.key("ctrl+j", "ctrl+e")
    journey.wait(lambda: journey.tree.focused_name() == "Copy the explanation", "the explanation")
    stage.settle()
    journey.check(0 < top_of(journey, chip) <= before, "a clock out of the view is scrolled to, then explained")
    stage.key("Escape")


def explain_by_shortcut(journey):
    tree, stage = journey.tree, journey.stage
    stage.key("ctrl+e")
    journey.wait(lambda: journey.tree.focused_name() == "Copy the explanation", "the explanation")
    tree.find(text=" working days from ")
    tree.find(text="Legal basis")
    journey.ok("a shortcut explains the most urgent deadline")
    stage.key("Return")
    copied = read_clipboard(journey)
    journey.check(" working days from " in copied and copied.count("\n") >= 3,
                  "it is copied with one key, to be pasted as text")


def read_clipboard(journey):
    """What lies in the clipboard: pasted into the reply, which is emptied again."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    text = tree.find(role="text", name=at.named("Reply"))
    stage.key("ctrl+j", "ctrl+v")
    journey.wait(lambda: text.queryText().characterCount > 0, "the pasted text")
    pasted = at.read(text)
    at.write(text, "")
    return pasted


def walk_to_a_chip(journey):
    tree, stage = journey.tree, journey.stage
    stage.key("ctrl+e")
    journey.wait(lambda: journey.tree.focused_name() == "Copy the explanation", "the explanation")
    stage.key("Escape")
    for _ in range(8):
        if journey.tree.focused_name().startswith(CHIP):
            break
        before = journey.tree.focused_name()
        stage.key("Tab")
        journey.wait(lambda: journey.tree.focused_name() != before, "the next one")
    journey.check(journey.tree.focused_name().startswith(CHIP), "Tab goes from clock to clock")
    stage.key("space")
    journey.wait(lambda: journey.tree.focused_name() == "Copy the explanation", "its explanation")
    tree.find(text=REASON)
    journey.ok("Space explains the one in focus")
    stage.key("Escape")
    journey.wait(lambda: journey.tree.focused_name().startswith(CHIP), "the way back")
    journey.ok("Escape goes back to it")


def main():
    with Journey() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        look_at_chips(journey)
        look_at_stopped(journey)
        explain_while_writing(journey)
        explain_from_below(journey)
        explain_by_shortcut(journey)
        walk_to_a_chip(journey)
        look_at_groups(journey)
        change_order(journey)
        journey.quit()


if __name__ == "__main__":
    main()
