import { describe, expect, it } from "vitest";
import {
  asks,
  calls,
  instructs,
  isKind,
  isNative,
  libraryEngine,
  libraryRows,
  observes,
  type Spoil,
  says,
  spoilCall,
  spoilMessage,
  spoilText,
  spoilTools,
  spoilTrace,
  spoilTracedCall,
  traceOf,
} from "../../test/fixtures/library-rows";
import type { Row } from "../types";
import { verifyRow } from "../verify-row";

const rows = libraryRows();
const single = isKind("single");
const removed = isKind("tool_removed");
const slips = isKind("recovery_mistake");
const isMasked = (row: Row) => row.tags.includes("masked") && JSON.parse(row.tools).length > 0;
const isText = (row: Row) => row.tags.includes("react_text") && traceOf(row).calls.length > 0;
const renews = (row: Row) => single(row) && row.family === "renew_loan";

type Bad = readonly [reason: string, from: (row: Row) => boolean, spoil: Spoil, says: RegExp];

const ownTool = (name: string) => {
  const { description, parameters } = libraryEngine.simulator.tools.get(name)!;
  return { name, description, parameters: parameters as never };
};
const tail = (words: string) => (text: string) => `${text} ${words}`;
const another = (digits: string) => digits.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));

/** Each of these is caught by its gate and by no other: with that gate switched off, the row would pass. */
const BAD: { readonly [gate: string]: readonly Bad[] } = {
  format: [
    ["a slot that was never filled", single, spoilText(asks, tail("{book}")), /placeholder/],
    ["a choice that was never made", single, spoilText(asks, tail("[please|now]")), /placeholder/],
    ["a value that is undefined", single, spoilText(asks, tail("undefined")), /"undefined"/],
    ["a value that is not a number", single, spoilText(asks, tail("NaN")), /"NaN"/],
    ["an object written as text", single, spoilText(asks, tail("[object Object]")), /\[object/],
    ["filler text", single, spoilText(asks, tail("lorem ipsum")), /lorem ipsum/],
    ["a note to the author", single, spoilText(asks, tail("TBD")), /TBD/],
    ["a list of nothing after a colon", single, spoilText(asks, tail("They are:.")), /":\.", where a value/],
    [
      "a list of nothing after a dash",
      single,
      spoilText(asks, tail("Two terms -.")),
      /where a value seems to be missing/,
    ],
    [
      "an article before nothing",
      single,
      spoilText(asks, tail("It breaks that rule on the.")),
      /"the\.", where a value/,
    ],
    ["a stop after a gap", single, spoilText(asks, tail("It is due on .")), /where a value seems to be missing/],
  ],
  hygiene: [
    ["a mail address that may be someone's", single, spoilText(asks, tail("write to a.b@gmail.com")), /mail domain/],
    ["a web address that may be someone's", single, spoilText(asks, tail("see https://acme.io/x")), /web domain/],
    ["a telephone number that may ring", single, spoilText(asks, tail("call 212 664-7665")), /phone number/],
    ["a network address in use", single, spoilText(instructs, tail("The host is 8.8.4.4.")), /documentation address/],
    ["a password in the system text", single, spoilText(instructs, tail("password: hunter2xyz")), /no secret/],
    ["an attack that works", single, spoilText(instructs, tail("<script>alert</script>")), /attack payload/],
    ["a word that a provider refuses", single, spoilText(instructs, tail("<|endoftext|>")), /forbidden words/],
  ],
  tool: [
    ["a function listed twice", single, spoilTools((tools) => [...tools, tools[0]!]), /stands twice/],
    [
      "a function that the agent does not have",
      single,
      spoilTools((tools) => [...tools, { ...tools[0]!, name: "loans_extend" }]),
      /has no function loans_extend/,
    ],
    [
      "a description that promises something else",
      single,
      spoilTools(([first, ...rest]) => [{ ...first!, description: "Deletes a loan." }, ...rest]),
      /not described as the agent defines it/,
    ],
    [
      "a parameter that is no longer required",
      single,
      spoilTools(([first, ...rest]) => [{ ...first!, parameters: { ...first!.parameters, required: [] } }, ...rest]),
      /not described as the agent defines it/,
    ],
    [
      "masked parameters that differ from the function's own",
      isMasked,
      spoilTools(([first, ...rest]) => [{ ...first!, parameters: { ...first!.parameters, required: [] } }, ...rest]),
      /not described as the agent defines it/,
    ],
  ],
  execution: [
    ["an observation of another state", renews, spoilText(observes, another), /observes something else/],
    [
      "a state before that was not",
      single,
      spoilTracedCall(() => ({ before: "0000000000000000" })),
      /not what the replay did/,
    ],
    [
      "a state after that never came",
      renews,
      spoilTracedCall(() => ({ after: "0000000000000000" })),
      /not what the replay did/,
    ],
    [
      "a failure traced as success",
      isKind("recovery_environment", "recovery_mistake"),
      (row) => {
        const { calls } = traceOf(row);
        return spoilTrace(() => ({ calls: calls.map((call) => ({ ...call, ok: true })) }))(row);
      },
      /not what the replay did/,
    ],
    [
      "a slip traced as a choice",
      slips,
      spoilTrace(({ calls }) => ({ calls: calls.map(({ event: _event, ...call }) => call) })),
      /not what the replay did/,
    ],
    [
      "a traced argument that was not",
      renews,
      spoilTracedCall((call) => ({ arguments: { ...call.arguments, weeks: 4 } })),
      /not what the replay did/,
    ],
    [
      "a traced observation that was not",
      single,
      spoilTracedCall(() => ({ observation: {} })),
      /not what the replay did/,
    ],
    ["a traced call at another message", single, spoilTracedCall(() => ({ turn: 4 })), /not what the replay did/],
    [
      "a traced call of another function",
      single,
      spoilTracedCall(() => ({ name: "loans_list" })),
      /not what the replay did/,
    ],
    ["a trace of another day", single, spoilTrace(() => ({ today: "2026-01-01" })), /another kind, day or split/],
  ],
  provenance: [
    [
      "a source that it does not have",
      renews,
      spoilTracedCall(({ provenance }) => ({ provenance: { ...provenance, "/loan_id": "observation" } })),
      /not where the values come from/,
    ],
    ["a source left out", renews, spoilTracedCall(() => ({ provenance: {} })), /not where the values come from/],
    [
      "a request that names another loan than is renewed",
      renews,
      spoilText(asks, (text) => text.replace(/LN-\d+/, "LN-1")),
      /comes from nowhere/,
    ],
  ],
  grounding: [
    ["a number nobody gave", renews, spoilText(says, tail("That is day 41.")), /the number 41/],
    ["an identifier nobody gave", renews, spoilText(says, tail("See LN-x9.")), /the identifier/],
    ["a name nobody gave", renews, spoilText(says, tail("Ask Miriam.")), /the name Miriam/],
    [
      "a claim of something never done",
      renews,
      spoilText(says, tail("I have also told the reader.")),
      /not what its wordings and values say/,
    ],
    [
      "a request beside its frame",
      renews,
      spoilText(asks, (text) => text.replace(/week/, "month")),
      /not what its frame and values say/,
    ],
    [
      "a number beside the request that its world does not hold",
      renews,
      spoilText(asks, tail("We close at 2199.")),
      /its world does not hold/,
    ],
    [
      "a reason that no wording gives",
      renews,
      spoilText(calls, (text) => `The loan is nearly over.\n${text}`),
      /gives a reason/,
    ],
  ],
  decision: [
    [
      "a function that would serve what is refused",
      removed,
      (row) => {
        const missing = libraryEngine.agent.tools.filter(({ name }) => !row.tools.includes(`"${name}"`));
        return spoilTools((tools) => [...tools, ownTool(missing[0]!.name)])(row);
      },
      /would serve the request that is refused/,
    ],
    [
      "another day stated than the conversation's",
      (row) => single(row) && row.conversations[0]!.content.includes(traceOf(row).today),
      (row) => spoilText(instructs, (text) => text.replaceAll(traceOf(row).today, "2026-03-04"))(row),
      /takes place on/,
    ],
    [
      "a refusal traced as an answer",
      removed,
      spoilTrace(({ texts }) => ({ texts: [{ ...texts[0]!, decision: "answer" }] })),
      /decides otherwise/,
    ],
    [
      "a decision traced at another message",
      removed,
      spoilTrace(({ texts }) => ({ texts: [{ ...texts[0]!, turn: 1 }] })),
      /decides otherwise/,
    ],
    ["a decision left out of the trace", removed, spoilTrace(() => ({ texts: [] })), /decides otherwise/],
    [
      "a refusal called by another name",
      removed,
      (row) => ({ ...row, hallucination_type: "out_of_scope" }),
      /a tool_removed row is/,
    ],
    [
      "a call accepted that does something else",
      renews,
      spoilTrace(({ calls }) => ({ accept: [{ turn: 2, calls: [{ ...calls[0]!, arguments: { loan_id: "LN-1" } }] }] })),
      /other calls than those that are as good/,
    ],
    [
      "a call that is as good and not accepted",
      (row) => isNative(row) && traceOf(row).accept.length > 0,
      spoilTrace(() => ({ accept: [] })),
      /other calls than those that are as good/,
    ],
    [
      "a value that the answer states and the trace no longer asks for",
      renews,
      spoilTrace(({ texts }) => ({ texts: texts.map((text) => ({ ...text, required: text.required.slice(1) })) })),
      /not what a right answer must say/,
    ],
    [
      "a value asked for that the answer states by chance",
      renews,
      spoilTrace(({ texts }) => ({
        texts: texts.map((text) => ({ ...text, required: [...text.required, "is now"] })),
      })),
      /not what a right answer must say/,
    ],
    [
      "a function left out that the refusal offers",
      isKind("operation_removed"),
      spoilTools(() => []),
      /called or offered, and not shown/,
    ],
    [
      "a refusal said twice",
      removed,
      (row) => ({ ...row, conversations: [...row.conversations, ...row.conversations.slice(1)] }),
      /says 2 things; the replay says 1/,
    ],
    ["a positive of another type", single, (row) => ({ ...row, type: "react" }), /a single row is/],
  ],
  loss: [
    [
      "an observation that is trained on",
      renews,
      spoilMessage(observes, () => ({ loss: true })),
      /tool message is never trained on/,
    ],
    [
      "a request that is trained on",
      renews,
      spoilMessage(asks, () => ({ loss: true })),
      /user message is never trained on/,
    ],
    [
      "a system text that is trained on",
      renews,
      spoilMessage(instructs, () => ({ loss: true })),
      /system message is never trained on/,
    ],
    ["an answer that is left out", renews, spoilMessage(says, () => ({ loss: false })), /is to be trained on/],
    ["nothing that is trained on", removed, spoilMessage(says, () => ({ loss: false })), /nothing is trained on/],
    [
      "an observation in ReAct text that is trained on",
      isText,
      spoilMessage(
        ({ content }) => content.startsWith("Observation: "),
        () => ({ loss: true }),
      ),
      /user message is never trained on/,
    ],
  ],
};

/** Plain faults that more than one gate sees. */
const PLAIN: readonly (readonly [
  reason: string,
  from: (row: Row) => boolean,
  spoil: Spoil,
  says: readonly RegExp[],
])[] = [
  [
    "a called function that is not shown",
    single,
    (row) => spoilTools((tools) => tools.filter(({ name }) => name !== traceOf(row).calls[0]!.name))(row),
    [/^tool: .* is not among the row's functions/],
  ],
  [
    "a call of a function that nobody has",
    renews,
    spoilCall((call) => ({ ...call, name: "loans_extend" })),
    [/^tool: loans_extend is not among/, /^execution: calls something else/],
  ],
  [
    "an argument that the function does not take",
    renews,
    spoilCall((call) => ({ ...call, arguments: { ...call.arguments, urgent: true } })),
    [
      /^tool: .*additional properties: urgent/,
      /^execution: calls something else/,
      /^provenance: .*\/urgent = true comes/,
    ],
  ],
  [
    "an argument left out that the function wants",
    renews,
    spoilCall((call) => ({ ...call, arguments: { weeks: 2 } })),
    [/^tool: .*required property 'loan_id'/, /^execution: calls something else/],
  ],
  [
    "a number written as text",
    renews,
    spoilCall((call) => ({ ...call, arguments: { ...call.arguments, weeks: String(call.arguments.weeks) } })),
    [/^tool: .*weeks must be integer/, /^execution: calls something else/],
  ],
  [
    "a number outside the range",
    renews,
    spoilCall((call) => ({ ...call, arguments: { ...call.arguments, weeks: 12 } })),
    [/^tool: .*weeks must be <= 4/, /^execution: calls something else/, /^provenance: .*\/weeks = 12 comes/],
  ],
  [
    "a call of another loan",
    renews,
    spoilCall((call) => ({ ...call, arguments: { ...call.arguments, loan_id: "LN-1" } })),
    [/^execution: calls something else/, /^provenance: .*"LN-1" comes from nowhere/],
  ],
  [
    "a call that the trace leaves out",
    renews,
    spoilTrace(() => ({ calls: [] })),
    [/^execution: does not hold the calls/, /^provenance: is not where the values come from/],
  ],
  [
    "a call that was never made",
    renews,
    (row) => ({ ...row, conversations: [...row.conversations.slice(0, 2), ...row.conversations.slice(4)] }),
    [
      /^execution: holds 0 calls; the replay makes 1/,
      /^decision: message 2 decides otherwise/,
      /^grounding: the number/,
    ],
  ],
  ["an answer without what it must say", renews, spoilText(says, () => "Renewed."), [/^decision: does not say "LN-/]],
];

describe("a row is refused for", () => {
  it.each(PLAIN)("%s", (_reason, from, spoil, messages) => {
    const row = rows.find(from)!;
    const findings = verifyRow(libraryEngine, spoil(row)).map(({ gate, message }) => `${gate}: ${message}`);
    for (const message of messages)
      expect(
        findings.some((finding) => message.test(finding)),
        findings.join("\n"),
      ).toBe(true);
  });
});

describe.each(Object.entries(BAD))("the %s gate alone refuses", (gate, bad) => {
  it.each(bad)("%s", (_reason, from, spoil, message) => {
    const row = rows.find(from)!;
    expect(verifyRow(libraryEngine, row)).toEqual([]);
    const findings = verifyRow(libraryEngine, spoil(row));
    expect([...new Set(findings.map((finding) => finding.gate))], JSON.stringify(findings)).toEqual([gate]);
    expect(findings.map((finding) => finding.message).join("; ")).toMatch(message);
  });
});
