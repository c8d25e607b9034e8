#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on their way in and out: pieces, cuts, wrong bytes, rights, ranges."""

import base64
import hashlib
import os
import struct
import sys
import time
import uuid
import zlib

from loket_client import Client, digest, read_answer
from loket_hub import DemoHub
from loket_place import wait_for
from loket_tap import Tap, equal

AGENCY = "agency:131410"
OTHER = "agency:131412"
MAX_FILE = 10 * 1024 * 1024
MAX_CHUNK = 4 * 1024 * 1024


def png(seed, padding=0):
    """A photo of one point; @padding more bytes where nobody looks."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    pad = hashlib.sha256(str(seed).encode()).digest()
    pad = (pad * (padding // len(pad) + 1))[:padding] if padding else pad
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) +
            chunk(b"loKt", pad) + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b""))


def sized_png(seed, size):
    return png(seed, size - len(png(seed)) + 32)


class File:
    """One file of one officer."""

    def __init__(self, client, data, sha=None):
        self.client = client
        self.data = data
        self.id = str(uuid.uuid4())
        self.sha = sha or hashlib.sha256(data).hexdigest()
        self.path = "/uploads/" + self.id

    def create(self, **changes):
        headers = {"Idempotency-Key": f'"{self.id}"', "Upload-Complete": "?0",
                   "Upload-Length": str(len(self.data)), "Repr-Digest": self.repr_digest()}
        headers.update({name.replace("_", "-"): value for name, value in changes.items()})
        return self.client.request("POST", "/uploads", None, headers)

    def repr_digest(self):
        return "sha-256=:" + base64.b64encode(bytes.fromhex(self.sha)).decode() + ":"

    def patch(self, offset, data, last=None, **changes):
        if last is None:
            last = offset + len(data) == len(self.data)
        headers = {"Content-Type": "application/partial-upload", "Upload-Offset": str(offset),
                   "Upload-Complete": "?1" if last else "?0"}
        headers.update({name.replace("_", "-"): value for name, value in changes.items()})
        return self.client.request("PATCH", self.path, data, headers)

    def head(self, client=None):
        return (client or self.client).request("HEAD", self.path)

    def upload(self):
        equal(self.create().status, 201)
        for at in range(0, len(self.data), MAX_CHUNK):
            answer = self.patch(at, self.data[at:at + MAX_CHUNK])
            equal((answer.status, answer.body), (204, b""))
        return self

    def upload_again(self):
        equal(self.create().json()["complete"], True)
        return self

    def wire(self, **changes):
        one = {"uploadId": self.id, "sha256": self.sha, "size": len(self.data), "name": "lampu.png",
               "type": "image/png"}
        one.update(changes)
        return one


def offset(answer):
    return (answer.headers["Upload-Offset"], answer.headers["Upload-Complete"])


class World:
    def __init__(self, hub):
        self.hub = hub
        self.client = Client(hub, "petugas")
        self.colleague = Client(hub, "pimpinan")
        self.other = Client(hub, "petugas3")
        self.overseer = Client(hub, "pengawas")
        self.admin = Client(hub, "admin")
        self.open = self.client.open_complaints(AGENCY)
        self.seed = 0

    def file(self, size=None, client=None):
        self.seed += 1
        data = png(self.seed) if size is None else sized_png(self.seed, size)
        return File(client or self.client, data)

    def send(self, files, complaint=None, status=201, client=None):
        complaint = complaint or self.open.pop()
        client = client or self.client
        reply = client.make_reply(complaint, attachments=files)
        answer = client.put_reply(reply)
        equal((answer.status, answer.body if answer.status != status else b""), (status, b""))
        return complaint, reply, answer

    def stored(self, sha):
        return os.path.join(self.hub.data, "blobs", sha[:2], sha)

    def partial(self, file):
        return os.path.join(self.hub.data, "uploads", file.id)


def whole(world):
    """In two pieces, and once more where the answer was lost."""
    file = world.file(300000)
    first = file.create()
    equal((first.status, offset(first), first.json()),
          (201, ("0", "?0"), {"uploadId": file.id, "offset": 0, "complete": False}))
    equal(first.headers["Location"], "/api/v1" + file.path)
    equal(file.create().status, 200)
    equal(offset(file.patch(0, file.data[:200000])), ("200000", "?0"))
    equal(offset(file.head()), ("200000", "?0"))
    again = file.patch(0, file.data[:200000])
    equal((again.status, again.problem(), offset(again)),
          (409, "mismatching-upload-offset", ("200000", "?0")))
    equal(os.stat(world.partial(file)).st_mode & 0o777, 0o600)
    equal(offset(file.patch(200000, file.data[200000:])), ("300000", "?1"))
    equal(offset(file.head()), ("300000", "?1"))
    equal(file.patch(200000, file.data[200000:]).problem(), "mismatching-upload-offset")
    equal(file.create().json(), {"uploadId": file.id, "offset": 300000, "complete": True})
    assert not os.path.exists(world.partial(file))
    equal(os.stat(world.stored(file.sha)).st_mode & 0o777, 0o600)
    with open(world.stored(file.sha), "rb") as stored:
        assert stored.read() == file.data


def empty_end(world):
    """The last piece may be nothing but the word that it was the last."""
    file = world.file(1000)
    file.create()
    equal(offset(file.patch(0, file.data, last=False)), ("1000", "?0"))
    equal(offset(file.patch(1000, b"", last=True)), ("1000", "?1"))


def edges(world):
    """The largest file and piece that are taken, and the first that are not."""
    largest = world.file(MAX_FILE)
    equal(len(largest.data), MAX_FILE)
    largest.upload()
    over = world.file(MAX_FILE + 1)
    equal(over.create().problem(), "too-large")
    nothing = File(world.client, b"")
    equal(nothing.create().problem(), "bad-request")
    file = world.file(MAX_CHUNK + 1)
    file.create()
    equal(file.patch(0, file.data).status, 413)
    equal(offset(file.head()), ("0", "?0"))
    equal(file.patch(0, file.data[:MAX_CHUNK]).status, 204)
    short = world.file(1000)
    short.create()
    more = short.patch(0, short.data + b"x", last=True)
    equal((more.status, more.problem()), (413, "too-large"))
    less = short.patch(0, short.data[:999], last=True)
    equal((less.status, less.problem()), (422, "validation"))
    equal(offset(short.head()), ("0", "?0"))


def headers(world):
    """What is missing or wrong is refused before anything is stored."""
    file = world.file(1000)
    for name in ("Idempotency-Key", "Upload-Length", "Upload-Complete", "Repr-Digest"):
        equal((name, file.create(**{name.replace("-", "_"): None}).problem()), (name, "bad-request"))
    for name, value in (("Idempotency-Key", file.id), ("Idempotency-Key", '"x"'), ("Upload-Length", "-1"),
                        ("Upload-Length", "1e3"), ("Upload-Complete", "?1"), ("Upload-Complete", "0"),
                        ("Repr-Digest", "sha-256=:AAAA:"), ("Repr-Digest", "sha-512=:AAAA:")):
        equal((name, value, file.create(**{name.replace("-", "_"): value}).problem()),
              (name, value, "bad-request"))
    equal(file.head().status, 404)
    equal(file.patch(0, file.data).problem(), "not-found")
    file.create()
    for name in ("Upload-Offset", "Upload-Complete", "Content-Digest"):
        equal((name, file.patch(0, file.data, **{name.replace("-", "_"): None}).problem()),
              (name, "bad-request"))
    equal(file.patch(0, file.data, Content_Type="application/octet-stream").status, 415)
    equal(offset(file.head()), ("0", "?0"))
    equal(file.create(Upload_Length="999").problem(), "idempotency-mismatch")
    other = world.file(1000)
    other.id = file.id
    equal(other.create().problem(), "idempotency-mismatch")


def damaged(world):
    """A piece that was changed on its way does not count; a file neither."""
    file = world.file(200000)
    file.create()
    wrong = file.patch(0, file.data[:100000], Content_Digest=digest(b"else"))
    equal((wrong.status, wrong.problem()), (400, "digest-mismatch"))
    equal(offset(file.head()), ("0", "?0"))
    file.patch(0, file.data[:100000])
    end = file.patch(100000, b"x" * 100000)
    equal((end.status, end.problem()), (422, "upload-digest-mismatch"))
    equal(file.head().status, 404)
    assert not os.path.exists(world.partial(file))
    equal(file.create().status, 201)
    equal(file.patch(0, file.data).status, 204)


def types(world):
    """What a file is tells its content, not its name."""
    program = File(world.client, b"\x7fELF\x02\x01\x01" + b"\0" * 200)
    program.create()
    answer = program.patch(0, program.data)
    equal((answer.status, answer.problem()), (415, "unsupported-media-type"))
    assert answer.json().get("detail"), answer.body
    equal(program.head().status, 404)
    assert not os.path.exists(world.stored(program.sha))


def start_piece(world, file, at, data, sent):
    """A PATCH that stops after @sent bytes of its body."""
    tls = world.hub.connect()
    tls.sendall("\r\n".join([
        f"PATCH /api/v1{file.path} HTTP/1.1", "Host: localhost", "Authorization: Bearer " + file.client.token,
        "Content-Type: application/partial-upload", f"Upload-Offset: {at}", "Upload-Complete: ?0",
        "Content-Digest: " + digest(data), f"Content-Length: {len(data)}", "", ""]).encode() + data[:sent])
    return tls


def cut(world):
    """A connection that breaks leaves what counted before, and nobody waits for it."""
    file = world.file(2000000)
    file.create()
    file.patch(0, file.data[:500000])
    tls = start_piece(world, file, 500000, file.data[500000:1500000], 700000)
    wait_for(lambda: os.path.getsize(world.partial(file)) > 500000, "half of the file")
    tls.close()
    equal(offset(file.head()), ("500000", "?0"))
    answer = None

    def goes_on():
        nonlocal answer
        answer = file.patch(500000, file.data[500000:])
        return answer.problem() != "in-progress"
    wait_for(goes_on, "the next piece to be taken")
    equal((answer.status, offset(answer)), (204, ("2000000", "?1")))


def two_at_once(world):
    """While one sends, another waits its turn; giving up ends both."""
    file = world.file(2000000)
    file.create()
    tls = start_piece(world, file, 0, file.data[:1000000], 500000)
    wait_for(lambda: os.path.exists(world.partial(file)) and os.path.getsize(world.partial(file)) > 0,
             "the first bytes")
    second = file.patch(0, file.data[:1000000])
    equal((second.status, second.problem()), (409, "in-progress"))
    assert 1 <= int(second.headers["Retry-After"]) <= 30, second.headers
    equal(offset(file.head()), ("0", "?0"))
    tls.sendall(file.data[500000:1000000])
    equal((read_answer(tls).status, offset(file.head())), (204, ("1000000", "?0")))
    tls = start_piece(world, file, 1000000, file.data[1000000:], 500000)
    wait_for(lambda: os.path.getsize(world.partial(file)) > 1000000, "most of the file")
    equal(world.client.request("DELETE", file.path).status, 204)
    equal(read_answer(tls), None)
    equal(file.head().status, 404)
    equal(world.client.request("DELETE", file.path).status, 204)


def others(world):
    """An upload is its officer's alone; a file of another agency is unknown."""
    file = world.file().upload()
    for client in (world.colleague, world.other):
        equal(file.head(client).status, 404)
        equal(client.request("DELETE", file.path).status, 204)
        equal(client.request("PATCH", file.path, b"", {
            "Content-Type": "application/partial-upload", "Upload-Offset": "0",
            "Upload-Complete": "?0"}).problem(), "not-found")
    equal(offset(file.head()), (str(len(file.data)), "?1"))
    stolen = File(world.other, file.data)
    stolen.id = file.id
    equal(stolen.create().problem(), "idempotency-mismatch")
    twin = File(world.colleague, file.data)
    equal(twin.create().json()["complete"], True)
    far = File(world.other, file.data)
    equal(far.create().json(), {"uploadId": far.id, "offset": 0, "complete": False})
    equal(file.head(world.admin).status, 403)


