#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reminder is clicked while nothing runs: the bus starts the application, and
it opens with that complaint.
"""

import hashlib
import os
import sqlite3
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

APP_ID = "io.github.loket_pengaduan.Loket"


def install_service(journey, name):
    """As the package does, for the profile of the journey."""
    folder = journey.stage.path("data", "dbus-1", "services")
    os.makedirs(folder)
    with open(os.path.join(folder, name + ".service"), "w", encoding="utf-8") as file:
        file.write(f"[D-BUS Service]\nName={name}\nExec={os.environ['LOKET']} "
                   f"--gapplication-service --profile {journey.stage.path('profile')} "
                   f"--key-file {journey.stage.path('key')}\n")


def last_of_the_queue(journey):
    with sqlite3.connect(journey.stage.path("profile", "cache.db")) as cache:
        return cache.execute("SELECT id, tracking_id FROM complaint WHERE settled = 0 "
                             "ORDER BY due DESC LIMIT 1").fetchone()


def main():
    with Journey() as journey:
        from gi.repository import Gio, GLib  # pylint: disable=import-outside-toplevel

        steps.sign_in(journey)
        journey.tree.find(role="push button", name=journey.at.named("Connected"))
        journey.stage.key("ctrl+q")
        journey.app.process.wait(30)
        complaint, number = last_of_the_queue(journey)

        profile = os.path.realpath(journey.stage.path("profile"))
        name = APP_ID + ".P" + hashlib.sha256(profile.encode()).hexdigest()[:16]
        install_service(journey, name)
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

        def ask_bus(method, arguments, answer):
            return bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", method, arguments,
                                 GLib.VariantType(answer) if answer else None, 0, -1, None)

        ask_bus("ReloadConfig", None, None)
        bus.call_sync(name, "/" + name.replace(".", "/"), "org.freedesktop.Application",
                      "ActivateAction",
                      GLib.Variant("(sava{sv})", ("open-complaint",
                                                  [GLib.Variant("s", complaint)], {})),
                      None, 0, -1, None)
        process, = ask_bus("GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)), "(u)")
        journey.tree = journey.at.Tree(process)
        journey.window = journey.stage.find_window()
        journey.stage.resize(journey.window, journey.width, journey.height)
        journey.tree.find(role="frame", name=journey.at.named("#" + number))
        journey.ok("a click while nothing runs opens the complaint")

        journey.stage.key("ctrl+q")
        journey.wait(lambda: not ask_bus("NameHasOwner", GLib.Variant("(s)", (name,)), "(b)")[0],
                     "the application to end")
        journey.ok("and the application ends as otherwise")


if __name__ == "__main__":
    main()
