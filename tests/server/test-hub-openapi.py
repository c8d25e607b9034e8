#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what a running hub really answers against docs/openapi.yaml: status,
headers and bodies, for good requests and bad ones. What the document has and
the hub has not, or the reverse, fails too."""

import gzip
import hashlib
import json
import os
import re
import select
import sys
import threading
import uuid

import jsonschema
import yaml

from loket_client import Client, digest, read_answer
from loket_hub import DemoHub
from loket_place import wait_for
from loket_tap import Tap, equal

AGENCY = "agency:131410"


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.root = yaml.safe_load(file)
        self.resolver = jsonschema.RefResolver("", self.root)
        self.operations = {}
        for path_name, item in self.root["paths"].items():
            for method, operation in item.items():
                if method != "parameters":
                    self.operations[operation["operationId"]] = (method.upper(), path_name, operation)
        self.seen = set()

    def follow(self, value):
        while "$ref" in value:
            value = self.resolver.resolve(value["$ref"])[1]
        return value

    def validate(self, schema, instance):
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema, resolver=self.resolver).validate(instance)

    def validate_request(self, name, body):
        content = self.operations[name][2]["requestBody"]["content"]["application/json"]
        self.validate(content["schema"], body)

    def validate_answer(self, response, answer):
        for header, described in response.get("headers", {}).items():
            described = self.follow(described)
            if header in answer.headers:
                self.validate(described["schema"], answer.headers[header])
            else:
                assert not described.get("required"), f"{header} is missing"
        if "content" not in response:
            equal(answer.body, b"")
            return
        content_type = answer.headers["Content-Type"]
        schema = response["content"][content_type]["schema"]
        if content_type == "text/event-stream":
            for line in answer.body.decode().split("\n"):
                if line.startswith("data: "):
                    self.validate(schema, json.loads(line[6:]))
            return
        if answer.status != 206:
            equal(answer.headers["Content-Digest"], digest(answer.body))
        equal(int(answer.headers["Content-Length"]), len(answer.body))
        if schema is True:
            return
        if content_type == "application/x-ndjson":
            for line in answer.lines():
                self.validate(schema, line)
        else:
            self.validate(schema, answer.json())
        if content_type == "application/problem+json":
            equal(answer.json()["status"], answer.status)

    def check(self, name, answer, status):
        """An operation's answer, against what the document says of that status."""
        equal((name, answer.status, answer.body[:200] if answer.status != status else b""),
              (name, status, b""))
        responses = self.operations[name][2]["responses"]
        assert str(status) in responses, f"{name} does not tell of {status}"
        self.validate_answer(self.follow(responses[str(status)]), answer)
        assert "Date" in answer.headers
        self.seen.add((name, status))


class World:
    def __init__(self, hub, document):
        self.document = document
        self.hub = hub
        self.client = Client(hub, "petugas")
        self.admin = Client(hub, "admin")
        self.stranger = Client(hub)
        self.open = self.client.open_complaints(AGENCY)

    def call(self, name, status, client=None, body=None, query="", headers=None, **parameters):
        """Calls an operation and checks the answer."""
        method, path, _ = self.document.operations[name]
        path = re.sub(r"\{(\w+)\}", lambda match: parameters[match.group(1)], path)
        answer = (client or self.client).request(method, path + query, body, headers)
        self.document.check(name, answer, status)
        return answer

    def call_well(self, name, status, body, **others):
        """The same with a body that the document allows."""
        self.document.validate_request(name, body)
        return self.call(name, status, body=body, **others)

    def reply(self, status, client=None, headers=None, complaint=None, **changes):
        complaint = complaint or self.open[-1]
        reply = self.client.make_reply(complaint, **changes)
        answer = self.call("putReply", status, client=client, body=reply, headers=headers,
                           complaintId=complaint["id"], replyId=reply["replyId"])
        return reply, answer


def bad_bodies(world, name, **parameters):
    """What every operation with a body refuses."""
    world.call(name, 400, body=b"{", **parameters)
    world.call(name, 400, body=b'{"a":1,"a":2}', **parameters)
    world.call(name, 400, body=b"{}", headers={"Content-Digest": digest(b"{ }")}, **parameters)
    world.call(name, 422, body=b'{"else":1}', **parameters)
    world.call(name, 415, body=b"{}", headers={"Content-Type": "text/plain"}, **parameters)
    world.call(name, 413, body=b"{" + b" " * 300000 + b"}", **parameters)
    world.client.connection = None
    world.stranger.connection = None


def bad_tokens(world, name, query="", **parameters):
    """What every operation but signing in refuses."""
    request = world.document.operations[name][2].get("requestBody")
    body = None if request is None else b"{}"
    kind = {} if request is None else {"Content-Type": list(request["content"])[0]}
    world.call(name, 401, client=world.stranger, query=query, body=body, headers=kind, **parameters)
    world.stranger.connection = None
    world.call(name, 401, client=world.stranger, query=query, body=body,
               headers=dict(kind, Authorization="Bearer " + "A" * 43), **parameters)
    world.stranger.connection = None
    world.call(name, 400, query=query, body=body, headers=dict(kind, Host="evil.example"), **parameters)
    world.client.connection = None


