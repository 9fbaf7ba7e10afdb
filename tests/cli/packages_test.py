"""Packages from outside: made, read in place of rules, the same everywhere, refused when anything is wrong with them."""

import hashlib
import pathlib
import shutil
import struct

import support
from support import CASE, CommandTest, SCENARIOS


def stamped(data):
    """A package whose digest is made right again."""
    return data[:64] + hashlib.sha256(data[:64] + data[96:]).digest() + data[96:]


class PackageTest(CommandTest):
    def build(self, name="p.avnb", rules="rules"):
        result = self.rulec("build", rules, "-o", name)
        self.expect(result, 0)
        return (self.folder / name).read_bytes()


class Made(PackageTest):
    def test_commands_say_the_same_of_a_package_and_of_its_rules(self):
        self.build()
        cases = ["--cases", self.write("cases.json", support.json.dumps([CASE, {**CASE, "patients": 639}, {}]))]
        for arguments in (["run", "PATH", *cases], ["run", "PATH", *cases, "--format", "json"], ["explain", "PATH", *cases],
                          ["explain", "PATH", "--variable", "démesure", *cases], ["readings", "PATH"], ["unknowns", "PATH"],
                          ["run", "PATH", *cases, "--reading", "seuil=plus_de", "--figure", "prime=150 €"]):
            with self.subTest(arguments=arguments):
                of_rules = self.rulec(*["rules" if each == "PATH" else each for each in arguments])
                of_package = self.rulec(*["p.avnb" if each == "PATH" else each for each in arguments])
                self.assertEqual(of_package.code, of_rules.code)
                self.assertEqual(of_package.out, of_rules.out.replace("rules/regles", "regles"))
                self.assertEqual(of_package.err, of_rules.err)
                self.assertGreater(len(of_package.out), 20)

    def test_ir_says_what_the_package_was_made_from(self):
        self.build()
        digest = hashlib.sha256((self.folder / "rules/regles.avn.md").read_bytes()).hexdigest()
        printed = self.rulec("ir", "p.avnb").out
        self.assertIn(f'(source "regles.avn.md" {digest})', printed)
        self.assertIn("(text essai text 2020-01-01 2020-01-02", printed)

    def test_a_package_is_known_by_its_first_bytes_too(self):
        self.build("convention")
        self.expect(self.rulec("unknowns", "convention"), 0)

    def test_the_same_rules_give_the_same_bytes_wherever_they_lie(self):
        self.write("rules/suite.avn.md", SCENARIOS.replace("EXPECTED", "faux"))
        first = self.build()
        elsewhere = self.folder / "a b" / "deeper"
        elsewhere.mkdir(parents=True)
        # Copied in the other order, and named in every way.
        for name in ("suite.avn.md", "regles.avn.md"):
            shutil.copy(self.folder / "rules" / name, elsewhere / name)
        for path in ("a b/deeper", "./a b/../a b/deeper/", str(elsewhere.resolve())):
            self.assertEqual(self.build("q.avnb", path), first)
        result = self.rulec("build", "a b/deeper/suite.avn.md", "a b/deeper/regles.avn.md", "-o", "q.avnb")
        self.expect(result, 0)
        self.assertEqual((self.folder / "q.avnb").read_bytes(), first)
        self.assertNotIn(str(self.folder).encode(), first)
        self.write("rules/regles.avn.md", support.RULES.replace("640 patients", "650 patients"))
        self.assertNotEqual(self.build(), first)

    def test_a_package_replaces_another_whole_and_leaves_nothing_beside_it(self):
        self.write("p.avnb", b"something else")
        self.build()
        self.expect(self.rulec("unknowns", "p.avnb"), 0)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["p.avnb", "rules"])

    def test_building_checks_as_check_does(self):
        corpus = pathlib.Path(__file__).resolve().parent.parent.parent / "rules" / "assistants-medicaux"
        rules = shutil.copytree(corpus, self.folder / "corpus")
        result = self.rulec("build", str(rules), "-o", "p.avnb")
        self.expect(result, 0)
        self.assertEqual(result.err, self.rulec("check", str(rules)).err)
        self.assertEqual(result.err, "")
        # A message of a check names the file as its caller does, wherever it lies.
        self.write("rules/regles.avn.md", support.RULES.replace("patients > 640", "patients > 640 et patients < 10"))
        result = self.rulec("build", "rules", "-o", "p.avnb")
        self.assertEqual(result.err, self.rulec("check", "rules").err)
        self.assertIn("rules/regles.avn.md:", result.err)

    def test_wrong_rules_make_no_package(self):
        self.write("p.avnb", b"as it was")
        self.write("rules/regles.avn.md", support.RULES.replace("patients > 640", "patiens > 640"))
        self.expect(self.rulec("build", "rules", "-o", "p.avnb"), 1, "AVN2001")
        self.assertEqual((self.folder / "p.avnb").read_bytes(), b"as it was")

    def test_where_to_write_is_said_and_can_be_written(self):
        self.expect(self.rulec("build", "rules"), 2, "AVN6108")
        self.expect(self.rulec("build", "rules", "-o", "absent/p.avnb"), 10, "AVN6151", "absent/p.avnb")
        self.expect(self.rulec("build", "rules", "-o", "rules"), 10, "AVN6151")
        self.expect(self.rulec("build", "rules", "-o", "/dev/full"), 10, "AVN6151")
        self.expect(self.rulec("build", "rules", "-o", "p.avnb", "-o", "q.avnb"), 2)

    def test_what_needs_rules_says_so(self):
        self.build()
        for command in ("check", "test"):
            self.expect(self.rulec(command, "p.avnb"), 2, "AVN6106", f"rulec {command}")
        self.expect(self.rulec("build", "p.avnb", "-o", "q.avnb"), 2, "AVN6106")
        self.expect(self.rulec("ir", "p.avnb", "rules"), 1, "AVN6107")


