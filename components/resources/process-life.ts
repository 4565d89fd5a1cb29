/**
 * When the provider process may end. Pulumi leaves this process behind when the CLI is killed, so it watches the engine's
 * address and ends itself; but never between a claim and its record, where a request may be on its way.
 */
import { connect } from "node:net";

let running = 0;
let endingWith: number | undefined;

/** Runs work that must not be cut. Ending waits for it. */
export async function section<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    if (endingWith !== undefined) end(endingWith);
  }
}

/** Ends the process now, or when the last section is done. */
function end(code: number): void {
  endingWith = code;
  if (running === 0) process.exit(code);
}

const LOOK_EVERY_MILLISECONDS = 500;
/** One refused connection may be chance. */
const LOOKS_THAT_MUST_FAIL = 2;

/**
 * Ends the process when nothing answers at the engine's address any more, and on SIGINT or SIGTERM.
 * @param address `127.0.0.1:41234`, the argument every Pulumi plugin gets
 */
export function endWithEngine(address: string): void {
  const [host, port] = [
    address.slice(0, address.lastIndexOf(":")),
    Number(address.slice(address.lastIndexOf(":") + 1)),
  ];
  let failed = 0;
  const timer = setInterval(() => {
    const socket = connect({ host, port });
    socket.setTimeout(LOOK_EVERY_MILLISECONDS * 4);
    const finish = (isAlive: boolean) => {
      socket.destroy();
      failed = isAlive ? 0 : failed + 1;
      if (failed >= LOOKS_THAT_MUST_FAIL) end(1);
    };
    socket.once("connect", () => finish(true)).once("error", () => finish(false));
    // Slow is not gone: only a refusal counts.
    socket.once("timeout", () => finish(true));
  }, LOOK_EVERY_MILLISECONDS);
  timer.unref();
  process.once("SIGINT", () => end(130));
  process.once("SIGTERM", () => end(143));
}

/** The engine's address among a plugin's arguments. */
export function engineAddress(args: readonly string[]): string | undefined {
  return args.find((argument) => /^[\w.:[\]-]+:\d+$/.test(argument));
}
