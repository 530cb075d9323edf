from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.document import Box, Document, PageBox, Span
from flows.corrections.applying import apply
from flows.corrections.entries import read_corrections
from flows.errors import SourceError
from flows.source_reading import read_source
from flows.sources import find_sources

README = Path(__file__).parents[2] / "README.md"

TEXT = """We treated 40 patients with relapsed AML with venetoclax. The overall response rate was 45% (18/40).
The median overall survival was 6.4 months, and in a
second look 17 of 40 achieved it. The overall response rate in the adverse-
risk group was 30%. Median EFS was not reached.
"""
ABOUT = 'reason = "the author wrote so"\nwho = "M. Keller"\nwhen = 2026-11-20\n'

OS = 'endpoint = "OS"\nexpect = {value = 6.4}\n'
SECOND_LOOK = 'study = "s/1"\nendpoint = "CR"\nstatistic = "rate"\n'


@pytest.fixture
def read(tmp_path: Path):
    """Read a source with these corrections beside it."""

    def read(*entries: str, about: str = ABOUT, text: str = TEXT):
        written = "".join(f"[[correction]]\n{entry}{about}" for entry in entries)
        return read_as_written(tmp_path, written, text)

    return read


def read_as_written(folder: Path, corrections: str, text: str = TEXT):
    (folder / "s").mkdir(exist_ok=True)
    (folder / "s/source.toml").write_text('file = "a.txt"')
    (folder / "s/a.txt").write_text(text)
    (folder / "s/corrections.toml").write_text(corrections)
    return read_source(find_sources([folder]).sources[0])


def _corrections(rows):
    return [row for row in rows["observation"] if row["origin"] == "correction"]


def _findings(rows):
    return [row for row in rows["finding"] if row["rule"] == "corrected"]


def _said(rows, **wanted):
    """The one observation, as read, that holds all that."""
    (row,) = (
        row
        for row in rows["observation"]
        if row["origin"] != "correction" and all(row[key] == value for key, value in wanted.items())
    )
    return row


def test_a_correction_stands_beside_what_was_read_at_its_place(read):
    rows = read(f"{OS}set = {{value = 7.25}}\n")
    original = _said(rows, endpoint="OS")
    (made,) = _corrections(rows)
    kept = ("study_id", "endpoint", "statistic", "unit", "char_start", "char_end", "quote", "category")
    assert {key: made[key] for key in kept} == {key: original[key] for key in kept}
    assert (original["value"], made["value"], made["decimals"]) == (6.4, 7.25, 2)
    assert (made["corrects"], made["rule"]) == (original["observation_id"], "correction")
    assert made["observation_id"] != original["observation_id"]


def test_a_correction_is_told_with_who_when_and_why(read):
    rows = read(f"{OS}set = {{value = 7.25}}\n")
    (finding,) = _findings(rows)
    assert finding["message"] == ("OS median: value 6.4 -> 7.25. the author wrote so (M. Keller, 2026-11-20)")
    assert (finding["severity"], finding["expected"], finding["observed"]) == (
        "info",
        "value 7.25",
        "value 6.4",
    )
    assert finding["observation_ids"] == [
        _corrections(rows)[0]["observation_id"],
        _said(rows, endpoint="OS")["observation_id"],
    ]


def test_every_row_is_counted(read):
    rows = read(f"{OS}set = {{value = 7.25}}\n")
    (source,) = rows["source"]
    assert source["rows_extracted"] == sum(len(found) for name, found in rows.items() if name != "source")
    assert len(source["corrections_sha256"]) == 64


def test_without_corrections_nothing_is_done(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "corrections.toml").write_text("this is not read")
    assert _corrections(read_source(find_sources([tmp_path / "a.txt"]).sources[0])) == []


def test_a_file_of_comments_corrects_nothing(tmp_path):
    assert _corrections(read_as_written(tmp_path, "# to be done\n")) == []


SELECTED = {
    "by what it expects": 'endpoint = "ORR"\nexpect = {value = 45}\n',
    "by its arm": 'endpoint = "ORR"\narm = ""\nexpect = {value = 45.0}\n',
    "by its words": 'endpoint = "ORR"\nquote = "response rate was 45% (18/40)"\nexpect = {n = 18}\n',
    "by study, id": 'study = "s/1"\nendpoint = "orr"\nexpect = {n_total = 40}\n',
}


@pytest.mark.parametrize("how", SELECTED)
def test_one_of_several_is_chosen(read, how):
    entry = SELECTED[how]
    expect = "" if "{value" in entry else ", value = 45"
    entry = entry.replace("}\n", expect + "}\n")
    (made,) = _corrections(read(f"{entry}set = {{value = 47}}\n"))
    assert (made["value"], made["n"], made["arm"]) == (47.0, 18, "")


