"""府院联动与学习, on a page: how often, who took part, who never did, what the court said and what was mended."""

from collections.abc import Iterator
from datetime import date

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Table,
    Tone,
    count,
    day,
    text,
)
from yingsu.metrics.contact import ATTENDED, ContactFigures, KindCount, LetterRecord, by_kind
from yingsu.reports.figures import Figures

CONTACT = "府院联动"
"""What the annex is called, on its sheet and on the command line."""

_ATTENDED = "、".join(kind.value for kind in ATTENDED)


def contact_blocks(figures: Figures) -> Iterator[Block]:
    """What stands on the page itself."""
    contact = figures.contact
    yield Heading(2, "府院联动与学习")
    if not (contact.contacts or contact.undated or contact.events or contact.letters):
        yield Paragraph("本期没有登记府院沟通、来函和学习培训等活动。")
    else:
        columns = (
            Column("种类"),
            Column("次数", Align.RIGHT),
            Column("人次", Align.RIGHT),
            Column("单位", Align.RIGHT),
            Column("说明"),
        )
        yield Table(columns, tuple(_rows(contact, is_of_part=figures.filters.is_of_part)))
    if figures.filters.is_of_part:
        yield Paragraph("培训、旁听、联席等活动不分领域、行为类别和法院，这里没有列。", Tone.QUIET)
    elif contact.absent:
        named = f"{len(contact.absent)} 个：{'、'.join(contact.absent)}。"
        yield Paragraph(f"本期有案件、{_ATTENDED}都没有参加的单位 {named}{_silent_note(contact)}")
    if contact.undated:
        yield Paragraph(f"另有府院沟通 {len(contact.undated)} 次没有写日期，未计入。", Tone.QUIET)
    yield Paragraph("明细：yingsu report … --explain 风险点，或 --explain 府院联动。", Tone.QUIET)


def _rows(contact: ContactFigures, *, is_of_part: bool) -> Iterator[tuple[Cell, ...]]:
    for kind in () if is_of_part else by_kind(contact.events):
        yield _kind_row(kind)
    cases = {each.case for each in contact.contacts}
    units = {unit for each in contact.contacts for unit in each.units}
    mended = sum(bool(each.rectification) for each in contact.contacts)
    words = f"{len(cases)} 件案件，写明整改的 {mended} 次" if contact.contacts else ""
    yield (text("案件府院沟通"), count(len(contact.contacts)), text(""), count(len(units)), text(words))
    units = {each.unit for each in contact.letters}
    of_none = sum(not each.is_of_case for each in contact.letters)
    words = f"不属于案件的 {of_none} 件" if of_none else ""
    yield (text("来函"), count(len(contact.letters)), text(""), count(len(units)), text(words))


def _kind_row(kind: KindCount) -> tuple[Cell, ...]:
    is_attended = kind.kind in ATTENDED
    notes = []
    if is_attended and kind.silent:
        notes.append(f"{kind.silent} 次没有写参加单位")
    if kind.unsaid:
        notes.append(f"{kind.unsaid} 次没有写人数")
    people = count(kind.people) if is_attended and kind.times > kind.unsaid else text("")
    is_known = len(kind.units) > 0 or not kind.silent
    units = (count(len(kind.units)) if is_known else text("不明")) if is_attended else text("")
    return (text(kind.kind.value), count(kind.times), people, units, text("，".join(notes)))


def contact_annexes(figures: Figures) -> Iterator[Annex]:
    """Everything behind it, each kind of table by itself."""
    contact = figures.contact
    for name, title, blocks in (
        ("府院沟通", f"案件府院沟通　{len(contact.contacts)}", _contacts(contact)),
        ("活动", f"学习培训等活动　{len(contact.events)}", _events(contact)),
        ("各单位参加次数", "各单位参加学习培训等活动的次数", _participation(contact)),
        ("来函", f"来函　{len(contact.letters)}", _letters(contact, figures.survey.as_of)),
    ):
        found = tuple(blocks)
        if found:
            yield Annex(name, title, found)


