/** What contracts have agreed on a term: held against a rule, or looked for and not found. */
import { all, call, count, partial, type Scenario } from "../../contract";
import { TERM_FACTS, TERMS, type Term } from "../terms";
import type { LegalWorld, Regulation } from "../world";
import type { ListedClause } from "./revisions";
import type { RuleLine } from "./rules";
import { listed, resultOf, stopped, type TermReading, termSlot, told } from "./shared";
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
              fact: ["the term comes from {code}"],
            }),
            values: { code: regulation.code },
          },
        );
        if (!read.ok) return stopped(read);
        const rule = resultOf<Omit<Regulation, "rules"> & { rules: RuleLine[] }>(read).rules[0]!;
        const readings = yield* all(
          [left!, right!].map(
            ({ contract_id }) => ["clause_extractor_get_term", { contract_id, term: rule.term }] as const,
          ),
          {
            reasons: why({
              step: ["read the {name} in both", "look the {name} up in each contract"],
              fact: ["{article} is about the {name}", "the first limit is {limit} {unit}"],
            }),
            values: { name: rule.name, article: rule.article!, limit: rule.limit, unit: rule.unit },
          },
        );
        const [one, two] = readings;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        return told(
          [
            "{article} sets {limit} {unit} for the {name}; {left} has {a}, {right} has {b}.",
            "The {name}: {limit} {unit} in {code}, {a} in {left}, {b} in {right}.",
            "For the {name} it is {a} ({left}) and {b} ({right}) against {limit} {unit}.",
            "{code} has {limit} {unit} for the {name}; it is {a} in {left} and {b} in {right}.",
            "It's about the {name}. {code}: {limit}, {left}: {a}, {right}: {b}, all in {unit}.",
          ],
          {
            code: regulation.code,
            article: rule.article!,
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
    "For a training example: first rule of {code} beside {left} and {right}.",
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
              step: ["list all clauses of {contract}", "see all that {contract} has"],
              fact: ["that clause was not found", "it may be missing altogether"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!shown.ok) return stopped(shown);
        const { party, clauses } = resultOf<{ party: string; clauses: readonly ListedClause[] }>(shown);
        return partial(
          [
            "{contract} has {n} clauses and none on that.",
            "Nothing was agreed with {party} there; I went through all {n} clauses.",
            "It's not regulated in {contract}. Its {n} clauses are about other things: {all}.",
            "No such clause. What {contract} has are {n} others: {all}.",
          ],
          {
            contract: contract.contract_id,
            party,
            n: count(clauses as never),
            all: listed(clauses.map(({ clause, term }) => `${TERM_FACTS[term as Term].name} (${clause})`)),
          },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "Somebody asked for the {term} in {contract}. I fear we never agreed on one; please make sure.",
    "Is the {term} settled anywhere in {contract}?",
    "What's the {term} in {contract}? If there is no such clause, go through the list to be sure.",
    "I can't find the {term} in {contract}. Is it there or not? Check all clauses if needed.",
    "{contract}, {term}: value, or a confirmation that it is missing.",
    "Did we forget to agree on the {term} with regard to {contract}? Look thoroughly.",
  ],
};

export const agreedTermScenarios: readonly Scenario<LegalWorld>[] = [ruleThenTerms, absentTerm];
