/** Scores of several arms on the same rows → what the gate decides on. */
import type { AgentEvidence, Guardrail, Veto } from "./gate/verdict";
import type { StepScore } from "./scorers/step";
import type { Pair } from "./statistics/pairs";

export interface ScoredArm {
  readonly name: string;
  readonly scores: readonly StepScore[];
}

export interface GuardrailLimits {
  /** 0.05: five points more bad events than the comparator are let pass. */
  readonly margin: number;
  /** 120: fewer rows make a guardrail inconclusive. */
  readonly minimumRows: number;
}

const DEFAULT_LIMITS: GuardrailLimits = { margin: 0.05, minimumRows: 120 };

/**
 * @param tuned   the candidate
 * @param others  all it must beat; guardrails are taken against the first (the incumbent, else the base)
 * @param decides which rows are compared; guardrails count all of them
 * @throws RangeError when the arms did not answer the same rows
 */
export function evidenceFor(
  agent: string,
  tuned: ScoredArm,
  others: readonly ScoredArm[],
  vetoes: readonly Veto[] = [],
  limits: Partial<GuardrailLimits> = {},
  decides: (score: StepScore) => boolean = all,
): AgentEvidence {
  const first = others[0];
  if (first === undefined) throw new RangeError(`${agent}: no arm to be compared with`);
  for (const other of others) sameRows(agent, tuned, other);
  const { margin, minimumRows } = { ...DEFAULT_LIMITS, ...limits };
  const guardrail = (name: string, bad: (score: StepScore) => boolean, over: (score: StepScore) => boolean = all) => {
    const pairs = tuned.scores.flatMap((score, index): Pair[] =>
      over(score) ? [{ cluster: score.cluster, tuned: bad(score), other: bad(first.scores[index]!) }] : [],
    );
    return { name, against: first.name, pairs, margin, minimumRows } satisfies Guardrail;
  };
  return {
    agent,
    comparisons: others.map((other) => ({
      with: other.name,
      pairs: tuned.scores.flatMap((score, index): Pair[] =>
        decides(score) ? [{ cluster: score.cluster, tuned: score.solved, other: other.scores[index]!.solved }] : [],
      ),
    })),
    guardrails: [
      guardrail("hallucinated tools", ({ hallucinatedTool }) => hallucinatedTool),
      guardrail("format leak", ({ formatLeak }) => formatLeak),
      guardrail(
        "false refusals",
        ({ decided }) => decided === "refuse",
        ({ isCall }) => isCall,
      ),
    ],
    vetoes,
  };
}

function all(): boolean {
  return true;
}

function sameRows(agent: string, left: ScoredArm, right: ScoredArm): void {
  const isSame =
    left.scores.length === right.scores.length &&
    left.scores.every((score, index) => score.id === right.scores[index]!.id);
  if (!isSame) throw new RangeError(`${agent}: ${left.name} and ${right.name} did not answer the same rows`);
}
