/** Asks each tuned endpoint of the local stack and its base model on the validation rows, and measures what they got right. */
import { readFileSync } from "node:fs";
import { loadAgents } from "../../agents";
import { AGENT_NAMES } from "../../agents/names";
import { isMixedIn, type Row } from "../../datasets";
import {
  type AgentToAssemble,
  askArms,
  assembleResults,
  type CaseSet,
  type EvaluationResults,
  type EvaluationRow,
  evaluationRows,
  handWrittenSet,
  type LineageEntry,
  measureArm,
  oracleLadder,
  type RuinedInput,
  ruinedSeries,
  tagNovelty,
} from "../../evaluation";
import { createVertexClient, type PredictionStore } from "../../inference";
import { FlanstackError } from "../../primitives";
import type { RuinedArm } from "./ruined-models";
import { LOCAL_STACK } from "./workspace";

export interface EvaluationTarget {
  readonly agent: string;
  /** Canonical rows, JSON lines. */
  readonly trainFile: string;
  readonly validationFile: string;
  /** Endpoint resource of the tuned model. */
  readonly endpoint: string;
  readonly baseModel: string;
  readonly lineage: readonly LineageEntry[];
}

export interface EvaluateOptions {
  readonly targets: readonly EvaluationTarget[];
  readonly sandboxUrl: string;
  /** Answers are kept here and reused: a second run asks nothing. */
  readonly store: PredictionStore;
  /** Answers of models taught with ruined data; they may still be on their way. */
  readonly ruined: Promise<readonly RuinedArm[]>;
  /** ISO date and time. */
  readonly evaluatedAt: string;
  readonly lineage: readonly LineageEntry[];
  readonly onProgress: (text: string) => void;
}

/**
 * Measures, and decides nothing: verdicts come from test rows, and the models here are simulated.
 * @throws FlanstackError when a tuned model did not answer for itself: a score of something else would be a lie
 */
export async function evaluateLocally(options: EvaluateOptions): Promise<EvaluationResults> {
  const { store } = options;
  const agents: AgentToAssemble[] = [];
  const series: Omit<RuinedInput, "ruined">[] = [];
  for (const target of options.targets) {
    const { agent, endpoint } = target;
    const training = stepsOf(target.trainFile);
    const rows = tagNovelty(
      stepsOf(target.validationFile),
      training.flatMap(({ family, frame }) => (frame === undefined ? [] : [{ family, frame }])),
    );
    const client = (resource: string) => createVertexClient({ resource, baseUrl: options.sandboxUrl });
    const asked = [
      { name: "tuned", client: client(endpoint) },
      { name: "base", client: client(baseResource(endpoint, target.baseModel)) },
    ];
    const arms = await askArms({
      rows,
      store,
      arms: asked,
      onProgress: ({ done, total }) => options.onProgress(`${agent} ${done}/${total}`),
    });
    const set = handWrittenOf(agent);
    const cases = set === undefined ? [] : await askArms({ rows: set.rows, store, arms: asked });
    const sets = set === undefined ? [] : [{ set, tuned: cases[0]!, other: cases[1]! }];
    const fallbacks = arms[0]!.predictions.filter((prediction) => prediction.fallbackReason !== null).length;
    if (fallbacks > 0) throw fellBack(agent, fallbacks);
    const [tuned, base] = arms.map((arm) => measureArm({ ...arm, rows }).result.metrics.solved);
    const ladder = await oracleLadder({ rows, training, tuned: tuned!, base: base! });
    agents.push({ agent, rows, arms, sets, ladder, lineage: target.lineage });
    series.push({ agent, rows, training, tuned: arms[0]!.predictions, base: arms[1]!.predictions });
  }
  options.onProgress("models of ruined data");
  const arms = await options.ruined;
  const ruined = await ruinedSeries(
    series.map((input) => ({ ...input, ruined: arms.filter(({ agent }) => agent === input.agent) })),
  );
  const { evaluatedAt, lineage } = options;
  return assembleResults({
    stack: LOCAL_STACK,
    evaluatedAt,
    isSimulated: true,
    rowsFrom: "validation",
    agents: agents.map((agent) => ({ ...agent, ruined: ruined.get(agent.agent) })),
    costs: [],
    selftest: [],
    lineage,
  });
}

/** The cases that a person wrote for this agent, if it is one that ships. */
function handWrittenOf(name: string): CaseSet | undefined {
  if (!AGENT_NAMES.some((each) => each === name)) return undefined;
  const shipped = loadAgents();
  const agent = shipped.find((each) => each.name === name);
  return agent && handWrittenSet(agent, shipped);
}

/** Every step that is trained on: intervals and tests count families, so that steps of one example are no more than they are. */
export function stepsOf(file: string): EvaluationRow[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return evaluationRows(
    lines.map((line) => JSON.parse(line) as Row).filter((row) => !isMixedIn(row)),
    file,
  );
}

/** The base model beside the endpoint: same project and location, so that nothing but the tuning differs. */
function baseResource(endpoint: string, baseModel: string): string {
  return `${endpoint.replace(/\/endpoints\/.*$/, "")}/publishers/google/models/${baseModel}`;
}

function fellBack(agent: string, count: number): FlanstackError {
  return new FlanstackError(`${agent}: ${count} answers did not come from the tuned model.`, {
    code: "evaluation_fell_back",
    path: agent,
    fix: "See .flanstack/predictions.jsonl (servedBy, fallbackReason).",
  });
}
