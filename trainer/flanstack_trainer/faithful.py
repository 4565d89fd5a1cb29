"""What a chat template loses of an answer. The table of templates counts it, and training refuses what would be taught wrongly."""

import json


def call_problems(answer: dict, said: str) -> list[str]:
    """What of the answer's calls, or of an answer without calls, is not in the trained text, or not as it should be."""
    problems = []
    calls = answer.get("tool_calls", [])
    if not calls and answer["content"].strip() not in said:
        problems.append("text is dropped or changed")
    for call in calls:
        function = call["function"]
        if said.count(function["name"]) < sum(other["function"]["name"] == function["name"] for other in calls):
            problems.append("calls are dropped")
        for key, value in function["arguments"].items():
            if f'\\"{key}\\"' in said:
                problems.append("arguments are encoded twice")
            if not all(holds(said, leaf) for leaf in leaves(value)):
                problems.append("argument values are lost or changed")
    return problems


def reason_problems(answer: dict, said: str) -> list[str]:
    """Reasons beside calls: a model learns the calls without them too, so that their loss is told and not refused."""
    lost = answer.get("tool_calls") and answer["content"].strip() not in said
    return ["text beside calls is dropped"] if lost else []


def end_problems(answer: dict, said: str) -> list[str]:
    """A model that never saw an answer end goes on for ever."""
    ends_open = not answer.get("tool_calls") and said.rstrip().endswith(answer["content"].strip())
    return ["the end of the turn is not trained"] if ends_open else []


def leaves(value) -> list:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


def holds(text: str, leaf) -> bool:
    if isinstance(leaf, str):
        return leaf in text or json.dumps(leaf, ensure_ascii=False)[1:-1] in text or json.dumps(leaf)[1:-1] in text
    return json.dumps(leaf) in text or str(leaf) in text
