/** Contracts: read terms, list clauses, compare. */
import { all, call, count, difference, type Scenario, type Turn } from "../../contract";
import type { LegalWorld } from "../world";
import { asking, resultOf, sharedTerm, stopped, type TermReading, termOf, termSlot, told } from "./shared";
import { why } from "./why";

const readTerm: Scenario<LegalWorld> = {
  family: "read_one_term",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const term = termOf(contract, random);
    return {
      slots: { contract: { value: contract.contract_id }, term: termSlot(term) },
      *solve() {
        const seen = yield* call(
          "clause_extractor_get_term",
          { contract_id: contract.contract_id, term },
          {
            reasons: why({
              step: ["read that clause of {contract}", "look that term up in {contract}"],
              fact: ["one term is asked for", "contract and term were named"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { name, value, unit, clause } = resultOf<TermReading>(seen);
        return told(
          [
            "The {name} is {value} {unit}, see clause {clause}.",
            "{value} {unit} according to clause {clause}.",
            "Clause {clause} sets it at {value} {unit}.",
            "For {contract} the {name} is {value} {unit}; that's in clause {clause}.",
            "It's {value} {unit}, as clause {clause} says.",
            "{contract} sets the {name} at {value} {unit} in clause {clause}.",
            "[In|Under] {contract} it is {value} {unit} (clause {clause}).",
            "You'll find it in clause {clause}: {value} {unit}.",
          ],
          { name, value, unit, clause, contract: contract.contract_id },
          { required: ["value", "unit"] },
        );
      },
      follow(observations): readonly Turn[] {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { clause, value, unit } = resultOf<TermReading>(seen);
        return [
          {
            frames: [
              "Which clause was that again?",
              "[And the|The] clause number once more?",
              "Sorry, which clause did you say?",
            ],
            slots: {},
            *solve() {
              return told(["Clause {clause}.", "It is in clause {clause}.", "That is clause {clause}."], {
                clause,
              });
            },
          },
          {
            frames: [
              "Would {asked} {unit} be more or less than that?",
              "We hoped for {asked} {unit}. By how much is it off?",
            ],
            slots: { asked: { value: value + 11 }, unit: { value: unit } },
            *solve() {
              return told(
                [
                  "The agreed {value} {unit} are less; the difference is {gap}.",
                  "It is {gap} {step} below your figure.",
                  "Your figure is larger by {gap} {step}.",
                ],
                {
                  value,
                  unit,
                  step: unit === "percent" ? "percentage points" : unit,
                  gap: difference(value + 11, value),
                },
                { required: ["gap"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "What is the {term} in {contract}?",
    "How did we settle the {term} in {contract}? The other side claims something else.",
    "Look into {contract} for me - the {term}, nothing else.",
    "{contract}: {term}?",
    "Before I answer their mail I need to know what {contract} says on the {term}.",
    "I can't recall where {contract} stands on the {term}. Could you check?",
  ],
  missing: [
    {
      slot: "contract",
      frames: ["What did we agree on for the {term}?", "[Can|Could] you tell me the {term}?"],
      ask: asking([
        "In which contract? Its CT number will do.",
        "I need the contract number for that. Which one is it?",
        "Which contract do you have in mind?",
      ]),
      reply: ["{contract}", "It's {contract}.", "The number is {contract}[, sorry|]."],
    },
    {
      slot: "term",
      frames: ["What does {contract} say?", "I need one detail from {contract}."],
      ask: asking([
        "About what? I can read payment, notice, liability, confidentiality, warranty, breach reporting and renewal terms.",
        "Which term of {contract} are you after?",
        "Which detail is it - notice, payment, liability, something else?",
      ]),
      reply: ["The {term}.", "{term}, please.", "I mean the {term}."],
    },
  ],
  invalid: [
    {
      slot: "term",
      tool: "clause_extractor_get_term",
      parameter: "term",
      draw: (_, random) => ({
        value: random.pick([
          "governing law",
          "force majeure clause",
          "exclusivity clause",
          "place of arbitration",
          "non-compete period",
          "escrow arrangement",
          "audit right",
        ]),
      }),
      explain: [
        "The {term} is not among the terms I can extract; those are {allowed}. Would one of them help?",
        "I can't extract that from {contract}. What I can read: {allowed}. Which one?",
        "[Only|Just] {allowed} are indexed; the {term} is not. Should I get one of those?",
      ],
      allowed: "payment, notice, liability, confidentiality, warranty, breach reporting and renewal terms",
    },
  ],
};

const listClauses: Scenario<LegalWorld> = {
  family: "list_clauses",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    return {
      slots: { contract: { value: contract.contract_id } },
      *solve() {
        const seen = yield* call("clause_extractor_list_clauses", { contract_id: contract.contract_id });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<{
          status: string;
          clauses: { clause: string; text: string }[];
        }>(seen);
        return told(
          [
            `{contract} is ${found.status === "draft" ? "a draft" : "{status}"} and has {n} clauses: {all}`,
            "[The contract|It] has the status {status} and {n} clauses. {all}",
            "Its status is given as {status}; the {n} clauses are: {all}",
            "Status of {contract}: {status}. Clauses: {all}",
          ],
          {
            contract: contract.contract_id,
            n: count(found.clauses as never),
            status: found.status,
            all: found.clauses.map(({ clause, text }) => `(${clause}) ${text}`).join(" "),
          },
          { required: ["all"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { party, expires } = resultOf<{ party: string; expires: string }>(seen);
        return [
          {
            frames: ["Who is the other party?", "[And who|Who] is on the other side?"],
            slots: {},
            *solve() {
              return told(["{party}.", "The other side is {party}.", "It is with {party}."], { party });
            },
          },
          {
            frames: ["What is its end date?", "Which end date does it have, by the way?"],
            slots: {},
            *solve() {
              return told(["{expires}.", "The end date is {expires}.", "{expires} is the last day."], { expires });
            },
          },
        ];
      },
    };
  },
  frames: [
    "List the clauses of {contract}.",
    "Could you walk me through what is in {contract}?",
    "I have never seen {contract} before and must talk about it soon. What clauses does it have?",
    "{contract} - clauses and status, please.",
    "Which clauses did we put into {contract}, and does it still run?",
  ],
  missing: [
    {
      slot: "contract",
      frames: ["Give me an overview of the clauses.", "[I'd like|I want] to see all clauses of the contract."],
      ask: asking(["Of which contract?", "Sure - what's the contract number?", "Which contract should I open?"]),
      reply: ["{contract}", "Open {contract}.", "{contract}, [please|thanks]."],
    },
  ],
};

const compareTerm: Scenario<LegalWorld> = {
  family: "compare_term_in_two_contracts",
  skill: "contract_review",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.contracts, 2);
    if (left === undefined || right === undefined) return undefined;
    const term = sharedTerm([left, right], random);
    if (term === undefined) return undefined;
    return {
      slots: { left: { value: left.contract_id }, right: { value: right.contract_id }, term: termSlot(term) },
      *solve() {
        const seen = yield* all(
          [left, right].map(({ contract_id }) => ["clause_extractor_get_term", { contract_id, term }] as const),
          {
            reasons: why({
              step: ["read the term in both", "look it up in each of them"],
              fact: ["the two readings don't depend on each other", "the same question goes to {left} and {right}"],
            }),
            values: { left: left.contract_id, right: right.contract_id },
          },
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<TermReading>(one!);
        const b = resultOf<TermReading>(two!);
        const values = {
          left: left.contract_id,
          right: right.contract_id,
          a: a.value,
          b: b.value,
          unit: a.unit,
          name: a.name,
        };
        if (a.value === b.value)
          return told(
            [
              "There is no difference: {left} and {right} both have {a} {unit}.",
              "They are equal, {a} {unit} in {left} and in {right}.",
              "The {name} is the same in {left} and {right}, {a} {unit}.",
              "Neither has more than the other: {left} and {right} both stand at {a} {unit}.",
            ],
            values,
            { required: ["a"] },
          );
        const more = a.value > b.value ? values.left : values.right;
        return told(
          [
            "{left} has {a} {unit}, {right} has {b}; {more} has the higher figure.",
            "{a} {unit} in {left} against {b} in {right}; that is {gap} more in {more}.",
            "The {name} is {a} {unit} in {left} and {b} {unit} in {right}. The larger figure is that of {more}.",
            "Side by side: {a} {unit} in {left}, {b} in {right}; the higher value is in {more}.",
            "They are not the same: {a} {unit} for {left}, {b} for {right}. The higher value is that of {more}.",
          ],
          { ...values, more, gap: difference(Math.max(a.value, b.value), Math.min(a.value, b.value)) },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Compare the {term} in {left} and {right}.",
    "Where do {left} and {right} stand on the {term}?",
    "Two contracts, {left} and {right}; I need the {term} of each.",
    "Does {left} treat the {term} like {right} does?",
    "{term}: {left} vs {right}",
  ],
};

const twoTerms: Scenario<LegalWorld> = {
  family: "two_terms_of_one_contract",
  skill: "contract_review",
  shape: "parallel",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const [first, second] = random.sample(contract.clauses, 2);
    return {
      slots: {
        contract: { value: contract.contract_id },
        first: termSlot(first!.term),
        second: termSlot(second!.term),
      },
      *solve() {
        const seen = yield* all(
          [first!, second!].map(
            ({ term }) => ["clause_extractor_get_term", { contract_id: contract.contract_id, term }] as const,
          ),
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<TermReading>(one!);
        const b = resultOf<TermReading>(two!);
        return told(
          [
            "The {nameA} is {a} {unitA} and the {nameB} {b} {unitB}.",
            "{a} {unitA} ({nameA}, clause {clauseA}) and {b} {unitB} ({nameB}, clause {clauseB}).",
            "First the {nameA}: {a} {unitA}. Then the {nameB}: {b} {unitB}.",
            "Clause {clauseA} sets the {nameA} at {a} {unitA}, clause {clauseB} the {nameB} at {b} {unitB}.",
            "{contract} sets the {nameA} at {a} {unitA} and the {nameB} at {b} {unitB}.",
            "{contract} has {a} {unitA} as the {nameA} and {b} {unitB} as the {nameB}.",
          ],
          {
            a: a.value,
            b: b.value,
            unitA: a.unit,
            unitB: b.unit,
            nameA: a.name,
            nameB: b.name,
            contract: contract.contract_id,
            clauseA: a.clause,
            clauseB: b.clause,
          },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "What are the {first} and the {second} in {contract}?",
    "I am filling in the summary sheet of {contract} and lack two entries: {first}, {second}.",
    "From {contract} I'd need the {first}; and the {second} too, if it isn't too much trouble.",
    "Two quick ones on {contract}. {first}? {second}?",
  ],
};

export const contractScenarios: readonly Scenario<LegalWorld>[] = [readTerm, listClauses, compareTerm, twoTerms];
