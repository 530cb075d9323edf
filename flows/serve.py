"""`evitable serve`: keeps up a Prefect server, if none is configured, and the process that runs and watches.

Both end with this process, however it ends; whatever was in flight begins again at the next start.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

import typer

from flows.children import Child, is_healthy, local_server, refuse_taken, wait_until_healthy
from flows.errors import UserError
from flows.orchestration import configured_api, prepare
from flows.report_page import shown
from flows.service import PORT, RECIPIENTS
from warehouse.errors import WarehouseBusy
from warehouse.lock import locked, owner_of

if TYPE_CHECKING:
    from pathlib import Path

    from flows.service import Service

_SECONDS_BETWEEN_CHECKS = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """How a service is run."""

    home: Path  # of a Prefect server of our own
    port: int = PORT
    notify: tuple[str, ...] = ()


def run_service(service: Service, options: Options) -> None:
    """Run a service until this process is told to end.

    Raises:
        UserError: something is configured that cannot work, or another process serves this warehouse.
    """
    if not service.raw.is_dir():
        raise UserError(f"{service.raw}: no such folder; make it, or name another: --raw")
    api = configured_api(os.environ)
    _set_environment(options, api)
    _check(service, options)
    service.warehouse.parent.mkdir(parents=True, exist_ok=True)
    lock = service.warehouse.with_name(f"{service.warehouse.name}.serve.lock")
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(lock))
        except WarehouseBusy as busy:
            owner = owner_of(lock)
            who = f"process {owner.pid} on {owner.host}" if owner else "another process"
            raise UserError(
                f"{service.warehouse} is served already, by {who}; end it first ({lock})"
            ) from busy
        page = stack.enter_context(shown(service.report, options.port + 1))
        _run(replace(service, report_url=page), options, api)


def _set_environment(options: Options, api: str | None) -> None:
    """Set what Prefect finds when it is imported, here and in the processes that we start."""
    if api is None:
        options.home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(options.home)
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{options.port}/api"
    prepare(os.environ, api)
    os.environ[RECIPIENTS] = " ".join(options.notify)


def _check(service: Service, options: Options) -> None:
    from flows.notices import check_recipients

    check_recipients(options.notify)
    _check_schedule("--ingest-cron", service.ingest_cron, service.timezone)
    _check_schedule("--validate-cron", service.validate_cron, service.timezone)


def _check_schedule(option: str, cron: str, timezone: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValueError as error:
        raise UserError(
            f"{option} {cron!r} with --timezone {timezone!r} is no schedule; valid are five fields, as "
            "'0 5 * * *' for every day at five, and time zones as Europe/Berlin"
        ) from error


def _run(service: Service, options: Options, configured: str | None) -> None:
    """Keep the processes up until a signal says stop."""
    stopping = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    api = os.environ["PREFECT_API_URL"] if configured is None else configured
    server = None if configured else local_server(options.home, options.port)
    worker = Child([sys.executable, "-m", "flows.deployments", service.to_json()])
    try:
        if server:
            refuse_taken(options.port)
            server.start()
            wait_until_healthy(api, server, stopping)
        if service.runs and not stopping.is_set():
            _refuse_taken_name(service)
        typer.echo(f"Prefect: {api.removesuffix('/api')} ({options.home if server else 'as configured'})")
        typer.echo(f"report: {service.report_url}")
        typer.echo(f"watching {service.raw} for {service.warehouse}")
        worker.start()
        while not stopping.wait(_SECONDS_BETWEEN_CHECKS):
            _keep_up(api, server, worker, stopping)
    finally:
        worker.kill()
        if server:
            server.end()


def _refuse_taken_name(service: Service) -> None:
    """Raise if deployments of this name look after another warehouse."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:
        try:
            found = client.read_deployment_by_name(f"ingest/{service.name}").parameters.get("warehouse")
        except ObjectNotFound:
            return
    if found != str(service.warehouse):
        raise UserError(
            f"the deployments {service.name!r} look after {found}; "
            f"name others for {service.warehouse}: --name"
        )


def _keep_up(api: str, server: Child | None, worker: Child, stopping: Event) -> None:
    """Start again what has ended; the one that runs and watches only when there is a server to ask."""
    if server and server.has_ended():
        typer.echo("the Prefect server ended; it is started again", err=True)
        server.start_again(stopping)
    if worker.has_ended() and is_healthy(api):
        typer.echo("what runs and watches ended; it is started again", err=True)
        worker.start_again(stopping)
