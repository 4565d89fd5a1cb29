/** Search work in several steps: from a ranking to its cause, from a phrase to a text, from a fault to its repair. */
import { all, call, partial, type Scenario } from "../../contract";
import { TERMS } from "../words";
import { CHANNELS, type ContentWorld, KINDS } from "../world";
import type { Audit, Compared, Keywords, Ranking } from "./pages";
import { answering, day, listed, seen, stuck, worded } from "./parts";
import type { Queued, Slots } from "./posts";

const answer = answering([
  "Check again in spring.",
  "Another topic?",
  "Nothing else changed.",
  "I can continue.",
  "Is this enough?",
  "Worth watching.",
  "More pages wait.",
  "What do you think?",
]);

type Made = { readonly draft_id: string; readonly title: string; readonly words: number };

const bestKeywordDraft: Scenario<ContentWorld> = {
  family: "draft_for_best_keyword",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const product = world.products.find((each) => each.endsWith(topic));
    if (product === undefined) return undefined;
    const difficulty = random.int(45, 90);
    if (!world.keywords.some((each) => each.keyword.endsWith(topic) && each.difficulty <= difficulty)) return undefined;
    const audience = random.pick(world.ideas.audiences);
    const kind = random.pick(KINDS);
    return {
      slots: {
        topic: { value: topic },
        product: { value: product },
        difficulty: { value: difficulty },
        audience: { value: audience },
        kind: worded(kind),
      },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, max_difficulty: difficulty },
          {
            reasons: [
              "[The phrase|A phrase] comes first: the most searched one that is not too hard.",
              'I look for one phrase about "{topic}" within the difficulty [limit|you gave].',
              "To write it I need the keyword, so [I search|the search goes] first.",
              'Search volume decides, within your limit for "{topic}".',
              "What do people type when they want a {topic}?",
              'No text without a phrase, so "{topic}" is researched first.',
            ],
            values: { topic },
          },
        );
        if (!found.ok) return stuck(found);
        const best = seen<Keywords>(found).keywords[0];
        if (best === undefined) return partial(["No phrase about {topic} is that easy."], { topic });
        const made = yield* call(
          "content_generator_create_draft",
          { kind, product, audience, keywords: [best.keyword] },
          {
            reasons: [
              '"{keyword}" has {searches} searches at difficulty {hard}, so the text is written around it.',
              '[Best choice|The best one]: "{keyword}". Now the draft [itself|can be made].',
              'With "{keyword}" chosen ({searches} searches), [writing is next|I can write].',
              '{searches} people a month search "{keyword}". That\'s the phrase.',
              'I settle for "{keyword}" and write.',
              '"{keyword}" is strong enough ({searches}); on to the text.',
            ],
            values: { keyword: best.keyword, searches: best.searches, hard: best.difficulty },
          },
        );
        if (!made.ok) return stuck(made);
        const { draft_id, title, words } = seen<Made>(made);
        return answer(
          [
            '{draft} is written around "{keyword}" ({searches} searches a month, difficulty {hard}).',
            '[I chose|The choice was] "{keyword}" with {searches} searches; the text is {draft}, {words} words.',
            '"{title}" ({draft}) now [targets|goes for] "{keyword}". It is searched {searches} times a month at difficulty {hard}.',
            'Keyword: "{keyword}", {searches} searches. [Draft|New draft]: {draft}, "{title}".',
          ],
          { draft: draft_id, title, words, keyword: best.keyword, searches: best.searches, hard: best.difficulty },
          { required: ["draft", "keyword"] },
        );
      },
    };
  },
  frames: [
    'Write a {kind} on the {product} for {audience}, built around the most searched "{topic}" phrase with difficulty up to {difficulty}.',
    "What do people look for when they want a {topic}? Take the top phrase that isn't harder than {difficulty} and draft a {kind} about our {product} with it, for {audience}.",
    "Keyword first, text second: topic {topic}, max difficulty {difficulty}, most searches wins. Then a {kind}, {product}, {audience}.",
    "I want {audience} to find the {product}. Pick the strongest {topic} keyword we can afford (difficulty {difficulty} or less); a {kind} should come out of it.",
    'Our {product} needs a {kind}. Before you write it for {audience}, choose the phrase - about "{topic}", as many searches as possible, no more than {difficulty} on the difficulty scale.',
    'Is there a good phrase on "{topic}" within difficulty {difficulty}? The one with the most searches should carry a {kind} on the {product}; {audience} are the readers.',
    'We owe {audience} a {kind} about the {product}. It has to be found, so base it on whichever "{topic}" keyword is searched most at {difficulty} or below.',
  ],
};

