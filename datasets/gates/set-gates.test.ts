import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { libraryEngine } from "../../test/fixtures/library-rows";
import { variedExamples } from "../../test/fixtures/varied-examples";
import { normaliseSettings } from "../settings";
import type { Example, Row, SpokenClass, Trace, TraceCall } from "../types";
import { contentGates } from "./content-gates";
import type { GateResult } from "./gate";
import { agentGates } from "./set-gates";
import { wordingGates } from "./wording-gates";

const settings = normaliseSettings("library_agent", {});
const good = variedExamples();

type Change = (example: Example, index: number) => Example;
type Spoil = (examples: readonly Example[]) => readonly Example[];

const each =
  (change: Change): Spoil =>
  (examples) =>
    examples.map(change);
/** Changes every n-th. */
const every = (n: number, change: Change) =>
  each((example, index) => (index % n === 1 ? change(example, index) : example));
const row =
  (more: Partial<Row> | ((row: Row) => Partial<Row>)): Change =>
  (example) => ({
    ...example,
    row: { ...example.row, ...(typeof more === "function" ? more(example.row) : more) },
  });
const trace =
  (change: (trace: Trace) => Partial<Trace>): Change =>
  (example) => ({
    ...example,
    trace: { ...example.trace, ...change(example.trace) },
  });
const calls = (change: (call: TraceCall, index: number) => Partial<TraceCall>) =>
  trace(({ calls: made }) => ({ calls: made.map((call, index) => ({ ...call, ...change(call, index) })) }));
const prompt =
  (change: (text: string, index: number) => string): Change =>
  (example, index) => ({
    ...example,
    prompt: change(example.prompt, index),
  });
const tag = (name: string, wanted: boolean) =>
  row(({ tags }) => ({ tags: [...tags.filter((each) => each !== name), ...(wanted ? [name] : [])] }));
const only =
  (type: Row["type"], change: Change): Change =>
  (example, index) =>
    example.row.type === type ? change(example, index) : example;
const held =
  (change: Change): Change =>
  (example, index) =>
    example.split === "validation" ? change(example, index) : example;
const tools =
  (count: number): Change =>
  (example) => ({ ...example, tools: Array.from({ length: count }, () => example.tools[0]!) });
const fewWords = (size: number) =>
  each((example, index) => {
    const random = createRandom("few words", index);
    return {
      ...example,
      prompt: Array.from({ length: 14 }, () => `w${"abcdefghijklmnopqrstuvwxyz"[random.int(0, size - 1)]}`).join(" "),
    };
  });
const spoken =
  (wanted: SpokenClass, change: (text: string) => string): Change =>
  (example) => ({
    ...example,
    spoken: example.spoken.map((each) => (each.class === wanted ? { ...each, masked: change(each.masked) } : each)),
  });
const coined = (text: string) => text.split(" ").filter((word) => word.length > 5);
const reasons =
  (keep: boolean): Change =>
  (example) => ({
    ...example,
    messages: example.messages.map((message) =>
      message.content.includes("<tool_call>")
        ? {
            ...message,
            content: `${keep ? "It is needed.\n" : ""}${message.content.slice(message.content.indexOf("<tool_call>"))}`,
          }
        : message,
    ),
  });

const SPOKEN = ["answer", "clarification", "refusal", "reason"] as const;

