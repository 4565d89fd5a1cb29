/** `flanstack data accept`: a person approves the training data of a stack, by digest, in `flanstack.lock`. */
import { resolve } from "node:path";
import { Command } from "commander";
import { type ApprovedFile, checkApproved, LOCK_FILE, readApproved, writeApproved } from "../../approved-data";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { collectSetting } from "../options";
import { readStackFile } from "../stack-file";

interface AcceptOptions {
  readonly stack: string;
  readonly agent: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly check?: boolean;
  readonly prune?: boolean;
  readonly json?: boolean;
}

export function acceptCommand(context: CliContext): Command {
  return new Command("accept")
    .description(
      `Writes the digests of a stack's training data into ${LOCK_FILE}. Outside local and dev only approved data is tuned on.\nBuilds the data and spends nothing. Exit code 1 when a data gate fails, or with --check when something is not approved.`,
    )
    .option("--stack <name>", "take settings from Pulumi.<name>.yaml", "dev")
    .option(
      "--agent <name>",
      "only this agent; repeatable",
      (name: string, earlier: readonly string[]) => [...earlier, name],
      [],
    )
    .option("--set <setting=value>", "a setting as in the stack; repeatable", collectSetting, {})
    .option("--check", "write nothing, only say what is not approved: for pipelines")
    .option("--prune", "drop these agents' earlier approvals for the same provider")
    .option("--json", "print the approvals as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack data accept --stack prod\n  flanstack data accept --stack prod --agent qa_agent --prune\n  flanstack data accept --stack prod --check",
    )
    .action((options: AcceptOptions) => run(context, options));
}

async function run(context: CliContext, options: AcceptOptions): Promise<void> {
  const root = resolve(__dirname, "../..");
  const values = {
    ...readStackFile(root, options.stack),
    ...(options.agent.length === 0 ? {} : { agents: [...options.agent] }),
    ...options.set,
  };
  // Loaded here: no other command of `flanstack data` plans.
  const { parseSettings } = require("../../config") as typeof import("../../config");
  const { draftPlan } = require("../../plan") as typeof import("../../plan");
  const settings = parseSettings(values, { pulumiProject: "flanstack", stack: options.stack, purpose: "plan" });
  const plan = await draftPlan(settings, {
    root,
    today: new Date().toISOString().slice(0, 10),
    environment: context.environment,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  const { failed } = plan.data.gates;
  if (failed > 0) {
    throw new FlanstackError(`${failed} data gates failed: data that misses a gate is not approved.`, {
      code: "gate_failed",
      path: `stack ${options.stack}`,
      fix: "flanstack data report shows which; change seed or counts, or mend the agent.",
    });
  }
  const files = plan.agents.map(
    ({ agent, spec, train }): ApprovedFile => ({
      agent,
      provider: spec.provider,
      digest: train.sha256,
      rows: train.rows,
    }),
  );
  const before = readApproved(root);
  const missing = checkApproved(before, files, options.stack);
  const missingAgents = new Set(files.filter((file) => checkApproved(before, [file], "").length > 0));
  if (options.check !== true)
    writeApproved(root, [...(options.prune ? withoutThese(before, files) : before), ...files]);
  if (options.json === true) {
    const state = files.map((file) => ({ ...file, wasApproved: !missingAgents.has(file) }));
    context.write(JSON.stringify({ file: LOCK_FILE, written: options.check !== true, files: state }, undefined, 2));
  } else {
    for (const file of files) {
      const state = missingAgents.has(file) ? (options.check ? "NOT APPROVED" : "approved") : "was approved";
      context.write(
        `${file.agent.padEnd(16)} ${file.provider.padEnd(8)} ${file.digest.slice(0, 12)}  ${file.rows} rows  ${state}`,
      );
    }
    if (options.check !== true) context.write(`Written to ${LOCK_FILE}: commit it.`);
  }
  if (options.check === true && missing.length > 0) context.setExitCode(1);
}

function withoutThese(before: readonly ApprovedFile[], files: readonly ApprovedFile[]): ApprovedFile[] {
  const replaced = new Set(files.map(({ agent, provider }) => `${agent} ${provider}`));
  return before.filter(({ agent, provider }) => !replaced.has(`${agent} ${provider}`));
}
