#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: exports into the hub, a queue, answers without a connection."""

import os

from loket_e2e import REPLY, Hub, Officer, check, equal, is_open, read_export, run

AGENCY = "131410"
FILES = (("lapor_export_21_columns.xlsx", 80, 0), ("lapor_export_26_columns.xlsx", 40, 0),
         ("lapor_export_odd_rows.xlsx", 27, 3))


def prepare(place):
    hub = Hub(place)
    for name, good, refused in FILES:
        first = hub.load(name).splitlines()
        equal(first[0], f"new {good}, changed 0, unchanged 0, refused {refused}", f"the first import of {name}")
        again = hub.load(name).splitlines()
        equal(again[0], f"new 0, changed 0, unchanged {good}, refused {refused}", f"the second import of {name}")
    hub.add_user("petugas", AGENCY)
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    return hub, officer


def expected_numbers(place):
    wanted = set()
    for name, _, _ in FILES:
        seen = set()
        for row in read_export(os.path.join(place.exports, name)):
            number = row["Tracking ID"]
            if not number or number in seen or row["Tanggal Laporan Masuk"].startswith("32"):
                continue
            seen.add(number)
            if row["ID Instansi Terdisposisi"] == AGENCY and is_open(row):
                wanted.add(number)
    return wanted


def queue(place):
    """the queue holds the agency's open complaints in deadline order"""
    hub, officer = prepare(place)
    summary = officer.json("sync")
    equal(summary["state"], "ok", "the state after the first sync")
    check(summary["received"] > 0, "nothing was received")

    rows = officer.json("queue")
    equal({row["tracking_id"] for row in rows}, expected_numbers(place), "the queue's complaints")
    due = [row["due_at"] for row in rows]
    check(None not in due, "a complaint has no deadline")
    equal(due, sorted(due), "the order of the queue")
    equal(len(officer.json("queue", "--limit", "3")), 3, "the limit of the queue")
    equal(officer.json("sync")["received"], 0, "what a second sync receives")

    shown = officer.json("show", rows[0]["tracking_id"])
    equal(shown["tracking_id"], rows[0]["tracking_id"], "the complaint shown")
    equal(shown["clocks"][0]["due_at"], rows[0]["due_at"], "its deadline")
    for row in rows:
        if row["anonymous"]:
            reporter = officer.json("show", row["tracking_id"])["reporter"]
            check(reporter is None or "•" in reporter, "an anonymous reporter is named")


def offline(place):
    """replies sent without a hub are delivered once when it is back"""
    hub, officer = prepare(place)
    officer.json("sync")
    first, second = [row["tracking_id"] for row in officer.json("queue")][:2]

    hub.stop()
    equal(officer.send(first, REPLY.format(1))["state"], "queued", "the first reply")
    equal(officer.send(second, REPLY.format(2))["state"], "queued", "the second reply")
    failed = officer.run("sync", "--json", status=3)
    check('"state":"offline"' in failed.stdout and '"waiting":2' in failed.stdout, "what sync says: " + failed.stdout)
    equal(len(failed.stderr.strip().splitlines()), 1, "the lines of the message")
    check("kept" in failed.stderr, "the message does not say what was kept: " + failed.stderr)
    equal(sorted(item["tracking_id"] for item in officer.json("outbox", "list", "--pending")), sorted([first, second]),
          "the outbox")

    hub.start()
    equal(officer.sync_until_done()["sent"], 2, "the replies delivered")
    stored = [(reply["tracking_id"], reply["text"]) for reply in hub.replies()]
    equal(sorted(stored), sorted([(first, REPLY.format(1)), (second, REPLY.format(2))]), "what the hub stored")
    equal(officer.json("outbox", "list", "--pending"), [], "the outbox afterwards")
    equal([item["state"] for item in officer.json("outbox")], ["accepted", "accepted"], "the states afterwards")

    # The same again changes nothing; the complaint carries the answer.
    equal(officer.json("sync")["sent"], 0, "what another sync sends")
    equal(len(hub.replies()), 2, "the replies in the end")
    conversation = officer.json("show", first)["conversation"]
    equal([message["text"] for message in conversation if message["author"] == "officer"], [REPLY.format(1)],
          "the conversation")


def blocked(place):
    """a blocker stops a reply, keeps the draft, and can be overruled with a reason"""
    hub, officer = prepare(place)
    officer.json("sync")
    number = officer.json("queue")[0]["tracking_id"]
    text = REPLY.format(1) + " NIK Saudara 6372011505900001 sudah kami catat."

    refused = officer.run("send", number, "--file", "-", "--outcome", "in_progress", "--json", text=text, status=4)
    check('"PDP-01"' in refused.stdout, "the finding is not printed: " + refused.stdout)
    equal(officer.json("outbox"), [], "the outbox after a blocked reply")
    equal(officer.json("draft", number)["text"], text, "the draft after a blocked reply")
    check(any(finding["rule"] == "PDP-01" for finding in officer.json("check", number)), "check does not find it")
    found = officer.json("check", number, "--file", "-", text=text)[0]
    equal(text[found["start"]:found["end"]], "6372011505900001", "the place of the finding")

    officer.run("send", number, "--outcome", "in_progress", "--override", "PDP-01=", status=2)
    sent = officer.json("send", number, "--outcome", "in_progress", "--override",
                        "PDP-01=Pelapor meminta nomornya dicantumkan")
    equal(sent["state"], "queued", "the overruled reply")
    equal(officer.json("sync")["sent"], 1, "the replies delivered")
    equal(hub.replies()[0]["text"], text, "what the hub stored")


def one_program(place):
    """a profile that another program holds is left alone"""
    import fcntl
    hub, officer = prepare(place)
    with open(os.path.join(officer.profile, "lock"), "a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = officer.run("queue", status=3)
        equal(len(refused.stderr.strip().splitlines()), 1, "the lines of the message")
    officer.run("queue")


def usage(place):
    """wrong commands end with status 2 and help with 0"""
    officer = Officer(place)
    for words in ((), ("nonsense",), ("queue", "--nonsense"), ("queue", "--view", "nonsense"), ("send", "1"),
                  ("send", "1", "--outcome", "nonsense"), ("show",), ("outbox", "resolve", "x"), ("sla",), ("check",), ("check", "1", "--outcome", "resolved"), ("check", "--file", "-", "--outcome", "nonsense"),
                  ("sync", "--wait", "-1"), ("queue", "--limit", "-1"), ("--profile",)):
        done = place.run(place.loketctl, *words, status=2)
        equal(len(done.stderr.strip().splitlines()), 1, f"the lines about {words}")
    for words in (("--help",), ("send", "--help"), ("--version",)):
        check(place.run(place.loketctl, *words).stdout, f"{words} prints nothing")
    done = officer.run("sla", "eval", text='nonsense\n{"id":"1","op":"nth_working_date","calendar":"ID",'
                       '"date":"2026-03-13","days":5}\n')
    check('"2026-03-27"' in done.stdout and '"error"' in done.stdout, "sla eval: " + done.stdout)


run(queue, offline, blocked, one_program, usage)
