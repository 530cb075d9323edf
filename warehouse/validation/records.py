"""What a check answers: how many items it could judge, how many are wrong, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Severity = Literal["error", "warning", "info"]
Status = Literal["passed", "failed", "not_applicable", "error"]

_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check found."""

    eligible: int  # items that it could judge
    violations: int
    message: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One check of a validation run."""

    area: str
    name: str
    severity: Severity
    status: Status
    eligible: int
    violations: int
    message: str
    examples: tuple[str, ...] = ()

    @property
    def is_breach(self) -> bool:
        """Whether the warehouse must not be relied on: something grave is wrong, or could not be asked."""
        return self.status == "error" or (self.status == "failed" and self.severity == "error")


def ask(area: str, name: str, severity: Severity, check: Callable[[], Answer]) -> CheckRecord:
    """Return the record of a check: not applicable if it judged nothing, in error if it fails itself.

    Args:
        area: what it is about.
        name: of the check.
        severity: how much a violation matters.
        check: the check.
    """
    try:
        answer = check()
    except Exception as problem:  # noqa: BLE001 (whatever stops a check, it has not passed)
        return in_error(area, name, severity, str(problem) or type(problem).__name__)
    status: Status = "failed" if answer.violations else "passed" if answer.eligible else "not_applicable"
    return CheckRecord(
        area,
        name,
        severity,
        status,
        answer.eligible,
        answer.violations,
        answer.message,
        answer.examples[:_MOST_EXAMPLES],
    )


def in_error(area: str, name: str, severity: Severity, problem: str) -> CheckRecord:
    """Return the record of a check that could not be made."""
    first_line = problem.strip().partition("\n")[0]
    return CheckRecord(area, name, severity, "error", 0, 0, f"could not be checked: {first_line}")


def several(number: int, thing: str) -> str:
    """Return a count with its noun."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"
