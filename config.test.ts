import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { agentSettings, parseSettings } from "./config";
import { FlanstackError } from "./primitives";
import { SETTINGS } from "./settings";

const place = { pulumiProject: "flanstack", stack: "dev" };
const needed = { project: "acme-ml", ledger: "gs://acme-ledger/flanstack" };

function problemsOf(values: Record<string, unknown>): { path: string; text: string }[] {
  try {
    parseSettings(values, place);
    return [];
  } catch (error) {
    if (!FlanstackError.is(error)) throw error;
    return error.problems.map((problem) => ({ path: problem.path, text: `${problem.message} ${problem.fix}` }));
  }
}

describe("parseSettings", () => {
  it("fills in defaults", () => {
    const settings = parseSettings(needed, place);
    expect(settings).toMatchObject({
      provider: "gemini",
      seed: 7,
      counts: { tflan: 200, react: 300, negative: 100 },
      validationShare: 0.2,
      environment: "dev",
    });
    expect(settings.agents).toHaveLength(6);
  });

  it.each([
    ["local", "local"],
    ["staging", "staging"],
    ["prod", "prod"],
    ["pull-request-7", "dev"],
  ])("takes the environment of stack %s from its name: %s", (stack, environment) => {
    expect(parseSettings(needed, { ...place, stack }).environment).toBe(environment);
  });

  it("leaves the adapter size out where OpenAI tunes, unless an agent asks for one", () => {
    const own = { provider: "openai", overrides: '{"qa_agent":{"adapterSize":8}}' };
    const settings = parseSettings({ ...needed, ...own }, place);
    expect(agentSettings(settings, "legal_agent").hyperparameters.adapterSize).toBeUndefined();
    expect(agentSettings(settings, "qa_agent").hyperparameters.adapterSize).toBe(8);
    expect(agentSettings(parseSettings(needed, place), "qa_agent").hyperparameters.adapterSize).toBe(4);
  });

  it("reads a ratio as Pulumi keeps it", () => {
    const mix = '[{"file":"a.jsonl","ratio":"0.5","licence":"own"},{"file":"b.jsonl","ratio":2,"licence":"own"}]';
    expect(parseSettings({ ...needed, mix }, place).mix.map(({ ratio }) => ratio)).toEqual([0.5, 2]);
  });

  it("lets a licence pass once somebody has cleared it", () => {
    const mix = '[{"file":"a.jsonl","ratio":1,"licence":"CC-BY-NC-4.0"}]';
    expect(parseSettings({ ...needed, mix, allowedLicences: '["cc-by-nc-4.0"]' }, place).mix).toHaveLength(1);
    expect(() => parseSettings({ ...needed, mix, allowedLicences: '["mit"]' }, place)).toThrow(/allowedLicences/);
  });

  it("takes Pulumi's empty object for absent traffic", () => {
    expect(parseSettings({ ...needed, traffic: "{}", ownerBudgets: "{}" }, place)).toMatchObject({
      traffic: undefined,
      ownerBudgets: {},
    });
  });

  it("reads what Pulumi keeps as text", () => {
    const settings = parseSettings(
      {
        ...needed,
        seed: "8",
        counts: '{"tflan":10,"react":20,"negative":8}',
        validationShare: "0.25",
        wait: "false",
        agents: '["qa_agent"]',
        bucket: "",
      },
      place,
    );
    expect(settings).toMatchObject({
      seed: 8,
      counts: { tflan: 10, react: 20, negative: 8 },
      validationShare: 0.25,
      wait: false,
      agents: ["qa_agent"],
    });
    expect(settings.bucket).toBeUndefined(); // "" stands for absent
  });

  it("keeps 0 as a value", () => {
    expect(parseSettings({ ...needed, seed: "0", budgetUsd: "0", horizonDays: "0" }, place)).toMatchObject({
      seed: 0,
      budgetUsd: 0,
      horizonDays: 0,
    });
  });

  it.each([
    ["a way to write parallel calls that is none", { parallel: "both" }, "flanstack:parallel", "keep"],
    ["more threads than any machine has", { workers: "1000" }, "flanstack:workers", "256"],
    ["an unknown agent", { agents: '["qa_agent","sales_agent"]' }, "flanstack:agents.1", "sales_agent"],
    ["an agent named twice", { agents: '["qa_agent","qa_agent"]' }, "flanstack:agents", "twice"],
    ["an unknown provider", { provider: "acme" }, "flanstack:provider", "acme"],
    ["all weights of a Gemini model", { tuningMode: "full" }, "flanstack:tuningMode", "open models on Vertex only"],
    ["half an adapter", { tuningMode: "half" }, "flanstack:tuningMode", "half"],
    [
      "Gemini and an open model in one stack",
      { overrides: '{"qa_agent":{"baseModel":"qwen/qwen3@qwen3-8b"}}' },
      "flanstack:overrides.qa_agent.baseModel",
      "chat messages",
    ],
    [
      "an evaluation of weights that nobody serves",
      { baseModel: "qwen/qwen3@qwen3-32b", evaluate: "test" },
      "flanstack:evaluate",
      "nothing that answers",
    ],
    ["a negative count", { counts: '{"tflan":-1}' }, "flanstack:counts.tflan", "-1"],
    ["a fractional count", { counts: '{"react":1.5}' }, "flanstack:counts.react", "1.5"],
    ["a count of an unknown type", { counts: '{"flan":1}' }, "flanstack:counts", "flan"],
    [
      "a ratio in words",
      { mix: '[{"file":"a.jsonl","ratio":"half","licence":"own"}]' },
      "flanstack:mix.0.ratio",
      "half",
    ],
    ["a mix that names no file", { mix: '[{"ratio":1,"licence":"own"}]' }, "flanstack:mix.0.file", "nothing"],
    ["a mix of shares of types", { mix: '{"tflan":1}' }, "flanstack:mix", "tflan"],
    [
      "a mix with a misspelt key",
      { mix: '[{"file":"a.jsonl","ratio":1,"license":"own"}]' },
      "flanstack:mix.0",
      "license",
    ],
    [
      "a mix that drowns the rows",
      { mix: '[{"file":"a.jsonl","ratio":11,"licence":"own"}]' },
      "flanstack:mix.0.ratio",
      "11",
    ],
    [
      "mixed rows whose licence forbids tuning",
      { mix: '[{"file":"a.jsonl","ratio":1,"licence":"CC-BY-NC-4.0"}]' },
      "flanstack:mix.0.licence",
      "forbids commercial use",
    ],
    ["no rows at all", { counts: '{"tflan":0,"react":0,"negative":0}' }, "flanstack:counts", "nothing to train on"],
    ["a share above 1", { validationShare: "1.2" }, "flanstack:validationShare", "1.2"],
    ["a share of 1: nothing would be left to train on", { validationShare: "1" }, "flanstack:validationShare", "1"],
    ["a negative share", { validationShare: "-0.1" }, "flanstack:validationShare", "-0.1"],
    [
      "traffic with a part missing",
      { traffic: '{"requestsPerMonth":10}' },
      "flanstack:traffic.inputTokensPerRequest",
      "",
    ],
    ["a negative owner's limit", { ownerBudgets: '{"qa":{"onceUsd":-1}}' }, "flanstack:ownerBudgets.qa.onceUsd", "-1"],
    [
      "own rows of nobody",
      { evaluationRows: '{"x_agent":"rows.jsonl"}' },
      "flanstack:evaluationRows.x_agent",
      "x_agent",
    ],
    ["an empty incumbent", { incumbents: '{"qa_agent":""}' }, "flanstack:incumbents.qa_agent", ""],
    ["a cap that is no number", { evaluationCapUsd: "much" }, "flanstack:evaluationCapUsd", "much"],
    [
      "a base model as one made elsewhere",
      { existingModels: '{"qa_agent":"gpt-4.1-mini"}' },
      "flanstack:existingModels.qa_agent",
      "Vertex endpoint",
    ],
    ["a whole location as residency", { residency: "europe-west4" }, "flanstack:residency", "eu or us"],
    ["a missing project", { project: "" }, "flanstack:project", "pulumi config set flanstack:project"],
    ["a missing ledger", { ledger: "" }, "flanstack:ledger", "paid for twice"],
    ["a ledger that is no address", { ledger: "my-bucket" }, "flanstack:ledger", "gs://bucket/prefix"],
    ["a container for what a vendor trains", { runner: "container" }, "flanstack:runner", "flanstack:provider local"],
    ["a runner that is none", { runner: "cluster" }, "flanstack:runner", "container"],
    ["a misspelt setting", { epoch: "3" }, "flanstack:epoch", "does not exist"],
    ["a misspelt override", { overrides: '{"qa_agent":{"sed":1}}' }, "flanstack:overrides.qa_agent", "sed"],
    [
      "an override of an unknown agent",
      { overrides: '{"sales_agent":{"seed":1}}' },
      "flanstack:overrides.sales_agent",
      "sales_agent",
    ],
    ["a generation below 1", { generation: "0" }, "flanstack:generation", "0"],
    ["labels that Google would refuse", { labels: '{"Owner":"QA"}' }, "flanstack:labels.Owner", "lower case"],
    ["text where a number belongs", { seed: "seven" }, "flanstack:seed", "seven"],
  ])("refuses %s and names the setting", (_, values, path, text) => {
    const found = problemsOf({ ...needed, ...values });
    expect(found.map((problem) => problem.path)).toContain(path);
    expect(found.map((problem) => problem.text).join("\n")).toContain(text);
  });

  it("reports all problems together", () => {
    const found = problemsOf({ provider: "acme", counts: '{"tflan":-1}', validationShare: "2", epoch: "3" });
    expect(found.map((problem) => problem.path)).toEqual(
      expect.arrayContaining([
        "flanstack:epoch",
        "flanstack:provider",
        "flanstack:counts.tflan",
        "flanstack:validationShare",
        "flanstack:ledger",
      ]),
    );
  });

  it("shortens long values in messages", () => {
    expect(problemsOf({ ...needed, provider: "x".repeat(5000) })[0]!.text.length).toBeLessThan(400);
  });
});

