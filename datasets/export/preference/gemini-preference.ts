/**
 * Preference data of Gemini on Vertex: `contents` that end with the user's turn, and two `completions` of one text turn
 * each, scored 1 and 0. It is documented for text alone, so calls stand as ReAct text.
 * @see Google Cloud, "Prepare preference tuning data for Gemini models" (checked 2026-11-23)
 */
import type { Finding } from "../../parse-row";
import type { PreferenceFormat } from "../format";
import { asReactText } from "../react-text";
import { checkKeys, collector, isObject, isText, type Report } from "../schema-types";
import { preferredRow, rejectedRow } from "./answered";
import type { PreferencePair } from "./pairs";

export const geminiPreference: PreferenceFormat = {
  name: "gemini_preference",
  render(pair: PreferencePair) {
    const preferred = asReactText(preferredRow(pair));
    const rejected = asReactText(rejectedRow(pair));
    return {
      systemInstruction: { role: "system", parts: [{ text: preferred.system }] },
      contents: preferred.turns.slice(0, -1).map(({ role, content }) => turn(role, content)),
      completions: [
        { score: 1, completion: turn("assistant", preferred.turns.at(-1)!.content) },
        { score: 0, completion: turn("assistant", rejected.turns.at(-1)!.content) },
      ],
    };
  },
  check: checkGeminiPreference,
};

function turn(role: "user" | "assistant", text: string) {
  return { role: role === "user" ? "user" : "model", parts: [{ text }] };
}

function checkGeminiPreference(value: unknown): Finding[] {
  const { findings, report } = collector();
  if (!isObject(value)) {
    report("", "wants an object");
    return findings;
  }
  // Google's page writes system_instruction; both spellings are the same field in the API's JSON.
  checkKeys(value, "", ["contents", "completions"], ["systemInstruction", "system_instruction"], report);
  const instruction = value.systemInstruction ?? value.system_instruction;
  if (instruction !== undefined) checkParts(instruction, "/systemInstruction", report);
  const contents = Array.isArray(value.contents) ? (value.contents as unknown[]) : [];
  if (contents.length === 0) report("/contents", "wants at least the user's turn");
  contents.forEach((content, index) => {
    checkTurn(content, `/contents/${index}`, index % 2 === 0 ? "user" : "model", report);
  });
  if (contents.length > 0 && contents.length % 2 === 0)
    report(`/contents/${contents.length - 1}/role`, "the last turn is the user's");
  checkCompletions(value.completions, report);
  return findings;
}

function checkCompletions(completions: unknown, report: Report): void {
  if (!Array.isArray(completions) || completions.length !== 2) {
    report("/completions", "wants exactly two completions");
    return;
  }
  const texts: string[] = [];
  for (const [index, each] of (completions as unknown[]).entries()) {
    const pointer = `/completions/${index}`;
    if (!isObject(each)) {
      report(pointer, "wants an object");
      continue;
    }
    checkKeys(each, pointer, ["score", "completion"], [], report);
    if (each.score !== 0 && each.score !== 1) report(`${pointer}/score`, "wants 0 or 1");
    checkTurn(each.completion, `${pointer}/completion`, "model", report);
    texts.push(JSON.stringify(each.completion));
  }
  const [first, second] = completions as { score?: unknown }[];
  if (first?.score === second?.score) report("/completions", "wants one preferred (1) and one rejected (0) completion");
  if (texts[0] === texts[1]) report("/completions", "the two completions are the same");
}

function checkTurn(content: unknown, pointer: string, role: string, report: Report): void {
  if (!isObject(content)) {
    report(pointer, "wants an object");
    return;
  }
  if (content.role !== role) report(`${pointer}/role`, `wants ${role}`);
  checkParts(content, pointer, report);
}

function checkParts(content: unknown, pointer: string, report: Report): void {
  const parts = isObject(content) ? content.parts : undefined;
  if (
    !Array.isArray(parts) ||
    parts.length === 0 ||
    parts.some((part) => !isObject(part) || !isText(part.text) || Object.keys(part).length !== 1)
  )
    report(`${pointer}/parts`, "wants text parts: preference data is text alone");
  if (isObject(content)) checkKeys(content, pointer, ["parts"], ["role"], report);
}
