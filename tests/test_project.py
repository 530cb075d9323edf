"""The project's own promises: the lock fits, the README is true."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Locked:
    requirement: Requirement
    hashes: int

    @property
    def version(self) -> Version:
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "==", self.requirement
        return Version(specifier.version)

    @property
    def is_for_this_machine(self) -> bool:
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def _locked() -> dict[str, Locked]:
    entries = (
        entry for entry in re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE)) if entry
    )
    locked = {}
    for entry in entries:
        requirement, *hashes = entry.split(" \\\n")
        parsed = Requirement(requirement)
        locked[canonicalize_name(parsed.name)] = Locked(parsed, len(hashes))
    return locked


def _direct() -> list[Requirement]:
    project = PYPROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [
        Requirement(line)
        for line in (*project["dependencies"], *extras, *PYPROJECT["build-system"]["requires"])
    ]


def _needed_by(requirement: Requirement) -> list[Requirement]:
    """What an installed package needs on this machine, for the extras that `requirement` asks for."""
    needs = [Requirement(line) for line in requires(requirement.name) or ()]
    extras = ("", *requirement.extras)
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def _closure(locked: dict[str, Locked]) -> list[Requirement]:
    """All that the project needs on this machine, and all that those need."""
    queue, seen = _direct(), {}
    while queue:
        need = queue.pop()
        if str(need) not in seen:
            seen[str(need)] = need
            queue += _needed_by(need) if canonicalize_name(need.name) in locked else []
    return list(seen.values())


def test_every_locked_package_has_an_exact_version_and_hashes():
    assert [name for name, locked in _locked().items() if not (locked.version and locked.hashes)] == []


def test_the_lock_names_no_address():
    assert "://" not in LOCK
    assert "--index" not in LOCK


def test_the_lock_fits_pyproject_and_is_complete():
    locked = _locked()
    misfits = [
        str(need)
        for need in _closure(locked)
        if (name := canonicalize_name(need.name)) not in locked or locked[name].version not in need.specifier
    ]
    assert misfits == [], "make the lock again (CONTRIBUTING.md says how)"


def test_the_lock_holds_nothing_that_nobody_needs():
    locked = _locked()
    needed = {canonicalize_name(need.name) for need in _closure(locked)}
    assert {name for name, entry in locked.items() if entry.is_for_this_machine} <= needed


def test_what_is_installed_is_what_is_locked():
    here = {name: str(entry.version) for name, entry in _locked().items() if entry.is_for_this_machine}
    assert {name: version(name) for name in here} == here
