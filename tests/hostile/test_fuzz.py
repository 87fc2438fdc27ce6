"""Any bytes through every door: those that once did harm, and some that nobody has thought of.

What hypothesis makes here is the same each time, so that a red build is red again; what is new is looked for by hand,
for as long as one likes, with `fuzz.py`.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
SPEC = spec_from_file_location("doors", HERE / "doors.py")
assert SPEC is not None
assert SPEC.loader is not None
doors = module_from_spec(SPEC)
SPEC.loader.exec_module(doors)

FOUND: list[dict[str, Any]] = yaml.safe_load((HERE / "found.yaml").read_text(encoding="utf-8"))
WHOLE_COMMANDS = ("check", "facts", "settings", "units", "ledger", "mapping", "wording", "published")
"""Doors behind which whole commands run: they cost more."""
MANY, FEW = 30, 8


@st.composite
def bytes_for(draw: st.DrawFn, door: str) -> bytes:
    """Any bytes, or a seed of the door's with something put in, out or in the place of something."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=200))
    content: bytes = draw(st.sampled_from(doors.seeds(door)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 20)))
        pieces = st.sampled_from([each.encode("utf-8", "surrogatepass") for each in doors.PIECES])
        content = content[:at] + draw(st.binary(max_size=4) | pieces) + content[end:]
    return content


@pytest.mark.parametrize("row", FOUND, ids=lambda row: f"{row['door']}-{row['what']}")
def test_what_did_harm_once_does_none(row: dict[str, Any]) -> None:
    doors.DOORS[row["door"]](row["bytes"].encode("utf-8"))


@pytest.mark.parametrize("door", doors.DOORS)
def test_any_bytes_come_in_and_do_no_harm(door: str) -> None:
    @settings(
        max_examples=FEW if door in WHOLE_COMMANDS else MANY,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(bytes_for(door))
    def come_in(data: bytes) -> None:
        doors.DOORS[door](data)

    come_in()
