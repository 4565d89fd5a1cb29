/** What the program declares for evaluating an agent: which rows, how many calls at most, at which price. */
import { baseTokenPrices, type Catalog, findModel, loadCatalog, tunedTokenPrices } from "./catalog";
import type { EvaluationArgs } from "./components";
import type { Settings } from "./config";
import type { AgentPlan } from "./plan";

const ARMS = 2;
const REPEATS = 3;
const REPEATED_ROWS = 60;
/** The most answers that one example takes when it is played freely. */
const PLAYED_STEPS = 12;

/** `undefined` when the settings ask for no evaluation of it, or nobody serves its model (local). */
export function evaluationArgs(
  settings: Settings,
  plan: AgentPlan,
  endpoint: EvaluationArgs["endpoint"],
  catalog: Catalog = loadCatalog({ overridesFile: settings.catalog }),
): EvaluationArgs | undefined {
  const { evaluate } = settings;
  const { provider, baseModel } = plan.spec;
  const rows =
    evaluate === "test" ? plan.canonicalTest : evaluate === "validation" ? plan.canonicalValidation : undefined;
  if (evaluate === "none" || rows === undefined || provider === "local") return undefined;
  const facts = findModel(catalog, provider, baseModel);
  const [tuned, base] = facts === undefined ? [] : [tunedTokenPrices(facts), baseTokenPrices(facts)];
  const perMillion = (price: { input: number; output: number }) => ({
    inputUsdPerMillion: price.input,
    outputUsdPerMillion: price.output,
  });
  return {
    owner: { project: settings.pulumiProject, stack: settings.stack, agent: plan.agent },
    provider,
    jobDigest: plan.digest,
    endpoint,
    baseModel,
    rows: { path: rows.path, sha256: rows.sha256, from: evaluate },
    repeats: REPEATS,
    maxCalls:
      ARMS *
      (rows.rows * (evaluate === "test" ? 1 + PLAYED_STEPS : 1) + (REPEATS - 1) * Math.min(REPEATED_ROWS, rows.rows)),
    ...(provider === "gemini" ? { project: settings.project!, location: settings.region } : {}),
    ...(settings.evaluationCapUsd === undefined ? {} : { maxUsd: settings.evaluationCapUsd }),
    ...(tuned === undefined || base === undefined
      ? {}
      : { prices: { tuned: perMillion(tuned), base: perMillion(base) } }),
  };
}
