#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: every route x everybody x a complaint of the own agency, of
another one, and of nobody. The routes come from the program itself, so that a
new one without a line here fails."""

import json
import sys
import uuid

from loket_client import Client, digest
from loket_hub import DemoHub
from loket_tap import Tap, equal

AGENCY = "131410"
OTHER_AGENCY = "131412"

# Everybody: the account and what stands in the table below.
PEOPLE = {
    "stranger": None,
    "officer": "petugas",          # of AGENCY
    "other-officer": "petugas3",   # of OTHER_AGENCY
    "approver": "pimpinan",        # of AGENCY
    "supervisor": "pengawas",
    "coordinator": "koordinator",
    "admin": "admin",
    "suspended": "petugas2",       # of AGENCY, disabled after signing in
}

# Route -> person -> status for a complaint of AGENCY, of OTHER_AGENCY, of nobody.
# One number stands for all three: then nothing is looked at, and only the first is tried.
READ = {
    "stranger": 401, "officer": (200, 404, 404), "other-officer": (404, 200, 404),
    "approver": (200, 404, 404), "supervisor": (200, 200, 404), "coordinator": (200, 200, 404),
    "admin": 403, "suspended": 403,
}
# A scope that nobody uses is empty for those who look over all of them.
FOLLOW = dict(READ, supervisor=200, coordinator=200)
FOLLOW_ON = dict(READ, officer=(304, 404, 404), approver=(304, 404, 404),
                 supervisor=(304, 304, 304), coordinator=(304, 304, 304))
FOLLOW_ON["other-officer"] = (404, 304, 404)
WRITE = {
    "stranger": 401, "officer": (201, 404, 404), "other-officer": (404, 201, 404),
    "approver": (201, 404, 404), "supervisor": 403, "coordinator": 403, "admin": 403,
    "suspended": 403,
}
REVOKE = dict(WRITE, officer=(204, 404, 404), approver=(204, 404, 404))
REVOKE["other-officer"] = (404, 204, 404)
# An id that nobody used is given up for whoever asks, whatever the complaint: it
# tells them nothing, and who lost sight of a complaint would ask for ever.
GIVE_UP = dict(WRITE, officer=204, approver=204)
GIVE_UP["other-officer"] = 204
# The replies looked up are those of the two officers; nobody else's business.
LOOK_UP = dict(WRITE, officer=(200, 404, 404), approver=404)
LOOK_UP["other-officer"] = (404, 200, 404)
# Things of one's own: the same for everybody who answers complaints.
OWN = {
    "stranger": 401, "officer": 200, "other-officer": 200, "approver": 200, "supervisor": 403,
    "coordinator": 403, "admin": 403, "suspended": 403,
}
CLAIM = dict(WRITE, officer=(200, 404, 404), approver=(200, 404, 404))
CLAIM["other-officer"] = (404, 200, 404)

# Files of complaints that nobody gave one: the same 404 for all who may look at all.
FILES = dict(READ, officer=404, approver=404, supervisor=404, coordinator=404, **{"other-officer": 404})

EXPECTED = {
    "signIn": {person: 200 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "refresh": {person: 200 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "signOut": {person: 204 for person in PEOPLE},
    "getSession": {person: 200 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "getRules": {person: 200 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "getGuidance": {person: 200 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "getSnapshot": FOLLOW,
    "getChanges": FOLLOW_ON,
    "getComplaint": READ,
    "getEvents": dict(OWN, supervisor=200, coordinator=200),
    "batchGetComplaints": dict(OWN, supervisor=200, coordinator=200),
    "putClaim": CLAIM,
    "deleteClaim": REVOKE,
    "returnComplaint": REVOKE,
    "listDrafts": OWN,
    "getDraft": dict(OWN, officer=404, approver=404, **{"other-officer": 404}),
    "putDraft": WRITE,
    "deleteDraft": dict(OWN, officer=204, approver=204, **{"other-officer": 204}),
    "putDevice": {person: 204 for person in PEOPLE} | {"stranger": 401, "suspended": 403},
    "createUpload": dict(OWN, officer=201, approver=201, **{"other-officer": 201}),
    "headUpload": dict(OWN, officer=404, approver=404, **{"other-officer": 404}),
    "patchUpload": dict(OWN, officer=404, approver=404, **{"other-officer": 404}),
    "deleteUpload": dict(OWN, officer=204, approver=204, **{"other-officer": 204}),
    "getBlob": FILES,
    "putReply": WRITE,
    "getReply": LOOK_UP,
    "deleteReply": GIVE_UP,
    "getReplyStatuses": {"stranger": 401, "officer": 200, "other-officer": 200, "approver": 200,
                         "supervisor": 403, "coordinator": 403, "admin": 403, "suspended": 403},
}


class World:
    """A demo hub with everybody signed in and two replies stored."""

    def __init__(self, hub):
        self.hub = hub
        self.clients = {person: Client(hub, username) for person, username in PEOPLE.items()}
        hub.run("user", "disable", PEOPLE["suspended"])
        hub.give("checks", "[Words]\nKnown=bronjong\n")
        overseer = self.clients["supervisor"]
        self.scopes = ["agency:" + AGENCY, "agency:" + OTHER_AGENCY, "agency:000000"]
        self.complaints = [overseer.open_complaints(scope) for scope in self.scopes[:2]]
        self.nobody = {"id": str(uuid.uuid4()), "substance": 1}
        self.replies = [self.answer("officer", 0), self.answer("other-officer", 1),
                        (self.nobody["id"], str(uuid.uuid4()))]

    def answer(self, person, which):
        complaint = self.complaints[which].pop()
        reply = self.clients[person].make_reply(complaint)
        equal(self.clients[person].put_reply(reply).status, 201)
        return complaint["id"], reply["replyId"]

    def complaint(self, which):
        """A complaint that nobody has answered yet."""
        return self.nobody if which == 2 else self.complaints[which].pop()

    def state(self, which):
        answer = self.clients["supervisor"].request("GET", "/sync/snapshot?scope=" + self.scopes[which])
        return answer.lines()[0]["state"]


def sign_in(world, person, which):
    client = Client(world.hub)
    return client.sign_in(PEOPLE[person] or "nobody")


def refresh(world, person, which):
    client = world.clients[person]
    answer = client.request("POST", "/auth/refresh",
                            {"refreshToken": client.refresh_token or "A" * 43})
    if answer.status == 200:
        client.take_tokens(answer)
    return answer


def sign_out(world, person, which):
    """With a sign-in of its own, so that the others go on."""
    token = "A" * 43
    if person not in ("stranger", "suspended"):
        client = Client(world.hub, PEOPLE[person])
        token = client.refresh_token
    return Client(world.hub).request("POST", "/auth/sign-out", {"refreshToken": token})


def get(path):
    return lambda world, person, which: world.clients[person].request("GET", path(world, which))


def put_reply(world, person, which):
    client = world.clients[person]
    return client.put_reply(client.make_reply(world.complaint(which)))


def delete_reply(world, person, which):
    path = "/complaints/%s/replies/%s" % (world.complaint(which)["id"], uuid.uuid4())
    return world.clients[person].request("DELETE", path)


def statuses(world, person, which):
    return world.clients[person].request("POST", "/replies/status", {"ids": [world.replies[which][1]]})


def batch(world, person, which):
    ids = [complaints[-1]["id"] for complaints in world.complaints]
    return world.clients[person].request("POST", "/complaints/batch-get", {"ids": ids})


def claim(method):
    return lambda world, person, which: world.clients[person].request(
        method, "/complaints/%s/claim" % world.complaint(which)["id"])


def give_back(world, person, which):
    complaint = world.complaint(which)
    body = {"reason": "Jalan provinsi.", "basedOn": {"substance": complaint["substance"]}}
    return world.clients[person].request("POST", "/complaints/%s/return" % complaint["id"], body)


def put_draft(world, person, which):
    draft = {"id": str(uuid.uuid4()), "complaintId": world.complaint(which)["id"], "text": "Sedang"}
    return world.clients[person].request("PUT", "/drafts/" + draft["id"], draft, {"If-None-Match": "*"})


def delete_draft(world, person, which):
    return world.clients[person].request("DELETE", "/drafts/" + str(uuid.uuid4()), None, {"If-Match": '"1"'})


def put_device(world, person, which):
    client = world.clients[person]
    return client.request("PUT", "/devices/" + client.device, {"version": "0.1.0", "pending": 0})


def create_upload(world, person, which):
    headers = {"Idempotency-Key": '"%s"' % uuid.uuid4(), "Upload-Complete": "?0", "Upload-Length": "1",
               "Repr-Digest": digest(b"x")}
    return world.clients[person].request("POST", "/uploads", None, headers)


def patch_upload(world, person, which):
    headers = {"Content-Type": "application/partial-upload", "Upload-Offset": "0", "Upload-Complete": "?1"}
    return world.clients[person].request("PATCH", "/uploads/" + str(uuid.uuid4()), b"x", headers)


def upload(method):
    return lambda world, person, which: world.clients[person].request(
        method, "/uploads/" + str(uuid.uuid4()))


CALLS = {
    "signIn": sign_in,
    "refresh": refresh,
    "signOut": sign_out,
    "getSession": get(lambda world, which: "/session"),
    "getRules": get(lambda world, which: "/rules"),
    "getGuidance": get(lambda world, which: "/guidance"),
    "getSnapshot": get(lambda world, which: "/sync/snapshot?limit=1&scope=" + world.scopes[which]),
    "getChanges": get(lambda world, which: "/sync/changes?scope=%s&since=%s" %
                      (world.scopes[which], world.state(which))),
    "getComplaint": get(lambda world, which: "/complaints/" + world.complaint(which)["id"]),
    "getEvents": get(lambda world, which: "/sync/events?closeafter=state"),
    "batchGetComplaints": batch,
    "putClaim": claim("PUT"),
    "deleteClaim": claim("DELETE"),
    "returnComplaint": give_back,
    "listDrafts": get(lambda world, which: "/drafts"),
    "getDraft": get(lambda world, which: "/drafts/" + str(uuid.uuid4())),
    "putDraft": put_draft,
    "deleteDraft": delete_draft,
    "putDevice": put_device,
    "createUpload": create_upload,
    "headUpload": upload("HEAD"),
    "patchUpload": patch_upload,
    "deleteUpload": upload("DELETE"),
    "getBlob": get(lambda world, which: "/blobs/%s?complaint=%s" % ("0" * 64, world.complaint(which)["id"])),
    "putReply": put_reply,
    "getReply": get(lambda world, which: "/complaints/%s/replies/%s" % world.replies[which]),
    "deleteReply": delete_reply,
    "getReplyStatuses": statuses,
}


def check_route(world, name):
    found = {}
    wanted = {}
    for person in PEOPLE:
        expected = EXPECTED[name][person]
        wanted[person] = expected if isinstance(expected, tuple) else (expected,)
        found[person] = tuple(CALLS[name](world, person, which).status
                              for which in range(len(wanted[person])))
    equal(found, wanted)


def check_table(routes):
    names = {route["name"] for route in routes}
    equal(names, set(EXPECTED))
    equal(names, set(CALLS))
    for table in EXPECTED.values():
        equal(set(table), set(PEOPLE))


def check_secrets(world):
    """The reply of another officer of the same agency is unknown, not refused."""
    verdicts = statuses(world, "approver", 0).json()["replies"]
    equal([(one["state"], "receipt" in one) for one in verdicts], [("unknown", False)])


def check_batch(world):
    """Of many complaints only those of one's own agency are there."""
    for person, n in (("officer", 1), ("other-officer", 1), ("supervisor", 2)):
        lines = batch(world, person, 0).lines()[1:]
        equal(sum("trackingId" in line for line in lines), n)
        equal([line["reason"] for line in lines if "removed" in line], ["unknown"] * (2 - n))


