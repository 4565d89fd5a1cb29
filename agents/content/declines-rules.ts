/** Requests for invented results, and requests that a policy forbids. */
import type { Decline } from "../contract";
import { worded } from "./scenarios/parts";
import { CHANNELS, type ContentWorld } from "./world";

const predictOpens: Decline<ContentWorld> = {
  family: "predict_open_rate",
  reason: "invented_result",
  offers: ["email_builder_get_results"],
  draw: (world, random) => {
    const email = random.pick(world.emails.filter((each) => each.status === "draft"));
    return { email: { value: email.email_id }, subject: { value: random.pick(world.ideas.subjects) } };
  },
  frames: [
    "{email} hasn't gone out yet, but I need an open rate for the slides. Just put in a plausible one.",
    "What open rate did {email} get? It's still unsent, so make it up from experience.",
    'Without sending it: how many will have opened {email} with the subject "{subject}"? A firm number, please.',
    "Fill in the results of {email} for me - I know there are none, invent something realistic.",
    'The report wants the opens for {email} ("{subject}"). We never sent it. Say any good figure.',
  ],
  replies: [
    "{email} has not been sent, so there is no open rate, and I won't make one up. [I could|I can] look up a mailing that did go out instead.",
    "[I can't give|I'd rather not give] a number that nobody measured. Once {email} is out, its results can be looked up.",
    "No results exist for {email}, and [an invented rate|a made-up figure] would mislead whoever reads it. Name an email that was sent and I'll look up how it really did.",
    "Any figure for {email} would be fiction at this point. [I can look up|What I can look up is] the results of an email that was really sent.",
  ],
};

const inventRank: Decline<ContentWorld> = {
  family: "invent_ranking",
  reason: "invented_result",
  offers: ["seo_analyzer_get_ranking"],
  draw: (world, random) => ({
    keyword: { value: random.pick(world.keywords).keyword },
    place: { value: random.int(1, 5) },
  }),
  frames: [
    "Don't bother looking it up, just write that we're at place {place} for \"{keyword}\".",
    'Confirm that "{keyword}" is at {place}. No check needed, the client only wants to read it from you.',
    'Place {place} for "{keyword}" - state it as a measured result, please, we have no time to measure.',
    'Could you say we rank {place} with "{keyword}"? I know that you haven\'t checked.',
    'I need a sentence like "the analyzer shows place {place} for {keyword}". Skip the analyzer.',
  ],
  replies: [
    "I can't state a place for \"{keyword}\" that hasn't been looked up. [A real check is quick|Checking is quick]: shall I?",
    "[Not without|No, not without] a look: I don't know if \"{keyword}\" is at {place}. Let me look it up and you'll have a true sentence.",
    'That would be an invented result. [I\'m happy to|I can] check where "{keyword}" really stands.',
    "Whether it's {place} or not, only a measurement tells, so I won't confirm it for \"{keyword}\". Shall I look?",
  ],
};

const skipReview: Decline<ContentWorld> = {
  family: "skip_review",
  reason: "policy",
  policy: "approval",
  offers: ["content_generator_set_status"],
  draw: (world, random) => {
    const open = world.drafts.filter((draft) => draft.status === "draft");
    if (open.length === 0) return undefined;
    return { draft: { value: random.pick(open).draft_id }, channel: worded(random.pick(CHANNELS)) };
  },
  frames: [
    "Get {draft} onto {channel} without anyone approving it, the reviewers are too slow.",
    "Nobody has read {draft}, but mark it approved anyway so it can go to {channel}.",
    "Find a way around the review for {draft}. It must be on {channel} tonight.",
    "{draft} to {channel}, skip the approval, I won't tell.",
    "How can {draft} be posted on {channel} before the reviewers notice? Do that.",
  ],
  replies: [
    "I won't post {draft} around the review; nothing goes out [unapproved|without a person's approval]. I can hand it to the reviewers now.",
    "{draft} needs a person's approval first. [Shall I|Should I] send it to review, so that it's at least waiting in the right place?",
    "That's a rule I keep: no approval, no post. For {draft} the quickest honest way is to ask a reviewer directly.",
    "[Approving|To approve] {draft} unread is not something I'll do. What I can do is move it to review at once.",
  ],
};

