/** Long chains that see a ticket through: urgent ones, confirmed repairs, old articles, handed-over work. */
import { count, type Scenario } from "../../contract";
import { daysFrom, type SupportWorld } from "../world";
import type {
  ArticleDetails,
  CodeMeaning,
  CommentAdded,
  MailList,
  TicketChange,
  TicketDetails,
  TicketList,
} from "./observations";
import { comingDay, resultOf, stopped, withModestPriorities } from "./slots";
import { all, answer, call, partial } from "./steps";

const closeIfConfirmed: Scenario<SupportWorld> = {
  family: "close_if_customer_confirmed",
  skill: "ticket_management",
  shape: "chain",
  draw(world, random) {
    const mails = world.emails.slice(5).filter((each) => each.direction === "inbound");
    const newestOf = (customer: string) => mails.filter((mail) => mail.customer_id === customer).at(-1);
    const tickets = world.tickets.filter(
      (each) =>
        each.merged_into === "" &&
        each.status === "open" &&
        (each.priority === "low" || each.priority === "normal") &&
        each.created <= (newestOf(each.customer_id)?.date ?? ""),
    );
    if (tickets.length === 0) return undefined;
    const picked = random.pick(tickets);
    const ticket = picked.ticket_id;
    const about = newestOf(picked.customer_id)!.email_id;
    const days = random.int(3, 40);
    const day = comingDay(world.today, days, random);
    return {
      world: {
        ...world,
        emails: world.emails.map((each) => (each.email_id === about ? { ...each, subject: picked.subject } : each)),
      },
      slots: {
        ticket: { value: ticket },
        day,
        inbound: { value: "inbound", text: ["incoming", "received"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: ticket },
          { reasons: ["{ticket} tells which customer it is."], values: { ticket } },
        );
        if (!seen.ok) return stopped(seen);
        const { customer_id } = resultOf<TicketDetails>(seen);
        const listed = yield* call(
          "email_list_messages",
          { customer: customer_id, direction: "inbound" },
          { reasons: ["What did {customer} write last?"], values: { customer: customer_id } },
        );
        if (!listed.ok) return stopped(listed);
        const [mail] = resultOf<MailList>(listed).emails;
        if (mail === undefined) return partial(["{customer} has not written at all."], { customer: customer_id });
        const confirmed = /works again|All fine|may close/.test(mail.body);
        if (!confirmed) {
          const kept = yield* call(
            "ticketing_system_update_ticket",
            { ticket_id: ticket, priority: "high" },
            {
              reasons: ["{mail} is no confirmation, so {ticket} stays open with high priority."],
              values: { mail: mail.email_id, ticket },
            },
          );
          if (!kept.ok) return stopped(kept);
          return partial(
            [
              'Not confirmed: on {date} they wrote "{body}" {ticket} stays open, now with high priority.',
              'The customer is not satisfied ("{body}"), so I kept {ticket} open and raised it to high.',
              '[No confirmation|Nothing is confirmed]. {mail} says "{body}" I left {ticket} open and gave it high priority.',
            ],
            { ticket, date: mail.date, body: mail.body, mail: mail.email_id },
            { required: ["body"] },
          );
        }
        const solved = yield* call(
          "ticketing_system_update_ticket",
          { ticket_id: ticket, status: "solved" },
          { reasons: ["{mail} confirms it."], values: { mail: mail.email_id } },
        );
        if (!solved.ok) return stopped(solved);
        const planned = yield* call("email_schedule_follow_up", {
          ticket_id: ticket,
          send_on: day.value,
        });
        if (!planned.ok) return stopped(planned);
        return answer(
          [
            'Confirmed on {date} ("{body}"). {ticket} is {status}, and the survey goes out on {day}.',
            '{ticket} is {status}; they wrote "{body}" The feedback request is planned for {day}.',
            "[Confirmed|They confirmed it] in {mail}. {ticket} is {status} now, and the survey goes out on {day}.",
          ],
          {
            ticket,
            date: mail.date,
            body: mail.body,
            mail: mail.email_id,
            status: resultOf<TicketChange>(solved).status,
            day: day.value as string,
          },
          { required: ["status", "day"] },
        );
      },
    };
  },
  frames: [
    "Has the customer of {ticket} confirmed in their latest {inbound} mail that it's fine? Then mark it solved and plan the usual survey, to go out {day}; if not, leave it open with high priority.",
    "{ticket}: check the customer's newest {inbound} mail. If it confirms the repair: solved, plus our survey {day}; otherwise it stays open, at high.",
    "Can {ticket} be solved? Only if the customer's last {inbound} mail says so (survey {day} in that case). If they still complain, keep it open and raise it to high.",
    "I think {ticket} is done, but look at their last {inbound} mail before you set it to solved and plan the survey, to go out {day}. No confirmation: open, high priority.",
  ],
};

