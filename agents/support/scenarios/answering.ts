/** Long chains that end in an answer to a customer: chats, mails, error codes. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { ArticleDetails, ArticleList, MailList, SentMail, Transcript, WaitingList } from "./observations";
import { customerSlot, resultOf, stopped, withPublicArticles } from "./slots";
import { all, answer, call, partial } from "./steps";

const OPENINGS = [
  "Thank you for your patience.",
  "Thanks for writing to us.",
  "Sorry that this gave you trouble.",
  "We have looked into it.",
  "Here is what our article recommends.",
] as const;

const answerChat: Scenario<SupportWorld> = {
  family: "answer_chat_from_article",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const asked = random.pick(world.chats.filter((each) => each.status !== "ended"));
    const chat = asked.chat_id;
    const opening = random.pick(OPENINGS);
    return {
      world: withPublicArticles(world, asked.symptom),
      slots: { chat: { value: chat } },
      *solve() {
        const read = yield* call(
          "chat_get_transcript",
          { chat_id: chat },
          { reasons: ["What {chat} asks has to be read first."], values: { chat } },
        );
        if (!read.ok) return stopped(read);
        const { topic } = resultOf<Transcript>(read);
        const found = yield* call(
          "knowledge_base_search_articles",
          { query: topic },
          { reasons: ['The topic "{topic}" serves as the query.'], values: { topic } },
        );
        if (!found.ok) return stopped(found);
        const [first] = resultOf<ArticleList>(found).articles;
        if (first === undefined) return partial(['No article covers "{topic}", so I sent nothing.'], { topic });
        const opened = yield* call("knowledge_base_get_article", { article_id: first.article_id });
        if (!opened.ok) return stopped(opened);
        const [one, two] = resultOf<ArticleDetails>(opened).steps;
        const sent = yield* call(
          "chat_send_message",
          {
            chat_id: chat,
            text: `${opening} Please do the following: ${one}. After that: ${two}. Let us know how it goes.`,
          },
          { reasons: ["{article} has the steps; they go into the answer."], values: { article: first.article_id } },
        );
        if (!sent.ok) return stopped(sent);
        return answer(
          [
            'In {chat} they now have what {article} says first: "{one}", and then "{two}".',
            'As their trouble was "{topic}", I gave them "{one}" and "{two}"[ from {article}|].',
            'Answered {chat} with the opening steps of {article}: "{one}", then "{two}".',
            '{chat} has its answer, taken from {article}: first "{one}", then "{two}".',
            'The question was about "{topic}". I answered in {chat} with "{one}" and "{two}" from {article}.',
            'The customer got two steps[ from {article}|]: "{one}" and "{two}".',
          ],
          { chat, article: first.article_id, topic, one: one!, two: two! },
          { required: ["article"] },
        );
      },
    };
  },
  frames: [
    "Answer {chat} with the first steps of whichever article fits.",
    "{chat} is mine, but please take it. Read it, find the article and send them its opening two steps.",
    "Can you deal with {chat}? The knowledge base surely has something; the first two steps are enough for a start.",
    "Read, look up, reply: {chat} (two steps of the matching article)",
    "Someone in {chat} needs help. Please write back the first two things our article recommends.",
  ],
};

const answerMail: Scenario<SupportWorld> = {
  family: "answer_latest_mail_from_article",
  skill: "customer_communication",
  shape: "chain",
  draw(world, random) {
    const position = random.int(0, 4);
    const article = world.articles[position]!;
    const customer = world.customers[position]!;
    const slot = customerSlot(customer, random);
    const opening = random.pick(OPENINGS);
    const email = {
      ...world.emails[position]!,
      email_id: world.next_emails[0]!,
      customer_id: customer.customer_id,
      direction: "inbound" as const,
      date: world.today,
      subject: article.symptom,
      body: `In ${article.product} our ${article.symptom}. What can we do?`,
    };
    return {
      world: withPublicArticles(
        { ...world, next_emails: world.next_emails.slice(1), emails: [...world.emails, email] },
        article.symptom,
      ),
      slots: {
        customer: slot,
        inbound: { value: "inbound", text: ["incoming", "received"], derivation: "synonym" },
      },
      *solve() {
        const listed = yield* call(
          "email_list_messages",
          { customer: slot.value, direction: "inbound" },
          {
            reasons: ["Only the newest incoming mail of {customer} matters."],
            values: { customer: slot.value as string },
          },
        );
        if (!listed.ok) return stopped(listed);
        const [mail] = resultOf<MailList>(listed).emails;
        if (mail === undefined) return partial(["{customer} has not written."], { customer: slot.value as string });
        const found = yield* call(
          "knowledge_base_search_articles",
          { query: mail.subject },
          { reasons: ['They write about "{subject}".'], values: { subject: mail.subject } },
        );
        if (!found.ok) return stopped(found);
        const [first] = resultOf<ArticleList>(found).articles;
        if (first === undefined) return partial(['No article covers "{subject}".'], { subject: mail.subject });
        const opened = yield* call(
          "knowledge_base_get_article",
          { article_id: first.article_id },
          { reasons: ["{article} treats it."], values: { article: first.article_id } },
        );
        if (!opened.ok) return stopped(opened);
        const { steps } = resultOf<ArticleDetails>(opened);
        const sent = yield* call("email_send_reply", {
          email_id: mail.email_id,
          body: `${opening} Please try this first: ${steps[0]!}. If it does not help: ${steps[1]!}.`,
        });
        if (!sent.ok) return stopped(sent);
        return answer(
          [
            'As to "{subject}", {customer} has an answer now: {reply}, which goes by {article}.',
            'The mail was about "{subject}", so I answered {to} with the first two steps of {article}[; it is {reply}|].',
            'Replied to {mail} ("{subject}") with the first two steps of {article}.',
            '{customer} wrote about "{subject}"; my answer {reply} quotes {article}.',
            '[Sent|On its way]: {reply}, to {to}. The mail was about "{subject}", and {article} recommends "{one}" first.',
            '{reply} answers {mail}, which is about "{subject}". The advice from {article} starts with "{one}".',
          ],
          {
            customer: slot.value as string,
            mail: mail.email_id,
            subject: mail.subject,
            article: first.article_id,
            one: steps[0]!,
            reply: resultOf<SentMail>(sent).email_id,
            to: resultOf<SentMail>(sent).to,
          },
          { required: [] },
        );
      },
    };
  },
  frames: [
    "[Answer|Please answer] the newest {inbound} mail of {customer} with the first two steps of the matching article.",
    "{customer} wrote to us. Find out what their latest {inbound} mail is about and reply with the first two things our article says.",
    "Please take care of the latest {inbound} mail of {customer}: find the right article and send them its two opening steps.",
    "Latest {inbound} mail, {customer} -> article -> reply (two steps)",
    "I owe {customer} a reply to the most recent {inbound} mail. Use the knowledge base and keep it to two steps.",
  ],
};

const relieveQueue: Scenario<SupportWorld> = {
  family: "relieve_chat_queue",
  skill: "escalation",
  shape: "chain",
  draw(world, random) {
    if (world.chats.filter((each) => each.status === "waiting" && each.team === "mobile").length < 2) return undefined;
    const target = random.pick(["billing", "accounts", "platform", "integrations"]);
    const apology = random.pick([
      "Sorry for the wait: a colleague will be with you soon.",
      "We are sorry that it took so long; another team is taking over.",
      "We apologise for the delay and are passing you on.",
    ]);
    return {
      slots: { target: { value: target } },
      *solve() {
        const seen = yield* call(
          "chat_list_waiting",
          { team: "mobile" },
          { reasons: ["The mobile queue comes with the longest wait first."] },
        );
        if (!seen.ok) return stopped(seen);
        const [first, second] = resultOf<WaitingList>(seen).chats;
        if (first === undefined || second === undefined) return partial(["The queue is short already."], {});
        const read = yield* all(
          [
            ["chat_get_transcript", { chat_id: first.chat_id }],
            ["chat_get_transcript", { chat_id: second.chat_id }],
          ],
          {
            reasons: ["{first} and {second} wait longest; what are they about?"],
            values: { first: first.chat_id, second: second.chat_id },
          },
        );
        if (!read[0]!.ok) return stopped(read[0]!);
        if (!read[1]!.ok) return stopped(read[1]!);
        const topics = read.map((each) => resultOf<Transcript>(each as never).topic);
        const told = yield* call(
          "chat_send_message",
          { chat_id: first.chat_id, text: apology },
          {
            reasons: ["After {wait} minutes a word is due in {first}."],
            values: { wait: first.waiting_minutes, first: first.chat_id },
          },
        );
        if (!told.ok) return stopped(told);
        const moved = yield* call("chat_transfer", { chat_id: first.chat_id, team: target });
        if (!moved.ok) return stopped(moved);
        return answer(
          [
            '{first} ("{one}") went to {target} with an apology; {second}, about "{two}", stays in mobile.',
            'I said sorry in {first} and moved it to {target} after {wait} minutes. Next in line: {second}, about "{two}".',
            'The customer of {first} got an apology and is with team {target} now. {second} stays where it is; it is about "{two}".',
            '[Waiting longest|Longest in the queue] was {first} with {wait} minutes; it\'s with {target} now and the customer got an apology. {second} is about "{two}".',
          ],
          {
            first: first.chat_id,
            second: second.chat_id,
            one: topics[0]!,
            two: topics[1]!,
            target,
            wait: first.waiting_minutes,
          },
          { required: ["first", "second", "two"] },
        );
      },
    };
  },
  frames: [
    "The mobile chat queue is [too long|getting out of hand|longer than it should be]. Read the two that wait longest, apologise in the first and move it to {target}[; tell me|, then tell me|, and report] what the other is about.",
    "[Help out mobile|Mobile needs a hand|Relieve mobile]: [look into|read] its two longest-waiting chats, write an apology in the first, hand it to {target}, and [report the topic of the second|say what the second is about].",
    "mobile queue relief: read the two longest waits, apology and transfer to {target} for the first, topic of the other to me",
    "Could you take one chat off mobile's hands? Open the two with the longest wait; the one ahead gets a word of apology and goes to {target}. What is the other customer's trouble?",
    "Something for the mobile queue: read the two chats that wait longest, say sorry in the first, pass that one to {target}, and name me the topic of the next.",
    "Team {target} offers to take one chat from mobile. Say sorry in whichever waits longest, hand it over, and let me know what the next one in line wants (read both).",
  ],
};

export const answeringScenarios: readonly Scenario<SupportWorld>[] = [answerChat, answerMail, relieveQueue];
