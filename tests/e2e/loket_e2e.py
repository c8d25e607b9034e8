# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journeys share: a hub, an officer, and a report in TAP.

A journey runs the real programs on loopback, in a folder of its own, and looks
at nothing but what they print. Nothing is waited for by sleeping a fixed time.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from xml.etree import ElementTree

PASSWORD = "rahasia-sekali"
PATIENCE = 60  # seconds until a step that should take one counts as stuck


class Failure(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failure(message)


def equal(found, wanted, message):
    check(found == wanted, f"{message}: wanted {wanted!r}, found {found!r}")


class Place:
    """A folder with everything of one journey in it."""

    def __init__(self):
        self.loketctl = os.environ["LOKETCTL"]
        self.server = os.environ["LOKET_SERVER"]
        self.exports = os.environ["LOKET_EXPORTS"]
        self.root = tempfile.mkdtemp(prefix="loket-e2e-")
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
        self.running = []

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def run(self, command, text=None, status=0):
        done = subprocess.run(command, input=text, env=self.environment, capture_output=True,
                              encoding="utf-8", timeout=PATIENCE)
        if status is not None and done.returncode != status:
            raise Failure(f"{' '.join(command[:4])}… ended with {done.returncode}, not {status}:\n"
                          f"{done.stdout}{done.stderr}")
        return done

    def close(self):
        for process in self.running:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.root, ignore_errors=True)


class Hub:
    def __init__(self, place, name="hub"):
        self.place = place
        self.data = place.path(name)
        self.port = 0
        self.process = None
        place.run([place.server, "init", "--data", self.data])

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca(self):
        return os.path.join(self.data, "tls", "ca.pem")

    def load(self, name, *options):
        path = os.path.join(self.place.exports, name)
        return self.place.run([self.place.server, "import", path, "--data", self.data, *options]).stdout

    def add_user(self, name, agency):
        self.place.run([self.place.server, "user", "add", name, "--role", "officer", "--agency", agency,
                        "--password-stdin", "--data", self.data], text=PASSWORD + "\n")

    def change(self, act, number, *options):
        """Something happens to a complaint at the hub."""
        self.place.run([self.place.server, "complaint", act, number, "--data", self.data, *options])

    def give(self, what, text, *options):
        """An agency gives its officers `checks` or `templates`."""
        path = self.place.path(what)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return self.place.run([self.place.server, what, "import", path, "--data", self.data, *options]).stdout

    def start(self):
        """Serves on the port of the first time, so that the account's address stays."""
        port_file = self.place.path("port")
        if os.path.exists(port_file):
            os.unlink(port_file)
        log = open(self.place.path("hub.log"), "ab")
        self.process = subprocess.Popen(
            [self.place.server, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
             "--port-file", port_file], env=self.place.environment, stdout=log, stderr=log)
        log.close()
        self.place.running.append(self.process)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with open(port_file, encoding="ascii") as file:
                    text = file.read().strip()
                if text:
                    self.port = int(text)
                    return
            except FileNotFoundError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.place.path("hub.log"), encoding="utf-8", errors="replace") as file:
                    raise Failure("the hub did not start:\n" + file.read()[-2000:])
            time.sleep(0.01)

    def stop(self):
        self.process.terminate()
        check(self.process.wait(PATIENCE) is not None, "the hub does not end")

    def replies(self):
        out = self.place.run([self.place.server, "replies", "--data", self.data, "--json"]).stdout
        return [json.loads(line) for line in out.splitlines() if line]


class Officer:
    def __init__(self, place, name="petugas"):
        self.place = place
        self.name = name
        self.profile = place.path(name)
        self.key = place.path(name + ".key")

    def command(self, *words):
        return [self.place.loketctl, "--profile", self.profile, "--key-file", self.key, *words]

    def run(self, *words, text=None, status=0):
        return self.place.run(self.command(*words), text=text, status=status)

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


def main(*journeys):
    """Runs each journey in a place of its own and reports in TAP."""
    print(f"1..{len(journeys)}", flush=True)
    failed = False
    for number, journey in enumerate(journeys, 1):
        place = Place()
        try:
            journey(place)
            print(f"ok {number} - {journey.__doc__.strip()}", flush=True)
        except Exception as error:  # a journey may fail in any way; the next one still runs
            failed = True
            detail = str(error) if isinstance(error, Failure) else traceback.format_exc()
            for line in detail.splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {journey.__doc__.strip()}", flush=True)
        finally:
            place.close()
    return 1 if failed else 0


def run(*journeys):
    sys.exit(main(*journeys))
