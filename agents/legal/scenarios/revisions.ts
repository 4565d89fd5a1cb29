/** Changing contracts and documents step by step: read, change, read again. */
import { call, partial, type Scenario } from "../../contract";
import { TERM_FACTS } from "../terms";
import type { LegalWorld } from "../world";
import type { SectionText } from "./documents";
import { listed, liveContracts, parsedDocuments, resultOf, stopped, termOf, termSlot, told } from "./shared";
import { why } from "./why";

export interface ListedClause {
  readonly clause: string;
  readonly term: string;
  readonly text: string;
}

const quoteThenChange: Scenario<LegalWorld> = {
  family: "quote_then_change",
  skill: "contract_review",
  shape: "chain",
  draw(world, random) {
    const contract = random.pick(liveContracts(world));
    const term = termOf(contract, random);
    const present = contract.clauses.find((clause) => clause.term === term)!.value;
    const value = random.pick(TERM_FACTS[term].values.filter((each) => each !== present));
    return {
      slots: {
        contract: { value: contract.contract_id },
        term: termSlot(term),
        value: { value, text: [`${value} ${TERM_FACTS[term].unit}`] },
      },
      *solve() {
        const seen = yield* call(
          "clause_extractor_list_clauses",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["read the present wording", "list the clauses of {contract}"],
              fact: ["the old text was asked for", "the quote comes first"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const line = resultOf<{ clauses: readonly ListedClause[] }>(seen).clauses.find((each) => each.term === term);
        if (line === undefined)
          return partial(["{contract} has no such clause.", "That clause is missing in {contract}."], {
            contract: contract.contract_id,
          });
        const made = yield* call(
          "clause_extractor_propose_change",
          { contract_id: contract.contract_id, term, value },
          {
            reasons: why({
              step: ["draft the amendment", "draft the change"],
              fact: ["the clause is found", "the wording is known now"],
            }),
            values: { clause: line.clause },
          },
        );
        if (!made.ok) return stopped(made);
        const change = resultOf<{ amendment_id: string; new_value: number; unit: string }>(made);
        const scored = yield* call(
          "risk_analyzer_score_contract",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["get the present score", "score {contract}"],
              fact: ["{amendment} is drafted", "the score was asked for as well"],
            }),
            values: { contract: contract.contract_id, amendment: change.amendment_id },
          },
        );
        if (!scored.ok) return stopped(scored);
        const { score, level } = resultOf<{ score: number; level: string }>(scored);
        return told(
          [
            "At present {contract} says: {text} {amendment} would make it {value} {unit}. The score of {contract} is {score}, {level}.",
            "Today clause {clause} of {contract} reads: {text} The draft is {amendment}, {value} {unit}; the risk score is {score}, {level}.",
            "{amendment} is drafted ({value} {unit}). Score of {contract} at present: {score}, {level}. Clause {clause} as it stands: {text}",
            "The present text of clause {clause} in {contract} is: {text} In {amendment} the figure becomes {value} {unit}. With {score} points {contract} is {level} risk.",
          ],
          {
            contract: contract.contract_id,
            text: line.text,
            clause: line.clause,
            amendment: change.amendment_id,
            value: change.new_value,
            unit: change.unit,
            score,
            level,
          },
          { required: ["amendment"] },
        );
      },
    };
  },
  frames: [
    "Read me what {contract} has on the {term} and draft a change to {value}. I also want to know how risky {contract} is.",
    "{contract} needs a new {term}: {value}. Quote the old clause next to the draft, with the current risk score.",
    "Quote the clause on the {term} in {contract}, then draft a change to {value}. What does the contract score today?",
    "How is the {term} worded in {contract} today? I'd like an amendment that makes it {value}, and the risk score as it stands.",
    "{contract}: present text on the {term}, a draft for {value}, the score.",
    "They accept {value} for the {term}. Show me what {contract} says at present, prepare the amendment, and give me the score.",
  ],
};

