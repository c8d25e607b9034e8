#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an agency gives its officers comes to their computers, is heeded there without
a connection, and the hub takes what they let go by it."""

import json
import os
import sqlite3

from loket_e2e import REPLY, Hub, Officer, check, equal, run

NUMBER = "99000001"
EXPORT = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n"
          f"{NUMBER};3 Mar 2026;Jalan berlubang;Jalan berlubang di depan pasar;Proses;131410;Dinas Pekerjaan Umum\n")
PHONE = "0812-3456-7890"
TEXT = REPLY.format(1) + f" Hubungi Budi di {PHONE}."
# Who lists its numbers means that any other one is a person's.
STRICT = "[Contacts]\nPhones=0511-5550101\n"
LAX = f"[Contacts]\nPhones=0511-5550101;{PHONE}\n"


def begin(place):
    hub = Hub(place)
    with open(place.path("export.csv"), "w", encoding="utf-8") as file:
        file.write(EXPORT)
    hub.load(place.path("export.csv"))
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return hub, officer


def levels(place, officer):
    """How much the number in the text matters on the officer's computer."""
    with open(place.path("text"), "w", encoding="utf-8") as file:
        file.write(TEXT)
    found = officer.json("check", NUMBER, "--file", place.path("text"), "--outcome", "in_progress")
    return [finding["severity"] for finding in found if finding["rule"] == "PDP-03"]


def without_complaint(place, officer, *options, profile=None):
    """The same of the text alone, and what was said beside it."""
    words = [place.loketctl, "--profile", profile or officer.profile, *options, "check", "--file",
             place.path("text"), "--json"]
    done = place.run(*words)
    return [one["severity"] for one in json.loads(done.stdout) if one["rule"] == "PDP-03"], done.stderr


def doctor_says(officer):
    """How the doctor finds what the agency gives."""
    checks = json.loads(officer.run("doctor", "--json", status=None).stdout)["checks"]
    return [(one["ok"], one["detail"]) for one in checks if one["name"] == "guidance"]


def edition(hub):
    with sqlite3.connect(os.path.join(hub.data, "hub.db")) as db:
        return [row[0] for row in db.execute("SELECT guidance FROM reply_checks")]


def heeded(place):
    """a number that the agency does not list stops a reply offline; once it lists it, the hub takes it"""
    hub, officer = begin(place)
    equal(levels(place, officer), ["warning"], "before the agency gave anything")
    check("edition 1" in hub.give("checks", STRICT, "--agency", "131410"), "the edition is told")
    officer.json("sync")
    hub.stop()
    equal(levels(place, officer), ["blocker"], "after it listed its numbers")
    (fine, detail), = doctor_says(officer)
    check(fine and "edition 1 with 0 templates" in detail, f"what the doctor finds: {detail}")
    stopped = officer.send(NUMBER, TEXT, status=4)
    check("PDP-03" in [finding["rule"] for finding in stopped["findings"]], "what stops it")

    hub.start()
    hub.give("checks", LAX, "--agency", "131410")
    officer.json("sync")
    hub.stop()
    equal(levels(place, officer), [], "after it listed this one too")
    officer.send(NUMBER, TEXT)
    hub.start()
    equal(officer.sync_until_done()["needs_user"], 0, "what needs a person")
    equal([reply["text"] for reply in hub.replies()], [TEXT], "what the hub stored")
    equal(edition(hub), [2], "by what the hub judged it")


def taken_away(place):
    """what the agency takes away is the whole hub's again, and nothing where that gives nothing"""
    hub, officer = begin(place)
    hub.give("checks", STRICT)
    hub.give("checks", LAX, "--agency", "131410")
    officer.json("sync")
    equal(levels(place, officer), [], "by the agency's own")
    hub.run("checks", "remove", "--agency", "131410")
    officer.json("sync")
    equal(levels(place, officer), ["blocker"], "by the whole hub's")
    hub.run("checks", "remove")
    officer.json("sync")
    equal(levels(place, officer), ["warning"], "by nobody's")


