/** The lawyer's world: contracts with clauses, documents, regulations, policies, a register of risks. */
import type { World, WorldContext } from "../contract";
import { type Rule, TERM_FACTS, TERMS, type Term } from "./terms";
import { DEPARTMENTS, JURISDICTIONS, NOTES, PARTIES, PHRASES, POLICY_TITLES, REGULATION_TITLES } from "./vocabulary";

export interface Clause {
  readonly clause: string;
  readonly term: Term;
  readonly value: number;
  readonly text: string;
}

export const KINDS = ["supply", "service", "license", "lease"] as const;

export interface Contract {
  readonly contract_id: string;
  readonly kind: string;
  readonly party: string;
  readonly status: "active" | "draft" | "expired";
  readonly signed: string;
  readonly expires: string;
  /** In euros. */
  readonly value: number;
  readonly clauses: readonly Clause[];
}

export interface Section {
  readonly heading: string;
  readonly page: number;
  readonly text: string;
}

export interface LegalDocument {
  readonly document_id: string;
  readonly file_name: string;
  readonly language: string;
  /** A picture of pages: its text has to be recognised first. */
  readonly scanned: boolean;
  readonly parsed: boolean;
  readonly sections: readonly Section[];
}

export interface Regulation {
  readonly code: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly status: "in_force" | "announced" | "repealed";
  readonly since: string;
  readonly replaced_by: string;
  readonly rules: readonly (Rule & { readonly article: string })[];
  readonly watchers: readonly { readonly department: string; readonly frequency: string }[];
}

interface CompanyPolicy {
  readonly policy_id: string;
  readonly title: string;
  readonly owner: string;
  readonly last_review: string;
  readonly rules: readonly Rule[];
}

export interface Risk {
  readonly risk_id: string;
  readonly contract_id: string;
  readonly term: Term;
  readonly likelihood: number;
  readonly impact: number;
  readonly score: number;
  readonly status: "open" | "mitigated" | "accepted";
  readonly owner: string;
}

export interface Amendment {
  readonly amendment_id: string;
  readonly contract_id: string;
  readonly term: Term;
  readonly value: number;
}

export interface LegalWorld extends World {
  readonly contracts: readonly Contract[];
  readonly documents: readonly LegalDocument[];
  readonly regulations: readonly Regulation[];
  readonly policies: readonly CompanyPolicy[];
  readonly risks: readonly Risk[];
  readonly amendments: readonly Amendment[];
  readonly departments: readonly string[];
  /** What people have in mind when they ask. */
  readonly ideas: { readonly notes: readonly string[]; readonly phrases: readonly string[] };
  readonly next: { readonly risk: number; readonly amendment: number; readonly document: number };
}

const DAY_MS = 86_400_000;

/** The ISO date that lies so many days after (before, when negative) another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Numbers of this split for identifiers, so far apart that those of things made later, which count on from one of them,
 * never meet another.
 */
function apart(context: WorldContext, kind: string, minimum: number, maximum: number, count: number): number[] {
  const numbers: number[] = [];
  while (numbers.length < count) {
    const number = context.number(kind, minimum, maximum);
    if (numbers.every((other) => Math.abs(other - number) > 12)) numbers.push(number);
  }
  return numbers;
}

