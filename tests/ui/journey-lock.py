#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer sets a passphrase, locks the window over a draft, tries a wrong
passphrase and the right one, and finds the draft as it was; then the key file is
lost, and the passphrase opens what is on the disk.
"""

import os
import sys

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position

PASSPHRASE = "kuda lumping naik becak"
TEXT = "Yth. Saudara pelapor, kami periksa pada 1 Desember 2026."


def begin(journey):
    steps.sign_in(journey)
    steps.open_complaint(journey)
    steps.write(journey, TEXT)
    journey.tree.find(name=journey.at.named("Saved"))
    journey.stage.key("ctrl+l")
    journey.tree.find(role="text", name=journey.at.named("Reply"))
    journey.ok("without a passphrase nothing locks")


def set_passphrase(journey):
    steps.set_passphrase(journey, PASSPHRASE)
    journey.ok("the preferences set a passphrase")


def lock(journey):
    """From the dialog, which has to go as well."""
    at, tree = journey.at, journey.tree
    journey.stage.key("Escape")
    tree.gone(role="frame", name=at.named("Preferences"))
    journey.stage.key("ctrl+l")
    tree.find(name=at.named("Loket is locked"))
    tree.gone(role="frame", name=at.named("#995"))
    journey.wait(lambda: not holds_content(journey), "the content to go")
    journey.ok("locked, nothing of the content can be reached")
    journey.stage.key("ctrl+f", "ctrl+3", "ctrl+comma")
    tree.find(name=at.named("Loket is locked"))
    tree.gone(role="frame", name=at.named("Preferences"))
    journey.ok("and no shortcut leads to it")


def holds_content(journey):
    """Whether anything that the application has says something of a complaint."""
    said = [journey.at.read(node) for node in journey.tree.nodes()]
    return any(TEXT in text or "995" in text for text in said)


def unlock(journey):
    at, tree = journey.at, journey.tree
    at.write(tree.find(role="text", name=at.named("Passphrase")), "bukan kuda lumping")
    at.press(tree.find(role="push button", name=at.named("Unlock")))
    tree.find(role="alert", name=at.named("This is not the passphrase."))
    journey.ok("a wrong passphrase is refused in words")
    at.write(tree.find(role="text", name=at.named("Passphrase")), PASSPHRASE)
    button = tree.find(role="push button", name=at.named("Unlock"))
    journey.wait(lambda: at.is_sensitive(button), "the wait after a wrong one to end")
    at.press(button)
    tree.find(role="frame", name=at.named(journey.tracking_id))
    tree.find(role="text", name=at.named("Reply"), text=TEXT)
    journey.ok("the right one shows the complaint, and the draft as it was")


def lose_key(journey):
    at = journey.at
    journey.quit()
    os.rename(journey.stage.path("key"), journey.stage.path("key.away"))
    journey.restart()
    tree = journey.tree
    tree.find(name=at.named("Enter your passphrase"))
    journey.check(not os.path.exists(journey.stage.path("key")), "no key is made in place of a lost one")
    at.write(tree.find(role="text", name=at.named("Passphrase")), PASSPHRASE)
    at.press(tree.find(role="push button", name=at.named("Unlock")))
    tree.find(role="push button", name=at.named("Connected"))
    journey.ok("without the key file the passphrase opens the desk")


def main():
    with Journey() as journey:
        begin(journey)
        set_passphrase(journey)
        lock(journey)
        unlock(journey)
        lose_key(journey)
        journey.quit()


if __name__ == "__main__":
    main()
