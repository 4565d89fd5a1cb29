/** The messages of a generated row that may be paraphrased, and what of them has to stay. */
import type { ReadRow } from "../parse-row";
import type { Row, ScriptEvent, Slots, Trace, Trajectory } from "../types";

export interface Request {
  /** Its message. */
  readonly index: number;
  readonly text: string;
}

type UserEvent = Extract<ScriptEvent, { kind: "user" }>;

/** What people say, in words enough to be said otherwise: not observations, not "yes, that one". */
const LEAST_WORDS = 5;
/** How the codec begins an observation that stands in a user message. */
const OBSERVATION = "Observation:";

export function requestsOf({ conversations }: Pick<Row, "conversations">): Request[] {
  return conversations.flatMap(({ role, content }, index) =>
    role === "user" && !content.startsWith(OBSERVATION) && content.split(/\s+/).length >= LEAST_WORDS
      ? [{ index, text: content }]
      : [],
  );
}

/** What the user wrote, all turns. */
export function promptOf({ conversations }: Pick<Row, "conversations">): string {
  return conversations
    .flatMap(({ role, content }) => (role === "user" && !content.startsWith(OBSERVATION) ? [content] : []))
    .join("\n");
}

/** The values of a request that its text states. */
export function statedValues({ slots }: Pick<UserEvent, "slots">, text: string): string[] {
  return Object.keys(slots).flatMap((name) =>
    slotTexts(slots, name).filter((value) => value !== "" && text.includes(value)),
  );
}

/** How a value may be worded. */
export function slotTexts(slots: Slots, name: string): string[] {
  const slot = slots[name];
  if (slot === undefined) return [];
  if (slot.text !== undefined) return [slot.text].flat();
  return [typeof slot.value === "string" ? slot.value : JSON.stringify(slot.value)];
}

/** The values that the message at `index` states, as the replay knows them. */
export function valuesOf(read: ReadRow, trajectory: Trajectory, index: number): string[] {
  const users = read.turns.filter((turn) => turn.message.role === "user" && turn.observation === undefined);
  const events = trajectory.script.filter((event): event is UserEvent => event.kind === "user");
  const place = users.findIndex((turn) => turn.index === index);
  const event = events[place];
  return event === undefined ? [] : statedValues(event, users[place]!.text);
}

const TAG = "paraphrased";

/** The row with other words in one message; its trace keeps the words of the grammar, by which it is checked. */
export function withParaphrase(row: Row, index: number, paraphrase: string): Row {
  const trace = JSON.parse(row.trace) as Trace;
  const original = trace.paraphrased?.[index] ?? row.conversations[index]!.content;
  return {
    ...row,
    conversations: row.conversations.map((message, place) =>
      place === index ? { ...message, content: paraphrase } : message,
    ),
    trace: JSON.stringify({ ...trace, paraphrased: { ...trace.paraphrased, [index]: original } }),
    tags: [...new Set([...row.tags, TAG])],
  };
}

export function isParaphrased({ tags }: Pick<Row, "tags">): boolean {
  return tags.includes(TAG);
}
