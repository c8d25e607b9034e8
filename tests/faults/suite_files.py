# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that breaks while a file goes to the hub or comes back. The hub says how
far it got; what arrives is the file, and the reply that names it is stored once.
Those that begin with get/ are the real client's, see fetching.py."""

import base64
import hashlib
import http.client
import json
import random
import subprocess
import uuid

import checker
import fetching
from bench import FULL, NUMBERS, PASSWORD, Bench
from loket_client import Client
from office import REPLY, program, take_in

TITLE = "a line cut while a file is sent, or fetched by the real client; answers changed, the client killed"
LAYER = "L3"
SAMPLE = 16
IN_MEMORY = True

SIZE, CHUNK = 3000, 1250
LENGTHS = {"upload": (560, 560), "chunk": (560 + CHUNK, 400), "offset": (420, 400),
           "blob": (420, 500 + SIZE)}
ENDS = ("fin", "rst", "stall")
PATIENCE = 0.25
OURS = None


def mutants():
    out = subprocess.run([program("fault-client")], input="mutants\n", capture_output=True,
                         encoding="utf-8", check=True).stdout
    return json.loads(out)["mutants"]


def cases():
    sent = [{"name": f"{kind}/{side}/{byte}/{end}", "kind": kind, "side": side, "byte": byte, "end": end}
            for kind, lengths in LENGTHS.items()
            for side, length in zip(("request", "answer"), lengths)
            for byte in range(length) for end in ENDS]
    got = fetching.cases(mutants())
    for case in got:
        case["name"] = "get/" + case["name"]
    return sent + got


class Sender(Client):
    """Sends through the proxy, and tries again on another connection."""

    def __init__(self, bench):
        super().__init__(bench.hub, port=bench.port)
        self.last = None
        assert self.sign_in("petugas", PASSWORD).status == 200

    def request(self, *words, **more):
        """None where no answer came, or not all of it."""
        try:
            return super().request(*words, **more)
        except (http.client.HTTPException, OSError):
            pass
        self.disconnect()
        return None

    def certainly(self, *words, **more):
        for _ in range(5):
            answer = self.request(*words, **more)
            if answer is not None:
                return answer
        raise RuntimeError(f"no answer to {words[:2]}")


class Rig:
    sender = None
    fetcher = None
    complaint = None

    @classmethod
    def renew(cls):
        """Another complaint in the place of a full one."""
        number = str(int(cls.complaint["trackingId"]) + 10)
        take_in(OURS.place, OURS.hub, (number,), "more")
        cls.complaint = OURS.colleague.find(number)
        cls.sender.last = None


def start(place):
    global OURS
    OURS = Bench(place)
    Rig.sender = Sender(OURS)
    Rig.complaint = OURS.colleague.find(NUMBERS[2])
    Rig.fetcher = fetching.Fetcher(OURS, Rig.sender, send_reply)


def stop():
    OURS.close()


def make_file(case):
    chance = random.Random(case["name"])
    return ("Berkas: " + "".join(chance.choice("abcdefghij \n") for _ in range(SIZE - 8))).encode()


def send_file(sender, data, sha, chunk=CHUNK):
    """As the wire wants it: asks how far it got whenever that is not known."""
    name = str(uuid.uuid4())
    path = "/uploads/" + name
    answer = sender.certainly("POST", "/uploads", None, {
        "Idempotency-Key": f'"{name}"', "Upload-Complete": "?0", "Upload-Length": str(len(data)),
        "Repr-Digest": "sha-256=:" + base64.b64encode(bytes.fromhex(sha)).decode() + ":"})
    if answer.status not in (200, 201):
        raise RuntimeError(f"creating: {answer.status} {answer.body}")
    at = 0
    for _ in range(30):
        end = min(at + chunk, len(data))
        answer = sender.request("PATCH", path, data[at:end], {
            "Content-Type": "application/partial-upload", "Upload-Offset": str(at),
            "Upload-Complete": "?1" if end == len(data) else "?0"})
        if answer is None or answer.status == 409 or at == 0:
            answer = sender.certainly("HEAD", path)
            if answer.headers.get("Upload-Complete") == "?1":
                return name
            at = int(answer.headers["Upload-Offset"])
        elif answer.status in (200, 204):
            at = end
            if at == len(data):
                return name
        else:
            raise RuntimeError(f"a chunk: {answer.status} {answer.body}")
    raise RuntimeError("the file does not get any further")


def send_reply(sender, complaint, files):
    """A reply of its own, with files that are sent on a good line."""
    attachments = []
    for name, data in files.items():
        sha = hashlib.sha256(data).hexdigest()
        attachments.append({"uploadId": send_file(sender, data, sha, len(data)), "sha256": sha,
                            "size": len(data), "name": name, "type": "text/plain"})
    OURS.written += 1
    reply = sender.make_reply(complaint, text=REPLY.format(OURS.written), attachments=attachments)
    answer = sender.certainly("PUT", f"/complaints/{complaint['id']}/replies/{reply['replyId']}", reply)
    if answer.status != 201:
        raise RuntimeError(f"the reply: {answer.status} {answer.body}")
    OURS.judged = {reply["replyId"]}


def fetch_file(sender, sha, size):
    for _ in range(5):
        answer = sender.request("GET", f"/blobs/{sha}?complaint={Rig.complaint['id']}")
        if answer is not None and len(answer.body) == size:
            return answer.body
    return b""


def run(case):
    if "way" in case:
        return Rig.fetcher.run(case)
    sender = Rig.sender
    verdict = checker.Verdict()
    data = make_file(case)
    sha = hashlib.sha256(data).hexdigest()
    OURS.ask("clear")
    OURS.arm([f"{case['kind']} 1 {case['side']} {case['byte']} {case['end']}"])
    sender.connect(PATIENCE if case["end"] == "stall" else 30)
    upload = send_file(sender, data, sha)
    now = OURS.colleague.request("GET", "/complaints/" + Rig.complaint["id"]).json()
    OURS.written += 1
    reply = sender.make_reply({"id": now["id"], "substance": now["substance"]}, prevReplyId=sender.last,
                              text=REPLY.format(OURS.written),
                              attachments=[{"uploadId": upload, "sha256": sha, "size": len(data),
                                            "name": "catatan.txt", "type": "text/plain"}])
    answer = sender.certainly("PUT", f"/complaints/{now['id']}/replies/{reply['replyId']}", reply)
    checker.check(verdict, answer.status in (200, 201), f"the reply: {answer.status} {answer.body}")
    if answer.status in (200, 201):
        sender.last = reply["replyId"]
    OURS.ops[case["name"]] = [{"reply_id": reply["replyId"], "state": "accepted"}]
    if fetch_file(sender, sha, len(data)) != data:
        verdict.add("lost", "the file that came back is another one")
    if len(now["messages"]) > FULL:
        Rig.renew()
    checker.check(verdict, OURS.ask("clear")["hits"] > 0, "nothing was done to any exchange")
    return verdict


def settle():
    return OURS.settle()
