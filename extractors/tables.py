"""Tables -> observations, and the template of every printed cell.

A table's labels say what its cells hold; each cell is read by what its row and its column say.
A label nobody knows leaves its cells as text, with a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.cells import CellContext, read_cell, read_p_value
from extractors.columns import Axis, Layout, cell_meaning, compared_arms, find_layout, read_axis
from extractors.document import FlattenedTable, Table
from extractors.drafts import Draft, print_template, shifted, text_slot
from extractors.flattened import rebuild
from extractors.grids import Grid
from extractors.labels import Meaning, read_label, read_modifiers
from extractors.phrases import lexicon, normal
from extractors.records import (
    Extraction,
    Finding,
    Observation,
    PrintedCell,
    StudyDrug,
    StudyKey,
    UnexplainedNumber,
)
from extractors.regimens import split_regimen
from extractors.statuses import StatusWords, read_status, status_words
from extractors.text import fold
from extractors.values import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractors.document import Cell, Document
    from extractors.records import GlossaryEntry
    from extractors.text import Folded

_SIZE_CELL = re.compile(r"\(?[nN]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\)?")
_GRADE = re.compile(
    r"\b(?:grades?|gr\.?|G)\s*(?:≥|>=|⩾|>)?\s*[1-5](?:\s*(?:[-–/]|to|or|and)\s*[1-5])*", re.IGNORECASE
)
_COUNT_PERCENT_NOTE = re.compile(
    r"\b(?:n|no\.?|numbers?)\s*\(\s*(?:%|percent)\s*\)|\bnumber \(%\)", re.IGNORECASE
)
_PERCENT = re.compile(r"\d\s*%")
_COUNTED = re.compile(r"\d+\s*\(\s*[<≤]?\d+(?:[.·]\d+)?\s*%?\s*\)")  # "13 (39.4)"
_VERSUS = re.compile(r"(?:\s+|(?<=[*%†‡)]))(?:vs?\.?|versus)\s+")
_EVENT_SHARE = 0.3
_RESULT_CATEGORIES = frozenset(("response", "survival", "safety", "follow_up"))


@dataclass(slots=True)
class _Collected:
    """What was read so far."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    printed_cells: list[PrintedCell] = field(default_factory=list)
    drugs: list[StudyDrug] = field(default_factory=list)
    studies: dict[str, StudyKey] = field(default_factory=dict)
    unexplained: list[UnexplainedNumber] = field(default_factory=list)
    explained: int = 0


@dataclass(slots=True)
class _Reading:
    """One table while it is read."""

    document: Document
    glossary: tuple[GlossaryEntry, ...]
    words: StatusWords
    table: Table
    grid: Grid
    layout: Layout
    own_study: str
    out: _Collected
    axes: dict[int, Axis] = field(default_factory=dict)
    caption: Meaning = field(default_factory=lambda: Meaning("modifier"))
    counts_only: bool = False  # no percent sign in the whole table
    is_results: bool = False
    last_outcome: Meaning | None = None
    last_row: list[int] = field(default_factory=list)  # observations of the last row with values
    arms: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of a study whose cells say "A vs B"
    findings: list[Finding] = field(default_factory=list)
    numbers: list[UnexplainedNumber] = field(default_factory=list)
    explained: int = 0


def read_tables(document: Document, glossary: tuple[GlossaryEntry, ...]) -> Extraction:
    """Return what the tables of a document state."""
    out = _Collected()
    words = status_words(glossary)
    tables = list(_tables(document, glossary, out))
    grids = [Grid(document.text, table) for table in tables]
    layouts = [find_layout(grid, glossary) for grid in grids]
    for grid, layout in zip(grids, layouts, strict=True):
        if layout.has_studies:
            _collect_studies(document, grid, layout, out)
    own = _own_study_id(document, out)
    for table, grid, layout in zip(tables, grids, layouts, strict=True):
        reading = _Reading(document, glossary, words, table, grid, layout, own, out)
        _read_table(reading)
    return Extraction(
        studies=tuple(out.studies.values()),
        observations=tuple(out.observations),
        unexplained=tuple(out.unexplained),
        findings=tuple(out.findings),
        study_drugs=tuple(out.drugs),
        printed_cells=tuple(out.printed_cells),
        numbers_explained=out.explained,
    )


