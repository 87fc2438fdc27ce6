"""Write a deterministic workspace of any size, to measure speed and memory on.

    python benchmarks/generate_workspace.py DIR --cases 5000 [--seed 1] [--defects 2]

The same arguments give the same bytes. Cases are written as they are made, year by year, so that memory
does not grow with their number. Everything in them is invented; the words and the order of days are those
of format 1, and the risk points are those of the act. The books are kept about as well as the demonstration's:
a check finds a little less than one thing a case, of some thirty kinds. A file has about 3.6 KB and 120 lines.
No case names a file below its directory, because none is written: a check of the result opens case files and
nothing else. Needs the project installed, for its catalogue of risk points.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generated_case import (
    Draft,
    challenged_act,
    dispute,
    letters,
    materials,
    performance,
    review,
    risk_points,
)
from generated_defects import spoiled
from generated_trial import appealed, first_instance, non_litigation, parties
from generated_words import (
    ACTS,
    COUNTY,
    FIRST_YEAR,
    LAST_FILING,
    RULINGS,
    SETTINGS,
    SURNAMES,
    TRADES,
    Unit,
    make_units,
    person,
    units_yaml,
)


def write_case(draft: Draft, *, enforcement: bool) -> str:
    """Return the text of a case file."""
    dispute(draft)
    challenged_act(draft)
    if enforcement:
        non_litigation(draft)
    else:
        parties(draft)
        first_instance(draft)
        settled = draft.results
        # An appeal that is not decided leaves nothing in effect; nobody appealing, the days for it must pass.
        if not appealed(draft) and draft.served and settled:
            words = set(settled.values())
            final = words & (RULINGS - {"驳回起诉", "不予立案"} | {"调解"})
            wait = 0 if final else 11 if words & RULINGS else 17
            draft.effective = draft.served + timedelta(days=wait)
        performance(draft)
        letters(draft)
    risk_points(draft)
    review(draft)
    materials(draft)
    return "\n".join(draft.lines) + "\n"


def drafts(rng: Random, units: list[Unit], cases: int) -> Iterator[tuple[Draft, bool]]:
    """Yield each dispute with its facts chosen and nothing written, in the order of filing."""
    numbers: Counter[tuple[int, str]] = Counter()
    first, span = date(FIRST_YEAR, 1, 5), (LAST_FILING - date(FIRST_YEAR, 1, 5)).days
    for index in range(cases):
        filed = first + timedelta(days=index * span // cases)
        filed -= timedelta(days=max(0, filed.weekday() - 4))
        unit = units[0] if rng.random() < 0.03 else rng.choice(units[1:])
        organisation, enforcement = rng.random() < 0.15, rng.random() < 0.02
        company = f"{rng.choice(SURNAMES)}某{rng.choice(TRADES)}有限公司"
        plaintiff = company if organisation else person(rng)
        draft = Draft(
            rng=rng,
            numbers=numbers,
            unit=unit,
            county=units[0],
            act=ACTS["处罚" if enforcement and "处罚" in unit.acts else rng.choice(unit.acts)],
            plaintiff=plaintiff,
            organisation=organisation,
            reconsidered=unit.name != COUNTY and not enforcement and rng.random() < 0.10,
            filed=filed,
            date_style=rng.choice((*(0,) * 28, 1, 2)),
        )
        yield draft, enforcement


def generate(root: Path, *, cases: int, seed: int = 1, defects: float = 0) -> int:
    """Write a workspace and return how many of its case files have a schema error.

    Args:
        root: the directory to write, which must be new or empty.
        cases: how many case files.
        seed: another seed gives other cases; the same, the same bytes.
        defects: percent of files with one schema error. The other files are those of a run without.
    """
    # Two sources, so that spoiling some files leaves the others as they were.
    rng, spoiling = Random(seed), Random(f"defects-{seed}")  # noqa: S311  repeatable, not secret
    units = make_units(rng)
    (root / "cases").mkdir(parents=True)
    (root / "yingsu.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(units_yaml(units), encoding="utf-8")
    taken: Counter[str] = Counter()
    year, bad = 0, 0
    for draft, enforcement in drafts(rng, units, cases):
        text = write_case(draft, enforcement=enforcement)
        if spoiling.random() * 100 < defects:
            text, bad = spoiled(text, spoiling), bad + 1
        begun = draft.noticed or draft.filed
        stem = f"{begun.year}/{begun.month:02d}{begun.day:02d}-{draft.unit.short}-{draft.plaintiff}"
        if draft.filed.year > year:  # ids of the year before can still come, of earlier ones not
            year = draft.filed.year
            taken = Counter({key: count for key, count in taken.items() if int(key[:4]) >= year - 1})
        taken[stem] += 1
        place = root / "cases" / (stem if taken[stem] == 1 else f"{stem}-{taken[stem]}")
        place.mkdir(parents=True)
        (place / "case.yaml").write_bytes(text.encode())
    return bad


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and write the workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dir", type=Path, help="directory to write; must be new or empty")
    parser.add_argument("--cases", type=int, required=True, help="number of case files")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same bytes (default 1)")
    parser.add_argument("--defects", type=float, default=0, help="percent of files with one schema error")
    options = parser.parse_args(argv)
    if options.cases < 0 or not 0 <= options.defects <= 100:
        parser.error("--cases must not be negative, --defects must be 0 to 100")
    if options.dir.exists() and any(options.dir.iterdir()):
        parser.error(f"{options.dir} is not empty")
    bad = generate(options.dir, cases=options.cases, seed=options.seed, defects=options.defects)
    print(f"{options.cases} cases, {bad} of them with a schema error, in {options.dir}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
