/** Holding contracts and policies against rules. */
import { all, call, count, type Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import {
  asking,
  type Check,
  deviationsOf,
  listed,
  resultOf,
  standingOf,
  stopped,
  told,
  validRegulations,
} from "./shared";
import { why } from "./why";

const checkOne: Scenario<LegalWorld> = {
  family: "check_contract_against_regulation",
  skill: "compliance_check",
  shape: "single",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const regulation = random.pick(validRegulations(world));
    return {
      slots: { contract: { value: contract.contract_id }, code: { value: regulation.code } },
      *solve() {
        const seen = yield* call(
          "regulation_db_check_contract",
          { contract_id: contract.contract_id, code: regulation.code },
          {
            reasons: why({
              step: ["check {contract} against {code}", "hold {contract} against {code}"],
              fact: ["one check covers all clauses", "contract and regulation are given"],
            }),
            values: { contract: contract.contract_id, code: regulation.code },
          },
        );
        if (!seen.ok) return stopped(seen);
        const check = resultOf<Check>(seen);
        const first = check.deviations[0];
        if (check.checked === 0)
          return told(
            [
              "The two have no term in common, so there was nothing to check.",
              "{contract} has no clause on anything that {code} limits.",
              "[Nothing overlaps|No overlap]: {code} speaks about other terms than {contract}.",
            ],
            { contract: contract.contract_id, code: regulation.code },
            { required: [] },
          );
        if (first === undefined)
          return told(
            [
              "{contract} complies with {code}; {checked} terms were checked.",
              "{contract} shows no deviation from {code}; shared terms: {checked}.",
              "I compared {checked} terms of {contract} with {code} and found nothing out of line.",
              "{contract} is in line with {code}[; terms compared: {checked}|].",
              "{contract} complies: {checked} terms compared with {code}, none out of line.",
              "As far as {code} goes, {contract} is fine.",
            ].map((wording) => wording + standingOf(check.status)),
            { contract: contract.contract_id, code: regulation.code, checked: check.checked },
            { required: [] },
          );
        return told(
          [
            "{contract} breaks {code} on the {all}.",
            "I find {n} deviations in {checked} terms of {contract}: {all}.",
            "{contract} does not comply with {code}. Out of line: {all}.",
            "In {contract}, {code} objects to the {all}.",
            "{contract} is out of line with {code} on the {all}[; {checked} terms were checked|].",
          ].map((wording) => wording + standingOf(check.status)),
          {
            n: count(check.deviations as never),
            checked: check.checked,
            all: deviationsOf(check),
            contract: contract.contract_id,
            code: regulation.code,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Does {contract} comply with {code}?",
    "Check {contract} against {code}[, please|].",
    "Legal in the other office insists that {contract} violates {code}. Are they right?",
    "We want to renew {contract} as it is. Would {code} be a problem?",
    "{contract} vs. {code}: any deviations?",
  ],
  missing: [
    {
      slot: "code",
      frames: ["Is {contract} compliant?", "Run a compliance check on {contract}."],
      ask: asking([
        "Against which regulation?",
        "Which code should I hold {contract} against?",
        "Compliant with what? A regulation code would help.",
      ]),
      reply: ["{code}", "Against {code}.", "{code} is the one that worries us."],
    },
    {
      slot: "contract",
      frames: ["Does this contract violate {code} anywhere?", "I need a check against {code}."],
      ask: asking(["For which contract?", "Please name the contract I should check.", "Which contract is it about?"]),
      reply: ["{contract}", "Take {contract}.", "It's about {contract}."],
    },
  ],
};

const checkTwo: Scenario<LegalWorld> = {
  family: "check_two_contracts",
  skill: "compliance_check",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.contracts, 2);
    const regulation = random.pick(validRegulations(world));
    return {
      slots: {
        left: { value: left!.contract_id },
        right: { value: right!.contract_id },
        code: { value: regulation.code },
      },
      *solve() {
        const seen = yield* all(
          [left!, right!].map(
            ({ contract_id }) => ["regulation_db_check_contract", { contract_id, code: regulation.code }] as const,
          ),
          {
            reasons: why({
              step: ["check both contracts against {code}", "run the same check on each"],
              fact: ["neither check depends on the other", "two contracts were named"],
            }),
            values: { code: regulation.code },
          },
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<Check>(one!);
        const b = resultOf<Check>(two!);
        return told(
          [
            "{left} has {a} deviations, {right} has {b}, [so|which means that] {verdict}.",
            "Deviations from {code}: {a} in {left}, {b} in {right}. [So|That is,] {verdict}.",
            "For {left} I count {a} deviations, for {right} {b}; {verdict}.",
            "Number of deviations: {a} for {left}, {b} for {right}. Under {code}, {verdict}.",
            "Held against {code}, {left} has {a} deviations and {right} has {b}: {verdict}.",
            "The deviations from {code} number {a} in {left} and {b} in {right}, so {verdict}.",
          ].map((wording) => wording + standingOf(a.status)),
          {
            left: left!.contract_id,
            right: right!.contract_id,
            code: regulation.code,
            a: count(a.deviations as never),
            b: count(b.deviations as never),
            verdict: cleaner(left!.contract_id, a.deviations.length, right!.contract_id, b.deviations.length),
          },
          { required: ["a", "b", "verdict"] },
        );
      },
    };
  },
  frames: [
    "Check {left} and {right} against {code}; the number of deviations in each will do.",
    "How many deviations from {code} are in {left}, and how many in {right}?",
    "Hold both {left} and {right} against {code}. I only need the number of problems for each.",
    "{code} is on the agenda, with {left} and {right} as examples. Which one is cleaner?",
  ],
};

/** Which of two contracts has fewer deviations. */
function cleaner(left: string, a: number, right: string, b: number): string {
  if (a === b) return a === 0 ? "both are in order" : "neither is cleaner than the other";
  return `${a < b ? left : right} is the cleaner one`;
}

const gaps: Scenario<LegalWorld> = {
  family: "gaps_of_policy",
  skill: "policy_analysis",
  shape: "single",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const regulation = random.pick(validRegulations(world));
    return {
      slots: { policy: { value: policy.policy_id }, code: { value: regulation.code } },
      *solve() {
        const seen = yield* call(
          "risk_analyzer_find_policy_gaps",
          { policy_id: policy.policy_id, code: regulation.code },
          {
            reasons: why({
              step: ["compare {policy} with {code}", "look for gaps in {policy}"],
              fact: ["the policy has to measure up to the regulation", "the regulation sets the limits here"],
            }),
            values: { policy: policy.policy_id, code: regulation.code },
          },
        );
        if (!seen.ok) return stopped(seen);
        const result = resultOf<{
          covered: number;
          gaps: { name: string; article: string; gap: string; regulation_limit: number; unit: string }[];
        }>(seen);
        const first = result.gaps[0];
        if (first === undefined)
          return told(
            [
              "{policy} has no gaps; all {covered} terms that {code} regulates are covered.",
              "{policy} is at least as strict as {code} everywhere.",
              "{policy} holds up against {code}: {covered} terms covered, no gap.",
            ],
            { covered: result.covered, policy: policy.policy_id, code: regulation.code },
            { required: [] },
          );
        return told(
          [
            "I see {n} gaps in {policy}: {all}.",
            "{policy} falls short of {code} on the {all}.",
            "Against {code}, {policy} falls short here: {all}.",
            "Where {code} asks for more than {policy}: {all}.",
            "{policy} leaves {n} gaps against {code}: {all}.",
          ],
          {
            n: count(result.gaps as never),
            covered: result.covered,
            policy: policy.policy_id,
            code: regulation.code,
            all: listed(
              result.gaps.map(
                ({ name, gap, article, regulation_limit, unit }) =>
                  `${name} (${gap}, ${article} sets ${regulation_limit} ${unit})`,
              ),
            ),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Where does {policy} fall short of {code}?",
    "Are there gaps in {policy} compared with {code}?",
    "{code} was tightened, they say. Is {policy} still strict enough?",
    "Compare our {policy} to {code} and name what is missing or weaker.",
    "{policy} against {code}: gaps?",
  ],
  missing: [
    {
      slot: "policy",
      frames: ["Where does our policy fall short of {code}?", "Does the policy match {code}?"],
      ask: asking([
        "Which policy shall I compare?",
        "I need a policy number for that. Which one?",
        "Which of our policies do you mean?",
      ]),
      reply: ["{policy}", "{policy}, I think.", "Please take {policy}."],
    },
  ],
};

const versusPolicy: Scenario<LegalWorld> = {
  family: "contract_against_policy",
  skill: "policy_analysis",
  shape: "single",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const policy = random.pick(world.policies);
    return {
      slots: { contract: { value: contract.contract_id }, policy: { value: policy.policy_id } },
      *solve() {
        const seen = yield* call("clause_extractor_compare_to_policy", {
          contract_id: contract.contract_id,
          policy_id: policy.policy_id,
        });
        if (!seen.ok) return stopped(seen);
        const check = resultOf<Check>(seen);
        const first = check.deviations[0];
        if (first === undefined)
          return told(
            [
              "{contract} stays within {policy}[; {checked} terms compared|].",
              "Nothing in {contract} deviates from {policy}[ (shared terms: {checked})|].",
              "There is no deviation from {policy} in {contract}.",
              "{contract} keeps to {policy}; they share {checked} terms.",
              "{contract} is in line with {policy}.",
            ],
            { contract: contract.contract_id, policy: policy.policy_id, checked: check.checked },
            { required: [] },
          );
        return told(
          [
            "{contract} departs from {policy} on the {all}.",
            "I count {n} deviations from {policy} in {contract}: {all}.",
            "I compared {checked} terms of {contract} and found {n} deviations: {all}.",
            "Outside the limits of {policy} in {contract}: {all}.",
            "{contract} is not in line with {policy} on the {all}.",
          ],
          {
            n: count(check.deviations as never),
            checked: check.checked,
            all: deviationsOf(check),
            contract: contract.contract_id,
            policy: policy.policy_id,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Does {contract} follow {policy}?",
    "Which clauses of {contract} depart from {policy}?",
    "A trainee negotiated {contract} alone. Did the result stay inside {policy}?",
    "Compare {contract} with our own {policy}, please.",
    "What comes out when {policy} is applied to {contract}?",
  ],
};

export const complianceScenarios: readonly Scenario<LegalWorld>[] = [checkOne, checkTwo, gaps, versusPolicy];