export function createWorld(context: WorldContext): LegalWorld {
  const { random } = context;
  const parties = random.sample(context.pool("party", PARTIES), 5);
  const departments = random.sample(context.pool("department", DEPARTMENTS), 5);
  const phrases = random.sample(context.pool("phrase", PHRASES), 6);
  const contractNumbers = apart(context, "contract", 1000, 9999, 6);
  const documentNumbers = apart(context, "document", 1000, 9999, 6);
  const riskNumbers = apart(context, "risk", 1000, 9999, 10);
  const policyNumbers = apart(context, "policy", 100, 999, 3);
  const contracts = [...parties, parties[0]!].map((party, index) =>
    contract(context, party, index, contractNumbers[index]!),
  );
  const regulations = lawBook(context, departments);
  return {
    today: context.today,
    contracts,
    documents: documents(context, contracts, phrases, documentNumbers),
    regulations,
    policies: random.sample(context.pool("policy title", POLICY_TITLES), 3).map(
      (title, index): CompanyPolicy => ({
        policy_id: `POL-${policyNumbers[index]}`,
        title,
        owner: random.pick(departments),
        last_review: addDays(context.today, -random.int(40, 700)),
        rules: rules(context, 4),
      }),
    ),
    risks: risks(context, contracts, departments, riskNumbers),
    amendments: [],
    departments,
    ideas: { notes: random.sample(context.pool("note", NOTES), 3), phrases },
    next: {
      risk: riskNumbers[9]!,
      amendment: context.number("amendment", 100, 999),
      document: documentNumbers[5]!,
    },
  };
}

/** Six contracts: the last has the party of the first, the fourth has run out, the fifth is a draft. */
function contract(context: WorldContext, party: string, index: number, number: number): Contract {
  const { random, today } = context;
  const kind = KINDS[(index + (index === 5 ? 1 : 0)) % KINDS.length]!;
  const expired = index === 3;
  return {
    contract_id: `CT-${number}`,
    kind,
    party,
    status: expired ? "expired" : index === 4 ? "draft" : "active",
    signed: addDays(today, -random.int(400, 1500)),
    expires: addDays(today, expired ? -random.int(5, 200) : index < 2 ? random.int(5, 80) : random.int(90, 900)),
    value: random.int(20, 1900) * 1000,
    clauses: random.sample(TERMS, 5).map((term, position): Clause => {
      const value = random.pick(TERM_FACTS[term].values);
      return {
        clause: `${position + 3}.${random.int(1, 6)}`,
        term,
        value,
        text: TERM_FACTS[term].clause.replace("#", String(value)),
      };
    }),
  };
}

function rules(context: WorldContext, size: number): Rule[] {
  return context.random.sample(TERMS, size).map((term) => ({
    term,
    limit: context.random.pick(TERM_FACTS[term].values.slice(1, 6)),
  }));
}

/** Four regulations: two of one jurisdiction, of which one is in force; one is repealed and says what replaced it. */
function lawBook(context: WorldContext, departments: readonly string[]): Regulation[] {
  const { random, today } = context;
  const lands = random.sample(context.pool("jurisdiction", JURISDICTIONS), 3);
  const titles = random.sample(context.pool("regulation title", REGULATION_TITLES), 4);
  const codes = apart(context, "regulation", 1000, 9999, titles.length).map((number) => `RC-${number}`);
  const statuses = ["in_force", "in_force", "announced", "repealed"] as const;
  return titles.map(
    (title, index): Regulation => ({
      code: codes[index]!,
      title,
      jurisdiction: lands[index === 0 ? 0 : index - 1]!,
      status: statuses[index]!,
      since: addDays(today, index === 2 ? random.int(30, 300) : -random.int(200, 3000)),
      replaced_by: index === 3 ? codes[1]! : "",
      rules: rules(context, random.int(3, 4)).map((rule, position) => ({
        ...rule,
        article: `Art. ${position * 4 + random.int(2, 5)}`,
      })),
      watchers: index === 0 ? [{ department: random.pick(departments), frequency: "monthly" }] : [],
    }),
  );
}

const HEADINGS = ["Definitions", "Scope of Work", "Delivery", "Fees", "Audit Rights", "Final Provisions"] as const;

