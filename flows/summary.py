"""What an ingest says when it is done: counts, what could not be read, what changed, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.absence import shelf
from warehouse.connection import connect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import duckdb

    from flows.absence import Absence, Recorded
    from flows.pipeline import Report
    from warehouse.build import Counts

_MOST_LINES = 20
_COUNTED = ("study", "observation", "measurement", "finding", "unexplained_number")

# New values by study, the others one by one.
_CHANGES = """
    SELECT study_label || ': ' || count(*) || ' new' || if(count(*) = 1, ' value', ' values')
    FROM change LEFT JOIN study USING (study_id)
    WHERE run_id = $run_id AND kind = 'new'
    GROUP BY study_id, study_label, change.source_id, ref_no ORDER BY change.source_id, ref_no, study_id
"""
_OTHER_CHANGES = """
    SELECT concat(study_label, ' ', field, ': ', old_value, ' -> ', coalesce(new_value, 'removed'))
    FROM change LEFT JOIN study USING (study_id)
    WHERE run_id = $run_id AND kind <> 'new'
    ORDER BY change.source_id, ref_no, study_id, field
"""
_FINDINGS = """
    SELECT concat(audit.severity, ', ', rule, ': ', coalesce(label, source_id), ': ', message)
    FROM audit JOIN source USING (source_id)
    WHERE source.run_id = $run_id AND (audit.severity <> 'info' OR rule = 'unknown_label')
"""


def summarise(report: Report, warehouse: Path) -> str:
    """Return what an ingest did, in lines for a person."""
    lines = [
        _sources(report),
        *_left(report),
        *_problems(report),
        *_skipped(report),
        *_absent(report.absence),
    ]
    if report.outcome:
        lines += report.told
    elif report.problems:
        lines.append(
            f"nothing published: {warehouse} {'is as it was' if warehouse.exists() else 'was not made'}"
        )
    return "\n".join(lines)


def tell_contents(
    connection: duckdb.DuckDBPyConnection, run_id: str, counts: Counts, parts_unread: int
) -> tuple[str, ...]:
    """Return what is in a finished warehouse, and what the run that finished it changed and found.

    Args:
        connection: the warehouse.
        run_id: the run.
        counts: what it read.
        parts_unread: parts of sources that it could not read.
    """
    return (
        *_contents(connection, counts),
        *_changes(connection, {"run_id": run_id}),
        *_findings(connection, {"run_id": run_id}, parts_unread),
    )


def source_ids(report: Report, warehouse: Path) -> list[str]:
    """Return the sources that an ingest brought in."""
    if report.outcome is None:
        return []
    with connect(warehouse) as connection:
        statement = "SELECT source_id FROM source WHERE run_id = $run_id ORDER BY source_id"
        return _lines(connection, statement, {"run_id": report.run_id})


def _sources(report: Report) -> str:
    counts = report.counts
    read = counts.sources_new + counts.sources_changed
    return (
        f"{_several(read, 'source')} read ({counts.sources_new} new, {counts.sources_changed} changed), "
        f"{counts.sources_unchanged} unchanged, {counts.sources_failed} not readable"
    )


def _left(report: Report) -> list[str]:
    left = _several(report.sources_left, "source")
    return [f"stopped: {left} not read yet; evitable ingest goes on with them"] if report.sources_left else []


def _problems(report: Report) -> list[str]:
    return [f"not readable: {problem.message}" for problem in report.problems]


def _skipped(report: Report) -> list[str]:
    names = [path.name for path in report.skipped]
    shown = ", ".join(names[:_MOST_LINES]) + (", ..." if len(names) > _MOST_LINES else "")
    return [f"passed over, of no format that is read: {shown}"] if names else []


def _absent(absence: Absence) -> list[str]:
    """Return which sources are gone from disk, and what has become or should become of them."""
    folders = ", ".join(sorted({str(shelf(source, source.path)) for source in absence.unseen}))
    lines = [
        *_gone(absence.retired, "retired: {}"),
        *_gone(
            absence.kept,
            "gone from disk and still in the warehouse: {}; retire with: evitable ingest --prune",
        ),
        *_gone(
            absence.unseen,
            f"not to be seen: {{}}, as {folders} is missing or empty, perhaps not mounted; left alone; "
            "to retire all the same: evitable ingest --prune-folders",
        ),
    ]
    return lines or (["nothing to prune: every source is where it was read"] if absence.is_asked else [])


def _gone(sources: Sequence[Recorded], heading: str) -> list[str]:
    """Return a heading about sources, and the sources."""
    if not sources:
        return []
    lines = (f"{source.path} ({_several(source.studies, 'study')})" for source in sources)
    return [heading.format(_several(len(sources), "source")), *_shortened(lines, "evitable show source")]


def _contents(connection: duckdb.DuckDBPyConnection, run_counts: Counts) -> list[str]:
    """Return what is in the warehouse now, and what the contract kept out."""
    counts = [_several(_number(connection, f"FROM {table}"), table.replace("_", " ")) for table in _COUNTED]
    lines = [f"in the warehouse: {', '.join(counts)}"]
    if rejected := run_counts.rows_rejected - run_counts.sources_failed:
        lines.append(f"{_several(rejected, 'row')} broke the contract: evitable show rejection")
    return lines


def _changes(connection: duckdb.DuckDBPyConnection, run: dict[str, str]) -> list[str]:
    kinds = dict(
        connection.execute(
            "SELECT kind::VARCHAR, count(*) FROM change WHERE run_id = $run_id GROUP BY ALL", run
        ).fetchall()
    )
    lines = [line for statement in (_OTHER_CHANGES, _CHANGES) for line in _lines(connection, statement, run)]
    counts = ", ".join(f"{kinds.get(kind, 0)} {kind}" for kind in ("new", "changed", "removed"))
    return [f"values: {counts}", *_shortened(lines, "evitable changes")]


def _findings(connection: duckdb.DuckDBPyConnection, run: dict[str, str], parts_unread: int) -> list[str]:
    lines = _lines(connection, _FINDINGS, run)
    unread = f", {parts_unread} of them about what could not be read" if parts_unread else ""
    return [f"to look at: {_several(len(lines), 'finding')}{unread}", *_shortened(lines, "evitable audit")]


def _lines(connection: duckdb.DuckDBPyConnection, statement: str, run: dict[str, str]) -> list[str]:
    return [str(line) for (line,) in connection.execute(statement, run).fetchall()]


def _number(connection: duckdb.DuckDBPyConnection, origin: str) -> int:
    ((number,),) = connection.execute(f"SELECT count(*) {origin}").fetchall()
    return int(number)


def _shortened(lines: Iterable[str], command: str) -> list[str]:
    """Return lines indented, those past the first ones as a pointer to the command that shows them."""
    indented = [f"  {line}" for line in lines]
    left = len(indented) - _MOST_LINES
    return indented if left <= 0 else [*indented[:_MOST_LINES], f"  ... and {left} more: {command}"]


def _several(number: int, thing: str) -> str:
    """Return a count with its noun."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"
