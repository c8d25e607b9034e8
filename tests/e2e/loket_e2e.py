# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journeys share: a hub, an officer, and a report in TAP.

A journey runs the real programs on loopback, in a folder of its own, and looks
at nothing but what they print. Nothing is waited for by sleeping a fixed time.
"""

import json
import os
import re
import signal
import subprocess
import zipfile
from xml.etree import ElementTree

import loket_place
from loket_hub import PASSWORD, Hub  # noqa: F401  pylint: disable=unused-import
from loket_place import PATIENCE, Failure  # noqa: F401  pylint: disable=unused-import
from loket_tap import Tap, check, equal  # noqa: F401  pylint: disable=unused-import


class Place(loket_place.Place):
    """A folder with everything of one journey in it, and the programs it goes through."""

    def __init__(self):
        super().__init__("loket-e2e-")
        self.loketctl = os.environ["LOKETCTL"]
        self.server = os.environ["LOKET_SERVER"]
        self.exports = os.environ["LOKET_EXPORTS"]
        os.mkdir(os.path.join(self.root, "runtime"), 0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.root,
            "XDG_DATA_HOME": os.path.join(self.root, "data"),
            "XDG_CONFIG_HOME": os.path.join(self.root, "config"),
            "XDG_CACHE_HOME": os.path.join(self.root, "cache"),
            "XDG_RUNTIME_DIR": os.path.join(self.root, "runtime"),
            "LC_ALL": "C.UTF-8",
            "G_DEBUG": "fatal-warnings",
            "GSETTINGS_BACKEND": "memory",
            "GIO_USE_PROXY_RESOLVER": "dummy",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.environment[name] = os.environ[name]


class Officer:
    def __init__(self, place, name="petugas"):
        self.place = place
        self.name = name
        self.profile = place.path(name)
        self.key = place.path(name + ".key")

    def command(self, *words):
        return [self.place.loketctl, "--profile", self.profile, "--key-file", self.key, *words]

    def run(self, *words, text=None, status=0):
        return self.place.run(*self.command(*words), text=text, status=status)

    def json(self, *words, text=None, status=0):
        """The answer as JSON; options of every command may stand behind it."""
        return json.loads(self.run(*words, "--json", text=text, status=status).stdout)

    def sign_in(self, hub, ca=None, status=0):
        return self.run("sign-in", "--server", hub.url, "--username", self.name, "--password-stdin",
                        "--ca", ca or hub.ca, text=PASSWORD + "\n", status=status)

    def send(self, number, text, *options, status=0):
        return self.json("send", number, "--file", "-", "--outcome", "in_progress", *options, text=text,
                         status=status)

    def sync_until_done(self):
        return self.json("sync", "--wait", str(PATIENCE // 2))


def read_export(path, first="Tracking ID"):
    """An independent reading of an export: a dict for each row under the header."""
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        tree = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    header = None
    rows = []
    for row in tree.iter(ns + "row"):
        cells = {}
        for cell in row.iter(ns + "c"):
            column = re.match("[A-Z]+", cell.get("r")).group()
            value = "".join(t.text or "" for t in cell.iter(ns + "t"))
            number = cell.find(ns + "v")
            cells[column] = value or (number.text if number is not None else "")
        if header is not None:
            rows.append({name: cells.get(column, "") for column, name in header.items()})
        elif first in cells.values():
            header = cells
    return rows


def is_open(row):
    return not row["Status Laporan"].startswith(("Ditutup", "Diarsipkan"))


REPLY = ("Yth. Pelapor, petugas Bidang Bina Marga memeriksa lokasi yang Saudara laporkan dan mencatat "
         "kerusakannya. Perbaikan dikerjakan oleh regu pemeliharaan, dan hasilnya kami tulis di laporan ini. "
         "Nomor urut {}.")


def kill_after(command, environment, seconds):
    """Runs a command and kills it after a time, however far it came.

    Returns whether it was still running then."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def run(*journeys):
    """Runs each journey in a place of its own."""
    tap = Tap()
    for journey in journeys:
        place = Place()
        try:
            tap.run(journey.__doc__.strip(), journey, place)
        finally:
            place.close()
    tap.end()
