from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from extractors import records
from schemas.dictionary import render
from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

CONTRACT = {
    "source": "source_id path sha256 bytes media_type title citation doi license conference meeting_year "
    "text extractor_version run_id ingested_at",
    "study": "study_id source_id ref_no first_author label regimen study_type phase design registry_id "
    "period_start period_end population n_patients n_male male_pct age_median age_min age_max "
    "prior_lines_median prior_lines_min prior_lines_max follow_up_months",
    "study_drug": "study_id position drug as_printed",
    "study_prior_drug": "study_id drug n pct",
    "observation": "observation_id source_id study_id category endpoint term statistic timepoint_months arm "
    "status value decimals low high unit comparator ci_low ci_high ci_level n n_total p_value "
    "grade_min text_value origin table_label row_label column_label position page bbox char_start "
    "char_end quote rule run_id",
    "measurement": "measurement_id study_id arm category endpoint term statistic timepoint_months status "
    "value low high unit comparator ci_low ci_high n n_total p_value grade_min agreement origins "
    "observation_ids",
    "printed_cell": "source_id table_label row_no row_label column_no study_id template",
    "finding": "finding_id rule severity source_id study_id observation_ids message expected observed run_id",
    "rejection": "source_id table_name reason check_name payload run_id",
    "unexplained_number": "source_id study_id char_start char_end quote context",
    "change": "run_id kind study_id field old_value new_value",
    "run": "run_id started_at finished_at flow_run_id extractor_version status",
    "trial": "trial_id study_id evidence",
    "glossary": "source_id abbreviation expansion code",
}

RECORDS = {
    "study": records.StudyKey,
    "study_drug": records.StudyDrug,
    "observation": records.Observation,
    "printed_cell": records.PrintedCell,
    "finding": records.Finding,
    "unexplained_number": records.UnexplainedNumber,
    "glossary": records.GlossaryEntry,
}
RENAMED = {"span": {"char_start", "char_end"}, "box": {"bbox"}, "observations": {"observation_ids"}}

WORDS = {
    "category": records.Category,
    "statistic": records.Statistic,
    "status": records.Status,
    "unit": records.Unit,
    "comparator": records.Comparator,
    "origin": records.Origin,
    "severity": records.Severity,
}


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_that_analysts_rely_on_is_there(table: str):
    assert set(CONTRACT[table].split()) <= set(column_names(TABLES[table]))


@pytest.mark.parametrize("table", RECORDS)
def test_what_extractors_give_fits_the_table(table: str):
    given = {column for field in fields(RECORDS[table]) for column in RENAMED.get(field.name, {field.name})}
    assert given <= set(column_names(TABLES[table]))


@pytest.mark.parametrize("words", WORDS)
def test_extractors_and_contract_use_the_same_words(words: str):
    assert get_args(WORDS[words]) == ENUMS[words]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table: str):
    columns = TABLES[table].columns.values()
    assert [column.name for column in columns if not column.description.endswith(".")] == []


def test_the_printed_dictionary_is_up_to_date():
    printed = Path(__file__).parents[2] / "schemas" / "DICTIONARY.md"
    assert printed.read_text("utf-8") == render(), "stale: evitable docs > schemas/DICTIONARY.md"
