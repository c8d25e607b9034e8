#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that go with replies: attached without a line, resumed, delivered once."""

import base64
import hashlib
import os
import signal
import struct
import subprocess
import time

from loket_e2e import PATIENCE, REPLY, Hub, Officer, check, equal, run

LARGE = 6 * 1024 * 1024


def prepare(place):
    hub = Hub(place)
    hub.load("lapor_export_21_columns.xlsx")
    hub.add_user("petugas", "131410")
    hub.start()
    officer = Officer(place)
    officer.sign_in(hub)
    officer.json("sync")
    return hub, officer


def write_text(place, name, size):
    """Text that says on each line where it is, so that a shifted part shows."""
    lines = (f"{i:012d} catatan lapangan\n" for i in range(size // 30 + 1))
    content = "".join(lines).encode()[:size]
    path = place.path(name)
    with open(path, "wb") as file:
        file.write(content)
    return path, content


def blob(hub, content):
    digest = hashlib.sha256(content).hexdigest()
    for folder, _, names in os.walk(os.path.join(hub.data, "blobs")):
        if digest in names:
            with open(os.path.join(folder, digest), "rb") as file:
                return file.read()
    return None


def uploaded(hub):
    """How many bytes of unfinished files the hub has."""
    folder = os.path.join(hub.data, "uploads")
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))


def profile_holds(officer, words):
    for folder, _, names in os.walk(officer.profile):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            if any(word in content for word in words):
                return os.path.join(folder, name)
    return None


# One grey pixel.
PIXEL = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////"
    "////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=") + b"\xff\xd9"
PLACE = b"ASCII\0\0\0Simpang Tiga Martapura"