def quota(world):
    """So many bytes may be under way; what a reply took no longer counts."""
    client = Client(world.hub, "petugas2")
    files = [File(client, sized_png("q%d" % i, MAX_FILE)) for i in range(21)]
    for file in files[:20]:
        equal(file.create().status, 201)
    answer = files[20].create()
    equal((answer.status, answer.problem()), (507, "upload-quota"))
    assert int(answer.headers["Retry-After"]) > 0
    files[0].upload_rest = [files[0].patch(at, files[0].data[at:at + MAX_CHUNK]).status
                            for at in range(0, MAX_FILE, MAX_CHUNK)]
    equal(files[20].create().status, 507)
    world.send([files[0].wire()], client=client)
    equal(files[20].create().status, 201)


def replies(world):
    """A reply carries its files; everybody who sees the complaint is told of them."""
    files = [world.file().upload() for _ in range(5)]
    complaint, reply, answer = world.send([file.wire(name="a\u202eb%d.png" % at)
                                           for at, file in enumerate(files)])
    equal(world.client.put_reply(reply).status, 200)
    seen = world.overseer.request("GET", "/complaints/" + complaint["id"]).json()
    told = seen["messages"][-1]["attachments"]
    equal([(one["sha256"], one["size"], one["type"]) for one in told],
          [(file.sha, len(file.data), "image/png") for file in files])
    for one in told:
        assert "\u202e" not in one["name"], one
        assert "uploadId" not in one
    feed = [one for one in world.client.complaints(AGENCY) if one["id"] == complaint["id"]][0]
    equal(feed["messages"][-1]["attachments"], told)
    over = [world.file().wire() for _ in range(6)]
    world.send(over, status=422)
    world.send([files[0].wire(name="../a.png")], status=422)


