"""`yingsu fill`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yingsu.cli.mapping import map_at, why_not_read
from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    WorkspaceOption,
    YearOption,
    as_of_day,
    day_of,
    one_of,
)
from yingsu.cli.period import FromOption, HalfOption, MonthOption, QuarterOption, ToOption, period_of
from yingsu.cli.problem import FOUND, Problem
from yingsu.cli.refusal import refuse_errors

if TYPE_CHECKING:
    from yingsu.cli.form_filling import Filling
    from yingsu.reading.official_form import OfficialForm
    from yingsu.render.fill_xlsx import Filled
    from yingsu.reports.figures import Figures
    from yingsu.reports.form_figures import BrokenEquation

_ENDINGS = (".xlsx", ".xlsm")


def fill_command(
    template: Annotated[Path | None, typer.Argument(help="空白的官方表格（.xlsx）", metavar="模板")] = None,
    workspace: WorkspaceOption = None,
    map_: Annotated[
        Path | None,
        typer.Option(
            "--map", help="说明哪一行、哪一列填什么数的文件；只按模板里的名称填时不用写", metavar="文件"
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="填好的表存到哪里", metavar="文件")
    ] = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    unit: Annotated[str | None, typer.Option("--unit", help="只填这个单位的数", metavar="单位")] = None,
    names: Annotated[bool, typer.Option("--names", help="列出可以填的数的名称，不填表")] = False,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    draft: Annotated[bool, typer.Option("--draft", help="有错误、不平衡也填，每页注明草稿")] = False,
) -> None:
    """把数字填进上级发的表格：按行头、列头的文字或格子的名称找地方，版式不动，填完核对勾稽。

    例：yingsu fill 模板.xlsx --map 填报.yaml --year 2025 -o 上报.xlsx；yingsu fill --names

    模板里的格子起了名称（如 一审败诉率_分子）的，直接填；没有起名称的，在 --map 的文件里写哪一行、哪一列取什么。
    写法见 docs/填表与导入.md。
    """
    form = one_of(format_, ("text", "json"), "--format")
    if names:
        _list_names(form)
        return
    if template is None or output is None:
        raise Problem("请写明模板和 -o，如 yingsu fill 模板.xlsx --map 填报.yaml -o 上报.xlsx")
    _refuse_endings(template, output)
    day = as_of_day(as_of)
    period = period_of(day, year, half, quarter, month, (day_of(from_, "--from"), day_of(to, "--to")))
    from yingsu.cli.agenda import unit_named
    from yingsu.cli.console import open_at, survey_at
    from yingsu.cli.form_filling import filling_of
    from yingsu.domain.fill_map import FillMap
    from yingsu.reports.figures import Filters, figures_of

    opened = open_at(workspace)
    official = _form_at(template)
    read = map_at(map_, FillMap) if map_ is not None else None
    filters = Filters(_reported(opened.office, unit_named(opened.office, unit)))
    figures = figures_of(survey_at(opened, day), period, filters)
    if not draft:
        refuse_errors(figures.blocking, "上报表")
    filling = filling_of(official, figures, map_, read)
    _refuse_unbalanced(filling, figures, draft=draft)
    stamp = _stamp(figures, filling) if draft else ""
    _give_out(filling, _filled(filling, template.name, stamp), output, form)


def _reported(office: Any, unit: str | None) -> str | None:
    found = office.directory.find(unit)
    return office.directory.reported_under(found).name if found is not None else None


def _refuse_endings(template: Path, output: Path) -> None:
    """The copy is of the kind of the form, and never the form itself."""
    if output.suffix.lower() not in _ENDINGS or output.suffix.lower() != template.suffix.lower():
        if template.suffix.lower() in _ENDINGS:
            raise Problem(f"-o {output.name}：要与模板一样以 {template.suffix.lower()} 结尾")
        if output.suffix.lower() not in _ENDINGS:
            raise Problem(f"-o {output.name}：要以 .xlsx 结尾")
    if output.resolve() == template.resolve():
        raise Problem("-o 不能就是模板：空白的模板要留着，下次还要用")


def _list_names(form: str) -> None:
    from yingsu.cli.console import print_json, say
    from yingsu.reports.fillable import kinds

    if form == "json":
        print_json(
            {
                "schema_version": 1,
                "kinds": [
                    {
                        "title": kind.title,
                        "names": [{"name": name, "meaning": said} for name, said in kind.names],
                    }
                    for kind in kinds()
                ],
            }
        )
        return
    for kind in kinds():
        say(f"{kind.title}")
        for name, said in kind.names:
            say(f"  {name}　{said}".rstrip("　"))
    say(
        "收结案的名称前面可以加审级，如 一审_本期新收、非诉审查_本期审结；不加就是一审、二审、再审审查、再审合计。"
    )


def _form_at(path: Path) -> "OfficialForm":
    """The form.

    Raises:
        Problem: it cannot be read.
    """
    from yingsu.reading.official_form import read_form
    from yingsu.reading.workbook_parts import MOST_FILE_BYTES, UnreadableWorkbookError

    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE_BYTES + 1)
        return read_form(content)
    except UnreadableWorkbookError as error:
        raise Problem(
            f"{path.name}：{error}".replace("再导入", "再填").replace("导入", "填"), code="file"
        ) from None
    except OSError as error:
        raise Problem(f"模板 {path.name} 打不开：{why_not_read(error)}", code="file") from None


def _refuse_unbalanced(filling: "Filling", figures: "Figures", *, draft: bool) -> None:
    """Figures that do not balance, or an equation of the form that does not hold: no form without --draft."""
    from yingsu.reports.identities import broken_identities

    if draft:
        return
    lines = [f"  {each.what}：{'、'.join(each.cases)}".rstrip("：") for each in broken_identities(figures)]
    lines += [f"  {_broken(each)}" for each in filling.broken]
    if lines:
        shown = "\n".join(lines[:20] + ([f"  …… 共 {len(lines)} 处"] if len(lines) > 20 else []))
        raise Problem(
            f"勾稽不平，没有填：\n{shown}\n请核对案件和 --map 的文件；确要先看，加 --draft 出草稿",
            exit_code=FOUND,
            code="refused",
            diagnostics=[],
        )


def _broken(each: "BrokenEquation") -> str:
    where = f"“{each.where}”：" if each.where else ""
    return f"{where}{each.text} 不成立（{each.numbers}）"


def _stamp(figures: "Figures", filling: "Filling") -> str:
    from yingsu.reports.counted import draft_stamp

    unbalanced = f"；勾稽不平 {len(filling.broken)} 处" if filling.broken else ""
    return f"{draft_stamp(len(figures.blocking))}{unbalanced}"


def _filled(filling: "Filling", name: str, stamp: str) -> "Filled":
    """The copy.

    Raises:
        Problem: a cell holds something, or the form is written in an unusual way.
    """
    from yingsu.render.fill_xlsx import CellTakenError, TooLargeError, filled
    from yingsu.render.sheet_places import UnusualSheetError

    entries: dict[str, dict[tuple[int, int], Any]] = {}
    for place, answered in filling.cells.items():
        entries.setdefault(place.sheet, {})[place.row, place.column] = answered.value
    try:
        return filled(filling.form, entries, stamp)
    except CellTakenError as error:
        raise Problem(
            f"要填的格子里已经有内容，没有填：\n{error}\n请用没有填过的模板，或先删去那里的内容"
        ) from None
    except (UnusualSheetError, TooLargeError) as error:
        raise Problem(f"{name}：{error}", code="file") from None


def _give_out(filling: "Filling", made: "Filled", output: Path, form: str) -> None:
    from yingsu.intake.writing import why_not_written, write_whole

    try:
        write_whole(output, made.content)
    except OSError as error:
        raise Problem(f"没有写出 {output.name}：{why_not_written(error)}", code="file") from None
    _tell(filling, made, output, form)


def _tell(filling: "Filling", made: "Filled", output: Path, form: str) -> None:
    """What was filled in, and what must be known of it."""
    from yingsu.cli.console import note, print_json

    unsure = [
        f"{filling.sources[place]}：{answered.unknowns} 件不明，在分母里，不在分子里"
        for place, answered in filling.cells.items()
        if answered.unknowns
    ]
    without_day = {
        f"{record.case} {record.docket or ''}".strip()
        for answered in filling.cells.values()
        for record in answered.without_day
    }
    if form == "json":
        print_json(
            {
                "schema_version": 1,
                "workspace": filling.fillable.figures.survey.name,
                "as_of": filling.fillable.figures.survey.as_of.isoformat(),
                "path": str(output),
                "cells": [
                    {"cell": place.address, "what": filling.sources[place], "value": _plain(answered.value)}
                    for place, answered in filling.cells.items()
                ],
                "with_formula": list(made.with_formula),
                "unknown_names": filling.unknown_names,
                "without_day": sorted(without_day),
                "broken": [_broken(each) for each in filling.broken],
            }
        )
        return
    note(f"已填 {made.written} 格，写出 {output}")
    for line in dict.fromkeys(unsure):
        note(f"注意：{line}")
    if without_day:
        note(f"没有立案日期，也没有收到应诉通知的日期，收结案里没有计：{'、'.join(sorted(without_day))}")
    if made.with_formula:
        note(f"这些格子是表里的公式，没有填：{'、'.join(made.with_formula[:20])}")
        note("公式在打开时重新计算：上报前请在 Excel 或 WPS 里打开核对，保存一次。")
    if filling.unknown_names:
        note(f"模板里的这些名称不认识，没有填：{'、'.join(filling.unknown_names[:20])}")
    for each in filling.broken:
        note(f"勾稽不平：{_broken(each)}")


def _plain(value: Any) -> int | float | str:
    if isinstance(value, int | str):
        return value
    return float(value)
