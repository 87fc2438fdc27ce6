"""What of risk, contact and learning a report shows: of its period, and of what it is narrowed to.

Points, contacts and letters of a case are in a report where the case is: where its kind of act and field, and one of
its proceedings where an instance or a court is asked for, are those of the report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingsu.domain.period import Period
from yingsu.inspection.kept import CaseFacts
from yingsu.metrics.balance import ProceedingRecord, concluded_first_instances, is_open_in
from yingsu.metrics.contact import ContactFigures, LetterRecord, contact_figures
from yingsu.metrics.core import Item, Traits
from yingsu.metrics.risk import joined
from yingsu.metrics.risk_counts import RiskFigures, lost_cases, risk_figures
from yingsu.reports.gathered import Gathered
from yingsu.survey import Survey

if TYPE_CHECKING:
    from yingsu.reports.figures import Filters


@dataclass(frozen=True)
class Narrowing:
    """A survey as far as a report shows it."""

    survey: Survey
    files: tuple[Gathered, ...]
    period: Period
    filters: "Filters"

    def risk(self, losses: Iterable[Item], records: Iterable[ProceedingRecord]) -> RiskFigures:
        """The risk of the period; `losses` are the items lost in it, `records` the proceedings in the report."""
        risks = [facts.risk for facts in self._facts()]
        cases = self._cases()
        found = (file.counted.screening for file in self.files)
        screenings = tuple(
            each for each in found if each is not None and self._admits(each.case, each.traits, cases)
        )
        points = joined((risk for risk in risks if cases.get(risk.case)), screenings)
        unit = self.filters.unit
        lost_on = {risk.case: risk.lost_on for risk in risks if risk.lost_on is not None}
        return risk_figures(
            tuple(point for point in points if unit is None or unit in point.units),
            (each for each in screenings if unit in {None, each.reported}),
            lost_cases(losses, lost_on, unit),
            concluded_first_instances(records, self.period),
            self.period,
            () if self.filters.is_of_part else self._own_units(),
        )

    def contact(self, records: Iterable[ProceedingRecord]) -> ContactFigures:
        """Contact and learning of the period."""
        unit, cases = self.filters.unit, self._cases()
        events = (event for file in self.files for event in file.counted.events)
        letters = (letter for file in self.files for letter in _letters(file))
        return contact_figures(
            (
                contact
                for facts in self._facts()
                for contact in facts.contacts
                if cases[contact.case] and (unit is None or unit in contact.units)
            ),
            () if self.filters.is_of_part else events,
            (
                letter
                for letter in letters
                if self._admits(letter.source if letter.is_of_case else None, letter.traits, cases)
                and unit in {None, letter.reported}
            ),
            self.period,
            ((), ()) if self.filters.is_of_part else self._busy_and_idle(records),
            unit,
        )

    def _cases(self) -> dict[str, bool]:
        """Whether each case is in the report."""
        return {facts.risk.case: self._has(facts) for facts in self._facts()}

    def _facts(self) -> Iterator[CaseFacts]:
        return (file.facts for file in self.files if file.facts is not None)

    def _has(self, facts: CaseFacts) -> bool:
        traits = (facts.risk.traits, *(record.traits for record in facts.proceedings))
        return any(self.filters.admit(each) for each in traits)

    def _admits(self, case: str | None, traits: Traits, cases: dict[str, bool]) -> bool:
        """What belongs to a case is where that is; what belongs to none by its own traits."""
        return cases[case] if case in cases else self.filters.admit(traits)

    def _own_units(self) -> tuple[str, ...]:
        directory = self.survey.office.directory
        names = (unit.name for unit in directory.units if directory.reported_under(unit) is unit)
        return tuple(name for name in names if self.filters.unit in {None, name})

    def _busy_and_idle(self, records: Iterable[ProceedingRecord]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        sued = {name for record in records if is_open_in(record, self.period) for name in record.units}
        own = self._own_units()
        return tuple(unit for unit in own if unit in sued), tuple(unit for unit in own if unit not in sued)


def _letters(file: Gathered) -> Iterable[LetterRecord]:
    return file.facts.letters if file.facts is not None else file.counted.letters
