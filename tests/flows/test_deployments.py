"""The deployments of `evitable serve`, and the same ones in `prefect.yaml` for workers."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelling, Pending, Running

from flows.deployments import after_the_end, ingest_deployment, validate_deployment
from flows.ingest import ingest
from flows.service import Service
from flows.validate import validate

ROOT = Path(__file__).parents[2]
SERVICE = Service("evitable", Path("warehouse/evitable.duckdb"), Path("raw"))
FOR_WORKERS = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]


@pytest.fixture(
    params=[
        (ingest, ingest_deployment, "flows/ingest.py:ingest"),
        (validate, validate_deployment, "flows/validate.py:validate"),
    ],
    ids=["ingest", "validate"],
)
def pair(request):
    """A flow, how `serve` deploys it, and how prefect.yaml does."""
    flow, deployment, entrypoint = request.param
    (for_workers,) = (found for found in FOR_WORKERS if found["entrypoint"] == entrypoint)
    return flow, deployment(SERVICE), for_workers


def test_both_have_one_name_and_the_version_of_this_package(pair):
    _, served, for_workers = pair
    assert served["name"] == for_workers["name"]
    assert served["version"] == for_workers["version"] == version("evitable")


def test_both_have_the_same_schedule(pair):
    _, served, for_workers = pair
    (schedule,), (other,) = served["schedules"], for_workers["schedules"]
    assert (schedule.cron, schedule.timezone, schedule.parameters) == (
        other["cron"],
        other["timezone"],
        other["parameters"],
    )


def test_both_are_triggered_by_the_same_event(pair):
    _, served, for_workers = pair
    (trigger,), (other,) = served["triggers"], for_workers["triggers"]
    assert (list(trigger.expect), trigger.parameters) == (other["expect"], other["parameters"])
    assert trigger.match.model_dump() == other["match"]


def test_both_have_the_same_parameters_and_they_are_the_flow_s(pair):
    flow, served, for_workers = pair
    given = {name: value for name, value in served["parameters"].items() if value is not None}
    assert given == for_workers["parameters"]
    flow.validate_parameters(given | {"reason": "on schedule"})


def _run(state):
    return FlowRun(flow_id=uuid4(), name="arrived: a.txt", state=state)


@pytest.mark.parametrize(
    ("state", "after"), [(Running(), "Rescheduled"), (Pending(), "Rescheduled"), (Cancelling(), "Cancelled")]
)
def test_what_becomes_of_a_run_whose_process_is_gone(state, after):
    assert after_the_end(_run(state)).name == after
