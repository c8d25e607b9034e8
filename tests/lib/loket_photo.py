# SPDX-License-Identifier: GPL-3.0-or-later
"""A photo as a phone makes it, with the place in it; made here, so that no picture
of unknown origin lies in the tree."""

import struct
import subprocess

# Of the invented officer: where, with what and when.
PLACE_NAME = b"KANARI lapangan"
MAKER = b"KANARI Kamera"
TAKEN = b"2026:01:05 13:26:23"

ASCII, SHORT, LONG, RATIONAL = 2, 3, 4, 5


def directory(entries, offset):
    """A directory of Exif and the values that its entries point to."""
    table = struct.pack("<H", len(entries))
    values = b""
    values_at = offset + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) <= 4:
            table += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
        else:
            table += struct.pack("<HHII", tag, kind, count, values_at + len(values))
            values += value + b"\0" * (len(value) % 2)
    return table + struct.pack("<I", 0) + values


def degrees(*parts):
    return b"".join(struct.pack("<II", part, 1) for part in parts)


def exif():
    """Orientation, maker, time and a place: 3° 26' S, 114° 49' E."""
    header = b"II*\0" + struct.pack("<I", 8)
    gps = [(1, ASCII, 2, b"S\0"), (2, RATIONAL, 3, degrees(3, 26, 24)),
           (3, ASCII, 2, b"E\0"), (4, RATIONAL, 3, degrees(114, 49, 48)),
           (27, ASCII, len(PLACE_NAME) + 1, PLACE_NAME + b"\0")]
    main = [(0x10F, ASCII, len(MAKER) + 1, MAKER + b"\0"),
            (0x112, SHORT, 1, struct.pack("<H", 1)),
            (0x132, ASCII, len(TAKEN) + 1, TAKEN + b"\0"),
            (0x8825, LONG, 1, b"\0\0\0\0")]
    gps_at = 8 + len(directory(main, 8))
    main[3] = (0x8825, LONG, 1, struct.pack("<I", gps_at))
    return header + directory(main, 8) + directory(gps, gps_at)


def segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def make_photo(path, size="640x480"):
    """Writes a JPEG; returns its bytes."""
    plain = subprocess.run(
        ["convert", "-size", size, "plasma:tomato-steelblue", "-seed", "5", "-strip",
         "-quality", "85", "jpg:-"],
        capture_output=True, check=True).stdout
    packet = (b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
              b"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
              b"xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:City='KANARI kota'/>"
              b"</rdf:RDF></x:xmpmeta>")
    photo = (plain[:2] + segment(0xE1, b"Exif\0\0" + exif()) + segment(0xE1, packet)
             + segment(0xFE, b"KANARI catatan") + plain[2:])
    with open(path, "wb") as file:
        file.write(photo)
    return photo
