import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeApproved } from "../../approved-data";
import { systemClock } from "../../primitives";
import { claimDraft } from "../../test/contract/ledger";
import { openLedger } from "../../tuning";
import { runCommand } from "../testing/recorded-context";
import { pruneCommand } from "./data-prune";

createRequire(__filename)("../../bin/load-typescript.cjs");

let root: string;
const digestOf = (day: number) => String(day).repeat(64);
const folderOf = (day: number) => join(root, "build", `qa_agent-${day}`);
const run = (...args: string[]) =>
  runCommand((context) => pruneCommand(context, root), ["prune", "--keep", "1", ...args], { cwd: root });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "flanstack-prune-"));
  for (const day of [1, 2, 3, 4]) {
    mkdirSync(folderOf(day), { recursive: true });
    const files = [{ split: "train", sha256: digestOf(day), sizeBytes: 2 ** 20 }];
    writeFileSync(join(folderOf(day), "agent.json"), JSON.stringify({ agent: "qa_agent", digest: `${day}`, files }));
    utimesSync(join(folderOf(day), "agent.json"), day * 1000, day * 1000);
  }
  writeApproved(root, [{ agent: "qa_agent", provider: "gemini", digest: digestOf(1), rows: 480 }]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("data prune", () => {
  it("says what would go, and removes it when told to; what was bought or approved stays", async () => {
    const ledger = pathToFileURL(join(root, "ledger")).href;
    const draft = claimDraft("ab".repeat(32));
    await openLedger(ledger, { clock: systemClock }).create("ab".repeat(32), {
      ...draft,
      spec: { ...draft.spec, trainDigest: digestOf(2) },
    });
    const said = await run("--ledger", ledger);
    expect(said.output).toContain("OLDER    build/qa_agent-3  1.0 MiB");
    expect(said.output).toContain("NEEDED   build/qa_agent-2");
    expect([1, 2, 3, 4].map((day) => existsSync(folderOf(day)))).toEqual([true, true, true, true]);
    const done = await run("--ledger", ledger, "--yes");
    expect(done.output).toContain("KEPT     3 builds, 3.0 MiB; 1 older removed, 1.0 MiB");
    expect([1, 2, 3, 4].map((day) => existsSync(folderOf(day)))).toEqual([true, true, false, true]);
  });

  it("does not guess what was bought", async () => {
    const { code, errors } = await run("--yes");
    expect(code).toBe(1);
    expect(errors).toContain("what was bought is not known");
    expect(existsSync(folderOf(3))).toBe(true);
    expect(JSON.parse((await run("--no-ledger", "--json")).output).gone).toHaveLength(2);
  });
});
