# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and administrators do, to be disturbed at any of its steps, and what
must be true once it was run on without a disturbance.

A scenario starts from a state that is made once and copied for each case. Its
victim is one program; everything else runs undisturbed.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile

import checker
from loket_e2e import Officer
from loket_place import Failure
from office import NUMBERS, REPLY, make_hub, outbox, program

A, B, C = NUMBERS
OLD, NEW = "Draf lama.", "Draf baru, lebih panjang daripada yang lama."
WAIT = "20"
POLICY_COPY = "rules.ini"
ATTACHMENT = "".join(f"{i:012d} catatan lapangan\n" for i in range(30000)).encode()


def into_memory(place):
    """Thousands of copies are made: not on a disk."""
    if not os.access("/dev/shm", os.W_OK):
        return
    old, place.root = place.root, tempfile.mkdtemp(prefix="loket-faults-", dir="/dev/shm")
    shutil.copytree(old, place.root, dirs_exist_ok=True)
    shutil.rmtree(old)
    for name, value in place.environment.items():
        place.environment[name] = value.replace(old, place.root)


class Office:
    """The one hub and the one officer of a suite, at one place on the disk."""

    def __init__(self, place):
        self.place = place
        into_memory(place)
        place.environment["G_DEBUG"] = "fatal-criticals"  # that something is damaged is worth a warning
        os.mkdir(place.path("work"))
        os.mkdir(place.path("states"))
        self.hub = make_hub(place, name="work/hub")
        self.officer = Officer(place, "petugas")
        self.officer.profile = place.path("work/profile")
        self.officer.key = place.path("work/key")
        self.hub.start()
        self.hub.stop()
        self.save("new")

    def save(self, state):
        shutil.copytree(self.place.path("work"), self.place.path("states", state))

    def load(self, state):
        if not os.path.exists(self.place.path("states", state)):
            from_state, make = STATES[state]
            self.load(from_state)
            self.hub.start()
            try:
                make(self)
            finally:
                self.stop_hub()
            self.save(state)
        shutil.rmtree(self.place.path("work"))
        shutil.copytree(self.place.path("states", state), self.place.path("work"))

    def path(self, name):
        return self.place.path("work", name)

    def stop_hub(self):
        if self.hub.is_up:
            self.hub.stop()

    def put_hub_back(self, copy):
        self.stop_hub()
        self.hub.run("restore", copy)
        self.hub.start()

    def run(self, *words, text=None):
        return self.officer.run(*words, text=text, status=None)


def queue_three(office):
    for i, number in enumerate((A, A, B), 1):
        office.officer.send(number, REPLY.format(i))


def make_conflict(office):
    office.officer.send(A, REPLY.format(1))
    office.hub.change("add-message", A, "--text", "Tambahan pelapor.")
    office.run("sync")


def make_forgotten(office):
    copy = office.path("copy.db")
    office.hub.run("backup", copy)
    queue_three(office)
    office.officer.sync_until_done()
    office.put_hub_back(copy)
    office.run("sync")
    office.officer.sign_in(office.hub)


def make_copy(office):
    queue_three(office)
    office.officer.sync_until_done()
    office.hub.run("backup", office.path("copy.db"))
    office.officer.send(C, REPLY.format(9))
    office.officer.sync_until_done()


def make_policy(office):
    text = office.hub.run("policy", "export").stdout
    with open(office.path(POLICY_COPY), "w", encoding="utf-8") as file:
        file.write(text)


def attach(office):
    """A reply with a file of several parts waits."""
    write_attachment(office)
    office.officer.send(A, REPLY.format(1), "--attach", office.path("catatan.txt"))
    os.unlink(office.path("catatan.txt"))


def write_attachment(office):
    with open(office.path("catatan.txt"), "wb") as file:
        file.write(ATTACHMENT)


def fill_desk(office):
    office.officer.run("draft", C, "--file", "-", text=OLD)
    queue_three(office)


def damage(office):
    """A page of user.db is gone; the copy of the day has the draft and no reply,
    the journal has the replies."""
    office.officer.run("draft", C, "--file", "-", text=OLD)
    shutil.rmtree(office.path("profile/backups"))
    office.run("outbox", "list")  # makes the copy of the day
    queue_three(office)
    with open(office.path("profile/user.db"), "r+b") as file:
        file.seek(4096)
        file.write(bytes(8192))


