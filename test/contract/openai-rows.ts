/** A small OpenAI training file that the service accepts. */

export function openAiRows(count: number): string {
  const tools = [
    {
      type: "function",
      function: {
        name: "run_tests",
        description: "Runs tests",
        parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
      },
    },
  ];
  const rows = Array.from({ length: count }, (_, index) => ({
    messages: [
      { role: "user", content: `Run the tests in tests/module_${index}` },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: `call_${index}`,
            type: "function",
            function: { name: "run_tests", arguments: JSON.stringify({ path: `tests/module_${index}` }) },
          },
        ],
      },
      { role: "tool", tool_call_id: `call_${index}`, content: '{"passed":3}' },
      { role: "assistant", content: "All 3 tests passed." },
    ],
    tools,
  }));
  return `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
}
