"""Rows of a small made-up tool world, written by the test itself."""

import json
from pathlib import Path

TOOLS = json.dumps([{"type": "function", "function": {"name": "find_book", "description": "Finds a book by its title.", "parameters": {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}}}])
TITLES = ["Dunes", "Emma", "Ulysses", "Walden", "Kim", "Ivanhoe", "Utopia", "Faust"]


def row(title: str, shelf: int) -> dict:
    call = {"type": "function", "function": {"name": "find_book", "arguments": {"title": title}}}
    return {
        "messages": [
            {"role": "system", "content": "You help in a library.", "tool_calls": [], "name": ""},
            {"role": "user", "content": f"Where is {title}?", "tool_calls": [], "name": ""},
            {"role": "assistant", "content": "", "tool_calls": [call], "name": ""},
            {"role": "tool", "content": json.dumps({"shelf": shelf}), "tool_calls": [], "name": "find_book"},
            {"role": "assistant", "content": f"{title} is on shelf {shelf}.", "tool_calls": [], "name": ""},
        ],
        "tools": TOOLS,
    }


def write_rows(path: Path, count: int) -> Path:
    lines = [json.dumps(row(TITLES[index % len(TITLES)], index % 5)) for index in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_preferences(path: Path, count: int) -> Path:
    lines = []
    for index in range(count):
        good = row(TITLES[index % len(TITLES)], 1)
        worse = {"role": "assistant", "content": "I cannot know that."}
        lines.append(json.dumps({"prompt": good["messages"][:2], "chosen": [good["messages"][2]], "rejected": [worse], "tools": TOOLS}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
