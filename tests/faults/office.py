# SPDX-License-Identifier: GPL-3.0-or-later
"""A hub with a few complaints, its officers, and how they are read for judging."""

import http.client
import os

from loket_client import Client
from loket_e2e import REPLY, Officer  # noqa: F401  pylint: disable=unused-import
from loket_hub import PASSWORD, Hub
from loket_tap import check

HEADER = ("Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;"
          "ID Instansi Terdisposisi;Instansi Terdisposisi\n")
OURS, THEIRS = "131410", "131412"
NUMBERS = tuple(str(99000001 + i) for i in range(3))


def take_in(place, hub, numbers, name):
    """Gives the hub the complaints @numbers of our agency, and one of another's."""
    path = place.path(name + ".csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in numbers:
            file.write(f"{number};3 Mar 2026;Jalan berlubang;Jalan berlubang di depan pasar;Proses;"
                       f"{OURS};Dinas Pekerjaan Umum\n")
        file.write(f"99009999;3 Mar 2026;Sampah;Sampah menumpuk;Proses;{THEIRS};Dinas Lingkungan Hidup\n")
    hub.load(path)


def make_hub(place, numbers=NUMBERS, officers=("petugas",), name="hub"):
    """A hub with the complaints @numbers of our agency; not served yet."""
    hub = Hub(place, name)
    take_in(place, hub, numbers, name)
    for officer in officers:
        hub.add_user(officer, OURS)
    return hub


def make_officer(place, hub, name="petugas", device="one"):
    """Signed in and in step with the hub."""
    officer = Officer(place, name)
    officer.profile = place.path(f"{name}-{device}")
    officer.key = officer.profile + ".key"
    officer.sign_in(hub)
    officer.json("sync")
    return officer


class Colleague(Client):
    """Somebody else who talks to the hub, without a profile."""

    def __init__(self, hub, username):
        super().__init__(hub, username, PASSWORD)
        self.name = username

    def find(self, number):
        """The complaint as it is now."""
        for scope in self.scopes():
            for complaint in self.complaints(scope):
                if complaint["trackingId"] == number:
                    return complaint
        raise KeyError(number)

    def request(self, *words, **more):
        try:
            answer = super().request(*words, **more)
        except (http.client.HTTPException, OSError):
            self.disconnect()  # the hub was started anew
            answer = super().request(*words, **more)
        if answer.status != 401 or self.refresh_token is None:
            return answer
        # A suite may run for longer than a token lives.
        token, self.refresh_token, self.token = self.refresh_token, None, None
        fresh = super().request("POST", "/auth/refresh", {"refreshToken": token})
        if fresh.status != 200:
            return answer
        self.take_tokens(fresh)
        return super().request(*words, **more)


def outbox(officer):
    """The outbox in the shape that checker.judge() wants."""
    return [{"reply_id": item["reply_id"], "state": item["state"], "reason": item["reason"]}
            for item in officer.json("outbox")]


def program(name):
    """One of the tests' own programs, or a library, which a loader would do
    without and say nothing."""
    path = os.path.join(os.environ["LOKET_FAULTS"], name)
    check(os.path.exists(path), f"{path} is missing")
    return path