const staleArticle: Scenario<SupportWorld> = {
  family: "check_age_of_article_for_code",
  skill: "troubleshooting",
  shape: "chain",
  draw(world, random) {
    const article = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    const drawn = daysFrom(world.today, -random.int(60, 420));
    const limit = drawn === article.updated ? daysFrom(drawn, 1) : drawn;
    const ticket = random.pick(
      world.tickets.filter((each) => each.merged_into === "" && each.status !== "closed"),
    ).ticket_id;
    return {
      slots: { code: { value: article.error_code }, limit: { value: limit }, ticket: { value: ticket } },
      *solve() {
        const meaning = yield* call(
          "knowledge_base_find_error_code",
          { error_code: article.error_code },
          { reasons: ["{code} leads to its article."], values: { code: article.error_code } },
        );
        if (!meaning.ok) return stopped(meaning);
        const { article_id } = resultOf<CodeMeaning>(meaning);
        const opened = yield* call("knowledge_base_get_article", { article_id });
        if (!opened.ok) return stopped(opened);
        const { updated, steps } = resultOf<ArticleDetails>(opened);
        const old = updated < limit;
        if (old) {
          const flagged = yield* call(
            "knowledge_base_flag_article",
            { article_id, problem: "outdated" },
            { reasons: ["{updated} is before {limit}."], values: { updated, limit } },
          );
          if (!flagged.ok) return stopped(flagged);
        }
        const noted = yield* call(
          "ticketing_system_add_comment",
          {
            ticket_id: ticket,
            body: old
              ? `${article_id} was last updated on ${updated} and is flagged as outdated.`
              : `First step of ${article_id}: ${steps[0]!}.`,
          },
          {
            reasons: old
              ? ["The flag is set; {ticket} should say so."]
              : ["{updated} is recent enough, so the first step can go into {ticket}."],
            values: old ? { ticket } : { ticket, updated },
          },
        );
        if (!noted.ok) return stopped(noted);
        const values = { article: article_id, updated, ticket, n: resultOf<CommentAdded>(noted).comments };
        return answer(
          old
            ? [
                "{article} was last updated on {updated}, so I flagged it as outdated and said so in {ticket}.",
                "Too old (last updated on {updated}): {article} is flagged as outdated, and {ticket} has the remark.",
                "{article} is flagged as outdated[: it was last updated on {updated}|, since its last update was on {updated}]. Comment {n} of {ticket} mentions it.",
              ]
            : [
                '{article} was updated on {updated}, so I left it as it is and put "{step}" in {ticket}.',
                "{article} was updated on {updated}, recently enough. Its first step is in {ticket}.",
                'No flag needed, as {article} was updated on {updated}. {ticket} has "{step}" as comment {n}.',
                "[Current|Fresh] enough (last update on {updated}), so {ticket} got the first step of {article}.",
              ],
          { ...values, step: steps[0]! },
          { required: ["article", "updated"] },
        );
      },
    };
  },
  frames: [
    "Is the article for {code} older than {limit}? If so, flag it as outdated and mention that in {ticket}; if not, write its first step into {ticket}.",
    "{ticket} needs advice on {code}. Use the article's first step unless it was last updated before {limit} - then flag it as outdated and comment that instead.",
    "Look up {code}, check the article's date against {limit}: earlier means outdated flag plus remark in {ticket}, later means first step into {ticket}.",
    "{code} -> article -> updated before {limit}? yes: flag outdated + note in {ticket}; no: first step into {ticket}",
    "I don't trust our article on {code}. Updated before {limit} counts as outdated (flag it and note that in {ticket}); otherwise {ticket} gets its opening step.",
  ],
};

