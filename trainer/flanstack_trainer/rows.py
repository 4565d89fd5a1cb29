"""Training rows, read line by line: TRL's and OpenAI's shapes become one, and what is wrong is said with its line."""

import json
from dataclasses import dataclass
from pathlib import Path

from .failure import TrainerFailure


@dataclass(frozen=True)
class Row:
    """A conversation; `marked` holds the positions of the assistant turns that are trained on."""

    line: int
    messages: list[dict]
    tools: list[dict]
    marked: list[int]


@dataclass(frozen=True)
class Preference:
    """A conversation up to the next answer, and two answers: the better and the worse."""

    line: int
    messages: list[dict]
    tools: list[dict]
    chosen: dict
    rejected: dict


def read_rows(path: Path) -> list[Row]:
    return [_row(line, value) for line, value in _lines(path)]


def read_preferences(path: Path) -> list[Preference]:
    return [_preference(line, value) for line, value in _lines(path)]


def _lines(path: Path):
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainerFailure("file_unreadable", f"{path} cannot be read: {error}", "Build the data again.") from error
    values = []
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() == "":
            continue
        try:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("a row is an object")
            values.append((number, value))
        except ValueError as error:
            problems.append(f"{path.name}:{number}: {error}")
    if problems or not values:
        what = "; ".join(problems[:5]) or f"{path.name} holds no row"
        raise TrainerFailure("bad_rows", what, "Check the file with: flanstack data verify")
    return values


def _row(line: int, value: dict) -> Row:
    messages = [message(each) for each in value.get("messages") or []]
    marked = [
        index
        for index, each in enumerate(value.get("messages") or [])
        if each.get("role") == "assistant" and each.get("weight", 1) not in (0, False)
    ]
    if not marked:
        raise TrainerFailure(
            "no_marked_turn", f"line {line} has no assistant turn to train on", "Check the file with: flanstack data verify"
        )
    return Row(line, messages, _tools(value.get("tools")), marked)


def _preference(line: int, value: dict) -> Preference:
    if "preferred_output" in value:
        given = value.get("input") or {}
        context, tools = given.get("messages"), given.get("tools")
        chosen, rejected = value.get("preferred_output"), value.get("non_preferred_output")
    else:
        context, tools = value.get("prompt"), value.get("tools")
        chosen, rejected = value.get("chosen"), value.get("rejected")
    if not (isinstance(context, list) and _single(chosen) and _single(rejected)):
        raise TrainerFailure(
            "bad_rows",
            f"line {line} is no preference: it wants a prompt, one better and one worse assistant message",
            "Export preferences again.",
        )
    return Preference(line, [message(each) for each in context], _tools(tools), message(chosen[0]), message(rejected[0]))


def _single(value) -> bool:
    return isinstance(value, list) and len(value) == 1 and value[0].get("role") == "assistant"


def _tools(value) -> list[dict]:
    return json.loads(value) if isinstance(value, str) else list(value or [])


def message(given: dict) -> dict:
    """A message as chat templates want it: arguments as objects, absent keys left out."""
    result = {"role": given["role"], "content": given.get("content") or ""}
    calls = [_call(call) for call in given.get("tool_calls") or []]
    if calls:
        result["tool_calls"] = calls
    if given["role"] == "tool" and given.get("name"):
        result["name"] = given["name"]
    return result


def _call(call: dict) -> dict:
    function = call["function"]
    arguments = function.get("arguments") or {}
    if isinstance(arguments, str):
        arguments = json.loads(arguments)
    return {"type": "function", "function": {"name": function["name"], "arguments": arguments}}
