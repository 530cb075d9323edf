"""Invented abstracts, as many as wanted, each unlike the others: python tests/benchmarks/corpus.py FOLDER --documents 10000

Each has a trial of its own (drug, disease, arms, patients, results that fit together), told in the manner of a
journal or of a meeting, in sentences of varying make (`corpus.toml`), often with a table: with tabs or flattened into lines in a
text, in Markdown, HTML or JATS. The same seed gives the same text.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = Path(__file__).with_name("corpus.toml")
_FORMATS = {".txt": 72, ".md": 9, ".html": 12, ".nxml": 7}  # shares of a hundred documents
_WITH_TABLE = 0.3

# Which headings stand over background, methods, results and conclusion; one without headings is a single block.
_MANNERS = (
    ("Introduction", "Methods", "Results", "Conclusions"),
    ("Background", "Methods", "Results", "Conclusions"),
    ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSION"),
    ("Background", "Aims and methods", "Results", "Summary/Conclusion"),
    ("PURPOSE", "PATIENTS AND METHODS", "RESULTS", "CONCLUSION"),
    (),
)

Slots = dict[str, Any]
Section = tuple[str, str]  # heading, text
Grid = list[list[str]]  # the first row names the columns


@dataclass(frozen=True, slots=True)
class Abstract:
    """An invented document: its title, its sections, its table if it has one."""

    title: str
    sections: tuple[Section, ...]
    caption: str
    grid: Grid


def write_corpus(folder: Path, documents: int, *, first_seed: int = 0) -> list[Path]:
    """Write documents `first_seed`, `first_seed` + 1, ... into a folder, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for seed in range(first_seed, first_seed + documents):
        suffix, text = invented(seed)
        file = folder / f"abstract{seed:07d}{suffix}"
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files


def invented(seed: int) -> tuple[str, str]:
    """Return the suffix and the text of a document."""
    dice = random.Random(seed)
    suffix = dice.choices(list(_FORMATS), list(_FORMATS.values()))[0]
    return suffix, _SETTERS[suffix](_abstract(dice, seed), dice)


def invented_text(seed: int) -> str:
    """Return a document as plain text, whatever its format would be."""
    dice = random.Random(seed)
    return _as_text(_abstract(dice, seed), dice)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text("utf-8"))


def _abstract(dice: random.Random, seed: int) -> Abstract:
    words, arms = _words(), dice.choice(("one", "two"))
    slots = _slots(dice, seed, is_randomised=arms == "two")
    title = _capital(dice.choice(words["titles"]).format_map(slots))
    texts = (
        _said(dice.sample(words["background"], dice.randint(2, 8)), slots),
        _said([dice.choice(words["methods"][arms]), dice.choice(words["methods"]["endpoints"])], slots),
        _said(_result_sentences(dice, arms), slots),
        _said([dice.choice(words["closing"]["conclusion"])], slots),
    )
    manner = dice.choice(_MANNERS)
    sections = tuple(zip(manner, texts, strict=True)) if manner else (("", " ".join(texts)),)
    grid = _grid(dice, slots, is_randomised=arms == "two") if dice.random() < _WITH_TABLE else []
    topic = dice.choice(("Results", "Response and safety", "Outcomes"))
    return Abstract(title, sections, f"Table 1. {topic} of {slots['drug']} treatment", grid)


def _result_sentences(dice: random.Random, arms: str) -> list[str]:
    """Return sentence templates: patients, then efficacy and safety, some of each."""
    words = _words()
    results = words["results"][arms]
    return [
        dice.choice(words["patients"][arms]),
        dice.choice(results["response"]),
        *dice.sample(results["survival"], dice.randint(1, 4)),
        *dice.sample(results["safety"], dice.randint(1, 2)),
        *dice.sample(results["more"], dice.randint(0, 6)),
    ]


def _said(templates: list[str], slots: Slots) -> str:
    return " ".join(template.format_map(slots) for template in templates)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _slots(dice: random.Random, seed: int, *, is_randomised: bool) -> Slots:
    """Return a trial's words and numbers: shares are those of counts, ends of intervals lie around their value."""
    words = _words()
    disease, short = dice.choice(words["diseases"])
    drug = "".join(dice.choices(words["syllables"], k=3)) + dice.choice(words["suffixes"])
    backbone = dice.choice(words["backbones"])
    event1, event2, event3 = dice.sample(words["events"], 3)
    n = 2 * dice.randint(12, 300)
    n_a = n // 2 if is_randomised else n
    year, age = dice.randint(2005, 2020), dice.randint(38, 76)
    said = {
        "disease": disease,
        "short": short,
        "drug": drug,
        "Drug": _capital(drug),
        "backbone": backbone,
        "event1": event1,
        "Event1": _capital(event1),
        "event2": event2,
        "event3": event3,
        "age_word": dice.choice(("older", "younger", "frail", "adult", "transplant-ineligible")),
        "potency": dice.choice(("selective", "potent", "covalent", "first-in-class", "reversible")),
        "country": dice.choice(words["countries"]),
        "registry": f"NCT{10_000_000 + seed:08d}",
        "phase": dice.choice(("1", "1b", "1/2", "2", "2", "2", "3", "3")),
        "dose": dice.choice((20, 40, 75, 100, 160, 250, 400)),
        "cycle": dice.choice((21, 28)),
        "sites": dice.randint(3, 90),
        "year": year,
        "later": year + dice.randint(1, 5),
    }
    patients = {
        "n": n,
        "n_a": n_a,
        "n_b": n - n_a,
        "age": age,
        "age_low": age - dice.randint(8, 19),
        "age_high": age + dice.randint(6, 19),
        "lines": dice.randint(2, 3),
        "lines_high": dice.randint(4, 9),
    }
    return said | patients | _times(dice) | _shares(dice, n_a, n - n_a, n)


