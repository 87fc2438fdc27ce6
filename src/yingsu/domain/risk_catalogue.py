"""The risk catalogue: 5 stages × 4 kinds of points, the built-in ones and the office's own; and the legality review.

Which points are looked at in an act: the general ones, those of its 行为类别, and those of a turn that the case has
taken (`scopes_raised_by`): reconsideration, enforcement through the court, performance of a judgment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from yingsu.domain.act import ReviewItems
from yingsu.domain.case import Case
from yingsu.domain.law import (
    COUNTY_OPINION,
    THREE_SYSTEMS_OPINION,
    Article,
    UnknownInstrumentError,
    cite,
    parse_citation,
)
from yingsu.domain.records import OwnRiskPoint
from yingsu.domain.risk_points import CELLS
from yingsu.domain.terms import Consequence, Instance, RiskKind, Scope, Stage


@dataclass(frozen=True, slots=True)
class Effect:
    """What a consequence means.

    Attributes:
        situation: when it is that one, in the words of the trade.
        result: what a court does then.
        cited: the basis in the short form of our data.
    """

    situation: str
    result: str
    cited: tuple[str, ...]

    @property
    def basis(self) -> tuple[Article, ...]:
        """The basis as articles."""
        return _articles(self.cited)


EFFECTS: Final[Mapping[Consequence, Effect]] = {
    Consequence.VOID: Effect(
        "实施主体没有资格、没有依据，或者程序重大且明显违法",
        "确认无效",
        ("处罚法38", "行诉法75", "解释99"),
    ),
    Consequence.GRAVE: Effect(
        "法律写明不得作出这样的决定，或者所依据的证据、文件不能作为根据",
        "撤销或者确认违法",
        ("处罚法58①", "处罚法62", "行诉法70", "行诉法74②"),
    ),
    Consequence.ORDINARY: Effect(
        "违反法定程序、主要证据不足、适用法律错误、超越职权等，或者应当办而没有办",
        "撤销或者责令履行，没有可撤销内容的确认违法",
        ("行诉法70", "行诉法72", "行诉法74②(一)"),
    ),
    Consequence.SLIGHT: Effect(
        "期限、通知、送达等轻微违法，对听证、陈述、申辩等重要权利没有实质损害，或者只是材料还没有入卷",
        "通常只确认违法，不撤销（仍属败诉）",
        ("行诉法74①(二)", "解释96"),
    ),
}
"""The four grades of law.md §5.1, which are of procedure, put so that points of evidence, law and fact have them too."""


@dataclass(frozen=True, slots=True)
class CataloguePoint:
    """A point of the catalogue.

    Attributes:
        code: its 编号, such as JD-CX-03.
        stage: where in the making of the act.
        kind: one of the county's four.
        scope: what it is looked at in.
        text: what is wrong, as the catalogue words it.
        consequence: how grave; `None` where the office does not say so of its own point.
        basis: the articles of `cited`, as far as they are in the short form of our data. All are, in built-in points.
        cited: the basis as the catalogue has it.
        is_own: whether it is the office's own.
    """

    code: str
    stage: Stage
    kind: RiskKind
    scope: Scope
    text: str
    consequence: Consequence | None
    basis: tuple[Article, ...]
    cited: tuple[str, ...]
    is_own: bool = False

    @property
    def printed_basis(self) -> str:
        """The basis as a lawyer prints it; what is not in the short form, as the office wrote it."""
        return "；".join(part for part in (cite(*self.basis), *self._words) if part)

    @property
    def basis_as_printed(self) -> list[str]:
        """The same one by one."""
        return [*map(str, self.basis), *self._words]

    @property
    def _words(self) -> tuple[str, ...]:
        """The basis that is not in the short form."""
        return tuple(text for text in self.cited if not _read(text))

    @property
    def order(self) -> tuple[int, int, bool, str]:
        """Stage × kind × code; the office's own after the built-in ones of the same cell."""
        return (_STAGES.index(self.stage), _KINDS.index(self.kind), self.is_own, self.code)


_STAGES: Final = tuple(Stage)
_KINDS: Final = tuple(RiskKind)

