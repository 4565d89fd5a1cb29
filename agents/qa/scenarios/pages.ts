/** Calls about single pages: elements, accessibility, load time. */
import { count, difference, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { Audit, ElementList, Measurement } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call } from "./steps";

const CONNECTIONS = ["cable", "4g", "3g"] as const;

const measure: Scenario<QaWorld> = {
  family: "measure_page",
  skill: "performance_validation",
  shape: "single",
  draw(world, random) {
    const page = random.pick(world.pages).path;
    const connection = random.pick(CONNECTIONS);
    return {
      slots: { page: { value: page }, connection: worded(connection, random) },
      *solve() {
        const seen = yield* call("selenium_measure_page", {
          page,
          connection,
        });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Measurement>(seen);
        const values = { page, load: found.load_ms, budget: found.budget_ms, kb: found.transfer_kb };
        if (found.over_budget_ms === 0) {
          return answer(
            [
              "{page} is all right: {load} ms, and up to {budget} ms are allowed.",
              "With {load} ms, {page} is within its limit of {budget} ms.",
              "{page} loads in {load} ms, inside its budget of {budget} ms.",
              "{load} ms for {page}, so the {budget} ms budget holds.",
              "{page} is within limits: {load} of {budget} ms[; {kb} kB come over the line|].",
              "{page} is quick enough. It takes {load} ms[ of the {budget} ms that are allowed|, and {budget} ms are allowed].",
            ],
            values,
            { required: ["load"] },
          );
        }
        return answer(
          [
            "{page} is over by {over} ms: {load} ms where {budget} ms are allowed.",
            "With {load} ms, {page} exceeds its limit of {budget} ms.",
            "{page} needs {load} ms, which is {over} ms over its budget of {budget} ms.",
            "{page} is too slow by {over} ms: {load} ms against {budget} ms[ allowed|].",
            "{page} takes {load} ms where [the budget says {budget} ms|{budget} ms are allowed], so it is {over} ms too slow.",
            "{page} misses the {budget} ms budget. I measured {load} ms[, with {kb} kB transferred|].",
          ],
          { ...values, over: found.over_budget_ms },
          { required: ["load"] },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const found = resultOf<Measurement>(seen);
        return [
          {
            frames: [
              "How much data is that[, by the way|]?",
              "And how heavy is the page?",
              "What about its size in kilobytes?",
            ],
            slots: {},
            *solve() {
              return answer(["{kb} kB.", "The page transfers {kb} kB.", "It [weighs|comes to] {kb} kB."], {
                kb: found.transfer_kb,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "How fast does {page} load over {connection}?",
    "Measure {page}[ for me|], connection: {connection}.",
    "[Sales|Support] complains about {page}. Over {connection}, does it stay within its time budget?",
    "{page} on {connection}: load time?",
    "We promised our [branch offices|partners] that {page} stays usable over {connection}; [is that still true|does that still hold]?",
  ],
  missing: [
    {
      slot: "page",
      frames: [
        "How fast does our [newest|latest] page load over {connection}?",
        "[Sales|Support] complains that a page is slow over {connection}; does it keep its time budget?",
        "Please measure the load time of the page for [the demo|our campaign], connection {connection}.",
      ],
      ask: [
        "Which page is it? Its path is what I need.",
        "[Okay|All right], and the path of the page?",
        "Could you tell me which page [you have in mind|to measure]?",
      ],
      reply: ["{page}", "[It's|The path is] {page}.", "Start with {page}."],
    },
  ],
  invalid: [
    {
      slot: "connection",
      tool: "selenium_measure_page",
      parameter: "connection",
      draw: (_, random) => ({ value: random.pick(["dial-up", "satellite", "5g", "ISDN", "2g"]) }),
      explain: [
        "I can't simulate {connection}. For {page} there are {allowed}; which one?",
        "{connection} isn't on offer; {allowed} are. Which should I use[ for {page}|]?",
        "Measuring {page} works with {allowed}; {connection} is not among them. Which shall it be?",
      ],
      allowed: "cable, 4g and 3g",
    },
  ],
};

const twoPages: Scenario<QaWorld> = {
  family: "compare_two_pages",
  skill: "performance_validation",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.pages, 2).map((page) => page.path) as [string, string];
    const connection = random.pick(["4g", "3g"] as const);
    return {
      slots: { left: { value: left }, right: { value: right }, connection: worded(connection, random) },
      *solve() {
        const [first, second] = yield* all([
          ["selenium_measure_page", { page: left, connection }],
          ["selenium_measure_page", { page: right, connection }],
        ]);
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<Measurement>(first!), resultOf<Measurement>(second!)];
        if (a.load_ms === b.load_ms) {
          return answer(["{left} and {right} take the same time, {load} ms."], { left, right, load: a.load_ms });
        }
        const [quick, slow] = a.load_ms < b.load_ms ? [a, b] : [b, a];
        return answer(
          [
            "{quick} loads faster, in {fast} ms; {slow} takes {long} ms.",
            "With {fast} ms {quick} is faster than {slow}, which takes {long} ms.",
            "{quick} is faster: {fast} ms against {long} ms for {slow}.",
            "{quick} is the faster one: {slow} takes {long} ms, {quick} {fast} ms[ (a difference of {gap} ms)|].",
            "The slower one is {slow} with {long} ms; {quick} takes {fast} ms[, {gap} ms less|].",
            "I measured {fast} ms on {quick} and {long} ms on {slow}, so {slow} is slower.",
          ],
          {
            quick: quick.page,
            slow: slow.page,
            fast: quick.load_ms,
            long: slow.load_ms,
            gap: difference(slow.load_ms, quick.load_ms),
          },
          { required: ["fast", "long"] },
        );
      },
    };
  },
  frames: [
    "Over {connection}, which loads faster: {left} or {right}?",
    "[Measure|Time] {left} and {right} with {connection} [each|both times].",
    "My hunch is that {left} [drags|is slow] compared with {right}. What does a measurement of both over {connection} say?",
    "load times over {connection}: {left} and {right}",
    "We can only [tune|optimise] one page this sprint, {left} or {right}. How long does either take over {connection}?",
  ],
};

const audit: Scenario<QaWorld> = {
  family: "audit_page",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const page = random.pick(world.pages).path;
    const level = random.pick(["A", "AA", "AAA"]);
    const impact = random.pick(["minor", "moderate", "serious", "critical"]);
    return {
      slots: {
        page: { value: page },
        level: { value: level, text: [`level ${level}`, `${level} level`] },
        impact: worded(impact, random),
      },
      *solve() {
        const seen = yield* call("selenium_audit_accessibility", {
          page,
          level,
          minimum_impact: impact,
        });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Audit>(seen);
        const [first] = found.violations;
        const wanted = impact === "critical" ? "critical" : `${impact} or worse`;
        if (first === undefined) {
          return answer(
            [
              "There is no violation on {page} up to level {level} that is {wanted}.",
              "As far as level {level} goes, {page} has no violation that is {wanted}.",
              "{page} has no violation up to level {level} that is {wanted}.",
              "{page} is clean in that respect: no violation up to level {level} is {wanted}.",
              "The audit of {page} at level {level} found no violation that is {wanted}.",
            ],
            { page, level, wanted },
            { required: [] },
          );
        }
        // Where only critical ones were asked for, "critical" is said already.
        const grade = impact === "critical" ? "" : " ({found})";
        return answer(
          [
            `One violation on {page} is {wanted}: {rule} at {locator}${grade}.`,
            `{page} has a single violation that is {wanted}, {rule} at {locator}${grade}.`,
            `Up to level {level}, {page} has one violation that is {wanted}: {rule} at {locator}${grade}.`,
            `Just one violation on {page} is {wanted}: {rule} at {locator}${grade}.`,
            `The audit of {page} lists {rule} at {locator}${grade} and nothing else that is {wanted}.`,
          ],
          { n: found.total, page, level, wanted, rule: first.rule, found: first.impact, locator: first.locator },
          {
            required: ["n"],
            list: found.violations.map((each) =>
              impact === "critical"
                ? `${each.rule} at ${each.locator}`
                : `${each.rule} at ${each.locator} (${each.impact})`,
            ),
            lead: [
              "The audit of {page} lists {n} violations that are {wanted}: {list}.",
              "{n} violations on {page} up to level {level} are {wanted}: {list}.",
              "{page} has {n} violations that are {wanted}: {list}.",
              "Up to level {level}, {page} has these violations that are {wanted}: {list}. That makes {n}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Audit {page} for accessibility, {level}, {impact} impact and up.",
    "Does {page} [meet|satisfy] accessibility {level}? [Only|Just] report violations of {impact} impact and up.",
    "[Legal wants|The tender requires] {level} conformance of {page}. Anything to fix, from {impact} impact up?",
    "{page}, a11y {level}, {impact} impact and up",
    "A screen-reader user got lost on {page}. Please look for violations of {impact} impact and up, judged by {level}.",
  ],
  invalid: [
    {
      slot: "impact",
      tool: "selenium_audit_accessibility",
      parameter: "minimum_impact",
      draw: (_, random) => ({ value: random.pick(["apocalyptic", "tolerable", "negligible", "awkward", "fatal"]) }),
      explain: [
        "Impact is graded {allowed}; {impact} isn't a grade. From which one on should I report {page}?",
        "I don't know an impact called {impact}. Do you [mean|want] one of {allowed}?",
        "For {page} the impact may be {allowed}, but not {impact}. Which one?",
      ],
      allowed: "minor, moderate, serious or critical",
    },
  ],
};

const findElements: Scenario<QaWorld> = {
  family: "find_elements",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const page = random.pick(world.pages);
    const element = random.pick(page.elements);
    const by = random.pick(["label", "role", "locator"] as const);
    return {
      slots: {
        page: { value: page.path },
        by: { value: by },
        wanted: { value: element[by], text: `"${element[by]}"` },
      },
      *solve() {
        const seen = yield* call("selenium_find_elements", { page: page.path, by, value: element[by] });
        if (!seen.ok) return stopped(seen);
        const { elements } = resultOf<ElementList>(seen);
        const first = elements[0]!;
        const visibility = first.visible
          ? "[It can be seen|It is visible]."
          : "[It is hidden|But it is hidden], so nobody sees it.";
        const label = by === "label" ? "" : ` labelled "{label}"`;
        return answer(
          [
            `[It's|That's] {locator} on {page}, a {role} labelled "{label}". ${visibility}`,
            `On {page} I get just {locator} ({role}, "{label}"). ${visibility}`,
            ...(by === "locator"
              ? [
                  `{page} has {locator}: it is a {role}${label}. ${visibility}`,
                  `{locator} is on {page}, once, as a {role}${label}. ${visibility}`,
                ]
              : [
                  `{page} has one element with that {by}: {locator}, a {role}${label}. ${visibility}`,
                  `[Only|Just] {locator} has that {by} on {page}; it is a {role}${label}. ${visibility}`,
                ]),
          ],
          {
            n: count(elements as never),
            page: page.path,
            by,
            locator: first.locator,
            role: first.role,
            label: first.label,
          },
          {
            required: elements.length === 1 ? ["locator"] : ["n", "locator"],
            list: elements.map((each) => `${each.locator} (${each.visible ? "visible" : "hidden"})`),
            lead: [
              `{n} elements match that ${by} on {page}: {list}.`,
              "The search on {page} finds {list}.",
              "On {page} I get {list}.",
              `{n} elements with that ${by} are on {page}: {list}.`,
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which elements on {page} have the {by} {wanted}?",
    "My script can't [find|get hold of] an element with {by} {wanted} on {page}. Is one [there|present at all]?",
    "On {page}, look up {by} = {wanted}.",
    "Is the element with {by} {wanted} visible on {page}?",
    "I'm repairing a locator. Search {page} by {by} for {wanted}.",
  ],
};

const visibleElements: Scenario<QaWorld> = {
  family: "find_visible_elements",
  skill: "bug_detection",
  shape: "complex",
  draw(world, random) {
    const page = random.pick(world.pages);
    const { role } = random.pick(page.elements);
    return {
      slots: {
        page: { value: page.path },
        wanted: { value: role },
        shown: { value: true, text: ["visible", "in plain sight", "on display"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("selenium_find_elements", {
          page: page.path,
          by: "role",
          value: role,
          visible_only: true,
        });
        if (!seen.ok) return stopped(seen);
        const { elements } = resultOf<ElementList>(seen);
        const [first] = elements;
        if (first === undefined) {
          return answer(
            [
              "There is no {role} on {page} that can be seen.",
              "Nobody can see any {role} on {page}[; there may be hidden ones|].",
              "[No {role} is|There is no {role}] visible on {page}.",
              "None. {page} shows no element of role {role}.",
            ],
            { role, page: page.path },
            { required: [] },
          );
        }
        return answer(
          [
            'There is one {role} to be seen on {page}, {locator} ("{label}").',
            '{page} shows just one {role}, {locator} ("{label}").',
            '[One|Only one] {role} is visible on {page}: {locator}, labelled "{label}".',
            'I see a single element of role {role} on {page}; {locator} is labelled "{label}".',
          ],
          { n: count(elements as never), page: page.path, role, locator: first.locator, label: first.label },
          {
            required: elements.length === 1 ? ["locator"] : ["n"],
            list: elements.map((each) => `${each.locator} ("${each.label}")`),
            lead: [
              "{n} elements of role {role} can be seen on {page}: {list}.",
              "{page} has {n} visible elements of role {role}: {list}.",
              "{page} shows {n} elements of that role: {list}.",
              "I count {n} elements of role {role} in sight on {page}, namely {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "[Count|Please count] the elements of role {wanted} that are {shown} on {page}.",
    "Search {page} by role for {wanted}[, but|;] only what is {shown}[ counts|].",
    "[How many|Which] elements with role {wanted} are {shown} on {page}?",
    "By role, {shown}: {wanted} on {page}[, please|].",
    "A keyboard tour of {page} is planned, so [tell me|I want to know] what is {shown} there with the role {wanted}.",
  ],
};

export const pageScenarios: readonly Scenario<QaWorld>[] = [measure, twoPages, audit, findElements, visibleElements];