def templates(place):
    """a template whose sentence is vague is approved: neither the officer nor the hub is told of it"""
    hub, officer = begin(place)
    vague = "Perbaikan segera kami lakukan dalam waktu dekat."
    with open(place.path("vague"), "w", encoding="utf-8") as file:
        file.write(TEXT.replace(f"Hubungi Budi di {PHONE}.", vague))
    arguments = ("check", NUMBER, "--file", place.path("vague"), "--outcome", "in_progress")
    check("KON-01" in [one["rule"] for one in officer.json(*arguments)], "a vague promise is found")
    hub.give("templates", "[segera]\ntitle=Segera\nowner=Humas\nreview=2199-01-31\ntext=" + vague + "\n")
    officer.json("sync")
    hub.stop()
    check("KON-01" not in [one["rule"] for one in officer.json(*arguments)], "approved words are not")


MANY = ("[umum]\ntitle=Umum\nowner=Humas\nreview=2199-01-31\ntext=Yth. {pelapor}, terima kasih.\n"
        "[jalan]\ntitle=Jalan\noutcomes=proses\nowner=Bina Marga\nreview=2020-01-31\n"
        "text=Laporan {nomor laporan} diperiksa {tanggal periksa: tanggal} oleh {unit: unit}.\n")


def listed(place):
    """an officer lists the templates offline, those first that fit, and reads one as it would be for a complaint"""
    hub, officer = begin(place)
    equal(officer.json("templates"), [], "before there are any")
    check("gives no templates" in officer.run("templates").stderr, "and why is said")
    hub.give("templates", MANY)
    officer.json("sync")
    hub.stop()
    equal([one["id"] for one in officer.json("templates")], ["jalan", "umum"], "by title")
    found = officer.json("templates", "list", "--for", NUMBER, "--outcome", "resolved")
    equal([(one["id"], one["fits"]) for one in found], [("umum", True), ("jalan", False)], "what fits is first")
    equal([one["review_due"] for one in found], [False, True], "which should have been read again")
    officer.run("draft", NUMBER, "--outcome", "in_progress")
    equal([one["id"] for one in officer.json("templates", "--for", NUMBER)], ["jalan", "umum"], "by the draft's outcome")

    shown = officer.json("templates", "show", "jalan", "--for", NUMBER)
    equal(shown["text"], f"Laporan #{NUMBER} diperiksa {{tanggal periksa: tanggal}} oleh {{unit: unit}}.", "what is filled in")
    equal([shown["text"][one["start"]:one["end"]] for one in shown["blanks"]],
          ["{tanggal periksa: tanggal}", "{unit: unit}"], "what is left to fill in")
    equal(officer.run("templates", "show", "umum").stdout, "Yth. {pelapor}, terima kasih.\n", "the text itself")
    equal(officer.json("draft", NUMBER)["text"], None, "and the draft is as it was")
    officer.run("templates", "show", "tidak-ada", status=1)
    officer.run("templates", "show", status=2)


def alone(place):
    """a text without a complaint is checked by what the profile holds, and without a profile too"""
    hub, officer = begin(place)
    hub.give("checks", STRICT, "--agency", "131410")
    officer.json("sync")
    hub.stop()
    levels(place, officer)
    key = ("--key-file", officer.key)
    equal(without_complaint(place, officer, *key), (["blocker"], ""), "by the agency's settings")
    nowhere = place.path("nowhere")
    equal(without_complaint(place, officer, profile=nowhere), (["warning"], ""), "without a profile")
    check(not os.path.exists(nowhere), "and none was made")
    found, said = without_complaint(place, officer, "--key-file", place.path("other.key"))
    equal(found, ["warning"], "with a key that opens nothing")
    check("cannot be opened" in said, f"which is said: {said}")


run(heeded, taken_away, templates, listed, alone)
