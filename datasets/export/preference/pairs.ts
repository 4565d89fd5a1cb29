/**
 * Preference pairs: a row's own right turn, and a wrong one that a model would plausibly give. What is rejected was refused
 * by the verifier first: the row's own slip, the answer of its twin, or a planted fault (a value of another row, a
 * neighbouring identifier, a lost argument, a changed number, a claim nobody checked).
 */
import { createRandom, type Random } from "../../../primitives";
import type { Engine } from "../../engine";
import { FAULTS, isEquivalent, type Pool, poolOf } from "../../mutation";
import type { Message, Row } from "../../types";
import { verifyRow } from "../../verify-row";

export interface PreferencePair {
  readonly row: Row;
  /** What stands before the answer. */
  readonly before: readonly Message[];
  readonly preferred: string;
  readonly rejected: string;
  /** How the rejected answer came about. */
  readonly fault: string;
}

type Candidate = Omit<PreferencePair, "row"> & {
  /** The row with the rejected answer in its place, for the verifier. */
  readonly mutant: Row;
};

/** Planted faults that read like a model's own. */
const PLANTED = [
  "value_of_another_row",
  "neighbouring_identifier",
  "number_off",
  "missing_argument",
  "other_function",
  "invented_function",
  "fabricated_number",
  "added_claim",
] as const;

/** At most one pair of each row; rows without a plausible wrong answer give none. The same rows give the same pairs. */
export function preferencePairs(engine: Engine, rows: readonly Row[]): PreferencePair[] {
  const pool = poolOf(rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.flatMap((row): PreferencePair[] => {
    const random = createRandom("preference", row.seed, row.id);
    for (const make of candidates(row, byId, pool, random)) {
      const candidate = make();
      if (candidate === undefined || candidate.rejected === candidate.preferred) continue;
      if (isEquivalent(row, candidate.mutant) || verifyRow(engine, candidate.mutant).length === 0) continue;
      const { mutant: _mutant, ...pair } = candidate;
      return [{ row, ...pair }];
    }
    return [];
  });
}

function candidates(
  row: Row,
  byId: ReadonlyMap<string, Row>,
  pool: Pool,
  random: Random,
): (() => Candidate | undefined)[] {
  const planted = random.shuffle(PLANTED).map((fault) => () => plantedFault(row, fault, pool, random));
  return [() => ownSlip(row), () => answerOfTwin(row, byId), ...planted];
}

/** The slip that the row already holds, against the call that puts it right. */
function ownSlip(row: Row): Candidate | undefined {
  const { conversations } = row;
  const at = conversations.findIndex((message) => message.role === "assistant" && !message.loss);
  const right = conversations.findIndex(
    (message, index) => index > at && message.role === "assistant" && isOneAction(message),
  );
  if (at < 0 || right < 0) return undefined;
  return {
    before: conversations.slice(0, at),
    preferred: conversations[right]!.content,
    rejected: conversations[at]!.content,
    fault: "own_slip",
    mutant: withMessage(row, at, { ...conversations[at]!, loss: true }),
  };
}

/**
 * The twin asks for the same in the same words, but what is there differs: its answer is the most plausible wrong one,
 * a call where the row has to refuse, a refusal where it has to call.
 */
function answerOfTwin(row: Row, byId: ReadonlyMap<string, Row>): Candidate | undefined {
  const twin = twinOf(row, byId);
  const own = firstAnswer(row);
  const other = twin === undefined ? -1 : firstAnswer(twin);
  if (twin === undefined || own < 0 || other < 0) return undefined;
  const [right, wrong] = [row.conversations[own]!, twin.conversations[other]!];
  // A row without tools, or with other names than its twin, cannot say what the twin says.
  if (!isOneAction(right) || !isOneAction(wrong) || isCall(right) === isCall(wrong) || isMasked(row) || isMasked(twin))
    return undefined;
  if (isCall(wrong) && row.tools === "[]") return undefined;
  const before = row.conversations.slice(0, own);
  return {
    before,
    preferred: right.content,
    rejected: wrong.content,
    fault: isCall(wrong) ? "needless_call" : "needless_refusal",
    mutant: { ...row, conversations: [...before, ...twin.conversations.slice(other)] },
  };
}

/** A negative names its twin; the twin does not name it back. */
function twinOf(row: Row, byId: ReadonlyMap<string, Row>): Row | undefined {
  const named = row.tags.find((tag) => tag.startsWith("twin:"));
  if (named !== undefined) return byId.get(named.slice("twin:".length));
  for (const other of byId.values()) if (other.tags.includes(`twin:${row.id}`)) return other;
  return undefined;
}

function plantedFault(row: Row, fault: (typeof PLANTED)[number], pool: Pool, random: Random): Candidate | undefined {
  const mutant = FAULTS[fault]!(row, pool, random);
  const at = row.conversations.findIndex((message, index) => message !== mutant?.conversations[index]);
  const right = row.conversations[at];
  if (mutant === undefined || right === undefined || !right.loss || !isOneAction(right)) return undefined;
  return {
    before: row.conversations.slice(0, at),
    preferred: right.content,
    rejected: mutant.conversations[at]!.content,
    fault,
    mutant,
  };
}

function firstAnswer(row: Row): number {
  return row.conversations.findIndex((message) => message.role === "assistant" && message.loss);
}

/** Text formats write one action to a step, so a turn with parallel calls is no single answer there. */
function isOneAction(message: Message): boolean {
  return message.content.split("<tool_call>").length <= 2;
}

function isCall(message: Message): boolean {
  return message.content.includes("<tool_call>");
}

function isMasked(row: Row): boolean {
  return row.tags.includes("masked") || row.tags.includes("react_text");
}

function withMessage(row: Row, at: number, message: Message): Row {
  return { ...row, conversations: row.conversations.map((each, index) => (index === at ? message : each)) };
}
