/**
 * Situations made from the functions alone: each function by itself, two at once, one after the other, and one of which is asked
 * back. Their words are those of the functions' names; write your own frames, family by family, as people would ask.
 */
import type { Random } from "../../primitives";
import {
  all,
  answer,
  ask,
  call,
  type Observation,
  partial,
  type Scenario,
  type Slots,
  type Wording,
} from "../contract";
import { type Leaf, leavesOf, type ToolDefinition, wordsOf } from "./definitions";
import { drawArguments } from "./draw";
import type { SkeletonAnswer } from "./tools";
import type { SkeletonWorld } from "./world";

type Skeleton = Scenario<SkeletonWorld>;

/** Neighbours that are asked for together; more of them would say nothing new. */
const PAIRS = 8;

export function skeletonScenarios(definitions: readonly ToolDefinition[]): Skeleton[] {
  const pairs = definitions.map(
    (definition, index) => [definition, definitions[(index + 1) % definitions.length]!] as const,
  );
  // A single function is asked for twice, with two sets of arguments.
  const both = pairs.filter(([left, right]) => left !== right || definitions.length === 1).slice(0, PAIRS);
  return [
    ...definitions.flatMap((definition) => [
      alone(definition, "required"),
      ...(leavesOf(definition, "all").length > leavesOf(definition, "required").length
        ? [alone(definition, "all")]
        : []),
    ]),
    ...both.map(([left, right]) => together(left, right)),
    ...both.map((pair, index) =>
      inTurn(index % 3 === 2 ? [...pair, definitions[(index + 2) % definitions.length]!] : pair),
    ),
    ...both.slice(0, 3).map(([first, second]) => unclear(first, second)),
  ];
}

function alone(definition: ToolDefinition, which: "required" | "all"): Skeleton {
  const leaves = leavesOf(definition, which);
  const isComplex = leaves.length >= 4 || leaves.some(({ path }) => path.length > 1);
  const say = (without?: string) => framesOf([{ definition, leaves: leaves.filter(({ slot }) => slot !== without) }]);
  return {
    family: which === "all" ? `${definition.name}_in_full` : definition.name,
    skill: definition.family,
    shape: isComplex ? "complex" : "single",
    draw(world, random) {
      const { slots, args } = drawArguments(leaves, world, random);
      return {
        slots: { ...slots, ...purpose(world, random) },
        *solve() {
          const seen = yield* call(definition.name, args, {
            reasons: [`I can ${verb(definition)} right away.`, `This is for the function ${words(definition)}.`],
          });
          return report([[definition, seen]]);
        },
        follow: (observations) => followUps(observations),
      };
    },
    frames: say(),
    missing: leaves
      .filter(({ isRequired, meaning }) => isRequired && meaning !== "switch")
      .map(({ slot, label }) => ({
        slot,
        frames: say(slot).slice(0, 6),
        ask: [`Which ${label} should I use?`, `I need the ${label} for that: which is it?`, `What is the ${label}?`],
        reply: [`{${slot}}`, `It's {${slot}}.`, `{${slot}}, please.`, `Take {${slot}}.`],
      })),
    invalid: leaves.flatMap((leaf) => invalidOf(definition, leaf)),
  };
}

function invalidOf(
  definition: ToolDefinition,
  { slot, label, schema, path }: Leaf,
): NonNullable<Skeleton["invalid"]>[number][] {
  if (path.length > 1) return [];
  const shared = { slot, tool: definition.name, parameter: String(path[0]) };
  if (schema.enum !== undefined) {
    const allowed = schema.enum.map((value) => value.replaceAll("_", " ")).join(", ");
    return [
      {
        ...shared,
        draw: (world: SkeletonWorld, random: Random) => ({ value: random.pick(world.phrases) }),
        explain: [
          `{${slot}} is no ${label} I can use; there are {allowed}. Which one?`,
          `The ${label} can be {allowed}, but not {${slot}}. Which do you want?`,
        ],
        allowed,
      },
    ];
  }
  if (schema.maximum === undefined) return [];
  const most = Math.floor(schema.maximum);
  return [
    {
      ...shared,
      draw: (_world: SkeletonWorld, random: Random) => ({ value: most + random.int(1, 90) }),
      explain: [
        `{${slot}} is too much for the ${label}: {allowed}. What should it be?`,
        `The ${label} goes {allowed}, so {${slot}} won't do. Which number instead?`,
      ],
      allowed: `up to ${most}`,
    },
  ];
}

