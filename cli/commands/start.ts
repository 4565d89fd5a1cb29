/** `flanstack start`: the main job on the local stack, from the data to an evaluated model, with one screen at the end. */
import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { parseSettings } from "../../config";
import { buildPlan, type Plan } from "../../plan";
import { type ClosingScreen, renderClosingScreen, type ScreenAgent } from "../../reports";
import type { CliContext } from "../context";
import { type EvaluatedAgent, evaluateLocally } from "../local/evaluate";
import { gitChanges } from "../local/git";
import { countChanges } from "../local/operations";
import { type LocalPlace, localPlace, productVersion, shown } from "../local/place";
import { stackProgram } from "../local/program";
import { type LocalSession, withLocalSession } from "../local/session";
import { LOCAL_STACK } from "../local/workspace";
import { type FinishedPhase, startPhases } from "../phases";

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
  readonly job: string;
  readonly adopted: boolean;
  readonly state: string;
  readonly endpoint: string;
}

async function start(context: CliContext, options: { json?: boolean }): Promise<void> {
  const place = localPlace();
  const phases = startPhases(context);
  const before = gitChanges(place.root);
  const result = await withLocalSession(
    { place, context, program: stackProgram, onProgress: (text) => context.progress(` … ${text}`) },
    async (session) => {
      for (const repair of session.repairs) context.writeError(` repaired: ${repair}`);
      const plan = await phases.run("data", async (report) => {
        const settings = parseSettings(await ownSettings(session), { pulumiProject: "flanstack", stack: LOCAL_STACK });
        return buildPlan(settings, { root: place.root, today: today(), onProgress: report });
      });
      const preview = await phases.run("preview", (report) => session.run("preview", report));
      const up = await phases.run("up", (report) => session.run("up", report));
      const models = (await session.stack.outputs()).models?.value as Readonly<Record<string, StackModel>>;
      const evaluated = await phases.run("evaluate", (report) =>
        evaluateLocally({
          targets: plan.agents.map(({ agent, canonicalValidation, spec }) => ({
            agent,
            validationFile: `${place.root}/${canonicalValidation.path}`,
            endpoint: models[agent]!.endpoint,
            baseModel: spec.baseModel,
          })),
          sandboxUrl: session.sandbox.url,
          predictionsFile: place.predictionsFile,
          onProgress: report,
        }),
      );
      return { plan, preview, up, models, evaluated, sandbox: session.sandbox.url.replace("http://", "") };
    },
  );
  const after = gitChanges(place.root);
  const screen = buildScreen({
    ...result,
    place,
    context,
    phases: phases.finished,
    gitClean: after === undefined ? undefined : sameLines(before ?? [], after),
  });
  await writeFileAtomic(
    place.resultsFile,
    `${JSON.stringify({ screen, evaluation: result.evaluated.map(withoutScores) }, null, 2)}\n`,
  );
  context.write(options.json === true ? JSON.stringify(screen, null, 2) : `\n${renderClosingScreen(screen)}`);
}
