/** Looking for words in documents, and blacking them out. */
import { all, call, count, partial, type Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import type { SectionText } from "./documents";
import { parsedDocuments, resultOf, stopped, told, versions } from "./shared";
import { why } from "./why";

const findPhrase: Scenario<LegalWorld> = {
  family: "find_phrase",
  skill: "policy_analysis",
  shape: "complex",
  draw(world, random) {
    const readable = parsedDocuments(world);
    if (readable.length === 0) return undefined;
    const document = random.pick(readable);
    const phrase = random.pick(world.ideas.phrases);
    const limit = random.int(2, 5);
    const exact = random.chance(0.5);
    return {
      slots: {
        document: { value: document.document_id },
        phrase: { value: phrase, text: [`"${phrase}"`] },
        limit: { value: limit, text: [`${limit} passages`, `${limit} places`] },
        exact: exact
          ? { value: true, text: ["mind upper and lower case", "case must match"], derivation: "synonym" }
          : { value: false, text: ["upper or lower case is all the same", "ignore the case"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("document_parser_find_text", {
          document_id: document.document_id,
          phrase,
          match_case: exact,
          limit,
        });
        if (!seen.ok) return stopped(seen);
        const { total, hits } = resultOf<{ total: number; hits: SectionText[] }>(seen);
        const first = hits[0];
        if (first === undefined)
          return told(
            [
              '"{phrase}" does not occur in {document}.',
              'No section of {document} contains "{phrase}".',
              '[Nothing found|No hits] for "{phrase}" in {document}.',
            ],
            { phrase, document: document.document_id },
            { required: [] },
          );
        return told(
          total > hits.length
            ? [
                '"{phrase}" occurs in {total} sections; these are the first {n}. {all}',
                '{total} sections of {document} have "{phrase}". The first {n}: {all}',
                '"{phrase}" appears in {total} sections. Here are {n} of them. {all}',
              ]
            : [
                '"{phrase}" occurs in {total} sections of {document}. {all}',
                '{total} sections have "{phrase}". {all}',
                '"{phrase}" appears in {total} sections. {all}',
                '{document} has "{phrase}" in {total} sections. {all}',
              ],
          {
            total,
            phrase,
            document: document.document_id,
            n: hits.length,
            all: hits.map(({ heading, page, text }) => `${heading} (page ${page}): ${text}`).join(" "),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Search {document} for {phrase}, at most {limit}, {exact}.",
    "Does {document} mention {phrase} anywhere? {limit} will be enough, and {exact}.",
    "The auditor wants to know what {document} has on {phrase}. Give me up to {limit}; {exact}.",
    "{document} / {phrase} / max {limit} / {exact}",
    "Where do they talk of {phrase}? I mean in {document}. {exact}, stop after {limit}.",
  ],
  invalid: [
    {
      slot: "limit",
      tool: "document_parser_find_text",
      parameter: "limit",
      draw: (_, random) => {
        const limit = random.pick([25, 40, 50, 60, 100, 500]);
        return { value: limit, text: [`${limit} passages`, `${limit} places`] };
      },
      explain: [
        "{limit} can't be shown; the search gives {allowed}. How many do you want?",
        "The limit has to be {allowed}. What number shall I use for {phrase}?",
        "I'm able to list {allowed} per search, so {limit} won't work. Which number instead?",
      ],
      allowed: "between 1 and 20 passages",
    },
  ],
};

const redact: Scenario<LegalWorld> = {
  family: "redact_two_kinds",
  skill: "policy_analysis",
  shape: "complex",
  draw(world, random) {
    const readable = parsedDocuments(world);
    if (readable.length === 0) return undefined;
    const document = random.pick(readable);
    const [first, second] = random.sample(["amounts", "dates", "parties"], 2);
    const department = random.pick(world.departments);
    return {
      slots: {
        document: { value: document.document_id },
        first: { value: first! },
        second: { value: second! },
        department: { value: department },
      },
      *solve() {
        const seen = yield* call("document_parser_redact_document", {
          document_id: document.document_id,
          kinds: [first!, second!],
        });
        if (!seen.ok) return stopped(seen);
        const { document_id: copy, redactions } = resultOf<{ document_id: string; redactions: number }>(seen);
        return told(
          [
            "The redacted copy is {copy}; {n} passages are blacked out.",
            "{copy} has {n} redactions. The original {document} is untouched.",
            "Use {copy} from here on: {first} and {second} are gone, {n} places in all.",
            "{n} places are blacked out; the new document is {copy}.",
          ],
          { copy, n: redactions, document: document.document_id, first: first!, second: second! },
          { required: ["copy"] },
        );
      },
    };
  },
  frames: [
    "Black out {first} and {second} in {document}; it goes to the {department}.",
    "The {department} may see {document}, but neither {first} nor {second}. Make a redacted copy.",
    "I need {document} without {first} and without {second} - the {department} asked for it.",
    "For the {department}: redact {document} ({first}, {second}).",
  ],
  invalid: [
    {
      slot: "first",
      tool: "document_parser_redact_document",
      parameter: "kinds",
      draw: (_, random) => ({
        value: random.pick(["signatures", "logos", "phone numbers", "photographs", "bank details", "annexes"]),
      }),
      explain: [
        "I can't black out {first}; the choices are {allowed}. What should go?",
        "Redaction covers {allowed}; {first} aren't included. Would a copy without {second} be enough for the {department}?",
        "The redaction function handles {allowed}; {first} are beyond it. How do you want to go on with {document}?",
      ],
      allowed: "amounts, dates and parties",
    },
  ],
};

const parseAndRead: Scenario<LegalWorld> = {
  family: "parse_then_read",
  skill: "contract_review",
  shape: "chain",
  draw(world, random) {
    const unread = world.documents.filter((each) => !each.parsed && !each.scanned);
    if (unread.length === 0) return undefined;
    const document = random.pick(unread);
    const heading = random.pick(document.sections).heading;
    return {
      slots: {
        document: { value: document.document_id },
        language: {
          value: document.language,
          text: [document.language[0]!.toUpperCase() + document.language.slice(1)],
        },
        heading: { value: heading, text: [`"${heading}"`] },
      },
      *solve() {
        const read = yield* call("document_parser_parse_document", {
          document_id: document.document_id,
          language: document.language,
        });
        if (!read.ok) return stopped(read);
        const { headings } = resultOf<{ headings: string[] }>(read);
        if (!headings.includes(heading))
          return partial(
            ["There is no {heading}; the first section is {first}.", "{heading} is missing."],
            { heading, first: headings[0]! },
            { required: [] },
          );
        const seen = yield* call(
          "document_parser_get_section",
          { document_id: document.document_id, heading },
          {
            reasons: why({
              step: ["read {heading}", "fetch the text of {heading}"],
              fact: ["the parser found {n} sections", "the document is parsed"],
            }),
            values: { heading, n: count(headings) },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { text, page } = resultOf<SectionText>(seen);
        return told(
          [
            "In {document}, {heading} is on page {page} and says: {text}",
            "The parser has gone through {document}. {heading}: {text}",
            "{document} is parsed; {heading} (page {page}) says: {text}",
            "The text under {heading} in {document} runs: {text}",
          ],
          { document: document.document_id, heading, page, text },
          { required: ["text"] },
        );
      },
    };
  },
  frames: [
    "Make {document} readable ({language}) and tell me what it says under {heading}.",
    "Parse {document} ({language}) and read me {heading}.",
    "{document} has just been uploaded, it's {language}. What does it say under {heading}?",
    "I can't open {document}. It should be in {language}; please parse it and quote {heading}.",
    "{heading} from {document}, which still has to be parsed as {language}.",
  ],
};

const twoSections: Scenario<LegalWorld> = {
  family: "search_then_read_elsewhere",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const both = versions(world);
    if (both === undefined) return undefined;
    const [left, right] = random.chance(0.5) ? both : [both[1], both[0]];
    // Where the other document had the phrase in the same section, the search would have quoted that section already.
    const phrase = random.shuffle(world.ideas.phrases).find((each) => {
      const first = left.sections.findIndex(({ text }) => text.toLowerCase().includes(each));
      return first >= 0 && !right.sections[first]!.text.toLowerCase().includes(each);
    });
    if (phrase === undefined) return undefined;
    return {
      slots: {
        left: { value: left.document_id },
        right: { value: right.document_id },
        phrase: { value: phrase, text: [`"${phrase}"`] },
      },
      *solve() {
        const both = yield* all(
          [left, right].map(({ document_id }) => ["document_parser_find_text", { document_id, phrase }] as const),
          {
            reasons: why({
              step: ["search both documents", "look for the phrase in each document"],
              fact: ["neither search waits for the other", "two documents were named"],
            }),
          },
        );
        const [one, two] = both;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<{ total: number; hits: SectionText[] }>(one!);
        const b = resultOf<{ total: number; hits: SectionText[] }>(two!);
        const heading = a.hits[0]!.heading;
        const seen = yield* call(
          "document_parser_get_section",
          { document_id: right.document_id, heading },
          {
            reasons: why({
              step: ["read {heading} in {right}", "get the same section from {right}"],
              fact: ["the first hit in {left} is known", "the counterpart is still missing"],
            }),
            values: { left: left.document_id, right: right.document_id, heading },
          },
        );
        if (!seen.ok) return stopped(seen);
        return told(
          [
            `"{phrase}" appears in {a} sections of {left} and ${b.total === 0 ? "in none" : "{b}"} of {right}. {left} has it first in {heading}, which reads in {right}: {text}`,
            'Sections with "{phrase}": {a} ({left}) and {b} ({right}). The first in {left} is {heading}; in {right} it reads: {text}',
            `{left} has "{phrase}" in {a} sections, {right} in ${b.total === 0 ? "none" : "{b}"}. {heading} is where {left} has it first; {right} says there: {text}`,
          ],
          {
            phrase,
            a: a.total,
            b: b.total,
            left: left.document_id,
            right: right.document_id,
            heading,
            text: resultOf<SectionText>(seen).text,
          },
          { required: ["text"] },
        );
      },
    };
  },
  frames: [
    "Look {phrase} up in {left} and in {right}; where {left} has it first, what's the wording in {right}?",
    "Search {left} and {right} for {phrase}; then quote from {right} the section in which {left} has it first.",
    "In how many sections do {left} and {right} mention {phrase}? And what does {right} say in the section where it first occurs in {left}?",
    "{phrase} in {left} and {right}: please count the sections. I also want the text of {right} at the heading of the first hit in {left}.",
    "Find {phrase} in both {left} and {right}, take the first section from {left}, and read me its counterpart in {right}.",
  ],
};

export const textScenarios: readonly Scenario<LegalWorld>[] = [findPhrase, redact, parseAndRead, twoSections];
