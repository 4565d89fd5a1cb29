import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Transcript, Transfer, WaitingList } from "../scenarios/observations";
import { does, refuses, tiny } from "./tiny-world";

const waiting = (args: object = {}, world = tiny) =>
  does<WaitingList>(world, "chat_list_waiting", args as never).value.chats.map((chat) => chat.chat_id);
const read = (chat_id: string, args: object = {}, world = tiny) =>
  does<Transcript>(world, "chat_get_transcript", { chat_id, ...args }).value;
const write = (chat_id: string, text: string, world = tiny) =>
  does<{ status: string; messages: number }>(world, "chat_send_message", { chat_id, text });
const move = (chat_id: string, args: object, world = tiny) =>
  does<Transfer>(world, "chat_transfer", { chat_id, ...args } as never);
const end = (chat_id: string, args: object = {}) => does(tiny, "chat_end", { chat_id, ...args });

describe("chat_list_waiting", () => {
  it("has the longest wait first and only who waits", () => {
    expect(waiting()).toEqual(["CHT-2", "CHT-1"]);
  });
  it("includes the minute it is asked from, and nothing below", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (minutes) => {
        const expected = [...(minutes <= 30 ? ["CHT-2"] : []), ...(minutes <= 12 ? ["CHT-1"] : [])];
        expect(waiting({ minimum_minutes: minutes })).toEqual(expected);
      }),
    );
  });
  it("finds each chat under exactly one team", () => {
    const parts = ["billing", "accounts", "platform", "mobile", "integrations"].flatMap((team) => waiting({ team }));
    expect(parts.sort()).toEqual(waiting().sort());
  });
});

describe("chat_get_transcript", () => {
  it("gives the last messages, in the order they were written", () => {
    expect(read("CHT-1", { last_messages: 2 }).messages.map((message) => message.text)).toEqual(["two", "three"]);
  });
  it("gives all when more are wanted than there are", () => {
    expect(read("CHT-1", { last_messages: 50 })).toEqual(read("CHT-1"));
  });
  it("reads ended chats, and changes nothing", () => {
    expect(read("CHT-4").status).toBe("ended");
    expect(does(tiny, "chat_get_transcript", { chat_id: "CHT-1" }).world).toBe(tiny);
  });
});

describe("chat_send_message", () => {
  const sent = write("CHT-1", "hello");
  it("stands at the end of the transcript", () => {
    expect(read("CHT-1", { last_messages: 1 }, sent.world).messages).toEqual([{ from: "support", text: "hello" }]);
  });
  it("ends the wait", () => {
    expect(sent.value.status).toBe("active");
    expect(waiting({}, sent.world)).toEqual(["CHT-2"]);
  });
  it("adds one message to this chat and none to another", () => {
    expect(sent.value.messages).toBe(read("CHT-1").messages.length + 1);
    expect(read("CHT-2", {}, sent.world)).toEqual(read("CHT-2"));
  });
});

describe("chat_transfer", () => {
  it("moves the chat from one queue to the other", () => {
    const { world } = move("CHT-1", { team: "billing" });
    expect(waiting({ team: "mobile" }, world)).toEqual([]);
    expect(waiting({ team: "billing" }, world)).toContain("CHT-1");
  });
  it("stands behind those who wait there, or before them when it is pressing", () => {
    expect(move("CHT-1", { team: "billing" }).value.position).toBe(2);
    expect(move("CHT-1", { team: "billing", pressing: true }).value.position).toBe(1);
    expect(move("CHT-1", { team: "accounts" }).value.position).toBe(1);
  });
  it("keeps the messages, and makes an active chat wait", () => {
    expect(read("CHT-1", {}, move("CHT-1", { team: "billing" }).world).messages).toEqual(read("CHT-1").messages);
    expect(waiting({ team: "billing" }, move("CHT-3", { team: "billing" }).world)).toContain("CHT-3");
  });
});

describe("chat_end", () => {
  it("takes the chat off the queue", () => {
    expect(waiting({}, end("CHT-2").world)).toEqual(["CHT-1"]);
  });
  it("lets nothing more happen to it", () => {
    const { world } = end("CHT-1", { resolution: "no_answer" });
    for (const [tool, args] of [
      ["chat_send_message", { text: "x" }],
      ["chat_transfer", { team: "billing" }],
      ["chat_end", {}],
    ] as const) {
      expect(refuses(world, tool, { chat_id: "CHT-1", ...args })[0]).toBe("conflict");
    }
  });
  it("records how it went out, as solved unless told otherwise", () => {
    expect(end("CHT-1").value).toMatchObject({ resolution: "solved" });
    expect(end("CHT-1", { resolution: "ticket_opened" }).world.chats[0]!.resolution).toBe("ticket_opened");
  });
});

describe("errors", () => {
  it.each([
    ["a team that is none", "chat_list_waiting", { team: "legal" }, "invalid_argument", "billing"],
    ["an unknown chat", "chat_get_transcript", { chat_id: "CHT-0" }, "not_found", "CHT-0"],
    [
      "no message at all",
      "chat_get_transcript",
      { chat_id: "CHT-1", last_messages: 0 },
      "invalid_argument",
      "last_messages",
    ],
    ["an empty message", "chat_send_message", { chat_id: "CHT-1", text: "" }, "invalid_argument", "empty"],
    [
      "a message to a chat that went on elsewhere",
      "chat_send_message",
      { chat_id: "CHT-4", text: "x" },
      "conflict",
      "CHT-3",
    ],
    [
      "a transfer to the team that has it",
      "chat_transfer",
      { chat_id: "CHT-1", team: "mobile" },
      "conflict",
      "already",
    ],
    ["an outcome that is none", "chat_end", { chat_id: "CHT-1", resolution: "won" }, "invalid_argument", "solved"],
  ] as const)("%s", (_, tool, args, code, text) => {
    const [found, message] = refuses(tiny, tool, args as never);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
