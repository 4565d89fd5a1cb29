/** A small file of chat messages that Vertex takes for open models: texts alone. */

export function messageRows(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => ({
    messages: [
      { role: "system", content: "You test software." },
      { role: "user", content: `Run the tests in tests/module_${index}` },
      {
        role: "assistant",
        content: `Thought: Run them.\nAction: run_tests\nAction Input: {"path":"tests/module_${index}"}`,
      },
      { role: "user", content: 'Observation: {"passed":3}' },
      { role: "assistant", content: "Final Answer: All 3 tests passed." },
    ],
  }));
  return `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
}
