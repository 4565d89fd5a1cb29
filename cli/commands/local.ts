/** `flanstack local`: single steps of the local stack. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import type { CliContext } from "../context";
import { endSandbox } from "../local/end-sandbox";
import { listKeptModels } from "../local/kept-models";
import { type Changes, countChanges, type Operation } from "../local/operations";
import { type LocalPlace, localPlace, shown } from "../local/place";
import { stackProgram } from "../local/program";
import { type LocalSession, withLocalSession } from "../local/session";
import { settingsFile } from "../local/workspace";
import { collectSetting, toFactor, toPort } from "../options";
import { startPhases } from "../phases";

interface LocalOptions {
  readonly folder?: string;
  readonly port?: number;
  readonly speed?: number;
  readonly sandbox?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

const STEPS: Readonly<Record<"preview" | "up" | "refresh" | "destroy", string>> = {
  preview: "shows what up would change, and changes nothing",
  up: "brings the stack to what the program declares",
  refresh: "compares the state with what is really there",
  destroy: "removes the stack's resources; tuned models stay and are listed",
};

export function localCommand(context: CliContext): Command {
  const command = new Command("local")
    .description(
      "Single steps of the local stack: the real Pulumi engine against embedded services. Nothing here can bill you.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack local preview\n  flanstack local up --set agents='[\"qa_agent\"]'\n  flanstack local destroy\n  flanstack local reset\n\nIn a checkout: npm run local -- preview",
    );
  for (const [step, summary] of Object.entries(STEPS)) {
    command.addCommand(
      withOptions(new Command(step).description(summary)).action(async (options: LocalOptions) => {
        await runStep(context, step as Operation, options);
      }),
    );
  }
  command.addCommand(
    new Command("reset")
      .description("ends the sandbox and deletes everything the local stack has kept, the ledger included")
      .option("--folder <path>", "folder of the local stack (default: .flanstack in the checkout)")
      .action(async (options: LocalOptions) => {
        await reset(context, options);
      }),
  );
  return command;
}

function withOptions(command: Command): Command {
  return command
    .option("--folder <path>", "folder of the local stack (default: .flanstack in the checkout)")
    .option("--port <number>", "port of the sandbox (default: the one of the last run)", toPort)
    .option("--speed <factor>", "how much faster than the clock simulated jobs run", toFactor)
    .option("--sandbox <url>", "use a sandbox that already runs there instead of starting one")
    .option("--set <setting=value>", "a setting of the stack, kept for later runs; repeatable", collectSetting, {})
    .option("--json", "print the result as JSON");
}

async function runStep(context: CliContext, operation: Operation, options: LocalOptions): Promise<void> {
  const place = placeOf(context, options);
  const phases = startPhases(context);
  const { changes, messages, repairs, kept } = await phases.run(operation, (report) =>
    withLocalSession(
      {
        place,
        context,
        program: stackProgram,
        settings: namespaced(options.set),
        port: options.port,
        speed: options.speed,
        attachTo: options.sandbox,
        onProgress: report,
      },
      async (session) => {
        const result = await session.run(operation, report);
        return {
          ...result,
          repairs: session.repairs,
          kept: operation === "destroy" ? await keptAfterDestroy(session) : [],
        };
      },
    ),
  );
  const { total, changed } = countChanges(changes);
  if (options.json === true) {
    context.write(JSON.stringify({ operation, changes, total, changed, repairs, kept, messages }, null, 2));
    return;
  }
  for (const repair of repairs) context.write(` REPAIRED ${repair}`);
  for (const message of messages) context.write(message);
  context.write(` CHANGE   ${describeChanges(operation, changes)}`);
  for (const line of kept) context.write(` KEPT     ${line}`);
  context.write(` SETTINGS ${shown(settingsFile(place), context.cwd)}`);
}

/** "create 31, same 2"; what a preview only announces is said as such. */
function describeChanges(operation: Operation, changes: Changes): string {
  const parts = Object.entries(changes).filter(([, count]) => (count ?? 0) > 0);
  const { changed } = countChanges(changes);
  if (changed === 0)
    return parts.length === 0 ? "nothing to do" : `no changes: ${changes.same ?? 0} resources as declared`;
  const words = parts.map(([kind, count]) => `${kind} ${count}`).join(", ");
  return operation === "preview" ? `would ${words}` : words;
}

/** What destroy leaves: tuned models, which the next `up` adopts without paying again. */
async function keptAfterDestroy(session: LocalSession): Promise<string[]> {
  return listKeptModels(session.sandbox.url);
}

/** The data belongs to the checkout, not to a folder named by hand: it goes only with the checkout's own local stack. */
async function reset(context: CliContext, options: LocalOptions): Promise<void> {
  const place = placeOf(context, options);
  await endSandbox(place);
  const gone = options.folder === undefined ? [place.folder, join(place.root, "build")] : [place.folder];
  for (const folder of gone) rmSync(folder, { recursive: true, force: true });
  context.write(` RESET    ${gone.map((folder) => shown(folder, context.cwd)).join(" and ")}: gone`);
}

function placeOf(context: CliContext, options: LocalOptions): LocalPlace {
  return options.folder === undefined ? localPlace() : localPlace(undefined, resolve(context.cwd, options.folder));
}

function namespaced(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`flanstack:${name}`, value]));
}
