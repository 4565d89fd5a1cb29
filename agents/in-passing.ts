/** What somebody adds to a request about something else they have on the desk: true, and no part of what is asked. */
import type { Random } from "../primitives";

const LINES = [
  "I'll come back to {it} later.",
  "{It} can wait.",
  "(I have {it} open as well, so I may be slow to reply.)",
  "{It} is next on my list.",
  "This is unrelated to {it}, by the way.",
  "{It} follows another day.",
  "A colleague is on {it} already.",
  "I was busy with {it} this morning.",
  "Next stop afterwards: {it}.",
  "On a call about {it}, so replies may be slow.",
  "My head is still with {it}, sorry.",
  "I spent half the morning on {it}.",
  "{It} kept me busy, so I'm late with this.",
  "Somebody else looks into {it} today.",
  "After that I go back to {it}.",
  "Just finished reading about {it}.",
  "{It} comes after this.",
  "I had {it} on screen just now and nearly forgot this.",
  "Working on {it} in parallel.",
  "Take your time, {it} comes first for me.",
  "I have ten minutes before I go on with {it}.",
  "Work on {it} is put off, so there is time for this now.",
] as const;

/** One of these things, in a line that leaves the request as it is. */
export function inPassing(things: readonly string[], random: Random): string {
  const thing = random.pick(things);
  // "On a call about the draft about the lamp" says it twice.
  const lines = LINES.filter((line) => !(line.includes("about {it}") && thing.includes(" about ")));
  return random
    .pick(lines)
    .replace("{it}", () => thing)
    .replace("{It}", () => thing.replace(/^the /, "The "));
}