def _tables(document: Document, glossary: tuple[GlossaryEntry, ...], out: _Collected) -> Iterator[Table]:
    """Tables as cells; one that stays lines is a finding, and its words are kept."""
    for table in document.tables:
        if isinstance(table, Table):
            if table.cells:
                yield table
            continue
        rebuilt = rebuild(document.text, table, glossary)
        if rebuilt:
            out.findings.extend(rebuilt.findings)
            yield rebuilt.table
        else:
            _keep_lines(document, table, out)


def _keep_lines(document: Document, table: FlattenedTable, out: _Collected) -> None:
    words = fold(document.text[table.body.start : table.body.end])
    out.findings.append(
        Finding(
            rule="unreadable_table",
            severity="warning",
            message=f"{table.label}: neither studies nor fields can be told from its header; "
            f"its lines are kept as one cell: {words[:200]!r}",
            observed=words,
        )
    )
    out.printed_cells.append(PrintedCell(table.label, 1, "", 0, "", None, print_template(words, ())))
    body = Grid(document.text, Table(table.label, ())).fold(table.body)
    for number in find_numbers(words):
        span = body.span(number.start, number.end)
        out.unexplained.append(UnexplainedNumber(None, span, words, table.label))


# --- studies ----------------------------------------------------------------------------------


def _collect_studies(document: Document, grid: Grid, layout: Layout, out: _Collected) -> None:
    if layout.fields_in_columns:
        axes = [read_axis((grid.label(row),), (), fields=False) for row in grid.rows if grid.label(row)]
    else:
        axes = [
            read_axis(grid.header(column), (), fields=False)
            for column in range(grid.label_columns, grid.columns)
        ]
    for axis in axes:
        key = _study_key(document.source_id, axis, out)
        if key:
            out.studies.setdefault(key.study_id, key)


def _study_key(source_id: str, axis: Axis, out: _Collected) -> StudyKey | None:
    study = axis.study
    if study is None:
        return None
    known = next((key for key in out.studies.values() if key.label == study.label), None)
    if known:
        return known
    number = study.ref_no if study.ref_no is not None else _free_number(source_id, out)
    return StudyKey(f"{source_id}/{number}", study.ref_no, study.first_author, study.label)


def _free_number(source_id: str, out: _Collected) -> int:
    """Number of a study without a reference: its place among the studies of the source."""
    number = len(out.studies) + 1
    while f"{source_id}/{number}" in out.studies:
        number += 1
    return number


def _own_study_id(document: Document, out: _Collected) -> str:
    """Study of a table that names none: the document's own."""
    first = f"{document.source_id}/1"
    return f"{document.source_id}/0" if first in out.studies else first


def _study_id(reading: _Reading, axis: Axis) -> str:
    key = _study_key(reading.document.source_id, axis, reading.out)
    return key.study_id if key else reading.own_study


# --- a table ----------------------------------------------------------------------------------


def _read_table(reading: _Reading) -> None:
    grid = reading.grid
    reading.caption = _caption_meaning(reading)
    reading.counts_only = not any("%" in words for words in _all_words(reading))
    for column in range(grid.label_columns, grid.columns):
        fields = reading.layout.fields_in_columns
        reading.axes[column] = read_axis(grid.header(column), reading.glossary, fields=fields)
        _read_arm_size(reading, column)
    _find_arms(reading)
    if reading.layout.fields_in_columns:
        _read_studies_down(reading)
    else:
        _read_fields_down(reading)
    if reading.is_results:
        reading.out.findings.extend(reading.findings)
        reading.out.unexplained.extend(reading.numbers)
        reading.out.explained += reading.explained


