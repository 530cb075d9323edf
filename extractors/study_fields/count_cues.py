"""Words around a count of patients that tell whether it is the whole study's.

All are of words in lower case. Patterns of what comes before a count end at its first character (`$`),
those of what comes after it start behind the word for the patients (`^`) and are matched there.
"""

from __future__ import annotations

from extractors.lazy_patterns import lazy, word_starting

NOUN = (
    r"(?:patients|pts|subjects|participants|recipients|individuals|adults|children|adolescents|women|men"
    r"|infants|(?:medical |clinical |patient )?(?:records|charts)(?: of patients)?|cases)\b"
)
NOUN_BEGINNINGS = (
    "patient", "pts", "subject", "participant", "recipient", "individual", "adult", "child", "adolesc",
    "women", " men", "-men", "infant", "record", "chart", "cases",
)  # fmt: skip
# What may stand between the count and that word: "40 heavily pretreated patients", but not "40 months of".
BETWEEN = (
    r"(?!(?:to|in|on|at|with|of|who|for|vs|versus|the|months?|weeks?|days?|years?|cycles?|mg|cent(?:er|re)s?"
    r"|sites?|hospitals?|arms?|doses?|more|other|additional|further|control|historical?|healthy|matched)\b)"
    r"[A-Za-z][\w/'’–+-]*,?\s+(?:\([A-Za-z][\w-]{0,7}\)\s+)?"
)
_ENROLLED = (
    "enrolled", "enroled", "accrued", "recruited", "registered", "entered", "randomized", "randomised",
    "randomly assigned", "randomly allocated", "randomly divided", "underwent randomization",
    "underwent randomisation", "consented",
)  # fmt: skip
_STUDIED = (
    "included", "studied", "identified", "analyzed", "analysed", "evaluated", "reviewed", "treated",
    "assigned", "allocated", "investigated", "assessed", "transplanted", "participated", "separated",
    "stratified", "examined", "collected", "given", "retrieved", "compared",
)  # fmt: skip
_ENROLLED_OR_STUDIED = rf"(?:{'|'.join((*_ENROLLED, *_STUDIED))})"
_RECEIVED = ("received", "underwent", "started", "initiated")
WHOLE_OF = frozenset((
    "age of", "treatment of", "involving", "comprising", "comprised", "consisted of", "consisting of",
    "cohort of",
    *(
        f"{source} {place}"
        for source in ("series", "data", "records", "charts", "outcome", "outcomes")
        for place in ("from", "of", "on", "in")
    ),
))  # fmt: skip
_REPORTED = r"(?:report|describe|present)(?:\s(?:on|(?:the|our)\s(?:\w+\s)?\w+\s(?:of|in|from|for|with)))?"


# How much the last one or two words before a count speak for the whole study.
STRONGEST = 6
WHOLE_WEIGHT = 4
WEIGHTS_BEFORE = (
    dict.fromkeys(("in", "with", "among", "on", "from", "for"), 3)
    | dict.fromkeys((*_STUDIED, "pooled from", "available for", "available from", "available on"), 5)
    | {
        f"{noun} {place}": 5
        for noun in ("study", "analysis", "trial")
        for place in ("including", "of", "in", "with", "on")
    }
    | dict.fromkeys(_ENROLLED, STRONGEST)
)
ALL = ("all", "the", "some")  # what may stand behind them
REPORTED_WEIGHT = 5
REPORTED_BEFORE = lazy(
    rf"{word_starting('we')}\s(?:\w+\s)?{_REPORTED}\s(?:a total of |data (?:from|on|of) |all |some |the )?$"
)
# Patterns behind a count that speak for it, within its clause; each with how far from its start it may
# begin, and words without which it cannot match.
AFTER = (
    (
        STRONGEST,
        200,
        ("enrol", "accrued", "recruited", "registered", "entered", "random", "consented"),
        lazy(rf"{word_starting(*_ENROLLED)}\b"),
    ),
    (
        5,
        200,
        ("were ", "was ", "been "),
        lazy(
            word_starting("were", "was", "had been", "have been")
            + rf"\s(?:\w+ly )?(?:{'|'.join(_STUDIED)})\b"
        ),
    ),
    (4, 0, (",",), lazy(rf"\s(?:who were\s)?{_ENROLLED_OR_STUDIED},")),
    (3, 80, _RECEIVED, lazy(rf"{word_starting(*_RECEIVED)}\b")),
)
TOTAL_ENDS = ("total of", "all", "total", "altogether", "all of", "the")  # what that can end with
TOTAL_BEFORE = lazy(
    word_starting("a total of", "in (?:all|total),?", "overall,?", "altogether,?", "all(?: of)?(?: the)?")
    + r"\s$"
)
WHOLE_AFTER = lazy(
    r"^(?:(?: in the \w+ \w+| aged [^,;.]{3,30})?\s?,"
    rf"|\s(?:who (?:were )?)?(?:{_ENROLLED_OR_STUDIED}|{'|'.join(_RECEIVED)})\b)"
)
STUDY_STEMS = ("stud", "trial", "analy", "investigat", "evaluat", "assess", "compared", "test")
STUDY = lazy(
    r"\b(?:(?:stud(?:y|ied)|trial|analysis|analy[sz]ed|compared|test(?:ed|ing))\b"
    r"|investigat\w+|evaluat\w+|assess\w+)"
)

