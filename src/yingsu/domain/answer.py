"""Yes, no, or unknown: what a fact answers."""

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Answer(Enum):
    """The answer to a question of fact. Silence in the file is a third answer, never a no.

    An answer has no truth value: `if head_appeared(…)` raises, because neither mypy nor ruff would catch
    `not head_appeared(…)`. Write `is Answer.YES`.
    """

    YES = "是"
    NO = "否"
    UNKNOWN = "不明"

    def __bool__(self) -> NoReturn:
        """Refuse the question.

        Raises:
            TypeError: always.
        """
        raise TypeError("an Answer has three values: compare it with `is`")

    @classmethod
    def of(cls, value: bool | None) -> "Answer":
        """`None` is unknown."""
        if value is None:
            return cls.UNKNOWN
        return cls.YES if value else cls.NO

    @classmethod
    def any_of(cls, answers: Iterable["Answer"]) -> "Answer":
        """Yes if any is yes, else unknown if any is unknown, else no (also for none at all)."""
        found = tuple(answers)
        if cls.YES in found:
            return cls.YES
        return cls.UNKNOWN if cls.UNKNOWN in found else cls.NO

    @classmethod
    def all_of(cls, answers: Iterable["Answer"]) -> "Answer":
        """No if any is no, else unknown if any is unknown, else yes (also for none at all)."""
        found = tuple(answers)
        if cls.NO in found:
            return cls.NO
        return cls.UNKNOWN if cls.UNKNOWN in found else cls.YES
