"""Who came to court for an agency: heads, staff, agents, nobody (法释〔2020〕3号). Explanations are in `absence`."""

from collections.abc import Iterator

from yingsu.diagnostic import Severity
from yingsu.domain.answer import Answer
from yingsu.domain.facts.appearance import (
    CHIEFS,
    HEADS,
    Cause,
    Miss,
    counts_as_head,
    head_appeared,
    held_hearings,
    is_doubted_staff,
    is_explained_for_nobody,
    is_head_of_other_body,
    is_post_of_head,
    is_side_unsaid,
    is_to_appear,
    miss,
    people_of,
)
from yingsu.domain.law import APPEARANCE_RULES, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Attendee, Hearing, Proceeding
from yingsu.domain.records import HeadInOffice, Unit
from yingsu.domain.terms import CredentialCheck
from yingsu.domain.view import View, each_per_view, per_view
from yingsu.rules.core import Finding, rule


@each_per_view
def litigated(view: View) -> Iterator[Proceeding]:
    """The proceedings in which heads of the county's units are to appear."""
    if view.own_defendants:
        yield from (proceeding for proceeding in view.case.proceedings if view.is_litigation(proceeding))


@per_view
def units_to_appear(view: View, proceeding: Proceeding) -> tuple[Unit, ...]:
    """The own defendants whose heads are to come; not those for which another one was agreed on (第三条)."""
    if not proceeding.appearing_units:
        return view.own_defendants
    return tuple(unit for unit in view.own_defendants if is_to_appear(view, proceeding, unit.name))


def misses(view: View, cause: Cause) -> Iterator[tuple[Proceeding, Hearing, str]]:
    """The absences of one cause: where it shows, and the units it is about."""
    for proceeding, missed in _all_missed(view):
        found: dict[int, tuple[Hearing, list[str]]] = {}
        for unit, each in missed:
            if each.cause is cause:
                found.setdefault(id(each.hearing), (each.hearing, []))[1].append(unit.name)
        for hearing, units in found.values():
            yield proceeding, hearing, "、".join(units)


@each_per_view
def _all_missed(view: View) -> Iterator[tuple[Proceeding, list[tuple[Unit, Miss]]]]:
    """The proceedings in which heads were missing: the units, and how it came about."""
    for proceeding in litigated(view):
        asked = ((unit, miss(view, proceeding, unit)) for unit in units_to_appear(view, proceeding))
        missed = [(unit, found) for unit, found in asked if found is not None]
        if missed:
            yield proceeding, missed


def sitting(proceeding: Proceeding, hearing: Hearing) -> str:
    """Which hearing, as messages begin."""
    return f"{proceeding.instance.value} {hearing.held_on.isoformat()} 开庭"


def _described(person: Attendee) -> str:
    described = f"{person.post or ''}{person.name or ''}"
    return described or (person.rank.value if person.rank else "到庭人员")


@each_per_view
def _heads(view: View) -> Iterator[tuple[Proceeding, Hearing, Unit, Attendee]]:
    """Everybody who sat for an own defendant in the rank of a head."""
    for proceeding in litigated(view):
        for hearing in held_hearings(view, proceeding):
            for unit in view.own_defendants:
                for person in people_of(view, hearing, unit.name):
                    if person.rank in HEADS:
                        yield proceeding, hearing, unit, person


@rule(
    "YS308",
    "head-of-another-body",
    "到庭的是其他机关的负责人",
    Severity.WARNING,
    APPEARANCE_RULES.article(2, 2),
)
def head_of_another_body(view: View) -> Iterator[Finding]:
    """被告委托的组织、下级行政机关的负责人，不能作为被告的负责人出庭。

    例如县政府为被告，到庭的是镇长或者局长：他可以作为工作人员到庭，不算县政府负责人出庭。
    被告自己的负责人到了庭，或者说明了法定事由的，不在此列。

    由被告自己的正职、副职或者分管负责人出庭；确实不能出庭的，补填「未到庭说明」。单位名称写得与「被告」不一致的，改为一致。
    """
    for _, hearing, units in misses(view, Cause.OTHER_BODY):
        for person in hearing.attendees or ():
            if is_head_of_other_body(view, person):
                message = f"{person.unit}不是本案被告，{_described(person)}到庭不算{units}的负责人出庭"
                yield Finding(person, "unit", message)


