/** Plays a row again from what it says about itself: its key, kind, family and frame. */
import type { Engine } from "./engine";
import { MIX } from "./mix";
import type { Finding } from "./parse-row";
import { readRow } from "./parse-row";
import { PLAIN_TALK } from "./repertoire";
import { simulate } from "./simulate";
import { EARLIER_TAG } from "./simulate/earlier";
import { frameIdOf } from "./split";
import type { Row, Trace, Trajectory, Wording } from "./types";
import { verify } from "./verify";

export type Rebuilt = { readonly trajectory: Trajectory } | { readonly findings: readonly Finding[] };

/** The trajectory of a generated row; findings when the row cannot be played. */
export function rebuild(engine: Engine, value: unknown): Rebuilt {
  const { read, findings } = readRow(value);
  if (read === undefined || findings.length > 0) return { findings };
  const { row, trace } = read;
  const failed = (pointer: string, message: string): Rebuilt => ({
    findings: [{ gate: "execution", pointer, message }],
  });
  if (trace === undefined || trace.version !== 1 || !Array.isArray(trace.key))
    return failed("/trace", "holds no key to play the row from");
  const entry = MIX.find((each) => each.kind === trace.kind);
  if (entry === undefined) return failed("/trace/kind", `${String(trace.kind)} is no kind of row`);
  if (row.type !== entry.type || row.hallucination_type !== entry.hallucinationType)
    return {
      findings: [
        {
          gate: "decision",
          pointer: "/type",
          message: `a ${trace.kind} row is ${entry.type}${entry.hallucinationType === null ? "" : `, ${entry.hallucinationType}`}`,
        },
      ],
    };
  const frame = findFrame(engine, row);
  if (frame === undefined) return failed("/frame_id", `the agent has no frame ${row.frame_id} in ${row.family}`);
  try {
    const simulated = simulate(engine, {
      blueprint: blueprintOf(row, trace),
      choice: { family: row.family, frame, frameId: row.frame_id, novelty: "none" },
      key: trace.key,
    });
    if (!simulated.ok) return failed("/trace/key", `cannot be played: ${simulated.reason}`);
    const verified = verify(engine, simulated.trajectory);
    return verified.ok ? { trajectory: verified.trajectory } : failed("/trace/key", verified.reason);
  } catch (error) {
    return failed("/trace/key", `cannot be played: ${(error as Error).message}`);
  }
}

function blueprintOf(row: Row, trace: Trace): Trajectory["blueprint"] {
  const index = trace.key[5];
  return {
    type: row.type,
    kind: trace.kind,
    hallucinationType: row.hallucination_type,
    split: trace.split,
    index: typeof index === "number" ? index : 0,
    ...(trace.host === undefined ? {} : { host: trace.host }),
    ...(row.tags.includes("long_context") ? { history: true } : {}),
    ...(row.tags.includes(EARLIER_TAG) ? { earlier: true } : {}),
    ...(row.type === "negative" && row.tags.includes("two_requests") ? { two: true } : {}),
  };
}

function findFrame(engine: Engine, row: Row): Wording | undefined {
  const { family, frame_id } = row;
  const [owner, inner] = family.split(".");
  const other = inner === undefined ? undefined : engine.others().find((each) => each.agent.name === owner);
  const source = other ?? engine;
  const name = inner ?? family;
  const scenario = source.families.get(name)?.scenario;
  const frames =
    family === PLAIN_TALK
      ? engine.agent.lexicon.chat.flatMap((topic) => topic.frames)
      : [
          ...(scenario?.frames ?? []),
          ...(scenario?.missing ?? []).flatMap((each) => each.frames),
          ...(engine.declines.get(name)?.frames ?? []),
        ];
  return frames.find((frame) => frameIdOf(family, frame) === frame_id || frameIdOf(name, frame) === frame_id);
}