/** Sets that each gate must refuse; all other things in them are as in the set that passes. */
const BAD: { readonly [gate: string]: readonly (readonly [reason: string, spoil: Spoil])[] } = {
  counts_not_as_asked: [
    ["a row short", (all) => all.slice(1)],
    ["a row in the wrong split", (all) => [{ ...all[0]!, split: "validation" }, ...all.slice(1)]],
  ],
  duplicate_prompts: [
    ["one prompt twice", ([first, second, ...rest]) => [first!, { ...second!, prompt: first!.prompt }, ...rest]],
  ],
  near_duplicate_prompts: [
    [
      "each 20th prompt like the one before",
      (all) =>
        all.map((example, index) =>
          index % 20 === 1 ? { ...example, prompt: `${all[index - 1]!.prompt} too` } : example,
        ),
    ],
  ],
  prompt_boilerplate: [
    [
      "a fifth opens alike",
      every(
        5,
        prompt((text) => `could you please have a look at ${text}`),
      ),
    ],
  ],
  prompt_skeletons: [
    [
      "half have one build",
      every(
        2,
        prompt((text) => `the ${coined(text)[0]} of the ${coined(text)[1]}`),
      ),
    ],
  ],
  prompt_function_words: [
    ["keywords only", each(prompt((text) => coined(text).join(" ")))],
    ["hardly a word of content", each(prompt((text) => `${text} of the one that is in the other and with it`))],
  ],
  prompt_distinct_1: [["26 words", fewWords(26)]],
  prompt_distinct_2: [["26 words in any order", fewWords(26)]],
  prompt_distinct_3: [["eight words in any order", fewWords(8)]],
  prompt_gzip_ratio: [
    [
      "one long sentence with a name in it",
      each(
        prompt(
          (text) =>
            `please tell me all that our house has to say about ${coined(text)[0]} and about the people who have to do with it`,
        ),
      ),
    ],
  ],
  frames: [["a hundred frames", each((example, index) => row({ frame_id: `f${index % 100}` })(example, index))]],
  frames_in_train: [
    ["ninety in train", each((example, index) => row({ frame_id: `${example.split}${index % 90}` })(example, index))],
  ],
  largest_frame_share: [["one frame for each 50th", every(50, row({ frame_id: "same" }))]],
  noisy_prompts: [["a fifth with typing errors", every(5, (example) => ({ ...example, noiseEdits: 1 }))]],
  noise_edits_per_8_words: [["one prompt hard to read", every(600, (example) => ({ ...example, noiseEdits: 5 }))]],
  ...Object.fromEntries(
    SPOKEN.flatMap((kind): [string, [string, Spoil][]][] => [
      [
        `${kind}_skeletons`,
        [
          [
            "half are one sentence",
            every(
              2,
              spoken(kind, () => "It is _."),
            ),
          ],
        ],
      ],
      [
        `${kind}_boilerplate`,
        [
          [
            "a third goes on alike",
            every(
              3,
              spoken(kind, (text) => `${text} and that is all there is to it`),
            ),
          ],
        ],
      ],
      [
        `${kind}_opening`,
        [
          [
            "a tenth begins alike",
            every(
              10,
              spoken(kind, (text) => `so here it is ${text}`),
            ),
          ],
        ],
      ],
    ]),
  ),
  distinct_calls: [
    [
      "one call in every fifth row",
      every(
        5,
        calls(() => ({ name: "loans_list", arguments: { member_id: "M-1" } })),
      ),
    ],
  ],
  functions_used: [
    [
      "a function that nobody calls",
      each(
        calls((call) => (call.name === "loans_renew" ? { name: "loans_list", arguments: { member_id: "M-1" } } : {})),
      ),
    ],
  ],
  function_entropy: [
    [
      "nearly always the same function",
      each((example, index) =>
        index % 20 === 0
          ? example
          : calls((_, at) => ({ name: "loans_list", arguments: { member_id: `M-${index}-${at}` } }))(example, index),
      ),
    ],
  ],
  parameters_and_enum_values_never_used: [
    ["an option that nobody uses", each(calls(({ arguments: { weeks: _weeks, ...rest } }) => ({ arguments: rest })))],
  ],
  distinct_observations: [
    [
      "half return the same",
      every(
        2,
        calls(() => ({ observation: { found: "x" } })),
      ),
    ],
  ],
  trained_observations: [
    [
      "one observation trained on",
      every(600, (example) => ({
        ...example,
        messages: example.messages.map((message) => (message.role === "tool" ? { ...message, loss: true } : message)),
      })),
    ],
    [
      "one observation inside a trained text",
      every(600, (example) => ({
        ...example,
        messages: example.messages.map((message) =>
          message.role === "assistant" ? { ...message, content: "Action: f\nObservation: {}" } : message,
        ),
      })),
    ],
  ],
  parallel_share: [["no two calls in a turn", each(calls((_, at) => ({ turn: 2 + 2 * at })))]],
  recovery_share: [["nothing ever fails", each(calls(() => ({ ok: true })))]],
  clarification_share: [
    [
      "nobody asks back",
      each(trace(({ texts }) => ({ texts: texts.map((text) => ({ ...text, decision: "answer" })) }))),
    ],
  ],
  negatives_with_twin: [
    ["no negative has one", each(row(({ tags }) => ({ tags: tags.filter((each) => !each.startsWith("twin:")) })))],
  ],
  near_miss_share: [["half are plain talk", every(2, (example) => ({ ...example, kind: "plain_talk" }))]],
  react_with_parallel_step: [
    [
      "none in ReAct",
      each(
        only(
          "react",
          calls((_, at) => ({ turn: 2 + 2 * at })),
        ),
      ),
    ],
  ],
  react_ending_partly: [
    [
      "every end is good",
      each(
        only(
          "react",
          trace(({ texts }) => ({ texts: texts.map((text) => ({ ...text, decision: "answer" })) })),
        ),
      ),
    ],
  ],
  react_steps_mean: [
    [
      "two steps each",
      each(
        only(
          "react",
          trace(({ calls: made }) => ({ calls: made.slice(0, 2) })),
        ),
      ),
    ],
    [
      "a step more each",
      each(
        only(
          "react",
          trace(({ calls: made }) => ({ calls: [...made, { ...made[0]!, turn: 90 }] })),
        ),
      ),
    ],
  ],
  call_turns_with_reason: [
    ["no call has one", each(reasons(false))],
    ["every call has one", each(reasons(true))],
  ],
  easy_share: [
    ["none is easy", each(row({ difficulty: "medium" }))],
    ["all are easy", each(row({ difficulty: "easy" }))],
  ],
  hard_share: [
    ["none is hard", each(row({ difficulty: "medium" }))],
    ["all are hard", each(row({ difficulty: "hard" }))],
  ],
  long_context_share: [
    ["none is long", each(tag("long_context", false))],
    ["a tenth is long", every(10, tag("long_context", true))],
  ],
  react_text_share: [
    ["none in text", each(tag("react_text", false))],
    ["all in text", each(tag("react_text", true))],
  ],
  masked_share_of_train: [
    ["none is masked", each(tag("masked", false))],
    ["all are masked", each(tag("masked", true))],
  ],
  tools_0_to_2: [
    ["always three or more", each((example, index) => (example.tools.length < 3 ? tools(3)(example, index) : example))],
    ["every fifth has none", every(5, tools(0))],
  ],
  tools_3_to_8: [
    ["half have ten", every(2, tools(10))],
    ["all have five", each((example, index) => tag("all_tools", false)(tools(5)(example, index), index))],
  ],
  tools_all: [
    ["none has all", each(tag("all_tools", false))],
    ["half have all", every(2, tag("all_tools", true))],
  ],
  tokens_per_row: [
    ["rows of a few words", each((example) => ({ ...example, messages: example.messages.slice(-1) }))],
    [
      "rows that are paid for four times",
      each((example) => ({ ...example, messages: Array.from({ length: 4 }, () => example.messages).flat() })),
    ],
  ],
  validation_prompt_in_train: [
    [
      "one prompt in both",
      (all) => all.map((example, index) => (index === 4 ? { ...example, prompt: `${all[0]!.prompt} too` } : example)),
    ],
  ],
  nearest_train_prompt: [
    [
      "one prompt in both",
      (all) => all.map((example, index) => (index === 4 ? { ...example, prompt: `${all[0]!.prompt} too` } : example)),
    ],
  ],
  validation_from_unseen_families: [["every family is trained on", each(row({ family: "family1" }))]],
  validation_from_unseen_frames: [
    [
      "every frame is trained on",
      each(held((example, index) => row({ frame_id: `train${(index - 4) % 180}` })(example, index))),
    ],
  ],
  copying: [
    [
      "the prompt and the function of a trained row",
      (all) =>
        all.map((example, index) =>
          example.split === "validation"
            ? {
                ...example,
                prompt: `${all[index - 1]!.prompt} ${coined(example.prompt)[0]}`,
                trace: { ...example.trace, calls: all[index - 1]!.trace.calls },
              }
            : example,
        ),
    ],
  ],
};

