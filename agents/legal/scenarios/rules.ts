/** Regulations and policies: look up, search, watch. */
import { call, count, type Scenario } from "../../contract";
import { AREAS } from "../terms";
import type { LegalWorld, Regulation } from "../world";
import { asking, type FoundRegulations, inWords, listed, resultOf, stopped, told, validRegulations } from "./shared";
import { why } from "./why";

export interface RuleLine {
  readonly term: string;
  readonly name: string;
  readonly bound: "at_most" | "at_least";
  readonly limit: number;
  readonly unit: string;
  readonly article?: string;
}

/** "liability cap at least 125 percent, renewal period at most 6 months" */
export function limitsOf(rules: readonly RuleLine[]): string {
  return listed(rules.map(({ name, bound, limit, unit }) => `${name} ${bound.replace("_", " ")} ${limit} ${unit}`));
}

/** What the date of a regulation is, by its status. */
const DATED = { in_force: "since", announced: "to apply from", repealed: "dated" } as const;

const lookUp: Scenario<LegalWorld> = {
  family: "look_up_regulation",
  skill: "compliance_check",
  shape: "single",
  draw(world, random) {
    const regulation = random.pick(world.regulations);
    return {
      slots: { code: { value: regulation.code } },
      *solve() {
        const seen = yield* call(
          "regulation_db_get_regulation",
          { code: regulation.code },
          {
            reasons: why({
              step: ["look {code} up", "read the articles of {code}"],
              fact: ["only the code is known so far"],
            }),
            values: { code: regulation.code },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Regulation & { rules: RuleLine[] }>(seen);
        return told(
          [
            "{code} is the {title} ({status}, {from} {since}). Its limits: {all}.",
            "[That's|It's] the {title}, {status}. What it limits: {all}.",
            "{title}, {status}, {from} {since}: {all}.",
            "{code}, the {title}, is {status}. What it sets: {all}.",
            "{code}, the {title}: {status}. It holds these limits: {all}.",
          ],
          {
            code: found.code,
            title: found.title,
            status: inWords(found.status),
            since: found.since,
            from: DATED[found.status],
            n: count(found.rules as never),
            all: limitsOf(found.rules),
          },
          { required: ["title", "status", "all"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const found = resultOf<Regulation>(seen);
        return [
          {
            frames: ["Which country does it come from?", "[And whose|Whose] law is it?"],
            slots: {},
            *solve() {
              return told(["It comes from {land}.", "It belongs to {land}.", "{land}."], {
                land: found.jurisdiction,
              });
            },
          },
          {
            frames: ["How many limits does it set, all in all?", "So how many limits is that in total?"],
            slots: {},
            *solve() {
              return told(["It sets {n} limits.", "{n} limits in total.", "There are {n} of them."], {
                n: count(found.rules as never),
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "What is {code} about?",
    "Open {code} for me: title, status, limits.",
    "A client keeps citing {code} and I have never read it. What does it demand?",
    "What does {code} regulate, and what are its limits?",
    "{code}, short summary please.",
  ],
  missing: [
    {
      slot: "code",
      frames: ["What are the limits of the regulation?", "What does the regulation demand?"],
      ask: asking(["Which regulation? The RC code, please.", "Could you give me its code?", "Which one do you mean?"]),
      reply: ["{code}", "{code}[, as far as I know|].", "I was talking about {code}."],
    },
  ],
};

const AREA_WORDS = {
  financial: ["financial matters", "money matters"],
  privacy: ["privacy", "data privacy", "privacy matters"],
  operational: ["operational matters", "day-to-day operations"],
} as const;

const STATUS_WORDS = {
  in_force: ["in force", "valid today"],
  announced: ["announced", "still to come"],
  repealed: ["repealed", "no longer valid"],
} as const;

const search: Scenario<LegalWorld> = {
  family: "search_regulations_by_area",
  skill: "compliance_check",
  shape: "complex",
  draw(world, random) {
    const regulation = random.pick(world.regulations);
    const area = random.pick(AREAS);
    return {
      slots: {
        land: { value: regulation.jurisdiction },
        area: { value: area, text: AREA_WORDS[area], derivation: "synonym" },
        status: { value: regulation.status, text: STATUS_WORDS[regulation.status], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("regulation_db_search_regulations", {
          jurisdiction: regulation.jurisdiction,
          status: regulation.status,
          area,
        });
        if (!seen.ok) return stopped(seen);
        const { regulations } = resultOf<FoundRegulations>(seen);
        const first = regulations[0];
        if (first === undefined)
          return told(
            [
              "No regulation of {land} fits[ all of this|].",
              "{land} has no such regulation in the database.",
              "I found no such rule for {land}.",
              "The search for {land} came back empty.",
            ],
            { land: regulation.jurisdiction },
          );
        if (regulations.length > 1)
          return told(
            [
              "{n} regulations fit: {all}.",
              "There is more than one: {all}.",
              "In the database I see {all}.",
              "The search finds {all}.",
            ],
            {
              n: count(regulations as never),
              all: listed(
                regulations.map(({ code, title, status, since }) => `${code} (${title}, ${DATED[status]} ${since})`),
              ),
            },
            { required: ["all"] },
          );
        return told(
          [
            "{code}, the {title}.",
            "There is the {title} ({code}).",
            "One fits: {code}[, called {title}|].",
            "The {title} fits, listed as {code}.",
            "The database has {code}, the {title}.",
          ],
          { code: first.code, title: first.title },
          { required: ["code"] },
        );
      },
    };
  },
  frames: [
    "Which {land} regulation deals with {area}? I only want what is {status}.",
    "Does {land} have anything {status} on {area}?",
    "We're taking a closer look at {land}. Any rule that is {status} and has to do with {area}?",
    "{land}; {area}; {status} - what's in the database?",
    "I'm after rules on {area}. Status: {status}; country: {land}.",
  ],
};

const byArea: Scenario<LegalWorld> = {
  family: "regulations_of_one_area",
  skill: "compliance_check",
  shape: "single",
  draw(world, random) {
    const area = random.pick(AREAS);
    const department = random.pick(world.departments);
    return {
      slots: {
        area: { value: area, text: AREA_WORDS[area], derivation: "synonym" },
        department: { value: department },
      },
      *solve() {
        const seen = yield* call(
          "regulation_db_search_regulations",
          { area },
          {
            reasons: why({
              step: ["search the rules by area", "list all rules on that area"],
              fact: ["no country is left out", "no other filter is needed"],
            }),
            values: { area },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { regulations } = resultOf<FoundRegulations>(seen);
        const [first, second] = regulations;
        if (first === undefined)
          return told(
            [
              "There is no regulation on file that limits such terms.",
              "The database has no rule of that kind.",
              "No regulation limits such terms.",
            ],
            {},
          );
        if (second === undefined)
          return told(
            [
              "Only the {title} of {land} ({code}), {status}.",
              "There's one: {code}, the {title} of {land} ({status}).",
              "{code}, the {title}, is the single hit. It comes from {land} and is {status}.",
            ],
            { title: first.title, code: first.code, land: first.jurisdiction, status: inWords(first.status) },
            { required: ["code"] },
          );
        return told(
          [
            "{n} in all: {all}.",
            "{all}.",
            "The database has {all}.",
            "[These|The following] exist: {all}.",
            "There are {n}, namely {all}.",
          ],
          {
            n: count(regulations as never),
            all: listed(
              regulations.map(
                ({ code, title, jurisdiction, status }) => `${code} (${title}, ${jurisdiction}, ${inWords(status)})`,
              ),
            ),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which regulations do we have on {area}? The {department} is compiling a list.",
    "The {department} needs all rules on {area}, wherever they apply.",
    "All countries, {area}: which rules are on file? It is for the {department}.",
    "Could you look up which regulations exist on {area}? The {department} asked.",
    "I'd like to give the {department} an overview of regulations on {area}.",
  ],
};

const watch: Scenario<LegalWorld> = {
  family: "watch_regulation",
  skill: "compliance_check",
  shape: "single",
  draw(world, random) {
    const regulation = random.pick(validRegulations(world));
    const taken = regulation.watchers.map(({ department }) => department);
    const department = random.pick(world.departments.filter((each) => !taken.includes(each)));
    const frequency = random.pick(["immediately", "weekly", "monthly"]);
    const words = {
      immediately: ["immediately after each change", "as soon as anything changes"],
      weekly: ["weekly", "every week"],
      monthly: ["monthly", "once a month"],
    }[frequency];
    return {
      slots: {
        code: { value: regulation.code },
        department: { value: department },
        frequency: { value: frequency, text: words ?? frequency, derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("regulation_db_watch_regulation", { code: regulation.code, department, frequency });
        if (!seen.ok) return stopped(seen);
        const { watchers } = resultOf<{ watchers: { department: string }[] }>(seen);
        return told(
          [
            "The {department} now watches {code}; reports come {frequency}.",
            `From today on the {department} hears of changes in {code} {frequency}${watchers.length > 1 ? "[; watchers by now: {n}|]" : ""}.`,
            "The watch is set up: {department}, {code}, notices sent {frequency}.",
            "The {department} is on the list for {code} now and will be told of changes {frequency}.",
          ],
          { department, code: regulation.code, n: count(watchers as never), frequency },
          { required: ["department"] },
        );
      },
    };
  },
  frames: [
    "Keep the {department} informed about {code}, {frequency}.",
    "The {department} missed an amendment last year. Have them watch {code}; reports {frequency}.",
    "Put the {department} on the watch list of {code} ({frequency}).",
    "Who should follow {code}? I'd say the {department}, informed {frequency}. Please arrange it.",
    "{code} -> {department}, {frequency}",
  ],
  missing: [
    {
      slot: "department",
      frames: ["Set a watch on {code}, {frequency}.", "Someone ought to follow {code}, {frequency}."],
      ask: asking(["Which department should be told?", "Who is going to watch {code}?", "For which department?"]),
      reply: ["{department}", "The {department}.", "Let the {department} do it."],
    },
  ],
  invalid: [
    {
      slot: "frequency",
      tool: "regulation_db_watch_regulation",
      parameter: "frequency",
      draw: (_, random) => ({
        value: random.pick(["hourly", "yearly", "twice a day", "every leap year", "quarterly"]),
      }),
      explain: [
        "Reports can come {allowed}; {frequency} isn't possible. What would the {department} like?",
        "Notices on {code} can be sent {allowed}, not {frequency}. Which one is it?",
        "I can only choose {allowed}. Is one of these acceptable to the {department}?",
      ],
      allowed: "immediately, weekly or monthly",
    },
  ],
};

const readPolicy: Scenario<LegalWorld> = {
  family: "read_policy",
  skill: "policy_analysis",
  shape: "single",
  draw(world, random) {
    const policy = random.pick(world.policies);
    return {
      slots: { policy: { value: policy.policy_id } },
      *solve() {
        const seen = yield* call("regulation_db_get_policy", { policy_id: policy.policy_id });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<{ title: string; owner: string; last_review: string; rules: RuleLine[] }>(seen);
        return told(
          [
            "The {title} belongs to the {owner} and was reviewed on {date}. What it sets: {all}.",
            "{title}, reviewed {date}, owner {owner}: {all}.",
            "Last review {date}, owner {owner}. The limits of the {title}: {all}.",
            "{policy} is the {title} of the {owner}, last reviewed on {date}. Its {n} limits: {all}.",
            "What the {title} asks for: {all}. Owner: {owner}. Reviewed: {date}.",
          ],
          {
            title: found.title,
            owner: found.owner,
            date: found.last_review,
            n: count(found.rules as never),
            all: limitsOf(found.rules),
            policy: policy.policy_id,
          },
          { required: ["owner", "date", "all"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { owner, last_review } = resultOf<{ owner: string; last_review: string }>(seen);
        return [
          {
            frames: ["Who was the owner again?", "Which department owns it again?"],
            slots: {},
            *solve() {
              return told(["The {owner}.", "The {owner} owns it.", "That is the {owner}."], { owner });
            },
          },
          {
            frames: ["When was the last review again?", "[And the|The] review date once more?"],
            slots: {},
            *solve() {
              return told(["On {date}.", "The last review was on {date}.", "{date}."], { date: last_review });
            },
          },
        ];
      },
    };
  },
  frames: [
    "What does {policy} require?",
    "Show me {policy}: owner, review date, limits.",
    "I negotiate tomorrow and must not go beyond {policy}. What are its limits?",
    "Who owns {policy}, when was it reviewed, and what does it limit?",
    "{policy} in a nutshell?",
  ],
};

export const ruleScenarios: readonly Scenario<LegalWorld>[] = [lookUp, search, byArea, watch, readPolicy];
