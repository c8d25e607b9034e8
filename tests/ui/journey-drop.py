#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files come from another program: copied there and pasted into the text, a picture
that no file holds among them, and dragged over. Pasted words stay words.
"""

import os
import subprocess
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position
from loket_photo import make_photo  # noqa: E402  pylint: disable=wrong-import-position


class OtherProgram:
    """Beside the window, with something on the clipboard and to drag."""

    def __init__(self, journey, *words):
        self.stage = journey.stage
        self.main_window = journey.window
        program = os.path.join(os.environ["LOKET_TEST_LIB"], "other_program.py")
        environment = {name: value for name, value in self.stage.environment.items() if name != "G_DEBUG"}
        self.process = self.stage.spawn([sys.executable, program, *words], environment, stdout=subprocess.PIPE)

    def __enter__(self):
        self.process.stdout.readline()
        window = self.stage.run("xdotool", "search", "--sync", "--onlyvisible", "--name",
                                "^Other program$").stdout.split()[0]
        self.stage.run("xdotool", "windowmove", "--sync", window, "1300", "100")
        self.stage.run("xdotool", "windowfocus", "--sync", self.main_window)
        return self

    def drag_to(self, x, y):
        self.stage.run("xdotool", "mousemove", "1330", "250", "mousedown", "1", "mousemove_relative", "--",
                       "-15", "5", "mousemove_relative", "--", "-15", "5")
        self.stage.run("xdotool", "mousemove", str(x + 20), str(y), "sleep", "0.3", "mousemove", str(x), str(y),
                       "sleep", "0.3", "mousemove", str(x - 5), str(y), "sleep", "0.3", "mouseup", "1")

    def __exit__(self, *_):
        self.stage.stop(self.process)


def remove(journey, name):
    journey.at.press(journey.tree.find(role="push button", name=journey.at.named("Remove " + name)))
    journey.tree.gone(role="list item", name=journey.at.named(name))


def text_of(journey):
    return journey.at.read(journey.tree.find(role="text", name=journey.at.named("Reply")))


def paste_files(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    with OtherProgram(journey, "files", stage.path("Satu.jpg"), stage.path("dua.txt")):
        stage.key("ctrl+j", "ctrl+v")
        tree.find(role="list item", name=at.named("Satu.jpg, JPEG photo"))
        tree.find(role="list item", name=at.named("dua.txt, Plain text"))
    journey.check(text_of(journey) == steps.GOOD, "pasted files are attached, and the text stays as it is")
    tree.find(name=at.named("Taken out of the photo: where it was taken"))
    journey.ok("a pasted photo is cleaned like a chosen one")
    remove(journey, "Satu.jpg")
    remove(journey, "dua.txt")


def paste_picture(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    with OtherProgram(journey, "picture", stage.path("Satu.jpg")):
        stage.key("ctrl+j", "ctrl+v")
        tree.find(role="list item", name=at.named("Pasted picture.png, PNG"))
    journey.check(text_of(journey) == steps.GOOD, "a pasted picture is attached")
    remove(journey, "Pasted picture.png")


def paste_words(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    with OtherProgram(journey, "text", "kata dari surat"):
        stage.key("ctrl+j", "ctrl+End", "ctrl+v")
        journey.wait(lambda: text_of(journey) == steps.GOOD + "kata dari surat", "the words in the text")
    journey.check(tree.find_now(role="list item", name=at.named("Remove")) is None, "pasted words stay words")


def drop_files(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    before = text_of(journey)
    with OtherProgram(journey, "files", stage.path("Satu.jpg")) as other:
        other.drag_to(900, 500)
        tree.find(role="list item", name=at.named("Satu.jpg, JPEG photo"))
    journey.check(text_of(journey) == before, "a dropped file is attached, not written into the text")
    with OtherProgram(journey, "files", stage.path("mulai.txt")) as other:
        other.drag_to(900, 500)
        tree.find(role="list item", name=at.named("Not attached"))
    journey.ok("what may not be attached is refused in its row, as if it had been chosen")
    remove(journey, "mulai.txt")


def main():
    with Journey() as journey:
        stage = journey.stage
        make_photo(stage.path("Satu.jpg"), "640x480")
        with open(stage.path("dua.txt"), "w", encoding="ascii") as file:
            file.write("Catatan lapangan.\n")
        with open(stage.path("mulai.txt"), "w", encoding="ascii") as file:
            file.write("[Desktop Entry]\nExec=sh\n")
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        steps.write(journey, steps.GOOD)
        journey.tree.find(name=journey.at.named("Saved"))
        paste_files(journey)
        paste_picture(journey)
        paste_words(journey)
        drop_files(journey)
        journey.quit()


if __name__ == "__main__":
    main()
