"""`rulec fmt` as a shell runs it: what is written, what is not, and the exit codes."""

import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import unittest

RULEC = "rulec"

UGLY = """# Titre

prose   intacte

```avenant
unité   patient,patients
```
"""
NEAT = UGLY.replace("unité   patient,patients", "unité patient, patients")
WRONG = UGLY.replace("```\n", "\ndéfinition  x : entier = (1 +\n```\n")


def rulec(*arguments, stdin=b"", cwd=None):
    command = [RULEC, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env={"LANG": "fr_FR.UTF-8"}, timeout=60)


def patched(text, diff):
    """Applies a unified diff as `patch` does, without tolerance."""
    old = text.splitlines(keepends=True)
    new, at = [], 0
    for line in diff.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            begin = int(re.match(r"@@ -(\d+)", line)[1]) - 1
            new += old[at:begin]
            at = begin
        elif line[0] in " -":
            assert old[at] == line[1:], (at, old[at], line)
            at += 1
            new += [line[1:]] if line[0] == " " else []
        else:
            new.append(line[1:])
    return "".join(new + old[at:])


class Fmt(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.file = self.root / "a.avn.md"
        self.file.write_text(UGLY, encoding="utf-8")

    def test_a_file_is_rewritten_once_with_its_permissions(self):
        self.file.chmod(0o640)
        ran = rulec("fmt", self.file)
        self.assertEqual((ran.returncode, ran.stderr), (0, b""))
        self.assertEqual(self.file.read_text(encoding="utf-8"), NEAT)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o640)
        self.assertEqual([path.name for path in self.root.iterdir()], ["a.avn.md"])
        before = self.file.stat()
        self.assertEqual(rulec("fmt", self.file).returncode, 0)
        after = self.file.stat()
        self.assertEqual((before.st_mtime_ns, before.st_ino), (after.st_mtime_ns, after.st_ino))

    def test_without_a_path_it_is_the_current_folder(self):
        self.assertEqual(rulec("fmt", cwd=self.root).returncode, 0)
        self.assertEqual(self.file.read_text(encoding="utf-8"), NEAT)

    def test_a_file_of_a_project_is_formatted_alone(self):
        (self.root / "projet.avn.md").write_text("# Projet\n", encoding="utf-8")
        other = self.root / "b.avn.md"
        other.write_text(UGLY, encoding="utf-8")
        self.assertEqual(rulec("fmt", self.file).returncode, 0)
        self.assertEqual(self.file.read_text(encoding="utf-8"), NEAT)
        self.assertEqual(other.read_text(encoding="utf-8"), UGLY)

    def test_check_lists_and_writes_nothing(self):
        (self.root / "b.avn.md").write_text(NEAT, encoding="utf-8")
        ran = rulec("fmt", "--check", self.root)
        self.assertEqual(ran.returncode, 1)
        self.assertIn(str(self.file), ran.stdout.decode())
        self.assertNotIn("b.avn.md", ran.stdout.decode())
        self.assertEqual(self.file.read_text(encoding="utf-8"), UGLY)
        self.file.write_text(NEAT, encoding="utf-8")
        self.assertEqual(rulec("fmt", "--check", self.root).returncode, 0)

    def test_check_in_json_gives_the_first_line_that_would_change(self):
        ran = rulec("fmt", "--check", "--format", "json", self.root)
        self.assertEqual(ran.returncode, 1)
        message = json.loads(ran.stdout)["diagnostics"][0]
        self.assertEqual((message["code"], message["line"]), ("AVN6150", 6))

    def test_a_diff_is_one_that_patch_applies(self):
        self.file.write_text(UGLY.replace("patients\n", "patients\n\n\n\nunité  x , xs\n\n"), encoding="utf-8")
        ran = rulec("fmt", "--diff", "a.avn.md", cwd=self.root)
        self.assertEqual(ran.returncode, 0)
        self.assertEqual(rulec("fmt", "--diff", "--check", "a.avn.md", cwd=self.root).returncode, 1)
        wanted = rulec("fmt", "-", stdin=self.file.read_bytes()).stdout
        self.assertEqual(patched(self.file.read_text(encoding="utf-8"), ran.stdout.decode()).encode(), wanted)

    def test_standard_input_goes_to_standard_output(self):
        ran = rulec("fmt", "-", stdin=UGLY.encode())
        self.assertEqual((ran.returncode, ran.stdout.decode()), (0, NEAT))
        self.assertEqual(rulec("fmt", "--check", "-", stdin=UGLY.encode()).returncode, 1)
        self.assertEqual(rulec("fmt", "--check", "-", stdin=NEAT.encode()).returncode, 0)

    def test_a_filter_gives_back_what_it_cannot_read(self):
        bad = "# Titre\n".encode() + b"\xff\xfe\n"
        ran = rulec("fmt", "-", stdin=bad)
        self.assertEqual((ran.returncode, ran.stdout), (1, bad))

    def test_standard_input_does_not_mix_with_paths(self):
        ran = rulec("fmt", "-", self.file)
        self.assertEqual(ran.returncode, 2)
        self.assertIn("AVN6152", ran.stderr.decode())

    def test_a_wrong_rule_is_left_and_the_exit_code_says_so(self):
        self.file.write_text(WRONG, encoding="utf-8")
        ran = rulec("fmt", self.file)
        self.assertEqual(ran.returncode, 1)
        text = self.file.read_text(encoding="utf-8")
        self.assertIn("unité patient, patients\n", text)
        self.assertIn("\ndéfinition  x : entier = (1 +\n", text)
        self.assertIn("erreur[", ran.stderr.decode())

    def test_byte_order_mark_and_windows_line_breaks_stay(self):
        self.file.write_bytes(b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode())
        self.assertEqual(rulec("fmt", self.file).returncode, 0)
        self.assertEqual(self.file.read_bytes(), b"\xef\xbb\xbf" + NEAT.replace("\n", "\r\n").encode())

    def test_a_symbolic_link_stays_one(self):
        link = self.root / "lien.avn.md"
        link.symlink_to(self.file)
        self.assertEqual(rulec("fmt", link).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.file.read_text(encoding="utf-8"), NEAT)

    def test_a_file_that_cannot_be_replaced_stays_whole(self):
        # A folder in which nothing can be made, for root too.
        if not pathlib.Path("/proc/self/fd").exists():
            self.skipTest("needs /proc")
        with open(self.file, "rb") as opened:
            link = self.root / "lien.avn.md"
            target = self.root / "supprimé.avn.md"
            os.link(self.file, target)
            link.symlink_to(f"/proc/{os.getpid()}/fd/{opened.fileno()}")
            os.chmod(self.root, 0o555)
            self.addCleanup(os.chmod, self.root, 0o755)
            if os.geteuid() == 0:
                # Root writes anywhere: what is left is a file whose folder is gone.
                os.chmod(self.root, 0o755)
                os.unlink(self.file)
                os.unlink(target)
            ran = rulec("fmt", link)
        self.assertEqual(ran.returncode, 10, ran.stdout + ran.stderr)
        self.assertIn("AVN6151", ran.stderr.decode())


if __name__ == "__main__":
    RULEC = os.path.abspath(sys.argv.pop(1))
    unittest.main()
