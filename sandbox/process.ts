/** The sandbox process: reads its arguments, listens on loopback, prints one JSON line when ready, ends on SIGTERM. */
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { createSandbox } from "./sandbox";
import { lockDirectory } from "./store/directory-lock";

/** Exit codes a runner can tell apart. */
export const EXIT_USAGE = 64;
export const EXIT_PORT_BUSY = 75;
const EXIT_FAILED = 70;
const EXIT_FAULT = 137;

const USAGE = "usage: process.cjs --port N --data DIR [--speed X] [--quota N] [--over-quota refuse|queue]";

interface ProcessOptions {
  readonly port: number;
  readonly data: string;
  readonly speed: number | undefined;
  readonly quota: number | undefined;
  readonly overQuota: "refuse" | "queue" | undefined;
}

export function main(argv: readonly string[]): void {
  const options = readOptions(argv);
  if ("wrong" in options) end(EXIT_USAGE, `${options.wrong}\n${USAGE}`);
  try {
    start(options);
  } catch (error) {
    end(EXIT_FAILED, `The sandbox cannot use ${options.data}: ${(error as Error).message}`);
  }
}

function start(options: ProcessOptions): void {
  const { port, data, speed, quota, overQuota } = options;
  const unlock = lockDirectory(data, "process.cjs");
  const sandbox = createSandbox({ dataDirectory: data, speed, quota, overQuota, exit: () => process.exit(EXIT_FAULT) });
  sandbox.server.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE")
      return end(EXIT_FAILED, `The sandbox cannot listen on port ${port}: ${error.message}`);
    end(
      EXIT_PORT_BUSY,
      `Port ${port} of 127.0.0.1 is busy.\nStop the process that holds it, or give another --port (0 takes any free one).`,
    );
  });
  sandbox.server.listen(port, "127.0.0.1", () => {
    const address = sandbox.server.address() as AddressInfo;
    process.stdout.write(
      `${JSON.stringify({ ready: true, port: address.port, pid: process.pid, url: `http://127.0.0.1:${address.port}` })}\n`,
    );
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      sandbox.close();
      unlock();
      process.exit(0);
    });
  }
}

function readOptions(argv: readonly string[]): ProcessOptions | { wrong: string } {
  let values: Record<string, string | undefined>;
  try {
    const options = {
      port: { type: "string" },
      data: { type: "string" },
      speed: { type: "string" },
      quota: { type: "string" },
      "over-quota": { type: "string" },
    } as const;
    values = parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    return { wrong: (error as Error).message };
  }
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return { wrong: `--port ${values.port}: a number from 0 to 65535` };
  if (values.data === undefined || values.data === "")
    return { wrong: "--data is missing: the folder that keeps the sandbox's state" };
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(Number.isFinite(speed) && speed >= 0))
    return { wrong: `--speed ${values.speed}: a number, 0 or more` };
  const quota = values.quota === undefined ? undefined : Number(values.quota);
  if (quota !== undefined && !(Number.isInteger(quota) && quota >= 1))
    return { wrong: `--quota ${values.quota}: a whole number, 1 or more` };
  const overQuota = values["over-quota"];
  if (overQuota !== undefined && overQuota !== "refuse" && overQuota !== "queue") {
    return { wrong: `--over-quota ${overQuota}: refuse or queue` };
  }
  return { port, data: values.data, speed, quota, overQuota };
}

function end(code: number, message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
