/** Several sources put together for one answer. */
import { all, call, count, partial, type Scenario } from "../../contract";
import { TERM_FACTS, type Term } from "../terms";
import { addDays, type LegalWorld, type Risk } from "../world";
import type { Score } from "./scores";
import {
  type FoundContracts,
  listed,
  newOwners,
  type Risks,
  rankedOpen,
  resultOf,
  risksOf,
  stopped,
  told,
} from "./shared";
import { why } from "./why";

interface Clauses {
  readonly party: string;
  readonly status: string;
  readonly expires: string;
  readonly clauses: readonly { readonly clause: string; readonly term: Term; readonly text: string }[];
}

const partyDossier: Scenario<LegalWorld> = {
  family: "dossier_of_party",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const unique = world.contracts.filter(
      (each) => world.contracts.filter(({ party }) => party === each.party).length === 1,
    );
    const contract = random.pick(unique);
    return {
      slots: { party: { value: contract.party } },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { party: contract.party },
          {
            reasons: why({
              step: ["find the contract of {party}", "see what we have with {party}"],
              fact: ["no contract number was given", "I only have a name"],
            }),
            values: { party: contract.party },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<FoundContracts>(found).contracts[0];
        if (hit === undefined)
          return partial(["We have nothing with {party}.", "No contract with {party} exists."], {
            party: contract.party,
          });
        const id = hit.contract_id;
        const [clauses, scored] = yield* all(
          [
            ["clause_extractor_list_clauses", { contract_id: id }],
            ["risk_analyzer_score_contract", { contract_id: id }],
          ],
          {
            reasons: why({
              step: ["list its clauses and score it", "get its clauses and its score"],
              fact: ["the contract is {id}", "the two lookups don't depend on each other"],
            }),
            values: { id },
          },
        );
        if (!clauses!.ok) return stopped(clauses!);
        if (!scored!.ok) return stopped(scored!);
        const register = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: id, status: "open" },
          {
            reasons: why({
              step: ["list the open risks of {id}", "read the register of {id}"],
              fact: ["only the risks are missing"],
            }),
            values: { id },
          },
        );
        if (!register.ok) return stopped(register);
        const sheet = resultOf<Clauses>(clauses!);
        const { score, level } = resultOf<Score>(scored!);
        const { risks } = resultOf<Risks>(register);
        const values = {
          id,
          n: count(sheet.clauses as never),
          clauses: listed(sheet.clauses.map(({ clause, term }) => `${TERM_FACTS[term].name} (${clause})`)),
          score,
          level,
          standing: `${sheet.status}, end ${sheet.expires}`,
          party: contract.party,
        };
        if (risks.length === 0)
          return told(
            [
              "{id} ({standing}) has {n} clauses: {clauses}. It scores {score} ({level}), and no risk is open.",
              "Contract {id} ({standing}), {n} clauses: {clauses}. Score {score}, {level}. Open risks: none.",
              "Nothing is open for {party}; {id} ({standing}) scores {score} ({level}) and has {n} clauses: {clauses}.",
            ],
            values,
            { required: ["id", "score"] },
          );
        return told(
          [
            "{id} ({standing}) has {n} clauses: {clauses}. It scores {score} ({level}), and this is open: {risks}.",
            "Contract {id} ({standing}), {n} clauses: {clauses}. Risk score {score}, {level}; still open: {risks}.",
            "Our contract with {party} is {id} ({standing}). Clauses ({n}): {clauses}. Score: {score}, {level}. Open: {risks}.",
            "{party} has {id} ({standing}) with {n} clauses: {clauses}. The score is {score} ({level}); what is open is {risks}.",
            "For {party}: {id} ({standing}), score {score} ({level}), {n} clauses: {clauses}. Open in the register: {risks}.",
          ],
          { ...values, risks: risksOf(risks) },
          { required: ["id", "score", "risks"] },
        );
      },
    };
  },
  frames: [
    "Prepare a dossier on {party}: contract, clauses, risk score, open risks.",
    "I'm having lunch with [the people from|] {party}. What contract is there, what's in it, how risky is it and what is still open?",
    "{party}, the whole picture please - clauses, score, open entries of the register.",
    "Before we extend anything with {party}, collect the contract, how many clauses it has, its score and its open risks.",
    "[How do we stand|Where do we stand] with {party}? Clauses, score and open risks, please.",
  ],
};

function entriesOf({ risks }: Risks): string {
  return risks.length === 0 ? "no entry" : risksOf(risks);
}

