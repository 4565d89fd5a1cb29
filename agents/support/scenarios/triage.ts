/** Long chains that turn a report into tickets and notices. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type {
  ArticleDetails,
  CodeMeaning,
  IssueList,
  NewTicket,
  SentMail,
  TicketList,
  Transcript,
} from "./observations";
import { customerSlot, isReported, resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const chatToTicket: Scenario<SupportWorld> = {
  family: "turn_chat_into_ticket",
  skill: "ticket_management",
  shape: "chain",
  draw(world, random) {
    const chats = world.chats.filter(
      (each) => each.status !== "ended" && !isReported(world, each.customer_id, each.symptom),
    );
    if (chats.length === 0) return undefined;
    const chat = random.pick(chats).chat_id;
    const priority = random.pick(["low", "high", "urgent"]);
    const closing = random.pick([
      "We will write to you there.",
      "You will hear from the team.",
      "Please quote it when you write to us.",
    ]);
    return {
      slots: {
        chat: { value: chat },
        priority: { value: priority },
        end: {
          value: "ticket_opened",
          text: [
            "with a ticket as the outcome",
            "with the outcome that a ticket was opened",
            "noting that it became a ticket",
          ],
          derivation: "synonym",
        },
      },
      *solve() {
        const read = yield* call(
          "chat_get_transcript",
          { chat_id: chat },
          { reasons: ["Customer, product and topic are in the chat."] },
        );
        if (!read.ok) return stopped(read);
        const { customer_id, topic, product } = resultOf<Transcript>(read);
        const made = yield* call(
          "ticketing_system_create_ticket",
          { customer: customer_id, subject: topic, product, category: "bug", priority },
          {
            reasons: ['{customer} has "{topic}" in {product}; that goes into the ticket.'],
            values: { customer: customer_id, topic, product },
          },
        );
        if (!made.ok) return stopped(made);
        const { ticket_id, team } = resultOf<NewTicket>(made);
        const noted = yield* call(
          "ticketing_system_add_comment",
          { ticket_id, body: `From ${chat}.` },
          { reasons: ["{ticket} should say that it comes from {chat}."], values: { ticket: ticket_id, chat } },
        );
        if (!noted.ok) return stopped(noted);
        const told = yield* call(
          "chat_send_message",
          { chat_id: chat, text: `We have opened ${ticket_id} for this. ${closing}` },
          { reasons: ["The customer should know the number {ticket}."], values: { ticket: ticket_id } },
        );
        if (!told.ok) return stopped(told);
        const ended = yield* call("chat_end", { chat_id: chat, resolution: "ticket_opened" });
        if (!ended.ok) return stopped(ended);
        return answer(
          [
            "{chat} became {ticket} ({priority}, team {team}), which names the chat in a comment; the customer knows and the chat is over.",
            "What {chat} was about is now with {team}, as {ticket} and with a comment on where it came from. The customer has been told, and the chat is over.",
            "What was {chat} is now {ticket}, with {priority} priority and team {team}. It has the comment, the customer has the number, and the chat is ended.",
            "{ticket} is open with {team} and names {chat} in a comment. The customer has its number, and the chat is ended.",
            '[All done|Finished]: ticket {ticket} on "{topic}" is open with a comment that names {chat}, the customer is informed, the chat is ended.',
            "From chat to ticket: {ticket}. Team {team} takes it, and a comment names the chat; I told the customer before ending {chat}.",
          ],
          { chat, ticket: ticket_id, team, topic, priority },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "Turn {chat} into a bug ticket, priority {priority}, with a comment that names the chat; tell the customer the number, and end the chat {end}.",
    "{chat} won't be solved today. Open a bug with {priority} priority from it, note the chat's number in it, let them know, and close the conversation {end}.",
    "Make a bug ticket ({priority}) out of {chat}, with a note where it came from; the customer gets the number, then end the chat {end}.",
    "{chat}: needs a proper ticket - bug, {priority}, chat number in a comment. Inform the person and finish the chat {end}.",
    "Could you turn {chat} into a bug with {priority} priority, comment on it with the chat's number, write the ticket's number into the chat and end it {end}?",
  ],
};

const outageNotices: Scenario<SupportWorld> = {
  family: "outage_notice_to_affected",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const candidates = world.products.filter((product) => {
      const count = world.tickets.filter((each) => each.product === product && each.status === "open").length;
      return (
        count >= 1 && count <= 5 && world.issues.find((issue) => issue.product === product)?.status === "investigating"
      );
    });
    if (candidates.length === 0) return undefined;
    const product = random.pick(candidates);
    return {
      slots: { product: { value: product } },
      *solve() {
        const issues = yield* call(
          "knowledge_base_list_known_issues",
          { product },
          { reasons: ["A notice needs a known issue of {product} behind it."], values: { product } },
        );
        if (!issues.ok) return stopped(issues);
        const [issue] = resultOf<IssueList>(issues).issues;
        if (issue === undefined) return partial(["{product} has no known issue; no notice went out."], { product });
        const found = yield* call(
          "ticketing_system_search_tickets",
          { product, statuses: ["open"] },
          {
            reasons: ["{issue} is listed; now who has an open ticket on {product}?"],
            values: { issue: issue.issue_id, product },
          },
        );
        if (!found.ok) return stopped(found);
        const { tickets } = resultOf<TicketList>(found);
        const customers = [...new Set(tickets.map((ticket) => ticket.customer_id))];
        if (customers.length === 0)
          return partial(["Nobody has an open ticket on {product}; no notice went out."], { product });
        const sent = yield* all(
          customers.map((customer) => ["email_send_template", { customer, template: "outage_notice" }] as const),
          {
            reasons:
              customers.length === 1
                ? ["One customer has an open ticket, so one notice goes out."]
                : ["{n} customers to write to; the mails are independent."],
            values: { n: count(customers) },
          },
        );
        const good = sent.flatMap((each) => (each.ok ? [resultOf<SentMail>(each)] : []));
        const [first] = good;
        if (first === undefined) return partial(["No notice could be sent."], {});
        if (good.length < customers.length)
          return partial(["{n} notices went out, the others could not be sent."], { n: count(good as never) });
        const noted = yield* call(
          "ticketing_system_add_comment",
          { ticket_id: tickets[0]!.ticket_id, body: `Outage notice sent because of ${issue.issue_id}.` },
          { reasons: ["{ticket}, listed as the newest, gets the note."], values: { ticket: tickets[0]!.ticket_id } },
        );
        if (!noted.ok) return stopped(noted);
        return answer(
          customers.length === 1
            ? [
                "One notice went out because of {issue}, to {to}. {ticket} carries the note.",
                '{issue} ("{symptom}") is noted in {ticket}; the one customer concerned, {to}, has the notice.',
                "Just one customer was to be told about {product}: {to} got the notice. I noted {issue} in {ticket}.",
                'Sent to {to} and commented on {ticket}. The issue behind it: {issue}, "{symptom}".',
              ]
            : [
                "{n} notices went out because of {issue}. {ticket} carries the note.",
                '{issue} ("{symptom}") is noted in {ticket}; {n} customers have the notice.',
                "[Everyone with|All who have] an open ticket on {product} got the notice, {n} customers in all. I noted {issue} in {ticket}.",
                'Sent {n} notices and commented on {ticket}. The issue behind this: {issue}, "{symptom}".',
              ],
          {
            n: count(good as never),
            product,
            issue: issue.issue_id,
            symptom: issue.symptom,
            to: first.to,
            ticket: tickets[0]!.ticket_id,
          },
          { required: ["issue", "ticket"] },
        );
      },
    };
  },
  frames: [
    "{product} is down. If there's a known issue, mail the outage notice to all customers with an open ticket on it and note the first issue in the newest of these tickets.",
    "Outage in {product}: known issue? Then the notice to everybody who has an open ticket about it, plus a comment with the first issue's number in the newest ticket.",
    "Please inform the customers with open {product} tickets by outage notice - provided an issue is on the list - and put the first issue number into the most recent ticket.",
    "Everybody with an open ticket on {product} gets the outage notice once you've made sure that an issue is known; mention the first one in a comment on the newest ticket.",
  ],
};

const codeToTicket: Scenario<SupportWorld> = {
  family: "triage_error_code",
  skill: "troubleshooting",
  shape: "chain",
  draw(world, random) {
    const article = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    const customer = random.pick(world.customers);
    if (isReported(world, customer.customer_id, article.symptom)) return undefined;
    const slot = customerSlot(customer, random);
    return {
      slots: { code: { value: article.error_code }, customer: slot },
      *solve() {
        const meaning = yield* call(
          "knowledge_base_find_error_code",
          { error_code: article.error_code },
          { reasons: ["I need the meaning of {code} before I can go on."], values: { code: article.error_code } },
        );
        if (!meaning.ok) return stopped(meaning);
        const found = resultOf<CodeMeaning>(meaning);
        const [opened, listed] = yield* all(
          [
            ["knowledge_base_get_article", { article_id: found.article_id }],
            ["knowledge_base_list_known_issues", { product: found.product }],
          ],
          { reasons: ["Steps and known issues can be fetched side by side."] },
        );
        if (!opened!.ok) return stopped(opened!);
        if (!listed!.ok) return stopped(listed!);
        const [step] = resultOf<ArticleDetails>(opened!).steps;
        const issue = resultOf<IssueList>(listed!).issues.find((each) => each.symptom === found.meaning);
        const made = yield* call(
          "ticketing_system_create_ticket",
          {
            customer: slot.value,
            subject: found.meaning,
            product: found.product,
            category: "bug",
            details: { error_code: article.error_code },
          },
          {
            reasons: ['"{meaning}" in {product} is what the ticket is about.'],
            values: { meaning: found.meaning, product: found.product },
          },
        );
        if (!made.ok) return stopped(made);
        const { ticket_id } = resultOf<NewTicket>(made);
        const noted = yield* call(
          "ticketing_system_add_comment",
          {
            ticket_id,
            body: issue === undefined ? `First advice: ${step}.` : `Known as ${issue.issue_id}. First advice: ${step}.`,
          },
          {
            reasons: ["The first step of {article} belongs in {ticket}."],
            values: { article: found.article_id, ticket: ticket_id },
          },
        );
        if (!noted.ok) return stopped(noted);
        const sent = yield* call(
          "email_send_template",
          { customer: slot.value, template: "ticket_received" },
          { reasons: ["Now the mail to {customer}."], values: { customer: slot.value as string } },
        );
        if (!sent.ok) return stopped(sent);
        return answer(
          issue === undefined
            ? [
                '{ticket} is open for {customer}: {code} means "{meaning}". It\'s not a known issue; the first advice is noted, and the mail is out ({mail}).',
                '{code} is "{meaning}" and not among the known issues. The bug for {customer} is {ticket}, with "{step}" as first advice; they have the mail, {mail}.',
                'Opened {ticket}: {code} means "{meaning}". [No known issue matches|It matches no known issue]; I noted "{step}" and sent {customer} the mail ({mail}).',
              ]
            : [
                '{ticket} is open. {code} means "{meaning}" and is known as {issue}; the first advice is noted, and {customer} has the mail ({mail}).',
                '{code} is a known issue, {issue}: "{meaning}". I opened {ticket} with that and the first advice in a comment; {mail} is on its way to {customer}.',
                '{customer} has {ticket} now and the mail about it, {mail}; {code} stands for "{meaning}" ({issue}), and the comment holds issue and first step.',
              ],
          {
            mail: resultOf<SentMail>(sent).email_id,
            ticket: ticket_id,
            customer: slot.value as string,
            code: article.error_code,
            meaning: found.meaning,
            step: step!,
            issue: issue?.issue_id ?? "",
          },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "{customer} sees {code}. Find out what it means, open a bug that names the code, note the first step of the article in it, with the issue number if it's a known issue, and send them the ticket-received mail.",
    "Triage {code} for {customer}: find its article, check the known issues, then a bug ticket (with the code), a comment holding the first advice and the known issue, if any, and the ticket-received mail to the customer.",
    "Please record {code} for {customer} as a bug, with the code in it. The comment should say what we advise first, and which known issue it is, if any. Then send them the ticket-received message.",
    "{code} @ {customer} -> bug ticket with code; comment: first step + known issue (if listed); ticket-received mail",
  ],
};

export const triageScenarios: readonly Scenario<SupportWorld>[] = [chatToTicket, outageNotices, codeToTicket];