def test_an_observation_is_chosen_by_its_id(read):
    identity = _said(read(f"{OS}set = {{value = 7}}\n"), endpoint="OS")["observation_id"]
    (made,) = _corrections(
        read(f'observation_id = "{identity}"\nexpect = {{value = 6.4}}\nset = {{value = 7}}\n')
    )
    assert (made["corrects"], made["value"]) == (identity, 7.0)


@pytest.mark.parametrize("status", ["", 'status = "reported", '])
def test_the_median_that_is_reached_at_last(read, status):
    entry = 'endpoint = "EFS"\nexpect = {status = "not_reached"}\n'
    (made,) = _corrections(read(f'{entry}set = {{{status}value = 21.3, unit = "months"}}\n'))
    assert (made["status"], made["value"]) == ("reported", 21.3)


def test_what_is_not_reached_after_all_has_no_value(read):
    (made,) = _corrections(read(f'{OS}set = {{status = "not_reached"}}\n'))
    assert (made["status"], made["value"], made["decimals"], made["unit"]) == (
        "not_reached",
        None,
        None,
        "months",
    )


@pytest.mark.parametrize(
    ("column", "patients"),
    [("value", (41.0, 41, "patients")), ("n", (41.0, 41, "patients")), ("n_total", (40.0, 40, "patients"))],
)
def test_a_number_of_patients_is_corrected_in_both_its_columns(read, column, patients):
    (made,) = _corrections(
        read(f'endpoint = "n_patients"\nexpect = {{value = 40, n = 40}}\nset = {{{column} = 41}}\n')
    )
    assert (made["value"], made["n"], made["unit"]) == patients


def test_a_column_is_cleared(read):
    entry = 'endpoint = "ORR"\nexpect = {value = 45, n = 18, n_total = 40}\nclear = ["n", "n_total"]\n'
    (made,) = _corrections(read(entry))
    assert (made["value"], made["n"], made["n_total"]) == (45.0, None, None)


def test_a_value_is_moved_to_the_group_it_is_of(read):
    rows = read('endpoint = "OS"\nexpect = {value = 6.4}\nset = {arm = "responders"}\n')
    assert [row["arm"] for row in _corrections(rows)] == ["responders"]
    assert _findings(rows)[0]["message"].startswith("OS median: arm empty -> responders. ")


def test_an_endpoint_brings_its_category(read):
    (made,) = _corrections(read(f'{OS}set = {{endpoint = "follow_up"}}\n'))
    assert (made["endpoint"], made["category"]) == ("follow_up", "follow_up")


def test_a_withdrawn_observation_says_nothing_at_its_place(read):
    rows = read(f"{OS}withdraw = true\n")
    (made,) = _corrections(rows)
    assert (made["status"], made["value"], made["unit"]) == ("not_available", None, None)
    assert (made["rule"], made["quote"]) == ("withdrawal", _said(rows, endpoint="OS")["quote"])
    assert "value 6.4, unit months -> withdrawn. " in _findings(rows)[0]["message"]


def test_a_corrected_regimen_has_its_drugs(read):
    text = "| Study | Doe [1] | Roe [2] |\n|---|---|---|\n| Regimen | VEN + AZA | VEN |\n| Patients number | 4 | 5 |\n"
    entry = (
        'study = "Doe [1]"\nendpoint = "regimen"\nexpect = {text_value = "VEN + AZA"}\n'
        'set = {text_value = "venetoclax + cytarabine"}\n'
    )
    rows = read(entry, text=f"Table 1 Results\n\n{text}")
    drugs = [(row["study_id"], row["position"], row["drug"]) for row in rows["study_drug"]]
    assert sorted(drugs) == [("s/1", 1, "venetoclax"), ("s/1", 2, "cytarabine"), ("s/2", 1, "venetoclax")]


STATED = f'{SECOND_LOOK}quote = "and in a second look 17 of 40 achieved it"\nprinted = "17 of 40"\n'


def test_a_missed_observation_is_traced_to_words(read):
    rows = read(f"{STATED}state = {{n = 17, n_total = 40}}\n")
    (made,) = _corrections(rows)
    assert TEXT[made["char_start"] : made["char_end"]] == "17 of 40"
    assert (made["category"], made["n"], made["n_total"], made["corrects"]) == ("response", 17, 40, None)
    assert made["rule"] == "statement"
    assert _findings(rows)[0]["message"].startswith("CR rate: missed -> n 17, n_total 40. ")


