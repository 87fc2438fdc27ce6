"""View: a case as one office knew it on one day. What every fact, rule and figure looks at."""

from datetime import date
from functools import cached_property

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumber, DocketNumberError, parse_docket_number
from yingsu.domain.office import Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Instance


class View:
    """A case on the as-of day.

    Attributes:
        id: the case id, its directory below `cases/`.
        whole: the case as written, with later facts; for rules about the file itself.
        case: the case as known on `as_of`.
        office: units, settings, calendar.
        as_of: the day; facts after it do not exist.
        today: the day on which the question is asked. Looking back, a later fact is no slip of the pen.
    """

    def __init__(self, id_: str, whole: Case, office: Office, as_of: date, today: date | None = None) -> None:
        self.id = id_
        self.whole = whole
        self.office = office
        self.as_of = as_of
        self.today = max(as_of, today or as_of)
        self.case = whole.known_on(as_of) or whole
        self._dockets: dict[str, DocketNumber | None] = {}

    @cached_property
    def own_defendants(self) -> tuple[Unit, ...]:
        """The defendants that are units of this county, each once, in the order of the file."""
        found: dict[str, Unit] = {}
        for defendant in self.case.defendants:
            unit = self.office.directory.find(defendant.unit)
            if unit is not None:
                found.setdefault(unit.name, unit)
        return tuple(found.values())

    def docket(self, case_number: str | None) -> DocketNumber | None:
        """A 案号 by its grammar; `None` where there is none, or one that is malformed (rule YS101 says so)."""
        if case_number is None:
            return None
        if case_number not in self._dockets:
            try:
                self._dockets[case_number] = parse_docket_number(case_number)
            except DocketNumberError:
                self._dockets[case_number] = None
        return self._dockets[case_number]

    def is_same_docket(self, one: str | None, other: str | None) -> bool:
        """Whether two 案号 mean one proceeding, however they are bracketed."""
        if one is None or other is None:
            return False
        if one == other:
            return True
        first, second = self.docket(one), self.docket(other)
        return first is not None and second is not None and first.canonical == second.canonical

    def is_litigation(self, proceeding: Proceeding) -> bool:
        """Whether a proceeding counts as litigation: no 非诉审查, no docket of enforcement, jurisdiction or relief."""
        if proceeding.instance is Instance.ENFORCEMENT_REVIEW:
            return False
        docket = self.docket(proceeding.case_number)
        return docket is None or docket.kind.is_litigation
