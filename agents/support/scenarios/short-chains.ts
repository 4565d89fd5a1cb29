/** Chains of two or three steps: look, then act on what was seen. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type {
  ArticleDetails,
  ArticleList,
  CodeMeaning,
  IssueList,
  NewTicket,
  SentMail,
  TicketList,
} from "./observations";
import { customerOfId, customerSlot, isReported, resultOf, stopped, withPublicArticles } from "./slots";
import { answer, call, partial } from "./steps";

const stepsForSymptom: Scenario<SupportWorld> = {
  family: "steps_for_symptom",
  skill: "troubleshooting",
  shape: "chain",
  draw(world, random) {
    const { symptom } = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    return {
      world: withPublicArticles(world, symptom),
      slots: { symptom: { value: symptom } },
      *solve() {
        const found = yield* call(
          "knowledge_base_search_articles",
          { query: symptom },
          { reasons: ["First the article, then its steps."] },
        );
        if (!found.ok) return stopped(found);
        const [first] = resultOf<ArticleList>(found).articles;
        if (first === undefined) return partial(["There is no article about it."], {});
        const opened = yield* call(
          "knowledge_base_get_article",
          { article_id: first.article_id },
          {
            reasons: ["{article} fits the complaint.", '"{title}" looks right[, so I open it|].'],
            values: { article: first.article_id, title: first.title },
          },
        );
        if (!opened.ok) return stopped(opened);
        const { steps } = resultOf<ArticleDetails>(opened);
        return answer(
          [
            'You can tell the customer to do this: "{one}", and then this: "{two}"[ ({article})|].',
            'In {article} it is first "{one}", then "{two}".',
            'What we have in {article} is "{one}"; "{two}" is what comes after it.',
            'According to {article} it is "{one}" first, then "{two}".',
            'First "{one}", next "{two}" ({article}, {n} steps).',
            "The customer should do this: {one}. [After that|Afterwards]: {two}. [The source is|It's from] {article}.",
            'The {n} steps of {article} are "{one}" and "{two}".',
          ],
          { article: first.article_id, n: count(steps), one: steps[0]!, two: steps[1]! },
          {
            required: ["one", "two"],
            list: steps.length > 2 ? steps : [],
            lead: [
              "The steps in {article}: {list}.",
              "According to {article}: {list}.",
              "{article} has {n} steps: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "A customer writes that their {symptom}. What should I tell them to do?",
    "The {symptom} - which steps do we recommend?",
    "How do we help somebody whose {symptom}? Look it up and give me the steps.",
    'I need the instructions for "{symptom}", not just the name of the article.',
    "It's always the same: the {symptom}. What was the procedure again?",
  ],
};

const ticketUnlessThere: Scenario<SupportWorld> = {
  family: "open_ticket_unless_known",
  skill: "ticket_management",
  shape: "chain",
  draw(world, random) {
    const existing = random.pick(world.tickets.filter((each) => each.merged_into === "" && each.status === "open"));
    const known = random.chance(0.5);
    const customer = known ? customerOfId(world, existing.customer_id) : random.pick(world.customers);
    const slot = customerSlot(customer, random);
    const subject = known ? existing.subject : random.pick(world.articles).symptom;
    const product = known ? existing.product : random.pick(world.products);
    if (!known && isReported(world, customer.customer_id, subject)) return undefined;
    return {
      slots: { customer: slot, subject: { value: subject }, product: { value: product } },
      *solve() {
        const seen = yield* call(
          "ticketing_system_search_tickets",
          { customer: slot.value, product, statuses: ["open"] },
          { reasons: ["Before opening anything: is there an open ticket on {product} already?"], values: { product } },
        );
        if (!seen.ok) return stopped(seen);
        const twin = resultOf<TicketList>(seen).tickets.find((each) => each.subject === subject);
        if (twin !== undefined) {
          const noted = yield* call(
            "ticketing_system_add_comment",
            { ticket_id: twin.ticket_id, body: `The customer reported this again: ${subject}.` },
            {
              reasons: ["{ticket} is the same matter, so it only needs a comment."],
              values: { ticket: twin.ticket_id },
            },
          );
          if (!noted.ok) return stopped(noted);
          return answer(
            [
              "There is a ticket of {created}, {ticket}, to which I have added that they reported it again.",
              "We have it: {ticket}. I only put a note in it that it came up again.",
              "It exists already as {ticket}; I noted the repeat there.",
              "No new ticket: {ticket} of {created} covers it, now with another comment.",
              "{ticket} is open for just that. [I added a note|A note says they reported it again].",
            ],
            { ticket: twin.ticket_id, created: twin.created },
            { required: ["ticket"] },
          );
        }
        const made = yield* call(
          "ticketing_system_create_ticket",
          { customer: slot.value, subject, product, category: "bug" },
          { reasons: ["No open ticket of theirs matches, so a new one is due."] },
        );
        if (!made.ok) return stopped(made);
        const ticket = resultOf<NewTicket>(made);
        return answer(
          [
            "As they had nothing like it open, there is now {ticket} with {team}.",
            "There was no open ticket on it yet, so I opened {ticket} (team {team}).",
            "Nothing like it was open, so {ticket} is new; {team} takes it.",
            "[Opened|Filed]: {ticket}, with team {team}. They had nothing of the kind open before.",
          ],
          { ticket: ticket.ticket_id, team: ticket.team },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "{customer} reports for {product}: the {subject}. If that's open already, add a comment that they reported it again, else file it as a bug.",
    '{customer} reported "{subject}" ({product}) just now. Make sure there is a bug ticket, but no duplicate: an open one only gets a note that it came up again.',
    "{customer} on the line, {product}, the {subject}. Do we have that open? Note the repeat there, or open a bug.",
    "Reported today: {customer} / {product} / {subject}. File as bug unless open; an open one gets a comment that they reported it again",
  ],
};

const fixNews: Scenario<SupportWorld> = {
  family: "tell_customer_about_fix",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const { product } = random.pick(world.issues);
    const customer = random.pick(world.customers);
    const slot = customerSlot(customer, random);
    return {
      slots: { product: { value: product }, customer: slot },
      *solve() {
        const seen = yield* call(
          "knowledge_base_list_known_issues",
          { product, status: "resolved" },
          { reasons: ["Only if {product} has a resolved issue is there news[ to send|]."], values: { product } },
        );
        if (!seen.ok) return stopped(seen);
        const { issues } = resultOf<IssueList>(seen);
        const [issue] = issues;
        if (issue === undefined) {
          const open = yield* call(
            "ticketing_system_search_tickets",
            { customer: slot.value, product, statuses: ["open"] },
            {
              reasons: [
                "No issue is resolved, so their open tickets come next.",
                "[No issue|Not one issue] is resolved, so I count their open tickets.",
                "[So|Then] there is nothing to announce, but the number of tickets was asked for.",
                "Without a resolved issue it's the open tickets that count.",
              ],
              only: true,
            },
          );
          if (!open.ok) return stopped(open);
          const n = resultOf<TicketList>(open).total;
          const told = { product, customer: slot.value as string, n };
          if (n === 0)
            return partial(
              [
                "There was nothing to tell {customer}: no issue of {product} is resolved. They have no open ticket about {product}.",
                "I did not write to {customer}, as no issue of {product} is resolved. They have no open ticket about {product}.",
                "{product} has no resolved issue, so I sent nothing to {customer}. They have no open ticket about it.",
                "No mail went out: no issue of {product} is resolved yet, and {customer} has no open ticket about {product}.",
              ],
              told,
              { required: ["product"] },
            );
          return partial(
            [
              "There was nothing to tell {customer}: no issue of {product} is resolved. They have {n} open tickets about {product}.",
              "I did not write to {customer}, as no issue of {product} is resolved. They have {n} open tickets about {product}.",
              "{product} has no resolved issue, so I sent nothing to {customer}. They have {n} open tickets about it.",
              "No mail went out: no issue of {product} is resolved yet. {customer} has {n} open tickets about {product}.",
            ],
            told,
            { required: ["n"] },
          );
        }
        const sent = yield* call(
          "email_send_template",
          { customer: slot.value, template: "fix_released" },
          {
            reasons: ["{issue} is resolved in {version}."],
            values: { issue: issue.issue_id, version: issue.fixed_in },
          },
        );
        if (!sent.ok) return stopped(sent);
        if (issues.length > 1) {
          return answer(
            [
              "Several issues are resolved ({list}), so I wrote to {customer} ({mail}).",
              "Yes, {n} issues: {list}. {customer} has the fix-released mail, {mail}.",
              "{customer} was sent {mail}. Resolved issues of {product}: {list}.",
              "Sent as {mail}, to {customer}. These issues are resolved: {list}.",
            ],
            {
              n: count(issues as never),
              list: issues.map((each) => `${each.issue_id} in ${each.fixed_in}`).join(", "),
              product,
              customer: slot.value as string,
              mail: resultOf<SentMail>(sent).email_id,
            },
            { required: ["list", "mail"] },
          );
        }
        return answer(
          [
            "As {issue} is out of the way with {version}, I wrote to {customer} ({mail}).",
            "Yes, {issue} is resolved, in {version}. The fix-released mail to {customer} is {mail}.",
            "{issue} is repaired in {version}, and {customer} has the news ({mail}).",
            "Sent: {mail}. [The repair of {issue} is in|{issue} is resolved in] version {version}.",
            "{customer} was told by {mail}. It's about {issue}, repaired in {version}.",
          ],
          {
            issue: issue.issue_id,
            version: issue.fixed_in,
            customer: slot.value as string,
            mail: resultOf<SentMail>(sent).email_id,
          },
          { required: ["issue", "mail"] },
        );
      },
    };
  },
  frames: [
    "Does {product} have a resolved issue? If so, send {customer} the fix-released mail; if not, how many tickets about {product} have they got open?",
    "If an issue of {product} is resolved by now, let {customer} know with the fix-released mail. If none is, tell me how many open tickets they have for it.",
    "{customer} waits for a repair in {product}. Check for resolved issues and mail them the fix-released text, otherwise tell me how many of their tickets about it are open.",
    "{product}: any resolved issue? yes -> fix-released to {customer}; no -> number of their open tickets for it",
  ],
};

const flagByCode: Scenario<SupportWorld> = {
  family: "flag_article_of_code",
  skill: "troubleshooting",
  shape: "chain",
  draw(world, random) {
    const article = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    const problem = random.pick(["outdated", "unclear"]);
    return {
      slots: { code: { value: article.error_code }, problem: { value: problem } },
      *solve() {
        const seen = yield* call(
          "knowledge_base_find_error_code",
          { error_code: article.error_code },
          { reasons: ["The article behind {code} has to be found first."], values: { code: article.error_code } },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<CodeMeaning>(seen);
        const flagged = yield* call(
          "knowledge_base_flag_article",
          { article_id: found.article_id, problem },
          { reasons: ["The code leads to {article}."], values: { article: found.article_id } },
        );
        if (!flagged.ok) return stopped(flagged);
        return answer(
          [
            "For {code} we have {article}, which I have flagged as {problem}.",
            "{code} is treated in {article}, and that is flagged as {problem} now.",
            'Flagged {article} ({problem}); it belongs to {code}, "{meaning}".',
            "The editors know that {article}, the one for {code}, is {problem}.",
          ],
          { code: article.error_code, article: found.article_id, problem, meaning: found.meaning },
          { required: ["article"] },
        );
      },
    };
  },
  frames: [
    "Whatever article treats {code}, report it as {problem}.",
    "The help text for {code} is {problem}. Find out which article that is and flag it.",
    "Three callers stumbled over our instructions for {code}, which are {problem}. Find the article and report it to the editors.",
    "flag article behind {code}: {problem}",
    "I don't know the article's number, only the code {code}. It's {problem}, please report it.",
  ],
};

export const shortChainScenarios: readonly Scenario<SupportWorld>[] = [
  stepsForSymptom,
  ticketUnlessThere,
  fixNews,
  flagByCode,
];
