/** The rules as Pulumi policies: name, description, settings and how a violation is reported. No rule is written here. */
import type { Policies, PolicyConfigSchema, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { DEFAULT_HORIZON_DAYS, loadCatalog } from "../catalog";
import { checkBuckets } from "./buckets";
import { type BudgetSettings, checkBudgetPolicy } from "./budget";
import { type Declared, type Violation, withoutUnknown } from "./declared";
import { checkAllowedModels, checkRetirement } from "./models";
import { checkPlaintextKeys } from "./plaintext-keys";
import { checkResidency } from "./residency";

export interface PolicySurroundings {
  /** Today, as 2026-11-22. */
  readonly today: () => string;
}

/** All policies of the pack. Each works without settings, and each rule is a function that a test calls directly. */
export function buildPolicies({ today }: PolicySurroundings): Policies {
  return [
    stackPolicy<BudgetSettings>(
      "budget",
      "Declared tuning jobs are priced and stay within the limits, all stacks of the ledger together, to the cent.",
      {
        onceUsd: {
          type: "number",
          description: "Most that may be paid once, in US dollars. Absent: the program's own limit.",
        },
        monthlyUsd: {
          type: "number",
          description: "Most that may be paid each month, in US dollars. Absent: the program's own limit.",
        },
      },
      (resources, settings) => checkBudgetPolicy(resources, settings),
    ),
    stackPolicy<{ models?: string[]; catalogFile?: string }>(
      "allowed-models",
      "Only base models that can be tuned, and that this policy allows, are tuned.",
      {
        models: { type: "array", items: { type: "string" }, description: "Allowed base models: ids, or provider/id." },
        catalogFile: CATALOG_FILE,
      },
      (resources, { models, catalogFile }) =>
        checkAllowedModels(resources, loadCatalog({ overridesFile: catalogFile }), today(), models),
    ),
    stackPolicy<{ horizonDays?: number; catalogFile?: string }>(
      "retirement",
      "No base model that is retired, closed for tuning, or ends within the horizon.",
      {
        horizonDays: {
          type: "number",
          description: `Days a base model must still live. Default ${DEFAULT_HORIZON_DAYS}.`,
        },
        catalogFile: CATALOG_FILE,
      },
      (resources, { horizonDays, catalogFile }) =>
        checkRetirement(
          resources,
          loadCatalog({ overridesFile: catalogFile }),
          today(),
          horizonDays ?? DEFAULT_HORIZON_DAYS,
        ),
    ),
    stackPolicy<{ residency?: string }>(
      "residency",
      "Data, jobs, keys and endpoints stay in one part of the world.",
      { residency: { type: "string", description: "eu, us ...; absent: any place." } },
      (resources, { residency }) => (residency === undefined ? [] : checkResidency(resources, residency)),
    ),
    stackPolicy<{ keepsData?: boolean }>(
      "bucket-hardening",
      "Data buckets are closed to the public, versioned, and not destroyed with their data where it must stay.",
      { keepsData: { type: "boolean", description: "True in staging and prod. Default false." } },
      (resources, { keepsData }) => checkBuckets(resources, keepsData ?? false),
    ),
    stackPolicy<object>(
      "no-plaintext-keys",
      "No input of any resource holds a key, a token or a private key.",
      {},
      (resources) => checkPlaintextKeys(resources),
    ),
  ];
}

const CATALOG_FILE = {
  type: "string",
  description: "Your own model facts, laid over the shipped catalogue (docs/catalog.md).",
} as const;

function stackPolicy<Settings extends object>(
  name: string,
  description: string,
  properties: PolicyConfigSchema["properties"],
  check: (resources: readonly Declared[], settings: Settings) => Violation[],
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    ...(Object.keys(properties).length === 0 ? {} : { configSchema: { properties } }),
    validateStack: (args, reportViolation) => {
      for (const { message, urn } of check(declared(args), args.getConfig<Settings>())) reportViolation(message, urn);
    },
  };
}

function declared({ resources }: StackValidationArgs): Declared[] {
  return resources.map(({ type, name, urn, props }) => ({ type, name, urn, props: withoutUnknown(props) }));
}
