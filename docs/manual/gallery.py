"""The gallery of errors: typical slips, each with what `yingsu check` says of it word for word, and how it is put right."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from manual.marks import RIGHT, WRONG, anchor_of, fenced, plain, whole_page
from manual.samples import BASE_CASE, CASE, Sample, said_of

SLIPS: Final = Path(__file__).with_name("slips.yaml")


class StaleSlipError(ValueError):
    """A slip of the gallery does not fit its file any more, or is none."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(f"{title}: {why}")


def page(file: Path = SLIPS) -> str:
    """The page.

    Raises:
        StaleSlipError: a slip of the file is none any more.
    """
    groups: dict[str, list[Mapping[str, Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    parts: list[str] = []
    for title, slips in groups.items():
        links = (f"* [{slip['题']}](#{anchor_of(slip['题'])})" for slip in slips)
        parts += [f"## {title}", "\n".join(links)]
        for slip in slips:
            parts += _told(slip)
    return whole_page(
        "错误图例",
        "常见的写错，每一种都照样写进文件检查过：先是错的写法，再是 `yingsu check` 打印的原文，最后是应当怎样写。"
        "第一行是文件、行号、列号、级别和规则编号；`^` 指着错的地方。",
        *parts,
    )


def _told(slip: Mapping[str, Any]) -> Iterator[str]:
    said = said_of(_sample(slip, slip["错"]))
    if "没有发现问题" in said:
        raise StaleSlipError(slip["题"], "nothing is found")
    yield f"### {slip['题']}"
    if "说明" in slip:
        yield plain(slip["说明"])
    if "显示" not in slip:
        yield _captioned(slip["错"].rstrip(), "yaml", WRONG)
    yield _captioned(said, "text", "检查的结果")
    if "对" in slip:
        _must_be_silent(slip)
        yield _captioned(slip["对"].rstrip(), "yaml", RIGHT)
    else:
        yield f"怎么办：{plain(slip['办法'])}"


def _captioned(text: str, kind: str, caption: str) -> str:
    """A passage with its caption: as a line of its own, since readers of Markdown show no other; pages of HTML have one."""
    return f"{caption}：\n\n{fenced(text, f'{kind} {caption}')}"


def _must_be_silent(slip: Mapping[str, Any]) -> None:
    said = said_of(_sample(slip, slip["对"]))
    if "没有发现问题" not in said:
        raise StaleSlipError(slip["题"], said)


def _sample(slip: Mapping[str, Any], text: str) -> Sample:
    """The workspace with a passage of the sound case replaced, or a whole file put there."""
    as_of = slip.get("截至", Sample().as_of)
    if "文件" in slip:
        return Sample({slip["文件"]: text.encode(slip.get("编码", "utf-8"))}, as_of)
    if slip["原文"] not in BASE_CASE:
        raise StaleSlipError(slip["题"], "its passage is not in the sound case")
    return Sample({CASE: BASE_CASE.replace(slip["原文"], text, 1).encode(slip.get("编码", "utf-8"))}, as_of)
