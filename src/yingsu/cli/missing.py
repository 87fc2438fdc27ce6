"""`yingsu missing`."""

from typing import Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, UnitOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import Problem


def missing_command(
    workspace: WorkspaceOption = None,
    unit: UnitOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="只看这一类，如 review；全部类别见说明", metavar="类别")
    ] = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """该有而没有的：逾期没有履行、没有备案、没有复盘、开庭没有负责人、没有专班、没有写的日期……最要紧的在前。

    例：yingsu missing；yingsu missing --unit 县公安局；yingsu missing --kind review

    类别：

    performance 履行　defence 答辩举证　appearance_plan 拟出庭　reply 回复来函

    obligation 登记履行　registration 备案　review 复盘　measures 来函措施

    rectification 整改　head_appearance 负责人出庭　attendance 到庭　rank 身份

    outcome 结果　document 文书　service 送达　team 专班　responsible 责任人

    legality_review 法制审核　discussion 集体讨论　platform_number 闽执法编号

    records 执法记录　proof 凭证　review_report 复盘报告　day 办理日期
    """
    from yingsu.cli.agenda import unit_named
    from yingsu.cli.console import (
        note,
        open_all,
        print_document,
        print_json,
        refuse_broken_settings,
        survey_at,
    )
    from yingsu.reports.missing import missing_document, missing_json, missing_of
    from yingsu.rules.gap_kinds import GAP_KINDS

    form = one_of(format_, ("text", "json"), "--format")
    if kind is not None and kind not in GAP_KINDS:
        words = "、".join(f"{each.key}（{each.title}）" for each in GAP_KINDS.values())
        raise Problem(f"--kind 不能是“{kind}”。可以写：{words}")
    opened = open_all(workspace)
    refuse_broken_settings(opened)
    missing = missing_of(survey_at(opened, as_of_day(as_of)), unit_named(opened.office, unit), kind)
    if form == "json":
        print_json(missing_json(missing))
    else:
        print_document(missing_document(missing))
    if missing.unread:
        note(f"另有 {missing.unread} 个案件文件有错误，没有列出。请用 yingsu check 查看")
