"""The office: its units by any of their names, its settings, its calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yingsu.domain.calendar import Calendar
from yingsu.domain.node import LostValueError
from yingsu.domain.records import OwnRiskPoint, Unit
from yingsu.domain.risk_catalogue import Catalogue, built_in
from yingsu.domain.settings import OwnDays, Settings
from yingsu.domain.vocabulary import ACT_TYPES, FIELDS, Vocabulary

_NAMES = ("name", "full_name", "former_names")


class Directory:
    """单位名录. Own units are those listed in it; a unit is found by 单位, 全称 or 曾用名.

    Args:
        units: the units, as far as they could be read.
        is_whole: whether every entry of the list is among them: else a name that is not may have been.
        short: further names of units, with the name of the list: what a county calls its bureau in its own files where
            several counties are read as one.
    """

    def __init__(
        self, units: Iterable[Unit] = (), *, is_whole: bool = True, short: Mapping[str, str] | None = None
    ) -> None:
        units = tuple(units)
        self.units = tuple(unit for unit in units if not unit.has_lost("name"))
        self.is_whole = is_whole and not any(unit.has_lost(*_NAMES) for unit in units)
        self.short = dict(short or {})
        self._by_name: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, unit.known("full_name"), *unit.known("former_names", ())):
                if name is not None:
                    self._by_name.setdefault(name, unit)
        for name, listed in self.short.items():
            self._by_name.setdefault(name, self._by_name[listed])

    def find(self, name: str | None) -> Unit | None:
        """The own unit of that name, if it is one.

        Raises:
            LostValueError: the list could not be read whole, and the name may be in it.
        """
        found = self._by_name.get(name) if name is not None else None
        if found is None and name is not None and not self.is_whole:
            raise LostValueError(Unit, "name")
        return found

    def is_same(self, one: str | None, other: str | None) -> bool:
        """Whether two names mean one body: the same text, or two names of one own unit."""
        if one is None or other is None:
            return False
        if one == other:
            return True
        unit = self.find(one)
        return unit is not None and unit is self.find(other)

    def reported_name(self, name: str) -> str:
        """The name of the unit that the one of this name is reported under; the name itself where it is no own unit."""
        unit = self.find(name)
        return name if unit is None else self.reported_under(unit).name

    def reported_under(self, unit: Unit) -> Unit:
        """The unit whose figures an own unit's are under (归口); itself where it has none that is listed."""
        if unit.parent is None:
            return unit
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
    own_risk_points: tuple[OwnRiskPoint, ...] = ()
    has_all_risk_points: bool = True

    @classmethod
    def of(
        cls,
        settings: Settings,
        units: Iterable[Unit],
        risk_points: Iterable[OwnRiskPoint] = (),
        *,
        is_whole: bool = True,
        has_all_risk_points: bool = True,
    ) -> "Office":
        """The office of a workspace.

        Args:
            settings: the settings, as far as they could be read.
            units: the units, as far as they could be read.
            risk_points: the office's own risk points that could be read.
            is_whole: whether every entry of the units is among them.
            has_all_risk_points: whether every one of its own risk points could be read.
        """
        own = settings.known("calendar") or OwnDays()
        directory = Directory(units, is_whole=is_whole)
        calendar = Calendar(frozenset(own.days_off), frozenset(own.working_days))
        return cls(settings, directory, calendar, tuple(risk_points), has_all_risk_points)

    @cached_property
    def risk_catalogue(self) -> Catalogue:
        """The built-in risk points and the office's own."""
        if not self.own_risk_points and self.has_all_risk_points:
            return built_in()
        return built_in().with_own(self.own_risk_points, is_whole=self.has_all_risk_points)

    @cached_property
    def fields(self) -> Vocabulary:
        """管理领域 with the workspace's own words."""
        return FIELDS.extended(self.settings.fields)

    @property
    def act_types(self) -> Vocabulary:
        """行为类别."""
        return ACT_TYPES
