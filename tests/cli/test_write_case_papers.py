"""The Word files of the papers of a case: read back, each has the facts of the demonstration and its gaps."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn

HERE = Path(__file__).parent
SCENARIOS: list[dict[str, Any]] = yaml.safe_load((HERE / "case_papers.yaml").read_text(encoding="utf-8"))

Caller = Callable[..., Any]


def text_of(file: Path) -> str:
    """Everything that is printed, paragraph by paragraph, each box of a table once."""
    body = docx.Document(str(file)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[each["name"] for each in SCENARIOS])
@pytest.mark.usefixtures("demonstration")
def test_a_word_file_says_what_the_case_says(tmp_path: Path, call: Caller, scenario: dict[str, Any]) -> None:
    file = tmp_path / "文书.docx"
    found = call("write", *scenario["ask"].split(), "-o", str(file))
    assert found.code == 0, found.err
    text = text_of(file)
    for fact in scenario["says"]:
        assert fact in text
    for word in scenario.get("says not", ()):
        assert word not in text
    gaps = len(re.findall("【待填：", text))
    assert found.err == f"已写出 {file}，还有 {gaps} 处待填\n"
    assert docx.Document(str(file)).paragraphs[0].text == scenario["title"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("答辩状 0309", "二审只有县人民政府上诉，没有要答辩的上诉状。写一审的答辩状，加 --instance 一审"),
        ("答辩状 0706", "非诉审查不用答辩，写不出答辩状"),
        ("出庭通知 0225-城", None),
        ("专班通知 0706", "非诉审查不是诉讼，不用成立案件专班"),
        ("整改回复 0309", "案卷里没有“来函”，写不出"),
    ],
)
@pytest.mark.usefixtures("demonstration")
def test_a_paper_the_case_does_not_call_for_is_refused(
    tmp_path: Path, call: Caller, ask: str, message: str | None
) -> None:
    file = tmp_path / "文书.docx"
    found = call("write", *ask.split(), "--as-of", "2026-11-23", "-o", str(file))
    assert (found.code, found.out) == (2, "")
    assert message is None or found.err.startswith(f"错误：{message}（")
    assert not file.exists()
