#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data leave the officer's computer as a sheet, with the reason for each deadline."""

import csv

from loket_e2e import Hub, Officer, check, equal, read_export, run

NUMBER = "99000001"
ROWS = ("Tracking ID;Tanggal Laporan Masuk;Nama Pelapor;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
        "ID Instansi Terdisposisi;Instansi Terdisposisi;Klasifikasi Laporan\n"
        + NUMBER + ";13 Mar 2026;Budi Canarini;=1+1 lampu;Isi canarini;Proses;131410;Dinas PU;"
        "Pengaduan Tidak Berkadar Pengawasan\n")


def prepare(place):
    path = place.path("export.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(ROWS)
    hub = Hub(place)
    hub.load(path)
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return officer


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def judge(officer, row):
    """The sheet says what `show` says, and nothing of a person."""
    clocks = {clock["clock"]: clock for clock in officer.json("show", NUMBER)["clocks"]}
    check(clocks["response"]["explanation"] in row.values(), f"no reason of the response clock in {row}")
    check(clocks["settlement"]["explanation"] in row.values(), f"no reason of the settlement clock in {row}")
    check(not any("anarini" in value for value in row.values()), f"a person in {row}")


def as_csv(place):
    """CSV: the reasons of the clocks are in it, and no cell is a formula"""
    officer = prepare(place)
    path = place.path("out.csv")
    equal(officer.json("export", "--output", path), {"complaints": 1, "output": path}, "the answer")
    row, = read_csv(path)
    check("'=1+1 lampu" in row.values(), f"the title in {row}")
    judge(officer, row)


def as_xlsx(place):
    """XLSX: the same, chosen by the file's name"""
    officer = prepare(place)
    path = place.path("out.xlsx")
    officer.run("export", "--output", path)
    plain = place.path("out.csv")
    officer.run("export", "--output", plain)
    header, = [list(row) for row in read_csv(plain)]
    check(header[0] in ("Nomor", "Number"), f"the header {header}")
    row, = read_export(path, header[0])
    check("=1+1 lampu" in row.values(), f"the title in {row}")
    judge(officer, row)


def refusals(place):
    """what cannot be written is told, and what was there stays"""
    officer = prepare(place)
    officer.run("export", status=2)
    officer.run("export", "--output", place.path("x.csv"), "--format", "pdf", status=2)
    officer.run("export", "--output", place.path("x.csv"), "--view", "nonsense", status=2)
    officer.run("export", "--output", place.path("missing", "x.csv"), status=1)


run(as_csv, as_xlsx, refusals)
