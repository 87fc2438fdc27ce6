"""The file that says where figures go in an official form: which row and column, and what is asked for there."""

from typing import Annotated

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import Text, YesNo, as_list
from yingsu.domain.terms import Disposition, Instance, LossReason, UnitKind

Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list)]


class Asked(Node):
    """What a cell, a row or a column asks for: a figure by its name, and of which cases. Several words mean any of them."""

    measure: Text | None = key("取", None, description="取哪个数；有哪些名称用 yingsu fill --names 看")
    units: Texts = key("单位", (), description="只算这些单位的")
    unit_kinds: Annotated[tuple[UnitKind, ...], BeforeValidator(as_list)] = key(
        "单位类别", (), description="只算这几类单位的，从列表中选"
    )
    fields: Texts = key("管理领域", (), description="只算这些管理领域的")
    act_types: Texts = key("行为类别", (), description="只算这几类行为的")
    instances: Annotated[tuple[Instance, ...], BeforeValidator(as_list)] = key(
        "审级", (), description="只算这几个审级的，从列表中选"
    )
    courts: Texts = key("法院", (), description="只算这些法院的")
    is_reconsidered: YesNo | None = key(
        "经复议", None, description="只算经过复议的写是，只算没有经过复议的写否"
    )
    is_shared: YesNo | None = key("共同被告", None, description="只算有共同被告的写是，只算单独被告的写否")
    outcomes: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key(
        "结果", (), description="只算这些裁判结果的，从列表中选"
    )
    reasons: Annotated[tuple[LossReason, ...], BeforeValidator(as_list)] = key(
        "败诉原因", (), description="只算这些败诉原因的，从列表中选"
    )

    @property
    def is_narrowed(self) -> bool:
        """Whether it is of some cases only."""
        return any(getattr(self, name) not in {None, ()} for name in Asked.model_fields if name != "measure")


class Line(Asked):
    """A row or a column of a form: its head, and what stands in it.

    Attributes:
        code: the number that the form gives it, for 勾稽.
        is_rest: it takes what no other narrowed row (or column) of the table takes.
    """

    code: Text | None = key("代号", None, description="表里给这一行、这一列的代号，写勾稽时用")
    is_rest: YesNo | None = key("其余", None, description="写是：别的行、列都不收的归到这里")


class FormRow(Line):
    """行: a row, found by the text of its head; `上层/下层` where heads have levels."""

    head: Text = key("行头", description="行头的文字；有几层的用 / 逐层写")


class FormColumn(Line):
    """列: a column, found by the text of its head; `上层/下层` where heads have levels."""

    head: Text = key("列头", description="列头的文字；有几层的用 / 逐层写")


class FormTable(Node):
    """表: a table of a sheet.

    Attributes:
        sheet: may be left out where the book has one.
        head_column: the text above the row heads, where several columns could hold them.
        rows: left out, the numbers stand right below the heads of columns.
        columns: left out, the numbers stand right of the heads of rows.
        checks: equations between rows, or between columns.
    """

    sheet: Text | None = key("工作表", None, description="工作表的名称；只有一张的可以不写")
    head_column: Text | None = key("行头列", None, description="行头在哪一列下面；几列都像行头的才写")
    rows: tuple[FormRow, ...] = key("行", (), description="要填的行；没有行头的表不写")
    columns: tuple[FormColumn, ...] = key("列", (), description="要填的列；没有列头的表不写")
    checks: Texts = key("勾稽", (), description="勾稽，如 1 + 2 = 31 + 43")


class NamedCell(Asked):
    """名称: a cell to which the form gives a name."""

    name: Text = key("名称", description="表里给这一格起的名称")


class FillMap(Node):
    """The whole file."""

    tables: tuple[FormTable, ...] = key("表", (), description="要填的表，一张一项")
    names: tuple[NamedCell, ...] = key("名称", (), description="起了名称的格子，一格一项")
    checks: Texts = key("勾稽", (), description="对各张表都要核对的勾稽")
