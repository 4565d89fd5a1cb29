"""Reading the compact template's calls back."""

import unittest

from flanstack_trainer.experiment import calls_of


class Calls(unittest.TestCase):
    def test_reads_calls_and_tells_malformed_ones(self):
        cases = [
            ("plain words", [], []),
            ('<tool_call>f {"a": 1}</tool_call>', [{"name": "f", "args": {"a": 1}}], []),
            ('<tool_call>f {}</tool_call><tool_call>g {"b": "x"}</tool_call>', [{"name": "f", "args": {}}, {"name": "g", "args": {"b": "x"}}], []),
            ('<tool_call>f {"a": </tool_call>', [], ['f {"a": ']),
            ('<tool_call>f {"a": 1', [], ['f {"a": 1']),
            ("<tool_call>f [1]</tool_call>", [], ["f [1]"]),
            ("<tool_call>f</tool_call>", [], ["f"]),
        ]
        for text, calls, malformed in cases:
            with self.subTest(text):
                self.assertEqual(calls_of(text), (calls, malformed))


if __name__ == "__main__":
    unittest.main()
