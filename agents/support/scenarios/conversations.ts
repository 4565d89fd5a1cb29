/** Single calls about chats and prepared mails. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld, Team } from "../world";
import type { SentMail, Transcript, Transfer, WaitingList } from "./observations";
import { customerSlot, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const TEAMS: readonly Team[] = ["billing", "accounts", "platform", "mobile", "integrations"];

const waiting: Scenario<SupportWorld> = {
  family: "waiting_chats",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const minutes = random.int(2, 40);
    const { team } = random.pick(world.chats.filter((each) => each.status === "waiting"));
    return {
      slots: { minutes: { value: minutes, text: [`${minutes} minutes`, `${minutes} min`] }, team: { value: team } },
      *solve() {
        const seen = yield* call(
          "chat_list_waiting",
          { team, minimum_minutes: minutes },
          {
            reasons: ["The {team} queue [shows|will show] who has waited {minutes} minutes or more."],
            values: { team, minutes },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { chats } = resultOf<WaitingList>(seen);
        const [first] = chats;
        const values = { team, minutes, n: count(chats as never) };
        if (first === undefined) {
          return answer(
            [
              "There is no one in {team} who has had to wait {minutes} minutes.",
              "Nobody in the {team} queue has waited {minutes} minutes.",
              "The {team} queue has no wait of {minutes} minutes or more.",
              "No {team} chat has a wait of {minutes} minutes or more.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            "There is {chat}, which has been waiting for {wait} minutes, and no other such chat in {team}.",
            "Only {chat} with {wait} minutes, about {product}.",
            "{chat} has been waiting {wait} minutes ({product}). No other chat in the {team} queue has waited {minutes} minutes or more.",
            "[One chat|Just one chat]: {chat}, {wait} minutes.",
            "In {team} it is {chat} alone, at {wait} minutes by now.",
            "Just {chat} for {team}, {wait} minutes.",
          ],
          { ...values, chat: first.chat_id, wait: first.waiting_minutes, product: first.product },
          {
            required: chats.length === 1 ? ["chat"] : ["n", "chat"],
            list: chats.map((each) => `${each.chat_id} (${each.waiting_minutes} minutes)`),
            lead: [
              "In {team} there are {n} such chats: {list}.",
              "{n} chats wait {minutes} minutes or more for {team}: {list}.",
              "These chats have waited {minutes} minutes or [more|longer]: {list}.",
              "{n} such chats, [longest wait first|from the longest wait on]: {list}.",
            ],
          },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const { chats } = resultOf<WaitingList>(seen);
        const [first] = chats;
        if (first === undefined) return [];
        return [
          {
            frames:
              chats.length === 1
                ? ["Which customer is that?", "Who's waiting there?", "And whose chat is it?"]
                : [
                    "Which customer is that first one?",
                    "Who's behind the longest wait?",
                    "And whose chat is the first?",
                  ],
            slots: {},
            *solve() {
              return answer(["It's {customer}.", "{customer}[ is waiting there|].", "That would be {customer}."], {
                customer: first.customer_id,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Is anybody waiting {minutes} or longer for the {team} team in chat?",
    "{team} queue: waits of {minutes} or more?",
    "We got a complaint about slow answers. Which {team} chats have been waiting for at least {minutes}?",
    "[Show|List] chats in {team} with a wait from {minutes} up.",
    "Chat queue of {team}: list [every wait|waits] of {minutes} and more, please.",
  ],
};

const transcript: Scenario<SupportWorld> = {
  family: "read_chat",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const chat = random.pick(world.chats).chat_id;
    const last = random.int(2, 12);
    return {
      slots: { chat: { value: chat }, last: { value: last } },
      *solve() {
        const seen = yield* call("chat_get_transcript", { chat_id: chat, last_messages: last });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Transcript>(seen);
        const message = found.messages.at(-1)!;
        return answer(
          [
            'They are on "{topic}" in {product}. What came last is from the {from}: "{text}"',
            'As it stands the last line is "{text}"[, by the {from}|].',
            'In {chat} the {from} was the last to write: "{text}"',
            '{chat} is {status}. The final line, by the {from}: "{text}"',
            'It\'s about {product}, "{topic}". Most recently the {from} wrote "{text}"',
            '"{text}" was the latest, from the {from}; the chat is {status}.',
            'Topic: "{topic}" ({product}). Latest message ({from}): "{text}"',
          ],
          {
            chat,
            status: found.status,
            product: found.product,
            topic: found.topic,
            from: message.from,
            text: message.text,
          },
          {
            required: ["text"],
            list: found.messages.map((each) => `"${each.text}"`),
            lead: [
              'It\'s about {product}, "{topic}". [The messages|They read], oldest first: {list}.',
              "The messages in {chat}, oldest first: {list}.",
              'In {chat}, on "{topic}", it says {list}.',
              "The last message is from the {from}. All that I got: {list}.",
              "{chat} is {status}. What was written: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Show me the last {last} messages of {chat}.",
    "I'm taking over {chat}. Give me its {last} latest messages.",
    "What was said in {chat}? The {last} newest lines [are enough|will do].",
    "{chat}, tail {last}",
    "New on my list: {chat}. Read out its messages, {last} at most.",
  ],
  invalid: [
    {
      slot: "last",
      tool: "chat_get_transcript",
      parameter: "last_messages",
      draw: (_, random) => ({ value: random.int(70, 900) }),
      explain: [
        "{last} messages are too many at a time; {allowed} are possible for {chat}. How many?",
        "For {chat} I can fetch {allowed} messages, not {last}. How many?",
        "The transcript comes in pieces of {allowed}. {last} is [beyond that|more than that], so how many do you want?",
      ],
      allowed: "1 to 50",
    },
  ],
};

const transfer: Scenario<SupportWorld> = {
  family: "transfer_chat",
  skill: "escalation",
  shape: "single",
  draw(world, random) {
    const chat = random.pick(world.chats.filter((each) => each.status !== "ended"));
    const team = random.pick(TEAMS.filter((each) => each !== chat.team));
    return {
      slots: { chat: { value: chat.chat_id }, team: { value: team } },
      *solve() {
        const seen = yield* call("chat_transfer", { chat_id: chat.chat_id, team });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Transfer>(seen);
        return answer(
          [
            "You can leave {chat} to {team}; it is at place {position} in their queue.",
            "From now on {chat} is with {team}.",
            "{chat} is in the {team} queue now, at place {position}.",
            "Moved: {team} gets {chat}[ (place {position})|].",
            "{chat} waits for {team}, number {position} in line.",
            "Team {team} will pick up {chat}; its place is {position}.",
          ],
          { chat: chat.chat_id, team: found.team, position: found.position },
          { required: ["team"] },
        );
      },
    };
  },
  frames: [
    "Move {chat} to {team}.",
    "{chat} isn't for us, it's a matter for {team}.",
    "Could {team} take {chat}? Please put it in their queue.",
    "The person in {chat} asks about something only {team} knows[; transfer it|, so pass it on].",
    "{chat} => {team}",
  ],
  missing: [
    {
      slot: "team",
      frames: [
        "Move {chat} to the right team.",
        "{chat} isn't for us. Transfer it[, please|].",
        "Please pass {chat} on to the others.",
      ],
      ask: [
        "Which team should get it: billing, accounts, platform, mobile or integrations?",
        "[And to whom|To which team]?",
        "Who are the right people for {chat}? I need the team.",
      ],
      reply: ["{team}", "To {team}.", "[I'd say|That's] {team}."],
    },
  ],
  invalid: [
    {
      slot: "team",
      tool: "chat_transfer",
      parameter: "team",
      draw: (_, random) => ({ value: random.pick(["marketing", "logistics", "legal", "facilities", "research"]) }),
      explain: [
        "There's no chat queue for {team}. {chat} can go to {allowed}. Which one?",
        "No chats go to {team}; they can go to {allowed}. Who should get {chat}?",
        "I can transfer to {allowed}, but not to {team}. Where should {chat} go?",
      ],
      allowed: "billing, accounts, platform, mobile or integrations",
    },
  ],
};

const sendTemplate: Scenario<SupportWorld> = {
  family: "send_prepared_mail",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const customer = random.pick(world.customers.filter((each) => !each.no_surveys));
    const slot = customerSlot(customer, random);
    const template = random.pick(["outage_notice", "fix_released", "ticket_received", "feedback_request"]);
    return {
      slots: { customer: slot, template: worded(template, random) },
      *solve() {
        const seen = yield* call("email_send_template", { customer: slot.value, template });
        if (!seen.ok) return stopped(seen);
        const sent = resultOf<SentMail>(seen);
        return answer(
          [
            'They will have "{subject}" [in a minute|shortly]; I sent it to {to}.',
            "With {mail} the message is out[ to {to}|].",
            '{customer} was sent "{subject}", as {mail}.',
            'Sent to {to}: "{subject}" ({mail}).',
            '{customer} gets "{subject}"; it went to {to}.',
            '[It\'s out|On its way]: {mail}, "{subject}".',
            '{mail} left for {to}[ with the subject "{subject}"|].',
          ],
          { to: sent.to, subject: sent.subject, mail: sent.email_id, customer: slot.value as string },
          { required: [] },
        );
      },
    };
  },
  frames: [
    "Send the {template} to {customer}.",
    "{customer} should get the {template}[ today|].",
    "Would you mail {customer} our {template}?",
    "{template} -> {customer}",
    "I promised {customer} a word from us; the {template} is the right one. Send it, please.",
  ],
  missing: [
    {
      slot: "customer",
      frames: [
        "A customer [is waiting|waits] for the {template}. Send it[, please|].",
        "I promised a customer the {template}. Send it.",
        "One customer still lacks our {template}. Would you mail it?",
      ],
      ask: [
        "To which customer?",
        "Who gets it? A company name or customer number, please.",
        "[Sure|Gladly], and who is the recipient?",
      ],
      reply: ["{customer}", "To {customer}.", "[That'd be|It's for] {customer}."],
    },
  ],
  invalid: [
    {
      slot: "template",
      tool: "email_send_template",
      parameter: "template",
      draw: (_, random) => ({
        value: random.pick(["birthday card", "price list", "apology", "invoice copy", "welcome pack"]),
      }),
      explain: [
        "I have no {template} to send. What {customer} can get: {allowed}. Which one?",
        '"{template}" isn\'t among the prepared texts ({allowed}). Which should {customer} get?',
        "Only {allowed} are ready to go; there is no {template}. Which one do you want?",
      ],
      allowed: "outage notice, fix-released message, ticket-received message and feedback request",
    },
  ],
};

export const conversationScenarios: readonly Scenario<SupportWorld>[] = [waiting, transcript, transfer, sendTemplate];
