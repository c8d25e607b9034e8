# SPDX-License-Identifier: GPL-3.0-or-later
"""A demo hub of its own for one test program, a small client, and TAP."""

import atexit
import base64
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

PASSWORD = "loket-demo"


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)

    def lines(self):
        return [json.loads(line) for line in self.body.decode().split("\n") if line]

    def problem(self):
        """The problem's code, None where it is none."""
        if self.headers.get("Content-Type") != "application/problem+json":
            return None
        return self.json()["type"].rsplit(":", 1)[1]


def digest(body):
    return "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"


class Hub:
    """A hub in a folder that goes away with the program."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="loket-hub-")
        self.data = os.path.join(self.folder, "hub")
        self.port_file = os.path.join(self.folder, "port")
        self.process = None
        atexit.register(self.close)
        self.command("init", "--data", self.data, "--demo")
        self.context = ssl.create_default_context(cafile=os.path.join(self.data, "tls", "ca.pem"))
        self.start()

    def command(self, *arguments, stdin=None, check=True):
        return subprocess.run([self.program, *arguments], input=stdin, capture_output=True,
                              text=True, check=check, timeout=60)

    def start(self, *options):
        self.process = subprocess.Popen([self.program, "serve", "--data", self.data, "--listen",
                                         "127.0.0.1:0", "--port-file", self.port_file, *options],
                                        stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()  # "Serving …", after the port file is there
        with open(self.port_file, encoding="ascii") as file:
            self.port = int(file.read())

    def stop(self):
        """Ends serving; tells the exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process = None
        return status

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self):
        """A TLS connection for raw bytes."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return self.context.wrap_socket(plain, server_hostname="127.0.0.1")

    def raw(self, data, end=False):
        """Sends bytes, reads until the hub closes or has answered once."""
        with self.connect() as tls:
            tls.sendall(data)
            return read_answer(tls)


def read_answer(tls):
    """The first answer on a connection as (status, headers, body); None where it was closed."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = tls.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        headers[name] = value
    while len(body) < int(headers.get("Content-Length", "0")):
        more = tls.recv(65536)
        if not more:
            break
        body += more
    return Answer(int(lines[0].split(" ")[1]), headers, body)


class Client:
    """Somebody who talks to a hub, signed in or not."""

    def __init__(self, hub, username=None):
        self.hub = hub
        self.connection = None
        self.token = None
        self.refresh_token = None
        self.epoch = None
        self.device = str(uuid.uuid4())
        if username is not None:
            answer = self.sign_in(username)
            assert answer.status == 200, answer.body

    def sign_in(self, username, password=PASSWORD):
        answer = self.request("POST", "/auth/sign-in", {
            "username": username, "password": password, "deviceId": self.device,
            "deviceName": "test"})
        if answer.status == 200:
            self.take_tokens(answer)
        return answer

    def take_tokens(self, answer):
        self.token = answer.json()["accessToken"]
        self.refresh_token = answer.json()["refreshToken"]
        self.epoch = answer.headers["Sync-Epoch"]

    def request(self, method, path, body=None, headers=None):
        sent = {}
        if body is not None:
            if not isinstance(body, bytes):
                body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
            sent["Content-Digest"] = digest(body)
        if self.token is not None:
            sent["Authorization"] = "Bearer " + self.token
        if self.epoch is not None:
            sent["Sync-Epoch"] = self.epoch
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        if self.connection is None:
            self.connection = http.client.HTTPSConnection("127.0.0.1", self.hub.port, timeout=30,
                                                          context=self.hub.context)
        try:
            self.connection.request(method, "/api/v1" + path, body, sent)
            answer = self.connection.getresponse()
        except OSError:
            self.connection = None
            raise
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def head(self, method, path, *lines):
        """A request without a body as raw bytes."""
        return "\r\n".join([f"{method} /api/v1{path} HTTP/1.1", "Host: localhost",
                            "Authorization: Bearer " + self.token, *lines, "", ""]).encode()

    def scopes(self):
        return [scope["id"] for scope in self.request("GET", "/session").json()["scopes"]]

    def complaints(self, scope):
        answer = self.request("GET", "/sync/snapshot?scope=" + scope + "&limit=2000")
        assert answer.status == 200, answer.body
        return answer.lines()[1:]

    def open_complaints(self, scope):
        return [one for one in self.complaints(scope) if one["status"] not in ("closed", "archived")]

    def make_reply(self, complaint, **changes):
        reply = {
            "schema": 1, "replyId": str(uuid.uuid4()), "complaintId": complaint["id"],
            "basedOn": {"substance": complaint["substance"]}, "prevReplyId": None,
            "kind": "answer", "outcome": "information", "visibility": "public",
            "text": "Laporan sudah kami periksa bersama petugas di lapangan dan kami catat untuk ditangani.", "attachments": [], "ack": None,
            "overrides": [], "deviceId": self.device, "composedAt": "2026-01-05T02:00:00Z"}
        reply.update(changes)
        return reply

    def put_reply(self, reply, **headers):
        return self.request("PUT", "/complaints/" + reply["complaintId"] + "/replies/" +
                            reply["replyId"], reply, headers)


class Tap:
    """Runs checks one after another and prints what came of them."""

    def __init__(self):
        self.n = 0
        self.n_failed = 0

    def run(self, name, function, *arguments):
        self.n += 1
        try:
            function(*arguments)
        except Exception:  # pylint: disable=broad-except
            self.n_failed += 1
            print(f"not ok {self.n} {name}")
            for line in traceback.format_exc().rstrip().split("\n"):
                print("# " + line)
        else:
            print(f"ok {self.n} {name}")
        sys.stdout.flush()

    def end(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.n_failed else 0)


def equal(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


def wait_until(check, seconds=10):
    """For what another process does in its own time."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
