"""The files of a workspace once more, one at a time, as ledgers look at them; and which errors matter to ledgers.

Imported by the command when it runs: it may load what it needs.
"""

import hashlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from yingsu.cli.problem import Problem
from yingsu.diagnostic import Diagnostic
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.view import View
from yingsu.reading.files import Unreadable
from yingsu.reading.tree import Entry, FileKind, read_entry
from yingsu.reading.validation import AnyNode, Reading, read_list, read_record
from yingsu.reading.workspace import Workspace, linked, read_case, tree_of
from yingsu.reports.counted import blocking, fingerprint
from yingsu.reports.ledger_core import AnyLedger, Scope, Source
from yingsu.reports.ledgers import has_rows
from yingsu.survey import Survey

_LEDGER_OF = {FileKind.SCREENING: "风险排查", FileKind.LETTERS: "来函", FileKind.EVENTS: "府院联动"}
"""The ledger to which a file that is no case, and cannot be read, would have mattered. A case matters to all."""


@dataclass(frozen=True)
class LedgerFiles:
    """The files of a workspace that was surveyed.

    Attributes:
        today: the present day, where as-of is another.
        what: Chinese; what is made of them.
    """

    workspace: Workspace
    survey: Survey
    today: date
    what: str = "台账"

    @cached_property
    def parts(self) -> tuple["LedgerFiles", ...]:
        """The files of each workspace where several are read as one: each is judged by its own office."""
        pairs = zip(self.workspace.members, self.survey.members, strict=True)
        return tuple(LedgerFiles(opened, found, self.today, self.what) for opened, found in pairs) or (self,)

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {file.path: file.digest for file in self.survey.files}

    def sources(self, only: Container[str] | None = None) -> Iterator[Source]:
        """Every file that can be read whole, in the order of the paths; none while settings or units cannot.

        Args:
            only: the paths wanted; `None` for all.

        Raises:
            Problem: a file is no longer what the survey saw.
        """
        for entry in tree_of(self.workspace).entries if self.workspace.is_sound else ():
            source = self.source_of(entry) if only is None or entry.path in only else None
            if source is not None:
                yield source

    def source_of(self, entry: Entry) -> Source | None:
        """A file as ledgers see it; `None` for one that cannot be read whole.

        Raises:
            Problem: it is no longer what the survey saw.
        """
        path, day = entry.path, self.survey.as_of
        if entry.kind is FileKind.CASE:
            return self._case(entry)
        content = self._same(entry, self._bytes(entry))
        if content is None:
            return None
        if entry.kind is FileKind.SCREENING:
            screening = read_record(content, Screening, path).node
            if screening is None or screening.screened_on > day:
                return None
            return Source(path, screening=linked(screening, entry).known_on(day))
        if entry.kind is FileKind.LETTERS:
            letters = _whole(read_list(content, UnitLetter, path))
            known_letters = (letter.known_on(day) for letter in letters or ())
            kept = tuple(letter for letter in known_letters if letter is not None)
            return Source(path, letters=kept) if letters is not None else None
        events = _whole(read_list(content, Event, path))
        return Source(path, events=events) if events is not None else None

    def _case(self, entry: Entry) -> Source | None:
        try:
            content, reading = read_case(self.workspace.root, entry)
        except Unreadable:
            content, reading = None, None
        if self._same(entry, content) is None or reading is None or reading.node is None:
            return None
        view = View(entry.case or "", reading.node, self.survey.office, self.survey.as_of, self.today)
        return Source(entry.path, view=view)

    def _bytes(self, entry: Entry) -> bytes | None:
        try:
            return read_entry(self.workspace.root, entry)
        except Unreadable:
            return None

    def _same(self, entry: Entry, content: bytes | None) -> bytes | None:
        """The bytes that the survey saw, too: what is printed was checked.

        Raises:
            Problem: they are others.
        """
        found = hashlib.sha256(content).hexdigest() if content is not None else ""
        if found != self._digests.get(entry.path):
            raise Problem(f"{entry.path} 在出{self.what}的时候被改动了，没有写出。请再运行一次", code="file")
        return content

    def errors(self, ledgers: Sequence[AnyLedger], scope: Scope) -> tuple[Diagnostic, ...]:
        """The errors that matter: in files that give a row, in those that cannot be read, in settings and units."""
        wrong = {found.path for found in self.survey.diagnostics if found.is_error}
        counted = {path for part in self.parts for path in part.erring(wrong, ledgers, scope)}
        return blocking(self.survey, (file for file in self.survey.files if file.path in counted))

    def erring(self, wrong: Container[str], ledgers: Sequence[AnyLedger], scope: Scope) -> Iterator[str]:
        """Those of the wrong files of one workspace that matter to the ledgers."""
        own = replace(scope, office=self.workspace.office)
        for entry in tree_of(self.workspace).entries:
            if entry.path in wrong and self._matters(entry, ledgers, own):
                yield entry.path

    def _matters(self, entry: Entry, ledgers: Sequence[AnyLedger], scope: Scope) -> bool:
        source = self.source_of(entry) if self.workspace.is_sound else None
        if source is not None:
            return has_rows(ledgers, source, scope)
        needed = _LEDGER_OF.get(entry.kind)
        return needed is None or any(ledger.key == needed for ledger in ledgers)

    def fingerprint(self, paths: set[str]) -> str:
        """SHA-256 over the files that gave a row."""
        return fingerprint(self.survey, (file for file in self.survey.files if file.path in paths))


def _whole(reading: Reading[AnyNode]) -> tuple[AnyNode, ...] | None:
    """The records of a list; `None` where one of them cannot be read."""
    return None if any(found.is_error for found in reading.diagnostics()) else reading.nodes
