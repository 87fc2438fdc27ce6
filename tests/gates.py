"""All gates, one after the other; the second command of the README runs this file.

Usage: python tests/gates.py. Needs the project installed with its `dev` extra in the running environment.
"""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent
LEAST_COVERED = 95.0
CODE = ("src", "tests", "benchmarks", "docs")
UNTRACED = ("tests/hostile", "tests/published")


def run(*command: str | Path, cwd: Path = ROOT) -> bool:
    """Run a command with its output shown."""
    return subprocess.run([str(part) for part in command], cwd=cwd, check=False).returncode == 0


def formatting() -> bool:
    """The formatter would change nothing."""
    return run(SCRIPTS / "ruff", "format", "--check", *CODE)


def lint() -> bool:
    """Every rule of ruff, but those ignored with a reason."""
    return run(SCRIPTS / "ruff", "check", *CODE)


def types() -> bool:
    """Strict types."""
    return run(SCRIPTS / "mypy")


def layers() -> bool:
    """Data flows one way."""
    return run(SCRIPTS / "lint-imports", "--no-logo")


def demonstration() -> bool:
    """The demonstration cases have no error."""
    return run(PYTHON, "-m", "yingsu", "check", "--format", "concise", "--quiet", "--as-of", "2026-11-23")


def wheel() -> bool:
    """The wheel works in an empty environment, from an empty directory."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        built = place / "dist"
        if not run(PYTHON, "-m", "build", "--wheel", "--outdir", built, ROOT):
            return False
        venv.create(place / "venv", with_pip=True)
        scripts = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        if not run(scripts / "python", "-m", "pip", "install", "-q", next(built.glob("*.whl"))):
            return False
        office = place / "空目录"
        office.mkdir()
        program = scripts / "yingsu"
        commands = (("init",), ("check",), ("list",), ("report", "--format", "json"), ("explain", "YS301"))
        return all(run(program, *command, cwd=office) for command in commands)


def tests() -> bool:
    """The tests, in random order, warnings as errors; every file covered.

    What runs the whole program again and again on the same lines is not traced: that would take twice as long.
    """
    pytest = (PYTHON, "-X", "warn_default_encoding", "-m", "pytest", "-n", "2")
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "coverage.json"
        ignored = [f"--ignore={place}" for place in UNTRACED]
        passed = run(*pytest, *ignored, "--cov", f"--cov-report=json:{report}")
        return all((covered(report), run(*pytest, *UNTRACED), passed))


def covered(report: Path) -> bool:
    """Whether no file is covered less than it must be, lines and branches together."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    thin = {name: each["summary"]["percent_covered"] for name, each in files.items()}
    thin = {name: percent for name, percent in thin.items() if percent < LEAST_COVERED}
    for name, percent in sorted(thin.items()):
        print(f"{name}: {percent:.1f} % covered, {LEAST_COVERED:.0f} % wanted")  # noqa: T201 -- a script's output
    return not thin


GATES: tuple[Callable[[], bool], ...] = (formatting, lint, types, layers, demonstration, wheel, tests)


def main() -> None:
    """Run every gate, also after one has failed, and say which did."""
    failed = [gate.__name__ for gate in GATES if not gate()]
    print(f"gates failed: {', '.join(failed)}" if failed else "all gates passed")  # noqa: T201 -- a script's output
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
