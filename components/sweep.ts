/** A sweep: one ordinary tuning job per trial, and the trial whose model loses least on the validation rows. */
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { BudgetInput } from "../catalog";
import { bestTrial, type Halving, type SweepTrial, type TrialResult } from "../tuning";
import type { DataFile } from "./fine-tuned-agent";
import { type OnDelete, TunedModel, TuningJob, type WaitArgs } from "./resources";

export interface SweepArgs {
  readonly agent: string;
  /** `sweepTrials(declaration, spec)`. */
  readonly trials: readonly SweepTrial[];
  readonly train: DataFile;
  readonly validation: DataFile;
  readonly pulumiProject: string;
  readonly stack: string;
  readonly project?: string;
  readonly ledger: string;
  /** The whole plan's cost and limits, every trial in it: `budgetOfPlan(plan)`. */
  readonly budget?: BudgetInput;
  readonly labels?: { readonly [key: string]: string };
  readonly onDelete?: OnDelete;
  readonly wait?: WaitArgs;
  readonly concurrentJobs?: number;
  /** Where the trainer works (local): `here` (default) or `container`. */
  readonly runner?: "here" | "container";
  /** Races by the trial's name: `planHalving`. Absent: every trial trains to its end. */
  readonly halvings?: Readonly<Record<string, Halving>>;
}

export class Sweep extends ComponentResource {
  readonly trials: Output<TrialResult[]>;
  /** Name of the best trial; empty while it cannot be chosen. */
  readonly best: Output<string>;
  readonly reason: Output<string>;

  constructor(name: string, args: SweepArgs, options?: ComponentResourceOptions) {
    super("flanstack:index:Sweep", name, {}, options);
    this.trials = all(args.trials.map((trial) => declareTrial(name, args, trial, this)));
    const choice = this.trials.apply(bestTrial);
    this.best = choice.best;
    this.reason = choice.reason;
    this.registerOutputs({ best: this.best });
  }
}

function declareTrial(sweep: string, args: SweepArgs, trial: SweepTrial, parent: Sweep): Output<TrialResult> {
  const name = `${sweep}-${trial.name}`;
  const shared = {
    spec: trial.spec,
    project: args.project,
    ledger: args.ledger,
    owner: { project: args.pulumiProject, stack: args.stack, agent: args.agent },
    // The winner's model is the agent's own from the moment its values are taken over: a sweep that ends must not delete it.
    onDelete: args.onDelete === "remove" ? "cancel" : args.onDelete,
    wait: args.wait,
  } as const;
  const halving = args.halvings?.[trial.name];
  const job = new TuningJob(
    `${name}-job`,
    {
      ...shared,
      train: { path: args.train.path },
      validation: { path: args.validation.path },
      displayName: `${args.agent}-${args.stack}-${trial.name}`,
      labels: args.labels,
      ...(args.budget === undefined ? {} : { budget: args.budget }),
      ...(halving === undefined ? {} : { halving }),
      ...(args.runner === undefined ? {} : { runner: args.runner }),
      ...(args.concurrentJobs ? { concurrentJobs: args.concurrentJobs } : {}),
    },
    { parent },
  );
  const model = new TunedModel(
    `${name}-model`,
    { ...shared, jobName: job.jobName, ...(halving === undefined ? {} : { isRacing: true }) },
    { parent },
  );
  const { name: trialName, tried } = trial;
  return all([model.state, model.validationLoss]).apply(([state, loss]) => ({
    name: trialName,
    tried,
    state,
    validationLoss: loss ?? -1,
    ...(halving !== undefined && state === "cancelled" ? { isLeft: true } : {}),
  }));
}
