"""What spoils a generated file: one error of the schema, or of the YAML."""

from __future__ import annotations

from collections.abc import Callable
from random import Random


def replaced(old: str, new: str) -> Callable[[str], str]:
    """Return an edit of the first place where a text stands."""
    return lambda text: text.replace(old, new, 1)


def inserted(line: str) -> Callable[[str], str]:
    """Return an edit that adds a line, where the file does not have its key yet."""
    key = f"\n{line.partition(':')[0]}:"
    return lambda text: text if key in text else text.replace("\n责任人:", f"\n{line}\n责任人:", 1)


def impossible_day(text: str) -> str:
    """Give the act a day that no calendar has."""
    start = text.index("\n  作出日期: ") + 1
    return f"{text[:start]}  作出日期: 2025-02-30{text[text.index(chr(10), start) :]}"


def repeated_key(text: str) -> str:
    """Say the cause twice."""
    start = text.index("\n案由: ") + 1
    return text[:start] + "案由: 重复登记\n" + text[start:]


DEFECTS: tuple[Callable[[str], str], ...] = (
    replaced("\n  - 审级: 一审", "\n  - 审级: 初审"),
    replaced(", 类型: 公民}", ", 类型: 自然人}"),
    replaced("\n败诉风险: ", "\n败诉风险: 较"),
    replaced("\n诉讼请求: ", "\n诉讼要求: "),
    inserted("经办备注: 已归档"),
    replaced("\n  主要负责人: ", "\n  主要负责: "),
    replaced("\n格式: 1", "\n格式: 2"),
    inserted("公益诉讼: 不是"),
    inserted("赔偿数额: 三万元"),
    inserted("承办说明: {文本: 会议指定}"),
    inserted("系列案"),
    replaced("\n  机关: ", "\n\t机关: "),
    impossible_day,
    repeated_key,
)
"""One error each, of the schema or of the YAML. Each edits a text that every case has, or does nothing."""


def spoiled(text: str, rng: Random) -> str:
    """Return a text with one schema error."""
    while True:
        bad = rng.choice(DEFECTS)(text)
        if bad != text:
            return bad
