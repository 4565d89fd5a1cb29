/** The file's name at the provider: what it holds, so that the same bytes are found again. */
export function uploadName(agent: string, split: "train" | "validation", sha256: string): string {
  return `${agent}-${split}-${sha256.slice(0, 12)}.jsonl`;
}
