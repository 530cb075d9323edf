"""What patients died of: the treatment, or a cause that names their deaths."""

from __future__ import annotations

import re

from extractors.lazy_patterns import lazy

DEATHS = frozenset(("MORT", "deaths"))
# What patients died of, up to what ends its name: "death resulting from second malignancies (7% v 3%)".
_DIED_OF = lazy(
    r"(?:deaths?|died|mortality)(?:\s(?:was|were|being|considered|occurred))?\s(?:due to|from|of|because of"
    r"|as a result of|resulting from|caused by|attribut(?:ed|able) to|related to|secondary to)"
    r"\s(?:an?\s|the\s|their\s)?(?:grade\s[5V]\s)?"
    r"(?P<cause>(?!any|all|patients)[A-Za-z][\w/-]*(?:\s[A-Za-z][\w/-]*){0,6}?)"
    r"(?=[,;.)]|\s[(\[\d]|\s(?:was|were|is|are|occurred|had|in|at|on|with|after|within|during|before|by|for|among"
    r"|compared|between|without|while|whereas|and|versus|vs|v|than|which|who|that|did|also|fell|rose|decreased|increased|declined|occurring|only)\b|$)",
    re.IGNORECASE,
)
_OF_TREATMENT = lazy(
    r"(?:study\s|protocol\s)?(?:treatment|therapy|drugs?|transplant(?:ation)?|procedure|regimen|toxi\w+)"
    r"(?:[- ]related\b|\scomplications?$|$)|toxic|non-?relapse|(?:\w+\s)?(?:treatment|therapy|chemotherapy)$",
    re.IGNORECASE,
)
_TOXIC = lazy(
    r"\b(?:(?:treatment|therapy|drug|transplant(?:ation)?)-related"
    r"|(?<=[Oo]f the )(?:AEs|adverse events|toxicities))\b"
    r"(?:(?!\sno\s)[^.]){0,250}$",
    re.IGNORECASE,
)
_LEADING = lazy(
    r"^(?:(?:(?:primarily|mainly|possibly|probably)\s)?(?:due\sto|owing\sto|of|from|because\sof|as\sa\sresult\sof|caused\sby"
    r"|attribut(?:ed|able)\sto|secondary\sto)\s)?(?:an?\s|the\s)?(?:grade\s[5V]\s|development\sof\s)?"
)
_OF_WHAT = (" of", " from", " due to", " because of")
_TOXIC_AFTER = lazy(r"\s(?:treatment|therapy|drug)-related\b", re.IGNORECASE)


# Said behind the deaths: "two deaths (1%) in the X group were considered possibly treatment related".
_JUDGED_TOXIC = lazy(
    r"(?:\s\([^()]*\))?(?:(?:\s[^.;%()]{0,60}?)?\s(?:was|were)\s(?:considered|deemed|judged|thought|assessed)"
    r"\s(?:to\sbe\s|as\s)?|\s(?:was|were)\s)"
    r"(?:possibly\s|probably\s)?(?:(?:treatment|drug|therapy|transplant)[- ]related\b"
    r"|(?:related|due|attributable)\sto\s(?:the\s)?(?:study\s)?(?:treatment|drug|therapy)\b)"
)
# Between two causes of a list, each with its number.
_NEXT_CAUSE = lazy(
    r"(?:\sin\s(?:\d+|[a-z]+)(?:\s(?:patients?|pts?|cases?|recipients?))?)?(?:\s[(\[][^()\[\]]*\d[^()\[\]]*[)\]])?(?<=[\dst)\]])"
    r"(?:,\s(?:and\s)?|\sand\s)(?:[a-z-]+\s)?"
)


def death_by_cause(text: str, start: int, end: int, code: str) -> tuple[str, int]:
    """Return the code of deaths named at a place, and where their name ends, with its cause."""
    if code == "deaths" and (_is_toxic(text, end) or _JUDGED_TOXIC.match(text, end)):
        return "NRM", end
    died = _DIED_OF.match(text, start)
    if died is None:
        return code, end
    named = death_of(died["cause"])
    return named, end if named == "NRM" else died.end()


def cause_of(printed: str) -> str:
    """Return a cause without the words that lead to it: "due to a sepsis" is sepsis."""
    return _LEADING.sub("", printed)


def death_of(cause: str) -> str:
    """Return the code of deaths from a cause; those from the treatment are non-relapse mortality."""
    return "NRM" if _OF_TREATMENT.match(cause) else f"deaths from {cause.lower()}"


def _is_toxic(text: str, end: int) -> bool:
    """Whether the treatment caused a death: "fatal treatment-related AEs", not "died of relapse"."""
    if _TOXIC_AFTER.match(text, end):
        return True
    told = text.endswith(_OF_WHAT, 0, end) or text.startswith(_OF_WHAT, end)
    return not told and _TOXIC.search(text, 0, end) is not None


def is_next_cause(text: str, start: int, end: int) -> bool:
    """Whether a list of causes goes on between two places: "due to relapse[ in 5 (12%), ]infection in 3"."""
    return start < end and _NEXT_CAUSE.fullmatch(text, start, end) is not None
