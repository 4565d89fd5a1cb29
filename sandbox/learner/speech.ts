/** What words do, as the learner reads its own training targets: ask back, decline, or tell. */

export type Speech = "ask" | "decline" | "tell";
export const SPEECHES: readonly Speech[] = ["ask", "decline", "tell"];

const DECLINES =
  /\b(?:can(?:'|’)?t|cannot|can not|couldn(?:'|’)t|won(?:'|’)t|mustn(?:'|’)t|must not|may not|never|unable|not able|no (?:tool|function|way)|none of|isn(?:'|’)t|aren(?:'|’)t|outside|beyond|without a|lack)\b|\w+_agent\b/i;

export function speechOf(text: string): Speech {
  const plain = text.trim();
  if (/\?["')\]]*\s*$/.test(plain) || /\?\s/.test(plain.slice(-160))) return "ask";
  if (/\bplease\b[^.?!]*[.?!]?\s*$/i.test(plain)) return "ask";
  return DECLINES.test(plain) ? "decline" : "tell";
}
