/** Work in several steps: find, check, act, look again. */
import { all, call, partial, type Scenario } from "../../contract";
import { TERM_FACTS, type Term } from "../terms";
import { addDays, type LegalWorld, type Risk } from "../world";
import {
  bindingOf,
  type Check,
  type FoundContracts,
  listed,
  type Risks,
  resultOf,
  risksOf,
  stopped,
  type TermReading,
  termOf,
  termSlot,
  told,
  toldPartly,
} from "./shared";
import { why } from "./why";

const partyTerm: Scenario<LegalWorld> = {
  family: "term_of_party_contract",
  skill: "contract_review",
  shape: "chain",
  draw(world, random) {
    const unique = world.contracts.filter(
      (each) => world.contracts.filter(({ party }) => party === each.party).length === 1,
    );
    const contract = random.pick(unique);
    const term = termOf(contract, random);
    return {
      slots: { party: { value: contract.party }, term: termSlot(term) },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { party: contract.party },
          {
            reasons: why({
              step: ["get the contract number", "find the contract with {party}"],
              fact: ["I only know a name", "no number was given"],
            }),
            values: { party: contract.party },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<FoundContracts>(found).contracts[0];
        if (hit === undefined)
          return partial(["There is no contract with {party}.", "I found nothing for {party}."], {
            party: contract.party,
          });
        const seen = yield* call(
          "clause_extractor_get_term",
          { contract_id: hit.contract_id, term },
          {
            reasons: why({
              step: ["read that clause in {id}", "look that term up in {id}"],
              fact: ["the contract is found", "there is only one contract"],
            }),
            values: { id: hit.contract_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { name, value, unit, clause } = resultOf<TermReading>(seen);
        return told(
          [
            "With {party} we have a {name} of {value} {unit} ({id}, clause {clause}).",
            "{id} sets a {name} of {value} {unit}.",
            "The {name} is {value} {unit}; you'll find it in clause {clause} of {id}.",
            "{value} {unit} for the {name}, says clause {clause} of {id}.",
            "In {id}, our contract with {party}, the {name} is {value} {unit}.",
            "For {party} the {name} is {value} {unit}[, as you can see in clause {clause} of {id}|].",
            "The contract is {id}, and its clause {clause} has {value} {unit} as the {name}.",
          ].map((wording) => wording + bindingOf(hit.status)),
          {
            party: contract.party,
            value,
            unit,
            id: hit.contract_id,
            clause,
            name,
            ...(hit.status === "expired" ? { expires: hit.expires } : {}),
          },
          { required: ["value", "unit"] },
        );
      },
    };
  },
  frames: [
    "Which {term} do we have with {party}?",
    "What {term} did we agree on with {party}?",
    "{party} asks us to confirm the {term}. I don't have the contract number at hand.",
    "Look for the contract with {party} and read out the {term}.",
    "I forgot the {term} we settled with {party} - what is it?",
    "{party} - {term}?",
  ],
};

const noticeOfExpiring: Scenario<LegalWorld> = {
  family: "notice_of_expiring_contracts",
  skill: "contract_review",
  shape: "chain",
  draw(world, random) {
    const days = random.pick([60, 90]);
    const term: Term = "notice_days";
    const before = addDays(world.today, days);
    const soon = world.contracts.filter((contract) => contract.status === "active" && contract.expires < before);
    if (soon.length < 2) return undefined;
    return {
      slots: {
        before: { value: before, text: [`${days} days from now`], derivation: "relative_date" },
        status: { value: "active" },
        term: termSlot(term),
      },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { status: "active", expires_before: before },
          {
            reasons: why({
              step: ["search the contracts by end date", "look for contracts by end date"],
              fact: ["which contracts end by then is not known yet", "a date is what I have to go by"],
            }),
          },
        );
        if (!found.ok) return stopped(found);
        const { contracts } = resultOf<FoundContracts>(found);
        const readings = yield* all(
          contracts.map(({ contract_id }) => ["clause_extractor_get_term", { contract_id, term }] as const),
          {
            reasons: why({
              step: ["read the term in each", "look it up in each contract"],
              fact: ["the contracts are known now", "each contract may say something else"],
            }),
          },
        );
        const read = readings.flatMap((each, index) =>
          each.ok ? [{ id: contracts[index]!.contract_id, ...resultOf<TermReading>(each) }] : [],
        );
        const silent = readings.findIndex((each) => !each.ok);
        const longest = [...read].sort((left, right) => right.value - left.value)[0];
        const ending = listed(contracts.map(({ contract_id }) => contract_id));
        if (longest === undefined)
          return partial(
            [
              "{all} end before {before}, but neither has a clause on the notice period.",
              "There is nothing to rank: {all} end before {before}, and both are silent on the notice period.",
              "Ending before {before}: {all}. Neither says anything about a notice period.",
            ],
            { all: ending, before },
          );
        const leaders = read.filter(({ value }) => value === longest.value).map(({ id }) => id);
        if (silent >= 0)
          return partial(
            [
              "{all} end before {before}. Only {id} has a {name}, {value} {unit}; {silent} has no clause on it.",
              "Ending before {before}: {all}. In {id} the {name} is {value} {unit}, in {silent} the clause is missing, so there is nothing to rank.",
              "Two end before {before}, {all}. {silent} is silent on the {name}; {id} has {value} {unit}.",
            ],
            {
              all: ending,
              before,
              name: longest.name,
              value: longest.value,
              unit: longest.unit,
              id: longest.id,
              silent: contracts[silent]!.contract_id,
            },
            { required: ["value", "silent"] },
          );
        if (leaders.length > 1)
          return told(
            [
              "{id} end before {before}, and the {name} is {value} {unit} in both.",
              "No single one is longest: {id} end before {before}, each with {value} {unit}.",
              "Ending before {before}: {id}. They share the same {name}, {value} {unit}.",
            ],
            { name: longest.name, value: longest.value, unit: longest.unit, id: listed(leaders), before },
            { required: ["value", "id"] },
          );
        return told(
          [
            "The longest {name} is {value} {unit}, in {id}; these contracts end before {before}: {all}.",
            "{all} end before {before}. {value} {unit} is the longest {name}, in {id}.",
            "Ending before {before}: {all}. The longest {name} is that of {id}: {value} {unit}.",
          ],
          { value: longest.value, unit: longest.unit, id: longest.id, all: ending, name: longest.name, before },
          { required: ["value", "id"] },
        );
      },
    };
  },
  frames: [
    "Look at the {status} contracts that end earlier than {before}. Which {term} is longest?",
    "Which {status} contracts will have ended {before}, and which of them has the longest {term}?",
    "Everything {status} that ends earlier than {before}: look up the {term} in each, I need the longest.",
    "I don't want to miss a deadline. Take the {status} contracts that run out earlier than {before} and tell me the longest {term}.",
    "{status} contracts ending earlier than {before} - longest {term} among them?",
  ],
};

const checkThenRegister: Scenario<LegalWorld> = {
  family: "register_first_deviation",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const policy = random.pick(world.policies);
    const contract = random.pick(world.contracts);
    const broken = policy.rules
      .filter((rule) => {
        const clause = contract.clauses.find((each) => each.term === rule.term);
        if (clause === undefined) return false;
        return TERM_FACTS[rule.term].bound === "at_most" ? clause.value > rule.limit : clause.value < rule.limit;
      })
      .map(({ term }) => term);
    if (broken.length === 0) return undefined;
    const [likelihood, impact] = [random.int(1, 5), random.int(1, 5)];
    const owner = random.pick(world.departments);
    return {
      slots: {
        contract: { value: contract.contract_id },
        policy: { value: policy.policy_id },
        likelihood: { value: likelihood },
        impact: { value: impact },
        owner: { value: owner },
      },
      *solve() {
        const seen = yield* call("clause_extractor_compare_to_policy", {
          contract_id: contract.contract_id,
          policy_id: policy.policy_id,
        });
        if (!seen.ok) return stopped(seen);
        const { deviations } = resultOf<Check>(seen);
        const deviation = deviations[0]!;
        const others = deviations.slice(1).map(({ name }) => name);
        const further =
          others.length === 0
            ? ""
            : `[ ${others.length === 1 ? "A further deviation" : "Further deviations"} from {policy}: {others}.| {contract} also deviates on the {others}.]`;
        const known = { policy: policy.policy_id, ...(others.length === 0 ? {} : { others: listed(others) }) };
        const made = yield* call(
          "risk_analyzer_register_risk",
          { contract_id: contract.contract_id, term: deviation.term, likelihood, impact, owner },
          {
            reasons: why({
              step: ["enter that as a risk", "register a risk for the {name}"],
              fact: ["the first deviation is known", "{actual} {unit} is out of line"],
            }),
            values: { name: deviation.name, actual: deviation.actual, unit: deviation.unit },
          },
        );
        const register = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id },
          made.ok
            ? {
                reasons: why({
                  step: ["look at the register", "see whether {risk} is in"],
                  fact: ["the new entry should be listed now", "the entry was to be checked"],
                }),
                values: { risk: resultOf<Risk>(made).risk_id },
              }
            : {
                reasons: why({
                  step: ["look at the register", "see what {contract} has"],
                  fact: ["the new entry was refused", "the list was asked for all the same"],
                }),
                values: { contract: contract.contract_id },
              },
        );
        if (!register.ok) return stopped(register);
        const { risks } = resultOf<Risks>(register);
        if (!made.ok)
          return toldPartly(
            [
              "The {name} deviates ({actual} {unit}), but I could not enter it: {reason}. The list of {contract}: {all}.",
              "Not entered, because {reason}. The deviation itself: {actual} {unit} for the {name}. On the list of {contract}: {all}.",
              "{contract} deviates on the {name} ({actual} {unit}). The register refused a new entry, since {reason}. What it has for {contract}: {all}.",
            ].map((wording) => wording + further),
            {
              ...known,
              contract: contract.contract_id,
              name: deviation.name,
              actual: deviation.actual,
              unit: deviation.unit,
              reason: made.error.message,
              all: risksOf(risks),
            },
            { required: ["name", "reason", "all"] },
          );
        const risk = resultOf<Risk>(made);
        return told(
          [
            "{risk} is in the register (score {score}) for the {name}, {actual} {unit}. The list of {contract}: {all}.",
            `${deviations.length === 1 ? "Only the {name} of {contract} deviates" : "The {name} of {contract} is the first deviation"}: {actual} {unit}. Entered as {risk}; the register now has {all} for this contract.`,
            `${deviations.length === 1 ? "The only" : "First"} deviation: {name}, {actual} {unit}. It is registered as {risk} now, and the list of {contract} reads {all}.`,
            "Entered for the {name} ({actual} {unit}): {risk}. Register of {contract}: {all}.",
          ].map((wording) => wording + further),
          {
            ...known,
            risk: risk.risk_id,
            score: risk.score,
            name: deviation.name,
            actual: deviation.actual,
            unit: deviation.unit,
            contract: contract.contract_id,
            all: risksOf(risks),
          },
          { required: ["risk", "all"] },
        );
      },
    };
  },
  frames: [
    "Hold {contract} against {policy}; what deviates first becomes a risk of the {owner}, likelihood {likelihood} and impact {impact}. I'd like to see the list afterwards.",
    "Compare {contract} with {policy} and register the first deviation as a risk: likelihood {likelihood}, impact {impact}, owner {owner}. Then list the contract's risks.",
    "The {owner} wants the first term of {contract} that breaks {policy} in the register (likelihood {likelihood}, impact {impact}) and a look at the list afterwards.",
    "If {contract} departs from {policy} anywhere, enter the first case with impact {impact} and likelihood {likelihood} for the {owner}, and make sure it is listed.",
    "Find where {contract} deviates from {policy}. First hit into the risk register, please: likelihood {likelihood}, impact {impact}, owner {owner}; check the entry.",
  ],
};

export const journeyScenarios: readonly Scenario<LegalWorld>[] = [partyTerm, noticeOfExpiring, checkThenRegister];
