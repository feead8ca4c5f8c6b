"""Runs the rules that `everything -- fisca FOLDER` wrote with openfisca-core, over the same firms, and tells how long that
takes for each firm and programme, and how often the verdict is another one than ours.

    python run.py FOLDER
"""

import importlib.util
import json
import pathlib
import sys
import time

import numpy
from openfisca_core.simulation_builder import SimulationBuilder

ROUNDS = 9
PERIOD = "2026-05"


def load(folder):
    spec = importlib.util.spec_from_file_location("rules", folder / "rules.py")
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    return rules


def main(folder):
    rules = load(folder)
    about = json.loads((folder / "about.json").read_text())
    firms, programmes = about["firms"], about["programmes"]
    simulation = SimulationBuilder().build_default_simulation(rules.system, count=firms)
    for name, kind in about["facts"].items():
        values = numpy.fromfile(folder / f"{name}.bin", dtype=numpy.int64)
        if kind == "date":
            values = values.astype("datetime64[D]")
        elif kind == "flag":
            values = values.astype(bool)
        simulation.set_input(name, PERIOD, values)
    computed = [name for name in rules.system.variables if name not in about["facts"]]
    asked = [f"{one}__{part}" for one in programmes for part in ("eligible", "amount")]
    asked = [name for name in asked if name in rules.system.variables]
    taken = []
    for _ in range(ROUNDS):
        for name in computed:
            simulation.delete_arrays(name)
        start = time.perf_counter()
        answers = {name: simulation.calculate(name, PERIOD) for name in asked}
        taken.append((time.perf_counter() - start) * 1e9 / firms / len(programmes))
    differ = {}
    for one in programmes:
        ours = numpy.fromfile(folder / f"{one}__eligible.bin", dtype=numpy.int64).astype(bool)
        differ[one] = int((ours != answers[f"{one}__eligible"]).sum())
    taken.sort()
    print(json.dumps({
        "ns": taken[len(taken) // 2],
        "best": taken[0],
        "differ": sum(differ.values()),
        "of": firms * len(programmes),
        "where": {one: count for one, count in differ.items() if count},
    }))


main(pathlib.Path(sys.argv[1]))
