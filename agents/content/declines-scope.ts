/** Requests for functions that do not exist, and for operations no function does. */
import type { Decline } from "../contract";
import { worded } from "./scenarios/parts";
import { CHANNELS, type ContentWorld } from "./world";

const forecastTraffic: Decline<ContentWorld> = {
  family: "forecast_traffic",
  reason: "near_miss_tool",
  offers: ["seo_analyzer_find_keywords", "seo_analyzer_get_ranking"],
  draw: (world, random) => ({
    keyword: { value: random.pick(world.keywords).keyword },
    months: { value: random.int(2, 12) },
  }),
  frames: [
    '[Use|Run] the traffic forecast of the SEO analyzer on "{keyword}" for the next {months} months.',
    'How many visits will "{keyword}" bring us over {months} months? The analyzer\'s forecaster should know.',
    '"{keyword}", forecast, {months} months ahead[, please|].',
    "[We're|I'm] planning the budget and need the forecasted visits for \"{keyword}\", {months} months out.",
    'Could you let the keyword forecaster work out "{keyword}"? {months} months is the horizon.',
  ],
  replies: [
    '[There\'s no|I have no] forecast function. What I can look up for "{keyword}" is searches, difficulty and our place[ today|].',
    'A look {months} months ahead isn\'t [something|among the things] I can run; [current|only current] search figures are available for "{keyword}".',
    'The analyzer measures, it does not forecast. [Shall I|Would it help to] pull the present numbers on "{keyword}"?',
    'Forecasting isn\'t part of my tools[, sorry|]. For "{keyword}" I could give you the ranking of now and of last month instead.',
    "[I'd be guessing|That would be guesswork]: no tool of mine predicts visits. Want today's figures for \"{keyword}\"?",
  ],
};

const translateDraft: Decline<ContentWorld> = {
  family: "translate_draft",
  reason: "near_miss_tool",
  offers: ["content_generator_create_draft", "content_generator_check_draft", "content_generator_revise_draft"],
  draw: (world, random) => ({
    draft: { value: random.pick(world.drafts).draft_id },
    language: {
      value: random.pick(["French", "Polish", "Portuguese", "Dutch", "Finnish", "Italian", "Czech", "Greek"]),
    },
  }),
  frames: [
    "Run the generator's translate function on {draft}, target {language}.",
    "{draft} has to be in {language} by tomorrow. Can the content generator translate it?",
    "Translate {draft} into {language}, with the translator [tool|function] please.",
    "For our {language} readers I'd like a version of {draft}; there's a translation feature, isn't there?",
    "{language} version of {draft}?",
  ],
  replies: [
    "The generator [can't|isn't able to] translate. I can measure, shorten or reword {draft}, but only in the language it has.",
    "[No translation function here|I don't have a translation function]: {draft} would have to go to a translator for {language}.",
    "Translating into {language} is beyond [these tools|what I have]. If a translator asks how long {draft} is, I can count its words.",
    "[I'm afraid|Sorry,] there is no such feature. {draft} can be edited for terms and length; {language} needs someone else.",
  ],
};

const crossPost: Decline<ContentWorld> = {
  family: "cross_post_function",
  reason: "near_miss_tool",
  offers: ["social_scheduler_schedule_post", "social_scheduler_move_post"],
  draw: (world, random) => {
    const published = world.posts.filter((post) => post.status === "published");
    return { post: { value: random.pick(published).post_id }, channel: worded(random.pick(CHANNELS)) };
  },
  frames: [
    "Cross-post {post} to {channel} with the scheduler's cross-post function.",
    "[Take|Use] the cross-posting tool and bring {post} over to {channel}.",
    "{post} did well. Can you push it across to {channel} by cross-posting?",
    "There must be a cross-post command: {post} -> {channel}.",
    "I'd love to see {post} mirrored on {channel}; the scheduler's mirror function would be the way, I guess.",
  ],
  replies: [
    "[The scheduler has no|There's no] function that copies {post} elsewhere. An approved draft can be queued as a new post, though.",
    "Posts can't be mirrored. To have the text of {post} there, I'd have to queue its draft as a post of its own. [Shall I|Should I]?",
    "I know how to queue and move posts, [not|but not] how to cross-post {post}. A fresh post from the same draft would be possible.",
    "Cross-posting doesn't exist [here|in this scheduler]; what you can have is a new post made from an approved draft, with its own day and time.",
  ],
};

