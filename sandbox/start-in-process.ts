/** The sandbox inside a test's own process: same server, no child to wait for. */
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type SandboxOptions } from "./sandbox";

export interface SandboxInProcess {
  readonly url: string;
  readonly directory: string;
  /** An admin call; `path` as in `clock` or `faults`. */
  admin<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  /** Ends and starts again on the same data, as a new process would. */
  restart(): Promise<SandboxInProcess>;
  close(): Promise<void>;
}

export async function startInProcess(options: Partial<SandboxOptions> = {}): Promise<SandboxInProcess> {
  const directory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "sandbox-"));
  const sandbox = createSandbox({
    speed: 0,
    exit: () => {
      throw new Error("exit fault outside a process of its own");
    },
    ...options,
    dataDirectory: directory,
  });
  await new Promise<void>((resolve) => sandbox.server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(sandbox.server.address() as AddressInfo).port}`;
  const end = () =>
    new Promise<void>((resolve) => {
      sandbox.server.once("close", resolve);
      sandbox.close();
    });
  return {
    url,
    directory,
    async admin<T>(method: string, path: string, body?: object) {
      const reply = await fetch(`${url}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
      return (await reply.json()) as T;
    },
    async restart() {
      await end();
      return startInProcess({ ...options, dataDirectory: directory });
    },
    async close() {
      await end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
