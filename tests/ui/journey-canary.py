#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of people are typed into every field of the window, and after a day's work
nowhere to be found: not in the profile, not in settings, recent files, caches and
temporary files, not in what the programs say about their work, not in the window's
titles, and not in anything that the application said on the session bus, its
notifications among it. The clipboard is the officer's own.

Half way the window locks and everything is killed; what is left then is looked
through as well.
"""

import glob
import os
import sys
import time

sys.path.insert(0, os.environ["LOKET_TEST_LIB"])

import journey_steps as steps  # noqa: E402  pylint: disable=wrong-import-position
from loket_canary import NUMBERS, Canaries, write_export  # noqa: E402  pylint: disable=wrong-import-position
from loket_place import wait_for  # noqa: E402  pylint: disable=wrong-import-position
from loket_journey import Journey  # noqa: E402  pylint: disable=wrong-import-position
from loket_photo import make_photo  # noqa: E402  pylint: disable=wrong-import-position

AGENCY = "990077"
NOT_OUR_AUTHORITY = 5  # in the list of outcomes
# Thursday, 10:00 in the agency's zone: then there is something to remind of.
OFFICE_HOUR = 1773280800

CANARIES = Canaries({
    "reporter": "Zubxqari",
    "title": "Wvqtjudul",
    "body": "Qxisigundah",
    "identity number": "6372015505890007",
    "phone": "081277669933",
    "address": "Jxalanmerpatiq",
    "place": "Kelxurahanq",
    "district": "Kecxamatanq",
    "late body": "Tamxbahanq",
    "officer": "petxugasq",
    "password": "Sandxirahasiaq",
    "search": "Carxikataq",
    "reply": "Jawxabanq",
    "draft": "Draxfbelumq",
    "waiting reply": "Tunxgujawabq",
    "reason": "Alxasanq",
    "note": "Catxatandinasq",
    "proposed agency": "Dinxaslainq",
    "passphrase": "Kuncxikatasandiq",
    "attachment name": "Fotxonamaq",
    "attachment": "Isxilampiranq",
})


def fake_time():
    """The variables that put the programs into an office hour; none, where that
    cannot be, as under the sanitizers."""
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
    if library is None or "ASAN_OPTIONS" in os.environ:
        return {}
    return {"LD_PRELOAD": library, "FAKETIME": f"{OFFICE_HOUR - int(time.time()):+d}",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}


class Watched(Journey):
    """Everything that the application says is written down."""

    def prepare(self):
        stage = self.stage
        for name in ("tmp", "input", "said"):
            os.mkdir(stage.path(name))
        with open(stage.path("said", "bus"), "wb") as file:
            stage.spawn(["dbus-monitor", "--session", "--binary"], stdout=file)
        wait_for(lambda: os.path.getsize(stage.path("said", "bus")) > 0, "the ear on the bus")
        self.fake = fake_time()
        stage.environment.update(TMPDIR=stage.path("tmp"), GSETTINGS_BACKEND="keyfile", **self.fake)

    def restart(self):
        """The application says all it has to say."""
        self.stage.environment["G_MESSAGES_DEBUG"] = "all"
        super().restart()
        del self.stage.environment["G_MESSAGES_DEBUG"]

    def note_title(self):
        title = self.stage.run("xdotool", "getwindowname", self.window).stdout
        with open(self.stage.path("said", "titles"), "a", encoding="utf-8") as file:
            file.write(title)
        return title


def load(journey, body):
    path = journey.stage.path("input", "export.csv")
    write_export(path, CANARIES, AGENCY, body)
    journey.hub.load(path)


def set_up(journey):
    load(journey, CANARIES["body"])
    journey.hub.add_user(CANARIES["officer"], AGENCY, CANARIES["password"])


def be_talkative(journey):
    journey.app.process.terminate()
    journey.app.process.wait()
    journey.restart()


def sign_in(journey):
    at, tree = journey.at, journey.tree
    steps.fill_sign_in(journey, CANARIES["password"], CANARIES["officer"])
    tree.find(role="push button", name=at.named("Connected"))
    journey.stage.key(steps.ALL_OPEN)
    tree.find(role="list item", name=at.named(CANARIES["title"]))
    journey.ok("signed in; the words are on the screen")


def search(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    for word, found in ((CANARIES["body"], True), (CANARIES["search"], False)):
        stage.key("ctrl+f", "ctrl+a")
        stage.type(word)
        if found:
            tree.find(role="list item", name=at.named(NUMBERS[0]))
        else:
            tree.gone(role="list item", name=at.named(NUMBERS[0]))
    stage.key("Escape", steps.ALL_OPEN)
    tree.find(role="list item", name=at.named(NUMBERS[0]))
    journey.ok("searched")


def open_next(journey, number):
    """A dialog that was closed may have taken the keyboard along."""
    journey.stage.run("xdotool", "windowfocus", "--sync", journey.window)
    journey.stage.key("ctrl+Next")
    journey.tree.find(role="frame", name=journey.at.named("#" + number))
    journey.note_title()


def send_with_all(journey):
    """A reply with a file, and a finding that is sent with a reason."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    open_next(journey, NUMBERS[0])
    steps.write(journey, f"{steps.GOOD} {CANARIES['reply']}. NIK {CANARIES['identity number']}.")
    steps.choose_outcome(journey)
    name = CANARIES["attachment name"]
    with open(stage.path("input", name + ".txt"), "w", encoding="utf-8") as file:
        file.write(CANARIES["attachment"] + "\n")
    make_photo(stage.path("input", name + ".jpg"), "320x240")
    for ending in ("txt", "jpg"):
        steps.choose_file(journey, stage.path("input", f"{name}.{ending}"))
        tree.find(role="list item", name=at.named(f"{name}.{ending},"))
    stage.run("xdotool", "windowfocus", "--sync", journey.window)
    stage.key("ctrl+j", "ctrl+Return")
    at.write(tree.find(role="text", name=at.named("Reason")), CANARIES["reason"])
    at.press(tree.find(role="push button", name=at.named("Send with reason")))
    journey.wait(lambda: any(CANARIES["reply"] in reply["text"] for reply in journey.hub.replies()),
                 "the reply at the hub")
    journey.ok("sent with files and a reason")


