/**
 * Faults on the real engine: in each round every agent buys anew while six requests go wrong, then `up` runs again without
 * faults. At most one create request per purchase that was not plainly refused reaches the provider, and the second `up` has
 * the model or says what a person must do.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULT_AGENTS, type FaultCase, faultRounds } from "./harness/fault-cases";
import { type ProcessResult, runInOneProcess, type Step, type StepResult } from "./harness/in-one-process";

const ROUNDS = faultRounds(6);
const SETTINGS = {
  "flanstack:agents": JSON.stringify(FAULT_AGENTS),
  "flanstack:counts": '{"tflan":40,"react":60,"negative":20}',
};
const DEADLINES = {
  FLANSTACK_CREATE_DEADLINE_SECONDS: "5",
  FLANSTACK_SETTLE_SECONDS: "1",
  FLANSTACK_QUOTA_RETRY_SECONDS: "0.2",
  FLANSTACK_REQUEST_TIMEOUT_SECONDS: "3",
};

const folder = mkdtempSync(join(tmpdir(), "flanstack-faults-"));
let run: ProcessResult;
beforeAll(async () => {
  const steps = ROUNDS.flatMap((cases, round): Step[] => [
    {
      operation: "up",
      settings: { ...SETTINGS, "flanstack:generation": String(round + 1) },
      faults: cases.map(({ rule }) => rule),
    },
    { operation: "up" },
  ]);
  run = await runInOneProcess(folder, steps, DEADLINES);
}, 400_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const folderOfResults = join(__dirname, "../../.flanstack/test-results");
  mkdirSync(folderOfResults, { recursive: true });
  const lines = ROUNDS.flatMap((cases, round) => cases.map((one) => describeCase(one, round)));
  const head = "request | fault | whose | first run | second run";
  writeFileSync(join(folderOfResults, "fault-table.txt"), `${head}\n${lines.join("\n")}\n`);
});

const first = (round: number): StepResult => run.results[2 * round]!;
const second = (round: number): StepResult => run.results[2 * round + 1]!;

/** Agents of whom the step says that a person must decide. */
function toldOf({ error = "" }: StepResult): string[] {
  return FAULT_AGENTS.filter((agent) => error.includes(`create request for ${agent}-local`));
}

/** What became of an agent's purchase in a round; the state tells, also when the run failed for others. */
function endOf(step: StepResult, agent: string, round: number): "has the model" | "a person decides" | "not yet" {
  if (step.tuned[agent]?.generation === round + 1) return "has the model";
  return toldOf(step).includes(agent) ? "a person decides" : "not yet";
}

function describeCase({ request, fault, agent }: FaultCase, round: number): string {
  if (run === undefined) return `${request} | ${fault} | not run`;
  const end = (step: StepResult) => {
    if (agent !== undefined) return endOf(step, agent, round);
    const count = FAULT_AGENTS.filter((each) => endOf(step, each, round) === "has the model").length;
    return `${count} of ${FAULT_AGENTS.length} have the model`;
  };
  return `${request} | ${fault} | ${agent ?? "any"} | ${end(first(round))} | ${end(second(round))}`;
}

describe.each(ROUNDS.map((cases, round) => ({ cases, round })))("round $round", ({ cases, round }) => {
  it("strikes with every fault", () => {
    expect(
      cases.filter((_, index) => !first(round).struck[index]).map(({ request, fault }) => [request, fault]),
    ).toEqual([]);
  });

  it("reaches the goal at the second up, or says what a person must do", () => {
    const lost = cases
      .filter(({ request, rule }) => request === "create job" && rule.moment === "received")
      .filter(({ isRefusal }) => !isRefusal)
      .map(({ agent }) => agent);
    const ends = FAULT_AGENTS.map((agent) => [agent, endOf(second(round), agent, round)]);
    const expected = FAULT_AGENTS.map((agent) => [agent, lost.includes(agent) ? "a person decides" : "has the model"]);
    expect(ends, second(round).error).toEqual(expected);
    if (lost.length === 0) expect(second(round).error).toBeUndefined();
    else expect(second(round).error).toContain("flanstack jobs release");
  });
});

describe("all rounds together", () => {
  it("are at least 30 cases", () => {
    expect(ROUNDS.flat().length).toBeGreaterThanOrEqual(30);
  });

  it("send at most one create request per purchase that was not plainly refused", () => {
    const refused = new Set(ROUNDS.flatMap((cases) => cases.filter((one) => one.isRefusal).map(({ agent }) => agent!)));
    const counts = run.creates.map(({ labels, count }) => ({ agent: labels.agent!, count }));
    expect(counts.filter(({ agent, count }) => count > (refused.has(agent) ? 2 : 1))).toEqual([]);
    // Each refusal allows one purchase a second request, and no other.
    const refusals = ROUNDS.flat().filter((one) => one.isRefusal).length;
    expect(counts.filter(({ count }) => count > 1)).toHaveLength(refusals);
    expect(counts).toHaveLength(ROUNDS.length * FAULT_AGENTS.length);
  });

  it("bite: some first runs fail", () => {
    expect(ROUNDS.some((_, round) => first(round).error !== undefined)).toBe(true);
  });
});
