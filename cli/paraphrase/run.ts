/** What `flanstack data paraphrase` does: gathers what is wanted, says what it costs, asks, and keeps what passes. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { loadCatalog } from "../../catalog";
import { buildDatasets, isMixedIn, type Row } from "../../datasets";
import { type Engine, readParaphrases, valuesToKeep, wantedParaphrases } from "../../datasets/tools";
import { forgottenIds } from "../../forgotten";
import { createOpenAiClient, createSpending, type PredictionClient } from "../../inference";
import { FlanstackError } from "../../primitives";
import { type BuildOptions, readBuildOptions } from "../commands/data-build-options";
import { engineOf, ROOT } from "../commands/data-files";
import type { CliContext } from "../context";
import { isLocal } from "../evaluate/arms";
import { type Asked, askParaphrases } from "./ask";
import { estimateParaphrases, type ParaphraseEstimate } from "./estimate";
import { paraphraseRequest } from "./prompt";

export interface ParaphraseOptions extends Pick<BuildOptions, "out" | "seed" | "count" | "agents"> {
  readonly model: string;
  readonly baseUrl?: string;
  readonly share: number;
  readonly temperature: number;
  readonly maxRequests: number;
  readonly maxUsd?: number;
  readonly catalog?: string;
  readonly yes?: boolean;
}

export async function paraphrase(context: CliContext, options: ParaphraseOptions): Promise<void> {
  const path = resolve(context.cwd, options.out);
  const baseUrl =
    options.baseUrl ??
    (context.environment.FLANSTACK_OPENAI_BASE_URL || context.environment.OPENAI_BASE_URL || undefined);
  const isFree = isLocal(baseUrl);
  const all = await gather(context, options, path);
  const asked = all.slice(0, options.maxRequests);
  const estimate = estimateParaphrases(
    loadCatalog({ overridesFile: options.catalog }),
    { model: options.model, baseUrl, isFree },
    asked.map(({ request, wanted }) => ({ request, text: wanted.text })),
  );
  tell(context, options, estimate, all.length);
  if (asked.length === 0) {
    context.write(` NEXT     flanstack data build --out data --paraphrases ${options.out}`);
    return;
  }
  if (!isFree && options.yes !== true) {
    context.write(" NEXT     nothing was asked; the same command with --max-usd and --yes");
    context.setExitCode(1);
    return;
  }
  checkPurse(estimate, options);
  const sampling = { temperature: options.temperature, maxOutputTokens: 600 };
  const client = createOpenAiClient({ model: options.model, baseUrl, apiKey: keyOf(context, isFree), sampling });
  mkdirSync(dirname(path), { recursive: true });
  const { kept, refused } = await askParaphrases(asked, {
    client: limited(client, estimate, options),
    sampling,
    path,
    onProgress: (done, total) => context.progress(` … ${done} of ${total}`),
  });
  const rules = Object.entries(refused).sort(([, left], [, right]) => right - left);
  const lost = rules.reduce((sum, [, count]) => sum + count, 0);
  context.write(
    [
      ` KEPT     ${kept} of ${asked.length}${lost === 0 ? "" : `; refused ${lost}: ${rules.map(([rule, count]) => `${rule} ${count}`).join(", ")}`}`,
      ` FILE     ${options.out}: commit it, it decides the bytes`,
      ` NEXT     flanstack data build --out data --paraphrases ${options.out}`,
    ].join("\n"),
  );
}

/** What the file does not answer yet, of all agents. */
async function gather(context: CliContext, options: ParaphraseOptions, path: string): Promise<Asked[]> {
  const { request, problems } = readBuildOptions({ ...options, rendering: "mixed", parallel: "keep" }, context.cwd);
  if (problems.length > 0) throw FlanstackError.fromProblems("flanstack data paraphrase", problems);
  const known = new Set(
    (existsSync(path) ? readParaphrases(path) : []).flatMap(({ key, model, refused }) =>
      refused === undefined || model === options.model ? [key] : [],
    ),
  );
  const built = await buildDatasets({
    agents: request.agents.map((agent) => ({
      agent,
      settings: { ...request.settings, forgotten: forgottenIds(ROOT) },
    })),
    loadAgent,
    agentsModule: join(ROOT, "agents"),
    otherAgents: AGENT_NAMES,
    outputDirectory: join(ROOT, "build"),
    root: ROOT,
    strict: false,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  const engines = new Map<string, Engine>();
  return built.agents.flatMap(({ agent, files }) => {
    const file = files.find(({ format, split }) => format === "canonical" && split === "train")!;
    const rows = readFileSync(file.path, "utf8")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Row]))
      .filter((row) => !isMixedIn(row));
    const engine = engineOf(engines, agent)!;
    return wantedParaphrases(rows, options.share)
      .filter(({ key }) => !known.has(key))
      .map((wanted) => ({
        agent,
        engine,
        wanted,
        request: paraphraseRequest(wanted.key, wanted.text, valuesToKeep(engine, wanted)),
      }));
  });
}

