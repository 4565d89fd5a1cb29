/** chat: waiting customers, transcripts, messages, hand-overs. */
import type { Tool } from "../../contract";
import type { Chat, SupportWorld, Team } from "../world";
import { type Found, fail, integer, list, ok, parameters, record, TEAMS, text } from "./outcomes";

const chatParameter = { type: "string", description: "Identifier such as CHT-48213." } as const;

export const chatTools: readonly Tool<SupportWorld>[] = [
  {
    name: "chat_list_waiting",
    family: "chat",
    skill: "customer_communication",
    task: "see which chats are waiting",
    description: "Lists chats that wait for an answer, longest wait first.",
    parameters: parameters(
      {
        team: { type: "string", enum: TEAMS, description: "Only this team's queue." },
        minimum_minutes: {
          type: "integer",
          minimum: 0,
          maximum: 240,
          description: "Only chats that wait this long or longer.",
          default: 0,
        },
      },
      [],
    ),
    returns: record({
      chats: list(record({ chat_id: text, customer_id: text, product: text, team: text, waiting_minutes: integer })),
    }),
    effect: "read",
    execute(world, args) {
      const chats = world.chats
        .filter((chat) => chat.status === "waiting" && chat.waiting_minutes >= (args.minimum_minutes as number))
        .filter((chat) => args.team === undefined || chat.team === args.team)
        .sort((left, right) => right.waiting_minutes - left.waiting_minutes)
        .map(({ chat_id, customer_id, product, team, waiting_minutes }) => ({
          chat_id,
          customer_id,
          product,
          team,
          waiting_minutes,
        }));
      return ok({ chats }, world);
    },
  },
  {
    name: "chat_get_transcript",
    family: "chat",
    skill: "customer_communication",
    task: "read a chat",
    description: "Gives the messages of a chat, oldest first, or only the last ones.",
    parameters: parameters(
      {
        chat_id: chatParameter,
        last_messages: { type: "integer", minimum: 1, maximum: 50, description: "How many at most.", default: 20 },
      },
      ["chat_id"],
    ),
    returns: record({
      chat_id: text,
      customer_id: text,
      product: text,
      topic: text,
      status: text,
      messages: list(record({ from: text, text })),
    }),
    effect: "read",
    alsoBy: ["chat_list_waiting"],
    execute(world, args) {
      const chat = chatOf(world, args.chat_id);
      if (chat.error !== undefined) return chat.error;
      const { chat_id, customer_id, product, symptom, status, messages } = chat.found;
      const last = messages.slice(-(args.last_messages as number));
      return ok({ chat_id, customer_id, product, topic: symptom, status, messages: last }, world);
    },
  },
  {
    name: "chat_send_message",
    family: "chat",
    skill: "customer_communication",
    task: "write into a chat",
    description: "Sends a message to the customer in a chat. A waiting chat becomes active; an ended one takes none.",
    parameters: parameters({ chat_id: chatParameter, text: { type: "string", description: "What to say." } }, [
      "chat_id",
      "text",
    ]),
    returns: record({ chat_id: text, status: text, messages: integer }),
    effect: "write",
    composed: ["text"],
    execute(world, args) {
      const chat = chatOf(world, args.chat_id);
      if (chat.error !== undefined) return chat.error;
      if (String(args.text).trim() === "") return fail("invalid_argument", "text is empty");
      const ended = endedError(chat.found);
      if (ended !== undefined) return ended;
      const messages = [...chat.found.messages, { from: "support" as const, text: String(args.text) }];
      const changed: Chat = { ...chat.found, status: "active", waiting_minutes: 0, messages };
      return ok(
        { chat_id: changed.chat_id, status: changed.status, messages: messages.length },
        withChat(world, changed),
      );
    },
  },
  {
    name: "chat_transfer",
    family: "chat",
    skill: "escalation",
    task: "transfer a chat",
    description: "Moves a chat to another team's queue, at its front when marked as pressing.",
    parameters: parameters(
      {
        chat_id: chatParameter,
        team: { type: "string", enum: TEAMS, description: "Team that takes over." },
        pressing: { type: "boolean", description: "Whether it goes to the front.", default: false },
      },
      ["chat_id", "team"],
    ),
    returns: record({ chat_id: text, team: text, position: integer }),
    effect: "write",
    execute(world, args) {
      const chat = chatOf(world, args.chat_id);
      if (chat.error !== undefined) return chat.error;
      const ended = endedError(chat.found);
      if (ended !== undefined) return ended;
      const team = args.team as Team;
      if (chat.found.team === team) return fail("conflict", `${chat.found.chat_id} is with ${team} already`);
      const waiting = world.chats.filter((each) => each.status === "waiting" && each.team === team).length;
      const position = args.pressing === true ? 1 : waiting + 1;
      return ok(
        { chat_id: chat.found.chat_id, team, position },
        withChat(world, { ...chat.found, team, status: "waiting" }),
      );
    },
  },
  {
    name: "chat_end",
    family: "chat",
    skill: "customer_communication",
    task: "end a chat",
    description: "Ends a chat and records how it went out.",
    parameters: parameters(
      {
        chat_id: chatParameter,
        resolution: {
          type: "string",
          enum: ["solved", "ticket_opened", "no_answer"],
          description: "How it went out.",
          default: "solved",
        },
      },
      ["chat_id"],
    ),
    returns: record({ chat_id: text, status: text, resolution: text }),
    effect: "write",
    execute(world, args) {
      const chat = chatOf(world, args.chat_id);
      if (chat.error !== undefined) return chat.error;
      const ended = endedError(chat.found);
      if (ended !== undefined) return ended;
      const resolution = args.resolution as string;
      return ok(
        { chat_id: chat.found.chat_id, status: "ended", resolution },
        withChat(world, { ...chat.found, status: "ended", waiting_minutes: 0, resolution }),
      );
    },
  },
];

function chatOf(world: SupportWorld, chatId: unknown): Found<Chat> {
  const found = world.chats.find((each) => each.chat_id === chatId);
  return found === undefined ? { error: fail("not_found", `no chat ${chatId}`) } : { found };
}

function endedError(chat: Chat) {
  if (chat.status !== "ended") return undefined;
  const later = chat.continued_in === "" ? "" : `; the customer went on in ${chat.continued_in}`;
  return fail("conflict", `${chat.chat_id} has ended${later}`);
}

function withChat(world: SupportWorld, chat: Chat): SupportWorld {
  return { ...world, chats: world.chats.map((each) => (each.chat_id === chat.chat_id ? chat : each)) };
}
