/** Documents: parse, read a section, find text, compare versions, redact. */
import type { Tool } from "../../contract";
import type { LegalDocument, LegalWorld } from "../world";
import { done, failed } from "./shared";

const documentParameter = { type: "string", description: "Document such as DOC-1234." } as const;

const parseDocument: Tool<LegalWorld> = {
  name: "document_parser_parse_document",
  family: "document_parser",
  skill: "contract_review",
  task: "parse an uploaded document",
  description:
    "Reads an uploaded document so that its sections can be searched. Scans need ocr; the language must be the document's own.",
  parameters: {
    type: "object",
    properties: {
      document_id: documentParameter,
      language: {
        type: "string",
        enum: ["english", "german", "french", "spanish"],
        description: "Language of the document.",
        default: "english",
      },
      ocr: { type: "boolean", description: "Recognise text in scanned pages.", default: false },
    },
    required: ["document_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      document_id: { type: "string" },
      file_name: { type: "string" },
      headings: { type: "array", items: { type: "string" } },
      words: { type: "integer" },
    },
    required: ["document_id", "file_name", "headings", "words"],
  },
  effect: "write",
  execute(world, args) {
    const document = documentNamed(world, args.document_id);
    if (document === undefined) return noDocument(args.document_id);
    if (document.scanned && args.ocr !== true)
      return failed("conflict", `${document.document_id} is a scan; it needs ocr`);
    if (document.language !== args.language)
      return failed(
        "invalid_argument",
        `${document.document_id} is written in ${capital(document.language)}, not ${capital(String(args.language))}`,
      );
    return done(
      {
        document_id: document.document_id,
        file_name: document.file_name,
        headings: document.sections.map((section) => section.heading),
        words: document.sections.reduce((total, section) => total + section.text.split(" ").length, 0),
      },
      replaceDocument(world, { ...document, parsed: true }),
    );
  },
};

