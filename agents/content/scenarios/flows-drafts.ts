/** Drafts in several steps: measure, decide, cut, hand on. */
import { all, answer, call, count, partial, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { listed, meant, seen, stuck } from "./parts";
import type { Checked } from "./seen";

const approveIfShort: Scenario<ContentWorld> = {
  family: "approve_if_short_enough",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const waiting = world.drafts.filter((draft) => draft.status === "in_review" && draft.body.length >= 4);
    if (waiting.length === 0) return undefined;
    const draft = random.pick(waiting).draft_id;
    const limit = random.int(24, 62);
    const keep = random.int(2, 3);
    return {
      slots: {
        draft: { value: draft },
        limit: { value: limit, text: [`${limit} words`] },
        keep: { value: keep, text: [`${keep} sentences`] },
        approval: meant("approved"),
      },
      *solve() {
        const first = yield* call(
          "content_generator_check_draft",
          { draft_id: draft },
          {
            reasons: [
              "Whether {draft} may pass depends on its length, so I [measure it|count].",
              "[Let me see|I have to see] how long {draft} is before I decide[ anything|].",
              "The word count of {draft} [settles that|decides what happens next].",
              "You set a limit, and {draft} has to be held against it.",
              "Too long or not? I measure {draft}.",
              "No approval before {draft} has been measured.",
            ],
            values: { draft },
          },
        );
        if (!first.ok) return stuck(first);
        const { words } = seen<Checked>(first);
        let now = words;
        if (words > limit) {
          const cut = yield* call(
            "content_generator_revise_draft",
            { draft_id: draft, max_sentences: keep },
            {
              reasons: [
                "{words} words is over the limit, so it [has to be|must be] cut[ as agreed|].",
                "With {words} words {draft} is too long; [next comes the cut|I cut it].",
                "[That's|It is] more than allowed ({words} words). Shortening it now.",
                "Over the limit with {words}. Only the first sentences stay.",
                "{draft} has {words} words, which is why it gets shorter.",
                "Since {words} is too much I keep what you told me to keep.",
              ],
              values: { words, draft },
            },
          );
          if (!cut.ok) return stuck(cut);
          now = seen<Checked>(cut).words;
          if (now > limit)
            return partial(
              [
                "Even after the cut {draft} has {now} words, which is over {limit}, so I did not approve it.",
                "I shortened {draft} from {words} to {now} words. That's still more than {limit}; it stays in review.",
                "{draft} isn't approved: cut as you said, it [still counts|counts] {now} words and you wanted {limit} at most.",
              ],
              { draft, now, limit, words },
              { required: ["now"], offers: ["content_generator_set_status"] },
            );
        }
        const moved = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "approved" },
          {
            reasons: [
              "At {now} words {draft} is within the limit and can be approved.",
              "{now} words [is fine|is within the limit], so [I approve it|the approval follows].",
              "With {now} words, nothing stands in the way of approval.",
              "Your condition holds at {now} words.",
              "{draft} passes: {now} words. Approving it.",
              "Short enough ({now}); on to the approval.",
            ],
            values: { now, draft },
          },
        );
        if (!moved.ok) return stuck(moved);
        return words > limit
          ? answer(
              [
                "{draft} was too long at {words} words. I cut it to {now} and approved it.",
                "{draft} was cut from {words} to {now} words[ and then approved|, then approved].",
                "{draft} needed a cut first ([{words} words became {now}|from {words} to {now} words]); it is approved now.",
              ],
              { draft, words, now },
            )
          : answer(
              [
                "{draft} has {words} words, which is fine, so it's approved.",
                "{draft} is approved, as it [stays|is] within your limit with {words} words.",
                "{draft} needed [no cut|no cutting] at {words} words; it is approved[ now|].",
                "With just {words} words {draft} was short enough, and I approved it.",
              ],
              { draft, words },
            );
      },
    };
  },
  frames: [
    "Approve {draft} if it has no more than {limit}. Otherwise cut it to {keep} first, and approve it if it fits by then.",
    "I've read {draft} and I'm happy with it, as long as it isn't over {limit}. Longer? Then keep {keep} and, if it fits, mark it approved.",
    "{draft}: limit {limit}. Over -> keep {keep}, count again. Within -> approve.",
    "Can {draft} be approved? My one condition is the length, {limit} at most; reduce it to {keep} if that's needed.",
    "You have my approval for {draft} under one condition: at most {limit}. Should it be above, drop everything after {keep} and look again.",
    "At most {limit} are allowed for {draft}. If there are more of them, only {keep} may stay; either way I approve what fits.",
    "My sign-off for {draft} depends on its length. {limit} or less: approved. More: trim to {keep}, count again, and approve in case it's all right by then.",
  ],
};

