#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules that a compiler does not know. Prints TAP."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
SOURCES = sorted(
    p for top in ("src", "tests") for p in (ROOT / top).rglob("*.[ch]")
)
IN_SRC = [p for p in SOURCES if ROOT / "src" in p.parents]


def text(path):
    return path.read_text(encoding="utf-8")


def short(path):
    return str(path.relative_to(ROOT))


def licence():
    """every C file names its licence in the first line"""
    return [short(p) for p in SOURCES
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in text(p).split("\n", 1)[0]]


def pragma_once():
    """every header guards itself with #pragma once"""
    return [short(p) for p in SOURCES if p.suffix == ".h" and "#pragma once" not in text(p)]


def log_domain():
    """every source file of a library names its log domain"""
    return [short(p) for p in IN_SRC if p.suffix == ".c" and "#define G_LOG_DOMAIN" not in text(p)]


def long_files():
    """no source file is longer than 1,200 lines"""
    return [f"{short(p)}: {n}" for p in SOURCES if (n := text(p).count("\n")) > 1200]


def sql_from_text():
    """SQL is never put together with printf"""
    verb = re.compile(
        r'(?:printf|g_strconcat)\s*\([^;]*"\s*(?:SELECT|INSERT|UPDATE|DELETE)\b', re.S)
    return [short(p) for p in IN_SRC if verb.search(text(p))]


def markup_from_data():
    """no widget takes Pango markup that was put together from data"""
    bad = re.compile(r"gtk_label_set_markup\b|gtk_label_set_markup_with_mnemonic\b")
    return [short(p) for p in IN_SRC if bad.search(text(p))]


def quiet_libraries():
    """libraries do not log above debug level"""
    loud = re.compile(r"\bg_(?:warning|message|info|print|printerr)\s*\(")
    programs = {"app", "cli", "server"}
    return [short(p) for p in IN_SRC
            if p.relative_to(ROOT / "src").parts[0] not in programs and loud.search(text(p))]


def unfinished():
    """nothing is marked as unfinished"""
    # TBA and friends as data (placeholders a draft must not hold) are not marks.
    mark = re.compile(r"(?:/\*|//|\*)\s.*\b(?:FIXME|XXX|HACK)\b|\bnot implemented\b")
    return [short(p) for p in IN_SRC if mark.search(text(p))]


def translations():
    """POTFILES.in names every file with words for people, and only those that exist"""
    listed = [line.strip() for line in text(ROOT / "po/POTFILES.in").splitlines()
              if line.strip() and not line.startswith("#")]
    found = [f"{name} does not exist" for name in listed if not (ROOT / name).exists()]
    words = re.compile(r'(?<![\w])(?:_|N_|C_|ngettext|g_dngettext)\s*\(\s*"')
    for p in IN_SRC:
        if short(p) not in listed and words.search(text(p)):
            found.append(f"{short(p)} is not listed")
    for p in sorted((ROOT / "src").rglob("*.ui")):
        if short(p) not in listed and 'translatable="yes"' in text(p):
            found.append(f"{short(p)} is not listed")
    return found


def flatpak():
    """the Flatpak manifest names this application and asks for no more than it needs"""
    path = next((ROOT / "flatpak").glob("*.json"))
    manifest = json.loads(text(path))
    name = re.search(r"app_id = '([^']+)'", text(ROOT / "meson.build"))[1]
    needed = {"--share=network", "--share=ipc", "--socket=wayland",
              "--socket=fallback-x11", "--device=dri"}
    found = [f"asks for {more}" for more in set(manifest["finish-args"]) - needed]
    for what in (manifest["app-id"], path.stem):
        if what != name:
            found.append(f"{what} is not {name}")
    for kind in ("desktop.in", "metainfo.xml.in", "gschema.xml"):
        if not list((ROOT / "data").rglob(f"{name}.{kind.split('.')[0]}*")):
            found.append(f"data/ has no {name}.{kind}")
    return found


def indonesian():
    """the Indonesian translation is complete and well formed"""
    made = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(ROOT / "po/id.po")],
        capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    if made.returncode:
        return made.stderr.splitlines()
    found = [made.stderr.strip()] if re.search(r"fuzzy|untranslated", made.stderr) else []
    return found + missing_from_po()


def missing_from_po():
    """What xgettext finds in the sources but id.po lacks."""
    listed = [line.strip() for line in text(ROOT / "po/POTFILES.in").splitlines()
              if line.strip() and not line.startswith("#")]
    if not listed:
        return []
    pot = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_",
         "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3",
         "-o", "-", *listed],
        capture_output=True, text=True, cwd=ROOT, check=True).stdout
    merged = subprocess.run(
        ["msgmerge", "--no-fuzzy-matching", "--quiet", "-o", "-",
         str(ROOT / "po/id.po"), "-"],
        input=pot, capture_output=True, text=True, check=True).stdout
    left = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", "-"],
                          input=merged, capture_output=True, text=True, check=True).stdout
    return re.findall(r'^msgid (".+")$', left, re.M)


RULES = [licence, pragma_once, log_domain, long_files, sql_from_text, markup_from_data,
         quiet_libraries, unfinished, translations, flatpak, indonesian]


def main():
    print(f"1..{len(RULES)}")
    status = 0
    for number, rule in enumerate(RULES, start=1):
        found = rule()
        print(f"{'not ok' if found else 'ok'} {number} - {rule.__doc__}")
        for line in found:
            print(f"# {line}")
        status |= bool(found)
    return status


sys.exit(main())
