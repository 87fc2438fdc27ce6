"""The tests under several Pythons, and with the lowest dependencies that are declared; prints a table.

Usage: python tests/versions.py [--tests tests/domain,tests/rules] [PYTHON …]. Run by hand before a release; needs `uv` on
the path (pip install uv), because pip cannot resolve to the lowest versions. A PYTHON is what uv takes for one: 3.12, or a path.
Each gets an environment of its own with the newest dependencies; the lowest are tried with the first.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}


def tried(python: str, dependencies: str, tests: list[str]) -> tuple[str, bool]:
    """What came of the tests under a Python in one line, and whether all passed.

    Args:
        python: the program, or its version.
        dependencies: `lowest` or `newest`.
        tests: what to run, from the root of the project.
    """
    with tempfile.TemporaryDirectory() as name:
        program = str(Path(name) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        if subprocess.run(["uv", "venv", "-q", "--clear", "--python", python, name], check=False).returncode:
            return "not to be had", False
        install = [
            "uv",
            "pip",
            "install",
            "-q",
            "--resolution",
            RESOLUTIONS[dependencies],
            "--python",
            program,
        ]
        if subprocess.run([*install, "-e", f"{ROOT}[dev]"], check=False).returncode:
            return "cannot be installed", False
        pytest = [
            program,
            "-X",
            "warn_default_encoding",
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *tests,
        ]
        ran = subprocess.run(pytest, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
        lines = ran.stdout.splitlines() or ["no test ran"]
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        return "\n".join([lines[-1], *failed]), ran.returncode == 0


def main() -> None:
    """Try each, and print what came of it; fails where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pythons", nargs="*", default=SUPPORTED)
    parser.add_argument("--tests", default="tests")
    given = parser.parse_args()
    passed = []
    for python, dependencies in [(given.pythons[0], "lowest"), *((each, "newest") for each in given.pythons)]:
        result, is_good = tried(python, dependencies, given.tests.split(","))
        print(f"{python}  {dependencies}: {result}", flush=True)  # noqa: T201 -- a script's output
        passed.append(is_good)
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
