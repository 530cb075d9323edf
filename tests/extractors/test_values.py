"""The grammar of printed values: examples, and format -> parse -> same value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.periods import is_registry_id, read_period
from extractors.records import GlossaryEntry
from extractors.statuses import read_status, status_words
from extractors.values import find_numbers, match_value, read_value

DASHES = st.sampled_from(["–", "-", " – ", "—", " to "])


def fields(text: str) -> dict[str, object]:
    """The numbers of a value with their printed decimals, and the words about them."""
    value = read_value(text)
    assert value is not None, text
    told: dict[str, object] = {name: number.value for name, number in value.numbers}
    for name in ("unit", "interval", "p_value"):
        if getattr(value, name) is not None:
            told[name] = getattr(value, name)
    if value.comparator != "=":
        told["comparator"] = value.comparator
    return told


class TestExamples:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("13 (39.4%)", {"n": 13, "value": 39.4, "unit": "percent"}),
            ("39.4% (13)", {"n": 13, "value": 39.4, "unit": "percent"}),
            ("39.4% (n = 13)", {"n": 13, "value": 39.4, "unit": "percent"}),
            ("50% (9/18)", {"n": 9, "n_total": 18, "value": 50, "unit": "percent"}),
            ("13/33 (39.4)", {"n": 13, "n_total": 33, "value": 39.4}),
            ("14 of 20 (70%)", {"n": 14, "n_total": 20, "value": 70, "unit": "percent"}),
            ("1 (1–7)", {"value": 1, "low": 1, "high": 7}),
            ("0.3–13", {"low": 0.3, "high": 13}),
            ("65 (range, 26–72)", {"value": 65, "low": 26, "high": 72, "interval": "range"}),
            ("≥ 10%", {"value": 10, "unit": "percent", "comparator": ">="}),
            ("<1%", {"value": 1, "unit": "percent", "comparator": "<"}),
            ("6·4", {"value": 6.4}),
            ("1,234", {"value": 1234}),
            ("6.4 months", {"value": 6.4, "unit": "months"}),
            ("12 weeks", {"value": 12, "unit": "weeks"}),
            ("6.4 (4.1–NE)", {"value": 6.4, "low": 4.1}),
            ("60.7±16.3", {"value": 60.7, "spread": 16.3}),
            ("24.4 (15.9, 32.9)", {"value": 24.4, "low": 15.9, "high": 32.9}),
            ("92* (51%)", {"n": 92, "value": 51, "unit": "percent"}),
            (
                "14/20 (70%; 95% CI 48–85)",
                {
                    "n": 14,
                    "n_total": 20,
                    "value": 70,
                    "unit": "percent",
                    "ci_level": 95,
                    "ci_low": 48,
                    "ci_high": 85,
                }
                | {"interval": "ci"},
            ),
            (
                "10.3 (95% CI, 8.2 to 12.5)",
                {"value": 10.3, "ci_level": 95, "ci_low": 8.2, "ci_high": 12.5, "interval": "ci"},
            ),
            ("0.71 (0.55–0.92); p=0.01", {"value": 0.71, "low": 0.55, "high": 0.92, "p_value": "0.01"}),
            (
                "0.71 (95% CI 0.55-0.92; P < 0.001)",
                {
                    "value": 0.71,
                    "ci_level": 95,
                    "ci_low": 0.55,
                    "ci_high": 0.92,
                    "interval": "ci",
                    "p_value": "<0.001",
                },
            ),
        ],
    )
    def test_what_a_printed_value_says(self, printed: str, expected: dict[str, object]):
        assert fields(printed) == expected

    @pytest.mark.parametrize(
        "printed", ["", "n", "13 (39.4", "VEN + CPX-351", "7.6 months, median", "not reached"]
    )
    def test_what_is_no_value(self, printed: str):
        assert read_value(printed) is None

    def test_decimals_are_those_printed(self):
        value = read_value("9 (50.0%)")
        assert value
        assert value.value
        assert (value.value.value, value.value.decimals) == (50.0, 1)

    def test_a_value_inside_a_text_ends_where_the_next_word_begins(self):
        value = match_value("ORR 45%,CR/CRi 39%", 4)
        assert value
        assert (value.start, value.end) == (4, 7)

    def test_numbers_that_belong_to_names_are_no_numbers(self):
        numbers = find_numbers("VEN + CPX-351, 5-FU and BCL2 in 33 patients (3.4%), 1,234 in all")
        assert [number.value for number in numbers] == [33, 3.4, 1234]


class TestMissingValues:
    @pytest.mark.parametrize(
        ("printed", "status"),
        [
            ("N/A", "not_available"),
            ("–", "not_available"),
            ("Not reported", "not_available"),
            ("not reached", "not_reached"),
            ("no reach", "not_reached"),
            ("NE", "not_reached"),
            ("No", "none_reported"),
        ],
    )
    def test_words_for_no_value(self, printed: str, status: str):
        value = read_status(printed, status_words(()))
        assert value
        assert (value.status, value.unresolved) == (status, None)

    def test_an_abbreviation_with_two_meanings_is_not_guessed(self):
        value = read_status("NR", status_words(()))
        assert value
        assert value.unresolved == "NR"

    @pytest.mark.parametrize(
        ("meaning", "status"), [("not reached", "not_reached"), ("not reported", "not_available")]
    )
    def test_the_document_says_what_its_abbreviation_means(self, meaning: str, status: str):
        value = read_status("NR", status_words((GlossaryEntry("NR", meaning),)))
        assert value
        assert (value.status, value.unresolved) == (status, None)

    def test_bounds_of_a_median_that_was_not_reached_are_kept(self):
        value = read_status("not reached (95% CI 8.1–NE)", status_words(()))
        assert value
        assert value.ci_low
        assert value.ci_low.value == 8.1


class TestPeriodsAndRegisters:
    @pytest.mark.parametrize(
        ("printed", "years", "iso"),
        [
            ("2018–2022", (2018, 2022), ("2018", "2022")),
            ("Jan 2018 to Mar 2020", (2018, 2020), ("2018-01", "2020-03")),
            ("03/2018–05/2019", (2018, 2019), ("2018-03", "2019-05")),
            ("2018-22", (2018, 2022), ("2018", "2022")),
            ("2019–present", (2019, None), ("2019", None)),
            ("2018", (2018, 2018), ("2018", "2018")),
        ],
    )
    def test_spans_of_years(self, printed: str, years: tuple[int, int | None], iso: tuple[str, str | None]):
        period = read_period(printed)
        assert period is not None
        assert (period.first.value, period.last.value if period.last else None) == years
        assert (period.start_date, period.end_date) == iso

    @pytest.mark.parametrize(
        "printed", ["NCT03629171", "ChiCTR-OIC-16008952", "EudraCT 2011-002172-16", "CTRI/2019/05/019000"]
    )
    def test_registry_numbers(self, printed: str):
        assert is_registry_id(printed)

    @pytest.mark.parametrize("printed", ["N/A", "33", "2018–2022", "2018-2022", "Phase II"])
    def test_what_is_no_registry_number(self, printed: str):
        assert not is_registry_id(printed)


decimals = st.integers(0, 2)
percents = st.integers(0, 1000).map(lambda tenths: tenths / 10)


class TestFormatThenParse:
    @given(n=st.integers(0, 9999), percent=percents, places=decimals)
    def test_count_and_percentage(self, n: int, percent: float, places: int):
        printed = f"{percent:.{places}f}"
        value = read_value(f"{n} ({printed}%)")
        assert value
        assert value.n
        assert value.value
        assert (value.n.value, value.value.value, value.value.decimals) == (n, float(printed), places)

    @given(low=st.floats(0, 500), width=st.floats(0, 500), places=decimals, dash=DASHES)
    def test_range(self, low: float, width: float, places: int, dash: str):
        first, last = f"{low:.{places}f}", f"{low + width:.{places}f}"
        value = read_value(f"{first}{dash}{last}", ("range",))
        assert value
        assert value.low
        assert value.high
        assert (value.low.value, value.high.value) == (float(first), float(last))

    @given(
        value=st.floats(0, 999), low=st.floats(0, 999), high=st.floats(0, 999), places=decimals, dash=DASHES
    )
    def test_value_with_its_confidence_interval(
        self, value: float, low: float, high: float, places: int, dash: str
    ):
        texts = [f"{number:.{places}f}" for number in (value, low, high)]
        read = read_value(f"{texts[0]} months (95% CI {texts[1]}{dash}{texts[2]})")
        assert read
        assert read.value
        assert read.ci_low
        assert read.ci_high
        assert read.ci_level
        numbers = [read.value.value, read.ci_low.value, read.ci_high.value]
        assert (numbers, read.unit, read.ci_level.value) == ([float(text) for text in texts], "months", 95)

    @given(n=st.integers(0, 500), total=st.integers(1, 500), percent=percents)
    def test_every_number_knows_its_place(self, n: int, total: int, percent: float):
        printed = f"{n}/{total} ({percent}%)"
        value = read_value(printed)
        assert value
        for _, number in value.numbers:
            assert float(printed[number.start : number.end]) == number.value

    @given(st.text(alphabet="0123456789.,%()–-/ nNRECI≥<±·", max_size=40))
    def test_no_text_breaks_the_grammar(self, text: str):
        value = read_value(text)
        assert value is None or value.end <= len(text)
