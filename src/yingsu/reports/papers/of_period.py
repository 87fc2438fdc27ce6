"""A paper of a period: the figures of a report, and the files they rest on, as an office publishes them.

Every number comes from `Figures`; what people wrote (reviews, letters, measures) from the sources. A paper with `masks`
leaves the office: its values are masked before the template sees them, so that no wording can print a name, and the
rendered file is searched before it is written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yingsu.domain.masking import Masking
from yingsu.domain.masking_records import masking_of
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.parties import Party
from yingsu.domain.period import Period
from yingsu.domain.person_names import names_in
from yingsu.domain.terms import PartyKind
from yingsu.domain.view import View
from yingsu.reports.figures import Figures
from yingsu.reports.ledger_core import Source
from yingsu.reports.papers.paper import FieldDescription, Values
from yingsu.reports.published import Comparison

Said = TypeVar("Said")

UNITS = "units"
"""The home of the people in office, where masks are made."""


@dataclass(frozen=True)
class PeriodSubject:
    """What a paper of a period is about.

    Attributes:
        figures: of the period, for the county or narrowed to a unit, a field, a kind of act; with survey and as-of.
        sources: the files that the figures rest on, as known on the as-of day, in the order of their paths.
        compared: the published reports of the period and of those it is compared with.
        masking: the masks of the document; `None` for a paper that stays in the office.
    """

    figures: Figures
    sources: tuple[Source, ...]
    compared: tuple[Comparison, ...] = ()
    masking: Masking | None = None

    @property
    def office(self) -> Office:
        """Units, settings, calendar."""
        return self.figures.survey.office

    @property
    def period(self) -> Period:
        """The days it is about, ended at the as-of day at the latest."""
        return self.figures.period

    @property
    def written_on(self) -> date:
        """The day it is dated: the as-of day."""
        return self.figures.survey.as_of

    @property
    def views(self) -> tuple[View, ...]:
        """The cases that the figures rest on."""
        return tuple(source.view for source in self.sources if source.view is not None)

    def own(self, said: Said, home: str) -> Said:
        """What a record says, masked as that record's: two people who are 张某 in two files are told apart.

        Args:
            said: a text, or anything that holds texts.
            home: the case id, or the path of a file that is no case.
        """
        return said if self.masking is None else self.masking.apply(said, home)


@dataclass(frozen=True, slots=True)
class Masks:
    """How a paper that leaves the office is masked. Organisations and 案号 stay unless told.

    Attributes:
        heads_stay: whether heads are named who came to court, or said why not.
        hides_dockets: whether 案号 lose court and number.
        hides_organisations: whether companies and the like that are parties lose their names.
    """

    heads_stay: bool = False
    hides_dockets: bool = False
    hides_organisations: bool = False


@dataclass(frozen=True, slots=True)
class PeriodPaper:
    """A kind of document of a period.

    Attributes:
        kind: its name, which is the name of its template too.
        purpose: Chinese; what it is for, in a line.
        basis: what asks for it, as lawyers print it.
        fields: every name its template may use.
        gather: the values of all of them. Raises `UnfitPaperError`.
        masks: for one that leaves the office: how people are masked. `None` for one that stays.
        years: over how many years its figures have a trend; 0 for none.
        by: the breakdowns its figures need, by their keys.
    """

    kind: str
    purpose: str
    basis: str
    fields: tuple[FieldDescription, ...]
    gather: Callable[[PeriodSubject], Values]
    masks: Masks | None = None
    years: int = 0
    by: tuple[str, ...] = ()


def masking_for(masks: Masks, office: Office, sources: tuple[Source, ...]) -> Masking:
    """The masks of one document made of these files: everybody in them, and the people in office."""
    records = tuple(_records(office, sources))
    return masking_of(
        records,
        hidden=tuple(_organisations(office, records)) if masks.hides_organisations else (),
        heads_stay=masks.heads_stay,
        hides_dockets=masks.hides_dockets,
    )


def _organisations(office: Office, records: tuple[tuple[str, Node], ...]) -> Iterator[str]:
    """The parties that are neither people nor agencies: one whose 类型 is not said is what its name looks like."""
    for _, record in records:
        for part, field, _, name in record.texts():
            if isinstance(part, Party) and field == "name" and office.directory.find(name) is None:
                kind = part.known("kind")
                if kind is PartyKind.ORGANISATION or (kind is None and not names_in(name)):
                    yield name


def _records(office: Office, sources: tuple[Source, ...]) -> Iterator[tuple[str, Node]]:
    for source in sources:
        if source.view is not None:
            yield source.view.id, source.view.whole
        if source.screening is not None:
            yield source.path, source.screening
        yield from ((source.path, each) for each in (*source.letters, *source.events))
    yield from ((UNITS, unit) for unit in office.directory.units)


def gathered(paper: PeriodPaper, subject: PeriodSubject) -> Values:
    """The values of a paper, masked whole where it leaves the office.

    Raises:
        UnfitPaperError: the period does not call for it.
    """
    values = paper.gather(subject)
    return values if subject.masking is None else subject.masking.apply(values)
