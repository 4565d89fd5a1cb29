"""The trainer on a tiny model of its own: masks, gradients, runs, resumption, serving. No hub, no network."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

from flanstack_trainer.adapter import check_record, read_record
from flanstack_trainer.base_model import Base, find_base, load_model, load_tokenizer
from flanstack_trainer.failure import TrainerFailure
from flanstack_trainer.files import read_json, sha256_of, write_json
from flanstack_trainer.rows import Row, read_rows
from flanstack_trainer.spans import encode_rows, examples_of
from flanstack_trainer.templates import judge_template, tokenizer_with
from flanstack_trainer.tiny import make_tiny, template_text, texts_of
from flanstack_trainer.train import AT_RUNG, train

from tiny_rows import write_preferences, write_rows

ROOM = Path(__file__).parent.parent


class Trainer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.rows = write_rows(cls.folder / "train.jsonl", 32)
        cls.validation = write_rows(cls.folder / "validation.jsonl", 8)
        cls.base = cls.folder / "base"
        make_tiny(cls.base, texts_of(cls.rows), vocabulary=500)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def job(self, name: str, rows: Path | None = None, **changes) -> Path:
        rows = rows or self.rows
        folder = self.folder / "runs" / name
        folder.mkdir(parents=True)
        job = {
            "version": 1,
            "name": name,
            "digest": hashlib.sha256(name.encode()).hexdigest(),
            "model": f"library-{name}",
            "method": "supervised",
            "baseModel": str(self.base),
            "train": {"path": str(rows), "sha256": sha256_of(rows)},
            "validation": {"path": str(self.validation)},
            "hyperparameters": {"epochs": 2, "batchSize": 4, "adapterSize": 8, "learningRateMultiplier": 50},
        }
        write_json(folder / "job.json", {**job, **changes})
        return folder

    def test_marks_answers_with_their_end_and_nothing_else(self):
        tokenizer = load_tokenizer(self.base)
        example = examples_of(tokenizer, read_rows(self.rows)[0])[0]
        spans = [example.text[start:end] for start, end in example.spans]
        self.assertEqual(
            spans,
            ['<tool_call>\n{"name": "find_book", "arguments": {"title": "Dunes"}}\n</tool_call><|im_end|>', "Dunes is on shelf 0.<|im_end|>"],
        )

    def test_a_turn_of_weight_zero_is_not_marked(self):
        rows = self.folder / "weights.jsonl"
        value = json.loads(self.rows.read_text().splitlines()[0])
        value["messages"][2]["weight"] = 0
        rows.write_text(json.dumps(value))
        self.assertEqual(read_rows(rows)[0].marked, [4])

    def test_splits_rows_where_a_template_rewrites_earlier_turns(self):
        tokenizer = load_tokenizer(self.base)
        tokenizer.chat_template = template_text("qwen3")
        row = read_rows(self.rows)[0]
        again = Row(row.line, [*row.messages, {"role": "user", "content": "Thanks"}, {"role": "assistant", "content": "Bye"}], row.tools, [2, 4, 6])
        examples = examples_of(tokenizer, again)
        self.assertEqual(len(examples), 3)
        for example in examples:
            (start, end), *others = example.spans
            self.assertEqual(others, [])
            self.assertTrue(example.text[:start].endswith("<|im_start|>assistant\n"))
            self.assertTrue(example.text[start:end].endswith("<|im_end|>"))

    def test_unmarked_tokens_get_no_gradient(self):
        import torch

        tokenizer = load_tokenizer(self.base)
        model = load_model(self.base)
        encoded = encode_rows(tokenizer, read_rows(self.rows)[:1], None)[0][0]
        ids, labels = torch.tensor([encoded["input_ids"]]), torch.tensor([encoded["labels"]])
        logits = model(input_ids=ids).logits
        logits.retain_grad()
        torch.nn.functional.cross_entropy(logits[0, :-1], labels[0, 1:], ignore_index=-100).backward()
        gradient = logits.grad[0, :-1].abs().sum(dim=1)
        marked = labels[0, 1:] != -100
        self.assertGreater(int(marked.sum()), 10)
        self.assertGreater(int((~marked).sum()), 50)
        self.assertEqual(float(gradient[~marked].max()), 0.0)
        self.assertGreater(float(gradient[marked].min()), 0.0)

    def test_tells_templates_that_lose_something(self):
        rows = read_rows(self.rows)[:4]
        good = template_text("qwen3_instruct_2507")
        cases = {
            "calls": good.replace("{%- if message.tool_calls %}", "{%- if false %}"),
            "results": good.replace("{{- content }}\n        {{- '\\n</tool_response>' }}", "{{- '\\n</tool_response>' }}"),
            "marks": good.replace("{{- '<|im_end|>\\n' }}\n    {%- elif message.role == \"tool\" %}", "{%- elif message.role == \"tool\" %}"),
        }
        self.assertTrue(judge_template(tokenizer_with("qwen3_instruct_2507"), rows).passed)
        for column, template in cases.items():
            with self.subTest(column):
                self.assertNotEqual(template, good, "the template was not changed")
                tokenizer = tokenizer_with("qwen3_instruct_2507")
                tokenizer.chat_template = template
                verdict = judge_template(tokenizer, rows)
                self.assertFalse(verdict.passed)
                self.assertEqual(getattr(verdict, column), 0)

    def test_training_refuses_what_a_template_would_teach_wrongly(self):
        value = json.loads(self.rows.read_text().splitlines()[0])
        value["messages"][2]["tool_calls"] *= 2
        twice = self.folder / "twice.jsonl"
        twice.write_text(json.dumps(value))
        good = template_text("qwen3_instruct_2507")
        cases = [
            ("a second call is refused", twice, template_text("llama3_1"), "only supports single tool-calls"),
            ("calls are dropped", self.rows, good.replace("{%- if message.tool_calls %}", "{%- if false %}"), "calls are dropped"),
        ]
        tokenizer = load_tokenizer(self.base)
        for name, rows, template, text in cases:
            with self.subTest(name), self.assertRaises(TrainerFailure) as caught:
                tokenizer.chat_template = template
                examples_of(tokenizer, read_rows(rows)[0])
            self.assertEqual(caught.exception.code, "template_loses")
            self.assertIn(text, caught.exception.message)

    def test_tells_a_template_that_drops_reasons_from_one_that_drops_calls(self):
        value = json.loads(self.rows.read_text().splitlines()[0])
        value["messages"][2]["content"] = "The shelf is asked for."
        rows = self.folder / "reasons.jsonl"
        rows.write_text(json.dumps(value))
        verdicts = [judge_template(tokenizer_with(name), read_rows(rows), name) for name in ("qwen3_instruct_2507", "llama3_1")]
        self.assertEqual([verdict.words for verdict in verdicts], ["yes", "without reasons"])

    def test_refuses_what_would_be_cut_off(self):
        folder = self.job("long", maxLength=40)
        self.assertEqual(train(folder), 1)
        error = read_json(folder / "run.json")["error"]
        self.assertEqual(error["code"], "row_too_long")
        self.assertIn("32 rows", error["message"])

    def test_refuses_other_data_than_the_job_names(self):
        folder = self.job("other", train={"path": str(self.rows), "sha256": "0" * 64})
        self.assertEqual(train(folder), 1)
        self.assertEqual(read_json(folder / "run.json")["error"]["code"], "train_digest")

    def test_refuses_an_adapter_on_another_base(self):
        record = {"model": "m", "baseDigest": "a" * 64, "templateDigest": "b" * 64, "toolParser": "response-template"}
        base = Base(self.base, "a" * 64, "b" * 64)
        check_record(record, base, "response-template")
        for changed in (Base(self.base, "c" * 64, "b" * 64), Base(self.base, "a" * 64, "c" * 64)):
            with self.assertRaises(TrainerFailure):
                check_record(record, changed, "response-template")
        with self.assertRaises(TrainerFailure):
            check_record(record, base, None)

    def test_prefers_the_better_answer(self):
        rows = write_preferences(self.folder / "preferences.jsonl", 8)
        folder = self.job("preference", rows, method="preference", validation=None, hyperparameters={"epochs": 6, "batchSize": 4, "learningRateMultiplier": 400})
        self.assertEqual(train(folder), 0)
        run = read_json(folder / "run.json")
        self.assertEqual((run["state"], run["step"]), ("succeeded", 12))
        losses = [entry["trainLoss"] for entry in read_json(folder / "metrics.json")]
        self.assertLess(losses[-1], losses[0])

    def test_is_killed_resumed_served_and_started_twice(self):
        folder = self.job("whole", saveSteps=2)
        killed = self.start(folder)
        self.wait(lambda: self.step_of(folder) >= 5, killed)
        second = self.start(folder)
        output = second.communicate(timeout=240)[0]
        self.assertEqual(second.returncode, 0)
        self.assertIn("another process trains this run", output)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        # This process goes on with what the killed one left: one import of the libraries less.
        self.assertEqual(train(folder), 0)
        run = read_json(folder / "run.json")
        self.assertEqual((run["state"], run["step"], run["totalSteps"], run["attempts"]), ("succeeded", 16, 16, 2))
        self.assertGreaterEqual(run["resumedAtStep"], 2)
        self.assertEqual(run["statistics"]["truncatedExamples"], 0)
        validation = [entry["validationLoss"] for entry in read_json(folder / "metrics.json") if "validationLoss" in entry]
        self.assertLess(run["validationLoss"], 0.9 * validation[0])
        record = read_record(folder / "adapter")
        self.assertEqual(record["baseDigest"], find_base(str(self.base)).digest)
        self.assertEqual(record["dataDigest"], sha256_of(self.rows))
        self.assertEqual(train(folder), 0)
        self.assertEqual(read_json(folder / "run.json")["attempts"], 2)

    def test_gives_up_a_run_whose_trainer_dies_again_and_again_at_one_step(self):
        folder = self.job("dies")
        dead = {"version": 1, "state": "running", "attempts": 5, "pid": 1}
        for before, after in [
            ({"times": 4, "atStep": 0}, {"times": 5, "atStep": 0}),
            ({"times": 4, "atStep": 2}, {"times": 1, "atStep": 0}),
            (None, {"times": 1, "atStep": 0}),
        ]:
            with self.subTest(before=before):
                write_json(folder / "run.json", {**dead, **({"died": before} if before else {})})
                (folder / "cancel").touch()
                train(folder)
                run = read_json(folder / "run.json")
                self.assertEqual(run["died"], after)
                self.assertEqual(run["state"], "failed" if after["times"] == 5 else "cancelled")
        write_json(folder / "run.json", {**dead, "state": "paused", "died": {"times": 4, "atStep": 0}})
        train(folder)
        self.assertEqual(read_json(folder / "run.json")["died"]["times"], 4)

    def test_races_from_rung_to_rung_without_training_anything_twice(self):
        names = [f"race-{index}" for index in range(4)]
        race = {"rungs": [0.25, 0.5], "reduction": 2, "trials": names}
        settings = {"epochs": 2, "batchSize": 4, "adapterSize": 8}
        # The multiplier decides who is better: the least learns nothing.
        folders = [self.job(name, halving=race, hyperparameters={**settings, "learningRateMultiplier": 0.5 * 6**index}) for index, name in enumerate(names)]
        for _ in range(3):
            for folder in folders:
                if all((each / "run.json").exists() for each in folders) or not (folder / "run.json").exists():
                    self.assertIn(train(folder), (0, AT_RUNG))
        runs = [read_json(folder / "run.json") for folder in folders]
        self.assertEqual([run["state"] for run in runs], ["cancelled", "cancelled", "cancelled", "succeeded"])
        self.assertEqual([run["step"] for run in runs], [4, 4, 8, 16])
        self.assertEqual([[rung["step"] for rung in run["rungs"]] for run in runs], [[4], [4], [4, 8], [4, 8]])
        self.assertEqual(runs[0]["error"]["code"], "left_at_rung")
        self.assertFalse((folders[2] / "adapter").exists())
        steps = [entry["step"] for entry in read_json(folders[3] / "metrics.json") if "trainLoss" in entry]
        self.assertEqual(steps, list(range(1, 17)), "a step was made twice, or left out")

    def test_a_race_goes_on_after_a_death_between_checkpoint_and_record(self):
        folder = self.job("dead", halving={"rungs": [0.5], "reduction": 2, "trials": ["dead", "rival"]})
        self.assertEqual(train(folder), AT_RUNG)
        recorded = read_json(folder / "run.json")
        write_json(folder / "run.json", {key: value for key, value in recorded.items() if key != "rungs"})
        self.assertEqual(train(folder), AT_RUNG)
        self.assertEqual(read_json(folder / "run.json")["rungs"], recorded["rungs"])
        rival = self.job("rival")
        write_json(rival / "run.json", {"version": 1, "state": "failed"})
        self.assertEqual(train(folder), 0)
        self.assertEqual(read_json(folder / "run.json")["state"], "succeeded")

    def test_a_race_wants_validation_rows(self):
        folder = self.job("blind", validation=None, halving={"rungs": [0.5], "reduction": 2, "trials": ["blind"]})
        self.assertEqual(train(folder), 1)
        self.assertEqual(read_json(folder / "run.json")["error"]["code"], "race_without_loss")

    def step_of(self, folder: Path) -> int:
        path = folder / "run.json"
        return read_json(path).get("step", 0) if path.exists() else 0

    def start(self, folder: Path) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "flanstack_trainer", "train", str(folder)],
            env={**os.environ, "PYTHONPATH": str(ROOM)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait(self, condition, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + 300
        while not condition():
            self.assertIsNone(process.poll(), "the training ended early")
            self.assertLess(time.monotonic(), deadline, "the training made no steps")
            time.sleep(0.02)


if __name__ == "__main__":
    unittest.main()
