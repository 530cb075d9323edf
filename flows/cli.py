"""The command line: each command calls the rooms and prints what they answer."""

import atexit
import json
import os
import sys
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated, NoReturn

import typer

from flows.errors import ExitCode, UserError
from flows.output import Format, Rows, ValidationFormat, printable, render
from flows.service import DAYS_TO_WAIT, INGEST_CRON, PORT, RECIPIENTS, SETTLE_SECONDS, VALIDATE_CRON
from warehouse.errors import ExportError, WarehouseError

WAREHOUSE = Path("warehouse/evitable.duckdb")
RAW = Path("raw")
REPORT = Path("report.html")
PARTS = ".parts"


class Runner(StrEnum):
    """What can run the reading tasks of a flow besides the process of the flow itself."""

    DASK = "dask"


WarehouseOption = Annotated[Path, typer.Option("--warehouse", help="The warehouse file.", dir_okay=False)]
RawOption = Annotated[Path, typer.Option("--raw", help="Where the sources are.", file_okay=False)]
MaxAgeOption = Annotated[
    float, typer.Option("--max-age-days", help="How long new and changed sources may wait.", min=0)
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the rows.")]

app = typer.Typer(
    help="Evidence tables from hematology letters and abstracts, every number traced to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command(epilog="Example: evitable ingest raw new_abstracts/asco_2024.txt")
def ingest(  # noqa: PLR0913 (one an option)
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; default: raw")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    *,
    force: Annotated[bool, typer.Option("--force", help="Read unchanged sources too.")] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Retire the sources whose files are gone; else they are only told."),
    ] = False,
    prune_folders: Annotated[
        bool,
        typer.Option(
            "--prune-folders", help="Retire, too, what whole folders held that are missing or empty now."
        ),
    ] = False,
    prefect: Annotated[
        bool | None,
        typer.Option(
            "--prefect/--direct",
            help="As a Prefect flow, or in this process. "
            "Without either: as a flow if a Prefect API is configured.",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help="On how many cores at most; default: all.", min=1)
    ] = None,
    runner: Annotated[
        Runner | None, typer.Option("--runner", help="Read as tasks of a Prefect flow on a Dask cluster.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help="Address of its scheduler; default: processes on this machine."),
    ] = None,
    parts: Annotated[
        Path | None,
        typer.Option(
            "--parts",
            help="Folder that all of the cluster writes to; default: beside the warehouse.",
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Bring new and changed sources into the warehouse."""
    from flows.absence import Prune
    from flows.running import Wanted, Way, dask_cluster, run_ingest
    from flows.summary import summarise

    gone = Prune.FOLDERS if prune_folders else Prune.FILES if prune else Prune.NOTHING
    way = Way(prefect, workers, dask_cluster(runner, cluster, parts or warehouse.parent / PARTS))
    report = run_ingest(Wanted(paths or [RAW], warehouse, force, gone), way)
    typer.echo(printable(summarise(report, warehouse)))
    if report.sources_left:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if not report.is_whole:
        raise typer.Exit(ExitCode.UNREADABLE_SOURCES)


@app.command(epilog="Example: evitable show table_1 --format markdown")
def show(
    name: Annotated[str | None, typer.Argument(help="A table or view; without it, their list.")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print a table or view."""
    from flows import reading

    _print(reading.show(warehouse, name) if name else reading.names(warehouse), form)


@app.command(epilog="Example: evitable sql \"SELECT label, n_patients FROM study WHERE phase = '2'\"")
def sql(
    query: Annotated[str, typer.Argument(help="A statement; nothing can be written by it.")],
    warehouse: WarehouseOption = WAREHOUSE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print the answer to a read-only SQL statement."""
    from flows import reading

    _print(reading.ask(warehouse, query), form)


@app.command(epilog='Example: evitable trace "Doe [2]" OS')
def trace(
    study: Annotated[str, typer.Argument(help="A study's id, label, first author or source.")],
    endpoint: Annotated[str | None, typer.Argument(help="An endpoint, term or category.")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show where a value comes from: source, page and sentence, the value marked."""
    from flows import trace as tracing

    traces = tracing.trace(warehouse, study, endpoint)
    if form is Format.TABLE:
        typer.echo(tracing.as_text(traces, *_marks()))
    else:
        _print(tracing.as_rows(traces), form)


@app.command(epilog="Example: evitable audit --format csv > findings.csv")
def audit(warehouse: WarehouseOption = WAREHOUSE, form: FormatOption = Format.TABLE) -> None:
    """Print what a person should look at, the gravest first."""
    from flows import reading

    _print(reading.findings(warehouse, briefly=form is Format.TABLE), form)
    if form is Format.TABLE:
        for status, rules in reading.audit_counts(warehouse).items():
            typer.echo(f"{len(rules)} {status.replace('_', ' ')}: {', '.join(rules)}", err=True)


@app.command(epilog="Example: evitable validate --format junit > validation.xml")
def validate(
    warehouse: WarehouseOption = WAREHOUSE,
    raw: RawOption = RAW,
    max_age_days: MaxAgeOption = DAYS_TO_WAIT,
    form: Annotated[
        ValidationFormat, typer.Option("--format", help="How to print the checks.")
    ] = ValidationFormat.TABLE,
) -> None:
    """Check the published warehouse and its raw files; nothing is changed."""
    from flows import validation, verdict

    result = validation.validate(validation.Request(warehouse, raw, max_age_days))
    typer.echo(verdict.render_validation(result, form, get_terminal_size().columns))
    if not result.is_valid:
        raise typer.Exit(ExitCode.INVALID)


@app.command(epilog="Example: evitable changes --format markdown")
def changes(
    run: Annotated[str | None, typer.Argument(help="A run's id; without it, the last one.")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print what a run added, changed and removed, value by value."""
    from flows import reading

    rows = reading.changes(warehouse, run)
    _print(rows.first(5) if form is Format.TABLE else rows, form)


@app.command(epilog="Example: evitable history")
def history(warehouse: WarehouseOption = WAREHOUSE, form: FormatOption = Format.TABLE) -> None:
    """Print the published snapshot and the earlier ones that are kept."""
    from warehouse import snapshots

    columns = ("snapshot_id", "is_published", "run_id", "sources", "studies", "observations", "bytes", "path")
    read = attrgetter(*columns)
    rows = Rows(columns, [read(snapshot) for snapshot in snapshots.history(warehouse)])
    _print(rows.first(6) if form is Format.TABLE else rows, form)


@app.command(epilog="Example: evitable rollback 20261122T161336.056481")
def rollback(
    snapshot: Annotated[str | None, typer.Argument(help="Its id; without it, the one before.")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Publish an earlier snapshot again; the present one stays in the history."""
    from warehouse import snapshots

    published = snapshots.rollback(warehouse, snapshot)
    typer.echo(f"published again: run {published.run_id}, {published.studies} studies")


@app.command(epilog="Example: evitable evaluate my_annotated_abstracts")
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="A folder with gold.jsonl and the texts it annotates.")],
    form: FormatOption = Format.TABLE,
    *,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the misses and extras.")] = False,
) -> None:
    """Measure extraction against annotated texts: precision, recall, F1, what was missed."""
    from flows import evaluate as evaluation

    result = evaluation.evaluate(gold_dir)
    if form is Format.TABLE:
        typer.echo(printable(evaluation.render(result, errors=not brief)))
    elif form is Format.JSON:
        typer.echo(json.dumps(evaluation.as_dict(result), ensure_ascii=False, indent=2))
    else:
        _print(evaluation.as_rows(result), form)


@app.command(epilog="Example: evitable report --output aml_2023.html")
def report(
    output: Annotated[Path, typer.Option("--output", help="The page to write.", dir_okay=False)] = REPORT,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Write the evidence report: one HTML page in which every number opens the words it was read from."""
    from flows import publishing

    typer.echo(f"written: {publishing.report(warehouse, output)}")


@app.command(epilog="Example: evitable export aml_2023 --tables study,measurement --meta-analysis ORR")
def export(
    directory: Annotated[Path, typer.Argument(help="Where the files go.", file_okay=False)],
    warehouse: WarehouseOption = WAREHOUSE,
    *,
    tables: Annotated[
        str, typer.Option("--tables", help="Tables and views, with commas; default: all of them.")
    ] = "",
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source's rows.")] = None,
    meta_analysis: Annotated[
        list[str] | None, typer.Option("--meta-analysis", help="Events and patients of this endpoint too.")
    ] = None,
) -> None:
    """Write tables as Parquet, CSV and XLSX, with a Frictionless data package that describes them."""
    from flows import publishing

    names = [name.strip() for name in tables.split(",") if name.strip()]
    files = publishing.export(warehouse, directory, names, source or [], meta_analysis or [])
    typer.echo(f"{len(files)} files written to {directory}")


@app.command(epilog="Example: evitable serve --validate-cron '0 5 * * *' --notify https://example.org/hook")
def serve(  # noqa: PLR0913 (each is an option)
    warehouse: WarehouseOption = WAREHOUSE,
    raw: RawOption = RAW,
    *,
    ingest_cron: Annotated[str, typer.Option("--ingest-cron", help="When to ingest anyway.")] = INGEST_CRON,
    validate_cron: Annotated[str, typer.Option("--validate-cron", help="When to validate.")] = VALIDATE_CRON,
    timezone: Annotated[str, typer.Option("--timezone", help="That of both times.")] = "UTC",
    max_age_days: MaxAgeOption = DAYS_TO_WAIT,
    settle_seconds: Annotated[
        float, typer.Option("--settle-seconds", help="How long a file must keep still to be read.", min=0.1)
    ] = SETTLE_SECONDS,
    poll_seconds: Annotated[
        float | None,
        typer.Option("--poll-seconds", help="Look for files this often: for network drives.", min=0.1),
    ] = None,
    notify: Annotated[
        list[str] | None,
        typer.Option("--notify", envvar=RECIPIENTS, help="Whom to tell of failures: a webhook, mailto://..."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Of the deployments; default: the warehouse's file.")
    ] = None,
    home: Annotated[
        Path | None,
        typer.Option("--home", help="Data of its own Prefect server; default: .prefect by the warehouse."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", help="Where that server listens; one higher, the report.")
    ] = PORT,
    watch_only: Annotated[
        bool, typer.Option("--watch-only", help="Trigger runs and leave them to the workers of a work pool.")
    ] = False,
) -> None:
    """Ingest when a file arrives, and ingest and validate on a schedule, with Prefect."""
    from flows.serve import Options, run_service
    from flows.service import Service

    place = warehouse.absolute()
    service = Service(
        name or warehouse.stem,
        place,
        raw.absolute(),
        ingest_cron,
        validate_cron,
        timezone,
        max_age_days,
        settle_seconds,
        poll_seconds,
        runs=not watch_only,
    )
    run_service(service, Options(home or place.parent / ".prefect", port, tuple(notify or ())))


@app.command(epilog="Example: evitable docs > DICTIONARY.md")
def docs() -> None:
    """Print the data dictionary: every table and column, its unit and what it allows."""
    from schemas.dictionary import render as render_dictionary

    typer.echo(render_dictionary(), nl=False)


def _print(rows: Rows, form: Format) -> None:
    typer.echo(render(rows, form, get_terminal_size().columns))


def _marks() -> tuple[str, str]:
    """Return what stands around a marked value: reverse video too where there is a terminal."""
    return ("\x1b[7m»", "«\x1b[0m") if sys.stdout.isatty() else ("»", "«")


def main() -> NoReturn:
    """Run `evitable`: a user's mistake ends in its message and exit code, a bug in a traceback and 1."""
    code = _exit_code()
    if isinstance(code, int) and "prefect" not in sys.modules:
        _leave(code)
    sys.exit(code)


def _exit_code() -> int | str | None:
    """Run the command and return what it ends with."""
    try:
        app()
    except UserError as error:
        return _give_up(error, error.exit_code)
    except ExportError as error:
        return _give_up(error, ExitCode.USAGE)
    except WarehouseError as error:
        return _give_up(error, ExitCode.NO_WAREHOUSE)
    except SystemExit as end:
        return end.code or ExitCode.DONE
    return ExitCode.DONE


def _give_up(error: Exception, code: ExitCode) -> ExitCode:
    typer.echo(printable(f"Error: {error}"), err=True)
    return code


def _leave(code: int) -> None:
    """End the process without taking apart what it has in memory: that takes a tenth of a short command."""
    atexit._run_exitfuncs()  # noqa: SLF001 (the only way to have them run; multiprocessing does the same)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more: Python's own end has the words for it
        return
    os._exit(code)
