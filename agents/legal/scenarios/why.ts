/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the clauses of {contract}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{contract} has expired". */
  readonly fact?: readonly string[];
}

const WANT = [
  "[First|Up next|Step one]: %.",
  "I [begin|start|continue|go on] with %.",
  "[What's needed|What I need] [first|now|next] is %.",
  "[This|That|The request] calls for %.",
  "[For that|To answer this|To be sure] I need %.",
  "[Now for|On to] %.",
  "I [can't|cannot] proceed without %.",
  "I [want|need] to see % [first|before anything else].",
  "I still need %[ for that|].",
];

const FACT = [
  "%.",
  "%, so I can proceed.",
  "[As|Since|Because] %, [I proceed from there|this is the next step].",
  "%[, hence this call|, which settles the next step].",
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