def replies_refused(world):
    """A file that is not there, not whole, or not what it is said to be."""
    complaint = world.open.pop()
    file = world.file().upload()
    begun = world.file(1000)
    begun.create()
    foreign = world.file(client=world.colleague).upload()
    unknown = world.file()
    there = world.file().upload()
    for one in (unknown.wire(), begun.wire(), foreign.wire(), file.wire(sha256="0" * 64),
                file.wire(size=len(file.data) + 1), file.wire(type="application/pdf")):
        _, _, answer = world.send([there.wire(), one], complaint, status=409)
        equal((answer.problem(), answer.json()["uploadId"]), ("attachment-missing", one["uploadId"]))
    # What changed is told before what is missing.
    world.hub.add_message(complaint["trackingId"], "Masih padam.")
    _, _, answer = world.send([unknown.wire()], complaint, status=409)
    equal(answer.problem(), "complaint-changed")
    changed = world.client.request("GET", "/complaints/" + complaint["id"]).json()
    _, reply, first = world.send([file.wire()], changed)
    # Nothing is looked at again in a replay.
    equal(world.client.request("DELETE", file.path).status, 204)
    again = world.client.put_reply(reply)
    equal((again.status, again.json()), (200, first.json()))


def blobs(world):
    """Who may read the complaint may have its files, whole or in parts."""
    file = world.file(200000).upload()
    complaint, _, _ = world.send([file.wire()])
    path = "/blobs/%s?complaint=%s" % (file.sha, complaint["id"])
    for client in (world.client, world.colleague, world.overseer):
        answer = client.request("GET", path)
        equal((answer.status, answer.headers["Content-Type"]), (200, "image/png"))
        assert answer.body == file.data
        equal(answer.headers["Content-Digest"], digest(file.data))
        equal(answer.headers["Content-Length"], "200000")
        equal(answer.headers["Cache-Control"], "private, max-age=31536000, immutable")
        equal(answer.headers["ETag"], '"%s"' % file.sha)
        assert "Sync-Epoch" in answer.headers
    equal(world.other.request("GET", path).problem(), "not-found")
    equal(world.admin.request("GET", path).problem(), "forbidden")
    equal(world.client.request("GET", path, None, {"If-None-Match": '"%s"' % file.sha}).status, 304)
    elsewhere = "/blobs/%s?complaint=%s" % (file.sha, world.open[-1]["id"])
    equal(world.client.request("GET", elsewhere).problem(), "not-found")
    equal(world.client.request("GET", "/blobs/" + file.sha).problem(), "bad-request")
    equal(world.client.request("GET", "/blobs/" + file.sha.upper() + "?complaint=" + complaint["id"]).status, 404)
    unused = world.file().upload()
    equal(world.client.request("GET", "/blobs/%s?complaint=%s" % (unused.sha, complaint["id"])).status, 404)


