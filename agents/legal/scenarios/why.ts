/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step does, as a verb phrase that begins with a bare verb: "list the clauses of {contract}". */
  readonly step?: readonly string[];
  /** What is known and leads here, as a clause: "{contract} has expired". */
  readonly fact?: readonly string[];
}

const STEP = [
  "I'll %[ now|].",
  "Let me %.",
  "I [need|have] to %.",
  "I'm going to %.",
  "[My next|The next] step is to %.",
];

const FACT = ["%."];

const BOTH = [
  "&, so [I'll|let me] %.",
  "&, so I [have to|need to] %.",
  "[As|Since] &, I'll %.",
  "&; I'll %.",
  "&. [I'll %|Let me %].",
];

/** All wordings of these grounds. */
export function why({ step = [], fact = [] }: Grounds): Wording[] {
  return [
    ...step.flatMap((phrase) => STEP.map((frame) => fill(frame, phrase))),
    ...fact.flatMap((clause) => FACT.map((frame) => fill(frame, clause))),
    ...fact.flatMap((clause) => step.flatMap((phrase) => BOTH.map((frame) => fill(frame, phrase, clause)))),
  ];
}

function fill(frame: string, phrase: string, clause = ""): Wording {
  const text = frame.replaceAll("%", phrase).replaceAll("&", clause);
  return text[0]!.toUpperCase() + text.slice(1);
}

/** Why contracts that a search found are checked against a regulation, `{code}`. */
export function checkReasons(contracts: number): Wording[] {
  return contracts === 1
    ? why({
        step: ["check it against {code}", "hold it against {code}"],
        fact: ["the contract is known now", "one contract was found", "there is one contract to check"],
      })
    : why({
        step: ["check each of them against {code}", "hold every contract found against {code}"],
        fact: ["the contracts are known now", "the search is done"],
      });
}