describe("agentSettings", () => {
  it("lays an agent's own settings over the stack's", () => {
    const settings = parseSettings({ ...needed, overrides: '{"qa_agent":{"seed":9,"epochs":5}}' }, place);
    expect(agentSettings(settings, "qa_agent")).toMatchObject({
      seed: 9,
      hyperparameters: { epochs: 5, adapterSize: 4 },
    });
    expect(agentSettings(settings, "legal_agent")).toMatchObject({ seed: 7, hyperparameters: { epochs: 3 } });
  });
});

describe("an open model's settings", () => {
  const open = { ...needed, baseModel: "qwen/qwen3@qwen3-32b" };
  it.each<[string, Record<string, unknown>, number | undefined]>([
    ["an adapter by default", {}, 4],
    ["no adapter where all weights are tuned", { tuningMode: "full" }, undefined],
    ["an agent's own adapter even there", { tuningMode: "full", overrides: '{"qa_agent":{"adapterSize":8}}' }, 8],
  ])("ask for %s", (_, values, expected) => {
    const settings = parseSettings({ ...open, ...values }, place);
    expect(agentSettings(settings, "qa_agent").hyperparameters.adapterSize).toBe(expected);
  });
});

describe("Pulumi.yaml", () => {
  it("describes the same settings as the table", () => {
    const described = parse(readFileSync(join(__dirname, "Pulumi.yaml"), "utf8")).config;
    const expected = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, row]) => [
        `flanstack:${name}`,
        {
          type: row.type,
          description: row.description,
          default: row.default,
          ...("items" in row ? { items: { type: row.items } } : {}),
        },
      ]),
    );
    expect(described).toEqual(expected);
  });
});
