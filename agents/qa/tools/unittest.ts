/** unittest: the older classes; cases derived from a function's ranges, new methods, and mocks for dependencies. */
import type { Arguments, Tool } from "../../contract";
import type { FunctionInfo, Method, MockBehaviour, QaWorld, TestClass } from "../world";
import { fail, flag, integer, list, moduleOf, ok, parameters, record, text } from "./outcomes";

const BEHAVIOURS = ["returns_default", "raises_error", "times_out", "slow_response"] as const;
const EXPECTS = ["returns", "raises"] as const;

const caseSchema = {
  type: "object",
  properties: {
    inputs: {
      type: "array",
      description: "One entry per parameter of the function.",
      items: record({ name: text, value: integer }),
    },
    expect: { type: "string", enum: EXPECTS, description: "Whether the call returns or raises." },
  },
  required: ["inputs", "expect"],
} as const;

const className = { type: "string", description: "Name such as ParcelRouterTest." } as const;

type Case = { readonly inputs: readonly { readonly name: string; readonly value: number }[]; readonly expect: string };

export const unittestTools: readonly Tool<QaWorld>[] = [
  {
    name: "unittest_list_classes",
    family: "unittest",
    skill: "regression_testing",
    task: "list the unittest classes of a module",
    description: "Lists unittest classes of a module with their methods, dependencies and last outcome.",
    parameters: parameters(
      {
        module: { type: "string", description: "Path such as billing/tax_rates.py." },
        last_outcome: {
          type: "string",
          enum: ["passing", "failing", "unrun"],
          description: "Only classes whose last run ended so.",
        },
      },
      ["module"],
    ),
    returns: record({
      classes: list(
        record({
          class_name: text,
          last_outcome: text,
          methods: list(text),
          dependencies: list(text),
          mocks: list(text),
        }),
      ),
    }),
    effect: "read",
    execute(world, args) {
      const found = moduleOf(world, args.module);
      if (found.error !== undefined) return found.error;
      const classes = world.classes
        .filter((each) => each.module === found.module.path)
        .filter((each) => args.last_outcome === undefined || each.last_outcome === args.last_outcome)
        .map((each) => ({
          class_name: each.class_name,
          last_outcome: each.last_outcome,
          methods: each.methods.map((method) => method.name),
          dependencies: [...new Set(each.methods.map((method) => method.needs).filter((needs) => needs !== ""))],
          mocks: each.mocks.map((mock) => mock.dependency),
        }));
      return ok({ classes }, world);
    },
  },
  {
    name: "unittest_run_class",
    family: "unittest",
    skill: "bug_detection",
    task: "run a unittest class",
    description:
      "Runs a unittest class, or one method of it. A method that needs an unreachable dependency without a mock ends in an error.",
    parameters: parameters(
      {
        class_name: className,
        method: { type: "string", description: "Only this method." },
        fail_fast: { type: "boolean", description: "Stop at the first method that does not pass.", default: false },
      },
      ["class_name"],
    ),
    returns: record({
      class_name: text,
      passed: integer,
      failed: integer,
      errors: integer,
      methods: list(
        record({
          name: text,
          outcome: { type: "string", enum: ["passed", "failed", "error"] },
          message: text,
          duration_ms: integer,
        }),
      ),
    }),
    effect: "write",
    execute(world, args) {
      const found = world.classes.find((each) => each.class_name === args.class_name);
      if (found === undefined) return fail("not_found", `no unittest class ${args.class_name}`);
      const methods = found.methods.filter((method) => args.method === undefined || method.name === args.method);
      if (methods.length === 0) return fail("not_found", `${found.class_name} has no method ${args.method}`);
      const results: ReturnType<typeof runMethod>[] = [];
      for (const method of methods) {
        const result = runMethod(world, found, method);
        results.push(result);
        if (args.fail_fast === true && result.outcome !== "passed") break;
      }
      const countOf = (outcome: string) => results.filter((each) => each.outcome === outcome).length;
      const last_outcome: TestClass["last_outcome"] = countOf("passed") === results.length ? "passing" : "failing";
      const observation = {
        class_name: found.class_name,
        passed: countOf("passed"),
        failed: countOf("failed"),
        errors: countOf("error"),
        methods: results,
      };
      return ok(observation, withClass(world, { ...found, last_outcome }));
    },
  },
  {
    name: "unittest_generate_cases",
    family: "unittest",
    skill: "test_generation",
    task: "derive test cases for a function",
    description:
      "Derives test cases for a function: at the limits and just outside (boundary), inside (partition), or outside only (error_path). Writes nothing.",
    parameters: parameters(
      {
        module: { type: "string", description: "Path such as billing/tax_rates.py." },
        function: { type: "string", description: "Function of that module." },
        technique: {
          type: "string",
          enum: ["boundary", "partition", "error_path"],
          description: "How the cases are chosen.",
          default: "boundary",
        },
        max_cases: { type: "integer", minimum: 1, maximum: 20, description: "At most this many.", default: 8 },
      },
      ["module", "function"],
    ),
    returns: record({ function: text, cases: list(caseSchema) }),
    effect: "read",
    execute(world, args) {
      const found = moduleOf(world, args.module);
      if (found.error !== undefined) return found.error;
      const info = found.module.functions.find((each) => each.name === args.function);
      if (info === undefined) return fail("not_found", `${found.module.path} has no function ${args.function}`);
      const cases = deriveCases(info, args.technique as string).slice(0, args.max_cases as number);
      return ok({ function: info.name, cases }, world);
    },
  },
  {
    name: "unittest_add_method",
    family: "unittest",
    skill: "test_generation",
    task: "add a test method to a class",
    description:
      "Adds a test method with cases to a unittest class. Each case names every parameter; a value out of range must raise.",
    parameters: parameters(
      {
        class_name: className,
        method: { type: "string", description: "Name of the new method, starting with test_." },
        function: { type: "string", description: "The function under test." },
        cases: { type: "array", minItems: 1, maxItems: 20, items: caseSchema, description: "The cases." },
      },
      ["class_name", "method", "function", "cases"],
    ),
    returns: record({ class_name: text, method: text, cases: integer }),
    effect: "write",
    execute: addMethod,
  },
  {
    name: "unittest_set_mock",
    family: "unittest",
    skill: "bug_detection",
    task: "set a mock in a test class",
    description:
      "Replaces a dependency of a unittest class by a mock, or changes the mock. A slow response takes a delay in milliseconds.",
    parameters: parameters(
      {
        class_name: className,
        dependency: { type: "string", description: "Dependency such as tariff-feed." },
        behaviour: { type: "string", enum: BEHAVIOURS, description: "What the mock does when it is called." },
        delay_ms: { type: "integer", minimum: 0, maximum: 60000, description: "Only for slow_response.", default: 0 },
      },
      ["class_name", "dependency", "behaviour"],
    ),
    returns: record({ class_name: text, dependency: text, behaviour: text, delay_ms: integer, replaced: flag }),
    effect: "write",
    execute(world, args) {
      const found = world.classes.find((each) => each.class_name === args.class_name);
      if (found === undefined) return fail("not_found", `no unittest class ${args.class_name}`);
      const dependency = args.dependency as string;
      if (!found.methods.some((method) => method.needs === dependency)) {
        return fail("not_found", `${found.class_name} does not use ${dependency}`);
      }
      const behaviour = args.behaviour as MockBehaviour;
      const delay_ms = args.delay_ms as number;
      if (behaviour !== "slow_response" && delay_ms > 0) {
        return fail("invalid_argument", `delay_ms goes with slow_response only, got ${delay_ms} with ${behaviour}`);
      }
      const others = found.mocks.filter((mock) => mock.dependency !== dependency);
      const changed = { ...found, mocks: [...others, { dependency, behaviour, delay_ms }] };
      const replaced = others.length < found.mocks.length;
      return ok({ class_name: found.class_name, dependency, behaviour, delay_ms, replaced }, withClass(world, changed));
    },
  },
];

