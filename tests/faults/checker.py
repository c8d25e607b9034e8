# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges what a fault has done: what the hub stored against what a client believes.

lost         a reply that was sent off is nowhere any more, or the client believes
             that the hub has it and the hub has it not
doubled      the hub has a reply, or a text, twice
stale        the hub took a reply although its complaint had changed unseen
unexplained  anything else that nobody could account for: other bytes than were
             frozen, a reply that was taken back and is there, a question to the
             officer that has no reason, programs that end in a strange way
"""

import json
import os
import sqlite3
from collections import Counter

KINDS = ("lost", "doubled", "stale", "unexplained")

# How a reply may end; everything else is still on its way.
DONE = ("accepted", "revoked", "discarded")

# Why the hub may ask an officer, with no mistake of anybody's.
QUESTIONS = ("complaint-changed", "reassigned", "closed", "out-of-order")


class Verdict:
    """What came of one case: for each kind, what was found, in words."""

    def __init__(self):
        self.found = {kind: [] for kind in KINDS}

    def add(self, kind, words):
        self.found[kind].append(words)

    def count(self, kind):
        return len(self.found[kind])

    def extend(self, other):
        for kind in KINDS:
            self.found[kind] += other.found[kind]

    @property
    def good(self):
        return not any(self.found.values())

    def __str__(self):
        return "; ".join(f"{kind}: {words}" for kind in KINDS for words in self.found[kind])


def check(verdict, condition, words):
    """What is not so is unexplained."""
    if not condition:
        verdict.add("unexplained", words)


def judge(ops, replies, verdict=None, settled=True):
    """Compares a client's outbox with the replies of its hub.

    @ops: what was sent off, a dict each:
        reply_id, state     as `loketctl outbox list --json` has them
        reason              likewise, for needs_user
        sha256              of the frozen bytes, where known
        unseen              whether the complaint changed before the hub judged it
                            and the officer did not say that it was seen
        gone                whether the client has it no more (state does not count)
    @replies: lines of `loket-server replies --json`
    @settled: whether the client had the time to bring everything to an end
    """
    verdict = verdict or Verdict()
    stored = {}
    for row in replies:
        stored.setdefault(row["reply_id"], []).append(row)
    for op in ops:
        judge_op(verdict, op, stored.get(op["reply_id"], []), settled)
    return verdict


def judge_op(verdict, op, rows, settled=True):
    name = f"reply {op['reply_id'][:8]} ({op.get('state')})"
    if len(rows) > 1:
        verdict.add("doubled", f"{name}: stored {len(rows)} times")
    if rows and op.get("unseen"):
        verdict.add("stale", f"{name}: stored although the complaint had changed")
    if rows and op.get("sha256") and rows[0]["body_sha256"] != op["sha256"]:
        verdict.add("unexplained", f"{name}: stored with other bytes than were frozen")
    if op.get("gone"):
        if not rows:
            verdict.add("lost", f"{name}: neither here nor at the hub")
        return
    if op["state"] == "accepted" and not rows:
        verdict.add("lost", f"{name}: the hub does not have it")
    if op["state"] in ("revoked", "discarded") and rows:
        verdict.add("unexplained", f"{name}: the hub has it")
    if not settled or op["state"] in DONE:
        return
    if op["state"] != "needs_user":
        verdict.add("unexplained", f"{name}: came to no end")
    elif rows:
        verdict.add("unexplained", f"{name}: the officer is asked, but the hub has it")
    elif not op.get("unseen") and op.get("reason") not in QUESTIONS:
        verdict.add("unexplained", f"{name}: the officer is asked because of {op.get('reason')}")


def judge_hub(verdict, replies, officer=None, known=None):
    """What can be seen at the hub alone: every id once, every text once, and
    where @known is given none but those."""
    mine = [row for row in replies if officer is None or row["officer"] == officer]
    for what in ("reply_id", "text"):
        for value, times in Counter(row[what] for row in mine).items():
            if times > 1:
                verdict.add("doubled", f"{what} {value[:40]}: {times} times")
    if known is not None:
        for row in mine:
            if row["reply_id"] not in known:
                verdict.add("unexplained", f"a reply nobody sent: {row['reply_id']}")
    return verdict


def judge_base(verdict, data):
    """Reads the hub's database: between the state of the complaint that an officer
    had read and a reply that was stored lie only replies of the same device. The
    hub decides so when it takes a reply in; here it is counted once more, from what
    the replies themselves say. And what a reply did to its complaint is in the
    complaint, each in a step of its own."""
    own = {}
    with sqlite3.connect(f"file:{os.path.join(data, 'hub.db')}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT id, complaint_id, officer_id || device_id, substance, body, recovered "
                                  "FROM replies ORDER BY seq").fetchall()
        torn = connection.execute("SELECT r.id FROM replies r JOIN complaints c ON c.id = r.complaint_id "
                                  "WHERE r.substance > c.substance").fetchall()
    connection.close()
    for reply_id, in torn:
        verdict.add("unexplained", f"reply {reply_id[:8]}: its complaint knows nothing of it")
    for (complaint, step), times in Counter((row[1], row[3]) for row in rows).items():
        check(verdict, times == 1, f"complaint {complaint[:8]}: {times} replies as step {step}")
    for reply_id, complaint, device, substance, body, recovered in rows:
        reply = json.loads(body)
        base = max(reply["basedOn"]["substance"], (reply["ack"] or {"substance": 0})["substance"])
        mine = own.setdefault((complaint, device), set())
        unseen = [step for step in range(base + 1, substance) if step not in mine]
        if unseen and not recovered:
            verdict.add("stale", f"reply {reply_id[:8]}: stored over {len(unseen)} changes that nobody saw")
        mine.add(substance)
    return verdict
