import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadCatalog } from "../../catalog";
import { runCommand } from "../testing/recorded-context";
import { catalogCommand } from "./catalog";

const day = ["--today", "2026-11-23"];
const folder = mkdtempSync(join(tmpdir(), "flanstack-catalog-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withoutColour(text: string): string {
  return text.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g"), "");
}

describe("flanstack catalog list", () => {
  it("shows what can be tuned, until when, at which price", async () => {
    const { code, output } = await runCommand(catalogCommand, ["catalog", "list", "--platform", "openai", ...day]);
    expect(code).toBe(0);
    expect(output).toMatchInlineSnapshot(`
      "flanstack catalog · 8 models, 4 tunable · 2026-11-23

       MODEL                         TUNING    TRAIN/1M  TUNED IN/OUT  ENDS

       openai: OpenAI
       gpt-4o-mini-2024-07-18        sup+pref      3.00     0.30/1.20  2027-01-14
       gpt-4.1-mini-2025-04-14       sup+pref      5.00     0.80/3.20  2027-01-14
       gpt-4.1-2025-04-14            sup+pref     25.00    3.00/12.00  2027-01-14
       gpt-4o-2024-08-06             sup+pref     25.00    3.75/15.00  2027-01-14
       gpt-6-luna                    never            ?             ?  ?
       gpt-4.1-nano-2025-04-14       ended            ?             ?  2026-10-23
       gpt-3.5-turbo-0125            ended            ?             ?  2026-10-23
       o4-mini-2025-04-16            ended            ?             ?  2026-10-23

       TUNING   sup supervised, pref preference, rl reinforcement; ended, never
                offered, or unknown
       PRICES   US dollars per million tokens; ? unknown, which is never taken for 0
       NEXT     flanstack catalog show MODEL"
    `);
  });

  it.each([80, 140])("keeps to %i columns and says the same in colour", async (columns) => {
    const plain = await runCommand(catalogCommand, ["catalog", "list", ...day], { columns });
    const coloured = await runCommand(catalogCommand, ["catalog", "list", ...day], { columns, colour: true });
    for (const line of plain.output.split("\n")) expect(line.length, line).toBeLessThanOrEqual(columns);
    expect(coloured.output).not.toBe(plain.output);
    expect(withoutColour(coloured.output)).toBe(plain.output);
  });

  it("names every model whole, at any width", async () => {
    const { output } = await runCommand(catalogCommand, ["catalog", "list", ...day], { columns: 80 });
    for (const model of loadCatalog().models) expect(output).toContain(model.id);
  });

  it("gives machines the rows", async () => {
    const rows = JSON.parse((await runCommand(catalogCommand, ["catalog", "list", "--json", ...day])).output);
    expect(rows).toHaveLength(loadCatalog().models.length);
  });

  it("refuses a platform that does not exist, with those that do", async () => {
    const { code, errors } = await runCommand(catalogCommand, ["catalog", "list", "--platform", "gemnii"]);
    expect(code).toBe(1);
    expect(errors).toContain("gemini, vertex-open, openai");
  });
});

describe("flanstack catalog show", () => {
  it("finds a model by its alias, on every platform that has it", async () => {
    const { output } = await runCommand(catalogCommand, ["catalog", "show", "gpt-4.1-mini", ...day]);
    expect(output).toContain("openai/gpt-4.1-mini-2025-04-14 · OpenAI");
    expect(output).toContain("azure-foundry/gpt-4.1-mini-2025-04-14 · Microsoft Foundry");
    expect(output).toContain("no new job from 2027-01-06 on");
    expect(output).toContain("training, per 1M tokens $5.00");
    for (const line of output.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("answers for a platform that takes any model only when asked by name", async () => {
    expect((await runCommand(catalogCommand, ["catalog", "show", "my-model"])).code).toBe(1);
    expect((await runCommand(catalogCommand, ["catalog", "show", "my-model", "--platform", "local"])).output).toContain(
      "local/my-model",
    );
  });

  it("proposes near names for a model it does not know", async () => {
    const { code, errors } = await runCommand(catalogCommand, ["catalog", "show", "gemini-3.5"]);
    expect(code).toBe(1);
    expect(errors).toContain("gemini/gemini-3.5-flash");
  });
});

describe("flanstack catalog check", () => {
  it("fails on stale facts and names each", async () => {
    const { code, output } = await runCommand(catalogCommand, ["catalog", "check", "--platform", "gemini", ...day]);
    expect(code).toBe(1);
    expect(output).toContain("gemini/gemini-3.1-flash-lite baseInputUsdPerMillionTokens, 114 days");
    expect(output).toContain("gemini/gemini-3.5-flash-lite: its training price");
  });

  it("passes where all is known and fresh", async () => {
    const { code, output } = await runCommand(catalogCommand, ["catalog", "check", "--platform", "openai", ...day]);
    expect(code).toBe(0);
    expect(output).toContain("every fact about tunable models is known and fresh");
  });

  it("takes your own facts, and refuses a faulty file with every problem", async () => {
    const fact = (value: number) => ({
      models: [
        {
          platform: "gemini",
          id: "gemini-3.5-flash-lite",
          prices: {
            trainingUsdPerMillionTokens: { value, source: "own", checkedOn: "2026-11-20", confidence: "documented" },
          },
        },
      ],
    });
    writeFileSync(join(folder, "own.json"), JSON.stringify(fact(2.5)));
    writeFileSync(join(folder, "faulty.json"), JSON.stringify(fact(-1)));
    const good = await runCommand(
      catalogCommand,
      ["catalog", "show", "gemini-3.5-flash-lite", "--catalog", "own.json", ...day],
      {
        cwd: folder,
      },
    );
    expect(good.output).toContain("training, per 1M tokens $2.50 (3 days old, documented: own)");
    const faulty = await runCommand(catalogCommand, ["catalog", "check", "--catalog", "faulty.json"], { cwd: folder });
    expect(faulty.code).toBe(1);
    expect(faulty.errors).toContain("trainingUsdPerMillionTokens.value");
  });
});
