"""`yingsu diff` and `yingsu log`, on git histories made here."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Caller = Callable[..., Any]

DAY = ("--as-of", "2025-12-31")
CASE = "2025/0306-自然资源局-张某"
OTHER = "2025/0410-浔中派出所-李某"
GONE = "2025/1201-自然资源局-孙某"


@dataclass(frozen=True)
class Office:
    """A workspace under git, and what is done to it."""

    root: Path

    def git(self, *words: str, on: str = "2025-03-07", author: str = "吴某") -> str:
        moment = f"{on}T10:00:00+0800"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{f"GIT_{who}_NAME": author for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "mou@example.invalid" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_DATE": moment for who in ("AUTHOR", "COMMITTER")},
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=environment, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout.strip()

    def commit(self, on: str, author: str = "吴某") -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", "改", on=on, author=author)
        return self.git("rev-parse", "HEAD")

    def file(self, case: str = CASE) -> Path:
        return self.root / "cases" / case / "case.yaml"

    def edit(self, old: str, new: str, case: str = CASE) -> None:
        text = self.file(case).read_text(encoding="utf-8")
        assert old in text
        self.file(case).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def office(sample: Path) -> Office:
    """The small workspace, committed once."""
    made = Office(sample)
    made.git("init", "-qb", "main")
    made.commit("2025-06-30")
    return made


@pytest.fixture
def told(office: Office) -> Office:
    """A second version: facts corrected, a case renamed, one removed, one with other comments only, settings changed."""
    office.edit("    备案日期: 2025-03-07\n", "    备案日期: 2025年3月10日\n")
    office.edit("职务: 副局长, 身份: 副职负责人", "职务: 科长, 身份: 工作人员")
    office.edit("    案号: （2025）闽0583行初12号", "    案号: (2025)闽0583行初12号")
    (office.root / "cases" / OTHER).rename(office.root / "cases/2025/0410-派出所-李某")
    shutil.rmtree(office.root / "cases" / GONE)
    first = office.file("2024/1008-自然资源局-钱某")
    first.write_text(first.read_text(encoding="utf-8") + "# 注\n", encoding="utf-8")
    settings = office.root / "yingsu.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# 注\n", encoding="utf-8")
    office.commit("2025-09-30", author="黄某")
    return office


def test_what_changed_between_two_days(told: Office, call: Caller) -> None:
    found = call("diff", "2025-06-30..2025-09-30", *DAY, "--format", "json").json
    assert found["added"] == []
    assert found["removed"] == [GONE]
    assert {each["case"]: each["changes"] for each in found["changed"]} == {
        "2024/1008-自然资源局-钱某": ["只改了写法、次序或注释，内容没有变"],
        CASE: [
            "将「备案日期」由 2025-03-07 改为 2025-03-10",
            "将一审 2025-04-10 开庭的到庭（陈某）的「职务」由“副局长”改为“科长”",
            "将一审 2025-04-10 开庭的到庭（陈某）的「身份」由“副职负责人”改为“工作人员”",
        ],
        "2025/0410-派出所-李某": [f"案件目录由“{OTHER}”改为“2025/0410-派出所-李某”"],
    }
    assert found["files"] == ["yingsu.yaml"]
    assert found["to"]["revision"] == told.git("rev-parse", "HEAD")


def test_figures_that_moved_name_the_cases_that_moved_them(told: Office, call: Caller) -> None:
    del told
    found = call("diff", "HEAD~1..", *DAY, "--format", "json").json
    head = found["metrics"][0]
    assert (head["key"], head["from"], head["to"]) == (
        "head_appearance_rate",
        "50.00%（1/2）",
        "0.00%（0/2）",
    )
    docket = "(2025)闽0583行初12号"
    assert head["cases"] == [
        {"case": CASE, "docket": docket, "from": "计入分子", "to": "未计入分子"},
        {"case": GONE, "docket": "（2025）闽0583行初99号", "from": "不计入", "to": "未列"},
    ]
    # A renamed case and other brackets of a docket move nothing.
    assert all(each["from"] != each["to"] or each["cases"] for each in found["metrics"])
    assert {move["case"] for each in found["metrics"] for move in each["cases"]} == {CASE, GONE}


def test_the_page_has_sentences_and_figures(told: Office, call: Caller, tmp_path: Path) -> None:
    page = call("diff", "main~1..main", *DAY)
    assert page.code == 0
    assert "改动的案件（3件）\n  2024/1008-自然资源局-钱某\n" in page.out
    assert "删去的案件（1件）" in page.out
    assert "因哪些案件变动" in page.out
    assert "“未列”是那个版本在这个期间没有这一项。" in page.out
    assert "# 两个版本的比较" in call("diff", "main~1", *DAY, "--format", "md").out
    made = call("diff", "main~1", *DAY, "-o", str(tmp_path / "变动.xlsx"))
    assert made.code == 0, made.err
    book = openpyxl.load_workbook(tmp_path / "变动.xlsx")
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"计入分子", CASE, "将「备案日期」由 2025-03-07 改为 2025-03-10"} <= cells
    told.git("tag", "季报")
    assert "季报（" in call("diff", "季报..HEAD", *DAY).out


def test_without_versions_it_is_what_has_not_been_committed(office: Office, call: Caller) -> None:
    assert "两个版本的案件和设置没有不同。" in call("diff", *DAY).out
    office.file().write_bytes(office.file().read_bytes().replace(b"\n", b"\r\n"))
    assert call("diff", *DAY, "--format", "json").json["changed"] == []
    shutil.copytree(office.file().parent, office.root / "cases/2025/0999-新")
    office.edit("案号: （2025）闽0583行初12号", "案号: （2025）闽0583行初77号", "2025/0999-新")
    found = call("diff", *DAY, "--format", "json").json
    assert (found["added"], found["to"]) == (["2025/0999-新"], {"name": "现在的文件", "revision": None})


def test_a_version_with_errors_is_not_compared(office: Office, call: Caller) -> None:
    office.edit("格式: 1", "格式: 1\n错键: 1")
    office.commit("2025-07-01")
    office.edit("错键: 1\n", "")
    for versions, which in (("HEAD", "前"), ("HEAD~1..HEAD", "后")):
        found = call("diff", versions, *DAY, "--format", "json").json
        assert found["changed"][0]["changes"] == [f"{which}一版本的文件有错误，读不出来，没有逐项比较"]
        sides = [(each["from"], each["to"]) for each in found["metrics"]]
        assert all("—（有错误，不能比较）" in each for each in sides)
        assert f"cases/{CASE}/case.yaml:3 " in str(found["obstacles"])
    assert "数字不可信，不能比较：" in call("diff", "HEAD", *DAY).out


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ("a..b..c", "看不懂"),
        ("A...B", "看不懂"),
        ("..HEAD", "看不懂"),
        ("没有", "没有“没有”这个版本"),
        ("HEAD..-x", "不是版本的名称"),
        ("^HEAD", "不是版本的名称"),
        ("HEAD\n", "不是版本的名称"),
        ("2024-12-31..", "2024-12-31 以前没有提交过"),
        ("HEAD~5", "没有“HEAD~5”这个版本"),
    ],
)
def test_a_version_that_is_none_is_said(office: Office, call: Caller, versions: str, words: str) -> None:
    del office
    left = call("diff", versions, *DAY)
    assert left.code == 2
    assert words in left.err


def test_a_workspace_without_git_says_so(sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(sample.parent))
    for words in (("diff",), ("log",), ("log", "0306")):
        left = call(*words, *DAY)
        assert (left.code, "没有用 git 保存历史" in left.err) == (2, True)
    Office(sample).git("init", "-q")
    assert "还没有提交过" in call("diff", *DAY).err
    monkeypatch.setenv("PATH", str(sample))
    assert "没有找到 git 程序" in call("diff", *DAY).err


def test_a_directory_of_another_user_is_explained(
    office: Office, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    left = call("diff", *DAY)
    assert left.code == 2
    assert f'git config --global --add safe.directory "{office.root.as_posix()}"' in left.err


def test_a_damaged_repository_is_said(office: Office, call: Caller) -> None:
    tree = office.git("rev-parse", "HEAD^{tree}")
    (office.root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    left = call("diff", *DAY)
    assert left.code == 2
    assert "git 读不出历史：" in left.err


def test_the_history_of_a_case(told: Office, call: Caller, tmp_path: Path) -> None:
    told.edit("完成日期: 2025-07-30, ", "")
    told.commit("2025-10-09")
    found = call("log", "0306", *DAY, "--format", "json").json
    assert [(each["day"], each["author"]) for each in found["commits"]] == [
        ("2025-10-09", "吴某"),
        ("2025-09-30", "黄某"),
        ("2025-06-30", "吴某"),
    ]
    assert found["commits"][0]["changes"] == [
        "将履行（重新作出处理决定）的「完成日期」由 2025-07-30 改为（空）"
    ]
    assert found["commits"][2]["changes"] == ["新建案件"]
    assert found["complete"] is True
    entered = {each["fact"]: (each["day"], each["entered"], each["days"]) for each in found["facts"]}
    # Corrected: entered when the day it has now was written, the docket's other brackets notwithstanding.
    assert entered["一审的「备案日期」"] == ("2025-03-10", "2025-09-30", 204)
    assert entered["一审的「立案日期」"] == ("2025-03-03", "2025-06-30", 119)
    assert entered["复盘的「报送日期」"] == ("2025-06-25", "2025-06-30", 5)
    assert found["promptness"]["count"] == len(found["facts"]) == 16
    page = call("log", "0306", *DAY).out
    assert "改了什么\n  2025-10-09　吴某" in page
    assert "16项事实，录入天数的中位数 117.5 天，最长 222 天。" in page
    for ending in ("docx", "xlsx", "html", "md", "json"):
        assert call("log", "0306", *DAY, "-o", str(tmp_path / f"历史.{ending}")).code == 0


def test_a_case_is_followed_through_a_rename_but_not_into_another(told: Office, call: Caller) -> None:
    found = call("log", "派出所-李某", *DAY, "--format", "json").json
    assert [each["case"] for each in found["commits"]] == ["2025/0410-派出所-李某", OTHER]
    # A case made out of another that goes in the same commit is a new one.
    (told.root / "cases/2025/0410-派出所-李某").rename(told.root / "cases/2025/0500-派出所-周某")
    file = told.file("2025/0500-派出所-周某")
    text = file.read_text(encoding="utf-8")
    start = text.index("案号: ") + 4
    docket = text[start : text.index("\n", start)]
    file.write_text(text.replace(docket, "（2025）闽0583行初500号"), encoding="utf-8")
    told.commit("2025-10-01")
    found = call("log", "0500", *DAY, "--format", "json").json
    assert [each["changes"] for each in found["commits"]] == [["新建案件"]]


def test_a_case_that_was_damaged_removed_and_came_back(office: Office, call: Caller) -> None:
    text = office.file().read_text(encoding="utf-8")
    office.file().write_text(text + "错键: 1\n", encoding="utf-8")
    office.commit("2025-07-01")
    office.file().write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    office.commit("2025-07-02")
    office.file().unlink()
    office.commit("2025-07-03")
    office.file().write_text(text, encoding="utf-8")
    office.commit("2025-07-04")
    office.file().write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    office.commit("2025-07-05")
    found = call("log", "0306", *DAY, "--format", "json").json
    assert [each["changes"] for each in found["commits"]] == [
        ["只改了换行的写法"],
        ["新建案件"],
        ["删去了案件"],
        ["前一版本的文件有错误，读不出来，没有逐项比较"],
        ["后一版本的文件有错误，读不出来，没有逐项比较"],
        ["新建案件"],
    ]
    assert {each["entered"] for each in found["facts"]} == {"2025-06-30"}


def test_a_case_that_was_removed_still_has_its_history(told: Office, call: Caller) -> None:
    del told
    found = call("log", "1201-自然资源局", *DAY, "--format", "json").json
    assert [(each["case"], each["changes"]) for each in found["commits"]] == [
        (None, ["删去了案件"]),
        (GONE, ["新建案件"]),
    ]
    # An id of old is not a case of its own.
    assert "没有找到案件" in call("log", "浔中派出所-李某", *DAY).err
    assert "对应多个案件" in call("log", "自然资源局", *DAY).err


def test_a_workbook_needs_a_file(office: Office, call: Caller, tmp_path: Path) -> None:
    del office
    left = call("diff", *DAY, "--format", "xlsx")
    assert (left.code, "要写成文件" in left.err) == (2, True)
    assert call("log", *DAY, "--format", "xlsx", "-o", str(tmp_path / "录入.xlsx")).code == 0


def test_a_fact_written_before_its_day_is_pointed_out(office: Office, call: Caller) -> None:
    # 完成日期 is 2025-07-30 in what was committed on 2025-06-30.
    office.edit("报送日期: 2025-06-25", "报送日期: 2025-08-25")
    office.commit("2025-07-01")
    assert "2项的天数是负数：写入时这一天还没有到，请核对。" in call("log", "0306", *DAY).out.replace(
        "\n", ""
    )


def test_a_merge_enters_only_what_is_in_no_branch(office: Office, call: Caller) -> None:
    office.git("checkout", "-qb", "支")
    office.edit("备案日期: 2025-03-07", "备案日期: 2025-03-10")
    office.commit("2025-07-01", author="黄某")
    office.git("checkout", "-q", "main")
    office.edit("报送日期: 2025-06-25", "报送日期: 2025-06-26")
    office.commit("2025-07-02")
    office.git("merge", "-q", "支", on="2025-07-05")
    office.git("checkout", "-q", "-b", "他", "HEAD~1")
    found = call("log", "0306", *DAY, "--format", "json", "-C", str(office.root)).json
    assert len(found["commits"]) == 2
    office.git("checkout", "-q", "main")
    found = call("log", "0306", *DAY, "--format", "json").json
    assert found["commits"][0]["changes"] == ["合并了几边的改动"]
    entered = {each["fact"]: each["entered"] for each in found["facts"]}
    assert entered["一审的「备案日期」"] == "2025-07-01"
    assert entered["复盘的「报送日期」"] == "2025-07-02"
    assert entered["一审的「立案日期」"] == "2025-06-30"


def test_a_case_not_yet_committed_has_no_history(office: Office, call: Caller) -> None:
    shutil.copytree(office.file().parent, office.root / "cases/2025/0999-新")
    office.edit("案号: （2025）闽0583行初12号", "案号: （2025）闽0583行初77号", "2025/0999-新")
    assert "这个案件还没有提交过，没有历史。" in call("log", "0999", *DAY).out


def test_a_shallow_clone_says_that_it_is_not_all(
    told: Office, call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "浅"
    told.git("clone", "-q", "--depth", "1", told.root.as_uri(), str(place))
    monkeypatch.chdir(place)
    assert "git fetch --unshallow" in call("diff", "2025-06-30..", *DAY).err
    page = call("log", "0306", *DAY).out
    assert "这里能看到的最早的版本" in page
    assert "更早的提交没有取来或没有看" in page
    assert "没有可以计算的事实。" in page
    found = call("log", *DAY, "--format", "json").json
    assert (found["complete"], found["promptness"]["count"], found["promptness"]["median"]) == (
        False,
        0,
        None,
    )
    assert "不知道哪天录入" in call("log", *DAY).out


def test_how_promptly_each_unit_enters_facts(told: Office, call: Caller) -> None:
    del told
    found = call("log", *DAY, "--format", "json").json
    assert found["promptness"]["longest"]["case"].startswith("2025/")
    units = {each["unit"]: each["count"] for each in found["by_unit"]}
    assert units["浔中派出所"] == 11
    assert "合计" in call("log", *DAY, "--quarter", "1").out
    refused = call("log", "0306", *DAY, "--year", "2025")
    assert (refused.code, "不能再写 --year" in refused.err) == (2, True)
    nothing = call("log", *DAY, "--from", "2025-12-30").out
    assert "合计" in nothing
    assert "—" in nothing


def test_a_workspace_may_be_a_folder_of_its_repository(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = Office(sample.parent)
    above.git("init", "-qb", "main")
    (above.root / "别处").mkdir()
    (above.root / "别处/某.yaml").write_text("甲: 1\n", encoding="utf-8")
    above.git("add", "别处")
    above.git("commit", "-qm", "x", on="2025-01-01")
    assert "里还没有这个工作区" in call("diff", *DAY).err
    above.commit("2025-06-30")
    office = Office(sample)
    office.edit("备案日期: 2025-03-07", "备案日期: 2025-03-10")
    assert "将「备案日期」由 2025-03-07 改为 2025-03-10" in call("diff", *DAY).out
    assert call("log", "0306", *DAY, "--format", "json").json["commits"][0]["day"] == "2025-06-30"
    monkeypatch.chdir(sample)


def test_the_offices_own_risk_points_are_taken_from_the_version(office: Office, call: Caller) -> None:
    settings = office.root / "yingsu.yaml"
    points = office.root / "风险点.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "风险点目录: 风险点.yaml\n", encoding="utf-8")
    points.write_text("- {编号: ZZ-01, 阶段: 受理, 类型: 程序缺失, 风险点: 某}\n", encoding="utf-8")
    office.commit("2025-07-01")
    points.unlink()
    found = call("diff", *DAY, "--format", "json").json
    assert found["files"] == ["风险点.yaml"]
    assert not any("风险点.yaml" in each for each in found["obstacles"]["from"])


def test_nothing_of_the_repository_is_run(office: Office, call: Caller) -> None:
    mark = office.root / "ran"
    for name in ("core.fsmonitor", "gpg.program", "diff.x.textconv", "diff.external", "core.pager"):
        office.git("config", name, f"touch '{mark}' #")
    office.git("config", "log.showSignature", "true")
    (office.root / ".gitattributes").write_text("*.yaml diff=x\n", encoding="utf-8")
    office.edit("备案日期: 2025-03-07", "备案日期: 2025-03-10")
    assert call("diff", *DAY).code == 0
    assert call("log", "0306", *DAY).code == 0
    assert not mark.exists()
