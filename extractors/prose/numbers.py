"""The numbers of a sentence, and those that are no result: doses, dates, labels, ages, schedules."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.citations import find_citations

# A number as printed: thousands with commas, a point or a raised dot before the decimals.
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:[.·∙]\d+)?|(?<![\d\w])[.·]\d+)"
_NUMBER = re.compile(rf"(?<![A-Za-z\d_.·])(?<![A-Za-z]-)(?<!\d,){NUMBER}|(?<=\b[A-Za-z]-)(?=\d){NUMBER}(?=%)")
UNITS_OF_TIME = {"d": 1 / 30.44, "w": 1 / 4.345, "m": 1.0, "y": 12.0}  # by first letter, in months
TIME_UNIT = r"(?:months?|mos?\b\.?|weeks?|wks?|days?|years?|yrs?\b\.?)"
DASH = r"[-‐‑–—−]"

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DOSE_UNIT = (
    r"(?:mg|mcg|[µμu]g|ng|pg|g|kg|c?Gy|mL|ml|dL|dl|L|l|IU|MU|U|mEq|[mµμ]?mol|[mnµμ]M|mm|cm|kDa|mmHg|AUC|°C|Euros?|USD|hours?|hrs?|h|hr|"
    r"minutes?|mins?|copies|cells?|kcal|MBq|mSv|Ci)"
)
# What is printed in digits and is no result, each with the words that say so.
_AWAY = re.compile(
    rf"""
    (?P<registry>\b(?:NCT|ISRCTN|EudraCT|UMIN|ChiCTR|ACTRN|CTRI|JapicCTI|jRCT|DRKS|NTR|PROSPERO|CRD|KCT|SNCTP)\s?(?:number|no\.?|identifier)?
        [\s:#-]{{0,3}}[A-Z-]{{0,6}}\d[\d/-]*(?:\s\d{{6,}})?)
  | (?P<date>\b{_MONTH}\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?:19|20)\d\d\b|\b\d{{1,2}}\s{_MONTH}\.?,?\s(?:19|20)\d\d\b
        |\b\d{{1,2}}/(?:\d{{1,2}}/)?(?:19|20)\d\d\b|\b{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b
        |\b(?:19|20)\d\d\s?(?:{DASH}|/|to|and)\s?(?:(?:19|20)?\d\d)\b(?!\s?%)|(?<![\d.,=<>≥≤]\s)(?<![\d.,])\b(?:19[5-9]|20[0-4])\d\b(?!\s?(?:%|patients|pts|cases|mg|[.,·]\d)))
  | (?P<money>(?:\b(?:Euros?|EUR|USD|US\$)|[€$£])\s?\d[\d,.]*)
  | (?P<ratio>\b\d{{1,2}}\s?:\s?\d{{1,2}}(?:\s?:\s?\d{{1,2}})?\b)
  | (?P<power>[×x]\s?10(?:\s?\(?\^?[-−]?\d{{1,2}}\)?)?(?:\s?/\s?(?:L|l|mL|ml|kg|[µμ][lL]|mm3?))?|\b10\s?(?:\(\d{{1,2}}\)|\^\s?[-−]?\d+|[-−]\d\b|[⁻⁰-⁹]+)(?:\s?/\s?[µμm]?[lL])?)
  | (?P<dose>{NUMBER}(?:\s?(?:{DASH}|to|or|and|vs\.?|/)\s?{NUMBER})?\s?{DASH}?\s?{_DOSE_UNIT}(?![A-Za-z])
        (?:\s?(?:/|per\s)\s?(?:kg|m\s?2|m²|m\s?\(2\)|m|day|d|dose|week|h|L|l|dL|mL|[µμ][lL])|\s?[kmd](?:g|\s?)?[−-]\d|\s(?:kg|m|l|dL)\s?[−-]\d)*(?:\s?/\s?(?:day|d|week|wk|dose))?)
  | (?P<schedule>\b(?:every|each|q)\s?(?:\d{{1,3}}|other)\s?(?:-\s?to\s?-?\s?\d+\s?)?(?:{TIME_UNIT}|h(?:ours?)?\b|w\b|d\b|cycles?)?
        |\b(?:on\s)?days?\s{DASH}?\d+(?:\s?(?:,|{DASH}|to|and|through|,\s?and|&)\s?{DASH}?\d+)+
        |\bon\sdays?\s{DASH}?\d+
        |\b\d+{DASH}(?:day|week|month|hour|h|min|minute|year)s?\s(?:cycles?|courses?|infusions?|intervals?|schedules?|periods?|continuous|rest|treatment|washout|intravenous)
        |\bfor\s(?:up\sto\s|at\sleast\s|a\smaximum\sof\s)?(?:\d+|one|two|three|four|five|six)\s?(?:{DASH}\s?\d+\s)?(?:consecutive\s)?(?:{TIME_UNIT}|cycles|courses)
        |(?:\b(?:up\sto|of|maximum\sof|at\sleast|least|after|for|received|completed|minimum\sof)\s)?{NUMBER}(?:\s?(?:{DASH}|to|or|and)\s?\d+)?\s(?:(?:planned|further|additional|prior|previous|induction|monthly|weekly|daily|treatment|consolidation|maintenance|identical|different|trial|study|academic|participating|clinical)\s){{0,2}}
            (?:cycles?|courses?|doses?|fractions?|infusions?|injections?|lines?|regimens?|therapies|cent(?:er|re)s?|hospitals?|sites|institutions?|countries|times|genes|metastases|lesions?|schedules?|blocks?|units|visits|items|domains|arms|groups|databases|cohorts)\b)
  | (?P<label>\b(?i:phase|stages?|levels?|parts?|steps?|version|cohorts?|arms?|groups?|types?|scores?|class|exons?|codons?|chromosomes?|cycles?|
        ECOG(?:\sPS|\sperformance\sstatus)?(?:\sof)?|PS(?:\sof)?|performance\sstatus(?:\sscore)?(?:\sof)?|KPS(?:\sof)?|Karnofsky(?:\s[a-z]+){{0,3}}|IPSS|CALGB|SWOG|EORTC|ECOG|protocol|trial|study|No\.?|number|visits?|weeks?\s-|courses?|grade\s?1{DASH}2,?|lines?|table|figure|fig\.?)
        \s?(?:[≤≥<>=]\s?)?(?:of\s)?\(?\d{{1,6}}(?![\d.,·]*\s?(?:%|patients|months|\()|[.·]\d)[ab]?(?:\s?(?:,|{DASH}|to|and|or|/|,\s?or|,\s?and)\s?\d{{1,3}}\b(?!\s?(?:%|·|\.\d)))*)
  | (?P<median_time>\b(?:at|after|with|within|over|for)\sa\s(?:median|mean|maximum|minimum)(?:\s(?:time|duration|interval|period))?\sof\s(?:\d+(?:[.·]\d+)?|[a-z]+)\s(?:days?|weeks?|months?|years?)(?!\s?\(?(?:95%|CI)))
  | (?P<age>\b(?:aged?|ages)\b(?:\s(?:of|was|were|is|at\sdiagnosis|between|range[ds]?|from|group|over|under|than|older|younger|in|years|the|overall|both|patients|\(years\)))*[\s,:(]*(?:[≤≥<>=]\s?)?{NUMBER}(?:\s?(?:{DASH}|to|and|or|vs\.?|versus)\s?{NUMBER})?
        |(?:[≤≥<>]\s?)?{NUMBER}(?:\s?(?:{DASH}|to|and)\s?{NUMBER})?{DASH}?\s?(?:years?|yrs?|y)(?:{DASH}|\s)(?:of\sage|olds?\b|or\solder|and\solder|or\syounger|and\sover)
        |[≤≥<>]\s?{NUMBER}\s?(?:years|yrs?)\b)
  | (?P<count_noun>\b{NUMBER}(?:\s?{DASH}\s?|\s)(?:fold|times|drug|gene|point|year\speriod|arm|center|centre|institution|lesion)\b)
  | (?P<compound>(?<![\w.])\d+{DASH}(?!(?:day|week|month|year|yr|mo)s?\b)[A-Za-z][\w-]*)
  | (?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
    """,
    re.VERBOSE,
)


class Number(NamedTuple):
    """A printed number."""

    start: int
    end: int
    value: float
    decimals: int


def find_numbers(text: str) -> list[Number]:
    """Return every number of a sentence that stands alone, not one inside a name ("CD38", "IDH2")."""
    return [to_number(match.start(), match[0]) for match in _NUMBER.finditer(text)]


def to_number(start: int, printed: str) -> Number:
    """Return a printed number with its value."""
    plain = printed.replace(",", "").replace("·", ".").replace("∙", ".")
    return Number(start, start + len(printed), float(plain), len(plain.partition(".")[2]))


def explained_away(text: str) -> list[tuple[int, int, str]]:
    """Return the stretches whose digits are no result, each with what they are."""
    found = [(match.start(), match.end(), match.lastgroup or "") for match in _AWAY.finditer(text)]
    if "[" in text:
        found += [(*citation.span, "citation") for citation in find_citations(text) if _cites(text, citation.span.start)]
    return found


def _cites(text: str, start: int) -> bool:
    """Whether a bracket of whole numbers cites; after a number it belongs to it ("34 [18]")."""
    return not text[:start].rstrip()[-1:].isdigit()
