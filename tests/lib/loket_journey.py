# SPDX-License-Identifier: GPL-3.0-or-later
"""A journey through the application: hub, window, accessibility tree, TAP."""

import os
import shutil
import sys
import traceback

import loket_headless
from loket_headless import Loket, Stage
from loket_hub import Hub
from loket_place import PATIENCE, Failure, wait_for
from loket_tap import explain

# For the programs under test only: the accessibility library warns when a widget
# goes away while it is asked about, and must not end the journey by that.
PROGRAM_DEBUG = os.environ.pop("G_DEBUG", None)


def find_reason_to_skip():
    missing = loket_headless.missing_programs("Xvfb", "dbus-daemon", "xdotool")
    if missing:
        return "missing: " + ", ".join(missing)
    try:
        import pyatspi  # noqa: F401  pylint: disable=import-outside-toplevel,unused-import
    except ImportError:
        return "pyatspi is not installed"
    return None


class Journey:
    """Reports every step as a line of TAP and tells, when one fails, what the
    window said at that moment."""

    def __init__(self, width=1280, height=800):
        reason = find_reason_to_skip()
        if reason:
            loket_headless.skip(reason)
        self.width = width
        self.height = height
        self.count = 0
        self.stage = self.hub = self.app = self.at = self.tree = self.window = None
        self.tracking_id = None

    def __enter__(self):
        # What a login shell set must not decide which bus is asked.
        for name in ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY"):
            os.environ.pop(name, None)
        self.stage = Stage().__enter__()
        if PROGRAM_DEBUG is not None:
            self.stage.environment["G_DEBUG"] = PROGRAM_DEBUG
        self.prepare()
        self.hub = Hub(self.stage, program=os.environ["LOKET_SERVER"], demo=True).start()
        self.app = Loket(self.stage, os.environ["LOKET"], self.stage.path("profile"),
                         self.stage.path("key")).start()
        os.environ.update(self.stage.environment)
        import loket_at  # pylint: disable=import-outside-toplevel
        self.at = loket_at
        self.tree = loket_at.Tree(self.app.process.pid)
        self.window = self.stage.find_window()
        self.stage.resize(self.window, self.width, self.height)
        return self

    def prepare(self):
        """What a journey wants to have there before the programs are."""

    def __exit__(self, kind, error, trace):
        try:
            if kind is not None:
                self.fail(error, trace)
            else:
                print(f"1..{self.count}")
        finally:
            self.stage.__exit__(None, None, None)
        sys.exit(1 if kind is not None else 0)

    def fail(self, error, trace):
        print(f"not ok {self.count + 1} - {error}")
        explain("".join(traceback.format_exception(None, error, trace)))
        for name in ("loket.log", "hub.log"):
            path = self.stage.path(name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    for line in file.read().splitlines()[-20:]:
                        explain(f"{name}: {line}")
        keep = os.environ.get("LOKET_TEST_PICTURES")
        if keep and shutil.which("import"):
            path = os.path.join(keep, os.path.basename(sys.argv[0]) + ".png")
            self.stage.picture(path, self.width, self.height)
            print("# picture: " + path)
        print(f"1..{self.count + 1}")

    def ok(self, what):
        self.count += 1
        print(f"ok {self.count} - {what}", flush=True)

    def check(self, condition, what):
        if not condition:
            raise Failure("not so: " + what)
        self.ok(what)

    def wait(self, condition, what):
        return wait_for(condition, what)

    def restart(self):
        """Starts the application again on the same profile, after it ended."""
        self.app = Loket(self.stage, os.environ["LOKET"], self.stage.path("profile"),
                         self.stage.path("key")).start()
        self.tree = self.at.Tree(self.app.process.pid)
        self.window = self.stage.find_window()
        self.stage.resize(self.window, self.width, self.height)

    def quit(self):
        """Ends the application as a person does and looks at what it left."""
        self.stage.key("ctrl+q")
        status = self.app.process.wait(PATIENCE)
        self.check(status == 0, "the application ends well")
        said = self.app.complaints()
        self.check(not said, "and complained about nothing" + "".join("\n# " + line for line in said))
