"""Faults of dates and of targets of amendments, put one at a time into a copy of the corpus with its later texts: each
must be caught, at its place, by `check` or else by a scenario of the corpus.

Usage: seeded_amendments.py RULEC FOLDER, FOLDER being that of the rules on medical assistants. A fault is a list of
substitutions, each of a text that occurs once, and where it is caught: a code, a file, a text of the line, whether a
case is due; or SCENARIO, a file and the title of what fails. The corpus without a fault passes, and no such code is
reported.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

RULES_2019 = "01_avenant_7.avn.md"
RULES_2023 = "02_reglement_arbitral_2023.avn.md"
RULES_2024 = "03_convention_2024.avn.md"
RULES_2025 = "03a_commission_paritaire_2025.avn.md"
RULES_2026 = "04_contrat_collectif_2026.avn.md"
FORFAIT = "05_forfait_structure.avn.md"
SCENARIO = "scénario"
SCENARIOS_2023 = "scenarios/02_reglement_arbitral.avn.md"
SCENARIOS_2024 = "scenarios/03_convention_2024.avn.md"

# Codes of versions, which the corpus itself must not give.
OF_VERSIONS = {"AVN4640", "AVN4641", "AVN4642"}

LAST_2024 = "remplace définition durée_d_une_absence_longue : durée"
IN_FORCE_2024 = "  publié le     21 juin 2024\n  en vigueur le 22 juin 2024"
IN_FORCE_2023 = "  publié le     30 avril 2023\n  en vigueur le 1er mai 2023"
SPECIALTIES_2023 = """remplace définition spécialité_ouverte : booléen
  si       médecin.spécialité parmi spécialités_exclues alors faux
  sinon si non sous_condition_clinique                  alors vrai
  sinon si part_clinique = plus_de                      alors médecin.part_clinique_des_honoraires > 80 %
  sinon médecin.part_clinique_des_honoraires ≥ 80 %
