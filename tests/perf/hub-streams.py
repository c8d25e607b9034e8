#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What idle streams of events cost the hub: opens N of them, prints the growth
of its memory for each, and how long until all of them heard of one reply.

    tests/perf/hub-streams.py PROGRAM [N]
"""

import os
import selectors
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from loket_client import Client  # noqa: E402  pylint: disable=wrong-import-position
from loket_hub import PASSWORD, DemoHub  # noqa: E402  pylint: disable=wrong-import-position

EACH = 8  # what one officer may have


def resident(hub):
    with open(f"/proc/{hub.process.pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))


def open_stream(hub, client):
    tls = hub.connect()
    tls.sendall(("GET /api/v1/sync/events HTTP/1.1\r\nHost: localhost\r\n"
                 f"Authorization: Bearer {client.token}\r\n\r\n").encode())
    text = b""
    while b"data: " not in text or not text.endswith(b"\n\n"):
        text += tls.recv(65536)
    tls.setblocking(False)
    return tls


def sign_in_all(hub, n):
    clients = []
    for i in range(n):
        name = f"orang{i}"
        hub.add_user(name, "131410")
        clients.append(Client(hub, name, PASSWORD))
    return clients


def main():
    hub = DemoHub(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    clients = sign_in_all(hub, (n + EACH - 1) // EACH)
    before = resident(hub)
    streams = [open_stream(hub, clients[i // EACH]) for i in range(n)]
    after = resident(hub)
    print(f"{n} idle streams: {(after - before) / n:.1f} KiB each, {after / 1024:.0f} MiB in all")

    client = Client(hub, "petugas")
    reply = client.make_reply(client.open_complaints("agency:131410")[0])
    selector = selectors.DefaultSelector()
    for tls in streams:
        selector.register(tls, selectors.EVENT_READ)
    began = time.monotonic()
    assert client.put_reply(reply).status == 201
    waiting = set(streams)
    while waiting:
        for key, _ in selector.select(timeout=10):
            try:
                if b"event: state" in key.fileobj.recv(65536):
                    waiting.discard(key.fileobj)
            except BlockingIOError:
                pass
            except OSError:
                pass
    print(f"all of them heard of a reply after {(time.monotonic() - began) * 1000:.0f} ms")


main()
