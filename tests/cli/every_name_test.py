"""Every name of the corpus: where and graph find it, its picture is well-formed and nothing in it overlaps, and the edges of every
rule are those that an independent walk of the analysed rules (`check --dump=hir`) finds."""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

RULEC = "rulec"
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
RULES = SOURCE / "rules" / "assistants-medicaux"
KINDS = ("definition", "eligibility", "condition", "table", "series", "objective", "obligation", "instalments")
SVG = "{http://www.w3.org/2000/svg}"


def rulec(*arguments):
    done = subprocess.run([RULEC, *arguments], capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


class Hir:
    """The printed form of the analysed rules, read without any knowledge of the compiler's own walk."""

    def __init__(self, text):
        self.sections = []  # (kind, head, lines)
        for line in text.splitlines():
            if not line.startswith(" "):
                kind, _, head = line.partition(" ")
                self.sections.append((kind, head, []))
            else:
                self.sections[-1][2].append(line.strip())
        self.vocabularies = {head.split(" ")[0] for kind, head, _ in self.sections if kind == "vocabulary"}
        # Two dispositifs may each have a rule of one name.
        self.written = [(self.variable_name(head), lines) for kind, head, lines in self.sections if kind in KINDS]
        self.variables = {self.variable_name(head): kind for kind, head, _ in self.sections if kind in KINDS}
        self.library = {name for name, lines in self.written
                        if lines and any(lines[0] == f"version @{one}" for one in self.vocabularies)}
        self.rules = {self.rule_of(name) for name in self.variables} - self.library
        self.unknown = [self.address(head) for kind, head, _ in self.sections if kind == "unknown"]
        self.readings = {head for kind, head, _ in self.sections if kind == "reading"}
        self.inputs = {re.match(r"\w+", head).group(0) for kind, head, _ in self.sections if kind == "input"}
        names = sorted(self.variables, key=len, reverse=True)
        self.variable_pattern = re.compile(r"\b(?:variable|apply) (" + "|".join(map(re.escape, names)) + r")(?=[(; )|]|$)")
        figures = sorted(filter(None, self.unknown), key=len, reverse=True)
        self.figure_pattern = re.compile(r"\bunknown (" + "|".join(map(re.escape, figures)) + r")(?=[; )|]|$)")
        self.derogations = [(head, lines) for kind, head, lines in self.sections if kind == "derogation"]
        self.derogation_names = {re.match(r"\w+", head).group(0) for head, _ in self.derogations}

    @staticmethod
    def address(head):
        return head.split(" : ")[0]

    @staticmethod
    def variable_name(head):
        head = head.removeprefix("result ")
        # `aide_maximale(n in 1..5) : montant`, `rule « label » : booléen`, `f with x : nombre : nombre`.
        head = re.split(r" with | : |\((?=\w+ in )", head)[0]
        return head.strip()

    def rule_of(self, name):
        rule = name.split(" « ")[0]
        kind = self.variables.get(name, "definition")
        return rule.split(".")[0] if kind in ("objective", "obligation", "instalments") or "." in rule else rule

    def reads(self, line):
        found = set()
        text = re.sub(r"«[^»]*»", lambda match: match.group(0).replace("variable ", ""), line)
        for name in self.variable_pattern.findall(text):
            if name not in self.library:
                found.add(self.rule_of(name))
        found.update(re.findall(r"\binput ([\w.]+)", text))
        found.update("field " + name for name in re.findall(r"\bfield (\w+)", text))
        found.update(re.findall(r"\blist (\w+)", text))
        found.update(re.findall(r"\breading (\w+)", text))
        found.update("unknown " + name for name in self.figure_pattern.findall(text))
        found.update(re.findall(r"\blookup (\w+)\.", text))
        if re.search(r"\bsituation_date\b", text):
            found.add("date de situation")
        return found

    def edges(self):
        """What each rule and each derogation reads, by name."""
        edges = {}
        for name, lines in self.written:
            rule = edges.setdefault(self.rule_of(name), set())
            for line in lines:
                rule.update(self.reads(line))
        for head, lines in self.derogations:
            name = re.match(r"\w+", head).group(0)
            own = edges.setdefault(name, set())
            # The arguments of its target are its own reads, the target is not.
            target = re.search(r" to (.*?)(?:\(| @)", head).group(1)
            for line in [head.split(" to ", 1)[1].removeprefix(target), *lines]:
                if not line.startswith("over "):
                    own.update(self.reads(line))
            edges.setdefault(self.rule_of(target) if target in self.variables else target, set()).add(name)
        return {name: read - {name} for name, read in edges.items() if name not in self.library}


def read_name(node, lists):
    """What a node of a graph is called in the walk above."""
    if node["kind"] == "figure":
        return "unknown " + node["name"]
    if node["kind"] == "input_field" and node["name"].split(".")[0] in lists:
        return "field " + node["name"].split(".")[1]
    return node["name"]


class EveryName(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        code, out, err = rulec("check", str(RULES), "--dump=hir")
        assert code == 0, err
        cls.hir = Hir(out)
        cls.lists = {match.group(1) for match in re.finditer(r"^input (\w+) : liste", out, re.M)}

    def answers(self, command, name):
        """What is said of the name, or of each whole name where several things have it."""
        code, out, err = rulec(command, name, str(RULES), "--format", "json")
        if code == 0:
            return [(name, json.loads(out))]
        err = err.replace("\u00a0", " ").replace("\u202f", " ")
        self.assertIn("AVN6241", err, f"{name}: {err}")
        found = []
        for full in re.search(r"(?:désigner|may be) ?: (.*)", err).group(1).split(" ; "):
            code, out, err = rulec(command, full, str(RULES), "--format", "json")
            self.assertEqual(code, 0, f"{full}: {err}")
            found.append((full, json.loads(out)))
        return found

    def ask(self, name):
        """Every form of the answer for one name: the JSON of the cone, checked."""
        found = []
        for full, graph in self.answers("graph", name):
            code, svg, err = rulec("graph", full, str(RULES))
            self.assertEqual(code, 0, f"{full}: {err}")
            self.check_picture(full, svg)
            found.append(graph)
        return found

    def check_picture(self, name, svg):
        root = ElementTree.fromstring(svg)
        for layout in root.findall(f"{SVG}svg"):
            boxes = [tuple(int(rect.get(key)) for key in ("x", "y", "width", "height")) for rect in layout.iter(f"{SVG}rect")]
            self.assertGreater(len(boxes), 0, name)
            width, height = map(int, layout.get("viewBox").split()[2:])
            for i, (x, y, w, h) in enumerate(boxes):
                self.assertTrue(x >= 0 and y >= 0 and x + w <= width and y + h <= height, f"{name}: a box leaves the picture")
                for u, v, s, t in boxes[i + 1:]:
                    self.assertFalse(x < u + s and u < x + w and y < v + t and v < y + h, f"{name}: two boxes overlap")

    def test_edges_are_those_of_the_analysed_rules(self):
        expected = self.hir.edges()
        self.assertGreater(len(expected), 120)
        self.assertGreater(sum(map(len, expected.values())), 400)
        names = sorted(expected)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(self.ask, names))
        n_edges = 0
        for name, graphs in zip(names, answers):
            read = set()
            for graph in graphs:
                nodes = {node["id"]: node for node in graph["nodes"]}
                direct = [edge for edge in graph["edges"] if edge["reader"] == graph["centre"]]
                read.update(read_name(nodes[edge["read"]], self.lists) for edge in direct)
                n_edges += len(direct)
                for edge in graph["edges"]:
                    self.assertTrue(edge["for"] and edge["places"], f"{name}: {edge}")
            self.assertEqual(read, expected[name], name)
        print(f"{len(names)} names, {n_edges} edges", file=sys.stderr)

    def test_where_of_every_name(self):
        code, out, err = rulec("schema", str(RULES), "--dispositif", "aide_individuelle", "--format", "csv")
        self.assertEqual(code, 0, err)
        facts = {re.sub(r"\([^)]*\)", "", name) for name in out.strip().split(",")} - {"id"}
        names = sorted(self.hir.rules | self.hir.derogation_names | self.hir.readings | self.hir.inputs | facts)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda name: self.answers("where", name), names))
        n_places = 0
        for full, found in (each for answer in answers for each in answer):
            self.assertGreater(len(found["places"]), 0, full)
            self.assertIn(found["places"][0]["action"], ("defines", "extends"), full)
            for place in found["places"]:
                n_places += 1
                line = pathlib.Path(place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
                words = place["words"].split("\n")[0].replace("\u00a0", " ")
                self.assertIn(" ".join(words.split())[:30], " ".join(line.replace("\u00a0", " ").split()), full)
        print(f"{len(names)} names, {n_places} places", file=sys.stderr)


if __name__ == "__main__":
    RULEC = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
