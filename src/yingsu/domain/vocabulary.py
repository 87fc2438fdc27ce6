"""Vocabularies that change with the years: 行为类别 and 管理领域, as dated data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class DatedWord:
    """A word and the years it is in use, both inclusive; `None` is open."""

    text: str
    since: int | None = None
    until: int | None = None

    def is_in_use(self, year: int) -> bool:
        """Whether the word may be used for a case of that year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class Vocabulary:
    """A dated list of words under a key of the case file."""

    key: str
    source: str
    words: tuple[DatedWord, ...]

    def find(self, text: str) -> DatedWord | None:
        """The word as written, whatever the year."""
        return self._by_text.get(text)

    @cached_property
    def _by_text(self) -> Mapping[str, DatedWord]:
        """Of a word listed twice the first holds."""
        return {word.text: word for word in reversed(self.words)}

    def in_use(self, year: int) -> tuple[str, ...]:
        """The words to choose from for a case of that year."""
        return tuple(word.text for word in self.words if word.is_in_use(year))

    def extended(self, texts: Iterable[str]) -> "Vocabulary":
        """With the workspace's own words after the common ones."""
        own = tuple(DatedWord(text) for text in texts if self.find(text) is None)
        return Vocabulary(self.key, self.source, self.words + own)


#: The second-level causes of 法发〔2020〕44号. Older cases are filed under them too, so no word has a first year.
ACT_TYPES = Vocabulary(
    "行为类别",
    "最高人民法院关于行政案件案由的暂行规定（法发〔2020〕44号）",
    tuple(
        DatedWord(text)
        for text in [
            "行政处罚",
            "行政强制措施",
            "行政强制执行",
            "行政许可",
            "行政征收或者征用",
            "行政登记",
            "行政确认",
            "行政给付",
            "行政允诺",
            "行政征缴",
            "行政奖励",
            "行政收费",
            "政府信息公开",
            "行政批复",
            "行政处理",
            "行政复议",
            "行政裁决",
            "行政协议",
            "行政补偿",
            "行政赔偿",
            "不履行职责",
            "公益诉讼",
        ]
    ),
)

#: Words of bodies that the reform of 2018 made have that year; a case before it belongs to their predecessors.
FIELDS = Vocabulary(
    "管理领域",
    "深化党和国家机构改革方案（2018年）及现行机构设置",
    (
        DatedWord("公安"),
        DatedWord("自然资源", since=2018),
        DatedWord("住房和城乡建设"),
        DatedWord("城市管理"),
        DatedWord("市场监管"),
        DatedWord("人力资源和社会保障"),
        DatedWord("生态环境", since=2018),
        DatedWord("农业农村", since=2018),
        DatedWord("林业"),
        DatedWord("水利"),
        DatedWord("交通运输"),
        DatedWord("卫生健康", since=2018),
        DatedWord("教育"),
        DatedWord("民政"),
        DatedWord("应急管理", since=2018),
        DatedWord("税务"),
        DatedWord("司法行政"),
        DatedWord("文化和旅游", since=2018),
        DatedWord("发展改革"),
        DatedWord("工业和信息化"),
        DatedWord("财政"),
        DatedWord("统计"),
        DatedWord("审计"),
        DatedWord("医疗保障", since=2018),
        DatedWord("退役军人", since=2018),
        DatedWord("烟草"),
        DatedWord("海关"),
        DatedWord("乡镇综合"),
        DatedWord("其他"),
    ),
)
