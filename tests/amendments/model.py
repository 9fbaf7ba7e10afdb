"""Consolidates amendments by hand: of each rule the last whole wording that a case reaches, then every later part.

It shares nothing with the compiler: no versions are composed, each case walks through the texts.
"""

import datetime

GOAL_PARTS = ("départ", "cible", "seuil", "échéance", "constaté", "atteint")


class Model:
    def __init__(self, project):
        self.project = project

    def known(self, text, known_at, drafts):
        return (known_at is None or text.published <= known_at) and (not text.draft or text.name in drafts)

    def begin(self, text, change, texts):
        """The day from which a change counts, by the texts that are known."""
        if change.begin:
            return change.begin
        day = text.in_force
        for other in texts:
            for target, to in other.postpones:
                if target is text:
                    day = to
        return day

    def reached(self, rule, case, texts):
        """The changes of a rule that a case reaches, in order of application, each with its application date."""
        application, found = "jour", []
        for text in self.project.texts:
            changes = [change for change in text.changes if change.rule == rule]
            # Of one text whole wordings follow each other by date.
            changes.sort(key=lambda change: change.kind == "part")
            for change in changes:
                if change.kind != "part":
                    application = change.application or "jour"
                day = case[application]
                in_force = text in texts and self.begin(text, change, texts) <= day
                if in_force and (change.end is None or day <= change.end):
                    found.append((text, change, application))
        return found

    def consolidated(self, rule, case, texts):
        """(change that is the last whole wording, rule as parts leave it); (None, None) where none is in force."""
        reached = self.reached(rule, case, texts)
        wholes = [index for index, (_, change, _) in enumerate(reached) if change.kind != "part"]
        if not wholes:
            return None, None
        text, whole, application = reached[wholes[-1]]
        state = whole.apply(None)
        for _, change, other in reached[wholes[-1] + 1:]:
            if state is not None and other == application:
                state = change.apply(state)
        return (text, whole), state

    def decide(self, case, known_at, drafts):
        """Result names to values, or classes of errors."""
        texts = [text for text in self.project.texts if self.known(text, known_at, drafts)]
        results = {"liste": self.list_result(case, texts)}
        results |= self.table_results(case, texts)
        results["calcul"] = self.definition_result(case, texts)
        results |= self.plan_results(case, texts)
        results |= self.goal_results(case, texts)
        return results

    def list_result(self, case, texts):
        _, rule = self.consolidated("liste", case, texts)
        if rule is None:
            return False
        plain = [case[variable] >= least for group, variable, least in rule.values() if group is None]
        grouped = [case[variable] >= least for group, variable, least in rule.values() if group is not None]
        return all(plain) and any(grouped)

    def table_results(self, case, texts):
        whole, rule = self.consolidated("table", case, texts)
        names = {"one": ["table"], "two": ["table.x", "table.y"], "cross": ["table"]}[self.project.form]
        if rule is None:
            return dict.fromkeys(names, "sans_version" if whole is None else "abrogé")
        k = case["k"]
        if self.project.form != "cross":
            row = rule.get(k, rule.get("sinon"))
            return dict(zip(names, row)) if row else dict.fromkeys(names, "lacune")
        values = rule.get(k) or (rule.get("0 ; 4 à 7") if k < 8 and k not in (1, 2, 3) else None)
        value = None if values is None else values[0] if case["a"] <= 50 else values[1]
        return {"table": "lacune" if value is None else value}

    def plan_results(self, case, texts):
        """What each line pays, in euros: shares rounded down to the cent, the rest what the others leave."""
        labels = {line[0] for text in self.project.texts for change in text.changes if change.rule == "plan"
                  for _, group in (change.apply([(None, [])]) or []) for line in group}
        _, rule = self.consolidated("plan", case, texts)
        paid = {}
        if rule is not None:
            lines = next(group for least, group in rule if least is None or case["k"] >= least)
            total, rest = case["a"] * 101, None
            for label, kind, number, least in lines:
                if kind == "reste":
                    rest = label
                elif least is None or case["b"] >= least:
                    paid[label] = number if kind == "somme" else total * number // 100
            paid[rest] = total - sum(paid.values())
        found = {}
        for label in labels:
            found[f"plan.{label}"] = cents(paid[label]) if label in paid else None
            found[f"plan.{label}.date"] = case["jour"].isoformat() if label in paid else None
        return found

    def goal_results(self, case, texts):
        _, rule = self.consolidated("but", case, texts)
        if rule is None:  # Out of force, which is no error.
            return {"but.concerné": False} | dict.fromkeys([f"but.{name}" for name in GOAL_PARTS])
        observed = 10 * case["a"]
        threshold = rule["cible"] * (100 - rule.get("tolérance", 0)) // 100
        return {"but.concerné": case["a"] >= rule.get("concerne", 0), "but.départ": 10, "but.cible": rule["cible"], "but.seuil": threshold,
                "but.échéance": case["jour"].isoformat(), "but.constaté": observed,
                "but.atteint": case["b"] >= rule["atteint"] if "atteint" in rule else observed >= threshold}

    def definition_result(self, case, texts):
        whole, rule = self.consolidated("calcul", case, texts)
        if rule is None:
            return "sans_version" if whole is None else "abrogé"
        exception, derogation = self.consolidated("dérogation", case, texts)
        dropped = whole[1].drops and exception and self.comes_before(exception[0], whole[0])
        if derogation is not None and not dropped and case["b"] >= derogation[0]:
            return derogation[1]
        factor, constant = rule
        return factor * case["a"] + constant

    def comes_before(self, left, right):
        return self.project.texts.index(left) < self.project.texts.index(right)


def cents(number):
    return number // 100 if number % 100 == 0 else number / 100


def boundary_days(project):
    """Every day on which something may begin or end, with the day before and the day after."""
    days = set()
    for text in project.texts:
        days |= {text.in_force, text.published}
        days |= {day for _, day in text.postpones}
        for change in text.changes:
            days |= {day for day in (change.begin, change.end) if day}
    one = datetime.timedelta(1)
    return sorted(day + shift for day in days for shift in (-one, datetime.timedelta(0), one))
