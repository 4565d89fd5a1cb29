/** The six agents' data, held to every gate; and the verifier, held to planted faults. */

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGENT_NAMES } from "../../agents/names";
import type { BuiltDatasets, Row } from "../../datasets";
import { ruinedInput } from "./ruined-agents";

// One instance of every module, loaded as the command loads it: the generator is found by `require`.
const load = createRequire(__filename);
load("../../bin/load-typescript.cjs");
const { loadAgent } = load("../../agents") as typeof import("../../agents");
const { buildDatasets } = load("../../datasets") as typeof import("../../datasets");
const { prepareEngine, proveVerifier, renderRow } = load(
  "../../datasets/tools",
) as typeof import("../../datasets/tools");
const { readFileSync } = load("node:fs") as typeof import("node:fs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-six-"));
let built: BuiltDatasets;

beforeAll(async () => {
  built = await buildDatasets({
    agents: AGENT_NAMES.map((agent) => ({
      agent,
      settings: { formats: ["canonical", "gemini", "openai", "trl", "text", "anthropic"] },
    })),
    loadAgent,
    otherAgents: AGENT_NAMES,
    outputDirectory: folder,
    strict: false,
  });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a build in one rendering alone", () => {
  it.each(["native", "text"] as const)(
    "of %s rows misses no gate: what only a mix can meet is not applicable",
    async (rendering) => {
      const out = mkdtempSync(join(tmpdir(), "flanstack-rendering-"));
      try {
        const { agents } = await buildDatasets({
          agents: [{ agent: "qa_agent", settings: { formats: ["gemini"], rendering } }],
          loadAgent,
          otherAgents: AGENT_NAMES,
          outputDirectory: out,
          strict: false,
        });
        const gates = agents[0]!.gates;
        expect(gates.filter(({ status }) => status === "failed")).toEqual([]);
        expect(gates.find(({ gate }) => gate === "react_text_share")).toMatchObject({
          status: "not_evaluated",
          note: `not applicable to rendering ${rendering}`,
        });
      } finally {
        rmSync(out, { recursive: true });
      }
    },
    120_000,
  );
});

describe("the default build", () => {
  it("has 480 and 120 rows per agent, stratified exactly", () => {
    for (const agent of built.agents) {
      expect(agent.counts.strata, agent.agent).toEqual({
        "train/react": 240,
        "train/tflan": 160,
        "train/non_existent_tool": 20,
        "train/invalid_parameters": 20,
        "train/unsupported_action": 20,
        "train/out_of_scope": 20,
        "validation/react": 60,
        "validation/tflan": 40,
        "validation/non_existent_tool": 5,
        "validation/invalid_parameters": 5,
        "validation/unsupported_action": 5,
        "validation/out_of_scope": 5,
      });
    }
  });

  it("passes every gate", () => {
    const failed = [
      ...built.agents.flatMap((agent) => agent.gates.map((gate) => ({ owner: agent.agent, ...gate }))),
      ...built.pooledGates.map((gate) => ({ owner: "all", ...gate })),
    ]
      .filter((gate) => gate.status !== "passed")
      .map(
        (gate) =>
          `${gate.owner}: ${gate.gate} ${gate.value}, wants ${gate.limit}; ${gate.examples.slice(0, 2).join(" | ")}`,
      );
    expect(failed).toEqual([]);
  });
});

describe("a row that refuses a date", () => {
  it("says what day it is: what is too near or too far is so by today", () => {
    const refusals = built.agents.flatMap(({ files }) =>
      readFileSync(files[0]!.path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Row)
        .filter(({ hallucination_type: type }) => type === "invalid_parameters")
        .filter(({ conversations }) => /too (far|long|late|early)|within the next/.test(conversations.at(-1)!.content)),
    );
    expect(refusals.length).toBeGreaterThan(0);
    const undated = refusals.filter(
      ({ conversations }) =>
        /\d{4}-\d{2}-\d{2}/.test(conversations.at(-1)!.content) && !/20\d\d-\d\d-\d\d/.test(conversations[0]!.content),
    );
    expect(undated.map(({ id }) => id)).toEqual([]);
  });
});

describe("the documentation", () => {
  it("shows three current rows per agent (when bytes change on purpose: vitest run this file --update)", async () => {
    const parts = built.agents.map((agent) => {
      const rows = readFileSync(agent.files[0]!.path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Row);
      const shown = (["tflan", "react", "negative"] as const).map((type) => {
        const plain = rows.filter(
          (row) => row.type === type && !/^(?:masked|long_context|react_text)$/m.test(row.tags.join("\n")),
        );
        return `\`\`\`text\n${renderRow(plain[0]!)}\n\`\`\``;
      });
      return `## ${agent.agent}\n\n${shown.join("\n\n")}\n`;
    });
    const head =
      "# Three rows per agent\n\nThe first row of each type in the default data set that is neither masked nor long nor literal ReAct text.\n";
    await expect([head, ...parts].join("\n")).toMatchFileSnapshot("../../docs/data-examples.md");
  });
});

describe("the verifier", () => {
  it("catches planted faults of every class, and lets good rows pass", () => {
    const reports = AGENT_NAMES.flatMap((name) => {
      const engine = prepareEngine(
        loadAgent(name),
        AGENT_NAMES.map((each) => loadAgent(each)),
      );
      const file = built.agents.find((agent) => agent.agent === name)!.files[0]!;
      const rows = readFileSync(file.path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Row);
      return proveVerifier(engine, rows, 50);
    });
    const classes = [...new Set(reports.map((report) => report.fault))];
    expect(classes.length).toBeGreaterThanOrEqual(15);
    const total = { planted: 0, caught: 0 };
    for (const fault of classes) {
      const own = reports.filter((report) => report.fault === fault);
      const planted = own.reduce((sum, report) => sum + report.planted, 0);
      const caught = own.reduce((sum, report) => sum + report.caught, 0);
      total.planted += planted;
      total.caught += caught;
      expect(planted, fault).toBeGreaterThanOrEqual(200);
      expect(
        caught / planted,
        `${fault}: ${own
          .flatMap((report) => report.missed)
          .slice(0, 3)
          .join("; ")}`,
      ).toBeGreaterThanOrEqual(0.95);
    }
    expect(total.caught / total.planted).toBeGreaterThanOrEqual(0.99);
  }, 900_000);
});

describe("the local learner taught with the default build", () => {
  it("beats base, majority and nearest prompt, falls with every share of shuffled targets, and is held from half on", async () => {
    const rooms = {
      evaluation: load("../../evaluation") as typeof import("../../evaluation"),
      inference: load("../../inference") as typeof import("../../inference"),
      sandbox: load("../../sandbox") as typeof import("../../sandbox"),
    };
    const series = await rooms.evaluation.ruinedSeries(
      built.agents.map(({ agent, files }) => ruinedInput(rooms, dirname(files[0]!.path), agent)),
    );
    const missed = [...series].flatMap(([agent, steps]) =>
      steps
        .filter(({ isMet }) => !isMet)
        .map(({ share, decision, solved, reasons }) => ({ agent, share, decision, solved: solved.rate, reasons })),
    );
    expect(missed).toEqual([]);
    expect([...series.values()].map((steps) => steps.map(({ share }) => share))).toEqual(
      AGENT_NAMES.map(() => [0, 0.25, 0.5, 1]),
    );
  }, 900_000);
});
