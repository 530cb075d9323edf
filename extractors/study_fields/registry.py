"""Trial registry numbers, each in the format of its register (`vocabulary/registries.toml`)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.study_fields.statements import observe
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements


_LONG_NUMBER = re.compile(r"[0-9][0-9]{4}")  # the first digit apart: a pattern is searched by it
_WITHOUT_LONG_NUMBER = ("ntr ", "ntr1", "ntr2", "ctri/", "rbr-")


def find_registry_ids(statements: Statements) -> Iterator[Observation]:
    """Yield the study's registry numbers, once each; not those of trials it merely mentions."""
    found: dict[str, Observation] = {}
    for statement in statements.holding(*_WITHOUT_LONG_NUMBER, pattern=_LONG_NUMBER):
        for match in _formats().finditer(statement.text):
            registry_id = _normal(match)
            own = statement.has("is registered", "was registered")  # "... and it is ongoing"
            if registry_id not in found and (own or not statement.tells_of_others(match.start())):
                found[registry_id] = observe(
                    statement, match.start(), match.end(), "registry_id", "text", text_value=registry_id
                )
    yield from found.values()


@cache
def _formats() -> re.Pattern[str]:
    """One pattern of all registers; a citation's digits glued to a number stay outside it."""
    formats = "|".join(f"(?P<r{index}>{entry.aliases[0]})" for index, entry in enumerate(load("registries")))
    return re.compile(
        rf"\b(?:{formats})"
    )  # every format starts at a word's edge: other places are passed at once


def _normal(match: re.Match[str]) -> str:
    """The number as the register writes it: no blanks, its letters before its digits."""
    entry = load("registries")[int((match.lastgroup or "r0")[1:])]
    printed = re.sub(r"\s", "", match[0])
    if entry.code == "NCT":
        return "NCT" + re.sub(r"\D", "", printed)
    return printed
