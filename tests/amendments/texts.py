"""Random texts, one base and some that amend it: what they say, and the same as rule files.

Read next: model.py, which consolidates them by hand; random_amendments.py, which compares.
"""

import dataclasses
import datetime
import random

LABELS = ["un", "deux", "trois"]
GROUP = "groupe"
INNER = ["quatre", "cinq"]
INPUTS = ["a", "b"]
FIRST_DAY = datetime.date(2020, 1, 1)
N_DAYS = 700
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre"]
FORMS = ["one", "two", "cross"]


def french(day):
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclasses.dataclass
class Change:
    """One amendment: of which rule, when in force, and what it does to the consolidated rule.

    `apply` takes a rule and gives the amended one; a whole wording and a repeal ignore what they are given.
    """

    rule: str
    kind: str  # "whole", "part" or "repeal"
    lines: list
    apply: object
    begin: object = None  # None: the day of its text
    end: object = None  # the last day, included
    application: object = None  # stated, or None
    drops: bool = False  # « sans ses dérogations »


@dataclasses.dataclass
class Text:
    name: str
    published: datetime.date
    in_force: datetime.date
    draft: bool = False
    changes: list = dataclasses.field(default_factory=list)
    postpones: list = dataclasses.field(default_factory=list)  # (text, day)


@dataclasses.dataclass
class Project:
    form: str
    texts: list

    def files(self):
        return {f"{index}_{text.name}.avn.md": render(text, index == 0) for index, text in enumerate(self.texts)}


def render(text, is_base):
    lines = ["# Un texte", "", "```avenant", f"{'projet' if text.draft else 'texte'} {text.name}",
             f"  titre         « {text.name} »", f"  publié le     {french(text.published)}",
             f"  en vigueur le {french(text.in_force)}", ""]
    if is_base:
        lines += ["dispositif d", "  application selon jour", "", "entrée jour  : date", "entrée autre : date",
                  "entrée a : entier de 0 à 100", "entrée b : entier de 0 à 100", "entrée k : entier de 0 à 9", ""]
    else:
        lines += ["dans d", ""]
    for target, day in text.postpones:
        lines += [f"reporte {target.name} au {french(day)}", ""]
    for change in text.changes:
        lines += change.lines + [""]
    return "\n".join(lines + ["```", ""])


