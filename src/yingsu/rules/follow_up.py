"""Rules of what is learnt from a loss, and of who answers for a case (YS6xx)."""

from collections.abc import Iterator
from dataclasses import dataclass

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import Measure
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_count import Start
from yingsu.domain.deadline_defence import own_start
from yingsu.domain.deadlines import registration_deadline, review_deadline
from yingsu.domain.facts.county import binds
from yingsu.domain.facts.handling import is_in_court
from yingsu.domain.facts.review import held, is_reported, left_out, loss, reasons_not_taken_up
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.node import Node
from yingsu.domain.parties import Responsibility, Team
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.scalars import shorten
from yingsu.domain.view import View, each_per_view
from yingsu.rules.core import Finding, rule
from yingsu.rules.due_days import of_kind
from yingsu.rules.risk import overdue


@rule("YS601", "loss-unreviewed", "败诉没有复盘", Severity.WARNING, COUNTY_OPINION.section(6))
def unreviewed_loss(view: View) -> Iterator[Finding]:
    """谁败诉、谁复盘。终局裁判对本县单位不利，已经生效，没有写复盘日期。

    单位设了“复盘工作日”的，期满才提示；没有设的，生效后即提示。只看本县意见施行（2025年10月15日）以后生效的；
    早先败诉没有复盘的，复盘率照计，yingsu missing 照列。

    复盘后补填“复盘”；已经复盘的写“日期”。
    """
    lost = loss(view)
    if lost is None or held(view) is not None or not binds(lost.day):
        return
    found = {unit: review_deadline(view, unit) for unit in lost.units}
    units = [unit for unit, limit in found.items() if limit is None or limit.missed is Answer.YES]
    if units:
        day = f"{lost.day.isoformat()} 生效" if lost.day is not None else ""
        message = f"{lost.proceeding.instance.value}败诉，{day}，{'、'.join(units)}没有复盘"
        yield Finding(lost.decision, "outcomes", message)


@rule("YS602", "review-incomplete", "复盘缺少内容", Severity.WARNING, COUNTY_OPINION.section(6))
def incomplete_review(view: View) -> Iterator[Finding]:
    """复盘要从事实认定、法律适用、程序规范、出庭应诉四个方面剖析，并查摆问题、分析原因、归纳依据、形成结论。

    没有问题的方面也要写明没有问题。只看本县意见施行（2025年10月15日）以后的复盘。

    照复盘报告补填所缺的各项。
    """
    review = held(view)
    if review is not None and binds(review.reviewed_on):
        keys = "、".join(review.key_of(field) for field in left_out(review))
        if keys:
            yield Finding(view.case, "post_case_review", f"复盘没有写{keys}")


@rule(
    "YS603",
    "review-reasons-contradicted",
    "复盘的败诉原因与裁判不符",
    Severity.WARNING,
    COUNTY_OPINION.section(6),
)
def contradicted_reasons(view: View) -> Iterator[Finding]:
    """裁判结果里写的败诉原因，复盘的“败诉原因”里没有：法院指出的问题没有分析到，或有一处写错。

    复盘另外发现的原因，不要求裁判里也有。两处有一处没有写的，不在这里提示。

    对照裁判文书，更正裁判下或复盘里的“败诉原因”；复盘漏了的补上分析。
    """
    review = held(view)
    missed = reasons_not_taken_up(view)
    if review is not None and review.reasons and missed:
        said = "、".join(reason.value for reason in missed)
        yield Finding(review, "reasons", f"裁判的败诉原因有{said}，复盘里没有")


@rule("YS604", "review-measure-undone", "复盘整改没有落实", Severity.WARNING, COUNTY_OPINION.section(6))
def undone_measure(view: View) -> Iterator[Finding]:
    """复盘定的整改措施，期限已过没有写“完成日期”；或者还没有完成，又没有写责任人、期限。

    超过期限才完成的不再提示。没有责任人、期限的，只看本县意见施行（2025年10月15日）以后的复盘。

    已经完成的补填“完成日期”；没有责任人、期限的补上；还没有完成的尽快完成。
    """
    for deadline, late in overdue(of_kind(view, "K06"), "K06"):
        message = f"整改“{shorten(deadline.what, 20)}”的期限到 {deadline.due.isoformat()} 为止，没有写完成日期，{late}"
        yield Finding(deadline.node, deadline.field, message)
    review = held(view)
    for measure in review.measures if review is not None and binds(review.reviewed_on) else ():
        keys = "、".join(measure.key_of(field) for field in _unsaid(measure))
        if keys:
            yield Finding(measure, "measure", f"整改“{shorten(measure.measure or '', 20)}”没有写{keys}")


def _unsaid(measure: Measure) -> list[str]:
    """What an open measure lacks to be followed up."""
    if measure.done_on is not None:
        return []
    return [field for field in ("owner", "due_on") if getattr(measure, field) is None]


