#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One fault at a time into good replies: is it found, and where? Prints TAP.

A mutator takes a case and a random source and gives (case, start, end), the
place of the fault in code points, (case, 0, 0) for something that is missing
now, or None where the fault does not fit. A decoy puts the same surface where
it is legitimate: the rule has to stay silent about it.
"""

import argparse
import copy
import random
import re
import sys

from common import clean_cases, evaluate

MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
DAYS = "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
DATE = re.compile(rf"(?:(?:{DAYS}),? )?\d{{1,2}} (?:{MONTHS}) 20\d\d")
ANY_TIME = re.compile(
    rf"(?:{DAYS}),? |\d{{1,2}}(?: (?:sampai|dan) \d{{1,2}})? (?:{MONTHS})(?: 20\d\d)?|pukul [\d.]+|"
    r"\d+ (?:hari|jam|bulan|minggu|pekan)|hari ini|besok|kemarin|20\d\d", re.I)


def text_of(case):
    return case["draft"]["text"]


def with_text(case, text):
    case["draft"]["text"] = text
    return case


def insert_sentence(case, rand, sentence, fault):
    """Puts a sentence after a paragraph; the place is that of the fault in it."""
    paragraphs = text_of(case).split("\n\n")
    at = rand.randrange(len(paragraphs))
    paragraphs[at] = paragraphs[at] + " " + sentence
    text = "\n\n".join(paragraphs)
    start = text.index(sentence) + sentence.index(fault)
    return with_text(case, text), start, start + len(fault)


def sentence_fault(*forms):
    """Forms are `before{fault}after`, the fault in braces."""
    def mutate(case, rand):
        form = rand.choice(forms)
        fault = re.search(r"\{(.*?)\}", form, re.S).group(1)
        return insert_sentence(case, rand, form.replace("{" + fault + "}", fault, 1), fault)
    return mutate


def swap(pairs):
    """Replaces one standard word by a worse one."""
    def mutate(case, rand):
        text = text_of(case)
        found = [(m.start(), m.end(), bad) for good, bad in pairs
                 for m in re.finditer(rf"(?<![\w-]){good}(?![\w-])", text)]
        if not found:
            return None
        start, end, bad = rand.choice(found)
        return with_text(case, text[:start] + bad + text[end:]), start, start + len(bad)
    return mutate


def new_id_number(rand):
    return (f"63{rand.randint(1, 11):02}{rand.randint(1, 20):02}"
            f"{rand.randint(1, 28) + rand.choice((0, 40)):02}{rand.randint(1, 12):02}"
            f"{rand.randint(60, 99):02}99{rand.randint(1, 99):02}")


def id_number(case, rand):
    number = new_id_number(rand)
    if rand.random() < .3:
        number = number[:6] + " " + number[6:12] + " " + number[12:]
    lead = rand.choice(("NIK Saudara ", "dengan NIK ", "nomor KK ", "atas nomor "))
    return insert_sentence(case, rand, f"Data {lead}{number} sudah kami periksa.", number)


def phone(case, rand):
    number = f"0812{rand.randint(0, 9999):04}{rand.randint(0, 9999):04}"
    number = rand.choice((number, "+62" + number[1:], f"{number[:4]}-{number[4:8]}-{number[8:]}"))
    return insert_sentence(case, rand, f"Silakan hubungi Pak Rudi di {number}.", number)


def plate(case, rand):
    number = f"{rand.choice(('DA', 'KT', 'B'))} {rand.randint(1000, 9999)} {rand.choice(('AB', 'TK', 'XYZ'))}"
    return insert_sentence(case, rand, f"Kendaraan {number} milik terlapor sudah kami catat.", number)


def account(case, rand):
    number = f"{rand.randint(10**9, 10**10 - 1)}"
    return insert_sentence(case, rand, f"Dana dikirim ke rekening BRI {number} atas nama penerima.", number)


def reporter_name(case, rand):
    """The reporter wanted to stay unknown, and is named."""
    name = case["complaint"]["reporter"]["name"]
    if not name:
        return None
    case["complaint"]["anonymous"] = True
    plain = re.sub(r"^(?:H\.|Hj\.|M\.) ", "", name)
    if len(plain.split()) < 2 or any(part in text_of(case) for part in plain.split()):
        return None
    form = rand.choice(("Terima kasih kepada Saudara {}.", "Kami sudah bertemu dengan {} di lokasi.",
                        "Laporan dari {} kami catat."))
    return insert_sentence(case, rand, form.format(plain), plain)


def home_address(case, rand):
    if re.search(r"\bRT\b", case["complaint"]["title"] + case["complaint"]["body"] + text_of(case), re.I):
        return None
    fault = f"RT {rand.randint(1, 9)}/RW {rand.randint(1, 9)}"
    return insert_sentence(case, rand, f"Petugas sudah mendatangi rumah Saudara di {fault} kemarin.", fault)


def past_date(case, rand):
    text = text_of(case)
    found = [m for m in DATE.finditer(text)
             if re.search(r"(?:paling lambat|dijadwalkan|direncanakan|ditargetkan selesai|akan [^.]*) $", text[:m.start()])
             and not re.search(r"\b(?:sudah|telah|sejak|semula|batas waktunya)\b",
                               re.split(r"[.\n]", text[:m.start()])[-1])]
    if not found:
        return None
    m = rand.choice(found)
    worse = f"10 Maret {int(case['now'][:4]) - 1}"
    return with_text(case, text[:m.start()] + worse + text[m.end():]), m.start(), m.start() + len(worse)


def impossible_date(case, rand):
    found = list(DATE.finditer(text_of(case)))
    if not found:
        return None
    m = rand.choice(found)
    text = text_of(case)
    worse = rand.choice(("31 Juni", "30 Februari", "31 September")) + " " + m.group()[-4:]
    return with_text(case, text[:m.start()] + worse + text[m.end():]), m.start(), m.start() + len(worse)


def vague_time(case, rand):
    text = text_of(case)
    found = list(re.finditer(rf"(?:paling lambat|pada) (?:(?:{DAYS}),? )?\d{{1,2}} (?:{MONTHS}) 20\d\d", text))
    found = [m for m in found if not ANY_TIME.search(
        "".join(re.split(r"(?<=[.!?\n])\s", text[m.end():])[:2]) or "")
        and not ANY_TIME.search(re.split(r"[.!?\n]", text[:m.start()])[-1])]
    if not found:
        return None
    m = rand.choice(found)
    worse = rand.choice(("dalam waktu dekat", "secepatnya", "sesegera mungkin"))
    return with_text(case, text[:m.start()] + worse + text[m.end():]), m.start(), m.start() + len(worse)


# Read one by one: what is left in these is watching over it; “resolved” would do as well.
EITHER_WAY = {"B-016", "B-047", "B-106", "B-107"}


def flip_to_resolved(case, rand):
    if case["draft"]["outcome"] != "in_progress" or case["id"] in EITHER_WAY:
        return None
    case["draft"]["outcome"] = "resolved"
    return case, -1, -1


def resolved_to_be_done(case, rand):
    """“Resolved”, and the work itself is told to come."""
    case["draft"]["outcome"] = "resolved"
    fault = rand.choice(("akan kami perbaiki", "akan segera kami tangani", "akan kami kerjakan"))
    text = f"Terima kasih. Perihal {case['complaint']['title'].lower()}, hal itu {fault}."
    return with_text(case, text), text.index(fault), text.index(fault) + len(fault)


def no_date(case, rand):
    if case["draft"]["outcome"] != "in_progress" or not re.search(r"\b(?:akan|sedang|segera)\b", text_of(case)):
        return None
    return with_text(case, re.sub(r" +", " ", ANY_TIME.sub("", text_of(case)))), 0, 0


def undated_plan(case, rand):
    case["draft"]["outcome"] = "in_progress"
    return with_text(case, f"Perihal {case['complaint']['title'].lower()}, petugas kami akan memeriksa lokasi lalu "
                           "memperbaikinya bersama warga."), 0, 0


def foreign_person(case, rand):
    complaint = case["complaint"]
    if complaint["anonymous"] or not complaint["reporter"]["name"]:
        return None
    name = "Bambang Kurniadi" if "Bambang" not in complaint["reporter"]["name"] else "Yosef Kurniadi"
    return with_text(case, f"Bapak {name}, " + text_of(case)), 6, 6 + len(name)


def foreign_ticket(case, rand):
    number = str(99700000 + rand.randint(0, 9999))
    return insert_sentence(case, rand, f"Jawaban ini untuk laporan nomor {number}.", number)


def copied(case, rand):
    case["previous_replies"] = [{"tracking_id": "99000000", "agency": "x", "same_complaint": False,
                                 "text": "Yth. Pelapor, " + text_of(case)}]
    return case, 0, 0


def unattached(case, rand):
    case["draft"]["attachments"] = []
    return insert_sentence(case, rand, *rand.choice((
        ("Foto hasil perbaikan terlampir.", "Foto hasil perbaikan terlampir"),
        ("Dokumentasinya kami lampirkan.", "kami lampirkan"))))


def merged(case, rand):
    """Three sentences of one paragraph made one."""
    text = text_of(case)
    for paragraph in rand.sample(text.split("\n\n"), len(text.split("\n\n"))):
        if "\n" in paragraph:
            continue
        words = re.sub(r"(?<=[a-z])[.?] (?=[A-Z])", " dan ", paragraph)
        if len(words.split()) > 44 and not re.search(r"[.?] [A-Z]", words):
            start = text.index(paragraph)
            return with_text(case, text.replace(paragraph, words)), start, start + len(words)
    return None


def too_short(case, rand):
    text = rand.choice(("ok", "Sudah dicek.", "Terima kasih atas laporannya."))
    return with_text(case, text), 0, len(text)


def empty_words(case, rand):
    return with_text(case, "Terima kasih atas laporan Saudara. Laporan menjadi perhatian kami dan akan ditindaklanjuti."), 0, 0


GENERIC = ("Terima kasih sudah menulis kepada kami. Hal itu sudah ditangani dan selesai dengan baik kemarin.",
           "Kami mengucapkan terima kasih. Semua sudah kami kerjakan dan hasilnya baik. Salam hormat.",
           "Yth. Pelapor, terima kasih. Petugas sudah turun kemarin dan semuanya beres. Mohon maklum adanya.")


def nothing_of_it(case, rand):
    """An answer that fits every complaint."""
    case["previous_replies"] = []
    return with_text(case, rand.choice(GENERIC)), 0, 0


def nobody(case, rand):
    case["draft"]["outcome"] = "in_progress"
    return with_text(case, f"Hal yang dilaporkan, yaitu {case['complaint']['title'].lower()}, akan diselesaikan "
                           f"paling lambat {rand.randint(1, 27)} Desember {case['now'][:4]}."), 0, 0


STREETS = ("Cempaka", "Wijaya", "Kartini", "Seruni", "Merpati", "Veteran")


def at_street(case, rand):
    """A complaint of a hole in a street, and which."""
    complaint, street = case["complaint"], rand.choice(STREETS)
    complaint.update(title=f"Lubang di Jalan {street}", body=f"Ada lubang dalam di Jalan {street}, motor sering jatuh.",
                     anonymous=False, secret=False, category="Infrastruktur > Jalan Rusak",
                     location={**complaint["location"], "district": "", "village": ""})
    case["draft"]["outcome"] = "resolved"
    case["previous_replies"] = []
    return street


def no_place(case, rand):
    at_street(case, rand)
    return with_text(case, rand.choice((
        "Lubang sudah kami tambal kemarin. Aspalnya kini rata dan motor dapat lewat dengan aman.",
        "Penambalan lubang selesai kemarin oleh regu kami, dan hasilnya sudah diperiksa pengawas."))), 0, 0


def other_place(case, rand):
    own = at_street(case, rand)
    street = "Jalan " + rand.choice([other for other in STREETS if other != own])
    text = f"Lubang di {street} sudah kami tambal kemarin. Aspalnya kini rata dan motor dapat lewat dengan aman."
    return with_text(case, text), text.index(street), text.index(street) + len(street)


def when_unanswered(case, rand):
    case["complaint"]["body"] += rand.choice((" Kapan diperbaiki?", " Sampai kapan kami menunggu?", " Kapan selesai?"))
    case["draft"]["outcome"] = "in_progress"
    return with_text(case, f"Perihal {case['complaint']['title'].lower()}, saat ini sedang dalam proses di bidang kami. "
                           "Mohon kesabarannya."), 0, 0


def how_much_unanswered(case, rand):
    case["complaint"]["body"] += rand.choice((" Berapa biayanya?", " Biayanya berapa?"))
    case["draft"]["outcome"] = "information"
    return with_text(case, f"Perihal {case['complaint']['title'].lower()}, biayanya mengikuti ketentuan dan dapat "
                           "dibayar di bank."), 0, 0


def wishes_only(case, rand):
    fault = rand.choice(("menjadi bahan evaluasi", "menjadi perhatian"))
    text = f"Terima kasih kepada Pelapor. Hal ini {fault} bagi kami semua ke depannya."
    return with_text(case, text), text.index(fault), text.index(fault) + len(fault)


def refused(case, rand):
    case["draft"]["outcome"] = "not_our_authority"
    text = "Terima kasih sudah melapor kepada kami. Hal yang dilaporkan itu bukan kewenangan kami."
    return with_text(case, text), -1, -1


def slip(case, rand):
    """One keystroke wrong in a word in small letters."""
    words = list(re.finditer(r"(?<![\w“\"./@'-])[a-z]{7,12}(?![\w”\"./@'-])", text_of(case)))
    told = (case["complaint"]["title"] + " " + case["complaint"]["body"]).lower()
    m = rand.choice(words)
    at = rand.randrange(2, len(m.group()) - 2)
    word = m.group()
    worse = rand.choice((word[:at] + word[at + 1:], word[:at] + word[at + 1] + word[at] + word[at + 2:],
                         word[:at] + rand.choice("aeiounrt") + word[at:]))
    if worse == word or worse in told:
        return None
    text = text_of(case)
    return with_text(case, text[:m.start()] + worse + text[m.end():]), m.start(), m.start() + len(worse)


def no_channel(case, rand):
    """Sends the reporter somewhere, and nothing says where and when."""
    fault = rand.choice(("Silakan datang", "Mohon Saudara datang", "Silakan melapor"))
    case["draft"]["outcome"] = "information"
    text = f"Perihal {case['complaint']['title'].lower()}, berkas perlu diperiksa ulang. {fault} ke tempat kami."
    return with_text(case, text), text.index(fault), text.index(fault) + len(fault)


OBJECTS = (("Lampu jalan padam", "Pohon tumbang di tepi taman sudah kami potong, dan rantingnya diangkut regu pada hari yang sama."),
           ("Pohon tumbang menutup gang", "Dua bohlam di gardu jaga sudah diganti petugas kami, dan kini kembali terang."),
           ("Sampah menumpuk", "Trotoar di depan kantor sudah diperbaiki tukang kami, dan ubinnya diganti."))


def other_object(case, rand):
    case["complaint"]["title"], text = rand.choice(OBJECTS)
    case["draft"]["outcome"] = "resolved"
    return with_text(case, text), 0, 0


# name: (rule, mutator, the least share that has to be found). A rule with two
# levels is measured form by form; the word behind the id names the form.
FAULTS = {
    "NIK or KK": ("PDP-01", id_number, .98),
    "NPWP": ("PDP-02", sentence_fault("NPWP {09.254.294.3-407.000} sudah tercatat.", "NPWP Saudara {092542943407000} aktif."), .95),
    "telephone": ("PDP-03", phone, .95),
    "account": ("PDP-04", account, .95),
    "plate": ("PDP-05", plate, .9),
    "insurance": ("PDP-06", sentence_fault("Kartu BPJS {0001987654321} sudah aktif."), .95),
    "health": ("PDP-07", sentence_fault("Anak Ibu {positif TBC} menurut puskesmas.", "Saudara Rudi {mengidap HIV} sejak lama."), .8),
    "reporter": ("PDP-08", reporter_name, .95),
    "home": ("PDP-09", home_address, .9),
    "fits everything": ("KLG-02", nothing_of_it, .8),
    "nobody": ("KLG-04", nobody, .8),
    "no place": ("REL-01", no_place, .8),
    "other place": ("REL-04", other_place, .9),
    "no when": ("REL-03", when_unanswered, .8),
    "no price": ("REL-03", how_much_unanswered, .8),
    "wishes": ("KON-03", wishes_only, .6),
    "passive promise": ("BHS-04", sentence_fault("Papan itu {akan dipindahkan}.", "Data tersebut {akan diperbarui}."), .8),
    "acronym": ("BHS-05", sentence_fault("Datanya masuk {RTRW} dahulu.", "Usulan lewat {RKPD} tahun depan."), .9),
    "placeholder": ("TPL-01", sentence_fault("Petugas {[nama petugas]} sudah datang.", "Surat tertanggal {.....} sudah terbit.",
                                             "Hubungi {{{nama}}} di kantor.", "Nomor surat {XXX} sudah terbit."), .95),
    "vague promise": ("KON-01", sentence_fault("Hal itu {akan segera ditindaklanjuti}.", "Laporan ini {akan kami proses}."), .3),
    "vague time": ("KON-01", vague_time, .5),
    "vague unit": ("KON-02", sentence_fault("Hal itu sudah kami sampaikan ke {instansi terkait}.", "Kami menghubungi {pihak terkait}."), .9),
    "rules in force": ("KON-04", sentence_fault("Penanganan dilakukan {sesuai ketentuan yang berlaku}."), .7),
    "past date": ("KON-05", past_date, .8),
    "impossible date": ("KON-05", impossible_date, .95),
    "outcome": ("KON-06 (plan)", flip_to_resolved, .5),
    "outcome and text": ("KON-06", resolved_to_be_done, .95),
    "no date": ("KLG-05", no_date, .8),
    "undated plan": ("KLG-05", undated_plan, .8),
    "no channel": ("KLG-07", no_channel, .8),
    "refusal": ("KLG-09", refused, .95),
    "too short": ("KLG-10", too_short, .99),
    "empty words": ("KLG-03", empty_words, .9),
    "other object": ("REL-02", other_object, .9),
    "other person": ("REL-04", foreign_person, .95),
    "other ticket": ("REL-04", foreign_ticket, .95),
    "copy": ("REL-05", copied, .95),
    "blame": ("NAD-01", sentence_fault("{Seharusnya Saudara} membaca pengumuman.", "Hal itu {bukan urusan kami}."), .9),
    "command": ("NAD-02", sentence_fault("{Saudara harus} menunggu.", "{Harap maklum}."), .8),
    "no apology": ("NAD-05", sentence_fault("Hal itu terjadi karena {kelalaian petugas}."), .5),
    "chat": ("NAD-03", swap([("yang", "yg"), ("sudah", "udah"), ("tidak", "gak"), ("dengan", "dgn"), ("untuk", "utk")]), .95),
    "shouting": ("NAD-04", sentence_fault("{SEMUA SUDAH SELESAI DIKERJAKAN}."), .9),
    "spelling": ("BHS-01", swap([("izin", "ijin"), ("telepon", "telpon"), ("di sini", "disini"), ("diperbaiki", "di perbaiki"),
                                 ("dilakukan", "di lakukan"), ("silakan", "silahkan"), ("apa pun", "apapun"),
                                 ("siapa pun", "siapapun"), ("di depan", "didepan"), ("jadwal", "jadual")]), .95),
    "slip": ("BHS-02", slip, .7),
    "long sentence": ("BHS-03", merged, .9),
    "typing": ("BHS-06", sentence_fault("Biayanya {Rp. 50.000} per orang.", "Loket buka {jam 9} setiap hari.", "Hal {itu itu} benar."), .9),
    "regulation": ("HKM-01", sentence_fault("Hal itu diatur {UU 25 th 2009}.", "Dasarnya {Perda No.5/2019}."), .9),
    "repealed": ("HKM-02", sentence_fault("Dasarnya {UU Nomor 32 Tahun 2004}."), .9),
    "attachment": ("TAU-01", unattached, .95),
    "link": ("TAU-02", sentence_fault("Buka {bit.ly/cekdata} untuk itu.", "Buka {http://contoh.go.id/data} untuk itu."), .9),
}

DECOYS = {
    "PDP-01": ("Nomor kontrak 6303045208890000 tercatat.", "Nomor berkas 99030452088999.", "NIK tidak perlu dituliskan di sini."),
    "PDP-03": ("Hubungi 112 atau (0511) 123456.", "Surel ppid@contoh.go.id dapat dipakai."),
    "PDP-04": ("Rekening air nomor 0412387 sudah diperiksa.", "Rekening listrik nomor 123456789012 lunas."),
    "PDP-05": ("Mobil dinas DA 1234 AB sudah siaga.", "Lokasi di RT 4 RW 2 blok B 12."),
    "PDP-07": ("Puskesmas melayani pasien TBC setiap hari.",),
    "REL-02": ("Sampah dan ranting di sekitarnya juga diangkut.",),
    "TPL-01": ("Saudara menulis “tolong.....” di laporan.", "Turnamen PON XX memakai lapangan itu."),
    "KON-02": ("Saudara menulis “instansi terkait diam saja”.",),
    "KON-05": ("Surat tertanggal 10 Maret 2019 sudah diterima.",),
    "NAD-01": ("Saudara menulis “bukan urusan kami” dari petugas.",),
    "NAD-03": ("Saudara menulis “yg rusak udah lama”.",),
    "NAD-04": ("Dinas PUPR, BPBD, DLH, dan PDAM bekerja sama.",),
    "BHS-01": ("SD Putera Harapan dan Komplek Mulya sudah didata.", "Petugas menunggu di perumahan dan di balai."),
    "BHS-02": ("Saudara menulis “dipebaiki kemaren”.", "Karcisnya ditempeli, kuesionernya didistribusikan, dan rinciannya dimutakhirkan.",
               "Tulis ke dipebaiki@contoh.go.id.", "Kelotok dan jukung ditambatkan pambakal."),
    "BHS-06": ("Layanan 24 jam dengan biaya Rp50.000.",),
    "HKM-01": ("Dasarnya Undang-Undang Nomor 25 Tahun 2009.",),
    "TAU-01": ("Mohon melampirkan foto rumah.", "Bukti itu tidak dilampirkan dahulu."),
    "TAU-02": ("Buka https://www.lapor.go.id untuk itu.",),
}


def overlap(finding, start, end):
    """Intersection over union of two places, 1 for a fault without one."""
    if start < 0 or (start == end == 0 and finding["start"] == finding["end"] == 0):
        return 1
    inter = min(end, finding["end"]) - max(start, finding["start"])
    union = max(end, finding["end"]) - min(start, finding["start"])
    return inter / union if inter > 0 else 0


def spoil(rule, mutate, seed, copies):
    """The good replies with one fault each, and where it is."""
    cases, places = [], []
    for index, clean in enumerate(clean_cases()):
        for n in range(copies):
            rand = random.Random(f"{seed}/{rule}/{index}/{n}")
            made = mutate(copy.deepcopy(clean), rand)
            if made is not None:
                case, start, end = made
                case["id"] = f"{clean['id']}/{n}"
                cases.append(case)
                places.append((start, end))
    return cases, places


def measure_rule(program, rule, mutate, seed):
    """Counts of the faults of one kind: how many, found, and findings of the rule beside them."""
    cases, places = spoil(rule, mutate, seed, 1)
    counts = {"faults": len(cases), "found": 0, "beside": 0, "placed": 0, "overlap": 0.0, "levels": {}}
    name = rule.split()[0]
    was = {c["id"]: sum(f["rule"] == name for f in fs)
           for c, fs in zip(clean_cases(), evaluate(program, clean_cases()))}
    for case, place, findings in zip(cases, places, evaluate(program, cases) if cases else []):
        own = [f for f in findings if f["rule"] == name]
        hits = [f for f in own if overlap(f, *place) >= .5]
        counts["found"] += bool(hits)
        counts["beside"] += max(0, len(own) - len(hits) - was[case["id"].rsplit("/", 1)[0]])
        if hits and 0 <= place[0] < place[1]:
            counts["placed"] += 1
            counts["overlap"] += max(overlap(f, *place) for f in hits)
        for f in hits[:1]:
            counts["levels"][f["severity"]] = counts["levels"].get(f["severity"], 0) + 1
    return counts


def measure(program, rule, mutate, seed, copies):
    cases, places = spoil(rule, mutate, seed, copies)
    missed = []
    for case, place, findings in zip(cases, places, evaluate(program, cases) if cases else []):
        if not any(f["rule"] == rule.split()[0] and overlap(f, *place) >= .5 for f in findings):
            missed.append((case, place))
    return len(cases), missed


def decoy_alarms(program, rule, sentences):
    # What an answer is about has to be in it before something beside it is a decoy.
    alarms, cases, bases = [], [], clean_cases("clean" if rule == "REL-02" else None)
    for index, clean in enumerate(bases):
        case = copy.deepcopy(clean)
        sentence = sentences[index % len(sentences)]
        case["draft"]["attachments"] = case["draft"]["attachments"] or []
        insert_sentence(case, random.Random(index), sentence, sentence)
        cases.append(case)
    before = evaluate(program, bases)
    for case, was, now in zip(cases, before, evaluate(program, cases)):
        if sum(f["rule"] == rule for f in now) > sum(f["rule"] == rule for f in was):
            alarms.append(case["draft"]["text"])
    return len(cases), alarms


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program")
    options.add_argument("--seed", default="1")
    options.add_argument("--copies", type=int, default=1)
    options.add_argument("--verbose", action="store_true")
    args = options.parse_args()

    failed, n = 0, 0
    print(f"1..{len(FAULTS) + len(DECOYS)}")
    for name, (rule, mutate, floor) in FAULTS.items():
        n += 1
        total, missed = measure(args.program, rule, mutate, args.seed, args.copies)
        share = 1 - len(missed) / total if total else 0
        fine = total > 0 and share >= floor
        failed += not fine
        print(f"{'ok' if fine else 'not ok'} {n} - {rule} {name}: {total - len(missed)} of {total} found")
        if args.verbose:
            for case, (start, end) in missed[:5]:
                text = text_of(case)
                print(f"#   {case['id']}: …{text[max(0, start - 80):end + 80]!r}")
    for rule, sentences in DECOYS.items():
        n += 1
        total, alarms = decoy_alarms(args.program, rule, sentences)
        failed += bool(alarms)
        print(f"{'not ok' if alarms else 'ok'} {n} - {rule} stays silent: {len(alarms)} false alarms in {total}")
        if args.verbose:
            for text in alarms[:3]:
                print(f"#   {text!r}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
