"""The pages of the rules, a family each: meaning, basis, remedy, and what `check` prints of the rule's own test file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from manual.marks import fenced, plain, table, whole_page
from manual.samples import RULES, TESTS, rule_sample, said_by
from yingsu.diagnostic import Defect
from yingsu.reports.explaining import DEFECTS


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose codes begin alike.

    Attributes:
        digit: the figure after YS.
        subject: what they are about.
        note: what to know of all of them.
    """

    digit: str
    subject: str
    note: str

    @property
    def page(self) -> str:
        """The name of the page."""
        return f"规则-{self.subject}"

    @property
    def defects(self) -> tuple[Defect, ...]:
        """The rules, by code."""
        return tuple(defect for code, defect in DEFECTS.items() if code[2] == self.digit)

    def text(self) -> str:
        """The page."""
        return whole_page(
            f"规则：{self.subject}（YS{self.digit}）",
            self.note,
            table(("编号", "级别", "名称"), map(_row, self.defects)),
            *(part for defect in self.defects for part in _told(defect)),
        )


FAMILIES: Final = (
    Family(
        "0",
        "文件和写法",
        "文件打不开、读不懂，或者键和值写得不合格式。差一个符号就整份读不懂的，先改这一类。",
    ),
    Family("1", "案号和单位", "案号、单位、案由、类别写得对不对，前后是不是一致，有没有重复。"),
    Family("2", "日期和期限", "日期先后合不合常理，该在期限内做的做了没有。"),
    Family("3", "出庭", "谁到了庭，负责人到了没有，没有到的有没有说明。"),
    Family("4", "裁判和履行", "裁判结果、生效日期写得对不对，判令做的事做了没有。"),
    Family("5", "风险、审核和来函", "风险点、法制审核、执法公示、法院和检察院的来函。"),
    Family("6", "复盘和跟进", "败诉以后的复盘、整改，专班和责任人。"),
    Family("9", "隐私和豁免", "文件里不该有的号码，以及豁免写得对不对。"),
)


def overview() -> str:
    """The page that lists all rules."""
    parts = []
    for family in FAMILIES:
        rows = ([f"[{each.code}]({family.page}.md#{each.code})", *_row(each)[1:]] for each in family.defects)
        parts += [f"## {family.subject}", table(("编号", "级别", "名称"), rows)]
    return whole_page(
        "规则",
        f"`yingsu check` 检查的全部 {len(DEFECTS)} 条规则。**错误**：改好以前，用到这份文件的数字不可信，报表、台账、文书"
        "不出（`--draft` 可以先看草稿）。**警告**：文件写得明白，但有一件该做的事没有做，或者该写的还没有写；不影响出表。"
        "**提示**：供参考。错误不能豁免；警告、提示确有理由的，可以在案件文件的“豁免”里写明理由和批准人。",
        *parts,
    )


def _row(defect: Defect) -> tuple[str, str, str]:
    return (f"[{defect.code}](#{defect.code})", defect.severity.label, plain(defect.title))


def _told(defect: Defect) -> Iterator[str]:
    yield f"## {defect.code}　{plain(defect.title)}"
    yield f"**{defect.severity.label}**　{plain(defect.explanation)}".replace("\n", "\n\n")
    if defect.basis:
        yield f"**依据**：{plain('；'.join(defect.basis))}"
    yield f"**处理**：{plain(defect.remedy)}"
    shown = _example(defect.code)
    if shown:
        yield f"例：\n\n{fenced(shown)}"


def _example(code: str) -> str:
    """What `check` prints of the rule's bad file; of a fault of files, of the first of its files that is a case."""
    own = RULES / code / "bad.yaml"
    if own.is_file():
        return said_by(code, rule_sample(own.read_text(encoding="utf-8")))
    for file in _source_files(code):
        text = file.read_text(encoding="utf-8")
        return said_by(code, rule_sample(text))
    return ""


def _source_files(code: str) -> list[Path]:
    """The files of the reader's tests that show a fault and are cases."""
    named = {"YS010": "colon-full-width-amid", "YS018": "value-word", "YS009": "syntax-bracket-open"}
    if code in named:
        return [TESTS / "source" / f"{named[code]}.yaml"]
    files = sorted((TESTS / "source").glob("*.yaml"), key=lambda file: (len(file.stem), file.stem))
    texts = ((file, file.read_text(encoding="utf-8")) for file in files)
    return [file for file, text in texts if f": {code}" in text and "# read as:" not in text]
