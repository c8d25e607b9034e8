#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer answers without a connection; meanwhile the reporter adds something.
With the hub back the reply does not go out unseen: the page shows the
difference and the text, and the officer sends it all the same.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

ADDED = "Tadi malam ada pengendara yang jatuh di lubang itu."


def answer_offline(journey):
    at, tree = journey.at, journey.tree
    journey.hub.stop()
    steps.write(journey, steps.GOOD)
    steps.choose_outcome(journey)
    journey.stage.key("ctrl+Return")
    tree.find(role="push button", name=at.named("1 waiting"))
    journey.ok("answered without a connection, the reply waits")


def decide(journey):
    at, tree = journey.at, journey.tree
    journey.hub.add_message(journey.tracking_id, ADDED)
    journey.hub.start()
    journey.stage.key("F5")
    tree.find(name=at.named("The complaint changed before your reply arrived"))
    journey.ok("the reply does not go out unseen")

    tree.find(name=at.named("The reporter wrote"))
    tree.find(name=at.named(ADDED))
    journey.ok("what the reporter added is shown")
    tree.find(name=at.named(steps.GOOD[:40]))
    journey.ok("and the officer's own text, still in hand")
    journey.check(journey.hub.replies() == [], "nothing was stored before the decision")
    for name in ("Change, then send", "Keep as a draft", "Discard the reply"):
        tree.find(role="push button", name=at.named(name))
    journey.ok("every way out is offered")

    at.press(tree.find(role="push button", name=at.named("Send as it is")))
    journey.wait(lambda: [reply["text"] for reply in journey.hub.replies()] == [steps.GOOD],
                 "the reply at the hub")
    journey.check(journey.hub.replies()[0]["tracking_id"] == journey.tracking_id,
                  "the hub has it, once, for that complaint")
    tree.find(role="text", name=at.named("Reply"))
    journey.ok("and the complaint is there again")


def main():
    with Journey() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        answer_offline(journey)
        decide(journey)
        journey.quit()


if __name__ == "__main__":
    main()
