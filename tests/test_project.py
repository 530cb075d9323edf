"""The project's own promises: the lock fits, the README is true."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ROOMS = ("extractors", "flows", "schemas", "warehouse")
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


def _entries() -> list[Locked]:
    """All that the lock holds, for every machine."""
    text = re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE)
    return [
        Locked(Requirement(requirement), len(hashes))
        for requirement, *hashes in (entry.split(" \\\n") for entry in re.split(r"\n(?=\w)", text))
    ]


def _locked() -> dict[str, Locked]:
    """What the lock holds for this machine."""
    return {
        canonicalize_name(entry.requirement.name): entry for entry in _entries() if entry.is_for_this_machine
    }


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


def _imported(*folders: str) -> dict[str, str]:
    """Third-party modules that files of these folders import, each with one of them."""
    files = [
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if "benchmarks" not in file.parts  # they compare with programs that nothing here may depend on
    ]
    return {
        name.partition(".")[0]: file.relative_to(ROOT).as_posix()
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in _names(node)
        if name.partition(".")[0] not in {*sys.stdlib_module_names, *ROOMS, "tests"}
    }


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def _undeclared(imported: dict[str, str], requirements: list[str]) -> dict[str, str]:
    """Imports of what no requirement names: they work only as long as another package needs it too."""
    declared = {canonicalize_name(Requirement(line).name) for line in requirements}
    distributions = packages_distributions()
    return {
        module: file
        for module, file in imported.items()
        if not declared & {canonicalize_name(name) for name in distributions.get(module, ())}
    }


def test_what_the_rooms_import_is_required():
    project = PYPROJECT["project"]
    for_users = [*project["dependencies"], *project["optional-dependencies"]["dask"]]
    assert _undeclared(_imported(*ROOMS), for_users) == {}


def test_what_the_tests_import_is_required():
    project = PYPROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    assert _undeclared(_imported("tests"), [*project["dependencies"], *extras]) == {}


def test_every_locked_package_has_an_exact_version_and_hashes():
    entries = _entries()
    assert len(entries) > 100
    assert [str(entry.requirement) for entry in entries if not (entry.version and entry.hashes)] == []


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
    assert set(locked) <= needed


def test_what_is_installed_is_what_is_locked():
    locked = {name: str(entry.version) for name, entry in _locked().items()}
    assert {name: version(name) for name in locked} == locked
