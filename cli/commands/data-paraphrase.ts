/** `flanstack data paraphrase`: lets a model word requests anew, once; builds then take the words from the file it writes. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { loadCatalog } from "../../catalog";
import { buildDatasets, isMixedIn, type Row } from "../../datasets";
import { type Engine, readParaphrases, valuesToKeep, wantedParaphrases } from "../../datasets/tools";
import { forgottenIds } from "../../forgotten";
import { createOpenAiClient, createSpending, type PredictionClient } from "../../inference";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { isLocal } from "../evaluate/arms";
import { toFactor } from "../options";
import { type Asked, askParaphrases } from "../paraphrase/ask";
import { estimateParaphrases, type ParaphraseEstimate } from "../paraphrase/estimate";
import { paraphraseRequest } from "../paraphrase/prompt";
import { type BuildOptions, readBuildOptions } from "./data-build-options";
import { engineOf, integer, ROOT } from "./data-files";

interface ParaphraseOptions extends Pick<BuildOptions, "out" | "seed" | "count" | "agents"> {
  readonly model: string;
  readonly baseUrl?: string;
  readonly share: number;
  readonly temperature: number;
  readonly maxRequests: number;
  readonly maxUsd?: number;
  readonly catalog?: string;
  readonly yes?: boolean;
}

export function paraphraseCommand(context: CliContext): Command {
  return new Command("paraphrase")
    .description(
      "Asks a model to word requests of the training rows anew, and keeps what passes every gate in a file.\nThe file is what builds read (`data build --paraphrases FILE`, flanstack:paraphrases): they ask nobody and give the same bytes.\nWithout --yes it says what it would cost and stops, unless the model runs on this machine.",
    )
    .requiredOption("--out <file>", "JSONL file of paraphrases; what it holds already is not asked again")
    .requiredOption("--model <name>", "the model, at any address that speaks OpenAI's chat API")
    .option("--base-url <url>", "its address (default: FLANSTACK_OPENAI_BASE_URL, OPENAI_BASE_URL, else OpenAI)")
    .option("--agents <names>", "comma-separated (default: all six)")
    .option("--seed <n>", "seed of the data", "7")
    .option("--count <rows>", "rows per agent, as of the build (default: 600)")
    .option("--share <share>", "of the requests, above 0 to 1", toShare, 0.5)
    .option("--temperature <number>", "0 to 2", toTemperature, 0.7)
    .option("--max-requests <n>", "calls of this run, at most", integer, 1000)
    .option("--max-usd <dollars>", "what this run may cost, at most; needed where somebody bills", toFactor)
    .option("--catalog <file>", "your own model facts, for the price")
    .option("--yes", "ask, and spend what COST says")
    .addHelpText(
      "after",
      "\nThe key is read from OPENAI_API_KEY alone.\n\nExamples:\n  flanstack data paraphrase --out paraphrases.jsonl --model gpt-4.1-mini\n  flanstack data paraphrase --out paraphrases.jsonl --model gpt-4.1-mini --max-usd 2 --yes\n  flanstack data paraphrase --out paraphrases.jsonl --model qwen3 --base-url http://127.0.0.1:8000/v1\n\nExit code 1 when nothing was asked yet or an answer is missing.",
    )
    .action((options: ParaphraseOptions) => paraphrase(context, options));
}

async function paraphrase(context: CliContext, options: ParaphraseOptions): Promise<void> {
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

function toShare(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError("A share is a number above 0, at most 1.");
  return share;
}

function toTemperature(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 2)) throw new InvalidArgumentError("Use a number from 0 to 2.");
  return value;
}
