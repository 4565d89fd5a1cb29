import fc from "fast-check";
import { expect, it } from "vitest";
import { exportFormat } from "./index";
import { libraryRow } from "./library-row";
import { splitParallel } from "./split-parallel";
import type { ExportRow, ExportTurn } from "./turns";

const call = fc.record({ name: fc.constantFrom("a", "b"), arguments: fc.record({ x: fc.integer() }) });
const exchange = fc.array(call, { minLength: 1, maxLength: 4 }).map((calls): ExportTurn[] => [
  { role: "assistant", text: "Both.", calls, loss: true, content: "" },
  { role: "tool", results: calls.map(({ name }, index) => ({ name, value: index })), ofTrained: true },
]);
const row = fc
  .array(exchange, { maxLength: 4 })
  .map((steps): ExportRow => ({ system: "s", turns: steps.flat(), tools: [] }));

it("keeps every call and result, in order, one to a turn", () => {
  const calls = ({ turns }: ExportRow) => turns.flatMap((turn) => (turn.role === "assistant" ? turn.calls : []));
  const results = ({ turns }: ExportRow) => turns.flatMap((turn) => (turn.role === "tool" ? turn.results : []));
  fc.assert(
    fc.property(row, (before) => {
      const after = splitParallel(before);
      expect(calls(after)).toEqual(calls(before));
      expect(results(after)).toEqual(results(before));
      for (const turn of after.turns) {
        if (turn.role === "assistant") expect(turn.calls.length).toBeLessThanOrEqual(1);
        if (turn.role === "tool") expect(turn.results).toHaveLength(1);
      }
      expect(splitParallel(after)).toEqual(after);
    }),
  );
});

it("says the reason once, and keeps one call of those that end a row", () => {
  const [first, second] = [
    { name: "a", arguments: {} },
    { name: "b", arguments: {} },
  ];
  const turn = { role: "assistant", text: "Both.", calls: [first, second], loss: true, content: "" } as const;
  const result = {
    role: "tool",
    results: [
      { name: "a", value: 1 },
      { name: "b", value: 2 },
    ],
    ofTrained: true,
  } as const;
  const { turns } = splitParallel({ system: "s", turns: [turn, result, turn], tools: [] });
  expect(turns.map((each) => (each.role === "assistant" ? `${each.text}${each.calls[0]!.name}` : each.role))).toEqual([
    "Both.a",
    "tool",
    "b",
    "tool",
    "Both.a",
  ]);
});

it.each(["trl", "openai", "gemini"] as const)("is a valid row of %s", (name) => {
  const { render, check } = exportFormat(name)!;
  const split = render(libraryRow, { parallel: "split" });
  expect(check(split)).toEqual([]);
  expect(JSON.stringify(split)).not.toBe(JSON.stringify(render(libraryRow)));
  if (name === "openai") expect(split).toMatchObject({ parallel_tool_calls: false });
});