const scoreExpiring: Scenario<LegalWorld> = {
  family: "riskiest_of_expiring",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const days = random.int(81, 89);
    const before = addDays(world.today, days);
    const soon = world.contracts.filter((contract) => contract.status === "active" && contract.expires < before);
    if (soon.length < 2) return undefined;
    return {
      slots: {
        before: { value: before, text: [`${days} days from now`], derivation: "relative_date" },
        status: { value: "active" },
      },
      *solve() {
        const found = yield* call("clause_extractor_search_contracts", { status: "active", expires_before: before });
        if (!found.ok) return stopped(found);
        const { contracts } = resultOf<FoundContracts>(found);
        const scores = yield* all(
          contracts.map(({ contract_id }) => ["risk_analyzer_score_contract", { contract_id }] as const),
          {
            reasons: why({
              step: ["score each of them", "get the score of each contract"],
              fact: ["the contracts that end by then are known"],
            }),
            values: { n: count(contracts as never) },
          },
        );
        const ranked = scores
          .flatMap((each, index) =>
            each.ok
              ? [{ ...resultOf<Score>(each), id: contracts[index]!.contract_id, party: contracts[index]!.party }]
              : [],
          )
          .sort((left, right) => right.score - left.score);
        const worst = ranked[0];
        if (worst !== undefined && worst.score === ranked[1]?.score) {
          const other = ranked[1];
          const registers = yield* all(
            [worst, other].map(({ id }) => ["risk_analyzer_list_risks", { contract_id: id }] as const),
            {
              reasons: why({
                step: ["list the risks of both", "see what either has in the register"],
                fact: ["{one} and {other} are level at {score}"],
              }),
              values: { one: worst.id, other: other.id, score: worst.score },
            },
          );
          const [first, second] = registers;
          if (!first!.ok) return stopped(first!);
          if (!second!.ok) return stopped(second!);
          return told(
            [
              "{one} and {other} share the top score, {score}. Entries of {one}: {risks}. Entries of {other}: {others}.",
              "At {score} points {one} and {other} are level. The register has {risks} for {one} and {others} for {other}.",
              "No single one leads: {one} and {other} both have {score}. {one}: {risks}. {other}: {others}.",
            ],
            {
              one: worst.id,
              other: other.id,
              score: worst.score,
              risks: entriesOf(resultOf<Risks>(first!)),
              others: entriesOf(resultOf<Risks>(second!)),
            },
            { required: ["one", "other", "score", "risks", "others"] },
          );
        }
        if (worst === undefined)
          return partial(["None of the {n} could be scored.", "Scoring failed for all {n}."], {
            n: count(contracts as never),
          });
        const register = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: worst.id },
          {
            reasons: why({
              step: ["list the risks of {id}", "look {id} up in the register"],
              fact: ["the top score is found", "{score} is the highest score"],
            }),
            values: { id: worst.id, score: worst.score },
          },
        );
        if (!register.ok) return stopped(register);
        const { risks } = resultOf<Risks>(register);
        return told(
          [
            "{id} with {party} is the riskiest, {score} points; the register has {risks}.",
            "Look at {id}, which scores {score} ({level}). The register holds {risks} for it.",
            "Top score {score}: {id}, {party}. In the register: {risks}.",
            ...(risks.length === 0
              ? []
              : ["Of {all} contracts {id} stands out with {score} points; its entries are {risks}."]),
            "The riskiest is {id}, with {party}: {score} points, {level} risk. Registered: {risks}.",
            `The ${contracts.length === 2 ? "higher" : "highest"} of the {all} scores is that of {id}, {score}. On file for it: {risks}.`,
            "I'd start with {id}; it has {score} points, and the register lists {risks}.",
          ],
          {
            id: worst.id,
            party: worst.party,
            score: worst.score,
            level: worst.level,
            risks: entriesOf({ risks }),
            all: count(contracts as never),
          },
          { required: ["id", "score"] },
        );
      },
    };
  },
  frames: [
    "Which of our {status} contracts that end earlier than {before} is the most worrying by score? Tell me about its entries.",
    "Of the {status} contracts that will end earlier than {before}, which is the riskiest, and what does the register hold on it?",
    "Find the {status} contract with the top score among those that end earlier than {before}; I want its risks as well.",
    "Renewal talks are starting. Take all {status} agreements that end earlier than {before}, find the one with the highest risk score and list its entries.",
    "{status} contracts, end earlier than {before}: highest risk score, plus its register entries.",
  ],
};

const handOver: Scenario<LegalWorld> = {
  family: "hand_over_two_worst",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const contract = rankedOpen(world, [2], random);
    if (contract === undefined) return undefined;
    const owner = random.pick(newOwners(world, contract));
    return {
      slots: { contract: { value: contract.contract_id }, status: { value: "open" }, owner: { value: owner } },
      *solve() {
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status: "open" },
          {
            reasons: why({
              step: ["list the open risks", "rank the open risks by score"],
              fact: ["the two worst are not known yet"],
            }),
          },
        );
        if (!listed.ok) return stopped(listed);
        const { risks } = resultOf<Risks>(listed);
        const [first, second] = risks;
        if (first === undefined || second === undefined)
          return partial(["{contract} does not have two open risks.", "There are fewer than two for {contract}."], {
            contract: contract.contract_id,
          });
        const moved = yield* all(
          [first, second].map(({ risk_id }) => ["risk_analyzer_update_risk", { risk_id, owner }] as const),
          {
            reasons: why({
              step: ["hand both over", "give both to the new owner"],
              fact: ["{a} and {b} lead the list", "the worst are {a} and {b}"],
            }),
            values: { a: first.risk_id, b: second.risk_id },
          },
        );
        const bad = moved.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        const [a, b] = moved.flatMap((each) => (each.ok ? [resultOf<Risk>(each)] : []));
        return told(
          [
            "The {owner} has {a} and {b} now.",
            "The {owner} has taken over {a} ({scoreA} points) and {b} ({scoreB} points).",
            "{a} and {b} moved to the {owner}; they score {scoreA} and {scoreB}.",
            "The {owner} takes over {a}, and {b} as well.",
            "I gave {a} ({scoreA} points) and {b} ({scoreB} points) to the {owner}.",
            "{a} and {b} have changed hands; the {owner} has both now.",
            "{a} and {b} are both with the {owner} now.",
          ],
          { owner, a: a!.risk_id, b: b!.risk_id, scoreA: a!.score, scoreB: b!.score },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Let the {owner} have the top two {status} risks of {contract}.",
    "Give the two worst {status} risks of {contract} to the {owner}.",
    "The {owner} offers to take over the two gravest {status} risks on {contract}. Please hand them over.",
    "{contract}: two highest {status} risks -> {owner}.",
    "Two {status} risks of {contract}, the ones with the most points, need the {owner} as owner.",
  ],
};

export const dossierScenarios: readonly Scenario<LegalWorld>[] = [partyDossier, scoreExpiring, handOver];
