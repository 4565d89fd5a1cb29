/** Answers to a case set → shares for the report, and guardrails or a veto for the gate. */
import type { AnsweredArm } from "../evaluate-arms";
import type { Guardrail, Veto } from "../gate/verdict";
import { type ErrorExample, errorExample } from "../scorers/taxonomy";
import { pairedDifference } from "../statistics/paired-difference";
import { countPairs, type Pair } from "../statistics/pairs";
import { clusteredProportion, type Proportion } from "../statistics/proportion";
import type { CaseSet, PartRule, SetName } from "./case-set";

/** What a report shows of a set. */
export interface SetResult {
  readonly name: SetName;
  readonly parts: readonly {
    readonly part: string;
    /** In the order of the arms that were asked. */
    readonly arms: readonly { readonly arm: string; readonly right: Proportion }[];
  }[];
  /** Cases that the candidate got wrong, the first of them. */
  readonly failures: readonly ErrorExample[];
}

export interface JudgedSet {
  readonly result: SetResult;
  readonly guardrails: readonly Guardrail[];
  readonly vetoes: readonly Veto[];
}

const SHOWN = 10;

/**
 * @param tuned the candidate; `predictions[i]` answers `set.rows[i]`
 * @param other whom it would replace
 * @throws RangeError when an arm did not answer the set's rows
 */
export function judgeSet(set: CaseSet, tuned: AnsweredArm, other: AnsweredArm): JudgedSet {
  const { rows } = set;
  const judged = [tuned, other].map((arm) => {
    if (arm.predictions.length !== rows.length)
      throw new RangeError(`${set.name}: ${arm.name} gave ${arm.predictions.length} answers to ${rows.length} cases`);
    return { arm: arm.name, right: rows.map((row, index) => set.isRight(row, arm.predictions[index]!)) };
  });
  const [ours, theirs] = [judged[0]!.right, judged[1]!.right];
  const wrong = [...rows.keys()].filter((index) => !ours[index]);
  const measured = set.rules.map((rule) => ({ rule, pairs: pairsOf(rule) }));
  return {
    result: {
      name: set.name,
      parts: [...new Set(rows.map(({ kind }) => kind))].map((part) => ({
        part,
        arms: judged.map(({ arm, right }) => ({ arm, right: shareOf(part, right) })),
      })),
      failures: wrong.slice(0, SHOWN).map((index) => errorExample(rows[index]!, tuned.predictions[index]!)),
    },
    guardrails: measured.flatMap(({ rule, pairs }) =>
      rule.weighs === "guardrail" ? [guardrailOf(set, rule, other.name, pairs)] : [],
    ),
    vetoes: measured.flatMap(({ rule, pairs }) =>
      rule.weighs === "veto" ? [vetoOf(set, rule, other.name, pairs)] : [],
    ),
  };

  /** In a pair `true` is the wrong answer. */
  function pairsOf({ part }: PartRule): Pair[] {
    return rows.flatMap(({ kind, cluster }, index) =>
      part === undefined || kind === part ? [{ cluster, tuned: !ours[index], other: !theirs[index] }] : [],
    );
  }

  function shareOf(part: string, right: readonly boolean[]): Proportion {
    return clusteredProportion(
      rows.flatMap(({ kind, cluster }, index) => (kind === part ? [{ cluster, value: right[index]! }] : [])),
    );
  }
}

function guardrailOf(set: CaseSet, rule: PartRule, against: string, pairs: readonly Pair[]): Guardrail {
  const { margin, minimumRows } = rule;
  return { name: `${set.name}: ${rule.wrong}`, against, pairs, margin, minimumRows };
}

/** Not passed only when the loss is surely there (one-sided 95 %) and larger than the margin as measured. */
function vetoOf(set: CaseSet, rule: PartRule, against: string, pairs: readonly Pair[]): Veto {
  const count = (of: "tuned" | "other") => pairs.filter((pair) => pair[of]).length;
  const { difference, low } = pairedDifference(countPairs(pairs), 0.9);
  const isEnough = pairs.length >= rule.minimumRows;
  const isLost = isEnough && difference !== null && low !== null && low > 0 && difference > rule.margin;
  const counted = `${count("tuned")} of ${pairs.length} ${rule.wrong}, ${against} ${count("other")}`;
  return {
    name: set.name,
    passed: !isLost,
    detail: isEnough ? counted : `${counted}; fewer than ${rule.minimumRows} cases say nothing`,
  };
}
