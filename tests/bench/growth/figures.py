"""Measures how cost grows with rows and with rules: what `measure_growth` prints and draws. Processor time throughout."""

import dataclasses
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
# Whole commands are run again until they took so long together.
LEAST_SECONDS = 0.5
# Above it, cost is said to grow faster than rows or rules.
MOST_EXPONENT = 1.1


@dataclasses.dataclass
class Series:
    """One curve: seconds by number of rows or rules, and, where it is known, the most memory in KiB."""

    name: str
    seconds: dict[int, float] = dataclasses.field(default_factory=dict)
    peak_kib: dict[int, int] = dataclasses.field(default_factory=dict)

    def exponent(self) -> float:
        """The slope of the line through the logarithms of the large end: the greatest size, and those within a hundredth
        of it."""
        sizes = [n for n in self.seconds if n * 101 >= max(self.seconds)]
        xs = [math.log(n) for n in sizes]
        ys = [math.log(self.seconds[n]) for n in sizes]
        x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
        return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)) / sum((x - x_mean) ** 2 for x in xs)

    def ratio(self, n: int) -> float | None:
        """The cost of one at this size over that at the size before; None for the first."""
        before = [size for size in self.seconds if size < n]
        if not before:
            return None
        return self.seconds[n] / n / (self.seconds[max(before)] / max(before))


@dataclasses.dataclass
class Figures:
    rows: list[Series]
    check: list[Series]
    compile: list[Series]
    decide: list[Series]
    dispositif: list[Series]


def generate(folder: pathlib.Path, n_rules: int) -> pathlib.Path:
    """A project of so many rules."""
    project = folder / str(n_rules)
    subprocess.run([sys.executable, HERE.parent / "generate_rules.py", str(n_rules), project], check=True)
    return project


class Measures:
    """Runs the programs of one build."""

    def __init__(self, build: pathlib.Path):
        self.build = build
        self.environment = dict(os.environ, AVENANT_CACHE="off")
        self.environment.setdefault("AVENANT_NATIVE", str(build / "libavenant_native.so"))

    def own(self, *words: str) -> list[dict[str, float]]:
        """What growth_measures prints."""
        command = [self.build / "tests" / "bench" / "growth" / "growth_measures", *words]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=self.environment)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def once(self, command: list[str | pathlib.Path], stdin: int | None = None) -> tuple[float, int]:
        """Processor seconds and the most memory, in KiB, of one run of a command."""
        with subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=self.environment) as child:
            message = child.stderr.read().decode(errors="replace")
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        # 4: some case lacks what it needs.
        if child.returncode not in (0, 4):
            sys.exit(f"{' '.join(map(str, command))}: exit code {child.returncode}\n{message}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss

    def repeated(self, command: list[str | pathlib.Path]) -> float:
        """Processor seconds of one run, of as many as are worth measuring."""
        seconds = [self.once(command)[0]]
        while sum(seconds) < LEAST_SECONDS:
            seconds.append(self.once(command)[0])
        return sum(seconds) / len(seconds)

    def csv(self, n_rows: int) -> tuple[float, int]:
        """`rulec run` on so many rows of a pipe: what makes them is another process."""
        population = [self.build / "examples" / "population" / "population", "--rows", str(n_rows)]
        command = [self.build / "rulec", "run", "rules/assistants-medicaux", "--dispositif", "aide_individuelle"]
        command += ["--result", "aide_ouverte", "--result", "aide_due", "--engine", "auto"]
        command += ["--cases", "-", "--format", "csv", "-o", "/dev/null"]
        with subprocess.Popen(population, stdout=subprocess.PIPE) as maker:
            return self.once(command, maker.stdout)

    def rows(self, n_batch: list[int], n_csv: list[int], say) -> list[Series]:
        batch = Series("native batch, columns in memory")
        say("rows in memory, as columns")
        for found in self.own("rows", *map(str, n_batch)):
            batch.seconds[found["n"]] = found["seconds"]
            batch.peak_kib[found["n"]] = found["peak_kib"]
        csv = Series("rulec run on CSV")
        for n in n_csv:
            say(f"{n} rows of CSV")
            csv.seconds[n], csv.peak_kib[n] = self.csv(n)
        return [batch, csv]

    def rules(self, sizes: list[int], say) -> Figures:
        check = [Series("rulec check"), Series("check without proofs"), Series("rulec build")]
        compiled = [Series("fast tier"), Series("optimised tier"), Series("optimised tier, for blocks")]
        decide = [Series("interpreter"), Series("fast tier"), Series("optimised tier"), Series("blocks, optimised")]
        alone = [Series(f"compiling, {each.name}") for each in compiled] + [Series(f"deciding, {each.name}") for each in decide]
        keys = ["compile_fast", "compile_optimised", "compile_blocks", "decide_interpreter", "decide_fast", "decide_optimised", "decide_blocks"]
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for n in sizes:
                say(f"{n} rules")
                project = generate(folder, n)
                rulec = self.build / "rulec"
                commands = [[rulec, "check", project], [rulec, "check", project, "--dump=program"], [rulec, "build", project, "-o", folder / "x.avnb"]]
                for series, command in zip(check, commands):
                    series.seconds[n] = self.repeated(command)
                found = self.own("rules", str(project))[0]
                for series, key in zip(compiled + decide, keys):
                    series.seconds[n] = found[key]
                if n < 100:
                    continue
                found = self.own("dispositif", str(project))[0]
                for series, key in zip(alone, keys):
                    series.seconds[n] = found[key]
        return Figures([], check, compiled, decide, alone)


def measure(build: pathlib.Path, is_quick: bool, say) -> Figures:
    """Everything; `say` is told what is being measured."""
    measures = Measures(build)
    most_batch, most_csv, most_rules = (6, 5, 3) if is_quick else (8, 7, 4)
    rows = measures.rows([10**i for i in range(3, most_batch + 1)], [10**i for i in range(3, most_csv + 1)], say)
    figures = measures.rules([10**i for i in range(1, most_rules + 1)], say)
    figures.rows = rows
    return figures


def to_json(figures: Figures) -> str:
    return json.dumps(dataclasses.asdict(figures), indent=1)


def from_json(text: str) -> Figures:
    def by_size(table):
        return {int(n): number for n, number in table.items()}

    groups = {
        group: [Series(each["name"], by_size(each["seconds"]), by_size(each["peak_kib"])) for each in series]
        for group, series in json.loads(text).items()
    }
    return Figures(**groups)
