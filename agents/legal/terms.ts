/** The terms that contracts, policies and regulations speak about, so that they can be held against each other. */

export const TERMS = [
  "payment_days",
  "notice_days",
  "liability_cap",
  "confidentiality_years",
  "warranty_months",
  "breach_report_hours",
  "renewal_months",
] as const;
export type Term = (typeof TERMS)[number];

/** What a term is about; risks are scored by the same areas. */
export const AREAS = ["financial", "privacy", "operational"] as const;
type Area = (typeof AREAS)[number];

type Bound = "at_most" | "at_least";

interface TermFacts {
  /** How a document calls it. */
  readonly name: string;
  readonly unit: string;
  readonly area: Area;
  /** Which side of a limit is allowed. */
  readonly bound: Bound;
  /** Values seen in contracts, from smallest to largest. */
  readonly values: readonly number[];
  /** The clause, with `#` where the value stands. */
  readonly clause: string;
  /** How people call it. */
  readonly words: readonly string[];
}

export const TERM_FACTS: Readonly<Record<Term, TermFacts>> = {
  payment_days: {
    name: "payment period",
    unit: "days",
    area: "financial",
    bound: "at_most",
    values: [14, 21, 30, 45, 60, 75, 90],
    clause: "Invoices are due # days after receipt.",
    words: ["payment period", "payment term", "time allowed for payment"],
  },
  notice_days: {
    name: "notice period",
    unit: "days",
    area: "operational",
    bound: "at_least",
    values: [14, 20, 30, 40, 60, 90, 120],
    clause: "Either party may end this agreement with # days of written notice.",
    words: ["notice period", "termination notice", "period of notice"],
  },
  liability_cap: {
    name: "liability cap",
    unit: "percent",
    area: "financial",
    bound: "at_least",
    values: [50, 75, 80, 100, 125, 150, 200],
    clause: "Liability is limited to # percent of the annual fees.",
    words: ["liability cap", "cap on liability", "limit of liability"],
  },
  confidentiality_years: {
    name: "confidentiality period",
    unit: "years",
    area: "privacy",
    bound: "at_least",
    values: [2, 3, 4, 5, 6, 8, 10],
    clause: "Confidential information stays protected for # years after the end of the agreement.",
    words: ["confidentiality period", "secrecy period", "duration of confidentiality"],
  },
  warranty_months: {
    name: "warranty period",
    unit: "months",
    area: "operational",
    bound: "at_least",
    values: [6, 9, 12, 18, 24, 30, 36],
    clause: "The supplier warrants the goods for # months from delivery.",
    words: ["warranty period", "warranty", "guarantee period"],
  },
  breach_report_hours: {
    name: "breach reporting deadline",
    unit: "hours",
    area: "privacy",
    bound: "at_most",
    values: [12, 24, 36, 48, 72, 96, 120],
    clause: "A breach of personal data is reported within # hours of discovery.",
    words: ["breach reporting deadline", "deadline for reporting breaches", "incident reporting time"],
  },
  renewal_months: {
    name: "renewal period",
    unit: "months",
    area: "operational",
    bound: "at_most",
    values: [3, 6, 9, 12, 18, 24, 36],
    clause: "Without notice the agreement renews for # months.",
    words: ["renewal period", "automatic renewal", "length of the renewal"],
  },
};

/** A limit that a policy or a regulation sets. */
export type Rule = {
  readonly term: Term;
  readonly limit: number;
};

/** Whether a value keeps a limit. */
export function keeps(term: Term, value: number, limit: number): boolean {
  return TERM_FACTS[term].bound === "at_most" ? value <= limit : value >= limit;
}
