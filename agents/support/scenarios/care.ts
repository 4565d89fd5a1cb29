/** Long chains that take care of one customer: complaints, chats with a history, released repairs, hand-over of a shift. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type {
  ArticleDetails,
  ArticleList,
  CommentAdded,
  TicketDetails,
  TicketList,
  Transcript,
  WaitingList,
} from "./observations";
import { customerOfId, customerSlot, resultOf, stopped, withPublicArticles } from "./slots";
import { all, answer, call, partial } from "./steps";

const complaint: Scenario<SupportWorld> = {
  family: "complaint_to_duty_manager",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    const open = world.tickets.filter((each) => each.merged_into === "" && each.status === "open");
    if (open.length === 0) return undefined;
    const customer = customerOfId(world, random.pick(open).customer_id);
    const newest = open
      .filter((each) => each.customer_id === customer.customer_id)
      .reduce((left, right) => (right.created > left.created ? right : left));
    if (newest.priority === "urgent" || newest.comments.length === 0) return undefined;
    const slot = customerSlot(customer, random);
    const closing = random.pick([
      "Handled as a complaint.",
      "The customer made a complaint.",
      "The customer complained.",
    ]);
    return {
      slots: {
        customer: slot,
        comments: { value: true, text: ["comments", "remarks"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call(
          "ticketing_system_search_tickets",
          { customer: slot.value, statuses: ["open"] },
          { reasons: ["Which tickets of {customer} are open?"], values: { customer: slot.value as string } },
        );
        if (!found.ok) return stopped(found);
        const { tickets, total } = resultOf<TicketList>(found);
        const [first] = tickets;
        if (first === undefined) return partial(["{customer} has no open ticket."], { customer: slot.value as string });
        const read = yield* call("ticketing_system_get_ticket", { ticket_id: first.ticket_id, include_comments: true });
        if (!read.ok) return stopped(read);
        const body = resultOf<TicketDetails>(read).comments.at(-1)!.body;
        const raised = yield* call(
          "ticketing_system_update_ticket",
          { ticket_id: first.ticket_id, priority: "urgent" },
          {
            reasons: ["The duty manager takes urgent ones only, so {ticket} must be urgent first."],
            values: { ticket: first.ticket_id },
          },
        );
        if (!raised.ok) return stopped(raised);
        const up = yield* call("ticketing_system_escalate_ticket", {
          ticket_id: first.ticket_id,
          tier: "duty_manager",
        });
        if (!up.ok) return stopped(up);
        const noted = yield* call("ticketing_system_add_comment", { ticket_id: first.ticket_id, body: closing });
        if (!noted.ok) return stopped(noted);
        return answer(
          [
            '{ticket} ("{subject}") is urgent, with the duty manager, and noted as a complaint. It is the newest of {n} open tickets, and the last comment before mine was "{body}"',
            'Of {n} open tickets I took the newest, {ticket}, noted the complaint, raised it to urgent and [brought in|called in] the duty manager. The comments had ended with "{body}"',
            'The duty manager has {ticket}, the newest open one[ (of {created})|], which is urgent now; my note on the complaint is comment {c}, right after "{body}"',
            '{ticket}, the newest open ticket of theirs, is [urgent and with the duty manager now|with the duty manager and urgent now], and a comment says that they complained. The one before it reads "{body}"',
            '{ticket}, the newest open one, about "{subject}", went up after I had made it urgent; the complaint is noted in it. Its latest comment until then: "{body}"',
          ],
          {
            ticket: first.ticket_id,
            subject: first.subject,
            created: resultOf<TicketDetails>(read).created,
            n: total,
            c: resultOf<CommentAdded>(noted).comments,
            body,
          },
          { required: ["ticket", "body"] },
        );
      },
    };
  },
  frames: [
    "{customer} complained to our boss. Take their newest open ticket, read its {comments}, make it urgent, bring in the duty manager and note that it's a complaint.",
    "Complaint from {customer}! Newest open ticket to urgent, then to the duty manager, with a remark that they complained. [Look at|Read] the {comments} first.",
    "Which open ticket of {customer} is newest? I'd like its {comments} read, its priority urgent, the duty manager on it and a note about the complaint.",
    "{customer}: newest open ticket, {comments}, urgent, duty manager, complaint note",
    "{customer} is furious, and rightly so. Find the newest ticket of theirs that is still open, go through the {comments}, set it to urgent, hand it to the duty manager and leave a note that it is a complaint.",
  ],
};

const chatWithHistory: Scenario<SupportWorld> = {
  family: "answer_chat_and_check_history",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const asked = random.pick(world.chats.filter((each) => each.status !== "ended"));
    const chat = asked.chat_id;
    const greeting = random.pick(["Hello.", "Thanks for holding.", "Sorry for the trouble."]);
    return {
      world: withPublicArticles(world, asked.symptom),
      slots: {
        chat: { value: chat },
        end: { value: "solved", text: ["as solved", "with outcome solved"] },
      },
      *solve() {
        const read = yield* call("chat_get_transcript", { chat_id: chat });
        if (!read.ok) return stopped(read);
        const { topic, customer_id } = resultOf<Transcript>(read);
        const [mine, articles] = yield* all(
          [
            ["ticketing_system_search_tickets", { customer: customer_id, statuses: ["open"] }],
            ["knowledge_base_search_articles", { query: topic }],
          ],
          { reasons: ['Their open tickets and an article on "{topic}": two look-ups.'], values: { topic } },
        );
        if (!mine!.ok) return stopped(mine!);
        if (!articles!.ok) return stopped(articles!);
        const { total } = resultOf<TicketList>(mine!);
        const [first] = resultOf<ArticleList>(articles!).articles;
        if (first === undefined) {
          return partial(['I found no article on "{topic}", so {chat} is unanswered; they have {n} open tickets.'], {
            topic,
            chat,
            n: total,
          });
        }
        const opened = yield* call("knowledge_base_get_article", { article_id: first.article_id });
        if (!opened.ok) return stopped(opened);
        const [step] = resultOf<ArticleDetails>(opened).steps;
        const sent = yield* call("chat_send_message", {
          chat_id: chat,
          text: `${greeting} Please try this: ${step!}.`,
        });
        if (!sent.ok) return stopped(sent);
        const ended = yield* call("chat_end", { chat_id: chat, resolution: "solved" });
        if (!ended.ok) return stopped(ended);
        if (total === 0) {
          return answer(
            [
              '{chat} is answered with "{step}" ({article}) and ended. {customer} has no open tickets.',
              'The customer of {chat} got "{step}" from {article}, and the chat is ended; of open tickets they have none.',
              '[Answered and ended|Answered, then ended]: {chat}, with "{step}" from {article}. No open ticket belongs to {customer}.',
              "{chat} got the first step of {article} and is ended. The customer has no open ticket.",
            ],
            { chat, step: step!, article: first.article_id, customer: customer_id },
            { required: ["chat"] },
          );
        }
        return answer(
          [
            '{chat} is answered with "{step}" ({article}) and ended. {customer} has {n} tickets open.',
            'The customer of {chat} got "{step}" from {article}, and the chat is ended; open tickets of theirs: {n}.',
            '[Answered and ended|Answered, then ended]: {chat}, with "{step}" from {article}. {customer} has {n} open tickets.',
            "{chat} got the first step of {article} and is ended. The customer has {n} open tickets.",
          ],
          { chat, step: step!, article: first.article_id, customer: customer_id, n: total },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "Deal with {chat}: read it, count the customer's open tickets, send the first step of the matching article and end the chat {end}.",
    "{chat} needs an answer. Give them step one from our article, end it {end}, and tell me how many open tickets that customer has.",
    "Could you finish {chat} for me? I'd like the opening step of the right article sent, the chat ended {end} and the number of their open tickets.",
    "{chat}: article, first step, end {end}, open tickets of that customer?",
    "Whoever is in {chat} probably has open tickets, too. Count those, answer with the first thing our article suggests, and then end it {end}.",
  ],
};

const shiftEnd: Scenario<SupportWorld> = {
  family: "clear_longest_wait",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    if (!world.chats.some((each) => each.status === "waiting")) return undefined;
    const team = random.pick(["billing", "accounts", "platform", "integrations"]);
    const longest = [...world.chats]
      .filter((each) => each.status === "waiting")
      .sort((left, right) => right.waiting_minutes - left.waiting_minutes)[0]!;
    if (longest.team === team) return undefined;
    const word = random.pick([
      "Thank you for waiting; another team takes over now.",
      "We are handing you over to the right team.",
      "We are passing you on to the people who can help.",
    ]);
    return {
      slots: { team: { value: team } },
      *solve() {
        const queue = yield* call("chat_list_waiting", {});
        if (!queue.ok) return stopped(queue);
        const [first] = resultOf<WaitingList>(queue).chats;
        if (first === undefined) return answer(["No chat is waiting."], {});
        const read = yield* call(
          "chat_get_transcript",
          { chat_id: first.chat_id },
          {
            reasons: ["{chat} waits longest, {wait} minutes."],
            values: { chat: first.chat_id, wait: first.waiting_minutes },
          },
        );
        if (!read.ok) return stopped(read);
        const { topic, customer_id } = resultOf<Transcript>(read);
        const tickets = yield* call("ticketing_system_search_tickets", { customer: customer_id, statuses: ["open"] });
        if (!tickets.ok) return stopped(tickets);
        const told = yield* call("chat_send_message", { chat_id: first.chat_id, text: word });
        if (!told.ok) return stopped(told);
        const moved = yield* call("chat_transfer", { chat_id: first.chat_id, team });
        if (!moved.ok) return stopped(moved);
        const { total } = resultOf<TicketList>(tickets);
        const values = {
          chat: first.chat_id,
          topic,
          team,
          customer: customer_id,
          wait: first.waiting_minutes,
          n: total,
        };
        if (total === 0) {
          return answer(
            [
              '{chat} ("{topic}") has had a message and is with {team}; its customer has no open tickets.',
              'After {wait} minutes {chat} ("{topic}") has heard from us and sits with {team}. {customer} has no open ticket.',
              '{chat} waited longest, about "{topic}". Team {team} has it, and the customer was told. No ticket of theirs is open.',
              'Team {team} takes {chat}, which is about "{topic}". {customer} waited {wait} minutes, has had a message from us, and has no open tickets.',
            ],
            values,
            { required: ["chat", "topic"] },
          );
        }
        return answer(
          [
            '{chat} ("{topic}") has had a message and is with {team}; its customer has {n} tickets open.',
            'After {wait} minutes {chat} ("{topic}") has heard from us and sits with {team}. Open tickets of {customer}: {n}.',
            '{chat} waited longest, about "{topic}". Team {team} has it, and the customer was told; they have {n} open tickets.',
            'Team {team} takes {chat}, which is about "{topic}". {customer} waited {wait} minutes, has had a message from us, and has {n} open tickets.',
          ],
          values,
          { required: ["chat", "topic", "n"] },
        );
      },
    };
  },
  frames: [
    "Take the chat with the longest wait of all, read it, count the customer's open tickets, [write them a word|send them a line] and [move|pass] it to {team}[, then tell me its topic|. Tell me what it is about, too].",
    "[Whoever|Whichever customer] waits longest in chat goes to {team}, after a kind message; report topic and number of their open tickets, too.",
    "Longest waiting chat: topic, number of open tickets of that customer, a message to them, then transfer to {team}.",
    "Team {team} has time for one more chat, so give them whichever has waited longest. Write a line there first, and tell me what it's about and how many tickets that customer has open.",
  ],
};

export const careScenarios: readonly Scenario<SupportWorld>[] = [complaint, chatWithHistory, shiftEnd];
