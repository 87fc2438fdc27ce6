"""`yingsu schema`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import QuietOption, WorkspaceOption
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.document import Document
    from yingsu.domain.office import Office
    from yingsu.intake.editor_files import Advice
    from yingsu.intake.schema import SchemaKind


def schema_command(
    kind: Annotated[
        str | None,
        typer.Argument(help="哪一种文件，如 案件、单位、设置；不写就列出全部", metavar="[种类]"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="写到这个文件；没有写种类的，是写到这个目录", metavar="文件或目录"
        ),
    ] = None,
    install: Annotated[
        bool, typer.Option("--install", help="装进工作区，让编辑器能提示和检查；装过的更新")
    ] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> None:
    """各种文件怎么写的 JSON Schema：编辑器靠它提示键和词、说明意思、标出写错的地方。

    例：yingsu schema --install；yingsu schema；yingsu schema 案件；yingsu schema 案件 -o case.schema.json；yingsu schema -o 目录

    用 VS Code 的，装好 YAML 扩展（redhat.vscode-yaml），打开工作区的目录就有提示，不用网络。
    """
    from yingsu.cli.console import print_document, print_json

    if install:
        if kind is not None or output is not None:
            raise Problem("--install 是装进工作区，不和种类、-o 同用")
        _install(workspace, quiet=quiet)
        return
    chosen = _kind_called(kind) if kind is not None else None
    if output is not None:
        _write(chosen, output, _office_at(workspace), quiet=quiet)
    elif chosen is not None:
        from yingsu.intake.schema import schema_of

        print_json(schema_of(chosen, _office_at(workspace)))
    else:
        print_document(_listed())


def _kind_called(name: str) -> "SchemaKind":
    """The kind of file.

    Raises:
        Problem: there is no such kind.
    """
    from yingsu.intake.schema import SCHEMAS, kind_called

    found = kind_called(name)
    if found is None:
        raise Problem(f"没有“{name}”这种文件。可以写：{'、'.join(each.name for each in SCHEMAS)}")
    return found


def _office_at(workspace: list[Path] | None) -> "Office":
    """The office whose own words may be used; none where there is no workspace: a schema needs none."""
    from yingsu.cli.console import open_at
    from yingsu.domain.office import Office

    try:
        return open_at(workspace).office
    except Problem:
        if workspace:
            raise
        return Office()


def _install(workspace: list[Path] | None, *, quiet: bool) -> None:
    """Put into the workspace what an editor needs.

    Raises:
        Problem: there is no workspace, its settings are broken, or a file cannot be written.
    """
    from yingsu.cli.console import note, open_at, say
    from yingsu.intake.editor_files import install
    from yingsu.intake.writing import why_not_written

    opened = open_at(workspace)
    if opened.office.settings.has_lost("fields", "risk_catalogue"):
        raise Problem("yingsu.yaml 有错误，没有装。先用 yingsu check 看哪里不对", code="settings")
    try:
        installed = install(opened.root, opened.office)
    except OSError as error:
        raise Problem(f"没有装完：{why_not_written(error)}", code="file") from None
    for path in installed.written:
        say(f"写好 {path}")
    if not installed.written:
        say("已经是最新的，没有改动。")
    tell_advice(installed.advice)
    if not quiet:
        note("VS Code：装好 YAML 扩展（redhat.vscode-yaml），打开这个目录就有提示。")


def tell_advice(advice: "tuple[Advice, ...]") -> None:
    """Say which files were left alone, and what to put into them."""
    from yingsu.cli.console import note

    for each in advice:
        note(
            f"{each.path} 里有注释，或者不合 JSON，没有改动。请自己把下面的内容加进去：\n{each.text.rstrip()}"
        )


def _write(kind: "SchemaKind | None", output: Path, office: "Office", *, quiet: bool) -> None:
    """Write one schema to a file, or all into a directory.

    Raises:
        Problem: it cannot be written.
    """
    from yingsu.cli.console import note
    from yingsu.intake.schema import SCHEMAS, schema_text
    from yingsu.intake.writing import why_not_written, write_whole

    kinds = SCHEMAS if kind is None else (kind,)
    try:
        if kind is None:
            output.mkdir(exist_ok=True)
        for each in kinds:
            target = output / each.file if output.is_dir() else output
            write_whole(target, schema_text(each, office).encode())
            if not quiet:
                note(f"已写出 {target}")
    except OSError as error:
        raise Problem(f"没有写出 {output}：{why_not_written(error)}", code="file") from None


def _listed() -> "Document":
    """The kinds of files, and where they stand."""
    from yingsu.document import Cell, Column, Document, Table
    from yingsu.intake.schema import SCHEMAS

    rows = tuple((Cell(each.name), Cell(each.title), Cell(each.where or "不限")) for each in SCHEMAS)
    note = "看一种：yingsu schema 案件；全部写到一个目录：yingsu schema -o 目录；装进工作区：yingsu schema --install"
    return Document((Table((Column("种类"), Column("是什么"), Column("放在哪里")), rows, note),))