def test_table(document, hub):
    routes = json.loads(hub.command("routes").stdout)["routes"]
    equal({(route["name"], route["method"], route["path"]) for route in routes},
          {(name, method, "/api/v1" + path) for name, (method, path, _) in document.operations.items()})
    for name, (_, _, operation) in document.operations.items():
        limit = next(route["bodyLimit"] for route in routes if route["name"] == name)
        equal((name, limit > 0), (name, "requestBody" in operation))


def test_auth(world):
    body = {"username": "petugas2", "password": "loket-demo", "deviceId": str(uuid.uuid4()),
            "deviceName": "meja"}
    first = world.call_well("signIn", 200, body, client=world.stranger).json()
    world.call_well("signIn", 401, dict(body, password="salah-sekali"), client=world.stranger)
    world.call_well("signIn", 401, dict(body, username="tak-ada"), client=world.stranger)
    for _ in range(10):
        answer = world.stranger.request("POST", "/auth/sign-in", dict(body, username="tak-ada"))
        if answer.status == 429:
            break
    world.document.check("signIn", answer, 429)
    bad_bodies(world, "signIn")

    token = {"refreshToken": first["refreshToken"]}
    second = world.call_well("refresh", 200, token, client=world.stranger).json()
    world.call_well("refresh", 401, {"refreshToken": "A" * 43}, client=world.stranger)
    bad_bodies(world, "refresh")

    world.call_well("signOut", 204, {"refreshToken": second["refreshToken"]}, client=world.stranger)
    world.stranger.connection = None
    world.call_well("refresh", 401, {"refreshToken": second["refreshToken"]}, client=world.stranger)
    bad_bodies(world, "signOut")


def test_suspended(world):
    client = world.suspended = Client(world.hub, "petugas3")
    world.hub.run("user", "disable", "petugas3")
    body = {"username": "petugas3", "password": "loket-demo", "deviceId": str(uuid.uuid4()),
            "deviceName": "meja"}
    world.call_well("signIn", 403, body, client=world.stranger)
    world.call_well("refresh", 403, {"refreshToken": client.refresh_token}, client=world.stranger)
    world.call("getSession", 403, client=client)


def test_session(world):
    world.call("getSession", 200)
    world.call("getSession", 200, client=world.admin)
    world.call("getSession", 200, client=Client(world.hub, "pengawas"))
    bad_tokens(world, "getSession")


def test_rules(world):
    latest = world.call("getSession", 200).json()["rulesEdition"]
    rules = world.call("getRules", 200).json()
    equal((rules["latest"], [edition["number"] for edition in rules["editions"]]), (latest, [1]))
    assert rules["editions"][0]["holidays"].count("\n2026-") > 20
    assert "Clock=response" in rules["editions"][0]["policies"]
    equal(world.call("getRules", 200, query="?since=%d" % latest).json(),
          {"latest": latest, "editions": []})
    world.call("getRules", 200, client=world.admin, query="?since=0")
    world.call("getRules", 400, query="?since=first")
    world.call("getRules", 412, headers={"Sync-Epoch": "another"})
    world.call("getRules", 403, client=world.suspended)
    bad_tokens(world, "getRules")


def test_guidance(world):
    edition = world.call("getSession", 200).json()["guidanceEdition"]
    equal((edition > 0, world.call("getSession", 200, client=world.admin).json()["guidanceEdition"]), (True, 0))
    answer = world.call("getGuidance", 200)
    given = answer.json()
    equal((given["agency"], given["edition"]), (AGENCY.split(":")[1], edition))
    assert "Phones=" in given["checks"] and "version=1" in given["templates"], given
    world.call("getGuidance", 304, headers={"If-None-Match": answer.headers["ETag"]})
    world.call("getGuidance", 404, client=world.admin)
    world.hub.give("checks", "[Words]\nKnown=bronjong\n")
    equal(world.call("getGuidance", 200, client=world.admin).json(),
          {"schema": 1, "agency": "", "edition": edition + 1, "checks": "[Words]\nKnown=bronjong\n",
           "templates": ""})
    world.call("getGuidance", 412, headers={"Sync-Epoch": "another"})
    world.call("getGuidance", 403, client=world.suspended)
    bad_tokens(world, "getGuidance")


