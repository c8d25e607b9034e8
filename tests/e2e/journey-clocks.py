#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hub and client count the same clocks, wherever the computer stands, by the hub's rules."""

import datetime
import json
import zoneinfo

from loket_e2e import REPLY, Hub, Officer, check, equal, run

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
ZONES = {
    "310101": "Asia/Jakarta",
    "610101": "Asia/Pontianak",
    "630101": "Asia/Makassar",
    "910101": "Asia/Jayapura",
}
ELSEWHERE = ("America/New_York", "Asia/Tokyo", "UTC")
OURS = ("response", "follow_up", "settlement")


def write(place, name, text):
    path = place.path(name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def make_export(place, numbers, closed=(), days_ago=3):
    """Complaints by number and agency, received in the evening: in the east it is the next day."""
    day = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=days_ago)
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    rows = ["Tracking ID;Tanggal Laporan Masuk;Waktu Laporan Masuk;Nama Pelapor;Judul Laporan;Isi Laporan Akhir;"
            "Status Laporan;ID Instansi Terdisposisi;Instansi Terdisposisi;Klasifikasi Laporan"]
    for number, agency in numbers.items():
        status = "Ditutup oleh Pelapor" if number in closed else "Proses"
        rows.append(f"{number};{date};16:30:00;Budi Canarini;Jalan berlubang {number};Jalan di depan pasar "
                    f"berlubang.;{status};{agency};Dinas {agency};Pengaduan Tidak Berkadar Pengawasan")
    return write(place, "export.csv", "\n".join(rows) + "\n")


def hub_clocks(hub):
    """What the hub counts: for each complaint its clocks by name."""
    out = hub.run("deadlines", "--json").stdout
    found = {}
    for line in out.splitlines():
        clock = json.loads(line)
        found.setdefault(clock["tracking_id"], {})[clock["clock"]] = clock
    return found


def client_clocks(officer, number):
    return {clock["clock"]: clock for clock in officer.json("show", number)["clocks"]}


def agree(hub, officer, number):
    """Every clock at the same instants, in the same state, for the same reason."""
    theirs = hub_clocks(hub)[number]
    ours = client_clocks(officer, number)
    equal(sorted(ours), sorted(theirs), f"the clocks of {number}")
    for name, clock in theirs.items():
        for member in ("start_at", "due_at", "stopped_at", "sla_state", "provisional", "explanation"):
            equal(ours[name][member], clock[member], f"{member} of {name} of {number}")
    return ours


def row_of(officer, number):
    row, = [row for row in officer.json("queue") if row["tracking_id"] == number]
    return row


def most_urgent(clocks):
    running = [clocks[name] for name in OURS if name in clocks and clocks[name]["stopped_at"] is None]
    return min(running, key=lambda clock: clock["due_at"])


def at(instant):
    return datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))


def four_zones(place):
    """the same instant in hub and client in all four Indonesian zones, whatever the client's own zone is"""
    hub = Hub(place)
    codes = list(ZONES)
    numbers = {f"9900000{i}": code for i, code in enumerate(codes, 1)}
    agencies = write(place, "map.csv", "".join(f"Dinas {code},{code},{zone}\n" for code, zone in ZONES.items()))
    hub.load(make_export(place, numbers), "--agency-map", agencies)
    for code in codes:
        hub.add_user("petugas" + code, code)
    hub.start()
    starts = set()
    for number, code in numbers.items():
        officer = Officer(place, "petugas" + code)
        officer.sign_in(hub)
        officer.json("sync")
        seen = []
        for zone in ELSEWHERE:
            place.environment["TZ"] = zone
            clocks = agree(hub, officer, number)
            row = row_of(officer, number)
            urgent = most_urgent(clocks)
            equal((row["clock"], row["due_at"], row["sla_state"]),
                  (urgent["clock"], urgent["due_at"], urgent["sla_state"]), f"the row of {number}")
            seen.append({name: (clock["due_at"], clock["explanation"]) for name, clock in clocks.items()})
        check(all(one == seen[0] for one in seen), f"{number} is counted by the computer's own zone")
        local = at(clocks["response"]["due_at"]).astimezone(zoneinfo.ZoneInfo(ZONES[code]))
        equal((local.hour, local.minute), (16, 0), f"the local time at which {number} is due")
        starts.add(clocks["response"]["due_at"])
    check(len(starts) >= 3, f"three zones have three closing times, not {starts}")


