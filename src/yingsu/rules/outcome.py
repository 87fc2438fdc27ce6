"""Rules of what was decided: 结果, 审查结果, reasons of a loss (YS4xx)."""

from collections.abc import Iterable, Iterator

from yingsu.diagnostic import Severity
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import (
    STANDING_ON,
    UPHOLDING,
    WITHOUT_OUTCOME,
    disposing,
    litigated,
    reviewed_by,
)
from yingsu.domain.facts.outcome import (
    ORDERING,
    Dispositions,
    dispositions,
    is_adverse,
    loss_reasons,
    words_named,
)
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Decision, Outcome, Proceeding
from yingsu.domain.terms import Disposition, DocumentKind, Instance, Review
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule

_BY_RULING: Dispositions = frozenset(
    {
        Disposition.SUIT_DISMISSED,
        Disposition.NOT_DOCKETED,
        Disposition.WITHDRAWN,
        Disposition.DEEMED_WITHDRAWN,
        Disposition.TRANSFERRED,
        Disposition.TERMINATED,
    }
)
_OF_ENFORCEMENT: Dispositions = frozenset({Disposition.ENFORCEMENT_ALLOWED, Disposition.ENFORCEMENT_REFUSED})
_BY_MEDIATION: Dispositions = frozenset({Disposition.MEDIATED})
_BY_JUDGMENT: Dispositions = frozenset(Disposition) - _BY_RULING - _OF_ENFORCEMENT - _BY_MEDIATION

#: What an application for enforcement may come to: decided, not taken up, taken back, or sent elsewhere.
_IN_ENFORCEMENT_REVIEW: Dispositions = _OF_ENFORCEMENT | (_BY_RULING - {Disposition.SUIT_DISMISSED})

#: The same word may stand for another amount, period or part, so that a change does not show in it.
_OF_DEGREE: Dispositions = ORDERING | {Disposition.PARTLY_REVOKED}

_OF_RETRIAL_REVIEW = frozenset(
    {
        Review.APPLICATION_DISMISSED,
        Review.TAKEN_OVER,
        Review.RETRIAL_ORDERED,
        Review.APPLICATION_WITHDRAWN,
    }
)
_REVIEWS = {
    Instance.FIRST: frozenset[Review](),
    Instance.SECOND: frozenset(Review) - _OF_RETRIAL_REVIEW,
    Instance.RETRIAL: frozenset(Review) - _OF_RETRIAL_REVIEW,
    Instance.RETRIAL_REVIEW: _OF_RETRIAL_REVIEW,
    Instance.ENFORCEMENT_REVIEW: frozenset[Review](),
}

#: What a suit comes to after these reviews.
_OUTCOMES_OF = {
    Review.SUIT_WITHDRAWN: frozenset({Disposition.WITHDRAWN, Disposition.DEEMED_WITHDRAWN}),
    Review.MEDIATED: _BY_MEDIATION,
}


def _defendants(view: View, entry: Outcome | None = None) -> tuple[str, ...]:
    """The defendants an entry of 结果 is about: the one it names, else all of them."""
    if entry is not None and entry.unit is not None:
        return (entry.unit,)
    return tuple(dict.fromkeys(defendant.unit for defendant in view.case.defendants))


def _listed(words: Iterable[Disposition]) -> str:
    found = set(words)
    return "、".join(word.value for word in Disposition if word in found)


def _lacks_review(proceeding: Proceeding, decision: Decision) -> bool:
    """Whether a decision on another one does not say what it did with it. 移送 and 终结诉讼 leave it alone."""
    if decision.review is not None or not _REVIEWS[proceeding.instance]:
        return False
    words = {word for entry in decision.outcomes for word in entry.dispositions}
    return not words or not words <= {Disposition.TRANSFERRED, Disposition.TERMINATED}


