/** Long chains that hand a ticket up with what the next level needs. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { ArticleList, CommentAdded, Escalation, FollowUpPlan, TicketDetails, TicketList } from "./observations";
import { comingDay, resultOf, stopped } from "./slots";
import { answer, call } from "./steps";

const oldestUrgent: Scenario<SupportWorld> = {
  family: "oldest_urgent_to_duty_manager",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    const urgent = world.tickets.filter(
      (each) =>
        each.merged_into === "" && each.status === "open" && each.priority === "urgent" && each.tier !== "duty_manager",
    );
    if (urgent.length === 0) return undefined;
    const day = comingDay(world.today, random.int(1, 3), random);
    const reason = random.pick(["customer_impact", "contract"]);
    return {
      slots: {
        day,
        comments: { value: true, text: ["comments", "remarks"], derivation: "synonym" },
        reason: {
          value: reason,
          text:
            reason === "contract"
              ? ["their contract", "a clause in their contract"]
              : ["customer impact", "the impact on the customer"],
          derivation: "synonym",
        },
      },
      *solve() {
        const seen = yield* call(
          "ticketing_system_search_tickets",
          { statuses: ["open"], priority: "urgent", sort: "oldest" },
          { reasons: ["Open, urgent, oldest first: that order [gives|yields] the one that is meant."] },
        );
        if (!seen.ok) return stopped(seen);
        const [ticket] = resultOf<TicketList>(seen).tickets;
        if (ticket === undefined) return answer(["No urgent ticket is open."], {});
        const read = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: ticket.ticket_id, include_comments: true },
          {
            reasons: ["{ticket} of {created} is the one; its comments come next."],
            values: { ticket: ticket.ticket_id, created: ticket.created },
          },
        );
        if (!read.ok) return stopped(read);
        const body = resultOf<TicketDetails>(read).comments.at(-1)?.body ?? ticket.subject;
        const up = yield* call("ticketing_system_escalate_ticket", {
          ticket_id: ticket.ticket_id,
          tier: "duty_manager",
          reason,
        });
        if (!up.ok) return stopped(up);
        const planned = yield* call(
          "email_schedule_follow_up",
          { ticket_id: ticket.ticket_id, send_on: day.value, template: "ticket_received" },
          {
            reasons: ["The manager has {ticket}; now the message to the customer."],
            values: { ticket: ticket.ticket_id },
          },
        );
        if (!planned.ok) return stopped(planned);
        return answer(
          [
            '{ticket} ("{subject}"), the oldest open urgent one, is with the duty manager; the message goes out on {date}. Last comment: "{body}"',
            'The oldest open urgent ticket was {ticket} from {created}. It\'s escalated, with a message on {date}; its last comment: "{body}"',
            '[Escalated|Handed over]: {ticket}, the oldest open urgent one. Its last comment is "{body}" The customer hears from us on {date}.',
            'The duty manager has the oldest open urgent one, {ticket}, and {plan} goes out on {date}. The last remark on it was "{body}"',
          ],
          {
            ticket: ticket.ticket_id,
            subject: ticket.subject,
            created: ticket.created,
            body,
            date: day.value as string,
            plan: resultOf<FollowUpPlan>(planned).follow_up_id,
          },
          { required: ["ticket", "date", "body"] },
        );
      },
    };
  },
  frames: [
    "Take the oldest open urgent ticket, read its {comments}, give it to the duty manager (reason: {reason}) and plan the ticket-received message, to go out {day}.",
    "Which open urgent ticket is oldest? Escalate it to the duty manager because of {reason}; the customer should get the ticket-received text {day}. I also want the last of its {comments}.",
    "Oldest urgent ticket, still open: duty manager, reason {reason}, ticket-received follow-up {day}. Tell me the last of the {comments}.",
    "Urgent tickets have been lying around too long. Find the oldest open one, read me the last of its {comments}, and bring in the duty manager because of {reason}. Plan the ticket-received mail, to go out {day}.",
  ],
};

const viaSecondLevel: Scenario<SupportWorld> = {
  family: "prepare_and_escalate",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    const tickets = world.tickets.filter(
      (each) =>
        each.merged_into === "" &&
        each.tier === "tier_1" &&
        each.comments.length > 0 &&
        (each.status === "open" || each.status === "pending"),
    );
    if (tickets.length === 0) return undefined;
    const ticket = random.pick(tickets);
    const article = world.articles[random.int(0, 7)]!;
    const planted = { ...ticket, subject: article.symptom, product: article.product };
    return {
      world: { ...world, tickets: world.tickets.map((each) => (each === ticket ? planted : each)) },
      slots: {
        ticket: { value: ticket.ticket_id },
        comments: { value: true, text: ["comments", "remarks"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: ticket.ticket_id, include_comments: true },
          { reasons: ["Subject and comments of {ticket} come first."], values: { ticket: ticket.ticket_id } },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TicketDetails>(seen);
        const searched = yield* call(
          "knowledge_base_search_articles",
          { query: found.subject },
          { reasons: ['Is there an article on "{subject}"?'], values: { subject: found.subject } },
        );
        if (!searched.ok) return stopped(searched);
        const [first] = resultOf<ArticleList>(searched).articles;
        const noted = yield* call(
          "ticketing_system_add_comment",
          {
            ticket_id: ticket.ticket_id,
            body: first === undefined ? "No article found." : `See ${first.article_id} for what is known.`,
          },
          first === undefined
            ? { reasons: ["No article; that is worth a note."] }
            : { reasons: ["{article} should be in the ticket."], values: { article: first.article_id } },
        );
        if (!noted.ok) return stopped(noted);
        const up = yield* call("ticketing_system_escalate_ticket", { ticket_id: ticket.ticket_id, tier: "tier_2" });
        if (!up.ok) return stopped(up);
        return answer(
          [
            '{ticket} is in tier 2 with {team}; the note points to {article}. The last comment before it was "{body}"',
            '{ticket} ("{subject}") has gone up to tier 2. Before that I noted {article} in it; until then its comments ended with "{body}"',
            '[Prepared and escalated|Ready]: {ticket} is in tier 2 with team {team}, and {article} is noted in it, right after "{body}"',
            'Tier 2 has {ticket} and finds {article} in comment {n}. The one before says "{body}"',
          ],
          {
            ticket: ticket.ticket_id,
            team: resultOf<Escalation>(up).team,
            article: first?.article_id ?? "",
            subject: found.subject,
            n: resultOf<CommentAdded>(noted).comments,
            body: found.comments.at(-1)!.body,
          },
          { required: ["ticket", "body"] },
        );
      },
    };
  },
  frames: [
    "Prepare {ticket} for tier 2: read it with its {comments}, look for an article on its subject, note the article's number, then escalate.",
    "{ticket} goes to tier 2, but not empty-handed. Check its {comments}, find an article by the subject, and leave the article's number as a note first.",
    "Please escalate {ticket} to tier 2. They want the matching article (search by subject) in a comment beforehand; have a look at the existing {comments}, too.",
    "{ticket} -> {comments}, article for subject, note it, tier 2",
  ],
};

export const handOverScenarios: readonly Scenario<SupportWorld>[] = [oldestUrgent, viaSecondLevel];
