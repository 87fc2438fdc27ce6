"""What a command gives out: on the terminal, or as a file whose ending says the form."""

from pathlib import Path
from typing import Any

from yingsu.cli.problem import Problem

ENDINGS = ("xlsx", "docx", "html", "md", "csv", "json")


def ending_of(path: Path) -> str:
    """The form that a file's ending asks for.

    Raises:
        Problem: no form of ours.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise Problem(
            f"-o {path.name}：不知道写成什么格式。文件名的结尾可以是 {'、'.join('.' + each for each in ENDINGS)}"
        )
    return ending


def give_out(result: Any, ending: str, path: Path | None) -> None:
    """Print a result, or write it to a file.

    Args:
        result: a Document; data for `json`.
        ending: `text` or one of `ENDINGS`.
        path: where to; `None` for stdout.

    Raises:
        Problem: the file cannot be written; one of that name is as it was.
    """
    from yingsu.cli.console import note, print_document, print_json

    if path is None:
        (print_json if ending == "json" else print_document)(result)
        return
    from yingsu.intake.writing import why_not_written, write_whole

    try:
        write_whole(path, rendered(result, ending))
    except OSError as error:
        raise Problem(f"没有写出 {path.name}：{why_not_written(error)}", code="file") from None
    note(f"已写出 {path}")


def rendered(result: Any, ending: str) -> bytes:
    """A result in the form of an ending. Only that form's libraries are loaded."""
    if ending == "xlsx":
        from yingsu.render.xlsx import xlsx

        return xlsx(result)
    if ending == "docx":
        from yingsu.render.docx_ import docx_bytes

        return docx_bytes(result)
    return _text(result, ending).encode("utf-8")


def _text(result: Any, ending: str) -> str:
    if ending == "html":
        from yingsu.render.html import html

        return html(result)
    if ending == "md":
        from yingsu.render.markdown import markdown

        return markdown(result)
    if ending == "csv":
        from yingsu.render.csv_ import csv_text

        return csv_text(result)
    from yingsu.render.json_ import dumps

    return dumps(result)
