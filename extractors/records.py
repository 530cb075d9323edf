"""What extraction gives: plain records, named as in the data contract.

`schemas/` declares and checks the columns; a test holds these field names against it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractors.document import Box, Span

Category = Literal["design", "baseline", "response", "survival", "safety", "follow_up"]
Statistic = Literal[
    "rate", "median", "mean", "cumulative_incidence", "count", "hazard_ratio", "odds_ratio", "range", "text"
]
Status = Literal["reported", "not_available", "not_reached", "none_reported"]
Unit = Literal["percent", "months", "years", "ratio", "patients", "lines"]
Comparator = Literal["=", ">=", "<=", ">", "<"]
Origin = Literal["table", "prose", "correction"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class StudyKey:
    """A study that a source reports on; `study_id` is `<source_id>/<ref_no or 1>`."""

    study_id: str
    ref_no: int | None = None
    first_author: str | None = None
    label: str = ""  # "Author [2]"


# Not frozen, though nothing changes one: that would take three times as long to make.
@dataclass(slots=True, unsafe_hash=True)
class Observation:
    """One value as one place of one source states it. Units as in the data contract."""

    study_id: str
    category: Category
    endpoint: str
    statistic: Statistic
    span: Span  # the printed value itself; stored as char_start, char_end
    quote: str  # the cell or sentence around it, folded
    origin: Origin
    rule: str
    status: Status = "reported"
    term: str | None = None
    timepoint_months: float | None = None
    arm: str = ""
    value: float | None = None
    decimals: int | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit | None = None
    comparator: Comparator = "="
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    n: int | None = None
    n_total: int | None = None
    p_value: str | None = None
    grade_min: int | None = None
    text_value: str | None = None
    table_label: str | None = None
    row_label: str | None = None
    column_label: str | None = None
    row_no: int | None = None  # of the printed cell, so that the cell can be printed again
    column_no: int | None = None
    position: int | None = None  # 1-based, order inside the cell
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class StudyDrug:
    """A drug of a study's regimen."""

    study_id: str
    position: int
    drug: str  # generic name
    as_printed: str


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A table cell as a template: its words, with a slot for every parsed value.

    A slot is `{position.field.decimals}` or `{position.field.decimals.unit}`: the observation with
    that `position` in this cell, one of its columns, how many decimals were printed, and the
    printed unit of time (`days`, `weeks`, `years`) where the column holds months. Text columns
    have no decimals: `{1.text_value}`. Braces in printed text are doubled.
    """

    table_label: str
    row_no: int
    row_label: str
    column_no: int  # 0 is the row label itself
    column_label: str
    study_id: str | None
    template: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at."""

    rule: str
    severity: Severity
    message: str
    study_id: str | None = None
    observations: tuple[int, ...] = ()  # indexes into `Extraction.observations`
    expected: str | None = None
    observed: str | None = None


@dataclass(frozen=True, slots=True)
class UnexplainedNumber:
    """A number in a results table or results sentence that no observation accounts for."""

    study_id: str | None
    span: Span
    quote: str
    context: str  # "Table 1, row label" or the section of the sentence


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """An abbreviation that the document itself defines."""

    abbreviation: str
    expansion: str
    code: str | None = None  # vocabulary code of the expansion, if it has one


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says."""

    studies: tuple[StudyKey, ...] = ()
    observations: tuple[Observation, ...] = ()
    unexplained: tuple[UnexplainedNumber, ...] = ()
    findings: tuple[Finding, ...] = ()
    study_drugs: tuple[StudyDrug, ...] = ()
    printed_cells: tuple[PrintedCell, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    numbers_explained: int = 0  # numbers of results tables and sentences that are accounted for


def merge(parts: tuple[Extraction, ...]) -> Extraction:
    """Return the parts as one extraction; findings go on pointing at their observations."""
    if len(parts) == 1:
        return parts[0]
    observations: list[Observation] = []
    findings: list[Finding] = []
    studies: dict[str, StudyKey] = {}
    for part in parts:
        offset = len(observations)
        observations.extend(part.observations)
        findings += [
            replace(finding, observations=tuple([index + offset for index in finding.observations]))
            for finding in part.findings
        ]
        for study in part.studies:
            studies.setdefault(study.study_id, study)
    return Extraction(
        studies=tuple(studies.values()),
        observations=tuple(observations),
        unexplained=tuple([number for part in parts for number in part.unexplained]),
        findings=tuple(findings),
        study_drugs=tuple([drug for part in parts for drug in part.study_drugs]),
        printed_cells=tuple([cell for part in parts for cell in part.printed_cells]),
        glossary=tuple(dict.fromkeys([entry for part in parts for entry in part.glossary])),
        numbers_explained=sum([part.numbers_explained for part in parts]),
    )