function together(left: ToolDefinition, right: ToolDefinition): Skeleton {
  const [a, b] = [leavesOf(left, "required"), leavesOf(right, "required")];
  const parts = [
    { definition: left, leaves: prefixed(a, "a_") },
    { definition: right, leaves: prefixed(b, "b_") },
  ];
  return {
    family: `${left.name}_and_${right.name}`,
    skill: left.family,
    shape: "parallel",
    draw(world, random) {
      const [first, second] = [drawArguments(a, world, random, "a_"), drawArguments(b, world, random, "b_")];
      return {
        slots: { ...first.slots, ...second.slots, ...purpose(world, random) },
        *solve() {
          const seen = yield* all([
            [left.name, first.args],
            [right.name, second.args],
          ]);
          return report([
            [left, seen[0]!],
            [right, seen[1]!],
          ]);
        },
      };
    },
    frames: framesOf(parts, "and also"),
  };
}

function inTurn(definitions: readonly ToolDefinition[]): Skeleton {
  const steps = definitions.map((definition, index) => ({
    definition,
    leaves: leavesOf(definition, "required"),
    prefix: `s${index + 1}_`,
  }));
  return {
    family: `first_${definitions.map(({ name }) => name).join("_then_")}`.slice(0, 120),
    skill: definitions[0]!.family,
    shape: "chain",
    draw(world, random) {
      const drawn = steps.map(({ leaves, prefix }) => drawArguments(leaves, world, random, prefix));
      return {
        slots: Object.assign({}, ...drawn.map(({ slots }) => slots), purpose(world, random)) as Slots,
        *solve() {
          const seen: [ToolDefinition, Observation][] = [];
          for (const [index, { definition }] of steps.entries()) {
            const observation = yield* call(definition.name, drawn[index]!.args);
            seen.push([definition, observation]);
            if (!observation.ok) break;
          }
          return report(seen);
        },
      };
    },
    frames: framesOf(
      steps.map(({ definition, leaves, prefix }) => ({ definition, leaves: prefixed(leaves, prefix) })),
      "and after that",
    ),
  };
}

/** The first answer names two things; which of them is meant, only the person knows. */
function unclear(first: ToolDefinition, second: ToolDefinition): Skeleton {
  const leaves = leavesOf(first, "required");
  return {
    family: `${first.name}_which_one`,
    skill: first.family,
    shape: "ambiguous",
    draw(world, random) {
      const { slots, args } = drawArguments(leaves, world, random);
      const choice = random.int(0, 1);
      return {
        slots: { ...slots, ...purpose(world, random) },
        *solve() {
          const seen = yield* call(first.name, args);
          if (!seen.ok) return report([[first, seen]]);
          const { related, reference } = seen.value as unknown as SkeletonAnswer;
          const [one, other] = related;
          return ask(
            ["Two are related: {one} and {other}. Which do you mean?", "I see {one} and {other} there: which of them?"],
            { one: one!.id, other: other!.id },
            {
              frames: ["The {wanted} one.", "{wanted}, I'd say.", "I mean {wanted}.", "It's about {wanted}."],
              slots: { wanted: { value: related[choice]!.name } },
              *solve() {
                return answer(["That is {id}; the reference is {reference}.", "Then it's {id}, under {reference}."], {
                  id: related[choice]!.id,
                  reference,
                });
              },
            },
          );
        },
      };
    },
    frames: framesOf([{ definition: first, leaves }]).map(
      (frame) => `${frame} Then tell me about the related one, before we ${verb(second)}.`,
    ),
  };
}

interface Part {
  readonly definition: ToolDefinition;
  readonly leaves: readonly Leaf[];
}