const getSection: Tool<LegalWorld> = {
  name: "document_parser_get_section",
  family: "document_parser",
  skill: "contract_review",
  task: "open a section of a document",
  description: "Gives the text and page of one section of a parsed document by its heading.",
  parameters: {
    type: "object",
    properties: {
      document_id: documentParameter,
      heading: { type: "string", description: "Heading of the section, upper or lower case." },
    },
    required: ["document_id", "heading"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: { heading: { type: "string" }, page: { type: "integer" }, text: { type: "string" } },
    required: ["heading", "page", "text"],
  },
  effect: "read",
  alsoBy: ["document_parser_find_text"],
  execute(world, args) {
    const document = documentNamed(world, args.document_id);
    if (document === undefined) return noDocument(args.document_id);
    if (!document.parsed) return notParsed(document);
    const wanted = String(args.heading).toLowerCase();
    const section = document.sections.find((candidate) => candidate.heading.toLowerCase() === wanted);
    if (section === undefined) {
      const headings = document.sections.map((candidate) => candidate.heading).join(", ");
      return failed(
        "not_found",
        `${document.document_id} has no section "${String(args.heading)}"; it has ${headings}`,
      );
    }
    return done({ ...section }, world);
  },
};

const findText: Tool<LegalWorld> = {
  name: "document_parser_find_text",
  family: "document_parser",
  skill: "policy_analysis",
  task: "search the text of a document",
  description: "Finds the sections of a parsed document that contain a phrase, in page order.",
  parameters: {
    type: "object",
    properties: {
      document_id: documentParameter,
      phrase: { type: "string", description: "Words to look for." },
      match_case: { type: "boolean", description: "Whether upper and lower case matter.", default: false },
      limit: { type: "integer", description: "At most so many sections.", minimum: 1, maximum: 20, default: 5 },
    },
    required: ["document_id", "phrase"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      total: { type: "integer", description: "Sections with the phrase, before the limit." },
      hits: {
        type: "array",
        items: {
          type: "object",
          properties: { heading: { type: "string" }, page: { type: "integer" }, text: { type: "string" } },
          required: ["heading", "page", "text"],
        },
      },
    },
    required: ["total", "hits"],
  },
  effect: "read",
  execute(world, args) {
    const document = documentNamed(world, args.document_id);
    if (document === undefined) return noDocument(args.document_id);
    if (!document.parsed) return notParsed(document);
    const phrase = String(args.phrase);
    const hits = document.sections.filter(({ text }) =>
      args.match_case === true ? text.includes(phrase) : text.toLowerCase().includes(phrase.toLowerCase()),
    );
    return done({ total: hits.length, hits: hits.slice(0, Number(args.limit)).map((hit) => ({ ...hit })) }, world);
  },
};

const compareDocuments: Tool<LegalWorld> = {
  name: "document_parser_compare_documents",
  family: "document_parser",
  skill: "contract_review",
  task: "compare two documents",
  description: "Compares two parsed documents section by section: which headings are added, removed or changed.",
  parameters: {
    type: "object",
    properties: {
      old_document_id: { ...documentParameter, description: "Earlier document such as DOC-1234." },
      new_document_id: { ...documentParameter, description: "Later document such as DOC-1235." },
    },
    required: ["old_document_id", "new_document_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      added: { type: "array", items: { type: "string" } },
      removed: { type: "array", items: { type: "string" } },
      changed: { type: "array", items: { type: "string" } },
      unchanged: { type: "integer" },
    },
    required: ["added", "removed", "changed", "unchanged"],
  },
  effect: "read",
  alsoBy: ["document_parser_get_section"],
  execute(world, args) {
    const before = documentNamed(world, args.old_document_id);
    if (before === undefined) return noDocument(args.old_document_id);
    const after = documentNamed(world, args.new_document_id);
    if (after === undefined) return noDocument(args.new_document_id);
    for (const document of [before, after]) if (!document.parsed) return notParsed(document);
    const old = new Map(before.sections.map((section) => [section.heading, section.text]));
    const fresh = new Map(after.sections.map((section) => [section.heading, section.text]));
    const shared = [...fresh.keys()].filter((heading) => old.has(heading));
    const changed = shared.filter((heading) => old.get(heading) !== fresh.get(heading));
    return done(
      {
        added: [...fresh.keys()].filter((heading) => !old.has(heading)),
        removed: [...old.keys()].filter((heading) => !fresh.has(heading)),
        changed,
        unchanged: shared.length - changed.length,
      },
      world,
    );
  },
};

const REDACTABLE = {
  amounts: /EUR \d+/g,
  dates: /\d{4}-\d{2}-\d{2}/g,
} as const;

const redactDocument: Tool<LegalWorld> = {
  name: "document_parser_redact_document",
  family: "document_parser",
  skill: "policy_analysis",
  task: "redact a document",
  description: "Makes a copy of a parsed document in which amounts, dates or party names are blacked out.",
  parameters: {
    type: "object",
    properties: {
      document_id: documentParameter,
      kinds: {
        type: "array",
        description: "What to black out.",
        minItems: 1,
        maxItems: 3,
        items: { type: "string", enum: ["amounts", "dates", "parties"] },
      },
    },
    required: ["document_id", "kinds"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      document_id: { type: "string", description: "The redacted copy." },
      redactions: { type: "integer" },
    },
    required: ["document_id", "redactions"],
  },
  effect: "write",
  execute(world, args) {
    const document = documentNamed(world, args.document_id);
    if (document === undefined) return noDocument(args.document_id);
    if (!document.parsed) return notParsed(document);
    const kinds = [...new Set(args.kinds as readonly string[])];
    let redactions = 0;
    const blackOut = () => {
      redactions += 1;
      return "█████";
    };
    const redact = (text: string) =>
      kinds.reduce((current, kind) => {
        if (kind === "amounts" || kind === "dates") return current.replace(REDACTABLE[kind], blackOut);
        return world.contracts.reduce((rest, { party }) => rest.replaceAll(party, blackOut), current);
      }, text);
    const copy: LegalDocument = {
      ...document,
      document_id: `DOC-${world.next.document}`,
      file_name: document.file_name.replace(".pdf", "_redacted.pdf"),
      sections: document.sections.map((section) => ({ ...section, text: redact(section.text) })),
    };
    return done(
      { document_id: copy.document_id, redactions },
      {
        ...world,
        documents: [...world.documents, copy],
        next: { ...world.next, document: world.next.document + 1 },
      },
    );
  },
};

export const documentTools: readonly Tool<LegalWorld>[] = [
  parseDocument,
  getSection,
  findText,
  compareDocuments,
  redactDocument,
];

function documentNamed(world: LegalWorld, id: unknown): LegalDocument | undefined {
  return world.documents.find((document) => document.document_id === id);
}

function noDocument(id: unknown) {
  return failed("not_found", `there is no document ${String(id)}`);
}

function notParsed(document: LegalDocument) {
  return failed("conflict", `${document.document_id} has not been parsed yet`);
}

function replaceDocument(world: LegalWorld, changed: LegalDocument): LegalWorld {
  return {
    ...world,
    documents: world.documents.map((document) => (document.document_id === changed.document_id ? changed : document)),
  };
}

/** "french" as a sentence has it. */
function capital(language: string): string {
  return language[0]!.toUpperCase() + language.slice(1);
}
