import { describe, expect, it } from "vitest";
import { type ModelIdentity, modelKey, parseModelName } from "./model-identity";

describe("parseModelName", () => {
  it.each([
    ["projects/p/locations/us/endpoints/7", { provider: "gemini", project: "p", location: "us" }],
    ["ft:gpt-4.1-mini-2025-04-14:org:qa:Abc123", { provider: "openai" }],
    ["ft:gpt-4.1-mini-2025-04-14:org::Abc123:ckpt-step-90", { provider: "openai" }],
    ["/models/qa-lora", { provider: "local" }],
    ["./adapters/qa", { provider: "local" }],
    ["file:///models/qa", { provider: "local" }],
  ])("reads %s", (model, expected) => {
    expect(parseModelName(model, "x")).toEqual(expected);
  });

  it.each([
    ["projects/p/locations/us/models/7@1", "Give the endpoint that serves it"],
    ["gpt-4.1-mini", "a base model is not tuned"],
    ["", "nothing"],
    ["ft:", "half a name"],
    ["/", "no folder"],
  ])("refuses %j", (model) => {
    expect(parseModelName(model, "flanstack:existingModels.qa_agent")).toMatchObject({
      code: "existing_model",
      path: "flanstack:existingModels.qa_agent",
    });
  });

  it("names the endpoint where a model resource was given", () => {
    const problem = parseModelName("projects/p/locations/us/models/7@1", "x");
    expect("fix" in problem && problem.fix).toContain("endpoints/ID");
  });
});

describe("modelKey", () => {
  const identity: ModelIdentity = {
    provider: "gemini",
    account: "aiplatform.googleapis.com",
    project: "p",
    location: "us",
    model: "projects/p/locations/us/endpoints/7",
  };
  it("looks like a job key", () => {
    expect(modelKey(identity)).toMatch(/^[0-9a-f]{64}$/);
  });
  it.each(["provider", "account", "project", "location", "model"] as const)("changes with the %s", (field) => {
    expect(modelKey({ ...identity, [field]: "openai" })).not.toBe(modelKey(identity));
  });
});
