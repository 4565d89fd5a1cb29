/** Looking over queues and mail: several filters, several teams, the newest few. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld, Team } from "../world";
import type { MailList, TicketList, WaitingList } from "./observations";
import { customerSlot, recentPeriod, resultOf, stopped } from "./slots";
import { all, answer, call } from "./steps";

const TEAMS: readonly Team[] = ["billing", "accounts", "platform", "mobile", "integrations"];

const reviewQueue: Scenario<SupportWorld> = {
  family: "review_ticket_queue",
  skill: "ticket_management",
  shape: "complex",
  draw(world, random) {
    const [one, two] = random.sample(["open", "pending", "solved", "closed"], 2) as [string, string];
    const priority = random.pick(["low", "normal", "high", "urgent"]);
    const sort = random.pick(["newest", "oldest"]);
    const since = recentPeriod(world.today, random.int(10, 50), random);
    const limit = random.int(3, 25);
    return {
      slots: {
        one: { value: one },
        two: { value: two },
        priority: { value: priority },
        since,
        sort: { value: sort, text: `${sort} first` },
        limit: { value: limit },
      },
      *solve() {
        const seen = yield* call("ticketing_system_search_tickets", {
          statuses: [one, two],
          priority,
          created_since: since.value,
          sort,
          limit,
        });
        if (!seen.ok) return stopped(seen);
        const { total, tickets } = resultOf<TicketList>(seen);
        const [first] = tickets;
        const values = { one, two, priority, n: total, shown: count(tickets as never) };
        if (first === undefined) {
          return answer(
            [
              "No ticket of {priority} priority from that time is {one} or {two}.",
              "There are no tickets that fit; I looked for {priority} priority, {one} or {two}.",
              "The queue holds no ticket of {priority} priority that fits[ this|].",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            "One ticket is in that queue: {ticket}. It is {status} and about {product}.",
            'I see just {ticket} ("{subject}"), which is {status}.',
            'With those filters one ticket is left, {ticket}[ ({status})|], on {product}: "{subject}".',
            'There is a single such ticket, {ticket}[ of {created}|]: "{subject}".',
          ],
          {
            ...values,
            ticket: first.ticket_id,
            status: first.status,
            product: first.product,
            created: first.created,
            subject: first.subject,
          },
          {
            required: total === 1 ? ["ticket"] : ["n", "ticket"],
            list: tickets.map((each) => `${each.ticket_id} ("${each.subject}", ${each.status})`),
            lead:
              total > tickets.length
                ? [
                    "{n} tickets are in that queue; the first {shown} are {list}.",
                    "The first {shown} of {n} tickets: {list}.",
                    "{list} - there are {n} tickets in all.",
                  ]
                : [
                    "{n} tickets in that queue: {list}.",
                    "{list}[ - that makes {n} tickets|].",
                    "[In that order|In your order], the {n} tickets are {list}.",
                  ],
          },
        );
      },
    };
  },
  frames: [
    "Which {priority}-priority tickets are {one} or {two} and were opened {since}? At most {limit}, {sort}.",
    "For the review I need the {priority}-priority queue: state {one} or {two}, opened {since}, {sort}, no more than {limit}.",
    "[Show|List] {limit} tickets, {sort}, with {priority} priority, either {one} or {two}, that arrived {since}.",
    "tickets: {priority} priority / {one}+{two} / {since} / {sort} / max {limit}",
    "Let's go through what is {one} and what is {two} with {priority} priority, opened {since}. Give me {limit} of them, {sort}.",
  ],
  invalid: [
    {
      slot: "limit",
      tool: "ticketing_system_search_tickets",
      parameter: "limit",
      draw: (_, random) => ({ value: random.int(80, 900) }),
      explain: [
        "I can't show {limit} tickets in one go; it may be {allowed}. How many [do you want|shall it be]?",
        "For a list the number is {allowed}. {limit} would be too many. How many shall it be?",
        "Could you do with fewer than {limit}? A search gives {allowed} tickets. How many do you want?",
      ],
      allowed: "1 to 50",
    },
  ],
};

const twoQueues: Scenario<SupportWorld> = {
  family: "waiting_in_two_teams",
  skill: "customer_communication",
  shape: "parallel",
  draw(_, random) {
    const [left, right] = random.sample(TEAMS, 2) as [Team, Team];
    const minutes = random.int(2, 20);
    return {
      slots: {
        left: { value: left },
        right: { value: right },
        minutes: { value: minutes, text: [`${minutes} minutes`, `${minutes} min`] },
      },
      *solve() {
        const [first, second] = yield* all([
          ["chat_list_waiting", { team: left, minimum_minutes: minutes }],
          ["chat_list_waiting", { team: right, minimum_minutes: minutes }],
        ]);
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<WaitingList>(first!).chats, resultOf<WaitingList>(second!).chats];
        const longest = [...a, ...b].sort((one, two) => two.waiting_minutes - one.waiting_minutes)[0];
        const values = { left, right, one: count(a as never), two: count(b as never), minutes };
        if (longest === undefined) {
          return answer(
            [
              "Neither {left} nor {right} has anyone who has waited {minutes} minutes.",
              "In {left} and in {right} no chat has waited {minutes} minutes.",
              "Nobody has waited {minutes} minutes or more, neither in {left} nor in {right}.",
              "Neither queue, {left} or {right}, has a wait of {minutes} minutes or more.",
            ],
            values,
            { required: [] },
          );
        }
        const [fuller, fewer] = a.length > b.length ? ["one", "two"] : ["two", "one"];
        const side = { one: left, two: right };
        const found = {
          ...values,
          chat: longest.chat_id,
          wait: longest.waiting_minutes,
          more: side[fuller as "one"],
          less: side[fewer as "one"],
        };
        const required = { required: ["one", "two"] };
        if (Math.min(a.length, b.length) === 0) {
          return answer(
            a.length + b.length === 1
              ? [
                  "Only {more} has such a chat, {chat} with {wait} minutes; no chat in {less} has waited {minutes} minutes.",
                  "No such chat in {less}, one in {more}: {chat}, which has waited {wait} minutes.",
                  "{chat} in {more} is the only such chat ({wait} minutes). There is none in {less}.",
                ]
              : [
                  `Only {more} has such chats, {${fuller}} of them, with waits of up to {wait} minutes ({chat}). No chat in {less} has waited {minutes} minutes.`,
                  `No such chat in {less}, but {${fuller}} in {more}; {chat} has waited longest, {wait} minutes.`,
                  `Team {more} has all of them, {${fuller}} chats, team {less} has none. {chat} has waited longest, {wait} minutes.`,
                ],
            found,
            { required: ["chat"] },
          );
        }
        if (a.length === b.length) {
          return answer(
            [
              "{one} chats in {left} and as many in {right}; the longest wait is that of {chat}, {wait} minutes.",
              "The two are level, with {one} chats each. {chat} has waited longest, {wait} minutes.",
              "For {left} I count {one} chats and for {right} {two}, so neither has more. The longest wait is {wait} minutes, in {chat}.",
            ],
            found,
            { required: ["one"] },
          );
        }
        return answer(
          [
            `{${fuller}} chats in {more} against {${fewer}} in {less}; {chat} has waited longest, {wait} minutes.`,
            `More chats are in {more}, {${fuller}} against {${fewer}} in {less}. The longest wait is that of {chat}, {wait} minutes.`,
            `For {left} I count {one} chats and for {right} {two}, so {more} has more. At {wait} minutes {chat} has waited longest.`,
            `The queue of {more} is longer: {${fuller}}, while {less} has {${fewer}}. {chat} should be seen to first, after {wait} minutes.`,
          ],
          found,
          required,
        );
      },
    };
  },
  frames: [
    "How many chats wait {minutes} or more for {left}, and how many for {right}?",
    "Compare the chat queues of {left} and {right}, counting waits from {minutes} on.",
    "Which queue is longer, {left} or {right}? Count the chats that have waited at least {minutes}.",
    "{left} and {right}: how many chats with a wait of {minutes} or more?",
    "I can lend one person to {left} or to {right}. Which of them has more chats waiting, if you leave out anything below {minutes}?",
  ],
};

const newestMails: Scenario<SupportWorld> = {
  family: "newest_mails_of_customer",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const slot = customerSlot(random.pick(world.customers.slice(0, 5)), random);
    const limit = random.int(2, 12);
    return {
      slots: { customer: slot, limit: { value: limit } },
      *solve() {
        const seen = yield* call("email_list_messages", { customer: slot.value, limit });
        if (!seen.ok) return stopped(seen);
        const { emails } = resultOf<MailList>(seen);
        const [first] = emails;
        const values = { customer: slot.value as string, n: count(emails as never) };
        if (first === undefined) {
          return answer(["No mail at all with {customer}.", "There has been no mail with {customer}."], values, {
            required: [],
          });
        }
        return answer(
          [
            'I find one mail, {mail}, {direction}, of {date}, subject "{subject}". It says "{body}"',
            'There is one mail, {mail} of {date}, subject "{subject}" ({direction}): "{body}"',
            'One mail with {customer}: {mail}, {direction}, subject "{subject}", and it says "{body}"',
            'Just {mail} of {date}, {direction}; it says "{body}"',
          ],
          {
            ...values,
            mail: first.email_id,
            direction: first.direction,
            date: first.date,
            subject: first.subject,
            body: first.body,
          },
          {
            required: ["mail"],
            list: emails.map(
              (each) => `${each.email_id} of ${each.date} (${each.direction}, "${each.subject}"): "${each.body}"`,
            ),
            lead: [
              "{n} mails with {customer}, newest first: {list}",
              "There are {n} mails with {customer}. [Newest first|From the newest]: {list}",
              "The {n} mails with {customer}, the newest on top: {list}",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Show me the {limit} newest mails with {customer}.",
    "What was written lately between us and {customer}? The last {limit} mails will do.",
    "{customer}, last {limit} emails",
    "Before I answer {customer} I want to read the {limit} most recent mails, theirs and ours.",
    "Pull up to {limit} mails of {customer}, newest on top, no matter who wrote them.",
  ],
  missing: [
    {
      slot: "customer",
      frames: [
        "Show me the {limit} newest mails with the customer who [rang|called] just now.",
        "A caller asks what was written lately. The last {limit} mails will do.",
        "Before I call a customer back I want to read the {limit} most recent mails.",
      ],
      ask: [
        "Which customer do you mean?",
        "With which customer[, please|]?",
        "I can do that once I know the customer. Who is it?",
      ],
      reply: ["{customer}", "It's {customer}.", "[I mean|That's] {customer}."],
    },
  ],
};

export const reviewScenarios: readonly Scenario<SupportWorld>[] = [reviewQueue, twoQueues, newestMails];