const shortenAndReview: Scenario<ContentWorld> = {
  family: "shorten_then_send_to_review",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const open = world.drafts.filter((draft) => draft.status === "draft" && draft.body.length >= 4);
    if (open.length === 0) return undefined;
    const draft = random.pick(open);
    const limit = random.int(2, 3);
    return {
      slots: {
        draft: { value: draft.draft_id },
        limit: { value: limit, text: [`${limit} sentences`] },
        phrase: { value: draft.product },
        review: meant("in_review"),
      },
      *solve() {
        const cut = yield* call("content_generator_revise_draft", { draft_id: draft.draft_id, max_sentences: limit });
        if (!cut.ok) return stuck(cut);
        const checked = yield* call(
          "content_generator_check_draft",
          { draft_id: draft.draft_id, phrase: draft.product },
          {
            reasons: [
              "[Now I check|Next I check] whether the product name survived the cut.",
              'The cut may have taken "{phrase}" along, [so I count it|hence the check].',
              'Does "{phrase}" still occur? [A check will show|I look before it goes on].',
              'You don\'t want to lose "{phrase}", hence a count.',
              "A cut can drop the name. I make sure that it didn't.",
              '"{phrase}" must be in what\'s left. Is it?',
            ],
            values: { phrase: draft.product },
          },
        );
        if (!checked.ok) return stuck(checked);
        const times = (checked.value as { phrase_count?: number }).phrase_count ?? 0;
        const { words } = seen<Checked>(checked);
        if (times === 0)
          return partial(
            [
              '{draft} is cut to {words} words, but "{phrase}" [isn\'t in it|does not occur], so I did not send it to review.',
              'I stopped before the review: after the cut {draft} doesn\'t name "{phrase}" ({words} words are left).',
              'The shortened {draft}, {words} words, is without "{phrase}". It stays a draft until you decide[ otherwise|].',
            ],
            { draft: draft.draft_id, words, phrase: draft.product },
            { offers: ["content_generator_set_status"] },
          );
        const moved = yield* call(
          "content_generator_set_status",
          { draft_id: draft.draft_id, status: "in_review" },
          {
            reasons: [
              '"{phrase}" is still there, so the draft can [move on|go to review].',
              "The name is still found, which [was the condition|is what was asked]; on to the review.",
              "Nothing was lost in the cut. [Passing it on|Handing it over] now.",
              'It kept "{phrase}", [and so|so] it can go on.',
              "Found: {times}. That's enough to hand it in.",
              "The reviewers will see the name. Moving it to them.",
            ],
            values: { phrase: draft.product, times },
          },
        );
        if (!moved.ok) return stuck(moved);
        return answer(
          [
            '{draft} is in review with {words} words, and "{phrase}" is still in it.',
            '{draft} is [down to|shortened to] {words} words, "{phrase}" is kept, and review is [started|requested].',
            '{words} words are left of {draft}. The name "{phrase}" survived, so [I sent the draft|the draft went] to review.',
            '{draft} is cut, checked for "{phrase}" and [handed to review|in review]. It has {words} words now, and the name is among them.',
          ],
          { draft: draft.draft_id, words, phrase: draft.product },
          { required: ["words"] },
        );
      },
    };
  },
  frames: [
    'Shorten {draft} to {limit}, make sure "{phrase}" is still mentioned, and then send it to review.',
    '{draft} needs to shrink to {limit}. If "{phrase}" survives that, put it in review; if it doesn\'t, leave it where it is.',
    'Three steps for {draft}: keep {limit}; check for "{phrase}"; review.',
    'Could you get {draft} ready for review? It should have {limit}, and it would be bad if "{phrase}" were lost on the way.',
    'The reviewers only accept {limit} and want to see "{phrase}" named. Prepare {draft} for them and hand it over.',
    '{draft} goes to review today, but in {limit} and with "{phrase}" in what\'s left. Can you take care of both?',
    'Please trim {draft} ({limit}). When "{phrase}" is among the remaining words, the reviewers may have it.',
  ],
};

