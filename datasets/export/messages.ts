/**
 * `{ messages }` of texts alone: what Vertex documents for tuning open models. Neither calls nor tools nor weights are
 * documented there, so calls stand as ReAct text, and every answer is one that may be trained on.
 */
import type { Row } from "../types";
import type { ExportFormat } from "./format";
import { asReactText } from "./react-text";
import { checkKeys, collector, isObject, isText } from "./schema-types";

export const messages: ExportFormat = {
  name: "messages",
  render(row: Row) {
    const { system, turns } = asReactText(row);
    return { messages: [{ role: "system", content: system }, ...turns] };
  },
  check(value) {
    const { findings, report } = collector();
    if (!isObject(value)) {
      report("", "wants an object");
      return findings;
    }
    checkKeys(value, "", ["messages"], [], report);
    const given = Array.isArray(value.messages) ? (value.messages as unknown[]) : [];
    // Chat templates put the system's text before the first turn, and several refuse turns that do not alternate.
    const first = isObject(given[0]) && given[0].role === "system" ? 1 : 0;
    if (given.length - first < 2) report("/messages", "wants a message of the user and one of the assistant");
    for (const [index, message] of given.entries()) {
      const pointer = `/messages/${index}`;
      if (!isObject(message)) {
        report(pointer, "wants an object");
        continue;
      }
      checkKeys(message, pointer, ["role", "content"], [], report);
      const wanted = index < first ? "system" : (index - first) % 2 === 0 ? "user" : "assistant";
      if (message.role !== wanted)
        report(`${pointer}/role`, `wants ${wanted}: after the system, user and assistant take turns`);
      if (!isText(message.content)) report(`${pointer}/content`, "wants a text that is not empty");
    }
    if ((given.length - first) % 2 === 1)
      report(`/messages/${given.length - 1}`, "the last message is the assistant's");
    return findings;
  },
};
