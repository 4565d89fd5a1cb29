/** Short chains that decide where a ticket or chat goes. */
import type { Scenario } from "../../contract";
import { daysFrom, type SupportWorld } from "../world";
import type { CommentAdded, Escalation, TicketDetails, Transcript, Transfer, WaitingList } from "./observations";
import { resultOf, stopped } from "./slots";
import { answer, call } from "./steps";

const escalateOrNote: Scenario<SupportWorld> = {
  family: "escalate_if_stale",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    const candidates = world.tickets.filter(
      (each) =>
        each.merged_into === "" && each.tier === "tier_1" && (each.status === "open" || each.status === "pending"),
    );
    if (candidates.length === 0) return undefined;
    const { ticket_id: ticket, updated: last } = random.pick(candidates);
    const drawn = daysFrom(world.today, -random.int(4, 12));
    const limit = drawn === last ? daysFrom(drawn, 1) : drawn;
    const note = random.pick([
      "Checked, still fresh",
      "Looked at it, no hand-over needed",
      "Reviewed in the morning round",
    ]);
    return {
      slots: { ticket: { value: ticket }, limit: { value: limit }, note: { value: note, text: `"${note}"` } },
      *solve() {
        const seen = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: ticket },
          { reasons: ["Whether {ticket} is stale depends on its last change."], values: { ticket } },
        );
        if (!seen.ok) return stopped(seen);
        const { updated } = resultOf<TicketDetails>(seen);
        if (updated < limit) {
          const done = yield* call(
            "ticketing_system_escalate_ticket",
            { ticket_id: ticket, tier: "tier_2" },
            { reasons: ["Last change {updated}, which is before {limit}."], values: { updated, limit } },
          );
          if (!done.ok) return stopped(done);
          return answer(
            [
              "As nothing had changed since {updated}, {ticket} is with {team} in tier 2 now.",
              "Nothing since {updated}, so {ticket} went to tier 2 ({team}).",
              "{ticket} was stale (last change {updated}) and is in tier 2 now.",
              "[Escalated|Handed up]: {ticket} was last changed on {updated}. Team {team} has it in tier 2.",
            ],
            { ticket, updated, team: resultOf<Escalation>(done).team },
            { required: ["updated"] },
          );
        }
        const noted = yield* call(
          "ticketing_system_add_comment",
          { ticket_id: ticket, body: note },
          { reasons: ["{updated} is recent enough; the note it is."], values: { updated } },
        );
        if (!noted.ok) return stopped(noted);
        return answer(
          [
            "As {ticket} was touched on {updated}, I did not escalate it and put your note in.",
            "{ticket} changed on {updated}, recently enough. I left the note instead.",
            "No escalation: {ticket} was touched on {updated}. Your note is in it, comment {n}.",
            "No need to escalate, as the last change was on {updated}; the note is in {ticket}.",
          ],
          { ticket, updated, n: resultOf<CommentAdded>(noted).comments },
          { required: ["updated"] },
        );
      },
    };
  },
  frames: [
    "If {ticket} hasn't changed since before {limit}, escalate it to tier 2; otherwise leave the note {note}.",
    "Check {ticket}: last change earlier than {limit} means tier 2, anything later means a comment saying {note}.",
    "{ticket} might be stale. My limit is {limit}: older goes to tier 2, newer gets the comment {note}.",
    "Stale check {ticket} ({limit}) -> tier 2, else comment {note}",
    "I don't want to escalate {ticket} needlessly. Only if nothing happened from {limit} on, hand it to tier 2, and if something did, note {note}.",
  ],
};