# What speaks against it: a plan, a share, a part of a whole, an arm, a result.
NOT_YET_STEMS = (
    "plan", "target", "would", "will", "to be", "sample", "calculat", "anticipat", "power", "screen",
)  # fmt: skip
NOT_YET = lazy(
    word_starting(
        "planned (?:enrol|accrual|sample|number|recruit|to )",
        "target (?:enrol|accrual|sample|number)",
        "targeted",
        "would",
        "will be",
        "to be (?:enrolled|recruited|randomi|included)",
        *("sample size", "calculated", "anticipated", "powered", "power (?:to|of)", "screened"),
    )
)
SHARE_AFTER = lazy(r"^\s?[(\[,]?\s?(?:n\s?=\s?\d+[,;]\s?)?\d+(?:[.·]\d+)?\s?%")
FRACTION_ENDS = ("of", "the", "these", "all", "/", "next", "first", "last", "in")
FRACTION_BEFORE = lazy(
    r"(?:\d\)?\]?\s(?:\[[^]]*\]\s)?of(?: the| these| all)?|/|\bnext|\bfirst|\blast|\bof these"
    r"|%\)?\s(?:of|in))\s?$"
)
DENOMINATOR = lazy(r"(?:^|[.;,:]\s)(?:of|among) (?:the |all |a total of )?$")
ARMS = ("arm", "group", "cohort")
ARM_AFTER = lazy(
    r"^[^.:;,()]{0,30}\b(?:in|into|to|on)\s"
    r"(?!the (?:two|three|four) )(?:the |each |either |group |arm )[^.;,()]{0,40}"
    r"\b(?:arms?|groups?|cohorts?)\b"
)
EACH_AFTER = lazy(r"^\s?(?:per|in each|in either|to receive|each)\b")
_HISTORY = r"(?:been|undergone|received|failed|progressed|relapsed|prior|previous)"
OUTCOME_AFTER = lazy(
    r"^\s?(?:who |that )?(?:also |subsequently |later )?(?:died|relapsed|achieved|developed|experienced"
    r"|responded|progressed|discontinued|withdrew|remained|proceeded|completed|required|went on"
    rf"|(?<!who )(?<!that )had (?!an? (?:\d|median|overall|estimated)|{_HISTORY})"
    r"|were (?:alive|evaluable|assessable|excluded|lost|ineligible|not|still)"
    r"|(?:in|with) (?:cr|pr|sd|pd|remission)\b)"
)
LISTED_ENDS = ("=", "and", ",")
LISTED_BEFORE = lazy(r"(?:\bn\s?=|\band|\)\s?,|(?<!\d)\d{1,3}(?:\.\d+)?%?,)\s?$")
SUBSET_STEMS = ("evaluable", "assess", "respon", "surviving", "remaining", "eligible")
SUBSET = lazy(r"\b(?:evaluable|assessable|responding|surviving|remaining|eligible|responders?)\b")
WHOLE_STEMS = ("enrolled", "random", "recruited", "registered", "accrued", "consecutive")
WHOLE = lazy(r"\b(?:enrolled|randomi[sz]ed|recruited|registered|accrued|consecutive)\b")
COMPARED_BEFORE = lazy(rf"\bcompared\b.*{NOUN}.*\b(?:with|to|versus|vs\.?)\s$")
DATED = lazy(r"^(?:\w+:\s)?(?:between|from|in|as of|until|by|during|since)\s[^;()]*\b(?:19|20)\d\d,\s$")
ONE_OF_SETS = lazy(
    r"\b(?:training|derivation|validation|discovery|development|test)\s(?:cohort|set|sample)\b[^.;]*$"
)
PART = lazy(r", including .*?,(?= (?:were|was|received|underwent|had|have)\b)")
BRACKET = lazy(r"(?:\s\(|\()[^()]*\)")