STATES = {
    "signed-in": ("new", lambda o: o.officer.sign_in(o.hub)),
    "synced": ("signed-in", lambda o: o.officer.json("sync")),
    "draft": ("synced", lambda o: o.officer.run("draft", A, "--file", "-", text=OLD)),
    "queued": ("synced", queue_three),
    "conflict": ("synced", make_conflict),
    "forgotten": ("synced", make_forgotten),
    "copied": ("synced", make_copy),
    "attachment": ("synced", write_attachment),
    "attached": ("synced", attach),
    "full": ("synced", fill_desk),
    "damaged": ("synced", damage),
    "policy": ("new", make_policy),
}


class Scenario:
    def __init__(self, name, state, words, finish, text=None, hub=False, net=True):
        self.name, self.state, self.words, self.finish = name, state, words, finish
        self.text, self.hub, self.net = text, hub, net

    def command(self, office):
        words = self.words(office) if callable(self.words) else self.words
        if self.hub:
            return [office.hub.program, *words]
        return office.officer.command(*words)

    def under(self, office):
        return office.path("hub") if self.hub else office.path("profile")


# What has to be true afterwards. Each gets how the victim ended and what it said.

def settle(office, verdict):
    """Undisturbed again: everything is brought to an end."""
    for _ in range(3):
        done = office.run("sync", "--wait", WAIT)
        if done.returncode == 0 or (done.returncode == 4 and "needs you" in done.stdout
                                    and " 0 needs you" not in done.stdout):
            return True
        office.officer.sign_in(office.hub, status=None)  # the disturbed one may have cost the session
    verdict.add("unexplained", f"it never comes to rest: {done.stdout[-300:]}{done.stderr[-300:]}")
    return False


def judge(office, verdict, known):
    settle(office, verdict)
    office.stop_hub()
    stored = office.hub.replies()
    after = outbox(office.officer)
    checker.judge(after, stored, verdict)
    checker.judge_hub(verdict, stored, known={op["reply_id"] for op in after})
    for reply_id in known:
        if reply_id not in {op["reply_id"] for op in after}:
            verdict.add("lost", f"reply {reply_id[:8]} is not in the outbox any more")
    verify_hub(office, verdict)
    return after


def verify_hub(office, verdict):
    done = office.hub.run("verify", status=None)
    checker.check(verdict, done.returncode == 0, f"the hub's files: {done.stdout[-300:]}{done.stderr[-300:]}")


def check_queue(office, verdict):
    settle(office, verdict)
    numbers = sorted(row["tracking_id"] for row in office.officer.json("queue"))
    if numbers != sorted(NUMBERS):
        verdict.add("lost", f"complaints of the copy: {numbers}")


def sign_in_again(office, status, said, verdict):
    if status != 0:
        done = office.officer.sign_in(office.hub, status=None)
        checker.check(verdict, done.returncode == 0, f"signing in again: {done.stderr}")
    check_queue(office, verdict)


def sync_again(office, status, said, verdict):
    check_queue(office, verdict)


def look_at_draft(office, status, said, verdict):
    text = (office.officer.json("draft", A) or {"text": None})["text"]
    if text not in ((NEW,) if status == 0 else (OLD, NEW)):
        verdict.add("lost", f"the draft is {text and text[:60]!r}")
    judge(office, verdict, ())


def deliver_one(office, status, said, verdict):
    ops = outbox(office.officer)
    checker.check(verdict, len(ops) <= 1, f"one send made {len(ops)} replies")
    if status == 0 and not ops:
        verdict.add("lost", "a reply that was sent off is not in the outbox")
    judge(office, verdict, [op["reply_id"] for op in ops])


def deliver_attachment(office, status, said, verdict):
    """Its file is there before the reply is, whole."""
    deliver_one(office, status, said, verdict)
    stored = office.hub.replies()
    name = hashlib.sha256(ATTACHMENT).hexdigest()
    found = [os.path.join(folder, name) for folder, _, names in os.walk(office.path("hub/blobs")) if name in names]
    if stored and not found:
        verdict.add("lost", "the file of a reply that was accepted")
    for path in found:
        with open(path, "rb") as file:
            checker.check(verdict, file.read() == ATTACHMENT, "the file has other bytes")


