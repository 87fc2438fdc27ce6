"""A check as a JUnit report, which every CI server shows: a suite per kind of file, a test case per file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.render.diagnostics import concise
from yingsu.render.words import printable


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was looked at, and what is wrong in it."""

    path: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """The files of a kind; `name` is the kind in Chinese."""

    name: str
    files: tuple[CheckedFile, ...]


def junit(name: str, suites: Iterable[Suite], failing: Collection[Severity]) -> str:
    """The report.

    Args:
        name: of the workspace.
        suites: the files by kind.
        failing: of what severity a diagnostic must be for its file to fail; what else is wrong stands in its output.
    """
    root = ET.Element("testsuites", {"name": printable(name)})
    total = failed = 0
    for suite in suites:
        found = [_failures(file, failing) for file in suite.files]
        failures = sum(bool(each) for each in found)
        counts = {"tests": str(len(suite.files)), "failures": str(failures), "errors": "0"}
        element = ET.SubElement(root, "testsuite", {"name": suite.name, **counts})
        for file, wrong in zip(suite.files, found, strict=True):
            _add_case(element, suite.name, file, wrong)
        total, failed = total + len(suite.files), failed + failures
    root.attrib |= {"tests": str(total), "failures": str(failed), "errors": "0"}
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _failures(file: CheckedFile, failing: Collection[Severity]) -> tuple[Diagnostic, ...]:
    return tuple(each for each in file.diagnostics if each.defect.severity in failing)


def _add_case(suite: ET.Element, kind: str, file: CheckedFile, wrong: tuple[Diagnostic, ...]) -> None:
    case = ET.SubElement(suite, "testcase", {"name": printable(file.path), "classname": kind})
    if wrong:
        # One failure for all of them: of several, servers show the first only.
        first = f"{wrong[0].defect.code} {printable(wrong[0].message)}"
        message = first if len(wrong) == 1 else f"{len(wrong)} 处问题，第一处：{first}"
        codes = "、".join(sorted({each.defect.code for each in wrong}))
        failure = ET.SubElement(case, "failure", {"type": codes, "message": message})
        failure.text = "\n".join(concise(wrong))
    rest = tuple(each for each in file.diagnostics if each not in wrong)
    if rest:
        ET.SubElement(case, "system-out").text = "\n".join(concise(rest))
