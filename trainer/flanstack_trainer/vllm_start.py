"""
Starts vLLM only where the adapters belong: compares the base model's bytes, its chat template and the tool-call parser with the adapters'
records, then becomes `vllm serve`. vLLM itself compares none of this and would answer, wrongly. Stands alone: the component VllmServer
hands this text to vLLM's own image, which has huggingface_hub and transformers.

    SERVED='{"base": "Qwen/Qwen3-4B-Instruct-2507", "revision": null, "parser": "hermes", "adapters": ["/adapters/qa"], "arguments": []}'
"""

import hashlib
import json
import os
import sys
from pathlib import Path

RECORD = "flanstack-adapter.json"
RANKS = (8, 16, 32, 64, 128, 256, 320, 512)
# What a family's calls begin with, by vLLM's name of the parser that reads them. Parsers that are not here are not compared.
MARKS = {"hermes": "<tool_call>", "llama3_json": '{"name"', "mistral": "[TOOL_CALLS]", "qwen3_xml": "<function=", "qwen3_coder": "<function="}
CALL = {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": "probe", "arguments": {"a": 1}}}]}


def main() -> None:
    given = json.loads(os.environ["SERVED"])
    folder = find_base(given["base"], given.get("revision"))
    records = [json.loads((Path(adapter) / RECORD).read_text(encoding="utf-8")) for adapter in given["adapters"]]
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    found = {"baseDigest": base_digest(folder), "templateDigest": sha256_of_text(tokenizer.chat_template or "")}
    problems = [
        f"adapter {record.get('model')}: {key} here is {digest[:12]}, it was trained with {str(record.get(key))[:12]}"
        for record in records
        for key, digest in found.items()
        if record.get(key) != digest
    ]
    problems += parser_problems(tokenizer, given["parser"])
    if problems:
        print("\n".join([*problems, "Serve the base model that the records name, at its revision, with its parser."]), file=sys.stderr)
        sys.exit(1)
    command = serve_command(given, folder, records)
    os.execvp(command[0], command)


def serve_command(given: dict, folder: Path, records: list[dict]) -> list[str]:
    rank = max(int(record["hyperparameters"]["adapterSize"]) for record in records)
    modules = [f"{record['model']}={adapter}" for record, adapter in zip(records, given["adapters"])]
    return [
        *("vllm", "serve", str(folder), "--served-model-name", given["base"]),
        *("--host", "0.0.0.0", "--port", os.environ.get("PORT", "8000")),
        *("--enable-lora", "--max-loras", str(len(modules))),
        *("--max-lora-rank", str(next(each for each in RANKS if each >= rank)), "--lora-modules", *modules),
        *("--enable-auto-tool-choice", "--tool-call-parser", given["parser"], *given.get("arguments", [])),
    ]


def find_base(name: str, revision: str | None) -> Path:
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, revision=revision, allow_patterns=["*.safetensors", "*.json", "*.jinja", "tokenizer*"]))


def base_digest(folder: Path) -> str:
    """The same digest as base_model.py, which a test holds together with this one."""
    named = ("config.json", "tokenizer.json", "tokenizer_config.json")
    parts = [path for path in folder.iterdir() if path.suffix == ".safetensors" or path.name in named]
    return sha256_of_text("\n".join(sorted(f"{path.name} {sha256_of(path)}" for path in parts)))


def parser_problems(tokenizer, parser: str) -> list[str]:
    mark = MARKS.get(parser)
    if mark is None:
        print(f"the parser {parser} is not known here, so that it is not compared with the chat template", file=sys.stderr)
        return []
    said = tokenizer.apply_chat_template([{"role": "user", "content": "Q"}, CALL], tokenize=False)
    if mark in said:
        return []
    return [f"the parser {parser} reads calls that begin with {mark}, and the base model's template writes none so"]


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def sha256_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


if __name__ == "__main__":
    main()