def _find_arms(reading: _Reading) -> None:
    """Arms of studies whose cells set them side by side: "A vs B" in words names them."""
    grid = reading.grid
    for row in grid.rows:
        for cell in grid.value_cells(row):
            arms = tuple(arm.strip() for arm in _VERSUS.split(grid.fold(cell.span).text))
            if len(arms) < 2 or not all(arm[:1].isalpha() for arm in arms):  # noqa: PLR2004
                continue
            down = reading.layout.fields_in_columns
            axis = read_axis((grid.label(row),), (), fields=False) if down else reading.axes[cell.column]
            reading.arms.setdefault(_study_id(reading, axis), arms)


def _caption_meaning(reading: _Reading) -> Meaning:
    """What the caption, the first head and the footnotes say of all cells: grades, adverse events, n (%)."""
    table, text = reading.table, reading.document.text
    caption = fold(text[slice(*table.caption)]) if table.caption else ""
    caption = re.sub(r"^\s*\w+\s+\w+[.:]?\s*", "", caption)
    meaning = read_label(caption, reading.glossary) or Meaning("modifier")
    events = _names_events(caption)
    if meaning.kind != "outcomes" and events and _lists_events(reading):
        meaning = replace(events, grade_min=meaning.grade_min or events.grade_min)
    elif meaning.kind != "outcomes":
        meaning = Meaning("modifier", grade_min=meaning.grade_min)
    head = " ".join(reading.grid.header(0))
    first = read_label(head, reading.glossary) if head else None
    if first and first.kind in ("modifier", "outcomes"):
        meaning = first.under(meaning)
    notes = " ".join((caption, *(fold(text[slice(*span)]) for span in table.footnotes)))
    if meaning.counted is None and _COUNT_PERCENT_NOTE.search(notes):
        meaning = replace(meaning, counted="count_percent")
    return meaning


def _lists_events(reading: _Reading) -> bool:
    """Whether a good part of a table's rows are adverse events that the vocabulary knows."""
    meanings = [
        read_label(label, reading.glossary) for row in reading.grid.rows if (label := reading.grid.label(row))
    ]
    known = [meaning for meaning in meanings if meaning is not None and meaning.kind != "modifier"]
    events = sum(meaning.endpoint == "AE" for meaning in known)
    return events >= _EVENT_SHARE * max(
        1, len(meanings) - sum(m is not None and m.kind == "modifier" for m in meanings)
    )


def _all_words(reading: _Reading) -> Iterator[str]:
    text, table = reading.document.text, reading.table
    for span in (*(cell.span for cell in table.cells), *table.footnotes, *filter(None, (table.caption,))):
        yield text[span.start : span.end]


def _names_events(caption: str) -> Meaning | None:
    """The meaning of a table of adverse events, by its caption."""
    words = normal(caption)
    for match in re.finditer(r"[^\W_]+", words):
        phrase = lexicon("rows").match(words, match.start())
        if phrase and phrase.entry.code == "AE":
            meaning = read_label(phrase.entry.label)
            grade = read_label(caption[: match.start()].strip() or "-")
            return (
                replace(meaning, grade_min=grade.grade_min if grade else _caption_grade(caption))
                if meaning
                else None
            )
    return None


def _caption_grade(caption: str) -> int | None:
    match = _GRADE.search(caption)
    told = read_label(match[0]) if match else None
    return told.grade_min if told else None


