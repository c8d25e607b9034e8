# SPDX-License-Identifier: GPL-3.0-or-later
"""The real hub on loopback, with the invented region of the demo."""

import json
import os
import subprocess

from loket_headless import Failure, wait_for

PASSWORD = "loket-demo"


class Hub:
    def __init__(self, stage, program):
        self.stage = stage
        self.program = program
        self.data = stage.path("hub")
        self.port = 0
        self.process = None
        stage.run(program, "init", "--data", self.data, "--demo")

    @property
    def address(self):
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca(self):
        return os.path.join(self.data, "tls", "ca.pem")

    def start(self):
        """Serves on the port of the first time, so that the address stays."""
        port_file = self.stage.path("port")
        if os.path.exists(port_file):
            os.unlink(port_file)
        with open(self.stage.path("hub.log"), "ab") as log:
            self.process = self.stage.spawn(
                [self.program, "serve", "--data", self.data,
                 "--listen", f"127.0.0.1:{self.port}", "--port-file", port_file],
                stdout=log, stderr=log)

        def read_port():
            if self.process.poll() is not None:
                raise Failure("the hub ended at once")
            try:
                with open(port_file, encoding="ascii") as file:
                    return file.read().strip()
            except FileNotFoundError:
                return None
        self.port = int(wait_for(read_port, "the hub's port"))
        return self

    def stop(self):
        self.stage.stop(self.process)

    def replies(self):
        out = subprocess.run([self.program, "replies", "--data", self.data, "--json"],
                             env=self.stage.environment, capture_output=True, encoding="utf-8",
                             check=True).stdout
        return [json.loads(line) for line in out.splitlines() if line]

    def add_message(self, tracking_id, text):
        """The reporter adds something to a complaint."""
        self.stage.run(self.program, "complaint", "add-message", tracking_id, "--text", text,
                       "--data", self.data)