def test_snapshot(world):
    query = "?scope=" + AGENCY + "&limit=50"
    seen = set()
    cursor = ""
    states = set()
    while cursor is not None:
        page = world.call("getSnapshot", 200, query=query + ("&cursor=" + cursor if cursor else "")).lines()
        seen |= {line["id"] for line in page[1:]}
        states.add(page[0]["state"])
        cursor = page[0]["cursor"]
        equal(page[0]["hasMore"], cursor is not None)
    equal(len(seen), page[0]["total"])
    equal(len(states), 1)

    state = states.pop()
    world.call("getSnapshot", 404, query="?scope=agency:131412")
    world.call("getSnapshot", 400)
    world.call("getSnapshot", 400, query="?scope=" + AGENCY + "&limit=0")
    world.call("getSnapshot", 400, query="?scope=" + AGENCY + "&limit=2001")
    world.call("getSnapshot", 400, query=query + "&cursor=%25%25")
    world.call("getSnapshot", 400, query=query + "&cursor=" + state)
    world.call("getSnapshot", 410, query=query + "&cursor=" + state[:-4])
    world.call("getSnapshot", 412, query=query, headers={"Sync-Epoch": "another"})
    world.call("getSnapshot", 403, client=world.admin, query=query)
    bad_tokens(world, "getSnapshot", query)


def test_packed(world):
    """Packed for those who ask, the digest over what goes over the line."""
    query = "?scope=" + AGENCY + "&limit=50"
    plain = world.call("getSnapshot", 200, query=query)
    equal((plain.headers.get("Content-Encoding"), plain.headers["Vary"]), (None, "Accept-Encoding"))
    for accepted in ("gzip", "br, GZIP;q=0.5", "zstd, gzip"):
        answer = world.client.request("GET", "/sync/snapshot" + query, None, {"Accept-Encoding": accepted})
        equal(answer.headers["Content-Encoding"], "gzip")
        equal(answer.headers["Content-Digest"], digest(answer.body))
        equal(int(answer.headers["Content-Length"]), len(answer.body))
        equal(gzip.decompress(answer.body), plain.body)
        assert len(answer.body) * 2 < len(plain.body)
    for refused in ("", "br", "gzip;q=0", "identity", "x-gzip-x"):
        answer = world.call("getSnapshot", 200, query=query, headers={"Accept-Encoding": refused})
        equal((answer.headers.get("Content-Encoding"), answer.body), (None, plain.body))
    small = world.call("getGuidance", 200, client=world.admin, headers={"Accept-Encoding": "gzip"})
    assert len(small.body) < 1024 and "Content-Encoding" not in small.headers
    missing = world.call("getSnapshot", 404, query="?scope=agency:131412", headers={"Accept-Encoding": "gzip"})
    equal("Content-Encoding" in missing.headers, False)


def test_changes(world):
    head = world.call("getSnapshot", 200, query="?limit=1&scope=" + AGENCY).lines()[0]
    query = "?scope=" + AGENCY + "&since=" + head["state"]
    world.call("getChanges", 304, query=query)
    reply, _ = world.reply(201, complaint=world.open.pop())
    page = world.call("getChanges", 200, query=query).lines()
    equal([line["id"] for line in page[1:]], [reply["complaintId"]])
    equal(page[0]["oldState"], head["state"])
    world.call("getChanges", 304, query="?scope=" + AGENCY + "&since=" + page[0]["newState"])

    world.call("getChanges", 400, query="?scope=" + AGENCY)
    world.call("getChanges", 400, query="?scope=" + AGENCY + "&since=" + head["cursor"])
    world.call("getChanges", 410, query="?scope=" + AGENCY + "&since=" + head["state"][:-4])
    world.call("getChanges", 404, query="?scope=agency:131412&since=" + head["state"])
    world.call("getChanges", 412, query=query, headers={"Sync-Epoch": "another"})
    world.call("getChanges", 403, client=world.admin, query=query)
    bad_tokens(world, "getChanges", query)


def test_wait(world):
    """A change ends the waiting, of this process or of another; else its time."""
    head = world.call("getSnapshot", 200, query="?limit=1&scope=" + AGENCY).lines()[0]
    query = "?scope=" + AGENCY + "&since=" + head["state"]
    equal(world.call("getChanges", 304, query=query + "&wait=1").headers["ETag"], '"%s"' % head["state"])
    for wait in ("-1", "56", "x", ""):
        world.call("getChanges", 400, query=query + "&wait=" + wait)
    world.call("getChanges", 404, query="?scope=agency:131412&wait=5&since=" + head["state"])
    world.call("getChanges", 410, query="?scope=" + AGENCY + "&wait=5&since=" + head["state"][:-4])

    def wait_while(act):
        since = world.call("getSnapshot", 200, query="?limit=1&scope=" + AGENCY).lines()[0]["state"]
        found = []
        waiting = Client(world.hub, "petugas")
        thread = threading.Thread(target=lambda: found.append(waiting.request(
            "GET", "/sync/changes?wait=50&scope=" + AGENCY + "&since=" + since)))
        thread.start()
        act()
        thread.join(timeout=40)
        world.document.check("getChanges", found[0], 200)
        equal(len(found[0].lines()), 2)

    wait_while(lambda: world.reply(201, complaint=world.open.pop()))
    path = os.path.join(world.hub.folder, "satu.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Isi Laporan Awal,"
                   "ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan\n"
                   "9712345,3 Jan 2026,Pipa bocor,Sudah dua hari,131410,"
                   "Dinas Pekerjaan Umum dan Penataan Ruang,Proses\n")
    wait_while(lambda: world.hub.run("import", path))


