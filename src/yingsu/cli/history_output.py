"""How `diff` and `log` give out what they found."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yingsu.cli.options import one_of
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.document import Document


def form_of(word: str, output: Path | None) -> str:
    """The form asked for with `--format`; a workbook is no text, so it needs a file.

    Raises:
        Problem: another word, or a workbook without a file.
    """
    form = one_of(word, ("text", "md", "json", "xlsx"), "--format")
    if form == "xlsx" and output is None:
        raise Problem("--format xlsx 要写成文件，请用 -o 写上文件名，如 -o 历史.xlsx")
    return form


def give_out_history(
    document: "Callable[[bool], Document]", data: Callable[[], dict[str, Any]], form: str, output: Path | None
) -> None:
    """Print or write it: `form` is text, md or json; the ending of a file decides for a file.

    `document` is told whether the page is for a workbook, where each change has a row.

    Raises:
        Problem: the file cannot be written, or its ending is none of ours.
    """
    from yingsu.cli.console import say
    from yingsu.cli.output import ending_of, give_out, rendered

    ending = ending_of(output) if output is not None else form
    made = data() if ending == "json" else document(ending == "xlsx")
    if output is None and ending == "md":
        say(rendered(made, ending).decode("utf-8").rstrip("\n"))
        return
    give_out(made, ending, output)
