/** Texts and phrases: a call fails, and another way is found. */
import { answer, call, partial, type Scenario } from "../../contract";
import { TERMS } from "../words";
import type { ContentWorld } from "../world";
import { meant, says, seen, stuck } from "./parts";
import type { Keywords, Ranking } from "./seen";

const untracked: Scenario<ContentWorld> = {
  family: "untracked_keyword_nearest",
  skill: "seo_optimization",
  shape: "recovery",
  draw(world, random) {
    const missing = world.keywords.filter((each) => each.position === 0);
    const keyword = random.pick(missing).keyword;
    const topic = world.topics.find((each) => keyword.endsWith(each))!;
    return {
      slots: { keyword: { value: keyword }, topic: { value: topic } },
      *solve() {
        const first = yield* call(
          "seo_analyzer_get_ranking",
          { keyword },
          {
            reasons: [
              'You prefer "{keyword}", so I ask for it.',
              'Is "{keyword}" tracked? Its ranking will show.',
              "I look up the phrase you named.",
              'If "{keyword}" has a place, no other phrase is needed.',
            ],
            values: { keyword },
          },
        );
        if (first.ok) return answer(["It's at place {n}."], { n: seen<Ranking>(first).position });
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic },
          {
            reasons: [
              '"{keyword}" isn\'t tracked; related phrases on {topic} may be.',
              "The tracker doesn't know it. Are there others on {topic}?",
              "You named a way out: another {topic} phrase.",
              "[No ranking|There's no ranking] for that one, so I look at other {topic} phrases.",
              "Not tracked. [What else|Which other phrase] is searched around the {topic}?",
            ],
            values: { keyword, topic },
          },
        );
        if (!found.ok) return stuck(found);
        const other = seen<Keywords>(found).keywords.find((each) => each.keyword !== keyword);
        if (other === undefined)
          return partial(['"{keyword}" isn\'t tracked, and nothing similar exists.'], { keyword });
        const second = yield* call(
          "seo_analyzer_get_ranking",
          { keyword: other.keyword },
          {
            reasons: [
              '"{other}" is the most searched alternative.',
              'Next best is "{other}" with {searches} searches.',
              'I [try|go for] "{other}", which has {searches} searches a month.',
              'Let\'s see where "{other}" stands.',
              '{searches} searches speak for "{other}".',
              'Substitute: "{other}".',
            ],
            values: { other: other.keyword, searches: other.searches },
          },
        );
        if (!second.ok && second.error.code !== "not_found") return stuck(second);
        if (!second.ok)
          return partial(
            [
              'Neither "{keyword}" nor "{other}" is tracked, so there is no position to report.',
              'No ranking to show: "{keyword}" isn\'t followed, and the most searched alternative, "{other}", isn\'t either.',
              'I tried "{keyword}" and then "{other}". [Both are untracked|We track neither of them].',
            ],
            { keyword, other: other.keyword },
          );
        const { position, previous_position } = seen<Ranking>(second);
        if (position === previous_position)
          return answer(
            [
              '"{keyword}" isn\'t tracked. [The most searched alternative|The alternative with the most searches] is "{other}", at place {now} now as a month ago.',
              'Nobody tracks "{keyword}". For "{other}" we\'re at place {now}, the same as a month ago.',
              'In place of the untracked "{keyword}" I looked at "{other}": place {now}, the same as a month ago.',
            ],
            { keyword, other: other.keyword, now: position },
            { required: ["other", "now"] },
          );
        return answer(
          [
            '"{keyword}" isn\'t tracked. [The most searched alternative|The alternative with the most searches] is "{other}": place {now}, after place {before} a month ago.',
            '[We have|There is] no ranking for "{keyword}", but for "{other}" we\'re at place {now} (a month ago: {before}).',
            'Instead of "{keyword}", which nobody tracks, I looked up "{other}": place {now} now and place {before} a month ago.',
            'As "{keyword}" isn\'t tracked I used "{other}" ({searches} searches): there we went from place {before} to {now}.',
          ],
          { keyword, other: other.keyword, searches: other.searches, now: position, before: previous_position },
          { required: ["other", "now"] },
        );
      },
    };
  },
  frames: [
    "What's our ranking for \"{keyword}\"? If we don't follow it, take the most searched alternative on {topic}.",
    'Place for "{keyword}", please, or else for the most searched of the other {topic} phrases.',
    'I need one ranking about the {topic} for my deck, ideally "{keyword}"; if nobody tracks it, the most searched alternative will do.',
    '"{keyword}" - where are we? Not tracked means: use another {topic} keyword, the most searched you find.',
    'Could you look up "{keyword}"? I fear nobody tracks it. In that case the top alternative around {topic} is good enough.',
    'Do we know where "{keyword}" ranks? For lack of that, the most popular other {topic} phrase and its place, please.',
  ],
};

