/** What the lawyer's scenarios share: slots people word in several ways, and honest endings. */
import type { Random } from "../../../primitives";
import { answer, type Closing, type Observation, partial, type Slot, type Values, type Wording } from "../../contract";
import { TERM_FACTS, TERMS, type Term } from "../terms";
import { addDays, type Contract, type LegalDocument, type LegalWorld, type Regulation, type Risk } from "../world";

/** The ending for a call that failed in a way the plan has no other road for. */
export function stopped(observation: Observation): Closing {
  if (observation.ok) throw new RangeError("stopped: the call did not fail");
  return partial(
    [
      "[Unfortunately|Sadly] the request was turned down: {reason}.",
      "This is as far as I get, since {reason}.[ How shall we proceed?|]",
      "[I hit an obstacle|An obstacle]: {reason}.[ The rest is undone.|]",
      "Not done. The system says: {reason}.",
      "[This remains open|I leave it there], since {reason}.",
      "[My attempt failed|The attempt failed] - {reason}.[ Would another route suit you?|]",
    ],
    { reason: observation.error.message },
  );
}

const ASK_BEFORE = [
  "I would need one more detail. ",
  "A short question first. ",
  "One point is missing. ",
  "I'd rather ask than guess. ",
  "I have to ask something first. ",
  "To get this right, I need an answer first. ",
  "One thing before I go on. ",
  "A detail is missing. ",
];
const ASK_AFTER = [" Once I know, I can proceed.", " Everything else is clear.", " That is all I still need."];

function among(texts: readonly string[], silent: number): string {
  return `[${[...texts, ...Array<string>(silent).fill("")].join("|")}]`;
}

const SINGULAR: Readonly<Record<string, string>> = {
  are: "is",
  black: "black",
  clauses: "clause",
  contracts: "contract",
  deviate: "deviates",
  break: "breaks",
  deviations: "deviation",
  leave: "leaves",
  problems: "problem",
  times: "time",
  end: "ends",
  entries: "entry",
  fail: "fails",
  fit: "fits",
  gaps: "gap",
  have: "has",
  limits: "limit",
  open: "open",
  passages: "passage",
  places: "place",
  points: "point",
  redactions: "redaction",
  regulations: "regulation",
  remain: "remains",
  sections: "section",
  terms: "term",
  watch: "watches",
  were: "was",
  words: "word",
};

/** A count of one takes the singular: "1 row qualifies". */
function counted(wording: Wording, values: Values): Wording {
  return bothOf(wording, values).replace(
    /\{(\w+)\}((?: (?:are|black|break|clauses|contracts|deviate|deviations|end|entries|fail|fit|gaps|have|leave|limits|open|passages|places|points|problems|redactions|regulations|remain|sections|terms|times|watch|were|words))+)\b/g,
    (whole, name: string, words: string) => {
      const value = values[name];
      const number = typeof value === "object" ? value.value : value;
      if (number !== 1) return whole;
      return `{${name}}${words.replace(/\w+/g, (word) => SINGULAR[word] ?? word)}`;
    },
  );
}

/** "all 2 contracts" is said as "both contracts". */
function bothOf(wording: Wording, values: Values): Wording {
  return wording.replace(/\b([Aa])ll (?:the )?\{(\w+)\}/g, (whole, first: string, name: string) => {
    const value = values[name];
    if ((typeof value === "object" ? value.value : value) !== 2) return whole;
    return first === "A" ? "Both" : "both";
  });
}

/** An answer whose counts and nouns agree. */
export function told(
  wordings: readonly Wording[],
  values: Values = {},
  options: { required?: readonly string[] } = {},
): Closing {
  const ones = Object.entries(values).filter(([, value]) => (typeof value === "object" ? value.value : value) === 1);
  const alone = wordings.filter((wording) => !ones.some(([name]) => OF_SEVERAL(name).test(wording)));
  return answer(
    (alone.length > 0 ? alone : wordings).map((wording) => counted(wording, values)),
    values,
    options,
  );
}

/** What was done or found before it stopped, with counts and nouns that agree. */
export function toldPartly(
  wordings: readonly Wording[],
  values: Values = {},
  options: { required?: readonly string[] } = {},
): Closing {
  return partial(
    wordings.map((wording) => counted(wording, values)),
    values,
    options,
  );
}

/** "2 of 3" and "all 3" say nothing where there is one. */
const OF_SEVERAL = (name: string) => new RegExp(`\\b([Oo]f|[Aa]ll|[Bb]oth)( the)? \\{${name}\\}`);

/** Questions back, in more than one tone: with a word before or after them, not both. */
export function asking(wordings: readonly Wording[]): Wording[] {
  return wordings.flatMap((wording) => [`${among(ASK_BEFORE, 6)}${wording}`, `${wording}${among(ASK_AFTER, 3)}`]);
}

