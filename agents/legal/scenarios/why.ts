/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the clauses of {contract}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{contract} has expired". */
  readonly fact?: readonly string[];
}

const WANT = [
  "[First|Up next|Step one|Now]: %.",
  "I [begin|start|continue|proceed] with %.",
  "[Now for|On to] %.",
  "[This|That|The request] calls for %.",
  "[First|Next|Now] I see to %.",
  "I [move on|turn] to %[ now|].",
  "The next call is for %.",
];

const FACT = [
  "%.",
  "%, so I proceed.",
  "[As|Since|Because] %, I proceed.",
  "%, [hence this call|which leads to this call].",
];

const BOTH = ["&, so [now|next] I see to %.", "[As|Since] &, I turn to %.", "&. [Next|Now]: %."];

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