def after_erasing(office, status, said, verdict):
    """All is there, or all is in the export and nothing opens it here any more."""
    exported = office.path("export.json")
    text = ""
    if os.path.exists(exported):
        with open(exported, encoding="utf-8") as file:
            text = file.read()
    whole = all(REPLY.format(i) in text for i in (1, 2, 3)) and OLD in text
    if status == 0 and not whole:
        verdict.add("lost", "what the export should hold")
    if whole:
        return
    if len(outbox(office.officer)) != 3 or office.officer.json("draft", C)["text"] != OLD:
        verdict.add("lost", "what was neither exported nor left")


def deliver_all(office, status, said, verdict):
    before = outbox(office.officer)
    if len(before) != 3:
        verdict.add("lost", f"{len(before)} of 3 replies in the outbox")
    for op in judge(office, verdict, [op["reply_id"] for op in before]):
        checker.check(verdict, op["state"] == "accepted", f"{op['reply_id'][:8]} is {op['state']}")


def after_revoking(office, status, said, verdict):
    states = [op["state"] for op in judge(office, verdict, ())]
    if len(states) != 3:
        verdict.add("lost", f"{len(states)} of 3 replies in the outbox")
    wanted = (1,) if status == 0 else (0, 1)
    checker.check(verdict, states.count("revoked") + states.count("discarded") in wanted, f"states {states}")


def after_deciding(office, status, said, verdict):
    """Sending it anyway takes the old one back and sends the same text anew."""
    states = sorted(op["state"] for op in judge(office, verdict, ()))
    checker.check(verdict, "accepted" in states or (status != 0 and states == ["needs_user"]),
                  f"decided to send: {states}")


def after_repair(office, status, said, verdict):
    if office.officer.json("draft", C)["text"] != OLD:
        verdict.add("lost", "the draft that is in the copy")
    deliver_all(office, status, said, verdict)


def sign_out_again(office, status, said, verdict):
    office.officer.sign_in(office.hub, status=None)
    deliver_all(office, status, said, verdict)


def make_again(office, status, said, verdict):
    """A hub of its own, made or not: what is half made can be made again."""
    data = office.path("hub-two")
    if status != 0 and office.hub.command("verify", "--data", data, status=None).returncode != 0:
        done = office.hub.command("init", "--data", data, status=None)
        checker.check(verdict, done.returncode == 0, f"making it again: {done.stdout}{done.stderr}")
    done = office.hub.command("verify", "--data", data, status=None)
    checker.check(verdict, done.returncode == 0, f"the new hub: {done.stdout}{done.stderr}")


def import_again(office, status, said, verdict):
    if status != 0:
        office.hub.load(office.path("hub.csv"))
    verify_hub(office, verdict)
    office.hub.start()
    office.officer.sign_in(office.hub)
    check_queue(office, verdict)


def look_at_copy(office, status, said, verdict):
    """A copy that has its name is whole."""
    copy = office.path("hub-copy.db")
    verify_hub(office, verdict)
    if status == 0 and not os.path.exists(copy):
        verdict.add("lost", "the copy that was made")
    if os.path.exists(copy):
        done = office.hub.run("restore", copy, status=None)
        if status != 0 and done.returncode != 0:
            os.unlink(copy)  # said to be no copy: then nothing was promised
    office.hub.start()
    office.officer.sign_in(office.hub)
    deliver_all_of(office, 4, verdict)


def deliver_all_of(office, n, verdict):
    ops = judge(office, verdict, ())
    if len(ops) != n or any(op["state"] != "accepted" for op in ops):
        verdict.add("lost", f"{[op['state'] for op in ops]}, not {n} accepted")


def put_back_again(office, status, said, verdict):
    if status != 0:
        checker.check(verdict, os.path.exists(office.path("hub/hub.db")), "there is no hub any more")
        done = office.hub.run("restore", office.path("copy.db"), status=None)
        checker.check(verdict, done.returncode == 0, f"putting it back again: {done.stderr}")
    office.hub.start()
    office.officer.sign_in(office.hub)
    deliver_all_of(office, 4, verdict)


def import_policy_again(office, status, said, verdict):
    before = office.hub.run("policy", "list", status=None)
    checker.check(verdict, before.returncode == 0, f"the rules: {before.stderr}")
    if status != 0:
        done = office.hub.run("policy", "import", office.path(POLICY_COPY), "--reason", "Uji", status=None)
        checker.check(verdict, done.returncode == 0, f"taking the rules in again: {done.stderr}")
    verify_hub(office, verdict)


def first_pending(office):
    return office.officer.json("outbox", "list", "--pending")[-1]["reply_id"]


SEND = ("send", A, "--file", "-", "--outcome", "in_progress", "--json")
SYNC = ("sync", "--wait", WAIT, "--json")

