"""Whose each result is: arms and subgroups of whole texts."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.readers.text import read_text_string
from extractors.records import Observation

RESULTS = frozenset(("response", "survival", "safety"))


def told(text: str) -> list[str]:
    """The results of a text, in its order: "outcome value [arm]"."""
    observations = [
        each for each in extract(read_text_string(text, "doc")).observations if each.category in RESULTS
    ]
    return [_line(each) for each in sorted(observations, key=lambda each: each.span)]


def _line(each: Observation) -> str:
    value = (
        f"{each.value:g}"
        if each.value is not None
        else f"n={each.n}"
        if each.n is not None
        else "not reached"
    )
    return f"{each.term or each.endpoint} {value} [{each.arm}]"


ARMS = [
    (
        "CR rates after induction were 75% vs 68% for ZOLD vs standard (p>.05).",
        ["CR 75 [ZOLD]", "CR 68 [standard]"],
    ),
    (
        "The 2-year incidences of treatment-related mortality and relapse for matched versus mismatched were 14% versus 22% with P = .10 and 13% versus 18% with P = .40, respectively.",
        ["NRM 14 [matched]", "NRM 22 [mismatched]", "CIR 13 [matched]", "CIR 18 [mismatched]"],
    ),
    (
        "D-XTd improved MRD-negativity rates after induction (34.6% vs 23.1%) and consolidation (63.7% vs 43.7%), vs XTd alone.",
        ["MRDneg 34.6 [D-XTd]", "MRDneg 23.1 [XTd alone]", "MRDneg 63.7 [D-XTd]", "MRDneg 43.7 [XTd alone]"],
    ),
    (
        "Zolabine was associated with improved median overall survival compared with zolacitidine (5.5 vs 8.8 months, respectively, P = .03).",
        ["OS 5.5 [Zolabine]", "OS 8.8 [zolacitidine]"],
    ),
    (
        "Zolafen was well tolerated and toxicities were similar in frequency to those with tamozol (hot flushes 13% vs 15%, mild nausea 20% vs 15%).",
        ["hot flush 13 [Zolafen]", "hot flush 15 [tamozol]", "nausea 20 [Zolafen]", "nausea 15 [tamozol]"],
    ),
    (
        "Zolabine significantly improved OS (44% vs 31%, P = .02) and PFS (30% vs 21%) at 2 years.",
        ["OS 44 [Zolabine]", "OS 31 [no Zolabine]", "PFS 30 [Zolabine]", "PFS 21 [no Zolabine]"],
    ),
    (
        "Response rates improved significantly (40% vs 30%).",
        ["ORR 40 []", "ORR 30 []"],
    ),
    (
        "Zolaparib yielded a higher ORR than chemotherapy (60% vs 29%).",
        ["ORR 60 [Zolaparib]", "ORR 29 [chemotherapy]"],
    ),
    (
        "The triplet had a longer PFS than the doublet (12.1 vs 9.4 months; HR 0.71).",
        ["PFS 12.1 [triplet]", "PFS 9.4 [doublet]", "PFS 0.71 [triplet vs doublet]"],
    ),
    (
        "Survival was better than in historical controls (40% vs 22% at 2 years).",
        ["OS 40 []", "OS 22 [historical controls]"],
    ),
    (
        "Median PFS was longer than in those with wild-type disease (12 vs 8 months).",
        ["PFS 12 []", "PFS 8 [wild-type disease]"],
    ),
    (
        "One patient in the zolatinib group and two in the standard chemotherapy group died from treatment-related causes.",
        ["NRM n=1 [zolatinib]", "NRM n=2 [standard chemotherapy]"],
    ),
    (
        "Grade 3 to 4 adverse events included neutropenia (29%) and diarrhea (17%) in the weekly arm and neutropenia (36%) and diarrhea (12%) in the every-3-weeks arm.",
        [
            "neutropenia 29 [weekly]",
            "diarrhea 17 [weekly]",
            "neutropenia 36 [every-3-weeks]",
            "diarrhea 12 [every-3-weeks]",
        ],
    ),
    (
        "In the TP53 cohort, the estimated 5-year PFS was 64% in TN-CLL compared with 19% in RR-CLL (P = .0002), and OS was 75% vs 43%, respectively (P = .023).",
        ["PFS 64 [TN-CLL]", "PFS 19 [RR-CLL]", "OS 75 [TN-CLL]", "OS 43 [RR-CLL]"],
    ),
    (
        "Allo transplant recipients had higher treatment-related mortality at 6 months (18% versus 3%, P = .002).",
        ["NRM 18 [Allo transplant]", "NRM 3 [no Allo transplant]"],
    ),
    (
        "Median PFS and OS were not different among patients with ≥VGPR and <VGPR after 2 cycles (PFS, 28 vs 30 months, P = .6; OS, 78 vs 96 months, P = .1).",
        ["PFS 28 [≥VGPR]", "PFS 30 [<VGPR after 2 cycles]", "OS 78 [≥VGPR]", "OS 96 [<VGPR after 2 cycles]"],
    ),
    (
        "In patients with aGVHD, the ORR was 76%, and the 1-year OS was 72%; in patients with cGVHD, the ORR was 68%. In patients with cGVHD, the 1-year OS was 81%.",
        ["ORR 76 [aGVHD]", "OS 72 [aGVHD]", "ORR 68 [cGVHD]", "OS 81 [cGVHD]"],
    ),
    (
        "For ZV plus DTIC, the ORR was 90%. For ZV plus zolamustine, the ORR was 98%.",
        ["ORR 90 [ZV plus DTIC]", "ORR 98 [ZV plus zolamustine]"],
    ),
    (
        "In AML, the ORR was 40%. In MDS, the ORR was 60%.",
        ["ORR 40 [AML]", "ORR 60 [MDS]"],
    ),
    (
        "12 (92%) of 13 evaluable patients with relapsed leukaemia had an overall response. Five (83%) of six patients with lymphoid blast phase had an overall response.",
        ["ORR 92 [relapsed leukaemia]", "ORR 83 [lymphoid blast phase]"],
    ),
    (
        "At best response, 14 (29.2%) of 48 patients in the TP53 cohort and 9 (27.3%) of 33 in the elderly cohort achieved a complete response.",
        ["CR 29.2 [TP53]", "CR 27.3 [elderly]"],
    ),
    (
        "One of 30 MSD recipients (3%) developed chronic GVHD compared with 8 of 30 URD recipients (27%) (P=0.013).",
        ["chronic graft-versus-host disease 3 [MSD]", "chronic graft-versus-host disease 27 [URD]"],
    ),
    (
        "Seven (14%) and 6 (2%) patients reported second cancers after treatment with eZEACOPP and ZBVD, respectively (P = .001).",
        ["second malignancy 14 [eZEACOPP]", "second malignancy 2 [ZBVD]"],
    ),
    (
        "Median PFS amongst patients ≥ 70 years undergoing ASCT (n = 39) was 47 months compared to 34 months in the non-ASCT (n = 41) group, p = 0.006.",
        ["PFS 47 [≥ 70 years undergoing ASCT]", "PFS 34 [non-ASCT]"],
    ),
    (
        "The probabilities of event-free survival were 49% for patients with less than 5% blasts in the marrow, 24% for patients with 5-20% blasts (P=0.002) and 14% with >20% blasts.",
        ["EFS 49 [less than 5% blasts in the marrow]", "EFS 24 [5-20% blasts]", "EFS 14 [>20% blasts]"],
    ),
    (
        "Best overall response rate on protocol was 88% and 79% (P = .005), and complete remission 31% and 23% (P = .04), respectively, in favor of the zolamide arm.",
        ["ORR 88 [zolamide]", "ORR 79 []", "CR 31 [zolamide]", "CR 23 []"],
    ),
    (
        "The ZPT regimen was associated with a significantly better overall survival than was the ZP regimen (hazard ratio 0.59, 95% CI 0.46–0.81, p=0.0006) or ZEL100 regimen (0.69, 0.49–0.96, p=0.027).",
        ["OS 0.59 [ZPT vs ZP]", "OS 0.69 [ZPT vs ZEL100]"],
    ),
    (
        "Front-line patients (n=7) had 6 CRs (86%; 95% CI: 42-100%) and 4 were MRD-negative (57%; 95% CI: 18-90%), while relapsed patients (n=8; median of 1 prior therapy) had 5 CRs (63%; 95% CI: 24-91%) and 4 were MRD-negative (50%).",
        ["CR 86 [Front-line]", "MRDneg 57 [Front-line]", "CR 63 [relapsed]", "MRDneg 50 [relapsed]"],
    ),
    (
        "For the entire cohort the ORR was 48%, for treatment-naïve patients without brain metastases ORR was 56.6% with a median PFS of 13.7 months (95% CI 9.6–26.5).",
        ["ORR 48 []", "ORR 56.6 [without brain metastases]", "PFS 13.7 [without brain metastases]"],
    ),
    (
        "Notably, the 3-year survival of zolatumab-treated patients was 82%. The 3-year survival of all patients was 60%.",
        ["OS 82 [zolatumab-treated]", "OS 60 []"],
    ),
    (
        "A significant difference was seen according to age: 94%, 92% and 64% CR in the 18-40, 41-55 and >55 years cohorts, respectively.",
        ["CR 94 [18-40]", "CR 92 [41-55]", "CR 64 [>55 years]"],
    ),
    (
        "CIR was 42.5% in Ph-like cases vs 17.5% in the remaining patients.",
        ["CIR 42.5 [Ph-like]", "CIR 17.5 [no Ph-like]"],
    ),
    (
        "Patients with prior nephrectomy had longer PFS (HR 0.16; 95% CI 0.06 to 0.42; p<0.001) and OS (HR, 0.15; 95% CI, 0.05 to 0.45; p<0.001).",
        [
            "PFS 0.16 [prior nephrectomy vs no prior nephrectomy]",
            "OS 0.15 [prior nephrectomy vs no prior nephrectomy]",
        ],
    ),
    (
        "Autologous recipients had higher overall survival at 6 months (75% versus 59%, P = .01), but survival did not differ between the 2 groups at 1 and 5 years (60% versus 49%; 44% versus 39%).",
        [
            "OS 75 [Autologous]",
            "OS 59 [no Autologous]",
            "OS 60 [Autologous]",
            "OS 49 [no Autologous]",
            "OS 44 [Autologous]",
            "OS 39 [no Autologous]",
        ],
    ),
    (
        "12 of 30 patients had a CR. ZEL had longer OS than zolamide (HR 0.59, 95% CI 0.46-0.81) or placebo (HR 0.69; 95% CI, 0.49-0.96).",
        ["CR n=12 []", "OS 0.59 [ZEL vs zolamide]", "OS 0.69 [ZEL vs placebo]"],
    ),
    (
        "Notably, the 3-year survival of zolatumab-treated patients was 82%. The 3-year survival of all patients was 60%.",
        ["OS 82 [zolatumab-treated]", "OS 60 []"],
    ),
    (
        "Among responders, 60 (79%) and 71 (94%) patients had no detectable MRD by flow cytometry after C1 and overall, respectively.",
        ["MRDneg 79 [responders]", "MRDneg 94 [responders]"],
    ),
    (
        "Patients were randomised to receive zolataxel every 3 weeks or zolabine. The ORR was 40% with zolabine and 30% with zolataxel.",
        ["ORR 40 [zolabine]", "ORR 30 [zolataxel]"],
    ),
    (
        "Patients were randomly assigned 2:1 to receive oral zolatinib (20 mg/d) or placebo. PFS was 8.1 versus 4.2 months.",
        ["PFS 8.1 [zolatinib]", "PFS 4.2 [placebo]"],
    ),
    (
        "Median OS in patients with FLT3-ITD was 9.1 months vs 15.4 months in FLT3-wt (p<0.001).",
        ["OS 9.1 [FLT3-ITD]", "OS 15.4 [FLT3-wt]"],
    ),
    (
        "OS of patients with X mutations was 9.1 vs 15.4 months (p=.01). OS of all was 12 months.",
        ["OS 9.1 [X mutations]", "OS 15.4 [no X mutations]", "OS 12 []"],
    ),
    (
        "In the safety population (n = 101), the most common AEs were neutropenia (48%) and nausea (30%).",
        ["neutropenia 48 []", "nausea 30 []"],
    ),
    (
        "Responses were seen across subgroups: prior BTKi 60%, del(17p) 58%, TP53 mutated 55%.",
        ["ORR 60 [prior BTKi]", "ORR 58 [del(17p)]", "ORR 55 [TP53 mutated]"],
    ),
    (
        "ORR was consistent across subgroups (prior BTKi, 60%; high risk, 58%; TP53 mutated, 55%).",
        ["ORR 60 [prior BTKi]", "ORR 58 [high risk]", "ORR 55 [TP53 mutated]"],
    ),
    (
        "With ven-aza, CR+CRi was 66% as compared to 28% with aza alone (P < 0.001).",
        ["CR/CRi 66 [ven-aza]", "CR/CRi 28 [aza alone]"],
    ),
    (
        "412 pts were randomized (Z-Rd 206; Rd 206). mPFS was 27.3 vs 18.9 mo (HR=0.71; 95% CI: 0.55-0.92; P=.009).",
        ["PFS 27.3 [Z-Rd]", "PFS 18.9 [Rd]", "PFS 0.71 [Z-Rd vs Rd]"],
    ),
    (
        "Pathologic complete response was achieved in 38.2% (26/68) of patients who received the triplet and in 21.4% (15/70) of those who received the doublet.",
        ["pCR 38.2 [triplet]", "pCR 21.4 [doublet]"],
    ),
    (
        "Quality of life scores favored arm B. Survival was better in arm B (20 vs 18 months).",
        ["OS 20 [arm B]", "OS 18 []"],
    ),
    (
        "Patients with KRAS wild-type tumors derived benefit from zolimumab (median PFS 9.9 vs 7.6 mo, HR 0.7) whereas those with mutant KRAS did not (8.1 vs 8.8 mo, HR 1.2).",
        [
            "PFS 9.9 [KRAS wild-type tumors]",
            "PFS 7.6 [KRAS wild-type tumors]",
            "PFS 0.7 [KRAS wild-type tumors]",
            "PFS 8.1 [mutant KRAS]",
            "PFS 8.8 [mutant KRAS]",
            "PFS 1.2 [mutant KRAS]",
        ],
    ),
    (
        "There was a trend towards improved OS with maintenance (3-yr OS 64% vs 51%; HR 0.71), particularly in MRD-negative pts (78% vs 60%; HR 0.52).",
        [
            "OS 64 [maintenance]",
            "OS 51 [no maintenance]",
            "OS 0.71 [maintenance vs no maintenance]",
            "OS 78 [maintenance; MRD-negative]",
            "OS 60 [no maintenance; MRD-negative]",
            "OS 0.52 [maintenance vs no maintenance; MRD-negative]",
        ],
    ),
    (
        "221 pts underwent haplo-HCT for AML (n=140), MDS (n=45) or ALL (n=36). By disease, 3-y OS was 55%, 63% and 56% (AML, MDS, ALL).",
        ["OS 55 [AML]", "OS 63 [MDS]", "OS 56 [ALL]"],
    ),
    (
        "CR was achieved by 58/80 (72.5%) in the intensive and 37/82 (45.1%) in the low-intensity cohort. Median OS was 18.4 mo (intensive) and 11.9 mo (low-intensity; P = .04).",
        ["CR 72.5 [intensive]", "CR 45.1 [low-intensity]", "OS 18.4 [intensive]", "OS 11.9 [low-intensity]"],
    ),
    (
        "ORR, CR rate and median DOR in pts previously exposed vs naive to anti-CD38 were 52% vs 71%, 14% vs 30%, and 8.1 vs 15.2 mo.",
        [
            "ORR 52 [previously exposed]",
            "ORR 71 [naive to anti-CD38]",
            "CR 14 [previously exposed]",
            "CR 30 [naive to anti-CD38]",
            "DOR 8.1 [previously exposed]",
            "DOR 15.2 [naive to anti-CD38]",
        ],
    ),
    (
        "Best ORR and CR were 80% and 60% in pts ≥75 vs 82% and 61% in younger pts (p=0.4, p=0.7).",
        ["ORR 80 [≥75]", "CR 60 [≥75]", "ORR 82 [younger]", "CR 61 [younger]"],
    ),
    (
        "12-mo PFS and OS were 45% and 62% (≥75) and 47% and 66% (<75).",
        ["PFS 45 [≥75]", "OS 62 [≥75]", "PFS 47 [<75]", "OS 66 [<75]"],
    ),
    (
        "In the MVA, age ≥75 was not associated with PFS (HR 1.04, 0.88-1.22).",
        ["PFS 1.04 [age ≥75]"],
    ),
    (
        "Median OS was 24.8 months; 2-year OS 51%. Fourteen patients (27%) underwent alloHCT with a 2-year OS of 78%.",
        ["OS 24.8 []", "OS 51 []", "HCT 27 []", "OS 78 [alloHCT]"],
    ),
    (
        "RESULTS:\n\n94 patients were treated (DZ, 48; D, 46). The median PFS was 2.7 months (95% CI, 1.5–3.5 months) for the DZ group and 2.6 months (95% CI, 1.5–3.4 months) for the D group. The D group had more rash. No treatment-related deaths occurred in the DZ group.",
        ["PFS 2.7 [DZ]", "PFS 2.6 [D]", "NRM 0 [DZ]"],
    ),
    (
        "RESULTS:\n\nThe 5-year disease-free survival and overall survival were 67.4 ± 7.6% and 75.3 ± 7.2% (P = 0.315), and 72.3 ± 7.5% and 81.7 ± 6.1% (P = 0.3), respectively, in ZuCy and ZuFlu group.",
        ["DFS 67.4 [ZuCy]", "DFS 75.3 [ZuFlu]", "OS 72.3 [ZuCy]", "OS 81.7 [ZuFlu]"],
    ),
    (
        "RESULTS:\n\nORR was also higher in the zolvec arm (40.5% versus 2.3%; P<0.0001), and 27 patients in the zolvec arm had a complete response, compared with none in placebo-treated patients.",
        ["ORR 40.5 [zolvec]", "ORR 2.3 [placebo]", "CR n=27 [zolvec]", "CR 0 [placebo]"],
    ),
    (
        "RESULTS:\n\nThe addition of zolumab increased ORR (75% vs 58%), CR (20% vs 11%), and MRD negativity (15% vs 4%), and reduced the risk of progression by 42% (HR 0.58; 95% CI 0.45–0.75).",
        [
            "ORR 75 [zolumab]",
            "ORR 58 [no zolumab]",
            "CR 20 [zolumab]",
            "CR 11 [no zolumab]",
            "MRDneg 15 [zolumab]",
            "MRDneg 4 [no zolumab]",
        ],
    ),
    (
        "RESULTS:\n\nPatients with high-risk cytogenetics (n=44) had lower ORR (68% vs 85%, p=.02), shorter PFS (median 11.2 vs 24.6 mo) and OS (25.1 mo vs NR).",
        [
            "ORR 68 [high-risk cytogenetics]",
            "ORR 85 [no high-risk cytogenetics]",
            "PFS 11.2 [high-risk cytogenetics]",
            "PFS 24.6 [no high-risk cytogenetics]",
            "OS 25.1 [high-risk cytogenetics]",
            "OS not reached [no high-risk cytogenetics]",
        ],
    ),
    (
        "RESULTS:\n\nGrade ≥2 aGVHD by D100: 24% (ATG) vs 41% (no ATG); cGVHD at 2y: 29% vs 52%; moderate-severe cGVHD: 15% vs 33%; GRFS: 44% vs 25% (all p<0.01).",
        [
            "acute graft-versus-host disease 24 [ATG]",
            "acute graft-versus-host disease 41 [no ATG]",
            "chronic graft-versus-host disease 29 [ATG]",
            "chronic graft-versus-host disease 52 [no ATG]",
            "chronic graft-versus-host disease 15 [ATG]",
            "chronic graft-versus-host disease 33 [no ATG]",
            "GRFS 44 [ATG]",
            "GRFS 25 [no ATG]",
        ],
    ),
    (
        "RESULTS:\n\nAt 6 months, 63% of responders were still in response (CR 82%; PR 21%).",
        ["DOR 63 [responders]", "DOR 82 [CR]", "DOR 21 [PR]"],
    ),
    (
        "RESULTS:\n\nIn all, 303 (53%) of 570 patients died: 138 (48%) of 285 in the combination arm and 165 (58%) of 285 in the control arm.",
        ["deaths 53 []", "deaths 48 [combination]", "deaths 58 [control]"],
    ),
    (
        "RESULTS:\n\nCR/CRi rates by ELN 2022 risk were 74% (favorable), 52% (intermediate) and 33% (adverse). Corresponding 2-year OS: 68%, 41%, 17%.",
        [
            "CR/CRi 74 [favorable]",
            "CR/CRi 52 [intermediate]",
            "CR/CRi 33 [adverse]",
            "OS 68 [favorable]",
            "OS 41 [intermediate]",
            "OS 17 [adverse]",
        ],
    ),
    (
        "RESULTS:\n\nRelative to controls, zolcept improved 1-year EFS from 35% to 49% (P=.01) and reduced NRM by half (6% vs 12%).",
        ["EFS 35 [controls]", "EFS 49 [zolcept]", "NRM 6 [zolcept]", "NRM 12 [controls]"],
    ),
    (
        "RESULTS:\n\nZolamide significantly improved event-free survival from 22 months to 34 months (P < .001).",
        ["EFS 22 [no Zolamide]", "EFS 34 [Zolamide]"],
    ),
    (
        "RESULTS:\n\nOf 78 pts with MDS and 44 with AML, 60% and 45% responded (CR 31% and 27%).",
        ["ORR 60 [MDS]", "ORR 45 [AML]", "CR 31 [MDS]", "CR 27 [AML]"],
    ),
    (
        "RESULTS:\n\nThe primary end point, CMR at 12 months, was reached by 26% of pts on zoltinib 45 mg, 18% on 30 mg and 12% on 15 mg. Arterial occlusive events: 10%, 5% and 3%.",
        [
            "CMR 26 [zoltinib 45 mg]",
            "CMR 18 [30 mg]",
            "CMR 12 [15 mg]",
            "arterial occlusive events 10 [zoltinib 45 mg]",
            "arterial occlusive events 5 [30 mg]",
            "arterial occlusive events 3 [15 mg]",
        ],
    ),
    (
        "RESULTS:\n\nAt 1 year, the OS of patients who received HCT in CR was 80% and of those not transplanted 45% (log-rank p = .003).",
        ["OS 80 []"],
    ),
    (
        "RESULTS:\n\nIn the R arm 5-year TTP was 63%, and in the non-R arm 41%. CR/CRu rate rose from 53% to 69% with R.",
        ["TTP 63 [R]", "TTP 41 [non-R]", "CR/CRu 53 []", "CR/CRu 69 []"],
    ),
    (
        "RESULTS:\n\nIn patients aged <60, 60-69 and ≥70 years, CR rates were 78%, 66% and 48%, ED rates 4%, 9% and 18%, and median OS 41, 17 and 7 months, respectively.",
        [
            "CR 78 [<60]",
            "CR 66 [60-69]",
            "CR 48 [≥70 years]",
            "OS 41 [<60]",
            "OS 17 [60-69]",
            "OS 7 [≥70 years]",
        ],
    ),
    (
        "RESULTS:\n\nThe ORR in the overall population was 38.5%; by PD-L1 status it was 52% (positive) and 21% (negative). The 12-month duration of response rate was 61%.",
        ["ORR 38.5 []", "ORR 52 [positive]", "ORR 21 [negative]", "DOR 61 []"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARMS)
def test_each_result_is_told_of_its_arm(text: str, expected: list[str]) -> None:
    assert told(text) == expected
