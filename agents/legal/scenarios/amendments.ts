/** Proposing changes of contracts, by request or to repair a deviation. */
import { call, count, type Scenario } from "../../contract";
import { TERM_FACTS } from "../terms";
import type { LegalWorld } from "../world";
import {
  asking,
  type Check,
  listed,
  liveContracts,
  resultOf,
  standingOf,
  stopped,
  termOf,
  termSlot,
  told,
  validRegulations,
} from "./shared";
import { why } from "./why";

const propose: Scenario<LegalWorld> = {
  family: "propose_change",
  skill: "contract_review",
  shape: "complex",
  draw(world, random) {
    const contract = random.pick(liveContracts(world));
    const term = termOf(contract, random);
    const present = contract.clauses.find((clause) => clause.term === term)!.value;
    const value = random.pick(TERM_FACTS[term].values.filter((each) => each !== present)) + random.int(0, 2);
    if (value === present) return undefined;
    const note = random.pick(world.ideas.notes);
    const unit = TERM_FACTS[term].unit;
    return {
      slots: {
        contract: { value: contract.contract_id },
        term: termSlot(term),
        value: { value, text: [`${value} ${unit}`] },
        note: { value: note, text: [`"${note}"`] },
      },
      *solve() {
        const seen = yield* call("clause_extractor_propose_change", {
          contract_id: contract.contract_id,
          term,
          value,
          note,
        });
        if (!seen.ok) return stopped(seen);
        const change = resultOf<{
          amendment_id: string;
          clause: string;
          old_value: number;
          new_value: number;
          unit: string;
        }>(seen);
        return told(
          [
            "{amendment} would change clause {clause} from {old} to {fresh} {unit}.",
            "Drafted as {amendment}: {old} becomes {fresh} {unit}.",
            "[The draft|Your draft] is {amendment}. Clause {clause}, {fresh} {unit} instead of {old}.",
            "Clause {clause} of {contract} would then say {fresh} {unit}; the draft is {amendment}.",
            "I drafted {amendment}; it takes clause {clause} from {old} to {fresh} {unit}.",
            "With {amendment}, clause {clause} would say {fresh} {unit} and no longer {old}.",
          ],
          {
            amendment: change.amendment_id,
            clause: change.clause,
            old: change.old_value,
            fresh: change.new_value,
            unit: change.unit,
            contract: contract.contract_id,
          },
          { required: ["fresh"] },
        );
      },
    };
  },
  frames: [
    "Draft an amendment to {contract}: {term} of {value}, note {note}.",
    "The {term} in {contract} should become {value}. Prepare the change with the remark {note}.",
    "They gave in! {value} for the {term}. Please propose that for {contract} and write {note} in the file.",
    "{contract}, {term} -> {value}. Comment: {note}",
    "Could you set up a proposal for {contract}? It moves the {term} to {value}; the reason reads {note}.",
  ],
  missing: [
    {
      slot: "value",
      frames: [
        "Propose another {term} for {contract}, note {note}.",
        "The {term} in {contract} has to change. The note should read {note}.",
      ],
      ask: asking(["To what value?", "What should the {term} be?", "Which value do you have in mind?"]),
      reply: ["{value}", "Make it {value}.", "{value} [is the goal|would be right]."],
    },
  ],
};

const checkThenPropose: Scenario<LegalWorld> = {
  family: "repair_first_deviation",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(validRegulations(world));
    const contract = random.pick(liveContracts(world));
    const breaks = regulation.rules.some((rule) => {
      const clause = contract.clauses.find((each) => each.term === rule.term);
      if (clause === undefined) return false;
      return TERM_FACTS[rule.term].bound === "at_most" ? clause.value > rule.limit : clause.value < rule.limit;
    });
    if (!breaks) return undefined;
    return {
      slots: { contract: { value: contract.contract_id }, code: { value: regulation.code } },
      *solve() {
        const seen = yield* call(
          "regulation_db_check_contract",
          { contract_id: contract.contract_id, code: regulation.code },
          {
            reasons: why({
              step: ["check {contract} against {code}", "look for deviations from {code}"],
              fact: ["what to change depends on the deviations", "nothing has been compared yet"],
            }),
            values: { contract: contract.contract_id, code: regulation.code },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { status, deviations } = resultOf<Check>(seen);
        const changes: { amendment: string; name: string; value: number; unit: string }[] = [];
        for (const deviation of deviations.slice(0, 2)) {
          const made = yield* call(
            "clause_extractor_propose_change",
            { contract_id: contract.contract_id, term: deviation.term, value: deviation.limit },
            {
              reasons: why({
                step: ["draft a change to {limit} {unit}", "have the {name} amended"],
                fact: ["clause {clause} says {actual} {unit}", "clause {clause} breaks {source}"],
              }),
              values: {
                clause: deviation.clause,
                actual: deviation.actual,
                unit: deviation.unit,
                limit: deviation.limit,
                source: deviation.source,
                name: deviation.name,
              },
            },
          );
          if (!made.ok) return stopped(made);
          changes.push({
            amendment: resultOf<{ amendment_id: string }>(made).amendment_id,
            name: deviation.name,
            value: deviation.limit,
            unit: deviation.unit,
          });
        }
        const [first, second] = changes;
        if (first === undefined) return told(["It complies; nothing was drafted.", "No deviation, so no draft."], {});
        const known = { contract: contract.contract_id, code: regulation.code, n: count(deviations as never) };
        if (second === undefined)
          return told(
            [
              "{contract} has one deviation, the {name}. {amendment} sets it to {value} {unit}.",
              "I drafted {amendment} for {contract}: {name} of {value} {unit}. Nothing else deviates from {code}.",
              "Only the {name} is out of line with {code}; {amendment} puts it at {value} {unit}.",
            ].map((wording) => wording + standingOf(status)),
            { ...known, ...first },
            { required: ["amendment"] },
          );
        const left = deviations.slice(2).map(({ name }) => name);
        const rest = left.length === 0 ? "" : "[ Not drafted: {rest}.| Still off, without a draft: {rest}.]";
        return told(
          [
            "{contract} has {n} deviations. Drafts: {amendment} for the {name} ({value} {unit}) and {amendment2} for the {name2} ({value2} {unit2}).",
            "{amendment} and {amendment2} bring the {name} ({value} {unit}) and the {name2} ({value2} {unit2}) of {contract} to the limits of {code}.",
            "Two drafts for {contract}, {amendment} ({name}: {value} {unit}) and {amendment2} ({name2}: {value2} {unit2}).",
          ].map((wording) => wording + rest + standingOf(status)),
          {
            ...known,
            ...(left.length === 0 ? {} : { rest: listed(left) }),
            ...first,
            amendment2: second.amendment,
            name2: second.name,
            value2: second.value,
            unit2: second.unit,
          },
          { required: ["amendment", "amendment2"] },
        );
      },
    };
  },
  frames: [
    "Two drafts at most: whatever in {contract} breaks {code} should move to exactly the limit.",
    "Check {contract} against {code} and draft amendments that bring the first two deviating terms to the limit.",
    "{contract} must comply with {code}. Where it doesn't, propose the limit itself as the new value (two drafts at most).",
    "Make {contract} fit {code}: find what deviates and prepare up to two changes to exactly what the rule asks.",
    "I suspect {contract} is not in line with {code}. Should that be so, draft the fix, at the limit, for the first couple of terms.",
  ],
};

export const amendmentScenarios: readonly Scenario<LegalWorld>[] = [propose, checkThenPropose];