def _read_arm_size(reading: _Reading, column: int) -> None:
    """Patients of an arm that its header tells: "Arm A (n = 63)"."""
    axis = reading.axes[column]
    grid = reading.grid
    for row in range(grid.header_rows):
        cell = grid.cells.get((row, column))
        if axis.n is None or cell is None or not grid.owns(row, column):
            continue
        folded = grid.fold(cell.span)
        match = re.search(r"\b[nN]\s*=\s*(?P<n>\d[\d,]*)", folded.text)
        if match is None:
            continue
        start, end = match.span("n")
        number = int(match["n"].replace(",", ""))
        fields = {
            "category": "baseline",
            "endpoint": "n_patients",
            "statistic": "count",
            "value": float(number),
            "n": number,
            "unit": "patients",
            "decimals": 0,
        }
        draft = Draft(start, end, fields, rule="table_header")
        place = _Place(cell, folded, 0, column, axis.label, axis.label, _study_id(reading, axis), axis.arm)
        _observe(reading, place, (draft,))
        reading.explained += 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a printed cell stands, and whose it is."""

    cell: Cell
    folded: Folded
    row_no: int
    column_no: int
    row_label: str
    column_label: str
    study_id: str
    arm: str = ""
    group: str = ""  # heading over the row


# --- fields as rows ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """The heading over rows, and what it says of them."""

    label: str = ""
    meaning: Meaning | None = None
    subgroup: str = ""


def _read_fields_down(reading: _Reading) -> None:
    grid = reading.grid
    group = _Group()
    for row in grid.rows:
        label = grid.label(row)
        _print_labels(reading, row)
        cells = grid.value_cells(row)
        printed = [cell for cell in cells if grid.fold(cell.span).text]
        if not printed:
            if label:
                group = _Group(label, _group_meaning(label, reading))
                if group.meaning and group.meaning.kind != "modifier":
                    reading.last_outcome = None
            _print_empty(reading, row, cells)
            continue
        if label and all(_SIZE_CELL.fullmatch(grid.fold(cell.span).text) for cell in printed):
            group.subgroup = "" if _is_whole(label) else label
        meaning = _row_meaning(label, group, reading)
        _read_row(reading, row, label, meaning, cells, group)


def _is_whole(label: str) -> bool:
    return not read_axis((label,), (), fields=False).arm


def _group_meaning(label: str, reading: _Reading) -> Meaning | None:
    meaning = read_label(label, reading.glossary)
    if meaning is None and (events := _names_events(label)):
        meaning = events
    meaning = meaning or read_modifiers(label)
    return meaning.under(replace(reading.caption, kind="modifier")) if meaning else None


def _row_meaning(label: str, group: _Group, reading: _Reading) -> Meaning | None:
    """What a row holds: by its own label, by its group's and its own, or as an event of a table of events."""
    caption = replace(reading.caption, kind="modifier")
    own = read_label(label, reading.glossary) if label else None
    if own and own.kind == "modifier":
        return _modified(own, group, reading)
    if own:
        same = group.meaning and (group.meaning.category == own.category or group.meaning.kind == "modifier")
        return own.under(replace(group.meaning, kind="modifier") if same and group.meaning else caption)
    if group.label and label:
        for words in (f"{group.label} {label}", f"{label} {group.label}"):
            together = read_label(words, reading.glossary)
            if together:
                return together
    events = group.meaning if group.meaning and group.meaning.endpoint == "AE" else reading.caption
    if label and events.kind == "outcomes" and events.endpoint == "AE" and not group.subgroup:
        return replace(events, kind="outcome", term=_event_words(label))
    return None


def _modified(own: Meaning, group: _Group, reading: _Reading) -> Meaning:
    """What a row that only says how its values are given ("95% CI", "Median (range)") gives values of."""
    ratio = own.statistic in ("hazard_ratio", "odds_ratio")
    if reading.last_outcome and (ratio or (own.interval == "ci" and own.statistic is None)):
        return own.under(replace(reading.last_outcome, statistic=None, interval=None, counted=None))
    if group.meaning and group.meaning.kind != "modifier":
        return own.under(group.meaning)
    return own.under(reading.caption) if reading.caption.kind == "outcomes" else own


def _event_words(label: str) -> str:
    bare = read_label(label)
    return bare.term if bare and bare.term else re.sub(r"[*†‡§]+|,?\s*n\s*\(%\)$", "", label).strip().lower()


