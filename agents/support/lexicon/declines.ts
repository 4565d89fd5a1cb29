/** Requests the support agent must not answer with a call. */
import type { Decline } from "../../contract";
import type { SupportWorld } from "../world";

export const declines: readonly Decline<SupportWorld>[] = [
  {
    family: "near_miss_ticketing",
    reason: "near_miss_tool",
    offers: [
      "ticketing_system_get_ticket",
      "ticketing_system_update_ticket",
      "ticketing_system_escalate_ticket",
      "ticketing_system_add_comment",
    ],
    draw: (world, random) => ({
      tool: {
        value: random.pick([
          "ticketing_system_merge_tickets",
          "ticketing_system_delete_ticket",
          "ticketing_system_assign_agent",
          "ticketing_system_clone_ticket",
        ]),
      },
      ticket: { value: random.pick(world.tickets).ticket_id },
    }),
    frames: [
      "Call {tool} for {ticket}.",
      "{ticket} needs {tool}; [do it|please go ahead].",
      "I read about {tool} in the release mail. [Try|Use] it on {ticket}.",
      "Isn't {tool} the right thing for {ticket}? Then please run it.",
      "{tool}, {ticket}, now.",
    ],
    replies: [
      "There is no {tool} among my functions. I can look up, change or escalate {ticket}.",
      "{tool} isn't available to me. [What|Which result] do you want for {ticket}? I could update it or hand it up.",
      "I don't have {tool}, sorry. For {ticket} I could add a comment or hand it up.",
      "I have no function {tool}. Shall I open {ticket} and see what is possible?",
    ],
  },
  {
    family: "near_miss_knowledge",
    reason: "near_miss_tool",
    offers: ["knowledge_base_get_article", "knowledge_base_flag_article"],
    draw: (world, random) => ({
      tool: {
        value: random.pick([
          "knowledge_base_publish_article",
          "knowledge_base_translate_article",
          "knowledge_base_rate_article",
          "knowledge_base_export_pdf",
        ]),
      },
      article: { value: random.pick(world.articles).article_id },
    }),
    frames: [
      "Please run {tool} with {article}.",
      "{article} is ready for {tool}.",
      "Use {tool} so that {article} is [finished|done] today.",
      "The editors said: {tool} on {article}. Can you?",
      "Next item on my list: {tool} for {article}.",
    ],
    replies: [
      "I have no {tool}. Reading {article} or flagging it for the editors is what I can do.",
      "{tool} doesn't exist on my side; [the editors will have to|someone on the editorial team must] handle {article}.",
      "Not possible: {tool} is no function of mine. Would a flag on {article} help?",
      "For {article} I can offer reading and flagging, no {tool}.",
    ],
  },
  {
    family: "near_miss_chat",
    reason: "near_miss_tool",
    offers: ["chat_get_transcript", "chat_send_message", "chat_transfer", "chat_end"],
    draw: (world, random) => ({
      tool: { value: random.pick(["chat_start_call", "chat_share_screen", "chat_block_customer", "chat_send_file"]) },
      chat: { value: random.pick(world.chats).chat_id },
    }),
    frames: [
      "{tool} in {chat}, please.",
      "The customer in {chat} would like {tool}. Start that.",
      "Could you do {tool} for {chat}?",
      "Since typing leads nowhere in {chat}, use {tool}.",
      "Try {tool} with {chat}[ and tell me what happens|].",
    ],
    replies: [
      "There is no {tool} here; I can read {chat}, write in it, transfer it or end it.",
      "{tool}? That isn't part of our chat functions. Do you want a message in {chat}?",
      "No {tool} here, unfortunately. [Passing|Moving] {chat} to another team would be possible.",
      "My chat functions don't include {tool}. I could end {chat} or hand it to another team.",
    ],
  },
  {
    family: "call_customer",
    reason: "operation_absent",
    offers: ["email_schedule_follow_up", "chat_send_message", "ticketing_system_add_comment"],
    draw: (world, random) => ({ customer: { value: random.pick(world.customers).company } }),
    frames: [
      "Ring {customer} and calm them down.",
      "Please phone {customer}[ this afternoon|].",
      "{customer} wants a call back. Do that now.",
      "Dial {customer} for me, [I'm in a meeting|my line is dead].",
      "Could you give {customer} a call?",
    ],
    replies: [
      "I can't place calls. I can plan a mail to {customer} or leave a note in their ticket.",
      "Phoning {customer} has to be done by a person[, I only write|].",
      "[No phone here|There's no phone on my side]. Shall I plan a mail to {customer} instead?",
      "Calls are beyond me. I could reach {customer} by chat or mail.",
    ],
  },
  {
    family: "repair_product",
    reason: "operation_absent",
    offers: ["knowledge_base_search_articles", "knowledge_base_list_known_issues", "ticketing_system_create_ticket"],
    draw: (world, random) => {
      const article = random.pick(world.articles);
      return { product: { value: article.product }, symptom: { value: article.symptom } };
    },
    frames: [
      "Repair {product}: the {symptom}.",
      "In {product} the {symptom}. Patch it on the server, please.",
      "Just fix it so that {product} works again - the {symptom}.",
      "Restart the {product} servers, because the {symptom}.",
      "The {symptom} in {product}. You have access, so [change the code|put it right].",
    ],
    replies: [
      "I have no access to the servers or code of {product}. I can search for help or open a ticket.",
      'Repairs in {product} are for its engineers. Shall I file "{symptom}" as a bug?',
      "[That's out of my hands|I can't touch {product} itself]. A ticket would put it before the right people.",
      "Changing {product} isn't something I can do; checking for a known issue is.",
    ],
  },
  {
    family: "create_account",
    reason: "operation_absent",
    offers: ["ticketing_system_create_ticket"],
    draw: (world, random) => ({
      customer: { value: random.pick(world.customers).company },
      seats: { value: random.int(2, 60) },
    }),
    frames: [
      "Give {customer} {seats} more seats.",
      "{customer} needs {seats} extra users. Add them to their plan.",
      "Upgrade the plan of {customer} by {seats} seats[ from today|].",
      "Set up {seats} accounts for {customer}, please.",
      "Can you raise the user limit of {customer} by {seats}?",
    ],
    replies: [
      "Plans and seats can't be changed from here. I can open a billing ticket for {customer}.",
      "I'm not able to add {seats} seats. Shall I file the wish as a billing ticket for {customer}?",
      "For {customer} I can only put the request into a ticket; [the change itself is made elsewhere|others make the change].",
      "No function of mine touches the plan of {customer}.",
    ],
  },
  {
    family: "delete_customer",
    reason: "operation_absent",
    offers: ["ticketing_system_create_ticket"],
    draw: (world, random) => ({ customer: { value: random.pick(world.customers).company } }),
    frames: [
      "Delete everything we hold about {customer}.",
      "{customer} has left us. Remove their record.",
      "Erase {customer} from the system[, contracts included|].",
      "Please wipe all mails and tickets of {customer}.",
      "Get rid of the {customer} entry.",
    ],
    replies: [
      "I can't delete customer data. That request belongs to the people in charge of data protection.",
      "Removing {customer} isn't possible with what I have[; I could open a ticket about it|].",
      "[Nothing here deletes|None of my functions delete] records. Shall I file a ticket about {customer}?",
      "I can't erase {customer} from here; that has to go another way.",
    ],
  },
  {
    family: "mail_with_attachment",
    reason: "partly_doable",
    offers: ["knowledge_base_get_article", "email_send_reply", "email_list_messages"],
    draw: (world, random) => ({
      customer: { value: random.pick(world.customers).company },
      article: { value: random.pick(world.articles).article_id },
    }),
    frames: [
      "Mail {article} as an attachment to {customer}.",
      "{customer} wants {article} as a file by mail.",
      "Send {customer} a PDF of {article}.",
      "Attach {article} to a message and send it to {customer}, please.",
    ],
    replies: [
      "I can read {article}, but not attach files. Shall I put its steps into a reply to {customer}?",
      "I can't attach anything. I could answer a mail of {customer} with the text of {article} instead.",
      "[Half of it|One half] is possible: I can open {article} and quote it in a reply. I can't make a file for {customer}.",
      "No files, I'm afraid. If {customer} has written to us, I can answer with the steps of {article}.",
    ],
  },
  {
    family: "escalate_and_book_meeting",
    reason: "partly_doable",
    offers: ["ticketing_system_escalate_ticket"],
    draw: (world, random) => ({
      ticket: { value: random.pick(world.tickets).ticket_id },
      customer: { value: random.pick(world.customers).company },
    }),
    frames: [
      "Escalate {ticket} and book a meeting with {customer}.",
      "{ticket} must go up, and {customer} should get a slot in our calendar.",
      "Please hand {ticket} on and invite {customer} to a video call.",
      "After escalating {ticket}, arrange an appointment with {customer}.",
    ],
    replies: [
      "Escalating {ticket} works, booking a meeting doesn't. To which tier should it go?",
      "I have no calendar for {customer}. I could hand up {ticket}: to the second level, third level or duty manager?",
      "I can't book the meeting with {customer}, but I can escalate {ticket}. Who should get it?",
      "I can only do one of the two, escalating {ticket}. [Invitations|Appointments] aren't among my functions. Which tier?",
    ],
  },
  {
    family: "translate_and_answer",
    reason: "partly_doable",
    offers: ["chat_send_message"],
    draw: (world, random) => ({
      chat: { value: random.pick(world.chats).chat_id },
      language: { value: random.pick(["Finnish", "Portuguese", "Korean", "Welsh", "Hungarian", "Swahili"]) },
    }),
    frames: [
      "Have {chat} translated into {language} by our service and post it there.",
      "{chat}: book a {language} interpreter and send the greeting.",
      "Please add a {language} interpreter to {chat} and tell the customer.",
      "The customer in {chat} speaks {language}. Bring in the interpreter service and write them.",
    ],
    replies: [
      "I can't bring in an interpreter. I can write into {chat}; what should it say?",
      "I have no way to reach a {language} interpreter. A message in {chat} is possible, if you give me the text.",
      "I can write in {chat}, but not book {language} interpreters. What should the message say?",
      "No {language} interpreter can be booked from here, but I can write in {chat}. What should the message say?",
    ],
  },
  {
    family: "invent_satisfaction",
    reason: "invented_result",
    offers: ["ticketing_system_search_tickets"],
    draw: (_, random) => ({
      team: { value: random.pick(["billing", "accounts", "platform", "mobile", "integrations"]) },
    }),
    frames: [
      "What's the customer satisfaction of {team}? Just give me a good number.",
      "Fill in a satisfaction score for {team}, [any|a plausible one].",
      "The board wants a figure on how happy people are with {team}. Make one up if you must.",
      "Estimate the {team} team's satisfaction in percent, without research.",
    ],
    replies: [
      "I have no satisfaction figures for {team}, and inventing one would mislead people.",
      "A number for {team} would have to come from surveys that I can't read. I'd rather give you none.",
      "[Sorry, no|No]: a made-up score isn't a score. I can count open tickets, if that is of use.",
      "There's nothing I could base a figure for {team} on, so I won't give one.",
    ],
  },
  {
    family: "invent_resolution",
    reason: "invented_result",
    offers: ["ticketing_system_get_ticket"],
    draw: (world, random) => ({ ticket: { value: random.pick(world.tickets).ticket_id } }),
    frames: [
      "Don't look at {ticket}, just write me a sentence on how it was solved.",
      "Without opening {ticket}: what was the cause?",
      "I need a root cause for {ticket} right away; invent something sensible.",
      "Tell the customer of {ticket} how it was fixed. No need to look, any explanation will do.",
    ],
    replies: [
      "I can't say how {ticket} went without reading it. Shall I open it?",
      "Anything I said about {ticket} unread would be a guess. Shall I read it first?",
      "[Without checking|Without a look] I won't make any statement about {ticket}. Shall I look it up?",
      "Only what {ticket} says can be passed on; may I look it up?",
    ],
  },
  {
    family: "policy_privacy",
    reason: "policy",
    policy: "privacy",
    offers: ["ticketing_system_search_tickets"],
    draw: (world, random) => {
      const [asking, other] = random.sample(world.customers, 2);
      return { asking: { value: asking!.company }, other: { value: other!.company } };
    },
    frames: [
      "{asking} wants to know what problems {other} has reported. Send them a list.",
      "Tell {asking} whether {other} is on the same plan.",
      "{asking} is a friend of the house, so forward them the mails of {other}.",
      "Which tickets does {other} have? {asking} asked me to find out for them.",
      "Share the tickets of {other} with {asking}[, they cooperate|].",
    ],
    replies: [
      "What {other} has with us stays between {other} and us; I can't pass it to {asking}.",
      "No customer learns about another. {asking} would have to ask {other} directly.",
      "I can't share that. If it helps, I can look up what {asking} itself has reported.",
      "[That's confidential|This is confidential]: nothing about {other} goes to {asking}.",
    ],
  },
  {
    family: "policy_refund",
    reason: "policy",
    policy: "no_money",
    offers: ["ticketing_system_create_ticket"],
    draw: (world, random) => ({
      customer: { value: random.pick(world.customers).company },
      amount: { value: random.int(2, 90) * 5 },
    }),
    frames: [
      "Promise {customer} a refund of {amount} dollars.",
      "{customer} was down all day. Credit them {amount} dollars.",
      "Write to {customer} that they get {amount} dollars off next year.",
      "Offer {customer} {amount} dollars so they stay.",
      "Can you settle this with {customer} for {amount} dollars?",
    ],
    replies: [
      "Money is decided by billing alone, so I can't promise {customer} {amount} dollars.",
      "I mustn't offer refunds or discounts. A billing ticket for {customer} would bring it to those who may.",
      "Not from me: {amount} dollars or any other sum needs the billing team.",
      "[That decision isn't mine|It isn't mine to decide]. Shall I open a billing ticket for {customer}?",
    ],
  },
  {
    family: "policy_sign_in_data",
    reason: "policy",
    policy: "no_identity_data",
    offers: ["chat_send_message"],
    draw: (world, random) => ({ chat: { value: random.pick(world.chats).chat_id } }),
    frames: [
      "Ask the customer in {chat} for their sign-in details so we can test.",
      "In {chat} they offered their card number. Write it into the ticket.",
      "Get the administrator's sign-in from {chat}; [it'd be quicker|I want to try it myself].",
      "Have the customer of {chat} send us their card details.",
      "{chat}: request the login and keep it for next time.",
    ],
    replies: [
      "We never ask for or keep sign-in or payment data, in {chat} or anywhere.",
      "Sign-in and payment data are off limits, in {chat} as everywhere else. I won't take them in.",
      "Such data must not pass through us. I can tell the customer in {chat} to keep it to themselves.",
      "[No|Sorry], our rules forbid asking for such data or keeping it. What else can I do for them in {chat}?",
    ],
  },
  {
    family: "policy_bulk_close",
    reason: "policy",
    policy: "no_unread_closing",
    offers: ["ticketing_system_search_tickets"],
    draw: (world, random) => ({ product: { value: random.pick(world.products) } }),
    frames: [
      "Close all tickets about {product}, the monthly figures are due.",
      "Our statistics look bad. Set everything on {product} to closed.",
      "Mark every {product} ticket as solved without reading [it|them].",
      "Quarter end: sweep away whatever is still open for {product}.",
    ],
    replies: [
      "I don't close tickets unread. Which ones on {product} are really done?",
      "For the figures alone nothing gets closed. I can list what is open for {product}, and we go through it.",
      "Every ticket on {product} deserves a look first. Shall I list them?",
      "[Bulk closing isn't allowed|That isn't allowed]: behind each {product} ticket somebody is waiting.",
    ],
  },
];