def photo_with_place():
    """A photo whose Exif says where it was taken."""
    entry = struct.pack("<HHII", 0x001B, 7, len(PLACE), 8 + 18 + 18)  # GPSProcessingMethod
    gps = struct.pack("<H", 1) + entry + struct.pack("<I", 0) + PLACE
    first = struct.pack("<H", 1) + struct.pack("<HHII", 0x8825, 4, 1, 8 + 18) + struct.pack("<I", 0)
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + first + gps
    return PIXEL[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + PIXEL[2:]


def photo(place):
    """a photo attached offline reaches the hub without its place, unless asked for"""
    hub, officer = prepare(place)
    rows = officer.json("queue")
    path = place.path("IMG_0001.JPG")
    with open(path, "wb") as file:
        file.write(photo_with_place())
    hub.stop()
    told = officer.run("send", rows[0]["tracking_id"], "--file", "-", "--outcome", "in_progress", "--attach", path,
                       text=REPLY.format(1))
    check("place" in told.stdout or "taken" in told.stdout, "nothing is said about the photo: " + told.stdout)
    officer.send(rows[1]["tracking_id"], REPLY.format(2), "--attach", path, "--keep-metadata")
    hub.start()
    equal(officer.sync_until_done()["sent"], 2, "the replies delivered")

    officer.json("sync")
    kept = []
    for row in rows[:2]:
        target = place.path("hasil.jpg")
        officer.run("attachment", "get", row["tracking_id"], "1", "--output", target)
        with open(target, "rb") as file:
            kept.append(file.read())
    check(kept[0].startswith(b"\xff\xd8") and PLACE[8:] not in kept[0], "the photo still says where it was taken")
    equal(kept[1], photo_with_place(), "the photo that was to stay as it is")


def offline(place):
    """files attached without a hub are sealed, and delivered once when it is back"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    small, small_content = write_text(place, "catatan rahasia.txt", 2000)
    large, large_content = write_text(place, "daftar.txt", LARGE)

    hub.stop()
    equal(officer.send(number, REPLY.format(1), "--attach", small, "--attach", large)["state"], "queued", "the reply")
    os.unlink(small)  # the person may tidy up at once
    os.unlink(large)
    equal(profile_holds(officer, [b"catatan rahasia", b"catatan lapangan"]), None, "where the file is in the clear")
    officer.run("sync", "--json", status=3)

    hub.start()
    equal(officer.sync_until_done()["sent"], 1, "the replies delivered")
    equal(len(hub.replies()), 1, "the replies that the hub stored")
    equal(blob(hub, small_content), small_content, "the small file")
    equal(blob(hub, large_content), large_content, "the large file")
    equal(officer.json("sync")["sent"], 0, "what another sync sends")


def killed(place):
    """a program killed while a file goes resumes it and delivers the reply once"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    large, content = write_text(place, "daftar.txt", LARGE)
    officer.send(number, REPLY.format(1), "--attach", large)

    kills = 0
    for _ in range(4):
        before = uploaded(hub)
        process = subprocess.Popen(officer.command("sync"), env=place.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while process.poll() is None and uploaded(hub) == before and time.monotonic() < end:
            time.sleep(0.0005)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    check(kills > 0, "no sync was killed while it was sending")
    check(hub.replies() or uploaded(hub) > 0, "nothing of the file had arrived")

    summary = officer.sync_until_done()
    equal((summary["waiting"], summary["needs_user"]), (0, 0), "what waits in the end")
    equal(len(hub.replies()), 1, "the replies that the hub stored")
    equal(blob(hub, content), content, "the file")
    equal(officer.json("outbox")[0]["state"], "accepted", "the state in the end")


def refused(place):
    """what cannot be attached is told at once, and the reply stays a draft"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    program = place.path("foto.jpg")
    with open(program, "wb") as file:
        file.write(b"\x7fELF\x02\x01\x01" + bytes(200))
    too_large, _ = write_text(place, "besar.txt", 10 * 1024 * 1024 + 1)
    for path in (program, too_large, place.path("tidak-ada.pdf")):
        told = officer.run("send", number, "--file", "-", "--outcome", "in_progress", "--attach", path,
                           text=REPLY.format(1), status=1)
        equal(len(told.stderr.strip().splitlines()), 1, "the lines of the message: " + told.stderr)
    equal(officer.json("outbox"), [], "the outbox")
    equal(officer.json("draft", number)["text"], REPLY.format(1), "the draft")


def taken_back(place):
    """a reply that is taken back to be changed keeps its file"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    path, content = write_text(place, "catatan.txt", 5000)
    hub.stop()
    reply = officer.send(number, REPLY.format(1), "--attach", path)["reply_id"]
    os.unlink(path)
    officer.run("outbox", "resolve", reply, "--choice", "edit")
    hub.start()
    equal(officer.json("send", number, "--outcome", "in_progress")["state"], "queued", "the reply, sent again")
    officer.sync_until_done()
    equal(len(hub.replies()), 1, "the replies that the hub stored")
    equal(blob(hub, content), content, "the file")


def fetched(place):
    """a colleague sees the files, fetches one, and nothing in the clear stays behind"""
    hub, officer = prepare(place)
    number = officer.json("queue")[0]["tracking_id"]
    small, small_content = write_text(place, "catatan.txt", 700)
    large, content = write_text(place, "daftar lokasi.txt", LARGE)
    officer.send(number, REPLY.format(1), "--attach", large, "--attach", small)
    officer.sync_until_done()

    hub.add_user("rekan", "131410")
    other = Officer(place, "rekan")
    other.sign_in(hub)
    other.json("sync")
    message = [entry for entry in other.json("show", number)["conversation"] if entry["attachments"]][0]
    equal([(entry["name"], entry["size"]) for entry in message["attachments"]],
          [("daftar lokasi.txt", LARGE), ("catatan.txt", 700)], "the files of the reply")
    equal([entry["number"] for entry in other.json("attachment", "list", number)], [1, 2], "their numbers")
    for wanted, expected in (("1", content), ("daftar lokasi.txt", content), ("catatan.txt", small_content)):
        target = place.path("hasil.txt")
        other.run("attachment", "get", number, wanted, "--output", target)
        with open(target, "rb") as file:
            equal(file.read() == expected, True, f"the bytes of {wanted}")
    equal(profile_holds(other, [b"catatan lapangan", b"daftar lokasi"]), None, "where the file is in the clear")
    for folder, _, names in os.walk(place.path("cache")):
        equal(names, [], "what is left in " + folder)

    # Once fetched it needs no hub; another complaint does not have it.
    hub.stop()
    other.run("attachment", "get", number, "1", "--output", place.path("lagi.txt"))
    other.run("attachment", "get", number, "tidak ada.txt", "--output", place.path("lagi.txt"), status=1)


run(photo, offline, killed, refused, taken_back, fetched)
