"""What explain gives: the forms of a page, its French, where it writes."""

import html.parser
import json

import support
from support import CASE, CommandTest

NB, NN = "\u00a0", "\u202f"


def raw(result):
    """What was printed, its no-break spaces kept."""
    return result.raw.decode("utf-8")


class Shape(html.parser.HTMLParser):
    """The headings, in order, and everything that a page would fetch."""

    def __init__(self):
        super().__init__()
        self.headings, self.fetched, self.open, self.language = [], [], [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.language = attrs.get("lang")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag in ("script", "link", "img", "iframe") or "src" in attrs or attrs.get("href", "#")[0] != "#":
            self.fetched.append(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


class Explain(CommandTest):
    def explain(self, case, *options):
        data = json.dumps(case, ensure_ascii=False).encode("utf-8")
        return self.rulec("explain", "rules", "--cases", "-", *options, stdin=data)

    def test_a_refusal_says_what_is_missing(self):
        result = self.explain({**CASE, "patients": 639})
        self.expect(result, 0)
        self.assertIn(f"Ouverte{NB}: non, 1{NB}condition sur 2 n’est pas remplie.", raw(result))
        self.assertIn(f"patients{NB}: 639{NB}patients{NN}; il faut au moins 640{NB}patients{NN}; il manque 1{NB}patient\n", raw(result))

    def test_units_are_plural_from_two_on(self):
        out = raw(self.explain({**CASE, "patients": 1}))
        self.assertIn(f"1{NB}patient{NN};", out)
        self.assertNotIn(f"1{NB}patients", out)
        self.assertIn(f"il manque 639{NB}patients", out)

    def test_html_stands_alone(self):
        result = self.explain(CASE, "--format", "html")
        self.expect(result, 0)
        shape = Shape()
        shape.feed(result.out)
        self.assertEqual(shape.fetched, [])
        self.assertEqual(shape.open, [])
        self.assertEqual(shape.language, "fr")
        self.assertEqual(shape.headings[0], 1)
        self.assertEqual(shape.headings.count(1), 1)
        for before, after in zip(shape.headings, shape.headings[1:]):
            self.assertLessEqual(after, before + 1)
        for landmark in ("<header>", "<nav ", "<main "):
            self.assertEqual(result.out.count(landmark), 1)

    def test_what_cases_say_is_escaped(self):
        out = self.explain({**CASE, "id": "<b>&\"", "commentaire": "<script>"}, "--format", "html").out
        self.assertNotIn("<script>", out)
        self.assertIn("&lt;b&gt;&amp;&quot;", out)

    def test_several_cases_are_several_pages(self):
        cases = json.dumps([{**CASE, "id": "a/../b"}, CASE], ensure_ascii=False).encode("utf-8")
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", stdin=cases)
        self.expect(result, 2, "AVN6230")
        self.assertEqual(result.out, "")
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", "-o", "pages", stdin=cases)
        self.expect(result, 0)
        pages = sorted(path.name for path in (self.folder / "pages").iterdir())
        self.assertEqual(len(pages), 2)
        self.assertEqual(pages, ["1_ab.html", "2_A1.html"])
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", "-o", "pages", stdin=cases)
        self.expect(result, 2, "AVN6153")

    def test_json_is_an_array_and_ndjson_a_line_a_case(self):
        cases = json.dumps([CASE, CASE], ensure_ascii=False).encode("utf-8")
        whole = json.loads(self.rulec("explain", "rules", "--cases", "-", "--format", "json", stdin=cases).out)
        lines = self.rulec("explain", "rules", "--cases", "-", "--format", "ndjson", stdin=cases).out.splitlines()
        self.assertEqual(whole, [json.loads(line) for line in lines])
        self.assertEqual(json.loads(self.rulec("explain", "rules", "--cases", "-", "--format", "json", stdin=b"[]").out), [])

    def test_english(self):
        out = raw(self.explain({**CASE, "patients": 639}, "--lang", "en"))
        self.assertIn("Ouverte: no, 1\u00a0condition out of 2 is not met.", out)
        self.assertIn("needed: at least 640\u00a0patients; 1\u00a0patient short", out)


if __name__ == "__main__":
    support.main()
