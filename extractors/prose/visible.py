"""The outcomes of a stretch that a reader sees there, and which of them a value can be of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene

ESTIMATED = frozenset(
    ("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "TTP")
)  # given as estimates, not counts
_OUTCOMES = (" outcome ", " endpoint ", " end point ", " end-point ")


def fits(mention: Mention, run: Run) -> bool:
    """Return whether an outcome can be given in what a list of values is in."""
    return mention.takes(run.quantities[0].unit, run.quantities[0].statistic)


def visible_mentions(scene: Scene, start: int, end: int) -> list[Mention]:
    """Return the mentions of a stretch, without those in a bracket that only explains."""
    named = [m for m in scene.mentions if start <= m.start < end]
    if not (named and scene.brackets.pairs and (nested := scene.brackets.inside(start, end))):
        return named
    if "outcome (" in scene.text or "point (" in scene.text:  # "the primary outcome (CR) occurred in 21"
        nested = [pair for pair in nested if not scene.text.endswith(_OUTCOMES, 0, pair[0])]
    return [m for m in named if not any(first < m.start < last for first, last in nested)]