const rankDrop: Scenario<ContentWorld> = {
  family: "explain_rank_drop",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const dropped = world.keywords.filter(
      (each) =>
        each.position > each.previous_position &&
        each.position > 0 &&
        world.pages.some((page) => page.url === each.url),
    );
    if (dropped.length === 0) return undefined;
    const keyword = random.pick(dropped).keyword;
    return {
      slots: { keyword: { value: keyword } },
      *solve() {
        const rank = yield* call(
          "seo_analyzer_get_ranking",
          { keyword },
          {
            reasons: [
              '[Let me see|I check] first whether "{keyword}" really lost places.',
              "The ranking says if there was a drop and which page [it concerns|is concerned].",
              'Start with the numbers for "{keyword}", now and a month ago.',
              'Has "{keyword}" fallen at all? The tracker knows.',
              'Before I blame a page, the position of "{keyword}".',
              'Old place, new place: I look both up for "{keyword}".',
            ],
            values: { keyword },
          },
        );
        if (!rank.ok) return stuck(rank);
        const { position, previous_position, url } = seen<Ranking>(rank);
        const audit = yield* call(
          "seo_analyzer_audit_page",
          { url },
          {
            reasons: [
              "It fell from {before} to {now}, so the page behind it [needs a look|is next].",
              "{url} ranks for it. [What is wrong there|Whether it has faults], an audit will show.",
              "The drop is real: {before} before, {now} now. I audit {url}.",
              "{url} holds that place, so it gets audited.",
              "From {before} to {now}: something may be wrong on {url}.",
              "A fall from {before} deserves an audit of {url}.",
            ],
            values: { before: previous_position, now: position, url },
          },
        );
        if (!audit.ok) return stuck(audit);
        const { issues, score } = seen<Audit>(audit);
        if (issues.length === 0)
          return partial(
            [
              '"{keyword}" fell from {before} to {now}, but {url} has no fault, so the reason lies [elsewhere|outside the page].',
              "The drop is there ({before} to {now}). {url} scores {score} and explains nothing[, I'm afraid|].",
              "I can't explain it: {before} became {now}, while the page {url} passes every check.",
            ],
            { keyword, before: previous_position, now: position, url, score },
            { required: ["before", "now"] },
          );
        return answer(
          [
            '"{keyword}" went from {before} to {now}. {url} has these faults: {issues}.',
            "[Yes, it dropped|It dropped], {before} to {now}. [Possible causes|What may be behind it]: {issues}.",
            "From {before} down to {now}; the page ({url}, score {score}) suffers from this: {issues}.",
            "{issues} - that's what the audit of {url} found. The place fell from {before} to {now}.",
          ],
          {
            keyword,
            before: previous_position,
            now: position,
            url,
            score,
            issues: listed(issues.map((issue) => issue.detail)),
          },
          { required: ["before", "now", "issues"] },
        );
      },
    };
  },
  frames: [
    'Why are we losing "{keyword}"? Check the ranking and the page that ranks.',
    'Fewer people arrive through "{keyword}" than last month. Has our place dropped, and is something wrong with the page?',
    '"{keyword}" is down. Find out by how much, and what the page behind it is lacking.',
    'The boss saw a competitor above us for "{keyword}". I need our old and new place plus the faults of our page.',
    'Look into "{keyword}" for me: first the position, then an audit of whichever page holds it.',
    'Did we slip on "{keyword}", and what does the page that ranks for it do wrong?',
    'Two questions on "{keyword}": how far down have we gone, and which faults has the page?',
  ],
};

