"""Faults put one at a time into a copy of the corpus: each must be reported at its place, with a case where one is due.

Usage: seeded_faults.py RULEC REPOSITORY. A fault is a list of substitutions, each of a text that occurs once; what it must
give is a code, a text of the line where the message must be, and whether the message must show a case. The corpus
without a fault must give no message at all.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

FOLDER = "rules/assistants-medicaux"
RULES = "01_avenant_7.avn.md"
WORDS = "00_vocabulaire.avn.md"
PACKAGE = "05_forfait_structure.avn.md"

# What is appended for faults that need a rule of their own.
END = "signale « le temps de travail de l’assistant est inférieur à l’option choisie »"


def added(rule):
    return [(RULES, END, rule + "\n\n" + END)]


def changed(old, new, path=RULES):
    return [(path, old, new)]


HEADER = "  |       | 1        | 2        | ≥ 3      | ≥ 3      | -        |"
BANDS = "  |       | < P95    | < P95    | < P90    | P90      | P95      |"
DEMI = "  | demi  | 18 000 € | 13 500 € | 10 500 € | 12 500 € | 18 000 € |\n"
PLEIN = "  | plein | 36 000 € | 27 000 € | 21 000 € | 25 000 € | 36 000 € |\n"
P70 = "  | mt | vrai        | P70      || 1 107 patients « MG France, 2020, lu comme le P70 ; confiance moyenne »                 |\n"

# (name, substitutions, code, text of the line, whether a case is due)
FAULTS = [
    # Tables
    ("a row is missing", changed(DEMI, ""), "AVN4600", "barème aide_maximale", True),
    ("another row is missing", changed(PLEIN, ""), "AVN4600", "barème aide_maximale", True),
    ("a column forgets a year", changed(HEADER, HEADER.replace("≥ 3      | ≥ 3", "≥ 4      | ≥ 3")), "AVN4600", "barème aide_maximale", True),
    ("a column is of no year", changed(HEADER, HEADER.replace("| 1 ", "| 0 ")), "AVN4600", "barème aide_maximale", True),
    ("a band ends too late", changed(BANDS, BANDS.replace("| < P95    | < P95", "| ≤ P95    | < P95")), "AVN4601", "| tiers | 12 000 €", True),
    ("a band begins too early", changed(BANDS, BANDS.replace("| P95 ", "| ≥ P90")), "AVN4601", "| tiers | 12 000 €", True),
    ("a band is another's", changed(BANDS, BANDS.replace("| P90      | P95", "| P70      | P95")), "AVN4601", "| tiers | 12 000 €", True),
    ("a threshold is missing", changed(P70, ""), "AVN4600", "barème seuil_de_tranche", True),
    ("a threshold begins too late", changed("| fa | -           | ≥ P30    ||", "| fa | -           | ≥ P50    ||"), "AVN4600", "barème seuil_de_tranche", True),
    ("an exclu takes all", changed("| mt | faux        | ≥ P30    ||", "| mt | -           | ≥ P30    ||"), "AVN4601", "| mt | vrai        | P30", True),
    ("a threshold begins too early", changed("| mt | vrai        | P30      ||", "| mt | vrai        | ≤ P30    ||"), "AVN4601", "sous_P30 ||", True),
    ("a specialty is listed twice", changed("| chirurgie                ||", "| anesthésie               ||"), "AVN4601", "| anesthésie               || 01 ; 04 ; 08 ; 09 ; 12 ; 21", True),
    ("sinon is missing", changed("  | sinon                    || tous |\n", ""), "AVN4600", "barème départements_ouverts", True),
    ("a row is for no band", changed(P70, P70 + "  | mt | vrai        | < sous_P30 || 1 patient |\n"), "AVN4622", "< sous_P30", False),
    # Derogations
    ("two derogations meet", changed("et grande_patientèle_du_médecin_isolé\n  alors vrai", "et grande_patientèle_du_médecin_isolé\n  alors faux"), "AVN4602", "dérogation médecin_exerçant_seul", True),
    ("two other derogations meet", changed("si zone_sous_dense alors vrai", "si zone_sous_dense alors faux"), "AVN4602", "dérogation multisite", True),
    ("derogations to a condition meet", changed("si nouvellement_installé alors vrai", "si nouvellement_installé alors faux"), "AVN4602", "à aide_ouverte « activité suffisante »", True),
    # Conditions
    ("a guard out of range", changed("et cabinet.partenaire_à < 20 minutes « MG France, 2020 ; confiance moyenne »", "et cabinet.partenaire_à < 0 minutes"), "AVN4620", "si cabinet.partenaire_à est donné", False),
    ("more than the whole", changed("> 20 % « ReAGJIR, 2019 ; confiance moyenne »", "> 120 % « ReAGJIR, 2019 ; confiance moyenne »"), "AVN4620", "dérogation patientèle_d_enfants", False),
    ("a guard contradicts itself", changed("si nouvellement_installé alors vrai", "si nouvellement_installé et médecin.ald et non médecin.ald alors vrai"), "AVN4620", "si nouvellement_installé et", False),
    ("a condition holds for all", changed("non médecin.remplaçant", "non médecin.remplaçant ou médecin.remplaçant"), "AVN4621", "non médecin.remplaçant", False),
    ("a condition contradicts what it reads", changed("« tarifs maîtrisés »                        médecin.secteur", "« tarifs maîtrisés »                        médecin.secteur = secteur_2 et médecin.secteur"), "AVN4620", "« tarifs", False),
    ("a condition asks for too many", changed("plancher_atteint\n  « option", "plancher_atteint et bilan.mt_adultes > 50 000 patients\n  « option"), "AVN4620", "« activité suffisante »  ", False),
    ("a notice between two dates that cross", changed("si contrat.signé_le < 1er septembre 2019", "si contrat.signé_le < 1er septembre 2019 et contrat.signé_le > 30 avril 2023"), "AVN4620", "1er septembre 2019 et contrat", False),
    ("a choice taken before", changed("sinon si patientèle_comptée(i) < seuil_de_tranche(i ; P50) alors P30", "sinon si patientèle_comptée(i) < seuil_de_tranche(i ; P30) alors P30"), "AVN4620", "sinon si patientèle_comptée(i) < seuil_de_tranche(i ; P30)", False),
    ("a specialty that is none of the generalists", changed("si       non généraliste          alors tranche(fa) ≥ P30", "si       généraliste et médecin.spécialité = neurologie alors tranche(fa) ≥ P30"), "AVN4620", "médecin.spécialité = neurologie", False),
    # Numbers
    ("a range too narrow", changed("barème points_du_volet_1 : points", "barème points_du_volet_1 : points de 0 à 300", PACKAGE), "AVN4606", "barème points_du_volet_1", True),
    ("a total out of its range", changed("résultat définition aide_maximale_totale : montant", "résultat définition aide_maximale_totale : montant de 0 à 100 000"), "AVN4606", "= somme de aide_maximale(n)", True),
    ("a share of nobody", added("résultat définition part : décimal à 2 décimales\n  = bilan.mt_enfants ÷ (bilan.mt_adultes + bilan.mt_enfants) arrondi à 0,01"), "AVN4604", "= bilan.mt_enfants ÷", True),
    ("an aid for each patient", added("résultat définition par_patient : montant\n  = aide_maximale_totale ÷ bilan.file_active × 1 patient arrondi au centime"), "AVN4604", "÷ bilan.file_active", True),
    ("a seventh is not exact", added("résultat définition septième : montant\n  = aide_maximale_totale ÷ 7 exact au centime"), "AVN4605", "÷ 7 exact", True),
    ("rounded twice", added("définition tiers_exact : montant = aide_maximale(1) ÷ 7 arrondi au centime\n\nrésultat définition due : montant = tiers_exact arrondi à l’euro"), "AVN4623", "tiers_exact arrondi à l’euro", False),
    # Dates
    ("the missing day is unstated", changed("  jour inexistant au plus tôt\n", ""), "AVN4603", "anniversaire(origine ; n − 1)", True),
    ("a month that does not exist", added("résultat définition mois : date = date(2024 ; cabinet.médecins ; 1)"), "AVN4609", "date(2024 ; cabinet.médecins", True),
    ("counted backwards", added("résultat définition attente : entier = années_révolues(contrat.signé_le ; origine)"), "AVN4608", "années_révolues(contrat.signé_le", True),
    ("a date that does not exist", changed("si contrat.signé_le < 1er septembre 2019", "si contrat.signé_le < 31 septembre 2019"), "AVN3008", "31 septembre 2019", False),
    # What analysis finds by itself
    ("a wrong unit", changed("et cabinet.partenaire_à < 20 minutes", "et cabinet.partenaire_à < 20 patients"), "AVN3002", "20 patients", False),
    ("a wrong grain", changed("| tiers | 12 000 € |", "| tiers | 12 000,005 € |"), "AVN3003", "12 000,005", False),
    ("a name that does not exist", changed("si       non généraliste     alors tranche(fa)", "si       non généralistes    alors tranche(fa)"), "AVN2001", "non généralistes", False),
    ("a case that does not exist", changed("parmi (secteur_1 ; secteur_2_tm)", "parmi (secteur_1 ; secteur_2tm)"), "AVN2005", "secteur_2tm", False),
    ("a choice without an answer", changed("    fa : bilan.file_active\n", ""), "AVN4011", "selon i", False),
    ("a label twice", changed("« exercice coordonné »                      exercice_coordonné", "« exercice regroupé »                       exercice_coordonné"), "AVN4002", "« exercice regroupé »                       exercice_coordonné", False),
    ("an unguarded fact", changed("si cabinet.partenaire_à est donné\n     et cabinet", "si cabinet"), "AVN3004", "si cabinet.partenaire_à < 20", False),
    ("a range that runs backwards", changed("minutes de 0 à 600", "minutes de 600 à 0", WORDS), "AVN3016", "de 600 à 0", False),
    ("a year too many", changed("aide_maximale(n) pour n de 1 à 5", "aide_maximale(n) pour n de 1 à 6"), "AVN4607", "pour n de 1 à 6", True),
    ("a rule that needs itself", changed("si zone_visée = zip_seule alors médecin.zone = zip", "si zone_visée = zip_seule alors option_ouverte(plein)"), "AVN4500", "", False),
    ("a definition that nothing reads", [(RULES, "exercice_regroupé ou (l_un_suffit et exercice_coordonné)", "exercice_regroupé"), (RULES, "exercice_coordonné ou (l_un_suffit et exercice_regroupé)", "exercice_coordonné")], "AVN4624", "définition l_un_suffit", False),
]


def check(rulec, folder):
    run = subprocess.run([rulec, "check", str(folder), "--format", "json"], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise SystemExit(f"rulec check ended with {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)["diagnostics"]


def substituted(folder, substitutions):
    for name, old, new in substitutions:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            return f"the text to replace occurs {text.count(old)} times: {old[:60]}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    return ""


def problem_of(fault, rulec, source):
    name, substitutions, code, marker, case_due = fault
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for path in source.glob("*.avn.md"):
            (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        wrong = substituted(folder, substitutions)
        if wrong:
            return wrong
        found = check(rulec, folder)
        of_code = [each for each in found if each["code"] == code]
        said = ", ".join(f"{each['code']} line {each.get('line')}" for each in found) or "nothing"
        if not of_code:
            return f"{code} is not reported; found: {said}"
        lines = (folder / substitutions[0][0]).read_text(encoding="utf-8").splitlines()
        placed = [each for each in of_code if "line" in each and marker in lines[each["line"] - 1]]
        if not placed:
            return f"{code} is not on the line of « {marker} »; found: {said}"
        if case_due and not placed[0].get("case"):
            return f"{code} shows no case"
        return pasted(rulec, folder, substitutions[0][0], placed[0]["case"]) if case_due else ""


def pasted(rulec, folder, name, lines):
    """The case shown, pasted as a scenario, passes: it expects the error. Figures are no part of a scenario."""
    if any(line.startswith("--") for line in lines) or not any(line.startswith("attendu ") for line in lines):
        return ""
    path = folder / name
    body = "".join(f"  {line}\n" for line in lines)
    path.write_text(path.read_text(encoding="utf-8") + f"\n```avenant\nscénario « collé »\n{body}```\n", encoding="utf-8")
    run = subprocess.run([rulec, "test", str(folder), "--filter", "collé"], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else f"the case pasted as a scenario does not pass: {run.stdout}{run.stderr}"


def main(rulec, repository):
    source = pathlib.Path(repository) / FOLDER
    problems = [f"the corpus itself: {each['code']} line {each.get('line')}" for each in check(rulec, source)]
    for fault in FAULTS:
        problem = problem_of(fault, rulec, source)
        if problem:
            problems.append(f"{fault[0]}: {problem}")
    for problem in problems:
        print(problem)
    print(f"{len(FAULTS)} faults, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
