# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that breaks after every single byte of a request or its answer: closed,
reset, or silent. A reply waits in the outbox in every case."""

from bench import SHORT, Bench

TITLE = "a line cut after every byte of a request or answer: closed, reset or silent"
LAYER = "L3"
SAMPLE = 30
IN_MEMORY = True

# How many bytes there are to cut after, a little more than were ever seen.
LENGTHS = {
    "sign-in": (560, 980), "refresh": (480, 980), "session": (330, 940), "snapshot": (370, 3300),
    "changes": (490, 2100), "reply": (1150, 720), "status": (560, 1260), "revoke": (500, 560),
    "upload": (620, 560), "chunk": (3600, 420),
}
ENDS = ("fin", "rst", "stall")
# The password is hashed slowly on purpose; a pass must not be taken for a stall.
PATIENCE = {"sign-in": 600}
OURS = None


def cases():
    return [{"name": f"{kind}/{side}/{byte}/{end}", "kind": kind, "side": side, "byte": byte, "end": end}
            for kind, lengths in LENGTHS.items()
            for side, length in zip(("request", "answer"), lengths)
            for byte in range(length) for end in ENDS]


def start(place):
    global OURS
    OURS = Bench(place)


def run(case):
    rules = [f"{case['kind']} 1 {case['side']} {case['byte']} {case['end']}"]
    stalled = case["end"] == "stall"
    return OURS.provoke(case, case["kind"], rules, unseen=case["byte"] % 5 == 4,
                        patience=PATIENCE.get(case["kind"], SHORT) if stalled else 30000)


def settle():
    return OURS.settle()


def stop():
    OURS.close()
