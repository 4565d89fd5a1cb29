"""
Which characters, and then which tokens, are trained on.

The spans are found by rendering, never by a template's own generation markers, which most templates lack: the span of an
assistant turn is what the rendering gains over the prompt that serving would send. Where a template renders earlier turns
differently once later ones follow, such a turn becomes an example of its own, so that it is trained behind the very prompt it
will be asked with.
"""

from dataclasses import dataclass

from jinja2 import TemplateError

from .failure import TrainerFailure
from .faithful import call_problems, end_problems
from .rows import Preference, Row


@dataclass(frozen=True)
class Example:
    """Text with the character spans that carry the loss."""

    line: int
    text: str
    spans: list[tuple[int, int]]


def render(tokenizer, messages: list[dict], tools: list[dict], prompt: bool) -> str:
    """The same for training and serving, so that both send one prompt."""
    given = {"tools": tools or None, "tokenize": False, "add_generation_prompt": prompt}
    return tokenizer.apply_chat_template(messages, **given, **_arguments_of(tokenizer))


def _arguments_of(tokenizer) -> dict:
    """Reasoning models: our rows hold no reasoning, so it is switched off where only then prompt and answer fit together."""
    kept = getattr(tokenizer, "flanstack_arguments", None)
    if kept is not None and kept[0] == tokenizer.chat_template:
        return kept[1]
    found: dict = {}
    for arguments in ({}, {"enable_thinking": False}):
        if all(_fits(tokenizer, before, arguments) for before in PROBES):
            found = arguments
            break
    tokenizer.flanstack_arguments = (tokenizer.chat_template, found)
    return found


CALLED = {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {"a": 1}}}]}
PROBES = (
    [{"role": "user", "content": "Q"}],
    [{"role": "user", "content": "Q"}, CALLED, {"role": "tool", "content": "1", "name": "f"}],
)


def _fits(tokenizer, before: list[dict], arguments: dict) -> bool:
    try:
        prompt = tokenizer.apply_chat_template(before, tokenize=False, add_generation_prompt=True, **arguments)
        whole = tokenizer.apply_chat_template([*before, {"role": "assistant", "content": "A"}], tokenize=False, **arguments)
    except Exception:  # a template without tools, or one that raises on its own
        return False
    return whole.startswith(prompt)


def examples_of(tokenizer, row: Row) -> list[Example]:
    """One example, or one per turn where the template does not keep what came before."""
    turns = []
    for index in row.marked:
        try:
            prompt, answer = turn_of(tokenizer, row.messages[:index], row.messages[index], row.tools, row.line)
        except TemplateError as error:
            raise _unfit(row, f"refuses it: {error}"[:200]) from error
        if problems := call_problems(row.messages[index], answer) + end_problems(row.messages[index], answer):
            raise _unfit(row, f"would teach something else: {problems[0]}")
        turns.append((prompt + answer, (len(prompt), len(prompt) + len(answer))))
    longest = turns[-1][0]
    if all(longest.startswith(text) for text, _ in turns):
        return [Example(row.line, longest, [span for _, span in turns])]
    return [Example(row.line, text, [span]) for text, span in turns]


def _unfit(row: Row, what: str) -> TrainerFailure:
    return TrainerFailure(
        "template_loses",
        f"line {row.line}: the base model's chat template {what}",
        "Write one call to a turn (flanstack:parallel split), or choose another base model: "
        "`flanstack trainer templates` shows what each template does.",
    )


def turn_of(tokenizer, before: list[dict], answer: dict, tools: list[dict], line: int) -> tuple[str, str]:
    """The prompt as serving sends it, and the answer with its end-of-turn token."""
    prompt = render(tokenizer, before, tools, True)
    whole = render(tokenizer, [*before, answer], tools, False)
    if not whole.startswith(prompt):
        raise TrainerFailure(
            "template_prompt",
            f"line {line}: the chat template does not begin an answer as its generation prompt does",
            "Choose another base model, or give it a template that does; `flanstack trainer templates` shows which do.",
        )
    said = whole[len(prompt) :]
    end = said.rfind(tokenizer.eos_token) if tokenizer.eos_token else -1
    # What follows the end-of-turn token is never generated.
    return prompt, said[: end + len(tokenizer.eos_token)] if end >= 0 else said


def encode(tokenizer, example: Example) -> dict:
    """Tokens and labels: -100 wherever a token is not wholly inside a span."""
    encoded = tokenizer(example.text, add_special_tokens=False, return_offsets_mapping=True)
    labels = []
    for token, (start, end) in zip(encoded["input_ids"], encoded["offset_mapping"]):
        trained = end > start and any(low <= start and end <= high for low, high in example.spans)
        labels.append(token if trained else -100)
    return {"input_ids": encoded["input_ids"], "labels": labels}


def encode_rows(tokenizer, rows: list[Row], limit: int | None) -> tuple[list[dict], int]:
    """All examples, and how many rows became several. Nothing is cut off: a row that is too long is refused."""
    encoded: list[dict] = []
    split = 0
    too_long = []
    for row in rows:
        examples = examples_of(tokenizer, row)
        split += len(examples) > 1
        for example in examples:
            tokens = encode(tokenizer, example)
            if limit is not None and len(tokens["input_ids"]) > limit:
                too_long.append((row.line, len(tokens["input_ids"])))
            if all(label == -100 for label in tokens["labels"]):
                raise TrainerFailure("no_trained_token", f"line {row.line} has no trained token", "Check the template.")
            encoded.append(tokens)
    refuse_too_long(too_long, limit)
    return encoded, split


def encode_preferences(tokenizer, rows: list[Preference], limit: int | None) -> list[dict]:
    encoded = []
    too_long = []
    for row in rows:
        prompt, chosen = turn_of(tokenizer, row.messages, row.chosen, row.tools, row.line)
        _, rejected = turn_of(tokenizer, row.messages, row.rejected, row.tools, row.line)
        ids = {
            name: tokenizer(text, add_special_tokens=False)["input_ids"]
            for name, text in (("prompt_ids", prompt), ("chosen_ids", chosen), ("rejected_ids", rejected))
        }
        length = len(ids["prompt_ids"]) + max(len(ids["chosen_ids"]), len(ids["rejected_ids"]))
        if limit is not None and length > limit:
            too_long.append((row.line, length))
        encoded.append(ids)
    refuse_too_long(too_long, limit)
    return encoded


def refuse_too_long(rows: list[tuple[int, int]], limit: int | None) -> None:
    if not rows:
        return
    shown = ", ".join(f"line {line} has {tokens}" for line, tokens in rows[:5])
    raise TrainerFailure(
        "row_too_long",
        f"{len(rows)} rows are longer than the {limit} tokens that this run takes ({shown}); none is cut off silently",
        "Raise maxLength as far as the model allows, choose a model with a longer context, or leave these rows out.",
    )
