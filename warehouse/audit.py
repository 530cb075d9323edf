"""Run the audits of `warehouse/sql/audits/`: findings go to `finding`, what was judged to `audit_result`.

An audit is one SQL file, named after its rule. Its first line says how grave a violation is and what
one row stands for:

    -- severity: warning; grain: a number of patients printed with its percentage

Its query gives one row per item that the rule can judge, with the columns `source_id`, `study_id`,
`observation_ids`, `violates`, `message`, `expected`, `observed`, and `severity` where a row's may differ
from the file's. So one query tells how many items were eligible and which of them are wrong; no row
at all means "not applicable", not "passed". A file whose first line ends in `; found by: extraction` only
counts findings that extraction has already written. A second line may say where its items come from:

    -- of: audit_statement WHERE ci_low IS NOT NULL

If nothing is there, the query is not run: to plan a long one takes longer than all else of a short ingest.

`shared/` holds macros and tables that several audits use. They are temporary: nothing of them is published.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import duckdb
import polars as pl

from schemas.tables import TABLES, polars_schema
from warehouse.load import registered
from warehouse.transactions import transaction

AUDITS = Path(__file__).parent / "sql" / "audits"

AuditStatus = Literal["passed", "failed", "not_applicable", "error"]
Row = dict[str, Any]

_HEADER = re.compile(
    r"-- severity: (?P<severity>info|warning|error); grain: (?P<grain>[^;\n]+)"
    r"(?P<passed_on>; found by: extraction)?\n"
    r"(?:-- of: (?P<origin>.+)\n)?"
)
# Only what is wrong leaves DuckDB: most items are right, and there are many.
_JUDGED = """
SELECT count(*), any_value(item), list(item) FILTER (WHERE item.violates)
FROM (
{}
) AS item
"""
_ANY = "SELECT 1 FROM {} LIMIT 1"
_COLUMNS = ("source_id", "study_id", "observation_ids", "violates", "message", "expected", "observed")


@dataclass(frozen=True, slots=True)
class Audit:
    """One rule, as its file declares it."""

    rule: str
    severity: str
    grain: str
    found_by_extraction: bool
    origin: str | None  # where its items come from, as FROM takes it; None if only the query says it
    query: str


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What one audit saw: how many items it could judge, and how many of them are wrong."""

    rule: str
    severity: str
    grain: str
    eligible: int
    violations: int
    status: AuditStatus
    problem: str | None = None  # why an audit in error could not run


def prepare_audits(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros that the audits use: an ingest does it while it waits for what is read."""
    connection.execute(_shared("1_arithmetic"))


def run_audits(
    connection: duckdb.DuckDBPyConnection, run_id: str, directory: Path = AUDITS
) -> tuple[AuditRecord, ...]:
    """Run every audit of a directory on a warehouse being built, in place of the results of the last run.

    Call it outside a transaction: an audit that fails must not take the others with it.

    Args:
        connection: The staging warehouse, loaded and reconciled, prepared by `prepare_audits`.
        run_id: The run that the findings belong to.
        directory: Where the audits are, one SQL file a rule.

    Returns:
        One record per audit, in order of their names. An audit that cannot run is `error`, never `passed`.
    """
    connection.execute(_shared("2_statements"))
    judged = [_judge(connection, path) for path in sorted(directory.glob("*.sql"))]
    records = tuple(record for record, _ in judged)
    findings = [finding for _, findings in judged for finding in findings]
    _replace(connection, run_id, records, findings)
    return records


def _shared(name: str) -> str:
    return (AUDITS / "shared" / f"{name}.sql").read_text(encoding="utf-8")


def read_audit(path: Path) -> Audit:
    """Return the audit that a file declares.

    Raises:
        ValueError: Its first line does not declare severity and grain.
    """
    query = path.read_text(encoding="utf-8")
    header = _HEADER.match(query)
    if header is None:
        raise ValueError(
            f"{path.name}: the first line must read "
            "'-- severity: info|warning|error; grain: what one row stands for'"
        )
    return Audit(
        rule=path.stem,
        severity=header["severity"],
        grain=header["grain"],
        found_by_extraction=header["passed_on"] is not None,
        origin=header["origin"],
        query=query,
    )


def _judge(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[AuditRecord, list[Row]]:
    """Return what an audit saw, and the findings that it adds."""
    try:
        audit = read_audit(path)
        eligible, wrong = _items(connection, audit)
    except (ValueError, duckdb.Error) as problem:
        return AuditRecord(path.stem, "error", "", 0, 0, "error", str(problem)), []
    status: AuditStatus = "failed" if wrong else "passed" if eligible else "not_applicable"
    record = AuditRecord(audit.rule, audit.severity, audit.grain, eligible, len(wrong), status)
    return record, [] if audit.found_by_extraction else [_finding(audit, item) for item in wrong]


def _items(connection: duckdb.DuckDBPyConnection, audit: Audit) -> tuple[int, list[Row]]:
    """Return how many items an audit can judge, and those of them that are wrong."""
    if audit.origin and not connection.execute(_ANY.format(audit.origin)).fetchall():
        return 0, []
    query = audit.query.rstrip().rstrip(";")
    ((eligible, example, wrong),) = connection.execute(_JUDGED.format(query)).fetchall()
    missing = [name for name in _COLUMNS if eligible and name not in example]
    if missing:
        raise ValueError(f"{audit.rule}.sql: its query gives no column {', '.join(missing)}")
    return eligible, wrong or []


def _finding(audit: Audit, item: Row) -> Row:
    stated = {name: item[name] for name in _COLUMNS if name != "violates"}
    identity = sha256(repr((audit.rule, *stated.values())).encode()).hexdigest()[:16]
    severity = item.get("severity", audit.severity)
    return {"finding_id": identity, "rule": audit.rule, "severity": severity, "found_by": "audit", **stated}


def _replace(
    connection: duckdb.DuckDBPyConnection, run_id: str, records: tuple[AuditRecord, ...], findings: list[Row]
) -> None:
    """Write findings and records in place of those of the last run."""
    rows = {"finding": findings, "audit_result": [asdict(record) for record in records]}
    frames = {
        name: pl.DataFrame([{**row, "run_id": run_id} for row in rows[name]], polars_schema(TABLES[name]))
        for name in rows
    }
    with registered(connection, frames), transaction(connection):
        connection.execute("DELETE FROM finding WHERE found_by = 'audit'")
        connection.execute("DELETE FROM audit_result")
        for name in frames:
            connection.execute(f"INSERT INTO {name} BY NAME FROM new_{name}")
