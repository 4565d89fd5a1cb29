"""The start of vLLM: with a stand-in `vllm` on PATH, on a tiny model."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from flanstack_trainer import vllm_start
from flanstack_trainer.adapter import RECORD
from flanstack_trainer.base_model import find_base
from flanstack_trainer.files import write_json
from flanstack_trainer.tiny import make_tiny, texts_of

from tiny_rows import write_rows

START = Path(__file__).parent.parent / "flanstack_trainer" / "vllm_start.py"


class VllmStart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.base = cls.folder / "base"
        make_tiny(cls.base, texts_of(write_rows(cls.folder / "rows.jsonl", 4)), vocabulary=300)
        found = find_base(str(cls.base))
        cls.record = {"baseDigest": found.digest, "templateDigest": found.template_digest, "hyperparameters": {"adapterSize": 12}}
        program = cls.folder / "bin" / "vllm"
        program.parent.mkdir()
        program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
        program.chmod(0o755)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def environment(self, parser="hermes", **changes) -> dict:
        adapters = [self.folder / "adapters" / name for name in ("qa", "legal")]
        for adapter in adapters:
            adapter.mkdir(parents=True, exist_ok=True)
            write_json(adapter / RECORD, {**self.record, "model": adapter.name, **changes})
        served = {"base": str(self.base), "parser": parser, "adapters": [str(each) for each in adapters], "arguments": ["--max-model-len", "4096"]}
        return {**os.environ, "SERVED": json.dumps(served), "PORT": "8080", "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}

    def start_here(self, *given, **changes) -> tuple[bool, str]:
        """@returns whether this process would have become vLLM, and what was said"""
        said = io.StringIO()
        with patch.dict(os.environ, self.environment(*given, **changes)), patch("os.execvp") as become, contextlib.redirect_stderr(said):
            try:
                vllm_start.main()
            except SystemExit as end:
                self.assertEqual(end.code, 1)
        return become.called, said.getvalue()

    def test_becomes_vllm_where_adapters_belong(self):
        done = subprocess.run([sys.executable, "-c", START.read_text()], env=self.environment(), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        said = " ".join(done.stdout.split())
        self.assertTrue(said.startswith(f"serve {self.base} --served-model-name {self.base} --host 0.0.0.0 --port 8080 --enable-lora --max-loras 2"), said)
        self.assertIn(f"--max-lora-rank 16 --lora-modules qa={self.folder}/adapters/qa legal=", said)
        self.assertTrue(said.endswith("--enable-auto-tool-choice --tool-call-parser hermes --max-model-len 4096"), said)

    def test_refuses_another_base_template_or_parser(self):
        cases = [
            ({"baseDigest": "0" * 64}, "hermes", "baseDigest"),
            ({"templateDigest": "0" * 64}, "hermes", "templateDigest"),
            ({}, "mistral", "[TOOL_CALLS]"),
        ]
        for changes, parser, text in cases:
            with self.subTest(text):
                became, said = self.start_here(parser, **changes)
                self.assertFalse(became)
                self.assertIn(text, said)

    def test_says_which_parser_it_cannot_compare(self):
        became, said = self.start_here("pythonic")
        self.assertTrue(became)
        self.assertIn("the parser pythonic is not known here", said)


if __name__ == "__main__":
    unittest.main()
