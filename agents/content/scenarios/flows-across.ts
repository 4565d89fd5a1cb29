/** Work across tools: from a phrase to a queued post, a term in a whole campaign. */
import { all, answer, call, partial, type Scenario } from "../../contract";
import { TERMS } from "../words";
import { CHANNELS, type ContentWorld } from "../world";
import { day, listed, meant, says, seen, stuck, worded } from "./parts";
import type { Keywords, Made, Queued, Slots } from "./seen";

const launchPost: Scenario<ContentWorld> = {
  family: "keyword_to_queued_post",
  skill: "social_media",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const product = world.products.find((each) => each.endsWith(topic));
    if (product === undefined) return undefined;
    const [easiest, next] = world.keywords
      .filter((each) => each.keyword.endsWith(topic))
      .map((each) => each.difficulty)
      .sort((one, other) => one - other);
    if (easiest === next) return undefined;
    const audience = random.pick(world.ideas.audiences);
    const channel = random.pick(CHANNELS);
    const sentences = random.int(2, 4);
    const when = day(world, random, random.int(1, 6));
    return {
      slots: {
        topic: { value: topic },
        product: { value: product },
        audience: { value: audience },
        sentences: { value: sentences, text: [`${sentences} sentences`] },
        channel: worded(channel),
        date: when,
        easiest: meant("difficulty"),
        review: meant("in_review"),
        approval: meant("approved"),
      },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, sort_by: "difficulty" },
          {
            reasons: [
              'The easiest phrase on "{topic}" is [needed|wanted].',
              "[I list the keywords|A list of keywords], lowest difficulty on top.",
              'What is easy to rank for? [I look|Let me look] at "{topic}".',
              'Lowest difficulty wins, says the request. I search for "{topic}".',
              'The post takes research on "{topic}".',
              '"{topic}": which phrase costs the least effort?',
            ],
            values: { topic },
          },
        );
        if (!found.ok) return stuck(found);
        const best = seen<Keywords>(found).keywords[0];
        if (best === undefined) return partial(["There is no phrase on {topic}."], { topic });
        const made = yield* call(
          "content_generator_create_draft",
          { kind: "social_post", product, audience, sentences, keywords: [best.keyword] },
          {
            reasons: [
              '"{keyword}" (difficulty {hard}) goes into the post.',
              'Easiest is "{keyword}" at {hard}, so [I write|the text is written] with it.',
              'Now the text[ itself|], holding "{keyword}".',
              'With "{keyword}" at {hard} the text can be written.',
              'I have the phrase, "{keyword}", and write.',
              'No phrase is easier than difficulty {hard}. Writing around "{keyword}".',
            ],
            values: { keyword: best.keyword, hard: best.difficulty },
          },
        );
        if (!made.ok) return stuck(made);
        const { draft_id } = seen<Made>(made);
        const review = yield* call(
          "content_generator_set_status",
          { draft_id, status: "in_review" },
          {
            reasons: [
              "{draft} has to pass through review before it is approved.",
              "A new text [can't|cannot] be approved directly; review first.",
              "{draft} exists. [Next state|Its next state]: review.",
              "The usual way: draft, review, approval. {draft} is at the first.",
              "Review comes before approval, also for {draft}.",
              "Moving {draft} into review.",
            ],
            values: { draft: draft_id },
          },
        );
        if (!review.ok) return stuck(review);
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id, status: "approved" },
          {
            reasons: [
              "You gave your approval, so {draft} is marked approved.",
              "[As|Since] the approval is given, {draft} moves on.",
              "With your consent {draft} becomes approved.",
              "{draft} may be approved; you said so beforehand.",
              "Next state for {draft}: approved, on your word.",
              "Your approval covers {draft}, so it is entered.",
            ],
            values: { draft: draft_id },
          },
        );
        if (!approved.ok) return stuck(approved);
        const gaps = yield* call(
          "social_scheduler_find_free_slots",
          { channel, date: when.value, part_of_day: "evening" },
          {
            reasons: [
              "Which evening hours are open?",
              "For the slot I [look|have to look] at the evening.",
              "{draft} is approved and needs a free hour.",
              "{draft} needs an hour in the evening.",
              "When is the channel free in the evening?",
              "What {draft} lacks is a slot.",
            ],
            values: { draft: draft_id },
          },
        );
        if (!gaps.ok) return stuck(gaps);
        const { free, date } = seen<Slots>(gaps);
        if (free[0] === undefined)
          return partial(
            ["{draft} is approved, but the evening of {date} is full, so it's not queued yet."],
            {
              draft: draft_id,
              date,
            },
            { offers: ["social_scheduler_schedule_post"] },
          );
        const queued = yield* call(
          "social_scheduler_schedule_post",
          { draft_id, channel, date, time: free[0] },
          {
            reasons: [
              "{time} is open, so {draft} takes it.",
              "[First free hour|The first one]: {time}. Queueing {draft}.",
              "I [take|book] {time} for {draft}.",
              "{draft} goes to {time}, the earliest of them.",
              "Booking {time}.",
              "Let's put {draft} at {time}.",
            ],
            values: { draft: draft_id, time: free[0] },
          },
        );
        if (!queued.ok) return stuck(queued);
        return answer(
          [
            '{post} goes out on {date} at {time}: a post for {audience} around "{keyword}" ({draft}, approved as you said).',
            '[From|All the way from] "{keyword}" to the queue: {draft} is approved and runs as {post} on {date}, {time}.',
            '{draft}, built on "{keyword}" and approved, is queued for {date} at {time}[. Its number is {post}| ({post})].',
            'Keyword "{keyword}", text {draft} (approved), post {post}, {date} {time}. [Everything went through|All steps went through].',
          ],
          { post: seen<Queued>(queued).post_id, date, time: free[0], audience, keyword: best.keyword, draft: draft_id },
          { required: ["post", "time"] },
        );
      },
    };
  },
  frames: [
    'Find the easiest "{topic}" keyword, write a social post about the {product} for {audience} with it ({sentences}), take it through review - I approve it - and queue it on {channel} {date} in the first free evening hour.',
    'We need a quick post on {channel} {date}. Product: {product}; readers: {audience}; a social post of exactly {sentences} with the lowest-difficulty phrase about "{topic}". Move it to review and then to approved, on my word, and book the earliest evening hour.',
    "From keyword to slot, all in one go: {topic} (easiest phrase), social post of {sentences}, {product}, {audience}, review and approval (granted), {channel}, {date}, first open evening hour.",
    'Can you handle a whole social post for me? It\'s on the {product}, speaks to {audience}, has {sentences}, uses whichever "{topic}" phrase is least difficult. You may move it to review and approve it in my name. It should appear {date} on {channel}, as early in the evening as possible.',
    'We want to meet {audience} on {channel} {date}, first open hour of the evening. The social post ({sentences}, about the {product}) needs the easiest "{topic}" keyword in it; put it through review, my approval is given.',
    'For {channel} {date}, evening, first open hour: a social post ({sentences}) on the {product} that {audience} will like. Easiest "{topic}" phrase inside. Review it, I approve, queue it.',
  ],
};

