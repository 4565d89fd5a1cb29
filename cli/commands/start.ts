/** `flanstack start`: the main job on the local stack, from the data to an evaluated model, with one screen at the end. */
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { parseSettings } from "../../config";
import type { EvaluationResults } from "../../evaluation";
import { openPredictionFile } from "../../inference";
import { buildPlan, type Plan } from "../../plan";
import { FlanstackError } from "../../primitives";
import { type ClosingScreen, renderClosingScreen, renderEvaluationHtml, type ScreenAgent } from "../../reports";
import { isOpenModel } from "../../tuning";
import type { CliContext } from "../context";
import { evaluateLocally, stepsOf } from "../local/evaluate";
import { gitChanges } from "../local/git";
import { countChanges, type OperationReport } from "../local/operations";
import { type LocalPlace, localPlace, productVersion, shown } from "../local/place";
import { stackProgram } from "../local/program";
import { askRuinedModels } from "../local/ruined-models";
import { type LocalSession, withLocalSession } from "../local/session";
import { LOCAL_STACK } from "../local/workspace";
import { type Phases, startPhases } from "../phases";

export function startCommand(context: CliContext): Command {
  return new Command("start")
    .description(
      "Tunes and evaluates the six agents on the local stack: the real Pulumi engine against embedded services.\nNo account, no cloud, nothing that can bill you. Run again, it shows no change.",
    )
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  npm start\n  npm start -- --json\n  npm run local -- reset      start over")
    .action((options: { json?: boolean }) => start(context, options));
}

interface StackModel {
  readonly adopted: boolean;
  readonly endpoint: string;
}

interface Result {
  readonly plan: Plan;
  readonly up: OperationReport;
  readonly models: Readonly<Record<string, StackModel>>;
  readonly evaluated: EvaluationResults;
  readonly sandbox: string;
}

async function start(context: CliContext, options: { json?: boolean }): Promise<void> {
  const place = localPlace();
  const phases = startPhases(context);
  const before = gitChanges(place.root);
  const result = await withLocalSession(
    { place, context, program: stackProgram, onProgress: (text) => context.progress(` … ${text}`) },
    (session) => runPhases(session, phases, place, context),
  );
  const after = gitChanges(place.root);
  const setUpSeconds = Number(context.environment.FLANSTACK_SETUP_SECONDS);
  const screen = buildScreen(result, {
    version: productVersion(place.root),
    phases: [...(setUpSeconds >= 0 ? [{ name: "set-up", seconds: setUpSeconds }] : []), ...phases.finished],
    gitClean: before === undefined || after === undefined ? undefined : before.join() === after.join(),
    folder: `${shown(place.folder, place.root)}/`,
    report: shown(place.reportFile, context.cwd),
  });
  await writeFileAtomic(place.reportFile, await renderEvaluationHtml(result.evaluated));
  await writeFileAtomic(place.resultsFile, `${JSON.stringify({ screen, evaluation: result.evaluated }, null, 2)}\n`);
  context.write(options.json === true ? JSON.stringify(screen, null, 2) : `\n${renderClosingScreen(screen)}`);
}

function unanswered(baseModel: string): FlanstackError {
  return new FlanstackError(
    `Tuning ${baseModel} leaves weights and nothing that answers, so there is nothing to evaluate.`,
    {
      code: "evaluation_not_served",
      path: "flanstack:baseModel",
      fix: "Tune it with `flanstack local up`, or go back: flanstack local up --set baseModel=gemini-3.1-flash-lite.",
    },
  );
}