@rule(
    "YS401",
    "outcome-missing",
    "裁判结果未填",
    Severity.WARNING,
)
def missing_outcome(view: View) -> Iterator[Finding]:
    """一审、二审、再审已经裁判的，要写明对每个本县被告的结果；没有写的，败诉率里只能算不明。

    审查结果是维持、撤回上诉的，结果随原审裁判，不必再写；原审不在本案文件里的仍要写。改判的，每个被告都要写。

    在裁判下补填“结果”；几个被告结果不同的，逐个写“单位”和“结果”。
    """
    for proceeding, decision in disposing(view):
        if _lacks_review(proceeding, decision):
            continue
        if decision.review in STANDING_ON and reviewed_by(view, proceeding) is not None:
            continue
        missing = [
            unit.name for unit in view.own_defendants if dispositions(view, proceeding, unit.name) is None
        ]
        if missing:
            message = f"{proceeding.instance.value}裁判没有写对{'、'.join(missing)}的结果"
            if decision.review in UPHOLDING:
                message += f"；原审不在本案文件里，要写明{decision.review.value}以后的结果"
            yield Finding(decision, "outcomes", message)


@rule(
    "YS402",
    "outcome-contradicts-review",
    "结果与审查结果不一致",
    Severity.WARNING,
    LITIGATION_LAW.article(89, 1),
)
def outcome_against_review(view: View) -> Iterator[Finding]:
    """审查结果说这次裁判怎样对待原审裁判，“结果”说裁判之后每个被告的结局，两者要对得上：

    发回重审、指令继续审理、提审、指令再审的，案件还要再判，没有结果；维持、撤回上诉的，结果就是原审的结果；改判、部分改判的，
    要写明改判后的结果，且与原审不同。

    对照裁判主文，更正“审查结果”或“结果”。
    """
    for proceeding, decision in litigated(view):
        if decision.review in WITHOUT_OUTCOME:
            if any(entry.dispositions for entry in decision.outcomes):
                message = f"审查结果是{decision.review.value}，案件还要再判，这里不写结果"
                yield Finding(decision, "outcomes", message, "删去这里的“结果”，或更正“审查结果”。")
        elif decision.review in UPHOLDING:
            yield from _outcomes_unlike_reviewed(view, proceeding, decision)
        elif decision.review in {Review.CHANGED, Review.PARTLY_CHANGED}:
            yield from _changes_of_nothing(view, proceeding, decision)


def _outcomes_unlike_reviewed(view: View, proceeding: Proceeding, decision: Decision) -> Iterator[Finding]:
    reviewed = reviewed_by(view, proceeding)
    if reviewed is None or decision.review is None:
        return
    for entry in decision.outcomes:
        if not set(entry.dispositions) - {Disposition.UPHELD}:
            continue
        for unit in _defendants(view, entry):
            named = words_named(view, decision, unit) - {Disposition.UPHELD}
            before = dispositions(view, reviewed, unit)
            if before is not None and named != before - {Disposition.UPHELD}:
                message = (
                    f"审查结果是{decision.review.value}，{unit}的结果却写“{_listed(named)}”；"
                    f"{reviewed.instance.value}的结果是{_listed(before)}"
                )
                yield Finding(entry, "dispositions", message)
                break


def _changes_of_nothing(view: View, proceeding: Proceeding, decision: Decision) -> Iterator[Finding]:
    reviewed = reviewed_by(view, proceeding)
    if reviewed is None or decision.review is None:
        return
    word, units = decision.review.value, _defendants(view)
    named = {unit: words_named(view, decision, unit) for unit in units}
    if decision.review is Review.PARTLY_CHANGED:
        named = {unit: words for unit, words in named.items() if words}
        if not named and units:
            yield Finding(decision, "review", f"审查结果是{word}，没有写改了哪个被告的什么结果")
        yield from _kept_losses(view, reviewed, decision)
    before = {unit: dispositions(view, reviewed, unit) for unit in named}
    is_of_degree = any(words & _OF_DEGREE for words in named.values())
    if named and named == before and not is_of_degree:
        message = f"审查结果是{word}，各被告的结果却与{reviewed.instance.value}完全相同"
        yield Finding(decision, "review", message)