const redactAndProve: Scenario<LegalWorld> = {
  family: "redact_and_prove",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const readable = parsedDocuments(world);
    if (readable.length === 0) return undefined;
    const document = random.pick(readable);
    const heading = random.pick(document.sections).heading;
    const kind = random.pick(["amounts", "dates", "parties"]);
    const phrase = random.pick(world.ideas.phrases);
    return {
      slots: {
        document: { value: document.document_id },
        kind: { value: kind },
        heading: { value: heading, text: [`"${heading}"`] },
        phrase: { value: phrase, text: [`"${phrase}"`] },
      },
      *solve() {
        const made = yield* call("document_parser_redact_document", {
          document_id: document.document_id,
          kinds: [kind],
        });
        if (!made.ok) return stopped(made);
        const { document_id: copy, redactions } = resultOf<{ document_id: string; redactions: number }>(made);
        const seen = yield* call(
          "document_parser_get_section",
          { document_id: copy, heading },
          {
            reasons: why({
              step: ["read {heading} in the copy", "look at {heading} in {copy}"],
              fact: ["the copy is made", "the result was to be shown"],
            }),
            values: { heading, copy },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { text } = resultOf<SectionText>(seen);
        const searched = yield* call(
          "document_parser_find_text",
          { document_id: copy, phrase },
          {
            reasons: why({
              step: ['search {copy} for "{phrase}"', 'count the sections of {copy} with "{phrase}"'],
              fact: ["{heading} has been read", "only the search is left"],
            }),
            values: { phrase, heading, copy },
          },
        );
        if (!searched.ok) return stopped(searched);
        const { total, hits } = resultOf<{ total: number; hits: SectionText[] }>(searched);
        const where =
          total === 0
            ? '"{phrase}" does not occur in the copy.'
            : `"{phrase}" occurs in {total} sections${total > hits.length ? ", first in" : ":"} {where}.`;
        return told(
          [
            `The copy {copy} has {n} redactions, and {heading} looks like this: {text} ${where}`,
            `{n} places are blacked out in the copy, {copy}. There {heading} now reads: {text} ${where}`,
            `{copy} is the copy without {kind}. {heading} in it: {text} ${where}`,
            `The copy is {copy}. Under {heading} you now read: {text} ${where}`,
          ],
          {
            copy,
            n: redactions,
            heading,
            kind,
            text,
            phrase,
            total,
            ...(total === 0 ? {} : { where: listed(hits.map((hit) => `${hit.heading} (page ${hit.page})`)) }),
          },
          { required: ["copy", "text"] },
        );
      },
    };
  },
  frames: [
    "Take the {kind} out of {document}. As a sample, I want {heading} from the new copy, then the places with {phrase}.",
    "How does {heading} of {document} read once the {kind} are gone? Make that copy and count the sections with {phrase} in it.",
    "Black out the {kind} in {document} and show me {heading} of the copy as proof. In which sections is {phrase} still in there?",
    "{document} without {kind}, please. I want to see what {heading} looks like afterwards, and whether {phrase} survives.",
    "Before anything leaves the house: redact the {kind} in {document}, then read {heading} from the result and search it for {phrase}.",
    "Redacted copy of {document} ({kind}), the new text of {heading}, a search of the copy for {phrase}.",
  ],
};

const findThenRedact: Scenario<LegalWorld> = {
  family: "redact_if_mentioned",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const readable = parsedDocuments(world);
    if (readable.length === 0) return undefined;
    const document = random.pick(readable);
    const phrases = world.ideas.phrases.filter((each) =>
      document.sections.some(({ text }) => text.toLowerCase().includes(each)),
    );
    if (phrases.length === 0) return undefined;
    const phrase = random.pick(phrases);
    const kind = random.pick(["amounts", "dates", "parties"]);
    return {
      slots: {
        document: { value: document.document_id },
        phrase: { value: phrase, text: [`"${phrase}"`] },
        kind: { value: kind },
      },
      *solve() {
        const seen = yield* call(
          "document_parser_find_text",
          { document_id: document.document_id, phrase },
          {
            reasons: why({
              step: ['search {document} for "{phrase}"', 'look for "{phrase}" in {document}'],
              fact: ["the rest depends on what the search finds"],
            }),
            values: { phrase, document: document.document_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { total, hits } = resultOf<{ total: number; hits: SectionText[] }>(seen);
        const first = hits[0];
        if (first === undefined)
          return told(["{phrase} isn't there, so nothing was redacted.", "No {phrase}, no copy."], { phrase });
        const made = yield* call(
          "document_parser_redact_document",
          { document_id: document.document_id, kinds: [kind] },
          {
            reasons: why({
              step: ["black out the {kind}", "make a copy without {kind}"],
              fact: ['{heading} mentions "{phrase}"', '"{phrase}" does occur'],
            }),
            values: { kind, heading: first.heading, phrase },
          },
        );
        if (!made.ok) return stopped(made);
        const { document_id: copy, redactions } = resultOf<{ document_id: string; redactions: number }>(made);
        const shown = yield* call(
          "document_parser_get_section",
          { document_id: copy, heading: first.heading },
          {
            reasons: why({
              step: ["read {heading} in the copy", "look at {heading} in {copy}"],
              fact: ["the copy is made", "the result should be checked"],
            }),
            values: { heading: first.heading, copy },
          },
        );
        if (!shown.ok) return stopped(shown);
        const { text } = resultOf<SectionText>(shown);
        const where = listed(hits.map(({ heading }) => heading));
        return told(
          [
            '"{phrase}" appears under {where}, so I made {copy} (redactions: {n}). There {heading} reads: {text}',
            '"{phrase}" occurs under {where}. The copy is {copy}, where {heading} says: {text}',
            total === 1
              ? '{copy} is the redacted copy. "{phrase}" is only in {heading}, which reads like this now: {text}'
              : '{copy} is the redacted copy. "{phrase}" is in {where}; {heading} reads like this now: {text}',
            '"{phrase}" appears under {where}. The copy without {kind} is {copy}. {heading} in it: {text}',
            '"{phrase}" is found under {where}, so {copy} was made without {kind}. In it {heading} says: {text}',
            '"{phrase}" does occur ({where}). {copy} leaves out the {kind}; {heading} now reads: {text}',
          ],
          { phrase, where, heading: first.heading, kind, copy, n: redactions, text },
          { required: ["copy", "heading", "text"] },
        );
      },
    };
  },
  frames: [
    "Nobody may see the {kind} if {document} is about {phrase}. Please see to it and prove it with the first passage.",
    "Is {phrase} a topic in {document}? If so, I want a version without {kind}, and what the first such section looks like there.",
    "If {document} mentions {phrase} anywhere, make a copy without {kind} and read me the first passage.",
    "Does {phrase} occur in {document}? In that case I need the {kind} blacked out, and a glance at the first spot.",
    "Our rule: papers on {phrase} go out without {kind}. Check {document}, act on it, and show the first passage afterwards.",
    "{document} -> {phrase}? If so redact the {kind}, then quote the first section that has it.",
  ],
};

export const revisionScenarios: readonly Scenario<LegalWorld>[] = [quoteThenChange, redactAndProve, findThenRedact];
