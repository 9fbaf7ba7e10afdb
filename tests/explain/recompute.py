"""An independent checker of explanations: does every operation again, with fractions, from the JSON alone."""

import calendar
import datetime
import math
import re
from fractions import Fraction

NARROW, NO_BREAK = "\u202f", "\u00a0"


class Wrong(Exception):
    """What an explanation says is not so."""


def number(value):
    """A number of the JSON, exactly."""
    return Fraction(value) if isinstance(value, (str, int)) else Fraction(str(value))


def date(value):
    return datetime.date.fromisoformat(value)


def duration(value):
    """Months and days of an ISO 8601 durée."""
    found = re.fullmatch(r"P(?:(-?\d+)M)?(?:(-?\d+)D)?", value)
    return int(found[1] or 0), int(found[2] or 0)


def shift(day, months, days, policy):
    """A date plus months, then days; a day that does not exist is fixed as the policy says."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if day.day <= last:
        fixed = datetime.date(year, month + 1, day.day)
    else:
        fixed = datetime.date(year, month + 1, last)
        if policy == "latest":
            fixed += datetime.timedelta(days=1)
    return fixed + datetime.timedelta(days=days)


def rounded(x, step, mode):
    parts = x / step
    low = math.floor(parts)
    if mode == "down":
        return low * step
    if mode == "up":
        return math.ceil(parts) * step
    if mode == "toward_zero":
        return math.trunc(parts) * step
    over = parts - low
    if over != Fraction(1, 2):
        return (low if over < Fraction(1, 2) else low + 1) * step
    if mode == "half_even":
        return (low if low % 2 == 0 else low + 1) * step
    return (low + 1 if parts > 0 else low) * step


def completed_years(first, last, policy):
    years = last.year - first.year
    return years if shift(first, 12 * years, 0, policy) <= last else years - 1


def plain(value):
    """A value in a form that compares: numbers as fractions."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", value)):
        return number(value)
    return value


def extreme(operands, greatest):
    given = [value for value in operands if value is not None]
    if not given:
        return None
    key = plain if isinstance(plain(given[0]), Fraction) else (lambda value: value)
    return max(given, key=key) if greatest else min(given, key=key)


