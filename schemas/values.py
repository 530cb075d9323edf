"""The numbers: what each place of a source states, and what a study's observations agree on."""

from __future__ import annotations

from schemas.columns import Contract, column, holds, optional

_NO_VALUE = "coalesce(value, low, high, n, ci_low, ci_high) IS NULL"
_MANY = 1_000_000_000


class Result(Contract):
    """What observations and measurements share: a value, its bounds, what it is a value of."""

    study_id: str = column("Study it is about.", references="study", filled=True)
    category: str = column("Kind of result or study field.", enum="category")
    endpoint: str = column("Vocabulary code of what was measured.", filled=True)
    term: str = optional("Adverse-event term; drug of a prior exposure.")
    statistic: str = column("How the value sums up the patients.", enum="statistic")
    timepoint_months: float = optional(
        "Time point of a landmark value.", unit="months", at_least=0, at_most=1200
    )
    arm: str = column("Arm or subgroup; empty for the whole study.")
    status: str = column("Whether there is a value, and if not, why.", enum="status")
    value: float = optional("The value.", unit="see `unit`", at_least=0, at_most=_MANY)
    decimals: int = optional("Decimals printed.", at_least=0, at_most=12)
    low: float = optional("Low end of a printed range.", unit="see `unit`", at_least=0, at_most=_MANY)
    high: float = optional("High end of a printed range.", unit="see `unit`", at_least=0, at_most=_MANY)
    unit: str = optional("Unit of value, range and confidence limits.", enum="unit")
    comparator: str = column("How the printed value bounds the true one.", enum="comparator")
    ci_low: float = optional("Lower confidence limit.", unit="see `unit`", at_least=0, at_most=_MANY)
    ci_high: float = optional("Upper confidence limit.", unit="see `unit`", at_least=0, at_most=_MANY)
    ci_level: float = optional("Confidence level.", unit="percent", at_least=50, at_most=100)
    n: int = optional("Patients with the event.", unit="patients", at_least=0, at_most=_MANY)
    n_total: int = optional(
        "Patients the share is of, where printed.", unit="patients", at_least=0, at_most=_MANY
    )
    p_value: str = optional("P value as printed.")
    grade_min: int = optional("Lowest grade of an adverse event.", unit="CTCAE grade", at_least=1, at_most=5)
    text_value: str = optional("A value in words.")

    status_fits_value = holds(
        "status_fits_value",
        f"status IN ('reported', 'none_reported') OR {_NO_VALUE} "
        "OR (status = 'not_reached' AND value IS NULL)",
        "what is not available has no number, what is not reached has no value",
    )
    reported_says_something = holds(
        "reported_says_something",
        f"status <> 'reported' OR NOT ({_NO_VALUE} AND text_value IS NULL AND p_value IS NULL)",
        "a reported result has a number or a text",
    )
    percent_in_range = holds(
        "percent_in_range",
        "unit <> 'percent' OR (coalesce(value, 0) <= 100 AND coalesce(low, 0) <= 100 "
        "AND coalesce(high, 0) <= 100 AND coalesce(ci_low, 0) <= 100 AND coalesce(ci_high, 0) <= 100)",
        "a percentage is between 0 and 100",
    )
    lifetime = holds(
        "lifetime",
        "coalesce(value, high, 0) <= CASE unit WHEN 'months' THEN 1200 WHEN 'years' THEN 130 END",
        "a time in months is at most 1200, an age in years at most 130",
    )
    has_unit = holds("has_unit", "value IS NULL OR unit IS NOT NULL", "a value has a unit")
    range_order = holds("range_order", "low <= high", "the low end of a range is at most the high one")
    interval_order = holds(
        "interval_order", "ci_low <= ci_high", "the lower confidence limit is at most the upper one"
    )
    part_of_total = holds("part_of_total", "n <= n_total", "n is at most n_total")


class Observation(Result):
    """One value as one place of one source states it, with the span that carries it."""

    observation_id: str = column("Hash of what is stated and where; the same in every run.", filled=True)
    source_id: str = column("Source that states it.", references="source", filled=True)
    origin: str = column("Where it stands.", enum="origin")
    table_label: str = optional("Table it stands in.")
    row_label: str = optional("Label of its row.")
    column_label: str = optional("Label of its column.")
    row_no: int = optional("Row of the printed cell.", at_least=0)
    column_no: int = optional("Column of the printed cell.", at_least=0)
    position: int = optional("Order inside the cell, from 1.", at_least=1)
    page: int = optional("Page of a PDF, from 1.", at_least=1)
    bbox: list[float] = optional("Box on the page: x0, top, x1, bottom.", unit="points")
    char_start: int = column("Start of the printed value in `source.text`.", unit="code points", at_least=0)
    char_end: int = column("End of it; the character there is no part of it.", unit="code points", at_least=0)
    quote: str = column("Cell or sentence around it, line breaks folded.", filled=True)
    rule: str = column("Extraction rule that read it; what a correction does.", filled=True)
    corrects: str = optional("Observation that this correction stands for, which counts no more.")
    run_id: str = column("Run that read it.", references="run", filled=True)

    span_order = holds("span_order", "char_start < char_end", "a span holds at least one character")
    belongs_to_source = holds(
        "belongs_to_source", "starts_with(study_id, source_id || '/')", "the study is one of the source"
    )
    table_is_named = holds(
        "table_is_named", "origin <> 'table' OR table_label IS NOT NULL", "a table's value names its table"
    )

    only_a_correction_corrects = holds(
        "only_a_correction_corrects",
        "corrects IS NULL OR origin = 'correction'",
        "what corrects is a correction",
    )

    key = ("observation_id",)


class Measurement(Result):
    """What the observations of one study agree on, once.

    Grain: study × arm × endpoint × term × statistic × time point × grade.
    """

    measurement_id: str = column("Hash of the grain; the same in every run.", filled=True)
    agreement: str = column(
        "single: stated once; agree: stated again, the same within printed decimals; conflict: not the same.",
        enum="agreement",
    )
    origins: list[str] = column("Where it is stated: table, prose, correction.")
    observation_ids: list[str] = column("Observations it comes from, the one it takes its value from first.")

    key = ("measurement_id",)


class PrintedCell(Contract):
    """A table cell as printed, each parsed value replaced by a numbered slot."""

    source_id: str = column("Source.", references="source", filled=True)
    table_label: str = column("Table.", filled=True)
    row_no: int = column("Row, in printed order.", at_least=0)
    row_label: str = column("Label of the row.")
    column_no: int = column("Column; 0 is the row label.", at_least=0)
    column_label: str = column("Label of the column.")
    study_id: str = optional("Study the cell is about.", references="study")
    template: str = column(
        "Words of the cell with slots `{position.column.decimals.unit of time}` for its observations; "
        "braces of the print are doubled."
    )

    key = ("source_id", "table_label", "row_no", "column_no")
