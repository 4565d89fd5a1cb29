import { describe, expect, it } from "vitest";
import {
  calls,
  isKind,
  libraryRows,
  observes,
  type Spoil,
  says,
  spoilMessage,
  spoilText,
} from "../test/fixtures/library-rows";
import { readRow } from "./parse-row";
import type { Row } from "./types";

const rows = libraryRows();
const row = rows.find(isKind("single"))!;
const parallel = rows.find(isKind("parallel"))!;
const inText = rows.find((each) => each.tags.includes("react_text") && each.conversations.length > 3)!;

const put =
  (more: { readonly [key: string]: unknown }): Spoil =>
  (each) =>
    ({ ...each, ...more }) as Row;
const without = (key: keyof Row) => (): unknown =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));
const turns =
  (change: (all: Row["conversations"]) => readonly unknown[]): Spoil =>
  (each) =>
    ({ ...each, conversations: change(each.conversations) }) as Row;

describe("readRow", () => {
  it("reads good rows of both renderings without a finding", () => {
    for (const good of rows) expect(readRow(JSON.parse(JSON.stringify(good))).findings).toEqual([]);
  });

  it.each<[string, (row: Row) => unknown, string, RegExp, Row?]>([
    ["no object", () => [row], "", /a row is an object/],
    ["null", () => null, "", /a row is an object/],
    ["a key that is missing", without("difficulty"), "/difficulty", /the key is missing/],
    ["a key that no row has", put({ notes: "" }), "/notes", /is no key of a row/],
    ["an empty id", put({ id: "" }), "/id", /wants a text/],
    ["an unknown type", put({ type: "chat" }), "/type", /tflan, react or negative/],
    ["an agent without a name", put({ agent: "" }), "/agent", /wants a text/],
    [
      "an unknown kind of refusal",
      put({ type: "negative", hallucination_type: "lie" }),
      "/hallucination_type",
      /no kind/,
    ],
    [
      "a kind of refusal in a positive",
      put({ hallucination_type: "out_of_scope" }),
      "/hallucination_type",
      /only there/,
    ],
    ["a negative without its kind", put({ type: "negative" }), "/hallucination_type", /only there/],
    ["tags that are no list", put({ tags: "single" }), "/tags", /a list of texts/],
    ["a tag that is no text", put({ tags: [1] }), "/tags", /a list of texts/],
    ["a family that is no text", put({ family: 1 }), "/family", /wants a text/],
    ["a frame that is no text", put({ frame_id: null }), "/frame_id", /wants a text/],
    ["an unknown difficulty", put({ difficulty: "extreme" }), "/difficulty", /easy, medium or hard/],
    ["a seed that loaders would round", put({ seed: 2 ** 53 }), "/seed", /below 2\^53/],
    ["a conversation that is no list", put({ conversations: {} }), "/conversations", /at least two messages/],
    ["one message only", turns((all) => all.slice(0, 1)), "/conversations", /at least two messages/],
    [
      "a message without loss",
      turns((all) => [...all, { role: "user", content: "x" }]),
      "/conversations/5",
      /exactly role/,
    ],
    ["a message with a name", spoilMessage(says, () => ({ name: "x" })), "/conversations/4", /exactly role/],
    ["an unknown role", spoilMessage(says, () => ({ role: "model" })), "/conversations/4/role", /system, user/],
    ["a message of blanks", spoilText(says, () => "  "), "/conversations/4/content", /not empty/],
    ["a loss that is a number", spoilMessage(says, () => ({ loss: 1 })), "/conversations/4/loss", /true or false/],
    ["tools that are no JSON", put({ tools: "[" }), "/tools", /no JSON text/],
    ["a trace that is no JSON", put({ trace: "{" }), "/trace", /no JSON text/],
    [
      "a call that is not closed",
      spoilText(calls, (text) => text.slice(0, -5)),
      "/conversations/2/content",
      /cannot be read/,
    ],
    ["an observation that is no JSON", spoilText(observes, () => "sunny"), "/conversations/3/content", /wants JSON/],
    ["no system message", turns((all) => all.slice(1)), "/conversations/0/role", /first message is the system's/],
    [
      "a call that nobody answers",
      turns((all) => all.filter((each) => each.role !== "tool")),
      "/conversations/3",
      /1 call\(s\) are not answered/,
    ],
    [
      "two calls of which one is answered",
      turns((all) => all.filter((_, at) => at !== 3)),
      "/conversations/4",
      /1 call\(s\) are not answered/,
      parallel,
    ],
    [
      "an observation that answers no call",
      turns((all) => [...all.slice(0, 4), all[3], ...all.slice(4)]),
      "/conversations/4",
      /answers no call/,
    ],
    [
      "two requests in a row",
      turns((all) => [...all.slice(0, 2), all[1], ...all.slice(2)]),
      "/conversations/2/role",
      /wants assistant, is user/,
    ],
    ["two answers in a row", turns((all) => [...all, all.at(-1)]), "/conversations/5/role", /wants user, is assistant/],
    [
      "a request left open",
      turns((all) => [...all, all[1]]),
      "/conversations/5",
      /the last message is the assistant's/,
    ],
    ["a call left open", turns((all) => all.slice(0, 3)), "/conversations/2", /the last message is the assistant's/],
    ["native tools in a row of ReAct text", put({ tools: row.tools }), "/tools", /no native tools/, inText],
    [
      "an observation of ReAct text by role tool",
      turns((all) =>
        all.map((each) =>
          each.content.startsWith("Observation: ") ? { ...each, role: "tool", content: each.content.slice(13) } : each,
        ),
      ),
      "/conversations/3",
      /wrong role/,
      inText,
    ],
    [
      "a turn of ReAct text that neither acts nor ends",
      turns((all) => all.map((each, at) => (at === 2 ? { ...each, content: "Let me see." } : each))),
      "/conversations/2/content",
      /neither an action/,
      inText,
    ],
  ])("refuses %s", (_reason, spoil, pointer, message, from = row) => {
    const { findings } = readRow(spoil(from));
    expect(findings).toContainEqual({ gate: "format", pointer, message: expect.stringMatching(message) });
  });

  it("lets a person's row end in the call it asks for", () => {
    const open = turns((all) => all.slice(0, 3))(row);
    expect(readRow({ ...open, trace: '{"imported":true}' }).findings).toEqual([]);
  });
});
