"""What goes into an official form, put together. Imported by the command when it runs."""

from dataclasses import dataclass, field
from pathlib import Path

from yingsu.cli.mapping import placed
from yingsu.cli.problem import Problem
from yingsu.domain.fill_map import FillMap, FormTable, NamedCell
from yingsu.intake.filling import Place, UnfitFormError, name_places, place_of, table_places
from yingsu.reading.official_form import OfficialForm
from yingsu.reading.validation import Reading
from yingsu.reports.figures import Figures
from yingsu.reports.fillable import Answered, Fillable, asked_by_name
from yingsu.reports.form_figures import (
    BrokenEquation,
    WrongMapError,
    broken_between_names,
    broken_in_table,
    named_figures,
    table_figures,
)


@dataclass
class Filling:
    """What goes into a form, while it is put together."""

    form: OfficialForm
    fillable: Fillable
    cells: dict[Place, Answered] = field(default_factory=dict)
    sources: dict[Place, str] = field(default_factory=dict)
    broken: list[BrokenEquation] = field(default_factory=list)
    unknown_names: list[str] = field(default_factory=list)

    def put(self, place: Place, what: str, answered: Answered) -> None:
        """A figure in a cell.

        Raises:
            Problem: something else goes there.
        """
        if place in self.cells:
            raise Problem(f"{place.address} 要填两次：{self.sources[place]}；{what}。请改 --map 的文件")
        self.cells[place] = answered
        self.sources[place] = what

    def add_table(self, table: FormTable) -> None:
        """The cells where the rows and columns of a table cross."""
        figures = table_figures(table, self.fillable)
        places = table_places(self.form, table)
        rows, columns = table.rows or (None,), table.columns or (None,)
        for (i, j), answered in figures.items():
            heads = [line.head for line in (rows[i], columns[j]) if line is not None]
            self.put(places[i, j], "、".join(heads), answered)
        self.broken += broken_in_table(table, figures)

    def add_names(self, fill_map: FillMap) -> None:
        """The cells with names: those of the map, then those of the form whose names say what they ask for."""
        given = list(name_places(self.form, fill_map))
        mapped = {cell.name.casefold() for cell, _ in given}
        for each in dict.fromkeys(
            name.name for name in self.form.names if name.name.casefold() not in mapped
        ):
            if asked_by_name(each) is not None:
                given.append((NamedCell.model_construct(name=each), place_of(self.form, each)))
            else:
                self.unknown_names.append(each)
        figures = named_figures([cell for cell, _ in given], self.fillable)
        for (cell, place), answered in zip(given, figures, strict=True):
            self.put(place, f"名称“{cell.name}”", answered)
        names = [cell.name for cell, _ in given]
        self.broken += broken_between_names(fill_map, fill_map.checks, names, figures)


def filling_of(
    form: OfficialForm, figures: Figures, path: Path | None, read: Reading[FillMap] | None
) -> Filling:
    """What goes where.

    Raises:
        Problem: the map and the form do not fit, or the map asks for what cannot be.
    """
    filling = Filling(form, Fillable(figures))
    fill_map = read.node if read is not None and read.node is not None else FillMap()
    try:
        for table in fill_map.tables:
            filling.add_table(table)
        filling.add_names(fill_map)
    except UnfitFormError as error:
        raise Problem(placed(read, error.node, error.field, f"{error}")) from None
    except WrongMapError as error:
        lines = [placed(read, *fault) for fault in error.faults]
        raise Problem("\n".join(lines)) from None
    if not filling.cells:
        given = f"{path.name} 里没有“表”，也没有“名称”；" if path is not None else ""
        raise Problem(
            f"{given}模板里没有本程序认识的名称，不知道填哪里。请用 --map 写明，或在模板里给格子起名称（yingsu fill --names 列出可用的名称）"
        )
    return filling
