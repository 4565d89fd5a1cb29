import { describe, expect, it } from "vitest";
import { type Fault, faultsIn, sentences, type Told, toldIn } from "../../test/fixtures/told-in-worlds";
import { legalAgent } from ".";
import { DEPARTMENTS } from "./vocabulary";
import type { LegalWorld } from "./world";

const COUNTED =
  "clauses|contracts|deviations|differences|entries|gaps|limits|places|points|redactions|regulations|risks|sections|terms|times|words";

/** What no sentence of the lawyer may hold, whatever values it was filled with. */
const FAULTS: readonly Fault[] = [
  ["one of something in the plural", new RegExp(`(?<![\\d.-])1 (?:${COUNTED})\\b`)],
  [
    "several of something in the singular",
    new RegExp(`(?<![\\d.-])(?:0|[2-9]|[1-9]\\d+) (?:${COUNTED.replaceAll(/ies\b/g, "y").replaceAll(/s\b/g, "")})\\b`),
  ],
  ["several verbs for one", /\b(?:are|were) 1 (?!of)/],
  ["all of two", /\b[Aa]ll (?:the )?2\b/],
  ["a list that is empty", /[:,(] ?[.,;)]|: ?$/],
  ["a value that is none", /undefined|NaN|\bnull\b|\[object/],
  ["a value as a schema spells it", /\b(?:in_force|at_most|at_least|[a-z]+_days|[a-z]+_months|[a-z]+_cap)\b/],
  ["a status where a noun belongs", /\b(?:is|are) draft\b/],
  [
    "a department without its article",
    new RegExp(`(?<!\\b[Tt]he |[Oo]wner:? |: |set up: )\\b(?:${DEPARTMENTS.join("|")})\\b`),
  ],
  ["a pair of equal names", /\b((?:CT|DOC|RC|RK)-\d+) (?:and|or) \1\b/],
];

const faultsOf = (sentence: string) => faultsIn(sentence, FAULTS);

const told = [...toldIn(legalAgent, 60)];

/** The codes of rules that were checked or read here and bind nobody yet. */
function announced({ run }: Told<LegalWorld>): string[] {
  return run.steps.flatMap(({ observations }) =>
    observations.flatMap(({ call, ...seen }) =>
      call.tool === "regulation_db_check_contract" &&
      seen.ok &&
      (seen.value as { readonly status: string }).status === "announced"
        ? [String(call.args.code)]
        : [],
    ),
  );
}

type Steps = Told<LegalWorld>["run"]["steps"];

/** The lists of this name in all that a run has seen. */
function listsIn<T>(steps: Steps, name: string): T[] {
  return steps.flatMap(({ observations }) =>
    observations.flatMap((seen) =>
      seen.ok ? ((seen.value as { readonly [name: string]: readonly T[] | undefined })[name] ?? []) : [],
    ),
  );
}

const deviatingIn = (steps: Steps) => listsIn<{ readonly name: string }>(steps, "deviations").map(({ name }) => name);
const passagesIn = (steps: Steps) => listsIn<{ readonly text: string }>(steps, "hits");

describe("what the lawyer says", () => {
  it.each([
    "RK-1000 has 1 points.",
    "It stands in 3 section of DOC-1000.",
    "There are 1 deviation from POL-100.",
    "All 2 contracts with Fenngate Works pass.",
    "Deviations: .",
    "The owner is undefined.",
    "The Fair Trade Code is in_force.",
    "CT-1000 is draft.",
    "RK-1000 has moved to Vendor Desk.",
    "Do you mean RK-1000 or RK-1000?",
  ])("would be caught: %s", (sentence) => {
    expect(faultsOf(sentence)).not.toEqual([]);
  });

  it("agrees in number and names what it should", () => {
    expect(new Set(told.map(({ family }) => family)).size).toBe(legalAgent.scenarios.length);
    const faults = told.flatMap(({ family, texts }) => texts.flatMap(faultsOf).map((fault) => `${family}: ${fault}`));
    expect([...new Set(faults)].slice(0, 20)).toEqual([]);
  });

  it("never speaks of a breach of a rule that binds nobody yet without saying so", () => {
    const pending = told.filter((each) => announced(each).length > 0);
    expect(pending.length).toBeGreaterThan(40);
    for (const { run, texts, family } of pending) {
      const answers = sentences(run.closing.wordings, run.closing.values, "again");
      expect(texts.length, family).toBeGreaterThan(0);
      for (const answer of answers) expect(answer, family).toMatch(/not in force yet|only announced/);
    }
  });

  it("reads no section whose text a search of the same document has shown", () => {
    for (const { family, run } of told) {
      const shown = new Set<string>();
      for (const { observations } of run.steps)
        for (const { call, ...seen } of observations) {
          if (!seen.ok) continue;
          const at = (heading: unknown) => `${String(call.args.document_id)}/${String(heading)}`;
          if (call.tool === "document_parser_get_section") expect(shown, family).not.toContain(at(call.args.heading));
          if (call.tool === "document_parser_find_text")
            for (const { heading } of (seen.value as { readonly hits: readonly { heading: string }[] }).hits)
              shown.add(at(heading));
        }
    }
  });

  it.each([
    "audit_party",
    "check_against_land",
    "check_contract_against_regulation",
    "contract_against_policy",
    "enter_new_market",
    "register_first_deviation",
    "renegotiate_with_party",
    "repair_first_deviation",
    "repealed_regulation",
  ])("names in %s everything that deviates", (family) => {
    const deviating = told
      .filter((each) => each.family === family)
      .map(({ run }) => ({ run, names: deviatingIn(run.steps) }))
      .filter(({ names }) => names.length > 0);
    expect(deviating.length).toBeGreaterThan(5);
    expect(deviating.some(({ names }) => names.length > 1)).toBe(true);
    for (const { run, names } of deviating)
      for (const answer of sentences(run.closing.wordings, run.closing.values, "again"))
        for (const name of names) expect(answer).toContain(name);
  });

  it("shows every passage that a search for a phrase has found", () => {
    const found = told.filter(({ family, run }) => family === "find_phrase" && run.closing.values.all !== undefined);
    expect(found.length).toBeGreaterThan(5);
    for (const { run } of found)
      for (const { text } of passagesIn(run.steps))
        for (const answer of sentences(run.closing.wordings, run.closing.values, "again"))
          expect(answer).toContain(text);
  });
});
