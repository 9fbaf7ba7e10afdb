"""HTML pages, of explanations, of coverage and of thresholds, in headless Chromium. Needs Chromium, node, and the packages playwright-core and axe-core, which
package.json lists: `npm ci` in the folder that AVENANT_NODE_MODULES names, as tests/run does below build/. Without them it is skipped."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
import coverage_test  # noqa: E402

SKIPPED = 77


def main():
    rulec, source = sys.argv[1:3]
    screenshots = sys.argv[3] if len(sys.argv) > 3 else "-"
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    modules = pathlib.Path(os.environ.get("AVENANT_NODE_MODULES", "."))
    missing = [name for name in ("playwright-core", "axe-core") if not (modules / "node_modules" / name).is_dir()]
    if not browser or not shutil.which("node") or missing:
        print(f"skipped: needs chromium ({browser or 'not found'}), node ({shutil.which('node') or 'not found'}), and "
              f"{', '.join(missing) or 'nothing else'} under AVENANT_NODE_MODULES")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        pages = pathlib.Path(folder) / "pages"
        cases = pathlib.Path(folder) / "cases.ndjson"
        lines = (pathlib.Path(source) / "examples/medecins.ndjson").read_text(encoding="utf-8").splitlines()
        cases.write_text("\n".join(lines[::12]) + "\n", encoding="utf-8")
        done = subprocess.run([rulec, "explain", f"{source}/rules/assistants-medicaux", "--dispositif", "aide_individuelle", "--at",
                               "2026-11-22", "--cases", str(cases), "--format", "html", "-o", str(pages)], capture_output=True)
        if done.returncode not in (0, 4, 5):
            print(done.stderr.decode("utf-8"))
            return 1
        # The coverage of rules of which a scenario shows a part only; the corpus would take minutes to look at in every view.
        (pages / "covered").mkdir()
        (pages / "covered/regles.avn.md").write_text(coverage_test.RULES, encoding="utf-8")
        (pages / "covered/scenarios.avn.md").write_text(coverage_test.SCENARIOS, encoding="utf-8")
        for language in ("fr", "en"):
            done = subprocess.run([rulec, "test", str(pages / "covered"), "--format", "html", "--lang", language, "-o",
                                   str(pages / f"couverture-{language}.html")], capture_output=True, check=False)
            if done.returncode != 0:
                print(done.stderr.decode("utf-8"))
                return 1
            done = subprocess.run([rulec, "sweep", f"{source}/rules/assistants-medicaux", "bilan.mt_adultes", "--dispositif", "aide_individuelle",
                                   "--cases", f"{source}/examples/medecins.ndjson", "--case", "dossier-01", "--at", "2026-11-22", "--result",
                                   "aide_due", "--result", "aide_ouverte", "--format", "html", "--lang", language, "-o",
                                   str(pages / f"seuils-{language}.html")], capture_output=True, check=False)
            if done.returncode != 0:
                print(done.stderr.decode("utf-8"))
                return 1
        script = pathlib.Path(__file__).with_name("pages.mjs")
        return subprocess.run(["node", str(script), browser, screenshots, *map(str, sorted(pages.glob("*.html")))],
                              check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
