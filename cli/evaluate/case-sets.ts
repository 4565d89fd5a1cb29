/** The case sets of an evaluation: which were chosen, their rows. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { loadAgents } from "../../agents";
import { AGENT_NAMES } from "../../agents/names";
import {
  type CaseSet,
  type EvaluationRow,
  forgettingSet,
  handWrittenSet,
  SET_NAMES,
  type SetName,
  safetySet,
} from "../../evaluation";
import { FlanstackError } from "../../primitives";

export interface CaseSetChoice {
  /** Absent: hand-written cases where they can be asked. */
  readonly sets?: readonly SetName[];
  readonly forgetting?: readonly string[];
  readonly forgettingRows: number;
}

/** `safety,hand-written`, or `none`. */
export function toSetNames(text: string): SetName[] {
  if (text === "none") return [];
  return text.split(",").map((part) => {
    const name = SET_NAMES.find((each) => each === part.trim());
    if (name === undefined) throw new InvalidArgumentError(`A set is one of ${SET_NAMES.join(", ")}, none.`);
    return name;
  });
}

/**
 * The sets of each agent. Safety and forgetting are the same for all, so that their answers are asked once.
 * @param areAsked whether models answer; cases that nobody chose are not wanted from a file of answers
 * @throws FlanstackError when forgetting lacks its files, or they cannot be used
 */
export function caseSetsOf(
  agents: readonly string[],
  choice: CaseSetChoice,
  areAsked: boolean,
  cwd: string,
): Map<string, CaseSet[]> {
  const files = choice.forgetting ?? [];
  const wanted = new Set<SetName>(choice.sets ?? (areAsked ? ["hand-written"] : []));
  if (files.length > 0) wanted.add("forgetting");
  if (wanted.has("forgetting") && files.length === 0) {
    throw new FlanstackError("The forgetting guardrail has no cases.", {
      code: "no_forgetting_files",
      path: "--forgetting",
      fix: "Name question files of your copy of bfcl-eval: --forgetting data/BFCL_v4_live_simple.json data/BFCL_v4_live_irrelevance.json",
    });
  }
  const areShipped = agents.some((name) => AGENT_NAMES.some((each) => each === name));
  const shipped = wanted.has("safety") || (wanted.has("hand-written") && areShipped) ? loadAgents() : [];
  const common = [
    ...(wanted.has("safety") ? [safetySet(shipped)] : []),
    ...(wanted.has("forgetting") ? [readForgetting(files, choice.forgettingRows, cwd)] : []),
  ];
  return new Map(
    agents.map((name) => {
      const agent = wanted.has("hand-written") ? shipped.find((each) => each.name === name) : undefined;
      const own = agent === undefined ? undefined : handWrittenSet(agent, shipped);
      return [name, own === undefined ? common : [own, ...common]];
    }),
  );
}

function readForgetting(files: readonly string[], rows: number, cwd: string): CaseSet {
  return forgettingSet(files, {
    rows,
    read: (path) => {
      try {
        return readFileSync(resolve(cwd, path), "utf8");
      } catch {
        return undefined; // named as a problem, or no answers file: that may be so
      }
    },
  });
}

/** One line per case for those who ask a model elsewhere: what it must see, and the id its answer must carry. */
export function caseLines(rows: readonly EvaluationRow[]): string {
  return rows
    .map(({ id, type, kind, request: { system, turns, tools } }) =>
      JSON.stringify({ id, set: type, part: kind, system, turns, tools }),
    )
    .map((line) => `${line}\n`)
    .join("");
}
