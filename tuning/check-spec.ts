/** What is wrong with a tuning spec whatever the provider: all problems at once. */
import type { Problem } from "../primitives";
import { METHODS, PROVIDERS } from "./job";

/** @param spec anything, as it came from configuration or a state file */
export function checkSpec(spec: unknown): Problem[] {
  if (typeof spec !== "object" || spec === null) return [problem("spec", "is missing", "Pass the tuning spec.")];
  const given = spec as Record<string, unknown>;
  const problems: Problem[] = [];
  if (given.provider === "anthropic") {
    problems.push(
      problem(
        "provider",
        "anthropic has no tuning API",
        "Use provider gemini, openai or local; anthropic is an export format.",
      ),
    );
  } else if (!includes(PROVIDERS, given.provider)) {
    problems.push(problem("provider", `${show(given.provider)} is unknown`, `Use one of ${PROVIDERS.join(", ")}.`));
  }
  if (!includes(METHODS, given.method)) {
    problems.push(problem("method", `${show(given.method)} is unknown`, `Use one of ${METHODS.join(", ")}.`));
  }
  if (typeof given.baseModel !== "string" || given.baseModel === "") {
    problems.push(
      problem("baseModel", "is missing", "Set flanstack:baseModel to a model that the catalog lists as tunable."),
    );
  }
  if (typeof given.trainDigest !== "string" || !/^[0-9a-f]{64}$/.test(given.trainDigest)) {
    problems.push(
      problem("trainDigest", "is no SHA-256", "Pass the digest of the training file: 64 hexadecimal digits."),
    );
  }
  if (!isWhole(given.generation, 1)) {
    problems.push(
      problem(
        "generation",
        `${show(given.generation)} is not a whole number from 1`,
        "Set flanstack:generation to 1 or more.",
      ),
    );
  }
  problems.push(...checkHyperparameters(given.hyperparameters));
  return problems;
}

const RULES: Readonly<Record<string, { readonly isRight: (value: unknown) => boolean; readonly rule: string }>> = {
  epochs: { isRight: (value) => isWhole(value, 1), rule: "a whole number from 1" },
  adapterSize: { isRight: (value) => isWhole(value, 1), rule: "a whole number from 1" },
  batchSize: { isRight: (value) => isWhole(value, 1), rule: "a whole number from 1" },
  learningRateMultiplier: { isRight: (value) => Number.isFinite(value) && Number(value) > 0, rule: "a number above 0" },
};

function checkHyperparameters(given: unknown): Problem[] {
  if (typeof given !== "object" || given === null)
    return [problem("hyperparameters", "is missing", "Pass {} for the provider's defaults.")];
  return Object.entries(given).flatMap(([name, value]) => {
    const known = RULES[name];
    const path = `hyperparameters.${name}`;
    if (known === undefined) return [problem(path, "is unknown", `Use one of ${Object.keys(RULES).join(", ")}.`)];
    if (value === undefined || known.isRight(value)) return [];
    return [
      problem(path, `${show(value)} is not ${known.rule}`, `Set flanstack:${name} to ${known.rule}, or leave it out.`),
    ];
  });
}

function problem(path: string, message: string, fix: string): Problem {
  return { code: `spec_${path.replaceAll(".", "_")}`, path: `spec.${path}`, message: `${path} ${message}.`, fix };
}

function includes(list: readonly string[], value: unknown): boolean {
  return typeof value === "string" && list.includes(value);
}

function isWhole(value: unknown, minimum: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= minimum;
}

function show(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 40);
}
