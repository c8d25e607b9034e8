# SPDX-License-Identifier: GPL-3.0-or-later
"""The real hub on loopback."""

import atexit
import functools
import json
import os
import socket
import ssl

from loket_client import read_answer
from loket_place import PATIENCE, Failure, Place, wait_for

PASSWORD = "rahasia-sekali"  # of the accounts that add_user() makes


class Hub:
    """A hub in a folder of @place; with @demo it has the invented region."""

    def __init__(self, place, name="hub", *, program=None, demo=False):
        self.place = place
        self.program = program or place.server
        self.data = place.path(name)
        self.port_file = place.path(os.path.basename(name) + ".port")
        self.log = place.path(os.path.basename(name) + ".log")
        self.port = 0
        self.process = None
        self.run("init", *(["--demo"] if demo else []))

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca(self):
        return os.path.join(self.data, "tls", "ca.pem")

    @functools.cached_property
    def context(self):
        """What a client trusts that trusts only this hub."""
        return ssl.create_default_context(cafile=self.ca)

    # Its commands, beside it or while it does not serve.

    def command(self, *words, text=None, status=0):
        return self.place.run(self.program, *words, text=text, status=status)

    def run(self, *words, text=None, status=0):
        """A command about this hub."""
        return self.command(*words, "--data", self.data, text=text, status=status)

    def load(self, name, *options):
        """Takes an export in: one of tests/data/exports by its name, or another by its path."""
        return self.run("import", os.path.join(os.environ.get("LOKET_EXPORTS", ""), name), *options).stdout

    def add_user(self, name, agency, password=PASSWORD):
        self.run("user", "add", name, "--role", "officer", "--agency", agency, "--password-stdin",
                 text=password + "\n")

    def change(self, act, number, *options, status=0):
        """Something happens to a complaint at the hub."""
        return self.run("complaint", act, number, *options, status=status)

    def give(self, what, text, *options):
        """An agency gives its officers `checks` or `templates`."""
        path = self.place.path(what)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return self.run(what, "import", path, *options).stdout

    def add_message(self, number, text):
        """The reporter adds something to a complaint."""
        self.change("add-message", number, "--text", text)

    def replies(self):
        return [json.loads(line) for line in self.run("replies", "--json").stdout.splitlines() if line]

    # Serving.

    def start(self, *options, program=None, environment=(), aloud=False, keep_port=True):
        """Serves on the port of the first time, so that the address stays, unless told
        not to keep it; aloud, what it says on standard error is heard."""
        if os.path.exists(self.port_file):
            os.unlink(self.port_file)
        command = [program or self.program, "serve", "--data", self.data, "--listen",
                   f"127.0.0.1:{self.port if keep_port else 0}", "--port-file", self.port_file, *options]
        with open(self.log, "ab") as log:
            self.process = self.place.spawn(command, {**self.place.environment, **dict(environment)},
                                            stdout=log, stderr=None if aloud else log)
        self.port = int(wait_for(self._read_port, "the hub's port", PATIENCE))
        return self

    def _read_port(self):
        try:
            with open(self.port_file, encoding="ascii") as file:
                text = file.read().strip()
        except FileNotFoundError:
            text = ""
        if not text and self.process.poll() is not None:
            raise Failure("the hub ended at once:\n" + self.tell_log())
        return text

    def tell_log(self, characters=2000):
        """The end of what it said."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()[-characters:]

    @property
    def is_up(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """Ends serving; tells the exit status."""
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def kill(self):
        """It is gone at once, if it is not yet."""
        if self.is_up:
            self.process.kill()
        self.process.wait()

    # Talking to it without a client; see loket_client for one.

    def connect(self):
        """A TLS connection for raw bytes."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return self.context.wrap_socket(plain, server_hostname="127.0.0.1")

    def raw(self, data):
        """Sends bytes, reads until the hub closes or has answered once."""
        with self.connect() as tls:
            tls.sendall(data)
            return read_answer(tls)


class DemoHub(Hub):
    """A serving hub for one program of tests, in a folder that goes away with it."""

    def __init__(self, program):
        place = Place("loket-hub-", os.environ)
        atexit.register(place.close)
        super().__init__(place, program=program, demo=True)
        self.folder = place.root
        self.start()

    def start(self, *options, **more):
        # Others may be given the port while it is down: these tests run side by side.
        return super().start(*options, aloud=True, keep_port=False, **more)
