#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plug is pulled while an officer types, attaches and sends: window and hub are
killed at the same moment, again and again. Each time the profile opens, the draft
has everything but the last two seconds of typing, nothing that was sent off is lost
and nothing comes twice.

What is counted is what the keyboard had handed over two seconds before the end. Time
in which this test itself did not get on, since the computer stood still, is added.

LOKET_PLUG_ROUNDS pulls more often, LOKET_PLUG_SEED at other moments.
"""

import json
import os
import random
import shutil
import sys
import time
from collections import Counter

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])
# A warning must not end the program before the plug does; they are looked at in the end.
os.environ.pop("G_DEBUG", None)

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position
from loket_photo import make_photo  # noqa: E402  pylint: disable=wrong-import-position

ROUNDS = int(os.environ.get("LOKET_PLUG_ROUNDS", "2"))
SEED = int(os.environ.get("LOKET_PLUG_SEED", "20260302"))
MOST_LOST = 2.0  # seconds of typing, as the promise is
PACE = 0.12      # seconds between two words


class Typist:
    """Types words at a steady pace and knows when each was handed over."""

    def __init__(self, stage):
        self.stage = stage
        self.pieces = []  # (when it was handed over, the piece)
        self.stalled = 0.0

    def type_for(self, seconds, word):
        end = time.monotonic() + seconds
        number = 0
        while time.monotonic() < end:
            piece = f"{word}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)} "
            self.stage.type(piece)
            self.pieces.append((time.monotonic(), piece))
            self.pause()
            number += 1

    def pause(self):
        before = time.monotonic()
        time.sleep(PACE)
        self.stalled += time.monotonic() - before - PACE

    def text(self):
        return "".join(piece for _, piece in self.pieces)

    def text_before(self, moment):
        return "".join(piece for when, piece in self.pieces if when <= moment)


def pull(journey):
    """At the same moment, as far as one can; nothing gets to say goodbye."""
    journey.check(journey.app.process.poll() is None, "nothing ended by itself")
    journey.app.process.kill()
    journey.hub.process.kill()
    moment = time.monotonic()
    journey.app.process.wait()
    journey.hub.process.wait()
    return moment


def ask_disk(journey, *words):
    """What a copy of the profile says, so that the window is the first to open it."""
    stage = journey.stage
    shutil.rmtree(stage.path("copy"), ignore_errors=True)
    shutil.copytree(stage.path("profile"), stage.path("copy"))
    return json.loads(stage.run(os.environ["LOKETCTL"], "--profile", stage.path("copy"), "--key-file",
                                stage.path("key"), *words, "--json").stdout)


def come_back(journey):
    """The hub, then the window, which has to open the profile without a word."""
    journey.hub.start()
    journey.restart()
    steps.open_complaint(journey)
    return journey.at.read(journey.tree.find(role="text", name=journey.at.named("Reply")))


def type_and_pull(journey, word, seconds):
    at, tree, stage = journey.at, journey.tree, journey.stage
    field = tree.find(role="text", name=at.named("Reply"))
    before = at.read(field) if field.queryText().characterCount else ""
    stage.key("ctrl+j", "ctrl+End")
    typist = Typist(stage)
    typist.type_for(seconds, word)
    moment = pull(journey)

    stored = ask_disk(journey, "draft", journey.tracking_id)["text"] or ""
    typed = before + typist.text()
    safe = before + typist.text_before(moment - MOST_LOST - typist.stalled)
    journey.check(typed.startswith(stored) and len(stored) >= len(safe),
                  f"killed after {seconds:.1f} s of typing, at most {MOST_LOST:.0f} s of it are gone "
                  f"({len(typed)} typed, {len(stored)} kept, {len(safe)} at least)")
    shown = come_back(journey)
    journey.check(shown == stored or not stored, "and the window shows what was kept")


def attach_and_pull(journey, name, seconds):
    """The photo is in the draft, whole, or it is not; what was typed is."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    steps.write(journey, steps.GOOD)
    tree.find(name=at.named("Saved"))
    make_photo(stage.path(name), "1600x1200")
    steps.choose_file(journey, stage.path(name))
    time.sleep(seconds)
    pull(journey)
    shown = come_back(journey)
    journey.check(shown == steps.GOOD, f"killed {seconds:.2f} s after a file was chosen, the text is there")
    item = journey.tree.find_now(role="list item", name=at.named(name))
    journey.check(item is None or "Not attached" not in at.name_of(item),
                  "and the photo whole, or not at all" + ("" if item is None else " (it is there)"))
    if item is not None:
        at.press(journey.tree.find(role="push button", name=at.named("Remove " + name)))
        journey.tree.gone(role="list item", name=at.named(name))


def send_and_pull(journey, number, seconds, photo):
    """Returns the text; it has to be in the draft, in the outbox or at the hub."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    text = f"{steps.GOOD} Nomor surat {number}."
    steps.write(journey, text)
    steps.choose_outcome(journey)
    if photo:
        make_photo(stage.path(photo), "1600x1200")
        steps.choose_file(journey, stage.path(photo))
        tree.find(role="list item", name=at.named(photo))
    tracking_id = journey.tracking_id
    tree.find(name=at.named("Saved"))
    stage.key("ctrl+Return")
    time.sleep(seconds)
    pull(journey)

    drafted = ask_disk(journey, "draft", tracking_id)["text"]
    queued = [item for item in ask_disk(journey, "outbox") if item["tracking_id"] == tracking_id
              and item["reply_id"] not in journey.known]
    journey.known.update(item["reply_id"] for item in queued)
    journey.check((drafted == text) + len(queued) == 1,
                  f"killed {seconds:.2f} s after Send, the reply is once on the disk: "
                  f"{[item['state'] for item in queued] or 'a draft'}")
    come_back(journey)
    if queued:
        journey.sent.append(text)
    return text


def verify_hub(journey):
    """Everything that was sent off arrives, and once."""
    journey.wait(lambda: len(journey.hub.replies()) >= len(journey.sent), "the replies at the hub")
    journey.tree.find(role="push button", name=journey.at.named("Connected"))
    stored = Counter(reply["text"] for reply in journey.hub.replies())
    journey.check(stored == Counter(journey.sent), f"the hub has each of {len(journey.sent)} replies once")
    waiting = [item for item in ask_disk(journey, "outbox") if item["state"] != "accepted"]
    journey.check(not waiting, "and nothing is left in the outbox")


def moments(chance, longest):
    """From the first to the last, spread and shuffled a little."""
    return [longest * (i + chance.random()) / ROUNDS for i in range(ROUNDS)]


def main():
    with Journey() as journey:
        chance = random.Random(SEED)
        journey.sent, journey.known = [], set()
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        for number, seconds in enumerate(moments(chance, 4.0)):
            type_and_pull(journey, f"kata{chr(97 + number % 26)}", 2.0 + seconds)
        for number, seconds in enumerate(moments(chance, 0.6)):
            attach_and_pull(journey, f"Lubang {number}.jpg", seconds)
        for number, seconds in enumerate(moments(chance, 1.0)):
            send_and_pull(journey, number, seconds, f"Bukti {number}.jpg" if number % 2 else None)
        verify_hub(journey)
        journey.quit()


if __name__ == "__main__":
    main()
