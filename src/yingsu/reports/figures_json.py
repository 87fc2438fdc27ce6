"""Figures in the JSON form of spec/cli.md. Fields are added, never renamed."""

from collections.abc import Mapping
from typing import Any

from yingsu.domain.settings import Settings
from yingsu.metrics.balance import Balance
from yingsu.metrics.core import Item, Rate, points
from yingsu.reports.checking import SCHEMA_VERSION, as_json
from yingsu.reports.figures import Figure, Figures
from yingsu.reports.provenance import versions
from yingsu.reports.risk_json import contact_json, risk_json


def figures_json(
    figures: Figures, revision: str | None, revisions: Mapping[str, str | None] | None = None, *, draft: bool
) -> dict[str, Any]:
    """The whole report.

    Args:
        figures: what it shows.
        revision: the commit of the files; `None` without one, and where several workspaces are at several.
        revisions: the commit of each of several workspaces, by label.
        draft: whether it was asked for in spite of errors.
    """
    survey, period = figures.survey, figures.period
    settings = survey.office.settings
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": survey.name,
        "revision": revision,
        "fingerprint": figures.fingerprint,
        "period": {"label": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()},
        "as_of": survey.as_of.isoformat(),
        "versions": {key: text for key, (_, text) in versions(settings).items()},
        "draft": draft,
        "filters": figures.filters.as_json(),
        "metrics": [_metric(figure, settings) for figure in figures.figures],
        "by_unit": [{"unit": unit, "metrics": _rates(rates)} for unit, rates in figures.by_unit.items()],
        "by_workspace": [
            {
                "workspace": share.label,
                "name": share.name,
                "revision": (revisions or {}).get(share.label),
                "cases": share.cases,
                "metrics": _rates(share.rates),
                "balance": [_balance(each) for each in share.balances],
            }
            for share in figures.shares
        ],
        "breakdowns": {
            name: [{"key": key, "metrics": _rates(rates)} for key, rates in groups.items()]
            for name, groups in figures.breakdowns.items()
        },
        "balance": [_balance(each) for each in figures.balances],
        "trend": [{"label": label, "metrics": _rates(rates)} for label, rates in figures.trend],
        "outcomes": dict(figures.outcomes),
        "adverse_reasons": dict(figures.adverse_reasons),
        "performance": {state.value: number for state, number in figures.performance.items()},
        "overdue": [
            {
                "case": record.case,
                "docket": record.docket,
                "unit": record.unit,
                "content": record.content,
                "due": record.due_on.isoformat() if record.due_on else None,
                "days_overdue": record.days_overdue,
            }
            for record in figures.overdue
        ],
        "unregistered": [_item(item) for item in figures.unregistered],
        "third_parties": [
            {
                "case": each.case,
                "docket": each.docket,
                "unit": each.unit,
                "head_appeared": each.appeared.value,
            }
            for each in figures.third_parties
        ],
        "shared_items": figures.shared_items,
        "series": {"series": figures.series[0], "dockets": figures.series[1]},
        "risk": risk_json(figures.risk),
        "contact": contact_json(figures.contact),
        "diagnostics": [as_json(diagnostic) for diagnostic in figures.blocking],
    }


def _metric(figure: Figure, settings: Settings) -> dict[str, Any]:
    metric, rate, previous, before = figure.metric, figure.rate, figure.previous, figure.before
    return {
        "key": metric.key,
        "title": metric.title,
        "unit_of_count": metric.unit_of_count(settings),
        "definition": metric.defined(settings),
        "basis": [str(article) for article in metric.basis],
        "options": dict(metric.options(settings)),
        **_numbers(rate),
        "target": float(metric.target) if metric.target is not None else None,
        "hits": [_item(item) for item in rate.hits],
        "misses": [_item(item) for item in rate.misses],
        "unknowns": [_item(item) for item in rate.unknowns],
        "excluded": [{**_item(item), "reason": reason} for item, reason in rate.excluded],
        "noted": [{**_item(item), "note": note} for item, note in rate.noted],
        "reference": {"title": metric.reference, **_numbers(rate.with_noted)} if metric.reference else None,
        "previous": {
            "numerator": previous.numerator,
            "denominator": previous.denominator,
            "unknown": len(previous.unknowns),
            "display": previous.display,
            "change": points(rate.value, previous.value),
        },
        "before": {
            "numerator": before.numerator,
            "denominator": before.denominator,
            "unknown": len(before.unknowns),
            "display": before.display,
            "change": points(rate.value, before.value),
        },
    }


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        "scope": balance.scope,
        "carried": balance.carried,
        "new": balance.new,
        "concluded": balance.concluded,
        "pending": balance.pending,
        "holds": balance.holds,
        "transferred": balance.transferred,
        "without_day": [{"case": record.case, "docket": record.docket} for record in balance.without_day],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"case": item.case, "docket": item.docket, "date": item.day.isoformat() if item.day else None}


def _numbers(rate: Rate) -> dict[str, Any]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "unknown": len(rate.unknowns),
        "value": float(rate.value) if rate.value is not None else None,
        "display": rate.display,
    }


def _rates(rates: Mapping[str, Rate]) -> list[dict[str, Any]]:
    return [{"key": key, **_numbers(rate)} for key, rate in rates.items()]
