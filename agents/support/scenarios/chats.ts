/** More single calls about chats: ending one, reading two, jumping the queue. */
import type { Scenario } from "../../contract";
import type { SupportWorld, Team } from "../world";
import type { Transcript } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call } from "./steps";

const TEAMS: readonly Team[] = ["billing", "accounts", "platform", "mobile", "integrations"];

const endChat: Scenario<SupportWorld> = {
  family: "end_chat",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const chat = random.pick(world.chats.filter((each) => each.status !== "ended")).chat_id;
    const resolution = random.pick(["solved", "ticket_opened", "no_answer"]);
    return {
      slots: { chat: { value: chat }, resolution: worded(resolution, random) },
      *solve() {
        const seen = yield* call("chat_end", { chat_id: chat, resolution });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "{chat} is over, and its outcome is recorded.",
            "I have ended {chat}[, and how it went is on record|].",
            "As of now {chat} is at an end, with the outcome you gave.",
            "{chat} has ended and the outcome is on record.",
            "[Closed|Ended]: {chat}, and the outcome is noted.",
            "The chat {chat} is over now[, as you wanted|].",
            "I ended {chat} and recorded the outcome.",
          ],
          { chat },
          { required: [] },
        );
      },
    };
  },
  frames: [
    "End {chat}; outcome: {resolution}.",
    "{chat} can be ended now ({resolution}).",
    "Nothing more to do in {chat} - {resolution}. End it[, please|].",
    "Outcome of {chat}: {resolution}. Please end the chat and record that.",
    "I forgot to end {chat} last night. Please do it now; outcome: {resolution}.",
  ],
};

const twoChats: Scenario<SupportWorld> = {
  family: "read_two_chats",
  skill: "customer_communication",
  shape: "parallel",
  draw(world, random) {
    const going = world.chats.filter((each) => each.status !== "ended");
    const [left, right] = random.sample(going, 2).map((each) => each.chat_id) as [string, string];
    const last = random.int(2, 9);
    return {
      slots: { left: { value: left }, right: { value: right }, last: { value: last } },
      *solve() {
        const [first, second] = yield* all([
          ["chat_get_transcript", { chat_id: left, last_messages: last }],
          ["chat_get_transcript", { chat_id: right, last_messages: last }],
        ]);
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<Transcript>(first!), resultOf<Transcript>(second!)];
        return answer(
          [
            'In {left} it is "{one}", and in {right} it is "{two}".',
            '{left} is about "{one}" and {right} about "{two}".',
            '{left}: "{one}" ({state}). {right}: "{two}" ({other}).',
            'The first, {left}, is about "{one}", the other, {right}, about "{two}".',
            'The customer of {left} reports "{one}", that of {right} "{two}".',
            '[Topics|The topics]: "{one}" in {left}, "{two}" in {right}.',
          ],
          { left, right, one: a.topic, two: b.topic, state: a.status, other: b.status },
          { required: ["one", "two"] },
        );
      },
    };
  },
  frames: [
    "What are {left} and {right} about? The last {last} messages of each will tell.",
    "Give me the topics of {left} and {right}[, I have to choose one|]; {last} messages each are enough.",
    "Two chats popped up at once, {left} and {right}. Read both, {last} messages at most, and tell me what each wants.",
    "{left}, {right}: topics? ({last} messages each)",
    "How does the trouble in {left} differ from that in {right}? Judge by {last} messages of each.",
  ],
};

const pressingTransfer: Scenario<SupportWorld> = {
  family: "transfer_chat_to_front",
  skill: "escalation",
  shape: "complex",
  draw(world, random) {
    const chat = random.pick(world.chats.filter((each) => each.status !== "ended"));
    const team = random.pick(TEAMS.filter((each) => each !== chat.team));
    return {
      slots: {
        chat: { value: chat.chat_id },
        team: { value: team },
        front: { value: true, text: ["first in line", "ahead of everyone", "at the front"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("chat_transfer", { chat_id: chat.chat_id, team, pressing: true });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "No one in the queue of {team} is before {chat} now.",
            "With {team}, and at the very front: {chat}.",
            "{chat} is at the front of the {team} queue.",
            "Team {team} has {chat} as the first in its queue now.",
            "First in line for {team} now: {chat}.",
            "{chat} stands at the head of the queue of {team}[, as you wanted|].",
          ],
          { chat: chat.chat_id, team },
          { required: ["team"] },
        );
      },
    };
  },
  frames: [
    "{chat} can't wait: to {team}, {front}, please.",
    "Transfer {chat} to {team} and [put|place] it {front}.",
    "{chat} goes to {team}, and {front} at that; the customer's whole shop is standing still.",
    "{team} has to see {chat} now. It belongs {front}!",
    "An angry one: {chat}. [Hand|Give] it to {team}, {front}.",
  ],
};

export const chatScenarios: readonly Scenario<SupportWorld>[] = [endChat, twoChats, pressingTransfer];
