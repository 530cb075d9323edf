"""The words that a column of a closed list may hold. Each list is an ENUM type in DuckDB."""

from __future__ import annotations

from typing import Final

ENUMS: Final[dict[str, tuple[str, ...]]] = {
    "category": ("design", "baseline", "response", "survival", "safety", "follow_up"),
    "statistic": (
        "rate",
        "median",
        "mean",
        "cumulative_incidence",
        "count",
        "hazard_ratio",
        "odds_ratio",
        "range",
        "text",
    ),
    "status": ("reported", "not_available", "not_reached", "none_reported"),
    "unit": ("percent", "months", "years", "ratio", "patients", "lines"),
    "comparator": ("=", ">=", "<=", ">", "<"),
    "origin": ("table", "prose", "correction"),
    "agreement": ("single", "agree", "conflict"),
    "severity": ("info", "warning", "error"),
    "found_by": ("extraction", "audit"),
    "audit_status": ("passed", "failed", "not_applicable", "error"),
    "change_kind": ("new", "changed", "removed"),
    "run_status": ("complete", "partial", "failed"),
    "phase": ("1", "1b", "1/2", "1b/2", "2", "2/3", "3", "4"),
    "design": ("interventional", "retrospective", "observational"),
}
