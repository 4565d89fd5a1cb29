/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the mean of {y}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{chart} has no line yet". */
  readonly fact?: readonly string[];
}

const WANT = [
  "[First|Now|Next] I need %.",
  "[What I need|What I lack] [first|now|next] is %.",
  "[For that|To answer this|To go on] I need %.",
  "[First|Next|Next step]: %.",
  "[Now for|On to] %.",
  "I [start|begin|continue|go on] with %.",
  "[This|That] takes %.",
  "I still need %[ for this|].",
  "I [can't|cannot] go on without %.",
  "[It takes|What it takes now is] %.",
];

const FACT = [
  "%.",
  "%, so I can go on.",
  "[As|Since|Because] %, [I go on from there|this is the next step].",
  "%[, hence this call|, which decides the next step].",
];

const BOTH = [
  "&, so [now|next] I need %.",
  "[As|Since] &, I need %.",
  "&; [next|what's left] is %.",
  "&. [Next|Now]: %.",
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