def ranges(world):
    file = world.file(100000).upload()
    complaint, _, _ = world.send([file.wire()])
    path = "/blobs/%s?complaint=%s" % (file.sha, complaint["id"])
    for text, first, last in (("bytes=0-0", 0, 0), ("bytes=99999-99999", 99999, 99999),
                              ("bytes=70000-", 70000, 99999), ("bytes=-1", 99999, 99999),
                              ("bytes=-100001", 0, 99999), ("bytes=50000-200000", 50000, 99999),
                              ("bytes=0-99999", 0, 99999), ("bytes=0-99999999999999999999", 0, 99999)):
        answer = world.client.request("GET", path, None, {"Range": text})
        equal((text, answer.status, answer.headers.get("Content-Range")),
              (text, 206, "bytes %d-%d/100000" % (first, last)))
        assert answer.body == file.data[first:last + 1]
        assert "Content-Digest" not in answer.headers
        equal(answer.headers["Repr-Digest"], digest(file.data))
    for text in ("bytes=100000-", "bytes=-0", "bytes=99999999999-"):
        answer = world.client.request("GET", path, None, {"Range": text})
        equal((text, answer.status, answer.problem(), answer.headers["Content-Range"]),
              (text, 416, "range-not-satisfiable", "bytes */100000"))
    for text in ("bytes=0-1,3-4", "lines=1-2", "bytes=5-4", "bytes=-", "bytes= 1-2", "bytes=a-b"):
        equal((text, world.client.request("GET", path, None, {"Range": text}).status), (text, 200))
    both = {"Range": "bytes=0-0", "If-Range": '"%s"' % file.sha}
    equal(world.client.request("GET", path, None, both).status, 206)
    equal(world.client.request("GET", path, None, dict(both, **{"If-Range": '"x"'})).status, 200)


