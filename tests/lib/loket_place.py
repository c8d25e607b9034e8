# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder for one test, the programs that run in it, and waiting for them.

Nothing is waited for by sleeping a fixed time: wait_for() asks until it is true
or patience ends.
"""

import os
import shutil
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds until a step that should take one counts as stuck


class Failure(Exception):
    """What was expected did not happen."""


def wait_for(condition, what, patience=PATIENCE):
    """Returns the first true value of condition()."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"waited {patience:.0f} s in vain: {what}")
        time.sleep(0.02)


class Place:
    """Everything of one test lies in its folder and ends with it."""

    def __init__(self, prefix, environment=()):
        self.root = tempfile.mkdtemp(prefix=prefix)
        self.environment = dict(environment)
        self.processes = []

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def run(self, *command, text=None, status=0):
        """Runs a program to its end; with the status None it may end as it likes."""
        done = subprocess.run(command, input=text, env=self.environment, capture_output=True,
                              encoding="utf-8", timeout=PATIENCE, check=False)
        if status is not None and done.returncode != status:
            raise Failure(f"{' '.join(command[:4])}… ended with {done.returncode}, not {status}:\n"
                          f"{done.stdout}{done.stderr}")
        return done

    def spawn(self, command, environment=None, **options):
        """Starts a program that ends with the place at the latest."""
        process = subprocess.Popen(command, env=environment or self.environment, **options)
        self.processes.append(process)
        return process

    def stop(self, process):
        """Asks a program to end, and kills one that does not."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def close(self):
        for process in reversed(self.processes):
            self.stop(process)
        shutil.rmtree(self.root, ignore_errors=True)