const repairDescription: Scenario<ContentWorld> = {
  family: "fill_missing_description",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const empty = world.pages.filter((page) => page.description === "");
    if (empty.length === 0) return undefined;
    const page = random.pick(empty).url;
    const description = random.pick(world.ideas.descriptions);
    return {
      slots: { page: { value: page }, description: { value: description } },
      *solve() {
        const before = yield* call(
          "seo_analyzer_audit_page",
          { url: page },
          {
            reasons: [
              "[First|Before I write], does {page} really lack a description?",
              "An audit shows whether the field is empty[, and the score to start from|].",
              "I look at {page} before [changing anything|I change it].",
              "I trust the audit more than a guess about {page}.",
              "Is something missing on {page}? [Let's see|We'll see].",
              "{page} first, your text second.",
            ],
            values: { page },
          },
        );
        if (!before.ok) return stuck(before);
        const old = seen<Audit>(before);
        if (!old.issues.some((issue) => issue.check === "description"))
          return partial(["{page} has a description already, so I left it alone."], { page });
        const saved = yield* call(
          "seo_analyzer_update_metadata",
          { url: page, fields: { description } },
          {
            reasons: [
              "The description is empty, so yours [goes in|is put in].",
              "[It's missing indeed|Indeed missing] - score {score} - and I set it now.",
              "As suspected nothing is there. [Saving|I save] the new text.",
              "Right, it lacks one. In goes your text.",
              "At {score} there's room to gain; the description is missing.",
              "You were right about it, so I fill it in.",
            ],
            values: { score: old.score },
          },
        );
        if (!saved.ok) return stuck(saved);
        const after = yield* call(
          "seo_analyzer_audit_page",
          { url: page },
          {
            reasons: [
              "[A second audit|Another audit] tells if that helped.",
              "Now to verify: the same audit again.",
              "[Did it work|Has it worked]? I run the audit once more.",
              "The score should have moved. Has it?",
              "I compare before and after.",
              "To give you the new score I audit again.",
            ],
          },
        );
        if (!after.ok) return stuck(after);
        const now = seen<Audit>(after);
        return answer(
          [
            "{page} has its description now, and the score rose from {before} to {after}.",
            "[It was empty|The field was empty]; with your text in place {page} goes from {before} to {after}.",
            "Score before: {before}. After the new description: {after}. [Verified|Checked] with a second audit[ of {page}|].",
            "[Filled in|I filled it in], and checked again: {after} instead of {before}.",
          ],
          { page, before: old.score, after: now.score },
          { required: ["before", "after"] },
        );
      },
    };
  },
  frames: [
    'If {page} has no description, set it to "{description}" and tell me how the score changes.',
    'I suspect that the description of {page} is missing. Please check; if so use "{description}" and then audit it again.',
    '{page} - description empty? Then "{description}" Score before and after, please.',
    'How much would a description do for {page}? Try it with "{description}", provided there isn\'t one yet, and compare the two audits.',
    'An intern forgot the description on {page}, I believe. The text would be "{description}"; verify that it\'s really missing and that the fix works.',
    'Should {page} be without a description, put in "{description}" and show me both scores.',
    'Is it true that {page} lacks a description? In that case it gets "{description}"; I\'d like to know what the audit says before and after.',
  ],
};

