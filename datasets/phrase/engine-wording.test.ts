import { describe, expect, it } from "vitest";
import { doingOf, persistentFailure, removedTool, serviceHandOver, waysToSay } from "./engine-wording";

const tool = { description: "Changes the role of an account for good.", task: "change the role of an account" };

describe("what the engine says by itself", () => {
  it.each([
    ["change the role of an account", ["change an account's role", "alter the role of an account"]],
    ["set a mock in a test class", ["set a mock"]],
    ["list the keys", ["show the keys"]],
    ["compare a contract with a policy", []],
    ["run the checks on an email", []],
  ])("names %s in other ways that say as much", (task, others) => {
    expect(waysToSay(task)).toEqual([task, ...others]);
  });
  it.each([
    ["flag an article", "flagging an article"],
    ["transfer a chat", "transferring a chat"],
    ["lock or unlock an account", "locking or unlocking an account"],
    ["see which chats wait", "seeing which chats wait"],
  ])("knows what doing %s is called", (task, doing) => {
    expect(doingOf(task)).toBe(doing);
  });
  it("writes the task into a refusal's wordings, so that what is worn shows", () => {
    const { wordings, values } = removedTool([tool], false);
    expect(wordings.join(" ")).not.toMatch(/\{\w+\}/);
    expect(wordings.some((wording) => wording.includes("an account's role"))).toBe(true);
    expect(values).toEqual({});
  });
  it("hands over by the one function that a request takes, and by the field where it takes several", () => {
    const [own, other] = [
      { name: "a_agent", description: "sales" },
      { name: "b_agent", description: "keys" },
    ] as unknown as Parameters<typeof serviceHandOver>[];
    const hand = (one: typeof tool | undefined) =>
      serviceHandOver(own as never, other as never, one).wordings.join(" ");
    expect(hand(tool)).toContain("an account's role");
    expect(hand(undefined)).not.toMatch(/an account|help with|\{(task|doing|Doing|domain|own)\}/);
    expect(hand(undefined)).toContain("keys");
  });
  it("tells changes that were made before a failure, and nothing where there were none", () => {
    const failed = { message: "timeout", done: ["rotating the key (key-1)"], leavesChanges: true };
    expect(persistentFailure(tool, failed).wordings.every((wording) => /\{[Dd]one\}/.test(wording))).toBe(true);
    expect(persistentFailure(tool, failed).wordings.every((wording) => wording.includes("I stopped there."))).toBe(
      true,
    );
    expect(persistentFailure(tool, { ...failed, leavesChanges: false }).wordings.join(" ")).not.toContain("I stopped");
    const undone = persistentFailure(tool, { ...failed, done: [] }).wordings;
    expect(undone.join(" ")).not.toMatch(/\{[Dd]one\}/);
    expect(undone.every((wording) => wording.includes("Nothing was done."))).toBe(true);
    const read = persistentFailure(tool, { ...failed, done: [], leavesChanges: false }).wordings;
    expect(read.join(" ")).not.toMatch(/nothing (was|has been) (done|begun)/i);
  });
});
