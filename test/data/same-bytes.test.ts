/** One seed, one set of bytes: whatever the threads, the parts, the language, the clock, the folder or the rights of new files. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../primitives";

const cli = resolve(__dirname, "../../bin/flanstack.cjs");
const folder = mkdtempSync(join(tmpdir(), "flanstack-bytes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
/** Runs `flanstack data ...` into a new folder. */
function data(
  command: readonly string[],
  { cwd = folder, env = {}, mask }: { readonly cwd?: string; readonly env?: object; readonly mask?: string } = {},
): string {
  runs += 1;
  const out = join(folder, `run-${runs}`);
  const own = [process.execPath, cli, "data", ...command, "--out", out];
  // A shell, since the mask of new files can only be set from inside a process.
  const line = `${mask === undefined ? "" : `umask ${mask}; `}exec ${own.map((part) => `'${part}'`).join(" ")}`;
  const run = spawnSync("sh", ["-c", line], { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${command.join(" ")}\n${run.stderr}${run.stdout}`);
  return out;
}

function digests(out: string): { readonly [name: string]: string } {
  return Object.fromEntries(
    readdirSync(out)
      .sort()
      .map((name) => [name, sha256(readFileSync(join(out, name)))]),
  );
}

// Each run makes its rows: a shard is never taken from an earlier build.
const SMALL = ["build", "--count", "30", "--agents", "qa_agent,legal_agent", "--formats", "gemini,parquet"];
const whole = (workers: number) => [...SMALL, "--workers", String(workers), "--shard", "1/1"];

describe("a small build", () => {
  let wanted: { readonly [name: string]: string };
  let parts: readonly string[];
  beforeAll(() => {
    wanted = digests(data(whole(1)));
    parts = [1, 2].map((index) => data([...SMALL, "--shard", `${index}/2`]));
  }, 900_000);

  it("is there", () => {
    expect(Object.keys(wanted)).toHaveLength(2 * 6 + 4);
  });

  it.each<[string, () => string]>([
    ["two threads", () => data(whole(2))],
    ["eight threads", () => data(whole(8))],
    [
      "Turkish letters in Nepal",
      () => data(whole(1), { env: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" } }),
    ],
    [
      "German numbers, another folder and private files",
      () => {
        mkdirSync(join(folder, "elsewhere"));
        const env = { LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8" };
        return data(whole(1), { cwd: join(folder, "elsewhere"), env, mask: "077" });
      },
    ],
    ["the build that the program keeps", () => data(SMALL)],
    ["parts, joined", () => data(["join", ...parts.toReversed()])],
  ])(
    "is the same with %s",
    (_, run) => {
      expect(digests(run())).toEqual(wanted);
    },
    60_000,
  );

  it("is the parts' files one after the other", () => {
    for (const name of Object.keys(wanted).filter((each) => each.endsWith(".jsonl")))
      expect(sha256(Buffer.concat(parts.map((part) => readFileSync(join(part, name))))), name).toBe(wanted[name]);
  });

  it.each<[string, (first: string, second: string) => string[], RegExp]>([
    ["a part is missing", (first) => [first], /in no part/],
    ["a part is named twice", (first, second) => [first, second, second], /another part holds too/],
    ["a part is of another seed", (first) => [first, data([...SMALL, "--shard", "2/2", "--seed", "8"])], /of 2 builds/],
    ["a part was cut off", (first, second) => [first, damaged(second)], /legal_agent_train\.jsonl: is not what was/],
    ["a folder is no part", (first) => [first, folder], /is no part of a build/],
  ])(
    "is not joined when %s",
    (_, choose, message) => {
      expect(() => data(["join", ...choose(parts[0]!, parts[1]!)])).toThrow(message);
    },
    60_000,
  );
});

function damaged(part: string): string {
  const copy = `${part}-damaged`;
  cpSync(part, copy, { recursive: true });
  truncateSync(join(copy, "legal_agent_train.jsonl"), 1000);
  return copy;
}

describe("a build of several blocks", () => {
  const blocks = ["build", "--count", "640", "--agents", "qa_agent", "--formats", "parquet"];

  it("begins with the rows of the default one, and is the same in parts", () => {
    const one = data([...blocks, "--workers", "2"]);
    const first = data(["build", "--count", "600", "--agents", "qa_agent", "--formats", "canonical"]);
    const rows = (out: string) => readFileSync(join(out, "qa_agent_train.jsonl"), "utf8");
    expect(rows(one).startsWith(rows(first))).toBe(true);
    expect(rows(one).split("\n")).toHaveLength(512 + 1);
    expect(digests(data(["join", data([...blocks, "--shard", "2/2"]), data([...blocks, "--shard", "1/2"])]))).toEqual(
      digests(one),
    );
  }, 900_000);
});
