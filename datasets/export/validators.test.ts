import { describe, expect, it } from "vitest";
import type { FormatName } from "../types";
import { exportFormat } from "./index";
import { libraryRow as row } from "./library-row";

/** Changes one place of a rendered row. */
function broken(format: FormatName, path: readonly (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(exportFormat(format)!.render(row)));
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key];
  const last = path.at(-1)!;
  if (value === undefined && Array.isArray(at)) at.splice(Number(last), 1);
  else if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

describe("validators", () => {
  it.each<[string, FormatName, readonly (string | number)[], unknown, string]>([
    ["a role OpenAI uses", "gemini", ["contents", 1, "role"], "assistant", "/contents/1/role"],
    [
      "a functionCall in a user turn",
      "gemini",
      ["contents", 0, "parts", 0],
      { functionCall: { name: "loans_renew", args: {} } },
      "/contents/0/parts/0",
    ],
    [
      "args as a text",
      "gemini",
      ["contents", 1, "parts", 1, "functionCall", "args"],
      "{}",
      "/contents/1/parts/1/functionCall/args",
    ],
    [
      "a response that is a list",
      "gemini",
      ["contents", 2, "parts", 1, "functionResponse", "response"],
      [],
      "/contents/2/parts/1/functionResponse/response",
    ],
    [
      "a function nobody declared",
      "gemini",
      ["contents", 1, "parts", 1, "functionCall", "name"],
      "loans_extend",
      "/contents/1/parts/1/functionCall/name",
    ],
    ["one response too few", "gemini", ["contents", 2, "parts", 1], undefined, "/contents/2/parts"],
    [
      "a lower-case type",
      "gemini",
      ["tools", 0, "functionDeclarations", 0, "parameters", "type"],
      "object",
      "/tools/0/functionDeclarations/0/parameters/type",
    ],
    [
      "additionalProperties, which the API refuses",
      "gemini",
      ["tools", 0, "functionDeclarations", 0, "parameters", "additionalProperties"],
      false,
      "/tools/0/functionDeclarations/0/parameters/additionalProperties",
    ],
    ["messages beside contents", "gemini", ["messages"], [], "/messages"],
    ["an empty text part", "gemini", ["contents", 3, "parts", 0, "text"], " ", "/contents/3/parts/0/text"],
    ["a last turn of the user", "gemini", ["contents", 3], undefined, "/contents/2/role"],
    ["a weight of the row, which failed the reference's upload", "openai", ["weight"], 1, "/weight"],
    ["a weight on a user message", "openai", ["messages", 1, "weight"], 1, "/messages/1/weight"],
    ["a weight of a half", "openai", ["messages", 6, "weight"], 0.5, "/messages/6/weight"],
    [
      "arguments as an object",
      "openai",
      ["messages", 4, "tool_calls", 0, "function", "arguments"],
      {},
      "/messages/4/tool_calls/0/function/arguments",
    ],
    [
      "an argument out of range",
      "openai",
      ["messages", 4, "tool_calls", 0, "function", "arguments"],
      '{"loan_id":"LN-1","weeks":9}',
      "/messages/4/tool_calls/0/function/arguments/weeks",
    ],
    [
      "a missing argument",
      "openai",
      ["messages", 4, "tool_calls", 0, "function", "arguments"],
      "{}",
      "/messages/4/tool_calls/0/function/arguments/loan_id",
    ],
    ["a result for nobody", "openai", ["messages", 5, "tool_call_id"], "call_9", "/messages/5/tool_call_id"],
    ["a lost result", "openai", ["messages", 6], undefined, "/messages/6"],
    ["two users in a row", "openai", ["messages", 7, "role"], "user", "/messages/7"],
    ["content and calls both missing", "openai", ["messages", 7, "content"], null, "/messages/7/content"],
    ["a tool name with a space", "openai", ["tools", 0, "function", "name"], "renew loan", "/tools/0/function/name"],
    ["calls without tools", "openai", ["tools"], undefined, "/parallel_tool_calls"],
    ["tools as a list", "trl", ["tools"], [], "/tools"],
    [
      "arguments as a text",
      "trl",
      ["messages", 2, "tool_calls", 0, "function", "arguments"],
      "x",
      "/messages/2/tool_calls/0/function/arguments",
    ],
    ["a key of nobody", "trl", ["id"], "x", "/id"],
    ["a tools key, which this format has not", "anthropic", ["tools"], [], "/tools"],
    ["two users in a row", "anthropic", ["messages", 1, "role"], "user", "/messages/1/role"],
    ["a last message of the user", "anthropic", ["messages", 5], undefined, "/messages/4"],
    ["a weight, which this format has not", "messages", ["messages", 2, "weight"], 0, "/messages/2/weight"],
    ["tools, which this format has not", "messages", ["tools"], [], "/tools"],
    ["an answer without text", "messages", ["messages", 2, "content"], null, "/messages/2/content"],
    ["a tool's message", "messages", ["messages", 3, "role"], "tool", "/messages/3/role"],
    ["a second system message", "messages", ["messages", 1, "role"], "system", "/messages/1/role"],
    ["a last message of the user", "messages", ["messages", 6], undefined, "/messages/5"],
    ["a text without an assistant", "text", ["text"], "### User\nhello", "/text"],
    ["an empty text", "text", ["text"], "", "/text"],
    ["a loss that is a number", "canonical", ["conversations", 4, "loss"], 1, "/conversations/4/loss"],
    [
      "a message without loss, as the published files have",
      "canonical",
      ["conversations", 1, "loss"],
      undefined,
      "/conversations/1",
    ],
    ["a kind in a positive", "canonical", ["hallucination_type"], "out_of_scope", "/hallucination_type"],
    [
      "an observation that is no JSON",
      "canonical",
      ["conversations", 5, "content"],
      "done",
      "/conversations/5/content",
    ],
    ["an unanswered call", "canonical", ["conversations", 6], undefined, "/conversations/6"],
    ["a missing key", "canonical", ["tags"], undefined, "/tags"],
    ["a seed beyond 2^53", "canonical", ["seed"], 2 ** 60, "/seed"],
  ])("refuse %s (%s)", (_, format, path, value, pointer) => {
    const { check } = exportFormat(format)!;
    expect(check(exportFormat(format)!.render(row))).toEqual([]);
    expect(
      check(broken(format, path, value))
        .map((finding) => finding.pointer)
        .join("\n"),
    ).toContain(pointer);
  });

  it.each(["canonical", "gemini", "openai", "trl", "text", "messages", "anthropic"] as const)(
    "refuse what is no object (%s)",
    (format) => {
      for (const value of [null, [], 3, "x", {}]) expect(exportFormat(format)!.check(value)).not.toEqual([]);
    },
  );
});
