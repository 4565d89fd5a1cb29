import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, checkAgent } from "../../agents/contract";
import { runCommand } from "../testing/recorded-context";
import { agentCommand } from "./agent";

const repository = resolve(__dirname, "../..");
const root = realpathSync(mkdtempSync(join(tmpdir(), "flanstack-agent-")));
const load = createRequire(__filename);
load("../../bin/load-typescript.cjs");
const run = (...args: string[]) =>
  runCommand((context) => agentCommand(context, root), ["agent", ...args], { cwd: root });
const agentOf = (name: string) => (load(join(root, "user-agents", name, "index.ts")) as { agent: Agent<never> }).agent;

const operation = (operationId: string, schema: object, more: object = {}) => ({
  operationId,
  summary: `Does ${operationId}.`,
  parameters: [{ name: "orderId", in: "query", required: true, schema }],
  ...more,
});

beforeAll(() => {
  for (const name of ["agents", "primitives", "node_modules"]) symlinkSync(join(repository, name), join(root, name));
  writeFileSync(
    join(root, "api.json"),
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Order desk" },
      paths: {
        "/orders": {
          get: operation("getOrder", { type: "string" }),
          delete: operation("cancelOrder", { type: "string" }),
        },
      },
    }),
  );
  writeFileSync(
    join(root, "bad.yaml"),
    "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      operationId: a\n      parameters: [{ name: x, in: query, schema: { oneOf: [{ type: string }, { type: integer }] } }]\n  /b:\n    get: { operationId: b }\n    post: { operationId: c }\n",
  );
  writeFileSync(
    join(root, "tools.json"),
    JSON.stringify({
      tools: [
        { name: "list_notes" },
        {
          name: "write_note",
          inputSchema: {
            type: "object",
            properties: { text: { type: "string", maxLength: 80 }, tags: { type: "array", items: { type: "string" } } },
            required: ["text"],
          },
        },
      ],
    }),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("agent new", () => {
  it.each<[string, string[], string[]]>([
    ["shop_agent", [], ["records_find", "records_get", "records_update"]],
    ["order_agent", ["--from", "api.json"], ["get_order", "cancel_order"]],
    ["note_agent", ["--from-mcp", "tools.json"], ["list_notes", "write_note"]],
  ])("writes %s, which keeps the contract", async (name, options, tools) => {
    const { code, output } = await run("new", name, ...options);
    expect(code).toBe(0);
    expect(output).toContain(` NEXT     flanstack agent check ${name}`);
    expect(readdirSync(join(root, "user-agents", name)).sort()).toEqual(
      ["definitions.ts", "index.ts", "lexicon.ts", `${name}.test.ts`, "scenarios.ts", "tools.ts", "world.ts"].sort(),
    );
    const agent = agentOf(name);
    expect(agent.tools.map((tool) => tool.name)).toEqual(tools);
    expect(checkAgent(agent)).toEqual([]);
  });

  it("writes what the compiler and the formatter accept", () => {
    const base = {
      extends: join(repository, "tsconfig.json"),
      compilerOptions: { rootDir: "/" },
      include: ["user-agents"],
    };
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify(base));
    for (const name of ["biome.json", ".gitignore"])
      writeFileSync(join(root, name), readFileSync(join(repository, name)));
    const native = join(repository, "node_modules/typescript-native/bin/tsc");
    const types = spawnSync(process.execPath, [native, "--noEmit", "-p", root], { encoding: "utf8" });
    expect(types.stdout + types.stderr).toBe("");
    const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
    const style = spawnSync(process.execPath, [biome, "check", "user-agents"], { cwd: root, encoding: "utf8" });
    expect(style.stdout + style.stderr).toMatch(/Checked \d+ files/);
    expect(style.status).toBe(0);
  });

  it.each<[string, string[], RegExp]>([
    ["a name that is none", ["Shop"], /snake_case ending in _agent/],
    ["a name of the six", ["qa_agent"], /There is an agent qa_agent already/],
    ["a name that is taken", ["shop_agent"], /There is an agent shop_agent already/],
    ["two sources", ["a_agent", "--from", "api.json", "--from-mcp", "tools.json"], /name two sources/],
    ["a file that is not there", ["a_agent", "--from", "none.json"], /Cannot read none\.json/],
    [
      "a function that cannot be taken over",
      ["a_agent", "--from", "bad.yaml"],
      /bad\.yaml:\/paths\/~1a\/get[\s\S]*may be one of 2 things/,
    ],
    ["MCP tools where OpenAPI is wanted", ["a_agent", "--from", "tools.json"], /holds no OpenAPI 3 description/],
  ])("refuses %s, and writes nothing", async (_label, args, message) => {
    const before = readdirSync(join(root, "user-agents"));
    const { code, errors } = await run("new", ...args);
    expect(code).toBe(1);
    expect(errors).toMatch(message);
    expect(readdirSync(join(root, "user-agents"))).toEqual(before);
  });

  it("leaves out what it cannot take over, when told to, and says so", async () => {
    const { code, output } = await run("new", "rest_agent", "--from", "bad.yaml", "--skip", "--json");
    expect(code).toBe(0);
    const said = JSON.parse(output);
    expect(said.tools.map(({ name }: { name: string }) => name)).toEqual(["b", "c"]);
    expect(said.skipped).toHaveLength(1);
    expect(existsSync(said.folder)).toBe(true);
  });
});

describe("agent check", () => {
  it("counts what an agent has", async () => {
    expect(await run("check", "support_agent")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/✔ support_agent: \d+ functions/),
    });
  });

  it("names the agents there are", async () => {
    expect((await run("check", "none_agent")).errors).toContain("Use one of qa_agent");
  });
});
