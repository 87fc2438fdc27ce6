"""Parts of a record know where they stand, and that is a part of what they are."""

from datetime import date

from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.reading.validation import read_record

TEXT = """\
格式: 1
案由: 责令退还非法占用土地
行为类别: 行政处罚
管理领域: 自然资源
原告:
  - {姓名: 张某}
  - {姓名: 张某}
审理:
  - 审级: 一审
    备案日期: 2025-03-07
    裁判: {日期: 2025-05-20, 结果: 撤销}
    上诉: {上诉方: 被告, 日期: 2025-06-05}
风险点:
  - {编号: JD-CX-03, 发现日期: 2025-03-15}
  - {编号: JD-CX-04, 完成日期: 2025-04-01}
"""


def case() -> Case:
    read = read_record(TEXT.encode(), Case, "cases/2025/示例/case.yaml").node
    assert read is not None
    return read


def places_of(node: Node) -> list[str]:
    return ["/".join(map(str, node.path)), *(place for part in node.parts() for place in places_of(part))]


def test_every_part_knows_its_place() -> None:
    assert places_of(case()) == [
        "",
        "原告/0",
        "原告/1",
        "审理/0",
        "审理/0/裁判",
        "审理/0/裁判/结果/0",
        "审理/0/上诉/0",
        "风险点/0",
        "风险点/1",
    ]


def test_what_is_known_on_a_day_stands_where_it_stood() -> None:
    known = case().known_on(date(2025, 3, 10))
    assert known is not None
    assert places_of(known) == ["", "原告/0", "原告/1", "审理/0", "风险点/1"]
    assert known.risk_points[0].done_on is None


def test_what_has_nothing_later_is_the_same_on_that_day() -> None:
    whole = case()
    assert whole.known_on(date(2025, 6, 5)) is whole


def test_parts_are_equal_that_say_the_same_in_the_same_place() -> None:
    first, second = case().plaintiffs
    assert first == case().plaintiffs[0]
    assert first != second
    assert (
        first.model_dump()
        == second.model_dump()
        == {
            "name": "张某",
            "kind": None,
            "should_be_defendant": None,
        }
    )
    assert len({first, second, case().plaintiffs[0]}) == 2
    assert first != "张某"


def test_a_part_that_nobody_read_stands_at_the_root() -> None:
    assert Case.model_construct().path == ()
