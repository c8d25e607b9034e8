# SPDX-License-Identifier: GPL-3.0-or-later
"""One client of the library's, the proxy that it talks through, a real hub, and a
colleague of the officer: what the suites of the network have in common.

Nothing of this is started anew for a case; the profile is one for PROFILE_CASES.
"""

import json
import os
import subprocess

import checker
from loket_hub import PASSWORD
from office import NUMBERS, REPLY, Colleague, make_hub, program, take_in

PROFILE_CASES = 60
FULL = 600  # entries of a complaint; the hub takes no replies beyond 1,000
LONG, SHORT = 30000, 120  # milliseconds that the client waits for an answer

KINDS = ("sign-in", "refresh", "session", "snapshot", "changes", "reply", "status", "revoke", "device")
FILE_KINDS = ("upload", "chunk")


class Line:
    """tests/faults/fault-client.c, asked line by line."""

    def __init__(self, place):
        name = "fault-client-mutant" if os.environ.get("LOKET_MUTANT") else "fault-client"
        self.log = open(place.path("fault-client.log"), "ab")
        self.process = subprocess.Popen([program(name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, env={**place.environment, "G_DEBUG": "fatal-criticals"},
                                        encoding="utf-8")

    def ask(self, *words):
        self.process.stdin.write("\t".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the client ended with {self.process.wait()} at {words}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.log.close()


class Bench:
    def __init__(self, place):
        self.place = place
        self.hub = make_hub(place, officers=("petugas", "rekan"))
        self.hub.start()
        self.line = Line(place)
        self.port = self.ask("proxy", os.path.join(self.hub.data, "tls", "cert.pem"),
                             os.path.join(self.hub.data, "tls", "key.pem"), self.hub.port)["port"]
        self.colleague = Colleague(self.hub, "rekan")
        self.numbers = NUMBERS
        self.ids = [self.colleague.find(number)["id"] for number in NUMBERS]
        self.last = {}     # complaint → the colleague's last reply to it
        self.profiles = self.cases = self.written = self.added = 0
        self.folder = None
        self.ops = {}      # case → what was sent off in it
        self.verdicts = {}

    def ask(self, *words):
        return self.line.ask(*words)

    def close(self):
        try:
            self.line.close()
        finally:
            self.hub.stop()

    # The profile.

    def sign_in(self):
        return self.ask("sign-in", f"https://127.0.0.1:{self.port}", "petugas", PASSWORD, self.hub.ca)

    def renew(self):
        """Other complaints, as many as before, in the place of full ones."""
        old = self.numbers
        self.numbers = tuple(str(int(number) + len(NUMBERS)) for number in old)
        take_in(self.place, self.hub, self.numbers, "more")
        for number in old:
            self.hub.change("archive", number)
        self.ids = [self.colleague.find(number)["id"] for number in self.numbers]
        self.last = {}

    def is_full(self):
        return any(len(self.colleague.request("GET", "/complaints/" + one).json()["messages"]) > FULL
                   for one in self.ids)

    def begin(self, case):
        """Ready for a case: in step with the hub, nothing under way."""
        if self.line.process.poll() is not None:
            raise RuntimeError("the client is gone")
        if self.cases % PROFILE_CASES == 0:
            if self.folder is not None:
                self.ask("close")
            if self.is_full():
                self.renew()
            self.profiles += 1
            self.folder = self.place.path(f"profile-{self.profiles}")
            self.expect(self.ask("open", self.folder, self.folder + ".key"))
            self.ask("patience", LONG)
            self.expect(self.sign_in())
            self.run_well()
            self.send(case)  # so that there is something to ask about
            self.run_well()
        self.cases += 1
        self.ask("clear")

    @staticmethod
    def expect(answer):
        if answer.get("error") is not None:
            raise RuntimeError(answer["error"])
        return answer

    def forget_copies(self):
        self.ask("close")
        for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
            path = os.path.join(self.folder, name)
            if os.path.exists(path):
                os.unlink(path)
        self.reopen()

    def reopen(self):
        self.expect(self.ask("open", self.folder, self.folder + ".key"))

    def run(self):
        return self.ask("run")

    def run_well(self):
        answer = self.run()
        if answer.get("state") not in ("ok", "needs_user"):
            raise RuntimeError(f"a pass on a good line ended with {answer}")
        return answer

    # What people do.

    def send(self, case, complaint=0, unseen=False, file=0):
        seen = self.ask("complaint", self.ids[complaint])["substance"]
        self.written += 1
        op = self.expect(self.ask("send", self.ids[complaint], seen, 0, REPLY.format(self.written), file))
        op["unseen"] = unseen
        self.ops.setdefault(case["name"], []).append(op)
        if unseen:
            self.colleague_answers(complaint)
        return op

    def colleague_answers(self, complaint):
        self.added += 1
        now = self.colleague.request("GET", "/complaints/" + self.ids[complaint]).json()
        reply = self.colleague.make_reply({"id": self.ids[complaint], "substance": now["substance"]},
                                          text=f"Kami sudah menghubungi pelapor dan mencatat keterangannya, catatan {self.added}.",
                                          prevReplyId=self.last.get(complaint))
        answer = self.colleague.put_reply(reply)
        if answer.status != 201:
            raise RuntimeError(f"the colleague's reply: {answer.body}")
        self.last[complaint] = reply["replyId"]

    # The end of a case.

    def heal(self, verdict, patience=LONG):
        """A good line again: everything has to come to an end. The first pass may
        meet a connection that is dead and does not say so."""
        self.ask("patience", patience)
        self.ask("epoch", "")
        hits = self.ask("clear")
        for _ in range(5):
            answer = self.run()
            self.ask("patience", LONG)
            if answer.get("state") == "signed_out":
                self.expect(self.sign_in())
            elif answer.get("state") in ("ok", "needs_user") and answer.get("waiting") == 0:
                return hits
        verdict.add("unexplained", f"no pass ends well any more: {answer}")
        return hits

    def conclude(self, case, verdict):
        """What is left, judged as far as the client tells; the rest in settle()."""
        for op in self.ops.get(case["name"], []):
            now = self.ask("op", op["reply_id"])
            if now.get("error") is not None:
                op.update(state="gone", gone=True)
                continue
            op.update(state=now["state"], reason=now["reason"])
            if now["state"] == "needs_user":
                self.ask("withdraw", op["reply_id"])  # the next case needs a free way
                self.run_well()
                op["withdrawn"] = self.ask("op", op["reply_id"])["state"]
        for number, complaint in enumerate(self.ids):
            theirs = self.colleague.request("GET", "/complaints/" + complaint).json()
            wanted = {"substance": theirs["substance"], "title": theirs["title"],
                      "texts": [message["text"] for message in theirs["messages"]]}
            ours = self.ask("complaint", complaint)
            for what, value in wanted.items():
                checker.check(verdict, ours.get(what) == value,
                              f"{what} of complaint {number} is {ours.get(what)!r} and not {value!r}")
        return verdict

    def settle(self):
        """Compares with the hub: pairs of case and verdict."""
        stored = self.hub.replies()
        for name, ops in self.ops.items():
            yield name, checker.judge(ops, stored)
        known = {op["reply_id"] for ops in self.ops.values() for op in ops} | getattr(self, "judged", set())
        self.judged = known
        if self.ops:
            verdict = checker.judge_hub(checker.Verdict(), stored, "petugas", known)
            yield next(reversed(self.ops)), checker.judge_base(verdict, self.hub.data)
        self.ops = {}

    # One exchange of each kind, with something done to it.

    def provoke(self, case, kind, rules, patience=SHORT, unseen=False):
        """Has the client make an exchange of a kind while @rules hold."""
        self.begin(case)
        verdict = checker.Verdict()
        if kind == "revoke":
            op = self.send(case)
            self.arm([f"reply 1 {case.get('before', 'answer 0 rst')}"])
            self.run()
            self.ask("withdraw", op["reply_id"])
            self.ask("clear")
        elif kind == "status":
            self.ask("epoch", f"life-{self.cases}")
        elif kind == "snapshot":
            self.forget_copies()
        elif kind == "refresh":
            self.ask("fresh")
        if kind not in ("revoke", "snapshot"):
            self.send(case, unseen=unseen, file=3000 if kind in FILE_KINDS else 0)
        self.arm(rules)
        self.ask("patience", patience)
        if kind == "sign-in":
            self.sign_in()
        self.run()
        hits = self.heal(verdict, patience)
        checker.check(verdict, hits["hits"] > 0, "nothing was done to any exchange")
        return self.conclude(case, verdict)

    def arm(self, rules):
        for rule in rules:
            if not self.ask("arm", rule)["armed"]:
                raise RuntimeError(f"no rule: {rule}")
