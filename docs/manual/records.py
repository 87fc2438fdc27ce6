"""The pages on how files are written, from the records themselves: every key, what it is for, what may stand there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator

from manual.marks import anchor_of, fenced, plain, table, whole_page
from yingsu.domain import scalars, terms
from yingsu.domain.case import Case, Format
from yingsu.domain.ledger_map import FIRST, LAST, Choice, Target
from yingsu.domain.node import Node
from yingsu.domain.records import Citation
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Term
from yingsu.domain.vocabulary import ACT_TYPES, FIELDS
from yingsu.domain.word_meanings import meaning_of
from yingsu.intake.schema import SCHEMAS, SchemaKind

ROOT: Final = Path(__file__).resolve().parents[2]
EXAMPLE: Final = ROOT / "cases" / "2025" / "0306-自然资源局-张某" / "case.yaml"
WHOLE: Final = "整个文件"
"""What the record is called that is a whole case file: its parts go by their keys alone."""
MANY: Final = 7
"""From how many words on a vocabulary is listed at the end of the page, not in each place."""

_KINDS: Final[Mapping[Any, str]] = {
    scalars.Text: "文字",
    scalars.PersonName: "姓名",
    scalars.FactDay: "日期",
    scalars.PlannedDay: "日期，可以是以后的",
    scalars.Count: "整数",
    scalars.Days: "天数",
    scalars.Amount: "金额（元）",
    scalars.FilePath: "本案目录里的文件",
    scalars.YesNo: "是、否",
    Citation: "法条",
    Format: "1",
    Target: "案件文件里的键",
    Choice: f"{FIRST}、{LAST}",
}
_OPEN_WORDS: Final = {"act_type": ACT_TYPES, "field": FIELDS}


@dataclass(slots=True)
class Told:
    """What is told of the files of a page.

    Attributes:
        parts: its Markdown so far.
        words: the vocabularies to be listed at the end.
    """

    parts: list[str] = field(default_factory=list)
    words: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def record(self, model: type[Node], title: str, level: int, note: str = "") -> None:
        """Tell of a record, then of the records below it."""
        below: list[tuple[str, type[Node]]] = []
        rows = []
        for name in model.model_fields:
            key = _key(model, name)
            inside = _node_in(_hint(model, name))
            under = key if title == WHOLE else f"{title} · {key}"
            if inside is not None:
                below.append((under, inside))
            rows.append(self._row(model, name, under))
        self.parts += [f"{'#' * level} {title}"]
        self.parts += [note] if note else []
        self.parts.append(table(("键", "写什么", "怎么写"), rows))
        for under, inside in below:
            self.record(inside, under, min(level + 1, 4))

    def _row(self, model: type[Node], name: str, under: str) -> tuple[str, str, str]:
        info = model.model_fields[name]
        must = "　**必填**" if info.is_required() else ""
        sentences = [plain(info.description or "")]
        hint = _hint(model, name)
        if info.examples and not _is_of_words(hint):
            sentences.append(f"例：`{info.examples[0]}`")
        return (
            f"{_key(model, name)}{must}",
            "。".join(filter(None, sentences)),
            self._how(model, name, hint, under),
        )

    def _how(self, model: type[Node], name: str, hint: Any, under: str) -> str:
        """What may stand behind a key."""
        inside = _node_in(hint)
        if inside is not None:
            link = f"见[{under.rsplit(' · ', 1)[-1]}](#{anchor_of(under)})"
            return f"列表，每项{link}" if _is_list(hint) else link
        if get_origin(_innermost(hint)) is dict:
            return "若干“名称: 值”"
        listed = _is_list(hint)
        one = self._scalar(model, name, _innermost(hint))
        if not listed:
            return one
        return f"{one}；可以是列表" if _may_be_one(hint) else f"列表：{one}"

    def _scalar(self, model: type[Node], name: str, hint: Any) -> str:
        if name == "case_number":
            return "案号"
        if name in _OPEN_WORDS and hint == scalars.Text:
            vocabulary = _OPEN_WORDS[name]
            return self._listed(
                vocabulary.key, tuple((word.text, _since(word.since)) for word in vocabulary.words)
            )
        if isinstance(hint, type) and issubclass(hint, Term):
            words = tuple((each.value, meaning_of(hint, each.value)) for each in hint)
            if len(words) < MANY and not any(meaning for _, meaning in words):
                return "、".join(word for word, _ in words)
            return self._listed(_TITLES.get(hint, _key(model, name)), words)
        if (model, hint) == (Settings, scalars.FilePath):
            return "工作区里的文件"
        return _KINDS[hint]

    def _listed(self, title: str, words: tuple[tuple[str, str], ...]) -> str:
        """A reference to a vocabulary at the end of the page."""
        while self.words.get(title, words) != words:
            title += "（另）"
        self.words[title] = words
        return f"从[{title}](#{anchor_of(f'用词 · {title}')})里选一个"

    def vocabularies(self) -> Iterator[str]:
        """The vocabularies that were referred to."""
        if self.words:
            yield "## 用词"
        for title, words in self.words.items():
            yield f"### 用词 · {title}"
            if all(meaning for _, meaning in words):
                yield table(("词", "意思"), ((plain(word), plain(meaning)) for word, meaning in words))
            else:
                yield "、".join(f"{word}（{meaning}）" if meaning else word for word, meaning in words) + "。"


_TITLES: Final[Mapping[type[Term], str]] = {
    terms.Disposition: "裁判结果",
    terms.ReconsiderationResult: "复议结果",
    terms.CorrectionKind: "自纠方式",
    terms.LetterKind: "来函种类",
    terms.EventKind: "活动种类",
    terms.HearingMode: "开庭方式",
}
"""What vocabularies are called whose keys are those of others, too."""


def case_page() -> str:
    """The page on case files."""
    told = Told()
    told.record(Case, WHOLE, 2)
    return whole_page(
        "案件文件的写法",
        "一个争议一个文件：`cases/年度/案件目录/case.yaml`，各个审级都写在里面。除了标着**必填**的，不知道的就不写，"
        "不要编。不认识的键、写错的词，`yingsu check` 都会指出来。",
        "几条规矩：冒号用半角 `:`，后面空一格；下一层向右缩进两个空格，不用 Tab；列表每项前写 `- `，或者写成 `[甲, 乙]`；"
        "`#` 后面是备注。日期写 `2025-03-06`，也认 `2025年3月6日`、`2025/3/6`、`2025.3.6`；还没有发生的事不写日期，“可以是以后的”除外。是、否就写 `是`、`否`。",
        *told.parts,
        *told.vocabularies(),
        "## 一份写全的例子\n\n人物、案情都是虚构的；示例工作区里有这个案件。",
        fenced(EXAMPLE.read_text(encoding="utf-8").split("\n", 1)[1].strip("\n"), "yaml"),
    )


def other_pages() -> str:
    """The page on all other files that people write."""
    told = Told()
    for kind in SCHEMAS:
        if kind.model is not Case:
            told.record(kind.model, kind.name, 2, _placed(kind))
    return whole_page(
        "其他文件的写法",
        "规矩和[案件文件](案件文件的写法.md)一样。两种映射的用法见[填表与导入](../../填表与导入.md)。",
        *told.parts,
        *told.vocabularies(),
    )


def _placed(kind: SchemaKind) -> str:
    where = f"放在 `{kind.where}`" if kind.where else "放在哪里都可以，命令里写明"
    return f"{kind.title}。{where}；{'写成列表，每项前加 `- `' if kind.is_list else '一个文件一份'}。"


def _key(model: type[Node], name: str) -> str:
    """The key that people write for a field."""
    return model.model_fields[name].alias or name


def _hint(model: type[Node], name: str) -> Any:
    """The type of a field, without the `None` of one that may be left out."""
    hint = get_type_hints(model, include_extras=True)[name]
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (inner for inner in get_args(hint) if inner is not type(None))
    return hint


def _is_known(hint: Any) -> bool:
    return any(hint == each for each in _KINDS)


def _innermost(hint: Any) -> Any:
    """What the entries of a list are; the type itself where it is no list."""
    while not _is_known(hint) and get_origin(hint) in {Annotated, tuple}:
        hint = get_args(hint)[0]
    return hint


def _node_in(hint: Any) -> type[Node] | None:
    """The record that stands behind a key, alone or in a list."""
    inner = _innermost(hint)
    return inner if isinstance(inner, type) and issubclass(inner, Node) else None


def _is_list(hint: Any) -> bool:
    if _is_known(hint):
        return False
    return get_origin(hint) is tuple or (get_origin(hint) is Annotated and _is_list(get_args(hint)[0]))


def _may_be_one(hint: Any) -> bool:
    """Whether a list may be written as one entry."""
    return any(isinstance(mark, BeforeValidator) for mark in getattr(hint, "__metadata__", ()))


def _is_of_words(hint: Any) -> bool:
    inner = _innermost(hint)
    return inner == scalars.YesNo or (isinstance(inner, type) and issubclass(inner, Term))


def _since(year: int | None) -> str:
    return f"{year}年起使用" if year is not None else ""
