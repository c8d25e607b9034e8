# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who talks to a hub over HTTPS, without any code of Loket."""

import base64
import hashlib
import http.client
import json
import uuid

DEMO_PASSWORD = "loket-demo"


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


class Lines:
    """What a connection says; its end among the headers is no end of them."""

    def __init__(self, file):
        self.file = file

    def __getattr__(self, name):
        return getattr(self.file, name)

    def readline(self, *words):
        line = self.file.readline(*words)
        if not line.endswith(b"\n"):
            raise ConnectionResetError("the answer ended among its headers")
        return line


class Response(http.client.HTTPResponse):
    def __init__(self, *words, **more):
        super().__init__(*words, **more)
        self.fp = Lines(self.fp)


class Connection(http.client.HTTPSConnection):
    response_class = Response


class Client:
    """Somebody who talks to a hub, signed in or not."""

    def __init__(self, hub, username=None, password=DEMO_PASSWORD, port=None):
        """@port: of somebody between, in the hub's place."""
        self.hub = hub
        self.port = port
        self.connection = None
        self.token = None
        self.refresh_token = None
        self.epoch = None
        self.device = str(uuid.uuid4())
        if username is not None:
            answer = self.sign_in(username, password)
            assert answer.status == 200, answer.body

    def sign_in(self, username, password=DEMO_PASSWORD):
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

    def connect(self, patience=30):
        """Another connection, with so many seconds for each answer."""
        self.disconnect()
        self.connection = Connection("127.0.0.1", self.port or self.hub.port, timeout=patience,
                                     context=self.hub.context)

    def disconnect(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

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
            self.connect()
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
            "text": "Laporan sudah kami periksa bersama petugas di lapangan dan kami catat untuk ditangani.",
            "attachments": [], "ack": None,
            "overrides": [], "deviceId": self.device, "composedAt": "2026-01-05T02:00:00Z"}
        reply.update(changes)
        return reply

    def put_reply(self, reply, **headers):
        return self.request("PUT", "/complaints/" + reply["complaintId"] + "/replies/" +
                            reply["replyId"], reply, headers)
