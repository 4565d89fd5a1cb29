import { describe, expect, it } from "vitest";
import { takeMcp, takeOpenApi } from ".";

const api = (paths: object, more: object = {}) => ({ openapi: "3.1.0", info: { title: "Pets" }, paths, ...more });
const string = { type: "string" };

describe("takeOpenApi", () => {
  it("makes a function of each operation, with path, query and body as its arguments", () => {
    const { title, tools, problems } = takeOpenApi(
      api({
        "/pets/{petId}": {
          parameters: [{ name: "petId", in: "path", required: true, schema: { type: "integer" } }],
          get: {
            operationId: "getPetById",
            tags: ["pet care"],
            summary: "Gets a pet.",
            parameters: [{ name: "X-Trace", in: "header", schema: string }],
          },
          put: {
            operationId: "update_pet",
            description: "Changes a pet.",
            requestBody: {
              required: true,
              content: {
                "application/json": {
                  schema: { type: "object", properties: { name: string, note: string }, required: ["name"] },
                },
              },
            },
          },
        },
      }),
      "api.json",
    );
    expect(problems).toEqual([]);
    expect(title).toBe("Pets");
    expect(tools).toEqual([
      {
        name: "get_pet_by_id",
        source: "getPetById",
        family: "pet_care",
        description: "Gets a pet.",
        parameters: {
          type: "object",
          properties: { petId: { type: "integer" } },
          required: ["petId"],
          additionalProperties: false,
        },
        effect: "read",
      },
      {
        name: "update_pet",
        family: "pets",
        description: "Changes a pet.",
        parameters: {
          type: "object",
          properties: { petId: { type: "integer" }, name: string, note: string },
          required: ["petId", "name"],
          additionalProperties: false,
        },
        effect: "write",
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ["Swagger 2", { swagger: "2.0", paths: {} }, "nothing_to_take"],
    ["no operation", api({}), "nothing_to_take"],
    ["a list", [], "nothing_to_take"],
    [
      "a form body",
      api({ "/a": { post: { requestBody: { content: { "multipart/form-data": {} } } } } }),
      "body_not_json",
    ],
    [
      "an operation named twice",
      api({ "/a": { get: { operationId: "x" } }, "/b": { get: { operationId: "x" } } }),
      "tool_twice",
    ],
    [
      "a parameter without schema",
      api({ "/a": { get: { parameters: [{ name: "q", in: "query" }] } } }),
      "schema_missing",
    ],
    [
      "a parameter that is elsewhere",
      api({ "/a": { get: { parameters: [{ $ref: "#/components/parameters/Q" }] } } }),
      "schema_reference",
    ],
    [
      "one name in path and body",
      api({
        "/a/{id}": {
          post: {
            parameters: [{ name: "id", in: "path", schema: string }],
            requestBody: {
              content: { "application/json": { schema: { type: "object", properties: { id: string } } } },
            },
          },
        },
      }),
      "parameter_twice",
    ],
  ])("says what it cannot take: %s", (_label, document, code) => {
    expect(takeOpenApi(document, "api.json").problems.map((each) => each.code)).toEqual([code]);
  });
});

describe("takeMcp", () => {
  const tool = {
    name: "createIssue",
    description: "Opens an issue.",
    inputSchema: { type: "object", properties: { title: string }, required: ["title"] },
  };
  it.each([
    ["the answer of tools/list", { tools: [tool] }],
    ["the whole message", { jsonrpc: "2.0", id: 1, result: { tools: [tool] } }],
    ["the list", [tool]],
  ])("takes %s", (_label, document) => {
    expect(takeMcp(document, "tools.json")).toMatchObject({
      problems: [],
      tools: [{ name: "create_issue", source: "createIssue", family: "issue", effect: "write" }],
    });
  });

  it("believes hints before names, and takes a function without arguments", () => {
    const { tools } = takeMcp(
      [{ name: "list_all" }, { name: "get_lock", annotations: { readOnlyHint: false } }],
      "t.json",
    );
    expect(tools.map(({ effect }) => effect)).toEqual(["read", "write"]);
    expect(tools[0]!.parameters.properties).toEqual({});
  });

  it.each<[string, unknown, string]>([
    ["no list", { name: "x" }, "nothing_to_take"],
    ["a tool without a name", [{}], "tool_name"],
    ["arguments that are no object", [{ name: "x", inputSchema: { type: "string" } }], "schema_no_object"],
    [
      "arguments nobody can write",
      [{ name: "x", inputSchema: { type: "object", properties: { a: {} } } }],
      "schema_type",
    ],
  ])("says what it cannot take: %s", (_label, document, code) => {
    expect(takeMcp(document, "t.json").problems.map((each) => each.code)).toEqual([code]);
  });
});
