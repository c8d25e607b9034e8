#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds what reads bytes from outside with libFuzzer.

    tests/fuzz/run.py [--seconds 60] [--build _build-fuzz] [TARGET …]

Builds with clang and the address and undefined-behaviour sanitizers, starts from
the committed corpus, and leaves what it found out in BUILD/fuzz/TARGET. A find
is kept there as crash-…; give it to the target again, or put it into the corpus
once it is mended. Prints TAP; without clang everything is skipped.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/fuzz/corpus"
LARGEST = 65536


def build(folder, targets):
    compiler = next((c for c in ("clang-14", "clang") if shutil.which(c)), None)
    if compiler is None:
        return False
    if not (folder / "build.ninja").exists():
        ccache = "ccache " if shutil.which("ccache") else ""
        subprocess.run(["meson", "setup", folder, "-Dfuzz=true", "-Db_lundef=false",
                        "-Db_sanitize=address,undefined"], cwd=ROOT, check=True,
                       env={**os.environ, "CC": ccache + compiler}, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "fuzz-targets"], check=True, stdout=subprocess.DEVNULL)
    return True


def fuzz(folder, target, seconds):
    """Runs one target; whether it found nothing, and what to say."""
    work = folder / "fuzz" / target
    (work / "corpus").mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        [folder / f"tests/fuzz/fuzz-{target}", work / "corpus", CORPUS / target,
         f"-max_total_time={seconds}", f"-artifact_prefix={work}/", f"-max_len={LARGEST}",
         "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1"],
        capture_output=True, encoding="utf-8", errors="replace",
        env={**os.environ, "G_SLICE": "always-malloc", "GSETTINGS_BACKEND": "memory",
             "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"})
    count = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    edges = re.findall(r"cov: (\d+)", run.stderr)
    said = f"{count[1] if count else '?'} inputs, {edges[-1] if edges else '?'} edges"
    if run.returncode:
        (work / "log").write_text(run.stderr, encoding="utf-8")
        said += f", see {work}/log\n" + "\n".join("# " + line for line in run.stderr.splitlines()[-40:])
    return run.returncode == 0, said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--build", default=str(ROOT / "_build-fuzz"))
    parser.add_argument("target", nargs="*")
    options = parser.parse_args()
    targets = options.target or sorted(p.name for p in CORPUS.iterdir())
    folder = Path(options.build).resolve()
    print(f"1..{len(targets)}", flush=True)
    built = build(folder, targets)
    status = 0
    for number, target in enumerate(targets, 1):
        if not built:
            print(f"ok {number} - {target} # SKIP no clang")
            continue
        fine, said = fuzz(folder, target, options.seconds)
        status |= not fine
        print(f"{'ok' if fine else 'not ok'} {number} - {target}: {said}", flush=True)
    return status


sys.exit(main())
