import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsCallSyntax, parseCalls, parseReact, renderCalls, renderReactAnswer, renderReactCall } from "./codec";

const call = fc.record({
  name: fc.stringMatching(/^[a-z_]{1,20}$/),
  arguments: fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), fc.jsonValue()),
});
const sentence = fc.string().filter((text) => text === text.trim() && !holdsCallSyntax(text));
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("the native rendering", () => {
  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(sentence, fc.array(call, { minLength: 1, maxLength: 4 }), (text, calls) => {
        expect(parseCalls(renderCalls(calls as never, text))).toEqual({ text, calls: plain(calls) });
      }),
    );
  });

  it.each([
    ["a block that is not closed", '<tool_call>\n{"name":"f","arguments":{}}'],
    ["a block that was never opened", "done\n</tool_call>"],
    ["no JSON", "<tool_call>\n{name: f}\n</tool_call>"],
    ["arguments as a text", '<tool_call>\n{"name":"f","arguments":"{}"}\n</tool_call>'],
    ["arguments as a list", '<tool_call>\n{"name":"f","arguments":[]}\n</tool_call>'],
    ["a key too many", '<tool_call>\n{"name":"f","arguments":{},"id":1}\n</tool_call>'],
    ["no name", '<tool_call>\n{"arguments":{}}\n</tool_call>'],
    ["text after a block", '<tool_call>\n{"name":"f","arguments":{}}\n</tool_call>\nand more'],
  ])("refuses %s", (_, content) => {
    expect(() => parseCalls(content)).toThrow();
  });
});

describe("the ReAct text", () => {
  it("reads back an action and an answer", () => {
    const action = { name: "list_loans", arguments: { member: "M-1", days: 3 } };
    expect(parseReact(renderReactCall(action, "I need the loans."))).toEqual({
      thought: "I need the loans.",
      text: "",
      calls: [action],
    });
    expect(parseReact(renderReactAnswer("Three.\nAll late.", "Done."))).toEqual({
      thought: "Done.",
      text: "Three.\nAll late.",
      calls: [],
    });
  });

  it.each([
    ["no thought", "Action: f\nAction Input: {}"],
    ["an observation written by the assistant", "Thought: a\nAction: f\nAction Input: {}\nObservation: {}"],
    ["input that is no JSON", "Thought: a\nAction: f\nAction Input: f(1)"],
    ["plain talk", "Three loans are late."],
  ])("refuses %s", (_, content) => {
    expect(() => parseReact(content)).toThrow();
  });
});