const readAndTransfer: Scenario<SupportWorld> = {
  family: "read_and_transfer_chat",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    const [left, right] = random.sample(world.products, 2) as [string, string];
    const chats = world.chats.filter(
      (each) => each.status !== "ended" && each.team !== "platform" && each.team !== "mobile",
    );
    if (chats.length === 0) return undefined;
    const drawn = random.pick(chats);
    const product = random.chance(0.5) ? left : right;
    const chat = {
      ...drawn,
      product,
      messages: drawn.messages.map((message) => ({ ...message, text: message.text.replace(drawn.product, product) })),
    };
    return {
      world: { ...world, chats: world.chats.map((each) => (each.chat_id === chat.chat_id ? chat : each)) },
      slots: { chat: { value: chat.chat_id }, left: { value: left }, right: { value: right } },
      *solve() {
        const seen = yield* call(
          "chat_get_transcript",
          { chat_id: chat.chat_id },
          { reasons: ["The right team depends on the product[ in {chat}|]."], values: { chat: chat.chat_id } },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Transcript>(seen);
        const team = found.product === left ? "platform" : "mobile";
        const moved = yield* call(
          "chat_transfer",
          { chat_id: chat.chat_id, team },
          { reasons: ["It is about {product}, hence {team}."], values: { product: found.product, team } },
        );
        if (!moved.ok) return stopped(moved);
        const { position } = resultOf<Transfer>(moved);
        return answer(
          [
            'It is about {product}[ ("{topic}")|], and so {chat} went to {team}.',
            "They ask about {product}, so {team} has {chat} now (place {position}).",
            "{chat} is about {product}, so I moved it to {team}[ (place {position})|].",
            '{chat} went to {team}, since it is about {product} ("{topic}").',
            "Team {team} gets {chat}, at place {position}. The product is {product}.",
          ],
          { product: found.product, team, chat: chat.chat_id, position, topic: found.topic },
          { required: ["team"] },
        );
      },
    };
  },
  frames: [
    "Read {chat} and pass it on: {left} goes to platform, {right} goes to mobile.",
    "What is {chat} about? If {left}, platform should have it; if {right}, mobile.",
    "Route {chat} by product ({left}: platform, {right}: mobile).",
    "{chat} landed with us by mistake. Whoever handles the product should get it - platform for {left}, mobile for {right}.",
  ],
};

const longestWait: Scenario<SupportWorld> = {
  family: "read_longest_waiting_chat",
  skill: "customer_communication",
  shape: "chain",
  draw() {
    return {
      slots: {},
      *solve() {
        const seen = yield* call("chat_list_waiting", {}, { reasons: ["All queues matter here, so no filter."] });
        if (!seen.ok) return stopped(seen);
        const [first] = resultOf<WaitingList>(seen).chats;
        if (first === undefined) return answer(["Nobody is waiting."], {});
        const opened = yield* call(
          "chat_get_transcript",
          { chat_id: first.chat_id },
          {
            reasons: ["{chat} leads with {wait} minutes."],
            values: { chat: first.chat_id, wait: first.waiting_minutes },
          },
        );
        if (!opened.ok) return stopped(opened);
        const chat = resultOf<Transcript>(opened);
        return answer(
          [
            '{customer} in {chat} has been waiting longest, {wait} minutes, with "{topic}" in {product}, and wrote last: "{said}"',
            'The longest wait is that of {chat}, {wait} minutes. It is about "{topic}" in {product}; the last message is "{said}"',
            'The chat to take is {chat}, with the longest wait, {wait} minutes: "{topic}" in {product}. They add: "{said}"',
            '{chat} has waited longest, {wait} minutes: "{topic}" in {product}. The customer also says "{said}"',
            'Longest wait: {wait} minutes, in {chat}. It\'s about "{topic}" ({product}). Last line: "{said}"',
            'At {wait} minutes {chat} has waited longest; they report "{topic}" in {product} and write "{said}"',
            'Nobody has waited longer than {customer} in {chat}: {wait} minutes. Topic: "{topic}" ({product}). Latest message: "{said}"',
          ],
          {
            chat: first.chat_id,
            wait: first.waiting_minutes,
            topic: chat.topic,
            said: chat.messages.at(-1)!.text,
            product: chat.product,
            customer: chat.customer_id,
          },
          { required: ["chat", "wait", "topic"] },
        );
      },
    };
  },
  frames: [
    "Who has been waiting [longest|the longest] in chat, and what [do they want|is it about]?",
    "Find the chat with the longest wait[ of all|] and [read it|tell me the topic].",
    "Look through [every chat queue|all chat queues] for the longest wait, and report the trouble behind it.",
    "[Next chat|Chat queue]: longest wait, topic?",
    "Our chat queue looks [bad|long]. Open the chat that has waited longest and [summarise it|sum it up].",
  ],
};

export const routingScenarios: readonly Scenario<SupportWorld>[] = [escalateOrNote, readAndTransfer, longestWait];