def _read_row(  # noqa: PLR0913 - a row, its label and the heading over it
    reading: _Reading, row: int, label: str, meaning: Meaning | None, cells: list[Cell], group: _Group
) -> None:
    grid = reading.grid
    percent = any(_PERCENT.search(grid.fold(cell.span).text) for cell in cells)
    counts = any(_COUNTED.match(grid.fold(cell.span).text) for cell in cells)
    first = len(reading.out.observations)
    p_values: list[str] = []
    unread = 0
    for cell in cells:
        axis = reading.axes[cell.column]
        place = replace(_place(reading, cell, row, label, axis, group.subgroup), group=group.label)
        if cell.column_span > 1 and len(cells) == 1 and cell.column_span == grid.columns - grid.label_columns:
            _keep_whole_row(reading, place, meaning)
            continue
        if _is_p_value(meaning, axis) and (p_value := read_p_value(place.folded.text)):
            _print(reading, place, ())
            reading.explained += len(find_numbers(place.folded.text))
            if meaning is not None and meaning.kind == "p_value":
                _put_p_value(reading, [i for i in reading.last_row if _covers(reading, cell, i)], p_value)
            else:
                p_values.append(p_value)
            continue
        combined = _sized(place, cell_meaning(meaning, axis.meaning))
        unread += not _read_place(reading, place, combined, percent=percent, counts=counts)
    if len(p_values) == 1:
        _put_p_value(reading, range(first, len(reading.out.observations)), p_values[0])
    if unread:
        _report_unread(reading, label, meaning, unread, len(cells))
    if meaning and meaning.kind == "outcome":
        reading.last_outcome = meaning
    if len(reading.out.observations) > first:
        reading.last_row = list(range(first, len(reading.out.observations)))


def _covers(reading: _Reading, cell: Cell, index: int) -> bool:
    """Whether a cell stands under that of an observation."""
    column = reading.out.observations[index].column_no
    return column is not None and cell.column <= column < cell.column + cell.column_span


def _is_p_value(row: Meaning | None, axis: Axis) -> bool:
    return (row is not None and row.kind == "p_value") or (
        axis.meaning is not None and axis.meaning.kind == "p_value"
    )


def _sized(place: _Place, meaning: Meaning | None) -> Meaning | None:
    """The meaning of a cell; one that says "n = 361" tells the patients of its arm, whatever its row."""
    if _SIZE_CELL.fullmatch(place.folded.text):
        return Meaning("count", "n_patients", usual_unit="patients")
    return meaning


def _place(reading: _Reading, cell: Cell, row: int, label: str, axis: Axis, subgroup: str) -> _Place:  # noqa: PLR0913
    grid = reading.grid
    arm = "; ".join(part for part in (_arm_of(reading, cell, axis), subgroup) if part)
    return _Place(
        cell=cell,
        folded=grid.fold(cell.span),
        row_no=row - grid.header_rows + 1,
        column_no=cell.column,
        row_label=label,
        column_label=axis.label,
        study_id=_study_id(reading, axis),
        arm=arm,
    )


def _arm_of(reading: _Reading, cell: Cell, axis: Axis) -> str:
    """Arm of a cell; one that spans two arms, or compares them, is of both: "A vs B"."""
    covered = range(cell.column, cell.column + cell.column_span)
    axes = [reading.axes[column] for column in covered if column in reading.axes]
    if len(axes) > 1:
        return compared_arms(axes)
    statistic = axis.meaning.statistic if axis.meaning else None
    if statistic in ("hazard_ratio", "odds_ratio") and not axis.arms:
        others = {other.arm: other for other in reading.axes.values() if other.arms}
        return compared_arms(list(others.values())) if len(others) == 2 else ""  # noqa: PLR2004 - of two
    return axis.arm


def _put_p_value(reading: _Reading, indexes: Iterable[int], p_value: str) -> None:
    """Put a P value on the values that it compares."""
    observations = reading.out.observations
    for index in indexes:
        observation = observations[index]
        if observation.value is not None and observation.p_value is None and observation.statistic != "count":
            observations[index] = replace(observation, p_value=p_value)


def _report_unread(reading: _Reading, label: str, meaning: Meaning | None, unread: int, cells: int) -> None:
    unknown = meaning is None or meaning.kind == "modifier"
    rule = "unknown_label" if unknown else "unparsed_cell"
    what = (
        "is not in the vocabulary" if unknown or meaning is None else f"is {meaning.endpoint or meaning.kind}"
    )
    reading.findings.append(
        Finding(
            rule=rule,
            severity="info",
            message=f"{reading.table.label}: the label {label!r} {what}; {unread} of {cells} cells stay text",
            observed=label,
        )
    )


