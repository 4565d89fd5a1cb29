import { describe, expect, it } from "vitest";
import { decisionOf, decisionOfText } from "./decision";

describe("decisionOfText", () => {
  it.each([
    ["Which suite should I run?", "ask"],
    ["I found two tickets, TCK-1 and TCK-2. Which one do you mean?", "ask"],
    ["To which address? I need it before I can send it.", "ask"],
    ["I can't tell which: key-6142 or key-1462. Please name the key.", "ask"],
    ["Two match. Please tell me the number.", "ask"],
    ["All 12 tests passed.", "answer"],
    ["You're welcome.", "answer"],
    ["The suite could be slow because of the network.", "answer"],
    ["I can't do that: there is no tool that deletes a suite.", "refuse"],
    ["I don't have a tool for payments.", "refuse"],
    ["That isn't something I can run here.", "refuse"],
    ["Deleting results is not supported. Shall I archive them instead?", "refuse"],
    ["Nothing was run, since there is not a function that could compare two runs.", "refuse"],
    ["Not one of the functions here can do that.", "refuse"],
    ["This is outside my area; the support agent handles it.", "refuse"],
  ] as const)("%s → %s", (text, decision) => {
    expect(decisionOfText(text)).toBe(decision);
  });

  it("takes a call for a call, whatever the words beside it", () => {
    expect(decisionOf({ calls: [{ name: "f", args: {} }], text: "I can't." })).toBe("call");
  });
});
