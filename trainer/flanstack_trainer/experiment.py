"""
The efficacy experiment's Python half: trains the same small model once per arm, from the same random weights and for the same number of
steps, and answers the test requests greedily. What the answers are worth is judged elsewhere, by the project's own scorers.
"""

import json
import math
import os
import random
import re
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from .base_model import device, load_model, load_tokenizer
from .files import read_json, write_json
from .rows import message, read_rows
from .spans import encode, examples_of, render
from .tiny import make_tiny, texts_of

ANSWERS_AT_ONCE = 16
CALL = re.compile(r"<tool_call>(.*?)(?:</tool_call>|$)", re.DOTALL)


def experiment(plan_file: Path) -> int:
    """@param plan_file { out, arms: [{ name, rows }], requests, steps, batch, width, layers, vocabulary, limit, newTokens, learningRate }"""
    plan = read_json(plan_file)
    base = Path(plan["out"]) / "base"
    if not (base / "config.json").exists():
        template = (Path(__file__).parent / "compact.jinja").read_text(encoding="utf-8")
        make_tiny(base, texts_of(Path(plan["arms"][0]["rows"])), plan["vocabulary"], plan["width"], plan["layers"], plan["limit"] + plan["newTokens"], template=template)
    missing = [arm for arm in plan["arms"] if not _answers_of(plan, arm).exists()]
    # A small model gains little from threads: cores are better spent on arms side by side. A GPU takes one arm at a time.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    side_by_side = 1 if device() == "cuda" else max(1, min(len(missing), cores))
    with ProcessPoolExecutor(side_by_side, mp_context=get_context("spawn")) as workers:
        for done in [workers.submit(_run, plan, arm, max(1, cores // side_by_side)) for arm in missing]:
            done.result()
    return 0


def _answers_of(plan: dict, arm: dict) -> Path:
    return Path(plan["out"]) / f"{arm['name']}.predictions.jsonl"


def _run(plan: dict, arm: dict, threads: int) -> None:
    """Trains one arm and lets it answer; the answers' file is written last, and at once."""
    import torch

    torch.set_num_threads(threads)
    started, used = time.monotonic(), time.process_time()
    base = Path(plan["out"]) / "base"
    tokenizer = load_tokenizer(base)
    model, facts = _train(plan, arm, base, tokenizer)
    answers = _answer(plan, arm["name"], model, tokenizer)
    seconds = {"seconds": round(time.monotonic() - started), "cpuSeconds": round(time.process_time() - used)}
    write_json(Path(plan["out"]) / f"{arm['name']}.training.json", {**facts, **seconds})
    target = _answers_of(plan, arm)
    beside = target.with_suffix(".part")
    beside.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in answers), encoding="utf-8")
    beside.replace(target)


def _train(plan: dict, arm: dict, base: Path, tokenizer):
    import torch

    examples = [encode(tokenizer, example) for row in read_rows(Path(arm["rows"])) for example in examples_of(tokenizer, row)]
    kept = [each for each in examples if len(each["input_ids"]) <= plan["limit"]]
    model = load_model(base).to(device()).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan["learningRate"], weight_decay=0.01)
    order = random.Random(1)
    batches: list[list[dict]] = []
    losses = []
    for step in range(plan["steps"]):
        if not batches:
            # Rows of like length share a batch, so that little of it is padding.
            noisy = sorted(kept, key=lambda each: len(each["input_ids"]) * order.uniform(0.8, 1.25))
            batches = [noisy[start : start + plan["batch"]] for start in range(0, len(noisy), plan["batch"])]
            order.shuffle(batches)
        batch = batches.pop()
        width = max(len(each["input_ids"]) for each in batch)
        pad = lambda key, value: torch.tensor([each[key] + [value] * (width - len(each[key])) for each in batch]).to(device())  # noqa: E731
        ids, labels = pad("input_ids", tokenizer.pad_token_id), pad("labels", -100)
        warm = min(1.0, (step + 1) / 20)
        for group in optimizer.param_groups:
            group["lr"] = plan["learningRate"] * warm * 0.5 * (1 + math.cos(math.pi * step / plan["steps"]))
        hidden = model.model(input_ids=ids).last_hidden_state[:, :-1]
        wanted = labels[:, 1:]
        # Only marked tokens need the vocabulary: most of the time of a small model goes there.
        marked = wanted != -100
        loss = torch.nn.functional.cross_entropy(model.lm_head(hidden[marked]), wanted[marked])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        if step % 100 == 99:
            print(f"{arm['name']}: step {step + 1}/{plan['steps']} loss {sum(losses[-100:]) / 100:.3f}", flush=True)
    tail = losses[-50:]
    return model, {"rows": len(kept), "leftOut": len(examples) - len(kept), "steps": plan["steps"], "loss": sum(tail) / len(tail)}


def _answer(plan: dict, name: str, model, tokenizer) -> list[dict]:
    import torch

    model.eval()
    tokenizer.padding_side = "left"
    requests = [json.loads(line) for line in Path(plan["requests"]).read_text(encoding="utf-8").splitlines()]
    for request in requests:
        prompt = render(tokenizer, [message(each) for each in request["messages"]], request["tools"], True)
        request["ids"] = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    # A prompt beyond the limit is not asked, of no arm: the report says how many there were.
    short = sorted((each for each in requests if len(each["ids"]) <= plan["limit"]), key=lambda each: len(each["ids"]))
    said = {}
    for start in range(0, len(short), ANSWERS_AT_ONCE):
        batch = short[start : start + ANSWERS_AT_ONCE]
        started = time.monotonic()
        given = tokenizer.pad({"input_ids": [each["ids"] for each in batch]}, return_tensors="pt").to(device())
        with torch.no_grad():
            output = model.generate(
                **given,
                max_new_tokens=plan["newTokens"],
                do_sample=False,
                eos_token_id=tokenizer.eos_token_id,
                pad_token_id=tokenizer.pad_token_id,
            )
        milliseconds = round((time.monotonic() - started) * 1000 / len(batch))
        for each, row in zip(batch, output[:, given["input_ids"].shape[1] :].tolist()):
            said[each["id"]] = (row, milliseconds)
    return [_prediction(tokenizer, name, each, *said[each["id"]]) for each in short]


def _prediction(tokenizer, name: str, request: dict, made: list[int], milliseconds: int) -> dict:
    """The answer in the shape of the project's predictions."""
    ended = tokenizer.eos_token_id in made
    answer = made[: made.index(tokenizer.eos_token_id)] if ended else made
    text = tokenizer.decode(answer)
    calls, malformed = calls_of(text)
    return {
        "exampleId": request["id"],
        "model": name,
        "calls": calls,
        "malformed": malformed,
        "text": CALL.sub("", text).strip(),
        "finish": "malformed" if malformed else "stop" if ended else "length",
        "latencyMs": milliseconds,
        "inputTokens": len(request["ids"]),
        "outputTokens": len(answer),
        "servedBy": name,
        "fallbackReason": None,
    }


def calls_of(text: str) -> tuple[list[dict], list[str]]:
    """Calls as the compact template writes them: a name and an object."""
    calls, malformed = [], []
    for said in CALL.findall(text):
        name, _, arguments = said.partition(" ")
        try:
            parsed = json.loads(arguments)
            if not isinstance(parsed, dict):
                raise ValueError("no object")
            calls.append({"name": name, "args": parsed})
        except ValueError:
            malformed.append(said)
    return calls, malformed