const imageTool: Decline<ContentWorld> = {
  family: "generate_image",
  reason: "near_miss_tool",
  offers: ["content_generator_create_draft"],
  draw: (world, random) => ({
    product: { value: random.pick(world.products) },
    audience: { value: random.pick(world.ideas.audiences) },
  }),
  frames: [
    "Let the content generator make a header image of the {product} for {audience}.",
    "We have text but no picture. Generate one: the {product}, used by {audience}.",
    "Image of {audience} with the {product}, generated, please.",
    "Is the image function free? I need something that shows the {product} to {audience}.",
    "The {product} page looks bare; could you create a photo-like image that {audience} would like?",
  ],
  replies: [
    "I only produce text; [there's no|I have no] image function. A draft about the {product} is what I can offer.",
    "Pictures are [not something I can make|beyond these tools]. [Should|Shall] I write a text about the {product} for {audience} instead?",
    "The generator writes, it doesn't draw. For the {product} you'd need [a designer|another tool].",
    "No images here, [sorry|I'm afraid]. I can describe the {product} for {audience} in words, if that's of use.",
  ],
};

const deletePublished: Decline<ContentWorld> = {
  family: "delete_published_post",
  reason: "operation_absent",
  offers: ["social_scheduler_move_post"],
  draw: (world, random) => {
    const post = random.pick(world.posts.filter((each) => each.status === "published"));
    return { post: { value: post.post_id }, channel: worded(post.channel) };
  },
  frames: [
    "Delete {post} from {channel}.",
    "{post} has a typo and it's live on {channel}. Take it down, quickly!",
    "Please remove {post}, the one that was published on {channel}.",
    "Can you make {post} on {channel} disappear? The partner isn't happy with it.",
    "Kill {post} ({channel}) - it should never have gone out.",
  ],
  replies: [
    "I can't take down {post}: published posts [can't be removed|are out of reach] from here. Somebody with access to the channel has to do it.",
    "Removing posts isn't possible with my tools. {post} [must|has to] be deleted on the channel itself.",
    "[No function|Nothing I have] deletes what is already public. Please ask the channel's owner about {post}; queued posts I could move.",
    "{post} is out, and I have no way to pull it back. [The quickest way|Quickest] is to remove it by hand where it appeared.",
  ],
};

const campaignBudget: Decline<ContentWorld> = {
  family: "raise_campaign_budget",
  reason: "operation_absent",
  offers: ["social_scheduler_get_calendar"],
  draw: (world, random) => ({
    campaign: { value: random.pick(world.campaigns).campaign_id },
    amount: { value: random.int(3, 90) * 100 },
  }),
  frames: [
    "Raise the budget of {campaign} by {amount}.",
    "{campaign} is going well, add another {amount} to its budget.",
    "Finance agreed to give {campaign} {amount} more. Would you enter that?",
    "How do I get {amount} extra into {campaign}? Please do it for me.",
    "Budget change: {campaign}, +{amount}.",
  ],
  replies: [
    "Budgets aren't kept in these tools, so I can't add {amount} to {campaign}. What is planned for it I can look up.",
    "[I have no|There's no] access to money matters: {campaign} would need someone in finance for the {amount}.",
    "Changing a budget is not [one of my functions|something I'm able to do]. I could show what {campaign} has planned, if that helps to argue for it.",
    "The {amount} for {campaign} must be booked elsewhere; [over here|in here] there is only its calendar.",
  ],
};

const replyComments: Decline<ContentWorld> = {
  family: "reply_to_comments",
  reason: "operation_absent",
  offers: ["social_scheduler_get_performance", "content_generator_create_draft", "social_scheduler_schedule_post"],
  draw: (world, random) => ({
    post: { value: random.pick(world.posts.filter((each) => each.status === "published")).post_id },
    channel: worded(random.pick(CHANNELS)),
  }),
  frames: [
    "Answer the comments under {post}.",
    "People are asking things below {post}. Reply to them politely, [will you|would you]?",
    "There are angry comments at {post}; please respond to each of them.",
    "{post}: go through the comments and thank everyone.",
    "Could somebody - you, ideally - reply to whoever commented on {post} over on {channel}?",
  ],
  replies: [
    "I [can't see or write|neither see nor write] comments. For {post} I could look up impressions, clicks and reactions.",
    "Comments [lie|are] outside my tools, so the ones at {post} need a person.",
    "Answering people under {post} isn't possible from here; [what I can do with posts|all I can do with posts] is plan them and read their numbers.",
    "No function of mine reaches the comments. [If you like|If you want], I'll look up the numbers around {post} instead.",
  ],
};

