"""What `doctor` says: how it stands with the installation and the workspace, what is amiss first, each with what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from yingsu.document import Block, Document, Entry, Heading, Listing, Paragraph, Tone
from yingsu.reports.checking import SCHEMA_VERSION


class State(Enum):
    """How it stands with something: the word for programs, and the heading for people."""

    WRONG = "wrong"
    NOTE = "note"
    FINE = "fine"

    @property
    def title(self) -> str:
        """Chinese."""
        return _TITLES[self]


_TITLES = {State.WRONG: "要处理", State.NOTE: "可以留意", State.FINE: "正常"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at.

    Attributes:
        key: what programs call it; never renamed.
        title: Chinese; what was looked at.
        state: how it stands.
        said: Chinese; what was seen.
        remedy: Chinese; what to do. Empty where there is nothing to do.
    """

    key: str
    title: str
    state: State
    said: str
    remedy: str = ""


def is_well(signs: Iterable[Sign]) -> bool:
    """Whether nothing is wrong; what is only to be known does not count."""
    return all(sign.state is not State.WRONG for sign in signs)


def doctor_document(signs: tuple[Sign, ...]) -> Document:
    """What is wrong first, then what is to be known, then what is fine."""
    return Document(tuple(_blocks(signs)))


def _blocks(signs: tuple[Sign, ...]) -> Iterator[Block]:
    counts = Counter(sign.state for sign in signs)
    for state in State:
        if counts[state]:
            yield Heading(2, f"{state.title}（{counts[state]}）")
            yield Listing(tuple(_entry(sign) for sign in signs if sign.state is state))
    if not counts[State.WRONG]:
        yield Paragraph("没有要处理的。", Tone.GOOD)


def _entry(sign: Sign) -> Entry:
    tone = Tone.BAD if sign.state is State.WRONG else Tone.PLAIN
    return Entry(sign.title, sign.said, (f"处理：{sign.remedy}",) if sign.remedy else (), tone)


def doctor_json(name: str | None, as_of: date, signs: tuple[Sign, ...]) -> dict[str, Any]:
    """The same for programs; `name` is of the workspace, if there is one."""
    counts = Counter(sign.state for sign in signs)
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": name,
        "as_of": as_of.isoformat(),
        "wrong": counts[State.WRONG],
        "notes": counts[State.NOTE],
        "checks": [
            {
                "key": sign.key,
                "title": sign.title,
                "state": sign.state.value,
                "said": sign.said,
                "remedy": sign.remedy,
            }
            for sign in signs
        ],
    }
