"""Every door through which a stranger's bytes come in, as a function of bytes.

A door takes any bytes. It raises where the program would let somebody down: a fault of ours instead of a sentence, an
answer that is no JSON, a sign on the screen that steers the terminal. `test_fuzz.py` tries some at each build,
`fuzz.py` as many as one likes.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from yingsu.cli.main import run
from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.law import UnknownArticleError, UnknownInstrumentError, parse_citation
from yingsu.domain.records import Unit, UnitLetter
from yingsu.domain.scalars import parse_amount, parse_count, parse_day
from yingsu.reading.official_form import read_form
from yingsu.reading.validation import read_list, read_record
from yingsu.reading.workbook import read_workbook
from yingsu.reading.workbook_parts import UnreadableWorkbookError
from yingsu.render.csv_ import csv_text
from yingsu.render.fill_xlsx import CellTakenError, TooLargeError
from yingsu.render.fill_xlsx import filled as fill
from yingsu.render.html import html
from yingsu.render.markdown import markdown
from yingsu.render.markdown_in import document_of
from yingsu.render.sheet_places import UnusualSheetError
from yingsu.render.template import FaultyTemplateError, filled
from yingsu.render.words import printable

_SPEC = spec_from_file_location("make_hostile", Path(__file__).with_name("make_hostile.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
make_hostile = module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_hostile)
VALID: str = make_hostile.VALID

AS_OF = ("--as-of", "2026-01-10")
DONE, FOUND, USAGE = 0, 1, 2
CASE = "0306-甲"

Door = Callable[[bytes], None]
DOORS: dict[str, Door] = {}


def door(function: Door) -> Door:
    """Enter a door into the list, under the name of its function."""
    DOORS[function.__name__] = function
    return function


# ------------------------------------------------------------------------------------- what a door needs


class Choices:
    """Bytes as a row of choices, so that a search over bytes is a search over tables and trees."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    def number(self, below: int) -> int:
        """A number from 0; 0 when the bytes have ended."""
        return next(self._data, 0) % below

    def one(self, options: Sequence[str]) -> str:
        """One of several."""
        return options[self.number(min(len(options), 256))]

    def text(self) -> str:
        """Up to five pieces of what people and programs put into cells."""
        return "".join(self.one(PIECES) for _ in range(self.number(6)))


PIECES = (
    *("县自然资源局", "县人民政府", "张某", "（2025）闽0583行初12号", "（2025）闽05行终34号", "2025-03-06", "20250306", "2025年3月"),
    *("45722", "0", "1e400", "-1", "nan", "是", "否", "√", "一审", "撤销", "（删除）", "合计", "/", "、", "；", "\n", " ", "9" * 30),
    *("09:00", "2025-13-45 25:61", "上午", "²", "٣", "１２", "=1+1", "@A", "\x1b[31m", "\x00", "\ud800", "\u202e", "\u200b", "_x001B_"),
    *("../..", "2025/0306-甲", "2025/../../x", "{{", "{% for %}", "|", "<b>", "]]>", "&", "[", "{", "：", "#", "*a", "!!x", "🏛️", "长" * 300),
)  # fmt: skip
LOOKS = (
    *("show 0306", "deadline 0306", "missing", "list --format json", "report --year 2025 --draft", "agenda --all"),
    *("ledger --year 2025 --draft", "checklist 0306", "write 复盘报告 0306 --draft", "write 通报 --year 2025 --draft"),
)  # fmt: skip
HEADS = (
    *("序号", "案号", "原告", "被告", "案由", "收案日期", "立案时间", "审级", "法院", "出庭负责人", "是否出庭", "裁判结果"),
    *("结案日期", "承办单位", "行为类别", "管理领域", "备注", "开庭时间", "案件", "第几项"),
)  # fmt: skip


