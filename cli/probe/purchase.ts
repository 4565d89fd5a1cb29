/** What a probe buys: the smallest job that answers, priced by the same plan as every other job. */
import { buildTuningPlan, type Catalog, countTokens, type PlanFile, sumTokens, type TuningPlan } from "../../catalog";
import type { Settings } from "../../config";
import { type Environment, planInput } from "../../plan-input";
import { sha256 } from "../../primitives";
import { type Purchase, specDigest, type TuningSpec } from "../../tuning";
import { probeUri } from "./upload-rows";

export interface ProbeOrder {
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly baseModel: string;
  readonly rows: string;
  readonly bucket: string;
  /** Raised by a person to ask (and pay) again. */
  readonly generation: number;
}

const AGENT = "probe";
const EPOCHS = 1;
const ADAPTER_SIZE = 1;

/** Everything that may be paid, in the form that people read and the budget is checked with. */
export function probePlan(
  order: ProbeOrder,
  at: { readonly today: string; readonly environment: Environment },
): TuningPlan {
  const { settings, rows } = order;
  const tokens = (lines: readonly string[]) => sumTokens(lines.map((line) => countTokens("gemini", JSON.parse(line))));
  const lines = rows.trimEnd().split("\n");
  const file = (name: string, content: string, list: readonly string[]): PlanFile => ({
    name,
    sha256: sha256(content),
    rows: list.length,
    bytes: Buffer.byteLength(content),
    tokens: tokens(list),
  });
  const input = planInput(settings, [], at);
  return buildTuningPlan(order.catalog, {
    ...input,
    baseModel: order.baseModel,
    // The probe is how an unproven rendering gets proven, so it is not refused for being unproven.
    environment: undefined,
    rendering: "native",
    agents: [
      {
        agent: AGENT,
        owner: settings.labels.owner,
        epochs: EPOCHS,
        adapterSize: ADAPTER_SIZE,
        train: file("probe rows", rows, lines),
        validation: file("no validation rows", "", []),
      },
    ],
  });
}

/** The purchase: identity follows from base model and rows, so whoever asks the same again gets the same job. */
export function probePurchase(order: ProbeOrder): Purchase {
  const { settings, baseModel, rows } = order;
  const spec: TuningSpec = {
    provider: "gemini",
    method: "supervised",
    baseModel,
    hyperparameters: { epochs: EPOCHS, adapterSize: ADAPTER_SIZE },
    trainDigest: sha256(rows),
    generation: order.generation,
  };
  return {
    spec,
    submission: {
      digest: specDigest(spec),
      owner: { project: settings.pulumiProject, stack: settings.stack, agent: AGENT },
      displayName: `flanstack-probe-${baseModel}`,
      train: { uri: probeUri(order.bucket, rows) },
      labels: { environment: settings.environment, ...settings.labels },
      project: settings.project,
      location: settings.region,
    },
  };
}
