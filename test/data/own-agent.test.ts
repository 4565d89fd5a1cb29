/** An agent made from nothing but its functions goes through the same generator, gates and exports as the six. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkAgent } from "../../agents/contract";
import { skeletonAgent, takeMcp, takeOpenApi } from "../../agents/skeleton";
import { buildDatasets } from "../../datasets";
import { checkFiles, prepareEngine } from "../../datasets/tools";

createRequire(__filename)("../../bin/load-typescript.cjs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-own-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const status = { type: "string", enum: ["available", "pending", "sold"] };
const shop = takeOpenApi(
  {
    openapi: "3.0.3",
    info: { title: "pet shop desk" },
    paths: {
      "/pets": {
        get: {
          operationId: "listPets",
          summary: "Lists pets.",
          parameters: [{ name: "status", in: "query", required: true, schema: status }],
        },
        post: {
          operationId: "addPet",
          summary: "Adds a pet.",
          requestBody: { required: true, content: { "application/json": { schema: schema("Pet") } } },
        },
      },
      "/pets/{petId}": {
        get: {
          operationId: "getPet",
          summary: "Gives a pet.",
          parameters: [{ name: "petId", in: "path", required: true, schema: { type: "integer" } }],
        },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: "object",
          required: ["name", "status"],
          properties: { name: { type: "string" }, status, tags: { type: "array", items: { type: "string" } } },
        },
      },
    },
  },
  "shop.json",
);
const weather = takeMcp(
  [
    {
      name: "get_weather",
      description: "Weather of a town.",
      inputSchema: {
        type: "object",
        properties: { town: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 7 } },
        required: ["town"],
      },
    },
  ],
  "weather.json",
);

describe.each([
  ["shop_agent", shop],
  ["weather_agent", weather],
])("%s, made from its functions", (name, { tools, problems }) => {
  it("gives rows that hold what every row must hold, in every format", async () => {
    expect(problems).toEqual([]);
    const agent = skeletonAgent({ name, description: "a desk", tools });
    expect(checkAgent(agent)).toEqual([]);
    const built = await buildDatasets({
      agents: [
        {
          agent: agent as never,
          settings: {
            counts: { tflan: 12, react: 18, negative: 6 },
            formats: ["gemini", "openai", "trl", "anthropic"],
          },
        },
      ],
      outputDirectory: join(folder, name),
      strict: false,
    });
    const { counts, files } = built.agents[0]!;
    expect(counts.rows).toBe(36);
    const engine = prepareEngine(agent as never);
    const reports = await checkFiles(
      files.map(({ path }) => ({ path, content: readFileSync(path) })),
      { engineOf: () => engine },
    );
    expect(reports.flatMap((report) => report.problems)).toEqual([]);
    expect(reports.reduce((sum, report) => sum + report.replayed, 0)).toBe(36);
  }, 900_000);
});