def test_the_only_study_need_not_be_named(read):
    (made,) = _corrections(read(f"{STATED}{STATE}".replace('study = "s/1"\n', "")))
    assert made["study_id"] == "s/1"


TWO = (
    "Table 1 Results\n\n| Study | Doe [1] | Roe [2] |\n|---|---|---|\n"
    "| Patients number | 4 | 5 |\n| Zebra index | 17 | 18 |\n"
)


def test_of_several_studies_one_must_be_named(read):
    entry = (
        'endpoint = "ORR"\nstatistic = "rate"\nquote = "Table 1 Results"\nprinted = "1"\nstate = {n = 1}\n'
    )
    with pytest.raises(SourceError, match=r'say study = "..."; there are: Doe \[1\], Roe \[2\]'):
        read(entry, text=TWO)


def test_a_cell_whose_label_nobody_knows_is_explained(read):
    entry = (
        'study = 2\nendpoint = "other"\nrow_label = "Zebra index"\n'
        'expect = {statistic = "text", text_value = "18"}\nclear = ["text_value"]\n'
        'set = {endpoint = "ORR", statistic = "rate", value = 18, unit = "percent"}\n'
    )
    rows = read(entry, text=TWO)
    assert [(row["endpoint"], row["category"], row["value"]) for row in _corrections(rows)] == [
        ("ORR", "response", 18.0)
    ]
    assert [row["quote"] for row in rows["unexplained_number"]] == ["17"]


def _explained(study, value):
    """An entry for a cell of the row that nobody can read."""
    return (
        f'study = {study}\nendpoint = "other"\nrow_label = "Zebra index"\n'
        f'expect = {{statistic = "text", text_value = "{value}"}}\nclear = ["text_value"]\n'
        f'set = {{endpoint = "ORR", statistic = "rate", value = {value}, unit = "percent"}}\n'
    )


def test_a_finding_stays_until_all_its_cells_are_corrected(read):
    one, both = (_explained(2, 18),), (_explained(1, 17), _explained(2, 18))
    (unknown, _) = read(*one, text=TWO)["finding"]
    assert (unknown["rule"], len(unknown["observation_ids"])) == ("unknown_label", 2)
    findings = read(*both, text=TWO)["finding"]
    assert [finding["rule"] for finding in findings] == ["corrected", "corrected"]
    assert findings[0]["message"].endswith("(M. Keller, 2026-11-20); found before: unknown_label")


def test_a_cell_without_a_value_keeps_no_finding_open(read):
    rows = read(_explained(2, 18), text=TWO.replace("| 17 |", "| N/A |"))
    assert [finding["rule"] for finding in rows["finding"]] == ["corrected"]


def test_a_missed_observation_of_a_page_has_its_place(tmp_path):
    layout = (PageBox(Span(8, 11), 3, Box(1, 2, 3, 4)),)
    document = Document("s", "application/pdf", "ORR was 45%", (), layout=layout)
    study = {"study_id": "s/1", "label": "s", "first_author": None, "ref_no": None}
    tables = ("observation", "finding", "study_drug", "unexplained_number", "glossary")
    path = tmp_path / "corrections.toml"
    path.write_text(
        '[[correction]]\nendpoint = "ORR"\nstatistic = "rate"\nquote = "ORR was 45%"\nprinted = "45%"\n'
        f'state = {{value = 45, unit = "percent"}}\n{ABOUT}'
    )
    (made,) = apply(path, document, {"study": [study], **{name: [] for name in tables}})["observation"]
    assert (made["page"], made["bbox"], made["value"]) == (3, [1, 2, 3, 4], 45.0)


def test_numbers_that_are_stated_are_explained(read):
    before = read(f"{OS}set = {{value = 7}}\n")
    after = read(f"{STATED}state = {{n = 17, n_total = 40}}\n")
    assert len(before["unexplained_number"]) == 2
    assert after["unexplained_number"] == []
    assert after["source"][0]["numbers_explained"] == before["source"][0]["numbers_explained"] + 2


def test_words_that_run_over_a_line_are_found(read):
    entry = (
        'study = "s/1"\nendpoint = "PR"\nstatistic = "rate"\n'
        'quote = "The overall response rate in the adverserisk group was 30%"\nprinted = "30%"\n'
    )
    (made,) = _corrections(read(f'{entry}state = {{value = 30, unit = "percent"}}\n'))
    assert TEXT[made["char_start"] : made["char_end"]] == "30%"


