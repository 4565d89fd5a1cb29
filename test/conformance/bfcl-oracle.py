"""Runs the leaderboard's own AST checker (package bfcl-eval) over JSON lines: the oracle of evaluation/parity.

Reads {"category", "functions", "calls", "ground_truth"} per line, writes {"valid", "error_type"} per line.
With --data it writes the package's own Python AST cases instead: {"id", "category", "functions", "ground_truth"}.
With --time it reads all lines and writes {"cases", "seconds" of checking, "parsing" seconds}, in processor time.

The checker imports every model client and two tree-sitter grammars that Python cases never touch; they are replaced by empty
stand-ins, so that `pip install --no-deps bfcl-eval` is enough. The checker's file itself is used as it is.
"""

import importlib.util
import json
import sys
import time
import types
from pathlib import Path

CATEGORIES = [
    "simple_python", "multiple", "parallel", "parallel_multiple",
    "live_simple", "live_multiple", "live_parallel", "live_parallel_multiple",
]  # fmt: skip


def stand_in(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


class KeepsDots:
    underscore_to_dot = False


def load_checker():
    stand_in("bfcl_eval.constants.model_config", MODEL_CONFIG_MAPPING={"oracle": KeepsDots})
    convertors = "bfcl_eval.eval_checker.ast_eval.type_convertor"
    stand_in(f"{convertors}.java_type_converter", java_type_converter=None)
    stand_in(f"{convertors}.js_type_converter", js_type_converter=None)
    from bfcl_eval.constants.enums import Language
    from bfcl_eval.eval_checker.ast_eval.ast_checker import ast_checker

    def check(case):
        try:
            result = ast_checker(
                case["functions"], case["calls"], case["ground_truth"], Language.PYTHON, case["category"], "oracle"
            )
        except Exception as error:
            return {"valid": False, "error_type": f"exception:{type(error).__name__}"}
        return {"valid": result["valid"], "error_type": None if result["valid"] else result["error_type"]}

    return check


def write_data():
    data = Path(importlib.util.find_spec("bfcl_eval").submodule_search_locations[0]) / "data"
    for category in CATEGORIES:
        answers = {}
        for line in (data / "possible_answer" / f"BFCL_v4_{category}.json").open(encoding="utf-8"):
            answer = json.loads(line)
            answers[answer["id"]] = answer["ground_truth"]
        for line in (data / f"BFCL_v4_{category}.json").open(encoding="utf-8"):
            case = json.loads(line)
            print(json.dumps({
                "id": case["id"], "category": category,
                "functions": case["function"], "ground_truth": answers[case["id"]],
            }))  # fmt: skip


def main():
    if "--data" in sys.argv:
        return write_data()
    check = load_checker()
    if "--time" in sys.argv:
        lines = sys.stdin.readlines()
        begin = time.process_time()
        cases = [json.loads(line) for line in lines]
        start = time.process_time()
        for case in cases:
            check(case)
        seconds = time.process_time() - start
        return print(json.dumps({"cases": len(cases), "seconds": seconds, "parsing": start - begin}))
    for line in sys.stdin:
        print(json.dumps(check(json.loads(line))))


main()
