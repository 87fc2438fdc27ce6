"""A file as surveyed. What is kept of it is loaded by whoever needs it: a check does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingsu.diagnostic import Diagnostic
from yingsu.verdict import Verdict

if TYPE_CHECKING:
    from yingsu.inspection.kept import Counted, Due


@dataclass(frozen=True, slots=True)
class FileSurvey:
    """One file as surveyed.

    Attributes:
        verdict: what is wrong in it.
        load: what is counted of it; read anew at each call where it stands in the cache, so ask once and go on with that.
        load_due: its due days and gaps, in the same way.
    """

    verdict: Verdict
    load: "Callable[[], Counted]"
    load_due: "Callable[[], Due]"

    @property
    def path(self) -> str:
        """Relative to the workspace."""
        return self.verdict.path

    @property
    def case(self) -> str | None:
        """The case id, for a case."""
        return self.verdict.case

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes; empty where it could not be read."""
        return self.verdict.digest

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong in it, without the rules across files."""
        return self.verdict.diagnostics
