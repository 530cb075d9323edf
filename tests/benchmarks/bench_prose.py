"""Abstracts a second, from text to observations, beside spaCy on the same texts in the same run.

    .venv/bin/python tests/benchmarks/bench_prose.py [FOLDER_WITH_TXT_FILES]

spaCy (a blank English pipeline with its sentencizer and an EntityRuler that matches in lower case) only
finds names: it links nothing. It holds the same vocabulary: beside the prose path the files this path loads, beside whole
extraction (study fields, tables and subgroups too) all of them. Its rate with the names of outcomes alone is printed as
well: the most favourable choice for it. spaCy is needed for this comparison only: `uv pip install spacy`. Without a folder the
texts are invented abstracts of about 2 kB.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extractors.extract import extract  # noqa: E402
from extractors.glossary import find_glossary  # noqa: E402
from extractors.prose import read_prose  # noqa: E402
from extractors.readers import read  # noqa: E402
from extractors.records import StudyKey  # noqa: E402
from extractors.vocabulary import load  # noqa: E402
from tests.benchmarks.corpus import invented_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[Path], object]

ROUNDS = 5
ABSTRACTS = 60
OUTCOMES = ("endpoints", "adverse_events", "cues", "ignored")
PROSE = (
    *OUTCOMES, "arm_words", "event_modifiers", "frames", "linking_words", "number_labels", "number_units", "numerals",
)  # fmt: skip
WHOLE = tuple(file.stem for file in sorted((ROOT / "extractors" / "vocabulary").glob("*.toml")))


def prose(file: Path) -> object:
    """Read a file, find its abbreviations, read its prose."""
    document = read(file, file.stem)
    return read_prose(document, (StudyKey(f"{file.stem}/1"),), find_glossary(document))


def whole(file: Path) -> object:
    """Read a file and extract all it says."""
    return extract(read(file, file.stem))


def spacy_names(vocabularies: tuple[str, ...]) -> tuple[str, Work]:
    """Return the yardstick: sentences and the names of some vocabularies, found by spaCy."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    patterns = [
        {"label": name, "pattern": alias}
        for name in vocabularies
        for entry in load(name)
        for alias in (*entry.aliases, *entry.case_sensitive)
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return f"{len(patterns)} names", lambda file: pipeline(file.read_text(encoding="utf-8"))


def rates(work: list[Work], files: list[Path]) -> list[tuple[float, float]]:
    """Abstracts a second of each: when every text is new, as in an ingest, and the median of further rounds; processor time.

    A tokeniser remembers the words it has seen: the second figure is its best case, not an ingest's.
    """
    seconds: list[list[float]] = [[] for _ in work]
    for _ in range(ROUNDS + 1):
        for one, taken in zip(work, seconds, strict=True):
            start = time.process_time()
            for file in files:
                one(file)
            taken.append(time.process_time() - start)
    return [(len(files) / taken[0], len(files) / statistics.median(taken[1:])) for taken in seconds]


def main(folder: Path | None) -> None:
    """Print the rates and their ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch) / "abstracts"
            folder.mkdir()
            for seed in range(ABSTRACTS):
                (folder / f"abstract{seed}.txt").write_text(invented_text(seed), encoding="utf-8")
        files = sorted(folder.glob("*.txt"))
        size = statistics.mean(file.stat().st_size for file in files)
        warm_up = Path(scratch) / "warm_up.txt"
        warm_up.write_text(invented_text(ABSTRACTS), encoding="utf-8")
        yardsticks = [spacy_names(names) for names in (PROSE, WHOLE, OUTCOMES)]
        work = [prose, whole, *(yardstick for _, yardstick in yardsticks)]
        for one in work:
            one(warm_up)  # builds the automata, once a process
        prose_rates, whole_rates, *spacy_rates = rates(work, files)
    print(f"{len(files)} texts of {size:.0f} bytes on average, abstracts/s      new texts    again")
    _print_rates("prose, text to observations", prose_rates)
    _print_rates("whole extraction", whole_rates)
    beside = (prose_rates, whole_rates, prose_rates)
    titles = ("prose", "whole extraction", "prose, beside names of outcomes alone")
    for (names, _), theirs in zip(yardsticks, spacy_rates, strict=True):
        _print_rates(f"spaCy, {names}", theirs)
    for title, ours, theirs in zip(titles, beside, spacy_rates, strict=True):
        print(f"ratio, {title:<48}{ours[0] / theirs[0]:9.2f}{ours[1] / theirs[1]:9.2f}")


def _print_rates(title: str, pair: tuple[float, float]) -> None:
    print(f"{title:<55}{pair[0]:9.0f}{pair[1]:9.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
