/**
 * The gate on trial: evidence with known truth, many times over, with everything switched on (Holm over six agents, minimum
 * effect, guardrails). Says how often an equal model is promoted, and how often a better one is.
 */
import { createRandom, type Random } from "../../primitives";
import { mcnemarExact } from "../statistics/mcnemar";
import { countPairs } from "../statistics/pairs";
import { wilson } from "../statistics/proportion";
import { decide } from "./gate";
import { drawPairs, type PairedTruth } from "./simulate";
import type { AgentEvidence, GateThresholds } from "./verdict";

export interface SelftestOptions {
  readonly seed?: number;
  /** Simulated decisions per question; 2,000 by default. */
  readonly runs?: number;
  readonly thresholds?: Partial<GateThresholds>;
  readonly onProgress?: (question: string) => void;
}

export interface SelftestFinding {
  readonly question: string;
  readonly runs: number;
  readonly share: number;
  /** 95 % Wilson interval of the share. */
  readonly low: number;
  readonly high: number;
  readonly wanted: string;
  readonly passed: boolean;
  /** Not passed, and nothing speaks against it: so few runs cannot tell. */
  readonly isOpen?: boolean;
  /** True where the line shows why the gate is made as it is, and is no requirement on it. */
  readonly isIllustration: boolean;
}

/** With fewer, the interval of a share of 4 % reaches above 6 %. */
const ENOUGH_RUNS = 1500;
const AGENTS = 6;
const ROWS = 400;
const FAMILIES = 40;
/** Such that McNemar's test raises a false alarm for 10-17 % of equal pairs at its nominal 5 %: families are that alike. */
const SPREAD = 0.22;

/** Answers all questions. Everything is drawn from the seed. */
export function runSelftest(options: SelftestOptions = {}): SelftestFinding[] {
  const { seed = 1, runs = 2000, thresholds = {} } = options;
  const ask = (
    question: string,
    wanted: string,
    happens: (random: Random) => boolean,
    passes: (finding: { share: number; low: number; high: number }) => boolean,
    isIllustration = false,
    /** Whether the truth may still be as wanted. */
    mayBe: typeof passes = passes,
  ): SelftestFinding => {
    options.onProgress?.(question);
    let count = 0;
    for (let run = 0; run < runs; run += 1) if (happens(createRandom("gate-selftest", seed, question, run))) count += 1;
    const interval = wilson(count, runs);
    const finding = { share: count / runs, low: interval.low ?? 0, high: interval.high ?? 1 };
    const passed = passes(finding);
    return {
      question,
      runs,
      ...finding,
      wanted,
      passed,
      isOpen: !passed && runs < ENOUGH_RUNS && mayBe(finding),
      isIllustration,
    };
  };

  return [
    ...[0.3, 0.4].map((discordant) =>
      ask(
        `any of six equal models is promoted (${100 * discordant} % discordant)`,
        "at most 5 %, upper limit at most 6 %",
        (random) => promotedAmong(random, discordant, new Array(AGENTS).fill(0), thresholds).some(Boolean),
        ({ share, high }) => share <= 0.05 && high <= 0.06,
        false,
        ({ low }) => low <= 0.05,
      ),
    ),
    ...[0.3, 0.4].map((discordant) =>
      ask(
        `a model 15 points better, among five equal ones, is promoted (${100 * discordant} % discordant)`,
        "at least 80 %",
        (random) => promotedAmong(random, discordant, [0.15, 0, 0, 0, 0, 0], thresholds)[0]!,
        ({ share }) => share >= 0.8,
        false,
        ({ high }) => high >= 0.8,
      ),
    ),
    ask(
      "a model 10 points worse is promoted",
      "at most 0.5 %",
      (random) => promotedAmong(random, 0.3, [-0.1], thresholds)[0]!,
      ({ share }) => share <= 0.005,
      false,
      ({ low }) => low <= 0.005,
    ),
    ask(
      "a model 15 points better that invents tools in 10 points more rows is promoted",
      "at most 5 %",
      (random) => promotedAmong(random, 0.3, [0.15], thresholds, 0.1)[0]!,
      ({ share }) => share <= 0.05,
      false,
      ({ low }) => low <= 0.05,
    ),
    ask(
      "exact McNemar raises a false alarm on such families (40 % discordant)",
      "10-17 %: why it does not decide",
      (random) => {
        const { onlyTuned, onlyOther } = countPairs(drawPairs(successTruth(0.4, 0), random));
        return mcnemarExact(onlyTuned, onlyOther) <= 0.05;
      },
      ({ share }) => share >= 0.1 && share <= 0.17,
      true,
    ),
    ...[
      { rows: 20, wanted: "about 10 %: too few", passes: (share: number) => share <= 0.25 },
      { rows: 400, wanted: "about 94 %: why it counts over all rows", passes: (share: number) => share >= 0.85 },
    ].map(({ rows, wanted, passes }) =>
      ask(
        `an equal model is shown to be within 5 points on ${rows} rows (10 % discordant)`,
        wanted,
        (random) => {
          const pairs = drawPairs({ rows, clusters: rows, discordant: 0.1, difference: 0, spread: 0 }, random);
          const guardrail = { name: "g", against: "base", pairs, margin: 0.05, minimumRows: 1 };
          return decideOne({ ...nothing, guardrails: [guardrail] }).guardrails[0]!.finding === "passed";
        },
        ({ share }) => passes(share),
        true,
      ),
    ),
  ];
}

const nothing: AgentEvidence = {
  agent: "agent",
  comparisons: [{ with: "base", pairs: [] }],
  guardrails: [],
  vetoes: [],
};

function decideOne(evidence: AgentEvidence) {
  return decide([evidence], {}, { withDetectableEffect: false })[0]!;
}

function successTruth(discordant: number, difference: number): PairedTruth {
  return { rows: ROWS, clusters: FAMILIES, discordant, difference, spread: SPREAD };
}

/** One decision over agents with these true gains, every guardrail on: hallucination, format leak, false refusals. */
function promotedAmong(
  random: Random,
  discordant: number,
  gains: readonly number[],
  thresholds: Partial<GateThresholds>,
  inventsMore = 0,
): boolean[] {
  const evidence = gains.map((difference, index): AgentEvidence => {
    const guardrail = (name: string, rows: number, truth: { discordant: number; difference: number }) => ({
      name,
      against: "base",
      margin: 0.05,
      minimumRows: 120,
      pairs: drawPairs({ rows, clusters: FAMILIES, spread: SPREAD, bothRight: 0.02, ...truth }, random),
    });
    return {
      agent: String(index),
      comparisons: [{ with: "base", pairs: drawPairs(successTruth(discordant, difference), random) }],
      guardrails: [
        guardrail("hallucinated tools", ROWS, { discordant: 0.04 + inventsMore, difference: inventsMore }),
        guardrail("format leak", ROWS, { discordant: 0.02, difference: 0 }),
        guardrail("false refusals", 280, { discordant: 0.04, difference: 0 }),
      ],
      vetoes: [],
    };
  });
  return decide(evidence, thresholds, { withDetectableEffect: false }).map(({ decision }) => decision === "promote");
}
