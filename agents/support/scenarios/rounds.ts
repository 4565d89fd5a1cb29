/** Long chains that carry news: a repair to all who wait for it, a mail into a ticket and back. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { FollowUpPlan, IssueList, MailList, NewTicket, SentMail, TicketList } from "./observations";
import { comingDay, customerSlot, isReported, resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const repairRound: Scenario<SupportWorld> = {
  family: "announce_repair",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const candidates = world.products.filter((product) => {
      const pending = world.tickets.filter(
        (each) => each.product === product && each.status === "pending" && each.merged_into === "",
      );
      const newest = pending.reduce<(typeof pending)[number] | undefined>(
        (left, right) => (left !== undefined && left.created >= right.created ? left : right),
        undefined,
      );
      const allowed = world.customers.some((each) => each.customer_id === newest?.customer_id && !each.no_surveys);
      return pending.length >= 1 && pending.length <= 4 && allowed;
    });
    if (candidates.length === 0) return undefined;
    const product = random.pick(candidates);
    const day = comingDay(world.today, random.int(2, 20), random);
    return {
      slots: { product: { value: product }, day },
      *solve() {
        const listed = yield* call("knowledge_base_list_known_issues", { product, status: "resolved" });
        if (!listed.ok) return stopped(listed);
        const [issue] = resultOf<IssueList>(listed).issues;
        const found = yield* call(
          "ticketing_system_search_tickets",
          { product, statuses: ["pending"] },
          issue === undefined
            ? { reasons: ["No issue is resolved, but how many tickets are pending?"] }
            : { reasons: ["{issue} is resolved; which tickets are pending?"], values: { issue: issue.issue_id } },
        );
        if (!found.ok) return stopped(found);
        const { tickets, total } = resultOf<TicketList>(found);
        const [newest] = tickets;
        if (issue === undefined || newest === undefined) {
          return partial(
            [
              "{product} has no resolved issue to announce, and {n} tickets are pending. I sent nothing.",
              "No announcement: {n} pending tickets on {product}, but no resolved issue[ so far|].",
              "[I sent nothing|Nothing was sent]. No issue of {product} is resolved; pending tickets: {n}.",
              "As long as no issue of {product} is resolved there's no message to send ({n} tickets pending).",
            ],
            { product, n: total },
          );
        }
        const customers = [...new Set(tickets.map((ticket) => ticket.customer_id))];
        const sent = yield* all(
          customers.map((customer) => ["email_send_template", { customer, template: "fix_released" }] as const),
          { reasons: ["{n} customers wait for that message."], values: { n: count(customers) } },
        );
        const good = sent.flatMap((each) => (each.ok ? [resultOf<SentMail>(each)] : []));
        if (good.length < customers.length)
          return partial(["{mails} of {n} mails went out, the others could not be sent; the tickets are unchanged."], {
            mails: count(good as never),
            n: count(customers),
          });
        const solved = yield* all(
          tickets.map(
            (ticket) => ["ticketing_system_update_ticket", { ticket_id: ticket.ticket_id, status: "solved" }] as const,
          ),
        );
        if (solved.some((each) => !each.ok))
          return partial(["Not all of the {n} tickets could be set to solved."], { n: total });
        const planned = yield* call(
          "email_schedule_follow_up",
          { ticket_id: newest.ticket_id, send_on: day.value, template: "feedback_request" },
          { reasons: ["{ticket} was listed as the newest."], values: { ticket: newest.ticket_id } },
        );
        if (!planned.ok) return stopped(planned);
        return answer(
          [
            "{issue} is repaired in {version}: {mails} mails are out, {n} tickets solved, and {ticket} gets its feedback request on {date} ({plan}).",
            "{n} tickets are solved now, since {issue} is repaired in {version}. {mails} customers were told, and the feedback request for {ticket} is planned for {date} ({plan}).",
            "{mails} customers were told that {issue} is gone with {version}, and {n} tickets are solved; the feedback request for {ticket} is planned ({plan}, {date}).",
            "Because {issue} is resolved, {mails} customers have mail, {n} tickets are solved, and {ticket} gets its feedback request on {date} ({plan}).",
          ],
          {
            issue: issue.issue_id,
            version: issue.fixed_in,
            mails: count(good as never),
            n: total,
            ticket: newest.ticket_id,
            date: day.value as string,
            plan: resultOf<FollowUpPlan>(planned).follow_up_id,
          },
          { required: ["issue", "n", "plan"] },
        );
      },
    };
  },
  frames: [
    "If {product} has a resolved issue: fix-released mail to every customer with a pending ticket on it, those tickets to solved, and for the newest a feedback request {day}. If not, how many are pending?",
    "Has anything been resolved in {product}? Then tell the customers of pending tickets by the fix-released text, set the tickets to solved and plan the feedback request for the newest one, to go out {day}; otherwise just count what is pending.",
    "{product}, resolved issue? yes: fix-released to customers with pending tickets, tickets solved, feedback request for the newest {day}; no: number of pending ones",
    "We might have good news about {product}. Look for a resolved issue, and see what is pending. Given both, send the fix-released mail to those customers, mark their tickets as solved, and schedule a feedback request for the newest of the tickets, to go out {day}.",
  ],
};

const mailToTicket: Scenario<SupportWorld> = {
  family: "turn_mail_into_ticket",
  skill: "ticket_management",
  shape: "chain",
  draw(world, random) {
    const position = random.int(0, 4);
    const article = world.articles[position]!;
    const customer = world.customers[position]!;
    if (isReported(world, customer.customer_id, article.symptom)) return undefined;
    const slot = customerSlot(customer, random);
    const priority = random.pick(["low", "high", "urgent"]);
    const thanks = random.pick([
      "Thank you for your mail.",
      "We have received your message.",
      "Thanks for telling us.",
    ]);
    const email = {
      ...world.emails[position]!,
      email_id: world.next_emails[0]!,
      customer_id: customer.customer_id,
      direction: "inbound" as const,
      date: world.today,
      subject: article.symptom,
      body: `In ${article.product} our ${article.symptom}. Can you help?`,
    };
    return {
      world: { ...world, next_emails: world.next_emails.slice(1), emails: [...world.emails, email] },
      slots: { customer: slot, product: { value: article.product }, priority: { value: priority } },
      *solve() {
        const [listed, known] = yield* all([
          ["email_list_messages", { customer: slot.value }],
          ["knowledge_base_list_known_issues", { product: article.product }],
        ]);
        if (!listed!.ok) return stopped(listed!);
        if (!known!.ok) return stopped(known!);
        const mail = resultOf<MailList>(listed!).emails.find((each) => each.direction === "inbound");
        if (mail === undefined) return partial(["{customer} has not written."], { customer: slot.value as string });
        const issue = resultOf<IssueList>(known!).issues.find((each) => each.symptom === mail.subject);
        const made = yield* call(
          "ticketing_system_create_ticket",
          { customer: slot.value, subject: mail.subject, product: article.product, category: "bug", priority },
          {
            reasons: ['{mail} says "{subject}"; that becomes the subject.'],
            values: { mail: mail.email_id, subject: mail.subject },
          },
        );
        if (!made.ok) return stopped(made);
        const { ticket_id, team } = resultOf<NewTicket>(made);
        const noted = yield* call("ticketing_system_add_comment", {
          ticket_id,
          body:
            issue === undefined
              ? `From ${mail.email_id}. Not a known issue.`
              : `From ${mail.email_id}. Known as ${issue.issue_id}.`,
        });
        if (!noted.ok) return stopped(noted);
        const replied = yield* call(
          "email_send_reply",
          { email_id: mail.email_id, body: `${thanks} Your ticket is ${ticket_id}.` },
          { reasons: ["They should have the number {ticket}."], values: { ticket: ticket_id } },
        );
        if (!replied.ok) return stopped(replied);
        const values = {
          ticket: ticket_id,
          team,
          mail: mail.email_id,
          subject: mail.subject,
          reply: resultOf<SentMail>(replied).email_id,
          issue: issue?.issue_id ?? "",
          customer: slot.value as string,
        };
        return answer(
          issue === undefined
            ? [
                "{mail} became {ticket} (team {team}); it is no known issue, which the comment says, and the customer has the number.",
                '{ticket} is open for "{subject}", which is no known issue. I noted that and {mail} in it, and my reply {reply} names the ticket.',
                '[New|A new] ticket: {ticket}. Nothing like "{subject}" is among the known issues, as my comment says, and the customer has the number.',
              ]
            : [
                "{mail} became {ticket}; it's the known issue {issue}, as I noted, and the customer has the number.",
                '{ticket} is open. "{subject}" is known as {issue}, which I noted in it with {mail}; my reply {reply} names the ticket.',
                "What {customer} wrote about is a known issue, {issue}. The new ticket {ticket} says so, and the customer was told the number.",
              ],
          values,
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "{customer} sent a mail about {product}. Make the newest one a bug ticket, priority {priority}, note in it where it came from and whether it's a known issue, and reply with the number.",
    "Turn the latest mail from {customer} into a bug ({product}, {priority}); comment the source and the known issue, if any; answer them with the ticket number.",
    "Newest mail of {customer} -> bug ticket, {product}, {priority} + comment (mail, known issue?) + reply with number",
    "Please file what {customer} wrote last as a bug in {product} with {priority} priority. I want a comment on known or unknown with the mail's number, and they should get a reply naming the ticket.",
  ],
};

export const roundScenarios: readonly Scenario<SupportWorld>[] = [repairRound, mailToTicket];
