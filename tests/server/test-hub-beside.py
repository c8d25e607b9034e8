#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands beside a serving hub, and hubs that are killed: nothing that was
promised is lost, nothing is stored twice, and the file stays whole."""

import csv
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading

from loket_client import Client
from loket_hub import DemoHub
from loket_place import wait_for
from loket_tap import Tap, equal

AGENCY = "agency:131410"


def write_export(path, rows, word):
    """An export for the agency, its titles ending in a word."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Tracking ID", "Tanggal Laporan Masuk", "Judul Laporan", "Isi Laporan Awal",
                         "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Status Laporan"])
        for i in range(rows):
            writer.writerow([9700000 + i, "3 Jan 2026", f"Lampu padam {word}", "Tiga malam gelap.", "131410",
                             "Dinas Pekerjaan Umum dan Penataan Ruang", "Proses"])


def check_file(hub):
    path = os.path.join(hub.data, "hub.db")
    with sqlite3.connect("file:" + path + "?mode=ro", uri=True) as connection:
        equal(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        equal(connection.execute("SELECT count (*) FROM replies").fetchone()[0],
              connection.execute("SELECT coalesce (max (seq), 0) FROM replies").fetchone()[0])
        gaps = connection.execute(
            "SELECT h.scope FROM scope_head h WHERE h.seq <> (SELECT count (*) FROM change_log l "
            "WHERE l.scope = h.scope)").fetchall()
        equal(gaps, [])
    connection.close()


def beside(hub):
    """Replies go in while imports, accounts and lists run as programs of their own."""
    client = Client(hub, "petugas")
    before = len(client.complaints(AGENCY))
    complaints = client.open_complaints(AGENCY)[:40]
    failures = []

    def run_commands():
        try:
            for round_ in range(4):
                path = os.path.join(hub.folder, f"export-{round_}.csv")
                write_export(path, 300, f"kali {round_}")
                result = json.loads(hub.run("import", path, "--json").stdout)
                equal((result["new"], result["changed"]), (300, 0) if round_ == 0 else (0, 300))
                hub.add_user(f"orang{round_}", "131410")
                hub.replies()
        except Exception as error:  # pylint: disable=broad-except
            failures.append(error)

    commands = threading.Thread(target=run_commands)
    commands.start()
    sent = []
    while commands.is_alive() or complaints:
        if complaints:
            reply = client.make_reply(complaints.pop())
            equal(client.put_reply(reply).status, 201)
            sent.append(reply["replyId"])
        else:
            equal(client.request("GET", "/session").status, 200)
    commands.join()
    equal(failures, [])
    equal([one["reply_id"] for one in hub.replies()], sent)
    equal([one["seq"] for one in hub.replies()], list(range(1, len(sent) + 1)))
    equal(len(client.complaints(AGENCY)), before + 300)
    check_file(hub)


def together(hub):
    """Replies that come at the same time share a commit, and nothing else: each
    gets its own verdict."""
    client = Client(hub, "petugas3")
    complaints = client.open_complaints("agency:131412")[:24]
    before = len(hub.replies())
    good = [client.make_reply(one) for one in complaints]
    bad = [dict(client.make_reply(one), basedOn={"substance": 999}) for one in complaints[:8]]
    twice = good[:8]
    requests = [reply for trio in zip(good[:8], bad, twice) for reply in trio] + good[8:]
    found = {}
    start = threading.Barrier(8)

    def run(which):
        own = Client(hub)
        own.token, own.epoch = client.token, client.epoch
        start.wait()
        for i in range(which, len(requests), 8):
            found[i] = (requests[i], own.put_reply(requests[i]))
            own.connection = None

    threads = [threading.Thread(target=run, args=(which,)) for which in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = {}
    for reply, answer in found.values():
        statuses.setdefault(reply["replyId"], []).append(answer.status)
    equal({tuple(sorted(statuses[reply["replyId"]])) for reply in twice}, {(200, 201)})
    equal({tuple(statuses[reply["replyId"]]) for reply in good[8:]}, {(201,)})
    assert all(statuses[reply["replyId"]][0] in (409, 422) for reply in bad), statuses
    now = hub.replies()
    equal(len(now), before + len(good))
    equal([one["seq"] for one in now], list(range(1, len(now) + 1)))
    check_file(hub)


def killed(hub):
    """What got its 201 is there after SIGKILL; what did not may be sent again."""
    client = Client(hub, "petugas3")
    promised = {}
    for _ in range(3):
        complaints = client.open_complaints("agency:131412")
        replies = [client.make_reply(one) for one in complaints if not one["messages"]][:6]
        killer = threading.Timer(0.02, hub.process.kill)
        killer.start()
        for reply in replies:
            try:
                answer = client.put_reply(reply)
            except OSError:
                break
            equal(answer.status, 201)
            promised[reply["replyId"]] = answer.json()
        killer.join()
        hub.process.wait()
        hub.start()
        client.connection = None
        for reply in replies:
            answer = client.put_reply(reply)
            assert answer.status in (200, 201), answer.body
            if reply["replyId"] in promised:
                equal((answer.status, answer.json()), (200, promised[reply["replyId"]]))
            promised[reply["replyId"]] = answer.json()
    ids = [one["reply_id"] for one in hub.replies()]
    equal(len(ids), len(set(ids)))
    assert set(promised) <= set(ids)
    check_file(hub)


def killed_import(hub):
    """An import is whole or not there."""
    path = os.path.join(hub.folder, "big.csv")
    write_export(path, 3000, "sekali lagi")
    with subprocess.Popen([hub.program, "import", path, "--data", hub.data],
                          stdout=subprocess.DEVNULL) as process:
        wal = os.path.join(hub.data, "hub.db-wal")
        size = os.path.getsize(wal)
        wait_for(lambda: process.poll() is not None or os.path.getsize(wal) != size, "the import to write")
        process.kill()
    result = json.loads(hub.run("import", path, "--json").stdout)
    assert (result["new"], result["changed"], result["unchanged"]) in (
        (2700, 300, 0), (0, 0, 3000)), result
    check_file(hub)


def one_server(hub):
    second = hub.run("serve", "--listen", "127.0.0.1:0", status=None)
    equal(second.returncode, 1)
    assert "served already" in second.stderr, second.stderr


def private_files(hub):
    for folder, _, names in os.walk(hub.data):
        equal(stat.S_IMODE(os.stat(folder).st_mode), 0o700)
        for name in names:
            equal((name, stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)), (name, 0o600))


def quiet(hub):
    """Words of people are in the database and nowhere else."""
    assert not os.path.exists(os.path.join(hub.data, "log"))
    equal(hub.stop(), 0)
    assert not os.path.exists(hub.port_file)
    equal(os.path.getsize(os.path.join(hub.data, "hub.db-wal")), 0)


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    for check in (beside, together, killed, killed_import, one_server, private_files, quiet):
        tap.run("beside/" + check.__name__.replace("_", "-"), check, hub)
    tap.end()


main()
