/** Two of a kind in one step: channels by their numbers, regions by their segments; and the segments of one region. */
import { all, answer, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld, REGIONS } from "../world";
import { bound, channelName, listed, once, seen, stuck, worded } from "./parts";
import type { Performance, Segments } from "./seen";

const twoChannelNumbers: Scenario<ContentWorld> = {
  family: "compare_two_channels",
  skill: "social_media",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(CHANNELS, 2) as [string, string];
    const metric = random.pick(["impressions", "clicks", "reactions"]);
    const from = bound(world, random, -random.int(9, 15));
    const to = bound(world, random, -random.int(0, 3));
    return {
      slots: { left: worded(left), right: worded(right), metric: { value: metric }, from, to },
      *solve() {
        const period = { from_date: from.value, to_date: to.value, metric };
        const found = yield* all([
          ["social_scheduler_get_performance", { ...period, channel: left }],
          ["social_scheduler_get_performance", { ...period, channel: right }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Performance>(first), seen<Performance>(second)];
        const [more, less] = a.total > b.total ? [left, right] : [right, left];
        const values = {
          a: a.total,
          b: b.total,
          n: a.posts_counted,
          m: b.posts_counted,
          metric,
          left: channelName(left),
          right: channelName(right),
          more: channelName(more),
          less: channelName(less),
        };
        if (a.posts_counted === 0 && b.posts_counted === 0)
          return answer(
            [
              "Neither channel had a post in that time, so there are no {metric} to compare.",
              "No {metric} at all: nothing was published on the {left} or on the {right} in those days.",
              "Nothing to compare; in that time there was no post on the {left} and none on the {right}.",
            ],
            values,
            { required: [] },
          );
        if (a.total !== b.total && (a.posts_counted === 0 || b.posts_counted === 0))
          return answer(
            [
              "The {more} got {sum} {metric} and is ahead; on the {less} nothing was published [in that time|in those days].",
              "More on the {more}: {sum} {metric}. The {less} had no post [then|in those days], so there is nothing to count.",
              "{sum} {metric} on the {more}, none on the {less}, because no post went out there in that time.",
              "The {more} is in front with {sum} {metric}. No post [appeared|went out] on the {less} in those days, hence no {metric}.",
            ],
            { ...values, sum: Math.max(a.total, b.total) },
            { required: ["sum", "less"] },
          );
        return a.total === b.total
          ? answer(
              [
                "[A draw|It's a draw]: {a} {metric} on each channel.",
                "Neither channel is ahead, both stand at {a} {metric}.",
                "No difference; {metric} came to {a} on the one channel as on the other.",
              ],
              values,
              { required: ["a"] },
            )
          : answer(
              [
                "The {left} got {a} {metric}, the {right} {b}, so the {more} comes first.",
                "It's {a} {metric} on the {left} against {b} on the {right}: the {more} [is ahead|comes out ahead].",
                "{a} {metric} on the {left} (posts counted: {n}) and {b} on the {right} (posts counted: {m}): more on the {more}.",
                "More {metric} came from the {more}. In numbers: {left} {a}, {right} {b}.",
                "The {less} had fewer {metric}: {left} {a}, {right} {b}.",
              ],
              values,
              { required: ["a", "b"] },
            );
      },
    };
  },
  frames: [
    "Did {left} or {right} bring more {metric} from {from} to {to}?",
    "Sum of {metric} on {left}, the same for {right}, from {from} until {to}.",
    "We can only keep one of two channels. How many {metric} did {left} get from {from}, and how many {right}? Count up to {to}.",
    "Compare {left} with {right}: {metric}, {from} - {to}",
    "I'd like to put {left} next to {right}. Measure is {metric}, period {from} through {to}.",
    "Someone claims that {right} beats {left} on {metric}. Is that so, looking at {from} to {to}?",
  ],
};

const twoRegions: Scenario<ContentWorld> = {
  family: "segments_of_two_regions",
  skill: "campaign_planning",
  shape: "parallel",
  draw(_, random) {
    const [left, right] = random.sample(REGIONS, 2) as [string, string];
    const least = random.int(2, 30) * 50;
    return {
      slots: { left: { value: left }, right: { value: right }, least: { value: least } },
      *solve() {
        const found = yield* all([
          ["email_builder_find_segments", { region: left, min_opted_in: least }],
          ["email_builder_find_segments", { region: right, min_opted_in: least }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const named = ({ segments }: Segments, unit = " opted in") =>
          listed(segments.map((each) => `${each.segment_id} (${each.opted_in}${unit})`)) || "none";
        const [a, b] = [named(seen<Segments>(first)), named(seen<Segments>(second))];
        if (a === "none" && b === "none")
          return answer(
            [
              "[Neither region|Neither of them], {left} or {right}, has a segment of that size.",
              "No segment in the {left} reaches {least} opt-ins, and none in the {right}.",
              "I find no segment with {least} or more opt-ins, neither in the {left} nor in the {right}.",
            ],
            { left, right, least },
          );
        return answer(
          [
            "In the {left}: {a}. In the {right}: {b}.",
            "The {left} has {a} of that size, the {right} {b}.",
            "For the {right} I get {b}; the {left} has {a}.",
            "With {least} or more opt-ins: {bareA} in the {left}, {bareB} in the {right}.",
          ],
          {
            left,
            right,
            least,
            a,
            b,
            bareA: named(seen<Segments>(first), ""),
            bareB: named(seen<Segments>(second), ""),
          },
          { required: ["left", "right"] },
        );
      },
    };
  },
  frames: [
    "Which segments in the {left} and which in the {right} have at least {least} opt-ins?",
    "Segments from {least} consents up, in the {left} and in the {right}, please.",
    "Our tour goes through the {left}, then the {right}. Who can we write to there? Groups under {least} opted in don't count.",
    "I have to choose a region: {left} or {right}. Show me for both the segments with {least} or more people who agreed.",
    "Segments >= {least} opted in: {left}; {right}",
    "How do the {right} and the {left} compare? I'm after groups with {least} opt-ins or more on each side.",
  ],
};

const regionSegments: Scenario<ContentWorld> = {
  family: "segments_of_region",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const region = random.pick([random.pick(world.segments).region, random.pick(REGIONS)]);
    const least = random.int(1, 20) * 100;
    return {
      slots: { region: { value: region }, least: { value: least } },
      solve: () =>
        once<Segments>("email_builder_find_segments", { region, min_opted_in: least }, ({ segments, total }) =>
          total === 0
            ? answer(
                [
                  "No group in the {region} has that many opt-ins.",
                  "The {region} has no segment with {least} or more opt-ins.",
                  "[Nobody|No one] to write to: no group in the {region} reaches {least} opt-ins.",
                ],
                { region, least },
                { required: ["region"] },
              )
            : answer(
                [
                  "In the {region}: {list}.",
                  "That makes {total} {unit}: {list}.",
                  "[What|All that] fits in the {region}: {list}.",
                  "You can reach {list} there.",
                ],
                {
                  region,
                  total,
                  unit: total === 1 ? "group" : "groups",
                  list: listed(segments.map((each) => `${each.name} (${each.segment_id}, ${each.opted_in} opted in)`)),
                },
                { required: ["list"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Segments;
        const [top, next] = got.segments;
        if (top === undefined || next === undefined) return [];
        return [
          {
            frames: [
              "And how many contacts has the first group in all?",
              "Including those without consent, how big is the first one?",
              "What is the full size of the group you named first?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "{segment} has {contacts} contacts.",
                  "{segment} holds {contacts} contacts in all.",
                  "With everybody counted, {segment} comes to {contacts} people.",
                ],
                { segment: top.segment_id, contacts: top.contacts },
                { required: ["contacts"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Who can we mail in the {region}? Only groups with {least} opted in or more.",
    "Segments of the {region}, from {least} consents.",
    "We open a shop in the {region} and need everyone there worth a mailing, that is, {least} opt-ins at least.",
    "Could you list the groups in the {region} for me, those with no fewer than {least} people opted in?",
    "I know there are groups in the {region}. Which of them reach {least} consents?",
  ],
};

export const sideBySide: readonly Scenario<ContentWorld>[] = [twoChannelNumbers, twoRegions, regionSegments];
