import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSchemaCheck } from "./check";
import { schemasFromProtos } from "./from-protos";
import { wantedMessages } from "./vertex-messages";

const protos = JSON.parse(readFileSync(require.resolve("@google-cloud/aiplatform/build/protos/protos.json"), "utf8"));

it("the committed schemas are what the published protocol buffers give (vitest -u after an update)", async () => {
  const definitions = schemasFromProtos(protos, wantedMessages());
  await expect(`${JSON.stringify({ definitions }, null, 1)}\n`).toMatchFileSnapshot("vertex.golden.json");
});

describe("the schemas", () => {
  const check = createSchemaCheck("test", () => JSON.parse(readFileSync(`${__dirname}/vertex.golden.json`, "utf8")));
  const spec = { trainingDatasetUri: "gs://b/o" };
  const job = (fields: object) => ({ baseModel: "m", supervisedTuningSpec: spec, ...fields });

  it.each<[string, object]>([
    ["the least", job({})],
    [
      "numbers for int64",
      job({ supervisedTuningSpec: { ...spec, hyperParameters: { epochCount: 3, adapterSize: "ADAPTER_SIZE_FOUR" } } }),
    ],
    [
      "texts for int64 and numbers for enums",
      job({ supervisedTuningSpec: { ...spec, hyperParameters: { epochCount: "3", adapterSize: 2 } } }),
    ],
  ])("accept a request with %s", (_, body) => {
    expect(check("request:google.cloud.aiplatform.v1.TuningJob", body)).toEqual([]);
  });

  it.each<[string, object]>([
    ["a typing error", job({ tunedModelDisplayname: "x" })],
    ["no training data", job({ supervisedTuningSpec: {} })],
    ["an unknown adapter size", job({ supervisedTuningSpec: { ...spec, hyperParameters: { adapterSize: "SMALL" } } })],
    ["a fraction of an epoch", job({ supervisedTuningSpec: { ...spec, hyperParameters: { epochCount: 1.5 } } })],
    ["both sources of a model", job({ preTunedModel: { tunedModelName: "x" } })],
    ["a state, which only the service sets", job({ state: "JOB_STATE_SUCCEEDED" })],
    ["fields of another spelling", job({ supervised_tuning_spec: spec })],
    ["a field of v1beta1", job({ outputUri: "gs://x" })],
  ])("refuse a request with %s", (_, body) => {
    expect(check("request:google.cloud.aiplatform.v1.TuningJob", body)).not.toEqual([]);
  });

  it.each<[string, object]>([
    ["a number for int64", { supervisedTuningSpec: { ...spec, hyperParameters: { epochCount: 3 } } }],
    ["a time without zone", { createTime: "2026-11-23T00:00:00" }],
    ["an unknown state", { state: "DONE" }],
    ["a field of v1beta1", { tuningJobState: "TUNING_JOB_STATE_TUNING" }],
  ])("refuse a reply with %s", (_, body) => {
    expect(check("reply:google.cloud.aiplatform.v1.TuningJob", body)).not.toEqual([]);
  });
});
