"""豁免: warnings that somebody decided to live with, by rule, with a reason and, where it has one, an end."""

from collections.abc import Mapping
from dataclasses import dataclass

from yingsu.diagnostic import Defect, Severity
from yingsu.domain.view import View
from yingsu.rules.core import Finding, declare

WAIVER_EXPIRED = declare(
    "YS901",
    "waiver-expired",
    "豁免已过期",
    Severity.WARNING,
    (),
    """豁免写了“有效期至”，这一天已经过去，所豁免的问题重新列出。

    问题已解决的删去这条豁免；确需延长的，重新批准并改写有效期。""",
)
WAIVER_UNUSED = declare(
    "YS902",
    "waiver-unused",
    "豁免没有对象",
    Severity.WARNING,
    (),
    """本案里没有这条规则所说的问题，豁免什么也没有豁免。留着它，以后出了同样的问题就会被悄悄放过。

    删去这条豁免。""",
)
WAIVER_REFUSED = declare(
    "YS903",
    "waiver-refused",
    "不能豁免",
    Severity.WARNING,
    (),
    """只有警告和提示可以豁免。错误会让数字不可信，不能豁免；规则编号不存在的豁免也不起作用。

    编号写错的更正；是错误的，请改正案件文件本身。""",
)

DEFECTS = (WAIVER_EXPIRED, WAIVER_UNUSED, WAIVER_REFUSED)

Found = tuple[Defect, Finding]


@dataclass(frozen=True, slots=True)
class Waived:
    """What is left after the waivers, and how many findings they took away."""

    kept: tuple[Found, ...]
    count: int


def apply_waivers(view: View, found: tuple[Found, ...], known: Mapping[str, Defect]) -> Waived:
    """Take away what the case waives, and say of every waiver that is past, idle or not allowed."""
    waived: set[str] = set()
    complaints: list[Found] = []
    present = {defect.code for defect, _ in found}
    for waiver in view.case.known("waivers", ()):
        if waiver.known("rule") is None:
            continue
        defect = known.get(waiver.rule)
        if defect is None or defect.severity is Severity.ERROR:
            why = "没有这个编号的规则" if defect is None else "它是错误，不能豁免"
            complaints.append((WAIVER_REFUSED, Finding(waiver, "rule", f"{waiver.rule}：{why}")))
        elif waiver.known("valid_until") is not None and waiver.valid_until < view.as_of:
            message = f"对 {waiver.rule} 的豁免已于 {waiver.valid_until.isoformat()} 到期"
            complaints.append((WAIVER_EXPIRED, Finding(waiver, "valid_until", message)))
        elif waiver.rule not in present:
            complaints.append((WAIVER_UNUSED, Finding(waiver, "rule", f"本案没有 {waiver.rule} 的问题")))
        else:
            waived.add(waiver.rule)
    kept = tuple(pair for pair in found if pair[0].code not in waived)
    return Waived((*kept, *complaints), len(found) - len(kept))
