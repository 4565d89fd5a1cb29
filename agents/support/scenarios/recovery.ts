/** A call fails for a reason that shows another way: merged tickets, replaced articles, ended chats, tiers, surveys. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { ArticleDetails, CommentAdded, Escalation, TicketDetails } from "./observations";
import { customerSlot, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const mergedTicket: Scenario<SupportWorld> = {
  family: "state_of_merged_ticket",
  skill: "ticket_management",
  shape: "recovery",
  draw(world) {
    const merged = world.tickets.find((each) => each.merged_into !== "");
    if (merged === undefined) return undefined;
    return {
      slots: { ticket: { value: merged.ticket_id } },
      *solve() {
        const first = yield* call("ticketing_system_get_ticket", { ticket_id: merged.ticket_id });
        if (first.ok) return answer(["{ticket} is there."], { ticket: merged.ticket_id });
        const target = /merged into (\S+)$/.exec(first.error.message)?.[1];
        if (target === undefined) return stopped(first);
        const second = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: target },
          { reasons: ["It lives on as {target}.", "{target} took it over, so I read that one."], values: { target } },
        );
        if (!second.ok) return stopped(second);
        const found = resultOf<TicketDetails>(second);
        return answer(
          [
            "What was {ticket} is now in {target}, and that is {status}[ with {team}|].",
            "You have to look at {target}: it is {status}. {ticket} went into it.",
            "As {ticket} is now a part of {target}, it is {status}, and {team} has it.",
            "{ticket} was merged into {target}, which is {status} with {team}.",
            "{ticket} is part of {target} today, which is {status}, with priority {priority}.",
            "[The number to watch is|Watch] {target} from now on, since {ticket} is part of it. It is {status}; team {team} has it.",
            "{target} replaces {ticket}. State {status}, last change {updated}.",
          ],
          {
            ticket: merged.ticket_id,
            target,
            status: found.status,
            priority: found.priority,
            team: found.team,
            updated: found.updated,
          },
          { required: ["target", "status"] },
        );
      },
    };
  },
  frames: [
    "How far is {ticket}?",
    "A customer keeps quoting {ticket}. What's its state?",
    "I can't find {ticket} in my view any more, what became of it?",
    "{ticket} status pls",
    "According to my notes {ticket} should be nearly finished. Is it?",
  ],
};

const replacedArticle: Scenario<SupportWorld> = {
  family: "read_replaced_article",
  skill: "troubleshooting",
  shape: "recovery",
  draw(world) {
    const old = world.articles.find((each) => each.replaced_by !== "");
    if (old === undefined) return undefined;
    return {
      slots: { article: { value: old.article_id } },
      *solve() {
        const first = yield* call("knowledge_base_get_article", { article_id: old.article_id });
        if (first.ok) return answer(["{article} is there."], { article: old.article_id });
        const target = /replaced by (\S+)$/.exec(first.error.message)?.[1];
        if (target === undefined) return stopped(first);
        const second = yield* call(
          "knowledge_base_get_article",
          { article_id: target },
          {
            reasons: [
              "{target} is its successor.",
              "[The article was replaced|Replaced], so I open {target} instead.",
              "The current text [is|must be] in {target}.",
              "That number is an old one; {target} has taken its place.",
            ],
            values: { target },
            only: true,
          },
        );
        if (!second.ok) return stopped(second);
        const { steps, title, updated } = resultOf<ArticleDetails>(second);
        return answer(
          [
            'As {article} has been replaced by {target}, it is "{one}" that comes first.',
            'You should go by {target}, which has replaced {article}; it has "{one}" as its first step.',
            "It is no longer {article} but {target}, and there the first step is this: {one}.",
            "{article} was replaced by {target}, which starts with: {one}.",
            'The current text is {target} ("{title}"), not {article}. First step: {one}.',
            "Use {target} instead of {article}; it was updated on {date} and begins like this: {one}.",
            '"{one}" is the first step, from {target}, which has replaced {article}.',
          ],
          { article: old.article_id, target, title, date: updated, one: steps[0]! },
          { required: ["target", "one"] },
        );
      },
    };
  },
  frames: [
    "What's the first step in {article}?",
    "My printout says to follow {article}. How does that start?",
    "{article} - first thing to do?",
    "Read me the beginning of {article}, I have someone waiting.",
    "The old handbook refers to {article}. Is that still the one to follow, and what's the first step?",
  ],
};

const endedChat: Scenario<SupportWorld> = {
  family: "message_to_ended_chat",
  skill: "customer_communication",
  shape: "recovery",
  draw(world, random) {
    const ended = world.chats.find((each) => each.continued_in !== "");
    if (ended === undefined) return undefined;
    const text = random.pick([
      "The repair has reached your account",
      "Your administrator can restore the folder now",
      "The corrected invoice is in your inbox",
      "The sign-in works again for all of you",
      "The import has run through",
    ]);
    return {
      slots: { chat: { value: ended.chat_id }, text: { value: text, text: `"${text}"` } },
      *solve() {
        const first = yield* call("chat_send_message", { chat_id: ended.chat_id, text });
        if (first.ok) return answer(["{chat} has it."], { chat: ended.chat_id });
        const later = /went on in (\S+)$/.exec(first.error.message)?.[1];
        if (later === undefined) return stopped(first);
        const second = yield* call(
          "chat_send_message",
          { chat_id: later, text },
          {
            reasons: [
              "{chat} is over; the same customer is in {later}.",
              "The customer went on in {later}, so the message goes there.",
              "They have another chat by now: {later}.",
              "Then {later} is the place for it.",
            ],
            values: { chat: ended.chat_id, later },
            only: true,
          },
        );
        if (!second.ok) return stopped(second);
        return answer(
          [
            "As {chat} was at an end, I sent your message in {later} instead.",
            "Your message went to {later}, for {chat} can no longer be written to.",
            "You will find the message in {later}, not in {chat}, which is over.",
            "{chat} has ended, so your message is in {later}, where the customer went on.",
            "The message is in {later}; {chat} takes none any more.",
            "[Delivered|Sent] in {later}, because {chat} was over.",
            "They continued in {later}, and that's where your message is now.",
          ],
          { chat: ended.chat_id, later },
          { required: ["later"] },
        );
      },
    };
  },
  frames: [
    "Write {text} to the customer of {chat}.",
    "{chat}: please send {text}, there or wherever they chat now.",
    "The person from {chat} waits for good news. Tell them {text} in their current chat.",
    "I promised {chat} an update. It's {text}; use their later chat if they opened one.",
    "Let whoever is behind {chat} know: {text}",
  ],
};

const tierByTier: Scenario<SupportWorld> = {
  family: "third_level_by_way_of_second",
  skill: "escalation",
  shape: "recovery",
  draw(world, random) {
    const tickets = world.tickets.filter(
      (each) =>
        each.merged_into === "" && each.tier === "tier_1" && (each.status === "open" || each.status === "pending"),
    );
    if (tickets.length === 0) return undefined;
    const ticket = random.pick(tickets).ticket_id;
    const team = random.pick(["billing", "accounts", "platform", "mobile", "integrations"]);
    return {
      slots: { ticket: { value: ticket }, team: { value: team } },
      *solve() {
        const args = { ticket_id: ticket, reason: "security", team };
        const first = yield* call(
          "ticketing_system_escalate_ticket",
          { ...args, tier: "tier_3" },
          {
            reasons: [
              "Tier 3 is what was asked for, so I try that first.",
              "[Perhaps|Maybe] {ticket} can go to tier 3 directly.",
              "I try tier 3 at once[; tier 2 comes only if need be|].",
              "The request names tier 3, so [{ticket} goes there|that is the first try].",
            ],
            values: { ticket },
            only: true,
          },
        );
        if (first.ok) return answer(["{ticket} is in tier 3."], { ticket });
        const second = yield* call(
          "ticketing_system_escalate_ticket",
          { ...args, tier: "tier_2" },
          {
            reasons: [
              "Tier 3 wants tickets from tier 2 only, so that comes first.",
              "It has to pass tier 2 on the way.",
              "Refused: {ticket} must be in tier 2 before tier 3 takes it.",
              "[Then|So] tier 2 first, as the message says.",
            ],
            values: { ticket },
            only: true,
          },
        );
        if (!second.ok) return stopped(second);
        const third = yield* call(
          "ticketing_system_escalate_ticket",
          { ...args, tier: "tier_3" },
          {
            reasons: [
              "Now {ticket} is in tier 2 and can go on.",
              "From tier 2 it may go up[ once more|].",
              "Tier 2 has {ticket}, so tier 3 is the next stop.",
              "[With|After] that, tier 3 should take it.",
            ],
            values: { ticket },
            only: true,
          },
        );
        if (!third.ok) return stopped(third);
        return answer(
          [
            "As tier 2 comes before tier 3, {ticket} went through both; {team} has it in tier 3.",
            "{ticket} is in tier 3 now, with {team}, and was in tier 2 on the way.",
            "{ticket} reached tier 3, by way of tier 2 ({team}).",
            "Tier 3 takes tickets from tier 2 only, so I went through both; {ticket} is in tier 3, team {team}.",
            "Arrived: {ticket}, tier 3, {team}. Tier 2 was a stop on the way.",
            "{ticket} went to tier 2 first and then to tier 3, where the {team} team has it.",
          ],
          { ticket, team: resultOf<Escalation>(third).team },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "{ticket} is a security matter for tier 3, team {team}. Get it there, step by step if need be.",
    "Tier 3 ({team}) must see {ticket} today for security reasons. Go through tier 2 if they insist.",
    "Security! Escalate {ticket} to tier 3, {team}, whatever way it takes.",
    "{ticket} to tier 3 / {team} / security (via tier 2 if refused)",
    "Can {ticket} go right up to tier 3? It concerns security and belongs to {team}; passing tier 2 first is fine if that's the rule.",
  ],
};

const noSurvey: Scenario<SupportWorld> = {
  family: "survey_or_note",
  skill: "customer_communication",
  shape: "recovery",
  draw(world, random) {
    const customers = world.customers.filter(
      (each) =>
        each.no_surveys &&
        world.tickets.some(
          (ticket) =>
            ticket.customer_id === each.customer_id && ticket.merged_into === "" && ticket.status !== "closed",
        ),
    );
    if (customers.length === 0) return undefined;
    const customer = random.pick(customers);
    const slot = customerSlot(customer, random);
    const ticket = world.tickets.find(
      (each) => each.customer_id === customer.customer_id && each.merged_into === "" && each.status !== "closed",
    )!.ticket_id;
    return {
      slots: { customer: slot, ticket: { value: ticket }, survey: worded("feedback_request", random) },
      *solve() {
        const first = yield* call("email_send_template", { customer: slot.value, template: "feedback_request" });
        if (first.ok) return answer(["The survey is out."], {});
        const noted = yield* call(
          "ticketing_system_add_comment",
          { ticket_id: ticket, body: "No survey: the customer has declined surveys." },
          {
            reasons: [
              "They declined surveys, so it is the note[ in {ticket}|].",
              "No survey for them, so {ticket} gets the note.",
              "Refused, so the note[ in {ticket}|] is next.",
              "For that case a note [in {ticket} |]was asked for.",
            ],
            values: { ticket },
            only: true,
          },
        );
        if (!noted.ok) return stopped(noted);
        return answer(
          [
            "As {customer} has declined surveys, I put that in {ticket} and sent none.",
            "The survey could not be sent, as {customer} has declined surveys; I put a note in {ticket}[ (comment {n})|].",
            "{customer} has declined surveys. I left a note in {ticket} instead.",
            "No survey went out, as {customer} has declined them; {ticket} says so now.",
            "[The survey was not sent|The survey was refused]: {customer} has declined surveys. The note is comment {n} of {ticket}.",
            "{ticket} has a note, because {customer} has declined surveys and none could be sent.",
          ],
          { customer: slot.value as string, ticket, n: resultOf<CommentAdded>(noted).comments },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "Send {customer} the {survey}; if they don't take surveys, note that in {ticket}.",
    "{customer} should get the {survey}. Should that be refused, say so in {ticket}.",
    "A {survey} to {customer}, please, or else a note in {ticket} that they declined.",
    "{survey} -> {customer}; not allowed -> note in {ticket}",
    "After closing matters with {customer} we normally send the {survey}. Do that, and if it isn't permitted, leave a note in {ticket}.",
  ],
};

export const recoveryScenarios: readonly Scenario<SupportWorld>[] = [
  mergedTicket,
  replacedArticle,
  endedChat,
  tierByTier,
  noSurvey,
];
