/** What an answer in words does: asks back, refuses, or answers. A plain reading of the text, the same for gold and model. */
import type { Prediction } from "../inference";
import type { Decision } from "./row";

const REFUSALS: readonly RegExp[] = [
  /\b(?:I|we)\s*(?:'m|am|are|'re)?\s*(?:not able|unable)\b/i,
  /\b(?:I|we)\s+(?:can(?:'|’)?t|cannot|can not|could(?:n(?:'|’)t| not)|won(?:'|’)t|will not|must not|may not|mustn(?:'|’)t)\b/i,
  /\b(?:I|we)\s+(?:do(?:n(?:'|’)t| not)|have no|lack)\s+(?:have\s+)?(?:a|an|any|the)?\s*(?:\w+\s+){0,3}(?:tool|function|way|access|means|permission)\b/i,
  /\b(?:there is|there's|there’s) (?:no|not an?) (?:\w+\s+){0,3}(?:tool|function|way|operation)\b/i,
  /\b(?:none|not one) of (?:my|the|these) (?:\w+\s+){0,2}(?:tools|functions)\b/i,
  /\b(?:isn(?:'|’)t|is not|aren(?:'|’)t|are not) (?:\w+\s+){0,2}(?:possible|supported|available|allowed|permitted|something I)\b/i,
  /\b(?:outside|beyond) (?:of )?(?:my|what I|the scope|this agent)\b/i,
  /\bbelongs (?:to|with) the \w+ (?:agent|team)\b/i,
];

/** A request for information without a question mark, at the end. */
const ASKING = /\bplease (?:name|tell|give|say|pick|choose|confirm|specify|let me know)\b[^.?!]*[.?!]?\s*$/i;

/** Not knowing which is meant is a question, though it says "can't". */
const UNSURE = /\b(?:can(?:'|’)t|cannot) (?:tell|say) (?:which|what|who|whose|where)\b/i;

/** Reads an answer's text. */
export function decisionOfText(text: string): Exclude<Decision, "call"> {
  const plain = text.trim();
  const asks = ASKING.test(plain) || /\?["')\]]*\s*$/.test(plain) || /\?\s/.test(plain.slice(-160));
  const refuses = REFUSALS.some((pattern) => pattern.test(plain));
  if (UNSURE.test(plain)) return "ask";
  if (refuses) return "refuse";
  return asks ? "ask" : "answer";
}

/** What a model decided: a call if it made one, else what its words do. */
export function decisionOf(prediction: Pick<Prediction, "calls" | "text">): Decision {
  return prediction.calls.length > 0 ? "call" : decisionOfText(prediction.text);
}