/** Requests for one call or several, in different builds of sentence. */
function framesOf(parts: readonly Part[], joint = "and"): Wording[] {
  const wish = parts.map(({ definition, leaves }) => `${verb(definition)}${details(leaves)}`).join(` ${joint} `);
  return [
    `For {purpose}, [please |]${wish}.`,
    `[Can|Could] you ${wish}? {purpose} [depends on it|needs it].`,
    `I'm [busy with|working on] {purpose} and have to ${wish}.`,
    `We can't go on with {purpose} until you ${wish}.`,
    `[Please |]${wish}; [it is for|that's for] {purpose}.`,
    `Somebody in charge of {purpose} asked me to ${wish}. Go ahead.`,
    `Because of {purpose} I'd like you to ${wish}.`,
    `Next on the list of {purpose}: ${wish}.`,
    `Would you ${wish}? [It came up|I noticed it] during {purpose}.`,
    `{purpose} is [waiting|on hold]. ${capital(wish)}.`,
    `What do we get if you ${wish}? I need it for {purpose}.`,
    `Help me with {purpose}: ${wish}[, will you|].`,
  ];
}

function details(leaves: readonly Leaf[]): string {
  const each = leaves.map(({ label, slot }) => `${label} {${slot}}`);
  if (each.length === 0) return "";
  return ` with ${each.slice(0, -1).join(", ")}${each.length > 1 ? " and " : ""}${each.at(-1)}`;
}

function prefixed(leaves: readonly Leaf[], prefix: string): Leaf[] {
  return leaves.map((leaf) => ({ ...leaf, slot: prefix + leaf.slot }));
}

function purpose(world: SkeletonWorld, random: Random): Slots {
  return { purpose: { value: random.pick(world.purposes) } };
}

const ANSWERED: readonly Wording[] = [
  "{what}: reference {reference}, status {status}.",
  "The reference is {reference}; the status is {status}. That was: {what}.",
  "{what} is done, it is about the {subject} ({reference}).",
  "Under {reference} I find the {subject}, status {status}.",
  "Here you are: {reference}, the {subject}, {status}.",
  "I did {what}, and it says {status} for {reference}.",
];

function report(seen: readonly (readonly [ToolDefinition, Observation])[]) {
  const failed = seen.find(([, observation]) => !observation.ok);
  if (failed !== undefined) {
    const [definition, observation] = failed;
    return partial(["I could not {what}: {reason}.", "{what} did not work: {reason}."], {
      what: verb(definition),
      reason: observation.ok ? "" : observation.error.message,
    });
  }
  const values = seen.map(([definition, observation]) => ({
    what: words(definition),
    ...((observation as { readonly value: unknown }).value as SkeletonAnswer),
  }));
  if (values.length === 1) {
    const { what, reference, status, subject } = values[0]!;
    return answer(ANSWERED, { what, reference, status, subject }, { required: ["reference"] });
  }
  const named = Object.fromEntries(
    values.flatMap(({ what, reference, status }, index) => [
      [`what${index}`, what],
      [`reference${index}`, reference],
      [`status${index}`, status],
    ]),
  );
  const list = (one: (index: number) => string) => values.map((_, index) => one(index)).join("; ");
  return answer(
    [
      `${list((index) => `{what${index}}: {reference${index}}, {status${index}}`)}.`,
      `All done: ${list((index) => `{reference${index}} is {status${index}}`)}.`,
      `The references are ${list((index) => `{reference${index}} ({what${index}})`)}.`,
    ],
    named,
    { required: values.map((_, index) => `reference${index}`) },
  );
}

function followUps([first]: readonly Observation[]) {
  if (first === undefined || !first.ok) return [];
  const { reference, subject } = first.value as unknown as SkeletonAnswer;
  return [
    {
      frames: [
        "[And|Sorry,] what was the reference again?",
        "Which reference did you say?",
        "Can you repeat the reference for my notes?",
        "I missed the reference, what is it?",
      ],
      slots: {},
      *solve() {
        return answer(["It is {reference}.", "The reference is {reference}.", "{reference}."], { reference });
      },
    },
    {
      frames: [
        "And what is it about?",
        "What does it concern?",
        "Remind me what it's about?",
        "About what, did it say?",
      ],
      slots: {},
      *solve() {
        return answer(["It is about the {subject}.", "The {subject}.", "It concerns the {subject}."], { subject });
      },
    },
  ];
}

/** `getPetById` → "get pet by id". */
function verb(definition: ToolDefinition): string {
  return words(definition);
}

function words({ name }: ToolDefinition): string {
  return wordsOf(name).join(" ");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