def _keep_whole_row(reading: _Reading, place: _Place, meaning: Meaning | None) -> None:
    """A row in one piece over all columns: a heading, or a row that could not be split."""
    _print(reading, replace(place, study_id="", column_label=""), ())
    if meaning is not None:
        _note_numbers(reading, place, ())


# --- studies or arms as rows ------------------------------------------------------------------


def _read_studies_down(reading: _Reading) -> None:
    grid = reading.grid
    percent = {
        column: any(_PERCENT.search(grid.folded_at(row, column).text) for row in grid.rows)
        for column in reading.axes
    }
    counts = {
        column: any(_COUNTED.match(grid.folded_at(row, column).text) for row in grid.rows)
        for column in reading.axes
    }
    unread: dict[int, int] = {}
    for row in grid.rows:
        label = grid.label(row)
        _print_labels(reading, row)
        cells = grid.value_cells(row)
        axis = read_axis((label,) if label else (), reading.glossary, fields=False)
        p_values: list[str] = []
        first = len(reading.out.observations)
        for cell in cells:
            column = reading.axes[cell.column]
            place = replace(
                _place(reading, cell, row, label, column, ""), study_id=_study_id(reading, axis), arm=axis.arm
            )
            if cell.column_span > 1 and len(cells) == 1:
                _keep_whole_row(reading, place, column.meaning)
                continue
            if _is_p_value(None, column) and (p_value := read_p_value(place.folded.text)):
                p_values.append(p_value)
                _print(reading, place, ())
                reading.explained += 1
                continue
            meaning = (
                column.meaning.under(replace(reading.caption, kind="modifier")) if column.meaning else None
            )
            near = {"percent": percent[cell.column], "counts": counts[cell.column]}
            if not _read_place(reading, place, meaning, **near):
                unread[cell.column] = unread.get(cell.column, 0) + 1
        if len(p_values) == 1:
            _put_p_value(reading, range(first, len(reading.out.observations)), p_values[0])
    for column_no, count in unread.items():
        axis = reading.axes[column_no]
        _report_unread(reading, axis.label, axis.meaning, count, len(grid.rows))


# --- a cell -----------------------------------------------------------------------------------


def _read_place(
    reading: _Reading, place: _Place, meaning: Meaning | None, *, percent: bool, counts: bool
) -> bool:
    """Read one cell; False where it stays text."""
    text = place.folded.text
    if not text:
        _print(reading, place, ())
        return True
    drafts = _drafts(reading, place, meaning, percent=percent, counts=counts)
    if drafts is not None and _is_interval(drafts):
        if _put_interval(reading, place, drafts[0]):
            _print(reading, place, ())
            _note_numbers(reading, place, drafts)
            return True
        drafts = None
    if drafts is None:
        drafts = (_text_draft(reading, place),)
        _observe(reading, place, drafts)
        _print(reading, place, drafts)
        _note_numbers(reading, place, ())
        return False
    _observe(reading, place, drafts)
    _print(reading, place, drafts)
    _note_numbers(reading, place, drafts)
    if meaning and meaning.kind == "regimen" and drafts and drafts[0].fields.get("text_value"):
        _read_drugs(reading, place)
    reading.is_results |= any(draft.fields["category"] in _RESULT_CATEGORIES for draft in drafts)
    reading.is_results |= reading.layout.has_studies and bool(drafts)
    return True


def _drafts(
    reading: _Reading, place: _Place, meaning: Meaning | None, *, percent: bool, counts: bool
) -> tuple[Draft, ...] | None:
    if meaning is None or meaning.kind == "modifier":
        return None
    axis = reading.axes[place.cell.column]
    context = CellContext(
        reading.words,
        reading.glossary,
        percent_near=percent,
        n_total=axis.n[0] if axis.n else None,
        counts_only=reading.counts_only,
        counts_near=counts,
    )
    drafts = read_cell(place.folded.text, meaning, context)
    return drafts if drafts is not None else _compared(reading, place, meaning, context)