def is_give_back(name):
    """of the dialog, not the one that opens it"""
    return name.startswith("Give back") and "…" not in name


def give_back(journey):
    at, tree = journey.at, journey.tree
    open_next(journey, NUMBERS[1])
    steps.write(journey, f"Yth. Saudara, {CANARIES['draft']}")
    tree.find(name=at.named("Saved"))
    steps.pick_outcome(journey, NOT_OUR_AUTHORITY)
    at.press(tree.find(role="push button", name=at.named("Give back")))
    at.write(tree.find(role="text", name=at.named("Agency that should")), CANARIES["proposed agency"])
    at.write(tree.find(role="text", name=at.named("Why it is not")), CANARIES["note"])
    at.press(tree.find(role="push button", name=is_give_back))
    tree.gone(name=at.named(f"Give #{NUMBERS[1]} back?"))
    tree.find(name=at.named("iven back"))
    journey.ok("a complaint is given back, with words why")


def set_passphrase(journey):
    at, tree = journey.at, journey.tree
    steps.set_passphrase(journey, CANARIES["passphrase"])
    journey.stage.key("Escape")
    tree.gone(role="frame", name=at.named("Preferences"))
    journey.ok("a passphrase is set")


def wait_offline(journey):
    """A reply that waits, and a draft with a file in it."""
    at, tree, stage = journey.at, journey.tree, journey.stage
    journey.hub.stop()
    open_next(journey, NUMBERS[2])
    steps.write(journey, f"{steps.GOOD} {CANARIES['waiting reply']}.")
    steps.choose_outcome(journey)
    stage.key("ctrl+Return")
    tree.find(role="list item", name=at.named("Outbox, 1 complaint"))
    steps.write(journey, f"Yth. {CANARIES['reporter']}, {CANARIES['draft']}")
    steps.choose_file(journey, stage.path("input", CANARIES["attachment name"] + ".jpg"))
    tree.find(role="list item", name=at.named(CANARIES["attachment name"] + ".jpg,"))
    tree.find(name=at.named("Saved"))


def lock_and_kill(journey):
    at, tree, stage = journey.at, journey.tree, journey.stage
    stage.key("ctrl+l")
    tree.find(name=at.named("Loket is locked"))
    title = journey.note_title()
    journey.check(not any(number in title for number in NUMBERS), "the title of a locked window names nothing")
    at.write(tree.find(role="text", name=at.named("Passphrase")), CANARIES["passphrase"])
    at.press(tree.find(role="push button", name=at.named("Unlock")))
    tree.find(role="frame", name=at.named("#" + NUMBERS[2]))
    stage.key("ctrl+l")
    tree.find(name=at.named("Loket is locked"))
    journey.app.process.kill()
    journey.app.process.wait()
    look(journey, "locked and killed")


def come_back(journey):
    """To a complaint that changed, and an orderly end."""
    load(journey, CANARIES["body"] + " " + CANARIES["late body"])
    journey.hub.start()
    journey.restart()
    tree, at = journey.tree, journey.at
    tree.find(role="push button", name=at.named("Connected"))
    journey.wait(lambda: any(CANARIES["waiting reply"] in reply["text"] for reply in journey.hub.replies())
                 or tree.find_now(name=at.named("needs you")), "the waiting reply to come to something")


def look(journey, when):
    stage = journey.stage
    skip = {journey.hub.data, stage.path("hub.log"), stage.path("input")}
    found = sorted(set(CANARIES.look(stage.root, skip)))
    journey.check(not found, f"{when}, no planted word is found" +
                  "".join(f"\n# {what} in {path}" for path, what in found))


def check_ears(journey):
    """What is looked through has something in it."""
    stage = journey.stage
    with open(stage.path("loket.log"), encoding="utf-8", errors="replace") as file:
        journey.check("DEBUG" in file.read(), "the application was made to talk")
    with open(stage.path("said", "bus"), "rb") as file:
        journey.check(b"io.github.loket" in file.read(), "and overheard on the bus")
    with open(stage.notifications, encoding="utf-8") as file:
        journey.check(not journey.fake or "Notify" in file.read(), "and its notifications")
    with open(stage.path("config", "glib-2.0", "settings", "keyfile"), encoding="utf-8") as file:
        journey.check("window" in file.read(), "and its settings are on the disk")
    planted = stage.path("profile", "planted")
    with open(planted, "w", encoding="utf-16-le") as file:
        file.write("x" + CANARIES["note"].upper())
    journey.check([what for _, what in CANARIES.look(stage.root, {journey.hub.data, stage.path("input")})] == ["note"],
                  "a planted word would have been found")
    os.unlink(planted)


def main():
    with Watched() as journey:
        set_up(journey)
        be_talkative(journey)
        sign_in(journey)
        search(journey)
        send_with_all(journey)
        give_back(journey)
        set_passphrase(journey)
        wait_offline(journey)
        lock_and_kill(journey)
        come_back(journey)
        journey.quit()
        look(journey, "after the day")
        check_ears(journey)


if __name__ == "__main__":
    main()
