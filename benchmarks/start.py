"""How long `twosource --help` takes, whole process, and which imports the time goes into.

`PYTHONPATH=src python benchmarks/start.py` prints the fastest and the median of twenty runs in seconds, beside an empty
Python process as the baseline, and the ten dearest imports in milliseconds. The aim is 0.5 s.
"""

import statistics
import subprocess
import sys
import time

RUNS = 20
HELP = "import sys; sys.argv = ['twosource', '--help']; from twosource.outlets.cli import main; main()"


def seconds(code: str) -> list[float]:
    """Return how long each of some runs of a piece of code took, in order of length."""
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)


def dearest_imports(count: int = 10) -> list[tuple[float, str]]:
    """Return the modules that cost most by themselves, in milliseconds."""
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", HELP], check=True, capture_output=True, text=True)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line][1:]
    return sorted(((int(own) / 1000, name.strip()) for own, _, name in rows), reverse=True)[:count]


def main() -> None:
    """Print the table."""
    for name, code in (("python, empty", "pass"), ("twosource --help", HELP)):
        taken = seconds(code)
        print(f"{name:<18} fastest {taken[0]:.3f} s  median {statistics.median(taken):.3f} s")
    for own, name in dearest_imports():
        print(f"{own:8.1f} ms  {name}")


if __name__ == "__main__":
    main()
