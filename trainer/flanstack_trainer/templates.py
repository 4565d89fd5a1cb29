"""Renders rows through each tool-capable chat template that TRL ships, and says what each does to them."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from .faithful import call_problems, end_problems, holds, leaves, reason_problems
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
    reasons: int = 0
    split: int = 0
    parser: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return self.rows == self.rendered == self.calls == self.results == self.marks

    @property
    def words(self) -> str:
        if not self.passed:
            return "**no**"
        return "yes" if self.reasons == self.rows else "without reasons"

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
        "| template | takes our rows | rendered | calls kept | results kept | marks right | reasons kept | rows split by turn | parser | why not |",
        "|---|---|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    for each in verdicts:
        counts = [each.rendered, each.calls, each.results, each.marks, each.reasons, each.split]
        lines.append(
            f"| {each.template} | {each.words} | {' | '.join(map(str, counts))} | {'yes' if each.parser else 'none'} | {'; '.join(each.notes)} |"
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
    _count(verdict, "reasons", [problem for index, _, said in turns for problem in reason_problems(row.messages[index], said)])
    _count(verdict, "results", result_problems(tokenizer, row, whole))
    _count(verdict, "marks", mark_problems(row, turns))
    verdict.split += not all(turns[-1][1].startswith(prompt + said) for _, prompt, said in turns[:-1])


def _count(verdict: Verdict, column: str, problems: list[str]) -> None:
    if problems:
        verdict.note(problems[0])
    else:
        setattr(verdict, column, getattr(verdict, column) + 1)


def result_problems(tokenizer, row: Row, whole: str) -> list[str]:
    for index, message in enumerate(row.messages):
        if message["role"] != "tool":
            continue
        emptied = [*row.messages[:index], {**message, "content": "{}"}, *row.messages[index + 1 :]]
        # A value may stand elsewhere as well: the result itself must make a difference.
        if message["content"] != "{}" and render(tokenizer, emptied, row.tools, False) == whole:
            return ["results are dropped"]
        try:
            values = leaves(json.loads(message["content"]))
        except ValueError:
            values = [message["content"]]
        if message["content"] not in whole and not all(holds(whole, value) for value in values):
            return ["results are lost or changed"]
    return [] if all(tool["function"]["name"] in whole for tool in row.tools) else ["tools are not shown"]


def mark_problems(row: Row, turns: list[tuple[int, str, str]]) -> list[str]:
    """The trained text is this answer alone: no result and no question of the row is in it, and it says when it ends."""
    for index, _, said in turns:
        strangers = [each["content"] for each in row.messages if each["role"] in ("tool", "user", "system") and len(each["content"]) > 12]
        if any(text in said and text not in row.messages[index]["content"] for text in strangers):
            return ["an observation is trained on"]
        if problems := end_problems(row.messages[index], said):
            return problems
    return []