def moved_by_a_holiday(place):
    """a holiday that the hub publishes moves open deadlines and says why; what is answered or closed stays"""
    hub = Hub(place)
    numbers = {"99000001": "131410", "99000002": "131410", "99000003": "131410"}
    hub.load(make_export(place, numbers))
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    for number in ("99000002", "99000003"):
        officer.send(number, REPLY.format(number))
    officer.json("sync")
    hub.load(make_export(place, numbers, closed=("99000002",)))
    officer.json("sync")
    before = {number: client_clocks(officer, number) for number in numbers}
    equal(before["99000003"]["response"]["sla_state"], "met", "the answered clock")
    equal(officer.json("show", "99000002")["status"], "closed", "the status of the second")
    equal(row_of(officer, "99000003")["clock"], "settlement", "what is owed after an interim answer")

    day = at(before["99000001"]["response"]["due_at"]).date().isoformat()
    days = write(place, "libur.csv", f"tanggal,jenis,nama,status\n{day},cuti_bersama,Cuti Bersama Uji,perkiraan\n")
    hub.run("holidays", "import", days, "--reason", "SKB perubahan uji")
    equal(officer.json("sync")["state"], "ok", "the pass that fetches the rules")

    for number in ("99000001", "99000003"):
        agree(hub, officer, number)
    after = {number: client_clocks(officer, number) for number in numbers}
    check(after["99000001"]["response"]["due_at"] > before["99000001"]["response"]["due_at"],
          "the open deadline did not move")
    check("SKB perubahan uji" in after["99000001"]["response"]["explanation"],
          f"no reason in {after['99000001']['response']['explanation']}")
    equal(after["99000003"]["response"], before["99000003"]["response"], "the answered clock")
    equal(after["99000002"], before["99000002"], "the clocks of the closed complaint")
    check(len(after["99000002"]) > 0, "the closed complaint has no clocks to compare")
    equal(row_of(officer, "99000001")["due_at"], after["99000001"]["response"]["due_at"], "the row")
    move, = officer.json("show", "99000001")["moves"]
    equal((move["clock"], move["due_before"], move["due_at"], move["reason"]),
          ("response", before["99000001"]["response"]["due_at"], after["99000001"]["response"]["due_at"],
           "SKB perubahan uji"), "the move")
    check("SKB perubahan uji" in officer.run("show", "99000001").stdout, "people do not read why")


def wiped_cache(place):
    """a cache that is gone fetches the rules anew, before its rows are counted"""
    hub = Hub(place)
    numbers = {"99000001": "131410"}
    hub.load(make_export(place, numbers))
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    day = at(client_clocks(officer, "99000001")["response"]["due_at"]).date().isoformat()
    days = write(place, "libur.csv", f"tanggal,jenis,nama,status\n{day},cuti_bersama,Cuti Bersama Uji,perkiraan\n")
    hub.run("holidays", "import", days, "--reason", "SKB perubahan uji")

    late = Officer(place, "late")
    late.name = "petugas"
    late.sign_in(hub)
    late.json("sync")
    clocks = agree(hub, late, "99000001")
    equal(row_of(late, "99000001")["due_at"], most_urgent(clocks)["due_at"], "the row of a first copy")
    equal(late.json("show", "99000001")["moves"], [], "moves of what was never counted otherwise")
    officer.json("sync")
    equal(client_clocks(officer, "99000001"), clocks, "both computers")


run(four_zones, moved_by_a_holiday, wiped_cache)
