"""What a source reports on: studies, their drugs, and which of them are one trial."""

from __future__ import annotations

from schemas.columns import Contract, column, holds, optional

_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


class Study(Contract):
    """One trial or cohort that a source reports on. Grain: source × study."""

    study_id: str = column("`<source_id>/<ref_no or 1>`.", filled=True)
    source_id: str = column("Source that reports the study.", references="source", filled=True)
    ref_no: int = optional("Number of the study in the source's reference list.", at_least=1)
    first_author: str = optional("First author, as the source cites the study.")
    label: str = column("Author and reference number, as a table heads it.")
    regimen: str = optional("Treatment, as printed.")
    study_type: str = optional("Kind of study, as printed.")
    phase: str = optional("Phase of the trial.", enum="phase")
    design: str = optional("How the patients were observed.", enum="design")
    registry_id: str = optional("Number in a trial registry.")
    period_start: str = optional(
        "Start of the study period: ISO date, as precise as printed.", unit="ISO 8601 date", pattern=_DATE
    )
    period_end: str = optional(
        "End of the study period: ISO date, as precise as printed.", unit="ISO 8601 date", pattern=_DATE
    )
    population: str = optional("Who was treated.")
    n_patients: int = optional("Patients of the study.", unit="patients", at_least=0)
    n_male: int = optional("Male patients.", unit="patients", at_least=0)
    male_pct: float = optional("Share of male patients.", unit="percent", at_least=0, at_most=100)
    age_median: float = optional("Median age.", unit="years", at_least=0, at_most=130)
    age_min: float = optional("Lowest age.", unit="years", at_least=0, at_most=130)
    age_max: float = optional("Highest age.", unit="years", at_least=0, at_most=130)
    prior_lines_median: float = optional("Median of prior lines of therapy.", unit="lines", at_least=0)
    prior_lines_min: float = optional("Fewest prior lines of therapy.", unit="lines", at_least=0)
    prior_lines_max: float = optional("Most prior lines of therapy.", unit="lines", at_least=0)
    follow_up_months: float = optional("Median follow-up.", unit="months", at_least=0, at_most=1200)

    belongs_to_source = holds(
        "belongs_to_source", "starts_with(study_id, source_id || '/')", "study_id begins with its source_id"
    )
    period_order = holds(
        "period_order",
        "substr(period_start, 1, 4) <= substr(period_end, 1, 4)",
        "the study period does not end before it starts",
    )
    age_order = holds("age_order", "age_min <= age_max", "the lowest age is at most the highest")
    prior_lines_order = holds(
        "prior_lines_order",
        "prior_lines_min <= prior_lines_max",
        "the fewest lines are at most the most",
    )

    key = ("study_id",)


class StudyDrug(Contract):
    """A drug of a study's regimen, in printed order."""

    study_id: str = column("Study.", references="study", filled=True)
    position: int = column("Place in the regimen, from 1.", at_least=1)
    drug: str = column("Generic name.", filled=True)
    as_printed: str = column("Its words in the regimen.", filled=True)

    key = ("study_id", "position")


class StudyPriorDrug(Contract):
    """Patients of a study who had a drug before it."""

    study_id: str = column("Study.", references="study", filled=True)
    drug: str = column("Generic name.", filled=True)
    n: int = optional("Patients exposed before.", unit="patients", at_least=0)
    pct: float = optional("Share of patients exposed before.", unit="percent", at_least=0, at_most=100)

    key = ("study_id", "drug")


class Trial(Contract):
    """Studies of different sources that report one trial."""

    trial_id: str = column("Registry number of the trial.", filled=True)
    study_id: str = column("A study that reports it.", references="study", filled=True)
    evidence: str = column("Why these studies are one trial.", filled=True)

    key = ("trial_id", "study_id")