OK = f"{OS}set = {{value = 7}}\n"
STATE = "state = {n = 17, n_total = 40}\n"
MISTAKES = {
    # the form
    "unknown key": (
        "endpont = 'OS'\n",
        "unknown key 'endpont' (did you mean 'endpoint'?); known are study, ",
    ),
    "unknown column": (f"{OS}set = {{valu = 7}}\n", "unknown key 'set.valu' (did you mean 'value'?)"),
    "value beside set": (f"{OK}value = 7\n", "unknown key 'value'"),
    "two actions": (f"{OK}withdraw = true\n", "here are set and withdraw"),
    "no action": (OS, "say what to do: set = {...}"),
    "empty action": (f"{OS}set = {{}}\n", "set is a table of columns and values"),
    "no table": (f"{OS}set = 7\n", "set is a table of columns and values"),
    "withdraw = false": (f"{OS}withdraw = false\n", "withdraw = true, or no withdraw at all"),
    "clear no column": (f"{OS}clear = ['nn']\n", "clear is a list of these: status, value"),
    "text for a number": (f"{OS}set = {{value = '7'}}\n", "set.value = '7' is no number"),
    "no finite number": (f"{OS}set = {{value = nan}}\n", "set.value = NaN is no number"),
    "fraction of a patient": (f"{OS}set = {{n = 1.5}}\n", "set.n = 1.5 is no whole number"),
    "number for a text": (f"{OK}arm = 3\n", "arm = 3 is no text"),
    "study of no type": (f"{OK}study = true\n", "study = True is no label or number"),
    "nothing selected": ("expect = {value = 1}\nset = {value = 2}\n", "say which observation"),
    "nothing expected": ("endpoint = 'OS'\nset = {value = 2}\n", "say what was read there: expect"),
    "printed without state": (f"{OK}printed = '7'\n", "printed belongs to state"),
    # the observation
    "no such endpoint": (
        OK.replace("OS", "PFS"),
        "no observation of PFS; there are: EFS, ORR, OS, n_patients",
    ),
    "no such arm": (f'{OK}arm = "adults"\n', "none of OS fits all that the entry says; there are:"),
    "no such study": (f'{OK}study = "Doe"\n', "study 'Doe' is no study here; there are: s"),
    "no such id": (
        "observation_id = 'x'\nexpect = {n = 1}\nclear = ['n']\n",
        "no observation x in this source",
    ),
    "ambiguous": (
        'endpoint = "ORR"\nexpect = {unit = "percent"}\nset = {n_total = 12}\nclear = ["value"]\n',
        "2 observations fit, and none holds what is expected",
    ),
    "ambiguous, both expected": (
        'endpoint = "ORR"\nexpect = {unit = "percent"}\nset = {ci_low = 12}\n',
        "2 observations fit; say which by observation_id, quote, statistic, arm",
    ),
    # the value
    "stale": (
        OK.replace("6.4", "6.3"),
        "value is 6.4, expected 6.3. Read the words again, then mend the entry",
    ),
    "done by now": (
        f"{OS.replace('6.4', '6.3')}set = {{value = 6.4}}\n",
        "what it sets is what is read now; delete the entry",
    ),
    "overwrites unseen": (
        'endpoint = "ORR"\narm = ""\nexpect = {value = 45}\nset = {n = 19}\n',
        "n is 18, and expect does not say so",
    ),
    "out of range": (
        'endpoint = "ORR"\nexpect = {value = 45}\nset = {value = 450}\n',
        "a percentage is between 0 and 100",
    ),
    "no such status": (
        f"{OS}set = {{status = 'gone'}}\n",
        "status 'gone' is none of reported, not_available",
    ),
    "sets no endpoint": (f"{OS}set = {{endpoint = 'OSS'}}\n", "'OSS' is no endpoint; did you mean 'OS'?"),
    "sets no study": (f"{OS}set = {{study = 4}}\n", "study 4 is no study here"),
    # the words
    "words are missing": (f"{SECOND_LOOK}printed = '17'\n{STATE}", "a missed observation needs quote"),
    "place of a missed one": (f"{STATED}origin = 'prose'\n{STATE}", "a missed observation has no origin"),
    "quote not there": (STATED.replace("look", "book") + STATE, "does not stand in the source; copy it"),
    "quote there twice": (
        STATED.replace("and in a second look 17 of 40 achieved it", "overall response rate") + STATE,
        "stands 2 times in the source; quote more of the sentence",
    ),
    "printed not there": (STATED.replace('"17 of 40"', '"7 of 40"') + STATE, "does not stand in the quote"),
    "number not there": (f"{STATED}state = {{n = 18}}\n", "n = 18 does not stand in 'and in a second look"),
    "value not there": (
        f"{STATED}state = {{value = 42.5, unit = 'percent'}}\n",
        "value = 42.5 does not stand in",
    ),
    "read by now": (
        SECOND_LOOK.replace('"CR"', '"OS"')
        + "quote = 'survival was 6.4 months'\nprinted = '6.4 months'\nstate = {value = 6.4, unit = 'months'}\n",
        "this is read by now; delete the entry, or correct it:",
    ),
    "states no endpoint": (STATED.replace('"CR"', '"CRR"') + STATE, "'CRR' is no endpoint"),
    "states no word": (
        STATED.replace('"CR"', '"phase"') + "state = {text_value = '9'}\n",
        "phase '9' is none of 1, ",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_to_do(read, mistake):
    entry, message = MISTAKES[mistake]
    with pytest.raises(SourceError) as raised:
        read(entry)
    assert message in str(raised.value)
    assert "corrections.toml, line 1: " in str(raised.value)


def test_an_ambiguous_entry_lists_what_it_could_mean(read):
    with pytest.raises(SourceError) as raised:
        read('endpoint = "ORR"\nexpect = {unit = "percent"}\nset = {ci_low = 12}\n')
    listed = str(raised.value).splitlines()[1:]
    assert len(listed) == 2
    assert listed[0].endswith(
        'ORR rate: value 45, unit percent, n 18, n_total 40 (text: "The overall response rate was 45% (18/40).")'
    )


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ('who = "M"\nwhen = 2026-11-20\n', 'say reason = "..."'),
        ('reason = " "\nwho = "M"\nwhen = 2026-11-20\n', 'say reason = "..."'),
        ('reason = "r"\nwho = 3\nwhen = 2026-11-20\n', 'say who = "..."'),
        ('reason = "r"\nwho = "M"\nwhen = "2026-11-20"\n', "say when = YYYY-MM-DD, a date without quotes"),
        ('reason = "r"\nwho = "M"\nwhen = 2026-11-20T10:00:00\n', "say when = YYYY-MM-DD"),
    ],
)
def test_nobody_corrects_without_saying_who_when_and_why(read, about, message):
    with pytest.raises(SourceError, match=message.replace(".", r"\.")):
        read(OK, about=about)


