"""What ends a command early: a Chinese sentence, an exit code, and a JSON form."""

from typing import Any

DONE, FOUND, UNUSABLE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes of spec/cli.md: done; errors found or refused; usage, settings or files; our fault; interrupted."""


class Problem(Exception):  # noqa: N818 -- what the user is told, not a kind of error of ours
    """Ends the command with a message on stderr; with `--format json`, a JSON document on stdout instead.

    Attributes:
        exit_code: one of the above.
        code: a word for programs: usage, workspace, settings, file, template, refused, leak, fault.
        extra: more for the JSON document.
    """

    def __init__(self, message: str, *, exit_code: int = UNUSABLE, code: str = "usage", **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.code = code
        self.extra = extra

    def as_json(self) -> dict[str, Any]:
        """The document on stdout."""
        return {"schema_version": 1, "error": {"code": self.code, "message": self.message}, **self.extra}
