#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of reminders and the preferences, over the accessibility bus.

What was told is put into the account's file beforehand, so that the list holds
something at any hour and on any day.
"""

import calendar
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_place import Failure  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

N_TOLD = 3
QUIET_DAY = "quiet-hours=true\nquiet-hours-from=0\nquiet-hours-to=1439\n"


def tell(profile):
    """Writes down that the officer was reminded of complaints that are overdue."""
    clocks = {1: "response", 2: "follow-up", 3: "settlement"}
    with sqlite3.connect(os.path.join(profile, "cache.db")) as cache:
        rows = cache.execute(
            "SELECT id, tracking_id, clock, due FROM complaint "
            "WHERE settled = 0 AND due < ? ORDER BY due LIMIT ?",
            (calendar.timegm(time.gmtime()), N_TOLD)).fetchall()
    with sqlite3.connect(os.path.join(profile, "user.db")) as user:
        for number, row in enumerate(rows):
            user.execute("INSERT INTO reminder (key, complaint_id, notice, told_at) "
                         "VALUES (?, ?, NULL, ?)",
                         (f"{row[0]} {clocks[row[2]]} breach {row[3]}", row[0],
                          calendar.timegm(time.gmtime()) - 60 * number))
    return [row[1] for row in rows]


class QuietJourney(Journey):
    """Of an officer whose day is quiet: in office hours there would be as many
    reminders as complaints are due by then."""

    def prepare(self):
        folder = self.stage.path("config", "glib-2.0", "settings")
        os.makedirs(folder)
        with open(os.path.join(folder, "keyfile"), "w", encoding="ascii") as file:
            file.write("[io/github/loket_pengaduan/Loket]\n" + QUIET_DAY)
        self.stage.environment["GSETTINGS_BACKEND"] = "keyfile"


def restart(journey):
    journey.stage.key("ctrl+q")
    journey.app.process.wait(30)
    numbers = tell(journey.stage.path("profile"))
    journey.restart()
    journey.tree.find(role="frame", name=journey.at.named("To answer today"))
    return numbers


def use_list(journey, numbers):
    at, tree, stage = journey.at, journey.tree, journey.stage
    tree.find(name=at.named("3 reminders"))
    journey.ok("what was told before is counted")
    stage.key("ctrl+shift+r")
    tree.find(role="list item", name=at.named(f"#{numbers[0]} is overdue"))
    journey.ok("the list says what is overdue")
    at.press(tree.find(role="push button",
                       name=at.named(f"Remind me later: Complaint #{numbers[0]}")))
    tree.find(role="list item", name=at.named("Put off: comes again"))
    tree.find(name=at.named("2 reminders"))
    journey.ok("what is put off says when it comes again")
    at.press(tree.find(role="push button",
                       name=at.named(f"Take from the list: Complaint #{numbers[1]}")))
    tree.find(name=at.named("1 reminder"))
    journey.ok("what is dismissed goes")
    stage.key("Escape")


def use_preferences(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    open_preferences(journey)
    tree.find(name=at.named("Working hours"))
    journey.ok("the preferences open, with the working hours")
    switch = tree.find(role="check box", name=at.named("Quiet hours"))
    journey.wait(lambda: at.is_checked(switch), "the quiet hours to be on")
    change_quiet_hours(journey)
    stage.key("Escape")
    stage.run("xdotool", "windowfocus", "--sync", journey.window)


def change_quiet_hours(journey):
    """What is no time is told and changes nothing; what is one is kept."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    field = tree.find(role="text", name=at.named("From"))
    before = at.read(field)
    focus_first_time(journey)
    at.write(field, "25.99")
    stage.key("Return")
    tree.find(role="text", name=at.named("Not a time"))
    journey.ok("what is no time is told beside the field")
    reopen(journey)
    field = tree.find(role="text", name=at.named("From"))
    journey.check(at.read(field) == before, f"and the time before stays: {before}")
    focus_first_time(journey)
    at.write(field, "20.30")
    stage.key("Return")
    journey.wait(lambda: at.read(field) == "20:30", "the time in the usual form")
    reopen(journey)
    journey.check(at.read(tree.find(role="text", name=at.named("From"))) == "20:30",
                  "a time is kept")


def focus_first_time(journey):
    """With the keyboard, for a widget cannot be focused over the bus. A field of
    GTK 4.8 in a row does not tell that it has it; the switch before it does."""
    tree, stage = journey.tree, journey.stage
    for _ in range(20):
        before = tree.focused_item()
        stage.key("Tab")
        journey.wait(lambda: tree.focused_item() != before, "the next control")
        if before is not None and (before.role, before.name) == ("check box", "Quiet hours"):
            return
    raise Failure("the keyboard does not get to the quiet hours")


def open_preferences(journey):
    journey.stage.run("xdotool", "windowfocus", "--sync", journey.window)
    journey.stage.key("ctrl+comma")
    journey.tree.find(name=journey.at.named("Remind of deadlines"))
    journey.stage.focus_other_window(journey.window)


def reopen(journey):
    journey.stage.key("Escape")
    journey.tree.gone(name=journey.at.named("Remind of deadlines"))
    open_preferences(journey)


def main():
    with QuietJourney() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        journey.tree.find(role="push button", name=journey.at.named("Connected"))
        numbers = restart(journey)
        journey.check(len(numbers) == N_TOLD, "there are complaints to be reminded of")
        use_list(journey, numbers)
        use_preferences(journey)
        journey.quit()


if __name__ == "__main__":
    main()
