# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that has so much room left and no more, then room is made: on a file
system of its own where one may be mounted, else by a limit on the size of files."""

import os
import resource
import shutil
import signal
import subprocess

from scenarios import SCENARIOS, Office, calls, run_case

TITLE = "a disk with so much room left"
LAYER = "L7"
SAMPLE = 5

SIZES = 128
PHASES = ("sign-in", "first-sync", "draft", "send", "deliver")
LARGE = "256m"


def room(number):
    """KiB, from 4 to 32,768."""
    return round(4 * 8192 ** (number / (SIZES - 1)))


def cases():
    return [{"name": f"{phase}-{number}", "phase": phase, "room": room(number)}
            for phase in PHASES for number in range(SIZES)]


def mount(folder, size):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "loket-faults", folder],
                          capture_output=True).returncode == 0


class Small(Office):
    """Its profile is on a file system of its own."""

    mounted = None

    def load(self, state):
        self.unmount()
        super().load(state)
        if state not in self.wanted or not self.may_mount:
            return
        folder = self.path("profile")
        os.makedirs(folder, exist_ok=True)
        kept = folder + ".kept"
        shutil.copytree(folder, kept)
        assert mount(folder, LARGE)
        self.mounted = folder
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        shutil.rmtree(kept)
        left = os.statvfs(folder)
        used = (left.f_blocks - left.f_bfree) * left.f_frsize // 1024
        self.resize(f"{used + self.room}k")

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.mounted], check=True)

    def unmount(self):
        if self.mounted is not None:
            subprocess.run(["umount", "-l", self.mounted], check=True)
            self.mounted = None


def start(place):
    global office
    office = Small.__new__(Small)
    office.wanted, office.may_mount = (), False
    office.__init__(place)
    probe = place.path("probe")
    os.mkdir(probe)
    office.may_mount = os.geteuid() == 0 and mount(probe, "64k")
    if office.may_mount:
        subprocess.run(["umount", probe], check=True)


def run(case):
    scenario = SCENARIOS[case["phase"]]
    office.wanted, office.room = (scenario.state,), case["room"]
    real = subprocess.run
    finish = scenario.finish

    def make_room(*words):
        if office.mounted is not None:
            office.resize(LARGE)
        subprocess.run = real
        finish(*words)

    def limited(command, **more):
        """The victim alone; everything else of a case has all the room."""
        if not office.may_mount and command[0] == office.place.loketctl and "preexec_fn" not in more:
            more["preexec_fn"] = limit
        return real(command, **more)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (case["room"] * 1024, resource.RLIM_INFINITY))

    if not office.may_mount:
        office.load(scenario.state)  # what is made once has all the room
    scenario.finish, subprocess.run = make_room, limited
    try:
        broken = calls(scenario, office) if "LOKET_CALLS_BREAK" in os.environ else {}
        return run_case(office, scenario, broken, False)
    finally:
        scenario.finish, subprocess.run = finish, real


def stop():
    if "office" in globals():
        office.unmount()