function runMethod(world: QaWorld, owner: TestClass, method: Method) {
  const mock = owner.mocks.find((each) => each.dependency === method.needs);
  const result = (outcome: "passed" | "failed" | "error", message: string, extra = 0) => ({
    name: method.name,
    outcome,
    message,
    duration_ms: method.duration_ms + extra,
  });
  if (mock?.behaviour === "raises_error") return result("error", `mock of ${mock.dependency} raised an error`);
  if (mock?.behaviour === "times_out") return result("error", `mock of ${mock.dependency} timed out`);
  const unreachable = world.dependencies.some((each) => each.name === method.needs && !each.reachable);
  if (mock === undefined && unreachable) return result("error", `${method.needs} cannot be reached`);
  const delay = mock?.delay_ms ?? 0;
  return method.holds ? result("passed", "", delay) : result("failed", "AssertionError: result differs", delay);
}

/** Every other parameter stays at its minimum while one is varied. */
function deriveCases(info: FunctionInfo, technique: string): Case[] {
  const seen = new Set<string>();
  return info.parameters.flatMap(({ name, minimum, maximum }) => {
    const inside = [minimum, Math.floor((minimum + maximum) / 2), maximum];
    const values = {
      boundary: [minimum - 1, minimum, maximum, maximum + 1],
      partition: inside,
      error_path: [minimum - 1, maximum + 1],
    }[technique as "boundary"];
    return values.flatMap((value): Case[] => {
      const inputs = info.parameters.map((each) => ({
        name: each.name,
        value: each.name === name ? value : each.minimum,
      }));
      const key = inputs.map((input) => input.value).join();
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ inputs, expect: value >= minimum && value <= maximum ? "returns" : "raises" }];
    });
  });
}

