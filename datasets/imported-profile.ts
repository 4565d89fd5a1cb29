/** What a file that our generator did not make is held to, and what cannot be said of it. */
import { HYGIENE } from "./gates/hygiene";

export type GateStatus = "passed" | "failed" | "not_applicable";

export interface FileGate {
  readonly gate: string;
  readonly status: GateStatus;
  /** Why it does not apply. */
  readonly reason?: string;
}

/** Errors in every profile. */
const HELD = ["file", "format", "tool", "loss", "leakage", "duplicate", "secret", "limit"] as const;

const NOT_APPLICABLE: readonly (readonly [gate: string, reason: string])[] = [
  ["execution", "no simulator of ours made the observations, so no call can be played again"],
  ["provenance", "where an argument comes from is recorded by the generator alone"],
  ["grounding", "what is computed from an observation is known to the agent's own scenario alone"],
  ["decision", "whether another call would do is searched in a simulator"],
  ["wording", "frames, skeletons and boilerplate are held against the grammar that worded the rows"],
  ["counts", "kinds, strata and twins are planned by the generator"],
];

/** Codes of the line reader and of damaged files. */
const OF_FILE = new Set([
  "empty_file",
  "wrong_encoding",
  "byte_order_mark",
  "carriage_return",
  "blank_line",
  "zero_byte",
  "line_too_long",
  "cut_off",
  "no_json",
  "no_final_newline",
  "duplicate_key",
  "no_rows",
  "no_parquet",
  "no_file",
  "cannot_read",
  "unknown_format",
]);

/** The gates of an imported file by the codes of its problems. */
export function importedGates(codes: ReadonlySet<string>): FileGate[] {
  const failed = new Set([...codes].map((code) => (OF_FILE.has(code) ? "file" : code)));
  return [
    ...HELD.map((gate): FileGate => ({ gate, status: failed.has(gate) ? "failed" : "passed" })),
    ...NOT_APPLICABLE.map(([gate, reason]): FileGate => ({ gate, status: "not_applicable", reason })),
  ];
}

/** A secret in a user's text, shortened; digests and commit names are none. */
export function findSecret(text: string): string | undefined {
  const rule = HYGIENE.find((each) => each.name === "no secret")!;
  const found = rule.find(text.replace(/\b[0-9a-f]{32,}\b/g, ""));
  return found === undefined ? undefined : `${found.trim().slice(0, 4)}…`;
}
