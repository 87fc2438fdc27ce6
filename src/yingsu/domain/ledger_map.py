"""The mapping of an office's own ledger: which column of it is which key of the case file, and how its cells read."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator

from yingsu.domain.form import FormColumn, FormSheet
from yingsu.domain.form_sheets import SHEETS
from yingsu.domain.node import Node, key
from yingsu.domain.scalars import Text, YesNo, as_list, wrong_word

Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list)]

NOT_FILLED: Final = "（不填）"
"""For what a word of the ledger stands that says nothing of the case."""

NOBODY: Final = "无人"
"""For what a word of the ledger stands that says that nobody came."""

NEW_LINE, SPACE = "换行", "空格"
"""What separates values in a cell and cannot be written by itself."""

FIRST, LAST = "第一个", "最后一个"

_Target = tuple[FormSheet, tuple[str, ...], FormColumn]


def _all_targets() -> dict[str, tuple[str, _Target]]:
    """Every key that a column may fill, as people write it: with the names of the fields to it."""
    found: dict[str, tuple[str, _Target]] = {}
    above: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {"": ((), ())}
    for sheet in SHEETS:
        keys, names = above[sheet.parent.name] if sheet.parent is not None else ((), ())
        for fields in sheet.lists or ((),):
            own_keys = (*keys, *(sheet.list_path(fields) if fields else ()))
            own_names = (*names, *fields)
            above.setdefault(sheet.name, (own_keys, own_names))
            for column in sheet.columns_of(fields):
                path = ".".join((*own_keys, *column.path))
                found[path] = (".".join((*own_names, *column.fields)), (sheet, fields, column))
    return found


_TARGETS: Final = _all_targets()
TARGETS: Final[dict[str, _Target]] = {path: target for path, (_, target) in _TARGETS.items()}
"""By the keys that people write (审理.开庭.日期): the sheet of the form, the list, and the column."""

KEYS_BY_FIELDS: Final[dict[str, str]] = {names: path for path, (names, _) in _TARGETS.items()}
"""The keys that people write by the names of the fields (proceedings.hearings.held_on)."""


def _known_target(value: str) -> str:
    if value not in TARGETS:
        raise wrong_word(value, tuple(TARGETS))
    return value


def _known_choice(value: str) -> str:
    if value not in {FIRST, LAST}:
        raise wrong_word(value, (FIRST, LAST))
    return value


def _texts_by_key(value: Any) -> Any:
    """A single text is a list of one."""
    return {name: as_list(each) for name, each in value.items()} if isinstance(value, dict) else value


Target = Annotated[Text, AfterValidator(_known_target)]
Choice = Annotated[Text, AfterValidator(_known_choice)]


class LedgerColumn(Node):
    """列: a column of the ledger, found by the text of its head.

    Attributes:
        head: `上层/下层` where heads have levels.
        target: the key of the case file; left out: the column is known, and nothing of it is taken.
        separators: signs between several values in one cell.
        words: what words of the ledger stand for.
        only_where: other columns and what they must say for this one to be taken.
        may_be_unclear: a cell that cannot be read is left out and listed, instead of stopping the import.
    """

    head: Text = key("列头", description="列头的文字；有几层的用 / 逐层写")
    target: Target | None = key(
        "填", None, description="填到案件文件的哪一项，逐层用 . 连起来，如 审理.裁判.日期；不写就不取这一列"
    )
    separators: Texts = key("分隔", (), description="一格写了几项的，按什么分开，如 、 换行 空格")
    words: dict[Text, Text] = key("改写", {}, description="表里的词，案件文件里写什么，如 {法人: 组织}")
    only_where: Annotated[dict[Text, Texts], BeforeValidator(_texts_by_key)] = key(
        "仅当", {}, description="别的列写着这些词的才取，如 {是否出庭: 是}"
    )
    may_be_unclear: YesNo | None = key(
        "读不懂就留空", None, description="写是：读不懂的格子留空并列出来，不当作错误"
    )


class LedgerMap(Node):
    """The whole file.

    Attributes:
        sheet: may be left out where the workbook has one.
        fixed: values that hold for every case, by the key of the case file; of several the first is of the first entry.
        skipped: words with which rows begin that are no cases.
        blanks: cells that are as good as empty.
        case_column: the column that has the ledger's own number of the case; rows with one number are one case.
        related_column: the column that names the number of another row of the same dispute.
        chosen_docket: of several 案号 in a row the one to which what is there once belongs.
    """

    sheet: Text | None = key("工作表", None, description="工作表的名称；只有一张有内容的可以不写")
    columns: tuple[LedgerColumn, ...] = key("列", description="台账的每一列填到哪里，一列一项")
    fixed: Annotated[dict[Target, Texts], BeforeValidator(_texts_by_key)] = key(
        "固定", {}, description="每个案件都一样、表里没有的内容，如 {管理领域: 公安}"
    )
    skipped: Texts = key(
        "跳过",
        ("合计", "小计", "总计", "累计", "共计"),
        description="以这些字开头的行不是案件；不写就是合计、小计、总计、累计、共计",
    )
    blanks: Texts = key("当作空白", ("/", "-", "—", "——", "／"), description="这些写法等于空着")
    case_column: Text | None = key("编号列", None, description="写着案件编号的列；编号相同的几行是一个案件")
    related_column: Text | None = key(
        "关联列", None, description="写着关联案件编号的列；一审、二审分行写的靠它连起来"
    )
    chosen_docket: Choice | None = key(
        "几个案号时", None, description="一格写了几个案号的，其他列算哪一个的：第一个，或者最后一个"
    )


CASE_NUMBER: Final = KEYS_BY_FIELDS["proceedings.case_number"]
INSTANCE: Final = KEYS_BY_FIELDS["proceedings.instance"]
DEFENDANT: Final = KEYS_BY_FIELDS["defendants.unit"]
