"""Telling a person what broke, once, and once when it is mended.

What a recipient was told last is a table artifact of the Prefect API, written when the message has been
delivered: nobody is told anything twice, not even after a restart, and what did not reach one recipient is
tried again for that one after the next run.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort
from prefect.logging import get_logger

from flows.errors import UserError
from flows.pipeline import Report
from flows.service import RECIPIENTS
from flows.validation import Validation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from prefect import Flow, State
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

THE_RUN = "the run itself"

_LOG = get_logger("evitable")

Troubles = dict[str, str]  # what is broken -> in which way


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for a person."""

    title: str
    text: str
    is_recovery: bool


def tell(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the recipients of the environment what this run found broken or mended (a hook of a flow)."""
    recipients = os.environ.get(RECIPIENTS, "").split()
    if not recipients:
        return
    warehouse = str(flow_run.parameters.get("warehouse", ""))
    with get_client(sync_client=True) as client:
        for recipient in recipients:
            key = artifact_key(flow.name, warehouse, recipient)
            told = told_last(client, key)
            now = troubles(state, told)
            notice = compose(f"{flow.name} {warehouse}", told, now)
            if notice is None:
                continue
            if deliver(notice, recipient):
                remember(client, key, flow_run, now, notice)
            else:
                _LOG.error("a notice (%s) could not be delivered; it is tried again after the next run", key)


def troubles(state: State[Any], told: Mapping[str, str]) -> Troubles:
    """Return what is broken after a run; a run that could not judge leaves standing what was told before."""
    result = None if state.is_crashed() else state.result(raise_on_failure=False)
    if isinstance(result, Validation):
        return {
            f"{record.area}, {record.name}": record.message for record in result.records if record.is_breach
        }
    if isinstance(result, Report):
        return {problem.source_id or str(problem.path): problem.message for problem in result.problems}
    if state.is_completed():
        return {}
    return {**told, THE_RUN: state.message or state.name or "failed"}


def compose(subject: str, told: Mapping[str, str], now: Mapping[str, str]) -> Notice | None:
    """Return what has to be said, nothing if all of it was."""
    broken = [name for name in now if name not in told]
    mended = [name for name in told if name not in now]
    if not broken and not mended:
        return None
    lines = [
        *(f"broken: {name}: {now[name]}" for name in broken),
        *(f"mended: {name}" for name in mended),
        *(f"still broken: {name}" for name in now if name in told),
    ]
    verdict = f"{len(broken)} broken" if broken else f"{len(mended)} mended"
    return Notice(f"evitable: {subject}: {verdict}", "\n".join(lines), is_recovery=not now)


def deliver(notice: Notice, recipient: str) -> bool:
    """Send a notice; return whether the recipient has it."""
    from apprise import Apprise, NotifyType

    sender = Apprise()
    sender.add(_apprise_url(recipient))
    kind = NotifyType.SUCCESS if notice.is_recovery else NotifyType.FAILURE
    return bool(sender.notify(title=notice.title, body=notice.text, notify_type=kind))


def check_recipients(recipients: Sequence[str]) -> None:
    """Raise if nothing could be sent to one of them.

    Raises:
        UserError: it is no address that apprise knows.
    """
    from apprise import Apprise

    for recipient in recipients:
        if " " in recipient or not Apprise().add(_apprise_url(recipient)):
            scheme = recipient.partition(":")[0]  # what follows may be secret
            raise UserError(
                f"--notify {scheme}:...: no address that can be notified; valid are http:// and https:// "
                "(a webhook that takes JSON) and the addresses of apprise, as mailto://user:password@host"
            )


def _apprise_url(recipient: str) -> str:
    """Return a plain web address as apprise names a webhook that takes JSON."""
    return re.sub(r"^http(s?)://", r"json\1://", recipient)


def artifact_key(flow: str, warehouse: str, recipient: str) -> str:
    """Return under which key the last notice about a warehouse to somebody is kept: without the address."""
    place, scheme = _key_part(str(Path(warehouse))), _key_part(recipient.partition(":")[0])
    return f"notice-{flow}-{place}-{scheme}-{blake2b(recipient.encode(), digest_size=4).hexdigest()}"


def _key_part(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def told_last(client: SyncPrefectClient, key: str) -> Troubles:
    """Return what was broken when somebody was told last."""
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
    found = client.read_artifacts(artifact_filter=wanted, sort=ArtifactSort.CREATED_DESC, limit=1)
    if not found:
        return {}
    return {row["broken"]: row["how"] for row in json.loads(str(found[0].data))}


def remember(
    client: SyncPrefectClient, key: str, flow_run: FlowRun, now: Mapping[str, str], notice: Notice
) -> None:
    """Keep what was told, with the run that it was told of."""
    rows = [{"broken": name, "how": how} for name, how in now.items()]
    told = f"**{notice.title}**\n\n" + notice.text.replace("\n", "\n\n")
    client.create_artifact(
        ArtifactCreate(
            key=key, type="table", description=told, data=json.dumps(rows), flow_run_id=flow_run.id
        )
    )