const slowestTitle: Scenario<ContentWorld> = {
  family: "retitle_weakest_page",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const metric = random.pick(["load_ms", "word_count", "internal_links"] as const);
    const [one, other] = random.sample(world.pages, 2);
    const title = world.ideas.titles.find((each) => each.length >= 20 && each.length <= 60);
    if (one === undefined || other === undefined || title === undefined || one[metric] === other[metric])
      return undefined;
    const [left, right] = [one.url, other.url];
    return {
      slots: { left: { value: left }, right: { value: right }, title: { value: title }, metric: worded(metric) },
      *solve() {
        const compared = yield* call(
          "seo_analyzer_compare_pages",
          { urls: [left, right], metric },
          {
            reasons: [
              "Which of the two is weaker? [A comparison tells|I compare them].",
              "The comparison decides which page gets the title.",
              "[Both pages|The two pages] side by side first.",
              "You want the worse one retitled, so they're compared.",
              "I let the numbers decide between them.",
              "One call puts both in order.",
            ],
          },
        );
        if (!compared.ok) return stuck(compared);
        const [best, worst] = seen<Compared>(compared).pages;
        if (best === undefined || worst === undefined) return partial(["The comparison gave no order."], {});
        const saved = yield* call(
          "seo_analyzer_update_metadata",
          { url: worst.url, fields: { title } },
          {
            reasons: [
              "{worst} is behind with {value}, so it gets the new title.",
              "At {value}, {worst} is the weaker one[; the title goes there|].",
              "[The loser|Last] is {worst} ({value}). I retitle that page.",
              "Your title belongs on {worst} ({value}).",
              "{value} is the lower result; retitling {worst}.",
              "The order is clear, {worst} comes last.",
            ],
            values: { worst: worst.url, value: worst.value },
          },
        );
        if (!saved.ok) return stuck(saved);
        const audit = yield* call(
          "seo_analyzer_audit_page",
          { url: worst.url, checks: ["title"] },
          {
            reasons: [
              "Does the new title pass? [I check just that|Only that check is needed].",
              "A last look: the title check on {worst}.",
              "To be sure, the title is verified[ on its own|].",
              "One check on {worst} is enough to see.",
              "You asked for a check of the title, here it comes.",
              "I'd like to see no complaint about the title of {worst}.",
            ],
            values: { worst: worst.url },
          },
        );
        if (!audit.ok) return stuck(audit);
        if (seen<Audit>(audit).issues.length > 0)
          return partial(["{worst} is retitled, but the title check still complains."], { worst: worst.url });
        return answer(
          [
            '{worst} was weaker ({low} against {high}). It is now called "{title}", which passes the title check.',
            '[The new title|"{title}"] went to {worst}: {low}, while {best} has {high}. [The check is fine|It passed the check].',
            'Weaker page: {worst}, {low}. "{title}" is set there and [verified|checked].',
            '{best} wins with {high}, so {worst} ({low}) got "{title}"; the title check has no complaint.',
          ],
          { worst: worst.url, best: best.url, low: worst.value, high: best.value, title },
          { required: ["worst", "low"] },
        );
      },
    };
  },
  frames: [
    'Compare {left} and {right} by {metric}. The worse one gets the title "{title}"; check the title afterwards.',
    'Which is worse on {metric}, {left} or {right}? Rename that page to "{title}" and see that it passes the title check.',
    'I have one good title left, "{title}". Give it to whichever of {left} and {right} is behind in {metric}, then verify.',
    '{left} / {right} / worst {metric} -> new title "{title}" -> verify the title',
    'We can only fix one page today: the one of {left} and {right} that is weaker when you look at {metric}. It should be titled "{title}". Make sure that no title issue remains.',
    '"{title}" is for the loser: compare {metric} of {left} and {right}, retitle, and run the title check on it.',
    'Between {left} and {right}, whichever does worse on {metric} shall be called "{title}". After that the title must pass its check.',
  ],
};

