#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no client of ours would send: half requests, doubled headers, floods."""

import json
import os
import socket
import ssl
import sys
import warnings

from loket_client import Client, digest, read_answer
from loket_hub import DemoHub
from loket_place import wait_for
from loket_tap import Tap, equal

HOST = b"Host: 127.0.0.1\r\n"
PUT = b"PUT /api/v1/complaints/%s/replies/%s HTTP/1.1\r\n" % (
    b"11111111-1111-4111-8111-111111111111", b"22222222-2222-4222-8222-222222222222")


def check_ours(answer):
    """Even a refusal is recognisably the hub's."""
    assert answer is not None, "no answer"
    assert "Sync-Epoch" in answer.headers, answer.headers
    equal(answer.headers["Content-Type"], "application/problem+json")
    equal(answer.headers["Content-Digest"], digest(answer.body))
    equal(int(answer.headers["Content-Length"]), len(answer.body))
    equal(answer.headers["Cache-Control"], "private, no-store")


def check_refused(hub, data, status, code):
    answer = hub.raw(data)
    check_ours(answer)
    equal(answer.status, status)
    equal(answer.problem(), code)


def chunked(hub, token):
    check_refused(hub, PUT + HOST + token + b"Content-Type: application/json\r\n"
                  b"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n", 411, "length-required")


def both_lengths(hub, token):
    """The smuggler's way: a second request hides in what one side takes for the body."""
    answer_count = 0
    with hub.connect() as tls:
        tls.sendall(PUT + HOST + token + b"Content-Type: application/json\r\nContent-Length: 5\r\n"
                    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    b"GET /api/v1/session HTTP/1.1\r\n" + HOST + token + b"\r\n")
        data = b""
        while True:
            more = tls.recv(65536)
            if not more:
                break
            data += more
        answer_count = data.count(b"HTTP/1.1 ")
        assert data.startswith(b"HTTP/1.1 411 "), data[:80]
    equal(answer_count, 1)


def too_large(hub, token):
    """Ten gigabytes are announced, none is sent, and the answer is there."""
    check_refused(hub, PUT + HOST + token + b"Content-Type: application/json\r\n"
                  b"Content-Length: 10737418240\r\n\r\n", 413, "too-large")


def too_large_and_pushing(hub, token):
    """Who goes on sending still gets to see the answer."""
    with hub.connect() as tls:
        tls.sendall(PUT + HOST + token + b"Content-Type: application/json\r\n"
                    b"Content-Length: 300000\r\n\r\n" + b"x" * 30000)
        answer = read_answer(tls)
    check_ours(answer)
    equal(answer.status, 413)


def largest(hub, client):
    """The last length that is taken is read whole: refused for what it says."""
    body = b"{" + b" " * (256 * 1024 - 2) + b"}"
    path = "/complaints/11111111-1111-4111-8111-111111111111/replies/22222222-2222-4222-8222-222222222222"
    equal(client.request("PUT", path, body).status, 422)
    equal(client.request("PUT", path, body + b" ").status, 413)
    client.connection.close()


def no_length(hub, token):
    check_refused(hub, PUT + HOST + token + b"Content-Type: application/json\r\n\r\n", 411,
                  "length-required")


def body_where_none(hub, token):
    check_refused(hub, b"GET /api/v1/session HTTP/1.1\r\n" + HOST + token +
                  b"Content-Length: 3\r\n\r\n", 413, "too-large")


def body_where_none_is_put(hub, token):
    """A claim has no body; neither has a stream."""
    for line in (b"PUT /api/v1/complaints/11111111-1111-4111-8111-111111111111/claim",
                 b"GET /api/v1/sync/events"):
        check_refused(hub, line + b" HTTP/1.1\r\n" + HOST + token + b"Content-Length: 2\r\n\r\n{}", 413,
                      "too-large")
        check_refused(hub, line + b" HTTP/1.1\r\n" + HOST + token +
                      b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, "length-required")


def two_conditions(hub, token):
    """Which of two versions is meant nobody can tell."""
    path = b"/api/v1/drafts/11111111-1111-4111-8111-111111111111 HTTP/1.1\r\n"
    for name in (b"If-Match", b"If-None-Match", b"Last-Event-ID", b"Recovered-Receipt"):
        check_refused(hub, b"DELETE " + path + HOST + token + name + b': "1"\r\n' + name + b': "2"\r\n\r\n',
                      400, "bad-request")


def two_hosts(hub, token):
    check_refused(hub, b"GET /api/v1/session HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n" + token +
                  b"\r\n", 400, "bad-request")


def foreign_host(hub, token):
    check_refused(hub, b"GET /api/v1/session HTTP/1.1\r\nHost: evil.example\r\n" + token + b"\r\n", 400,
                  "bad-request")


def foreign_target(hub, token):
    check_refused(hub, b"GET https://evil.example/api/v1/session HTTP/1.1\r\n" + HOST + token + b"\r\n",
                  400, "bad-request")


def no_host(hub, token):
    answer = hub.raw(b"GET /api/v1/session HTTP/1.1\r\n" + token + b"\r\n")
    check_ours(answer)
    equal(answer.status, 400)


def two_tokens(hub, token):
    check_refused(hub, b"GET /api/v1/session HTTP/1.1\r\n" + HOST + token + token + b"\r\n", 400,
                  "bad-request")


def encoded_path(hub, token):
    check_refused(hub, b"GET /api/v1/auth/..%2fsession HTTP/1.1\r\n" + HOST + token + b"\r\n", 404,
                  "not-found")


def garbage(hub, token):
    answer = hub.raw(b"\x16\x03\x01 not HTTP at all \xff\xfe\r\n\r\n")
    if answer is not None:
        check_ours(answer)
        equal(answer.status, 400)