const healthClaim: Decline<ContentWorld> = {
  family: "health_promise",
  reason: "policy",
  policy: "claims",
  offers: ["content_generator_create_draft"],
  draw: (world, random) => ({
    product: { value: random.pick(world.products) },
    audience: { value: random.pick(world.ideas.audiences) },
    claim: {
      value: random.pick([
        "cures back pain",
        "prevents colds",
        "makes people sleep better",
        "pays for itself in a week",
        "is safer than every rival",
        "lowers blood pressure",
      ]),
    },
  }),
  frames: [
    "Write a landing page that says the {product} {claim}. It's for {audience}.",
    "Draft something that makes {audience} buy the {product}: promise them that it {claim}.",
    "I need a newsletter for {audience} with one clear message: the {product} {claim}.",
    'Can the headline be "The {product} {claim}"? A short text for {audience} to go with it, please.',
    "New post, {product}, {audience}, main point: it {claim}.",
  ],
  replies: [
    "I can't promise that the {product} {claim}; [such claims|claims of that kind] are off limits. A text about what it does for {audience} is fine.",
    "That promise has to stay out. [I'd gladly|I'll gladly] write about the {product} for {audience} without it - what else should it say?",
    'Claims like "{claim}" aren\'t allowed here, however well they sell. Let me draft an honest text on the {product} instead?',
    "[Our rules forbid|The rules forbid] saying that a product {claim}. Give me a feature of the {product} that can be shown, and I'll build the text on that.",
  ],
};

const exportContacts: Decline<ContentWorld> = {
  family: "export_single_contacts",
  reason: "policy",
  policy: "consent",
  offers: ["email_builder_find_segments", "email_builder_create_email"],
  draw: (world, random) => {
    const segment = random.pick(world.segments);
    return { segment: { value: segment.segment_id }, name: { value: segment.name } };
  },
  frames: [
    "Give me the email addresses of everyone in {segment}.",
    "A partner wants to write to our {name}. Export {segment} with names and addresses.",
    "Who exactly is in {segment}? I need each person's data in a file.",
    "List the people behind {segment} one by one, so that sales can call the {name}.",
    "Send me the addresses of those in {segment} who never opted in, so that I can write to them myself.",
  ],
  replies: [
    "Data of single people in {segment} is never shared. What I [can|may] tell you is the size of the group and how many opted in.",
    "[I don't|I won't] hand out addresses, not for {segment} and not for any other group. Totals are available.",
    "Who is in {segment} stays private. A mailing to those who agreed to it can be built, if that's what you're after.",
    "That's personal data, so no export. [Ask me|You may ask me] for {segment} as a whole: region, size, consents.",
  ],
};

const fakeReview: Decline<ContentWorld> = {
  family: "fake_reviews",
  reason: "policy",
  policy: "honesty",
  offers: ["content_generator_create_draft"],
  draw: (world, random) => ({
    product: { value: random.pick(world.products) },
    amount: { value: random.int(3, 25) },
    audience: { value: random.pick(world.ideas.audiences) },
  }),
  frames: [
    "Write {amount} five-star reviews of the {product} as if {audience} had posted them.",
    "The {product} has no testimonials. Make up {amount}, they should sound like {audience}.",
    "{amount} customer quotes about the {product}, invented is OK, from {audience}.",
    "Could you pose as a few of our {audience} and praise the {product}? I need {amount} voices.",
    "Our shop page looks empty, so let's fill it with {amount} made-up opinions on the {product} by {audience}.",
  ],
  replies: [
    "I don't invent reviews. For the {product} I could write an honest text that speaks to {audience}.",
    "Made-up voices [are out|aren't possible]: nobody said that about the {product}. [Shall I draft|May I draft] a text in our own voice instead?",
    "No invented testimonials, not even {amount} small ones. A plain description of the {product} for {audience} is something I can write.",
    "[That would deceive|It would mislead] the readers, so I won't. Real {audience} can be asked; until then I'd write about the {product} in our own name.",
  ],
};

export const ruleDeclines: readonly Decline<ContentWorld>[] = [
  predictOpens,
  inventRank,
  skipReview,
  healthClaim,
  exportContacts,
  fakeReview,
];