async function runPhases(
  session: LocalSession,
  phases: Phases,
  place: LocalPlace,
  context: CliContext,
): Promise<Result> {
  for (const repair of session.repairs) context.writeError(` repaired: ${repair}`);
  const plan = await phases.run("data", async (report) => {
    const settings = parseSettings(await stackSettings(session.stack), {
      pulumiProject: "flanstack",
      stack: LOCAL_STACK,
    });
    if (isOpenModel(settings.baseModel)) throw unanswered(settings.baseModel);
    const today = new Date().toISOString().slice(0, 10);
    return buildPlan(settings, { root: place.root, today, environment: process.env, onProgress: report });
  });
  const store = await openPredictionFile(place.predictionsFile);
  const ruined = askRuinedModels(
    plan.agents.map(({ agent, train, canonicalValidation }) => ({
      agent,
      file: join(place.root, train.path),
      sha256: train.sha256,
      rows: stepsOf(join(place.root, canonicalValidation.path)),
    })),
    store,
  );
  // Awaited by the evaluation; a failure of the engine before that must not be hidden by this one.
  ruined.catch(() => {});
  await phases.run("preview", (report) => session.run("preview", report));
  const up = await phases.run("up", (report) => session.run("up", report));
  const models = (await session.stack.outputs()).models?.value as Result["models"];
  const evaluated = await phases.run("evaluate", (report) =>
    evaluateLocally({
      targets: plan.agents.map(({ agent, digest, train, canonicalTrain, canonicalValidation, spec }) => ({
        agent,
        trainFile: join(place.root, canonicalTrain.path),
        validationFile: join(place.root, canonicalValidation.path),
        endpoint: models[agent]!.endpoint,
        baseModel: spec.baseModel,
        lineage: [
          { label: "job digest", value: digest },
          { label: "training data (SHA-256)", value: train.sha256 },
          { label: "validation data (SHA-256)", value: canonicalValidation.sha256 },
          { label: "base model", value: spec.baseModel },
        ],
      })),
      sandboxUrl: session.sandbox.url,
      store,
      ruined,
      evaluatedAt: new Date().toISOString(),
      lineage: [
        { label: "flanstack", value: productVersion(place.root) },
        { label: "data build", value: plan.data.digest },
      ],
      onProgress: report,
    }),
  );
  return { plan, up, models, evaluated, sandbox: session.sandbox.url.replace("http://", "") };
}

/** The stack's own settings, without their namespace. */
async function stackSettings(stack: Stack): Promise<Record<string, string>> {
  const all = Object.entries(await stack.getAllConfig());
  return Object.fromEntries(
    all.flatMap(([key, { value }]) => (key.startsWith("flanstack:") ? [[key.slice(10), value]] : [])),
  );
}

function buildScreen(
  result: Result,
  run: Pick<ClosingScreen, "version" | "phases" | "folder" | "report"> & { readonly gitClean: boolean | undefined },
): ClosingScreen {
  const { plan, up, models, evaluated, sandbox } = result;
  const { once, monthly, models: baseModels } = plan.tuning;
  const submitted = new Set(
    up.touched.filter(({ operation }) => operation.startsWith("create")).map(({ name }) => name),
  );
  const factor = baseModels[0]?.prices.find(({ name }) => name === "tunedFactor")?.value ?? null;
  return {
    ...run,
    stack: LOCAL_STACK,
    sandbox,
    agents: plan.agents.map(({ agent, train, validation, tokensPerEpoch }): ScreenAgent => {
      const measured = evaluated.agents.find((each) => each.agent === agent);
      const arms = measured?.arms ?? [];
      const scoreOf = (name: string) => arms.find((arm) => arm.name === name)?.metrics.toolAccuracy.rate ?? null;
      return {
        agent,
        trainRows: train.rows,
        validationRows: validation.rows,
        tokensPerEpoch,
        job: !submitted.has(`${agent}-job`) ? "kept" : models[agent]!.adopted ? "adopted" : "new",
        tuned: scoreOf("tuned"),
        base: scoreOf("base"),
        selfCheck: measured && {
          ladder: measured.ladder.every(({ isMet }) => isMet),
          ruined: measured.ruined?.every(({ isMet }) => isMet) ?? false,
        },
      };
    }),
    gates: plan.data.gates,
    tokensExact: plan.agents.every((agent) => agent.tokensExact),
    cost:
      once.unknown.length > 0
        ? undefined
        : {
            lowUsd: once.lowUsd,
            highUsd: once.highUsd,
            monthlyIdleUsd: monthly.unknown.length > 0 ? null : monthly.highUsd,
            tunedFactor: factor,
          },
    life: baseModels.map(({ baseModel, lifecycle }) => `${baseModel}: ${lifecycle.text}`),
    change: { ...countChanges(up.changes), gitClean: run.gitClean },
    report: run.report,
    next: [
      { command: "npm run local -- preview", why: "what the next run would change" },
      { command: "npm run local -- destroy", why: "remove the stack; models stay" },
      { command: "pulumi up -s dev", why: "the real thing (docs/first-real-run.md)" },
    ],
  };
}
