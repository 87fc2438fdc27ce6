"""Several offices read as one: what they have to agree on, and the office that they make together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from yingsu.domain.node import Node
from yingsu.domain.office import Directory, Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Term

_AS_ONE = ("counting", "periods", "points")
"""The settings that figures are counted by. The rest each workspace may have as it likes: days off, reminders, words."""


_NO_COUNTY = Settings().county_government
"""What 县政府 is where the settings do not say."""


class OfficesDisagreeError(Exception):
    """Offices that cannot be read as one: their figures do not add up, or a name means two things.

    Attributes:
        what: Chinese; each thing they disagree on, naming the workspaces.
    """

    def __init__(self, what: tuple[str, ...]) -> None:
        super().__init__("；".join(what))
        self.what = what


def told_apart(offices: Mapping[str, Office]) -> dict[str, Office]:
    """The offices with the names that units of different counties share made different: 永春县·县公安局.

    In its own files a county goes on calling its bureau as it does.

    Args:
        offices: by label. Those that name one 县政府 are of one county.

    Raises:
        OfficesDisagreeError: they are of several counties, and some do not say of which.
    """
    counties = {label: _government(office) for label, office in offices.items()}
    said = sorted({county for county in counties.values() if county is not None})
    if len(said) <= 1:
        return dict(offices)
    silent = "、".join(f"“{label}”" for label, county in counties.items() if county is None)
    if silent:
        key = Settings().key_of("county_government")
        raise OfficesDisagreeError(
            (f"{silent}没有写明“{key}”，不知道是哪个县的；其余写的是{'、'.join(said)}",)
        )
    used: dict[str, set[str | None]] = {}
    for label, office in offices.items():
        for unit in office.directory.units:
            for name in _names_of(unit):
                used.setdefault(name, set()).add(counties[label])
    shared = {name for name, by in used.items() if len(by) > 1}
    return {label: _renamed(office, counties[label] or "", shared) for label, office in offices.items()}


def _renamed(office: Office, county: str, shared: set[str]) -> Office:
    directory = office.directory
    county = county.removesuffix("人民政府") or county
    short = {unit.name: f"{county}·{unit.name}" for unit in directory.units if unit.name in shared}
    units = (unit.model_copy(update={"name": short.get(unit.name, unit.name)}) for unit in directory.units)
    return replace(office, directory=Directory(units, is_whole=directory.is_whole, short=short))


def _government(office: Office) -> str | None:
    """县政府; `None` where the settings do not say."""
    name: str = office.settings.known("county_government", _NO_COUNTY)
    return name if name != _NO_COUNTY else None


def joint_office(offices: Mapping[str, Office], name: str) -> Office:
    """The office of several workspaces: for the names of units, the words of fields, the counting rules.

    What a case is judged by stays the office of its own workspace, so that its share is what it reports alone.

    Args:
        offices: by label, as far as they could be read, told apart.
        name: of all of them together.

    Raises:
        OfficesDisagreeError: different counting rules, or one name or code for two things.
    """
    found = [*_settings(offices), *_risk_points(offices), *_names(offices)]
    if found:
        raise OfficesDisagreeError(tuple(dict.fromkeys(found)))
    directory = _directory(offices)
    found = list(_reporting(offices, directory))
    if found:
        raise OfficesDisagreeError(tuple(dict.fromkeys(found)))
    first, *_ = offices.values()
    each = [office.settings for office in offices.values()]
    settings = first.settings.model_copy(
        update={
            "name": name,
            "fields": tuple(dict.fromkeys(word for one in each for word in one.known("fields", ()))),
            "reminders": {key: days for one in each for key, days in one.known("reminders", {}).items()},
        }
    )
    points = {point.code: point for office in offices.values() for point in office.own_risk_points}
    return Office(
        settings,
        directory,
        first.calendar,
        tuple(points.values()),
        all(office.has_all_risk_points for office in offices.values()),
    )


def _settings(offices: Mapping[str, Office]) -> Iterator[str]:
    (first, model), *others = offices.items()
    for label, office in others:
        for field in _AS_ONE:
            one, other = (each.settings.known(field) for each in (model, office))
            for path, has, has_too in _differences(one, other, model.settings.key_of(field)):
                yield f"“{path}”：{_unlike((first, has), (label, has_too))}"


def _differences(one: Node | None, other: Node | None, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Where two parts of settings differ; what could not be read is told elsewhere."""
    if one is None or other is None:
        return
    for field in type(one).model_fields:
        here, there = one.known(field), other.known(field)
        below = f"{path}.{one.key_of(field)}"
        if isinstance(here, Node):
            yield from _differences(here, there, below)
        elif _comparable(here) != _comparable(there) and not (one.has_lost(field) or other.has_lost(field)):
            yield below, here, there


