/** A world small enough to check by head, and a way to call its tools; for tests. */
import { type Arguments, simulatorFor } from "../../contract";
import type { Contract, LegalWorld, Section } from "../world";
import { tools } from ".";

const SECTIONS: readonly Section[] = [
  { heading: "Fees", page: 1, text: "A sum of EUR 500 is payable by 2027-01-31. Fennwell Foods pays." },
  { heading: "Delivery", page: 2, text: "Fennwell Foods handles Storage of samples. Costs up to EUR 900." },
];

const contract = (id: string, changes: Partial<Contract>): Contract => ({
  contract_id: id,
  kind: "supply",
  party: "Fennwell Foods",
  status: "active",
  signed: "2024-01-01",
  expires: "2027-06-30",
  value: 100_000,
  clauses: [
    { clause: "3.1", term: "payment_days", value: 60, text: "Invoices are due 60 days after receipt." },
    { clause: "4.1", term: "notice_days", value: 30, text: "30 days of notice." },
  ],
  ...changes,
});

export const tinyWorld: LegalWorld = {
  today: "2026-11-20",
  contracts: [
    contract("CT-1", {}),
    contract("CT-2", { kind: "lease", party: "Brammark Works", expires: "2026-12-01", value: 900_000 }),
    contract("CT-3", { status: "expired", expires: "2026-01-01" }),
  ],
  documents: [
    {
      document_id: "DOC-1",
      file_name: "a_v1.pdf",
      language: "english",
      scanned: false,
      parsed: true,
      sections: SECTIONS,
    },
    {
      document_id: "DOC-2",
      file_name: "a_v2.pdf",
      language: "english",
      scanned: false,
      parsed: true,
      sections: [SECTIONS[0]!, { ...SECTIONS[1]!, text: "Nobody pays." }, { heading: "Audit", page: 3, text: "None." }],
    },
    { document_id: "DOC-3", file_name: "b.pdf", language: "german", scanned: true, parsed: false, sections: SECTIONS },
  ],
  regulations: [
    {
      code: "RC-1",
      title: "Fair Trade Code",
      jurisdiction: "Norvale",
      status: "in_force",
      since: "2020-01-01",
      replaced_by: "",
      rules: [
        { term: "payment_days", limit: 45, article: "Art. 2" },
        { term: "notice_days", limit: 30, article: "Art. 5" },
        { term: "warranty_months", limit: 12, article: "Art. 9" },
      ],
      watchers: [{ department: "Audit Board", frequency: "monthly" }],
    },
    {
      code: "RC-2",
      title: "Old Trade Code",
      jurisdiction: "Norvale",
      status: "repealed",
      since: "2010-01-01",
      replaced_by: "RC-1",
      rules: [{ term: "breach_report_hours", limit: 48, article: "Art. 1" }],
      watchers: [],
    },
  ],
  policies: [
    {
      policy_id: "POL-1",
      title: "Vendor Playbook",
      owner: "Vendor Desk",
      last_review: "2026-01-01",
      rules: [
        { term: "payment_days", limit: 60 },
        { term: "notice_days", limit: 60 },
      ],
    },
  ],
  risks: [
    {
      risk_id: "RK-1",
      contract_id: "CT-1",
      term: "notice_days",
      likelihood: 5,
      impact: 4,
      score: 20,
      status: "open",
      owner: "Audit Board",
    },
    {
      risk_id: "RK-2",
      contract_id: "CT-1",
      term: "payment_days",
      likelihood: 2,
      impact: 3,
      score: 6,
      status: "mitigated",
      owner: "Audit Board",
    },
  ],
  amendments: [],
  departments: ["Audit Board", "Vendor Desk"],
  ideas: { notes: [], phrases: [] },
  next: { risk: 100, amendment: 100, document: 100 },
};

const simulator = simulatorFor({ tools });

/** The observation of a call that has to succeed, and the world after it. */
export function succeed<T>(
  tool: string,
  args: Arguments,
  world: LegalWorld = tinyWorld,
): { value: T; world: LegalWorld } {
  const { outcome } = simulator.execute(world, { tool, args });
  if (!outcome.ok) throw new Error(`${tool} failed: ${outcome.error.code}: ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** `code: message` of a call that has to fail. */
export function failure(tool: string, args: Arguments, world: LegalWorld = tinyWorld): string {
  const { outcome } = simulator.execute(world, { tool, args });
  if (outcome.ok) throw new Error(`${tool} succeeded`);
  return `${outcome.error.code}: ${outcome.error.message}`;
}
