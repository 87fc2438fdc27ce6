"""A question asked again where nothing has changed: the answer is said again, without a figure computed anew.

An answer is kept with everything it was made of: the words of the question, every file's content, settings, day, git's
version of it all, the reports published before, the terminal it was drawn for. Where any of these is another, it is
another question.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from yingsu.glance import Glance

_DRAWN_FOR = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "TTY_COMPATIBLE")
"""What a terminal's width and colours are told by."""


class Answers:
    """The answers to one question.

    Args:
        directories: as given with -C.
        day: the as-of day.
        words: the question, every option of it.
    """

    def __init__(self, directories: "Sequence[Path] | None", day: "date", words: tuple[object, ...]) -> None:
        self._directories = directories
        self._day = day
        self._words = words

    def say_again(self) -> bool:
        """Print the answer, if there is one."""
        found = self._found()
        if found is None:
            return False
        from yingsu.cli.check_glance import harmless

        glance, name = found
        text = glance.answer(name)
        if text is not None:
            sys.stdout.write(harmless(text))
        return text is not None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is printed meanwhile. Not where it ends in an error, or says something beside the answer."""
        out, err = _Heard(sys.stdout), _Heard(sys.stderr)
        sys.stdout, sys.stderr = out, err
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out.stream, err.stream
        if not err.parts:
            found = self._found()
            if found is not None:
                glance, name = found
                glance.keep_answer(name, "".join(out.parts))

    def _found(self) -> "tuple[Glance, str] | None":
        """The workspace as it is, where the cache knows all of it, and what the answer is called there."""
        from yingsu.cli.cache_option import is_cache_used
        from yingsu.cli.check_glance import glance_in
        from yingsu.reading.published import published_digest
        from yingsu.reading.revision import revision_of

        glance = glance_in(self._directories, self._day) if is_cache_used() else None
        if glance is None:
            return None
        made_of = (
            repr(self._words),
            glance.digest(),
            revision_of(glance.root),
            published_digest(glance.root),
            _drawn_for(),
        )
        return glance, hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _drawn_for() -> list[object]:
    is_terminal = sys.stdout.isatty()
    size = tuple(shutil.get_terminal_size()) if is_terminal else ()
    return [is_terminal, size, sys.stdout.encoding, [os.environ.get(name) for name in _DRAWN_FOR]]


class _Heard:
    """A stream that remembers what was written."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        self.parts.append(text)
        return self.stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)
