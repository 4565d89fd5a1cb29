/** Mailings with one call: groups, results, checks before a send. */
import { answer, percent, type Scenario } from "../../contract";
import { type ContentWorld, REGIONS } from "../world";
import { listed, once } from "./parts";
import type { Checks, Results, Segments } from "./seen";

const segmentSearch: Scenario<ContentWorld> = {
  family: "segment_search",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const model = random.pick(world.segments);
    const least = random.int(1, 12) * 50;
    const region = random.chance(0.7) ? model.region : random.pick(REGIONS);
    return {
      slots: { interest: { value: model.interest }, region: { value: region }, least: { value: least } },
      solve: () =>
        once<Segments>(
          "email_builder_find_segments",
          { interest: model.interest, region, min_opted_in: least },
          ({ segments, total }) =>
            total === 0
              ? answer(
                  [
                    "There is no segment for {interest} in the {region} with [that many|so many] consents.",
                    "[There's none|None]: for {interest} in the {region} I see no segment with that many opt-ins.",
                    "I looked in the {region}, and no group for {interest} there has [so many|enough] consents.",
                  ],
                  { region, interest: model.interest },
                )
              : answer(
                  [
                    "[Segments that fit|Fitting segments] ({total}): {list}.",
                    "In the {region} [there is|you have] {list}. [Number of matches|Matches]: {total}.",
                    "{list} ({total} found).",
                    "For {interest} you could [use|write to] {list}; {total} in all.",
                  ],
                  {
                    total,
                    region,
                    interest: model.interest,
                    list: listed(
                      segments.map((each) => `${each.segment_id} "${each.name}" (${each.opted_in} opted in)`),
                    ),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which segments in the {region} are interested in a {interest} and have at least {least} people opted in?",
    "Segments: {interest}, {region}, {least}+ consents.",
    "I'd like to mail those who follow the {interest} topic. Only the {region} and only groups with {least} or more opt-ins, please.",
    "Is there anybody to write to in the {region} about our new {interest}? A group below {least} consents isn't worth it.",
    "Find me a mailing group - minimum {least} opted in, region {region}, interest {interest}.",
  ],
  invalid: [
    {
      slot: "region",
      tool: "email_builder_find_segments",
      parameter: "region",
      draw: (_, random) => ({ value: random.pick(["highlands", "capital", "lowlands", "midlands", "interior"]) }),
      explain: [
        "Segments are split into {allowed}; {region} isn't a region of its own. Which do you want?",
        "I can't filter by {region}. [The regions are|It works for] {allowed} - which one fits the {interest} mailing?",
        "There is no region called {region}; there are {allowed}. Where should I look?",
      ],
      allowed: "north, south, east and west",
    },
  ],
};

const results: Scenario<ContentWorld> = {
  family: "email_results",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "sent")).email_id;
    return {
      slots: { email: { value: email } },
      solve: () =>
        once<Results>("email_builder_get_results", { email_id: email }, (got) =>
          answer(
            [
              "{email} reached {delivered} people; {opened} opened it ({rate} percent) and {clicked} clicked.",
              "Of {delivered} delivered, {opened} were opened. That's {rate} percent; {clicked} people clicked.",
              "[Open rate|Its open rate is] {rate} percent: {opened} out of {delivered}. Clicks: {clicked}.",
              "Delivered {delivered}, opened {opened}, clicked {clicked}. So {rate} percent [had a look|opened it].",
              '"{subject}" was opened by {opened} of the {delivered} who got it, {rate} percent, and {clicked} followed a link.',
            ],
            {
              email,
              subject: got.subject,
              delivered: got.delivered,
              opened: got.opened,
              clicked: got.clicked,
              rate: percent(got.opened, got.delivered),
            },
            { required: ["opened", "rate"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Results;
        return [
          {
            frames: [
              "And how many [left|unsubscribed]?",
              "Did anyone unsubscribe, and how many?",
              "What about [people leaving the list|unsubscribes]?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "The number of people who unsubscribed is {left}.",
                  "[The figure for that|That figure] is {left}.",
                  "Unsubscribed after this email: {left}.",
                ],
                { left: got.unsubscribed },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "How did {email} do?",
    "I need the open rate of {email} for the [weekly|monthly] report[, and the clicks|].",
    "{email} - delivered, opened, clicked?",
    "Was {email} worth the effort? Show me its opens and clicks, and what share of people opened it.",
    "The subject line of {email} was a bet. Tell me whether people opened it, and how many.",
  ],
  missing: [
    {
      slot: "email",
      frames: [
        "How did the mailing for the fair do?",
        "What's the open rate of the [trade fair|anniversary] mailing?",
        "Can you show me how many people opened the email about the [fair|anniversary]?",
      ],
      ask: [
        "[What's|Do you know] its EM number? I can't find an email by its occasion.",
        "I can look that up by its number. [What's the identifier|Do you know the EM number]?",
        "[Sure|Certainly], what's its identifier? It begins with EM.",
      ],
      reply: ["{email}", "The number is {email}.", "I think it was {email}."],
    },
  ],
};

const checkEmail: Scenario<ContentWorld> = {
  family: "email_checks",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft")).email_id;
    return {
      slots: { email: { value: email } },
      solve: () =>
        once<Checks>("email_builder_run_checks", { email_id: email }, ({ passed, failures }) =>
          passed
            ? answer(
                [
                  "{email} passed everything[ and|, so it] can be scheduled.",
                  "[All clear|No complaints] for {email}; you may send it.",
                  "The checks on {email} found nothing, so it is ready to go out.",
                ],
                { email },
              )
            : answer(
                [
                  "{email} isn't ready: {why}.",
                  "{email} did not pass[ its checks|]. [What stopped it|What speaks against it]: {why}.",
                  "{email} can't be scheduled until this is [fixed|settled]: {why}.",
                  "The checks stopped {email} because of this: {why}.",
                  "{email} failed its checks, as {why}.",
                ],
                { email, why: listed(failures.map((failure) => failure.detail)) },
                { required: ["why"] },
              ),
        ),
    };
  },
  frames: [
    "Is {email} ready to be sent?",
    "Run the pre-send checks on {email}.",
    "{email} - all checks, please.",
    "Somebody wants {email} out today. Has it got a fault that would stop us?",
    "Before we schedule {email}, see if it passes its checks.",
  ],
};

const partialChecks: Scenario<ContentWorld> = {
  family: "email_selected_checks",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft")).email_id;
    const [first, second] = random.sample(["subject", "draft", "consent"], 2) as [string, string];
    return {
      slots: { email: { value: email }, first: { value: first }, second: { value: second } },
      solve: () =>
        once<Checks>(
          "email_builder_run_checks",
          { email_id: email, checks: [first, second] },
          ({ passed, failures }) =>
            passed
              ? answer(
                  [
                    "{email} passes both, {first} and {second}; the full run is still to be done.",
                    "[Both|Each] passed. {email} [has yet to|still has to] go through all checks before it's scheduled.",
                    "No objection to {first} or {second} in {email}[, though that wasn't the whole list|].",
                  ],
                  { email, first, second },
                  { required: [] },
                )
              : failures.length === 1
                ? answer(
                    [
                      "{email} fails the {bad} check: {why}. The {good} check is passed.",
                      "[One of the two|One] failed, {bad}: {why}. [The other|The other one], {good}, passed.",
                      "{email} is fine on {good} but not on {bad}, since {why}.",
                    ],
                    {
                      email,
                      bad: failures[0]!.check,
                      good: failures[0]!.check === first ? second : first,
                      why: failures[0]!.detail,
                    },
                    { required: ["bad", "good", "why"] },
                  )
                : answer(
                    [
                      "{email} fails both, {first} and {second}: {why}.",
                      "Neither {first} nor {second} is all right in {email}: {why}.",
                      "[Both|Each] failed: {why}. [I left out the third|The third was left out].",
                    ],
                    { email, first, second, why: listed(failures.map((failure) => failure.detail)) },
                    { required: ["why"] },
                  ),
        ),
    };
  },
  frames: [
    "Only check {first} and {second} of {email}.",
    "For {email} I'd like the {first} check and the {second} check, not the others.",
    "{email}: {first}, {second}?",
    "We changed something in {email}, so run the {first} check again as well as the {second} check.",
    "Does {email} get past the {first} check and the {second} check? The third one can wait.",
  ],
};

export const mailingChecksScenarios: readonly Scenario<ContentWorld>[] = [
  segmentSearch,
  results,
  checkEmail,
  partialChecks,
];
