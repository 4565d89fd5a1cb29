/** The arms of the efficacy experiment: our data, the same with shuffled targets, and what is left when one idea is taken away. */
import { createRandom, hashFraction } from "../../primitives";

interface Message {
  readonly role: string;
}

interface TrlRow {
  readonly messages: readonly Message[];
  readonly tools: string;
}

/** What of a canonical row decides to which arms it belongs. */
interface CanonicalFacts {
  readonly type: string;
  readonly frame_id: string;
  readonly trace: string;
}

export interface Arm {
  readonly name: "ours" | "shuffled" | "no-negatives" | "no-masked-names" | "half-the-frames";
  /** Rows in the trainer's format, JSON lines. */
  readonly lines: readonly string[];
}

/**
 * @param canonical lines of `<agent>_train.jsonl`
 * @param trl lines of `<agent>_trl_train.jsonl`: the same rows in the same order
 */
export function efficacyArms(canonical: readonly string[], trl: readonly string[]): Arm[] {
  if (canonical.length !== trl.length)
    throw new RangeError(`${canonical.length} canonical rows, ${trl.length} rows for TRL`);
  const facts = canonical.map((line) => JSON.parse(line) as CanonicalFacts);
  const keep = (holds: (fact: CanonicalFacts) => boolean) => trl.filter((_, index) => holds(facts[index]!));
  return [
    { name: "ours", lines: trl },
    { name: "shuffled", lines: shuffleTargets(trl) },
    { name: "no-negatives", lines: keep(({ type }) => type !== "negative") },
    { name: "no-masked-names", lines: keep(({ trace }) => !isMasked(trace)) },
    { name: "half-the-frames", lines: keep(({ frame_id: frame }) => hashFraction("efficacy", frame) < 0.5) },
  ];
}

function isMasked(trace: string): boolean {
  return Object.keys((JSON.parse(trace) as { masked?: object }).masked ?? {}).length > 0;
}

/** Each row gets the assistant turns of another one, so that nothing but the pairing is wrong. */
export function shuffleTargets(lines: readonly string[]): string[] {
  const rows = lines.map((line) => JSON.parse(line) as TrlRow);
  const order = createRandom("efficacy", "shuffled").shuffle([...lines.keys()]);
  const shuffled = [...lines];
  for (const [position, index] of order.entries()) {
    const donor = rows[order[(position + 1) % order.length]!]!.messages.filter(isAssistant);
    let turn = 0;
    const messages = rows[index]!.messages.map((message) => {
      if (!isAssistant(message)) return message;
      turn += 1;
      return donor[(turn - 1) % donor.length]!;
    });
    shuffled[index] = JSON.stringify({ ...rows[index], messages });
  }
  return shuffled;
}

function isAssistant({ role }: Message): boolean {
  return role === "assistant";
}
