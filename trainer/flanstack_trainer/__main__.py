"""The trainer's own command line; `flanstack trainer` starts it."""

import argparse
import os
import sys
from pathlib import Path

from .failure import TrainerFailure


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="flanstack_trainer")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train or resume one run folder")
    train.add_argument("run", type=Path)
    train.add_argument("--log", type=Path, help="file that all output is added to")
    serve = commands.add_parser("serve", help="serve adapters behind the OpenAI protocol")
    serve.add_argument("adapters", type=Path, nargs="+")
    serve.add_argument("--base")
    serve.add_argument("--host", default="127.0.0.1", help="0.0.0.0 inside a container, whose port is published by its engine")
    serve.add_argument("--port", type=int, default=8571)
    templates = commands.add_parser("templates", help="render rows through every tool-capable template that TRL ships")
    templates.add_argument("rows", type=Path)
    tiny = commands.add_parser("tiny", help="make a tiny model from rows")
    tiny.add_argument("rows", type=Path)
    tiny.add_argument("folder", type=Path)
    experiment = commands.add_parser("experiment", help="train and answer the arms of a plan")
    experiment.add_argument("plan", type=Path)
    given = parser.parse_args(arguments)
    try:
        return COMMANDS[given.command](given)
    except TrainerFailure as failure:
        print(failure, file=sys.stderr)
        return 1


def _train(given) -> int:
    if given.log is not None:
        # Before anything is imported, so that a failing import is in the log too.
        descriptor = os.open(given.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
    from .train import AT_RUNG, train

    code = train(given.run)
    if code == AT_RUNG:
        # A new process in place of this one holds no model while it waits for the other trials.
        os.execv(sys.executable, [sys.executable, "-m", "flanstack_trainer", "train", str(given.run)])
    return code


def _serve(given) -> int:
    from .serve import serve

    return serve(given.adapters, given.base, given.port, given.host)


def _templates(given) -> int:
    from .templates import table

    text, passed = table(given.rows)
    print(text)
    return 0 if passed else 1


def _tiny(given) -> int:
    from .tiny import make_tiny, texts_of

    make_tiny(given.folder, texts_of(given.rows))
    return 0


def _experiment(given) -> int:
    from .experiment import experiment

    return experiment(given.plan)


COMMANDS = {"train": _train, "serve": _serve, "templates": _templates, "tiny": _tiny, "experiment": _experiment}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
