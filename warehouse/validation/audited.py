"""The audits once more, on a private copy: what they say of the data must be what the file says they said."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from warehouse.audit import AUDITS, AuditRecord, prepare_audits, run_audits
from warehouse.validation.records import Answer, CheckRecord, Severity, ask, in_error

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAST_RUN = "SELECT run_id FROM run ORDER BY started_at DESC, run_id DESC LIMIT 1"
_RESULTS = "SELECT rule, eligible, violations FROM audit_result"
_FINDINGS = "SELECT rule, list(finding_id) FROM finding WHERE found_by = 'audit' GROUP BY rule"
_MESSAGES = """
    WITH told AS (
        SELECT rule, coalesce(label, finding.source_id) AS whose,
            if(contains(message, whose), message, concat(whose, ': ', message)) AS text
        FROM finding LEFT JOIN study USING (study_id)
    )
    SELECT rule, list(text ORDER BY text) FROM told GROUP BY rule
"""


class _Results(NamedTuple):
    counts: Mapping[str, tuple[int, int]]  # eligible and wrong items by rule
    finding_ids: Mapping[str, set[str]]  # by rule


def check_audits(warehouse: Path, directory: Path = AUDITS) -> list[CheckRecord]:
    """Return one record per audit. What an audit finds is for a person to look at: it fails as a warning.

    Args:
        warehouse: the published file, which is copied.
        directory: where the audits are.
    """
    try:
        recorded, records, now, messages = _audit_again(warehouse, directory)
    except Exception as problem:  # noqa: BLE001 (whatever stops them, they have not passed)
        return [in_error("audits", "all", "error", str(problem))]
    return [
        *(_record(record, messages.get(record.rule, [])) for record in records),
        ask("audits", "as recorded", "warning", partial(_as_recorded, recorded, now)),
    ]


def _audit_again(
    warehouse: Path, directory: Path
) -> tuple[_Results, tuple[AuditRecord, ...], _Results, dict[str, list[str]]]:
    with TemporaryDirectory(prefix="evitable-") as folder:
        copy = shutil.copyfile(warehouse, Path(folder, "copy.duckdb"))
        with duckdb.connect(str(copy)) as connection:
            runs = connection.execute(_LAST_RUN).fetchall()
            if not runs:
                raise ValueError("the warehouse holds no run")
            recorded = _results(connection)
            prepare_audits(connection)
            records = run_audits(connection, runs[0][0], directory)
            messages = dict(connection.execute(_MESSAGES).fetchall())
            return recorded, records, _results(connection), messages


def _results(connection: duckdb.DuckDBPyConnection) -> _Results:
    counts = {rule: (eligible, wrong) for rule, eligible, wrong in connection.execute(_RESULTS).fetchall()}
    return _Results(counts, {rule: set(ids) for rule, ids in connection.execute(_FINDINGS).fetchall()})


def _record(audit: AuditRecord, messages: list[str]) -> CheckRecord:
    if audit.status == "error":
        return in_error("audits", audit.rule, "error", audit.problem or "")
    severity: Severity = "info" if audit.severity == "info" else "warning"
    message = f"{audit.violations} of {audit.eligible} to look at: evitable audit"
    answer = Answer(
        audit.eligible,
        audit.violations,
        message if audit.violations else f"{audit.eligible} judged; one is {audit.grain}",
        tuple(messages) if audit.violations else (),
    )
    return ask("audits", audit.rule, severity, lambda: answer)


def _as_recorded(recorded: _Results, now: _Results) -> Answer:
    rules = sorted({*recorded.counts, *now.counts, *recorded.finding_ids, *now.finding_ids})
    differing = [
        rule
        for rule in rules
        if recorded.counts.get(rule) != now.counts.get(rule)
        or recorded.finding_ids.get(rule, set()) != now.finding_ids.get(rule, set())
    ]
    told = [f"{rule}: {_told(recorded, rule)} recorded, {_told(now, rule)} now" for rule in differing]
    message = f"{'; '.join(told)}. Values or rules have changed since; evitable ingest --force audits again"
    return Answer(len(rules), len(told), message if told else "they find what is recorded", tuple(told))


def _told(results: _Results, rule: str) -> str:
    if rule not in results.counts:
        return "nothing"
    eligible, wrong = results.counts[rule]
    return f"{wrong} of {eligible} wrong"
