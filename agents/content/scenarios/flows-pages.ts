/** Pages in several steps: from a ranking or a fault to its repair, and the proof. */
import { answer, call, difference, partial, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { apart, matching, seen, stuck, worded } from "./parts";
import type { Audit, Compared, Ranking } from "./seen";

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
              '[Let me see|I check] whether "{keyword}" really lost places.',
              "The ranking says if there was a drop and which page [it concerns|is concerned].",
              'The numbers for "{keyword}" will tell, now and a month ago.',
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
              "It fell from place {before} to {now}, so the page behind it [needs a look|is next].",
              "{url} ranks for it. [What is wrong there|Whether it has faults], an audit will show.",
              "The drop is real: {before} before, {now} now. I audit {url}.",
              "{url} holds that place, so it gets audited.",
              "From place {before} to {now}: something may be wrong on {url}.",
              "A fall from place {before} deserves an audit of {url}.",
            ],
            values: { before: previous_position, now: position, url },
          },
        );
        if (!audit.ok)
          return partial(
            [
              '"{keyword}" went from place {before} to {now} with {url}. The audit of that page failed: {reason}.',
              'The place of "{keyword}" fell from {before} to {now}. I could not audit {url}, because {reason}.',
              '"{keyword}" is down from place {before} to {now}, that much I know; the audit of {url} gave no result, since {reason}.',
            ],
            { keyword, before: previous_position, now: position, url, reason: audit.error.message },
            { required: ["before", "now", "reason"] },
          );
        const { issues, score } = seen<Audit>(audit);
        if (issues.length === 0)
          return partial(
            [
              '"{keyword}" fell from place {before} to {now}, but the audit of {url} found no fault, so it gives no reason for that.',
              'The drop of "{keyword}" is there ({before} to {now}). The audit of {url} gives {score} points and explains nothing[, I\'m afraid|].',
              'I can\'t explain why "{keyword}" went from place {before} to {now}: the page {url} passes every check.',
            ],
            { keyword, before: previous_position, now: position, url, score },
            { required: ["before", "now"] },
          );
        return answer(
          [
            '"{keyword}" went from place {before} to {now}. The audit of {url} says: {issues}.',
            `"{keyword}" [dropped|went down] by {lost} ${position - previous_position === 1 ? "place" : "places"}, from {before} to {now}. [What the audit found on the page|The audit of the page says]: {issues}.`,
            '"{keyword}" is down from place {before} to {now}; the page ({url}, score {score}) suffers from this: {issues}.',
            'The audit of {url} found this: {issues}. The place of "{keyword}" fell from {before} to {now}.',
          ],
          {
            keyword,
            before: previous_position,
            now: position,
            url,
            score,
            lost: difference(position, previous_position),
            issues: apart(issues.map((issue) => issue.detail)),
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
    'Two questions on "{keyword}": how far down have we gone, and what faults does the page have?',
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
    const description = random.pick(matching(world, world.ideas.descriptions, page));
    return {
      slots: { page: { value: page }, description: { value: description } },
      *solve() {
        const before = yield* call(
          "seo_analyzer_audit_page",
          { url: page },
          {
            reasons: [
              "[Before I write|Before anything is written], does {page} really lack a description?",
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
            "[It was empty|The field was empty]; with your text in place the score of {page} goes from {before} to {after}.",
            "Score before: {before}. After the new description: {after}. [Verified|Checked] with a second audit of {page}.",
            "I [filled it in|filled in the description] and audited {page} again: the score is {after} instead of {before}.",
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
    const topic = random.pick(world.topics);
    const ofTopic = world.pages.filter((each) => each.url.includes(topic.replaceAll(" ", "-")));
    const [one, other] = random.sample(ofTopic, 2);
    const title = matching(world, world.ideas.titles, topic).find((each) => each.length >= 20 && each.length <= 60);
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
              "[Both pages|The two pages] go side by side.",
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
              "{value} is the weaker result; retitling {worst}.",
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
              "You asked for a check of the title; here it comes.",
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
            '{worst} was weaker ({measure} {low} against {high}). It is now called "{title}", which passes the title check.',
            '[The new title|"{title}"] went to {worst}, whose {measure} is {low}, while {best} has {high}. [The title check is fine|The title passed its check].',
            'Weaker page: {worst}, {measure} {low}. "{title}" is set there and passed its check.',
            '{best} is ahead ({measure} {high}), so {worst} ({low}) got "{title}"; the title check has no complaint.',
          ],
          {
            worst: worst.url,
            best: best.url,
            low: metric === "load_ms" ? `${worst.value} ms` : worst.value,
            high: metric === "load_ms" ? `${best.value} ms` : best.value,
            title,
            measure: {
              load_ms: "load time",
              word_count: "word count",
              internal_links: "number of internal links",
            }[metric],
          },
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
    'We can only fix one page today: the one of {left} and {right} that is weaker when you look at the {metric}. It should be titled "{title}". Make sure that no title issue remains.',
    '"{title}" is for the loser: compare the {metric} of {left} and {right}, retitle, and run the title check on it.',
    'Between {left} and {right}, whichever does worse on {metric} shall be called "{title}". After that the title must pass its check.',
  ],
};

export const flowsPages: readonly Scenario<ContentWorld>[] = [rankDrop, repairDescription, slowestTitle];