SCENARIOS = {s.name: s for s in (
    Scenario("sign-in", "new", lambda o: ("sign-in", "--server", o.hub.url, "--username", "petugas",
                                          "--password-stdin", "--ca", o.hub.ca),
             sign_in_again, text="rahasia-sekali\n"),
    Scenario("first-sync", "signed-in", SYNC, sync_again),
    Scenario("draft", "draft", ("draft", A, "--file", "-"), look_at_draft, text=NEW),
    Scenario("send", "synced", SEND, deliver_one, text=REPLY.format(1)),
    Scenario("deliver", "queued", SYNC, deliver_all),
    Scenario("revoke", "queued", lambda o: ("outbox", "revoke", first_pending(o)), after_revoking),
    Scenario("resolve", "conflict", lambda o: ("outbox", "resolve", first_pending(o), "--choice", "send-anyway"),
             after_deciding),
    Scenario("recover", "forgotten", SYNC, deliver_all),
    Scenario("attach", "attachment", lambda o: (*SEND, "--attach", o.path("catatan.txt")), deliver_attachment,
             text=REPLY.format(1)),
    Scenario("upload", "attached", SYNC, deliver_attachment),
    Scenario("erase", "full", lambda o: ("erase", "--yes", "--export", o.path("export.json")), after_erasing),
    Scenario("repair", "damaged", ("outbox", "list"), after_repair),
    Scenario("sign-out", "queued", ("sign-out", "--force"), sign_out_again),
    Scenario("hub-init", "new", lambda o: ("init", "--data", o.path("hub-two")), make_again, hub=True),
    Scenario("hub-import", "new", lambda o: ("import", o.path("hub.csv"), "--data", o.hub.data),
             import_again, hub=True),
    Scenario("hub-reply", "queued", None, deliver_all, hub=True),
    Scenario("hub-upload", "attached", None, deliver_attachment, hub=True),
    Scenario("hub-changes", "signed-in", None, sync_again, hub=True),
    Scenario("hub-backup", "copied", lambda o: ("backup", o.path("hub-copy.db"), "--data", o.hub.data),
             look_at_copy, hub=True),
    Scenario("hub-restore", "copied", lambda o: ("restore", o.path("copy.db"), "--data", o.hub.data),
             put_back_again, hub=True),
    Scenario("hub-policy", "policy", lambda o: ("policy", "import", o.path(POLICY_COPY), "--reason", "Uji",
                                                "--data", o.hub.data),
             import_policy_again, hub=True),
)}


def disturb(office, scenario, environment):
    """Runs the victim of a scenario under @environment: how it ended, what it said."""
    office.load(scenario.state)
    if not scenario.hub:
        office.hub.start()
    if scenario.words is not None:
        done = subprocess.run(scenario.command(office), env={**office.place.environment, **environment},
                              input=scenario.text, capture_output=True, encoding="utf-8", timeout=120)
        return done.returncode, done.stdout + done.stderr
    return disturb_serving(office, environment)


def disturb_serving(office, environment):
    """The victim is the hub while it serves one pass of the officer."""
    try:
        office.hub.start(environment=environment)
    except Failure:
        pass
    if office.hub.is_up:
        office.run("sync")
    status = office.hub.stop()
    said = office.hub.tell_log(1000)
    office.hub.start()
    return status, said


def run_case(office, scenario, environment, crash_is_fine):
    verdict = checker.Verdict()
    try:
        status, said = disturb(office, scenario, environment)
        checker.check(verdict, status >= 0 or crash_is_fine, f"the program ended by signal {-status}: {said[-500:]}")
        scenario.finish(office, status, said, verdict)
    finally:
        office.hub.kill()
    return verdict


def calls(scenario, office, **more):
    broken = {name: os.environ[name] for name in ("LOKET_CALLS_BREAK",) if name in os.environ}
    return {"LD_PRELOAD": program("loket-calls.so"), "LOKET_CALLS_UNDER": scenario.under(office), **broken,
            **{f"LOKET_CALLS_{name.upper()}": str(value) for name, value in more.items()}}


def count_calls(office, scenario, **more):
    """How many calls the victim makes when it is left alone."""
    log = office.place.path("calls.log")
    if os.path.exists(log):
        os.unlink(log)
    run_case(office, scenario, calls(scenario, office, log=log, **more), False)
    with open(log, encoding="utf-8", errors="replace") as file:
        return len(file.readlines())
