"""Abstracts a second, from text to observations, beside spaCy on the same texts in the same run.

    .venv/bin/python tests/benchmarks/bench_prose.py [FOLDER_WITH_TXT_FILES]

spaCy (a blank English pipeline with its sentencizer and an EntityRuler that matches in lower case) gets
the same vocabulary, and only finds names: it links nothing. It is needed for this comparison only:
`uv pip install spacy`. Without a folder the texts are invented abstracts of about 2 kB.
"""

from __future__ import annotations

import random
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

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
ABSTRACTS = 60
VOCABULARIES = ("endpoints", "adverse_events", "cues", "ignored")
BACKGROUND = (
    "Relapsed or refractory disease has a poor prognosis, and new combinations are needed for patients who are unfit for intensive treatment. "
    "Preclinical work has shown synergy of both agents, with acceptable toxicity in a first study in 12 patients. "
)
METHODS = (
    "In this phase 2 study, patients aged 18 years or older received zolmab 20 mg/m2 on days 1-5 and tenib 400 mg daily of each 28-day cycle, or placebo. "
    "The primary endpoint was overall response rate (ORR); secondary endpoints included overall survival (OS) and safety. "
)
RESULTS = (
    "Between June 2018 and May 2021, {n} patients were randomly assigned to the zolmab group or the placebo group; median age was 67 years (range 34-85).",
    "At a median follow-up of {m} months, the ORR was {p}% in the zolmab group and {q}% in the placebo group (P = 0.0{c}).",
    "Complete remission was achieved in {c} patients ({q}%), with {p}% of evaluable patients being MRD negative.",
    "The median OS was {m} months (95% CI {c}.1-{d}.9) with zolmab versus {c} months (95% CI 3.2-9.8) with placebo (hazard ratio 0.7{c}; p=0.01).",
    "The 1- and 2-year overall survival rates were {p}% and {q}%, respectively, and the median duration of response was not reached.",
    "Grade 3/4 adverse events included neutropenia ({p}%), thrombocytopenia ({q}%), febrile neutropenia ({c} patients, {d}%) and infections ({c}%).",
    "Cytokine release syndrome occurred in {c} ({d}%) patients, none of grade 3 or higher, and no ICANS was observed.",
    "The 30-day mortality was {c}%, and {d} patients ({q}%) proceeded to allogeneic transplantation.",
    "{c} patients discontinued treatment because of adverse events, and there was one treatment-related death.",
)
CONCLUSION = "The combination is active and well tolerated and deserves further study in a randomised trial (NCT01234567)."


def invented_abstract(seed: int) -> str:
    """An abstract of about 2 kB with sentences of the usual kinds."""
    dice = random.Random(seed)
    numbers = {
        "n": dice.randint(40, 400),
        "m": dice.randint(8, 30),
        "p": dice.randint(40, 90),
        "q": dice.randint(10, 39),
    }
    values = {**numbers, "c": dice.randint(2, 9), "d": dice.randint(10, 30)}
    results = " ".join(sentence.format(**values) for sentence in dice.sample(RESULTS, len(RESULTS)))
    return f"Zolmab in relapsed disease.\n\nBackground:\n{BACKGROUND}\n\nMethods:\n{METHODS}\n\nResults:\n{results}\n\nConclusions:\n{CONCLUSION}\n"


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
                (folder / f"abstract{seed}.txt").write_text(invented_abstract(seed), encoding="utf-8")
        files = sorted(folder.glob("*.txt"))
        warm_up = Path(scratch) / "warm_up"
        warm_up.write_text(invented_abstract(ABSTRACTS), encoding="utf-8")
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