@rule(
    "YS309",
    "head-by-post-staff",
    "身份写为负责人，职务却不是",
    Severity.WARNING,
    APPEARANCE_RULES.article(2, 1),
    LITIGATION_INTERPRETATION.article(128, 1),
)
def head_with_post_of_staff(view: View) -> Iterator[Finding]:
    """负责人是本机关的正职、副职和参与分管的负责人。

    股长、科员、内设机构和下属队所的负责人是工作人员，写成负责人会虚增出庭率。
    大队、派出所自己作被告的，大队长、所长是负责人。职务是否负责人认不准的（如党组成员、调研员），不在此列。

    更正「身份」；职务写漏了的（如副局长兼大队长），补全「职务」。
    """
    for _, _, unit, person in _heads(view):
        if person.post is None or person.rank is None or counts_as_head(person) is not Answer.YES:
            continue
        if is_post_of_head(person.post, unit) is Answer.NO:
            message = f"{person.name or ''}的职务是{person.post}，不是{unit.name}的负责人，身份却写为{person.rank.value}"
            yield Finding(person, "rank", message)


@rule(
    "YS311",
    "left-without-leave",
    "负责人未经许可中途退庭",
    Severity.WARNING,
    APPEARANCE_RULES.article(12, 1, 4),
)
def head_gone_without_leave(view: View) -> Iterator[Finding]:
    """负责人未经法庭许可中途退庭，不算出庭，法院应当向监察机关、上一级行政机关提出司法建议。

    经法庭许可离席的，「中途退庭」写 否 或者删去；确属擅自退庭的，在复盘中写明原因和整改措施。
    """
    for proceeding, hearing, unit, person in _heads(view):
        if person.left_early:
            message = (
                f"{sitting(proceeding, hearing)}，{unit.name}{_described(person)}未经许可中途退庭，不算出庭"
            )
            yield Finding(person, "left_early", message)


@rule(
    "YS312",
    "credential-refused",
    "负责人身份证明不合格",
    Severity.WARNING,
    APPEARANCE_RULES.article(6, 2),
    LITIGATION_INTERPRETATION.article(131, 1),
)
def refused_credential(view: View) -> Iterator[Finding]:
    """出庭负责人的身份证明应当写明姓名、职务并加盖机关印章。

    法院认为不符合条件，又不能补正或者补正会影响开庭的，视为负责人未出庭。
    本审级另有负责人合格到庭的，不在此列。

    当庭或者庭后补正且法院认可的，「身份证明」改为 合格；今后用本工具的身份证明文书，开庭前交法院审核。
    """
    for proceeding, hearing, unit, person in _heads(view):
        if person.credential is not CredentialCheck.FAILED:
            continue
        if head_appeared(view, proceeding, unit.name) is not Answer.YES:
            message = (
                f"{sitting(proceeding, hearing)}，{unit.name}{_described(person)}的身份证明不合格，视为未出庭"
            )
            yield Finding(person, "credential", message)


@rule(
    "YS313",
    "explanation-refused",
    "负责人拒绝解释说明",
    Severity.WARNING,
    APPEARANCE_RULES.article(12, 1, 5),
)
def refusal_to_explain(view: View) -> Iterator[Finding]:
    """法院在庭审中要求负责人就有关问题解释或者说明，负责人拒绝，导致庭审无法进行。

    法院应当向监察机关、上一级行政机关提出司法建议。

    登记有误的更正「拒绝说明」；属实的，今后出庭前由承办人向负责人说明案情和争议焦点。
    """
    for proceeding in litigated(view):
        for hearing in held_hearings(view, proceeding):
            if hearing.explanation_refused:
                message = f"{sitting(proceeding, hearing)}，被告负责人拒绝向法庭解释说明"
                yield Finding(hearing, "explanation_refused", message)


