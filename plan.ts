/**
 * Everything that is known before a cent is spent: the data, what tuning it costs, how long its base model lives, and
 * what speaks against it. The program, `flanstack plan` and the local stack all build it here.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { AGENT_NAMES } from "./agents/names";
import { checkApproved, needsApproval, readApproved } from "./approved-data";
import {
  buildTuningPlan,
  type Catalog,
  concurrentJobsOf,
  countTokens,
  loadCatalog,
  type PlanFile,
  sumTokens,
  type TokenTotals,
  type TuningPlan,
} from "./catalog";
import type { Committed } from "./committed";
import { agentSettings, type Settings, tunedAgents } from "./config";
import { type BuiltAgent, type BuiltDatasets, type BuiltFile, buildDatasets, type FormatName } from "./datasets";
import { forgottenIds } from "./forgotten";
import { heldOutRequests } from "./held-out-requests";
import { type AgentFiles, nothingCanBill, planInput, platformOfSettings } from "./plan-input";
import { FlanstackError } from "./primitives";
import { renderPlanText } from "./reports";
import {
  checkStepBudget,
  type HalvingPlan,
  isOpenModel,
  planHalving,
  type SweepTrial,
  specDigest,
  sweepTrials,
  type TuningProvider,
  type TuningSpec,
} from "./tuning";

/** A file of rows, by its path in the checkout. */
export interface PlannedFile {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

export interface AgentPlan {
  readonly agent: string;
  readonly spec: TuningSpec;
  /** SHA-256 of the spec: what would be paid for. */
  readonly digest: string;
  readonly train: PlannedFile;
  readonly validation: PlannedFile;
  /** The rows as evaluation reads them. */
  readonly canonicalTrain: PlannedFile;
  readonly canonicalValidation: PlannedFile;
  /** Rows that are never uploaded; absent unless `evaluate` asks for them. */
  readonly canonicalTest?: PlannedFile;
  readonly tokensPerEpoch: number;
  readonly tokensExact: boolean;
  readonly displayName: string | undefined;
}

export interface Plan {
  readonly settings: Settings;
  readonly data: BuiltDatasets;
  readonly agents: readonly AgentPlan[];
  /** The declared sweep's jobs, priced in `tuning` with the others. */
  readonly sweep?: {
    readonly agent: AgentPlan;
    readonly trials: readonly SweepTrial[];
    readonly halving?: HalvingPlan;
  };
  /** Jobs of the account that may run at once; absent: until the provider refuses. */
  readonly concurrentJobs: number | undefined;
  /** Price, budget, lifecycle and warnings; its `problems` are empty. */
  readonly tuning: TuningPlan;
}

export interface PlanOptions {
  /** The checkout: data is written to `build/` below it. */
  readonly root: string;
  /** ISO date: lifecycle and staleness are judged on it. */
  readonly today: string;
  /** Where addresses of services may be overridden. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (text: string) => void;
  /** Asks what other purchases of the ledger have committed. Absent: nobody is asked, and the plan is compared alone. */
  readonly committed?: (planned: ReadonlySet<string>) => Promise<Committed>;
}

/**
 * Builds the data and the plan.
 * @throws FlanstackError with every problem of data, choice and budget; nothing was uploaded or created then
 */
export async function buildPlan(settings: Settings, options: PlanOptions): Promise<Plan> {
  const plan = await draftPlan(settings, options);
  if (plan.tuning.problems.length > 0)
    throw FlanstackError.fromProblems(`Plan of stack ${settings.stack}`, plan.tuning.problems);
  return plan;
}

/** The same plan with its problems in `tuning.problems`, for showing all of it. */
export async function draftPlan(settings: Settings, options: PlanOptions): Promise<Plan> {
  refuseProviderWithoutTuning(settings, options);
  const format = isOpenModel(settings.baseModel) ? "messages" : FORMATS[settings.provider];
  const buildFolder = join(options.root, "build");
  const forgotten = forgottenIds(options.root);
  const shared = {
    loadAgent,
    agentsModule: join(__dirname, "agents"),
    otherAgents: AGENT_NAMES,
    root: options.root,
    outputDirectory: buildFolder,
    ...(settings.mix.length === 0
      ? {}
      : {
          heldOut: heldOutRequests(Object.values(settings.evaluationRows).map((file) => resolve(options.root, file))),
        }),
    // Where people try things out a missed gate is shown; where models go to users it stops the plan.
    strict: settings.environment === "staging" || settings.environment === "prod",
    ...(settings.workers === 0 ? {} : { workers: settings.workers }),
    onProgress: options.onProgress,
  };
  const data = await buildData({
    ...shared,
    agents: tunedAgents(settings).map((agent) => ({
      agent,
      settings: { ...dataSettings(settings, agent, format), ...addedRows(settings, options.root), forgotten },
    })),
  });
  const tests = await buildTests(settings, forgotten, shared);
  options.onProgress?.("counting tokens");
  const files = data.agents.map((built) => ({
    train: fileOf(built, format, "train"),
    validation: fileOf(built, format, "validation"),
    canonicalTrain: fileOf(built, "canonical", "train"),
    canonicalValidation: fileOf(built, "canonical", "validation"),
    canonicalTest: tests?.agents
      .filter(({ agent }) => agent === built.agent)
      .map((agent) => fileOf(agent, "canonical", "test"))[0],
  }));
  const platform = platformOfSettings(settings, options.environment);
  const tokens = files.map(({ train, validation }) => ({
    train: tokensOf(train, platform, buildFolder),
    validation: tokensOf(validation, platform, buildFolder),
  }));
  const agents = data.agents.map(({ agent }, index): AgentPlan => {
    const { train, validation, canonicalTrain, canonicalValidation, canonicalTest } = files[index]!;
    const own = agentSettings(settings, agent);
    const { generation, baseModel, hyperparameters, displayName, continueFrom, checkpoint } = own;
    const provider = settings.provider as TuningProvider;
    const spec: TuningSpec = {
      provider,
      method: "supervised",
      baseModel,
      hyperparameters,
      trainDigest: train.sha256,
      generation,
      ...(continueFrom !== undefined && { parentDigest: continueFrom }),
      ...(continueFrom !== undefined && checkpoint !== undefined && { checkpoint }),
    };
    const shown = (file: BuiltFile): PlannedFile => ({
      path: relative(options.root, file.path),
      sha256: file.sha256,
      rows: file.rows,
    });
    return {
      agent,
      spec,
      digest: specDigest(spec),
      train: shown(train),
      validation: shown(validation),
      canonicalTrain: shown(canonicalTrain),
      canonicalValidation: shown(canonicalValidation),
      ...(canonicalTest === undefined ? {} : { canonicalTest: shown(canonicalTest) }),
      tokensPerEpoch: tokens[index]!.train.tokens,
      tokensExact: tokens[index]!.train.exact,
      displayName,
    };
  });
  const described: AgentFiles[] = agents.map(({ agent, digest }, index) => ({
    agent,
    digest,
    train: describe(files[index]!.train, tokens[index]!.train),
    validation: describe(files[index]!.validation, tokens[index]!.validation),
  }));
  const sweep = sweepOf(settings, agents);
  // A trial that is the agent's own job, or another's, is one purchase and counts once.
  const counted = new Set(agents.map((agent) => agent.digest));
  for (const { name, tried: hyperparameters, spec } of sweep?.trials ?? []) {
    const digest = specDigest(spec);
    if (counted.has(digest)) continue;
    counted.add(digest);
    const own = described.find(({ agent }) => agent === sweep!.agent.agent)!;
    described.push({ ...own, digest, trial: { name, hyperparameters } });
  }
  const committed = await options.committed?.(counted);
  const { today, environment } = options;
  const catalog = loadCatalog({ overridesFile: settings.catalog });
  const plan = buildTuningPlan(
    catalog,
    planInput(settings, described, { today, environment, ledger: committed?.totals }),
  );
  const tuning = {
    ...plan,
    problems: [
      ...plan.problems,
      ...unapproved(settings, agents, options.root),
      ...(sweep?.halving === undefined ? [] : checkStepBudget(sweep.halving.steps, settings.sweep?.maxSteps)),
    ],
    ...(sweep?.halving === undefined ? {} : { steps: sweep.halving.steps }),
    warnings: [...plan.warnings, ...(committed?.warnings ?? [])],
  };
  const jobs = concurrentJobs(settings, environment, catalog);
  return { settings, data, agents, ...(sweep === undefined ? {} : { sweep }), concurrentJobs: jobs, tuning };
}

/** The declared sweep, when its agent is among those planned. */
function sweepOf({ sweep }: Settings, agents: readonly AgentPlan[]): Plan["sweep"] {
  const agent = agents.find((each) => each.agent === sweep?.agent);
  if (sweep === undefined || agent === undefined) return undefined;
  const trials = sweepTrials(sweep, agent.spec);
  if (sweep.method !== "halving") return { agent, trials };
  const { reduction } = sweep;
  return { agent, trials, halving: planHalving(trials, { reduction, own: agent.digest, rows: agent.train.rows }) };
}

/** Outside local and dev, data that no person has approved stops the plan. */
function unapproved(settings: Settings, agents: readonly AgentPlan[], root: string) {
  if (!needsApproval(settings.environment)) return [];
  const planned = agents.map(({ agent, spec, train }) => ({
    agent,
    provider: spec.provider,
    digest: train.sha256,
    rows: train.rows,
  }));
  return checkApproved(readApproved(root), planned, settings.stack);
}

/** As told, else as the sandbox told the local stack, else what the catalogue knows of the provider. */
function concurrentJobs(settings: Settings, environment: PlanOptions["environment"], catalog: Catalog) {
  const told = settings.concurrentJobs || Number(environment.FLANSTACK_CONCURRENT_JOBS ?? 0);
  if (told > 0) return told;
  const isLocal = nothingCanBill(settings, environment);
  return isLocal ? undefined : concurrentJobsOf(catalog, platformOfSettings(settings, environment));
}

/** The plan in words, as it stands beside Pulumi's own diff: data verdict, cost, budget, life, warnings. */
export function planSummary(plan: Plan): string {
  const { gates } = plan.data;
  return `${renderPlanText(plan.tuning)} DATA      ${gates.passed} gates passed, ${gates.failed} failed, ${gates.notEvaluated} not evaluated · digest ${plan.data.digest.slice(0, 12)}`;
}

/** Rows per agent that a verdict is taken on. */
const TEST_ROWS = 400;

/**
 * The rows that are never uploaded, in a build of their own: in the same build they would change the training rows, and asking
 * for an evaluation must never tune again. Splits have frames, worlds and values of their own in every build.
 */
async function buildTests(
  settings: Settings,
  forgotten: readonly string[],
  shared: Omit<Parameters<typeof buildDatasets>[0], "agents">,
): Promise<BuiltDatasets | undefined> {
  if (settings.evaluate !== "test") return undefined;
  return buildData({
    ...shared,
    agents: tunedAgents(settings).map((agent) => ({
      agent,
      settings: {
        ...dataSettings(settings, agent, "canonical"),
        forgotten,
        formats: ["canonical"],
        testRows: TEST_ROWS,
      },
    })),
  });
}

/** With models made elsewhere alone there is no data to make. */
async function buildData(options: Parameters<typeof buildDatasets>[0]): Promise<BuiltDatasets> {
  if (options.agents.length > 0) return buildDatasets(options);
  return {
    agents: [],
    digest: "",
    directory: options.outputDirectory,
    manifestPath: "",
    summaryPath: "",
    cardPath: "",
    cached: true,
    gates: { passed: 0, failed: 0, notEvaluated: 0 },
    pooledGates: [],
  };
}

/** Which export each provider trains on. */
const FORMATS: Readonly<Record<Settings["provider"], FormatName>> = {
  gemini: "gemini",
  openai: "openai",
  local: "trl",
  anthropic: "anthropic",
};

/** Agents' sources are loaded only when data must be made. */
const loadAgent = (name: string) =>
  (createRequire(__filename)("./agents") as typeof import("./agents")).loadAgent(name);

function dataSettings(settings: Settings, agent: string, format: FormatName) {
  return {
    seed: agentSettings(settings, agent).seed,
    counts: settings.counts,
    validationShare: settings.validationShare,
    rendering: settings.rendering,
    parallel: settings.parallel,
    formats: [...new Set<FormatName>(["canonical", "gemini", "openai", format])],
  };
}

/** What the user adds to training rows; files are named from the checkout. */
function addedRows({ mix, paraphrases }: Settings, root: string) {
  return {
    mix: mix.map((each) => ({ ...each, file: resolve(root, each.file) })),
    ...(paraphrases === undefined ? {} : { paraphrases: resolve(root, paraphrases) }),
  };
}

function fileOf(built: BuiltAgent, format: FormatName, split: "train" | "validation" | "test"): BuiltFile {
  const file = built.files.find((each) => each.format === format && each.split === split);
  if (file !== undefined) return file;
  throw new FlanstackError(`${built.agent}: the build has no ${split} file for ${format}.`, {
    code: "file_missing",
    path: built.agent,
    fix: "Delete the folder build/ and run again.",
  });
}

function describe(file: BuiltFile, tokens: TokenTotals): PlanFile {
  return { name: file.name, rows: file.rows, bytes: file.sizeBytes, sha256: file.sha256, tokens };
}

/** Tokens of a file, counted once per content and platform and kept beside the data. */
function tokensOf(file: BuiltFile, platform: string, buildFolder: string): TokenTotals {
  const kept = join(buildFolder, "tokens", `${platform}-${file.sha256}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as TokenTotals;
  const rows = readFileSync(file.path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const totals = sumTokens(rows.map((line) => countTokens(platform, JSON.parse(line))));
  mkdirSync(join(buildFolder, "tokens"), { recursive: true });
  writeFileAtomic(kept, JSON.stringify(totals));
  return totals;
}

/** A provider without a tuning API is refused before data is made for it; `flanstack data build` still exports for it. */
function refuseProviderWithoutTuning(settings: Settings, options: PlanOptions): void {
  if (settings.provider !== "anthropic") return;
  const { problems } = buildTuningPlan(loadCatalog({ overridesFile: settings.catalog }), {
    provider: "anthropic",
    baseModel: settings.baseModel,
    today: options.today,
    horizonDays: settings.horizonDays,
    isLoopback: false,
    budget: {},
    agents: [],
  });
  throw FlanstackError.fromProblems(`Plan of stack ${settings.stack}`, problems);
}
