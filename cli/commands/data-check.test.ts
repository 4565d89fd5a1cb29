import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LINE_FORMATS } from "../../datasets/tools";
import { runCommand } from "../testing/recorded-context";
import { checkCommand } from "./data-check";
import { exportCommand, importCommand } from "./data-import";

let folder: string;
const run = (...args: string[]) =>
  runCommand((context) => checkCommand(context, () => undefined), ["check", ...args], { cwd: folder });
const exporting = (...args: string[]) => runCommand(exportCommand, ["export", ...args], { cwd: folder });

const row = (town: string) => ({
  messages: [
    { role: "user", content: `Weather in ${town}?` },
    {
      role: "assistant",
      tool_calls: [{ id: "a", type: "function", function: { name: "get_weather", arguments: `{"town":"${town}"}` } }],
    },
  ],
  tools: [
    {
      type: "function",
      function: { name: "get_weather", parameters: { type: "object", properties: { town: { type: "string" } } } },
    },
  ],
});
const jsonl = (...rows: object[]) => rows.map((each) => `${JSON.stringify(each)}\n`).join("");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-check-"));
  mkdirSync(join(folder, "none"));
  writeFileSync(join(folder, "mine_train.jsonl"), jsonl(row("Bern"), row("Basel")));
  writeFileSync(join(folder, "mine_val.jsonl"), jsonl(row("Chur")));
  writeFileSync(join(folder, "bad.jsonl"), `\ufeff${jsonl({ messages: [{ role: "user", content: "?" }] })}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("data check", () => {
  it("passes a user's files, and says what does not apply", async () => {
    const { code, output } = await run("mine_train.jsonl", "mine_val.jsonl");
    expect(code).toBe(0);
    expect(output).toContain("✔ mine_train.jsonl  openai, imported, 2 rows");
    expect(output).toContain("execution   not applicable: ");
  });

  it("names path, line, field, rule and fix of each finding, over all files", async () => {
    const { code, output } = await run("bad.jsonl", "gone.jsonl", "none", "mine_val.jsonl");
    expect(code).toBe(1);
    for (const text of [
      "bad.jsonl:1:: the file starts with a byte order mark [byte_order_mark]\n  Save it as UTF-8 without BOM.",
      "bad.jsonl:1:/messages: wants at least a user and an assistant message [format]\n  ",
      "gone.jsonl:: there is no such file [no_file]\n  ",
      "none:: is a folder without .jsonl or .parquet files [no_file]\n  ",
      "✔ mine_val.jsonl",
    ])
      expect(output).toContain(text);
  });

  it("gives the same as JSON", async () => {
    const { code, output } = await run("bad.jsonl", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject([{ path: "bad.jsonl", format: "openai", profile: "imported", rows: 1 }]);
  });
});

describe("data export", () => {
  it("writes every format of both splits, which then pass the check", async () => {
    expect((await exporting("mine_train.jsonl", "mine_val.jsonl", "--out", "out")).code).toBe(0);
    expect(readdirSync(join(folder, "out"))).toHaveLength(2 * LINE_FORMATS.length);
    expect(existsSync(join(folder, "out/mine_gemini_val.jsonl"))).toBe(true);
    expect((await run("out")).code).toBe(0);
  });

  it("writes nothing when a row is refused", async () => {
    const { code } = await exporting("mine_train.jsonl", "bad.jsonl", "--out", "refused");
    expect(code).toBe(1);
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });
});

it("imports canonical rows", async () => {
  const args = ["import", "mine_train.jsonl", "--out", "rows.jsonl"];
  expect((await runCommand(importCommand, args, { cwd: folder })).code).toBe(0);
  const [first] = readFileSync(join(folder, "rows.jsonl"), "utf8").split("\n");
  expect(JSON.parse(first!)).toMatchObject({ id: "mine_train-1", agent: "mine" });
});