const keywordGap: Scenario<ContentWorld> = {
  family: "keyword_gap",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const limit = random.int(2, 4);
    return {
      slots: { topic: { value: topic }, limit: { value: limit } },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, limit },
          {
            reasons: [
              '[First come|I need] the most searched phrases on "{topic}".',
              'What do people search? [The list|A keyword list] on "{topic}" answers that.',
              "The biggest phrases are the starting point.",
              '"{topic}" has many phrases; I take the top ones.',
              "Before ranks come phrases.",
              "To find a gap I must know what is searched.",
            ],
            values: { topic },
          },
        );
        if (!found.ok) return stuck(found);
        const { keywords } = seen<Keywords>(found);
        const ranks = yield* all(
          keywords.map((each) => ["seo_analyzer_get_ranking", { keyword: each.keyword }]),
          {
            reasons: [
              "Now our place for each of them: {list}.",
              "With {list} known, I look up where we stand[ on every one|].",
              "[These are|It's] {list}; the rankings can be asked for together.",
              "Where are we with {list}?",
              "Each of {list} gets looked up.",
              "The phrases are {list}; next, the positions.",
            ],
            values: { list: listed(keywords.map((each) => each.keyword)) },
          },
        );
        const held: string[] = [];
        const open: string[] = [];
        ranks.forEach((rank, index) => {
          if (rank.ok) held.push(`${keywords[index]!.keyword} (place ${seen<Ranking>(rank).position})`);
          else open.push(keywords[index]!.keyword);
        });
        if (open.length === 0)
          return answer(
            [
              "We are tracked for all of them: {held}.",
              "[No gap|No gap at all]: {held}.",
              "Every big {topic} phrase is covered - {held}.",
              "[Covered|All covered]. The places are {held}.",
            ],
            { held: listed(held), topic },
            { required: ["held"] },
          );
        if (held.length === 0)
          return partial(
            [
              "None of the big {topic} phrases is tracked, so I have no places for {open}.",
              "I can name the phrases ({open}), yet not one of them is tracked.",
            ],
            { topic, open: listed(open) },
          );
        return partial(
          [
            "Ranking: {held}. Not tracked, so without a place: {open}.",
            "[We have|There are] places for {held}. For {open} nothing is tracked[, which leaves a gap|].",
            "{open} [can't be answered|stays open], because we don't track it; otherwise {held}.",
            "[Known|What I know]: {held}. [Unknown|What I don't]: {open}, for lack of tracking.",
          ],
          { held: listed(held), open: listed(open) },
        );
      },
    };
  },
  frames: [
    'Take the {limit} most searched "{topic}" phrases and tell me our place for each.',
    "Do we rank for the {limit} phrases people use most when they search for a {topic}?",
    "Gap check: {topic}, top {limit} keywords, our positions.",
    'In the strategy round I\'ll be asked whether we cover the {limit} biggest searches around "{topic}". Could you find them and look up how we rank?',
    "Which of the {limit} largest keywords on {topic} are we missing from? List the phrases first, then the rankings.",
    'Give me the {limit} top phrases around "{topic}", and for every one of them where we are.',
    "How well do we cover {topic}? I'd say the {limit} biggest keywords with our place in each would show it.",
  ],
};

