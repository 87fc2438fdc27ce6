"""The first line of a case file, by which any editor finds the schema of it; apart from what makes schemas, which is heavy."""

from pathlib import Path
from typing import Final

EDITOR: Final = ".vscode"
"""The directory of a workspace in which VS Code looks for its settings."""

SCHEMAS_DIRECTORY: Final = f"{EDITOR}/yingsu"
CASE_SCHEMA_FILE: Final = "case.schema.json"


def case_modeline(root: Path) -> str:
    """The line for a new case file of a workspace; empty where the workspace has no schemas."""
    if not (root / SCHEMAS_DIRECTORY / CASE_SCHEMA_FILE).is_file():
        return ""
    # From cases/<year>/<case>/, relative: it holds wherever the workspace is copied to.
    return f"# yaml-language-server: $schema=../../../{SCHEMAS_DIRECTORY}/{CASE_SCHEMA_FILE}\n"