def check_drafts(world):
    """A draft is its officer's, not the agency's."""
    draft = put_draft(world, "officer", 0).json()
    path = "/drafts/" + draft["id"]
    equal(world.clients["officer"].request("GET", path).status, 200)
    equal(world.clients["approver"].request("GET", path).status, 404)
    equal(world.clients["approver"].request("GET", "/drafts").json()["drafts"].count(draft), 0)
    mine = dict(draft, text="Lain")
    equal(world.clients["approver"].request("PUT", path, mine, {"If-Match": '"1"'}).status, 412)


def check_devices(world):
    """A device speaks for itself."""
    client = world.clients["officer"]
    path = "/devices/" + world.clients["approver"].device
    equal(client.request("PUT", path, {"version": "0.1.0", "pending": 9}).status, 404)


def check_events(world):
    """A stream tells of one's own feeds alone."""
    text = CALLS["getEvents"](world, "officer", 0).body.decode()
    data = json.loads(text.split("data: ")[1])
    equal([one["scope"] for one in data["states"]], world.clients["officer"].scopes())


def check_scopes(world):
    equal(world.clients["officer"].scopes(), ["agency:" + AGENCY])
    equal(world.clients["admin"].scopes(), [])
    assert set(world.scopes[:2]) <= set(world.clients["coordinator"].scopes())


