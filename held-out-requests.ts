/** Requests that models are judged by and that no row of the user's own may resemble when it is mixed into the training rows. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SETS = join(__dirname, "evaluation", "sets");

/**
 * The prompts of the hand-written and of the safety cases, and the requests of the user's own rows.
 * @param ownRows files of canonical rows; one that is not there is somebody else's problem to tell
 */
export function heldOutRequests(ownRows: readonly string[]): string[] {
  const handWritten = join(SETS, "hand-written");
  const cases = [join(SETS, "safety.jsonl"), ...readdirSync(handWritten).map((name) => join(handWritten, name))];
  return [
    ...cases.flatMap((file) => linesOf<{ readonly prompt: string }>(file).map(({ prompt }) => prompt)),
    ...ownRows.flatMap((file) => linesOf<OwnRow>(file).map(requestOf)),
  ].sort();
}

interface OwnRow {
  readonly conversations?: readonly { readonly role: string; readonly content: string }[];
}

function requestOf({ conversations = [] }: OwnRow): string {
  return conversations.flatMap(({ role, content }) => (role === "user" ? [content] : [])).join("\n");
}

function linesOf<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => (line.trim() === "" ? [] : [JSON.parse(line) as T]));
}
