/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the mean of {y}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{chart} has no line yet". */
  readonly fact?: readonly string[];
}

const WANT = [
  "[First|Next|Now|Next step]: %.",
  "[Now for|On to] %.",
  "I [start|begin|continue|go on] with %.",
  "[First|Next|Now] I turn to %.",
  "I [move on|turn] to %[ now|].",
  "[That|This] calls for %.",
  "[The next step|The next call] is for %.",
];

const FACT = [
  "%.",
  "%, so I go on.",
  "[As|Since|Because] %, I go on.",
  "%, [which leads to this call|hence this call].",
];

const BOTH = ["&, so [now|next] I turn to %.", "[As|Since] &, I turn to %.", "&. [Next|Now]: %."];

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
