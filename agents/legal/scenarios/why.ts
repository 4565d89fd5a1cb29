/** Why a step is taken, said in many ways from a few grounds. */
import type { Wording } from "../../contract";

interface Grounds {
  /** What the step is to bring, as a noun phrase: "the clauses of {contract}". */
  readonly want?: readonly string[];
  /** What is known and leads here, as a clause: "{contract} has expired". */
  readonly fact?: readonly string[];
}

const WANT = [
  "[Step one|The next point|Up next]: %.",
  "[I move on to|Let me see to|I begin with] %.",
  "[What's left|The next thing|What I lack] is %.",
  "[This|That] calls for %.",
  "[Without|Lacking] % I [can't|cannot] [answer|go on].",
  "[This needs|The request needs|It takes] %[ first|].",
  "[It begins|I begin|This begins] with %.",
  "% [is due|comes next|is what I need|is what counts].",
  "[To answer this|For that|To be sure], I need %.",
  "[Only|Just] % [will tell|is missing|can settle it].",
  "[One|My next] call gets me %.",
  "[Facts first|To be exact|For the record]: %.",
  "I [want|am after] % [here|at this point|].",
];

const FACT = [
  "%.",
  "[As|Since|Because] %, [I go ahead|this is my next step|on I go].",
  "%[, hence this call|; that decides it|, so here goes].",
  "[Note|The reason|Here's why]: %.",
  "[Seeing that|Given that|Considering that] %, [I continue like this|the next step is clear].",
  "[My ground for this|The ground]: %.",
];

const BOTH = [
  "&, so [now|next] comes %.",
  "[As|Since] &, I [need|turn to] %.",
  "&; what's left is %.",
  "%, [as|since] &.",
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