def test_wait_limit(world):
    """One officer does not take all that may wait."""
    state = world.call("getSnapshot", 200, query="?limit=1&scope=" + AGENCY).lines()[0]["state"]
    path = "/sync/changes?wait=40&scope=" + AGENCY + "&since=" + state
    connections = [world.hub.connect() for _ in range(9)]
    for tls in connections:
        tls.sendall(world.client.head("GET", path))
    refused = select.select(connections, [], [], 30)[0]
    equal(len(refused), 1)
    answer = read_answer(refused[0])
    world.document.check("getChanges", answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    world.call("getChanges", 304, query="?scope=" + AGENCY + "&since=" + state)
    reply, _ = world.reply(201, complaint=world.open.pop())
    for tls in connections:
        if tls not in refused:
            equal([line["id"] for line in read_answer(tls).lines()[1:]], [reply["complaintId"]])
        tls.close()


def read_event(tls):
    """The next event of a stream as (id, data); comments and head are passed over."""
    text = b""
    while b"data: " not in text or not text.endswith(b"\n\n"):
        more = tls.recv(65536)
        assert more, "the stream ended"
        text += more
    lines = text.decode().split("\n")
    return (next(line[4:] for line in lines if line.startswith("id: ")),
            json.loads(next(line[6:] for line in lines if line.startswith("data: "))))


def test_events(world):
    first = world.call("getEvents", 200, query="?closeafter=state")
    assert b"\nevent: state\n" in first.body and first.body.startswith(b"retry: "), first.body
    equal("Content-Length" in first.headers, False)

    tls = world.hub.connect()
    tls.sendall(world.client.head("GET", "/sync/events"))
    known, states = read_event(tls)
    state = {one["scope"]: one["state"] for one in states["states"]}[AGENCY]
    world.call("getChanges", 304, query="?scope=" + AGENCY + "&since=" + state)

    world.reply(201, complaint=world.open.pop())
    moved, states = read_event(tls)
    assert moved != known
    page = world.call("getChanges", 200, query="?scope=" + AGENCY + "&since=" + state).lines()
    equal({one["scope"]: one["state"] for one in states["states"]}[AGENCY], page[0]["newState"])
    tls.close()

    # What is known is not told again: the stream waits for what follows.
    tls = world.hub.connect()
    tls.sendall(world.client.head("GET", "/sync/events?closeafter=state", "Last-Event-ID: " + moved))
    world.reply(201, complaint=world.open.pop())
    assert read_event(tls)[0] not in (known, moved)
    equal(tls.recv(100), b"")
    tls.close()

    world.call("getEvents", 400, query="?closeafter=never")
    world.call("getEvents", 403, client=world.admin)
    world.call("getEvents", 412, headers={"Sync-Epoch": "another"})
    bad_tokens(world, "getEvents", "?closeafter=state")


def test_events_limit(world):
    """One officer does not take all streams, and a closed one is free again."""
    streams = [world.hub.connect() for _ in range(8)]
    for tls in streams:
        tls.sendall(world.client.head("GET", "/sync/events"))
        read_event(tls)
    answer = world.call("getEvents", 503)
    assert int(answer.headers["Retry-After"]) > 0
    streams.pop().close()
    wait_for(lambda: world.client.request("GET", "/sync/events?closeafter=state").status == 200,
             "a stream for those who waited")
    for tls in streams:
        tls.close()


def test_events_suspended(world):
    """Who is suspended hears nothing more."""
    client = Client(world.hub, "petugas2")
    tls = world.hub.connect()
    tls.sendall(client.head("GET", "/sync/events"))
    read_event(tls)
    world.hub.run("user", "disable", "petugas2")
    world.reply(201, complaint=world.open.pop())
    equal(tls.recv(100), b"")
    tls.close()


def test_complaint(world):
    one = world.open[-1]
    answer = world.call("getComplaint", 200, complaintId=one["id"])
    equal(answer.json(), one)
    etag = answer.headers["ETag"]
    for known in (etag, "W/" + etag, '"0", ' + etag, "*"):
        again = world.call("getComplaint", 304, headers={"If-None-Match": known}, complaintId=one["id"])
        equal(again.headers["ETag"], etag)
    world.call("getComplaint", 200, headers={"If-None-Match": '"0"'}, complaintId=one["id"])
    world.call("getComplaint", 404, complaintId=str(uuid.uuid4()))
    world.call("getComplaint", 403, client=world.admin, complaintId=one["id"])
    world.call("getComplaint", 412, headers={"Sync-Epoch": "another"}, complaintId=one["id"])
    bad_tokens(world, "getComplaint", complaintId=one["id"])


def test_put_reply(world):
    complaint = world.open.pop()
    reply, first = world.reply(201, complaint=complaint)
    world.document.validate_request("putReply", reply)
    ids = {"complaintId": complaint["id"], "replyId": reply["replyId"]}
    equal(world.call("putReply", 200, body=reply, **ids).body, first.body)
    equal(world.call("putReply", 422, body=dict(reply, text="Lain."), **ids).problem(),
          "idempotency-mismatch")

    again = world.reply(409, complaint=complaint)[1]
    equal((again.problem(), again.json()["expected"]), ("out-of-order", reply["replyId"]))
    changed = world.reply(409, complaint=complaint, deviceId=str(uuid.uuid4()))[1]
    equal((changed.problem(), changed.json()["current"]["substance"]), ("complaint-changed", 2))
    closed = next(one for one in world.client.complaints(AGENCY) if one["status"] in ("closed", "archived"))
    equal(world.reply(409, complaint=closed)[1].problem(), "closed")

    for value in ("", "x", "e30", "a" * 2000, "%%%"):
        equal(world.reply(400, headers={"Recovered-Receipt": value})[1].problem(), "bad-request")

    equal(world.reply(412, headers={"Sync-Epoch": None})[1].problem(), "epoch-mismatch")
    world.reply(412, headers={"Sync-Epoch": "another"})
    world.reply(403, client=world.admin)
    world.reply(404, complaint={"id": str(uuid.uuid4()), "substance": 1})
    for change in ({"text": " "}, {"kind": "resolve"}, {"outcome": "fine"}, {"schema": 2},
                   {"attachments": [{}]}, {"deviceId": "meja"}, {"basedOn": {}},
                   {"basedOn": {"substance": 99}}, {"text": "x" * 20001}, {"replyId": str(uuid.uuid4())}):
        bad = dict(world.client.make_reply(world.open[-1]), **change)
        path_id = bad["replyId"] if "replyId" not in change else str(uuid.uuid4())
        world.call("putReply", 422, body=bad, complaintId=world.open[-1]["id"], replyId=path_id)
    bad_bodies(world, "putReply", complaintId=complaint["id"], replyId=str(uuid.uuid4()))
    bad_tokens(world, "putReply", complaintId=complaint["id"], replyId=str(uuid.uuid4()))


def test_batch(world):
    unknown = str(uuid.uuid4())
    ids = [world.open[-1]["id"], unknown, world.open[-2]["id"], unknown]
    lines = world.call_well("batchGetComplaints", 200, {"ids": ids}).lines()
    equal(lines[0], {"kind": "batch", "hasMore": False})
    equal([line.get("id", line.get("removed")) for line in lines[1:]], ids[:3])
    equal(lines[1], world.open[-1])
    world.call_well("batchGetComplaints", 200, {"ids": []})
    world.call_well("batchGetComplaints", 200, {"ids": [str(uuid.uuid4()) for _ in range(200)]})
    world.call("batchGetComplaints", 422, body={"ids": [str(uuid.uuid4()) for _ in range(201)]})
    world.call("batchGetComplaints", 422, body={"ids": ["meja"]})
    world.call("batchGetComplaints", 403, client=world.admin, body={"ids": []})
    world.call("batchGetComplaints", 412, headers={"Sync-Epoch": "another"}, body={"ids": []})
    bad_bodies(world, "batchGetComplaints")
    bad_tokens(world, "batchGetComplaints")


def test_claim(world):
    one = world.open[-1]
    before = world.call("getComplaint", 200, complaintId=one["id"]).json()
    claim = world.call("putClaim", 200, complaintId=one["id"]).json()
    again = world.call("putClaim", 200, complaintId=one["id"]).json()
    equal(again["officerId"], claim["officerId"])
    seen = world.call("getComplaint", 200, complaintId=one["id"]).json()
    equal((seen["claim"], seen["substance"]), (again, before["substance"]))
    assert seen["rev"] > before["rev"]

    colleague = Client(world.hub, "pimpinan")
    refused = world.call("putClaim", 409, client=colleague, complaintId=one["id"])
    equal((refused.problem(), refused.json()["claim"]), ("claimed", again))
    world.call("deleteClaim", 204, client=colleague, complaintId=one["id"])
    equal(world.call("getComplaint", 200, complaintId=one["id"]).json()["claim"], again)
    for _ in range(2):
        world.call("deleteClaim", 204, complaintId=one["id"])
    equal("claim" in world.call("getComplaint", 200, complaintId=one["id"]).json(), False)
    world.call("putClaim", 200, client=colleague, complaintId=one["id"])
    for name in ("putClaim", "deleteClaim"):
        world.call(name, 404, complaintId=str(uuid.uuid4()))
        world.call(name, 403, client=world.admin, complaintId=one["id"])
        world.call(name, 412, headers={"Sync-Epoch": "another"}, complaintId=one["id"])
        bad_tokens(world, name, complaintId=one["id"])


def test_return(world):
    one = world.open.pop()
    ids = {"complaintId": one["id"]}
    state = world.call("getSnapshot", 200, query="?limit=1&scope=" + AGENCY).lines()[0]["state"]
    body = {"reason": "Ruas ini jalan provinsi.", "proposedAgency": "131412",
            "basedOn": {"substance": one["substance"]}}
    changed = dict(body, basedOn={"substance": one["substance"] + 7})
    equal(world.call("returnComplaint", 409, body=changed, **ids).problem(), "complaint-changed")
    for _ in range(2):
        world.call_well("returnComplaint", 204, body, **ids)
    equal(world.call("returnComplaint", 409, body=dict(body, reason="Lain."), **ids).problem(), "reassigned")
    world.call("getComplaint", 404, **ids)
    page = world.call("getChanges", 200, query="?scope=" + AGENCY + "&since=" + state).lines()
    equal([(line["removed"], line["reason"]) for line in page[1:]], [(one["id"], "unassigned")])

    coordinator = Client(world.hub, "koordinator")
    queue = {each["id"]: each for each in coordinator.complaints("unassigned")}
    last = queue[one["id"]]["messages"][-1]
    equal((last["author"], queue[one["id"]]["agencyCode"]), ("system", None))
    assert "jalan provinsi" in last["text"] and "Diusulkan kepada" in last["text"], last

    world.call("returnComplaint", 422, body=dict(body, reason=" "), **ids)
    world.call("returnComplaint", 422, body={"reason": "x"}, **ids)
    closed = next(each for each in world.client.complaints(AGENCY) if each["status"] == "closed")
    equal(world.call("returnComplaint", 409, body=dict(body, basedOn={"substance": closed["substance"]}),
                     complaintId=closed["id"]).problem(), "closed")
    world.call("returnComplaint", 404, body=body, complaintId=str(uuid.uuid4()))
    world.call("returnComplaint", 403, client=world.admin, body=body, **ids)
    world.call("returnComplaint", 412, headers={"Sync-Epoch": "another"}, body=body, **ids)
    bad_bodies(world, "returnComplaint", **ids)
    bad_tokens(world, "returnComplaint", **ids)


def test_drafts(world):
    draft = {"id": str(uuid.uuid4()), "complaintId": world.open[-1]["id"], "text": "Sedang kami",
             "outcome": "in_progress", "substance": 1}
    ids = {"draftId": draft["id"]}
    new = {"headers": {"If-None-Match": "*"}}
    stored = world.call_well("putDraft", 201, draft, **new, **ids)
    equal((stored.headers["ETag"], stored.json()["rev"]), ('"1"', 1))
    equal(world.call_well("putDraft", 201, draft, **new, **ids).body, stored.body)
    equal(world.call("getDraft", 200, **ids).json(), stored.json())
    world.call("getDraft", 304, headers={"If-None-Match": '"1"'}, **ids)

    other = Client(world.hub, "petugas")
    second = dict(draft, text="Sedang kami periksa")
    equal(world.call("putDraft", 412, body=second, **new, **ids).problem(), "precondition-failed")
    world.call("putDraft", 200, client=other, body=second, headers={"If-Match": '"1"'}, **ids)
    third = dict(draft, text="Lain sama sekali")
    equal(world.call("putDraft", 412, body=third, headers={"If-Match": '"1"'}, **ids).problem(),
          "precondition-failed")
    listed = world.call("listDrafts", 200).json()["drafts"]
    equal([(one["id"], one["rev"], one["deviceId"]) for one in listed], [(draft["id"], 2, other.device)])

    for headers in ({}, {"If-Match": "1"}, {"If-Match": '"x"'}, {"If-Match": '"0"'}, {"If-Match": "*"},
                    {"If-Match": '"1"', "If-None-Match": "*"}):
        world.call("putDraft", 400, body=draft, headers=headers, **ids)
    world.call("putDraft", 422, body=dict(draft, id=str(uuid.uuid4())), **new, **ids)
    world.call("putDraft", 422, body=dict(draft, text="x" * 20001), **new, **ids)
    strange = dict(draft, id=str(uuid.uuid4()), complaintId=str(uuid.uuid4()))
    world.call("putDraft", 404, body=strange, **new, draftId=strange["id"])
    world.call("deleteDraft", 412, headers={"If-Match": '"1"'}, **ids)
    world.call("deleteDraft", 400, **ids)
    for _ in range(2):
        world.call("deleteDraft", 204, headers={"If-Match": '"2"'}, **ids)
    world.call("getDraft", 404, **ids)
    for name in ("putDraft", "getDraft", "deleteDraft"):
        body = draft if name == "putDraft" else None
        world.call(name, 403, client=world.admin, body=body, **ids)
        world.call(name, 412, headers={"Sync-Epoch": "another"}, body=body, **ids)
        bad_tokens(world, name, **ids)
    world.call("listDrafts", 403, client=world.admin)
    bad_tokens(world, "listDrafts")
    bad_bodies(world, "putDraft", **ids)


def test_device(world):
    ids = {"deviceId": world.client.device}
    report = {"version": "0.1.0", "pending": 2, "needsUser": 1, "oldestPendingAge": 100000}
    world.call_well("putDevice", 204, report, **ids)
    listed = world.hub.run("devices", "--json").stdout.strip().split("\n")
    first = json.loads(listed[0])
    equal((first["device_id"], first["officer"], first["pending"], first["stuck"]),
          (world.client.device, "petugas", 2, True))
    assert "STUCK" in world.hub.run("devices").stdout
    world.call_well("putDevice", 204, {"version": "0.1.0", "pending": 0, "oldestPendingAge": None}, **ids)
    assert "STUCK" not in world.hub.run("devices").stdout
    world.call("putDevice", 404, body=report, deviceId=str(uuid.uuid4()))
    world.call("putDevice", 422, body=dict(report, pending=-1), **ids)
    world.call_well("putDevice", 204, dict(report, uploads=[str(uuid.uuid4()) for _ in range(100)]), **ids)
    world.call("putDevice", 422, body=dict(report, uploads=[str(uuid.uuid4()) for _ in range(101)]), **ids)
    world.call("putDevice", 413, body=b" " * 8193, **ids)
    world.client.connection = None
    bad_bodies(world, "putDevice", **ids)
    bad_tokens(world, "putDevice", **ids)


def test_verdicts(world):
    complaint = world.open.pop()
    reply, answer = world.reply(201, complaint=complaint)
    ids = {"complaintId": complaint["id"], "replyId": reply["replyId"]}
    verdict = world.call("getReply", 200, **ids).json()
    equal(verdict["receipt"], answer.json())
    unknown = str(uuid.uuid4())
    world.call("getReply", 404, complaintId=complaint["id"], replyId=unknown)
    world.call("getReply", 404, complaintId=world.open[-1]["id"], replyId=reply["replyId"])
    world.call("getReply", 403, client=world.admin, **ids)
    world.call("getReply", 412, headers={"Sync-Epoch": "another"}, **ids)
    bad_tokens(world, "getReply", **ids)

    refused = world.call("deleteReply", 409, **ids)
    equal((refused.problem(), refused.json()["receipt"]), ("already-accepted", answer.json()))
    revoked = world.client.make_reply(world.open[-1])
    gone = {"complaintId": revoked["complaintId"], "replyId": revoked["replyId"]}
    world.call("deleteReply", 204, **gone)
    world.client.connection = None
    world.call("deleteReply", 204, **gone)
    world.client.connection = None
    equal(world.call("putReply", 410, body=revoked, **gone).problem(), "revoked")
    equal(world.call("getReply", 200, **gone).json()["state"], "revoked")
    world.call("deleteReply", 404, complaintId=world.open[-1]["id"], replyId=reply["replyId"])
    for _ in range(2):
        world.call("deleteReply", 204, complaintId=str(uuid.uuid4()), replyId=str(uuid.UUID(int=7)))
    world.call("deleteReply", 403, client=world.admin, **gone)
    world.call("deleteReply", 412, headers={"Sync-Epoch": "another"}, **gone)
    bad_tokens(world, "deleteReply", **gone)

    asked = [reply["replyId"], revoked["replyId"], unknown]
    verdicts = world.call_well("getReplyStatuses", 200, {"ids": asked}).json()["replies"]
    equal([one["id"] for one in verdicts], asked)
    equal([one["state"] for one in verdicts], ["accepted", "revoked", "unknown"])
    world.call_well("getReplyStatuses", 200, {"ids": []})
    world.call_well("getReplyStatuses", 200, {"ids": [str(uuid.uuid4()) for _ in range(500)]})
    world.call("getReplyStatuses", 422, body={"ids": [str(uuid.uuid4()) for _ in range(501)]})
    world.call("getReplyStatuses", 422, body={"ids": ["meja"]})
    world.call("getReplyStatuses", 403, client=world.admin, body={"ids": []})
    world.call("getReplyStatuses", 412, headers={"Sync-Epoch": "another"}, body={"ids": []})
    bad_bodies(world, "getReplyStatuses")
    bad_tokens(world, "getReplyStatuses")


def test_files(world):
    """An upload in two pieces, the reply that carries it, and the file of it."""
    file = b"Lampu sudah diganti.\n" * 100
    sha = hashlib.sha256(file).hexdigest()
    ids = {"uploadId": str(uuid.uuid4())}
    announced = {"Idempotency-Key": '"%s"' % ids["uploadId"], "Upload-Complete": "?0",
                 "Upload-Length": str(len(file)), "Repr-Digest": digest(file)}
    world.call("createUpload", 400, headers=dict(announced, **{"Idempotency-Key": "x"}))
    world.call("createUpload", 413, headers=dict(announced, **{"Upload-Length": "10485761"}))
    world.call("createUpload", 201, headers=announced)
    world.call("createUpload", 200, headers=announced)
    world.call("createUpload", 422, headers=dict(announced, **{"Upload-Length": "7"}))
    world.call("createUpload", 403, client=world.admin, headers=announced)
    world.call("createUpload", 412, headers=dict(announced, **{"Sync-Epoch": "another"}))
    bad_tokens(world, "createUpload")

    def piece(status, at, data, last, **changes):
        sent = {"Content-Type": "application/partial-upload", "Upload-Offset": str(at),
                "Upload-Complete": last}
        answer = world.call("patchUpload", status, body=data, headers=dict(sent, **changes), **ids)
        world.client.connection = None
        return answer
    piece(204, 0, file[:1000], "?0")
    piece(409, 0, file[:1000], "?0")
    piece(415, 1000, file[1000:], "?1", **{"Content-Type": "text/plain"})
    piece(413, 1000, file, "?0")
    piece(422, 1000, file[1000:1500], "?1")
    piece(400, 1000, file[1000:], "?1", **{"Content-Digest": digest(b"")})
    piece(412, 1000, file[1000:], "?1", **{"Sync-Epoch": "another"})
    world.call("headUpload", 204, **ids)
    piece(204, 1000, file[1000:], "?1")
    bad_tokens(world, "patchUpload", **ids)
    world.call("headUpload", 404, uploadId=str(uuid.uuid4()))
    world.call("headUpload", 412, headers={"Sync-Epoch": "another"}, **ids)
    bad_tokens(world, "headUpload", **ids)

    one = {"uploadId": ids["uploadId"], "sha256": sha, "size": len(file), "name": "catatan.txt",
           "type": "text/plain"}
    world.document.validate_request("putReply", world.client.make_reply(world.open[-1], attachments=[one]))
    complaint = world.open[-1]
    _, answer = world.reply(409, attachments=[dict(one, uploadId=str(uuid.uuid4()))])
    equal(answer.problem(), "attachment-missing")
    world.reply(201, attachments=[one])
    world.open.pop()
    seen = world.call("getComplaint", 200, complaintId=complaint["id"]).json()
    equal(seen["messages"][-1]["attachments"], [{name: one[name] for name in ("sha256", "size", "name", "type")}])

    blob = {"sha256": sha, "query": "?complaint=" + complaint["id"]}
    equal(world.call("getBlob", 200, **blob).body, file)
    equal(world.call("getBlob", 206, headers={"Range": "bytes=-3"}, **blob).body, file[-3:])
    world.call("getBlob", 304, headers={"If-None-Match": '"%s"' % sha}, **blob)
    world.call("getBlob", 416, headers={"Range": "bytes=99999-"}, **blob)
    world.call("getBlob", 404, sha256="0" * 64, query=blob["query"])
    world.call("getBlob", 400, sha256=sha)
    world.call("getBlob", 403, client=world.admin, **blob)
    world.call("getBlob", 412, headers={"Sync-Epoch": "another"}, **blob)
    bad_tokens(world, "getBlob", **blob)
    world.call("deleteUpload", 204, **ids)
    world.call("deleteUpload", 412, headers={"Sync-Epoch": "another"}, **ids)
    bad_tokens(world, "deleteUpload", **ids)


def test_elsewhere(world):
    """What is in no operation is a problem as well."""
    problem = world.document.root["components"]["responses"]["Problem"]
    for method, path, status in (("GET", "/", 404), ("GET", "/complaints/9900001", 404),
                                 ("GET", "/session/", 404), ("DELETE", "/session", 405),
                                 ("PATCH", "/replies/status", 405), ("BREW", "/session", 405)):
        answer = world.client.request(method, path)
        equal((method, path, answer.status), (method, path, status))
        world.document.validate_answer(problem, answer)
        equal("Allow" in answer.headers, status == 405)


def test_all_walked(document):
    """Every operation was tried well and badly."""
    for name in document.operations:
        statuses = {status for operation, status in document.seen if operation == name}
        assert any(status < 300 for status in statuses), name
        assert any(status >= 400 for status in statuses), name


def main():
    tap = Tap()
    document = Document(sys.argv[2])
    hub = DemoHub(sys.argv[1])
    tap.run("openapi/same-operations", test_table, document, hub)
    world = World(hub, document)
    for test in (test_auth, test_suspended, test_session, test_rules, test_guidance, test_snapshot, test_packed, test_changes, test_wait,
                 test_wait_limit, test_events, test_events_limit, test_events_suspended, test_complaint,
                 test_batch, test_claim, test_return, test_drafts, test_device, test_put_reply, test_verdicts,
                 test_files, test_elsewhere):
        tap.run("openapi/" + test.__name__[5:].replace("_", "-"), test, world)
        world.client.connection = None
        world.stranger.connection = None
    tap.run("openapi/all-walked", test_all_walked, document)
    tap.end()


main()