const lockedDraft: Scenario<ContentWorld> = {
  family: "edit_locked_draft",
  skill: "copywriting",
  shape: "recovery",
  draw(world, random) {
    const usable = world.drafts
      .filter((draft) => draft.status === "approved")
      .flatMap((draft) =>
        TERMS.filter(([term]) => says(draft.body, term) && !says([draft.title], term)).map(
          (pair) => [draft.draft_id, pair] as const,
        ),
      );
    if (usable.length === 0) return undefined;
    const [draft, [from, to]] = random.pick(usable);
    return {
      slots: { draft: { value: draft }, from: { value: from }, to: { value: to }, reopen: meant("draft") },
      *solve() {
        const edit = { draft_id: draft, replace: { from, to } };
        const first = yield* call("content_generator_revise_draft", edit, {
          reasons: [
            "I try the edit itself; {draft} may be open.",
            "I make the change on {draft} as it is.",
            "Perhaps {draft} is not locked at all.",
            "One edit, straight away.",
          ],
          values: { draft },
        });
        if (first.ok) return answer(["{draft} is edited."], { draft });
        const reopened = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "draft" },
          {
            reasons: [
              "{draft} is locked by its approval; you allowed me to reopen it.",
              "Approved texts can't be edited, so {draft} goes back first, as [agreed|you said].",
              "[It's locked|The lock has to go]. Reopening {draft}.",
              "Reopening {draft}, which you permitted.",
              "A locked text can't change, so {draft} is opened.",
              "You said to reopen it if need be. It's needed.",
            ],
            values: { draft },
          },
        );
        if (!reopened.ok) return stuck(reopened);
        const second = yield* call("content_generator_revise_draft", edit, {
          reasons: [
            "Open again, so the edit [can be made|goes through].",
            'Now "{from}" can become "{to}".',
            "{draft} is a draft again; [the same edit|that edit] once more.",
            "The lock is off {draft}; here is the edit.",
            'Now it works: "{to}" for "{from}".',
            "Second attempt on {draft}.",
          ],
          values: { draft, from, to },
        });
        if (!second.ok) return stuck(second);
        const { replacements, words } = seen<{ replacements: number; words: number }>(second);
        return answer(
          [
            '{draft} was locked, so I reopened it, and it needs a new approval. "{from}" was replaced in {places}.',
            'I [reopened {draft} and edited it|edited {draft} after reopening it]: "{to}" instead of "{from}" in {places}. {draft} is a draft again.',
            '"{from}" is out of {draft} ({places}). [Mind that|Note that] the text has [now |]lost its approval.',
            '{draft} was approved and therefore locked. I set it back to draft and replaced "{from}" in {places}; the text has {words} words.',
          ],
          { draft, from, to, places: replacements === 1 ? "1 place" : `${replacements} places`, words },
          { required: ["places"] },
        );
      },
    };
  },
  frames: [
    'In {draft} change "{from}" to "{to}", and reopen it if it\'s locked.',
    '{draft} should say "{to}" rather than "{from}". You may set it back to draft when that\'s necessary.',
    '"{from}" -> "{to}" in {draft}. Unlock it if needed, back to draft is OK.',
    'We found a wording problem late: "{from}" in {draft} has to become "{to}". I don\'t mind if it has to be reopened for that.',
    'Please fix {draft}, even if that means reopening an approved text: it must read "{to}", never "{from}".',
    'It should read "{to}" in {draft} where it now reads "{from}", and a lock must not stop you: reopen it.',
  ],
};

export const recoveryTexts: readonly Scenario<ContentWorld>[] = [untracked, lockedDraft];
