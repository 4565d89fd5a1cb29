/** Lists of the register, and what follows from them. */
import { call, count, type Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import { type Risks, rankedOpen, resultOf, risksOf, stopped, told } from "./shared";
import { why } from "./why";

const listWorst: Scenario<LegalWorld> = {
  family: "list_risks_from_score",
  skill: "risk_assessment",
  shape: "complex",
  draw(world, random) {
    // Most lists hold something.
    const known = random.chance(0.65) ? random.pick(world.risks) : undefined;
    const least = known === undefined ? random.int(3, 18) : Math.max(2, known.score - random.int(0, 4));
    const contract = known ?? random.pick(world.contracts);
    const status = known?.status ?? random.pick(["open", "mitigated", "accepted"]);
    return {
      slots: {
        contract: { value: contract.contract_id },
        least: { value: least, text: [`${least}`, `${least} points`] },
        status: { value: status },
      },
      *solve() {
        const seen = yield* call("risk_analyzer_list_risks", {
          contract_id: contract.contract_id,
          status,
          minimum_score: least,
        });
        if (!seen.ok) return stopped(seen);
        const { risks } = resultOf<Risks>(seen);
        const first = risks[0];
        if (first === undefined)
          return told(
            [
              "{contract} has no {status} risk of {least} points or more.",
              "{contract} has no {status} risk with such a score.",
              "For {contract} [there isn't any {status} entry|I find no {status} entry] with {least} points or more.",
              "{contract} has no {status} entry from {least} points upwards.",
            ],
            { contract: contract.contract_id, status, least },
            { required: [] },
          );
        return told(
          risks.length === 1
            ? ["One: {all}.", "Just {all}.", "For {contract} I find one, {all}.", "{contract} has {all}, no other."]
            : [
                "{n} in the list: {all}.",
                "{all}.",
                "[From the top|Highest first]: {all}.",
                "For {contract} I find {all}.",
                "{contract} has {n} such entries: {all}.",
              ],
          {
            n: count(risks as never),
            all: risksOf(risks),
            contract: contract.contract_id,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {status} risks of {contract} score {least} or more?",
    "List what is {status} in the register for {contract}, with scores from {least} upwards.",
    "Insurance wants everything {status} on {contract} with a score of at least {least}.",
    "Any {status} risk scoring {least} or above for {contract}?",
    "{contract}: {status} risks, minimum score {least}",
  ],
};

const byStatus: Scenario<LegalWorld> = {
  family: "risks_of_one_status",
  skill: "risk_assessment",
  shape: "single",
  draw(world, random) {
    const known = random.chance(0.65) ? random.pick(world.risks) : undefined;
    const status = known?.status ?? random.pick(["open", "mitigated", "accepted"]);
    const contract = known ?? random.pick(world.contracts);
    return {
      slots: { status: { value: status }, contract: { value: contract.contract_id } },
      *solve() {
        const seen = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status },
          {
            reasons: why({
              step: ["list the {status} entries of {contract}", "search the register of {contract}"],
              fact: ["the list can be filtered by status", "only one contract matters"],
            }),
            values: { contract: contract.contract_id, status },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { risks } = resultOf<Risks>(seen);
        const [first, second] = risks;
        if (first === undefined)
          return told(
            [
              "{contract} has no risk that is {status}.",
              "No entry of {contract} is {status}.",
              "There is no {status} risk for {contract}.",
              "The register shows no {status} risk of {contract}.",
            ],
            { contract: contract.contract_id, status },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "One: {risk}, {score} points.",
              "Just {risk}. Its score is {score}.",
              "There is one, {risk}, at {score} points.",
              "It's {risk}, and it scores {score}.",
              "{risk} is {status}; its score is {score}.",
              "A single one, {risk} ({score} points).",
            ],
            { risk: first.risk_id, score: first.score, status },
            { required: ["risk"] },
          );
        return told(
          [
            "{n}, namely {all}.",
            "There are {n}: {all}.",
            "{contract} has {all}.",
            ...(first.score > second.score ? ["[In order of score|Worst first]: {all}."] : []),
          ],
          {
            n: count(risks as never),
            all: risksOf(risks),
            contract: contract.contract_id,
          },
          { required: ["all"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { risks } = resultOf<Risks>(seen);
        const first = risks[0];
        if (first === undefined) return [];
        const alone = risks.length === 1;
        return [
          {
            frames: alone
              ? ["Who looks after it?", "[And its|Its] owner?", "Which department has it?"]
              : [
                  "Who looks after the top one?",
                  "[And the|The] owner of the first?",
                  "Which department has the first entry?",
                ],
            slots: {},
            *solve() {
              return told(["The {owner}.", "The {owner} has it.", "That's with the {owner}."], { owner: first.owner });
            },
          },
          {
            frames: alone
              ? ["How likely is it, on our scale?", "What's its likelihood?"]
              : ["How likely is the first one, on our scale?", "What's the likelihood of the top entry?"],
            slots: {},
            *solve() {
              return told(["The likelihood is {n}.", "It is rated {n}.", "On that scale, {n}."], {
                n: first.likelihood,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Which risks of {contract} are {status}?",
    "Show me everything {status} in the register for {contract}.",
    "I report on {contract} tomorrow. Which of its risks are {status}?",
    "{contract}: {status} risks?",
    "Does the register hold anything {status} on {contract}?",
  ],
};

const mitigateTop: Scenario<LegalWorld> = {
  family: "mitigate_worst_risk",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const contract = rankedOpen(world, [1], random);
    if (contract === undefined) return undefined;
    return {
      slots: {
        contract: { value: contract.contract_id },
        status: { value: "open" },
        target: { value: "mitigated" },
      },
      *solve() {
        const open = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status: "open" },
          {
            reasons: why({
              step: ["list the open risks", "find the worst entry"],
              fact: ["the entries come sorted by score", "no entry was named"],
            }),
          },
        );
        if (!open.ok) return stopped(open);
        const [worst, ...rest] = resultOf<Risks>(open).risks;
        if (worst === undefined)
          return told(
            ["There is no open risk.", "Nothing is open for {contract}."],
            { contract: contract.contract_id },
            { required: [] },
          );
        const set = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: worst.risk_id, status: "mitigated" },
          {
            reasons: why({
              step: ["set the new status of {risk}", "change {risk}"],
              fact:
                rest.length === 0
                  ? ["only one risk is open"]
                  : ["the highest score is {score}", "{score} is the top score"],
            }),
            values: { risk: worst.risk_id, score: worst.score },
          },
        );
        if (!set.ok) return stopped(set);
        if (rest.length === 0)
          return told(
            [
              "{risk} is mitigated and nothing else is open for {contract}.",
              "{risk} is mitigated, and it was the last open risk of {contract}.",
              "Done: {risk}, the only open risk of {contract}, is mitigated. None remains.",
            ],
            { risk: worst.risk_id, contract: contract.contract_id },
            { required: ["risk"] },
          );
        return told(
          [
            "{risk} is mitigated; {n} remain open: {all}.",
            "{risk} is mitigated. Still open on {contract}: {all}.",
            "{risk} is mitigated, which leaves {all}.",
            "The worst risk, {risk}, is mitigated. What remains open on {contract} is {all}.",
          ],
          {
            risk: worst.risk_id,
            contract: contract.contract_id,
            n: count(rest as never),
            all: risksOf(rest),
          },
          { required: ["risk", "all"] },
        );
      },
    };
  },
  frames: [
    "The gravest {status} entry of {contract} is {target} as of today; what else is there?",
    "Could you move the worst {status} risk on {contract} to {target} and read me the rest?",
    "Mark the worst {status} risk of {contract} as {target} and tell me what is left.",
    "We solved the biggest {status} problem of {contract}. Set it to {target}; which ones remain?",
    "Find the top {status} risk for {contract}, set it to {target}, then show what is still to do.",
    "{contract}: highest {status} risk -> {target}; remaining ones?",
  ],
};

export const riskListScenarios: readonly Scenario<LegalWorld>[] = [listWorst, byStatus, mitigateTop];
