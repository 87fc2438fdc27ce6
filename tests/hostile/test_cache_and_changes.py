"""Files changed at random, and every answer compared with one from a look at all of them."""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from yingsu.cli.main import run

DEMONSTRATION = Path(__file__).parent.parent.parent
STEPS = 14


def rewrite(chance: random.Random, path: Path) -> None:
    """Another digit somewhere: as long as before."""
    text = path.read_text(encoding="utf-8")
    digits = [found.start() for found in re.finditer("[0-9]", text)]
    place = chance.choice(digits)
    path.write_text(text[:place] + chance.choice("0123456789") + text[place + 1 :], encoding="utf-8")


def rewrite_in_the_same_tick(chance: random.Random, path: Path) -> None:
    state = path.stat()
    rewrite(chance, path)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def cut(chance: random.Random, path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    path.write_text("".join(lines), encoding="utf-8")


def age(chance: random.Random, path: Path) -> None:
    os.utime(path, (0, chance.randrange(2**31)))


def remove(chance: random.Random, path: Path) -> None:
    del chance
    path.unlink()


def double(chance: random.Random, path: Path) -> None:
    shutil.copytree(
        path.parent, path.parent.with_name(f"{chance.randrange(10000):04}-副本"), dirs_exist_ok=True
    )


def swap_content(chance: random.Random, path: Path) -> None:
    other = chance.choice(sorted(path.parent.parent.glob("*/case.yaml")))
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def swap_places(chance: random.Random, path: Path) -> None:
    """Two files change places: neither's time changes."""
    other = chance.choice(sorted(path.parent.parent.glob("*/case.yaml")))
    if other != path:
        aside = path.with_name("旁边")
        path.rename(aside)
        other.rename(path)
        aside.rename(other)


def link_away(chance: random.Random, path: Path) -> None:
    aside = path.with_name(f"原件{chance.randrange(100)}")
    path.rename(aside)
    path.symlink_to(aside.name)


def add_document(chance: random.Random, path: Path) -> None:
    (path.parent / chance.choice(["判决书.pdf", "起诉状.pdf", "传票.pdf"])).write_bytes(b"")


def move_units(chance: random.Random, path: Path) -> None:
    units = path.parent.parent.parent / "units.yaml"
    rewrite(chance, units) if chance.random() < 0.5 else cut(chance, units)


CHANGES: tuple[Callable[[random.Random, Path], None], ...] = (
    rewrite,
    rewrite_in_the_same_tick,
    cut,
    age,
    remove,
    double,
    swap_content,
    swap_places,
    add_document,
    move_units,
    *((link_away,) if os.name != "nt" else ()),
)
COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("report", "--year", "2025", "--format", "json", "--draft"),
    ("missing", "--format", "json"),
    ("agenda", "--format", "json", "--all"),
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_the_cache_says_what_the_files_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shutil.copytree(DEMONSTRATION / "cases" / "2025", tmp_path / "cases" / "2025")
    shutil.copytree(DEMONSTRATION / "cases" / "screenings", tmp_path / "cases" / "screenings")
    shutil.copy(DEMONSTRATION / "cases" / "units.yaml", tmp_path / "cases")
    shutil.copy(DEMONSTRATION / "yingsu.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)  # noqa: S311 -- the same changes each time
    run(["check"])
    capsys.readouterr()
    for step in range(STEPS):
        done = []
        for _ in range(chance.randrange(3)):
            change = chance.choice(CHANGES)
            change(chance, chance.choice(sorted(tmp_path.glob("cases/2025/*/case.yaml"))))
            done.append(change.__name__)
        for words in (COMMANDS[0], COMMANDS[step % len(COMMANDS)]):
            said = [(run([*words, *more]), capsys.readouterr()) for more in ((), (), ("--no-cache",))]
            assert said[0] == said[1] == said[2], (seed, step, done, words)
