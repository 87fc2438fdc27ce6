"""The pages of the figures, the due days and the risk points, in the words of `yingsu explain`."""

from collections.abc import Iterable, Iterator

from manual.marks import plain, table, whole_page
from yingsu.document import Heading, Paragraph
from yingsu.domain.deadline_kinds import KINDS, DeadlineKind
from yingsu.domain.deadline_words import counted_in
from yingsu.domain.law import cite
from yingsu.domain.risk_catalogue import EFFECTS, built_in
from yingsu.domain.terms import Scope, Stage
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Metric
from yingsu.reports.explaining import explained


def _explained(code: str, title: str) -> Iterator[str]:
    """What `explain` says of something, under a head of its own; its heads become the beginnings of paragraphs."""
    yield f"## {title}"
    head, sentences = "", list[str]()
    for block in (*explained(code, built_in()).blocks[1:], Heading(2, "")):
        if isinstance(block, Paragraph):
            sentences.append(plain(block.text))
        elif isinstance(block, Heading):
            yield from _under(head, sentences)
            head, sentences = plain(block.text), []


def _under(head: str, sentences: list[str]) -> Iterator[str]:
    """Sentences each for itself, or in one line behind what stands above them."""
    if head:
        yield f"**{head}**：{'；'.join(sentences)}"
    else:
        yield from sentences


def figures() -> str:
    """The page of the figures."""
    rows = (
        (
            f"[{metric.title}](#{metric.title})",
            metric.short,
            f"{int(100 * metric.target)}%" if metric.target else "",
        )
        for metric in METRICS.values()
    )
    return whole_page(
        "指标",
        "每个率都写明：分母是哪些、分子是哪些、按哪一天归入期间。**不明**的（案卷里没有写）计入分母、不计入分子，"
        "单独列出；**没有应计案件**的显示“—”。要看一个率由哪些案件组成：`yingsu report --year 2025 --explain 出庭率`。",
        table(("名称", "简称", "目标"), rows),
        *(
            part
            for metric in METRICS.values()
            for part in (*_explained(metric.key, metric.title), _in_programs(metric))
        ),
    )


def _in_programs(metric: Metric) -> str:
    return f"**JSON 里的名称**：`{metric.key}`（命令里也可以写）"


def deadlines() -> str:
    """The page of the due days."""
    rows = (
        (f"[{kind.key}](#{kind.key})", plain(kind.title), _length(kind), kind.nature.value, plain(kind.party))
        for kind in KINDS.values()
    )
    return whole_page(
        "期限",
        "D 开头的是法律、司法解释定的，K 开头的是文书写明或者本单位设定的。一个案件的每个期限怎样算出来："
        "`yingsu deadline 案件`。“义务”是我方要办的，“权利”是我方可以办的，“参考”是法院、对方的。",
        table(("编号", "事项", "多久", "性质", "谁"), rows),
        *(
            part
            for kind in KINDS.values()
            for part in _explained(kind.key, f"{kind.key}　{plain(kind.title)}")
        ),
    )


def _length(kind: DeadlineKind) -> str:
    """How long, in short; empty where a document or the office says it."""
    number = kind.length.values[-1][1] if kind.length is not None else 0
    return f"{'提前' if kind.is_backwards else ''}{number}{counted_in(kind.measure)}" if number else ""


def risk_points() -> str:
    """The page of the risk points: by stage, those of all acts first."""
    points = built_in().points
    parts: list[str] = []
    for stage in Stage:
        parts.append(f"## {stage}阶段")
        for scope in Scope:
            rows = [
                (
                    point.code,
                    str(point.kind),
                    plain(point.text),
                    str(point.consequence or ""),
                    plain(point.printed_basis),
                )
                for point in points
                if point.stage is stage and point.scope is scope
            ]
            if rows:
                parts += [f"### {stage} · {scope}", table(("编号", "类型", "情形", "后果", "依据"), rows)]
    return whole_page(
        "风险点",
        f"目录里的 {len(points)} 个风险点，按阶段、适用的行为列出。一个案件要看哪些：`yingsu checklist --act-type 行政处罚`；"
        "某一条：`yingsu explain JD-CX-03`。",
        table(("后果", "是什么情形", "法院通常怎样判", "分级依据"), _effects()),
        *parts,
    )


def _effects() -> Iterable[tuple[str, str, str, str]]:
    return (
        (str(grade), plain(effect.situation), plain(effect.result), plain(cite(*effect.basis)))
        for grade, effect in EFFECTS.items()
    )
