/** The engine's operations with their events turned into a few words: what changed, what is going on, what went wrong. */
import type { EngineEvent, OpMap, Stack } from "@pulumi/pulumi/automation";

/** Number of resources per kind of change: `create`, `update`, `delete`, `replace`, `same`. */
export type Changes = Readonly<Partial<Record<keyof OpMap | "same", number>>>;

export interface OperationReport {
  readonly changes: Changes;
  /** Resources that were touched: the last part of the URN, and what was done. */
  readonly touched: readonly { readonly name: string; readonly operation: string }[];
  /** What programs and providers said for keeps, as plain text. */
  readonly messages: readonly string[];
}

export interface OperationOptions {
  /** Short texts about what is going on right now; may be frequent. */
  readonly onProgress: (text: string) => void;
}

export type Operation = "preview" | "up" | "destroy" | "refresh";

/** How many resources the engine works on at once: waiting jobs must not hold back the others. */
const PARALLEL = 32;

/** Runs one operation. @throws what the Automation API throws, with the engine's own diagnostics in the message */
export async function runOperation(
  stack: Stack,
  operation: Operation,
  options: OperationOptions,
): Promise<OperationReport> {
  const messages: string[] = [];
  const errors: string[] = [];
  const touched: { name: string; operation: string }[] = [];
  let changes: Changes = {};
  const onEvent = (event: EngineEvent) => {
    if (event.summaryEvent !== undefined) changes = event.summaryEvent.resourceChanges as Changes;
    const diagnostic = event.diagnosticEvent;
    if (diagnostic !== undefined && (diagnostic.severity as string) !== "debug") {
      // debug events carry whole replies, secrets in plain text: they are dropped unread
      const text = plain(diagnostic.message).trim();
      if (text === "") return;
      if (diagnostic.severity === "error") errors.push(text);
      if (diagnostic.ephemeral) options.onProgress(text);
      else messages.push(text);
    }
    const started = event.resourcePreEvent;
    if (started !== undefined && started.metadata.op !== "same") {
      const name = shortName(started.metadata.urn);
      touched.push({ name, operation: started.metadata.op });
      options.onProgress(`${started.metadata.op} ${name}`);
    }
  };
  const shared = { onEvent, color: "never" as const, parallel: PARALLEL };
  try {
    if (operation === "preview") await stack.preview(shared);
    else if (operation === "up") await stack.up({ ...shared, continueOnError: true });
    else if (operation === "destroy") await stack.destroy(shared);
    else await stack.refresh(shared);
  } catch (cause) {
    throw new OperationFailure(operation, errors, cause);
  }
  return { changes, touched, messages };
}

/** An operation that the engine ended with errors; `errors` are the engine's own texts. */
export class OperationFailure extends Error {
  declare readonly errors: readonly string[];

  constructor(operation: Operation, errors: readonly string[], cause: unknown) {
    const known = withoutEchoes([...new Set(errors)]);
    const text = known.length > 0 ? known.join("\n") : shortCause(cause);
    super(`${operation} did not finish:\n${text}`, { cause });
    this.name = "OperationFailure";
    this.errors = known;
  }
}

/** Drops what the engine and the language runtime say about an error that stands there already. */
function withoutEchoes(errors: readonly string[]): string[] {
  const own = errors.filter((text) => !/^(update|preview|destroy) (failed|canceled)$/.test(text));
  const causes = own.filter((text) => !/failed to register/.test(text));
  return causes.length > 0 ? causes : own;
}

/** How many resources there are, and how many of them were touched. */
export function countChanges(changes: Changes): { readonly total: number; readonly changed: number } {
  const kept = (changes.same ?? 0) + (changes.read ?? 0);
  const touched = Object.entries(changes).reduce(
    (sum, [kind, count]) => (kind === "same" || kind === "read" ? sum : sum + (count ?? 0)),
    0,
  );
  return { total: kept + touched - (changes.delete ?? 0), changed: touched };
}

function shortName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The engine's texts carry colour markup of its own: `<{%reset%}>`. */
function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "");
}

/** The engine's own error lines out of the Automation API's long text, each once; else the text's end. */
function shortCause(cause: unknown): string {
  const text = plain(cause instanceof Error ? cause.message : String(cause));
  const lines = text.split("\n").map((line) => line.trim());
  const errors = [
    ...new Set(lines.flatMap((line) => (line.startsWith("error: ") ? [line.slice("error: ".length)] : []))),
  ];
  return errors.length > 0
    ? errors.join("\n")
    : lines
        .filter((line) => line !== "")
        .slice(-6)
        .join("\n");
}
