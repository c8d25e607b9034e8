#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer signs in, answers a complaint while the hub is down, and sees the
reply arrive once it is back; all through what a screen reader and a keyboard
can reach.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

VAGUE = "Yth. Saudara pelapor, laporan Saudara akan segera ditindaklanjuti."
GOOD = ("Yth. Saudara pelapor, Bidang Bina Marga memeriksa lokasi yang dilaporkan pada "
        "1 Desember 2026 dan menambal lubang paling lambat 4 Desember 2026.")


def sign_in(journey):
    at, tree, hub = journey.at, journey.tree, journey.hub
    tree.find(role="frame", name=at.named("Sign in"))
    at.write(tree.find(role="text", name=at.named("Address of the hub")), hub.address)
    at.write(tree.find(role="text", name=at.named("User name")), "petugas")
    at.write(tree.find(role="text", name=at.named("Certificate file")), hub.ca)
    at.write(tree.find(role="text", name=at.named("Password")), "bukan-ini")
    at.press(tree.find(role="push button", name=at.named("Sign in")))
    tree.find(role="alert", name=at.named("password is wrong"))
    journey.ok("a wrong password is refused in words")

    at.write(tree.find(role="text", name=at.named("Password")), hub.password)
    at.press(tree.find(role="push button", name=at.named("Sign in")))
    tree.find(role="frame", name=at.named("To answer today"))
    journey.ok("the right one opens the desk")


def open_complaint(journey):
    at, tree = journey.at, journey.tree
    tree.find(role="push button", name=at.named("Connected"))
    tree.find(role="list item", name=at.named(", 995"))
    journey.stage.key("ctrl+Next")
    frame = tree.find(role="frame", name=at.named("#995"))
    journey.tracking_id = at.name_of(frame).split()[0].lstrip("#")
    journey.ok("the queue fills and its first complaint opens")


def write_reply(journey):
    at, tree = journey.at, journey.tree
    text = tree.find(role="text", name=at.named("Reply"))
    at.write(text, VAGUE)
    tree.find(role="list item", name=at.named("This promise does not tell when"))
    journey.ok("an empty promise is found while typing")

    at.write(text, GOOD)
    tree.gone(role="list item", name=at.named("This promise does not tell when"))
    journey.ok("the finding goes with the words")
    tree.find(name=at.named("Saved"))
    journey.ok("the draft is saved by itself")


def send_while_down(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    send = tree.find(role="push button", name=at.named("Send"))
    journey.check(not at.is_sensitive(send), "without an outcome it cannot be sent")
    tree.find(name=at.named("Choose what the reply says about the matter."))
    journey.ok("and the reason stands beside the button")

    stage.key("ctrl+j", "shift+Tab", "shift+Tab", "space", "Down", "Return")
    journey.wait_for(lambda: at.is_sensitive(send), "sending becomes possible with an outcome")

    journey.hub.stop()
    stage.key("ctrl+j")
    stage.key("ctrl+Return")
    tree.find(role="push button", name=at.named("1 waiting"))
    tree.find(role="list item", name=at.named("Outbox, 1 complaint"))
    tree.find(role="push button", name=at.named("Offline, 1 waiting"))
    journey.ok("sent without a hub, it waits and says so")


def deliver(journey):
    at, tree = journey.at, journey.tree
    journey.hub.start()
    journey.stage.key("F5")
    tree.gone(role="push button", name=at.named("waiting"))
    tree.find(role="push button", name=at.named("Connected"))
    tree.find(role="list item", name=at.named("Sent, 1 complaint"))
    journey.ok("with the hub back it goes out and the window says so")

    replies = journey.hub.replies()
    journey.check([reply["text"] for reply in replies] == [GOOD],
                  "the hub stored the very text, once")
    journey.check(replies[0]["tracking_id"] == journey.tracking_id, "for the complaint that was open")


def main():
    with Journey() as journey:
        sign_in(journey)
        open_complaint(journey)
        write_reply(journey)
        send_while_down(journey)
        deliver(journey)
        journey.quit()


if __name__ == "__main__":
    main()
