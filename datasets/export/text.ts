/** One text per row, for trainers that take plain text: speakers as headings, calls as ReAct steps. */
import type { Row } from "../types";
import type { ExportFormat } from "./format";
import { asReactText } from "./react-text";
import { checkKeys, collector, isObject, isText } from "./schema-types";

const HEADINGS = { system: "### System", user: "### User", assistant: "### Assistant" } as const;

export const text: ExportFormat = {
  name: "text",
  render(row: Row) {
    const { system, turns } = asReactText(row);
    const parts = [`${HEADINGS.system}\n${system}`, ...turns.map((turn) => `${HEADINGS[turn.role]}\n${turn.content}`)];
    return { text: parts.join("\n\n") };
  },
  check(value) {
    const { findings, report } = collector();
    if (!isObject(value)) {
      report("", "wants an object");
      return findings;
    }
    checkKeys(value, "", ["text"], [], report);
    if (!isText(value.text)) {
      report("/text", "wants a text that is not empty");
      return findings;
    }
    const speakers = [...value.text.matchAll(/^### (System|User|Assistant)$/gm)].map((match) => match[1]);
    if (!speakers.includes("User")) report("/text", "holds no user turn");
    if (speakers.at(-1) !== "Assistant") report("/text", "does not end with the assistant's turn");
    return findings;
  },
};
