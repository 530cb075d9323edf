"""Where in a source's text the sentence around a value stands."""

from __future__ import annotations

# What folding drops or changes: it is left out on both sides before they are compared.
_IGNORED = frozenset("-\u2010\u00ad\u200b\u2060\ufeff")


class Passages:
    """A text, and the way from a folded quote back to its place in it."""

    def __init__(self, text: str) -> None:
        self._places = [at for at, character in enumerate(text) if _counts(character)]
        self._squeezed = "".join(text[at] for at in self._places)
        self._rank = {at: rank for rank, at in enumerate(self._places)}

    def around(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """Return the span of the quote that holds `start:end`; that span itself where there is none."""
        wanted = "".join(filter(_counts, quote))
        first = next((self._rank[at] for at in range(start, end) if at in self._rank), None)
        if first is None or not wanted:
            return start, end
        found = self._squeezed.rfind(wanted, max(0, first - len(wanted) + 1), first + len(wanted))
        if found < 0:
            return start, end
        return min(start, self._places[found]), max(end, self._places[found + len(wanted) - 1] + 1)


def _counts(character: str) -> bool:
    return not character.isspace() and character not in _IGNORED