/** Two versions of one agreement (parsed), a scan, and a document in another language. */
function documents(
  context: WorldContext,
  contracts: readonly Contract[],
  phrases: readonly string[],
  numbers: readonly number[],
): LegalDocument[] {
  const { random } = context;
  const changed = random.sample([1, 2, 3, 4], random.int(1, 2));
  const make = (number: number, contract: Contract, suffix: string, extra: Partial<LegalDocument>): LegalDocument => ({
    document_id: `DOC-${number}`,
    file_name: `${contract.party.toLowerCase().replaceAll(" ", "_")}_${suffix}.pdf`,
    language: "english",
    scanned: false,
    parsed: true,
    sections: sections(context, contract, phrases),
    ...extra,
  });
  const first = make(numbers[0]!, contracts[0]!, "v1", {});
  const revised = sections(context, contracts[0]!, phrases);
  const second = make(numbers[1]!, contracts[0]!, "v2", {
    sections: first.sections.map((section, index) =>
      changed.includes(index) ? { ...section, text: revised[index]!.text } : section,
    ),
  });
  return [
    first,
    second,
    make(numbers[2]!, contracts[1]!, "scan", { scanned: true, parsed: false }),
    make(numbers[3]!, contracts[2]!, "original", {
      language: random.pick(["german", "french", "spanish"]),
      parsed: false,
    }),
    make(numbers[4]!, contracts[4]!, "draft", { parsed: false }),
  ];
}

function sections(context: WorldContext, contract: Contract, phrases: readonly string[]): Section[] {
  const { random, today } = context;
  return HEADINGS.map((heading, index): Section => {
    const phrase = random.pick(phrases);
    const amount = `EUR ${random.int(2, 90) * 500}`;
    const date = addDays(today, random.int(10, 400));
    const texts = [
      random.pick([
        `${contract.party} takes care of ${phrase} as described in annex ${random.int(1, 9)}.`,
        `Annex ${random.int(1, 9)} says how ${contract.party} handles ${phrase}.`,
        `${contract.party} is in charge of ${phrase}; annex ${random.int(1, 9)} has the details.`,
      ]),
      random.pick([
        `The costs of ${phrase} are borne by ${contract.party} up to ${amount}.`,
        `${contract.party} pays for ${phrase}, though no more than ${amount}.`,
        `The budget for ${phrase} is ${amount}, borne by ${contract.party}.`,
      ]),
      random.pick([
        `From ${date} on, the rules for ${phrase} are reviewed every ${random.int(2, 12)} months.`,
        `Both sides review the terms for ${phrase} every ${random.int(2, 12)} months, beginning on ${date}.`,
        `What applies to ${phrase} is looked at again on ${date} and every ${random.int(2, 12)} months after it.`,
      ]),
      random.pick([
        `For ${phrase}, a sum of ${amount} is payable by ${date}.`,
        `${amount} for ${phrase} falls due on ${date}.`,
        `By ${date}, ${amount} has to be paid for ${phrase}.`,
        `An invoice of ${amount} covers ${phrase}; it is due on ${date}.`,
      ]),
    ];
    return { heading, page: index * 2 + random.int(1, 2), text: random.sample(texts, 2).join(" ") };
  });
}

function risks(
  context: WorldContext,
  contracts: readonly Contract[],
  departments: readonly string[],
  numbers: readonly number[],
): Risk[] {
  const { random } = context;
  let used = 0;
  return contracts.flatMap((contract, index) =>
    contract.clauses.slice(0, index === 0 ? 3 : index === 1 ? 2 : 1).map(({ term }, position): Risk => {
      // The first risk of the first contract is grave, so that its acceptance is beyond this agent.
      const likelihood = index === 0 && position === 0 ? 5 : random.int(1, 4);
      const impact = index === 0 && position === 0 ? random.int(4, 5) : random.int(1, 4);
      used += 1;
      return {
        risk_id: `RK-${numbers[used - 1]}`,
        contract_id: contract.contract_id,
        term,
        likelihood,
        impact,
        score: likelihood * impact,
        status: index > 2 ? random.pick(["open", "mitigated", "accepted"]) : "open",
        owner: random.pick(departments),
      };
    }),
  );
}