function tell(
  context: CliContext,
  { model, share }: ParaphraseOptions,
  estimate: ParaphraseEstimate,
  all: number,
): void {
  const { calls, inputTokens, outputTokens, usd } = estimate;
  const number = (value: number) => value.toLocaleString("en-US");
  const cost =
    usd === null
      ? `unknown: the catalogue has no price of ${model}`
      : usd === 0
        ? "$0: nothing to ask, or only this machine"
        : `about $${usd.toFixed(2)}`;
  context.write(
    [
      ` ASK      ${number(calls)} requests${calls < all ? ` of ${number(all)} (--max-requests)` : ""} to ${model}: ${share * 100} % of the training requests, without those in the file`,
      ` TOKENS   about ${number(inputTokens)} in, ${number(outputTokens)} out (estimated)`,
      ` COST     ${cost}`,
    ].join("\n"),
  );
}

/** @throws FlanstackError when somebody would bill without a known price or a limit, or above it */
function checkPurse({ usd }: ParaphraseEstimate, { model, maxUsd }: ParaphraseOptions): void {
  if (usd === 0) return;
  const refuse = (code: string, message: string, fix: string) => {
    throw new FlanstackError(message, { code, path: "--max-usd", fix });
  };
  if (usd === null)
    refuse(
      "price_unknown",
      `What ${model} costs is unknown; nobody was asked.`,
      "State its price in a file of model facts and name that with --catalog, or use a model on this machine.",
    );
  else if (maxUsd === undefined)
    refuse(
      "budget_unset",
      `No limit is set for calls of about $${usd.toFixed(2)}; nobody was asked.`,
      `Give --max-usd ${Math.max(1, Math.ceil(usd))}.`,
    );
  else if (usd > maxUsd)
    refuse(
      "budget_exceeded",
      `The answers cost about $${usd.toFixed(2)}, above the limit of $${maxUsd}; nobody was asked.`,
      "Raise --max-usd on purpose, or ask for less with --max-requests or --share.",
    );
}

function limited(
  client: PredictionClient,
  estimate: ParaphraseEstimate,
  { maxUsd }: ParaphraseOptions,
): PredictionClient {
  const { usd, calls, price } = estimate;
  if (usd === null || usd === 0 || price === undefined || maxUsd === undefined) return client;
  return createSpending(maxUsd).limit(client, price, usd / calls);
}

function keyOf({ environment }: CliContext, isFree: boolean): string {
  const key = environment.OPENAI_API_KEY || (isFree ? "local" : undefined);
  if (key !== undefined) return key;
  throw new FlanstackError("No OpenAI key is set.", {
    code: "missing_key",
    path: "OPENAI_API_KEY",
    fix: "Set the environment variable OPENAI_API_KEY, or name a server of your own with --base-url.",
  });
}