@rule(
    "YS315",
    "attendance-unsaid",
    "开庭后没有登记到庭人员",
    Severity.WARNING,
    LITIGATION_LAW.article(3, 3),
)
def attendance_left_out(view: View) -> Iterator[Finding]:
    """开庭日已过，没有写「到庭」，本审级负责人是否出庭因此不明，出庭率里按不明单列。

    同一审级已有负责人到庭的庭次，不在此列。

    补填「到庭」：姓名、单位、职务、身份。无人到庭的写 []；没有开成的，写明「延期」。
    """
    for proceeding in litigated(view):
        unknown = _units_unknown(view, proceeding)
        for hearing in held_hearings(view, proceeding):
            if unknown and hearing.attendees is None and hearing.held_on < view.as_of:
                units = "、".join(unit.name for unit in unknown)
                message = f"{sitting(proceeding, hearing)}已过，没有登记到庭人员，{units}的负责人是否出庭不明"
                yield Finding(hearing, "held_on", message)


@per_view
def _units_unknown(view: View, proceeding: Proceeding) -> tuple[Unit, ...]:
    return tuple(
        unit
        for unit in units_to_appear(view, proceeding)
        if head_appeared(view, proceeding, unit.name) is Answer.UNKNOWN
    )


@rule(
    "YS316",
    "rank-unsaid",
    "到庭人员没有写身份",
    Severity.WARNING,
    APPEARANCE_RULES.article(2, 1),
)
def rank_left_out(view: View) -> Iterator[Finding]:
    """被告的到庭人员没有写「身份」，负责人是否出庭因此不明，出庭率里按不明单列。

    补填「身份」：正职负责人、副职负责人、分管负责人、工作人员、律师或者其他代理人。
    """
    for proceeding in litigated(view):
        for unit in _units_unknown(view, proceeding):
            for hearing in held_hearings(view, proceeding):
                for person in people_of(view, hearing, unit.name):
                    if counts_as_head(person) is Answer.UNKNOWN:
                        message = f"{_described(person)}没有写身份，{unit.name}的负责人是否出庭不明"
                        yield Finding(person, None, message)


@rule(
    "YS317",
    "side-unsaid",
    "没有写明代表哪个被告",
    Severity.WARNING,
    APPEARANCE_RULES.article(3),
)
def side_left_out(view: View) -> Iterator[Finding]:
    """本案有几个被告，到庭的负责人（或者没有写身份的人）、未到庭说明没有写「单位」，对哪个被告都不能计入。

    各被告负责人都已到庭的，不在此列。

    补填「单位」，名称与「被告」一致。
    """
    for proceeding in litigated(view):
        units = units_to_appear(view, proceeding)
        if all(head_appeared(view, proceeding, unit.name) is Answer.YES for unit in units):
            continue
        for hearing in held_hearings(view, proceeding):
            for person in hearing.attendees or ():
                if is_side_unsaid(view, person):
                    message = f"{_described(person)}没有写单位，本案有几个被告，对哪个被告都没有计入"
                    yield Finding(person, None, message)
            for absence in hearing.absences:
                if is_explained_for_nobody(view, absence):
                    message = "未到庭说明没有写单位，本案有几个被告，不知是哪个被告的说明"
                    yield Finding(absence, None, message)


@rule(
    "YS318",
    "head-unnamed",
    "到庭负责人没有写姓名或职务",
    Severity.WARNING,
    APPEARANCE_RULES.article(6, 1),
)
def unnamed_head(view: View) -> Iterator[Finding]:
    """计入出庭的负责人没有写姓名或者职务，无从核对。身份证明本来就应当载明姓名、职务。

    按身份证明补填「姓名」「职务」。
    """
    for proceeding, hearing, unit, person in _heads(view):
        lacking = [word for word, value in (("姓名", person.name), ("职务", person.post)) if value is None]
        if lacking and counts_as_head(person) is Answer.YES:
            message = f"{sitting(proceeding, hearing)}，{unit.name}到庭负责人没有写{'、'.join(lacking)}"
            yield Finding(person, None, message)


