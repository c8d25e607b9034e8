#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands as a script sees them: exit status, one line of error, JSON."""

import json
import os
import sqlite3
import ssl
import sys

from loket_client import Client
from loket_hub import DemoHub
from loket_tap import Tap, equal

HEADER = "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Isi Laporan Awal,ID Instansi Terdisposisi," \
         "Instansi Terdisposisi,Status Laporan\n"


def fails(hub, status, word, *arguments, text=None):
    """A refused command: its status, and one line that tells why."""
    done = hub.command(*arguments, text=text, status=None)
    equal((done.returncode, done.stdout), (status, ""))
    lines = done.stderr.rstrip("\n").split("\n")
    equal(len(lines), 1)
    assert lines[0].startswith("loket-server: ") and word in lines[0], lines


def usage(hub, folder):
    equal(hub.command("--help").returncode, 0)
    assert "serve" in hub.command("--help").stdout
    for command in ("init", "user", "import", "serve", "replies", "complaint", "backup", "restore",
                    "verify", "devices", "holidays", "policy",
                    "deadlines"):
        assert "--data" in hub.command(command, "--help").stdout
    equal(hub.command(status=None).returncode, 2)
    fails(hub, 2, "brew", "brew")
    fails(hub, 2, "--data", "init")
    fails(hub, 2, "--data", "replies")
    fails(hub, 2, "--data", "deadlines")
    fails(hub, 2, "--data", "holidays", "list")
    fails(hub, 2, "--data", "policy", "list")
    fails(hub, 2, "--data", "import", "x.csv")
    fails(hub, 2, "--listen", "serve", "--data", folder)
    fails(hub, 2, "--zap", "serve", "--zap")


def init(hub, folder):
    fails(hub, 1, "no hub", "replies", "--data", folder)
    fails(hub, 1, "no hub", "serve", "--data", folder, "--listen", "127.0.0.1:0")
    fails(hub, 2, "time zone", "init", "--data", folder, "--zone", "Asia/Nowhere")
    hub.command("init", "--data", folder, "--region-name", "Kabupaten Contoh", "--zone", "Asia/Jakarta")
    fails(hub, 1, "already", "init", "--data", folder)
    equal(hub.command("replies", "--data", folder, "--json").stdout, "")


def add(hub, folder, *arguments, password="rahasia-sekali\n"):
    return hub.command("user", "add", *arguments, "--password-stdin", "--data", folder, text=password)


def users(hub, folder):
    officer = ("--role", "officer", "--agency", "131410")
    assert "next import" in add(hub, folder, "ani", *officer).stdout
    equal("next import" in add(hub, folder, "budi", *officer).stdout, False)
    add(hub, folder, "wati", "--role", "coordinator", "--name", "Wati Contoh")
    fails(hub, 1, "already", "user", "add", "ani", *officer, "--password-stdin", "--data", folder,
          text="rahasia-sekali\n")
    for arguments, word, text in (
            (("ani2", "--role", "officer", "--agency", "Dinas Anu"), "131410", "rahasia-sekali\n"),
            (("ani2", "--role", "officer"), "--agency", "rahasia-sekali\n"),
            (("ani2", "--role", "boss", *officer[2:]), "--role", "rahasia-sekali\n"),
            (("Ani Dua", *officer), "small letters", "rahasia-sekali\n"),
            (("ani2", *officer), "at least 8", "tujuh-7\n"),
            (("ani2", *officer), "standard input", "")):
        fails(hub, 2, word, "user", "add", *arguments, "--password-stdin", "--data", folder, text=text)
    fails(hub, 2, "--password-stdin", "user", "add", "ani2", *officer, "--data", folder)
    fails(hub, 1, "no such account", "user", "disable", "nobody", "--data", folder)
    fails(hub, 2, "user knows", "user", "--data", folder)

    hub.command("user", "disable", "budi", "--data", folder)
    listed = json.loads(hub.command("user", "list", "--json", "--data", folder).stdout)
    equal([(one["username"], one["role"], one["agency_code"], one["disabled"]) for one in listed],
          [("ani", "officer", "131410", False), ("budi", "officer", "131410", True),
           ("wati", "coordinator", None, False)])
    assert "disabled" in hub.command("user", "list", "--data", folder).stdout


