# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that more than one journey goes."""

from loket_client import DEMO_PASSWORD
from loket_place import Failure

# What is due today depends on the day of the week; open complaints there are
# always.
ALL_OPEN = "ctrl+3"
VAGUE = "Yth. Saudara pelapor, laporan Saudara akan segera ditindaklanjuti."
VAGUE_FINDING = "This promise does not tell when"
GOOD = ("Yth. Saudara pelapor, Bidang Bina Marga memeriksa lokasi yang dilaporkan pada "
        "1 Desember 2026 dan menambal lubang paling lambat 4 Desember 2026.")


def fill_sign_in(journey, password, username="petugas"):
    at, tree, hub = journey.at, journey.tree, journey.hub
    at.write(tree.find(role="text", name=at.named("Address of the hub")), hub.url)
    at.write(tree.find(role="text", name=at.named("User name")), username)
    at.write(tree.find(role="text", name=at.named("Certificate file")), hub.ca)
    at.write(tree.find(role="text", name=at.named("Password")), password)
    at.press(tree.find(role="push button", name=at.named("Sign in")))


def sign_in(journey):
    fill_sign_in(journey, DEMO_PASSWORD)
    journey.tree.find(role="frame", name=journey.at.named("To answer today"))


def open_complaint(journey):
    at, tree = journey.at, journey.tree
    tree.find(role="push button", name=at.named("Connected"))
    journey.stage.key(ALL_OPEN)
    tree.find(role="list item", name=at.named(", 995"))
    journey.stage.key("ctrl+Next")
    frame = tree.find(role="frame", name=at.named("#995"))
    journey.tracking_id = at.name_of(frame).split()[0].lstrip("#")


def write(journey, text):
    journey.at.write(journey.tree.find(role="text", name=journey.at.named("Reply")), text)


def pick_outcome(journey, number):
    """Of the list, with the keyboard; the first is 1."""
    journey.stage.key("ctrl+j", "shift+Tab", "shift+Tab", "shift+Tab", "space", *["Down"] * number, "Return")


def choose_outcome(journey):
    """Takes the first outcome of the list, with the keyboard."""
    pick_outcome(journey, 1)
    send = journey.tree.find(role="push button", name=journey.at.named("Send"))
    journey.wait(lambda: journey.at.is_sensitive(send), "sending to become possible")
    journey.stage.key("ctrl+j")


def is_accept_button(name):
    """GTK 4.8 reads a mnemonic twice: “_Attach Attach”."""
    return name.split()[-1:] == ["Attach"]


def choose_file(journey, path):
    """Through the dialog of the toolkit, by keyboard."""
    stage = journey.stage
    journey.at.press(journey.tree.find(role="push button", name=journey.at.named("Attach files")))
    stage.focus_other_window(journey.window)
    stage.key("ctrl+l", "ctrl+a")
    stage.type(path)
    journey.at.press(journey.tree.find(role="push button", name=is_accept_button))
    stage.run("xdotool", "windowfocus", journey.window)


def open_passphrase_dialog(journey):
    """A press while the page still slides in may come to nothing: then once more."""
    at, tree = journey.at, journey.tree
    for patience in (8, 30):
        at.press(tree.find(role="push button", name=at.named("Set a passphrase")))
        try:
            return tree.find(role="text", name=at.named("New passphrase"), patience=patience)
        except Failure:
            if patience == 30:
                raise
    return None


def set_passphrase(journey, passphrase):
    """In the preferences, which stay open."""
    at, tree = journey.at, journey.tree
    journey.stage.key("ctrl+comma")
    tree.find(role="frame", name=at.named("Preferences"))
    at.press(tree.find(role="page tab", name=at.named("Security")))
    at.write(open_passphrase_dialog(journey), passphrase)
    at.write(tree.find(role="text", name=at.named("passphrase again")), passphrase)
    journey.stage.key("Return")
    tree.find(role="push button", name=at.named("Change the passphrase"))
