"""Which parser reads a template's tool calls back from text. The parsers themselves are TRL's and transformers' own."""


def parser_of(tokenizer) -> str | None:
    """A name for the parser that fits the tokenizer's template; None when nobody ships one. Sets it on the tokenizer."""
    from trl.chat_template_utils import add_response_schema

    if getattr(tokenizer, "response_template", None) is None:
        try:
            add_response_schema(tokenizer)
        except ValueError:
            return None
    return "response-template"


def parse_answer(tokenizer, ids: list[int], prompt_ids: list[int], tools: list[dict]) -> dict:
    """{ content, tool_calls } of generated tokens; text that is no readable call stays text."""
    from trl.chat_template_utils import parse_response

    if parser_of(tokenizer) is None:
        return {"content": tokenizer.decode(ids, skip_special_tokens=True), "tool_calls": []}
    parsed = parse_response(tokenizer, ids, prefix=prompt_ids, tools=tools or None)
    calls = [call.get("function", call) for call in parsed.get("tool_calls") or []]
    return {"content": parsed.get("content") or "", "tool_calls": calls}