class Refused(PackageTest):
    def refuse(self, data, *messages):
        self.write("p.avnb", data)
        for command in ("run", "explain", "ir", "readings", "unknowns"):
            result = self.rulec(command, "p.avnb")
            self.expect(result, 1, *messages)
            self.assertEqual(result.out, "")

    def test_what_is_no_package(self):
        self.refuse(b"", "AVN6100")
        self.refuse(b"# Une notice\n", "AVN6100", "n’est pas un paquet")
        self.refuse(self.build().replace(b"\r\n", b"\n", 1), "AVN6100")

    def test_what_ends_too_early(self):
        data = self.build()
        for size in (1, 8, 95, 96, 1000, len(data) - 1):
            self.refuse(data[:size], "AVN6101")

    def test_what_was_altered(self):
        data = self.build()
        for at in (40, 64, 100, len(data) // 2, len(data) - 1):
            self.refuse(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1:], "AVN6102")
        self.refuse(data + b"\0", "AVN6102")

    def test_what_a_later_rulec_made(self):
        data = self.build()
        self.refuse(data[:8] + struct.pack("<II", 77, 70) + data[16:], "AVN6103", "au format 77", "rulec 0.1.0")

    def test_what_a_rulec_long_gone_made(self):
        data = self.build()
        self.refuse(data[:8] + struct.pack("<II", 0, 0) + data[16:], "AVN6104", "au format 0")

    def test_what_is_stamped_but_unsound(self):
        data = self.build()
        # The first section, of types, claims 2^60 records.
        self.refuse(stamped(data[:104] + struct.pack("<Q", 1 << 60) + data[112:]), "AVN6105")
        offset = struct.unpack_from("<Q", data, 96 + 16)[0]
        self.refuse(stamped(data[:offset] + b"\x63" + data[offset + 1:]), "AVN6105", "section TYPE")
        self.refuse(stamped(data[:24] + struct.pack("<I", 3) + data[28:]), "AVN6105")

    def test_what_cannot_be_read(self):
        self.expect(self.rulec("run", "absent.avnb"), 1, "AVN6001")

    def test_messages_in_english(self):
        self.write("p.avnb", self.build()[:-1])
        self.assertIn("this package is incomplete", self.rulec("run", "p.avnb", "--lang", "en").err)


if __name__ == "__main__":
    support.main()
