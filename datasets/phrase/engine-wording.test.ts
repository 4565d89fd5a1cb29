import { describe, expect, it } from "vitest";
import { definiteTask, doingOf, persistentFailure, removedTool, serviceHandOver, waysToSay } from "./engine-wording";

const tool = {
  description: "Changes the role of an account for good.",
  task: "change the role of an account",
  effect: "write",
} as const;

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
  it("names what one call does where its function does one thing or another", () => {
    const lock = {
      ...tool,
      task: "lock or unlock an account",
      taskFor: ({ state }: { readonly [name: string]: unknown }) =>
        `${state === "locked" ? "lock" : "unlock"} an account`,
    };
    expect(definiteTask(lock, { state: "locked" })).toBe("lock the account");
    expect(definiteTask(tool, {})).toBe("change the role of the account");
    expect(definiteTask({ ...tool, task: "check a contract against a policy" }, {})).toBe(
      "check the contract against the policy",
    );
  });
  it("writes the task into a refusal's wordings, so that what is worn shows", () => {
    const { wordings, values } = removedTool([tool], { none: false, isFirst: false });
    expect(wordings.join(" ")).not.toMatch(/\{\w+\}/);
    expect(wordings.some((wording) => wording.includes("an account's role"))).toBe(true);
    expect(values).toEqual({});
  });
  it("takes a look, but no change, for a means to what is asked", () => {
    const say = (effect: "read" | "write") =>
      removedTool([{ ...tool, effect }], { none: false, isFirst: false }).wordings.join(" ");
    expect(say("read")).toContain("for this,");
    expect(say("write")).not.toMatch(/for this,|For that|would be/);
  });
  it("does not pass what a request begins with off as all of it", () => {
    const all = removedTool([tool], { none: false, isFirst: false }).wordings;
    const first = removedTool([tool], { none: false, isFirst: true }).wordings;
    expect(all.join(" ")).not.toMatch(/first (step|thing)|the rest/);
    expect(first.every((wording) => /first|rest|begin|start|none|no part|nothing/.test(wording))).toBe(true);
    expect(removedTool([tool, tool], { none: true, isFirst: true }).wordings.join(" ")).not.toContain("the rest");
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
    const failed = { args: {}, message: "timeout", done: ["rotating the key (key-1)"], leavesChanges: true };
    expect(persistentFailure(tool, failed).wordings.every((wording) => /\{[Dd]one\}/.test(wording))).toBe(true);
    expect(persistentFailure(tool, failed).wordings.every((wording) => wording.includes("I stopped there."))).toBe(
      true,
    );
    expect(persistentFailure(tool, { ...failed, leavesChanges: false }).wordings.join(" ")).not.toMatch(
      /I stopped|the rest/i,
    );
    const undone = persistentFailure(tool, { ...failed, done: [] }).wordings;
    expect(undone.join(" ")).not.toMatch(/\{[Dd]one\}/);
    expect(undone.every((wording) => wording.includes("Nothing was done."))).toBe(true);
    const read = persistentFailure(tool, { ...failed, done: [], leavesChanges: false }).wordings;
    expect(read.join(" ")).not.toMatch(/nothing (was|has been) (done|begun)/i);
  });
});
