"""A validation in words: for a person, a program, a CI server."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING

from flows.output import Format, Rows, ValidationFormat, printable, render
from flows.validation import as_dict
from warehouse.validation.records import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.validation import Validation
    from warehouse.validation.records import CheckRecord, Status

_COLUMNS = ("area", "check", "severity", "status", "eligible", "violations", "message", "examples")
_STATUSES: tuple[Status, ...] = ("passed", "failed", "error", "not_applicable")


def render_validation(validation: Validation, form: ValidationFormat, width: int = 80) -> str:
    """Return a validation as text, without a final line break.

    Args:
        validation: what a run found.
        form: how to print it.
        width: columns of the terminal; only `table` minds it.
    """
    if form is ValidationFormat.JSON:
        return json.dumps(as_dict(validation), ensure_ascii=False, indent=2)
    if form is ValidationFormat.JUNIT:
        return junit(validation)
    if form is ValidationFormat.TABLE:
        return _for_person(validation, width)
    return render(all_checks(validation), Format(form.value), width)


def summary(validation: Validation) -> str:
    """Return the verdict in one line."""
    counts = Counter(record.status for record in validation.records)
    breaches = sum(record.is_breach for record in validation.records)
    verdict = "valid" if validation.is_valid else f"NOT VALID, {breaches} grave"
    told = ", ".join(f"{counts[status]} {_words(status)}" for status in _STATUSES if counts[status])
    return f"{verdict}: {len(validation.records)} checks, {told}"


def _words(status: str) -> str:
    return {"failed": "with something to look at", "error": "in error"}.get(status, status.replace("_", " "))


def all_checks(validation: Validation) -> Rows:
    """Return every check as a row."""
    return Rows(_COLUMNS, [_row(record) for record in validation.records])


def by_area(validation: Validation) -> Rows:
    """Return how many checks of each area passed, and how many did not."""
    counts: dict[str, Counter[str]] = {}
    for record in validation.records:
        counts.setdefault(record.area, Counter())[record.status] += 1
    columns = ("area", *(status.replace("_", " ") for status in _STATUSES))
    return Rows(columns, [(area, *(found[status] for status in _STATUSES)) for area, found in counts.items()])


def to_look_at(validation: Validation) -> list[CheckRecord]:
    """Return the checks that did not pass, the grave ones first."""
    records = [record for record in validation.records if record.status in {"failed", "error"}]
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(records, key=lambda record: (not record.is_breach, order[record.severity]))


def _row(record: CheckRecord) -> tuple[object, ...]:
    return (
        record.area,
        record.name,
        record.severity,
        record.status,
        record.eligible,
        record.violations,
        record.message,
        "\n".join(record.examples),
    )


def _for_person(validation: Validation, width: int) -> str:
    """Return counts by area, and in full only what did not pass."""
    columns = ("severity", "check", "message")
    rows = [
        ("error" if record.is_breach else record.severity, f"{record.area}: {record.name}", record.message)
        for record in to_look_at(validation)
    ]
    parts = [render(by_area(validation), Format.TABLE, width)]
    if rows:
        parts.append(render(Rows(columns, rows), Format.TABLE, width))
    return "\n\n".join([*parts, summary(validation)])


def as_markdown(validation: Validation) -> str:
    """Return what a person should know about a run, as Markdown: first what is broken, then the rest."""
    found = to_look_at(validation)
    broken = [record for record in found if record.is_breach]
    others = [record for record in found if not record.is_breach]
    parts = [
        f"# {_headline(validation)}",
        f"`{validation.warehouse}`: {_holds(validation)}",
        *_section("Broken", broken),
        *_section("To look at", others),
        "## All checks",
        _escaped(summary(validation)),
        render(by_area(validation), Format.MARKDOWN),
    ]
    return "\n\n".join(parts)


def _headline(validation: Validation) -> str:
    breaches = sum(record.is_breach for record in validation.records)
    if not breaches:
        return "Valid"
    return f"Not valid: {breaches} {'check is' if breaches == 1 else 'checks are'} broken"


def _holds(validation: Validation) -> str:
    """Return how much the warehouse holds, by the rows that the contract was asked of."""
    rows = {record.name: record.eligible for record in validation.records if record.area == "contract"}
    tables = ("source", "study", "observation", "measurement", "finding")
    return ", ".join(several(rows[table], table) for table in tables if table in rows)


def _section(title: str, records: Sequence[CheckRecord]) -> list[str]:
    """Return a heading and what some checks found, nothing if there are none."""
    items = [
        "\n".join(
            [
                f"- **{_escaped(record.name)}** ({record.area}): {_escaped(record.message)}",
                *(
                    f"    - {_escaped(example)}"
                    for example in record.examples
                    if example not in record.message
                ),
            ]
        )
        for record in records
    ]
    return [f"## {title}", "\n".join(items)] if items else []


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is: it may quote a document."""
    plain = printable(text).replace("\n", " ")
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#" else mark for mark in plain)


def junit(validation: Validation) -> str:
    """Return a validation as JUnit XML: areas are suites; a warning is a passed case that says so."""
    records = validation.records
    root = ET.Element("testsuites", {"name": "evitable validate", **_counts(records)})
    when = validation.validated_at.isoformat("T", "seconds")
    for area in dict.fromkeys(record.area for record in records):
        own = tuple(record for record in records if record.area == area)
        suite = ET.SubElement(root, "testsuite", {"name": area, "timestamp": when, **_counts(own)})
        for record in own:
            _case(suite, record)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _counts(records: tuple[CheckRecord, ...]) -> dict[str, str]:
    found = Counter(record.status for record in records)
    failures = sum(record.is_breach for record in records) - found["error"]
    numbers = {
        "tests": len(records),
        "failures": failures,
        "errors": found["error"],
        "skipped": found["not_applicable"],
    }
    return {name: str(number) for name, number in numbers.items()}


def _case(suite: ET.Element, record: CheckRecord) -> None:
    case = ET.SubElement(suite, "testcase", classname=record.area, name=record.name)
    text = printable("\n".join([record.message, *record.examples]))
    if record.is_breach:
        kind = "error" if record.status == "error" else "failure"
        ET.SubElement(case, kind, message=printable(record.message)).text = text
    elif record.status == "not_applicable":
        ET.SubElement(case, "skipped", message=printable(record.message))
    elif record.status == "failed":
        ET.SubElement(case, "system-out").text = f"{record.severity}: {text}"
