"""Whole processes, run in turn, with what each took: wall time and peak memory.

Only the standard library, and nothing of the project: a child counts the memory of the process that starts it until it
has become another program, so whoever measures has to be small.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO


def nothing() -> None:
    """There is nothing to prepare."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A process to measure.

    Attributes:
        name: what the table calls it.
        argv: its command line.
        cwd: where it runs.
        before: what is done before each run, unmeasured.
        codes: the exit codes that are no failure.
    """

    name: str
    argv: tuple[str, ...]
    cwd: Path
    before: Callable[[], None] = nothing
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds of wall time, and the peak memory of its largest process in MiB."""

    seconds: float
    peak: float


Samples = Mapping[str, Sequence[Sample]]
"""The samples of each subject, by its name; those at one position are of one round."""


class BrokenSubjectError(Exception):
    """What was to be measured did not do its work."""

    def __init__(self, subject: Subject, code: int, said: str) -> None:
        super().__init__(f"{subject.name}: exit code {code}\n{' '.join(subject.argv)}\n{said}")


def environment(scratch: Path) -> dict[str, str]:
    """What processes run in: compiled modules are kept, as after an installation; no settings of this user's git."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return {**kept, **git, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def measured(subject: Subject, surroundings: Mapping[str, str]) -> Sample:
    """Run a subject once.

    Raises:
        BrokenSubjectError: it failed.
    """
    subject.before()
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(
            subject.argv, cwd=subject.cwd, env=surroundings, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        _refuse_failure(subject, process.returncode, errors)
    # Kibibytes on Linux, bytes on macOS.
    return Sample(seconds, used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def _refuse_failure(subject: Subject, code: int, errors: IO[bytes]) -> None:
    if code not in subject.codes:
        errors.seek(0)
        raise BrokenSubjectError(subject, code, errors.read().decode(errors="replace"))


def interleaved(
    subjects: Sequence[Subject], rounds: int, surroundings: Mapping[str, str]
) -> dict[str, list[Sample]]:
    """Run the subjects A B C A B C …, so that what else the machine does falls on all of them.

    A round before the first is not counted: it compiles modules and fills the disk cache.
    """
    for subject in subjects:
        measured(subject, surroundings)
    samples: dict[str, list[Sample]] = {subject.name: [] for subject in subjects}
    for place in range(rounds):
        for subject in subjects:
            sample = measured(subject, surroundings)
            samples[subject.name].append(sample)
            print(f"  {place + 1}/{rounds} {subject.name}: {sample.seconds:.3f} s, {sample.peak:.0f} MiB")
    return samples


def typical(samples: Sequence[Sample]) -> Sample:
    """The median run; of peaks too."""
    return Sample(median(each.seconds for each in samples), median(each.peak for each in samples))


def summed_peak(subject: Subject, surroundings: Mapping[str, str]) -> float | None:
    """The peaks of a process and of all its children together, in MiB; `None` where the system does not tell.

    They are looked at every hundredth of a second, which costs time: so this run is not timed. Each peak counts
    whenever it was, so the sum is never too small but for a process that lived for less.
    """
    subject.before()
    if not Path("/proc/self/status").exists():
        return None
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            subject.argv, cwd=subject.cwd, env=surroundings, stdout=subprocess.DEVNULL, stderr=errors
        )
        peaks: dict[int, int] = {}
        while process.poll() is None:
            for number in _family(process.pid):
                peaks[number] = max(peaks.get(number, 0), _peak_of(number))
            time.sleep(0.01)
        _refuse_failure(subject, process.returncode, errors)
    return sum(peaks.values()) / 2**10


def _family(number: int) -> Iterator[int]:
    """A process and all that it started."""
    yield number
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _peak_of(number: int) -> int:
    """The most memory a process has had, in KiB; 0 where it has just gone."""
    try:
        lines = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
