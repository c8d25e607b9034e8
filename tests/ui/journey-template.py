#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer begins a reply with a template of the agency, fills in what is left,
sees the checklist tick itself, and sends it. Pictures of the way go into the
folder that LOKET_TEST_PICTURES names, if it names one.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

TEMPLATES = """[uji-coba]
title=Uji coba dijadwalkan
outcomes=proses
owner=Bidang Bina Marga
review=2099-06-30
text=Yth. {pelapor},\\n\\nTerima kasih atas laporan “{judul}”. Petugas {unit pemeriksa: unit} memeriksa lokasi \
pada {tanggal periksa: tanggal} dan {temuan: menemukan kerusakan|tidak menemukan kerusakan}.\\n\\nPerbaikan kami \
kerjakan paling lambat {tanggal pekerjaan: hari kerja}. Hasilnya kami sampaikan lewat laporan ini.\\n\\n\
Hormat kami,\\n{instansi}

[usang]
title=Templat yang lama
owner=Bagian Umum
review=2020-01-31
text=Terima kasih atas laporan Saudara mengenai {judul}.
"""
# What is put into each place, and how many of Tab lead there from the beginning: the
# choice stays for the last.
FILLED = (("{unit pemeriksa: unit}", "Bidang Bina Marga", 1), ("{tanggal periksa: tanggal}", "1/12/2026", 1),
          ("{tanggal pekerjaan: hari kerja}", "4 Desember 2026", 2))
AGENCY = "Dinas Pekerjaan Umum dan Penataan Ruang"


class Pictures:
    def __init__(self, journey):
        self.journey, self.folder, self.number = journey, os.environ.get("LOKET_TEST_PICTURES"), 0

    def take(self, name):
        if self.folder:
            self.number += 1
            self.journey.stage.settle()
            self.journey.stage.picture(os.path.join(self.folder, f"template-{self.number}-{name}.png"), 1280, 800)


def reply_text(journey):
    return journey.tree.find(role="text", name=journey.at.named("Reply"))


def reply(journey):
    return journey.at.read(reply_text(journey))


def selected(journey):
    text = reply_text(journey).queryText()
    if text.getNSelections() == 0:
        return ""
    start, end = text.getSelection(0)
    return text.getText(start, end)


def choose(journey, pictures):
    at, tree = journey.at, journey.tree
    journey.stage.key("ctrl+t")
    tree.find(role="list item", name=at.named("Uji coba dijadwalkan"))
    tree.find(role="list item", name=at.named("Templat yang lama"))
    tree.find(role="label", name=at.named("Review overdue since 31 January 2020"))
    journey.ok("the agency's templates are listed, and one whose review is overdue says so")
    pictures.take("list")
    journey.stage.type("uji coba")
    tree.gone(role="list item", name=at.named("Templat yang lama"))
    journey.stage.key("Return")
    tree.find(role="label", name=at.named("Bidang Bina Marga · version 1"))
    tree.find(role="label", name=at.named("{tanggal periksa: tanggal}"))
    journey.ok("how it would read, whose it is and which version, are shown before it is taken")
    pictures.take("preview")
    at.press(tree.find(role="push button", name=at.named("Use this template")))
    journey.wait(lambda: selected(journey) == "{unit pemeriksa: unit}", "the first placeholder to be selected")
    journey.check("Yth. " in reply(journey) and AGENCY in reply(journey) and "{judul}" not in reply(journey),
                  "what the complaint tells is filled in, and the first thing to fill in is selected")


def undo_and_redo(journey):
    journey.stage.key("ctrl+z")
    journey.wait(lambda: "Terima kasih" not in reply(journey), "the draft as it was")
    journey.stage.key("ctrl+shift+z", "ctrl+Home")
    journey.wait(lambda: "{unit pemeriksa: unit}" in reply(journey), "the template again")
    journey.ok("a template can be taken back, and put in again")


def stopped(journey, pictures):
    at, tree = journey.at, journey.tree
    tree.find(role="list item", name=at.named("“tanggal periksa” is not filled in yet: a date"))
    tree.find(role="list item", name=at.named("“temuan” is not chosen yet"))
    tree.find(role="push button", name=at.named("Still to do: Not seen in the text"))
    journey.ok("each placeholder is a finding that tells what it waits for, and nothing is ticked for it")
    pictures.take("begun")
    journey.stage.key("ctrl+Return")
    tree.find(role="text", name=at.named("Reason"))
    journey.stage.key("Escape")
    journey.check(journey.hub.replies() == [], "and nothing is sent with one left")


def apply_day(journey):
    """The row may be another one by the time it is pressed: what was written is checked meanwhile."""
    at, tree = journey.at, journey.tree
    if "1 Desember 2026" in reply(journey):
        return True
    row = tree.find(role="list item", name=at.named("the month of a date is written out"))
    for node in at.walk(row):
        if at.role_of(node) == "push button" and "Apply" in at.name_of(node):
            at.press(node)
            break
    return "1 Desember 2026" in reply(journey)


def fill(journey, pictures):
    at, tree = journey.at, journey.tree
    for blank, words, tabs in FILLED:
        journey.stage.key("ctrl+j", "ctrl+Home", *["Tab"] * tabs)
        journey.wait(lambda blank=blank: selected(journey) == blank, f"“{blank}” to be selected")
        steps.write(journey, reply(journey).replace(blank, words))
    journey.ok("Tab goes from one to the next")
    at.press(tree.find(role="push button", name=at.named("menemukan kerusakan")))
    journey.wait(lambda: "{" not in reply(journey), "the choice in the text")
    journey.ok("a choice takes one click")
    tree.find(role="list item", name=at.named("the month of a date is written out"))
    pictures.take("date")
    journey.wait(lambda: apply_day(journey), "the day in words")
    journey.ok("and a day in figures is written out by one")


def send(journey, pictures):
    at, tree = journey.at, journey.tree
    tree.find(role="push button", name=at.named("Still to do: In the text, with who and when"))
    for finding in ("is not filled in yet", "is not chosen yet"):
        tree.gone(role="list item", name=at.named(finding))
    journey.ok("the checklist ticks itself")
    pictures.take("filled")
    text = reply(journey)
    journey.stage.key("ctrl+j", "ctrl+Return")
    tree.find(role="list item", name=at.named("Sent, 1 complaint"))
    journey.check([one["text"] for one in journey.hub.replies()] == [text], "and the hub has the text")


class TemplateJourney(Journey):
    def prepare_hub(self):
        self.hub.give("templates", TEMPLATES, "--agency", "131410")


def main():
    with TemplateJourney() as journey:
        pictures = Pictures(journey)
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        journey.prepare_hub()
        steps.sign_in(journey)
        steps.open_complaint(journey)
        choose(journey, pictures)
        undo_and_redo(journey)
        stopped(journey, pictures)
        fill(journey, pictures)
        send(journey, pictures)
        journey.quit()


if __name__ == "__main__":
    main()