def large(world):
    """The largest file goes out bit by bit, all of it."""
    file = world.file(MAX_FILE).upload()
    complaint, _, _ = world.send([file.wire()])
    with world.hub.connect() as tls:
        tls.sendall(world.client.head("GET", "/blobs/%s?complaint=%s" % (file.sha, complaint["id"])))
        answer = read_answer(tls)
    assert answer.body == file.data


def raw(world):
    """What no client of ours would send."""
    file = world.file(1000)
    file.create()
    head = (f"PATCH /api/v1{file.path} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {world.client.token}\r\n"
            "Content-Type: application/partial-upload\r\nUpload-Offset: 0\r\nUpload-Complete: ?0\r\n")
    end = "Content-Digest: " + digest(b"{}") + "\r\n"

    def refused(text, status, code):
        answer = world.hub.raw(text.encode())
        equal((answer.status, answer.problem()), (status, code))
        equal(answer.headers["Content-Digest"], digest(answer.body))
    refused(head + end + "\r\n{}", 411, "length-required")
    refused(head + end + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411, "length-required")
    refused(head + end + "Content-Length: 4194305\r\n\r\n", 413, "too-large")
    refused(head + end + "Content-Length: 2000\r\n\r\n" + "x" * 2000, 413, "too-large")
    refused(head + end + "Upload-Offset: 0\r\nContent-Length: 2\r\n\r\n{}", 400, "bad-request")
    refused(head.replace("Bearer ", "Bearer x") + end + "Content-Length: 2\r\n\r\n{}", 401, "unauthorized")
    refused(head.replace("Offset: 0", "Offset: 5") + end + "Content-Length: 2\r\n\r\n{}", 409,
            "mismatching-upload-offset")
    refused(f"POST /api/v1/uploads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {world.client.token}"
            "\r\nContent-Length: 2\r\n\r\n{}", 413, "too-large")
    # A body longer than its length is cut where the length ends.
    with world.hub.connect() as tls:
        tls.sendall((head + end + "Content-Length: 2\r\n\r\n{}GET /api/v1/session HTTP/1.1\r\n").encode())
        equal(read_answer(tls).status, 204)
    equal(offset(file.head()), ("2", "?0"))


