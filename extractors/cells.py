"""Reading a cell by the meaning of its label: the observations it states, or nothing if it does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractors.drafts import Draft, Slot, number_slot, text_slot
from extractors.periods import is_registry_id, read_period
from extractors.phrases import lexicon, normal
from extractors.statuses import StatusWords, read_status
from extractors.study_fields.trial import phase_code
from extractors.values import Value, find_numbers, months, read_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.labels import Meaning
    from extractors.records import GlossaryEntry
    from extractors.values import Shape

DEFAULT_CI_LEVEL = 95
_PHASE = re.compile(
    r"(?:phase|ph\.?)?[\s-]*(?P<printed>(?:I{1,3}|IV|[1-4])[abAB]?(?:\s?[/–-]\s?(?:I{1,3}|IV|[1-4])[abAB]?)?)(?![\w.])",
    re.IGNORECASE,
)
_TRIAL = "interventional"
_WHOLE_NUMBER = re.compile(r"(?:n\s*=\s*)?(?P<n>\d{1,3}(?:,\d{3})+|\d+)", re.IGNORECASE)
_PHASE_WORD = re.compile(r"\bphase\b", re.IGNORECASE)
_SHARE_SHAPES: tuple[Shape, ...] = (
    "fraction_percent",
    "percent_count",
    "count_percent",
    "fraction",
    "amount",
)
_QUANTITY_SHAPES: tuple[Shape, ...] = ("amount", "range")
_P_VALUE = re.compile(
    r"(?:[pP]\s*)?(?:=\s*)?(?P<p>(?:[<>≤≥]\s*)?(?:0?[.·]\d+|[01](?:[.·]0+)?)|[nN]\.?[sS]\.?)[a-z*†‡]?"
)


@dataclass(frozen=True, slots=True)
class CellContext:
    """What is known around a cell."""

    words: StatusWords
    glossary: tuple[GlossaryEntry, ...] = ()
    percent_near: bool = False  # other cells of the row print their percent sign
    n_total: int | None = None  # patients of the column, from its header
    counts_near: bool = False  # other cells of the row print a count with its percentage
    counts_only: bool = False  # no percent sign stands anywhere in the table
    strict: bool = False  # a cell of a flattened table: only what cannot be two cells


def read_cell(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Return what a folded cell states, None if it is not written as its label demands."""
    if not text.strip():
        return ()
    if context.strict and text.count("(") != text.count(")"):
        return None
    status = read_status(text, context.words)
    if status:
        return _status_drafts(status, meaning)
    reader = _READERS.get(meaning.kind)
    return reader(text, meaning, context) if reader else None


def base_fields(meaning: Meaning) -> dict[str, Any]:
    """Return the columns of an observation that its label settles."""
    fields: dict[str, Any] = {"category": meaning.category, "endpoint": meaning.endpoint}
    if meaning.term:
        fields["term"] = meaning.term
    if meaning.grade_min is not None and meaning.endpoint == "AE":
        fields["grade_min"] = meaning.grade_min
    if meaning.timepoint_months is not None:
        fields["timepoint_months"] = meaning.timepoint_months
    return fields


# --- no value ---------------------------------------------------------------------------------

_PLAIN_STATISTICS = {
    "count": "count",
    "share": "rate",
    "exposure": "rate",
    "period": "range",
    "registry": "text",
    "study_type": "text",
    "regimen": "text",
    "text": "text",
}


def _status_drafts(status: Value, meaning: Meaning) -> tuple[Draft, ...] | None:
    if meaning.kind in ("study", "p_value", "modifier"):
        return ()
    if status.unresolved:
        return (unresolved_draft(status, meaning),)
    fields = base_fields(meaning) | {"statistic": missing_statistic(meaning), "status": status.status}
    if (
        status.status == "none_reported"
        and meaning.endpoint != "AE"
        and meaning.category in ("survival", "baseline")
    ):
        return None
    if status.status == "not_reached" and fields["statistic"] != "median":
        return None
    if fields["statistic"] in ("median", "rate"):
        fields["unit"] = "percent" if fields["statistic"] == "rate" else normal_unit(meaning)
    fields |= _bounds(status, meaning)
    slots = tuple(_slots(status, meaning))
    return (Draft(status.start, status.end, fields, slots, rule="cell_status"),)


def unresolved_draft(status: Value, meaning: Meaning) -> Draft:
    """Return what a cell holds whose abbreviation may be "not reached" or "not reported": its words."""
    fields = base_fields(meaning) | {"statistic": "text", "text_value": status.unresolved}
    return Draft(status.start, status.end, fields, rule="undefined_abbreviation")


