#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agency wants more of the checks than this computer has heard of: a reply comes
back. The page says which check stops it, the text opens with what was found in it,
and goes out with the officer's reason. Pictures go into the folder that LOKET_TEST_PICTURES names.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

# The operator lists the service's numbers, so that any other one is a person's.
SETTINGS = "[Contacts]\nPhones=0511-5550101\n"
TEXT = steps.GOOD + " Hubungi Budi di 0812-3456-7890."
CHECK = "Private telephone or mail (PDP-03)"


def picture(journey, name):
    folder = os.environ.get("LOKET_TEST_PICTURES")
    if folder:
        journey.stage.settle()
        journey.stage.picture(os.path.join(folder, f"refused-{name}.png"), journey.width, journey.height)


def forget_numbers(journey):
    """So that this computer, when it signs in, hears of no list of numbers."""
    journey.hub.run("checks", "remove", "--agency", "131410")


def be_stricter(journey):
    journey.hub.give("checks", SETTINGS, "--agency", "131410")


def come_back(journey):
    at, tree = journey.at, journey.tree
    journey.hub.stop()
    steps.write(journey, TEXT)
    steps.choose_outcome(journey)
    journey.stage.key("ctrl+Return")
    tree.find(role="push button", name=at.named("1 waiting"))
    be_stricter(journey)
    journey.hub.start()
    journey.stage.key("F5")
    tree.find(name=at.named("The hub does not take the text as it is"))
    tree.find(name=at.named(CHECK))
    journey.ok("the page says which check of the hub stops the reply")
    picture(journey, "page")
    journey.check(journey.hub.replies() == [], "which the hub has not stored")
    at.press(tree.find(role="push button", name=at.named("Change the text")))
    tree.find(role="list item", name=at.named("Stops sending: This mobile number is not listed"))
    journey.check(at.read(tree.find(role="text", name=at.named("Reply"))) == TEXT,
                  "the text is in the composer again, with what the hub found")
    picture(journey, "composer")


def overrule(journey):
    at, tree = journey.at, journey.tree
    journey.stage.key("ctrl+Return")
    reason = tree.find(role="text", name=at.named("Reason"))
    picture(journey, "reason")
    journey.check(journey.hub.replies() == [], "sending it again asks for a reason first")
    at.write(reason, "Budi meminta nomornya ditulis.")
    at.press(tree.find(role="push button", name=at.named("Send with reason")))
    journey.wait(lambda: [reply["text"] for reply in journey.hub.replies()] == [TEXT], "the reply at the hub")
    journey.ok("and with one the hub has the reply, once")


def main():
    with Journey() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        forget_numbers(journey)
        steps.sign_in(journey)
        steps.open_complaint(journey)
        come_back(journey)
        overrule(journey)
        journey.quit()


if __name__ == "__main__":
    main()
