import { describe, expect, it } from "vitest";
import { checkFiles } from "./check-file";
import { exportFormat } from "./export";
import { libraryRow } from "./export/library-row";
import { createParquetFile } from "./export/parquet";
import type { FormatName } from "./types";

const bytes = (text: string) => Buffer.from(text, "utf8");
const jsonl = (...rows: unknown[]) => bytes(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

const tool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a town.",
    parameters: { type: "object", properties: { town: { type: "string" } }, required: ["town"] },
  },
};
const call = (name: string, args: object, id = "a") => ({
  id,
  type: "function",
  function: { name, arguments: JSON.stringify(args) },
});

/** A row as a user has it; `change` breaks it in one place. */
function userRow(town: string, change: { readonly [key: string]: unknown } = {}) {
  return {
    messages: [
      { role: "system", content: "You know the weather." },
      { role: "user", content: change.user ?? `How is the weather in ${town}?` },
      {
        role: "assistant",
        content: null,
        tool_calls: change.calls ?? [call("get_weather", { town })],
        weight: change.weight ?? 1,
      },
      { role: "tool", tool_call_id: change.answers ?? "a", content: "sunny" },
      { role: "assistant", content: change.answer ?? "It is sunny.", weight: change.weight ?? 1 },
    ],
    tools: change.tools ?? [tool],
  };
}

async function check(...files: (readonly [path: string, content: Uint8Array])[]) {
  return checkFiles(files.map(([path, content]) => ({ path, content })));
}

describe("a user's file", () => {
  it("passes under the profile imported, which names what it says nothing about", async () => {
    const [report] = await check(["mine.jsonl", jsonl(userRow("Bern"), userRow("Basel"))]);
    expect(report).toMatchObject({ format: "openai", profile: "imported", rows: 2, replayed: 0, problems: [] });
    const status = (wanted: string) => report!.gates.filter((each) => each.status === wanted).map((each) => each.gate);
    expect(status("passed")).toEqual(["file", "format", "tool", "loss", "leakage", "duplicate", "secret", "limit"]);
    expect(status("not_applicable")).toEqual(["execution", "provenance", "grounding", "decision", "wording", "counts"]);
    for (const gate of report!.gates) expect(gate.reason === undefined).toBe(gate.status !== "not_applicable");
  });

  it("may end with a call, write its system text as developer, and bring text as parts", async () => {
    const row = userRow("Bern", { user: [{ type: "text", text: "Weather in Bern?" }] });
    const messages = [{ role: "developer", content: "Be short." }, ...row.messages.slice(1, 3)];
    expect((await check(["mine.jsonl", jsonl({ ...row, messages })]))[0]!.problems).toEqual([]);
  });

  it.each<[string, { readonly [key: string]: unknown }, string, string]>([
    ["a function that is no tool", { calls: [call("get_time", {})] }, "tool", "/messages/2/tool_calls/0/function/name"],
    [
      "a missing argument",
      { calls: [call("get_weather", {})] },
      "tool",
      "/messages/2/tool_calls/0/function/arguments/town",
    ],
    ["a result for another call", { answers: "b" }, "tool", "/messages/3/tool_call_id"],
    [
      "a schema that is none",
      { tools: [{ ...tool, function: { ...tool.function, parameters: { type: "objekt" } } }] },
      "tool",
      "/tools/0/function/parameters",
    ],
    ["a weight of a half", { weight: 0.5 }, "loss", "/messages/2/weight"],
    ["nothing to train on", { weight: 0 }, "loss", "/messages"],
    ["an empty answer", { answer: " " }, "format", "/messages/4/content"],
    ["a key of a service", { user: "My key is sk-abcdefghijklmnop1234." }, "secret", ""],
    ["a row longer than any model takes", { user: "many words ".repeat(80_000) }, "limit", ""],
  ])("fails with %s", async (_, change, code, pointer) => {
    const [report] = await check(["mine.jsonl", jsonl(userRow("Basel"), userRow("Bern", change))]);
    expect(report!.problems).toContainEqual(expect.objectContaining({ code, path: `mine.jsonl:2:${pointer}` }));
    expect(report!.gates).toContainEqual({ gate: code, status: "failed" });
    expect(JSON.stringify(report)).not.toContain("abcdefghijklmnop");
  });

  it("may hold commit names, real addresses and mail: they are the user's", async () => {
    const user = "Is 8.8.8.8 of ann@company.com at d670460b4b4aece5915caf5c68d12f560a9fe3e4?";
    expect((await check(["mine.jsonl", jsonl(userRow("Bern", { user }))]))[0]!.problems).toEqual([]);
  });

  it("holds a row twice, or a request in train and held out", async () => {
    const reports = await check(
      ["a/mine_train.jsonl", jsonl(userRow("Bern"), userRow("Basel"), userRow("Bern"))],
      ["a/mine_val.jsonl", jsonl(userRow("Chur"), userRow("Basel"))],
      ["a/other_val.jsonl", jsonl(userRow("Bern"))],
    );
    expect(reports.map((report) => report.problems.map(({ code, path }) => `${code} ${path}`))).toEqual([
      ["duplicate a/mine_train.jsonl:3:"],
      ["leakage a/mine_val.jsonl:2:"],
      [],
    ]);
  });
});

