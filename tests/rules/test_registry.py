"""How rules are declared, and what happens when one of them fails."""

from collections.abc import Iterator
from datetime import date

import pytest

from yingsu.cli.main import run
from yingsu.diagnostic import Defect, Severity
from yingsu.domain.case import Case
from yingsu.domain.law import APPEARANCE_RULES, LITIGATION_LAW
from yingsu.domain.office import Office
from yingsu.domain.view import View
from yingsu.rules import registry
from yingsu.rules.core import Finding, Rule, RuleCrashError, declare, findings, rule

CASE = {"格式": "1", "案由": "甲", "行为类别": "行政处罚", "管理领域": "公安"}


def a_view() -> View:
    return View("2025/0306-示例", Case.model_validate(CASE), Office(), date(2026, 1, 10))


@rule("YS998", "fault-of-ours", "本程序的错误", Severity.WARNING)
def broken(view: View) -> Iterator[Finding]:
    """样例。

    样例。
    """
    yield Finding(view.case, "no_such_field", str(1 // len(view.case.defendants)))


@rule("YS999", "field-misspelt", "字段写错", Severity.WARNING)
def misspelt(view: View) -> Iterator[Finding]:
    """样例。

    样例。
    """
    yield Finding(view.case, "no_such_field", "样例")


def test_a_rule_that_fails_is_our_fault_and_named() -> None:
    with pytest.raises(RuleCrashError) as caught:
        list(findings((broken,), a_view()))
    assert (caught.value.code, caught.value.case) == ("YS998", "2025/0306-示例")


def test_a_misspelt_field_raises_where_its_place_is_asked() -> None:
    ((_, finding),) = findings((misspelt,), a_view())
    with pytest.raises(KeyError):
        finding.path  # noqa: B018 -- the property raises


def test_a_crash_ends_with_exit_code_three_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(rules: tuple[Rule, ...], view: View) -> Iterator[tuple[Defect, Finding]]:
        del rules
        raise RuleCrashError("YS998", view.id) from ZeroDivisionError("division")

    monkeypatch.setattr("yingsu.inspection.inspecting.findings", crash)
    assert run(["check", "-C", ".", "--no-cache", "--as-of", "2026-11-23"]) == 3
    said = capsys.readouterr().err
    assert "YS998" in said
    assert "Traceback" not in said


def test_a_declaration_has_an_explanation_and_a_remedy() -> None:
    with pytest.raises(ValueError, match="a remedy"):
        declare("YS999", "x", "样例", Severity.INFO, (), "只有一段")


def test_lines_of_a_docstring_join_without_a_space_between_chinese() -> None:
    defect = declare(
        "YS999",
        "x",
        "样例",
        Severity.INFO,
        (),
        "第一\n    第二 YAML\n    writes\n\n    处理：\n    写 `案号: x`",
    )
    assert (defect.explanation, defect.remedy) == ("第一第二 YAML writes", "处理：写 `案号: x`")


def test_articles_of_one_instrument_are_cited_together() -> None:
    basis = (LITIGATION_LAW.article(3, 3), APPEARANCE_RULES.article(8), APPEARANCE_RULES.article(9))
    defect = declare("YS999", "x", "样例", Severity.INFO, basis, "一\n\n二")
    assert defect.basis == ("行政诉讼法第三条第三款", "法释〔2020〕3号第八条、第九条")


def test_two_rules_cannot_share_a_code() -> None:
    defect = broken.defect
    with pytest.raises(registry.SharedCodeError):
        registry._by_code((defect, defect))  # noqa: SLF001 -- the registry is built once, at import
