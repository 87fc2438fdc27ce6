"""What the manual consists of: its pages, in the order of the list at their side."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from manual import commands, gallery, records, reference, rules

DOCS: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = DOCS / "手册"
GENERATED: Final = SOURCES / "生成"

GENERATORS: Final[dict[str, Callable[[], str]]] = {
    "案件文件的写法": records.case_page,
    "其他文件的写法": records.other_pages,
    "命令": commands.page,
    "指标": reference.figures,
    "期限": reference.deadlines,
    "风险点": reference.risk_points,
    "规则": rules.overview,
    **{family.page: family.text for family in rules.FAMILIES},
    "错误图例": gallery.page,
}
"""The pages made from the program itself, by the names of their files."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual.

    Attributes:
        source: its Markdown.
        group: under which head it stands in the list of pages.
        is_below: whether it belongs to the one before it.
    """

    source: Path
    group: str
    is_below: bool = False

    @property
    def name(self) -> str:
        """What its HTML file is called, without the ending."""
        return "index" if self.source.stem == "README" else self.source.stem

    @property
    def title(self) -> str:
        """Its first line."""
        first = self.source.read_text(encoding="utf-8").split("\n", 1)[0]
        return first.removeprefix("# ").strip()


def _pages() -> tuple[Page, ...]:
    starting = ("README", "教程", "安装与升级", "编辑器", "git与钩子", "常见问题")
    families = {family.page for family in rules.FAMILIES}
    return (
        *(Page(SOURCES / f"{name}.md", "开始用") for name in starting),
        Page(SOURCES / "给负责人的一页.md", "给负责人"),
        *(Page(GENERATED / f"{name}.md", "查阅", name in families) for name in GENERATORS),
        Page(DOCS / "填表与导入.md", "和别的表来往"),
    )


PAGES: Final = _pages()


def generated() -> dict[Path, str]:
    """Every generated page as it has to be now, by its file."""
    return {GENERATED / f"{name}.md": make() for name, make in GENERATORS.items()}