ACT_TYPES_OF: Final[Mapping[Scope, frozenset[str]]] = {
    Scope.PENALTY: frozenset({"行政处罚"}),
    Scope.LICENSING: frozenset({"行政许可"}),
    Scope.DISCLOSURE: frozenset({"政府信息公开"}),
    Scope.REQUEST_TO_ACT: frozenset({"不履行职责"}),
    Scope.RECONSIDERATION: frozenset({"行政复议"}),
    Scope.COERCIVE_MEASURE: frozenset({"行政强制措施"}),
    Scope.ENFORCEMENT: frozenset({"行政强制执行"}),
    # Acts that lay a duty on the party, which an agency without powers of enforcement takes to court: 强制法53,
    # 解释158 (裁决), 行政协议 by its own interpretation (第二十四条), 征收补偿 likewise, 复议法78 (变更决定).
    Scope.COURT_ENFORCEMENT: frozenset(
        {
            "行政处罚",
            "行政征收或者征用",
            "行政征缴",
            "行政收费",
            "行政处理",
            "行政复议",
            "行政裁决",
            "行政协议",
            "行政补偿",
        }
    ),
    # No act is one by its kind: a major decision says so itself, a judgment to perform comes with the case.
    Scope.MAJOR_DECISION: frozenset(),
    Scope.PERFORMANCE: frozenset(),
}
"""The 行为类别 whose acts have the points of a scope; 通用 is every one's. Why: docs/decisions.md."""


@lru_cache(maxsize=256)
def scopes_of(act_type: str) -> frozenset[Scope]:
    """What is looked at in an act of that 行为类别; the general points for a word that is none."""
    own = {scope for scope, act_types in ACT_TYPES_OF.items() if act_type in act_types}
    return frozenset({Scope.GENERAL, *own})


def scopes_raised_by(case: Case) -> frozenset[Scope]:
    """What a case adds by the turns it has taken: 复议, 非诉审查, 履行."""
    raised = set()
    if case.reconsideration is not None:
        raised.add(Scope.RECONSIDERATION)
    if any(proceeding.instance is Instance.ENFORCEMENT_REVIEW for proceeding in case.proceedings):
        raised.add(Scope.COURT_ENFORCEMENT)
    if case.obligations:
        raised.add(Scope.PERFORMANCE)
    return frozenset(raised)


class Catalogue:
    """Points by code, in stage × kind × code order. Of two with one code the first holds.

    Args:
        points: the points.
        is_whole: whether all of the office's own could be read: else a code that is not found may be one of them.
    """

    def __init__(self, points: Iterable[CataloguePoint], *, is_whole: bool = True) -> None:
        self.is_whole = is_whole
        self._by_code: dict[str, CataloguePoint] = {}
        for point in points:
            self._by_code.setdefault(point.code, point)
        self.points = tuple(sorted(self._by_code.values(), key=lambda point: point.order))

    def find(self, code: str | None) -> CataloguePoint | None:
        """The point of that code, exactly as written."""
        return self._by_code.get(code) if code is not None else None

    def for_act_type(self, act_type: str, also: Iterable[Scope] = ()) -> tuple[CataloguePoint, ...]:
        """The points to look at in an act of that 行为类别.

        Args:
            act_type: 行为类别. A word that is none has the general points.
            also: scopes that come on top: of a case (`scopes_raised_by`), or asked for.
        """
        scopes = scopes_of(act_type) | frozenset(also)
        return tuple(point for point in self.points if point.scope in scopes)

    def cell(self, stage: Stage, kind: RiskKind) -> tuple[CataloguePoint, ...]:
        """The points of one stage and one kind."""
        return tuple(point for point in self.points if (point.stage, point.kind) == (stage, kind))

    def with_own(self, own: Iterable[OwnRiskPoint], *, is_whole: bool = True) -> "Catalogue":
        """With the office's own points. One whose code is taken is left out; `check` tells of it."""
        return Catalogue((*self.points, *map(_own_point, own)), is_whole=is_whole)


def _own_point(own: OwnRiskPoint) -> CataloguePoint:
    return CataloguePoint(
        own.code,
        own.stage,
        own.kind,
        own.scope,
        own.text,
        own.consequence,
        tuple(article for text in own.cited for article in _read(text)),
        own.cited,
        is_own=True,
    )


def _read(text: str) -> tuple[Article, ...]:
    """The articles of a citation; none for words that are not in the short form."""
    try:
        return parse_citation(text)
    except UnknownInstrumentError:
        return ()