describe("damage", () => {
  const good = `${JSON.stringify(userRow("Bern"))}\n`;
  it.each<[string, Uint8Array, string]>([
    ["nothing", bytes(""), "empty_file"],
    ["blank lines alone", bytes("\n\n"), "blank_line"],
    ["UTF-16", Buffer.from(good, "utf16le"), "wrong_encoding"],
    ["Latin-1", Buffer.from(good.replace("sunny", "schön"), "latin1"), "wrong_encoding"],
    ["a mark at the start", bytes(`\ufeff${good}`), "byte_order_mark"],
    ["CR LF", bytes(good.replace("\n", "\r\n")), "carriage_return"],
    ["a last line that is cut off", bytes(`${good}${good.slice(0, 80)}`), "cut_off"],
    ["NUL bytes", bytes(`${good}\0\0\0\0\n`), "zero_byte"],
    ["a shape of nobody", jsonl({ question: "?", reply: "!" }), "unknown_format"],
    ["a text instead of an object", jsonl("hello"), "unknown_format"],
  ])("is named: %s", async (_, content, code) => {
    const [report] = await check(["mine.jsonl", content]);
    expect(report!.problems.map((problem) => problem.code)).toContain(code);
    expect(report!.gates).toContainEqual({ gate: "file", status: "failed" });
    for (const problem of report!.problems) expect(problem).toMatchObject({ path: /^mine\.jsonl:\d+:/, fix: /\w/ });
  });

  it("of one file does not keep the next from being checked", async () => {
    const problem = { code: "no_file", path: "gone.jsonl:", message: "there is no such file", fix: "Name a file." };
    const reports = await checkFiles([
      { path: "gone.jsonl", content: problem },
      { path: "mine.jsonl", content: bytes(good) },
    ]);
    expect(reports.map((report) => report.problems)).toEqual([[problem], []]);
  });

  it("of a Parquet file is named too", async () => {
    const file = createParquetFile();
    file.add([{ ...libraryRow, trace: '{"imported":{}}' }]);
    const whole = file.finish();
    const [good, cut] = await check(["a.parquet", Buffer.from(whole)], ["b.parquet", whole.slice(0, -40)]);
    expect(good).toMatchObject({ format: "parquet", rows: 1, problems: [] });
    expect(cut!.problems).toEqual([expect.objectContaining({ code: "no_parquet", path: "b.parquet:1:" })]);
  });
});

it.each<FormatName>(["canonical", "gemini", "openai", "trl", "text", "anthropic"])(
  "tells %s from the first row",
  async (format) => {
    const [report] = await check(["x.jsonl", jsonl(exportFormat(format)!.render(libraryRow))]);
    expect(report).toMatchObject({ format, problems: [] });
  },
);
