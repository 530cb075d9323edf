"""What a person should look at: findings, rejected rows, unread numbers, changes."""

from __future__ import annotations

from schemas.columns import Contract, column, holds, optional


class Finding(Contract):
    """Something a person should look at."""

    finding_id: str = column("Hash of what was found; the same in every run.", filled=True)
    rule: str = column("Rule that found it.", filled=True)
    severity: str = column("How much it matters.", enum="severity")
    source_id: str = optional("Source it concerns.", references="source")
    study_id: str = optional("Study it concerns.", references="study")
    observation_ids: list[str] = column("Observations it concerns.")
    message: str = column("What is wrong, in words.", filled=True)
    expected: str = optional("What was expected.")
    observed: str = optional("What was seen.")
    found_by: str = column("Extraction of the source, or an audit of the warehouse.", enum="found_by")
    run_id: str = column("Run that found it.", references="run", filled=True)

    key = ("finding_id",)


class AuditResult(Contract):
    """What an audit saw in the last run: how many items it could judge, how many of them are wrong."""

    rule: str = column("Audit, by the name of its file.", filled=True)
    severity: str = column("How much a violation matters.", enum="severity")
    grain: str = column("What one judged item is.")
    eligible: int = column("Items that could be judged.", at_least=0)
    violations: int = column("Items that are wrong.", at_least=0)
    status: str = column(
        "not_applicable: nothing could be judged; error: the audit could not run.", enum="audit_status"
    )
    problem: str = optional("Why the audit could not run.")
    run_id: str = column("Run of the audit.", references="run", filled=True)

    violations_are_eligible = holds(
        "violations_are_eligible", "violations <= eligible", "what is wrong has been judged"
    )

    key = ("rule",)


class Rejection(Contract):
    """A row that broke the contract, or a source that could not be read, with the reason."""

    source_id: str = column("Source it came from; it need not be in the warehouse.", filled=True)
    table_name: str = column("Table it was for.", filled=True)
    reason: str = column("What was wrong, in words.", filled=True)
    check_name: str = column("Check that failed.", filled=True)
    payload: str = column("The row.", unit="JSON")
    run_id: str = column("Run that rejected it.", references="run", filled=True)


class UnexplainedNumber(Contract):
    """A number in a results table or results sentence that no observation accounts for."""

    source_id: str = column("Source.", references="source", filled=True)
    study_id: str = optional("Study it seems to be about.", references="study")
    char_start: int = column("Start of the number in `source.text`.", unit="code points", at_least=0)
    char_end: int = column("End of it; the character there is no part of it.", unit="code points", at_least=0)
    quote: str = column("Cell or sentence around it.", filled=True)
    context: str = column("Table and row, or section.")

    span_order = holds("span_order", "char_start < char_end", "a span holds at least one character")

    key = ("source_id", "char_start", "char_end")


class Change(Contract):
    """One value that a run added, changed or removed."""

    run_id: str = column("Run.", references="run", filled=True)
    kind: str = column("What happened to the value.", enum="change_kind")
    source_id: str = column("Source; it need not be in the warehouse any more.", filled=True)
    study_id: str = column("Study; it need not be in the warehouse any more.", filled=True)
    study_label: str = column("Label of the study, as it was.")
    field: str = column("What changed: endpoint, statistic, time point, grade and arm.", filled=True)
    old_value: str = optional("Value before, in words.")
    new_value: str = optional("Value after, in words.")

    one_side = holds(
        "one_side",
        "CASE kind WHEN 'new' THEN old_value WHEN 'removed' THEN new_value END IS NULL",
        "a new value has no old one, a removed one no new one",
    )
