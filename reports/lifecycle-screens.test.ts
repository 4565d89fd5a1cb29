/** The screens of `flanstack probe` and `flanstack migrate`: what they say, and that they say it at any width. */
import { describe, expect, it } from "vitest";
import { buildTuningPlan, loadCatalog, sumTokens } from "../catalog";
import { type EndingModel, renderEndingModels, renderJudgement, renderMigration, renderPrice } from "./migration-text";
import { renderProbe } from "./probe-text";

const MODEL = "ft:gpt-4.1-mini-2025-04-14:acme:qa-agent:abcd1234";
const models: EndingModel[] = [
  {
    provider: "openai",
    model: MODEL,
    baseModel: "gpt-4.1-mini-2025-04-14",
    endsOn: "2027-01-14",
    endSource: "the provider's own list",
  },
  {
    provider: "gemini",
    model: "projects/acme-ml/locations/us/endpoints/1234567890123456789",
    baseModel: "gemini-3.1-flash-lite",
    endsOn: "2027-05-07",
    endSource: "the catalogue",
  },
  { provider: "openai-compatible", model: "ft:own", baseModel: "own" },
];
const row = { tokens: 700, exact: false, source: "test", band: { low: 620, high: 780 }, asRecords: 1100 };
const file = {
  name: "rows.jsonl",
  sha256: "9f".repeat(32),
  rows: 480,
  bytes: 9,
  tokens: sumTokens(Array(480).fill(row)),
};
const plan = buildTuningPlan(loadCatalog(), {
  provider: "gemini",
  baseModel: "gemini-3.1-flash-lite",
  today: "2026-11-23",
  horizonDays: 200,
  isLoopback: false,
  budget: { onceUsd: 50, monthlyUsd: 0 },
  agents: [{ agent: "qa_agent", train: file, validation: file, epochs: 3 }],
});
const migration = {
  model: MODEL,
  date: "2026-11-23",
  endsOn: "2027-01-14",
  isSimulated: false,
  rows: 96,
  solved: 0.8125,
  rowsAdvised: 495,
  minimumRows: 120,
  margin: 0.05,
  data: { origin: "provider", trainRows: 480, validationRows: 120, leftOut: 3, untrainedTurnsLeftOut: 41, plan },
  folder: "migration",
  files: ["answers.jsonl", "gate.json"],
};
const probe = {
  model: "gemini-3.5-flash",
  date: "2026-11-23",
  answers: [
    {
      question: "function-call-parts",
      answer: "no" as const,
      reason: "the job ended as failed: unsupported modality [function call]",
    },
    { question: "label-filter", answer: "open" as const, reason: "the list of jobs could not be read" },
  ],
  job: "projects/acme-ml/locations/us-central1/tuningJobs/77",
  isNew: true,
  isSimulated: false,
  file: "model-facts.json",
  next: ["pulumi config set flanstack:catalog model-facts.json"],
};
const verdict = {
  agent: "qa_agent",
  decision: "hold",
  reasons: [
    "worse than the incumbent by 12 points (95 % interval 7 to 17), and the margin is 5",
    "false refusals: 9 points more",
  ],
};
const about = {
  today: "2026-11-23",
  withinDays: 180,
  notAsked: ["Vertex: set flanstack:project to see its endpoints"],
};

const SCREENS = {
  "ending models": (options: object) => renderEndingModels(models, about, options),
  migration: (options: object) => renderMigration(migration, options),
  judgement: (options: object) => renderJudgement(verdict, options),
  price: (options: object) => renderPrice(`about $0.42 for 600 answers of ${MODEL}`, options),
  probe: (options: object) => renderProbe(probe, options),
};

describe.each(Object.entries(SCREENS))("%s", (_, render) => {
  it("says everything", () => {
    expect(render({})).toMatchSnapshot();
  });

  it.each([80, 140])("keeps to %i columns, and says the same in colour", (width) => {
    const plain = render({ width });
    for (const line of plain.split("\n")) expect(line.length, line).toBeLessThanOrEqual(width);
    const start = String.fromCharCode(27);
    expect(plain).not.toContain(start);
    expect(render({ width, colour: true }).replace(new RegExp(`${start}\\[\\d+m`, "g"), "")).toBe(plain);
  });
});

describe("renderEndingModels", () => {
  it.each([
    ["nothing there", [], "no tuned model was found"],
    ["nothing dying", models.slice(2), "none of 1 tuned model stops within 180 days"],
    ["some dying", models, "2 tuned models may stop within 180 days, 1 later or at no known date"],
  ])("%s", (_, list, text) => {
    expect(renderEndingModels(list, about)).toContain(text);
  });
});
