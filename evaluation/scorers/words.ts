/** What an answer's words hold: the facts that a right answer must contain, and the phrases that betray a wrong format. */

/**
 * True when the text holds every fact, as a whole word or number, whatever its case: "3" is not in "13 passed", and "1,200" is
 * 1200.
 */
export function holdsFacts(text: string, facts: readonly string[]): boolean {
  const plain = normalise(text);
  return facts.every((fact) => {
    const wanted = normalise(fact);
    if (wanted === "") return true;
    for (let at = plain.indexOf(wanted); at !== -1; at = plain.indexOf(wanted, at + 1)) {
      if (!joins(plain[at - 1], wanted[0]!) && !continues(plain, at + wanted.length, wanted.at(-1)!)) return true;
    }
    return false;
  });
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}\b)/g, "")
    .replace(/[’`]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

const WORD = /[\p{L}\p{N}_]/u;

/** Whether two neighbouring characters belong to one word. */
function joins(left: string | undefined, right: string): boolean {
  return left !== undefined && WORD.test(left) && WORD.test(right);
}

/** Whether the word or number goes on after the match: "3" in "3.5" or "30" does, "3" in "3." does not. */
function continues(text: string, at: number, last: string): boolean {
  const next = text[at];
  if (joins(next, last)) return true;
  return /\d/.test(last) && (next === "." || next === ",") && /\d/.test(text[at + 1] ?? "");
}

/** Agent-H's two kinds of format hallucination, over answers that should have been plain words. */
export interface AgentH {
  /** Share of answers that write `Thought:` or `Action:`. */
  readonly react: number | null;
  /** Share of answers that announce a tool instead of answering: "I will use", "I need to call". */
  readonly general: number | null;
  /** 0.5 ((1 - react) + (1 - general)): 1 is best. */
  readonly score: number | null;
}

const REACT = /\b(?:Thought|Action)\s*:/;
const GENERAL = /\bI(?:'ll| will| need to| should| must| have to)\s+(?:use|call|invoke|run)\b/i;

/** @see Agent-FLAN, arXiv 2403.12881, section 4.2 (Agent-H) */
export function agentH(plainAnswers: readonly string[]): AgentH {
  const tally = createAgentHTally();
  for (const text of plainAnswers) tally.add(text);
  return tally.result();
}

export function createAgentHTally() {
  let [total, acted, announced] = [0, 0, 0];
  return {
    add(plainAnswer: string): void {
      total += 1;
      if (REACT.test(plainAnswer)) acted += 1;
      if (GENERAL.test(plainAnswer)) announced += 1;
    },
    result(): AgentH {
      if (total === 0) return { react: null, general: null, score: null };
      const [react, general] = [acted / total, announced / total];
      return { react, general, score: 0.5 * (1 - react + (1 - general)) };
    },
  };
}
