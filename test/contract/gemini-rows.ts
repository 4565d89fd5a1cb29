/** A small Gemini training file that the service accepts. */

export function geminiRows(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => ({
    contents: [
      { role: "user", parts: [{ text: `Run the tests in tests/module_${index}` }] },
      { role: "model", parts: [{ functionCall: { name: "run_tests", args: { path: `tests/module_${index}` } } }] },
    ],
    tools: [
      {
        functionDeclarations: [
          {
            name: "run_tests",
            description: "Runs tests",
            parameters: { type: "OBJECT", properties: { path: { type: "STRING" } }, required: ["path"] },
          },
        ],
      },
    ],
  }));
  return `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
}
