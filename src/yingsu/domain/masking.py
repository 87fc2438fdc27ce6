"""Masking of what leaves the office: people become 张某, their numbers and addresses are left out.

Decisions:

* Every person whom a file names in a name field is masked, officials and lawyers too, unless the document's
  declaration keeps them (`kept`, `heads_stay`). Somebody named in running text only, or there by a given name or a
  nickname alone, cannot be known: a person still has to read the document over.
* A name is masked wherever its characters stand: in a longer word, in the name of a company (张三建材有限公司 →
  张某建材有限公司), with blanks or invisible characters between. A word that must stay whole (the county 安溪县 where
  somebody is called 安溪) is to be kept by the caller; courts and agencies of the files are kept of themselves.
* A company named after somebody's given name loses that word. Other organisations and 案号 stay unless told.
* Letters are given by surname in the order of the records. They depend on nothing else and are written down nowhere, so
  the masks of two documents cannot be joined.
* A name that is masked in the file already stays as it is, but where two cases have the same one, each gets a letter of
  its own: nobody can say that they are one person.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from itertools import chain, count
from typing import Any, Final, TypeVar, cast

from yingsu.domain.folding import Folded, folded
from yingsu.domain.person_names import DOTS, STEMS, base_of, given_name, is_masked, surname
from yingsu.domain.privacy import STAND_IN, Detail, details_of

Masked = TypeVar("Masked")

_BLANKS: Final = "[ \t]{0,2}"
_LONG_LATIN: Final = 5
"""A shorter Latin name counts as a word of its own only: Li is in many words."""
_NO_RECORD: Final = "\0"
"""The home of a text that is looked at as nobody's."""
_NO_LETTER: Final = f"(?![{STEMS}0-9某])"
_BODY_KIND: Final = re.compile(
    "(?:有限责任公司|股份有限公司|有限公司|公司|合作社|经营部|事务所|研究所|委员会|村民小组|林场|学校|医院|厂|店|行|馆|社|场|所|会)$"
)
_DOCKET: Final = re.compile(
    r"[(\[〔]([0-9]{4})[)\]〕]([一-鿿]{1,3}[0-9]{0,4})([一-鿿]{1,4})[0-9]+(?:之[一-鿿]{1,3})?号"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a record names.

    Attributes:
        name: folded, alone, without title.
        home: the record; it tells two apart who are masked alike in the files.
    """

    name: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Betrayal:
    """A name or number in a text that others are to read.

    Attributes:
        what: what it is, in Chinese: 姓名, 手机号码 …
        shown: enough to find it: a name whole, a number never.
    """

    what: str
    shown: str

    def __str__(self) -> str:
        """As a message says it."""
        return f"{self.what}“{self.shown}”"


@dataclass(frozen=True, slots=True)
class _Hit:
    """A part of a text as written, and what comes in its place."""

    start: int
    end: int
    mask: str
    betrayal: Betrayal | None


class Masking:
    """The masks of one document. Made anew for each; it is never stored.

    Args:
        people: everybody the document may name, in the order in which letters are given.
        kept: words that stay: people named in office, places, public bodies, a telephone number for inquiries.
        organisations: the organisations of the records, for those that are called after one of the people.
        hidden: organisations that do not stay.
        reserved: masked names that stand in running text; nobody else gets them.
        hides_dockets: whether 案号 lose court and number.
    """

    def __init__(
        self,
        people: Iterable[Person],
        *,
        kept: Iterable[str] = (),
        organisations: Iterable[str] = (),
        hidden: Iterable[str] = (),
        reserved: Iterable[str] = (),
        hides_dockets: bool = False,
    ) -> None:
        self._kept = tuple(dict.fromkeys(word for each in kept if (word := folded(each).text.strip())))
        self._hides_dockets = hides_dockets
        everybody = tuple(dict.fromkeys(each for each in people if each.name not in self._kept))
        self._real = {each.name: "" for each in everybody if not is_masked(each.name)}
        self._known = tuple(each for each in everybody if is_masked(each.name))
        self._taken = {*reserved, *(each.name for each in self._known)}
        self._letters = [stem for stem in STEMS if stem not in {name[0] for name in self._real}]
        self._given: dict[str, dict[str, str]] = {}
        self._mask_people(everybody)
        self._bodies: dict[str, str] = {}
        self._mask_bodies(organisations, hidden)
        self._by_letters = {_letters(name): name for name in self._real}
        words = {name: _spaced(name) for name in self._real if len(name) > 1}
        self._pattern = _any_of(words | {body: re.escape(body) for body in self._bodies})
        self._keeping = _any_of({word: re.escape(word) for word in self._kept})
        self._forms = {
            home: _any_of({form: re.escape(form) + _NO_LETTER for form in forms})
            for home, forms in self._given.items()
        }

    def _mask_people(self, everybody: tuple[Person, ...]) -> None:
        """A mask for each real name, and a letter for each of those who are masked alike in several records."""
        homes = Counter(each.name for each in self._known)
        bases = Counter(
            [self._base(name) for name in self._real] + [base_of(each.name) for each in self._known]
        )
        seen: set[str] = set()
        for each in everybody:
            name, is_new = each.name, each.name not in seen
            seen.add(name)
            if name in self._real:
                base = self._base(name)
                is_alone = bases[base] == 1 and base not in self._taken
                if is_new:
                    self._real[name] = base if is_alone else self._next(base)
            elif homes[name] > 1 and (not is_new or base_of(name) == name):
                self._given.setdefault(each.home, {})[name] = self._next(base_of(name))

    def _base(self, name: str) -> str:
        """The surname with 某. A compound one that is somebody's whole name (欧阳) is cut: no mask holds a name."""
        kept = surname(name)
        return f"{kept[0] if kept != name and kept in self._real else kept}某"

    def _mask_bodies(self, organisations: Iterable[str], hidden: Iterable[str]) -> None:
        """Masks for the organisations that are told to go, and for those that are called after somebody."""
        told = [word for each in hidden if (word := folded(each).text.strip())]
        kinds = [_kind_of_body(each) for each in told]
        for body, kind in zip(told, kinds, strict=True):
            is_alone = kinds.count(kind) == 1 and f"某{kind}" not in self._taken
            self._bodies[body] = f"某{kind}" if is_alone else self._next("某", kind)
        names = sorted((name for name in self._real if len(name) > 1), key=lambda name: (-len(name), name))
        whole = re.compile("|".join(map(re.escape, names)) or r"(?!)")
        given = [kept for name in names if len(kept := given_name(name)) > 1]
        for each in organisations:
            body = folded(each).text.strip()
            mask = body if whole.search(body) else self._without_given_names(body, given)
            if mask != body and body not in self._bodies and body not in self._kept:
                self._bodies[body] = self._next(mask, "") if mask in self._taken else mask
                self._taken.add(mask)

    def _without_given_names(self, body: str, given_names: Iterable[str]) -> str:
        """An organisation's name without given names of the people; one that is part of a kept word tells nothing."""
        for given in given_names:
            if given in body and not any(given in word for word in self._kept):
                return body.replace(given, "某")
        return body

    def _next(self, base: str, end: str = "") -> str:
        """The next free mask of a surname. No mask together with what follows it may read as somebody's name."""
        letters = chain(self._letters, map(str, count(11)))
        mask = next(found for letter in letters if (found := f"{base}{letter}{end}") not in self._taken)
        self._taken.add(mask)
        return mask

    def _hits(self, plain: Folded, home: str) -> list[_Hit]:
        """What is to be replaced, in order. Numbers come before names, and what is kept stays."""
        kept = [found.span() for found in self._keeping.finditer(plain.text)]
        found = [
            _Hit(each.start, each.end, STAND_IN, Betrayal(each.kind.value, each.shown))
            for each in details_of(plain)
            if not _is_within(_folded_span(plain, each), kept)
        ]
        forms = self._forms[home].finditer(plain.text) if home in self._forms else ()
        for match in (*self._whole(plain.text), *self._pattern.finditer(plain.text), *forms):
            start, end = plain.place(*match.span())
            is_free = all(end <= other.start or other.end <= start for other in found)
            if is_free and not _is_within(match.span(), kept):
                found.append(self._hit(match[0], start, end, home))
        if self._hides_dockets:
            found.extend(self._dockets(plain, found))
        return sorted(found, key=lambda hit: hit.start)

    def _whole(self, plain: str) -> Iterator[re.Match[str]]:
        """A name of one character is looked for only where it is all there is."""
        alone = plain.strip()
        if len(alone) == 1 and alone in self._real:
            yield from re.finditer(re.escape(alone), plain)

    def _hit(self, matched: str, start: int, end: int, home: str) -> _Hit:
        if matched in self._bodies:
            return _Hit(start, end, self._bodies[matched], Betrayal("单位名称", matched))
        name = self._by_letters.get(_letters(matched))
        if name is None:
            return _Hit(start, end, self._given[home][matched], None)
        return _Hit(start, end, self._real[name], Betrayal("姓名", name))

    def _dockets(self, plain: Folded, found: list[_Hit]) -> Iterator[_Hit]:
        for match in _DOCKET.finditer(plain.text):
            start, end = plain.place(*match.span())
            if all(end <= other.start or other.end <= start for other in found):
                mask = f"（{match[1]}）××{match[3]}××号"
                yield _Hit(start, end, mask, Betrayal("案号", match[0]))

    def text(self, text: str, home: str = "") -> str:
        """A text of a record (or of none), masked. Masking it again changes nothing."""
        parts, last = [], 0
        for hit in self._hits(folded(text), home):
            parts += [text[last : hit.start], hit.mask]
            last = hit.end
        return "".join((*parts, text[last:]))

    def apply(self, value: Masked, home: str = "") -> Masked:
        """A value with every text in it masked: lists, mappings (their keys stay), a `Document` with all its blocks."""
        return cast("Masked", self._applied(value, home))

    def _applied(self, value: Any, home: str) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.text(value, home)
        if isinstance(value, Mapping):
            return {name: self._applied(each, home) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._applied(each, home) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            changes = {each.name: self._applied(getattr(value, each.name), home) for each in fields(value)}
            return replace(value, **changes)
        return value

    def betrayals(self, text: str, *, only_names: bool = False) -> tuple[Betrayal, ...]:
        """What a text that is given out must not have in it: each name or number once."""
        found = (hit.betrayal for hit in self._hits(folded(text), _NO_RECORD))
        wanted = (each for each in found if each is not None)
        return tuple(dict.fromkeys(each for each in wanted if not only_names or each.what in _NAMES))


_NAMES: Final = frozenset({"姓名", "单位名称"})


def _kind_of_body(body: str) -> str:
    found = _BODY_KIND.search(body)
    return found[0] if found else "单位"


def _spaced(name: str) -> str:
    """A name as it may be typed: with blanks, and with one dot or another."""
    signs = ["" if sign in DOTS else re.escape(sign) for sign in name if sign != " "]
    between = "".join(
        f"{_BLANKS}[{re.escape(DOTS)}-]?{_BLANKS}" if not sign else sign + "\0" for sign in signs
    )
    pattern = between.strip("\0").replace("\0", _BLANKS)
    return rf"(?<![a-z]){pattern}(?![a-z])" if name.isascii() and len(name) < _LONG_LATIN else pattern


def _letters(name: str) -> str:
    return "".join(sign for sign in name if not sign.isspace() and sign not in DOTS and sign != "-")


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern for any of several words, the longest first; for none, one that matches nothing.

    Words that begin alike are tried together, so that a document with thousands of people is searched in seconds.

    Args:
        words: each word and its pattern, which begins with the word's first character or a look back.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        first = re.escape(word[0])
        is_plain = words[word].startswith(first)
        groups.setdefault(first if is_plain else "", []).append(
            words[word].removeprefix(first if is_plain else "")
        )
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()) or "(?!)")


def _is_within(span: tuple[int, int], kept: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in kept)


def _folded_span(plain: Folded, detail: Detail) -> tuple[int, int]:
    """Where a detail stands in the folded text."""
    return plain.places.index(detail.start), plain.places.index(detail.end - 1) + 1
