# SPDX-License-Identifier: GPL-3.0-or-later
"""Planted words, and a search for them in every shape that bytes of a word may have."""

import base64
import os

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Nama Pelapor;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi;Kecamatan;Kelurahan/Desa\n")
NUMBERS = ("99000001", "99000002", "99000003")


def forms(word):
    """The shapes in which bytes of a word may lie about, in lower case."""
    low = word.lower()
    found = {low.encode(), low.encode("utf-16-le"), low.encode("utf-16-be"),
             low.encode().hex().encode(), word.encode().hex().encode(),
             "".join(f"\\u{ord(c):04x}" for c in low).encode(),
             "".join(f"\\u{ord(c):04x}" for c in word).encode()}
    for spelled in (word, low, word.upper()):
        for phase in range(3):
            # The middle does not depend on what stands before and behind.
            coded = base64.b64encode(b"\0" * phase + spelled.encode() + b"\0\0").decode()
            found.add(coded[-(-8 * phase // 6):8 * (phase + len(spelled)) // 6].lower().encode())
    return found


class Canaries:
    """Words by what they stand for: no word of the language, no name."""

    def __init__(self, words):
        self.words = words
        self.shapes = {what: forms(word) for what, word in words.items()}

    def __getitem__(self, what):
        return self.words[what]

    def find_in(self, content):
        """Which of them are in some bytes."""
        low = content.lower()
        return [what for what, shapes in self.shapes.items() if any(shape in low for shape in shapes)]

    def look(self, root, skip):
        """Where they are below a folder, as (file, what)."""
        for folder, folders, names in os.walk(root):
            folders[:] = [f for f in folders if os.path.join(folder, f) not in skip]
            for name in names + folders:
                path = os.path.join(folder, name)
                if path in skip:
                    continue
                content = os.fsencode(name)
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, "rb") as file:
                        content += b"\n" + file.read()
                for what in self.find_in(content):
                    yield os.path.relpath(path, root), what


def write_export(path, canaries, agency, body):
    """An export of an agency with the words in it, those of @canaries and @body."""
    c = canaries
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in NUMBERS:
            file.write(f"{number};3 Mar 2026;{c['reporter']};{c['title']} {number};"
                       f"{body} NIK {c['identity number']}, telepon {c['phone']}, {c['address']} 7;Proses;"
                       f"{agency};Dinas Pekerjaan Umum;{c['district']};{c['place']}\n")