const renameAcross: Scenario<ContentWorld> = {
  family: "rename_across_campaign",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const campaigns = world.campaigns.filter((campaign) => {
      const drafts = world.drafts.filter((draft) => draft.campaign_id === campaign.campaign_id);
      return drafts.some((draft) => draft.status !== "approved");
    });
    const usable = campaigns.flatMap(({ campaign_id }) => {
      const drafts = world.drafts.filter((draft) => draft.campaign_id === campaign_id);
      const open = drafts.filter(({ status }) => status !== "approved");
      // A term in a title would stay: no function changes that of a draft.
      const titles = drafts.map(({ title }) => title);
      return TERMS.filter(([term]) => open.some(({ body }) => says(body, term)) && !says(titles, term)).map(
        (pair) => [campaign_id, pair] as const,
      );
    });
    if (usable.length === 0) return undefined;
    const [campaign, [from, to]] = random.pick(usable);
    return {
      slots: { campaign: { value: campaign }, from: { value: from }, to: { value: to } },
      *solve() {
        const list = yield* call(
          "content_generator_list_drafts",
          { campaign_id: campaign },
          {
            reasons: [
              "Which texts belong to {campaign}, and which of them can be edited?",
              "The list of {campaign} shows what is [locked|approved] and what isn't.",
              "[I need|I list] all texts of {campaign} with their state.",
              "What can be edited in {campaign}? [I list it|The list says].",
              "A rename touches every text of {campaign}, so I list them.",
              "Approved ones are locked; which are those in {campaign}?",
            ],
            values: { campaign },
          },
        );
        if (!list.ok) return stuck(list);
        const { drafts } = seen<{ drafts: { draft_id: string; status: string }[] }>(list);
        const editable = drafts.filter((draft) => draft.status !== "approved");
        const locked = drafts.filter((draft) => draft.status === "approved").map((draft) => draft.draft_id);
        const edited = yield* all(
          editable.map((draft) => [
            "content_generator_revise_draft",
            { draft_id: draft.draft_id, replace: { from, to } },
          ]),
          {
            reasons: [
              "{list} can be edited, so the term is replaced there.",
              "Not approved [and so|and therefore] open to edits: {list}.",
              locked.length > 0
                ? "I change {list}; approved texts are left alone."
                : "Nothing is locked, so I change {list}.",
              "The term is replaced in {list}.",
              "I can edit {list}.",
              ...(editable.length > 1 ? ["One edit each: {list}."] : ["One edit, in {list}."]),
            ],
            values: { list: listed(editable.map((draft) => draft.draft_id)) },
          },
        );
        const failed = edited.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        const counts = edited.map((each) => (each.ok ? seen<{ replacements: number }>(each).replacements : 0));
        const done = listed(
          counts.map((times, index) => `${editable[index]!.draft_id} (${times} ${times === 1 ? "place" : "places"})`),
        );
        if (locked.length === 0 && counts.includes(0))
          return answer(
            [
              'Every text of {campaign} has been searched for "{from}"; replacements: {done}.',
              "I went through all of {campaign}. [Replacements, draft by draft|What was replaced]: {done}.",
              'All texts of {campaign} are done. How often "{from}" was replaced: {done}.',
              'Not every text of {campaign} had "{from}" in it. Replacements: {done}.',
            ],
            { from, campaign, done },
            { required: ["done"] },
          );
        return locked.length === 0
          ? answer(
              [
                '"{to}" stands in the place of "{from}" all over {campaign}. Replacements, draft by draft: {done}.',
                '"{from}" is replaced in all texts of {campaign}, namely in {done}.',
                '"{from}" is gone from {campaign}. It was replaced in {done}.',
                'No text of {campaign} says "{from}" any more. Replaced: {done}.',
              ],
              { from, to, campaign, done },
              { required: ["done"] },
            )
          : partial(
              [
                'Replacements of "{from}", draft by draft: {done}. Left alone, because approved texts are locked: {locked}.',
                '"{from}" could be replaced only where a text isn\'t approved: {done}. Approved and closed to edits: {locked}.',
                'Replacements of "{from}": {done}. What is approved stays as it was: {locked}. [Should|Shall] {locked} be reopened?',
                '[Done so far|This much is done], "{to}" for "{from}": {done}. For {locked} the approval would have to be lifted first.',
              ],
              { from, to, done, locked: listed(locked) },
              { required: ["done", "locked"] },
            );
      },
    };
  },
  frames: [
    'Replace "{from}" with "{to}" in every text of {campaign}.',
    'Style change! Wherever a draft of {campaign} says "{from}" it should now say "{to}".',
    '{campaign}, all drafts: "{from}" => "{to}".',
    'Can we get rid of "{from}" throughout {campaign}? The client prefers "{to}".',
    'The word "{from}" tests badly, so I\'d like "{to}" instead of it in whatever we\'ve written for {campaign}.',
    'No text under {campaign} may say "{from}" any longer; make it "{to}".',
    'How about "{to}" in place of "{from}"? I mean everywhere in {campaign}.',
    'Could every draft that belongs to {campaign} use "{to}" where it has "{from}" now?',
  ],
};

export const flowsAcross: readonly Scenario<ContentWorld>[] = [launchPost, renameAcross];
