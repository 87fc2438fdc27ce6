"""What a word of a closed vocabulary means for the figures and the rules, where the word alone does not say it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from yingsu.domain.settings import ADVERSE
from yingsu.domain.terms import (
    AdverseDenominator,
    AppearanceCounting,
    Consequence,
    DefendantStatus,
    Disposition,
    ExcusedAbsence,
    HeadRank,
    HearingMode,
    Instance,
    LegalityReviewResult,
    LetterSubject,
    ReconsiderationResult,
    Review,
    Term,
)

_LOST = "默认口径算败诉"
_NOT_LOST = "默认口径不算败诉"
_ON_ENFORCEMENT = frozenset({Disposition.ENFORCEMENT_ALLOWED, Disposition.ENFORCEMENT_REFUSED})


def _of_disposition(word: Disposition) -> str:
    if word in _ON_ENFORCEMENT:
        return "非诉审查才用"
    return _LOST if word in ADVERSE else _NOT_LOST


def _of_reconsideration(word: ReconsiderationResult) -> str:
    if word.makes_co_defendants:
        return "复议机关和原行为机关是共同被告"
    return "复议机关不因此成为共同被告"


_ON_APPEAL = "二审、再审用"
_ON_REVIEW = "再审审查用"

MEANINGS: Final[Mapping[type[Term], Mapping[str, str]]] = MappingProxyType(
    {
        Instance: {
            Instance.FIRST: "发回重审以后又审的，也是一审，另写一项",
            Instance.RETRIAL_REVIEW: "法院审查要不要再审",
            Instance.RETRIAL: "决定再审以后的审理",
            Instance.ENFORCEMENT_REVIEW: "行政机关申请法院强制执行，不计入任何一个率",
        },
        HearingMode: {
            HearingMode.HEARING: "只有开庭计入出庭率",
            HearingMode.INQUIRY: "不计入出庭率",
            HearingMode.QUESTIONING: "不计入出庭率",
        },
        HeadRank: {
            HeadRank.CHIEF: "是负责人",
            HeadRank.DEPUTY: "是负责人",
            HeadRank.IN_CHARGE: "是负责人：参与分管的其他负责人",
            HeadRank.STAFF: "不是负责人",
            HeadRank.LAWYER: "不是负责人",
            HeadRank.OTHER_AGENT: "不是负责人",
        },
        DefendantStatus: {
            DefendantStatus.ACTING: "作出被诉行为的机关",
            DefendantStatus.RECONSIDERATION: "因复议决定成为被告的机关",
            DefendantStatus.CO_DEFENDANT: "其他的共同被告",
        },
        Disposition: {word: _of_disposition(word) for word in Disposition},
        ReconsiderationResult: {word: _of_reconsideration(word) for word in ReconsiderationResult},
        Review: {
            Review.UPHELD: f"{_ON_APPEAL}，结果同原裁判",
            Review.CHANGED: f"{_ON_APPEAL}，“结果”里每个被告都要写",
            Review.PARTLY_CHANGED: f"{_ON_APPEAL}，“结果”里写改了的，没有写的同原裁判",
            Review.REMANDED: f"{_ON_APPEAL}，不写“结果”",
            Review.RESUMED: f"{_ON_APPEAL}，不写“结果”",
            Review.APPEAL_WITHDRAWN: f"{_ON_APPEAL}，结果同原裁判",
            Review.SUIT_WITHDRAWN: _ON_APPEAL,
            Review.MEDIATED: _ON_APPEAL,
            Review.APPLICATION_DISMISSED: _ON_REVIEW,
            Review.TAKEN_OVER: f"{_ON_REVIEW}，不写“结果”",
            Review.RETRIAL_ORDERED: f"{_ON_REVIEW}，不写“结果”",
            Review.APPLICATION_WITHDRAWN: _ON_REVIEW,
        },
        LegalityReviewResult: {LegalityReviewResult.NOT_REVIEWED: "没有做法制审核"},
        LetterSubject: {LetterSubject.OTHER: "不写就是这个"},
        AppearanceCounting: {
            AppearanceCounting.PROCEEDING: "一个案号（一个审级）算一件",
            AppearanceCounting.HEARING: "每开一次庭算一件",
        },
        ExcusedAbsence: {
            ExcusedAbsence.COUNTED: "法院认可理由的也留在分母里",
            ExcusedAbsence.LEFT_OUT: "法院认可理由的不算",
        },
        AdverseDenominator: {
            AdverseDenominator.CONCLUDED: "审结的都算",
            AdverseDenominator.JUDGMENTS: "只算判决",
        },
        Consequence: {
            Consequence.VOID: "没有主体资格或者没有依据",
            Consequence.GRAVE: "法律写明“不得”的，或者所依据的不能用、拿不出",
            Consequence.ORDINARY: "其他会被法院撤销的问题",
            Consequence.SLIGHT: "期限、通知、送达方式等，还能补上",
        },
    }
)
"""By vocabulary, since one word (维持) may stand in several."""


def meaning_of(vocabulary: type[Term], word: str) -> str:
    """What a word means, in a few words of Chinese; empty where there is nothing to add."""
    return MEANINGS.get(vocabulary, {}).get(word, "")