def _contacts(contact: ContactFigures) -> Iterator[Block]:
    held = sorted(
        (*contact.contacts, *contact.undated), key=lambda each: (str(each.held_on or ""), each.case)
    )
    if not held:
        return
    titles = ("日期", "单位", "法院", "方式", "沟通内容", "整改", "案件")
    rows = tuple(
        (
            day(each.held_on),
            text("、".join(each.units)),
            text(each.court or "未填"),
            text(each.mode or "未填"),
            text(each.content or "未填"),
            text(each.rectification or "没有写"),
            text(each.case),
        )
        for each in held
    )
    note = f"其中 {len(contact.undated)} 次没有写日期，不计次数。" if contact.undated else ""
    yield Table(tuple(Column(title) for title in titles), rows, note)


def _events(contact: ContactFigures) -> Iterator[Block]:
    if not contact.events:
        return
    columns = (
        *(Column(title) for title in ("日期", "种类", "主题", "主讲")),
        Column("人数", Align.RIGHT),
        Column("参加单位"),
    )
    rows = tuple(
        (
            day(each.held_on),
            text(each.kind.value),
            text(each.subject or "未填"),
            text(each.speaker or "—"),
            text("—") if each.attendance is None else count(each.attendance),
            text("、".join((*each.units, *each.others)) or ("未填" if each.is_silent else "—")),
        )
        for each in sorted(contact.events, key=lambda each: (each.held_on, each.kind.value))
    )
    yield Table(columns, rows)


def _participation(contact: ContactFigures) -> Iterator[Block]:
    if contact.participation:
        columns = (Column("单位"), *(Column(kind.value, Align.RIGHT) for kind in ATTENDED))
        rows = tuple(
            (text(unit), *(_times(counts.get(kind, 0)) for kind in ATTENDED))
            for unit, counts in contact.participation.items()
        )
        yield Table(columns, rows, f"所属机构参加的，计入归口单位。{_silent_note(contact)}")
    others = dict.fromkeys(name for each in contact.events for name in each.others)
    if others:
        yield Paragraph(f"参加单位里不在单位名录的：{'、'.join(others)}。", Tone.QUIET)
    for words, units in (
        ("本期有案件、没有参加过", contact.absent),
        ("本期没有案件、也没有参加过", contact.absent_idle),
    ):
        if units:
            yield Paragraph(f"{words}的单位 {len(units)} 个：{'、'.join(units)}。")


def _times(number: int) -> Cell:
    return count(number) if number else Cell("—", 0, Tone.QUIET)


def _silent_note(contact: ContactFigures) -> str:
    silent = sum(each.is_silent for each in contact.events)
    return f"有 {silent} 次没有写参加单位，不知道谁参加了。" if silent else ""


def _letters(contact: ContactFigures, as_of: date) -> Iterator[Block]:
    if not contact.letters:
        return
    titles = ("收到日期", "来函", "单位", "回复", "落实情况", "案件")
    ordered = sorted(contact.letters, key=lambda each: (each.received_on, each.source, each.number))
    rows = tuple(_letter_row(each, as_of) for each in ordered)
    yield Table(
        tuple(Column(title) for title in titles), rows, "按收到日期归入本期；回复率按回复期限届满日。"
    )


def _letter_row(letter: LetterRecord, as_of: date) -> tuple[Cell, ...]:
    number = letter.number or "文号未填"
    sender = f"（{letter.sender}）" if letter.sender else ""
    return (
        day(letter.received_on),
        text(f"{letter.kind.value} {number}{sender}"),
        text(letter.unit or "未填"),
        _reply(letter, as_of),
        text(letter.implementation.value if letter.implementation else "未填"),
        text(letter.source if letter.is_of_case else "不属于案件"),
    )


def _reply(letter: LetterRecord, as_of: date) -> Cell:
    """When it was answered, and by when it had to be."""
    due, replied = letter.reply_due_on, letter.replied_on
    limit = f"（期限 {due}）" if due is not None else "（没有期限）"
    if replied is None:
        is_late = due is not None and due < as_of
        return text(f"逾期未回复{limit}", Tone.BAD) if is_late else text(f"未回复{limit}")
    is_late = due is not None and replied > due
    return text(f"{replied}{limit}", Tone.BAD if is_late else Tone.PLAIN)