const batchReview: Scenario<ContentWorld> = {
  family: "send_campaign_drafts_to_review",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const campaigns = world.campaigns.filter((campaign) =>
      world.drafts.some((draft) => draft.campaign_id === campaign.campaign_id && draft.status === "draft"),
    );
    if (campaigns.length === 0) return undefined;
    const campaign = random.pick(campaigns).campaign_id;
    return {
      slots: { campaign: { value: campaign }, review: meant("in_review") },
      *solve() {
        const list = yield* call(
          "content_generator_list_drafts",
          { campaign_id: campaign, status: "draft" },
          {
            reasons: [
              "[I need to know|I ask] which texts of {campaign} are still drafts.",
              "I list the unreviewed texts of {campaign} [before I touch any|first].",
              "Only drafts can go to review, so {campaign} is filtered by that state.",
              "Let me find what nobody has reviewed in {campaign}.",
              "{campaign} may hold texts in several states; I want the drafts.",
              "A list of unfinished texts in {campaign} is the base for this.",
            ],
            values: { campaign },
          },
        );
        if (!list.ok) return stuck(list);
        const { drafts } = seen<{ drafts: { draft_id: string; title: string }[] }>(list);
        if (drafts.length === 0) return partial(["{campaign} has no text left to review."], { campaign });
        const moved = yield* all(
          drafts.map((draft) => ["content_generator_set_status", { draft_id: draft.draft_id, status: "in_review" }]),
          {
            reasons: [
              "{n} to hand over: {list}.",
              "Reviewers get {list}.",
              "So it's {list} that nobody has seen yet.",
              "On to the review with {list}.",
              ...(drafts.length > 1
                ? [
                    "[These are|That would be] {list}, and none depends on another[, so all go at once|].",
                    "The list holds {list}. [Each of them|Each] goes to review now.",
                    "Handing over {list}, {n} in number.",
                  ]
                : [
                    "The list holds {list}, nothing else[. It goes to review now|].",
                    "{list} is the one to hand over.",
                  ]),
            ],
            values: { n: count(drafts as never), list: listed(drafts.map((draft) => draft.draft_id)) },
          },
        );
        const failed = moved.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        return answer(
          drafts.length === 1
            ? [
                "{n} went to review: {list}.",
                "{list} was the only draft of {campaign}; it is in review now.",
                "In review[ as of now|]: {list}. [With that,|So] {campaign} has no text left in the state draft.",
                "{list} waits for the reviewers now. There was no other draft in {campaign}.",
              ]
            : [
                "{n} went to review: {list}.",
                "All drafts of {campaign} are in review now, namely {list}.",
                "{list} - {n} in all - [wait|are waiting] for the reviewers.",
                "In review[ as of now|]: {list}. [With that,|So] {campaign} has no text left in the state draft.",
              ],
          {
            n: count(drafts as never),
            campaign,
            list: listed(drafts.map((draft) => `${draft.draft_id} "${draft.title}"`)),
          },
          { required: ["list"] },
        );
      },
    };
  },
  frames: [
    "Send all drafts of {campaign} to review.",
    "Whatever in {campaign} is still a draft should be handed to the reviewers.",
    "The reviewers have time today. Is there anything in {campaign} that hasn't gone to them? Then pass it on.",
    "{campaign}: everything with status draft -> review.",
    "I promised that by tonight every draft of {campaign} would be with the reviewers; please see to it.",
    "Let the reviewers of {campaign} have every text that's still a draft.",
    "For {campaign} I'd like nothing left in the state draft: review for all of them.",
  ],
};

export const flowsDrafts: readonly Scenario<ContentWorld>[] = [approveIfShort, shortenAndReview, batchReview];
