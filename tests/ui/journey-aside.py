#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key file is lost and an officer begins anew; then it is found, and the
preferences bring the files from before back, with the draft in them.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

TEXT = "Yth. Saudara pelapor, kami periksa pada 1 Desember 2026."


def is_in_dialog(words):
    """The button that opens a dialog ends in dots, the one inside does not."""
    def match(name):
        return name.startswith(words) and "…" not in name
    match.__doc__ = f"“{words}” of a dialog"
    return match


def lose_key(journey):
    steps.write(journey, TEXT)
    journey.tree.find(name=journey.at.named("Saved"))
    journey.quit()
    os.rename(journey.stage.path("key"), journey.stage.path("key.away"))
    journey.restart()
    journey.tree.find(name=journey.at.named("Your files cannot be opened now"))
    journey.ok("without the key the files stay closed")


def begin_anew(journey):
    at, tree = journey.at, journey.tree
    at.press(tree.find(role="push button", name=at.named("Begin anew…")))
    at.press(tree.find(role="push button", name=is_in_dialog("Begin anew")))
    tree.find(name=at.named("Nothing was deleted"))
    journey.stage.focus_other_window(journey.window)
    journey.stage.key("Escape")
    tree.gone(name=at.named("Nothing was deleted"))
    tree.find(role="frame", name=at.named("Sign in"))
    journey.check(any(name.startswith("aside-") for name in os.listdir(journey.stage.path("profile"))),
                  "begun anew, what was there is put aside")


def bring_back(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    os.replace(stage.path("key.away"), stage.path("key"))
    stage.run("xdotool", "windowfocus", "--sync", journey.window)
    stage.key("ctrl+comma")
    tree.find(role="frame", name=at.named("Preferences"))
    at.press(tree.find(role="page tab", name=at.named("Security")))
    tree.find(name=at.named("Put aside on"))
    folder = os.environ.get("LOKET_TEST_PICTURES")
    if folder:
        stage.settle()
        stage.picture(os.path.join(folder, "aside.png"), journey.width, journey.height)
    at.press(tree.find(role="push button", name=at.named("Bring back…")))
    at.press(tree.find(role="push button", name=is_in_dialog("Bring back")))
    tree.find(role="push button", name=at.named("Connected"))
    stage.run("xdotool", "windowfocus", "--sync", journey.window)
    steps.open_complaint(journey)
    tree.find(role="text", name=at.named("Reply"), text=TEXT)
    journey.ok("with the key found again the preferences bring it back, and the draft with it")


def main():
    with Journey() as journey:
        journey.tree.find(role="frame", name=journey.at.named("Sign in"))
        steps.sign_in(journey)
        steps.open_complaint(journey)
        lose_key(journey)
        begin_anew(journey)
        bring_back(journey)
        journey.quit()


if __name__ == "__main__":
    main()
