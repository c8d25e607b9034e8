#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Others answer in the hub's place: everything is kept, and the message says so."""

import http.server
import json
import os
import ssl
import threading

from loket_e2e import REPLY, Hub, Officer, check, equal, run


class Stranger:
    """Answers at the hub's address, with or without its certificate."""

    def __init__(self, port, answer, certificate=None):
        requests = self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                requests.append(self.command)
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        http.server.ThreadingHTTPServer.allow_reuse_address = True
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.handle_error = lambda *_: None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


HTML = b"<!DOCTYPE html><html><body>Silakan masuk ke jaringan tamu</body></html>"
PAGE = (200, {"Content-Type": "text/html"}, HTML)
REDIRECT = (302, {"Content-Type": "text/html", "Location": "http://192.0.2.1/login"}, HTML)
FAKE = (201, {"Content-Type": "application/json"}, b'{"replyId":"x","ok":true}')
GONE = (404, {"Content-Type": "text/html"}, HTML)
NOT_ALLOWED = (401, {"Content-Type": "application/json"}, b'{"error":"unauthorized"}')


def prepare(place):
    hub = Hub(place)
    hub.load("lapor_export_21_columns.xlsx")
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    queue = officer.json("queue")
    hub.stop()
    equal(officer.send(queue[0]["tracking_id"], REPLY.format(1))["state"], "queued", "the reply")
    return hub, officer, queue


def expect_kept(officer, queue, what, *words):
    failed = officer.run("sync", "--json", status=3)
    summary = json.loads(failed.stdout)
    equal((summary["state"], summary["waiting"], summary["sent"]), ("offline", 1, 0), f"what sync says about {what}")
    equal(len(failed.stderr.strip().splitlines()), 1, f"the lines about {what}")
    check("kept" in failed.stderr, f"the message about {what} does not say what was kept: {failed.stderr}")
    for word in words:
        check(word in failed.stderr, f"the message about {what} lacks “{word}”: {failed.stderr}")
    equal([row["tracking_id"] for row in officer.json("queue")], [row["tracking_id"] for row in queue],
          f"the queue after {what}")
    item, = officer.json("outbox", "list", "--pending")
    check(item["state"] in ("queued", "waiting"), f"the reply after {what}: {item}")


def finish(hub, officer):
    hub.start()
    equal(officer.sync_until_done()["waiting"], 0, "what waits when the hub is back")
    equal([reply["text"] for reply in hub.replies()], [REPLY.format(1)], "what the hub stored")


def refused(place):
    """nobody listens at the hub's address"""
    hub, officer, queue = prepare(place)
    expect_kept(officer, queue, "a refused connection")
    finish(hub, officer)


def portal(place):
    """a captive portal or another server answers with the hub's own certificate"""
    hub, officer, queue = prepare(place)
    certificate = (os.path.join(hub.data, "tls", "cert.pem"), os.path.join(hub.data, "tls", "key.pem"))
    for what, answer in (("a portal's page", PAGE), ("a portal's redirect", REDIRECT), ("a stranger's 201", FAKE),
                         ("a stranger's 404", GONE), ("a stranger's 401", NOT_ALLOWED)):
        with Stranger(hub.port, answer, certificate) as stranger:
            expect_kept(officer, queue, what)
            check(stranger.requests, f"nothing was asked of {what}")
            check("PUT" not in stranger.requests, f"the reply went to {what}")
    finish(hub, officer)


def plain(place):
    """a portal that speaks no TLS at all"""
    hub, officer, queue = prepare(place)
    with Stranger(hub.port, PAGE):
        expect_kept(officer, queue, "an answer without TLS")
    finish(hub, officer)


def wrong_ca(place):
    """a hub whose certificate another authority signed"""
    hub, officer, queue = prepare(place)
    other = Hub(place, "other")
    other.port = hub.port
    other.start()
    expect_kept(officer, queue, "a wrong certificate", "certificate")
    other.stop()
    equal(other.replies(), [], "what the wrong hub stored")
    finish(hub, officer)

    stranger = Officer(place, "orang-baru")
    refused_in = stranger.sign_in(hub, ca=other.ca, status=3)
    equal(len(refused_in.stderr.strip().splitlines()), 1, "the lines about the sign-in")


run(refused, portal, plain, wrong_ca)