def _kept_losses(view: View, reviewed: Proceeding, decision: Decision) -> Iterator[Finding]:
    """维持 for one defendant of a 部分改判 who had lost: the figures would take it for no loss."""
    for entry in decision.outcomes:
        if set(entry.dispositions) != {Disposition.UPHELD}:
            continue
        for unit in _defendants(view, entry):
            if is_adverse(view, reviewed, unit) is Answer.YES:
                words = _listed(dispositions(view, reviewed, unit) or ())
                message = f"{unit}的结果写“维持”，而{reviewed.instance.value}判的是{words}，会被当作没有败诉"
                help_ = "没有改动的被告不必写，结果随原审；要写就写原审的结果。"
                yield Finding(entry, "dispositions", message, help_)
                break


@rule(
    "YS403",
    "adverse-without-reason",
    "败诉没有写败诉原因",
    Severity.WARNING,
    COUNTY_OPINION.section(6),
)
def loss_without_reason(view: View) -> Iterator[Finding]:
    """结果属于败诉结果的，要写“败诉原因”：败诉原因的统计、复盘和风险点都从这里来。可以写几个。

    维持败诉裁判的，原审写过就不必再写。

    在该被告的“结果”下补填“败诉原因”，如 败诉原因: [程序缺失]。
    """
    adverse = set(view.office.settings.counting.adverse_dispositions)
    own = {unit.name for unit in view.own_defendants}
    find = view.office.directory.find
    for proceeding, decision in disposing(view):
        if decision.review in WITHOUT_OUTCOME:
            continue
        if decision.review in UPHOLDING and reviewed_by(view, proceeding) is not None:
            continue
        said: set[str] = set()
        for entry in decision.outcomes:
            losers = [
                unit.name
                for unit in map(find, _defendants(view, entry))
                if unit is not None and unit.name in own - said
            ]
            words = adverse & set(entry.dispositions)
            silent = [unit for unit in losers if words and not loss_reasons(view, proceeding, unit)]
            if silent:
                said |= set(silent)
                message = f"{'、'.join(silent)}败诉（{_listed(words)}），没有写败诉原因"
                yield Finding(entry, "dispositions", message)


@rule(
    "YS409",
    "review-missing",
    "审查结果未填",
    Severity.WARNING,
    LITIGATION_LAW.article(89, 1),
    LITIGATION_INTERPRETATION.article(116),
)
def missing_review(view: View) -> Iterator[Finding]:
    """二审、再审、再审审查的裁判要写“审查结果”：原审裁判是维持、改判还是发回，决定哪一份裁判生效、哪一份是终局。

    没有写的，原审何时生效算不出来，履行和终局的数字都不完整。

    补填“审查结果”。二审、再审写：维持、改判、部分改判、发回重审、指令继续审理、撤回上诉、撤回起诉、调解；
    再审审查写：驳回申请、提审、指令再审、撤回申请。
    """
    for proceeding, decision in litigated(view):
        if _lacks_review(proceeding, decision):
            yield Finding(decision, "review", f"{proceeding.instance.value}裁判没有写审查结果")


@rule(
    "YS410",
    "review-of-another-instance",
    "审查结果与审级不符",
    Severity.WARNING,
    LITIGATION_LAW.article(89, 1),
    LITIGATION_INTERPRETATION.article(116),
)
def review_of_another_instance(view: View) -> Iterator[Finding]:
    """审查结果各审级不同：一审和非诉审查没有；二审、再审说怎样对待原审裁判；再审审查说是否再审。写错的，生效和终局会算错。

    更正“审查结果”；如果是“审级”写错，更正审级。一审、非诉审查只写“结果”。
    """
    for proceeding in view.case.proceedings:
        decision = proceeding.decision
        if decision is None or decision.review is None:
            continue
        allowed = _REVIEWS[proceeding.instance]
        if decision.review not in allowed:
            kept = (
                f"可以写：{'、'.join(word for word in Review if word in allowed)}"
                if allowed
                else "不写审查结果"
            )
            message = f"{proceeding.instance.value}不会有“{decision.review.value}”这样的审查结果，这里{kept}"
            yield Finding(decision, "review", message)