/** Figures that stand beside the limits and have none. */
const PRINTED = [
  "prompt_distinct_1_without_values",
  "prompt_distinct_2_without_values",
  "prompt_distinct_3_without_values",
  "frames_reserved",
];

type Gates = (examples: readonly Example[]) => readonly GateResult[];
const PARTS: readonly Gates[] = [wordingGates, (examples) => contentGates(libraryEngine, examples)];
/** The part of the gates that a gate belongs to: the others need not be computed. */
const partOf = (gate: string): Gates =>
  PARTS_BY_GATE.get(gate) ?? ((examples) => agentGates(libraryEngine, settings, examples));
const PARTS_BY_GATE = new Map(PARTS.flatMap((part) => part(good).map(({ gate }) => [gate, part] as const)));

describe("the set gates of an agent", () => {
  const passed = agentGates(libraryEngine, settings, good);

  it("pass a varied set", () => {
    expect(
      passed
        .filter(({ status }) => status !== "passed")
        .map(({ gate, value, limit }) => `${gate} ${value}, wants ${limit}`),
    ).toEqual([]);
  });

  const judged = passed.map(({ gate }) => gate).filter((gate) => !PRINTED.includes(gate));

  it("have a bad set each", () => {
    expect(Object.keys(BAD).sort()).toEqual(judged.sort());
  });

  describe.each(Object.entries(BAD))("%s refuses", (gate, bad) => {
    it.each(bad)("%s", (_reason, spoil) => {
      const found = partOf(gate)(spoil(good)).find((each) => each.gate === gate)!;
      expect(found.status, `${gate} ${found.value}, wants ${found.limit}`).toBe("failed");
    });
  });

  it("say nothing of a set that is too small for them", () => {
    const small = agentGates(
      libraryEngine,
      settings,
      good.filter((_, index) => index % 30 === 0),
    );
    const failed = small
      .filter(({ status, limit }) => status === "failed" && limit !== "printed")
      .map(({ gate }) => gate);
    expect(failed).toEqual(["counts_not_as_asked"]);
  });
});
