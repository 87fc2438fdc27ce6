"""Privacy: numbers in a file that lead to a person and that no figure and no rule ever needs."""

from collections.abc import Iterator
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.law import CIVIL_CODE
from yingsu.domain.node import Node
from yingsu.domain.privacy import NUMBERS_OF_THINGS, Detail, DetailKind, details, may_hold_numbers
from yingsu.domain.view import View, per_view
from yingsu.rules.core import Finding, part_rule

Stated = tuple[Node, str, int | None, Detail]
"""A detail and where it stands: the part, its field, the position in a list."""


def numbers_in(record: Node) -> tuple[Stated, ...]:
    """Every detail of a record with a number of a person, but in the numbers of cases, documents and acts."""
    if not may_hold_numbers(record):
        return ()
    return tuple(
        (node, field, position, detail)
        for node, field, position, text in record.texts()
        if field not in NUMBERS_OF_THINGS
        for detail in details(text)
    )


@per_view
def of_file(view: View) -> tuple[Stated, ...]:
    """Those of the file as written: a number in it is there whatever the day."""
    return numbers_in(view.whole)


def _found(stated: tuple[Stated, ...], *kinds: DetailKind) -> Iterator[Finding]:
    """Where such numbers stand. A message never has the number itself: messages are printed and kept in logs."""
    for node, field, position, detail in stated:
        if detail.kind in kinds:
            message = f"“{node.key_of(field)}”里有{detail.kind}（{detail.shown}）"
            yield Finding(node, field, message, position=position)


@part_rule(
    "YS910",
    "identity-number-in-file",
    "文件里有身份证件号码",
    Severity.WARNING,
    CIVIL_CODE.article(111),
    part=of_file,
)
def identity_number_in_file(stated: tuple[Stated, ...]) -> Iterator[Finding]:
    """身份证、护照等证件号码，统计、期限、文书都用不着，写在文件里，能打开台账的人就都看得到，历次修改记录里也会一直留着。

    从文件里删去号码，需要核对身份的看案卷里的复印件；文件名里有号码的，把文件改名后再更正。
    """
    yield from _found(stated, DetailKind.IDENTITY, DetailKind.PAPER)


@part_rule(
    "YS911",
    "telephone-number-in-file",
    "文件里有电话号码",
    Severity.WARNING,
    CIVIL_CODE.article(111),
    part=of_file,
)
def telephone_number_in_file(stated: tuple[Stated, ...]) -> Iterator[Finding]:
    """当事人、证人、经办人的电话号码，统计、期限、文书都用不着，写在文件里，能打开台账的人就都看得到，历次修改记录里也会一直留着。

    从文件里删去号码，联系方式另行登记，或看案卷里的送达地址确认书。
    """
    yield from _found(stated, DetailKind.MOBILE, DetailKind.LANDLINE)


@part_rule(
    "YS912",
    "bank-account-in-file",
    "文件里有银行账号",
    Severity.WARNING,
    CIVIL_CODE.article(111),
    part=of_file,
)
def bank_account_in_file(stated: tuple[Stated, ...]) -> Iterator[Finding]:
    """银行账号、卡号，统计、期限、文书都用不着，写在文件里，能打开台账的人就都看得到，历次修改记录里也会一直留着。

    从文件里删去账号；付款的事写明“已支付”和日期，账号看付款凭证。
    """
    yield from _found(stated, DetailKind.ACCOUNT)


PRIVACY_RULES: Final = (identity_number_in_file, telephone_number_in_file, bank_account_in_file)
"""The rules of this module, for the files beside the cases."""
