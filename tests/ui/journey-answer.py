#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer signs in, answers a complaint while the hub is down, and sees the
reply arrive once it is back; all through what a screen reader and a keyboard
can reach.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position


def sign_in(journey):
    journey.tree.find(role="frame", name=journey.at.named("Sign in"))
    steps.fill_sign_in(journey, "bukan-ini")
    journey.tree.find(role="alert", name=journey.at.named("password is wrong"))
    journey.ok("a wrong password is refused in words")
    steps.sign_in(journey)
    journey.ok("the right one opens the desk")


def open_complaint(journey):
    steps.open_complaint(journey)
    journey.ok("the queue fills and its first complaint opens")


def write_reply(journey):
    at, tree = journey.at, journey.tree
    steps.write(journey, steps.VAGUE)
    tree.find(role="list item", name=at.named(steps.VAGUE_FINDING))
    journey.ok("an empty promise is found while typing")

    steps.write(journey, steps.GOOD)
    tree.gone(role="list item", name=at.named(steps.VAGUE_FINDING))
    journey.ok("the finding goes with the words")
    tree.find(name=at.named("Saved"))
    journey.ok("the draft is saved by itself")


def send_while_down(journey):
    at, tree = journey.at, journey.tree
    send = tree.find(role="push button", name=at.named("Send"))
    journey.check(not at.is_sensitive(send), "without an outcome it cannot be sent")
    tree.find(name=at.named("Choose what the reply says about the matter."))
    journey.ok("and the reason stands beside the button")

    steps.choose_outcome(journey)
    journey.ok("sending becomes possible with an outcome")

    journey.hub.stop()
    journey.stage.key("ctrl+Return")
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
    journey.check([reply["text"] for reply in replies] == [steps.GOOD],
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
