"""What is known of a case before its file exists, and what is wrong with it."""

from dataclasses import dataclass, fields
from datetime import date

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumber
from yingsu.domain.terms import Instance, ReconsiderationResult
from yingsu.reading.decoding import decode

MOST_CHARACTERS = 200
"""The longest single text that new-case takes: a name, a cause. Longer is a slip of the clipboard."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A case to be made. Empty is what is not known yet.

    Attributes:
        units: defendants; the first is the agency that acted. In 非诉审查 the applicant.
        plaintiffs: names; in 非诉审查 those against whom enforcement is sought.
        docket: 案号 in its canonical form.
        agency: 被诉行为.机关, where it is not the first unit.
        reconsideration: the result of a 复议 that came before.
        model: the case that this one is like.
    """

    units: tuple[str, ...] = ()
    plaintiffs: tuple[str, ...] = ()
    cause: str | None = None
    act_type: str | None = None
    field: str | None = None
    instance: Instance = Instance.FIRST
    docket: str | None = None
    court: str | None = None
    filed_on: date | None = None
    notified_on: date | None = None
    complaint_received_on: date | None = None
    agency: str | None = None
    reconsideration: ReconsiderationResult | None = None
    model: Case | None = None

    def begun_on(self, as_of: date) -> date:
        """The day of the case id: 收到应诉通知, else 立案日期, else the day of creation."""
        return self.notified_on or self.filed_on or as_of

    @property
    def is_enforcement(self) -> bool:
        """Whether an agency asks the court to enforce: parties then have other keys."""
        return self.instance is Instance.ENFORCEMENT_REVIEW


@dataclass(frozen=True, slots=True)
class Must:
    """Something a case cannot be without.

    Attributes:
        name: the field of a draft.
        title: what it is called.
        option: the flag.
    """

    name: str
    title: str
    option: str


MUSTS = (
    Must("units", "单位", "--unit"),
    Must("plaintiffs", "原告", "--plaintiff"),
    Must("cause", "案由", "--cause"),
    Must("act_type", "行为类别", "--act-type"),
    Must("field", "管理领域", "--field"),
)


def missing(draft: Draft) -> tuple[Must, ...]:
    """What a draft does not say and must."""
    return tuple(must for must in MUSTS if not getattr(draft, must.name))


def with_model(draft: Draft) -> Draft:
    """The draft with what it does not say itself taken from the case it is like."""
    model = draft.model
    if model is None:
        return draft
    units = tuple(each.unit for each in model.defendants or model.enforcement_applicants)
    courts = [each.court for each in model.proceedings if each.instance is draft.instance]
    return _filled(
        draft,
        units=units,
        cause=model.cause,
        act_type=model.act_type,
        field=model.field,
        court=courts[-1] if courts else None,
    )


def _filled(draft: Draft, **known: object) -> Draft:
    own = {each.name: getattr(draft, each.name) for each in fields(draft)}
    return Draft(**{**own, **{name: value for name, value in known.items() if not own[name]}})


def fault_of_text(text: str) -> str | None:
    """What is wrong with a typed text: control and invisible characters, blanks, too long."""
    if not text.strip():
        return "是空的"
    if any(character in text for character in "\n\r\t"):
        return "里有换行或制表符，请写在一行里"
    try:
        decoded = decode(f"- {text}".encode())
    except UnicodeEncodeError:
        return "里有认不出的字符，请重新输入"
    if decoded.problems:
        return "里有看不见的特殊字符，请不要粘贴，直接输入"
    if len(text) > MOST_CHARACTERS:
        return f"太长（{len(text)} 字，最多 {MOST_CHARACTERS} 字）"
    return None


def fault_of_docket(docket: DocketNumber, instance: Instance, hint: str) -> str | None:
    """Why a 案号 is not one of an instance, if it is not.

    Args:
        docket: the 案号.
        instance: what it is to be one of.
        hint: what to write for another instance, with a place for it: `--instance {}`.
    """
    if docket.fits(instance.value) is not False:
        return None
    kind = docket.kind
    ways = "或 ".join(hint.format(each.value) for each in Instance if each.value in kind.instances)
    other = f"；如果确是{kind.title}案件，请写 {ways}" if ways else "，不能作为本台账一个审级的案号"
    return f"{docket.canonical} 是{kind.title}的案号（{kind.code}），与审级“{instance.value}”不符{other}"


def fault_of_day(day: date, as_of: date) -> str | None:
    """A day to come is no fact yet; a slip of the year is the usual reason."""
    if day <= as_of:
        return None
    return f"{day.isoformat()} 还没有到（今天按 {as_of.isoformat()} 算），请核对年份"
