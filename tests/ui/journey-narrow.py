#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same desk 360 pixels wide, by keyboard alone: there and back between queue
and complaint, a draft discarded and taken back, and a reply that a check stops
sent with a reason.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

TEMPLATE = ("Yth. Saudara pelapor, Bidang Bina Marga memeriksa lokasi yang dilaporkan pada "
            "1 Desember 2026 dan memperbaikinya paling lambat [tanggal].")
REASON = "Kurung siku bagian dari nama lokasi"


def go_there_and_back(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    tree.find(role="push button", name=at.named("Connected"))
    stage.key(steps.ALL_OPEN)
    tree.find(role="list item", name=at.named(", 995"))
    stage.key("alt+Left", "Return")
    tree.find(role="frame", name=at.named("#995"))
    journey.ok("Return opens the complaint in the queue's place")
    stage.key("alt+Left")
    journey.wait(lambda: not at.name_of(tree.find(role="frame")).startswith("#"), "the queue")
    journey.ok("Alt+Left goes back to the queue")
    stage.key("Return")
    frame = tree.find(role="frame", name=at.named("#995"))
    first = at.name_of(frame)
    stage.key("ctrl+Next")
    journey.wait(lambda: at.name_of(tree.find(role="frame")) not in ("", first), "the next one")
    journey.ok("the next complaint opens without going back")


def discard_and_undo(journey):
    at, tree = journey.at, journey.tree
    text = tree.find(role="text", name=at.named("Reply"))
    at.write(text, TEMPLATE)
    tree.find(name=at.named("Saved"))
    at.press(tree.find(role="push button", name=at.named("Discard the draft")))
    journey.wait(lambda: text.queryText().characterCount == 0, "the text to go")
    at.press(tree.find(role="push button", name=at.named("Undo")))
    journey.wait(lambda: at.read(text) == TEMPLATE, "the text to come back")
    journey.ok("a discarded draft comes back with one press")


def send_with_reason(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    tree.find(role="list item", name=at.named("Stops sending"))
    steps.choose_outcome(journey)
    stage.key("ctrl+Return")
    reason = tree.find(role="text", name=at.named("Reason"))
    button = tree.find(role="push button", name=at.named("Send with reason"))
    journey.check(not at.is_sensitive(button), "there is no way past an empty reason")
    at.write(reason, REASON)
    journey.wait(lambda: at.is_sensitive(button), "the way on")
    at.press(button)
    tree.find(role="push button", name=at.named("Connected"))
    journey.wait(lambda: [reply["text"] for reply in journey.hub.replies()] == [TEMPLATE],
                 "the reply at the hub")
    journey.ok("with a reason it is sent, and arrives")


def main():
    with Journey(360, 640) as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        go_there_and_back(journey)
        discard_and_undo(journey)
        send_with_reason(journey)


if __name__ == "__main__":
    main()
