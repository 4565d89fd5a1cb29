/** Requests that fit several things: look, then ask which. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { ArticleDetails, ArticleList, TicketChange, TicketList, Transfer, WaitingList } from "./observations";
import { customerSlot, resultOf, stopped, withModestPriorities } from "./slots";
import { answer, ask, call, partial } from "./steps";

const ticketOfCustomer: Scenario<SupportWorld> = {
  family: "raise_ticket_of_customer",
  skill: "ticket_management",
  shape: "ambiguous",
  draw(world, random) {
    const customer = world.customers[0]!;
    const slot = customerSlot(customer, random);
    const open = world.tickets.filter(
      (each) => each.customer_id === customer.customer_id && each.status === "open" && each.merged_into === "",
    );
    if (open.length < 2) return undefined;
    const wanted = random.pick(open).ticket_id;
    const priority = random.pick(["high", "urgent"]);
    return {
      world: withModestPriorities(world, customer.customer_id),
      slots: { customer: slot, priority: { value: priority } },
      *solve() {
        const seen = yield* call(
          "ticketing_system_search_tickets",
          { customer: slot.value, statuses: ["open"] },
          {
            reasons: ["No number is given; a list of the open tickets of {customer} will show which is meant."],
            values: { customer: slot.value as string },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { total, tickets } = resultOf<TicketList>(seen);
        if (tickets.length < 2)
          return partial(["{customer} has {n} open tickets."], { customer: slot.value as string, n: total });
        return ask(
          [
            "{customer} has {n} open tickets: {all}. Which one?",
            "Do you mean {either}?",
            "Before I touch anything, which of them: {either}?",
            "I have {n} tickets to choose from, namely {all}. Which would that be?",
            "As {customer} has {n} open tickets, please say which you mean: {either}.",
            "There are {n} open tickets: {all}. Which shall become {priority}?",
            "[Which of them|Which one]? I see {all}.",
          ],
          {
            customer: slot.value as string,
            n: total,
            all: joined(tickets.map(named), "and"),
            either: joined(tickets.map(named), "or"),
            priority,
          },
          {
            frames: [
              "{ticket}",
              "{ticket}, please.",
              "[I mean|The one I mean is] {ticket}.",
              "It's {ticket}[, of course|].",
            ],
            slots: { ticket: { value: wanted } },
            *solve() {
              const done = yield* call("ticketing_system_update_ticket", { ticket_id: wanted, priority });
              if (!done.ok) return stopped(done);
              return answer(
                [
                  "As of now {ticket} is {priority}.",
                  "{ticket} is {priority} now.",
                  "[Set|Done]: {priority} for {ticket}.",
                  "{ticket}: {priority}.",
                ],
                { ticket: wanted, priority: resultOf<TicketChange>(done).priority },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Make the open ticket of {customer} {priority}.",
    "The ticket of {customer} must be {priority}, the one that's still open.",
    "We had {customer} on the phone; please set their open ticket to {priority}.",
    "{customer} / open ticket / {priority}",
    "Could the open ticket of {customer} get {priority} priority?",
  ],
};

const articleByWord: Scenario<SupportWorld> = {
  family: "article_by_word",
  skill: "troubleshooting",
  shape: "ambiguous",
  draw(world, random) {
    const current = world.articles.filter((each) => each.replaced_by === "");
    const word = random.pick(current).symptom.split(" ").slice(0, 2).join(" ");
    const matches = current.filter((each) => each.symptom.startsWith(`${word} `));
    if (matches.length < 2) return undefined;
    const wanted = random.pick(matches);
    return {
      slots: { word: { value: word } },
      *solve() {
        const seen = yield* call(
          "knowledge_base_search_articles",
          { query: word },
          {
            reasons: [
              "Its number is not given, so I search the titles.",
              '[Which articles are|What is there] about "{word}"?',
              'I look for "{word}" in the titles.',
              "To open it I need its number first.",
            ],
            values: { word },
            only: true,
          },
        );
        if (!seen.ok) return stopped(seen);
        const { total, articles } = resultOf<ArticleList>(seen);
        if (articles.length < 2) return partial(['There are not several articles with "{word}".'], { word });
        return ask(
          articles.length > 2
            ? [
                '{n} articles have "{word}" in the title: {all}. Which one do you want?',
                "It could be any of these: {all}. Which is it?",
                'More than one has "{word}" in the title, namely {all}. Could you choose?',
                "I find {all}. Which [shall it be|would you like]?",
                "[Which of these|Which one] shall I open? {all}.",
              ]
            : articles[0]!.product === articles[1]!.product
              ? [
                  'Is it {first} ("{one}") or {second} ("{two}")?',
                  'There is more than one: {first}, "{one}", and also {second}, "{two}". Could you choose?',
                  'Two articles match for {left}: {first} ("{one}") and {second} ("{two}"). Which [shall it be|would you like]?',
                  'There is {first} ("{one}"), but also {second} ("{two}"). Which is the right one?',
                ]
              : [
                  '{n} articles have "{word}" in the title: {all}. Which one do you want?',
                  'Is it {first} ("{one}") or {second} ("{two}")?',
                  'There is more than one: {first}, "{one}", and also {second}, "{two}". Could you choose?',
                  "There is {first} for {left}, but also {second} for {right}. Which [shall it be|would you like]?",
                  "I find {n} articles, {first} for {left} and {second} for {right}. Which is the right one?",
                  "Two articles match. [Shall I open|Do you need] {either}?",
                ],
          {
            n: total,
            word,
            all: joined(articles.map(titled), "and"),
            either: joined(articles.map(titled), "or"),
            first: articles[0]!.article_id,
            second: articles[1]!.article_id,
            one: articles[0]!.title,
            two: articles[1]!.title,
            left: articles[0]!.product,
            right: articles[1]!.product,
          },
          {
            frames: ["{article}", "{article}, I think.", "[Open|Take] {article}.", "The right one is {article}."],
            slots: { article: { value: wanted.article_id } },
            *solve() {
              const opened = yield* call("knowledge_base_get_article", { article_id: wanted.article_id });
              if (!opened.ok) return stopped(opened);
              const { steps } = resultOf<ArticleDetails>(opened);
              return answer(
                [
                  '{article} starts with "{one}" and has {n} steps.',
                  "First: {one}. [There are {n} steps|{n} steps in all].",
                  '{n} steps; the first is "{one}".',
                ],
                { article: wanted.article_id, one: steps[0]!, n: count(steps) },
                { required: ["one"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Open the {word} article for me and tell me the first step.",
    "What does our {word} article say first?",
    "I need the first step of our {word} article.",
    "{word} article, step one?",
    "There's a {word} article somewhere. How does it begin?",
  ],
};

const chatOfTeam: Scenario<SupportWorld> = {
  family: "transfer_waiting_chat",
  skill: "escalation",
  shape: "ambiguous",
  draw(world, random) {
    const waiting = world.chats.filter((each) => each.status === "waiting" && each.team === "mobile");
    if (waiting.length < 2) return undefined;
    const wanted = random.pick(waiting).chat_id;
    const team = random.pick(["billing", "accounts", "platform", "integrations"]);
    return {
      slots: { team: { value: team } },
      *solve() {
        const seen = yield* call("chat_list_waiting", { team: "mobile" }, { reasons: ["Which chats wait in mobile?"] });
        if (!seen.ok) return stopped(seen);
        const { chats } = resultOf<WaitingList>(seen);
        if (chats.length < 2) return partial(["No two chats wait in mobile."], {});
        return ask(
          chats.length > 2
            ? [
                "With {n} of them waiting, I would rather ask: is it {either}?",
                "I am not sure which you mean. There are {all}. Which one is it?",
                "{n} chats wait in mobile: {all}. Which goes to {team}?",
                "Which one? I see {all}.",
                "{all} are waiting. Tell me which to transfer[ to {team}|].",
                "There isn't just one; the queue holds {all}. Your choice?",
              ]
            : [
                "With {n} of them waiting, I would rather ask: is it {first} ({one}) or {second} ({two})?",
                "[Can|Could] you tell me whether it is {first} ({one}) or {second} ({two})?",
                "I am not sure which you mean. There is {first} ({one}) and there is {second} ({two}). Which one?",
                "Do you mean {first} ({one}) or {second} ({two})?",
                "{n} chats wait in mobile: {first} ({one}) and {second} ({two}). Which goes to {team}?",
                "Which one - {first} ({one}) or {second} ({two})?",
                "{first} ({one}) and {second} ({two}) are both waiting. Tell me which to transfer[ to {team}|].",
                "There isn't just one; I see {first} ({one}) and {second} ({two}). Your choice?",
              ],
          {
            n: count(chats as never),
            all: joined(
              chats.map((each) => `${each.chat_id} (${waits(each)})`),
              "and",
            ),
            either: joined(
              chats.map((each) => `${each.chat_id} (${waits(each)})`),
              "or",
            ),
            first: chats[0]!.chat_id,
            second: chats[1]!.chat_id,
            one: waits(chats[0]!),
            two: waits(chats[1]!),
            team,
          },
          {
            frames: ["{chat}", "{chat}, please.", "[Send|Move] {chat}.", "I was thinking of {chat}."],
            slots: { chat: { value: wanted } },
            *solve() {
              const moved = yield* call("chat_transfer", { chat_id: wanted, team });
              if (!moved.ok) return stopped(moved);
              return answer(
                [
                  "So {chat} went to {team}[; it is at place {position}|].",
                  "{chat} is with {team} now, at place {position}.",
                  "[Moved|Done]: {team} has {chat}.",
                  "Team {team} gets {chat}[ (place {position})|].",
                ],
                { chat: wanted, team, position: resultOf<Transfer>(moved).position },
                { required: ["team"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Transfer the chat that waits in mobile to {team}.",
    "{team} can take the waiting mobile chat.",
    "There's a chat waiting for mobile that {team} should answer. Move it.",
    "waiting mobile chat -> {team}",
    "The customer waiting in the mobile queue asked for {team}, so please hand that chat over.",
  ],
};

/** Several as a sentence names them: "a, b and c". */
function joined(list: readonly string[], word: "and" | "or"): string {
  return `${list.slice(0, -1).join(", ")} ${word} ${list.at(-1)}`;
}

function named({ ticket_id, subject }: TicketList["tickets"][number]): string {
  return `${ticket_id} ("${subject}")`;
}

function titled({ article_id, title, product }: ArticleList["articles"][number]): string {
  return `${article_id} ("${title}", ${product})`;
}

/** What tells one waiting chat from another. */
function waits(chat: WaitingList["chats"][number]): string {
  return `${chat.product}, ${chat.waiting_minutes} minutes`;
}

export const ambiguousScenarios: readonly Scenario<SupportWorld>[] = [ticketOfCustomer, articleByWord, chatOfTeam];
