"""Asking a person at a terminal for what flags did not say, with the words to choose from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.domain.scalars import half_width, nearest
from yingsu.domain.terms import Instance, ReconsiderationResult
from yingsu.intake.dockets import case_with_docket
from yingsu.intake.draft import Draft, missing
from yingsu.intake.typed import NotUsableError, docket_of, nearest_unit, past_day_of, text_of
from yingsu.reading.workspace import Workspace

_Value = TypeVar("_Value")

MOST_LISTED = 30
_LINE = 78
_UNIT = "{}（输入名称的一部分；按 Enter 列出全部）"
_FURTHER = "还有别的被告吗（名称的一部分；没有按 Enter）"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where questions go and answers come from.

    Attributes:
        ask: shows a prompt and returns the line typed, without its end; raises EOFError where there is none.
        tell: shows a line.
    """

    ask: Callable[[str], str]
    tell: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Interview:
    """The questions about one case."""

    terminal: Terminal
    workspace: Workspace
    as_of: date

    @property
    def office(self) -> Office:
        """The office whose units and words are offered."""
        return self.workspace.office

    def completed(self, draft: Draft) -> Draft:
        """The draft with answers to what it misses. Where nothing is missing nothing is asked.

        Raises:
            EOFError: the person ended the input.
        """
        absent = {must.name for must in missing(draft)}
        if not absent:
            return draft
        self.terminal.tell("缺的几项在这里填；标“可跳过”的直接按 Enter。按 Ctrl-C 放弃，什么也不会留下。")
        applicant, respondent = ("申请执行人", "被执行人") if draft.is_enforcement else ("被告单位", "原告")
        if "units" in absent:
            draft = self._units(draft, applicant)
        if "plaintiffs" in absent:
            names = self._value(f"{respondent}（几个人用顿号“、”隔开）", _names)
            draft = replace(draft, plaintiffs=names)
        if "cause" in absent:
            draft = replace(draft, cause=self._value("案由（如 责令退还非法占用土地）", text_of))
        year = draft.begun_on(self.as_of).year
        if "act_type" in absent:
            draft = replace(draft, act_type=self._choice("行为类别", self.office.act_types.in_use(year)))
        if "field" in absent:
            draft = replace(draft, field=self._choice("管理领域", self.office.fields.in_use(year)))
        return self._optional(draft)

    def _optional(self, draft: Draft) -> Draft:
        """What may be left out: asked for all the same while somebody sits there."""
        if draft.docket is None:
            draft = replace(draft, docket=self._maybe("案号", lambda word: self._docket(draft, word)))
        if draft.court is None:
            draft = replace(draft, court=self._maybe("法院", text_of))
        if draft.notified_on is None:
            draft = replace(draft, notified_on=self._maybe("收到应诉通知的日期，如 2025-03-06", self._day))
        if draft.complaint_received_on is None and draft.instance is Instance.FIRST:
            question = "收到起诉状副本的日期（答辩期从这天起算）"
            draft = replace(draft, complaint_received_on=self._maybe(question, self._day))
        return draft

    def _units(self, draft: Draft, title: str) -> Draft:
        units: list[str] = []
        shown: tuple[str, ...] = ()
        while (unit := self._unit(_UNIT.format(title), shown)) is None:
            shown = self._listed(self._names_with(""))
        units.append(unit)
        while not draft.is_enforcement and (unit := self._unit(_FURTHER)) is not None:
            if unit in units:
                self.terminal.tell(f"  {unit} 已经写了。")
            else:
                units.append(unit)
        draft = replace(draft, units=tuple(units))
        government = self.office.settings.county_government
        if draft.reconsideration is None and any(
            self.office.directory.is_same(unit, government) for unit in units[1:]
        ):
            results = tuple(each.value for each in ReconsiderationResult)
            word = self._choice(f"{government}是复议机关的，复议结果是", results, may_skip=True)
            draft = replace(draft, reconsideration=ReconsiderationResult(word) if word else None)
        return draft

    def _unit(self, question: str, shown: tuple[str, ...] = ()) -> str | None:
        """A unit, narrowed down by parts of its names; one that is not listed only when it is typed twice.

        Returns:
            `None` where only Enter was pressed.
        """
        refused = ""
        while word := self.terminal.ask(f"{question}：").strip():
            if (chosen := _numbered(word, shown)) is not None:
                return self._taken(chosen)
            exact = self.office.directory.find(word)
            matches = (exact.name,) if exact is not None else self._names_with(word)
            if len(matches) == 1:
                return self._taken(matches[0])
            if matches:
                shown = self._listed(matches)
                continue
            try:
                name = text_of(word)
            except NotUsableError as error:
                self.terminal.tell(f"  {error}。")
                continue
            if name == refused:
                return name
            refused = name
            guess = nearest_unit(self.office, name)
            hint = f"是不是“{guess}”？" if guess else ""
            self.terminal.tell(f"  单位名录里没有“{name}”。{hint}就写这个名称的，再输入一次。")
        return None

    def _names_with(self, part: str) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.office.directory.units if _has(unit, part))

    def _choice(self, title: str, words: tuple[str, ...], *, may_skip: bool = False) -> str | None:
        """One word of a few: by number, by the word, or by a part of it that only one has."""
        self.terminal.tell(f"{title}：")
        shown = self._listed(words)
        skip = "，可跳过" if may_skip else ""
        while True:
            word = self.terminal.ask(f"  选哪个（序号或词的一部分{skip}）：").strip()
            if not word and may_skip:
                return None
            if word in words:
                return word
            if (chosen := _numbered(word, shown)) is not None:
                return self._taken(chosen)
            matches = tuple(each for each in words if word and word in each)
            if len(matches) == 1:
                return self._taken(matches[0])
            if matches:
                shown = self._listed(matches)
                continue
            guess = nearest(word, words)
            self.terminal.tell(f"  没有这一项。{f'是不是“{guess}”？' if guess else ''}")

    def _value(self, question: str, parse: Callable[[str], _Value]) -> _Value:
        """Something that must be said."""
        while True:
            try:
                return parse(self.terminal.ask(f"{question}："))
            except NotUsableError as error:
                self.terminal.tell(f"  {error}。")

    def _maybe(self, question: str, parse: Callable[[str], _Value]) -> _Value | None:
        """Something that may be left out."""
        while True:
            word = self.terminal.ask(f"{question}（可跳过）：").strip()
            if not word:
                return None
            try:
                return parse(word)
            except NotUsableError as error:
                self.terminal.tell(f"  {error}。")

    def _day(self, word: str) -> date:
        return past_day_of(text_of(word), self.as_of)

    def _docket(self, draft: Draft, word: str) -> str:
        docket = docket_of(text_of(word), draft.instance, "--instance {}")
        other = case_with_docket(self.workspace, docket)
        if other is not None:
            raise NotUsableError(
                f"{docket} 已经在案件 {other} 里；是那一件的请按 Ctrl-C 放弃，到那个文件里填"
            )
        return docket

    def _taken(self, word: str) -> str:
        self.terminal.tell(f"  → {word}")
        return word

    def _listed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        shown = words[:MOST_LISTED]
        width = max((len(word) for word in shown), default=0) + 1
        columns = max(1, _LINE // (2 * width + 4))
        cells = [f"{number:>3} {word}{'　' * (width - len(word))}" for number, word in enumerate(shown, 1)]
        for start in range(0, len(cells), columns):
            self.terminal.tell("".join(cells[start : start + columns]).rstrip())
        if len(words) > len(shown):
            self.terminal.tell(f"  …… 共 {len(words)} 个，请多输入几个字。")
        return shown


def _names(word: str) -> tuple[str, ...]:
    names = tuple(text_of(part) for part in text_of(word).strip("、").split("、"))
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotUsableError(f"“{twice[0]}”写了两次")
    return names


def _numbered(word: str, shown: Iterable[str]) -> str | None:
    number = half_width(word)
    words = tuple(shown)
    if number.isascii() and number.isdigit() and len(number) < 4 and 1 <= int(number) <= len(words):
        return words[int(number) - 1]
    return None


def _has(unit: Unit, part: str) -> bool:
    return any(part in name for name in (unit.name, unit.full_name, *unit.former_names) if name)
