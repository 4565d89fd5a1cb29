/** A sentence of a trained moment with the values of another conversation: what stood in its context is replaced by what stands here. */
import type { Moment } from "./memory";
import type { ContextValue } from "./values";

export function rewriteText(
  moment: Moment,
  sentence: string,
  context: readonly ContextValue[],
  read: (situation: Moment["situation"]) => ContextValue[],
): string {
  const replacements = new Map<string, string>();
  const here = new Set(context.map(({ value }) => String(value)));
  for (const old of read(moment.situation)) {
    const text = String(old.value);
    if (
      (text.length < 2 && typeof old.value !== "number") ||
      /^\p{Ll}+$/u.test(text) ||
      replacements.has(text) ||
      here.has(text)
    )
      continue;
    if (!sentence.includes(text)) continue;
    const value = counterpart(old, context);
    if (value !== undefined) replacements.set(text, value);
  }
  if (replacements.size === 0) return sentence;
  const longestFirst = [...replacements.keys()].sort(
    (left, right) => right.length - left.length || (left < right ? -1 : 1),
  );
  const pattern = longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return sentence.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "gu"),
    (text) => replacements.get(text) ?? text,
  );
}

/** The value that plays the same part here: same source, and same key or word before it; else same shape. */
function counterpart(old: ContextValue, context: readonly ContextValue[]): string | undefined {
  const peers = context.filter((value) => value.source === old.source && value.source !== "system");
  const exact =
    peers.find((value) => value.cue === old.cue && value.shape === old.shape) ??
    peers.find((value) => value.cue === old.cue && old.source === "result");
  const found =
    exact ?? (/[9@_/#-]|A a/.test(old.shape) ? peers.find((value) => value.shape === old.shape) : undefined);
  return found === undefined ? undefined : String(found.value);
}
