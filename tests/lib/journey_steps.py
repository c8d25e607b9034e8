# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that more than one journey goes."""

# What is due today depends on the day of the week; open complaints there are
# always.
ALL_OPEN = "ctrl+3"
VAGUE = "Yth. Saudara pelapor, laporan Saudara akan segera ditindaklanjuti."
VAGUE_FINDING = "This promise does not tell when"
GOOD = ("Yth. Saudara pelapor, Bidang Bina Marga memeriksa lokasi yang dilaporkan pada "
        "1 Desember 2026 dan menambal lubang paling lambat 4 Desember 2026.")


def fill_sign_in(journey, password):
    at, tree, hub = journey.at, journey.tree, journey.hub
    at.write(tree.find(role="text", name=at.named("Address of the hub")), hub.address)
    at.write(tree.find(role="text", name=at.named("User name")), "petugas")
    at.write(tree.find(role="text", name=at.named("Certificate file")), hub.ca)
    at.write(tree.find(role="text", name=at.named("Password")), password)
    at.press(tree.find(role="push button", name=at.named("Sign in")))


def sign_in(journey):
    fill_sign_in(journey, journey.hub.password)
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


def choose_outcome(journey):
    """Takes the first outcome of the list, with the keyboard."""
    journey.stage.key("ctrl+j", "shift+Tab", "shift+Tab", "space", "Down", "Return")
    send = journey.tree.find(role="push button", name=journey.at.named("Send"))
    journey.wait(lambda: journey.at.is_sensitive(send), "sending to become possible")
    journey.stage.key("ctrl+j")
