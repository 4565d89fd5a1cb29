/** What contracts have agreed on a term: held against a rule, or looked for and not found. */
import { all, call, count, type Scenario } from "../../contract";
import { TERM_FACTS, TERMS, type Term } from "../terms";
import type { LegalWorld, Regulation } from "../world";
import type { ListedClause } from "./revisions";
import type { RuleLine } from "./rules";
import { listed, resultOf, standingOf, stopped, type TermReading, termSlot, told, toldPartly } from "./shared";
import { why } from "./why";

const ruleThenTerms: Scenario<LegalWorld> = {
  family: "first_rule_in_two_contracts",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(world.regulations);
    const term = regulation.rules[0]!.term;
    const having = world.contracts.filter((contract) => contract.clauses.some((clause) => clause.term === term));
    if (having.length < 2) return undefined;
    const [left, right] = random.sample(having, 2);
    return {
      slots: {
        code: { value: regulation.code },
        left: { value: left!.contract_id },
        right: { value: right!.contract_id },
      },
      *solve() {
        const read = yield* call(
          "regulation_db_get_regulation",
          { code: regulation.code },
          {
            reasons: why({
              step: ["read the first limit of {code}", "open {code}"],
              fact: ["the term is not known yet"],
            }),
            values: { code: regulation.code },
          },
        );
        if (!read.ok) return stopped(read);
        const { status, rules } = resultOf<Omit<Regulation, "rules"> & { rules: RuleLine[] }>(read);
        const rule = rules[0]!;
        const readings = yield* all(
          [left!, right!].map(
            ({ contract_id }) => ["clause_extractor_get_term", { contract_id, term: rule.term }] as const,
          ),
          {
            reasons: why({
              step: ["read the {name} in both contracts", "look the {name} up in each contract"],
              fact: ["{article} holds the first limit", "the first limit is known now"],
            }),
            values: { name: rule.name, article: rule.article!, limit: rule.limit, unit: rule.unit },
          },
        );
        const [one, two] = readings;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        return told(
          [
            "{article} of {code} sets {bound} {limit} {unit} for the {name}; {left} has {a}, {right} has {b}.",
            "The {name}: {bound} {limit} {unit} in {code}, {a} in {left}, {b} in {right}.",
            "The first limit of {code} is on the {name}, {bound} {limit} {unit}. It is {a} in {left} and {b} in {right}.",
            "{code} asks for {bound} {limit} {unit} as the {name}; {left} has {a}, and {right} has {b}.",
            "{article} is about the {name}. {code}: {bound} {limit}, {left}: {a}, {right}: {b}, all in {unit}.",
          ].map((wording) => wording + standingOf(status)),
          {
            code: regulation.code,
            article: rule.article!,
            bound: rule.bound.replace("_", " "),
            limit: rule.limit,
            unit: rule.unit,
            name: rule.name,
            left: left!.contract_id,
            right: right!.contract_id,
            a: resultOf<TermReading>(one!).value,
            b: resultOf<TermReading>(two!).value,
          },
          { required: ["limit", "a", "b"] },
        );
      },
    };
  },
  frames: [
    "I need an example for {code}: its first limit, and how {left} and {right} deal with it.",
    "What is the first limit in {code}, and what do {left} and {right} have for that term?",
    "Open {code}, take its first article with a limit, and read the same term in {left} and {right}.",
    "For a training example: the first rule of {code}, and what {left} and {right} say about it.",
    "{code}, rule number one. How do {left} and {right} handle it?",
  ],
};

const absentTerm: Scenario<LegalWorld> = {
  family: "clause_is_missing",
  skill: "contract_review",
  shape: "recovery",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const absent = TERMS.filter((term) => !contract.clauses.some((clause) => clause.term === term));
    const term = random.pick(absent);
    return {
      slots: { contract: { value: contract.contract_id }, term: termSlot(term) },
      *solve() {
        const seen = yield* call("clause_extractor_get_term", { contract_id: contract.contract_id, term });
        if (seen.ok) return told(["There is one after all.", "It does exist."], {});
        const shown = yield* call(
          "clause_extractor_list_clauses",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["list the clauses of {contract}", "see what {contract} does settle"],
              fact: ["that clause does not exist", "there is no clause on the {name}"],
            }),
            values: { contract: contract.contract_id, name: TERM_FACTS[term].name },
          },
        );
        if (!shown.ok) return stopped(shown);
        const { party, clauses } = resultOf<{ party: string; clauses: readonly ListedClause[] }>(shown);
        return toldPartly(
          [
            "{contract} has no clause on the {name}. Its {n} clauses: {all}.",
            "{contract} with {party} says nothing on the {name}. What it has: {all}.",
            "The {name} is not settled in {contract}. Its {n} clauses are about other things: {all}.",
            "There is no clause on the {name} in {contract}, only {n} others: {all}.",
            "{contract} lacks the {name}; what it settles is the {all}.",
          ],
          {
            contract: contract.contract_id,
            party,
            name: TERM_FACTS[term].name,
            n: count(clauses as never),
            all: listed(clauses.map(({ clause, term }) => `${TERM_FACTS[term as Term].name} (${clause})`)),
          },
          { required: ["name", "all"] },
        );
      },
    };
  },
  frames: [
    "Somebody asked for the {term} in {contract}. I fear we never agreed on one; in that case tell me which terms we did agree on.",
    "Is the {term} settled anywhere in {contract}? If not, list the clauses it has.",
    "What's the {term} in {contract}? If there is no such clause, I want to know which ones there are.",
    "I can't find the {term} in {contract}. Is it there or not? Without it, name what else is in there.",
    "{contract}, {term}: value, or else the clauses that do exist.",
    "Did we forget to agree on the {term} in {contract}? Should that be so, name what it settles instead.",
  ],
};

export const agreedTermScenarios: readonly Scenario<LegalWorld>[] = [ruleThenTerms, absentTerm];
