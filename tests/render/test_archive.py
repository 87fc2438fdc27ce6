"""Packages without a clock: only the times differ from what came in."""

import io
import zipfile

from yingsu.render.archive import without_times

_CORE = (
    '<c xmlns:dcterms="d"><dcterms:created xsi="W3">2026-01-10T08:09:10Z</dcterms:created>'
    "<dcterms:modified>{}</dcterms:modified><title>2026-01-10T08:09:10Z</title></c>"
)


def package(parts: dict[str, str], when: tuple[int, int, int, int, int, int]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, when), content)
    return target.getvalue()


def read(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        return {name: found.read(name).decode() for name in found.namelist()}


def test_only_times_and_order_change() -> None:
    parts = {
        "b.xml": "<dcterms:created>2026</dcterms:created>",
        "[Content_Types].xml": "<t/>",
        "a/a.xml": "甲",
    }
    parts["docProps/core.xml"] = _CORE.format("2026-02-02T00:00:00Z")
    found = read(without_times(package(parts, (2026, 1, 10, 8, 0, 0))))
    assert list(found) == ["[Content_Types].xml", "a/a.xml", "b.xml", "docProps/core.xml"]
    core = found.pop("docProps/core.xml")
    assert found == {name: parts[name] for name in found}
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert "<title>2026-01-10T08:09:10Z</title>" in core
    assert 'xsi="W3"' in core


def test_packages_of_another_time_and_order_become_the_same() -> None:
    one = {"[Content_Types].xml": "t", "a": "1", "docProps/core.xml": _CORE.format("2020-01-01T00:00:00Z")}
    other = {"docProps/core.xml": _CORE.format("2021-01-01T00:00:00Z"), "a": "1", "[Content_Types].xml": "t"}
    first = without_times(package(one, (2020, 2, 2, 2, 2, 2)))
    assert first == without_times(package(other, (2026, 6, 6, 6, 6, 6)))
    assert without_times(first) == first
