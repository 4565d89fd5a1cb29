/**
 * The Pulumi program. `pulumi up` and the Automation API both call the exported function; nothing is declared at import,
 * because a program that declares at import deletes everything on the second operation of one process.
 */
import * as pulumi from "@pulumi/pulumi";
import { askLedger, budgetCounts } from "./ask-ledger";
import { budgetOfPlan } from "./catalog";
import type { Committed } from "./committed";
import { DatasetBucket, Evaluation, ExistingModel, FineTunedAgent, Sweep } from "./components";
import { parseSettings } from "./config";
import { evaluationArgs } from "./evaluation-args";
import { buildPlan, planSummary } from "./plan";
import { FlanstackError } from "./primitives";
import { isOpenModel } from "./tuning";

export = async (): Promise<pulumi.Inputs> => {
  const { settings, plan } = await planOrExplain();
  await pulumi.log.info(planSummary(plan), undefined, undefined, false);
  for (const [agent, model] of Object.entries(settings.existingModels)) {
    await pulumi.log.info(`EXISTING  ${agent}: ${model}, provenance unknown; it is not tuned`);
  }

  const labels = { environment: settings.environment, ...settings.labels };
  const bucket =
    settings.provider !== "gemini" || plan.agents.length === 0
      ? undefined
      : new DatasetBucket("data", {
          project: settings.project!,
          location: settings.region,
          pulumiProject: settings.pulumiProject,
          stack: settings.stack,
          name: settings.bucket,
          kmsKeyName: settings.kmsKeyName,
          labels,
          // An open model is its weights, and they lie in this bucket: no destroy may take them along.
          retain:
            settings.environment === "staging" ||
            settings.environment === "prod" ||
            (settings.environment !== "local" && isOpenModel(settings.baseModel)),
        });

  const runner = settings.runner === "container" ? settings.runner : undefined;
  const budget = budgetOfPlan(plan.tuning);
  const agents = plan.agents.map(
    ({ agent, spec, train, validation, displayName }) =>
      new FineTunedAgent(agent, {
        agent,
        spec,
        train,
        validation,
        bucket,
        displayName,
        labels,
        pulumiProject: settings.pulumiProject,
        stack: settings.stack,
        project: settings.project,
        location: settings.provider === "gemini" ? settings.region : undefined,
        ledger: settings.ledger!,
        budget,
        onDelete: settings.onDelete,
        wait: { mode: settings.wait, minutes: settings.waitMinutes, pollSeconds: settings.pollSeconds },
        concurrentJobs: plan.concurrentJobs,
        runner,
        serviceAccount: settings.serviceAccount,
        kmsKeyName: settings.jobKmsKeyName,
      }),
  );

  const existing = Object.entries(settings.existingModels).map(
    ([agent, model]) => new ExistingModel(`${agent}-existing`, { agent, model }),
  );

  const evaluations = plan.agents.flatMap((each, index) => {
    const args = explained(() => evaluationArgs(settings, each, agents[index]!.endpoint, { root: __dirname }));
    return args === undefined ? [] : [{ agent: each.agent, made: new Evaluation(`${each.agent}-evaluation`, args) }];
  });

  const sweep =
    plan.sweep &&
    new Sweep(`${plan.sweep.agent.agent}-sweep`, {
      agent: plan.sweep.agent.agent,
      trials: plan.sweep.trials,
      halvings: plan.sweep.halving?.halvings,
      train: plan.sweep.agent.train,
      validation: plan.sweep.agent.validation,
      labels,
      pulumiProject: settings.pulumiProject,
      stack: settings.stack,
      project: settings.project,
      ledger: settings.ledger!,
      budget,
      onDelete: settings.onDelete,
      wait: { mode: settings.wait, minutes: settings.waitMinutes, pollSeconds: settings.pollSeconds },
      // Trials of a race wait for one another: held back in a line of their own they would wait for ever.
      concurrentJobs: plan.sweep.halving === undefined ? plan.concurrentJobs : undefined,
      runner,
    });

  return {
    dataDigest: plan.data.digest,
    estimatedUsd: {
      onceLow: plan.tuning.once.lowUsd,
      onceHigh: plan.tuning.once.highUsd,
      monthlyHigh: plan.tuning.monthly.highUsd,
    },
    ...(bucket && { bucket: bucket.name }),
    models: Object.fromEntries([
      ...agents.map(({ job, model }, index) => [
        plan.agents[index]!.agent,
        {
          digest: job.digest,
          jobKey: job.jobKey,
          job: job.jobName,
          adopted: job.adopted,
          provenance: "ours",
          state: model.state,
          endpoint: model.endpoint,
          model: model.model,
        },
      ]),
      ...existing.map(({ jobKey, provenance, state, endpoint, model }, index) => [
        Object.keys(settings.existingModels)[index]!,
        { jobKey, provenance, state, endpoint, model },
      ]),
    ]),
    ...(sweep && { sweep: { trials: sweep.trials, best: sweep.best, reason: sweep.reason } }),
    ...(evaluations.length > 0 && {
      evaluations: Object.fromEntries(
        evaluations.map(({ agent, made: { digest, verdict, reasons, resultsDigest, reportPath } }) => [
          agent,
          { digest, verdict, reasons, resultsDigest, reportPath },
        ]),
      ),
    }),
  };
};

/** Settings and plan; what is wrong with them is shown as it is, without a stack trace around it. */
async function planOrExplain() {
  try {
    const settings = parseSettings(ownConfiguration(), {
      pulumiProject: pulumi.getProject(),
      stack: pulumi.getStack(),
    });
    const today = new Date().toISOString().slice(0, 10);
    const environment = process.env;
    const committed = budgetCounts(settings, environment)
      ? (planned: ReadonlySet<string>) => askOrWarn(settings, planned, { today, environment })
      : undefined;
    return { settings, plan: await buildPlan(settings, { root: __dirname, today, environment, committed }) };
  } catch (error) {
    throw FlanstackError.is(error) ? new pulumi.RunError(error.message) : error;
  }
}

/** What is wrong is shown as it is, without a stack trace around it. */
function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw FlanstackError.is(error) ? new pulumi.RunError(error.message) : error;
  }
}

/** A preview without access to the ledger says so and goes on; an update, which could pay, does not. */
async function askOrWarn(...question: Parameters<typeof askLedger>): Promise<Committed> {
  try {
    return await askLedger(...question);
  } catch (error) {
    if (!pulumi.runtime.isDryRun()) throw error;
    const message = `What other stacks have committed is not known: ${(error as Error).message}`;
    const fix = "The update asks again, and stops where it gets no answer.";
    return { totals: [], warnings: [{ code: "ledger_unasked", path: "flanstack:ledger", message, fix }] };
  }
}

/** All settings of the namespace `flanstack`, unknown ones included, so that a misspelt one is reported. */
function ownConfiguration(): Record<string, string> {
  const prefix = "flanstack:";
  const all = Object.entries(pulumi.runtime.allConfig());
  return Object.fromEntries(
    all.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]),
  );
}
