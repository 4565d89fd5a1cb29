/** Arguments that both tuning resources share. None of them may hold a secret or an address of this machine. */
import type { Input } from "@pulumi/pulumi";
import type { Owner, TuningSpec } from "../../tuning";

/**
 * What `destroy` and replacement do with the provider's side, when this stack submitted the job:
 * `retain` (default) touches nothing, `cancel` stops a job that still runs, `remove` also deletes the tuned model.
 */
export type OnDelete = "retain" | "cancel" | "remove";

/** How long `up` stays. `auto` (default) waits except under CI (environment variable CI is set). */
export interface WaitArgs {
  readonly mode?: boolean | "auto";
  /** Soft deadline in minutes; afterwards `up` ends with an error and the next one goes on waiting. Default 1440. */
  readonly minutes?: number;
  /** First pause between two looks in seconds; it grows to six times as much. Default 15. */
  readonly pollSeconds?: number;
}

export interface SharedArgs {
  /** The purchase. Plain, because its digest is identity and must be known at preview. */
  readonly spec: TuningSpec;
  /** Cloud project (Gemini) or OpenAI project id. Another project is another purchase. */
  readonly project?: Input<string>;
  /** Region the job runs in (Gemini). Another location is another purchase. */
  readonly location?: Input<string>;
  /** Ledger address: `gs://bucket/prefix` or `file:///folder`. The same for every stack that shares an account. */
  readonly ledger: Input<string>;
  readonly owner: Owner;
  readonly onDelete?: OnDelete;
  readonly wait?: WaitArgs;
}