def _times(dice: random.Random) -> Slots:
    """Return medians in months, longer in the first arm, and what compares them."""
    os, ratio = dice.uniform(8, 60), dice.uniform(0.45, 0.95)
    pfs = os * dice.uniform(0.3, 0.7)
    months = {
        "os": os,
        "os_low": os * 0.8,
        "os_high": os * 1.3,
        "os_b": os * ratio,
        "os_b_low": os * ratio * 0.7,
        "pfs": pfs,
        "pfs_low": pfs * 0.75,
        "pfs_high": pfs * 1.4,
        "pfs_b": pfs * ratio,
        "dor": pfs * dice.uniform(0.8, 1.2),
        "ttr": dice.uniform(0.8, 4),
        "follow_up": os * dice.uniform(0.8, 1.6),
    }
    ratios = {"hr": ratio, "hr_low": ratio * 0.8, "hr_high": ratio * 1.2}
    printed = {name: f"{value:.1f}" for name, value in months.items()}
    p = dice.choice((0.0004, 0.001, 0.003, 0.012, 0.028, 0.041, 0.06, 0.21))
    return printed | {name: f"{value:.2f}" for name, value in ratios.items()} | {"p": f"{p:g}"}


def _shares(dice: random.Random, n_a: int, n_b: int, n: int) -> Slots:
    """Return counts of patients and their percentages, printed with as many decimals as all in one text are."""
    decimals = dice.choice((0, 1, 1))
    orr_n = round(n_a * dice.uniform(0.25, 0.92))
    cr_n = round(orr_n * dice.uniform(0.15, 0.8))
    orr_b_n = round(n_b * orr_n / n_a * dice.uniform(0.5, 0.95))
    counts = {
        "orr": (orr_n, n_a),
        "cr": (cr_n, n_a),
        "pr": (orr_n - cr_n, n_a),
        "orr_b": (orr_b_n, n_b),
        "cr_b": (round(orr_b_n * 0.5), n_b),
        "male": (round(n * dice.uniform(0.4, 0.7)), n),
        "dropped": (round(n_a * dice.uniform(0.02, 0.2)), n_a),
        "early": (round(n_a * dice.uniform(0.01, 0.08)), n_a),
        "transplanted": (round(n_a * dice.uniform(0.05, 0.4)), n_a),
        "mrd": (round(orr_n * dice.uniform(0.2, 0.8)), orr_n),
        "mrd_b": (round(orr_b_n * dice.uniform(0.1, 0.5)), orr_b_n),
        "orr_sub": (orr_n // 3, n_a // 2),
    }
    for number in (1, 2, 3):
        share = dice.uniform(0.04, 0.55)
        counts[f"ae{number}"] = (round(n_a * share), n_a)
        counts[f"ae{number}_b"] = (round(n_b * share * dice.uniform(0.4, 1.1)), n_b)
    slots: Slots = {}
    for name, (events, of) in counts.items():
        slots[f"{name}_n"] = events
        slots[name] = slots[f"{name}_pct"] = f"{100 * events / of if of else 0:.{decimals}f}"
    low, high = _wilson(orr_n, n_a)
    os1 = dice.uniform(45, 95)
    landmarks = {"os1": os1, "os2": os1 * 0.8, "os2_b": os1 * 0.6, "orr_low": low, "orr_high": high}
    slots |= {name: f"{value:.{decimals}f}" for name, value in landmarks.items()}
    return slots | {name: counts[name][0] for name in ("male", "dropped", "transplanted")}


def _wilson(events: int, patients: int) -> tuple[float, float]:
    """Return the 95% score interval of a share, in percent."""
    z, share = 1.96, events / patients
    middle = share + z * z / (2 * patients)
    half = z * (share * (1 - share) / patients + z * z / (4 * patients * patients)) ** 0.5
    scale = 100 / (1 + z * z / patients)
    return scale * (middle - half), scale * (middle + half)


def _grid(dice: random.Random, slots: Slots, *, is_randomised: bool) -> Grid:
    """Return a table of results: endpoints by arm."""
    rows = [
        ["Median age, years (range)", "{age} ({age_low}-{age_high})", "{age} ({age_low}-{age_high})"],
        ["ORR, n (%)", "{orr_n} ({orr})", "{orr_b_n} ({orr_b})"],
        ["CR, n (%)", "{cr_n} ({cr})", "{cr_b_n} ({cr_b})"],
        ["Median PFS, months", "{pfs}", "{pfs_b}"],
        ["Median OS, months (95% CI)", "{os} ({os_low}-{os_high})", "{os_b} ({os_b_low}-NR)"],
        ["Grade 3/4 {event1}, n (%)", "{ae1_n} ({ae1})", "{ae1_b_n} ({ae1_b})"],
        ["Grade 3/4 {event2}, n (%)", "{ae2_n} ({ae2})", "{ae2_b_n} ({ae2_b})"],
        ["{Event3}, n (%)", "{ae3_n} ({ae3})", "{ae3_b_n} ({ae3_b})"],
    ]
    kept = sorted(dice.sample(range(len(rows)), dice.randint(4, len(rows))))
    head = ["", "{Drug} (n = {n_a})", "Control (n = {n_b})"]
    slots = slots | {"Event3": _capital(slots["event3"])}
    columns = 3 if is_randomised else 2
    return [[cell.format_map(slots) for cell in row[:columns]] for row in (head, *(rows[at] for at in kept))]


def _as_text(abstract: Abstract, dice: random.Random) -> str:
    """A text file: headings inline or on lines of their own; the table with tabs, or flattened as a PDF's is."""
    mark = dice.choice((":\n", ": ", "\n"))
    sections = [f"{heading}{mark}{text}" if heading else text for heading, text in abstract.sections]
    gap = dice.choice(("\t", " "))
    lines = [gap.join(row).strip(" ") for row in abstract.grid]
    table = ["\n".join([abstract.caption, *lines])] if lines else []
    return "\n\n".join([abstract.title, *sections, *table]) + "\n"


def _as_markdown(abstract: Abstract, _: random.Random) -> str:
    sections = [f"## {heading}\n\n{text}" if heading else text for heading, text in abstract.sections]
    table = [abstract.caption, "\n".join(_piped(abstract.grid))] if abstract.grid else []
    return "\n\n".join([f"# {abstract.title}", *sections, *table]) + "\n"


def _piped(grid: Grid) -> Iterator[str]:
    for number, row in enumerate(grid):
        yield f"| {' | '.join(row)} |"
        if not number:
            yield "|---" * len(row) + "|"


def _as_html(abstract: Abstract, _: random.Random) -> str:
    body = [f"<h1>{escape(abstract.title)}</h1>"]
    for heading, text in abstract.sections:
        body += [f"<h2>{heading}</h2>" if heading else "", f"<p>{escape(text)}</p>"]
    if abstract.grid:
        body.append(f"<table><caption>{abstract.caption}</caption>{_rows(abstract.grid)}</table>")
    title = f"<title>{escape(abstract.title)}</title>"
    return f"<!doctype html>\n<html><head>{title}</head><body>\n{chr(10).join(body)}\n</body></html>\n"


def _as_jats(abstract: Abstract, _: random.Random) -> str:
    sections = "\n".join(
        f"<sec>{f'<title>{heading}</title>' if heading else ''}<p>{escape(text)}</p></sec>"
        for heading, text in abstract.sections
    )
    label, _, caption = abstract.caption.partition(". ")
    title = f"<label>{label}</label><caption><p>{caption}</p></caption>"
    wrapped = (
        f"<table-wrap>{title}<table>{_rows(abstract.grid)}</table></table-wrap>" if abstract.grid else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article><front><article-meta><title-group>'
        f"<article-title>{escape(abstract.title)}</article-title></title-group></article-meta></front>\n"
        f"<body>{sections}{wrapped}</body></article>\n"
    )


def _rows(grid: Grid) -> str:
    """Return the rows of a table as HTML and JATS both write them."""
    cells = [[escape(cell) for cell in row] for row in grid]
    head, *body = ["".join(f"<td>{cell}</td>" for cell in row) for row in cells]
    rows = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<thead><tr>{head.replace('td>', 'th>')}</tr></thead><tbody>{rows}</tbody>"


_SETTERS = {".txt": _as_text, ".md": _as_markdown, ".html": _as_html, ".nxml": _as_jats}


def main() -> None:
    """Write a corpus."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--first-seed", type=int, default=0)
    chosen = options.parse_args()
    files = write_corpus(chosen.folder, chosen.documents, first_seed=chosen.first_seed)
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} documents, {size / len(files):.0f} bytes on average: {chosen.folder}")


if __name__ == "__main__":
    main()
