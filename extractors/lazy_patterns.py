"""Patterns that are compiled when a text needs them: all at once is half of the start of what reads."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """A pattern that is not yet compiled; once it is, its methods are those of the compiled one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        methods = (method for method in dir(compiled) if not method.startswith("__"))
        vars(self).update({method: getattr(compiled, method) for method in methods})
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first searched for.

    Args:
        pattern: as `re.compile` takes it.
        flags: likewise.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


def word_starting(*alternatives: str) -> str:
    """Return a pattern of alternatives at the start of a word, which is searched by their first letters.

    Such a search is several times as fast as one for a word's edge.

    Args:
        alternatives: patterns, each of which starts with a letter that stands for itself.
    """
    rests: dict[str, list[str]] = {}
    for alternative in alternatives:
        rests.setdefault(alternative[0], []).append(alternative[1:])
    branches = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return rf"[{''.join(rests)}](?<=\b.)(?:{branches})"
