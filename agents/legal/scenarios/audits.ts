/** Checks over several contracts or regulations. */
import { all, call, count, type Scenario } from "../../contract";
import type { LegalWorld, Regulation } from "../world";
import {
  type Check,
  deviationsOf,
  type FoundContracts,
  type FoundRegulations,
  joined,
  listed,
  resultOf,
  standingOf,
  stopped,
  told,
  validRegulations,
} from "./shared";
import { checkReasons, why } from "./why";

const landCheck: Scenario<LegalWorld> = {
  family: "check_against_land",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(world.regulations.filter((each) => each.status === "in_force"));
    const contract = random.pick(world.contracts);
    return {
      slots: {
        land: { value: regulation.jurisdiction },
        contract: { value: contract.contract_id },
        status: { value: "in_force", text: ["currently valid"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call(
          "regulation_db_search_regulations",
          { jurisdiction: regulation.jurisdiction, status: "in_force" },
          {
            reasons: why({
              step: ["look up the regulations of {land}", "see which rules apply in {land}"],
              fact: ["I have the country and no code", "no code is known yet"],
            }),
            values: { land: regulation.jurisdiction },
          },
        );
        if (!found.ok) return stopped(found);
        const { regulations } = resultOf<FoundRegulations>(found);
        const checks = yield* all(
          regulations.map(
            ({ code }) => ["regulation_db_check_contract", { contract_id: contract.contract_id, code }] as const,
          ),
          {
            reasons: why({
              step: ["check {contract} against each of them", "hold {contract} against every code found"],
              fact: ["these are the rules in force", "the codes are known now"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        const bad = checks.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        const results = checks.flatMap((each, index) =>
          each.ok
            ? [{ code: regulations[index]!.code, title: regulations[index]!.title, check: resultOf<Check>(each) }]
            : [],
        );
        const failing = results.find(({ check }) => !check.compliant);
        if (failing === undefined)
          return told(
            [
              "{contract} meets what {land} demands ({n} regulations in force).",
              "{contract} is in line with the {title}.",
              "I found no rule in force in {land} that {contract} breaks.",
              "{contract} is fine for {land}: no deviation.",
            ],
            {
              contract: contract.contract_id,
              land: regulation.jurisdiction,
              n: count(regulations as never),
              title: listed(results.map(({ title }, index) => (index === 0 ? title : `the ${title}`))),
            },
            { required: [] },
          );
        const failed = results.filter(({ check }) => !check.compliant);
        const passed = results
          .filter(({ check }) => check.compliant)
          .map(({ code, title }) => `the ${title} (${code})`);
        const rest =
          passed.length === 0 ? "" : "[ {contract} complies with {passed}.| With {passed} there is no conflict.]";
        return told(
          [
            "{contract} fails {all}.",
            "{contract} is not compliant. It breaks {all}.",
            "{contract} conflicts with {all}.",
            "{contract} is out of line with {all}.",
            "{land} would object to {contract}, which breaks {all}.",
          ].map((wording) => wording + rest),
          {
            ...(passed.length === 0 ? {} : { passed: listed(passed) }),
            all: joined(failed.map(({ code, title, check }) => `the ${title} (${code}) on the ${deviationsOf(check)}`)),
            contract: contract.contract_id,
            land: regulation.jurisdiction,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "What would {land} say to {contract}? Look at the rules that are {status}.",
    "I'd like to use {contract} in {land}. Any conflict with what is {status}?",
    "Is {contract} all right under the law of {land}? Only what is {status} counts.",
    "We're extending {contract} to {land}. Check it against whatever is {status} there.",
    "Find the {status} regulations of {land} and test {contract} against them.",
    "{land}, {status} rules, {contract}: compliant or not?",
  ],
};

const gapThenWatch: Scenario<LegalWorld> = {
  family: "watch_if_gaps",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const regulation = random.pick(
      world.regulations.filter((each) => each.watchers.length === 0 && each.status !== "repealed"),
    );
    const department = random.pick(world.departments);
    const missing = regulation.rules.some((rule) => !policy.rules.some((each) => each.term === rule.term));
    if (!missing) return undefined;
    return {
      slots: {
        policy: { value: policy.policy_id },
        code: { value: regulation.code },
        department: { value: department },
        frequency: { value: "monthly" },
      },
      *solve() {
        const seen = yield* call("risk_analyzer_find_policy_gaps", {
          policy_id: policy.policy_id,
          code: regulation.code,
        });
        if (!seen.ok) return stopped(seen);
        const { gaps } = resultOf<{ gaps: { name: string; gap: string }[] }>(seen);
        const every = listed(gaps.map(({ name, gap }) => `${name} (${gap})`));
        const first = gaps[0];
        if (first === undefined)
          return told(
            ["No gap, so nobody has to watch {code}.", "{policy} covers {code}."],
            { code: regulation.code, policy: policy.policy_id },
            { required: [] },
          );
        const set = yield* call(
          "regulation_db_watch_regulation",
          { code: regulation.code, department, frequency: "monthly" },
          {
            reasons: why({
              step: ["put {code} on watch for the {department}", "enter the {department} as a watcher"],
              fact: [
                first.gap === "missing"
                  ? "{policy} has nothing on the {name}"
                  : "{policy} is weaker than {code} on the {name}",
                gaps.length === 1 ? "there is a gap" : "there are gaps",
              ],
            }),
            values: { department, code: regulation.code, policy: policy.policy_id, name: first.name },
          },
        );
        if (!set.ok) return stopped(set);
        return told(
          [
            "{policy} leaves {n} gaps against {code}: {all}. The {department} is watching {code} now, with monthly notices.",
            "{policy} lags behind {code} on the {all}. So the {department} follows {code} monthly from now on.",
            "The {department} is told of changes in {code} monthly, as {policy} has {n} gaps: {all}.",
            "{policy} falls short on the {all}; the {department} watches {code} monthly.",
          ],
          { n: count(gaps as never), all: every, department, code: regulation.code, policy: policy.policy_id },
          { required: ["department", "all"] },
        );
      },
    };
  },
  frames: [
    "The {department} wants a {frequency} notice on {code}, provided that {policy} has gaps against it.",
    "Hold {policy} against {code}. If there are gaps, let the {department} follow {code} {frequency}.",
    "If {policy} has gaps against {code}, let the {department} watch {code} {frequency}.",
    "Check {policy} for gaps with {code}; the {department} should follow {code} {frequency} when there are any.",
    "Does {policy} cover {code}? If not, the {department} must be told about changes {frequency}.",
    "{policy} / {code}: gaps? If so, a {frequency} watch for the {department}.",
  ],
};

const auditParty: Scenario<LegalWorld> = {
  family: "audit_party",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const party = world.contracts[0]!.party;
    const regulation: Regulation = random.pick(validRegulations(world));
    return {
      slots: { party: { value: party }, code: { value: regulation.code } },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { party },
          {
            reasons: why({
              step: ["search the contracts of {party}", "find the contracts with {party}"],
              fact: ["which contracts there are is not known yet", "there may be more than one contract"],
            }),
            values: { party },
          },
        );
        if (!found.ok) return stopped(found);
        const { contracts } = resultOf<FoundContracts>(found);
        const checks = yield* all(
          contracts.map(
            ({ contract_id }) => ["regulation_db_check_contract", { contract_id, code: regulation.code }] as const,
          ),
          {
            reasons: checkReasons(contracts.length),
            values: { n: count(contracts as never), code: regulation.code },
          },
        );
        const bad = checks.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        const standing = standingOf(regulation.status);
        const passed = contracts.flatMap(({ contract_id }, index) => {
          const check = checks[index]!;
          return check.ok && resultOf<Check>(check).compliant ? [contract_id] : [];
        });
        const rest = passed.length === 0 ? "" : "[ No deviation in {passed}.| {passed} passes.]";
        const failing = checks.flatMap((each, index) =>
          each.ok && !resultOf<Check>(each).compliant
            ? [`${contracts[index]!.contract_id} on the ${deviationsOf(resultOf<Check>(each))}`]
            : [],
        );
        if (failing.length === 0)
          return told(
            [
              "All {n} contracts with {party} pass {code}.",
              "Nothing agreed with {party} breaks {code}; {n} contracts checked.",
              "There is nothing to report: {code} is met in all {n} contracts with {party}.",
              "I checked {n} contracts with {party} and found no deviation from {code}.",
              "No contract with {party} deviates from {code}; I checked {n}.",
            ].map((wording) => wording + standing),
            { n: count(contracts as never), party, code: regulation.code },
            { required: ["code"] },
          );
        return told(
          [
            ...(passed.length === 0
              ? ["Every contract with {party} deviates from {code}: {all}.", "{code} objects to {all}."]
              : [
                  "Out of line with {code}, {bad} of the {n} contracts with {party}: {all}.",
                  "Contracts with {party}: {n}, of which {bad} with deviations from {code}: {all}.",
                  "Not everything with {party} passes. {code} objects to {all}.",
                ]),
            "Deviations from {code} in the contracts with {party}: {all}.",
            "Deviations from {code}, {n} contracts checked: {all}.",
          ].map((wording) => wording + rest + standing),
          {
            bad: count(failing),
            n: count(contracts as never),
            ...(passed.length === 0 ? {} : { passed: listed(passed) }),
            all: joined(failing),
            code: regulation.code,
            party,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Everything that binds us to {party}: would it survive {code}?",
    "Is there any {party} contract that {code} would catch?",
    "Test all agreements with {party} against {code} and name what fails.",
    "Audit everything we have with {party} against {code}.",
    "Do all {party} contracts comply with {code}?",
    "{party} had trouble with the regulator. Find our contracts with them and test each against {code}.",
    "{code} check for each contract of {party}, please.",
  ],
};

export const auditScenarios: readonly Scenario<LegalWorld>[] = [landCheck, gapThenWatch, auditParty];
