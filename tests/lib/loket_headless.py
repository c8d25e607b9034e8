# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a bus and the application of Loket for a test or a picture."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from loket_place import Failure, Place, wait_for

SKIP = 77

# GTK 4.8 on a busy computer: a frame is drawn before a scroll bar in it was laid out
# again. The next frame is right.
TOOLKITS_OWN = re.compile("Trying to snapshot GtkGizmo .* without a current allocation")


def missing_programs(*names):
    return [name for name in names if shutil.which(name) is None]


def die_with_parent():
    """So that nothing is left, and keeps a pipe open, when a test is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Stage(Place):
    """A private X display and session bus; use as a context manager."""

    def __init__(self, width=1400, height=1000, accessible=True):
        self.width = width
        self.height = height
        self.accessible = accessible
        self.notifications = None
        super().__init__("loket-ui-")

    def __enter__(self):
        os.makedirs(self.path("run"), mode=0o700)
        os.makedirs(self.path("config", "gtk-4.0"))
        with open(self.path("config", "gtk-4.0", "settings.ini"), "w", encoding="ascii") as file:
            file.write("[Settings]\ngtk-font-name=Cantarell 11\n"
                       "gtk-enable-animations=false\ngtk-cursor-blink=false\n")
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "DISPLAY",
                            "LC_ALL", "LANGUAGE", "AT_SPI_BUS_ADDRESS")
        }
        self.environment.update({
            "HOME": self.root,
            "XDG_RUNTIME_DIR": self.path("run"),
            "XDG_CONFIG_HOME": self.path("config"),
            "XDG_DATA_HOME": self.path("data"),
            "XDG_CACHE_HOME": self.path("cache"),
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi" if self.accessible else "none",
            "GSETTINGS_BACKEND": "memory",
            "GIO_USE_PROXY_RESOLVER": "dummy",
            "GTK_USE_PORTAL": "0",
            "NO_AT_BRIDGE": "0",
            "LANG": "C.UTF-8",
        })
        self._start_display()
        self._start_bus()
        self._start_desktop()
        return self

    def __exit__(self, *_):
        self.close()

    def _start_display(self):
        read_end, write_end = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(write_end), "-screen", "0",
                    f"{self.width}x{self.height}x24", "-nolisten", "tcp", "-noreset"],
                   pass_fds=(write_end,), stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as file:
            number = file.readline().strip()
        if not number:
            raise Failure("Xvfb did not start")
        self.environment["DISPLAY"] = ":" + number

    def _start_bus(self):
        process = self.spawn(["dbus-daemon", "--session", "--nofork", "--nopidfile",
                              "--print-address=1"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        address = process.stdout.readline().decode().strip()
        if not address:
            raise Failure("the session bus did not start")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def _start_desktop(self):
        """In office hours the application reminds, and nobody to show that would be a
        warning. What is shown is written down. Python of the system, which knows GLib."""
        self.notifications = self.path("notifications")
        desktop = os.path.join(os.path.dirname(os.path.abspath(__file__)), "notification_desktop.py")
        self.spawn(["/usr/bin/python3", desktop, self.notifications])
        wait_for(lambda: os.path.exists(self.notifications), "a desktop for notifications")

    def spawn(self, command, environment=None, **options):
        return super().spawn(command, environment, preexec_fn=die_with_parent, **options)

    def speak(self, language):
        """Makes programs started from now on speak a language: id or en."""
        if language == "en":
            self.environment.update({"LANG": "C.UTF-8", "LANGUAGE": "en"})
            return
        folder = self.path("locale")
        os.makedirs(folder, exist_ok=True)
        # localedef ends with 1 for warnings alone, so the result is looked at.
        subprocess.run(["localedef", "-i", "id_ID", "-f", "UTF-8",
                        os.path.join(folder, "id_ID.UTF-8")], env=self.environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not os.path.isdir(os.path.join(folder, "id_ID.UTF-8")):
            raise Failure("the Indonesian locale cannot be made: is `locales` installed?")
        self.environment.update({"LOCPATH": folder, "LANG": "id_ID.UTF-8",
                                 "LANGUAGE": language})

    # --- the window -----------------------------------------------------------

    def find_window(self):
        def look():
            done = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "loket"],
                                  env=self.environment, capture_output=True, encoding="ascii",
                                  check=False)
            return done.stdout.split()[:1]
        return wait_for(look, "the window of Loket")[0]

    def focus_other_window(self, window):
        """Nobody manages the windows of the stage: a new one is given the keyboard."""
        def look():
            found = self.run("xdotool", "search", "--onlyvisible", "--class", "loket").stdout.split()
            return [other for other in found if other != window][-1:]
        self.run("xdotool", "windowfocus", "--sync", wait_for(look, "another window")[0])

    def resize(self, window, width, height):
        """Asked again until it is so: a window that has just come sets its own size once more."""
        def is_done():
            self.run("xdotool", "windowsize", window, str(width), str(height))
            shell = self.run("xdotool", "getwindowgeometry", "--shell", window).stdout
            return f"WIDTH={width}\n" in shell and f"HEIGHT={height}\n" in shell
        wait_for(is_done, "the window's new size")
        self.run("xdotool", "windowfocus", window)

    def key(self, *keys):
        self.run("xdotool", "key", "--delay", "40", *keys)

    def type(self, text):
        self.run("xdotool", "type", "--delay", "15", text)

    def click(self, x, y):
        self.run("xdotool", "mousemove", str(int(x)), str(int(y)), "click", "1")

    def picture(self, path, width, height):
        self.run("import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage", path)

    def settle(self):
        """Waits until four pictures in a row are the same."""
        def shoot():
            return subprocess.run(["import", "-window", "root", "rgb:-"], env=self.environment,
                                  capture_output=True, check=True).stdout
        seen = [b"", 0]

        def is_still():
            now = shoot()
            seen[1] = seen[1] + 1 if now == seen[0] else 0
            seen[0] = now
            time.sleep(0.3)
            return seen[1] >= 3
        wait_for(is_still, "the picture to stand still")


class Loket:
    """The application on a stage."""

    def __init__(self, stage, program, profile, key_file=None, log=None):
        self.stage = stage
        self.program = program
        self.profile = profile
        self.key_file = key_file
        self.log = log or stage.path("loket.log")
        self.process = None

    def start(self):
        build = os.path.abspath(os.path.join(os.path.dirname(self.program), "..", ".."))
        if os.path.isfile(os.path.join(build, "data", "gschemas.compiled")):
            self.stage.environment["GSETTINGS_SCHEMA_DIR"] = os.path.join(build, "data")
            self.stage.environment["LOKET_LOCALEDIR"] = os.path.join(build, "po")
        command = [self.program, "--profile", self.profile]
        if self.key_file is not None:
            command += ["--key-file", self.key_file]
        with open(self.log, "ab") as log:
            self.process = self.stage.spawn(command, stdout=log, stderr=log)
        return self

    def complaints(self):
        """What the application said on standard error that it should not say."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return [line for line in file.read().splitlines()
                    if ("WARNING" in line or "CRITICAL" in line or "ERROR" in line)
                    and not TOOLKITS_OWN.search(line)]


def skip(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(SKIP)