def _articles(cited: Iterable[str]) -> tuple[Article, ...]:
    return tuple(article for text in cited for article in parse_citation(text))


@cache
def built_in() -> Catalogue:
    """The 145 points. Read when first asked for: most commands never do.

    Raises:
        UnknownInstrumentError, UnknownArticleError: a basis in our own data that does not exist.
    """
    return Catalogue(
        _built_in_point(stage, kind, line)
        for (stage, kind), lines in CELLS.items()
        for line in lines.strip().splitlines()
    )


def _built_in_point(stage: Stage, kind: RiskKind, line: str) -> CataloguePoint:
    code, scope, consequence, text, *cited = line.split()
    return CataloguePoint(
        code, stage, kind, Scope(scope), text, Consequence(consequence), _articles(cited), tuple(cited)
    )


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item of 法制审核.

    Attributes:
        field: the field of `act.ReviewItems` that has its result.
        title: the key people write.
        question: what is looked at, in Chinese.
        source: the document that lists it.
        cited: that document, and the articles it is held to, in the short form of our data.
    """

    field: str
    title: str
    question: str
    source: Article
    cited: tuple[str, ...]

    @property
    def basis(self) -> tuple[Article, ...]:
        """The basis as articles."""
        return _articles(self.cited)


_COUNTY, _STATE = "本县意见(三)", "国办发〔2018〕118号(十三)"


def _review_item(field: str, question: str, *cited: str) -> ReviewItem:
    """An item; the document that is cited first lists it."""
    title = ReviewItems.model_fields[field].alias or field
    source = COUNTY_OPINION.section(3) if cited[0] == _COUNTY else THREE_SYSTEMS_OPINION.section(13)
    return ReviewItem(field, title, question, source, cited)


REVIEW_ITEMS: Final = (
    _review_item(
        "lawful_body",
        "作出行为的机关有没有主体资格，是否以自己的名义作出；委托的有没有书面委托并在委托范围内",
        *(_COUNTY, _STATE, "处罚法17", "处罚法20", "许可法22", "强制法17"),
    ),
    _review_item(
        "qualified_officers",
        "执法人员是否都有行政执法资格，是否不少于两人，应当回避的有没有回避",
        *(_COUNTY, _STATE, "处罚法42①", "处罚法43", "强制法17③"),
    ),
    _review_item(
        "lawful_procedure",
        "立案、调查、告知、听取陈述申辩、听证、集体讨论等法定步骤是否都做了，先后和期限对不对",
        *(_COUNTY, _STATE, "行诉法70(三)"),
    ),
    _review_item(
        "clear_facts",
        "谁、什么时候、在哪里、做了什么、后果如何是否查清，处理的对象有没有认错",
        *(_COUNTY, _STATE, "处罚法40"),
    ),
    _review_item(
        "sufficient_evidence",
        "每项事实是否都有证据，证据来源和形式是否合法，是否都在作出决定之前取得",
        *(_COUNTY, _STATE, "处罚法46", "行诉法34①", "行诉法70(一)"),
    ),
    _review_item(
        "correct_law",
        "引用的法律、法规、规章是否现行有效，条款项是否写明并与事实对应，新旧法选得对不对",
        *(_COUNTY, _STATE, "处罚法37", "行诉法70(二)"),
    ),
    _review_item(
        "proper_discretion",
        "种类和幅度是否与违法情节相当，是否符合公布的裁量基准，从轻、减轻、从重有没有依据",
        *(_COUNTY, _STATE, "处罚法5②", "处罚法34", "行诉法70(六)"),
    ),
    _review_item(
        "within_powers",
        "是否属于本机关的职权、地域和级别管辖，有没有超越职权",
        *(_COUNTY, _STATE, "处罚法22", "处罚法23", "行诉法70(四)"),
    ),
    _review_item(
        "proper_documents",
        "执法文书是否齐全，决定书应当写明的内容是否都写了，日期、文号、金额、印章是否一致",
        *(_STATE, "处罚法59"),
    ),
    _review_item(
        "crime_transferred",
        "违法行为是否涉嫌犯罪；涉嫌的有没有移送司法机关",
        *(_STATE, "处罚法27①", "移送规定3"),
    ),
)
"""The ten items: eight of the county's document, and two that 国办发〔2018〕118号 has beside them (law.md §6)."""