def imports(hub, folder):
    path = os.path.join(hub.folder, "ekspor.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER + "9900001,3 Jan 2026,Lampu padam,Gelap.,131410,Dinas Contoh,Proses\n"
                   "9900002,31 Feb 2026,Lampu padam,Gelap.,131410,Dinas Contoh,Proses\n"
                   "9900003,3 Jan 2026,Jalan rusak,Lubang.,,Dinas Tanpa Kode,Proses\n")

    def run(*options):
        return json.loads(hub.command("import", path, "--data", folder, "--json", *options).stdout)

    equal((run("--dry-run")["new"], run("--dry-run")["new"]), (2, 2))
    first = run()
    equal((first["new"], first["unassigned"], first["unmapped"]), (2, 1, ["Dinas Tanpa Kode"]))
    equal([(one["row"], one["column"]) for one in first["refused"]], [(3, "Tanggal Laporan Masuk")])
    equal((run()["new"], run()["unchanged"]), (0, 2))
    listed = json.loads(hub.command("user", "list", "--json", "--data", folder).stdout)
    equal(listed[0]["agency_name"], "Dinas Contoh")
    assert "refused 1" in hub.command("import", path, "--data", folder).stdout
    fails(hub, 1, "", "import", os.path.join(hub.folder, "none.csv"), "--data", folder)


def addresses(hub, folder):
    for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0"):
        fails(hub, 2, "proxy", "serve", "--data", folder, "--listen", address)
        fails(hub, 2, "demo", "serve", "--data", hub.data, "--listen", address, "--behind-proxy")
    for address in ("127.0.0.1", "example.org:443", "8443", ":8443"):
        fails(hub, 2, "--listen", "serve", "--data", folder, "--listen", address)
    fails(hub, 2, "together", "serve", "--data", folder, "--listen", "127.0.0.1:0", "--tls-cert", "x")


def resets(hub, folder):
    """A new password ends what the old one opened."""
    client = Client(hub, "petugas2")
    hub.run("user", "reset", "petugas2", "--password-stdin", text="baru-sekali\n")
    equal(client.request("GET", "/session").status, 401)
    equal(client.sign_in("petugas2", "baru-sekali").status, 200)


def certificate(hub, folder):
    """Signed by the hub's own authority, for this machine alone."""
    with hub.connect() as tls:
        shown = tls.getpeercert()
    equal(shown["subjectAltName"],
          (("DNS", "localhost"), ("IP Address", "127.0.0.1"), ("IP Address", "0:0:0:0:0:0:0:1")))
    equal(dict(part[0] for part in shown["issuer"])["commonName"], "Loket demo CA")
    days = (ssl.cert_time_to_seconds(shown["notAfter"]) - ssl.cert_time_to_seconds(shown["notBefore"])) / 86400
    assert 397 <= days < 398, days


def replies(hub, folder):
    client = Client(hub, "petugas")
    complaint = client.open_complaints("agency:131410")[0]
    reply = client.make_reply(complaint, text="Lampu di depan pasar sudah kami periksa bersama petugas,\n“baik”.")
    receipt = client.put_reply(reply).json()
    lines = hub.run("replies", "--json").stdout.rstrip("\n").split("\n")
    told = [json.loads(line) for line in lines]
    checks = told[0].pop("checks")
    equal((checks["version"] != "", checks["guidance"] > 0, sorted(checks)),
          (True, True, ["compared", "findings", "guidance", "version"]))
    equal(told, [{
        "seq": 1, "reply_id": reply["replyId"], "tracking_id": complaint["trackingId"],
        "officer": "petugas", "body_sha256": receipt["bodySha256"],
        "accepted_at": receipt["acceptedAt"], "text": reply["text"], "recovered": False}])
    assert complaint["trackingId"] in hub.run("replies").stdout


