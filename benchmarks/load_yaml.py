"""Read every case file below a directory with PyYAML's C loader, and do nothing else: the yardstick of a cold check."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml


def main() -> None:
    """Read the files of the directory named on the command line."""
    for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
        with path.open("rb", buffering=0) as file:
            yaml.load(file.read(), Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main()
