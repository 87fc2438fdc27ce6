"""The kinds of gap: what `missing` looks for, the most urgent first, each with its basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from yingsu.domain.law import parse_citation
from yingsu.domain.node import Node


@dataclass(frozen=True, slots=True)
class GapKind:
    """A kind of gap.

    Attributes:
        key: what programs and `--kind` call it; never renamed.
        title: Chinese.
        cited: the basis, in the short form of our data.
        is_running: whether it gets worse each day: then the oldest comes first, else the newest.
        is_to_come: whether it is about a day that has not come yet.
    """

    key: str
    title: str
    cited: tuple[str, ...]
    is_running: bool = False
    is_to_come: bool = False

    @property
    def is_pressing(self) -> bool:
        """Whether it cannot wait."""
        return self.is_running or self.is_to_come


def _kinds() -> Mapping[str, GapKind]:
    kinds = (
        GapKind("performance", "生效裁判逾期未履行", ("行诉法94", "行诉法96(二)"), is_running=True),
        GapKind("defence", "答辩、举证逾期未交", ("行诉法67①", "行诉法34"), is_running=True),
        GapKind(
            "appearance_plan",
            "即将开庭，没有确定出庭负责人",
            ("行诉法3③", "本县意见(四)"),
            is_to_come=True,
        ),
        GapKind("reply", "来函逾期未回复", ("本县意见(五)",), is_running=True),
        GapKind("obligation", "有履行内容，没有登记履行", ("行诉法94",), is_running=True),
        GapKind("registration", "收到应诉通知，没有备案", ("本县意见(六)",), is_running=True),
        GapKind("review", "败诉没有复盘", ("本县意见(六)",), is_running=True),
        GapKind("measures", "来函措施逾期未落实", ("本县意见(五)",), is_running=True),
        GapKind("rectification", "整改逾期未完成", ("本县意见(二)", "本县意见(六)"), is_running=True),
        GapKind("head_appearance", "开庭没有负责人出庭", ("行诉法3③", "本县意见(四)")),
        GapKind("attendance", "已开庭，没有写到庭情况", ("行诉法3③",)),
        GapKind("rank", "到庭人员没有写身份", ("出庭规定2①",)),
        GapKind("outcome", "已裁判，没有写结果", ("解释136⑤",)),
        GapKind("document", "没有写是判决还是裁定", ("行诉法85",)),
        GapKind("service", "没有写裁判送达日期", ("行诉法85",)),
        GapKind("team", "没有专班，或人员不齐", ("本县意见(四)",)),
        GapKind("responsible", "没有写明三级责任人", ("本县意见(一)",)),
        GapKind("legality_review", "重大决定没有法制审核", ("处罚法58①", "本县意见(三)")),
        GapKind("discussion", "重大处罚没有集体讨论", ("处罚法57②", "本县意见(二)")),
        GapKind("platform_number", "没有闽执法编号", ("本县意见(二)",)),
        GapKind("records", "执法记录不全", ("本县意见(三)",)),
        GapKind("proof", "已履行，没有凭证", ("行诉法94",)),
        GapKind("review_report", "已复盘，没有报告", ("本县意见(六)",)),
        GapKind("day", "期限已过，没有写办理日期", ()),
    )
    for kind in kinds:
        for citation in kind.cited:
            parse_citation(citation)
    return MappingProxyType({kind.key: kind for kind in kinds})


GAP_KINDS: Final = _kinds()
"""Every kind of gap, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that should be there.

    Attributes:
        node: the part of the file where it belongs.
        units: whose it is.
        what: Chinese; in one line.
        since: since when it should be there.
        cited: its own basis; that of its kind where empty.
    """

    kind: GapKind
    node: Node
    field: str | None
    units: tuple[str, ...]
    what: str
    since: date | None
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapRecord:
    """A gap as plain values: what is kept of a case.

    Attributes:
        kind: the key of its kind.
        case: the case id; empty for a letter or a screening of no case.
        path: the file, relative to the workspace.
    """

    kind: str
    case: str
    units: tuple[str, ...]
    path: str
    line: int
    what: str
    basis: tuple[str, ...]
    since: date | None
