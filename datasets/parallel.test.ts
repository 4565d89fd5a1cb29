import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sha256 } from "../primitives";
import { type BuildInput, buildDatasets } from "./build";

// The generator is loaded by `require` when it is needed; outside the test runner the command's entry has prepared that.
createRequire(__filename)("../bin/load-typescript.cjs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-parallel-"));
const settings = { counts: { tflan: 9, react: 9, negative: 8 } };
const loader = join(__dirname, "..", "bin", "load-typescript.cjs");
const fixture = join(__dirname, "..", "test", "fixtures", "library-agent");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let modules = 0;
/** A module that exports `loadAgent`; its body sees the library agent as `libraryAgent` and the wanted `name`. */
function agentsModule(body: string): string {
  modules += 1;
  const path = join(folder, `agents-${modules}.cjs`);
  writeFileSync(
    path,
    `require(${JSON.stringify(loader)});
const { libraryAgent } = require(${JSON.stringify(fixture)});
exports.loadAgent = (name) => { ${body} };`,
  );
  return path;
}

const NAMED = "return { ...libraryAgent, name };";
const NAMES = ["first_agent", "second_agent", "third_agent"];

function build(workers: number, more: Partial<BuildInput> = {}) {
  modules += 1;
  const module = more.agentsModule ?? agentsModule(NAMED);
  return buildDatasets({
    agents: NAMES.map((agent) => ({ agent, settings })),
    loadAgent: (name) => createRequire(__filename)(module).loadAgent(name),
    agentsModule: module,
    outputDirectory: join(folder, `build-${modules}`),
    strict: false,
    workers,
    ...more,
  });
}

describe("building in worker threads", () => {
  it("gives the same bytes, records, order and messages with one and with two", async () => {
    const runs = [];
    for (const workers of [1, 2]) {
      const messages: string[] = [];
      const built = await build(workers, { onProgress: (text) => messages.push(text) });
      for (const { path, sha256: digest } of built.agents.flatMap((agent) => agent.files))
        expect(sha256(readFileSync(path))).toBe(digest);
      runs.push({
        messages,
        digest: built.digest,
        manifest: readFileSync(built.manifestPath, "utf8"),
        summary: readFileSync(built.summaryPath, "utf8"),
        card: readFileSync(built.cardPath, "utf8"),
      });
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]!.messages).toEqual(NAMES.map((name) => `${name}: generating`));
  });

  it("loads no agent in this thread, and finds afterwards what the workers wrote", async () => {
    const outputDirectory = join(folder, "found");
    const loadAgent = () => {
      throw new Error("loaded here");
    };
    expect((await build(2, { outputDirectory, loadAgent })).cached).toBe(false);
    expect((await build(2, { outputDirectory, loadAgent })).cached).toBe(true);
  });

  it.each<[string, string, RegExp, object]>([
    ["ends its thread", "process.exit(3);", /second_agent: .*ended early: exit code 3/, { code: "worker_died" }],
    ["throws", 'throw new RangeError("no such shelf");', /^no such shelf$/, { name: "RangeError" }],
    [
      "cannot make a row",
      "return { ...libraryAgent, name, declines: [] };",
      /^second_agent: no .* row \(\w+\) could be made.*\n {2}Give the agent[^\n]*$/,
      { name: "FlanstackError", code: "row_not_made", path: "second_agent" },
    ],
  ])("names the first agent in order whose module %s", async (_, body, message, fields) => {
    const module = agentsModule(`if (name !== "first_agent") { name = "second_agent"; ${body} } ${NAMED}`);
    const error = await build(2, { agentsModule: module }).catch((thrown) => thrown);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject(fields);
  });

  it("gives an agent that needs more memory more of it", async () => {
    const module = agentsModule(
      `globalThis.held ??= Array.from({ length: 4000 }, () => Array.from({ length: 6000 }, (_, at) => at)); ${NAMED}`,
    );
    expect((await build(1, { agentsModule: module })).agents).toHaveLength(3);
  }, 600_000);

  it("says which module a thread could not load", async () => {
    await expect(build(2, { agentsModule: join(folder, "gone.cjs") })).rejects.toThrow(/gone\.cjs/);
  });

  it("stays in this thread when an agent is given by itself", async () => {
    const { libraryAgent } = createRequire(__filename)(fixture);
    const built = await build(2, {
      agents: [
        { agent: libraryAgent, settings },
        { agent: "first_agent", settings },
      ],
      agentsModule: join(folder, "gone.cjs"),
      loadAgent: (name) => ({ ...libraryAgent, name }),
    });
    expect(built.agents.map(({ agent }) => agent)).toEqual(["library_agent", "first_agent"]);
  });
});