const launchPost: Scenario<ContentWorld> = {
  family: "keyword_to_queued_post",
  skill: "social_media",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const product = world.products.find((each) => each.endsWith(topic));
    if (product === undefined) return undefined;
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
      },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, sort_by: "difficulty" },
          {
            reasons: [
              'The easiest phrase on "{topic}" [is needed|comes] first.',
              "[Starting|I start] with the keyword, lowest difficulty on top.",
              'What is easy to rank for? [I look|Let me look] at "{topic}".',
              'Lowest difficulty wins, says the request. I search "{topic}".',
              'It starts with research on "{topic}".',
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
              'Difficulty {hard} is hard to beat. Writing around "{keyword}".',
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
              "[As the approver|Since the approver] has agreed, {draft} moves on.",
              "With your consent {draft} becomes approved.",
              "{draft} may be approved; you said so beforehand.",
              "Next state for {draft}: approved, on your word.",
              "Nothing was objected to, so {draft} gets its approval.",
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
              "{draft} is approved; what remains is a free hour.",
              "{draft} needs an hour in the evening.",
              "When is the channel free in the evening?",
              "A slot for {draft} is all that's missing.",
            ],
            values: { draft: draft_id },
          },
        );
        if (!gaps.ok) return stuck(gaps);
        const { free, date } = seen<Slots>(gaps);
        if (free[0] === undefined)
          return partial(["{draft} is approved, but the evening of {date} is full, so it's not queued yet."], {
            draft: draft_id,
            date,
          });
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
            '{post} goes out on {date} at {time}: a post for {audience} around "{keyword}" ({draft}).',
            '[From|All the way from] "{keyword}" to the queue: {draft} is approved and runs as {post} on {date}, {time}.',
            '{draft}, built on "{keyword}", is queued for {date} at {time}[. Its number is {post}| ({post})].',
            'Keyword "{keyword}", text {draft}, post {post}, {date} {time}. [Everything went through|All steps went through].',
          ],
          { post: seen<Queued>(queued).post_id, date, time: free[0], audience, keyword: best.keyword, draft: draft_id },
          { required: ["post", "time"] },
        );
      },
    };
  },
  frames: [
    'Find the easiest "{topic}" keyword, write a social post about the {product} for {audience} with it ({sentences}), take it through review - I approve it - and queue it on {channel} {date} in the first free evening hour.',
    'We need a quick post on {channel} {date}. Product: {product}; readers: {audience}; a social post of exactly {sentences} with the lowest-difficulty phrase about "{topic}". Consider it approved by me once it has been through review, and book the earliest evening hour.',
    "From keyword to slot, all in one go: {topic} (easiest phrase), social post of {sentences}, {product}, {audience}, review and approval (granted), {channel}, {date}, first open evening hour.",
    'Can you handle a whole social post for me? It\'s on the {product}, speaks to {audience}, has {sentences}, uses whichever "{topic}" phrase is least difficult. You may move it to review and approve it in my name. It should appear {date} on {channel}, as early in the evening as possible.',
    '{audience} spend their evenings on {channel}, so let\'s meet them there {date}, first open hour of the evening. The social post ({sentences}, about the {product}) needs the easiest "{topic}" keyword in it; put it through review, my approval is given.',
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
    if (campaigns.length === 0) return undefined;
    const campaign = random.pick(campaigns).campaign_id;
    const [from, to] = random.pick(TERMS);
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
              "[I need|First] all texts of {campaign} with their state.",
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
              "I change {list}; approved texts are left alone.",
              "The term goes in {list}.",
              "One edit each: {list}.",
              "Open for changes are {list}.",
            ],
            values: { list: listed(editable.map((draft) => draft.draft_id)) },
          },
        );
        const failed = edited.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        const done = listed(
          edited.map(
            (each, index) =>
              `${editable[index]!.draft_id} (${each.ok ? seen<{ replacements: number }>(each).replacements : 0})`,
          ),
        );
        return locked.length === 0
          ? answer(
              [
                '"{to}" stands everywhere now. Replacements by draft: {done}.',
                "[Replaced|Done] in all texts of {campaign}: {done}.",
                '{done} - the number in brackets is how often "{from}" was there.',
                'No text of {campaign} says "{from}" any more ({done}).',
              ],
              { from, to, campaign, done },
              { required: ["done"] },
            )
          : partial(
              [
                "Changed: {done}. Left as it was, because approved texts are locked: {locked}.",
                "[I could only|It was only possible to] edit {done}; {locked} [is approved and closed to edits|can't be edited once approved].",
                '"{from}" is gone from {done}, but not from what\'s approved: {locked}. [Shall I reopen that|Should it be reopened]?',
                "Partly done - {done}. For {locked} someone has to lift the approval first.",
              ],
              { from, done, locked: listed(locked) },
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

export const searchFlows: readonly Scenario<ContentWorld>[] = [
  bestKeywordDraft,
  rankDrop,
  repairDescription,
  slowestTitle,
  keywordGap,
  launchPost,
  renameAcross,
];