def _compared(
    reading: _Reading, place: _Place, meaning: Meaning, context: CellContext
) -> tuple[Draft, ...] | None:
    """Read a cell that sets arms side by side ("14.2 vs 13.7"), where the study's regimen names them."""
    text = place.folded.text
    arms = reading.arms.get(place.study_id, ())
    bounds = [0, *(at for match in _VERSUS.finditer(text) for at in match.span()), len(text)]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if len(parts) != len(arms) or len(arms) < 2:  # noqa: PLR2004 - a comparison is of two at least
        return None
    drafts: list[Draft] = []
    for (start, end), arm in zip(parts, arms, strict=True):
        read = read_cell(text[start:end].strip(), meaning, context)
        if not read:
            return None
        lead = start + len(text[start:end]) - len(text[start:end].lstrip())
        drafts.extend(shifted(draft, lead, {"arm": arm}) for draft in read)
    p_value = drafts[-1].fields.get("p_value")
    if p_value:  # "34.5 vs 40.8 (P = 0.15)" compares the two
        drafts = [replace(draft, fields=draft.fields | {"p_value": p_value}) for draft in drafts]
    return tuple(drafts)


def _is_interval(drafts: tuple[Draft, ...]) -> bool:
    """Whether a cell gives nothing but a confidence interval, of a value that stands elsewhere."""
    return (
        len(drafts) == 1
        and "value" not in drafts[0].fields
        and ("ci_low" in drafts[0].fields or "ci_high" in drafts[0].fields)
        and drafts[0].fields.get("status", "reported") == "reported"
    )


def _put_interval(reading: _Reading, place: _Place, draft: Draft) -> bool:
    """Put a confidence interval on its value: the last of the same arm before it, or of the row above."""
    observations = reading.out.observations
    above = [index for index in reading.last_row if observations[index].column_no == place.column_no]
    beside = [
        index
        for index in range(len(observations) - 1, max(-1, len(observations) - 4), -1)
        if observations[index].row_no == place.row_no and observations[index].arm == place.arm
    ]
    for index in (*beside, *above):
        value = observations[index]
        same = value.endpoint == draft.fields["endpoint"] and value.table_label == reading.table.label
        if same and value.value is not None and value.ci_low is None and value.ci_high is None:
            bounds = {name: draft.fields.get(name) for name in ("ci_low", "ci_high", "ci_level")}
            observations[index] = replace(value, **bounds)
            return True
    return False


def _text_draft(reading: _Reading, place: _Place) -> Draft:
    """A cell nobody can read, kept as its words under its own label."""
    text = place.folded.text
    label = place.column_label if reading.layout.fields_in_columns else place.row_label
    if place.group and not reading.layout.fields_in_columns:
        label = f"{place.group}: {label}"
    fields = {"category": "baseline", "endpoint": "other", "term": label.lower() or None, "statistic": "text"}
    status = read_status(text, reading.words)
    if status and status.status == "not_available" and not status.unresolved:
        return Draft(0, len(text), fields | {"status": status.status}, rule="text_cell")
    return Draft(0, len(text), fields | {"text_value": text}, (text_slot(0, len(text)),), rule="text_cell")


def _observe(reading: _Reading, place: _Place, drafts: tuple[Draft, ...]) -> None:
    for position, draft in enumerate(drafts, 1):
        if draft.restored:
            _report_restored(reading, place, draft)
        if draft.rule == "undefined_abbreviation":
            _report_undefined(reading, place, draft)
        reading.out.observations.append(
            Observation(
                study_id=place.study_id,
                span=place.folded.span(draft.start, draft.end),
                quote=place.folded.text,
                origin="table",
                rule=draft.rule,
                table_label=reading.table.label,
                row_label=place.row_label,
                column_label=place.column_label,
                row_no=place.row_no,
                column_no=place.column_no,
                position=position,
                page=place.cell.page,
                box=place.cell.box,
                **{"arm": place.arm, **draft.fields},
            )
        )