def attach(world):
    """What a reporter sent with a complaint, put there by the operator; all of it or nothing."""
    complaint = world.open.pop()
    paths = [os.path.join(world.hub.folder, name) for name in ("Foto a.png", "catatan.txt", "jahat.png")]
    for path, data in zip(paths, (png("attach"), b"Lampu padam.\n", b"#!/bin/sh\nrm -rf /\n")):
        with open(path, "wb") as file:
            file.write(data)
    number = complaint["trackingId"]
    path = "/complaints/" + complaint["id"]
    command = ["attach", "#" + number, *paths]
    equal(world.hub.run(*command, status=None).returncode, 1)
    equal(world.client.request("GET", path).json()["rev"], complaint["rev"])
    world.hub.run(*command[:-1])
    seen = world.client.request("GET", path).json()
    equal((seen["substance"], seen["status"]), (complaint["substance"] + 1, complaint["status"]))
    told = seen["messages"][-1]
    equal((told["author"], [one["name"] for one in told["attachments"]]),
          ("system", ["Foto a.png", "catatan.txt"]))
    blob = "/blobs/%s?complaint=%s" % (told["attachments"][1]["sha256"], complaint["id"])
    equal(world.client.request("GET", blob).body, b"Lampu padam.\n")
    for wrong in (["attach", number], ["attach", "1", paths[0]]):
        assert world.hub.run(*wrong, status=None).returncode > 0


def demo(world):
    """Some complaints of the invented region have a photo, some a letter too."""
    found = [one for complaint in world.client.complaints(AGENCY) for message in complaint.get("messages", [])
             for one in message.get("attachments", []) if one["name"] in ("Foto lokasi.png", "Surat warga.pdf")]
    assert {one["type"] for one in found} == {"image/png", "application/pdf"}, found
    assert len(found) >= 3, found


def erase(world):
    """What is erased is off the disk, but not what another conversation has."""
    both = world.file().upload()
    alone = world.file().upload()
    first, _, _ = world.send([both.wire(), alone.wire()])
    second, _, _ = world.send([File(world.client, both.data).upload_again().wire()])
    world.hub.run("complaint", "erase", first["trackingId"])
    equal([os.path.exists(world.stored(one.sha)) for one in (both, alone)], [True, False])
    equal(world.overseer.request("GET", "/blobs/%s?complaint=%s" % (both.sha, first["id"])).status, 404)
    equal(world.overseer.request("GET", "/blobs/%s?complaint=%s" % (both.sha, second["id"])).status, 200)
    left = world.overseer.request("GET", "/complaints/" + first["id"]).json()
    assert not any("attachments" in message for message in left["messages"]), left
    world.hub.run("complaint", "erase", second["trackingId"])
    equal(os.path.exists(world.stored(both.sha)), False)


def forget_connections(world):
    for client in (world.client, world.colleague, world.other, world.overseer, world.admin):
        client.connection = None


