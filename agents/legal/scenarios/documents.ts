/** Documents: parse, read, compare versions. */
import { all, call, count, type Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import { asking, parsedDocuments, resultOf, stopped, told, versions } from "./shared";
import { why } from "./why";

export interface SectionText {
  readonly heading: string;
  readonly page: number;
  readonly text: string;
}

const parseForeign: Scenario<LegalWorld> = {
  family: "parse_in_language",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const document = random.pick(world.documents.filter((each) => !each.scanned));
    return {
      world: {
        ...world,
        documents: world.documents.map((each) => (each === document ? { ...each, parsed: false } : each)),
      },
      slots: {
        document: { value: document.document_id },
        language: {
          value: document.language,
          text: [document.language[0]!.toUpperCase() + document.language.slice(1)],
        },
      },
      *solve() {
        const seen = yield* call(
          "document_parser_parse_document",
          { document_id: document.document_id, language: document.language },
          {
            reasons: why({
              step: ["parse {document}", "run the parser over {document}"],
              fact: ["a document has to be parsed in its own language", "document and language are given"],
            }),
            values: { document: document.document_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { file_name, headings, words } = resultOf<{ file_name: string; headings: string[]; words: number }>(seen);
        return told(
          [
            "{file} is parsed: {n} sections, {words} words.",
            "Parsed. {document} has {n} sections, from {first} to {last}.",
            "[You can work with {file} now|{file} is ready]; I count {words} words.",
            "{n} sections were found in {file}[, the first being {first}|].",
            "I parsed {file} ({document}); it has {n} sections.",
            "{document} is parsed: {n} sections and {words} words, from {first} to {last}.",
            "{document} is ready for use, with {words} words in {n} sections.",
          ],
          {
            file: file_name,
            document: document.document_id,
            n: count(headings),
            words,
            first: headings[0]!,
            last: headings.at(-1)!,
          },
          { required: [] },
        );
      },
    };
  },
  frames: [
    "Parse {document}, it is in {language}.",
    "{document} came in this morning. Language is {language}; please make it searchable.",
    "I need {document} parsed. The text is {language}.",
    "Could you have the parser go over {document}? The language is {language}, by the looks of it.",
    "New upload {document} ({language}) -> parse",
  ],
  missing: [
    {
      slot: "document",
      frames: ["Parse the new upload, it's in {language}.", "There's a {language} document to be parsed."],
      ask: asking([
        "Which document? I need the DOC number.",
        "What is the document's number?",
        "Which upload do you mean?",
      ]),
      reply: ["{document}", "{document}[, uploaded just now|].", "It carries the number {document}."],
    },
  ],
  invalid: [
    {
      slot: "language",
      tool: "document_parser_parse_document",
      parameter: "language",
      draw: (_, random) => ({ value: random.pick(["Finnish", "Latin", "Welsh", "Basque", "Icelandic", "Maltese"]) }),
      explain: [
        "The parser doesn't read {language}; it knows {allowed}. Is there a version of {document} in one of them?",
        "{language} isn't supported. {allowed} are - could {document} be in one of those?",
        "I can parse {allowed}, not {language}. Do you have a translation?",
      ],
      allowed: "English, German, French and Spanish",
    },
  ],
};

const readSection: Scenario<LegalWorld> = {
  family: "read_section",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const readable = parsedDocuments(world);
    if (readable.length === 0) return undefined;
    const document = random.pick(readable);
    const heading = random.pick(document.sections).heading;
    return {
      slots: {
        document: { value: document.document_id },
        heading: { value: heading, text: [`"${heading}"`, heading] },
      },
      *solve() {
        const seen = yield* call("document_parser_get_section", { document_id: document.document_id, heading });
        if (!seen.ok) return stopped(seen);
        const section = resultOf<SectionText>(seen);
        return told(
          [
            "{text}",
            "It reads: {text}",
            "{heading} says: {text}",
            "The text under {heading}: {text}",
            "Here it is: {text}",
          ],
          { text: section.text, heading: section.heading },
          { required: ["text"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { page } = resultOf<SectionText>(seen);
        return [
          {
            frames: ["On which page is that?", "[And the|The] page number?", "Where do I find it in the printout?"],
            slots: {},
            *solve() {
              return told(["On page {page}.", "Page {page}.", "It's page {page}."], { page });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Read me the section {heading} of {document}.",
    "What exactly does {document} say under {heading}?",
    "{document}, {heading}: wording, please.",
    "A supplier quotes the {heading} part of {document} at us. I'd like to see the original text.",
    "Under {heading} there was a sentence that worried me. Show me that part of {document}.",
  ],
  missing: [
    {
      slot: "heading",
      frames: ["Read a section of {document} to me.", "I need the exact wording of one part of {document}."],
      ask: asking(["Which section?", "Under which heading is it?", "Which part of {document} would you like to hear?"]),
      reply: ["{heading}", "The one headed {heading}.", "{heading}, please."],
    },
  ],
};

const compareVersions: Scenario<LegalWorld> = {
  family: "compare_versions",
  skill: "contract_review",
  shape: "single",
  draw(world) {
    const both = versions(world);
    if (both === undefined) return undefined;
    const [left, right] = both;
    const party = world.contracts[0]!.party;
    return {
      slots: { left: { value: left.document_id }, right: { value: right.document_id }, party: { value: party } },
      *solve() {
        const seen = yield* call(
          "document_parser_compare_documents",
          { old_document_id: left.document_id, new_document_id: right.document_id },
          {
            reasons: why({
              step: ["compare {left} with {right}", "hold {left} against {right}"],
              fact: ["both documents were named", "the change may be anywhere"],
            }),
            values: { left: left.document_id, right: right.document_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { changed, unchanged } = resultOf<{ changed: string[]; unchanged: number }>(seen);
        const [one, two] = changed;
        if (one === undefined)
          return told(
            ["They are identical.", "No difference at all between {left} and {right}."],
            {
              left: left.document_id,
              right: right.document_id,
            },
            { required: [] },
          );
        if (two === undefined)
          return told(
            [
              "Only {one} has changed; {unchanged} sections are the same.",
              "One section differs: {one}.",
              "{one} has been rewritten; {unchanged} sections are the same as before.",
            ],
            { one, unchanged },
            { required: ["one"] },
          );
        return told(
          [
            "{one} and {two} have changed, {unchanged} sections have not.",
            "Differences are in {one} and in {two}.",
            "Two sections have changed, {one} and {two}[; the other {unchanged} are the same|].",
          ],
          { one, two, unchanged },
          { required: ["one", "two"] },
        );
      },
    };
  },
  frames: [
    "What changed between {left} and {right}? Both come from {party}.",
    "{party} sent a new draft, {right}. Compare it with the older {left}, would you?",
    "Compare {left} (old) and {right} (new), the {party} papers.",
    "Which sections did {party} touch? Old version {left}, new version {right}.",
    "I have to sign off {right} for {party}. How does it differ from {left}, the one before?",
  ],
};

const bothVersions: Scenario<LegalWorld> = {
  family: "section_in_both_versions",
  skill: "contract_review",
  shape: "parallel",
  draw(world, random) {
    const both = versions(world);
    if (both === undefined) return undefined;
    const [left, right] = both;
    const heading = random.pick(left.sections).heading;
    return {
      slots: {
        left: { value: left.document_id },
        right: { value: right.document_id },
        heading: { value: heading, text: [`"${heading}"`] },
      },
      *solve() {
        const seen = yield* all(
          [left, right].map(
            (document) => ["document_parser_get_section", { document_id: document.document_id, heading }] as const,
          ),
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<SectionText>(one!).text;
        const b = resultOf<SectionText>(two!).text;
        if (a === b)
          return told(["The wording is the same in both: {a}", "No difference. Both say: {a}", "Identical: {a}"], {
            a,
          });
        return told(
          [
            "In {left}: {a} In {right}: {b}",
            "The two differ. {left} says: {a} {right} says: {b}",
            "Not the same. {left}: {a} {right}: {b}",
          ],
          { left: left.document_id, right: right.document_id, a, b },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Show me {heading} as it stands in {left} and in {right}.",
    "I want the two texts of {heading} next to each other, {left} and {right}.",
    "Has {heading} been rewritten between {left} and {right}? Quote both.",
    "{heading} from {left}, then the same from {right}[, please|].",
  ],
};

const changedText: Scenario<LegalWorld> = {
  family: "read_what_changed",
  skill: "contract_review",
  shape: "chain",
  draw(world) {
    const both = versions(world);
    if (both === undefined) return undefined;
    const [left, right] = both;
    if (left.sections.every((section, index) => section.text === right.sections[index]!.text)) return undefined;
    return {
      slots: { left: { value: left.document_id }, right: { value: right.document_id } },
      *solve() {
        const seen = yield* call(
          "document_parser_compare_documents",
          { old_document_id: left.document_id, new_document_id: right.document_id },
          {
            reasons: why({
              step: ["compare the two documents", "find the sections that changed"],
              fact: ["the place of the change is unknown", "nothing tells yet where to read"],
            }),
          },
        );
        if (!seen.ok) return stopped(seen);
        const { changed, unchanged } = resultOf<{ changed: string[]; unchanged: number }>(seen);
        const heading = changed[0];
        if (heading === undefined)
          return told(["Nothing changed in {n} sections.", "All {n} sections are identical."], { n: unchanged });
        const texts = yield* all(
          [left, right].map(({ document_id }) => ["document_parser_get_section", { document_id, heading }] as const),
          {
            reasons: why({
              step: ["read {heading} in both versions", "quote {heading} from both"],
              fact: ["the first change is found", "it is known now where the text changed"],
            }),
            values: { heading },
          },
        );
        const [one, two] = texts;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        return told(
          changed.length === 1
            ? [
                "Only {heading} was changed in {right}. Before: {before} Now: {after}",
                "The one difference between {left} and {right} is in {heading}. The old text: {before} The new one: {after}",
                "In {right} nothing but {heading} changed. It used to read: {before} It now reads: {after}",
              ]
            : [
                "{heading} is the first of {n} changed sections in {right}. Before: {before} Now: {after}",
                "{n} sections were changed in {right}, {heading} first. The old text: {before} The new one: {after}",
                "The first of {n} differences between {left} and {right} is in {heading}. It used to read: {before} It now reads: {after}",
              ],
          {
            n: count(changed),
            left: left.document_id,
            right: right.document_id,
            heading,
            before: resultOf<SectionText>(one!).text,
            after: resultOf<SectionText>(two!).text,
          },
          { required: ["heading", "after"] },
        );
      },
    };
  },
  frames: [
    "Between {left} and {right} something moved. Where first, and how did the wording change?",
    "Compare {left} with the newer {right} and quote the first section that changed, before and after.",
    "What is different in {right}? {left} is the version before. I want the wording of the first change.",
    "They rewrote something between {left} and {right}. Find the first spot, show old and new text.",
    "{left} -> {right}: first changed section, both texts[, please|].",
  ],
};

export const documentScenarios: readonly Scenario<LegalWorld>[] = [
  parseForeign,
  readSection,
  compareVersions,
  bothVersions,
  changedText,
];
