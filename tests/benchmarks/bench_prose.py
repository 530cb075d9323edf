"""Abstracts a second, from text to observations, beside spaCy on the same texts in the same run.

    .venv/bin/python tests/benchmarks/bench_prose.py [FOLDER_WITH_TXT_FILES]

spaCy (a blank English pipeline with its sentencizer and an EntityRuler that matches in lower case) gets
the same vocabulary, and only finds names: it links nothing. It is needed for this comparison only:
`uv pip install spacy`. Without a folder the texts are invented abstracts of about 2 kB.
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

from extractors.glossary import find_glossary  # noqa: E402
from extractors.prose import read_prose  # noqa: E402
from extractors.readers import read  # noqa: E402
from extractors.records import StudyKey  # noqa: E402
from extractors.vocabulary import load  # noqa: E402
from tests.benchmarks.corpus import invented_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
ABSTRACTS = 60
VOCABULARIES = ("endpoints", "adverse_events", "cues", "ignored")


def abstracts_a_second(work: Callable[[Path], object], files: list[Path]) -> tuple[float, float]:
    """Rate when every text is new, as in an ingest, and the median rate of further rounds; processor time.

    A tokeniser remembers the words it has seen: the second figure is its best case, not an ingest's.
    """
    rates = []
    for _ in range(ROUNDS + 1):
        start = time.process_time()
        for file in files:
            work(file)
        rates.append(len(files) / (time.process_time() - start))
    return rates[0], statistics.median(rates[1:])


def to_observations(file: Path) -> int:
    """Read a file, find its abbreviations, read its prose."""
    document = read(file, file.stem)
    return len(read_prose(document, (StudyKey(f"{file.stem}/1"),), find_glossary(document)).observations)


def spacy_names() -> Callable[[Path], int]:
    """Return the yardstick: sentences and names, found by spaCy."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": name, "pattern": alias}
            for name in VOCABULARIES
            for entry in load(name)
            for alias in (*entry.aliases, *entry.case_sensitive)
        ]
    )
    return lambda file: len(pipeline(file.read_text(encoding="utf-8")).ents)


def main(folder: Path | None) -> None:
    """Print both rates and their ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch)
            for seed in range(ABSTRACTS):
                (folder / f"abstract{seed}.txt").write_text(invented_text(seed), encoding="utf-8")
        files = sorted(folder.glob("*.txt"))
        warm_up = Path(scratch) / "warm_up"
        warm_up.write_text(invented_text(ABSTRACTS), encoding="utf-8")
        to_observations(warm_up.rename(warm_up.with_suffix(".txt")))  # builds the automata, once a process
        size = sum(file.stat().st_size for file in files) / len(files)
        ours = abstracts_a_second(to_observations, files)
        print(f"{len(files)} texts of {size:.0f} bytes on average     new texts   again")
        print(f"text to observations   abstracts/s   {ours[0]:8.0f} {ours[1]:8.0f}")
        try:
            names = spacy_names()
        except ImportError:
            print("spaCy is not installed: no comparison")
            return
        names(warm_up.with_suffix(".txt"))
        theirs = abstracts_a_second(names, files)
        print(f"spaCy, names only      abstracts/s   {theirs[0]:8.0f} {theirs[1]:8.0f}")
        print(f"ratio                                {ours[0] / theirs[0]:8.1f} {ours[1] / theirs[1]:8.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
