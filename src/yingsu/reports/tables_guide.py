"""What is said of exported tables: the guide for people, what machines read, the views for DuckDB.

docs/export.md is `guide` as it is in the repository; a test compares them, so that a column cannot change in silence.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from yingsu.domain.settings import Settings
from yingsu.metrics.catalogue import METRICS
from yingsu.reports.tables import TABLES
from yingsu.reports.tables_figures import SCHEMA_VERSION
from yingsu.tabular import FlatSchema, ValueType

EVERY_FIGURE: Final = "every_figure"
"""The query that sums up the items of every figure."""

LABELS: Final = {
    ValueType.TEXT: "文本",
    ValueType.INTEGER: "整数",
    ValueType.DAY: "日期",
    ValueType.YES_NO: "是否",
    ValueType.AMOUNT: "金额",
}

_DUCKDB: Final = {
    ValueType.TEXT: "VARCHAR",
    ValueType.INTEGER: "BIGINT",
    ValueType.DAY: "DATE",
    ValueType.YES_NO: "BOOLEAN",
    ValueType.AMOUNT: "DECIMAL(19, 4)",
}


def schemas() -> tuple[FlatSchema, ...]:
    """Every table, in the order of the guide."""
    return tuple(table.schema for table in TABLES.values())


def manifest(
    form: str, files: tuple[str, ...], rows: Mapping[str, int], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """What machines read of an export: where it comes from, its files, its tables with their columns."""
    return {
        "schema_version": SCHEMA_VERSION,
        "format": form,
        **facts,
        "files": list(files),
        "tables": [
            {
                "name": schema.name,
                "title": schema.title,
                "rows": rows.get(schema.name, 0),
                "key": list(schema.key),
                "columns": [
                    {
                        "name": each.name,
                        "type": each.type.value,
                        "nullable": not each.is_required,
                        "meaning": each.meaning,
                    }
                    for each in schema.columns
                ],
            }
            for schema in schemas()
        ],
    }


def duckdb_views(form: str) -> str:
    """SQL with which DuckDB sees the files of an export as tables, made of our own declarations."""
    lines = ["-- 在导出目录里执行：duckdb -init load-duckdb.sql"]
    for schema in schemas():
        lines.append(f"CREATE OR REPLACE VIEW {schema.name} AS")
        if form == "parquet":
            lines.append(f"  FROM read_parquet('{schema.name}.parquet');")
            continue
        columns = ", ".join(f"'{each.name}': '{_DUCKDB[each.type]}'" for each in schema.columns)
        lines.append(f"  FROM read_csv('{schema.name}.csv', auto_detect = false, header = true, delim = ',',")
        lines.append(f"""    quote = '"', escape = '"', nullstr = '', columns = {{{columns}}});""")
    return "\n".join(lines) + "\n"


def guide(queries: str, head: str = "") -> str:
    """The guide, as Markdown.

    Args:
        queries: where the queries are, seen from the guide.
        head: what is said of one export in particular.
    """
    return "\n".join(_lines(queries, head)) + "\n"


def _lines(queries: str, head: str) -> Iterator[str]:
    yield "# 导出的数据表"
    yield ""
    if head:
        yield from (head, "")
    yield _USE
    yield "## 三、各表"
    yield ""
    yield "| 表 | 名称 | 每行是 |"
    yield "|---|---|---|"
    yield from (f"| [`{each.name}`](#{each.name}) | {each.title} | {each.item} |" for each in schemas())
    yield ""
    for schema in schemas():
        yield from _table(schema)
    yield _WHY
    yield "| 指标 | 查询 | 分母、分子（默认口径） |"
    yield "|---|---|---|"
    settings = Settings()
    for metric in METRICS.values():
        name = f"[`{metric.key}`]({queries}/{metric.key}.sql)"
        yield f"| {metric.title} | {name} | {metric.defined(settings)} |"
    yield f"| 全部指标 | [`{EVERY_FIGURE}`]({queries}/{EVERY_FIGURE}.sql) | 从 `items` 表加总，多一列 `metric` |"


def _table(schema: FlatSchema) -> Iterator[str]:
    yield f"### {schema.name}"
    yield ""
    said = f"{schema.title}：每行是{schema.item}。主键：{_named(schema.key)}。"
    if schema.parent:
        shared = next(each.key for each in schemas() if each.name == schema.parent)
        said += f"{_named(shared)} 对应 `{schema.parent}` 表。"
    yield said
    yield ""
    yield "| 列 | 类型 | 可空 | 说明 |"
    yield "|---|---|---|---|"
    for column in schema.columns:
        empty = "" if column.is_required else "可空"
        yield f"| `{column.name}` | {LABELS[column.type]} | {empty} | {column.meaning} |"
    yield ""


def _named(columns: tuple[str, ...]) -> str:
    return "、".join(f"`{each}`" for each in columns)


_USE: Final = """\
`yingsu export -o 目录` 把整个工作区写成平面的数据表，给数据库和分析软件用：事实照案卷，推算出来的（生效日期、到期日、\
负责人出庭了没有、败诉了没有……）与报表、台账用的是同一套算法。给人看的台账请用 `yingsu ledger`，报表请用 `yingsu report`。

