# SPDX-License-Identifier: GPL-3.0-or-later
"""The real client fetches a file of a conversation over a bad line: what it writes
for its person is that file or nothing, and what came stays for the next time."""

import glob
import os
import random
import subprocess
import time
import types

import checker
from loket_e2e import PATIENCE, Officer
from office import NUMBERS

SMALL, PART, SMALLEST = 3000, 1024 * 1024, 64 * 1024
LARGE = 2 * PART + 17
ENDS = ("fin", "rst", "stall")
HEAD = 600               # bytes, a little more than an answer's headers
STALL_MS, LONG_MS = 500, 30000
FAILED = 1               # exit status of loketctl that is no usage error


def cases(mutants):
    """one: once, in a file of one part; the client helps itself.
    dead: from a part on always, until the client gives up, or is killed (kill); the
    next run goes on. swap: the answer is another one, once or always."""
    found = [{"name": f"one/{side}/{byte}/{end}", "way": "one", "side": side, "byte": byte, "end": end}
             for side, length in (("request", 480), ("answer", 500 + SMALL))
             for byte in range(length) for end in ENDS]
    places = [*range(HEAD), *range(HEAD, PART, 8192)]
    found += [{"name": f"dead/{part}/{byte}/{end}", "way": "dead", "part": part, "byte": byte, "end": end}
              for part in (1, 2) for byte in places for end in (*ENDS, "kill")]
    found += [{"name": f"swap/{times}/{mutant}", "way": "swap", "times": times, "mutant": mutant}
              for times in (1, -1) for mutant in mutants]
    return found


def write_text(size, seed):
    chance = random.Random(seed)
    words = "".join(chance.choice("abcdefghij \n") for _ in range(4096))
    lines = (f"{at:012d} {words[at % 3000:at % 3000 + 50]}\n" for at in range(size // 60 + 1))
    return "".join(lines).encode()[:size]


class Fetcher:
    """An officer with a profile, whose hub is the proxy of a bench, and a complaint
    with two files that a colleague has sent."""

    def __init__(self, bench, colleague, send_reply):
        self.bench = bench
        self.contents = {"kecil.txt": write_text(SMALL, 1), "besar.txt": write_text(LARGE, 2)}
        send_reply(colleague, bench.colleague.find(NUMBERS[0]), self.contents)
        self.officer = Officer(bench.place)
        if "LOKET_MUTANT" in os.environ:
            bench.place.environment["LOKET_MUTANT"] = os.environ["LOKET_MUTANT"]
        hub = types.SimpleNamespace(url=f"https://127.0.0.1:{bench.port}", ca=bench.hub.ca)
        bench.ask("clear")
        self.officer.sign_in(hub)
        self.officer.json("sync")
        self.target = bench.place.path("hasil.txt")

    def found(self, kind):
        return glob.glob(os.path.join(self.officer.profile, "attachments", kind + "-*"))

    def forget(self):
        for path in [*self.found("blob"), *self.found("part"), self.target]:
            if os.path.exists(path):
                os.unlink(path)

    def begin(self, name, patience):
        command = self.officer.command("attachment", "get", NUMBERS[0], name, "--output", self.target)
        environment = {**self.bench.place.environment, "LOKET_HTTP_PATIENCE_MS": str(patience)}
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def get(self, verdict, name, patience, must):
        """Fetches; what is written is the file, or nothing."""
        with self.begin(name, patience) as process:
            words = process.communicate(timeout=PATIENCE)[0].decode()
        self.look(verdict, name, process.returncode, must, words)
        return process.returncode == 0

    def look(self, verdict, name, status, must, words=""):
        there = os.path.exists(self.target)
        if there:
            with open(self.target, "rb") as file:
                if file.read() != self.contents[name]:
                    verdict.add("lost", f"what was written is not {name}")
            os.unlink(self.target)
        checker.check(verdict, there or status != 0, "nothing was written")
        checker.check(verdict, status in (0, FAILED), f"loketctl ended with {status}: {words}")
        checker.check(verdict, status == 0 or not must, f"loketctl failed: {words}")

    def heal(self, verdict, name, parts):
        """On a good line again: it comes, and no part of it for the second time."""
        kept = [os.path.getsize(path) for path in self.found("part")]
        self.bench.ask("clear")
        checker.check(verdict, len(kept) >= parts, f"{len(kept)} parts were kept and not {parts}")
        if not self.get(verdict, name, LONG_MS, True):
            return
        seen = [line.split() for line in self.bench.ask("clear")["seen"].splitlines()]
        answers = [int(line[2]) for line in seen if line[0] == "blob"]
        most = len(self.contents[name]) - sum(kept) + 1000 * (len(answers) + len(kept))
        checker.check(verdict, sum(answers) <= most or self.poisoned,
                      f"{sum(answers)} bytes came, {sum(kept)} of {len(self.contents[name])} were there")
        checker.check(verdict, not self.found("part"), "parts of a whole file stay")

    def run(self, case):
        verdict = checker.Verdict()
        self.forget()
        self.bench.ask("clear")
        self.poisoned = case["way"] == "swap"  # what is kept may have to be thrown away
        getattr(self, "run_" + case["way"])(case, verdict)
        return verdict

    def run_one(self, case, verdict):
        self.bench.arm([f"blob 1 {case['side']} {case['byte']} {case['end']}"])
        self.get(verdict, "kecil.txt", STALL_MS if case["end"] == "stall" else LONG_MS, True)
        checker.check(verdict, self.bench.ask("clear")["hits"] > 0, "nothing was done to any exchange")

    def run_dead(self, case, verdict):
        killed = case["end"] == "kill"
        end = "stall" if killed else case["end"]
        self.bench.arm([f"blob {case['part']} pass -", f"blob -1 answer {case['byte']} {end}"])
        if killed:
            with self.begin("besar.txt", LONG_MS) as process:
                late = time.monotonic() + PATIENCE
                while self.count_asked() <= case["part"] and time.monotonic() < late:
                    time.sleep(0.005)
                process.kill()
            self.look(verdict, "besar.txt", FAILED, False)
        else:
            done = self.get(verdict, "besar.txt", STALL_MS if end == "stall" else LONG_MS, False)
            # The last part is short, and after a cut smaller ones are asked for: what comes
            # before the cut may be a part.
            checker.check(verdict, not done or case["part"] == 2 or case["byte"] > SMALLEST,
                          "the file came over a dead line")
            if done:
                return
        self.heal(verdict, "besar.txt", case["part"])

    def count_asked(self):
        return self.bench.ask("seen")["seen"].count("blob ")

    def run_swap(self, case, verdict):
        name = "besar.txt" if case["times"] == 1 else "kecil.txt"
        slow = case["mutant"] in ("html-kept-open", "stalled-body", "drip")
        self.bench.arm([f"blob {case['times']} swap {case['mutant']}"])
        self.get(verdict, name, STALL_MS if slow else LONG_MS, False)
        checker.check(verdict, self.bench.ask("clear")["hits"] > 0, "nothing was done to any exchange")
        self.heal(verdict, name, 0)
