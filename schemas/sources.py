"""Where values come from: sources, their glossaries, the runs that read them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (pandera reads the annotations)

from schemas.columns import Contract, column, holds, optional

_SHA256 = "^[0-9a-f]{64}$"


class Run(Contract):
    """One ingest, with what it read, produced and rejected."""

    run_id: str = column("Identifies the run; sorts by time.", filled=True)
    started_at: datetime = column("When the run began.", unit="UTC")
    finished_at: datetime = optional("When the run was ready to publish.", unit="UTC")
    flow_run_id: str = optional("Prefect flow run, where Prefect ran it.")
    folder: str = optional("Where the relative paths of its sources start, seen from the warehouse's folder.")
    extractor_version: str = column("Version of the extraction rules.", filled=True)
    sources_new: int = column("Sources read for the first time.", at_least=0)
    sources_changed: int = column("Sources read again: file, sidecar or rules changed.", at_least=0)
    sources_unchanged: int = column("Sources left as they were.", at_least=0)
    sources_removed: int = column("Sources retired.", at_least=0)
    sources_failed: int = column("Sources that could not be read.", at_least=0)
    rows_extracted: int = column("Rows that extraction gave.", at_least=0)
    rows_accepted: int = column("Rows that kept the contract.", at_least=0)
    rows_rejected: int = column("Rows that broke the contract, kept in `rejection`.", at_least=0)
    status: str = column("complete, or partial: some sources could not be read.", enum="run_status")

    every_row_accounted = holds(
        "every_row_accounted",
        "rows_extracted = rows_accepted + rows_rejected",
        "accepted and rejected rows add up to the extracted ones",
    )
    starts_before_end = holds(
        "starts_before_end", "started_at <= finished_at", "a run does not end before it starts"
    )

    key = ("run_id",)


class Source(Contract):
    """One document in `raw/`, as read."""

    source_id: str = column("Name of the source's folder, or stem of its file.", filled=True)
    path: str = column("Path of the file when it was read.", filled=True)
    sha256: str = column("SHA-256 of the file's bytes.", pattern=_SHA256)
    bytes: int = column("Size of the file.", unit="bytes", at_least=0)
    media_type: str = column("Media type the file was read as.", filled=True)
    title: str = optional("Title, as the document or its sidecar gives it.")
    citation: str = optional("How the document says it is cited.")
    doi: str = optional("Digital object identifier.")
    license: str = optional("Licence of the document, as its sidecar or itself states it.")
    conference: str = optional("Meeting it was presented at or reports on.")
    meeting_year: int = optional("Year of that meeting.", unit="year", at_least=1900, at_most=2100)
    text: str = column("The text that `char_start` and `char_end` index, in Unicode code points.")
    sidecar_sha256: str = optional("SHA-256 of `source.toml`; NULL without one.", pattern=_SHA256)
    corrections_sha256: str = optional("SHA-256 of `corrections.toml`; NULL without one.", pattern=_SHA256)
    numbers_explained: int = column(
        "Numbers of results tables and results sentences that an observation accounts for.", at_least=0
    )
    rows_extracted: int = column("Rows that extraction gave for this source.", at_least=0)
    extractor_version: str = column("Version of the rules that read it.", filled=True)
    run_id: str = column("Run that read it last.", references="run", filled=True)
    ingested_at: datetime = column("When it was read last.", unit="UTC")
    first_ingested_at: datetime = column("When it first came into the warehouse.", unit="UTC")

    first_before_last = holds(
        "first_before_last", "first_ingested_at <= ingested_at", "a source is not read before it first came"
    )

    key = ("source_id",)


class Glossary(Contract):
    """An abbreviation that a document itself defines."""

    source_id: str = column("Source that defines it.", references="source", filled=True)
    abbreviation: str = column("As printed.", filled=True)
    expansion: str = column("What the document says it stands for.", filled=True)
    code: str = optional("Vocabulary code of the expansion, where it has one.")

    key = ("source_id", "abbreviation", "expansion")
