"""`yingsu export`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.clock import today
from yingsu.cli.options import AsOfOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import Problem
from yingsu.cli.refusal import refuse_errors

if TYPE_CHECKING:
    from yingsu.cli.export_output import Writer

_FORMS = ("csv", "sqlite", "parquet")

_HOW_TO_INSTALL = """\
导出 parquet 要先装 pyarrow：pip install "yingsu[parquet]"
不能上网的电脑：在能上网的同类电脑上执行 pip download pyarrow -d 安装包，把“安装包”目录拷过来，再执行
  pip install --no-index --find-links 安装包 pyarrow
不装也可以用 --format csv 或 --format sqlite，内容相同"""


def export_command(
    workspace: WorkspaceOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="导出到哪个目录；没有就新建", metavar="目录")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv、sqlite 或 parquet", metavar="格式")] = "csv",
    as_of: AsOfOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="有错误也导出草稿，并注明")] = False,
) -> None:
    """导出数据表：全部案件写成平面的表，给数据库和分析软件用，附各指标的查询。

    例：yingsu export -o 数据；yingsu export -o 数据 --format sqlite

    目录里有 README.md（各表各列的说明）和 queries（各指标的查询，结果与报表相同）。再导出一次，替换上一次的。
    姓名和叙述不导出，但案卷编号里可能有当事人姓名，不要对外公开。
    """
    from yingsu.cli.console import open_at, refuse_broken_settings, survey_at
    from yingsu.cli.export_directory import refuse_foreign
    from yingsu.cli.export_output import Export, give_out
    from yingsu.cli.ledger_files import LedgerFiles
    from yingsu.reports.counted import blocking

    if output is None:
        raise Problem("请用 -o 写明导出到哪个目录，如 yingsu export -o 数据")
    writer = _writer(one_of(form, _FORMS, "--format"))
    day = as_of_day(as_of)
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    target = output.resolve()
    refuse_foreign(target, opened.root)
    surveyed = survey_at(opened, day, is_kept=False)
    wrong = blocking(surveyed, surveyed.files)
    if not draft:
        refuse_errors(wrong, "数据表")
    files = LedgerFiles(opened, surveyed, today(), "数据表")
    give_out(Export(files, form, writer, len(wrong)), target)


def _writer(form: str) -> "Writer":
    """What writes the tables in a form.

    Raises:
        Problem: what it needs is not installed.
    """
    if form == "sqlite":
        from yingsu.render.export_sqlite import SqliteTables

        return SqliteTables
    if form == "csv":
        from yingsu.render.export_csv import CsvTables

        return CsvTables
    try:
        from yingsu.render.export_parquet import ParquetTables
    except ImportError:
        raise Problem(_HOW_TO_INSTALL, code="file") from None
    return ParquetTables
