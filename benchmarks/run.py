"""Measure the program: start-up, checks, reports, ledgers and memory, beside what others take for the same.

    python benchmarks/run.py [--cases 5000] [--rounds 7] [--only check] [--big] [--table docs/performance.md]

Everything is made in a temporary directory. Processes are run in turn (A B C A B C …), whole, and what counts is the
ratio within one run: seconds drift with whatever else the machine does. XlsxWriter, yamllint and check-jsonschema are
compared with where they are installed. `--big` needs 3 GB of disk and most of an hour.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from experiments import EXPERIMENTS, Bench
from measuring import BrokenSubjectError, environment
from table import Row, around_marks, machine, markdown, write_between_marks


def chosen(options: argparse.Namespace) -> list[str]:
    """The experiments to run."""
    return options.only or [name for name in EXPERIMENTS if options.big or name != "growth"]


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """The options of a call."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cases", type=int, default=5000, help="size of the tree of every day (default 5000)"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how often each process is run (default 7)")
    parser.add_argument(
        "--only", action="append", choices=tuple(EXPERIMENTS), help="only these rows; may be repeated"
    )
    parser.add_argument("--big", action="store_true", help="50,000 and 300,000 cases as well")
    parser.add_argument("--table", type=Path, help="put the table between the marks of this page")
    options = parser.parse_args(words)
    if options.cases < 1 or options.rounds < 1:
        parser.error("--cases and --rounds must be at least 1")
    return options


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    options = arguments(words)
    if options.table is not None:
        around_marks(options.table)  # before an hour has gone by
    busy = os.getloadavg()[0]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="yingsu-benchmark-") as directory:
        scratch = Path(directory)
        bench = Bench(scratch, environment(scratch), options.cases, options.rounds)
        try:
            for name in chosen(options):
                print(f"{name}:", flush=True)
                rows += EXPERIMENTS[name](bench)
        except BrokenSubjectError as error:
            sys.exit(str(error))
    text = f"{machine()} {options.rounds} rounds; load before them {busy:.1f}.\n\n{markdown(rows)}"
    print(text)
    if options.table is not None:
        write_between_marks(options.table, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