@rule(
    "YS412",
    "disposition-of-another-kind",
    "结果与文书或审级不符",
    Severity.WARNING,
    LITIGATION_INTERPRETATION.article(101, 1),
    LITIGATION_INTERPRETATION.article(160, 1),
)
def disposition_of_another_kind(view: View) -> Iterator[Finding]:
    """驳回诉讼请求和各种败诉结果用判决；驳回起诉、不予立案、准许撤诉、按撤诉处理、移送、终结诉讼用裁定；调解用调解书。

    准予执行、不准予执行只用于非诉审查。二审、再审维持原审或准许撤回上诉的，结果随原审，不受此限；一份判决同时驳回对部分被告的
    起诉的，也不受此限。

    对照文书，更正“文书”“结果”或“审级”。驳回起诉是裁定，驳回诉讼请求是判决，最容易混。
    """
    for proceeding in view.case.proceedings:
        decision = proceeding.decision
        for entry in decision.outcomes if decision is not None else ():
            if decision is not None:
                words, why = _foreign(proceeding, decision, entry)
                if words:
                    yield Finding(entry, "dispositions", f"“{_listed(words)}”{why}")


def _foreign(proceeding: Proceeding, decision: Decision, entry: Outcome) -> tuple[Dispositions, str]:
    """The words of an entry that such a decision cannot have, and why."""
    words = frozenset(entry.dispositions)
    if proceeding.instance is Instance.ENFORCEMENT_REVIEW:
        return words - _IN_ENFORCEMENT_REVIEW, "是诉讼的结果，非诉审查写准予执行或不准予执行"
    if words & _OF_ENFORCEMENT:
        return words & _OF_ENFORCEMENT, "只用于非诉审查"
    if decision.review in UPHOLDING | WITHOUT_OUTCOME | _OUTCOMES_OF.keys():
        return frozenset(), ""
    if proceeding.instance is not Instance.FIRST:
        words -= {Disposition.UPHELD}
    if decision.document is DocumentKind.RULING:
        return words - _BY_RULING, "不是裁定的结果"
    if decision.document is DocumentKind.MEDIATION:
        return words - _BY_MEDIATION, "不是调解书的结果，调解书写“调解”"
    if decision.document is DocumentKind.JUDGMENT:
        is_on_merits = any(_BY_JUDGMENT & set(other.dispositions) for other in decision.outcomes)
        return words - _BY_JUDGMENT - (_BY_RULING if is_on_merits else frozenset()), "不是判决的结果"
    return frozenset(), ""


@rule("YS413", "reason-without-loss", "没有败诉却写了败诉原因", Severity.WARNING)
def reason_without_loss(view: View) -> Iterator[Finding]:
    """写了“败诉原因”，结果却不属于败诉结果：或者结果写错，或者原因多写。败诉原因的统计只看败诉的案件。

    对照裁判主文，更正“结果”，或删去“败诉原因”。
    """
    for proceeding, decision in litigated(view):
        for entry in decision.outcomes:
            units = _defendants(view, entry)
            if not entry.reasons or not units:
                continue
            if all(is_adverse(view, proceeding, unit) is Answer.NO for unit in units):
                words = _listed(entry.dispositions)
                result = f"结果是{words}，不是败诉" if words else "没有败诉结果"
                yield Finding(entry, "reasons", f"{result}，却写了败诉原因")


@rule(
    "YS420",
    "outcome-of-withdrawal",
    "结果与撤回起诉或调解不一致",
    Severity.WARNING,
    LITIGATION_LAW.article(60, 1),
    LITIGATION_LAW.article(62),
)
def outcome_besides_withdrawal(view: View) -> Iterator[Finding]:
    """二审、再审中原告撤回起诉的，结果是准许撤诉；调解结案的，结果是调解。不写结果也可以，写了别的就是两种结局。

    撤回的如果是上诉，审查结果写“撤回上诉”，原审裁判生效；确是撤回起诉或调解的，更正“结果”。
    """
    for _, decision in disposing(view):
        expected = _OUTCOMES_OF.get(decision.review) if decision.review is not None else None
        if expected is None or decision.review is None:
            continue
        for entry in decision.outcomes:
            words = set(entry.dispositions) - expected
            if words:
                message = f"审查结果是{decision.review.value}，结果却写“{_listed(words)}”"
                yield Finding(entry, "dispositions", message)
