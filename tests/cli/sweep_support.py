"""What `rulec sweep --format json` says of each value, computed by code that knows nothing of rulec's own."""

import csv
import datetime
import io
import json
import math
from fractions import Fraction

EPOCH = datetime.date(1970, 1, 1)


def number(value):
    return Fraction(value) if isinstance(value, str) else Fraction(str(value))


def days(value):
    return (datetime.date.fromisoformat(value) - EPOCH).days


def rounded(x, step, sense):
    """The multiple of the step, as docs/numbers-and-dates.md says."""
    steps = x / step
    low = math.floor(steps)
    if steps == low or sense == "down":
        return low * step
    if sense == "up":
        return (low + 1) * step
    if sense == "toward_zero":
        return (low if steps > 0 else low + 1) * step
    rest = steps - low
    if rest != Fraction(1, 2):
        return (low + (rest > Fraction(1, 2))) * step
    if sense == "half_even":
        return (low + low % 2) * step
    return (low + (steps > 0)) * step


def months_later(day, months, missing_day):
    date = EPOCH + datetime.timedelta(days=int(day))
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    length = (following - datetime.date(year, month + 1, 1)).days
    if date.day <= length:
        return Fraction((datetime.date(year, month + 1, date.day) - EPOCH).days)
    return Fraction((following - EPOCH).days - (missing_day == "earliest"))


def value_of(formula, x):
    total = number(formula["constant"])
    for term in formula["terms"]:
        of = term["of"]
        if of == "input":
            part = x
        elif of == "rounding":
            part = rounded(value_of(term["argument"], x), number(term["step"]), term["sense"])
        elif of == "months_later":
            part = months_later(value_of(term["argument"], x), term["months"], term["missing_day"])
        elif of == "product":
            part = value_of(term["left"], x) * value_of(term["right"], x)
        else:
            part = value_of(term["left"], x) / value_of(term["right"], x)
        total += number(term["factor"]) * part
    return total


def load(text):
    """JSON with exact numbers."""
    return json.loads(text, parse_float=str, parse_int=int)


class Said:
    """What a sweep says of one result, value by value, in the order of the input."""

    def __init__(self, result, values, step):
        self.result = result
        self.values = values
        self.step = step

    def position(self, value):
        return Fraction(days(value)) if self.step == "day" else number(value)

    def outcomes(self):
        at = 0
        for piece in self.result["pieces"]:
            assert self.values[at] == piece["from"], (self.result["name"], self.values[at], piece["from"])
            for value in self.values[at:at + piece["n_values"]]:
                yield value, self.outcome(piece, value)
            at += piece["n_values"]
            assert self.values[at - 1] == piece["to"], (self.result["name"], self.values[at - 1], piece["to"])
        assert at == len(self.values), (self.result["name"], at)

    def outcome(self, piece, value):
        """A value, or the class of an error; None for what is not established."""
        if piece["kind"] == "unresolved":
            return None
        if piece["kind"] == "formula":
            found = value_of(piece["formula"], self.position(value))
            if isinstance(piece["first"]["value"], str) and piece["first"]["value"].count("-") >= 2:
                return ("value", (EPOCH + datetime.timedelta(days=int(found))).isoformat())
            return ("value", found)
        outcome = piece["outcome"]
        if "error" in outcome:
            return ("error", outcome["error"]["class"])
        return ("value", outcome["value"])


def same(said, cell, error):
    """Whether what a sweep says is what a row of results says."""
    if said is None:
        return True
    kind, what = said
    if kind == "error":
        # A part of an objectif that is out of force has an empty cell, and no error.
        return error == what or (not error and cell == "" and what in ("sans_version", "abrogé"))
    if error:
        return False
    if what is None:
        return cell == ""
    if isinstance(what, bool):
        return cell == ("true" if what else "false")
    if isinstance(what, Fraction):
        return cell != "" and Fraction(cell) == what
    if isinstance(what, int):
        return cell != "" and Fraction(cell) == what
    try:
        return Fraction(cell) == Fraction(what)
    except ValueError:
        return cell == what


def values_between(data):
    """All values of a sweep's input, as JSON writes them, by its ends and its step."""
    first, last, step, count = (data["input"][name] for name in ("from", "to", "step", "n_values"))
    values = [None] if first is None else []
    if step == "number":
        size = number(data["input"]["step_size"])
        end = number(last)
        start = end - size * (count - 1 - len(values))
        for i in range(count - len(values)):
            x = start + size * i
            values.append(int(x) if x.denominator == 1 else str(decimal_of(x)))
        return values
    if step == "day":
        end = datetime.date.fromisoformat(last)
        n = count - len(values)
        return values + [(end - datetime.timedelta(days=n - 1 - i)).isoformat() for i in range(n)]
    return None


def decimal_of(x):
    """A fraction of decimals, without zeros at its end."""
    digits, denominator = 0, x.denominator
    while 10 ** digits % denominator:
        digits += 1
    whole = str(abs(x.numerator) * 10 ** digits // denominator).rjust(digits + 1, "0")
    sign = "-" if x < 0 else ""
    return sign + whole[:-digits] + "." + whole[-digits:] if digits else sign + whole


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))
