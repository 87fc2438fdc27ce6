"""A search for bytes that break one of the doors.

    python tests/hostile/fuzz.py DOOR [--seconds 300]

The search is atheris's, guided by what the program's lines do; it is in no list of ours, so `pip install atheris`
first. It runs until the time is over or a door fails, and says which bytes did it. Those are made small, put into
`found.yaml`, and stay there. The doors: see `doors.py`.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

SPEC = spec_from_file_location("doors", Path(__file__).with_name("doors.py"))
assert SPEC is not None
assert SPEC.loader is not None
doors = module_from_spec(SPEC)
load = SPEC.loader.exec_module

LONGEST_INPUT = 4096
LONGEST_RUN = 20
"""Seconds for one input, after which the search calls it a hang."""
MOST_MEMORY = 2048
"""MiB."""


def main() -> None:
    """Search until the time is over or the door fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("door")
    parser.add_argument("--seconds", type=int, default=300)
    options = parser.parse_args()
    atheris = import_module("atheris")
    # What is imported in here is watched; commands import late, so it lasts until the end.
    with atheris.instrument_imports(include=["yingsu"]), tempfile.TemporaryDirectory() as name:
        load(doors)
        if options.door not in doors.DOORS:
            parser.error(f"no such door; there are: {', '.join(sorted(doors.DOORS))}")
        for number, seed in enumerate(doors.seeds(options.door)):
            (Path(name) / str(number)).write_bytes(seed)
        limits = (
            f"-max_total_time={options.seconds}",
            f"-timeout={LONGEST_RUN}",
            f"-rss_limit_mb={MOST_MEMORY}",
            f"-max_len={LONGEST_INPUT}",
            f"-artifact_prefix={tempfile.gettempdir()}{os.sep}{options.door}-",
        )
        atheris.Setup([sys.argv[0], *limits, name], doors.DOORS[options.door])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