class Writer:
    """Writes random texts. What an amendment may name is what the last wording of all texts so far leaves."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.form = self.random.choice(FORMS)
        self.other_dates = self.random.random() < 0.25
        self.texts = []
        self.state = {}  # rule -> consolidated, or None once repealed
        self.dates = {}  # rule -> application date of its last whole wording
        self.n_new = 0

    def project(self):
        base = Text("base", FIRST_DAY, FIRST_DAY + datetime.timedelta(self.random.randrange(0, 60)))
        self.texts.append(base)
        for rule, write in [("liste", self.whole_list), ("table", self.whole_table), ("calcul", self.whole_definition),
                            ("dérogation", self.whole_derogation), ("plan", self.whole_plan), ("but", self.whole_goal)]:
            self.add(base, write(""))
        for index in range(1, self.random.randrange(2, 5)):
            published = self.texts[-1].published + datetime.timedelta(self.random.randrange(1, 120))
            # A clause is a value of its own: worded alone before the rule is in force, it would have one.
            in_force = max(published + datetime.timedelta(self.random.randrange(0, 200)), base.in_force)
            text = Text(f"avenant_{index}", published, in_force, self.random.random() < 0.25)
            self.texts.append(text)
            self.amend(text)
        return Project(self.form, self.texts)

    # ---- texts ----

    def amend(self, text):
        if len(self.texts) > 2 and self.random.random() < 0.2:
            target = self.random.choice(self.texts[1:-1])
            if not any(one is target for other in self.texts for one, _ in other.postpones):
                text.postpones.append((target, target.in_force + datetime.timedelta(self.random.randrange(1, 150))))
        named = set()
        for _ in range(self.random.randrange(1, 5)):
            change = self.random.choice(
                [self.amend_list, self.amend_list, self.amend_table, self.amend_table, self.amend_definition,
                 self.amend_derogation, self.amend_plan, self.amend_plan, self.amend_goal, self.amend_goal])(named)
            if change is not None:
                self.date(text, change)
                self.add(text, change)

    def date(self, text, change):
        """Gives a change its period and says which earlier text it crosses."""
        own = []
        if self.random.random() < 0.25:
            change.begin = text.in_force + datetime.timedelta(self.random.randrange(0, 100))
            own.append(f"  en vigueur le {french(change.begin)}")
        begin = change.begin or text.in_force
        if self.random.random() < 0.25 and not self.other_dates:
            change.end = begin + datetime.timedelta(self.random.randrange(0, 250))
            own.append(f"  jusqu’au {french(change.end)}")
        crossed = {other.name for other in self.texts[:-1] for one in other.changes
                   if one.rule == change.rule and (one.begin or other.in_force) > begin}
        own += [f"  y compris dans la rédaction de {name}" for name in sorted(crossed)]
        change.lines = change.lines[:1] + own + change.lines[1:]

    def add(self, text, change):
        text.changes.append(change)
        if change.kind != "part":
            self.dates[change.rule] = change.application or "jour"
        self.state[change.rule] = change.apply(self.state.get(change.rule))

    # ---- the éligibilité ----

    def condition(self):
        return self.random.choice(INPUTS), self.random.randrange(0, 100)

    def head(self, keyword, name, verb, with_derogations=False):
        """The first line of a whole wording, its application date and what becomes of derogations."""
        if not verb:
            return [f"résultat {keyword} {name}"], None, False
        lines, application, drops = [f"remplace {keyword} {name}"], None, False
        if self.other_dates and self.random.random() < 0.5:
            application = "autre"
            lines.append("  application selon autre")
        if with_derogations:
            drops = self.random.random() < 0.4
            lines.append("  sans ses dérogations" if drops else "  en gardant ses dérogations")
        return lines, application, drops

    def whole_list(self, verb):
        conditions = {label: (None, *self.condition()) for label in LABELS}
        if verb and self.random.random() < 0.3:
            del conditions[self.random.choice(LABELS)]
        conditions |= {label: (GROUP, *self.condition()) for label in INNER}
        lines, application, _ = self.head("éligibilité", "liste : toutes les conditions", verb)
        lines += [f"  « {label} » {variable} ≥ {least}" for label, (group, variable, least) in conditions.items()
                  if group is None]
        lines += [f"  « {GROUP} » au moins une condition"]
        lines += [f"    « {label} » {variable} ≥ {least}" for label, (group, variable, least) in conditions.items()
                  if group is not None]
        return Change("liste", "whole", lines, lambda _: dict(conditions), application=application)

    def amend_list(self, named):
        kind = self.random.choice(["whole", "reword", "reword", "add", "add", "repeal", "abolish"])
        state = self.state["liste"]
        if kind == "whole":
            return self.first_of(named, "liste", lambda: self.whole_list("remplace"))
        if state is None or ("liste", "whole") in named:
            return None
        if kind == "abolish":
            change = Change("liste", "repeal", ["abroge liste"], lambda _: None)
            return self.first_of(named, "liste", lambda: change)
        free = [label for label in state if ("liste", label) not in named]
        if kind == "add":
            return self.add_condition(named)
        if not free:
            return None
        label = self.random.choice(free)
        if kind == "reword" and self.has_two_dates("liste"):
            return None
        named |= {("liste", label), ("liste", "part")}
        if kind == "reword":
            variable, least = self.condition()
            _, was, before = state[label]
            lines = [f"remplace liste « {label} » {variable} ≥ {least}"]
            if self.random.random() < 0.5 and self.is_latest_wording("liste"):
                lines.append(f"  au lieu de {was} ≥ {before}")
            return Change("liste", "part", lines, lambda rule: reworded(rule, label, variable, least))
        alone = sum(group == state[label][0] for group, _, _ in state.values()) < 3
        if alone:
            return None
        return Change("liste", "part", [f"abroge liste « {label} »"], lambda rule: without(rule, label))

    def has_two_dates(self, rule):
        """Where wordings go by different dates, which one a reworded condition follows is not settled."""
        return any(change.application for text in self.texts for change in text.changes if change.rule == rule)

    def is_latest_wording(self, rule):
        """Whether what is consolidated so far is also the last wording that a text writes, as `au lieu de` supposes."""
        return all(change.end is None for text in self.texts for change in text.changes if change.rule == rule)

    def add_condition(self, named):
        self.n_new += 1
        label, (variable, least) = f"nouveau {self.n_new}", self.condition()
        group = self.random.choice([None, GROUP])
        named.add(("liste", "part"))
        named.add(("liste", label))
        lines = ["complète liste" if group is None else f"complète liste « {GROUP} »",
                 f"  « {label} » {variable} ≥ {least}"]
        return Change("liste", "part", lines, lambda rule: {**rule, label: (group, variable, least)})

    def first_of(self, named, rule, write):
        """A whole wording or a repeal, where this text does not touch the rule otherwise."""
        if any(other == rule for other, _ in named):
            return None
        named.add((rule, "whole"))
        return write()

    # ---- the table ----

    def values(self):
        return [self.random.randrange(1, 1000) for _ in range(1 if self.form == "one" else 2)]

    def header(self):
        if self.form == "one":
            return ["  | k || table |"]
        if self.form == "two":
            return ["  | k || x | y |"]
        return ["  | | ≤ 50 | > 50 |", "  |---|---|---|"]

    def row(self, key, values):
        return f"  | {key} {'|' if self.form == 'cross' else '||'} " + " | ".join(str(value) for value in values) + " |"

    def rest(self):
        """The last row. The cross form has no « sinon »: there, cases are left without a row until one is added."""
        return "0 ; 4 à 7" if self.form == "cross" else "sinon"

    def whole_table(self, verb):
        rows = {key: self.values() for key in [1, 2, 3, self.rest()]}
        lines, application, _ = self.head("barème", "table : entier", verb)
        if self.form == "cross":
            lines += ["  en lignes   k", "  en colonnes a"]
        lines += self.header() + [self.row(key, values) for key, values in rows.items()]
        return Change("table", "whole", lines, lambda _: dict(rows), application=application)

    def amend_table(self, named):
        kind = self.random.choice(["whole", "rows", "rows", "rows", "more", "more", "less", "less", "abolish"])
        state = self.state["table"]
        if kind == "whole":
            return self.first_of(named, "table", lambda: self.whole_table("remplace"))
        if state is None or ("table", "whole") in named:
            return None
        if kind == "abolish":
            return self.first_of(named, "table", lambda: Change("table", "repeal", ["abroge barème table"], lambda _: None))
        if kind == "less":
            return self.repeal_rows(named, state)
        if kind == "more":
            keys = [key for key in range(8 if self.form == "cross" else 4, 10) if key not in state and ("table", key) not in named]
        else:
            keys = [key for key in state if ("table", key) not in named and None not in state[key]]
        keys = keys[:self.random.randrange(1, 3)]
        if not keys:
            return None
        named |= {("table", key) for key in keys} | {("table", "part")}
        rows = {key: self.values() for key in keys}
        first = "complète barème table" if kind == "more" else "remplace barème table lignes"
        lines = [first] + self.header() + [self.row(key, values) for key, values in rows.items()]
        return Change("table", "part", lines, lambda rule: {**rule, **rows})

    def repeal_rows(self, named, state):
        """`abroge barème table lignes`: whole rows, or of a table of two entries one crossing."""
        keys = [key for key in state if ("table", key) not in named]
        self.random.shuffle(keys)
        chosen = set(keys[:self.random.randrange(1, 3)])
        # « sinon » is the last row of what is written, too.
        keys = sorted((key for key in state if key in chosen), key=lambda key: key == "sinon")
        if not keys or len(state) - len(keys) < 1:
            return None
        named |= {("table", key) for key in keys} | {("table", "part")}
        # Every wording that the repeal may be added to says what the amender supposes only where there is one.
        certain = sum(change.rule == "table" for text in self.texts for change in text.changes) == 1
        if self.form == "cross":
            return self.repeal_crossings(keys, state, certain)
        with_results = self.random.random() < 0.5
        header = self.header() if with_results else ["  | k |"]
        lines = ["abroge barème table lignes", *header]
        for key in keys:
            results = [value if certain and self.random.random() < 0.5 else "-" for value in state[key]]
            lines.append(self.row(key, results) if with_results else f"  | {key} |")
        return Change("table", "part", lines, lambda rule: {key: row for key, row in rule.items() if key not in keys})

    def repeal_crossings(self, keys, state, certain):
        columns = [column for column in (0, 1) if all(state[key][column] is not None for key in keys)]
        if not columns:
            return None
        if len(columns) == 2 and self.random.random() < 0.5:
            columns = [self.random.choice(columns)]
        names = ["≤ 50", "> 50"]
        lines = ["abroge barème table lignes", "  | | " + " | ".join(names[column] for column in columns) + " |",
                 "  |---|" + "---|" * len(columns)]
        for key in keys:
            cells = [state[key][column] if certain and self.random.random() < 0.5 else "-" for column in columns]
            lines.append(self.row(key, cells))

        def apply(rule):
            result = {}
            for key, row in rule.items():
                left = [None if key in keys and column in columns else value for column, value in enumerate(row)]
                if any(value is not None for value in left):
                    result[key] = left
            return result

        if not apply(state):
            return None
        return Change("table", "part", lines, apply)

    # ---- the échéancier ----

    def plan_line(self, label, kind=None):
        kind = kind or self.random.choice(["part", "somme"])
        return (label, kind, self.random.randrange(1, 9) if kind == "part" else self.random.randrange(0, 900), None)

    def plan_text(self, line):
        label, kind, number, _ = line
        amount = {"part": f"{number} %", "somme": f"{number // 100},{number % 100:02} €", "reste": "le reste"}[kind]
        return f"« {label} » {amount} le jour"

    def whole_plan(self, verb):
        """Groups of lines, the first with the least `k` for which it holds; the last one holds for the others."""
        groups = []
        for least in ([5, None] if self.random.random() < 0.5 else [None]):
            labels = self.random.sample(["un", "deux", "trois"], self.random.randrange(1, 3))
            groups.append((least, [self.plan_line(label) for label in labels] + [("reste", "reste", 0, None)]))
        lines = [f"{'remplace' if verb else 'résultat'} échéancier plan de a × 1,01 €"]
        if len(groups) == 1:
            lines += ["  " + self.plan_text(line) for line in groups[0][1]]
        else:
            for least, group in groups:
                lines.append(f"  si k ≥ {least}" if least is not None else "  sinon")
                lines += ["    " + self.plan_text(line) for line in group]
        return Change("plan", "whole", lines, lambda _: list(groups))

    def amend_plan(self, named):
        state = self.state["plan"]
        kind = self.random.choice(["whole", "add", "add", "add", "repeal", "repeal", "abolish"])
        if kind == "whole":
            return self.first_of(named, "plan", lambda: self.whole_plan("remplace"))
        if state is None or ("plan", "whole") in named:
            return None
        if kind == "abolish":
            return self.first_of(named, "plan", lambda: Change("plan", "repeal", ["abroge plan"], lambda _: None))
        present = sorted({line[0] for _, group in state for line in group if line[1] != "reste"})
        if kind == "repeal":
            free = [label for label in present if ("plan", label) not in named]
            if not free:
                return None
            label = self.random.choice(free)
            named |= {("plan", label), ("plan", "part")}
            address = self.random.choice([f"abroge échéancier plan « {label} »", f"abroge plan.{label}"])
            return Change("plan", "part", [address], lambda rule: without_line(rule, label))
        labels = [label for label in ["un", "deux", "trois", "quatre", "cinq"] if label not in present and ("plan", label) not in named]
        labels = labels[:self.random.randrange(1, 3)]
        if not labels:
            return None
        named |= {("plan", label) for label in labels} | {("plan", "part")}
        added = [self.plan_line(label) for label in labels]
        least = self.random.randrange(0, 100) if self.random.random() < 0.4 else None
        lines = ["complète échéancier plan"]
        if least is not None:
            lines.append(f"  si b ≥ {least}")
        lines += ["  " * (1 if least is None else 2) + self.plan_text(line) for line in added]
        conditional = [(label, kind, number, least) for label, kind, number, _ in added]
        return Change("plan", "part", lines, lambda rule: [(first, group + conditional) for first, group in rule])

    # ---- the objectif ----

    def clause(self, name):
        """What a clause of the objectif may say, and its number."""
        number = self.random.randrange(1, 10) * 100 if name == "cible" else self.random.randrange(0, 100)
        words = {"concerne": f"a ≥ {number}", "cible": f"{number}", "tolérance": f"{number} %", "atteint": f"b ≥ {number}"}
        return number, words[name]

    def whole_goal(self, verb):
        rule, lines = {}, [f"{'remplace' if verb else 'résultat'} objectif but"]
        for name in ("concerne", "cible", "tolérance", "atteint"):
            if name != "cible" and self.random.random() < 0.3:
                continue
            rule[name], words = self.clause(name)
            lines.append(f"  {name} {words}")
        lines += ["  départ 10", "  échéance jour", "  constaté 10 × a"]
        return Change("but", "whole", lines, lambda _: dict(rule))

    def amend_goal(self, named):
        state = self.state["but"]
        kind = self.random.choice(["whole", "reword", "reword", "add", "repeal", "repeal", "repeal", "abolish"])
        if kind == "whole":
            return self.first_of(named, "but", lambda: self.whole_goal("remplace"))
        if state is None or ("but", "whole") in named:
            return None
        if kind == "abolish":
            return self.first_of(named, "but", lambda: Change("but", "repeal", ["abroge but"], lambda _: None))
        free = [name for name in ("concerne", "cible", "tolérance", "atteint")
                if ("but", name) not in named and (name in state) == (kind != "add") and (kind != "repeal" or name != "cible")]
        if not free:
            return None
        name = self.random.choice(free)
        named |= {("but", name), ("but", "part")}
        if kind == "repeal":
            return Change("but", "part", [f"abroge but.{name}"], lambda rule: without(rule, name))
        number, words = self.clause(name)
        lines = [f"remplace but.{name} {words}"] if kind == "reword" else ["complète objectif but", f"  {name} {words}"]
        return Change("but", "part", lines, lambda rule: {**rule, name: number})

    # ---- the definition and its derogation ----

    def whole_definition(self, verb):
        factor, constant = self.random.randrange(0, 5), self.random.randrange(0, 1000)
        lines, application, drops = self.head("définition", "calcul : entier", verb, self.state.get("dérogation") != 0)
        lines.append(f"  = {factor} × a + {constant}")
        return Change("calcul", "whole", lines, lambda _: (factor, constant), application=application, drops=drops)

    def amend_definition(self, named):
        if self.random.random() < 0.25:
            if self.state["calcul"] is None:
                return None
            return self.first_of(named, "calcul", lambda: Change("calcul", "repeal", ["abroge calcul"], lambda _: None))
        return self.first_of(named, "calcul", lambda: self.whole_definition("remplace"))

    def whole_derogation(self, verb):
        least, value = self.random.randrange(0, 100), self.random.randrange(1000, 2000)
        first = "remplace dérogation" if verb else "dérogation"
        lines = [f"{first} exception à calcul", f"  si b ≥ {least} alors {value}"]
        return Change("dérogation", "whole", lines, lambda _: (least, value))

    def amend_derogation(self, named):
        if self.random.random() < 0.35:
            change = Change("dérogation", "repeal", ["abroge dérogation exception"], lambda _: None)
            return self.first_of(named, "dérogation", lambda: change)
        return self.first_of(named, "dérogation", lambda: self.whole_derogation("remplace"))


def reworded(rule, label, variable, least):
    return {**rule, label: (rule[label][0], variable, least)} if label in rule else rule


def without_line(rule, label):
    return [(least, [line for line in group if line[0] != label]) for least, group in rule]


def without(rule, label):
    return {other: condition for other, condition in rule.items() if other != label}
