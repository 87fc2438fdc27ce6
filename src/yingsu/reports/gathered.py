"""What a report needs of each file, asked for once: what lies outside its time is not held."""

from dataclasses import dataclass, replace
from datetime import date

from yingsu.inspection.kept import CaseFacts, Counted
from yingsu.inspection.surveyed import FileSurvey
from yingsu.metrics.core import Item
from yingsu.survey import Survey


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file of a report.

    Attributes:
        counted: without items that fall into none of the report's periods.
    """

    file: FileSurvey
    counted: Counted

    @property
    def facts(self) -> CaseFacts | None:
        """Of a case that could be read."""
        return self.counted.facts


def gathered(survey: Survey, start: date, end: date) -> tuple[Gathered, ...]:
    """Every file of a survey, for a report whose periods lie between two days, both included."""
    return tuple(Gathered(file, _trimmed(file.load(), start, end)) for file in survey.files)


def _trimmed(counted: Counted, start: date, end: date) -> Counted:
    facts = counted.facts
    if facts is not None:
        items = {
            key: tuple([item for item in group if _may_count(item, start, end)])
            for key, group in facts.items.items()
        }
        facts = replace(facts, items=items)
    return replace(counted, facts=facts)


def _may_count(item: Item, start: date, end: date) -> bool:
    """Whether an item may fall into a period between two days."""
    if item.day is not None:
        return start <= item.day <= end
    begun = item.open_from is None or item.open_from <= end
    return begun and (item.open_until is None or item.open_until >= start)