def _comparable(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value


def _unlike(*pairs: tuple[str, Any]) -> str:
    """What each says; of two lists only what the other has not."""
    (first, here), (label, there) = pairs
    if isinstance(here, tuple) and isinstance(there, tuple):
        return "，".join(
            f"只有“{which}”有{'、'.join(map(_said, missing))}"
            for which, missing in (
                (first, [each for each in here if each not in there]),
                (label, [each for each in there if each not in here]),
            )
            if missing
        )
    return "，".join(
        f"“{which}”没有写" if value is None else f"“{which}”是{_said(value)}" for which, value in pairs
    )


def _said(value: Any) -> str:
    return value.value if isinstance(value, Term) else str(value)


def _risk_points(offices: Mapping[str, Office]) -> Iterator[str]:
    seen: dict[str, tuple[str, Any]] = {}
    for label, office in offices.items():
        for point in office.own_risk_points:
            first, content = seen.setdefault(point.code, (label, point.model_dump()))
            if content != point.model_dump():
                yield f"风险点编号 {point.code}：“{first}”和“{label}”写的不是同一项"


def _names(offices: Mapping[str, Office]) -> Iterator[str]:
    """Names that are not of one unit everywhere."""
    seen: dict[str, list[_Listed]] = {}
    for label, office in offices.items():
        for unit in office.directory.units:
            listed = _Listed(label, office, unit)
            for name in _names_of(unit):
                for other in seen.setdefault(name, []):
                    if other.label != label:
                        yield from _clash(name, other, listed)
                seen[name].append(listed)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A unit in the list of one workspace."""

    label: str
    office: Office
    unit: Unit

    @property
    def government(self) -> str | None:
        """The county that its workspace says it is of."""
        return _government(self.office)

    @property
    def above(self) -> str | None:
        """归口, by the name of the directory."""
        parent: str | None = self.unit.known("parent")
        directory = self.office.directory
        listed = directory.short.get(parent or "", parent)
        return next((each.name for each in directory.units if listed in _names_of(each)), listed)


def _clash(name: str, one: _Listed, other: _Listed) -> Iterator[str]:
    here, there = one.unit, other.unit
    if one.government and other.government and one.government != other.government:
        # Names of two counties: those of units have been told apart, and a former name misleads nobody there.
        return
    if here.name != there.name:
        yield f"“{name}”在“{one.label}”是{here.name}，在“{other.label}”是{there.name}"
        return
    said = ((here.known("kind"), there.known("kind"), "kind"), (one.above, other.above, "parent"))
    for has, has_too, field in (*said, (here.known("full_name"), there.known("full_name"), "full_name")):
        is_silent = None in {has, has_too} and field != "parent"
        if has != has_too and not is_silent and not (here.has_lost(field) or there.has_lost(field)):
            key = here.key_of(field)
            yield f"单位“{name}”的“{key}”：{_unlike((one.label, has), (other.label, has_too))}"


def _names_of(unit: Unit) -> tuple[str, ...]:
    names = (unit.known("name"), unit.known("full_name"), *unit.known("former_names", ()))
    return tuple(dict.fromkeys(name for name in names if name))


def _directory(offices: Mapping[str, Office]) -> Directory:
    """Every unit once, with all its names that mean nobody else."""
    units: dict[str, Unit] = {}
    meant: dict[str, set[str]] = {}
    for label, office in offices.items():
        for short, name in office.directory.short.items():
            meant.setdefault(short, set()).add(name)
        for unit in office.directory.units:
            for name in _names_of(unit):
                meant.setdefault(name, set()).add(unit.name)
            listed = _Listed(label, office, unit)
            known = units.setdefault(unit.name, unit.model_copy(update={"parent": listed.above}))
            former = (*known.known("former_names", ()), *unit.known("former_names", ()))
            units[unit.name] = known.model_copy(
                update={
                    "former_names": tuple(dict.fromkeys(former)),
                    "full_name": known.known("full_name") or unit.known("full_name"),
                }
            )
    clear = (
        unit.model_copy(
            update={"former_names": tuple(name for name in unit.former_names if len(meant[name]) == 1)}
        )
        for unit in units.values()
    )
    return Directory(clear, is_whole=all(office.directory.is_whole for office in offices.values()))


def _reporting(offices: Mapping[str, Office], directory: Directory) -> Iterator[str]:
    """Units that one workspace reports otherwise than all do: it does not list whom they are under."""
    for label, office in offices.items():
        for unit in office.directory.units if directory.is_whole else ():
            above = directory.reported_under(directory.find(unit.name) or unit).name
            if office.directory.reported_under(unit).name != above:
                yield f"“{unit.name}”归口“{above}”，“{label}”的单位名录里没有“{above}”，请补上"
