/** Long pieces of work that start from a rule: a new market, a new policy. */
import { all, call, count, type Scenario } from "../../contract";
import { keeps } from "../terms";
import type { LegalWorld } from "../world";
import { limitsOf, type RuleLine } from "./rules";
import {
  type Check,
  deviationsOf,
  type FoundContracts,
  type FoundRegulations,
  joined,
  listed,
  liveContracts,
  onlyRuleInForce,
  resultOf,
  stopped,
  told,
  validRegulations,
} from "./shared";
import { checkReasons, why } from "./why";

const newMarket: Scenario<LegalWorld> = {
  family: "enter_new_market",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(world.regulations.filter((each) => each.status === "in_force"));
    const kind = random.pick(liveContracts(world).filter((each) => each.status === "active")).kind;
    const department = random.pick(
      world.departments.filter((each) => regulation.watchers.every((watcher) => watcher.department !== each)),
    );
    return {
      world: onlyRuleInForce(world, regulation),
      slots: {
        land: { value: regulation.jurisdiction },
        kind: { value: kind },
        status: { value: "active" },
        department: { value: department },
        valid: { value: "in_force", text: ["currently valid"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call(
          "regulation_db_search_regulations",
          { jurisdiction: regulation.jurisdiction, status: "in_force" },
          {
            reasons: why({ step: ["look up the rules of {land}"], fact: ["I have the country and no code"] }),
            values: { land: regulation.jurisdiction },
          },
        );
        if (!found.ok) return stopped(found);
        const { code, title } = resultOf<FoundRegulations>(found).regulations[0]!;
        const read = yield* call(
          "regulation_db_get_regulation",
          { code },
          {
            reasons: why({ step: ["read the limits of {code}"], fact: ["{land} has the {title} in force"] }),
            values: { code, title, land: regulation.jurisdiction },
          },
        );
        if (!read.ok) return stopped(read);
        const { rules } = resultOf<{ rules: RuleLine[] }>(read);
        const search = yield* call(
          "clause_extractor_search_contracts",
          { kind, status: "active" },
          {
            reasons: why({
              step: ["find our {kind} contracts", "search the {kind} contracts"],
              fact: ["the limits of {code} are known"],
            }),
            values: { kind, code },
          },
        );
        if (!search.ok) return stopped(search);
        const { contracts } = resultOf<FoundContracts>(search);
        const checks = yield* all(
          contracts.map(({ contract_id }) => ["regulation_db_check_contract", { contract_id, code }] as const),
          {
            reasons: checkReasons(contracts.length),
            values: { code },
          },
        );
        const bad = checks.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        const failing = checks.flatMap((each, index) =>
          each.ok && !resultOf<Check>(each).compliant
            ? [`${contracts[index]!.contract_id} on the ${deviationsOf(resultOf<Check>(each))}`]
            : [],
        );
        const watched = yield* call(
          "regulation_db_watch_regulation",
          { code, department },
          {
            reasons: why({
              step: ["put {code} on watch for the {department}", "enter the {department} as a watcher"],
              fact: ["only the watch is left"],
            }),
            values: { code, department },
          },
        );
        const values = {
          code,
          title,
          n: count(contracts as never),
          department,
          land: regulation.jurisdiction,
          limits: limitsOf(rules),
        };
        const first = failing[0];
        if (!watched.ok)
          return watched.error.code === "conflict"
            ? told(
                [
                  "{code}, the {title}, sets these limits: {limits}. Contracts checked: {n}; not in line: {which}. The {department} watches it already.",
                  "The {title} ({code}) sets these limits: {limits}. I checked {n} contracts; not in line: {which}. No new watch was needed: the {department} has one.",
                  "Limits of {code}: {limits}. Number of contracts checked: {n}; not in line: {which}. The {department} was on the watch list before.",
                ],
                { ...values, which: first === undefined ? "none" : joined(failing) },
                { required: ["code", "limits", "which"] },
              )
            : stopped(watched);
        if (first === undefined)
          return told(
            [
              "{code} sets these limits: {limits}. {n} contracts were checked without any deviation, and the {department} watches {code}.",
              "The {title}, {code}, sets these limits: {limits}. I checked {n} contracts and found no deviation. The {department} will hear of changes.",
              "{n} contracts checked, no deviation from {code} ({limits}); the watch for the {department} is on.",
            ],
            values,
            { required: ["code"] },
          );
        return told(
          [
            "{code} sets these limits: {limits}. I checked {n} contracts; deviations: {all}. The {department} watches {code} now.",
            "The {title} ({code}) sets these limits: {limits}. Contracts checked: {n}. Out of line: {all}. The {department} is on the watch list.",
            "{code} sets these limits: {limits}. {n} contracts were checked; out of line: {all}. {code} is on the watch list of the {department}.",
            "{code} is in force in {land}, with these limits: {limits}. {n} contracts were checked; deviating: {all}. The watch for the {department} is on.",
          ],
          { ...values, all: joined(failing) },
          { required: ["code", "all"] },
        );
      },
    };
  },
  frames: [
    "The {department} leads our start in {land} and needs the {valid} rule with its limits. Test {status} {kind} contracts against it, and let that department watch it.",
    "We're expanding to {land}. Find what is {valid} there, read me its limits, check all {status} {kind} contracts against it, and have the {department} watch it.",
    "{land} is planned for next year. Which rule is {valid} there, which limits does it set, do our {status} {kind} contracts fit? Put the {department} on its watch list.",
    "Please prepare {land} for the {department}: the {valid} regulation with its limits, the {status} {kind} agreements tested, a watch at the end.",
    "Take the regulation that is {valid} in {land}. Read me its limits, test each {status} {kind} contract against it; the {department} wants to follow it from now on.",
  ],
};

const policyRollOut: Scenario<LegalWorld> = {
  family: "roll_out_policy",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const regulation = random.pick(validRegulations(world));
    const broken = liveContracts(world).filter((contract) =>
      policy.rules.some((rule) => {
        const clause = contract.clauses.find((each) => each.term === rule.term);
        return clause !== undefined && !keeps(rule.term, clause.value, rule.limit);
      }),
    );
    if (broken.length === 0) return undefined;
    const contract = random.pick(broken);
    return {
      slots: {
        policy: { value: policy.policy_id },
        code: { value: regulation.code },
        contract: { value: contract.contract_id },
      },
      *solve() {
        const read = yield* call("regulation_db_get_policy", { policy_id: policy.policy_id });
        if (!read.ok) return stopped(read);
        const { title, rules } = resultOf<{ title: string; rules: RuleLine[] }>(read);
        const gapped = yield* call(
          "risk_analyzer_find_policy_gaps",
          { policy_id: policy.policy_id, code: regulation.code },
          {
            reasons: why({ step: ["look for gaps against {code}"], fact: ["the limits of the {title} are known"] }),
            values: { code: regulation.code, title },
          },
        );
        if (!gapped.ok) return stopped(gapped);
        const { gaps } = resultOf<{ gaps: { name: string }[] }>(gapped);
        const checked = yield* call(
          "clause_extractor_compare_to_policy",
          { contract_id: contract.contract_id, policy_id: policy.policy_id },
          {
            reasons: why({ step: ["compare {contract} with the policy"], fact: ["the gaps are known now"] }),
            values: { contract: contract.contract_id },
          },
        );
        if (!checked.ok) return stopped(checked);
        const deviation = resultOf<Check>(checked).deviations[0];
        if (deviation === undefined)
          return told(["{contract} is in line.", "No change needed in {contract}."], {
            contract: contract.contract_id,
          });
        const drafted = yield* call(
          "clause_extractor_propose_change",
          { contract_id: contract.contract_id, term: deviation.term, value: deviation.limit },
          {
            reasons: why({
              step: ["draft a change of the {name}"],
              fact: ["clause {clause} says {actual} {unit}", "the first deviation is in clause {clause}"],
            }),
            values: { name: deviation.name, clause: deviation.clause, actual: deviation.actual, unit: deviation.unit },
          },
        );
        if (!drafted.ok) return stopped(drafted);
        return told(
          [
            `The {title} sets these limits: {limits}. Gaps against {code}: {n}${gaps.length === 0 ? "" : " ({gaps})"}. The draft {amendment} takes the {name} in {contract} to {limit} {unit}.`,
            `{policy}, the {title}: {limits}. Gaps against {code}: {n}${gaps.length === 0 ? "" : ", namely {gaps}"}. {amendment} is drafted for {contract} ({name}, {limit} {unit}).`,
            `What {policy} sets: {limits}. It has {n} gaps against {code}${gaps.length === 0 ? "" : ": {gaps}"}. Draft for {contract}: {amendment}, {name} of {limit} {unit}.`,
            `Limits of the {title}: {limits}. For {contract} I drafted {amendment}, clause {clause} at {limit} {unit}. {n} gaps against {code}${gaps.length === 0 ? "" : ": {gaps}"}.`,
          ],
          {
            policy: policy.policy_id,
            limits: limitsOf(rules),
            code: regulation.code,
            ...(gaps.length === 0 ? {} : { gaps: listed(gaps.map(({ name }) => name)) }),
            n: count(gaps as never),
            contract: contract.contract_id,
            name: deviation.name,
            clause: deviation.clause,
            limit: deviation.limit,
            unit: deviation.unit,
            title,
            amendment: resultOf<{ amendment_id: string }>(drafted).amendment_id,
          },
          { required: ["limits", "n", "amendment"] },
        );
      },
    };
  },
  frames: [
    "Read me {policy}, count its gaps against {code}, and bring the first deviating term of {contract} to the policy's limit.",
    "We're rolling out {policy}. What does it set, how many gaps does it have against {code}, and would you draft the first change that {contract} needs to follow it?",
    "Three things about {policy}: what's in it, where {code} asks for more, and an amendment for {contract} on whatever deviates first.",
    "{policy}: its limits; its gaps against {code}; then adapt {contract}, first deviation only, to the limit.",
    "I'm presenting {policy} to the board. Needed are its limits, the number of gaps against {code} and one example, the first deviation of {contract}, drafted at the limit.",
  ],
};

export const initiativeScenarios: readonly Scenario<LegalWorld>[] = [newMarket, policyRollOut];