## 一、怎么用

| 格式 | 命令 | 得到 |
|---|---|---|
| CSV | `yingsu export -o 目录` | 每个表一个 `.csv` |
| SQLite | `yingsu export -o 目录 --format sqlite` | 一个 `yingsu.sqlite`，有类型、主键、外键和索引 |
| Parquet | `yingsu export -o 目录 --format parquet` | 每个表一个 `.parquet`（要先装 `yingsu[parquet]`） |

目录里另有本说明（`README.md`）、各指标的查询（`queries/`）和给程序读的清单（`yingsu-export.json`）。

* **DuckDB**（CSV、Parquet）：在导出目录里执行 `duckdb -init load-duckdb.sql`，各文件就是同名的表；再执行 `.read queries/adverse_rate.sql`。
* **SQLite**：`sqlite3 yingsu.sqlite < queries/adverse_rate.sql`，DB Browser、DBeaver 也能打开。
* **一台机器不够时用 Spark**：把各县的 Parquet 放到一起，每个表
  `spark.read.parquet("cases.parquet").createOrReplaceTempView("cases")`，查询原样交给 `spark.sql(…)`（去掉末尾的分号）。\
查询只用三家共有的写法，用 sqlglot 按 DuckDB、SQLite、Spark 三种方言解析过，意思相同；**没有在 Spark 上实际运行过**。\
读 CSV 要写 `option("multiLine", true).option("escape", '"')`，并按 `yingsu-export.json` 给出列的类型。
* **几个县合在一起**：案卷编号只在一个工作区里不重复，合并时每个表加一列县名（例如放进 `县=德化/` 这样的目录，\
用 `hive_partitioning` 读），连接和分组时都带上它。

每个查询给出**每个期间、每个单位**的分子、分母、不明：

```sql
-- 2025 年全县，和 yingsu report --year 2025 的数字相同
SELECT numerator, denominator, unknown_count FROM (…adverse_rate.sql 的内容…) AS found
WHERE period = '2025年' AND unit = '全县';
```

`unit` 为“全县”的是全县数，其余是归口后的单位；一件有几个本县被告的，全县只计一件，所以各单位相加可以多于全县。没有应计案件的\
（0/0）没有行。期间在 `periods` 表里，有每一年、半年、季度和月；要别的起止日期，在 `periods` 里加一行就行。

## 二、约定

* **类型**：日期如 2025-03-06；是否在 CSV 里为 `true`、`false`，在 SQLite 里为 1、0；金额以元计，最多四位小数，SQLite 里为 REAL。
* **空**：空就是案卷没有写，或者还没有到那一步；没有空的文本。问得出“不明”的事实，用 是、否、不明 三个词。
* **CSV**：UTF-8，不带 BOM，换行为 LF，同样的案卷导出的字节相同。以 `=`、`+`、`-`、`@` 开头的文字照原样，不加单引号：\
这是给程序读的数据，不要用 Excel 直接打开；要用 Excel 看，请出台账。
* **人名和叙述**：姓名、诉讼请求、履行内容、说明、整改措施等一概不导出。但案卷编号（`case_id`、`source`）就是目录名，\
里面可能有当事人的姓氏或姓名，导出的数据**不要对外公开**。
* **多个词**：一格里有几个词的，用顿号分开。
* **草稿**：`metadata.error_count` 不是 0 的，是带着错误导出的草稿，数字不可引用。
"""

_WHY: Final = """\
## 四、各指标的查询

每个指标一个查询，都查上面的事实表，条件写在查询里，读得出哪些算、哪些不算；口径从 `metadata` 读，改了口径不用改查询。\
另有一个 `every_figure.sql`，从 `items`（报表自己的计数明细）加总全部指标。两条路互不依赖：一条按定义重新数，一条把报表数过的加起来。\
测试在示例的每一年、每个单位上，分别用 DuckDB 和 SQLite 执行，与 `yingsu report` 的分子、分母、不明逐一比对，必须相同。

要按领域、法院、行为类别分开，或要看不计入的原因，查 `items` 最方便：它有这些列，每行就是报表里的一件。
"""