"""


def changed(old, new, path):
    return [(path, old, new)]


def added(rule):
    """A rule of 2024 more."""
    return [(RULES_2024, LAST_2024, rule + "\n\n" + LAST_2024)]


# (name, substitutions, code or SCENARIO, file, text of the line or title, whether a case is due)
FAULTS = [
    # Days
    ("the convention a day late", changed(IN_FORCE_2024, IN_FORCE_2024.replace("22 juin", "23 juin"), RULES_2024), SCENARIO, SCENARIOS_2024, "le 22 juin 2024", False),
    ("the arbitral rules a day late", changed(IN_FORCE_2023, IN_FORCE_2023.replace("1er mai", "2 mai"), RULES_2023), SCENARIO, SCENARIOS_2023, "le 1er mai 2023", False),
    ("the arbitral rules a month early", changed(IN_FORCE_2023, IN_FORCE_2023.replace("1er mai", "1er avril"), RULES_2023), SCENARIO, SCENARIOS_2023, "le 1er mai 2023", False),
    ("a text postponed, whose closing of a case cannot follow", added("reporte règlement_arbitral_2023 au 1er juin 2023"), "AVN3216", RULES_2023, "abroge cas tiers", False),
    ("a text postponed", [(RULES_2024, LAST_2024, "reporte règlement_arbitral_2023 au 1er juin 2023\n\n" + LAST_2024), (RULES_2023, "abroge cas tiers de Option\n", "abroge cas tiers de Option\n  en vigueur le 1er mai 2023\n")], SCENARIO, SCENARIOS_2023, "le 1er mai 2023", False),
    ("two texts of the same days", [(RULES_2023, IN_FORCE_2023, IN_FORCE_2024)], "AVN3210", RULES_2024, "remplace définition prérequis_du_forfait_structure", False),
    ("a text published before what it changes", changed(IN_FORCE_2024, IN_FORCE_2024.replace("21 juin 2024", "21 juin 2022"), RULES_2024), "AVN3209", RULES_2023, "remplace définition prérequis_du_forfait_structure", False),
    ("a default day before the text", changed("à défaut 22 juin 2024", "à défaut 21 juin 2024", RULES_2024), SCENARIO, SCENARIOS_2024, "sans demande, rien", False),
    ("each year by the first year's day", changed("application selon date_de_revalorisation(n)", "application selon date_de_revalorisation(1)", RULES_2024), SCENARIO, SCENARIOS_2024, "cinq années à cheval sur le 22 juin 2024", False),
    ("an order that nothing needs", changed(IN_FORCE_2024, IN_FORCE_2024 + "\n  après règlement_arbitral_2023", RULES_2024), "AVN3217", RULES_2024, "après règlement_arbitral_2023", False),
    # Wordings that govern nothing
    ("a wording that a later text hides", added("remplace définition nouvellement_installé : booléen = faux"), "AVN4642", RULES_2024, "nouvellement_installé : booléen = faux", False),
    ("a wording whose years are over", [(FORFAIT, " = points_au_plus × valeur_du_point exact au centime", "\n  application selon date(année − 20 ; 12 ; 31)\n  = points_au_plus × valeur_du_point exact au centime")], "AVN4642", FORFAIT, "forfait_au_plus", False),
    ("a wording that ends before it begins", changed("remplace définition indicateur_requis pour i dans Indicateur : booléen\n", "remplace définition indicateur_requis pour i dans Indicateur : booléen\n  jusqu’au 31 décembre 2022\n", RULES_2023), "AVN3016", RULES_2023, "jusqu’au 31 décembre 2022", False),
    ("rows for years that are no more", changed("entier de 2019 à 2030", "entier de 2022 à 2030", FORFAIT), "AVN4622", FORFAIT, "2019 à 2021 || faux", False),
    ("two wordings of one text", added("remplace définition durée_d_une_absence_longue : durée = 3 mois"), "AVN3218", RULES_2024, "durée_d_une_absence_longue : durée = ", False),
    # Targets
    ("a label misspelt", changed("abroge aide_ouverte « exercice regroupé »", "abroge aide_ouverte « exercice groupé »", RULES_2023), "AVN2018", RULES_2023, "« exercice groupé »", False),
    ("a rule misspelt", changed("remplace définition situation_particulière", "remplace définition situations_particulières", RULES_2023), "AVN3200", RULES_2023, "situations_particulières", False),
    ("a derogation misspelt", changed("abroge dérogation patientèle_d_enfants", "abroge dérogation patientèle_enfants", RULES_2023), "AVN3200", RULES_2023, "patientèle_enfants", False),
    ("a case that does not exist", changed("abroge cas tiers de Option", "abroge cas quart de Option", RULES_2023), "AVN2005", RULES_2023, "cas quart", False),
    ("another kind of rule", changed("remplace définition option_ouverte", "remplace barème option_ouverte", RULES_2023), "AVN3202", RULES_2023, "barème option_ouverte", False),
    ("another type", changed("remplace définition situation_particulière : booléen\n  = médecin.rqth", "remplace définition situation_particulière : entier\n  = médecin.rqth", RULES_2023), "AVN3204", RULES_2023, "situation_particulière : entier", False),
    ("a derogation of a year that does not exist", added("dérogation sixième_année à aide_maximale(6)\n  si médecin.ald alors 0 €"), "AVN4642", RULES_2024, "aide_maximale(6)", False),
    ("a row that is no more", added("remplace barème seuil_de_tranche lignes\n  | i  | généraliste | p   || seuil          |\n  | mt | vrai        | P70 || 1 200 patients |"), "AVN3207", RULES_2024, "1 200 patients", False),
    ("a condition repealed twice", added("abroge aide_ouverte « exercice regroupé »"), "AVN3214", RULES_2024, "abroge aide_ouverte", False),
    ("a derogation from what is repealed", added("dérogation renfort à aide_ouverte « exercice regroupé »\n  si médecin.ald alors vrai"), "AVN4642", RULES_2024, "dérogation renfort", False),
    ("a condition added under a label that is there", changed("complète aide_ouverte\n  « deux ans après un contrat collectif »", "complète aide_ouverte\n  « tarifs maîtrisés »", RULES_2026), "AVN4002", RULES_2026, "« tarifs maîtrisés »", False),
    # Application dates
    ("a partial amendment under another date", changed("complète aide_ouverte\n", "complète aide_ouverte\n  application selon contrat.signé_le\n", RULES_2026), "AVN3211", RULES_2026, "complète aide_ouverte", False),
    ("a repeal under another date", changed("abroge aide_ouverte « exercice coordonné »", "abroge aide_ouverte « exercice coordonné »\n  application selon contrat.signé_le", RULES_2023), "AVN3211", RULES_2023, "abroge aide_ouverte « exercice coordonné »", False),
    ("a table by another date than its reader", changed("« montant total pour les deux assistants »\n", "« montant total pour les deux assistants »\n  application selon contrat.signé_le\n", RULES_2024), "AVN4640", RULES_2024, "alors total_des_deux_assistants", True),
    ("a reader by another date", added("résultat définition année_au_renouvellement : entier\n  = année_d_aide_au_renouvellement"), "AVN4640", RULES_2024, "= année_d_aide_au_renouvellement", True),
    ("the renewal by the first contract's date", changed("remplace éligibilité renouvellement_ouvert : toutes les conditions\n  application selon contrat.renouvellement_demandé_le\n", "remplace éligibilité renouvellement_ouvert : toutes les conditions\n", RULES_2024), SCENARIO, SCENARIOS_2024, "renouvellement demandé sous la convention, dans les deux lectures", False),
    # What is repealed, closed or derogated from
    ("a repealed table still read", changed(SPECIALTIES_2023, "", RULES_2023), "AVN4641", RULES_2019, "parmi départements_ouverts", True),
    ("a repealed table read again", added("remplace définition spécialité_ouverte : booléen\n  = médecin.département parmi départements_ouverts"), "AVN3212", RULES_2024, "= médecin.département", False),
    ("a closed case still open", changed("= ouvert(o ; contrat.signé_le)", "= vrai", RULES_2023), SCENARIO, SCENARIOS_2023, "tiers", False),
    ("a case that is not closed", changed("abroge cas tiers de Option\n", "", RULES_2023), SCENARIO, SCENARIOS_2023, "tiers", False),
    ("derogations unsaid", added("remplace définition exercice_regroupé : booléen = cabinet.médecins ≥ 3"), "AVN3205", RULES_2024, "remplace définition exercice_regroupé", False),
    ("an order of derogations forgotten", changed("  cède à nouvel_installé\n", "", RULES_2023), "AVN4602", RULES_2019, "dérogation nouvel_installé", True),
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


def caught_by_check(rulec, folder, code, name, marker, case_due):
    found = check(rulec, folder)
    said = ", ".join(f"{each['code']} {pathlib.Path(each.get('path', '?')).name}:{each.get('line')}" for each in found) or "nothing"
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    placed = [each for each in found if each["code"] == code and pathlib.Path(each.get("path", "")).name == name
              and "line" in each and marker in lines[each["line"] - 1]]
    if not placed:
        return f"{code} is not on the line of « {marker} »; found: {said}"
    if not case_due:
        return ""
    case = placed[0].get("case")
    return pasted(rulec, folder, name, case) if case else f"{code} shows no case"


def pasted(rulec, folder, name, lines):
    """The case shown, pasted as a scenario, passes: it expects the error. Figures are no part of a scenario."""
    if any(line.startswith("--") for line in lines) or not any(line.startswith("attendu ") for line in lines):
        return ""
    path = folder / name
    body = "".join(f"  {line}\n" for line in lines)
    path.write_text(path.read_text(encoding="utf-8") + f"\n```avenant\nscénario « collé »\n{body}```\n", encoding="utf-8")
    run = subprocess.run([rulec, "test", str(folder), "--filter", "collé"], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else f"the case pasted as a scenario does not pass: {run.stdout}{run.stderr}"


def caught_by_scenario(rulec, folder, name, title):
    errors = [each for each in check(rulec, folder) if each.get("level") == "error"]
    if errors:
        return f"a scenario should catch it, but check says {errors[0]['code']} line {errors[0].get('line')}"
    run = subprocess.run([rulec, "test", str(folder)], capture_output=True, text=True, check=False)
    if run.returncode == 0:
        return "every scenario passes"
    failed = [line for line in run.stdout.splitlines() + run.stderr.splitlines() if title in line]
    return "" if failed else f"« {title} » of {name} does not fail: {(run.stdout + run.stderr)[:400]}"


def problem_of(fault, rulec, source):
    _, substitutions, code, name, marker, case_due = fault
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "rules"
        shutil.copytree(source, folder)
        wrong = substituted(folder, substitutions)
        if wrong:
            return wrong
        if code == SCENARIO:
            return caught_by_scenario(rulec, folder, name, marker)
        return caught_by_check(rulec, folder, code, name, marker, case_due)


def main(rulec, source):
    problems = [f"the corpus itself: {each['code']} line {each.get('line')}" for each in check(rulec, source)
                if each["code"] in OF_VERSIONS]
    for fault in FAULTS:
        problem = problem_of(fault, rulec, source)
        if problem:
            problems.append(f"{fault[0]}: {problem}")
    for problem in problems:
        print(problem)
    print(f"{len(FAULTS)} faults, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