/** "a, b and c" */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** "CT-1 on the a and b; and CT-2 on the c" */
export function joined(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join("; ")}; and ${items.at(-1)}`;
}

/** Every deviation with its clause and what is asked: "payment period (clause 4.2: 45 days, at most 30 allowed)". */
export function deviationsOf(check: Check): string {
  return listed(
    check.deviations.map(
      ({ name, clause, actual, unit, bound, limit }) =>
        `${name} (clause ${clause}: ${actual} ${unit}, ${bound === "at_most" ? `at most ${limit} allowed` : `at least ${limit} required`})`,
    ),
  );
}

/** The value of a successful call as the type its tool returns. */
export function resultOf<T>(observation: Observation & { readonly ok: true }): T {
  return observation.value as unknown as T;
}

/** A term the way people call it. */
export function termSlot(term: Term): Slot {
  return { value: term, text: TERM_FACTS[term].words, derivation: "synonym" };
}

/** A term that this contract has a clause on. */
export function termOf(contract: Contract, random: Random): Term {
  return random.pick(contract.clauses).term;
}

/** A term that all of these contracts have a clause on. */
export function sharedTerm(contracts: readonly Contract[], random: Random): Term | undefined {
  const shared = TERMS.filter((term) =>
    contracts.every((contract) => contract.clauses.some((clause) => clause.term === term)),
  );
  return shared.length === 0 ? undefined : random.pick(shared);
}

/** Contracts that can be amended. */
export function liveContracts(world: LegalWorld): readonly Contract[] {
  return world.contracts.filter((contract) => contract.status !== "expired");
}

/** A contract whose open risks at these places (1 is the worst) score more than the next, so that an order by score has no ties there. */
export function rankedOpen(world: LegalWorld, places: readonly number[], random: Random): Contract | undefined {
  const ranked = world.contracts.filter(({ contract_id }) => {
    const scores = world.risks
      .filter((risk) => risk.contract_id === contract_id && risk.status === "open")
      .map(({ score }) => score)
      .sort((left, right) => right - left);
    return places.every((place) => place <= scores.length && scores[place - 1] !== scores[place]);
  });
  return ranked.length === 0 ? undefined : random.pick(ranked);
}

/** Departments to which none of the contract's open risks belongs yet, so that handing one over changes something. */
export function newOwners(world: LegalWorld, contract: Contract): readonly string[] {
  const owners = world.risks
    .filter((risk) => risk.contract_id === contract.contract_id && risk.status === "open")
    .map(({ owner }) => owner);
  return world.departments.filter((department) => !owners.includes(department));
}

/** "RK-1 (9 points) and RK-2 (4 points)" */
export function risksOf(risks: readonly Pick<Risk, "risk_id" | "score">[]): string {
  return listed(risks.map(({ risk_id, score }) => `${risk_id} (${score} ${score === 1 ? "point" : "points"})`));
}

/** Regulations a contract can be checked against. */
export function validRegulations(world: LegalWorld): readonly Regulation[] {
  return world.regulations.filter((regulation) => regulation.status !== "repealed");
}

/** The world in which this is the only rule in force in its land, so that a search by land finds one answer. */
export function onlyRuleInForce(world: LegalWorld, regulation: Regulation): LegalWorld {
  const since = addDays(world.today, 60);
  return {
    ...world,
    regulations: world.regulations.map((each) =>
      each.code !== regulation.code && each.jurisdiction === regulation.jurisdiction && each.status === "in_force"
        ? { ...each, status: "announced", since }
        : each,
    ),
  };
}

/** The two versions of one agreement, when both can be read. */
export function versions(world: LegalWorld): readonly [LegalDocument, LegalDocument] | undefined {
  const [earlier, later] = world.documents;
  return earlier?.parsed === true && later?.parsed === true ? [earlier, later] : undefined;
}

/** Documents whose text can be read. */
export function parsedDocuments(world: LegalWorld): readonly LegalDocument[] {
  return world.documents.filter((document) => document.parsed);
}

export interface TermReading {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly clause: string;
}

export interface Deviation {
  readonly term: Term;
  readonly name: string;
  readonly source: string;
  readonly clause: string;
  readonly actual: number;
  readonly bound: "at_most" | "at_least";
  readonly limit: number;
  readonly unit: string;
}

/** What an answer adds where the rule it speaks of binds nobody (yet); a wording that names `{code}`. */
export function standingOf(status: Regulation["status"]): string {
  if (status === "announced") return "[ {code} is announced, not in force yet.| So far {code} is only announced.]";
  return status === "repealed" ? "[ {code} is repealed.| {code} no longer applies, by the way.]" : "";
}

/** What an answer adds where the contract it speaks of does not bind; a wording that names `{id}` and `{expires}`. */
export function bindingOf(status: string): string {
  if (status === "expired") return "[ {id} expired on {expires}.| That contract expired on {expires}.]";
  return status === "draft" ? "[ {id} is still a draft.| That contract is still a draft.]" : "";
}

/** "in force", "announced", "repealed" */
export function inWords(status: Regulation["status"]): string {
  return status.replace("_", " ");
}

export interface Check {
  readonly status: Regulation["status"];
  readonly checked: number;
  readonly compliant: boolean;
  readonly deviations: readonly Deviation[];
}

export interface FoundContracts {
  readonly contracts: readonly {
    readonly contract_id: string;
    readonly kind: string;
    readonly party: string;
    readonly status: string;
    readonly expires: string;
    readonly value: number;
  }[];
}

export interface Risks {
  readonly risks: readonly Risk[];
}

export interface FoundRegulations {
  readonly regulations: readonly Pick<Regulation, "code" | "title" | "jurisdiction" | "status" | "since">[];
}
