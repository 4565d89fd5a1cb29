/** The arms of an evaluation in their order: the candidate, the incumbent or the base (guardrails are taken against it), the rest. */
import { type Shots, shotsOf, withShots } from "../../evaluation";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { type Where, whereOf } from "./arms";
import { readExamples } from "./rows";

export interface ArmOptions {
  readonly tuned: string;
  readonly incumbent?: string;
  readonly base?: string;
  readonly against: readonly (readonly [name: string, address: string])[];
  readonly fewShot?: string;
  readonly identity?: string;
}

export interface NamedArm {
  readonly name: string;
  readonly where: Where;
  /** Under which name its answers are kept. */
  readonly identity: string;
  readonly shots?: Shots;
}

export const THREE_EXAMPLES = "base with three examples";

/** @throws FlanstackError when there is nothing to compare with, or two arms have one name */
export function armsOf(context: CliContext, options: ArmOptions, evaluated: ReadonlySet<string>): NamedArm[] {
  const addresses: (readonly [string, string | undefined])[] = [
    ["tuned", options.tuned],
    ["incumbent", options.incumbent],
    ["base", options.base],
    ...options.against,
  ];
  const arms = addresses.flatMap(([name, address]): NamedArm[] => {
    if (address === undefined) return [];
    const where = whereOf(address, context.environment);
    const identity = name === "tuned" && options.identity !== undefined ? options.identity : address;
    return [{ name, where, identity }];
  });
  if (options.fewShot !== undefined) arms.push(fewShotArm(context, options.fewShot, arms, evaluated));
  const repeated = arms.find((arm, index) => arms.findIndex(({ name }) => name === arm.name) < index);
  if (repeated !== undefined) {
    throw badArms(`Two arms are called ${repeated.name}.`, "Give every arm a name of its own.");
  }
  if (arms.length > 1) return arms;
  throw badArms("There is nothing to compare the tuned model with.", "Give --incumbent, --base or --against.");
}

/** Whom the verdict says nothing about: a promotion must beat the best of them. */
export function missingArms(arms: readonly NamedArm[]): string[] {
  const has = (name: string) => arms.some((arm) => arm.name === name);
  return [
    ...(has("incumbent") ? [] : ["the model that serves now (--incumbent)"]),
    ...(has("base") ? [] : ["the base model (--base)"]),
    ...(has(THREE_EXAMPLES) ? [] : ["base with three examples in the prompt (--few-shot)"]),
    ...(arms.some(({ name }) => !["tuned", "incumbent", "base", THREE_EXAMPLES].includes(name))
      ? []
      : ["a cheaper untuned model (--against)"]),
  ];
}

function fewShotArm(
  context: CliContext,
  file: string,
  arms: readonly NamedArm[],
  evaluated: ReadonlySet<string>,
): NamedArm {
  const base = arms.find(({ name }) => name === "base");
  if (base === undefined || base.where.kind === "file") {
    throw badArms(
      "--few-shot asks the base model with examples in its prompt.",
      "Give --base as an endpoint or a model.",
    );
  }
  const examples = readExamples(context, file).filter(
    (value) => !evaluated.has(String((value as { id?: unknown }).id)),
  );
  const shots = shotsOf(examples, file);
  const identity = `${base.identity} with examples ${shots.digest.slice(0, 12)}`;
  const where = { ...base.where, client: withShots(base.where.client, shots) };
  return { name: THREE_EXAMPLES, where, identity, shots };
}

function badArms(message: string, fix: string): FlanstackError {
  return new FlanstackError(message, { code: "bad_arms", path: "eval", fix });
}
