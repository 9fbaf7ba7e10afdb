#include "compiler/driver/project_template.hpp"

namespace avenant::driver {
namespace {

constexpr std::string_view kProject =
    R"(Ce dossier est un projet de règles : tous ses fichiers `.avn.md` se lisent ensemble. Ce sont des documents ordinaires ; seuls les
blocs marqués `avenant` sont des règles, tout le reste est votre commentaire.

| fichier                   | contenu                                                    |
|---------------------------|------------------------------------------------------------|
| `00_vocabulaire.avn.md`   | les mots : unités, énumérations, fiches                    |
| `01_reglement.avn.md`     | un texte : ses conditions, son barème, son calcul          |
| `02_scenarios.avn.md`     | des cas dont on connaît la réponse, pour éprouver le texte |
| `dossiers.ndjson`         | des dossiers à décider, un par ligne                       |

Dans ce dossier, au terminal :

```sh
rulec check .                             # les règles sont-elles bien écrites ?
rulec test .                              # les scénarios donnent-ils ce qu’on attend ?
rulec run . --cases dossiers.ndjson       # que décide le texte pour ces dossiers ?
rulec explain . --cases dossiers.ndjson   # et pourquoi ?
rulec fmt .                               # remet les règles en forme
```

Tout ce que disent ces fichiers est inventé : remplacez-le par votre texte.
)";

constexpr std::string_view kVocabulary = R"(# Vocabulaire

Les mots que le texte emploie. Il n’y a ici ni date ni règle.

Une unité se compte : on ne peut pas ajouter des postes à des euros par mégarde.

```avenant
vocabulaire exemple

unité poste, postes
```

Une énumération donne la liste fermée des réponses possibles. Son nom, à gauche, sert dans les règles ; son libellé, à droite, est
pour le lecteur.

```avenant
énumération Territoire
  | cas    | libellé             |
  | urbain | « commune urbaine » |
  | rural  | « commune rurale »  |
```

Une fiche rassemble les faits qu’un dossier donne sur une même chose. `facultatif` veut dire que le fait peut ne pas exister.

```avenant
fiche Demande
  déposée_le      : date
  territoire      : Territoire
  postes_achetés  : postes de 0 à 200
  aide_précédente : date facultatif « jour de la dernière aide reçue »
```
)";

constexpr std::string_view kText = R"(# Règlement de l’aide à l’équipement

L’en-tête dit de quel texte il s’agit et de quand il date. `application selon` nomme la date qui décide, pour chaque dossier, de la
version du texte : ici, celle du dépôt de la demande.

```avenant
texte règlement_2026
  titre         « Règlement de l’aide à l’équipement »
  signé le      12 janvier 2026
  publié le     15 janvier 2026
  en vigueur le 1er février 2026

dispositif aide_équipement
  application selon demande.déposée_le
  jour inexistant au plus tôt

  entrée demande : Demande
```

## Article 1 — Qui peut être aidé

Le titre « Article 1 — … » donne l’article : chaque message, chaque explication le citera. `résultat` rend la règle publique : c’est
ce que `rulec run` répond. Chaque condition porte un libellé, qui dit pourquoi un dossier est refusé.

```avenant
résultat éligibilité aide_ouverte : toutes les conditions
  « deux postes au moins »         demande.postes_achetés ≥ 2 postes
  « pas d’aide depuis trois ans »  délai_passé

définition délai_passé : booléen
  si demande.aide_précédente est donné alors demande.aide_précédente + 3 ans ≤ demande.déposée_le
  sinon vrai
```

À la campagne, un seul poste suffit : c’est une dérogation à la première condition, et à elle seule.

```avenant
dérogation commune_rurale à aide_ouverte « deux postes au moins »
  si demande.territoire = rural et demande.postes_achetés ≥ 1 poste alors vrai
```

## Article 2 — Montant par poste

Un barème se lit comme dans le texte. `rulec check` dit s’il y manque un cas, ou si deux lignes se recouvrent.

```avenant
barème montant_par_poste : €/poste
  en lignes   demande.territoire
  en colonnes demande.postes_achetés
  |        | ≤ 5 postes  | > 5 postes  |
  |--------|-------------|-------------|
  | urbain | 300 €/poste | 200 €/poste |
  | rural  | 400 €/poste | 300 €/poste |
```

## Article 3 — Calcul de l’aide

Un `montant` est au centime : le texte doit dire comment il s’arrondit.

```avenant
résultat définition aide : montant
  si aide_ouverte alors demande.postes_achetés × montant_par_poste arrondi au centime
  sinon 0 €
```
)";

constexpr std::string_view kScenarios = R"(# Scénarios

Un cas donne des faits ; un scénario part d’un cas, en change quelques-uns et dit ce qu’on attend. Changez un montant de l’article 2,
puis lancez `rulec test .` : le scénario en défaut le montrera.

```avenant
suite de règlement_2026

dans aide_équipement

cas cabinet_en_ville
  demande.déposée_le     = 3 mars 2026
  demande.territoire     = urbain
  demande.postes_achetés = 4 postes

scénario « cabinet en ville » à partir de cabinet_en_ville
  attendu aide_ouverte = vrai
  attendu aide         = 1 200 €
```

`car` dit quelles conditions manquent, toutes et elles seules ; `grâce à` nomme la dérogation qui a joué.

```avenant
scénario « aidé l’an dernier » à partir de cabinet_en_ville
  demande.aide_précédente = 10 juin 2025
  attendu aide_ouverte = faux car « pas d’aide depuis trois ans »
  attendu aide         = 0 €

scénarios « nombre de postes » à partir de cabinet_en_ville
  | demande.territoire | demande.postes_achetés || aide_ouverte                      | aide    |
  | urbain             |                1 poste || faux car « deux postes au moins » |     0 € |
  | urbain             |               2 postes || vrai                              |   600 € |
  | urbain             |               6 postes || vrai                              | 1 200 € |
  | rural              |                1 poste || vrai grâce à commune_rurale       |   400 € |
  | rural              |               6 postes || vrai                              | 1 800 € |
```
)";

constexpr std::string_view kCases =
    R"({"id": "A-1", "demande": {"déposée_le": "2026-03-03", "territoire": "urbain", "postes_achetés": 4}}
{"id": "A-2", "demande": {"déposée_le": "2026-04-20", "territoire": "rural", "postes_achetés": 1}}
{"id": "A-3", "demande": {"déposée_le": "2026-05-11", "territoire": "urbain", "postes_achetés": 3, "aide_précédente": "2024-09-01"}}
)";

}  // namespace

std::vector<TemplateFile> project_template(std::string_view title) {
  return {{"projet.avn.md", "# " + std::string(title) + "\n\n" + std::string(kProject)},
          {"00_vocabulaire.avn.md", std::string(kVocabulary)},
          {"01_reglement.avn.md", std::string(kText)},
          {"02_scenarios.avn.md", std::string(kScenarios)},
          {"dossiers.ndjson", std::string(kCases)}};
}

}  // namespace avenant::driver