def check_no_rise(world):
    """Members that a request does not have never change anything."""
    client = Client(world.hub, PEOPLE["officer"])
    complaint = world.complaint(0)
    reply = client.make_reply(complaint, role="admin", agencyCode=OTHER_AGENCY, status="closed")
    assert client.put_reply(reply).status in (201, 422)
    answer = client.request("POST", "/auth/refresh", {"refreshToken": client.refresh_token,
                                                      "role": "admin"})
    if answer.status == 200:
        client.take_tokens(answer)
    equal(client.request("GET", "/session").json()["officer"]["role"], "officer")
    stored = client.request("GET", "/complaints/" + complaint["id"]).json()
    equal(stored["agencyCode"], AGENCY)
    assert stored["status"] != "closed"


def check_guessing(world):
    """After a few wrong passwords the account waits, for this source alone."""
    client = Client(world.hub)
    statuses_seen = []
    while 429 not in statuses_seen and len(statuses_seen) < 10:
        answer = client.sign_in("petugas3", "wrong-password")
        statuses_seen.append(answer.status)
    equal(statuses_seen[:3], [401, 401, 401])
    equal(answer.problem(), "rate-limited")
    assert int(answer.headers["Retry-After"]) >= 1
    equal(client.sign_in("petugas3").status, 429)
    equal(client.sign_in("pimpinan").status, 200)


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    routes = json.loads(hub.command("routes").stdout)["routes"]
    tap.run("access/every-route-has-a-line", check_table, routes)
    world = World(hub)
    for route in routes:
        tap.run("access/" + route["name"], check_route, world, route["name"])
    tap.run("access/replies-of-others", check_secrets, world)
    tap.run("access/batch", check_batch, world)
    tap.run("access/drafts", check_drafts, world)
    tap.run("access/devices", check_devices, world)
    tap.run("access/events", check_events, world)
    tap.run("access/scopes", check_scopes, world)
    tap.run("access/no-rise", check_no_rise, world)
    tap.run("access/guessing", check_guessing, world)
    tap.end()


main()