def complaint(hub, folder):
    """What happens to complaints by command, seen by the officer who had them."""
    client = Client(hub, "petugas")
    scope = "agency:131410"
    state = client.request("GET", "/sync/snapshot?limit=1&scope=" + scope).lines()[0]["state"]
    first, second, third, fourth = client.open_complaints(scope)[:4]
    number = {one["id"]: one["trackingId"] for one in (first, second, third, fourth)}

    def act(what, one, *options):
        hub.run("complaint", what, "#" + number[one["id"]], *options)

    act("add-message", first, "--text", "Masih padam.")
    act("assign", first, "--agency", "131412", "--reason", "Salah alamat.")
    act("merge", second, "--into", number[third["id"]])
    act("close", third, "--by", "system")
    act("withdraw", fourth)
    act("archive", fourth)
    act("reopen", fourth)
    act("erase", fourth)
    page = client.request("GET", "/sync/changes?scope=" + scope + "&since=" + state).lines()[1:]
    found = {line.get("id", line.get("removed")): line for line in page}
    equal([(found[one["id"]].get("reason"), found[one["id"]].get("into"))
           for one in (first, second, third, fourth)],
          [("unassigned", None), ("merged", third["id"]), (None, None), ("erased", None)])
    closed = found[third["id"]]
    equal((closed["status"], closed["closedBy"], len(closed["messages"]) - len(third["messages"])),
          ("closed", "system", 2))

    known = number[third["id"]]
    fails(hub, 1, "closed", "complaint", "withdraw", known, "--data", hub.data)
    fails(hub, 1, "erased", "complaint", "reopen", number[fourth["id"]], "--data", hub.data)
    fails(hub, 1, "#123", "complaint", "close", "123", "--data", hub.data)
    fails(hub, 1, "agency", "complaint", "assign", number[first["id"]], "--agency", "x", "--data", hub.data)
    for arguments, word in ((("brew", known), "knows"), (("close",), "number"), (("assign", known), "--agency"),
                            (("merge", known), "--into"), (("add-message", known), "--text"),
                            (("close", known, "--by", "me"), "--by"),
                            (("close", known, "--reason", "x" * 501), "reason"),
                            (("add-message", known, "--text", " "), "text")):
        fails(hub, 2, word, "complaint", *arguments, "--data", hub.data)


def overfull(hub, folder):
    """A complaint from before there were limits takes nothing more, says so, and can be erased."""
    one = Client(hub, "petugas").open_complaints("agency:131410")[0]
    equal(hub.stop(), 0)
    with sqlite3.connect(os.path.join(hub.data, "hub.db")) as db:
        line = json.loads(db.execute("SELECT line FROM complaints WHERE id = ?", (one["id"],)).fetchone()[0])
        line["messages"] += [{"id": "m%d" % i, "author": "reporter", "text": "Lagi."} for i in range(1101)]
        db.execute("UPDATE complaints SET line = ? WHERE id = ?", (json.dumps(line), one["id"]))
    hub.start()
    client = Client(hub, "petugas")
    path = "/complaints/" + one["id"]
    equal([client.put_reply(client.make_reply(one)).problem(),
           client.request("PUT", path + "/claim").problem(),
           client.request("POST", path + "/return", {"reason": "Bukan kami.", "basedOn": {"substance": one["substance"]}}).problem()],
          ["conversation-full"] * 3)
    fails(hub, 1, "full", "complaint", "close", one["trackingId"], "--data", hub.data)
    hub.run("complaint", "erase", one["trackingId"])
    equal(client.request("GET", path).json()["title"], "(dihapus)")


def main():
    tap = Tap()
    hub = DemoHub(sys.argv[1])
    folder = os.path.join(hub.folder, "empty")
    for check in (usage, init, users, imports, addresses, resets, certificate, replies, complaint, overfull):
        tap.run("commands/" + check.__name__, check, hub, folder)
    tap.end()


main()
