#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls between the libraries, as a second net under the include paths.

Every #include in src/ must stay inside what the folder may use, and a few
system libraries may be used in one or two folders only. Prints TAP.
"""

import re
import sys
from pathlib import Path

SRC = Path(sys.argv[1]) / "src"

# Folder -> folders it may use directly. HACKING.md draws the same picture.
MAY_USE = {
    "base": set(),
    "model": {"base"},
    "sla": {"base", "model"},
    "quality": {"base", "model"},
    "wire": {"base", "model"},
    "sheet": {"base"},
    "attachment": {"base"},
    "db": {"base"},
    "vault": {"base"},
    "store": {"base", "model", "wire", "db", "vault"},
    "sync": {"base", "model", "wire", "store"},
    "desk": {"base", "model", "wire", "sla", "quality", "sheet", "attachment", "store", "sync"},
    "ui": {"base", "model", "sla", "quality", "attachment", "store", "sync", "desk"},
    "app": {"base", "model", "store", "sync", "desk", "ui"},
    "cli": {"base", "model", "wire", "sla", "quality", "sheet", "store", "sync", "desk"},
    "server": {"base", "model", "wire", "sla", "quality", "sheet", "attachment", "db"},
}

# Header prefix -> the folders that may include it.
SYSTEM = {
    "gtk/": {"ui", "app"},
    "gdk/": {"ui", "app"},
    "adwaita": {"ui", "app"},
    "libsoup/": {"sync", "server"},
    "sqlite3": {"db"},
    "sodium": {"vault", "server"},
    "libstemmer": {"store"},
    "libsecret/": {"vault"},
    "archive": {"sheet", "attachment"},
    "libxml/": {"sheet"},
    "xlsxwriter": {"sheet"},
    "gexiv2/": {"attachment"},
    "magic.h": {"attachment"},
    "libpq": {"server/storage"},
    "json-glib/": {"wire", "cli", "server"},
    "gnutls/": {"server"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(<[^>]+>|"[^"]+")', re.M)


def home_of_headers():
    homes = {}
    for header in SRC.rglob("*.h"):
        homes.setdefault(header.name, header.relative_to(SRC).parts[0])
    return homes


def breaches(path, homes):
    parts = path.relative_to(SRC).parts
    folder = parts[0]
    where = "/".join(parts[:-1])
    for token in INCLUDE.findall(path.read_text(encoding="utf-8")):
        name = token[1:-1]
        if token[0] == '"':
            home = homes.get(name.rsplit("/", 1)[-1])
            if home and home != folder and home not in MAY_USE[folder]:
                yield f"{path.relative_to(SRC)} includes {name} of {home}/"
        for prefix, allowed in SYSTEM.items():
            if name.startswith(prefix) and not any(
                where == place or where.startswith(place + "/") for place in allowed
            ):
                yield f"{path.relative_to(SRC)} includes {name}"


def main():
    homes = home_of_headers()
    folders = sorted(p.name for p in SRC.iterdir() if p.is_dir())
    print(f"1..{len(folders) + 1}")
    status = 0
    unknown = [f for f in folders if f not in MAY_USE]
    print(f"{'not ok' if unknown else 'ok'} 1 - every folder has its line in the table {unknown or ''}")
    status |= bool(unknown)
    for number, folder in enumerate(folders, start=2):
        found = []
        if folder in MAY_USE:
            for path in sorted(SRC.joinpath(folder).rglob("*.[ch]")):
                found += breaches(path, homes)
        print(f"{'not ok' if found else 'ok'} {number} - {folder} stays inside its walls")
        for line in found:
            print(f"# {line}")
        status |= bool(found)
    return status


sys.exit(main())