def test_every_mistake_of_a_file_is_told_at_once(read):
    with pytest.raises(SourceError) as raised:
        read(OK, OK.replace("6.4", "6.3"), OK.replace("OS", "PFS"))
    assert [line.split(": ")[0].rpartition("/")[2] for line in str(raised.value).splitlines()] == [
        "corrections.toml, line 8",
        "corrections.toml, line 15",
    ]


def test_two_corrections_of_one_observation_are_a_mistake(read):
    with pytest.raises(SourceError, match=r"line 1, .*line 8: these correct one observation; make them one"):
        read(OK, f"{OS}set = {{value = 8}}\n")


def test_one_missed_observation_is_not_stated_twice(read):
    entry = f"{STATED}state = {{n = 17, n_total = 40}}\n"
    with pytest.raises(SourceError, match="another row has the same observation_id"):
        read(entry, entry)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[[correction]\n", "cannot be read as TOML"),
        (
            '[[corrections]]\nendpoint = "OS"\n',
            r"holds \[\[correction\]\] tables and nothing else \(here: corrections\)",
        ),
        ("[correction]\nendpoint = 'OS'\n", "tables and nothing else"),
        ("correction = [1]\n", "tables and nothing else"),
    ],
)
def test_a_file_that_is_no_list_of_corrections(tmp_path, written, message):
    with pytest.raises(SourceError, match=message):
        read_as_written(tmp_path, written)


def test_a_heading_inside_a_text_does_not_shift_the_lines(tmp_path):
    about = ABOUT.replace('"the author wrote so"', '"""\n[[correction]]\n"""')
    with pytest.raises(SourceError, match=r"corrections\.toml, correction 1: value is 6.4"):
        read_as_written(tmp_path, f"[[correction]]\n{OK.replace('6.4', '6.3')}{about}")


def test_the_entry_that_the_readme_shows_is_one(tmp_path):
    (example,) = re.findall(r"```toml\n(\[\[correction.*?)```", README.read_text("utf-8"), re.DOTALL)
    (tmp_path / "corrections.toml").write_text(example)
    (correction,) = read_corrections(tmp_path / "corrections.toml")
    assert (correction.printed, correction.who) == ("44%", "M. Keller")


def test_an_id_does_not_move_with_the_text(read):
    first = _corrections(read(OK))[0]["observation_id"]
    assert _corrections(read(OK, text=f"A sentence before.\n\n{TEXT}"))[0]["observation_id"] == first
