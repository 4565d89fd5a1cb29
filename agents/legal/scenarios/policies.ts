/** Internal policies read beside contracts and regulations. */
import { all, call, count, type Scenario } from "../../contract";
import type { LegalWorld, Regulation } from "../world";
import { limitsOf, type RuleLine } from "./rules";
import {
  type Check,
  type FoundRegulations,
  onlyRuleInForce,
  resultOf,
  stopped,
  type TermReading,
  termOf,
  termSlot,
  told,
  validRegulations,
} from "./shared";
import { why } from "./why";

const policyForTwo: Scenario<LegalWorld> = {
  family: "policy_limits_then_two_contracts",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const [left, right] = random.sample(world.contracts, 2);
    return {
      slots: {
        policy: { value: policy.policy_id },
        left: { value: left!.contract_id },
        right: { value: right!.contract_id },
      },
      *solve() {
        const read = yield* call("regulation_db_get_policy", { policy_id: policy.policy_id });
        if (!read.ok) return stopped(read);
        const { title, rules } = resultOf<{ title: string; rules: RuleLine[] }>(read);
        const checks = yield* all(
          [left!, right!].map(
            ({ contract_id }) =>
              ["clause_extractor_compare_to_policy", { contract_id, policy_id: policy.policy_id }] as const,
          ),
          {
            reasons: why({
              step: ["compare each contract with the policy", "hold {left} and {right} against the policy"],
              fact: ["the limits of the {title} are known", "the {title} is clear now"],
            }),
            values: { title, left: left!.contract_id, right: right!.contract_id },
          },
        );
        const [one, two] = checks;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const inLeft = resultOf<Check>(one!).deviations;
        const inRight = resultOf<Check>(two!).deviations;
        if (inLeft.length + inRight.length === 0)
          return told(
            [
              "The {title} sets {n} limits: {limits}. Neither {left} nor {right} breaks any of them.",
              "{policy}, the {title}: {limits}. I found no deviation in {left} and none in {right}.",
              "What {policy} sets: {limits}. {left} and {right} break none of them.",
            ],
            {
              title,
              policy: policy.policy_id,
              limits: limitsOf(rules),
              n: count(rules as never),
              left: left!.contract_id,
              right: right!.contract_id,
            },
            { required: ["left", "right"] },
          );
        return told(
          [
            "The {title} sets {n} limits: {limits}. Broken: {a} in {left}, {b} in {right}.",
            "{policy}, the {title}: {limits}. Of these, {left} breaks {a} and {right} {b}.",
            "Limits of the {title}: {limits}. Deviations: {a} ({left}), {b} ({right}).",
            "What {policy} sets: {limits}. I count {a} deviations for {left} and {b} for {right}.",
            "{policy} has {n} limits, namely {limits}. Broken by {left}: {a}; by {right}: {b}.",
          ],
          {
            title,
            policy: policy.policy_id,
            limits: limitsOf(rules),
            n: count(rules as never),
            left: left!.contract_id,
            right: right!.contract_id,
            a: count(inLeft as never),
            b: count(inRight as never),
          },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Which limits does {policy} set, and how many of them do {left} and {right} violate?",
    "Read {policy} to me first, then tell me how many of its limits {left} and {right} break.",
    "What does {policy} say, and in how many points do {left} and {right} fall short of it?",
    "Open {policy} and quote its limits; afterwards count where {left} deviates from it, and {right} likewise.",
    "We train new buyers on {policy}. I need its limits and, as examples, the number of deviations in {left} and {right}.",
  ],
};

const regulationThenTerm: Scenario<LegalWorld> = {
  family: "land_regulation_first_limit",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(validRegulations(world));
    const taken = regulation.watchers.map((watcher) => watcher.department);
    const department = random.pick(world.departments.filter((each) => !taken.includes(each)));
    const words = regulation.status === "in_force" ? ["in force", "valid today"] : ["announced"];
    return {
      world: onlyRuleInForce(world, regulation),
      slots: {
        land: { value: regulation.jurisdiction },
        status: { value: regulation.status, text: words, derivation: "synonym" },
        department: { value: department },
      },
      *solve() {
        const found = yield* call(
          "regulation_db_search_regulations",
          { jurisdiction: regulation.jurisdiction, status: regulation.status },
          {
            reasons: why({
              step: ["look up the regulations of {land}", "find the right rule"],
              fact: ["I have no code yet", "I have the country and no code"],
            }),
            values: { land: regulation.jurisdiction },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<FoundRegulations>(found).regulations[0]!;
        const read = yield* call(
          "regulation_db_get_regulation",
          { code: hit.code },
          {
            reasons: why({
              step: ["read the articles of {code}", "open its articles"],
              fact: ["the code is known now", "the {title} is the hit"],
            }),
            values: { code: hit.code, title: hit.title },
          },
        );
        if (!read.ok) return stopped(read);
        const { title, rules } = resultOf<Omit<Regulation, "rules"> & { rules: RuleLine[] }>(read);
        const watched = yield* call(
          "regulation_db_watch_regulation",
          { code: hit.code, department },
          {
            reasons: why({
              step: ["put {code} on watch for the {department}", "enter the {department} as a watcher"],
              fact: ["only the watch is left", "the rule in question is clear"],
            }),
            values: { department, code: hit.code },
          },
        );
        if (!watched.ok)
          return watched.error.code === "conflict"
            ? told(
                [
                  "The {title} ({code}) sets {limits}. The {department} [watches|follows] it already, so nothing had to be set up.",
                  "{code}, the {title}: {limits}. The {department} was on its list before.",
                  "The regulation is the {title}, {code}. Its limits: {limits}. No new watch was needed: the {department} has one.",
                  "The limits of the {title} ({code}) are {limits}; a watch for the {department} existed already.",
                ],
                { title, department, code: hit.code, limits: limitsOf(rules) },
                { required: ["code", "limits"] },
              )
            : stopped(watched);
        return told(
          [
            "The {title} ({code}) sets these limits: {limits}. The {department} watches it.",
            "{code}, the {title}: {limits}. It is on the watch list of the {department} now.",
            "The regulation is the {title}, {code}. Its limits: {limits}. The watch for the {department} is set.",
            "The limits of the {title} ({code}) are {limits}; the {department} follows it from now on.",
          ],
          { title, department, code: hit.code, limits: limitsOf(rules) },
          { required: ["code", "limits"] },
        );
      },
    };
  },
  frames: [
    "Which regulation is {status} in {land}, and what are its limits? Have the {department} watch it.",
    "Find what is {status} in {land} and read me the limits. The {department} should follow it from now on.",
    "Our {land} branch asks about the regulation that is {status} there. What does it limit, and to how much? Put the {department} on its watch list, too.",
    "{land}: regulation that is {status}, its limits, a watch for the {department}[, please|].",
    "I can't remember the code. The regulation is {status} and comes from {land}. What does it restrict? And let the {department} keep an eye on it.",
  ],
};

const policyBesideTerm: Scenario<LegalWorld> = {
  family: "policy_beside_contract_term",
  skill: "policy_analysis",
  shape: "parallel",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const contract = random.pick(world.contracts);
    const term = termOf(contract, random);
    return {
      slots: {
        policy: { value: policy.policy_id },
        contract: { value: contract.contract_id },
        term: termSlot(term),
      },
      *solve() {
        const [read, seen] = yield* all(
          [
            ["regulation_db_get_policy", { policy_id: policy.policy_id }],
            ["clause_extractor_get_term", { contract_id: contract.contract_id, term }],
          ],
          {
            reasons: why({
              step: ["read the policy and the clause", "look into {policy} and {contract}"],
              fact: ["neither lookup waits for the other"],
            }),
            values: { policy: policy.policy_id, contract: contract.contract_id },
          },
        );
        if (!read!.ok) return stopped(read!);
        if (!seen!.ok) return stopped(seen!);
        const { title, rules } = resultOf<{ title: string; rules: RuleLine[] }>(read!);
        const { name, value, unit, clause } = resultOf<TermReading>(seen!);
        const rule = rules.find((each) => each.term === term);
        if (rule === undefined)
          return told(
            [
              "The {title} is silent on the {name}; {contract} has {value} {unit}.",
              "The {name} is {value} {unit} by clause {clause} of {contract}, and the {title} has no rule for it.",
              "{policy} has no limit on the {name}. Clause {clause} of {contract} says {value} {unit}.",
            ],
            { title, name, value, unit, clause, policy: policy.policy_id, contract: contract.contract_id },
            { required: ["value"] },
          );
        return told(
          [
            "For the {name} the {title} sets {bound} {limit} {unit}; clause {clause} of {contract} has {value}.",
            "The {name} is {value} {unit} in {contract}, against {bound} {limit} in {policy}.",
            "By {policy} the {name} is {bound} {limit} {unit}, and in {contract} it is {value}.",
            "The {name}: {bound} {limit} {unit} in {policy}, {value} in {contract}.",
            "Clause {clause} of {contract} says {value} {unit}, where {policy} sets {bound} {limit}.",
          ],
          {
            bound: rule.bound.replace("_", " "),
            title,
            limit: rule.limit,
            value,
            unit,
            clause,
            name,
            policy: policy.policy_id,
            contract: contract.contract_id,
          },
          { required: ["limit", "value"] },
        );
      },
    };
  },
  frames: [
    "What does {policy} say on the {term}, and what does {contract} have?",
    "Put the {term} in {contract} next to the one in {policy}.",
    "I'm preparing a slide with two figures: the {term} from {policy} and from {contract}.",
    "{term} in {policy}? {term} in {contract}?",
  ],
};

export const policyScenarios: readonly Scenario<LegalWorld>[] = [policyForTwo, regulationThenTerm, policyBesideTerm];
