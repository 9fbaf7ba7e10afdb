"""Varied cases: those of examples/, changed at random from a seed, and cases made from the schema alone."""

import copy
import datetime
import json
import random
import subprocess

DISPOSITIFS = {"aide_individuelle": "medecins.ndjson", "aide_collective": "groupes.ndjson", "forfait_structure": None}


def schema_of(rulec, rules, dispositif):
    """The JSON Schema of a case of a dispositif."""
    done = subprocess.run([rulec, "schema", rules, "--dispositif", dispositif], capture_output=True, check=True)
    return json.loads(done.stdout)


def resolve(schema, root):
    while "$ref" in schema:
        node = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def draw(schema, root, chance):
    """A value that the schema admits, most often a plausible one."""
    schema = resolve(schema, root)
    if "anyOf" in schema:
        return draw(chance.choice(schema["anyOf"]), root, chance)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if "const" in schema:
        return schema["const"]
    kinds = schema.get("type")
    kind = chance.choice(kinds) if isinstance(kinds, list) else kinds
    if kind == "object":
        made = {}
        for name, member in schema.get("properties", {}).items():
            if name in ("id", "commentaire"):
                continue
            if chance.random() < 0.93:
                made[name] = draw(member, root, chance)
        return made
    if kind == "array":
        least, most = schema.get("minItems", 0), min(schema.get("maxItems", 4), 5)
        return [draw(schema["items"], root, chance) for _ in range(chance.randint(least, max(least, most)))]
    if kind == "boolean":
        return chance.random() < 0.5
    if kind in ("integer", "number"):
        low, high = int(schema.get("minimum", 0)), int(schema.get("maximum", 100000))
        return chance.choice([low, chance.randint(low, min(high, low + 10)), chance.randint(low, min(high, 2500)) if high > low else low])
    if kind == "null":
        return None
    if schema.get("format") == "date" or kind == "string":
        return (datetime.date(2018, 1, 1) + datetime.timedelta(days=chance.randint(0, 3600))).isoformat()
    raise ValueError(f"schema not understood: {schema}")


def change(case, schema, root, chance):
    """The same case with a few facts drawn again."""
    case = copy.deepcopy(case)
    for _ in range(chance.randint(1, 4)):
        node, described = case, resolve(schema, root)
        while True:
            names = [name for name in described.get("properties", {}) if name not in ("id", "commentaire")]
            if not names:
                break
            name = chance.choice(names)
            member = resolve(described["properties"][name], root)
            if "properties" in member and isinstance(node.get(name), dict):
                node, described = node[name], member
                continue
            node[name] = draw(member, root, chance)
            break
    return case


def varied_cases(rulec, source, dispositif, count, seed):
    """`count` cases of a dispositif, the same for a seed."""
    chance = random.Random(f"{seed} {dispositif}")
    schema = schema_of(rulec, f"{source}/rules/assistants-medicaux", dispositif)
    known = []
    if DISPOSITIFS[dispositif]:
        with open(f"{source}/examples/{DISPOSITIFS[dispositif]}", encoding="utf-8") as file:
            known = [json.loads(line) for line in file if line.strip()]
    cases = []
    for number in range(count):
        made = change(chance.choice(known), schema, schema, chance) if known and chance.random() < 0.8 \
            else draw(schema, schema, chance)
        made["id"] = f"{dispositif}-{number + 1}"
        made.pop("commentaire", None)
        cases.append(made)
    return cases