def apply(step):
    """The value of one operation, or NotImplemented where its operands are no plain values."""
    name = step["operation"]
    operands = [operand["value"] for operand in step["operands"]]
    policy = step.get("missing_day")
    if name in ("min", "max", "list_least", "list_greatest"):
        # Cases of an enumeration are ordered by their table, which the explanation does not repeat.
        if any(isinstance(plain(value), str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in operands):
            return NotImplemented
        return extreme(operands, name in ("max", "list_greatest"))
    simple = {
        "add": lambda: number(operands[0]) + number(operands[1]),
        "sub": lambda: number(operands[0]) - number(operands[1]),
        "mul": lambda: number(operands[0]) * number(operands[1]),
        "div": lambda: number(operands[0]) / number(operands[1]),
        "neg": lambda: -number(operands[0]),
        "round": lambda: rounded(number(operands[0]), Fraction(step["step"]), step["rounding"]),
        "exact": lambda: number(operands[0]),
        "list_sum": lambda: sum((number(value) for value in operands), Fraction(0)),
        "list_count": lambda: Fraction(len(operands[0])),
        "earliest": lambda: min((value for value in operands if value is not None), default=None),
        "latest": lambda: None if None in operands else max(operands, default=None),
        "date_add": lambda: shift(date(operands[0]), *duration(operands[1]), policy).isoformat(),
        "date_sub": lambda: shift(date(operands[0]), *(-part for part in duration(operands[1])), policy).isoformat(),
        "days_between": lambda: Fraction((date(operands[0]) - date(operands[1])).days),
        "make_date": lambda: datetime.date(*(int(number(value)) for value in operands)).isoformat(),
        "year_of": lambda: Fraction(date(operands[0]).year),
        "month_of": lambda: Fraction(date(operands[0]).month),
        "day_of": lambda: Fraction(date(operands[0]).day),
        "anniversary": lambda: shift(date(operands[0]), 12 * int(number(operands[1])), 0, policy).isoformat(),
        "last_anniversary": lambda: shift(date(operands[0]), 12 * completed_years(date(operands[0]), date(operands[1]), policy),
                                          0, policy).isoformat(),
        "completed_years": lambda: Fraction(completed_years(date(operands[0]), date(operands[1]), policy)),
    }
    return simple[name]() if name in simple else NotImplemented


def sentence_number(text):
    """A number as a French sentence shows it, its unit dropped; None where it is none."""
    found = re.match(r"\(?(−?[\d" + NARROW + r"]+(?:,\d+)?(?:/[\d" + NARROW + r"]+)?)(" + NO_BREAK + r"%)?", text)
    if not found:
        return None
    digits = found[1].replace(NARROW, "").replace(",", ".").replace("−", "-")
    return Fraction(digits) / (100 if found[2] else 1)


def check_sentence(step):
    """Does the operation again from the French sentence alone, where it is written with signs."""
    signs = {"add": " + ", "sub": " − ", "mul": " × ", "div": " ÷ "}
    sentence, sign = step["sentence"], signs.get(step["operation"])
    if sign is None or " = " not in sentence:
        return False
    left, _, right = sentence.rpartition(" = ")
    parts = [sentence_number(part) for part in left.split(sign)]
    result = sentence_number(right)
    if len(parts) != 2 or None in parts or result is None:
        raise Wrong(f"the sentence cannot be read again: {sentence}")
    made = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
            "div": lambda a, b: a / b}[step["operation"]](*parts)
    if made != result:
        raise Wrong(f"the sentence does not add up: {sentence}")
    return True


def check_operand(operand, steps, rules, inputs):
    """Whether an operand is what it says it comes from."""
    if "error" in operand:
        return
    kind, value = operand["kind"], plain(operand["value"])
    if kind == "step":
        source = steps[operand["step"]]
    elif kind == "rule":
        source = rules[operand["name"]]
    elif kind == "input":
        source = inputs[operand["name"]]
    else:
        return
    if "error" in source or plain(source["value"]) != value:
        raise Wrong(f"{operand} is not what {kind} gives: {source.get('value')}")


def check(explanation):
    """Checks an explanation whole; gives how many operations and sentences were done again, and how many were not."""
    rules = {rule["name"]: rule for rule in explanation["rules"]}
    inputs = {fact["name"]: fact for fact in explanation["inputs"]}
    counts = {"rules": len(rules), "operations": 0, "sentences": 0, "beyond": 0, "failed": 0}
    for rule in explanation["rules"]:
        steps = rule["operations"]
        for index, step in enumerate(steps):
            for operand in step["operands"]:
                if operand["kind"] == "step" and operand["step"] >= index:
                    raise Wrong(f"{rule['name']}: an operation uses a later one")
                check_operand(operand, steps, rules, inputs)
            if "error" in step or any("error" in operand for operand in step["operands"]):
                if "error" not in step:
                    raise Wrong(f"{rule['name']}: a value made of an error: {step['sentence']}")
                counts["failed"] += 1
                continue
            made = apply(step)
            if made is NotImplemented:
                counts["beyond"] += 1
                continue
            if plain(made) != plain(step["value"]):
                raise Wrong(f"{rule['name']}: {step['sentence']} — but it makes {made}")
            counts["operations"] += 1
            counts["sentences"] += check_sentence(step)
        result = rule["result"]
        check_operand(result, steps, rules, inputs)
        if ("error" in result) != ("error" in rule) and rule.get("in_force", True):
            raise Wrong(f"{rule['name']}: its value and what made it disagree")
        if "error" not in rule and "error" not in result and plain(result["value"]) != plain(rule["value"]):
            raise Wrong(f"{rule['name']}: {rule['value']} is not {result['value']}")
    return counts
