/**
 * `{ system, messages }` with strictly alternating texts, as Claude 3 Haiku on Bedrock took it. It knows no tools, so
 * calls stand as ReAct text. No such model can be tuned any more; the format is for those who have a use for it.
 */
import type { Row } from "../types";
import type { ExportFormat } from "./format";
import { asReactText } from "./react-text";
import { checkKeys, collector, isObject, isText } from "./schema-types";

export const anthropic: ExportFormat = {
  name: "anthropic",
  render(row: Row) {
    const { system, turns } = asReactText(row);
    return { system, messages: turns };
  },
  check(value) {
    const { findings, report } = collector();
    if (!isObject(value)) {
      report("", "wants an object");
      return findings;
    }
    checkKeys(value, "", ["messages"], ["system"], report);
    if (value.system !== undefined && !isText(value.system)) report("/system", "wants a text that is not empty");
    const messages = Array.isArray(value.messages) ? (value.messages as unknown[]) : [];
    if (messages.length < 2) report("/messages", "wants at least two messages");
    for (const [index, message] of messages.entries()) {
      const pointer = `/messages/${index}`;
      if (!isObject(message)) {
        report(pointer, "wants an object");
        continue;
      }
      checkKeys(message, pointer, ["role", "content"], [], report);
      const wanted = index % 2 === 0 ? "user" : "assistant";
      if (message.role !== wanted) report(`${pointer}/role`, `wants ${wanted}: roles alternate, starting with user`);
      if (!isText(message.content)) report(`${pointer}/content`, "wants a text that is not empty");
    }
    if (messages.length % 2 === 1) report(`/messages/${messages.length - 1}`, "the last message is the assistant's");
    return findings;
  },
};
