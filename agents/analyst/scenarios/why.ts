/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the mean of {y}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{chart} has no line yet". */
  readonly fact?: readonly string[];
}

/** None of them tells the place of a step: the same ground may open a row or come late in one. */
const WANT = [
  "[Next|Next step|Next up]: %.",
  "Now for %.",
  "On to %.",
  "I need % [now|next].",
  "Time for %.",
  "What I need [now|next] is %.",
  "[Let me get|Let's have] %.",
];

const FACT = ["%."];

const BOTH = [
  "&, so on to %.",
  "[As|Since] &, what I need [next|now] is %.",
  "&. [Next up|Next]: %.",
  "&, so I need %.",
  "I need % [next|now], [as|since] &.",
  "[As|Since] &, I need %.",
  "&; [now for|now on to] %.",
];

/** All wordings of these grounds. */
export function why({ want = [], fact = [] }: Grounds): Wording[] {
  return [
    ...want.flatMap((phrase) => WANT.map((frame) => fill(frame, phrase))),
    ...fact.flatMap((clause) => FACT.map((frame) => fill(frame, clause))),
    ...fact.flatMap((clause) => want.flatMap((phrase) => BOTH.map((frame) => fill(frame, phrase, clause)))),
  ];
}

function fill(frame: string, phrase: string, clause = ""): Wording {
  const text = frame.replace("%", phrase).replace("&", clause);
  return text[0]!.toUpperCase() + text.slice(1);
}
