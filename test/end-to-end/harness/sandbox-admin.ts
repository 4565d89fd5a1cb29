/** Steers a running sandbox, and reads what reached it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface HeldRequest {
  readonly id: number;
  readonly operation: string;
  readonly moment: string;
}

export interface Boundary {
  readonly operation: string;
  readonly moment: "received" | "committed" | "replied";
  readonly nth?: number;
  readonly contains?: string;
}

/** Stops the first request that crosses the boundary. */
export async function holdAt(url: string, boundary: Boundary): Promise<void> {
  await post(`${url}/_sandbox/faults`, { nth: 1, ...boundary, action: "hold" });
}

/** Waits until a request is held. @throws Error when none is within the time */
export async function waitUntilHeld(url: string, milliseconds: number): Promise<HeldRequest> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    // A sandbox that is gone is not our news to tell: the run that ended it will.
    const reply = await fetch(`${url}/_sandbox/held`).catch(() => undefined);
    const { held } = reply === undefined ? { held: [] } : ((await reply.json()) as { held: HeldRequest[] });
    if (held.length > 0) return held[0]!;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`no request was held within ${milliseconds} ms`);
}

/** Lets held requests go on, or drops their connections. */
export async function releaseHeld(url: string, how: "continue" | "drop"): Promise<void> {
  await post(`${url}/_sandbox/held:release`, { how });
}

/** Create requests that reached the sandbox, by the digest they carry; read from its log, which survives every kill. */
export function createsByDigest(sandboxDirectory: string): Map<string, number> {
  const file = join(sandboxDirectory, "requests.jsonl");
  const counts = new Map<string, number>();
  if (!existsSync(file)) return counts;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "") continue;
    const request = JSON.parse(line) as { operation?: string; labels?: Record<string, string> };
    if (request.labels === undefined) continue;
    const digest = request.labels.digest ?? "none";
    counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  return counts;
}

async function post(url: string, body: unknown): Promise<void> {
  const reply = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
}
