/**
 * The fault API of Google's storage test bench (`/retry_test`, `x-retry-test-id`), word for word, so that client suites
 * written for the bench run here; the operations of Vertex AI and OpenAI may be named as well.
 */
import { json, type Reply } from "../http/exchange";

/** What an instruction does to one request. */
export type Interruption =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "reset" }
  /** The first bytes of an upload are kept, then the status is sent. */
  | { readonly kind: "cut-upload"; readonly status: number; readonly bytes: number }
  /** The reply breaks off after these bytes. */
  | { readonly kind: "broken-reply"; readonly bytes: number }
  /** Nothing is sent for a while. */
  | { readonly kind: "stall"; readonly milliseconds: number };

export interface RetryTests {
  /** Answers `/retry_test` and `/retry_tests`; `undefined` for every other path. */
  answer(method: string, path: string, body: Buffer): Reply | undefined;
  /**
   * The interruption of this request, taken off the list of its test.
   * @param upload bytes an upload had before this request and will have after it; absent for other requests
   */
  take(
    id: string | undefined,
    operation: string,
    upload?: { readonly before: number; readonly after: number },
  ): Interruption | undefined;
}

interface RetryTest {
  readonly id: string;
  readonly instructions: Map<string, string[]>;
}

export function createRetryTests(isOperation: (name: string) => boolean, newId: () => string): RetryTests {
  const tests = new Map<string, RetryTest>();

  function create(body: Buffer): Reply {
    const given = parse(body);
    if (given === undefined) return wrong("instructions: an object of lists of texts, by method");
    for (const [operation, list] of Object.entries(given)) {
      if (!isOperation(operation)) return wrong(`The fault injection request contains an unknown method: ${operation}`);
      const unknown = list.find((instruction) => interruptionOf(instruction, undefined) === "unknown");
      if (unknown !== undefined)
        return wrong(`The fault injection request contains an unknown instruction: ${unknown}`);
    }
    const test = {
      id: newId(),
      instructions: new Map(Object.entries(given).map(([operation, list]) => [operation, [...list]])),
    };
    tests.set(test.id, test);
    return json(render(test));
  }

  return {
    answer(method, path, body) {
      if (path === "/retry_tests" && method === "GET") return json({ retry_test: [...tests.values()].map(render) });
      if (path === "/retry_test" && method === "POST") return create(body);
      const id = /^\/retry_test\/([^/]+)$/.exec(path)?.[1];
      if (id === undefined) return undefined;
      const test = tests.get(id);
      if (test === undefined) return json({ error: { code: 404, message: `Retry Test ${id} does not exist` } }, 404);
      if (method === "DELETE") tests.delete(id);
      return json(render(test));
    },
    take(id, operation, upload) {
      const list = id === undefined ? undefined : tests.get(id)?.instructions.get(operation);
      const next = list?.[0];
      if (list === undefined || next === undefined) return undefined;
      const interruption = interruptionOf(next, upload);
      if (interruption === "unknown" || interruption === undefined) return undefined;
      list.shift();
      return interruption;
    },
  };
}

function render({ id, instructions }: RetryTest): object {
  const left = Object.fromEntries(instructions);
  return {
    id,
    instructions: left,
    completed: Object.values(left).every((list) => list.length === 0),
    transport: "HTTP",
  };
}

/** `undefined`: not for this request yet (bytes that have not been reached). */
function interruptionOf(
  instruction: string,
  upload: { before: number; after: number } | undefined,
): Interruption | "unknown" | undefined {
  const match =
    /^return-(\d{3})(?:-after-(\d+)K)?$|^return-(reset-connection)$|^return-(broken-stream)(?:-final-chunk)?(?:-after-(\d+)(K|B))?$|^stall-for-(\d+)s-after-\d+K$/.exec(
      instruction,
    );
  if (match === null) return "unknown";
  const [, status, afterUpload, reset, broken, afterReply, unit, stall] = match;
  if (reset !== undefined) return { kind: "reset" };
  if (stall !== undefined) return { kind: "stall", milliseconds: Number(stall) * 1000 };
  if (broken !== undefined)
    return {
      kind: "broken-reply",
      bytes: afterReply === undefined ? 4 : Number(afterReply) * (unit === "K" ? 1024 : 1),
    };
  if (afterUpload === undefined) return { kind: "status", status: Number(status) };
  const limit = Number(afterUpload) * 1024;
  if (upload === undefined || upload.after < limit) return undefined;
  return upload.before >= limit
    ? { kind: "status", status: Number(status) }
    : { kind: "cut-upload", status: Number(status), bytes: limit - upload.before };
}

function parse(body: Buffer): Record<string, string[]> | undefined {
  try {
    const { instructions } = JSON.parse(body.toString("utf8")) as { instructions?: unknown };
    if (typeof instructions !== "object" || instructions === null) return undefined;
    const isFine = Object.values(instructions).every(
      (list) => Array.isArray(list) && list.every((text) => typeof text === "string"),
    );
    return isFine ? (instructions as Record<string, string[]>) : undefined;
  } catch {
    return undefined;
  }
}

function wrong(message: string): Reply {
  return json({ error: { code: 400, message } }, 400);
}