const customerRound: Scenario<SupportWorld> = {
  family: "raise_all_open_of_customer",
  skill: "ticket_management",
  shape: "chain",
  draw(world, random) {
    const customer = world.customers[0]!;
    const value = random.chance(0.7) ? customer.company : customer.customer_id;
    const tag = random.pick(["renewal-soon", "vip-office", "second-contact", "contract-review"]);
    return {
      world: withModestPriorities(world, customer.customer_id),
      slots: { customer: { value }, tag: { value: tag } },
      *solve() {
        const seen = yield* call(
          "ticketing_system_search_tickets",
          { customer: value, statuses: ["open"] },
          { reasons: ["Which tickets of {customer} are open?"], values: { customer: value } },
        );
        if (!seen.ok) return stopped(seen);
        const { tickets } = resultOf<TicketList>(seen);
        if (tickets.length === 0) return partial(["{customer} has no open ticket."], { customer: value });
        const changed = yield* all(
          tickets.map(
            (ticket) =>
              [
                "ticketing_system_update_ticket",
                { ticket_id: ticket.ticket_id, priority: "high", add_tags: [tag] },
              ] as const,
          ),
          {
            reasons: ["{n} tickets are open; each gets the tag and the priority."],
            values: { n: count(tickets as never) },
          },
        );
        if (changed.some((each) => !each.ok)) {
          return partial(["Not every ticket of {customer} could be changed."], { customer: value });
        }
        const again = yield* call(
          "ticketing_system_search_tickets",
          { customer: value, statuses: ["open"], priority: "high" },
          {
            reasons: [
              "A second search [shows|will show] whether it arrived everywhere.",
              "[Looking again|A second look] was part of the request.",
              "Are they all at high now? The same search [answers that|will tell].",
              "Now the check[: the search once more, for high only|].",
              "[To verify it|To be sure], I search once more.",
            ],
            only: true,
          },
        );
        if (!again.ok) return stopped(again);
        const { total, tickets: after } = resultOf<TicketList>(again);
        return answer(
          [
            "The open tickets of {customer} are all at high now, {n} of them, and have {tag} on them; {ticket} is the newest.",
            "[A second search|Another search] shows {n} open tickets for {customer}, each of them high and tagged {tag}.",
            "{n} tickets of {customer} are high now and tagged {tag}; I checked afterwards.",
            "Done and verified: {n} open tickets, each high and tagged {tag}. [The newest|Newest]: {ticket}.",
            "{customer} has {n} open tickets with priority high, {ticket} among them, each with {tag}. I looked again to be sure.",
          ],
          { n: total, customer: value, tag, ticket: after[0]?.ticket_id ?? tickets[0]!.ticket_id },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "Raise every open ticket of {customer} to high, tag it {tag}, and verify the result.",
    "{customer} gets special care from today: all their open tickets to high priority with the tag {tag}. Look again afterwards.",
    "Open tickets of {customer}: tag {tag}, priority high. Please double-check that it worked.",
    "For the meeting with {customer} I want their open tickets tagged {tag} and set to high. Tell me how many there were, after a second look.",
  ],
};

export const followThroughScenarios: readonly Scenario<SupportWorld>[] = [
  closeIfConfirmed,
  staleArticle,
  customerRound,
];
