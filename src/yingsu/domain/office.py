"""The office: its units by any of their names, its settings, its calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yingsu.domain.calendar import Calendar
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.vocabulary import ACT_TYPES, FIELDS, Vocabulary


class Directory:
    """单位名录. Own units are those listed in it; a unit is found by 单位, 全称 or 曾用名."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.units = tuple(units)
        self._by_name: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, unit.full_name, *unit.former_names):
                if name is not None:
                    self._by_name.setdefault(name, unit)

    def find(self, name: str | None) -> Unit | None:
        """The own unit of that name, if it is one."""
        return self._by_name.get(name) if name is not None else None

    def is_same(self, one: str | None, other: str | None) -> bool:
        """Whether two names mean one body: the same text, or two names of one own unit."""
        if one is None or other is None:
            return False
        if one == other:
            return True
        unit = self.find(one)
        return unit is not None and unit is self.find(other)

    def reported_under(self, unit: Unit) -> Unit:
        """The unit whose figures an own unit's are under (归口); itself where it has none that is listed."""
        seen = {unit.name}
        while unit.parent is not None:
            parent = self.find(unit.parent)
            if parent is None or parent.name in seen:
                break
            seen.add(parent.name)
            unit = parent
        return unit


@dataclass(frozen=True)
class Office:
    """What every question about a case needs to know of the office that asks."""

    settings: Settings = field(default_factory=Settings)
    directory: Directory = field(default_factory=Directory)
    calendar: Calendar = field(default_factory=Calendar)

    @classmethod
    def of(cls, settings: Settings, units: Iterable[Unit]) -> "Office":
        """The office of a workspace."""
        own = settings.calendar
        return cls(settings, Directory(units), Calendar(frozenset(own.days_off), frozenset(own.working_days)))

    @property
    def fields(self) -> Vocabulary:
        """管理领域 with the workspace's own words."""
        return FIELDS.extended(self.settings.fields)

    @property
    def act_types(self) -> Vocabulary:
        """行为类别."""
        return ACT_TYPES
