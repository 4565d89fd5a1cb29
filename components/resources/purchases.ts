/** What a ledger and an account know of purchases: every claim, and the provider's own view of its jobs. */
import type { Claim, JobView, TuningSpec } from "../../tuning";
import type { SharedInputs } from "./inputs";
import { portsOf } from "./provider-ports";

export interface PurchasesQuestion {
  readonly ledger: string;
  readonly provider: TuningSpec["provider"];
  readonly project?: string;
  readonly location?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Claims that need the provider's word; when there are none it is not asked. */
  readonly counts: (claim: Claim) => boolean;
}

/** @throws when the ledger, or the provider while it is needed, cannot be asked */
export async function readPurchases(
  question: PurchasesQuestion,
): Promise<{ readonly claims: readonly Claim[]; readonly jobs: readonly JobView[] }> {
  const { provider, project, location, counts } = question;
  const inputs: SharedInputs = {
    spec: { provider, method: "supervised", baseModel: "", hyperparameters: {}, trainDigest: "", generation: 1 },
    digest: "",
    project,
    location,
    ledger: question.ledger,
    owner: { project: "", stack: "", agent: "" },
    onDelete: "retain",
    wait: {},
    urn: "",
  };
  const { ledger, backend } = portsOf(inputs, question.environment);
  const claims = (await ledger.list()).map((entry) => entry.claim).filter(counts);
  return { claims, jobs: claims.length === 0 ? [] : await backend.list() };
}
