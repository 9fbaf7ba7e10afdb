"""Writes a project of N rules, for measuring how the phases grow: generate_rules.py N FOLDER.

Rules are of every kind, in dispositifs of a hundred rules that read each other; they are right, so that every check has
to prove something. The same N gives the same files.
"""

import pathlib
import random
import sys

RULES_A_SCHEME = 100
SCHEMES_A_FILE = 5

HEAD = """texte texte_{t}
  titre         « Texte engendré n° {t} »
  publié le     {day} janvier 2020
  en vigueur le {day} janvier 2020
"""

SCHEME = """dispositif aide_{s}
  application selon demande
  jour inexistant au plus tôt

  entrée demande  : date
  entrée suivis   : patients de 0 à 10 000
  entrée enfants  : patients de 0 à 10 000
  entrée secteur  : Secteur
  entrée zone     : Zone
  entrée revenu   : montant de 0 à 1 000 000
  entrée groupe   : booléen
  entrée embauche : date facultatif
"""

WORDS = """vocabulaire mots

unité patient, patients

énumération Secteur
  | cas              | libellé              |
  | secteur_1        | « secteur 1 »        |
  | secteur_2        | « secteur 2 »        |
  | non_conventionné | « non conventionné » |

énumération Zone
  | cas         | libellé         |
  | prioritaire | « prioritaire » |
  | commune     | « commune »     |
"""


def definition(dice, index, amounts):
    base = dice.choice(amounts) if amounts else "revenu"
    limit = dice.randrange(100, 9000)
    return (
        f"définition montant_{index} : montant\n"
        f"  si suivis ≥ {limit} patients et zone = prioritaire alors {base} ÷ 2 arrondi au centime\n"
        f"  sinon si groupe alors le plus petit de ({base} ; {limit} €)\n"
        f"  sinon {dice.randrange(1, 500)} €\n"
    )


def table(dice, index, amounts):
    first = dice.randrange(100, 4000)
    second = first + dice.randrange(1, 4000)
    cells = [[f"{dice.randrange(1, 900)} €" for _ in range(3)] for _ in range(3)]
    lines = [
        f"barème montant_{index} : montant\n  en lignes   secteur\n  en colonnes suivis\n"
        f"  |  | < {first} patients | de {first} patients à moins de {second} patients | ≥ {second} patients |\n"
        f"  |--|--|--|--|\n"
    ]
    for name, row in zip(("secteur_1", "secteur_2", "non_conventionné"), cells):
        lines.append(f"  | {name} | {row[0]} | {row[1]} | {row[2]} |\n")
    return "".join(lines)


def eligibility(dice, index, amounts):
    base = dice.choice(amounts) if amounts else "revenu"
    return (
        f"éligibilité ouverte_{index} : toutes les conditions\n"
        f"  « patients »  suivis ≥ {dice.randrange(1, 5000)} patients\n"
        f"  « secteur »   secteur ≠ non_conventionné\n"
        f"  « zone »      zone = prioritaire ou groupe\n\n"
        f"définition montant_{index} : montant\n  si ouverte_{index} alors {base}\n  sinon 0 €\n"
    )


def derogated(dice, index, amounts):
    base = dice.choice(amounts) if amounts else "revenu"
    return (
        f"définition montant_{index} : montant = le plus petit de ({base} ; {dice.randrange(1, 900)} €)\n\n"
        f"dérogation en_groupe_{index} à montant_{index}\n  si groupe et suivis > {dice.randrange(1, 5000)} patients alors 100 €\n\n"
        f"dérogation en_zone_{index} à montant_{index}\n  prime sur en_groupe_{index}\n  si zone = prioritaire alors 200 €\n"
    )


def family(dice, index, amounts):
    return (
        f"définition part_{index} pour n de 1 à 3 : montant\n"
        f"  si suivis ≥ n × {dice.randrange(10, 3000)} patients alors n × {dice.randrange(1, 90)} €\n  sinon 0 €\n\n"
        f"définition montant_{index} : montant = somme de part_{index}(n) pour n de 1 à 3\n"
    )


def dates(dice, index, amounts):
    return (
        f"définition terme_{index} : date = anniversaire(demande ; {dice.randrange(1, 6)}) − 1 jour\n\n"
        f"définition montant_{index} : montant\n"
        f"  si embauche est donné et embauche > terme_{index} alors {dice.randrange(1, 90)} €\n  sinon 0 €\n"
    )


KINDS = ((definition, 1), (table, 1), (eligibility, 2), (derogated, 3), (family, 2), (dates, 2))


def scheme(dice, number, n_rules):
    parts = [SCHEME.format(s=number)]
    amounts = []
    n_written = 0
    index = 0
    # The last rule is the total.
    while n_written < n_rules - 1:
        make, n_rules_made = KINDS[index % len(KINDS)]
        if n_written + n_rules_made > n_rules - 1:
            make, n_rules_made = KINDS[0]
        parts.append(make(dice, index, amounts[-6:]))
        amounts.append(f"montant_{index}")
        n_written += n_rules_made
        index += 1
    sums = " + ".join(amounts)
    parts.append(f"résultat définition total : montant = {sums}\n")
    return "\n".join(parts)


def main(n_rules, folder):
    dice = random.Random(n_rules)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mots.avn.md").write_text(f"# Mots\n\n```avenant\n{WORDS}```\n", encoding="utf-8")
    n_schemes = -(-n_rules // RULES_A_SCHEME)
    for text in range(0, n_schemes, SCHEMES_A_FILE):
        blocks = [f"# Texte {text}\n\n```avenant\n{HEAD.format(t=text, day=2 + text % 25)}```\n"]
        for number in range(text, min(text + SCHEMES_A_FILE, n_schemes)):
            rules = scheme(dice, number, min(RULES_A_SCHEME, n_rules - number * RULES_A_SCHEME))
            blocks.append(f"## Article {number + 1} — Aide {number}\n\n```avenant\n{rules}```\n")
        (folder / f"texte_{text:05}.avn.md").write_text("\n".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