def _report_restored(reading: _Reading, place: _Place, draft: Draft) -> None:
    printed = place.folded.text[draft.start : draft.end]
    reading.out.findings.append(
        Finding(
            rule="unit_restored",
            severity="info",
            message=f"{reading.table.label}, {place.row_label!r}, {place.column_label}: {place.folded.text!r} is printed "
            f"without its percent sign; {printed} is taken as percent",
            study_id=place.study_id,
            observations=(len(reading.out.observations),),
            expected=f"{printed}%",
            observed=printed,
        )
    )


def _report_undefined(reading: _Reading, place: _Place, draft: Draft) -> None:
    printed = place.folded.text[draft.start : draft.end]
    reading.out.findings.append(
        Finding(
            rule="undefined_abbreviation",
            severity="warning",
            message=f"{reading.table.label}, {place.row_label!r}, {place.column_label}: {printed!r} is not defined in the "
            "document: not reached in one text, not reported in another; the cell stays text",
            study_id=place.study_id,
            observations=(len(reading.out.observations),),
            observed=printed,
        )
    )


def _read_drugs(reading: _Reading, place: _Place) -> None:
    """Drugs of a regimen, each of a study once."""
    known = {drug.drug for drug in reading.out.drugs if drug.study_id == place.study_id}
    for drug in split_regimen(place.folded.text, reading.glossary):
        if drug.drug in known:
            continue
        known.add(drug.drug)
        reading.out.drugs.append(StudyDrug(place.study_id, len(known), drug.drug, drug.as_printed))
        if not drug.known:
            reading.out.findings.append(
                Finding(
                    rule="unknown_drug",
                    severity="info",
                    message=f"{reading.table.label}, {place.column_label}: {drug.as_printed!r} of the regimen "
                    f"{place.folded.text!r} is not in the vocabulary of drugs; it is kept as printed",
                    study_id=place.study_id,
                    observed=drug.as_printed,
                )
            )


def _note_numbers(reading: _Reading, place: _Place, drafts: tuple[Draft, ...]) -> None:
    """Count the numbers of a cell that its observations account for, and keep the others."""
    text = place.folded.text
    covered = [(slot.start, slot.end) for draft in drafts for slot in draft.slots]
    covered += [place for draft in drafts for place in draft.explained]
    covered += [match.span() for match in _GRADE.finditer(text)]
    for number in find_numbers(text):
        if any(start <= number.start and number.end <= end for start, end in covered):
            reading.explained += 1
            continue
        reading.numbers.append(
            UnexplainedNumber(
                study_id=place.study_id or None,
                span=place.folded.span(number.start, number.end),
                quote=text,
                context=f"{reading.table.label}, {place.row_label}",
            )
        )


# --- printing ---------------------------------------------------------------------------------


def _print(reading: _Reading, place: _Place, drafts: tuple[Draft, ...]) -> None:
    reading.out.printed_cells.append(
        PrintedCell(
            table_label=reading.table.label,
            row_no=place.row_no,
            row_label=place.row_label,
            column_no=place.column_no,
            column_label=place.column_label,
            study_id=place.study_id or None,
            template=print_template(place.folded.text, drafts),
        )
    )


def _print_labels(reading: _Reading, row: int) -> None:
    """The label cells of a row, as printed."""
    grid = reading.grid
    label = grid.label(row)
    for column in range(grid.label_columns):
        if not grid.owns(row, column):
            continue
        words = grid.folded_at(row, column).text
        reading.out.printed_cells.append(
            PrintedCell(
                table_label=reading.table.label,
                row_no=row - grid.header_rows + 1,
                row_label=label,
                column_no=column,
                column_label=" / ".join(grid.header(column)),
                study_id=None,
                template=print_template(words, ()),
            )
        )


def _print_empty(reading: _Reading, row: int, cells: list[Cell]) -> None:
    for cell in cells:
        axis = reading.axes[cell.column]
        _print(reading, _place(reading, cell, row, reading.grid.label(row), axis, ""), ())
