/** Error codes and known issues. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { CodeMeaning, IssueList } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call } from "./steps";

const errorCode: Scenario<SupportWorld> = {
  family: "meaning_of_error_code",
  skill: "troubleshooting",
  shape: "single",
  draw(world, random) {
    const code = random.pick(world.articles.filter((each) => each.replaced_by === "")).error_code;
    return {
      slots: { code: { value: code } },
      *solve() {
        const seen = yield* call("knowledge_base_find_error_code", { error_code: code });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<CodeMeaning>(seen);
        return answer(
          [
            'That is "{meaning}", in {product}. For what to do there is {article}.',
            "You see it when the {meaning}[, in {product}|]. {article} is about that.",
            "It is about {product}: the {meaning}. What we have on it is {article}.",
            '{code}? [It is|That is] "{meaning}" - see {article}.',
            '{code} means "{meaning}", in {product}. [The article is|See] {article}.',
            'In {product} it stands for "{meaning}"; {article} treats it.',
            '"{meaning}" ({product}). You\'ll find help in {article}.',
            "It belongs to {product}: the {meaning}. The article is {article}.",
          ],
          { code, meaning: found.meaning, product: found.product, article: found.article_id },
          { required: ["meaning", "article"] },
        );
      },
    };
  },
  frames: [
    "What does {code} mean?",
    "A screenshot shows {code}. Which article treats that?",
    "{code}?? never seen that one",
    "The customer reads {code} from the screen and is worried. What is behind it?",
    "[Look up|Check] {code} for me, meaning and article.",
  ],
};

const knownIssues: Scenario<SupportWorld> = {
  family: "known_issues_of_product",
  skill: "troubleshooting",
  shape: "single",
  draw(world, random) {
    const issue = random.pick(world.issues);
    const status = random.pick([issue.status, issue.status, "investigating", "fix_scheduled", "resolved"] as const);
    return {
      slots: { product: { value: issue.product }, status: worded(status, random) },
      *solve() {
        const seen = yield* call("knowledge_base_list_known_issues", { product: issue.product, status });
        if (!seen.ok) return stopped(seen);
        const { issues } = resultOf<IssueList>(seen);
        const [first] = issues;
        const values = { product: issue.product, n: count(issues as never) };
        const state = {
          investigating: "under investigation",
          fix_scheduled: "scheduled for a fix",
          resolved: "resolved",
        }[status];
        if (first === undefined) {
          return answer(
            [
              `There is no issue of {product} on the list that is ${state}.`,
              `As of now no known issue of {product} is ${state}.`,
              `{product} has no known issue that is ${state}.`,
              `No issue of {product} is ${state}[ at the moment|].`,
              `I find no issue of {product} that is ${state}.`,
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          first.fixed_in === ""
            ? [
                '{issue}, "{symptom}", has been there since version {version}.',
                'There is {issue}[ from {version} on|], which is "{symptom}", and as yet no version that repairs it.',
                'One issue: {issue}, "{symptom}", there since {version}. [No version repairs it yet|A repair has no version yet].',
                "{issue} - {symptom}, from {version} on, without a repair so far.",
                `"{symptom}" ({issue}, since {version}) is the one issue of {product} that is ${state}.`,
              ]
            : first.status === "resolved"
              ? [
                  '{issue}, "{symptom}", is gone with {fixed}.',
                  'There is {issue} ("{symptom}"), which needs version {fixed}[ or later|].',
                  '{issue}, "{symptom}", was there from {version}[ on|], and {fixed} is the version to get.',
                  'One issue: {issue}, "{symptom}", repaired in {fixed}.',
                  "{issue} ({symptom}) was there from {version} on; the repair is in {fixed}.",
                  '"{symptom}" is {issue}. Version {fixed} [holds|has] the repair.',
                ]
              : [
                  '{issue}, "{symptom}", will be gone with {fixed}.',
                  'There is {issue} ("{symptom}"), which {fixed} is to repair.',
                  '{issue}, "{symptom}", has been there from {version}[ on|], and {fixed} is to mend it.',
                  'One issue: {issue}, "{symptom}", to be repaired in {fixed}.',
                  "{issue} ({symptom}) has been there since version {version}; the repair is planned for {fixed}.",
                  '"{symptom}" is {issue}. Version {fixed} [will bring|is to bring] the repair.',
                ],
          {
            ...values,
            issue: first.issue_id,
            symptom: first.symptom,
            version: first.since_version,
            fixed: first.fixed_in,
          },
          {
            required: ["issue"],
            list: issues.map((each) => `${each.issue_id} (${each.symptom})`),
            lead: [
              `{n} issues of {product} are ${state}: {list}.`,
              `The list has {n} issues of {product} that are ${state}: {list}.`,
              `In {product} there are {n} that are ${state}: {list}.`,
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which known issues of {product} are {status}?",
    "{product}: anything on the issue list that is {status}?",
    "My customer wonders if their trouble with {product} is known. Which issues are {status} there?",
    "List the {product} issues that are {status}[, please|].",
    "For the newsletter: which issues of {product} are {status}?",
  ],
  invalid: [
    {
      slot: "status",
      tool: "knowledge_base_list_known_issues",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["denied", "embarrassing", "postponed", "unverified", "won't-fix"]) }),
      explain: [
        'Issues are {allowed}, never "{status}". Which of these for {product}?',
        '"{status}" isn\'t a state we keep: an issue is {allowed}. Which do you want for {product}?',
        'I can list {product} issues that are {allowed}, not "{status}" ones. [What would you like|Which shall it be]?',
      ],
      allowed: "under investigation, scheduled for a fix or resolved",
    },
  ],
};

const twoProducts: Scenario<SupportWorld> = {
  family: "issues_of_two_products",
  skill: "troubleshooting",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.products, 2) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const [first, second] = yield* all(
          [
            ["knowledge_base_list_known_issues", { product: left }],
            ["knowledge_base_list_known_issues", { product: right }],
          ],
          { reasons: ["Two products, two lists; they don't depend on each other."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<IssueList>(first!).issues, resultOf<IssueList>(second!).issues];
        const named = (issues: IssueList["issues"]) =>
          issues
            .map(({ issue_id, symptom, status }) => `${issue_id} "${symptom}", ${status.replaceAll("_", " ")}`)
            .join("; ");
        const values = {
          left,
          right,
          one: count(a as never),
          two: count(b as never),
          listA: named(a),
          listB: named(b),
        };
        if (a.length + b.length === 0) {
          return answer(
            [
              "Neither {left} nor {right} has a known issue.",
              "No issue is known, in {left} as in {right}.",
              "Both lists are empty, that of {left} and that of {right}.",
            ],
            values,
            { required: [] },
          );
        }
        if (a.length === 0 || b.length === 0) {
          const [full, number, empty] = a.length > 0 ? ["left", "one", "right"] : ["right", "two", "left"];
          const list = a.length > 0 ? "listA" : "listB";
          return answer(
            [
              `Only {${full}} has known issues: {${number}} ({${list}}). For {${empty}} no issue is known.`,
              `No known issue for {${empty}}, {${number}} for {${full}}: {${list}}.`,
              `{${full}} has {${number}} known issues ({${list}}), {${empty}} has none.`,
              `I find no known issue of {${empty}}; {${full}} has {${number}}: {${list}}.`,
            ],
            values,
            { required: [list] },
          );
        }
        if (a.length !== b.length) {
          const [more, most, fewer, least] =
            a.length > b.length ? ["left", "one", "right", "two"] : ["right", "two", "left", "one"];
          const [long, short] = a.length > b.length ? ["listA", "listB"] : ["listB", "listA"];
          return answer(
            [
              `{${more}} has more known issues, {${most}} ({${long}}); {${fewer}} has {${least}} ({${short}}).`,
              `More issues are known for {${more}}: {${most}} ({${long}}). {${fewer}} has {${least}} ({${short}}).`,
              `{${most}} known issues for {${more}} against {${least}} for {${fewer}}. In detail, {${more}}: {${long}}. {${fewer}}: {${short}}.`,
              `I count {${most}} known issues for {${more}} ({${long}}) and fewer, {${least}}, for {${fewer}} ({${short}}).`,
            ],
            values,
            { required: ["listA", "listB"] },
          );
        }
        return answer(
          [
            "{left} has {one} known issues ({listA}), and {right} has as many ({listB}).",
            "The same number of known issues, {one} each. {left}: {listA}. {right}: {listB}.",
            "I count {one} issues for {left} ({listA}) and {two} for {right} ({listB}), so they are level.",
            "Neither has more known issues than the other. {left}, {one}: {listA}. {right}, {two}: {listB}.",
          ],
          values,
          { required: ["listA", "listB"] },
        );
      },
    };
  },
  frames: [
    "How many known issues do {left} and {right} have[, respectively|]?",
    "Known issues: {left} and {right}, please.",
    "We are deciding which product gets the extra week, {left} or {right}. How many known issues, resolved ones included, does each have?",
    "{left} + {right} -> known issues",
    "Does {left} have more known issues than {right}?",
  ],
};

export const issueScenarios: readonly Scenario<SupportWorld>[] = [errorCode, knownIssues, twoProducts];