def copies(world):
    """A copy has its files; what is lost or damaged shows, and comes back with a restore."""
    hub = world.hub
    kept = world.file().upload()
    complaint, _, _ = world.send([kept.wire()])
    copy = os.path.join(hub.folder, "copy.db")
    hub.run("backup", copy)
    assert "files" in hub.run("verify").stdout
    there = os.path.join(copy + ".files", "blobs", kept.sha[:2], kept.sha)
    equal(os.stat(there).st_mode & 0o777, 0o600)
    later = world.file().upload()
    equal(hub.stop(), 0)
    forget_connections(world)

    with open(world.stored(kept.sha), "r+b") as file:
        file.write(b"x")
    damaged = hub.run("verify", status=None)
    equal((damaged.returncode, "damaged (1)" in damaged.stderr), (1, True))
    second = hub.run("backup", copy + "2", status=None)
    equal((second.returncode, "1 files" in second.stderr), (1, True))
    os.unlink(world.stored(kept.sha))
    assert "missing (1)" in hub.run("verify", status=None).stderr
    hub.run("restore", copy)
    assert "All is well" in hub.run("verify").stdout
    aside = [name for name in os.listdir(hub.data) if name.startswith("before-restore-")]
    assert os.path.exists(os.path.join(hub.data, aside[0], "blobs", later.sha[:2], later.sha))

    hub.start()
    world.client = Client(hub, "petugas")
    blob = "/blobs/%s?complaint=%s" % (kept.sha, complaint["id"])
    assert world.client.request("GET", blob).body == kept.data
    equal(world.client.request("HEAD", later.path).status, 404)


def recovered(world):
    """A reply that a restored hub forgot is taken again even where its file is lost."""
    hub = world.hub
    copy = os.path.join(hub.folder, "older.db")
    hub.run("backup", copy)
    world.open = world.client.open_complaints(AGENCY)
    file = world.file(client=world.client).upload()
    complaint, reply, answer = world.send([file.wire()])
    equal(hub.stop(), 0)
    hub.run("restore", copy)
    os.unlink(world.stored(file.sha))
    hub.start()
    world.client = client = Client(hub, "petugas")
    receipt = base64.urlsafe_b64encode(answer.body).decode().rstrip("=")
    equal(client.put_reply(reply, **{"Recovered-Receipt": receipt}).status, 201)
    blob = "/blobs/%s?complaint=%s" % (file.sha, complaint["id"])
    equal(client.request("GET", blob).status, 404)
    assert "missing (1)" in hub.run("verify", status=None).stderr
    # The client still has it.
    file.client = client
    file.upload()
    assert client.request("GET", blob).body == file.data
    assert "All is well" in hub.run("verify").stdout


def restart(world):
    """After a stop at any point the disk holds what counts, and no more."""
    file = world.file(300000)
    lost = world.file(300000)
    moved = world.file(300000)
    for one in (file, lost, moved):
        one.create()
        one.patch(0, one.data[:200000])
    equal(world.hub.stop(), 0)
    with open(world.partial(file), "ab") as partial:
        partial.write(b"half a piece")
    os.truncate(world.partial(lost), 1000)
    with open(world.partial(moved), "ab") as partial:
        partial.write(moved.data[200000:])
    os.makedirs(os.path.dirname(world.stored(moved.sha)), exist_ok=True)
    os.rename(world.partial(moved), world.stored(moved.sha))
    stray = world.stored("ab" + "0" * 62)
    young = world.stored("ab" + "1" * 62)
    os.makedirs(os.path.dirname(stray), exist_ok=True)
    nobodys = os.path.join(world.hub.data, "uploads", str(uuid.uuid4()))
    for path in (stray, young, nobodys):
        with open(path, "wb") as out:
            out.write(b"x")
    os.utime(stray, (time.time() - 15 * 86400,) * 2)
    world.hub.start()
    forget_connections(world)
    equal(os.path.getsize(world.partial(file)), 200000)
    equal([os.path.exists(path) for path in (stray, young, nobodys)], [False, True, False])
    os.unlink(young)
    equal([offset(one.head()) for one in (file, lost, moved)],
          [("200000", "?0"), ("0", "?0"), ("200000", "?0")])
    equal(file.patch(200000, file.data[200000:]).status, 204)
    equal(moved.patch(200000, moved.data[200000:]).status, 204)
    equal(lost.patch(0, lost.data).status, 204)


def main():
    tap = Tap()
    world = World(DemoHub(sys.argv[1]))
    for check in (whole, empty_end, edges, headers, damaged, types, cut, two_at_once, others, quota, replies,
                  replies_refused, blobs, ranges, large, raw, attach, demo, erase,
                  restart, copies, recovered):
        tap.run("uploads/" + check.__name__.replace("_", "-"), check, world)
    tap.end()


main()