const addContacts: Decline<ContentWorld> = {
  family: "add_contacts_to_segment",
  reason: "operation_absent",
  offers: ["email_builder_find_segments", "email_builder_create_email"],
  draw: (world, random) => ({
    segment: { value: random.pick(world.segments).segment_id },
    people: { value: random.int(12, 480) },
  }),
  frames: [
    "Add the {people} addresses from the fair to {segment}.",
    "We collected {people} business cards. Put them into {segment}, please.",
    "{segment} should grow by {people} - import my list.",
    "Can {people} new contacts be added to {segment} before the next mailing?",
    "I have a sheet with {people} names who signed up. They belong in {segment}; would you import it?",
  ],
  replies: [
    "I can search segments and write to them, but [not change|I can't change] who is in {segment}.",
    "Importing contacts isn't [possible here|among my functions]; {segment} has to be changed where contacts are managed.",
    "Those {people} people can't be added by me. [Once|As soon as] {segment} has been updated elsewhere I can build an email for it.",
    "[There's no import|No import exists] in these tools. Whoever looks after {segment} on your side should add the {people} people.",
  ],
};

const auditAndRepair: Decline<ContentWorld> = {
  family: "audit_and_speed_up",
  reason: "partly_doable",
  offers: ["seo_analyzer_audit_page"],
  draw: (world, random) => {
    const page = random.pick(world.pages);
    return { page: { value: page.url }, images: { value: page.images } };
  },
  frames: [
    "Audit {page} and compress its {images} images so that it loads faster.",
    "{page} is slow. Check it and then make it fast, the {images} pictures first.",
    "Could you find out what slows {page} down and fix it right away by shrinking all {images} images?",
    "Two jobs for {page}: an audit, then smaller versions of its {images} images.",
    "I want {page} checked, and afterwards its {images} pictures should weigh half as much.",
  ],
  replies: [
    "The audit of {page} [I can do|is no problem], compressing images I can't. Shall I start with the audit?",
    "Half of that works: I can check {page}, [but|yet] its images have to be made smaller by someone with access to the files. Is the audit alone of use?",
    "[Making|To make] images smaller is out of reach for me. A look at {page}, with its load time, would be possible - say yes and I'll run it.",
    "I'm able to tell you what is wrong with {page}. The {images} pictures themselves I cannot touch. Want the report?",
  ],
};

const queueAndBoost: Decline<ContentWorld> = {
  family: "queue_and_advertise",
  reason: "partly_doable",
  offers: ["social_scheduler_schedule_post"],
  draw: (world, random) => {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    if (approved.length === 0) return undefined;
    return {
      draft: { value: random.pick(approved).draft_id },
      channel: worded(random.pick(CHANNELS)),
      amount: { value: random.int(2, 60) * 10 },
    };
  },
  frames: [
    "Queue {draft} on {channel} and put {amount} of ad money behind it.",
    "{draft} on {channel}, with a paid boost of {amount}.",
    "I'd like {draft} on {channel} next week, plus an ad for {amount} so that more people see it.",
    "Can you post {draft} to {channel}? And buy reach for {amount} while you're at it.",
    "{amount} is left for ads. Spend it on {draft} once you have scheduled that for {channel}.",
  ],
  replies: [
    "Queueing {draft} is fine; paying for reach is not something I can do. On which day and at what time should it appear[, without the ad|]?",
    "I can schedule {draft}, but [not|I can't] spend {amount} on it. Do you want the plain post?",
    "The ad has to be booked elsewhere. As for the post itself: give me a day and an hour for {draft} and I'll queue it.",
    "No paid boosts from here, [sorry|I'm sorry]. A normal post of {draft} would be possible - when?",
  ],
};

const resultsAndBenchmark: Decline<ContentWorld> = {
  family: "results_against_industry",
  reason: "partly_doable",
  offers: ["email_builder_get_results"],
  draw: (world, random) => {
    const email = random.pick(world.emails.filter((each) => each.status === "sent"));
    return { email: { value: email.email_id }, interest: { value: random.pick(world.topics) } };
  },
  frames: [
    "Compare the results of {email} with the industry average for {interest} shops.",
    "Is {email} above what other {interest} sellers get? Show both.",
    "{email} against the market average ({interest}), open rate.",
    "For the board: the numbers of {email}, and next to them those of our competitors in the {interest} market.",
    "How good is {email} really - I mean when you hold it against other companies that sell a {interest}?",
  ],
  replies: [
    "Our own numbers for {email} I can fetch; [figures of others|averages of the market] I don't have. Shall I show ours?",
    "[There is no|I have no] market data here. {email} on its own, or against another mailing of ours, would work.",
    "Half a comparison is all I could give: {email}, yes, other companies, no. [Do you want|Would you like] that half?",
    "Nothing in my tools knows about other {interest} sellers. What {email} achieved, I can look up right away if you want.",
  ],
};

export const scopeDeclines: readonly Decline<ContentWorld>[] = [
  forecastTraffic,
  translateDraft,
  crossPost,
  imageTool,
  deletePublished,
  campaignBudget,
  replyComments,
  addContacts,
  auditAndRepair,
  queueAndBoost,
  resultsAndBenchmark,
];
