"""The survival that a ratio for an event is of: "hazard ratio for death"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.lexicon import entries
from extractors.prose.outcomes import Mention
from extractors.prose.visible import fits

if TYPE_CHECKING:
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene

# The events that end a survival, told with its ratio: "PFS (hazard ratio for progression or death, 0.6)".
_COMPOSITE = lazy(r"\bfor\s[^;()]*(?:\bor\sdeath\b|,\sor\s|\bdeath\sor\s)")
_EVENTS = ("events (", "event (")  # "50 events (progression or death)"
_FREE_SURVIVAL = frozenset(("PFS", "EFS", "RFS", "DFS", "LFS", "GRFS", "TTF"))
_RATIO_EVENTS = (
    (lazy(r"\bfor (?:disease )?progression(?:,[^;()]*?)?,? (?:or|and) death\b"), "PFS"),
    (lazy(r"\bfor (?:disease )?(?:relapse|recurrence)(?:,[^;()]*?)?,? or death\b"), "RFS"),
    (lazy(r"\bfor (?:death|mortality),? or (?:disease )?progression\b"), "PFS"),
    (lazy(r"\bfor (?:death|mortality),? or (?:disease )?(?:relapse|recurrence)\b"), "RFS"),
    (lazy(r"\bfor (?:all-cause )?(?:death|mortality)\b|\b(?:risk|hazard) of death\b"), "OS"),
)


def ratio_events(scene: Scene, run: Run) -> list[Mention]:
    """Return the survival up to the event of a hazard ratio: "hazard ratio for death" is one of OS."""
    start, end = run.before
    cues = [w.start for w in scene.cues("hazard_ratio", 0, run.quantities[0].start)]
    if not cues:
        return []
    last = next((m for m in reversed(scene.mentions) if start <= m.start < end), None)
    died = _died_before(scene, run, cues[-1])
    last = died or last
    if last and (died or last.code == "MORT"):
        entry = entries()["endpoint", "OS"]  # "decreased overall mortality (HR, 0.87)"
        return [Mention(last.start, last.end, "OS", entry.category, entry.statistics)]
    if _COMPOSITE.search(scene.text, max(start, cues[-1]), end):
        estimates = [m for m in scene.mentions if m.code in _FREE_SURVIVAL and m.end <= cues[-1]]
        if estimates:
            return estimates[-1:]
    bracketed = [
        mention
        for mention in scene.mentions
        if mention.end < cues[-1]
        and mention.code != "AE"
        and fits(mention, run)
        and scene.text.endswith(_EVENTS, start, mention.start)
    ]
    if bracketed:
        return bracketed[-1:]
    for pattern, code in _RATIO_EVENTS:
        if match := pattern.search(scene.text, max(start, cues[-1]), end):
            entry = entries()["endpoint", code]
            return [Mention(match.start(), match.end(), code, entry.category, entry.statistics)]
    return []


def _died_before(scene: Scene, run: Run, cue: int) -> Mention | None:
    """The deaths before a bracket with their ratio: "13 deaths in X and 24 in Y (hazard ratio, 0.50)"."""
    opened = (scene.brackets.around(run.quantities[0].begin) or (0, 0))[0]
    before = [mention for mention in scene.mentions if mention.end < opened <= cue]
    died = before and before[-1].code == "deaths" and "without" not in scene.text
    return before[-1] if died else None
