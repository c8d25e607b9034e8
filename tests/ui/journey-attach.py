#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer attaches a photo while the hub is down, sees that its place is taken
out, takes it away and back, sends, and the hub has the reply once and the photo
without its place; then a file of the reporter is fetched and opened, only when
pressed.
"""

import os
import stat
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position
from loket_photo import make_photo  # noqa: E402  pylint: disable=wrong-import-position

PHOTO = "Lubang jalan.jpg"
EVIDENCE = "Bukti pelapor.jpg"
CANARY = b"KANARI"


def files_below(folder):
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                yield path


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def pictures_below(folder):
    return [data for data in map(read_file, files_below(folder)) if data.startswith(b"\xff\xd8")]


def set_up_viewer(journey):
    """A program for photos that keeps a copy of what it is given."""
    stage = journey.stage
    script = stage.path("viewer")
    with open(script, "w", encoding="ascii") as file:
        file.write(f"#!/bin/sh\ncp \"$1\" {stage.path('seen')}.part && "
                   f"mv {stage.path('seen')}.part {stage.path('seen')}\n")
    os.chmod(script, 0o755)
    os.makedirs(stage.path("data", "applications"))
    with open(stage.path("data", "applications", "viewer.desktop"), "w", encoding="ascii") as file:
        file.write(f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={script} %f\n"
                   "MimeType=image/jpeg;\n")
    with open(stage.path("config", "mimeapps.list"), "w", encoding="ascii") as file:
        file.write("[Default Applications]\nimage/jpeg=viewer.desktop\n")


def send_evidence(journey):
    """The reporter hands a photo in."""
    path = journey.stage.path(EVIDENCE)
    evidence = make_photo(path, "320x240")
    journey.hub.run("attach", journey.tracking_id, path)
    journey.stage.key("F5")
    journey.tree.find(role="push button", name=journey.at.named("Download and open " + EVIDENCE))
    journey.ok("what the reporter sent stands in the conversation, to be fetched")
    return evidence


def attach(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    photo = make_photo(stage.path(PHOTO))
    journey.check(CANARY in photo, "the photo says where it was taken")
    steps.choose_file(journey, stage.path(PHOTO))
    tree.find(role="list item", name=at.named(PHOTO))
    tree.find(name=at.named("Taken out of the photo: where it was taken"))
    journey.ok("attached while the hub is down, with a notice that its place is taken out")
    os.unlink(stage.path(PHOTO))

    found = [path for path in files_below(stage.path("profile")) if CANARY in read_file(path)]
    journey.check(not found and not pictures_below(stage.path("profile")),
                  "the copy that is kept is sealed, and nothing on the disk has the place")


def remove_and_undo(journey):
    """A photo that is still there comes back with one press."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    make_photo(stage.path("Kedua.jpg"), "200x100")
    steps.choose_file(journey, stage.path("Kedua.jpg"))
    tree.find(role="list item", name=at.named("Kedua.jpg, JPEG photo"))
    at.press(tree.find(role="push button", name=at.named("Remove Kedua.jpg")))
    tree.gone(role="list item", name=at.named("Kedua.jpg"))
    at.press(tree.find(role="push button", name=at.named("Undo")))
    tree.find(role="list item", name=at.named("Kedua.jpg"))
    journey.ok("a removed one comes back with one press")
    at.press(tree.find(role="push button", name=at.named("Remove Kedua.jpg")))
    tree.gone(role="list item", name=at.named("Kedua.jpg"))


def refuse(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    with open(stage.path("foto.txt"), "w", encoding="ascii") as file:
        file.write("[Desktop Entry]\nExec=sh\n")
    steps.choose_file(journey, stage.path("foto.txt"))
    tree.find(role="list item", name=at.named("Not attached"))
    tree.find(name=at.named("The file starts a program."))
    journey.ok("what would start a program is refused, in words, in its row")
    at.press(tree.find(role="push button", name=at.named("Remove foto.txt")))
    tree.gone(role="list item", name=at.named("Not attached"))


def send(journey):
    at, tree = journey.at, journey.tree
    journey.stage.key("ctrl+j", "ctrl+Return")
    tree.find(role="list item", name=at.named("Outbox, 1 complaint"))
    journey.ok("sent without a hub, the reply waits with its photo")
    journey.hub.start()
    journey.stage.key("F5")
    tree.find(role="list item", name=at.named("Sent, 1 complaint"), patience=60.0)

    replies = journey.hub.replies()
    journey.check([reply["text"] for reply in replies] == [steps.GOOD],
                  "the hub stored the reply once")
    kept = [data for data in pictures_below(journey.hub.data) if data != journey.evidence]
    journey.check(len(kept) == 1 and CANARY not in kept[0] and b"GPS" not in kept[0]
                  and b"Exif" not in kept[0] and b"adobe" not in kept[0],
                  "and its photo once, without place, camera or time")
    tree.find(role="push button", name=at.named(PHOTO))
    journey.ok("the conversation shows it with the reply")


def open_evidence(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    journey.check(not os.path.exists(stage.path("seen")), "nothing was opened by itself")
    at.press(tree.find(role="push button", name=at.named("Download and open " + EVIDENCE)))
    journey.wait(lambda: os.path.exists(stage.path("seen")), "the viewer")
    journey.check(read_file(stage.path("seen")) == journey.evidence,
                  "pressed, the reporter's file is fetched whole and opened")
    journey.wait(lambda: journey.tree.find(role="push button", name=at.named("pen " + EVIDENCE))
                 .name.startswith("Open "), "the file to be here")
    journey.ok("and is here from now on")
    journey.check(not pictures_below(stage.path("profile")), "sealed in the profile")


def main():
    with Journey() as journey:
        set_up_viewer(journey)
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        journey.evidence = send_evidence(journey)
        journey.hub.stop()
        steps.write(journey, steps.GOOD)
        steps.choose_outcome(journey)
        attach(journey)
        remove_and_undo(journey)
        refuse(journey)
        send(journey)
        open_evidence(journey)
        journey.quit()
        journey.check(not list(files_below(journey.stage.path("run", "loket"))),
                      "and left nothing unsealed behind")


if __name__ == "__main__":
    main()
