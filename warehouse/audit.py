"""Run the audits of `warehouse/sql/audits/`: findings go to `finding`, what was judged to `audit_result`.

An audit is one SQL file, named after its rule. Its first line says how grave a violation is and what
one row stands for:

    -- severity: warning; grain: a number of patients printed with its percentage

Its query gives one row per item that the rule can judge, with the columns `source_id`, `study_id`,
`observation_ids`, `violates`, `message`, `expected`, `observed`, and `severity` where a row's may differ
from the file's. So one query tells how many items were eligible and which of them are wrong; no row
at all means "not applicable", not "passed". A file whose first line ends in `; found by: extraction` only
counts findings that extraction has already written.

`shared/` holds macros and tables that several audits use. They are temporary: nothing of them is published.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import duckdb

AUDITS = Path(__file__).parent / "sql" / "audits"

AuditStatus = Literal["passed", "failed", "not_applicable", "error"]

_HEADER = re.compile(
    r"-- severity: (?P<severity>info|warning|error); grain: (?P<grain>[^;\n]+)"
    r"(?P<passed_on>; found by: extraction)?\n"
)

_COUNT = "SELECT count(*), count(*) FILTER (violates) FROM audit_row"

_RECORD = """
INSERT INTO audit_result BY NAME
SELECT
    $rule AS rule, $severity AS severity, $grain AS grain, $eligible AS eligible, $violations AS violations,
    $status AS status, $problem AS problem, $run_id AS run_id
"""

_INSERT = """
INSERT INTO finding (
    finding_id, rule, severity, source_id, study_id, observation_ids, message, expected, observed, found_by,
    run_id
)
SELECT
    md5(concat_ws('|', $rule, source_id, study_id, array_to_string(observation_ids, ','), message)),
    $rule, severity, source_id, study_id, observation_ids, message, expected, observed, 'audit', $run_id
FROM audit_row
WHERE violates
"""


@dataclass(frozen=True, slots=True)
class Audit:
    """One rule, as its file declares it."""

    rule: str
    severity: str
    grain: str
    found_by_extraction: bool
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


def run_audits(
    connection: duckdb.DuckDBPyConnection, run_id: str, directory: Path = AUDITS
) -> tuple[AuditRecord, ...]:
    """Run every audit of a directory on a warehouse being built; replace its findings and results.

    Call it outside a transaction: an audit that fails must not take the others with it.

    Args:
        connection: The staging warehouse, loaded and reconciled.
        run_id: The run that the findings belong to.
        directory: Where the audits are, one SQL file a rule.

    Returns:
        One record per audit, in order of their names. An audit that cannot run is `error`, never `passed`.
    """
    prepare_audits(connection)
    records = tuple(run_audit(connection, run_id, path) for path in sorted(directory.glob("*.sql")))
    connection.execute("DELETE FROM audit_result")
    for record in records:
        connection.execute(_RECORD, {**asdict(record), "run_id": run_id})
    return records


def prepare_audits(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the shared macros, and fill the shared tables from the warehouse as it is now."""
    for path in sorted((AUDITS / "shared").glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))


def run_audit(connection: duckdb.DuckDBPyConnection, run_id: str, path: Path) -> AuditRecord:
    """Run one audit on a warehouse that `prepare_audits` has prepared."""
    try:
        audit = read_audit(path)
        eligible, violations = _find(connection, run_id, audit)
    except (ValueError, duckdb.Error) as problem:
        return AuditRecord(path.stem, "error", "", 0, 0, "error", str(problem))
    status = _status(eligible, violations)
    return AuditRecord(audit.rule, audit.severity, audit.grain, eligible, violations, status)


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
        query=query.rstrip().rstrip(";"),
    )


def _find(connection: duckdb.DuckDBPyConnection, run_id: str, audit: Audit) -> tuple[int, int]:
    """Write an audit's findings; return how many items it judged and how many are wrong."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE audit_row AS {audit.query}")
    connection.execute(
        f"ALTER TABLE audit_row ADD COLUMN IF NOT EXISTS severity VARCHAR DEFAULT '{audit.severity}'"
    )
    if not audit.found_by_extraction:
        connection.execute(
            "DELETE FROM finding WHERE found_by = 'audit' AND rule = $rule", {"rule": audit.rule}
        )
        connection.execute(_INSERT, {"rule": audit.rule, "run_id": run_id})
    eligible, violations = connection.execute(_COUNT).fetchall()[0]
    return eligible, violations


def _status(eligible: int, violations: int) -> AuditStatus:
    if violations:
        return "failed"
    return "passed" if eligible else "not_applicable"