function addMethod(world: QaWorld, args: Arguments) {
  const owner = world.classes.find((each) => each.class_name === args.class_name);
  if (owner === undefined) return fail("not_found", `no unittest class ${args.class_name}`);
  const method = args.method as string;
  if (!/^test_[a-z0-9_]+$/.test(method)) return fail("invalid_argument", `method must start with test_, got ${method}`);
  if (owner.methods.some((each) => each.name === method)) {
    return fail("conflict", `${owner.class_name} has a method ${method} already`);
  }
  const info = world.modules
    .find((module) => module.path === owner.module)
    ?.functions.find((each) => each.name === args.function);
  if (info === undefined) return fail("not_found", `${owner.module} has no function ${args.function}`);
  const cases = args.cases as unknown as readonly Case[];
  const wrong = cases.map((each) => caseProblem(info, each)).find((problem) => problem !== undefined);
  if (wrong !== undefined) return fail("invalid_argument", wrong);
  const added: Method = { name: method, needs: "", holds: true, duration_ms: 3 * cases.length };
  return ok(
    { class_name: owner.class_name, method, cases: cases.length },
    withClass(world, { ...owner, methods: [...owner.methods, added] }),
  );
}

function caseProblem(info: FunctionInfo, each: Case): string | undefined {
  const absent = info.parameters.find((parameter) => !each.inputs.some((input) => input.name === parameter.name));
  if (absent !== undefined) return `a case lacks ${absent.name}`;
  const unknown = each.inputs.find((input) => !info.parameters.some((parameter) => parameter.name === input.name));
  if (unknown !== undefined) return `${info.name} has no parameter ${unknown.name}`;
  const inside = info.parameters.every(({ name, minimum, maximum }) => {
    const { value } = each.inputs.find((input) => input.name === name)!;
    return value >= minimum && value <= maximum;
  });
  if (inside === (each.expect === "returns")) return undefined;
  const values = each.inputs.map((input) => `${input.name}=${input.value}`).join(", ");
  return `${values} is ${inside ? "inside" : "outside"} the accepted ranges and cannot expect ${each.expect}`;
}

function withClass(world: QaWorld, changed: TestClass): QaWorld {
  const classes = world.classes.map((each) => (each.class_name === changed.class_name ? changed : each));
  return { ...world, classes };
}
