"""The defects of files: what can be wrong before a case is a case. All are of form, so none has a legal basis."""

from yingsu.diagnostic import Defect, Severity


def _fault(
    code: str, name: str, title: str, explanation: str, remedy: str, severity: Severity = Severity.ERROR
) -> Defect:
    return Defect(code, name, title, severity, (), explanation, remedy)


UNREADABLE = _fault(
    "YS001",
    "file-unreadable",
    "文件读不了",
    "文件打不开、是一个目录、正被占用，或链接指向不存在的地方。其他文件照常检查。",
    "核对文件是否还在、有没有读取权限；如果是链接，请换成文件本身。",
)
OUTSIDE = _fault(
    "YS002",
    "link-outside-workspace",
    "链接指到工作区之外",
    "台账里的文件必须在工作区之内：指到外面的链接换一台电脑就失效，也可能带出不该看的内容。",
    "把文件本身复制进来，删去链接。",
)
NOT_UTF8 = _fault(
    "YS003",
    "encoding-not-utf8",
    "文件不是 UTF-8 编码",
    "台账一律用 UTF-8 编码（带不带 BOM 都可以）。记事本、WPS 有时会存成 GBK（ANSI）或 UTF-16，别的电脑上就成了乱码。",
    "用记事本打开，“另存为”时把编码选为 UTF-8，覆盖原文件。",
)
NOT_TEXT = _fault(
    "YS004",
    "file-not-text",
    "不是文本文件",
    "文件内容是 Word、Excel、压缩包、图片一类，只是改了名字；案件文件必须是 YAML 文本。",
    "用 yingsu new-case 新建案件文件，把内容填进去。",
)
TOO_LARGE = _fault(
    "YS005",
    "file-too-large",
    "文件太大或层次太深",
    "一个案件文件通常几千字。超过 1 MiB，或层层嵌套超过 32 层，多半是误存了别的内容。",
    "删去不是案情的内容；大段材料请放到“材料”目录，文件里只写路径。",
)
EMPTY = _fault(
    "YS006",
    "file-empty",
    "文件是空的",
    "文件里没有内容（只有空白或注释）。可能是保存时出了错，或新建后忘了填。",
    "用 yingsu new-case 新建案件，或从历史版本恢复；不要的文件请删去。",
)
BAD_CHARACTER = _fault(
    "YS007",
    "character-invisible",
    "有看不见的特殊字符",
    "从网页、Word、WPS 粘贴的文字常带控制字符、零宽字符或特殊换行符，肉眼看不见，却会让行号错位、内容读错。",
    "把光标移到这里，删去看不见的字符后重新输入。",
)
CONFLICT = _fault(
    "YS008",
    "merge-conflict",
    "合并冲突没有处理完",
    "文件里还留着 git 的冲突标记（<<<<<<<、=======、>>>>>>>）：两个人改了同一处，需要人来决定留哪一个。",
    "对照两边的内容，留下正确的，把三种标记行都删去。",
)
SYNTAX = _fault(
    "YS009",
    "yaml-syntax",
    "不合 YAML 写法",
    "这一行附近的写法不合 YAML 格式：常见的是缩进没有对齐、引号或括号没有成对、冒号后面没有空格。",
    "对照上下行的缩进和标点改正。可参照 cases/ 里其他案件的写法。",
)
FULL_WIDTH_COLON = _fault(
    "YS010",
    "colon-full-width",
    "用了全角冒号",
    "“键”和“值”之间要用半角冒号加一个空格（案号: …）。全角冒号“：”会让这一行变成普通文字。",
    "把“：”改成英文冒号“:”，后面空一格。",
)
NO_SPACE_AFTER_COLON = _fault(
    "YS011",
    "colon-without-space",
    "冒号后面没有空格",
    "“键”后的冒号要再空一格才算数：写“案号: （2025）…”，不能写“案号:（2025）…”。",
    "在冒号后面加一个空格。",
)
TAB = _fault(
    "YS012",
    "tab-indentation",
    "用制表符缩进",
    "YAML 只能用空格缩进，不能用 Tab 键打出的制表符。",
    "把行首的制表符换成空格（每层两个空格）。",
)
DUPLICATE_KEY = _fault(
    "YS013",
    "key-duplicated",
    "同一个键写了两次",
    "同一层里同一个键出现两次，程序无法知道哪个算数。",
    "核对后只留一个；如果是两件事（例如两次开庭），请写成列表，每项前加“- ”。",
)
NOT_A_RECORD = _fault(
    "YS014",
    "yaml-feature-refused",
    "用了案件文件不允许的写法",
    "案件文件是记录，不是程序：锚点（&）、别名（*）、合并键（<<）、标签（!）、一个文件里多个文档（---）和以列表作键都不允许，每个事实要直接写出来。",
    "把引用的内容直接写在这里；值以 & * ! % @ 开头的，请加上英文双引号。",
)
NOT_A_MAPPING = _fault(
    "YS015",
    "document-not-mapping",
    "整个文件的写法不对",
    "案件文件的每一行应是“键: 值”，单位名录等应是列表（每项前加“- ”）。现在整个文件被读成了别的东西。",
    "对照其他同类文件改正；冒号要用半角，后面空一格。",
)
UNKNOWN_KEY = _fault(
    "YS016",
    "key-unknown",
    "不认识的键",
    "键必须与格式规定的一字不差；写错的键里的内容不会被统计，所以不放过。",
    "改成正确的键；确实没有对应的键，请写进“说明”一类的文字里。",
)
MISSING_KEY = _fault(
    "YS017",
    "key-missing",
    "缺少必填的键",
    "少数键必须有，没有它们就不知道这是什么案件、什么审级、谁的义务。",
    "补上这一项。",
)
WRONG_VALUE = _fault(
    "YS018",
    "value-wrong",
    "值写得不对",
    "日期、是否、数字、规定的词都有固定写法；写错了就无法统计。",
    "按提示改正。",
)
STRAY = _fault(
    "YS019",
    "file-not-read",
    "放错地方的文件",
    "cases/ 里只有规定位置的文件会被读取：案件是 cases/年度/案件目录/case.yaml。放在别处或名字不对的文件，里面的内容不会计入任何数字。",
    "把文件移到规定位置并改成规定的名字；不是台账内容的，移出 cases/。",
    Severity.WARNING,
)
MISSING_FILE = _fault(
    "YS020",
    "referenced-file-missing",
    "写到的文件不存在",
    "案件文件里写了一份材料的路径，但案件目录下没有这个文件。",
    "把文件放到所写的位置，或更正路径。",
    Severity.WARNING,
)

FAULTS: tuple[Defect, ...] = (
    UNREADABLE,
    OUTSIDE,
    NOT_UTF8,
    NOT_TEXT,
    TOO_LARGE,
    EMPTY,
    BAD_CHARACTER,
    CONFLICT,
    SYNTAX,
    FULL_WIDTH_COLON,
    NO_SPACE_AFTER_COLON,
    TAB,
    DUPLICATE_KEY,
    NOT_A_RECORD,
    NOT_A_MAPPING,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_VALUE,
    STRAY,
    MISSING_FILE,
)