def missing_statistic(meaning: Meaning) -> str:
    """Return the statistic that a missing value would have been."""
    if meaning.kind in _PLAIN_STATISTICS:
        return _PLAIN_STATISTICS[meaning.kind]
    if (meaning.statistic and meaning.statistic not in ("median", "mean")) or meaning.statistic:
        return meaning.statistic
    if meaning.kind == "quantity":
        return "range" if meaning.interval == "range" and meaning.endpoint == "age" else "median"
    if meaning.usual_unit in ("months", "years", "lines") and meaning.timepoint_months is None:
        return "median" if meaning.counted is None else "rate"
    return "rate"


def normal_unit(meaning: Meaning) -> str | None:
    """Return the unit in which the contract keeps a quantity."""
    return meaning.usual_unit if meaning.usual_unit in ("months", "years", "lines", "patients") else "months"


# --- numbers ----------------------------------------------------------------------------------


def _read_count(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    whole = _WHOLE_NUMBER.fullmatch(text.strip())
    if whole:
        value = read_value(whole["n"], ("amount",))
        if value is None or value.value is None:
            return None
        offset = text.index(whole["n"])
        number = value.value._replace(start=offset, end=offset + len(whole["n"]))
        count = int(number.value)
        fields = base_fields(meaning) | {
            "statistic": "count",
            "value": float(count),
            "n": count,
            "unit": "patients",
            "decimals": 0,
        }
        return (Draft(number.start, number.end, fields, (number_slot(number, "value"),)),)
    shared = read_value(text, ("count_percent",))
    if shared is None or shared.n is None or context.strict:
        return None
    fields = base_fields(meaning) | {
        "statistic": "count",
        "value": shared.n.value,
        "n": int(shared.n.value),
        "unit": "patients",
        "decimals": 0,
    }
    return (Draft(shared.n.start, shared.n.end, fields, (number_slot(shared.n, "value"),)),)


def _read_share(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    value = read_value(text, _SHARE_SHAPES)
    draft = rate_draft(value, meaning, context) if value else None
    return (draft,) if draft else None


def _read_quantity(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    value = read_value(text, _QUANTITY_SHAPES)
    if value is None and meaning.statistic == "mean":
        value = read_value(text, ("mean_deviation",))
    if value is None or value.unit == "percent" or (context.strict and value.n):
        return None
    return (time_draft(value, meaning),)


def rate_draft(value: Value, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return a share of patients; None where nothing tells whether a number is a count or a percentage."""
    if value.unit not in (None, "percent"):
        return None
    restored = False
    if value.value is not None and value.unit is None:
        told = _told_percent(value, meaning, context)
        if told is None:
            return None
        if told == "count":
            return _count_draft(value, meaning)
        restored = told == "restored"
    fields = base_fields(meaning) | {"statistic": _rate_statistic(meaning), "comparator": value.comparator}
    if value.value is not None:
        fields |= {"value": value.value.value, "decimals": value.value.decimals, "unit": "percent"}
    elif value.n is not None:
        fields |= {"statistic": "count", "value": value.n.value, "decimals": 0, "unit": "patients"}
    told = replace(meaning, interval=meaning.interval or "ci")
    fields |= _counts(value) | _bounds(value, told)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(_slots(value, told)), restored=restored)


def _told_percent(value: Value, meaning: Meaning, context: CellContext) -> str | None:
    """Say whether a number without a percent sign is a percentage, one that lost its sign, or a count."""
    number = value.value
    if number is None:
        return None
    if value.n is not None or meaning.counted in ("percent",) or meaning.unit == "percent":
        return "percent" if number.value <= 100 else None  # noqa: PLR2004 - per cent
    if meaning.counted in ("count", "count_percent", "fraction"):
        return "count" if number.decimals == 0 else "percent"
    if context.counts_near and number.decimals == 0:
        return "count"
    if number.decimals or context.percent_near:
        return "restored" if number.value <= 100 else None  # noqa: PLR2004
    within = context.n_total is not None and number.value <= context.n_total
    return "count" if context.counts_only and within else None


def _count_draft(value: Value, meaning: Meaning) -> Draft | None:
    if value.value is None:
        return None
    count = int(value.value.value)
    fields = base_fields(meaning) | {
        "statistic": "count",
        "value": float(count),
        "n": count,
        "unit": "patients",
        "decimals": 0,
    }
    return Draft(value.start, value.end, fields, (number_slot(value.value, "value"),))


def _rate_statistic(meaning: Meaning) -> str:
    return meaning.statistic if meaning.statistic in ("mean", "cumulative_incidence") else "rate"


def time_draft(value: Value, meaning: Meaning) -> Draft:
    """Return a time or other quantity with its range or confidence interval, in the contract's unit."""
    unit = value.unit or meaning.unit
    target = normal_unit(meaning)
    fields = base_fields(meaning) | {
        "statistic": _time_statistic(value, meaning),
        "comparator": value.comparator,
    }
    fields["unit"] = target
    if value.value is not None:
        fields |= {"value": _converted(value.value.value, unit, target), "decimals": value.value.decimals}
    fields |= _bounds(value, meaning, unit, target)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(_slots(value, meaning, unit, target)))


def _time_statistic(value: Value, meaning: Meaning) -> str:
    if value.value is None:
        return "range"
    if meaning.statistic in ("mean", "median"):
        return meaning.statistic
    return "mean" if value.spread else "median"


def ratio_draft(value: Value, meaning: Meaning) -> Draft | None:
    """Return a hazard or odds ratio with its interval and P value."""
    if value.value is None or value.unit:
        return None
    ci = replace(meaning, interval="ci")
    fields = base_fields(meaning) | {
        "statistic": meaning.statistic,
        "value": value.value.value,
        "decimals": value.value.decimals,
        "unit": "ratio",
        "comparator": value.comparator,
    }
    fields |= _bounds(value, ci)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(_slots(value, ci)))


def _interval_draft(value: Value, meaning: Meaning) -> Draft:
    """Return the confidence interval of a value that stands in another cell."""
    unit, target = value.unit or meaning.unit, normal_unit(meaning)
    fields = base_fields(meaning) | _bounds(value, meaning, unit, target)
    return Draft(value.start, value.end, fields, tuple(_slots(value, meaning, unit, target)))


def _converted(number: float, unit: str | None, target: str | None) -> float:
    if target == "months" and unit in ("days", "weeks", "years"):
        return months(number, unit)  # type: ignore[arg-type]
    if target == "years" and unit in ("days", "weeks", "months"):
        return months(number, unit) / 12  # type: ignore[arg-type]
    return number


def _counts(value: Value) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    if value.n is not None:
        counts["n"] = int(value.n.value)
    if value.n_total is not None:
        counts["n_total"] = int(value.n_total.value)
    return counts


def is_confidence(value: Value, meaning: Meaning) -> bool:
    """Whether an interval is one of confidence: by its own words, else by its label, else by what it is of."""
    if value.interval:
        return value.interval == "ci"
    if meaning.interval:
        return meaning.interval == "ci"
    # An upper bound that is not reached exists only for an estimate.
    return value.open_high or (
        meaning.category == "survival" and meaning.kind == "outcome" and value.value is not None
    )


def _bounds(
    value: Value, meaning: Meaning, unit: str | None = None, target: str | None = None
) -> dict[str, Any]:
    low, high = value.ci_low or value.low, value.ci_high or value.high
    if low is None and high is None:
        return {}
    names = ("ci_low", "ci_high") if is_confidence(value, meaning) else ("low", "high")
    bounds: dict[str, Any] = {
        name: _converted(number.value, unit, target)
        for name, number in zip(names, (low, high), strict=True)
        if number is not None
    }
    if value.ci_level is not None:
        bounds["ci_level"] = value.ci_level.value
    return bounds


def _slots(value: Value, meaning: Meaning, unit: str | None = None, target: str | None = None) -> list[Slot]:
    """Slots of every number that becomes a column."""
    confidence = is_confidence(value, meaning)
    renamed = {"low": "ci_low", "high": "ci_high"} if confidence else {"ci_low": "low", "ci_high": "high"}
    timed = unit if target == "months" else None
    slots = []
    for name, number in value.numbers:
        if name == "spread":
            continue
        scale = None if name in ("n", "n_total", "ci_level") else timed
        slots.append(number_slot(number, renamed.get(name, name), scale))  # type: ignore[arg-type]
    if value.p_span:
        slots.append(Slot(*value.p_span, "p_value"))
    return slots


# --- words ------------------------------------------------------------------------------------


def _read_period(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    period = read_period(text)
    if period is None:
        return None
    iso = f"{period.start_date}/{period.end_date or '..'}"
    fields = base_fields(meaning) | {"statistic": "range", "low": period.first.value, "text_value": iso}
    slots = [number_slot(period.first, "low")]
    if period.last:
        fields["high"] = period.last.value
        slots.append(number_slot(period.last, "high"))
    explained = tuple((number.start, number.end) for number in find_numbers(text))
    return (Draft(0, len(text), fields, tuple(slots), explained=explained),)


def _read_registry(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^,;]+", text)]
    spans = [(s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip())) for s, e in parts]
    if not spans or not all(is_registry_id(text[start:end]) for start, end in spans):
        return None
    return tuple(
        Draft(
            start,
            end,
            base_fields(meaning) | {"statistic": "text", "text_value": text[start:end]},
            (text_slot(start, end),),
        )
        for start, end in spans
    )


def _read_study_type(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    phase, design = _phase(text, meaning), _design(text, context)
    if phase and design is None:
        design = (*phase[:2], _TRIAL)  # only trials have phases
    if phase is None and design is None:
        return None
    if context.strict and not _is_one_type(text, context):
        return None
    fields = {"category": "design", "statistic": "text"}
    end = len(text)
    printed = fields | {"endpoint": "study_type", "text_value": text}
    drafts = [Draft(0, end, printed, (text_slot(0, end),))]
    if phase:
        start, stop, code = phase
        drafts.append(Draft(start, stop, fields | {"endpoint": "phase", "text_value": code}))
    if design:
        start, stop, code = design
        drafts.append(Draft(start, stop, fields | {"endpoint": "design", "text_value": code}))
    return tuple(drafts)


def _phase(text: str, meaning: Meaning) -> tuple[int, int, str] | None:
    match = _PHASE.search(text) if _PHASE_WORD.search(text) else _PHASE.fullmatch(text.strip())
    code = phase_code(match["printed"]) if match and meaning.kind == "study_type" else None
    return (match.start(), match.end(), code) if match and code else None


def _design(text: str, context: CellContext) -> tuple[int, int, str] | None:
    for start, end, word in _words(text):
        for meaning in (
            *(entry.expansion for entry in context.glossary if entry.abbreviation == word),
            text[start:],
        ):
            phrase = lexicon("designs").match(normal(meaning))
            if phrase and phrase.entry.category == "design":
                stop = end if meaning != text[start:] else start + phrase.end
                return start, stop, phrase.entry.code
    return None


def _is_one_type(text: str, context: CellContext) -> bool:
    """Whether a text names one study type: two in a row without a comma may be two cells."""
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    return all(
        _PHASE.fullmatch(part)
        or lexicon("designs").exact(part)
        or any(entry.abbreviation == part for entry in context.glossary)
        for part in parts
    )


def _words(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\s,;()]+", text)]


def _read_words(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    fields = base_fields(meaning) | {"statistic": "text", "text_value": text[start:end]}
    return (Draft(start, end, fields, (text_slot(start, end),)),)


def _read_p_value(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    # A P value alone is no observation: the table puts it on those of its row.
    match = _P_VALUE.fullmatch(text.strip())
    return () if match and meaning else None


def read_p_value(text: str) -> str | None:
    """Return the P value that a whole cell prints, blanks and the equals sign left out."""
    match = _P_VALUE.fullmatch(text.strip())
    return match["p"].replace(" ", "").replace("·", ".") if match else None


def _read_outcome(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    from extractors.labelled import read_outcomes  # noqa: PLC0415 - labelled cells hold plain ones

    draft = plain_outcome(text, meaning, context)
    return (draft,) if draft else read_outcomes(text, meaning, context)


def plain_outcome(text: str, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return the outcome that the label names, from a cell with nothing but its value."""
    value = read_value(text)
    return outcome_draft(value, meaning, context) if value else None


def outcome_draft(value: Value, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return an outcome's value as rate, time or ratio, by its label and its unit."""
    if meaning.interval == "ci" and value.value is None and value.low is not None and value.n is None:
        return _interval_draft(value, meaning)
    if meaning.statistic in ("hazard_ratio", "odds_ratio"):
        return ratio_draft(value, meaning)
    timed = meaning.usual_unit == "months" or meaning.category == "follow_up"
    if timed and value.n is not None and value.unit is None and meaning.counted is None:
        return None  # "12 (8)" of a time is no count with its percentage
    is_rate = (
        value.unit == "percent"
        or meaning.counted is not None
        or meaning.timepoint_months is not None
        or value.n is not None
    )
    if timed and not is_rate:
        return time_draft(value, meaning)
    if value.unit not in (None, "percent") or (value.value is None and value.n is None):
        return None
    return rate_draft(value, meaning, context)


_READERS: dict[str, Callable[[str, Meaning, CellContext], tuple[Draft, ...] | None]] = {
    "count": _read_count,
    "share": _read_share,
    "exposure": _read_share,
    "quantity": _read_quantity,
    "period": _read_period,
    "registry": _read_registry,
    "study_type": _read_study_type,
    "regimen": _read_words,
    "text": _read_words,
    "study": _read_words,
    "p_value": _read_p_value,
    "outcome": _read_outcome,
    "outcomes": _read_outcome,
}
