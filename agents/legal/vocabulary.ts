/** The invented names of the lawyer's world, combined from word lists. */

function combine(first: readonly string[], second: readonly string[], separator: string): readonly string[] {
  return first.flatMap((left) => second.map((right) => `${left}${separator}${right}`));
}

const PARTY_STEMS = [
  "Quill",
  "Bram",
  "Ostel",
  "Fenn",
  "Tarl",
  "Lumen",
  "Sorrel",
  "Vant",
  "Harl",
  "Moss",
  "Kett",
  "Dorn",
];
const PARTY_MIDDLES = ["mark", "gate", "field", "well"];
const PARTY_ENDS = ["Freight", "Foods", "Systems", "Works", "Textiles"];
/** Companies on the other side. */
export const PARTIES = combine(combine(PARTY_STEMS, PARTY_MIDDLES, ""), PARTY_ENDS, " ").filter(
  (_, index) => index % 2 === 0,
);

const LAND_STEMS = ["Nor", "Est", "Val", "Cor", "Mar", "Sel", "Tyr", "Bel", "Ard"];
const LAND_ENDS = ["vale", "mark", "dova", "haven", "thia", "wick"];
export const JURISDICTIONS = combine(LAND_STEMS, LAND_ENDS, "");

const CODE_STEMS = ["Fair", "Open", "Safe", "Clear", "Sound", "Prompt", "Honest", "Steady"];
const CODE_MIDDLES = ["Trade", "Payment", "Data", "Supply", "Contract", "Market"];
/** What a regulation is called. */
export const REGULATION_TITLES = combine(CODE_STEMS, CODE_MIDDLES, " ").map(
  (title, index) => `${title} ${["Code", "Order", "Act"][index % 3]!}`,
);

const POLICY_STEMS = [
  "Vendor",
  "Customer",
  "Licensing",
  "Leasing",
  "Outsourcing",
  "Procurement",
  "Partner",
  "Research",
];
const POLICY_ENDS = ["Playbook", "Standard", "Guideline", "Baseline", "Rulebook", "Handbook"];
export const POLICY_TITLES = combine(POLICY_STEMS, POLICY_ENDS, " ");

const DEPARTMENT_STEMS = ["Vendor", "Claims", "Contract", "Privacy", "Trade", "Audit", "Filing", "Licence"];
const DEPARTMENT_ENDS = ["Desk", "Unit", "Board", "Office", "Group", "Circle"];
export const DEPARTMENTS = combine(DEPARTMENT_STEMS, DEPARTMENT_ENDS, " ");

const NOTE_STEMS = ["agreed in", "asked for in", "settled in", "raised in", "confirmed in", "discussed in", "noted in"];
const NOTE_ENDS = [
  "the spring review",
  "the vendor call",
  "round two",
  "the audit meeting",
  "the March workshop",
  "the last draft",
];
/** Why a change is proposed, in the user's words. */
export const NOTES = combine(NOTE_STEMS, NOTE_ENDS, " ");

/** Words that contracts are searched for. */
export const PHRASES = [
  ...["deliveries", "invoicing", "maintenance", "inspections", "premises", "records", "subcontracting", "interest"],
  ...["insurance", "transfers", "consent", "deposits", "samples", "packaging", "acceptance", "inventory"],
  ...["scheduling", "arrears", "custody", "testing", "warehousing", "quality", "archiving", "training"],
  ...["transport", "repairs", "exports", "storage", "labels", "support", "drawings", "tooling"],
  ...["forecasts", "discounts", "rebates", "spare parts", "site visits", "backups", "software", "materials"],
  ...["equipment", "cleaning", "security", "energy", "parking", "catering", "printing", "calibration"],
] as const;
