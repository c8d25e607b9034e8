#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer writes a bad reply, follows the findings from one to the next until
it is a good one, and sends it. Pictures of the way go into the folder that
LOKET_TEST_PICTURES names, if it names one.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

BAD = ("Terima kasih atas laporannya. Silahkan menunggu, data dengan NIK 6303045208990001 "
       "sudah kami periksa. Laporan Saudara akan segera ditindaklanjuti. Biayanya Rp. 50.000.")
FINDINGS = ("full national identity number", "This form is not standard", "This promise does not tell when",
            "no full stop and no space")
BETTER = ("Yth. Pelapor,\n\nPetugas Bidang Bina Marga memeriksa lokasi yang dilaporkan pada 1 Desember 2026 dan "
          "menemukan kerusakan seperti yang Saudara tulis.\n\nPerbaikan kami kerjakan paling lambat 4 Desember 2026. "
          "Hasilnya kami sampaikan lewat laporan ini.\n\nHormat kami,\nDinas Pekerjaan Umum")


class Pictures:
    def __init__(self, journey):
        self.journey, self.folder, self.number = journey, os.environ.get("LOKET_TEST_PICTURES"), 0

    def take(self, name):
        if self.folder:
            self.number += 1
            self.journey.stage.settle()
            self.journey.stage.picture(os.path.join(self.folder, f"quality-{self.number}-{name}.png"), 1280, 800)


def reply_text(journey):
    return journey.tree.find(role="text", name=journey.at.named("Reply"))


def selected(journey):
    text = reply_text(journey).queryText()
    if text.getNSelections() == 0:
        return ""
    start, end = text.getSelection(0)
    return text.getText(start, end)


def write_badly(journey, pictures):
    at, tree = journey.at, journey.tree
    steps.write(journey, BAD)
    for finding in FINDINGS:
        tree.find(role="list item", name=at.named(finding))
    journey.ok("each fault is found while typing, with why it matters")
    tree.find(role="push button", name=at.named("Still to do: In the text, but without"))
    journey.ok("the checklist tells which part is there, and what it lacks")
    pictures.take("findings")


def follow(journey):
    journey.stage.key("ctrl+j", "ctrl+Home")
    places = []
    for _ in range(4):
        journey.stage.key("F8")
        journey.wait(lambda: selected(journey) not in ("", *places[-1:]), "the next finding to be selected")
        places.append(selected(journey))
    journey.check(places[0] == "Silahkan" and places[1] == "6303045208990001" and places[3] == "Rp. 50.000",
                  f"F8 goes from finding to finding in reading order: {places}")
    journey.stage.key("shift+F8")
    journey.wait(lambda: selected(journey) == places[2], "the one before")
    journey.ok("and Shift+F8 back")


def apply_and_undo(journey):
    at, tree = journey.at, journey.tree
    text = lambda: at.read(reply_text(journey))  # noqa: E731
    row = tree.find(role="list item", name=at.named("This form is not standard"))
    apply = [node for node in at.walk(row) if at.role_of(node) == "push button" and "Apply" in at.name_of(node)][0]
    at.press(apply)
    journey.wait(lambda: "Silakan" in text(), "the suggestion in the text")
    tree.gone(role="list item", name=at.named("This form is not standard"))
    journey.ok("one click puts the suggestion in")
    journey.stage.key("ctrl+j", "ctrl+z")
    journey.wait(lambda: "Silahkan" in text(), "the words as they were")
    journey.stage.key("ctrl+shift+z")
    journey.wait(lambda: "Silakan" in text(), "the suggestion again")
    journey.ok("which can be undone, and done again")


def blocked(journey):
    at, tree = journey.at, journey.tree
    steps.choose_outcome(journey)
    journey.stage.key("ctrl+Return")
    tree.find(role="text", name=at.named("Reason"))
    journey.ok("what stops sending asks for a reason")
    journey.stage.key("Escape")
    journey.check(journey.hub.replies() == [], "and without one nothing is sent")


def put_aside(journey, pictures):
    at, tree = journey.at, journey.tree
    row = tree.find(role="list item", name=at.named("no full stop and no space"))
    more = [node for node in at.walk(row) if "More for this finding" in at.name_of(node)
            and at.role_of(node) in ("push button", "toggle button")][-1]
    at.open_menu(more)
    item = tree.find(role="menu item", name=at.named("Ignore in this reply"))
    pictures.take("ignore")
    at.press(item)
    tree.gone(role="list item", name=at.named("no full stop and no space"))
    journey.ok("a hint can be put aside for this reply")


def write_well(journey, pictures):
    at, tree = journey.at, journey.tree
    steps.write(journey, BETTER)
    for finding in FINDINGS:
        tree.gone(role="list item", name=at.named(finding))
    tree.find(role="push button", name=at.named("Finding or reason: In the text"))
    tree.find(role="push button", name=at.named("Done: In the text, with who and when"))
    tree.find(role="push button", name=at.named("Still to do: In the text, with who and when"))
    journey.ok("a good reply is left in peace, and the checklist ticks itself")
    pictures.take("good")
    journey.stage.key("ctrl+Return")
    tree.find(role="list item", name=at.named("Sent, 1 complaint"))
    replies = journey.hub.replies()
    journey.check([reply["text"] for reply in replies] == [BETTER], "and sent as it stands")


def answer_another(journey, pictures):
    """With the same words, once the hub's feed has brought what was sent."""
    at, tree = journey.at, journey.tree
    answered = journey.tracking_id
    journey.stage.key("F5", "ctrl+Next")
    tree.gone(role="frame", name=at.named("#" + answered))
    tree.find(role="frame", name=at.named("#995"))
    steps.write(journey, BETTER)
    tree.find(role="list item", name=at.named(f"nearly the one given to complaint {answered}"))
    journey.ok("the same answer to another complaint is noticed, with the number of that one")
    pictures.take("copy")


def main():
    with Journey() as journey:
        pictures = Pictures(journey)
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        write_badly(journey, pictures)
        follow(journey)
        apply_and_undo(journey)
        put_aside(journey, pictures)
        blocked(journey)
        write_well(journey, pictures)
        answer_another(journey, pictures)
        journey.quit()


if __name__ == "__main__":
    main()
