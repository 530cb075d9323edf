"""One sentence taken apart, and the facts that are put together from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.prose.runs import Brackets

if TYPE_CHECKING:
    from extractors.prose.arms import ArmMention
    from extractors.prose.figures import Figures, Grade, Quantity
    from extractors.prose.lexicon import Word
    from extractors.prose.outcomes import Mention
    from extractors.prose.times import TimePoint


@dataclass(slots=True)
class Fact:
    """A quantity with all that its sentence says of it."""

    mention: Mention
    quantity: Quantity
    rule: str
    arm: str = ""
    months: float | None = None
    statistic: str = "rate"
    grade: int | None = None
    time: TimePoint | None = None
    grade_from: Grade | None = None
    child: bool = False


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave: the order in which arms were last contrasted."""

    arms: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    fresh: bool = False  # whether the sentence at hand has set that order


@dataclass(slots=True)
class Scene:
    """One sentence, taken apart."""

    text: str
    words: list[Word]
    mentions: list[Mention]
    figures: Figures
    arms: list[ArmMention]
    brackets: Brackets = field(init=False)
    cue_words: dict[str, list[Word]] = field(init=False)  # by code

    def __post_init__(self) -> None:
        """Find the sentence's brackets and sort its cue words once."""
        self.brackets = Brackets(self.text)
        self.cue_words = {}
        for word in self.words:
            if word.role == "cue":
                self.cue_words.setdefault(word.code, []).append(word)

    def cues(self, code: str, start: int, end: int) -> list[Word]:
        """Cue words of one role within a stretch."""
        return [w for w in self.cue_words.get(code, ()) if start <= w.start < end]


@dataclass(slots=True)
class State:
    """What a sentence has said so far."""

    mentions: list[Mention] = field(default_factory=list)
    time: TimePoint | None = None
    grade: Grade | None = None
    last_grade: Grade | None = None  # of the last value
    leading_arm: ArmMention | None = None
    statistic: str | None = None
    counted: bool = False
    outer: list[Mention] = field(default_factory=list)  # of the last value outside of brackets
    bracketed: bool = False  # whether the last value stood in one
    ratio: bool = False  # whether the last value was one
    headed: list[Mention] = field(default_factory=list)  # of the last value with one of its own behind "with"
    unit: str = ""  # of the last value
    last: Quantity | None = None  # the last value
    told: list[Fact] = field(default_factory=list)  # the values told alone, outside of brackets
    crossed: bool = False  # whether a second side of several outcomes has begun
    named: dict[str, list[Mention]] = field(default_factory=dict)  # the last outcomes given in each unit
