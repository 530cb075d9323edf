"""What `evitable serve` keeps up, as one record: it is handed from the supervisor to its child."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

PORT = 4200
SETTLE_SECONDS = 5.0
DAYS_TO_WAIT = 7.0
# At night, the ingest first: what it brings in is validated in any case.
INGEST_CRON = "0 3 * * *"
VALIDATE_CRON = "0 5 * * *"

RECIPIENTS = "EVITABLE_NOTIFY"  # the environment variable; not a parameter, which would show in Prefect

ARRIVED = "evitable.sources.arrived"
PUBLISHED = "evitable.warehouse.published"


@dataclass(frozen=True, slots=True)
class Service:
    """One warehouse and what happens to it by itself."""

    name: str
    warehouse: Path
    raw: Path
    ingest_cron: str = INGEST_CRON
    validate_cron: str = VALIDATE_CRON
    timezone: str = "UTC"
    max_age_days: float = DAYS_TO_WAIT
    settle_seconds: float = SETTLE_SECONDS
    poll_seconds: float | None = None  # None: the operating system says when a file changes
    report_url: str | None = None  # where the report is shown
    runs: bool = True  # False: a work pool's workers run what is triggered here

    @property
    def report(self) -> Path:
        """Where the report that a validation links to is written."""
        return self.warehouse.with_suffix(".report.html")

    @property
    def resource_id(self) -> str:
        """The warehouse as the subject of events."""
        return f"evitable.warehouse.{self.name}"

    def to_json(self) -> str:
        """Return the record as text."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Service:
        """Return the record that `to_json` gave."""
        entries = json.loads(text)
        return cls(**{**entries, "warehouse": Path(entries["warehouse"]), "raw": Path(entries["raw"])})
