"""Make the manual: `python docs/build_manual.py` renews what is generated in docs/手册, with `-o DIR` also the HTML pages.

Run it after a change of a command, a rule, a figure, a due day, a risk point or a key; tests/docs fails until then.
"""

import argparse
from pathlib import Path

from manual.html import build
from manual.pages import SOURCES, generated
from manual.tutorial import renewed

TUTORIAL = SOURCES / "教程.md"


def renew() -> list[Path]:
    """Write what has changed of the generated pages and of the tutorial's outputs."""
    wanted = generated() | {TUTORIAL: renewed(TUTORIAL.read_text(encoding="utf-8"))}
    changed = [
        file
        for file, text in wanted.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]
    for file in changed:
        file.write_text(wanted[file], encoding="utf-8", newline="\n")
    return changed


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--output", type=Path, help="where the HTML pages go")
    output = parser.parse_args().output
    for file in renew():
        print(f"renewed {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")
    if output is not None:
        print(f"{len(build(output))} pages in {output}: open {output / 'index.html'}")


if __name__ == "__main__":
    main()
