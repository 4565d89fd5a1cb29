/** What the user says in a conversation. Nothing of it depends on what the assistant says, so it is worded first. */
import { createRandom, type Random } from "../../primitives";
import type { Engine } from "../engine";
import type { ScriptEvent, Trajectory } from "../types";
import { dress, factsBeside } from "./dress";
import { blank, release } from "./noise";
import type { RowStyle } from "./style";
import { Speech } from "./words";

/** Ways tried to word one request before another situation is drawn. */
export const VARIANTS = 3;

type UserEvent = Extract<ScriptEvent, { kind: "user" }>;

/** The user's messages, in their order. */
export interface Requests {
  /** As they were typed. */
  readonly texts: readonly string[];
  /** All of them together; and as they were before they were dressed, values blanked. */
  readonly prompt: string;
  readonly maskedPrompt: string;
  readonly noiseEdits: number;
}

/** @param variant another number words the user's side in another way; a twin takes its host's */
export function wordRequests(
  engine: Engine,
  trajectory: Trajectory,
  { style, variant }: { readonly style: RowStyle; readonly variant: number },
): Requests {
  const random = createRandom(...trajectory.key, "phrase");
  const speech = speechOf(random, variant);
  const texts: string[] = [];
  const masked: string[] = [];
  let noiseEdits = 0;
  trajectory.script.forEach((event, index) => {
    if (event.kind !== "user") return;
    const bare = bareWords(speech, event, index, random, variant);
    const dressed =
      event.stage === "request"
        ? dress(engine, trajectory, style, bare, random.fork("dress", variant))
        : { text: bare, edits: 0 };
    texts.push(release(dressed.text));
    masked.push(blank(bare));
    noiseEdits += dressed.edits;
  });
  return { texts, prompt: texts.join("\n"), maskedPrompt: masked.join("\n"), noiseEdits };
}

/** The texts of a conversation's values, chosen once for all who speak. */
export function speechOf(random: Random, variant: number): Speech {
  return new Speech(random.fork("slots", variant));
}

function bareWords(speech: Speech, { wording, slots }: UserEvent, index: number, random: Random, variant: number) {
  return speech.user(wording, slots, random.fork("event", index, variant));
}

/** The user's messages before they are dressed, values held. */
export function bareRequests({ key, script }: Pick<Trajectory, "key" | "script">, variant: number): string[] {
  const random = createRandom(...key, "phrase");
  const speech = speechOf(random, variant);
  return script.flatMap((event, index) =>
    event.kind === "user" ? [bareWords(speech, event, index, random, variant)] : [],
  );
}

/** What may be put beside a request, in any of its variants: facts of the row's own world. */
export function requestFacts(engine: Engine, trajectory: Trajectory): string[] {
  const random = createRandom(...trajectory.key, "phrase");
  return Array.from({ length: VARIANTS }, (_, variant) =>
    factsBeside(engine, trajectory, random.fork("dress", variant)),
  ).flat();
}
