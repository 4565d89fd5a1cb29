/** When more than one thing may be meant. */
import { ask, call, count, type Scenario } from "../../contract";
import { TERM_FACTS } from "../terms";
import type { LegalWorld } from "../world";
import {
  asking,
  type Check,
  deviationsOf,
  type FoundContracts,
  type FoundRegulations,
  type Risks,
  resultOf,
  sharedTerm,
  stopped,
  type TermReading,
  termSlot,
  told,
} from "./shared";
import { why } from "./why";

const whichContract: Scenario<LegalWorld> = {
  family: "which_contract_of_party",
  skill: "contract_review",
  shape: "ambiguous",
  draw(world, random) {
    const party = world.contracts[0]!.party;
    const twins = world.contracts.filter((each) => each.party === party);
    const term = sharedTerm(twins, random);
    if (twins.length !== 2 || term === undefined) return undefined;
    const wanted = random.pick(twins);
    return {
      slots: { party: { value: party }, term: termSlot(term) },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { party },
          {
            reasons: why({
              step: ["search the contracts of {party}", "get the contract number"],
              fact: ["which contracts there are is not known yet", "there may be more than one contract"],
            }),
            values: { party },
          },
        );
        if (!found.ok) return stopped(found);
        const [a, b] = resultOf<FoundContracts>(found).contracts;
        return ask(
          asking([
            "There are two contracts with {party}: {a} ({kindA}) and {b} ({kindB}). Which one?",
            "The {kindA} contract {a} or the {kindB} contract {b}?",
            "Do you mean {a}, the {kindA} contract, or {b}, the {kindB} contract?",
          ]),
          { party, a: a!.contract_id, b: b!.contract_id, kindA: a!.kind, kindB: b!.kind },
          {
            frames: ["{contract}", "{contract}, please.", "I meant {contract}."],
            slots: { contract: { value: wanted.contract_id } },
            *solve() {
              const seen = yield* call("clause_extractor_get_term", { contract_id: wanted.contract_id, term });
              if (!seen.ok) return stopped(seen);
              const { value, unit, clause, name } = resultOf<TermReading>(seen);
              return told(
                [
                  "{value} {unit}, clause {clause}.",
                  "There the {name} is {value} {unit}.",
                  "It is {value} {unit} there[ (clause {clause})|].",
                  "In that one, clause {clause} has {value} {unit}.",
                  "Clause {clause} says {value} {unit}.",
                ],
                { value, unit, clause, name },
                { required: ["value"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "[Remind|Tell] me which {term} we have with {party}.",
    "A question about {party}: the {term}?",
    "What's the {term} in our contract with {party}?",
    "How is the {term} regulated with {party}?",
    "I need the {term} we have with {party}, quickly.",
    "Tell me the {term} that applies to {party}.",
  ],
};

const whichRegulation: Scenario<LegalWorld> = {
  family: "which_regulation_of_land",
  skill: "compliance_check",
  shape: "ambiguous",
  draw(world, random) {
    const land = world.regulations[0]!.jurisdiction;
    const twins = world.regulations.filter((each) => each.jurisdiction === land);
    if (twins.length !== 2) return undefined;
    const wanted = random.pick(twins);
    const contract = random.pick(world.contracts);
    return {
      slots: { land: { value: land }, contract: { value: contract.contract_id } },
      *solve() {
        const found = yield* call("regulation_db_search_regulations", { jurisdiction: land });
        if (!found.ok) return stopped(found);
        const [a, b] = resultOf<FoundRegulations>(found).regulations;
        return ask(
          asking([
            "{land} has two regulations: the {a} and the {b}. Which shall I use?",
            "Against the {a} ({codeA}) or the {b} ({codeB})?",
            "I found {codeA} ({a}) and {codeB} ({b}). Which of them matters to you?",
          ]),
          { land, a: a!.title, b: b!.title, codeA: a!.code, codeB: b!.code },
          {
            frames: ["{code}", "Use {code}.", "{code} is the relevant one."],
            slots: { code: { value: wanted.code } },
            *solve() {
              const seen = yield* call("regulation_db_check_contract", {
                contract_id: contract.contract_id,
                code: wanted.code,
              });
              if (!seen.ok) return stopped(seen);
              const check = resultOf<Check>(seen);
              if (check.checked === 0)
                return told(
                  [
                    "{contract} has no clause on anything that {code} limits.",
                    "[Nothing overlaps|No overlap]: {code} speaks about other terms than {contract}.",
                  ],
                  { contract: contract.contract_id, code: wanted.code },
                  { required: [] },
                );
              if (check.deviations.length === 0)
                return told(
                  [
                    "{contract} complies with {code}[; terms compared: {checked}|].",
                    "No deviation from {code} in {contract}.",
                    "[All fine|Compliant]: nothing in {contract} is out of line with {code}.",
                    "{contract} is in line with {code}.",
                  ],
                  { contract: contract.contract_id, code: wanted.code, checked: check.checked },
                  { required: [] },
                );
              return told(
                [
                  "{contract} has {n} deviations in {checked} terms[: {all}| - {all}].",
                  "I find {n} deviations from {code}: {all}.",
                  "{contract} is not compliant: {all}.",
                  "{contract} breaks {code} on the {all}.",
                ],
                {
                  n: count(check.deviations as never),
                  checked: check.checked,
                  all: deviationsOf(check),
                  contract: contract.contract_id,
                  code: wanted.code,
                },
                { required: ["all"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "There is a regulation in {land} that worries me. Is {contract} fine under it?",
    "Hold {contract} against the regulation that {land} has.",
    "Check {contract} against the {land} regulation.",
    "Does the regulation of {land} allow {contract} as it is?",
    "Somebody in {land} wants proof that {contract} is compliant with their regulation.",
    "{contract}, the {land} regulation: compliant?",
  ],
};

const whichRisk: Scenario<LegalWorld> = {
  family: "which_risk_of_contract",
  skill: "risk_assessment",
  shape: "ambiguous",
  draw(world, random) {
    const contract = world.contracts[1]!;
    const open = world.risks.filter((each) => each.contract_id === contract.contract_id && each.status === "open");
    if (open.length !== 2) return undefined;
    const wanted = random.pick(open);
    return {
      slots: { contract: { value: contract.contract_id }, status: { value: "mitigated" }, present: { value: "open" } },
      *solve() {
        const listed = yield* call("risk_analyzer_list_risks", { contract_id: contract.contract_id, status: "open" });
        if (!listed.ok) return stopped(listed);
        const [a, b] = resultOf<Risks>(listed).risks;
        return ask(
          asking([
            "Two risks are open: {a} on the {termA} and {b} on the {termB}. Which is it?",
            "{a} ({termA}) or {b} ({termB})?",
            "Do you mean {a}, which is about the {termA}, or {b} on the {termB}?",
          ]),
          {
            a: a!.risk_id,
            b: b!.risk_id,
            termA: TERM_FACTS[a!.term].name,
            termB: TERM_FACTS[b!.term].name,
          },
          {
            frames: ["{risk}", "{risk}, that's the one.", "It's {risk}."],
            slots: { risk: { value: wanted.risk_id } },
            *solve() {
              const set = yield* call("risk_analyzer_update_risk", { risk_id: wanted.risk_id, status: "mitigated" });
              if (!set.ok) return stopped(set);
              return told(
                ["{risk} is mitigated.", "Noted: {risk} is mitigated.", "The register shows {risk} as mitigated."],
                {
                  risk: wanted.risk_id,
                },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Please change the {present} entry for {contract}: it has been {status}.",
    "The {present} point on {contract}? Consider it {status}[ and note that|].",
    "Set the {present} risk of {contract} to {status}.",
    "The {present} risk on {contract} has been {status}; update the register.",
    "Good news on {contract}: its {present} risk is {status}. Please record that.",
    "{contract}, {present} risk: {status}.",
  ],
};

export const choiceScenarios: readonly Scenario<LegalWorld>[] = [whichContract, whichRegulation, whichRisk];
