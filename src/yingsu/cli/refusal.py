"""Why nothing is given out: errors in a file that it rests on."""

from typing import TYPE_CHECKING

from yingsu.cli.problem import FOUND, Problem

if TYPE_CHECKING:
    from yingsu.diagnostic import Diagnostic

_SHOWN = 10


def refuse_errors(blocking: "tuple[Diagnostic, ...]", what: str) -> None:
    """Stop where what would be given out rests on a file with errors.

    Args:
        blocking: the errors.
        what: Chinese; what is not given out: 报表, 台账.

    Raises:
        Problem: there are errors; it names the first ones, and has all of them for JSON.
    """
    from yingsu.reports.checking import as_json

    if not blocking:
        return
    places = [f"  {each.path}:{each.span.line} {each.defect.code} {each.message}" for each in blocking]
    more = [f"  …… 共 {len(places)} 处"] if len(places) > _SHOWN else []
    shown = "\n".join([*places[:_SHOWN], *more])
    raise Problem(
        f"所计案件有错误，数字不可信，没有出{what}：\n{shown}\n请先改正，或加 --draft 出草稿",
        exit_code=FOUND,
        code="refused",
        diagnostics=[as_json(diagnostic) for diagnostic in blocking],
    )
