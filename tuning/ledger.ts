/**
 * The ledger: one claim per job key, outside every stack, written before the paid call.
 * Each write is conditional on the version that was read, so two writers never both succeed.
 */
import { z } from "zod";
import { FlanstackError } from "../primitives";
import { JOB_STATES, METHODS, PROVIDERS } from "./job";

const ownerSchema = z.object({ project: z.string(), stack: z.string(), agent: z.string() });
const dataSourceSchema = z.object({ uri: z.string().optional(), path: z.string().optional() });

const specSchema = z.object({
  provider: z.enum(PROVIDERS),
  method: z.enum(METHODS),
  baseModel: z.string().min(1),
  hyperparameters: z.object({
    epochs: z.number().optional(),
    adapterSize: z.number().optional(),
    learningRateMultiplier: z.number().optional(),
    batchSize: z.number().optional(),
  }),
  trainDigest: z.string().min(1),
  generation: z.number().int().min(1),
  parentDigest: z.string().optional(),
  checkpoint: z.string().optional(),
});

const submissionSchema = z.object({
  digest: z.string(),
  owner: ownerSchema,
  displayName: z.string(),
  train: dataSourceSchema,
  validation: dataSourceSchema.optional(),
  labels: z.record(z.string(), z.string()).optional(),
  project: z.string().optional(),
  location: z.string().optional(),
  serviceAccount: z.string().optional(),
  kmsKeyName: z.string().optional(),
  parentModel: z.string().optional(),
  price: z.object({ onceUsd: z.number().min(0), monthlyUsd: z.number().min(0) }).optional(),
});

/**
 * - `waiting`: in line for quota; nothing was sent, or all that was sent was refused. Anyone may go on with it.
 * - `claimed`: somebody may be sending the create request right now.
 * - `lost_reply`: a request was sent and no job showed up. Only a person may decide to send another.
 * - `submitted`: the job's name is known.
 * - `removed`: the job's model was deleted on purpose.
 */
export const CLAIM_STATES = ["waiting", "claimed", "lost_reply", "submitted", "removed"] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

const claimSchema = z.object({
  version: z.literal(1),
  jobKey: z.string(),
  digest: z.string(),
  account: z.string(),
  state: z.enum(CLAIM_STATES),
  /** Who wrote this version of the claim: tells a writer whose reply was lost that it had won. */
  nonce: z.string(),
  owner: ownerSchema,
  /** When a run last took this claim to submit. */
  claimedAt: z.string(),
  /** When this version was written, by the ledger's clock. */
  writtenAt: z.string(),
  /** The create request is given up this long after the claim; only then may another take it over. */
  createDeadlineMilliseconds: z.number(),
  /** Create requests sent for this key so far. */
  requests: z.number().int().min(0),
  spec: specSchema,
  submission: submissionSchema,
  jobName: z.string().optional(),
  jobCreatedAt: z.string().optional(),
  jobState: z.enum(JOB_STATES).optional(),
  /** Jobs with the same digest that lost against `jobName`. */
  duplicates: z.array(z.string()).optional(),
  /** Live jobs at the time the provider last refused for quota: do not ask again before there are fewer. */
  liveWhenRefused: z.number().int().min(0).optional(),
  /** Jobs of the account that may run at once, as the stack knew: `jobs collect` keeps to it. */
  concurrentJobs: z.number().int().min(1).optional(),
  note: z.string().optional(),
});

/** One purchase, as the ledger knows it. */
export type Claim = z.infer<typeof claimSchema>;
/** A claim to write: the ledger stamps it. */
export type ClaimDraft = Omit<Claim, "writtenAt">;

/** Reads a claim. @throws FlanstackError naming the file when the text is no claim */
export function parseClaim(text: string, where: string): Claim {
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new FlanstackError(`${where} is not a claim of this version of flanstack.`, {
      code: "ledger_unreadable",
      path: where,
      fix: "Use the flanstack version that wrote it, or move the file away after checking the provider's job list.",
      cause,
    });
  }
}

/** A claim as text for people and machines, stamped. */
export function renderClaim(draft: ClaimDraft, now: number): { readonly claim: Claim; readonly text: string } {
  const claim = { ...draft, writtenAt: new Date(now).toISOString() };
  return { claim, text: `${JSON.stringify(claim, undefined, 2)}\n` };
}

/** A claim together with the version that a conditional write needs. */
export interface LedgerEntry {
  readonly key: string;
  readonly claim: Claim;
  readonly version: string;
  /** How long ago this version was written, by the ledger's clock. */
  readonly ageMilliseconds: number;
}

/** Builds an entry. A version written in the future (a clock that ran ahead) counts as written now. */
export function entryOf(key: string, claim: Claim, version: string, now: number): LedgerEntry {
  return { key, claim, version, ageMilliseconds: Math.max(0, now - Date.parse(claim.writtenAt)) };
}

export interface Ledger {
  readonly address: string;
  read(key: string): Promise<LedgerEntry | undefined>;
  /** Writes the first claim of a key; undefined when somebody else has written one. */
  create(key: string, claim: ClaimDraft): Promise<LedgerEntry | undefined>;
  /** Overwrites the version that was read; undefined when it has changed since. */
  replace(entry: LedgerEntry, claim: ClaimDraft): Promise<LedgerEntry | undefined>;
  /** Deletes the version that was read; false when it has changed since. */
  remove(entry: LedgerEntry): Promise<boolean>;
  list(): Promise<LedgerEntry[]>;
}