def endless_headers(hub, token):
    with hub.connect() as tls:
        try:
            tls.sendall(b"GET /api/v1/session HTTP/1.1\r\n" + HOST + b"X-Filler: " + b"a" * 300000)
            answer = read_answer(tls)
        except (ConnectionError, ssl.SSLError):
            answer = None
    assert answer is None or answer.status >= 400, answer


def nested(hub, client):
    path = "/complaints/%s/replies/%s" % ("1" * 8 + "-1111-4111-8111-" + "1" * 12,
                                          "2" * 8 + "-2222-4222-8222-" + "2" * 12)
    for body in (b"[" * 100000, b"{\"a\":" * 40000, b"{\"a\":'\"'" + b"[" * 100000):
        answer = client.request("PUT", path, body)
        equal(answer.status, 400)
        equal(answer.problem(), "bad-request")


def wrong_digest(hub, client):
    answer = client.request("POST", "/replies/status", b'{"ids":[]}', {"Content-Digest": digest(b"{}")})
    equal(answer.problem(), "digest-mismatch")


def no_digest(hub, client):
    equal(client.request("POST", "/replies/status", b'{"ids":[]}', {"Content-Digest": None}).status, 400)


def wrong_type(hub, client):
    answer = client.request("POST", "/replies/status", b'{"ids":[]}', {"Content-Type": "text/plain"})
    equal(answer.problem(), "unsupported-media-type")


def range_of_answer(hub, client):
    """A part of an answer would not fit its digest, so there are no parts."""
    answer = client.request("GET", "/session", None, {"Range": "bytes=0-9"})
    equal(answer.status, 200)
    equal(answer.headers["Content-Digest"], digest(answer.body))


def leaves_nothing(hub, client):
    """However a connection ends, its socket ends with it."""
    def descriptors():
        return len(os.listdir(f"/proc/{hub.process.pid}/fd"))

    def end_in_every_way():
        for _ in range(5):
            socket.create_connection(("127.0.0.1", hub.port)).close()
            hub.connect().close()
            for start in (b"GET /api", b"GET /api/v1/session HTTP/1.1\r\n" + HOST + b"\r\n"):
                with hub.connect() as tls:
                    tls.sendall(start)
            answer = client.request("GET", "/session")
            equal((answer.status, answer.headers["Connection"]), (200, "close"))

    end_in_every_way()
    before = descriptors()
    for _ in range(5):
        end_in_every_way()
    wait_for(lambda: descriptors() <= before, "the connections to be closed")


def old_tls(hub):
    warnings.simplefilter("ignore", DeprecationWarning)
    context = ssl.create_default_context(cafile=hub.data + "/tls/ca.pem")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    hub.context, kept = context, hub.context
    try:
        hub.connect().close()
    except (ssl.SSLError, ConnectionError):
        return
    finally:
        hub.context = kept
    raise AssertionError("TLS 1.1 was accepted")


def half_sent(hub, client):
    """A body cut off never reaches a handler."""
    complaint = client.open_complaints(client.scopes()[0])[0]
    reply = client.make_reply(complaint)
    body = json.dumps(reply).encode()
    with hub.connect() as tls:
        tls.sendall(("PUT /api/v1/complaints/%s/replies/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     "Authorization: Bearer %s\r\nSync-Epoch: %s\r\nContent-Type: application/json\r\n"
                     "Content-Digest: %s\r\nContent-Length: %d\r\n\r\n" %
                     (complaint["id"], reply["replyId"], client.token, client.epoch, digest(body),
                      len(body))).encode() + body[:-1])
    answer = client.request("POST", "/replies/status", {"ids": [reply["replyId"]]})
    equal(answer.json()["replies"][0]["state"], "unknown")


def ends_cleanly(hub):
    """Also with streams open, questions waiting and a reader who takes nothing."""
    client = Client(hub, "petugas")
    scope = "agency:131410"
    state = client.request("GET", "/sync/snapshot?limit=1&scope=" + scope).lines()[0]["state"]
    streams = [hub.connect() for _ in range(4)]
    for tls in streams:
        tls.sendall(client.head("GET", "/sync/events"))
    waits = [hub.connect() for _ in range(4)]
    for tls in waits:
        tls.sendall(client.head("GET", "/sync/changes?wait=50&scope=" + scope + "&since=" + state))
    for tls in streams[:3]:
        assert tls.recv(1), "the stream did not begin"
    equal(client.request("GET", "/session").status, 200)
    equal(hub.stop(), 0)
    for tls in waits:
        answer = read_answer(tls)
        # One that had not begun to wait is asked to come again.
        assert answer is None or answer.status in (304, 503), answer.status
    for tls in streams + waits:
        tls.close()


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    client = Client(hub, "petugas")
    token = b"Authorization: Bearer " + client.token.encode() + b"\r\n"

    for check in (chunked, both_lengths, too_large, too_large_and_pushing, no_length, body_where_none,
                  body_where_none_is_put, two_conditions,
                  two_hosts, foreign_host, foreign_target, no_host, two_tokens, encoded_path, garbage,
                  endless_headers):
        tap.run("raw/" + check.__name__.replace("_", "-"), check, hub, token)
    for check in (largest, nested, wrong_digest, no_digest, wrong_type, range_of_answer, leaves_nothing,
                  half_sent):
        tap.run("raw/" + check.__name__.replace("_", "-"), check, hub, client)
        client.connection.close()
        client.connection = None
    tap.run("raw/old-tls", old_tls, hub)
    tap.run("raw/ends-cleanly", ends_cleanly, hub)
    tap.end()


main()
