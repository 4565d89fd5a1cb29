"""Renders rows through each tool-capable chat template that TRL ships, and says what each does to them."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from .rows import Row, read_rows
from .spans import render, turn_of

# Templates that only differ in what their family's images need, or that TRL patched for its own masks, are left out.
LEFT_OUT = ("_training", "_vl", "idefics", "smolvlm", "llava", "diffusion")


@dataclass
class Verdict:
    template: str
    rows: int = 0
    rendered: int = 0
    calls: int = 0
    results: int = 0
    marks: int = 0
    split: int = 0
    parser: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return self.rows == self.rendered == self.calls == self.results == self.marks

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < 2:
            self.notes.append(text)


def table(path: Path) -> tuple[str, bool]:
    """@returns the table as Markdown, and whether at least one template takes every row"""
    rows = read_rows(path)
    verdicts = [judge_template(tokenizer_with(name), rows, name) for name in capable_templates()]
    lines = [
        f"{len(rows)} rows, {len(verdicts)} templates.",
        "",
        "| template | takes our rows | rendered | calls kept | results kept | marks right | rows split by turn | parser | why not |",
        "|---|---|--:|--:|--:|--:|--:|---|---|",
    ]
    for each in verdicts:
        counts = [each.rendered, each.calls, each.results, each.marks, each.split]
        lines.append(
            f"| {each.template} | {'yes' if each.passed else '**no**'} | {' | '.join(map(str, counts))} | {'yes' if each.parser else 'none'} | {'; '.join(each.notes)} |"
        )
    return "\n".join(lines), any(each.passed for each in verdicts)


def capable_templates() -> list[str]:
    import trl
    from trl.chat_template_utils import supports_tool_calling

    folder = Path(trl.__file__).parent / "chat_templates"
    names = sorted(path.stem for path in folder.glob("*.jinja") if not any(part in path.stem for part in LEFT_OUT))
    return [name for name in names if supports_tool_calling(tokenizer_with(name))]


def tokenizer_with(template: str):
    """A tokenizer of the smallest kind: rendering needs the template and its named tokens only."""
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    from .tiny import template_text

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")), bos_token="<s>", eos_token="</s>"
    )
    tokenizer.chat_template = template_text(template)
    return tokenizer


def judge_template(tokenizer, rows: list[Row], template: str = "") -> Verdict:
    from trl.chat_template_utils import add_response_schema

    verdict = Verdict(template)
    try:
        add_response_schema(tokenizer)
        verdict.parser = True
    except ValueError:
        verdict.note("TRL ships no parser for its calls")
    for row in rows:
        verdict.rows += 1
        try:
            _judge_row(tokenizer, row, verdict)
        except Exception as error:  # templates raise whatever they like
            verdict.note(getattr(error, "code", None) or f"{type(error).__name__}: {str(error).splitlines()[0][:90]}")
    return verdict


def _judge_row(tokenizer, row: Row, verdict: Verdict) -> None:
    whole = render(tokenizer, row.messages, row.tools, False)
    verdict.rendered += 1
    turns = [(index, *turn_of(tokenizer, row.messages[:index], row.messages[index], row.tools, row.line)) for index in row.marked]
    _count(verdict, "calls", [problem for index, _, said in turns for problem in call_problems(row.messages[index], said)])
    _count(verdict, "results", result_problems(tokenizer, row, whole))
    _count(verdict, "marks", mark_problems(row, turns))
    verdict.split += not all(turns[-1][1].startswith(prompt + said) for _, prompt, said in turns[:-1])


def _count(verdict: Verdict, column: str, problems: list[str]) -> None:
    if problems:
        verdict.note(problems[0])
    else:
        setattr(verdict, column, getattr(verdict, column) + 1)


def call_problems(answer: dict, said: str) -> list[str]:
    """What of the calls is not in the trained text, or not as it should be."""
    problems = []
    calls = answer.get("tool_calls", [])
    if answer["content"] and answer["content"].strip() not in said:
        problems.append("text beside calls is dropped" if calls else "text is dropped or changed")
    for call in calls:
        function = call["function"]
        if said.count(function["name"]) < sum(other["function"]["name"] == function["name"] for other in calls):
            problems.append("calls are dropped")
        for key, value in function["arguments"].items():
            if f'\\"{key}\\"' in said:
                problems.append("arguments are encoded twice")
            if not all(_holds(said, leaf) for leaf in _leaves(value)):
                problems.append("argument values are lost or changed")
    return problems


def result_problems(tokenizer, row: Row, whole: str) -> list[str]:
    for index, message in enumerate(row.messages):
        if message["role"] != "tool":
            continue
        emptied = [*row.messages[:index], {**message, "content": "{}"}, *row.messages[index + 1 :]]
        # A value may stand elsewhere as well: the result itself must make a difference.
        if message["content"] != "{}" and render(tokenizer, emptied, row.tools, False) == whole:
            return ["results are dropped"]
        try:
            leaves = _leaves(json.loads(message["content"]))
        except ValueError:
            leaves = [message["content"]]
        if message["content"] not in whole and not all(_holds(whole, leaf) for leaf in leaves):
            return ["results are lost or changed"]
    return [] if all(tool["function"]["name"] in whole for tool in row.tools) else ["tools are not shown"]


def mark_problems(row: Row, turns: list[tuple[int, str, str]]) -> list[str]:
    """The trained text is this answer alone: no result and no question of the row is in it, and it says when it ends."""
    for index, _, said in turns:
        strangers = [each["content"] for each in row.messages if each["role"] in ("tool", "user", "system") and len(each["content"]) > 12]
        if any(text in said and text not in row.messages[index]["content"] for text in strangers):
            return ["an observation is trained on"]
        content = row.messages[index]["content"].strip()
        if not row.messages[index].get("tool_calls") and said.rstrip().endswith(content):
            return ["the end of the turn is not trained"]
    return []


def _leaves(value) -> list:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value]


def _holds(text: str, leaf) -> bool:
    if isinstance(leaf, str):
        return leaf in text or json.dumps(leaf, ensure_ascii=False)[1:-1] in text or json.dumps(leaf)[1:-1] in text
    return json.dumps(leaf) in text or str(leaf) in text