@rule(
    "YS319",
    "head-not-listed",
    "到庭负责人与单位名录不一致",
    Severity.INFO,
    APPEARANCE_RULES.article(2, 1),
)
def head_out_of_directory(view: View) -> Iterator[Finding]:
    """单位名录（units.yaml）登记了这个单位当天在任的负责人，到庭的这位不在其中，或者名录里的身份不同。

    其他参与分管的负责人可以不在名录里，所以只作提示。名录没有登记负责人的单位不核对。

    名录没有更新的，更新名录；姓名、身份写错的，更正「到庭」。
    """
    told: set[tuple[str, str]] = set()
    for _, hearing, unit, person in _heads(view):
        in_office = tuple(head for head in unit.heads if _is_in_office(head, hearing))
        if person.name is None or not in_office or counts_as_head(person) is not Answer.YES:
            continue
        fault = _unlike_directory(person, in_office)
        if fault and (unit.name, person.name) not in told:
            told.add((unit.name, person.name))
            yield Finding(
                person, "name", f"{hearing.held_on.isoformat()} 到庭的{unit.name}{person.name}，{fault}"
            )


def _is_in_office(head: HeadInOffice, hearing: Hearing) -> bool:
    begun = head.since is None or head.since <= hearing.held_on
    return begun and (head.until is None or hearing.held_on <= head.until)


def _unlike_directory(person: Attendee, in_office: tuple[HeadInOffice, ...]) -> str:
    ranks = [head.rank for head in in_office if head.name == person.name]
    if not ranks:
        return "不在单位名录当天在任的负责人之中"
    said = person.rank
    if said is None or any(
        rank is None or (rank in HEADS and (rank in CHIEFS) is (said in CHIEFS)) for rank in ranks
    ):
        return ""
    return f"身份写为{said.value}，单位名录是{'、'.join(rank.value for rank in ranks if rank)}"


@rule(
    "YS323",
    "head-silent",
    "负责人出庭未出声",
    Severity.INFO,
    APPEARANCE_RULES.article(11, 3),
)
def silent_head(view: View) -> Iterator[Finding]:
    """负责人出庭应诉的，应当就实质性解决行政争议发表意见。这位负责人到庭而没有发言，本审级该单位也没有别的负责人发言。

    没有写「发声」的不在此列。

    登记有误的更正「发声」；今后出庭前备好实质性解决争议的意见。
    """
    for proceeding, hearing, unit, person in _heads(view):
        if person.spoke is False and counts_as_head(person) is Answer.YES:
            spoken = (
                other.spoke and counts_as_head(other) is Answer.YES
                for sat in held_hearings(view, proceeding)
                for other in people_of(view, sat, unit.name)
            )
            if not any(spoken):
                message = f"{sitting(proceeding, hearing)}，{unit.name}{_described(person)}出庭而没有发表意见"
                yield Finding(person, "spoke", message)


@rule(
    "YS324",
    "staff-by-post-head",
    "身份写为工作人员，职务却是负责人",
    Severity.WARNING,
    APPEARANCE_RULES.article(2, 1),
)
def staff_with_post_of_head(view: View) -> Iterator[Finding]:
    """到庭的人职务是本机关的正职或者副职（如副局长、副镇长），身份却写为工作人员，出庭率因此少计。

    本审级另有负责人到庭的，不在此列。

    确是负责人的，更正「身份」；职务写错的，更正「职务」。
    """
    for _, missed in _all_missed(view):
        for unit, each in missed:
            if each.cause is not Cause.RANK_DOUBTFUL:
                continue
            for person in people_of(view, each.hearing, unit.name):
                if is_doubted_staff(person, unit):
                    message = f"{person.name or ''}的职务是{unit.name}的{person.post}，身份却写为工作人员"
                    yield Finding(person, "rank", message)
