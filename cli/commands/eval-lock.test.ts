import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refusal, threeSteps } from "../../evaluation/testing-examples";
import { runCommand } from "../testing/recorded-context";
import { evalCommand } from "./eval";
import { evalLockCommand } from "./eval-lock";
import { gateCommand } from "./gate";

let folder: string;
const OWN = { agent: "own_agent" };
const rows = (change = "") => [
  ...Array.from({ length: 140 }, (_, index) => threeSteps(`e${index}${change}`, { ...OWN, family: `f${index % 20}` })),
  refusal("last", OWN),
];
const write = (name: string, examples: readonly unknown[]) =>
  writeFileSync(join(folder, name), examples.map((row) => `${JSON.stringify(row)}\n`).join(""));
const lock = (...args: string[]) => runCommand(evalLockCommand, ["eval-lock", ...args], { cwd: folder });
/** Answers to exactly these rows: one arm ends in the right words, the other never does. */
function answer(...files: string[]): void {
  const examples = files.flatMap((file) => readFileSync(join(folder, file), "utf8").trimEnd().split("\n"));
  for (const [name, last] of [
    ["good.jsonl", "3 passed."],
    ["bad.jsonl", "I can't."],
  ] as const) {
    const answers = examples.flatMap((line) => {
      const { id, conversations } = JSON.parse(line) as ReturnType<typeof threeSteps>;
      return conversations.flatMap(({ role }, position) =>
        role === "assistant" ? [{ id: `${id}#${position}`, calls: [], text: position === 5 ? last : "I can't." }] : [],
      );
    });
    write(name, answers);
  }
}
/** Both arms are files of answers: nobody is asked. */
const evaluate = (examples: string, ...args: string[]) =>
  runCommand(
    evalCommand,
    [
      "eval",
      "--examples",
      examples,
      "--tuned",
      "good.jsonl",
      "--base",
      "bad.jsonl",
      "--steps",
      "all",
      "--out",
      "out",
      ...args,
    ],
    { cwd: folder },
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-eval-lock-"));
  write("own.jsonl", rows());
  write("changed.jsonl", [...rows().slice(1), threeSteps("other", OWN)]);
  write("own_agent_test.jsonl", [...rows("g").slice(0, -1), refusal("glast", OWN)]);
  answer("own.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("flanstack eval-lock", () => {
  it("locks rows whatever their order, and keeps what else is in the lock", async () => {
    const approval = `own_agent gemini sha256:${"a".repeat(64)} 480`;
    writeFileSync(join(folder, "flanstack.lock"), `${approval}\n`);
    const { code, output } = await lock("own.jsonl");
    expect([code, output.includes("141 examples  locked")]).toEqual([0, true]);
    write("turned.jsonl", rows().reverse());
    expect((await lock("turned.jsonl", "--check")).code).toBe(0);
    const text = readFileSync(join(folder, "flanstack.lock"), "utf8");
    expect(text).toContain(approval);
    expect(text).toMatch(/own_agent evaluation sha256:[0-9a-f]{64} 141/);
    expect((await lock("changed.jsonl", "--check")).code).toBe(1);
    expect(JSON.parse((await lock("changed.jsonl", "--json")).output).rows[0]).toMatchObject({ wasLocked: false });
    expect(readFileSync(join(folder, "flanstack.lock"), "utf8").match(/^own_agent evaluation /gm)).toHaveLength(1);
  });

  it("makes changed rows an error, and generated ones a slice", async () => {
    await lock("own.jsonl");
    expect((await evaluate("own.jsonl")).code).not.toBe(1);
    const changed = await evaluate("changed.jsonl");
    expect([changed.code, changed.errors.includes("not the locked evaluation rows")]).toEqual([1, true]);
    const generated = await evaluate("own_agent_test.jsonl");
    expect([generated.code, generated.errors.includes("--beside own_agent_test.jsonl")]).toEqual([1, true]);
    answer("own.jsonl", "own_agent_test.jsonl");
    const both = await evaluate("own.jsonl", "--beside", "own_agent_test.jsonl");
    expect(both.code).not.toBe(1);
    const { agents } = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));
    expect(agents[0]).toMatchObject({ ownRows: { isLocked: true }, comparisons: [{ rows: 421 }] });
    expect(agents[0].arms[0].rows).toBe(842);
  });

  it("lets no verdict on other rows pass the gate", async () => {
    await evaluate("own.jsonl");
    const judge = () => runCommand(gateCommand, ["gate", "out/results.json"], { cwd: folder });
    expect((await judge()).code).not.toBe(1);
    await lock("changed.jsonl");
    const { code, errors } = await judge();
    expect([code, errors.includes("not the locked evaluation rows")]).toEqual([1, true]);
  });

  it.each([
    ["a file that is not there", "none.jsonl", "cannot be read"],
    ["what is no row", "bad_row.jsonl", "cannot be evaluated"],
  ])("refuses %s", async (_, file, message) => {
    write("bad_row.jsonl", [{ id: "x" }]);
    const { code, errors } = await lock(file);
    expect([code, errors.includes(message)]).toEqual([1, true]);
  });
});