@cache
def workspace() -> Path:
    """A workspace of one valid case, where nothing else lies; for the process."""
    root = Path(tempfile.mkdtemp(prefix="yingsu-fuzz-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    (root / "cases" / "2025" / CASE).mkdir(parents=True)
    for folder in ("published", "templates"):
        (root / folder).mkdir()
    (root / "cases" / "units.yaml").write_text(make_hostile.UNITS, encoding="utf-8")
    (root / "yingsu.yaml").write_text(make_hostile.SETTINGS, encoding="utf-8")
    (root / "cases" / "2025" / CASE / "case.yaml").write_text(VALID, encoding="utf-8")
    return root


@contextlib.contextmanager
def instead(place: str, content: bytes) -> Any:
    """Other bytes in a file of the workspace, for a while."""
    path = workspace() / place
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        yield path
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def told(*words: str | Path) -> str:
    """Run a command; what it says steers nothing, and it ends as the contract says."""
    out, err = io.StringIO(), io.StringIO()
    line = [*map(str, words), *AS_OF, "-C", str(workspace())]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(line)
    said = out.getvalue()
    assert code in {DONE, FOUND, USAGE}, (line, err.getvalue())
    for text in (said, err.getvalue()):
        shown = text.replace("\n", "")
        assert printable(shown) == shown, (line, text)
    if "json" in line:
        json.loads(said)
    return said


def typed(data: bytes) -> str:
    """Bytes as text: anything that a YAML string, a cell or a name can hold."""
    return data.decode("utf-8", "surrogateescape")


# ----------------------------------------------------------------------------------------------------- the doors


@door
def record(data: bytes) -> None:
    """The reader and the schema, alone."""
    for found in (
        *read_record(data, Case, "case.yaml").diagnostics(),
        *read_list(data, Unit, "units.yaml").diagnostics(),
        *read_list(data, UnitLetter, "letters.yaml").diagnostics(),
    ):
        assert found.message
        assert found.span.line >= 1


@door
def check(data: bytes) -> None:
    """A case file, before every rule."""
    with instead(f"cases/2025/{CASE}/case.yaml", data):
        told("check", "--format", "json")
        told("check")


@door
def facts(data: bytes) -> None:
    """A case file that is read whole and says odd things."""
    choices = Choices(data)
    lines = VALID.split("\n")
    for _ in range(1 + choices.number(5)):
        at = choices.number(128)
        key, colon, _ = lines[at].partition(": ")
        lines[at] = f"{key}{colon}{json.dumps(choices.text(), ensure_ascii=choices.number(2) == 1)}"
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    with instead(f"cases/2025/{CASE}/case.yaml", content):
        told("check", "--format", "json")
        told(*choices.one(LOOKS).split())


@door
def settings(data: bytes) -> None:
    """yingsu.yaml."""
    with instead("yingsu.yaml", data):
        told("check", "--format", "json")


@door
def units(data: bytes) -> None:
    """units.yaml."""
    with instead("cases/units.yaml", data):
        told("check", "--format", "json")


@door
def docket(data: bytes) -> None:
    """案号."""
    text = typed(data)
    with contextlib.suppress(DocketNumberError):
        number = parse_docket_number(text)
        assert parse_docket_number(number.canonical) == number


@door
def scalar(data: bytes) -> None:
    """Days, counts, money."""
    for parse in (parse_day, parse_count, parse_amount):
        with contextlib.suppress(PydanticCustomError):
            parse(typed(data))


@door
def citation(data: bytes) -> None:
    """The short form of a citation."""
    with contextlib.suppress(UnknownInstrumentError, UnknownArticleError):
        parse_citation(typed(data))


@door
def package(data: bytes) -> None:
    """The bytes of an .xlsx."""
    for read in (read_workbook, read_form):
        with contextlib.suppress(UnreadableWorkbookError):
            read(data)


ODD = (
    *("", "0", "1", "2", "-1", "²", "٣", "1e9", "99999999999", "A1", "ZZZ9", "a1", "A0", "XFD1048576", "s", "str", "b"),
    *("e", "d", "n", "inlineStr", "x", "true", "1:2", "A1:B2", "B2:A1", "A1:A1:A1", "nan", "inf", "45722", "0.5"),
    *("2025-03-06", "行", "列", "收案", "合计", "_x001B_", "1" * 400, "'表'!$A$1", "表!$B$2:$C$3", "#REF!"),
)  # fmt: skip
TAGS = ("row", "c", "v", "f", "is", "t", "r", "cols", "col", "mergeCell", "mergeCells", "sheetData", "si", "rPh")  # fmt: skip
ATTRIBUTES = ("r", "t", "s", "ref", "min", "max", "style", "customFormat", "hidden", "spans")


def odd_xml(choices: Choices, depth: int = 0) -> str:
    """Elements of a sheet, in an order that no program writes."""
    parts = []
    for _ in range(choices.number(4)):
        tag = choices.one(TAGS)
        attributes = {choices.one(ATTRIBUTES): choices.one(ODD) for _ in range(choices.number(3))}
        said = "".join(f' {name}="{value}"' for name, value in attributes.items())
        inner = odd_xml(choices, depth + 1) if depth < 5 and choices.number(2) else choices.one(ODD)
        parts.append(f"<{tag}{said}>{inner}</{tag}>")
    return "".join(parts)


def workbook(sheet: str, names: str = "", shared: str = "") -> bytes:
    """A package of one sheet, by hand."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" r:id="a"/>'
        f"</sheets>{names}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}"><Relationship Id="a" Target="worksheets/a.xml"/>'
        "</Relationships>",
        "xl/worksheets/a.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def cells(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts as a sheet; what no XML may hold is left out."""
    lines = []
    for row in rows:
        texts = (
            printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in row
        )
        lines.append(
            "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"
        )
    return f"<sheetData>{''.join(lines)}</sheetData>"


@door
def sheet(data: bytes) -> None:
    """The XML of a workbook, as it is or by choices: read as cells, and filled as an official form."""
    choices = Choices(data)
    xml = data.decode("utf-8", "replace") if data.startswith(b"<") else odd_xml(choices)
    names = (
        f'<definedNames><definedName name="一审败诉率_分子">{choices.one(ODD)}</definedName></definedNames>'
    )
    shared = "".join(f"<si><t>{choices.one(ODD)}</t></si>" for _ in range(choices.number(3)))
    content = workbook(xml if choices.number(4) else f"<sheetData>{xml}</sheetData>", names, shared)
    package(content)
    with contextlib.suppress(UnreadableWorkbookError, UnusualSheetError, CellTakenError, TooLargeError):
        fill(read_form(content), {"表": {(1 + choices.number(9), 1 + choices.number(9)): 3}}, "草稿")


@door
def ledger(data: bytes) -> None:
    """The cells of an office's own ledger, a line each or by choices: a mapping proposed, and the ledger read by it."""
    if data.startswith(b"|"):
        rows = [line.strip("|").split("|") for line in data.decode("utf-8", "replace").splitlines()]
    else:
        choices = Choices(data)
        heads = [choices.one(HEADS) for _ in range(3 + choices.number(6))]
        rows = [heads, *([choices.text() for _ in heads] for _ in range(choices.number(5)))]
    with instead("台账.xlsx", workbook(cells(rows))) as place:
        proposed = told("import", place, "--suggest")
        with instead("映射.yaml", proposed.encode()) as map_:
            told("import", place, "--map", map_, "--dry-run", "--format", "json")


@door
def mapping(data: bytes) -> None:
    """A mapping, for a ledger and for a form."""
    rows = [HEADS, [*["1", "（2025）闽0583行初12号", "张某", "县自然资源局"] * 5]]
    with instead("台账.xlsx", workbook(cells(rows))) as place, instead("映射.yaml", data) as map_:
        told("import", place, "--map", map_, "--dry-run")
        told("fill", place, "--map", map_, "--year", "2025", "-o", workspace() / "填好.xlsx", "--draft")


NAMES: dict[str, tuple[str, ...] | None] = {"案号": None, "表": None, "整改": ("措施",), "问题": ()}
VALUES: dict[str, Any] = {
    "案号": "（2025）",
    "表": "无",
    "整改": [{"措施": "甲"}, {"措施": ""}],
    "问题": ["甲", "乙"],
}


@door
def template(data: bytes) -> None:
    """An office's own wording."""
    with contextlib.suppress(FaultyTemplateError):
        made = filled("模板", data.decode("utf-8", "replace"), NAMES, VALUES)
        rendered(made.text)


@door
def wording(data: bytes) -> None:
    """The same as bytes in the folder of templates, for a paper."""
    with instead("templates/复盘报告.md", data):
        told("write", "复盘报告", "0306")


@door
def prose(data: bytes) -> None:
    """Markdown."""
    rendered(data.decode("utf-8", "replace"))


def rendered(text: str) -> None:
    """Markdown read, and given out in every form that is text."""
    document = document_of(text)
    for made in (html(document), markdown(document), csv_text(document)):
        made.encode("utf-8")


@door
def published(data: bytes) -> None:
    """A kept report."""
    with instead("published/2025年-2026-01-01.json", data):
        told("report", "--year", "2025")


SEEDS: dict[str, Sequence[bytes]] = {
    "sheet": (b'<sheetData><row r="1"><c r="A1" s="1"><f>1</f><v>2</v></c></row></sheetData>', b"\x03\x01" * 50),
    "ledger": ("|案号|原告|是否出庭|裁判结果|\n|（2025）闽0583行初12号|张某|是|撤销|".encode(), b"\x01\x02\x03" * 50),
    "facts": (b"\x01\x02\x03" * 20,),
    "docket": ("（2025）闽0583行初12号".encode(), "（2004）泉行终字第111号".encode()),
    "scalar": (b"2025-03-06", "2025年3月6日".encode(), b"1,234.56"),
    "citation": ("行诉法67①(二)".encode(), "国办发〔2018〕118号(六)".encode()),
    "package": (workbook(cells([HEADS])),),
    "template": ("{% for 项 in 整改 %}{{ 项.措施 }}{% endfor %}{{ 问题 | join('、') }}{{ 问题 | length }}".encode(), "{{ 问题 | join(1) }}".encode(), "::: 落款\n甲\n:::".encode()),
    "prose": ("# 甲\n\n| 甲 |\n|---|\n| 乙 |\n\n1. 丙\n\n::: 表单\n|**栏**|<|\n:::\n".encode(),),
    "settings": (make_hostile.SETTINGS.encode(),),
    "units": (make_hostile.UNITS.encode(),),
    "mapping": ("列:\n- {列头: 案号, 填: 案号}\n- {列头: 原告, 填: 原告, 分隔: [、]}\n固定: {审级: 一审}\n".encode(),),
    "published": (b'{"period": {"start": "2025-01-01"}, "metrics": [{"key": "a", "hits": []}]}',),
}  # fmt: skip


def seeds(name: str) -> Sequence[bytes]:
    """What a search begins with; where nothing else is said, the valid case."""
    return SEEDS.get(name, (VALID.encode(),))
