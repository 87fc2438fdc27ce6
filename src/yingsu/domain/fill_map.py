"""The file that says where figures go in an official form: which row and column, and what is asked for there."""

from typing import Annotated

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import Text, YesNo, as_list
from yingsu.domain.terms import Disposition, Instance, LossReason, UnitKind

Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list)]


class Asked(Node):
    """What a cell, a row or a column asks for: a figure by its name, and of which cases. Several words mean any of them."""

    measure: Text | None = key("取", None)
    units: Texts = key("单位", ())
    unit_kinds: Annotated[tuple[UnitKind, ...], BeforeValidator(as_list)] = key("单位类别", ())
    fields: Texts = key("管理领域", ())
    act_types: Texts = key("行为类别", ())
    instances: Annotated[tuple[Instance, ...], BeforeValidator(as_list)] = key("审级", ())
    courts: Texts = key("法院", ())
    is_reconsidered: YesNo | None = key("经复议", None)
    is_shared: YesNo | None = key("共同被告", None)
    outcomes: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key("结果", ())
    reasons: Annotated[tuple[LossReason, ...], BeforeValidator(as_list)] = key("败诉原因", ())

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

    code: Text | None = key("代号", None)
    is_rest: YesNo | None = key("其余", None)


class FormRow(Line):
    """行: a row, found by the text of its head; `上层/下层` where heads have levels."""

    head: Text = key("行头")


class FormColumn(Line):
    """列: a column, found by the text of its head; `上层/下层` where heads have levels."""

    head: Text = key("列头")


class FormTable(Node):
    """表: a table of a sheet.

    Attributes:
        sheet: may be left out where the book has one.
        head_column: the text above the row heads, where several columns could hold them.
        rows: left out, the numbers stand right below the heads of columns.
        columns: left out, the numbers stand right of the heads of rows.
        checks: equations between rows, or between columns.
    """

    sheet: Text | None = key("工作表", None)
    head_column: Text | None = key("行头列", None)
    rows: tuple[FormRow, ...] = key("行", ())
    columns: tuple[FormColumn, ...] = key("列", ())
    checks: Texts = key("勾稽", ())


class NamedCell(Asked):
    """名称: a cell to which the form gives a name."""

    name: Text = key("名称")


class FillMap(Node):
    """The whole file."""

    tables: tuple[FormTable, ...] = key("表", ())
    names: tuple[NamedCell, ...] = key("名称", ())
    checks: Texts = key("勾稽", ())