@rule("YS605", "review-unreported", "已复盘，没有报告", Severity.WARNING, COUNTY_OPINION.section(6))
def unreported_review(view: View) -> Iterator[Finding]:
    """一案一复盘，一案一报告。写了复盘日期，没有“报告”，也没有“报送日期”。

    只看本县意见施行（2025年10月15日）以后的复盘。

    把复盘报告放入本案“材料”目录，在“报告”里写它的路径；已经报送的补填“报送日期”。
    """
    review = held(view)
    if review is not None and binds(review.reviewed_on) and not is_reported(review):
        yield Finding(review, "reviewed_on", f"{review.reviewed_on} 已复盘，没有报告，也没有报送日期")


def lacking(part: Node | None, model: type[Node]) -> str:
    """The keys of a part that are empty, in one line."""
    fields = model.model_fields.items()
    return "、".join(field.alias or name for name, field in fields if not getattr(part, name, None))


@rule("YS611", "team-incomplete", "没有专班，或人员不齐", Severity.WARNING, COUNTY_OPINION.section(4))
def incomplete_team(view: View) -> Iterator[Finding]:
    """进入诉讼的案件要成立专班：业务骨干、法制人员、外聘法律顾问，三种人都要有。

    本县单位作被告、还没有终结的案件，在本县意见施行（2025年10月15日）以后提示；已经终结的不再要求补。

    补填“专班”里所缺的人。
    """
    if not view.own_defendants or not binds(view.as_of) or is_in_court(view) is not Answer.YES:
        return
    keys = lacking(view.case.team, Team)
    if keys:
        yield Finding(view.case, "team", f"专班缺 {keys}")


@rule("YS612", "responsibility-gap", "没有写明三级责任人", Severity.WARNING, COUNTY_OPINION.section(1))
def responsibility_gap(view: View) -> Iterator[Finding]:
    """主要负责人抓总、分管领导抓线、股室负责人抓点，每件案件都要查得到人。

    看还没有终结的案件，和本县意见施行（2025年10月15日）以后生效的败诉案件；还有风险点没有整改的风险排查，也要写明。

    补填“责任人”里所缺的一级；没有设分管领导的，写实际分管的人。
    """
    lost = loss(view)
    is_lost = lost is not None and binds(lost.day)
    is_pending = bool(view.own_defendants) and binds(view.as_of) and is_in_court(view) is Answer.YES
    keys = lacking(view.case.responsible, Responsibility)
    if keys and (is_lost or is_pending):
        yield Finding(view.case, "responsible", f"责任人缺 {keys}")


@rule("YS613", "notice-unregistered", "收到应诉通知，没有备案", Severity.WARNING, COUNTY_OPINION.section(6))
def unregistered_notice(view: View) -> Iterator[Finding]:
    """收到应诉通知书以后，要及时把案件材料报县司法局备案。每个审级、每个本县被告各报各的。

    单位设了“备案工作日”的，期满才提示；没有设的，收到即提示。只看本县意见施行（2025年10月15日）以后收到的；
    早先没有备案的，备案率照计，yingsu missing 照列。

    报县司法局备案后补填“备案日期”。
    """
    for notice in unregistered(view):
        limit = registration_deadline(view, notice.proceeding, notice.unit)
        if binds(notice.start.day) and (limit is None or limit.missed is Answer.YES):
            yield Finding(notice.start.node, notice.start.field, notice.said)


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A notice to respond that a defendant got and did not register."""

    proceeding: Proceeding
    unit: str
    start: Start

    @property
    def said(self) -> str:
        """That, in words."""
        instance, day = self.proceeding.instance.value, self.start.day.isoformat()
        return f"{self.unit} {day} 收到{instance}应诉通知，没有备案"


@each_per_view
def unregistered(view: View) -> Iterator[Unregistered]:
    """The notices that are not registered, whenever they came and whatever time there is for it."""
    for proceeding in view.case.proceedings:
        if not view.is_litigation(proceeding):
            continue
        # Without days of their own, all have the proceeding's.
        is_shared = not proceeding.by_defendant
        if is_shared and (proceeding.notified_on is None or proceeding.registered_on is not None):
            continue
        for unit in view.own_defendants:
            notified = own_start(view, proceeding, unit.name, "notified_on")
            if notified is not None and own_start(view, proceeding, unit.name, "registered_on") is None:
                yield Unregistered(proceeding, unit.name, notified)


@rule("YS621", "self-correction-unproved", "自纠没有凭证", Severity.WARNING, COUNTY_OPINION.section(5))
def unproved_self_correction(view: View) -> Iterator[Finding]:
    """写了自纠，没有“凭证”。自纠比例照计，但考核和向法院说明时都要拿得出凭证。

    把撤销、变更的决定，履行、补救的材料或和解协议放入本案“材料”目录，在“凭证”里写它的路径。
    """
    for correction in view.case.self_corrections:
        is_own = view.office.directory.find(correction.unit) is not None
        if is_own and correction.proof is None:
            message = (
                f"{correction.unit} {correction.corrected_on.isoformat()} {correction.kind.value}，没有写凭证"
            )
            yield Finding(correction, "kind", message)
