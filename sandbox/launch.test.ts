/** The processes themselves: start, take-over, port, end, and a crash on order. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LaunchedSandbox, launchSandbox } from "./launch";
import { isRunning } from "./process-control";

let directory: string;
const launched: LaunchedSandbox[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-launch-"));
});
afterEach(async () => {
  for (const sandbox of launched.splice(0)) await sandbox.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function launch(options: Partial<Parameters<typeof launchSandbox>[0]> = {}): Promise<LaunchedSandbox> {
  const sandbox = await launchSandbox({ dataDirectory: directory, ...options });
  launched.push(sandbox);
  return sandbox;
}

const status = async (url: string) =>
  (await (await fetch(`${url}/_sandbox/status`)).json()) as { pid: number; speed: number };

describe("launchSandbox", () => {
  it("starts, is found again, and comes back on the same port with its state", async () => {
    const first = await launch({ speed: 5 });
    expect((await status(first.url)).pid).toBe(first.pid);
    await fetch(`${first.url}/storage/v1/b?project=p`, { method: "POST", body: '{"name":"kept"}' });
    const second = await launch({ speed: 7 });
    expect([second.pid, second.isReused, (await status(second.url)).speed]).toEqual([first.pid, true, 7]);
    await first.stop();
    expect(isRunning(first.pid, "process.cjs")).toBe(false);
    const third = await launch();
    expect([third.port, third.isReused]).toEqual([first.port, false]);
    expect((await fetch(`${third.url}/storage/v1/b/kept`)).status).toBe(200);
  });

  it("gives each run a provider of its own, with the sandbox's address", async () => {
    const first = await launch({ gcpProvider: true });
    const second = await launch({ gcpProvider: true });
    expect(first.gcpProviderPort).toBeGreaterThan(0);
    expect(second.gcpProviderPid).not.toBe(first.gcpProviderPid);
    expect(isRunning(first.gcpProviderPid!, "process.cjs")).toBe(false);
  });

  it("refuses a busy port with the way out", async () => {
    const holder: Server = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { port: number };
    await expect(launch({ port })).rejects.toMatchObject({
      code: "sandbox_port_busy",
      message: expect.stringContaining(`Port ${port}`),
    });
    holder.close();
  });

  it("says why when it cannot start", async () => {
    await expect(launch({ speed: -1 })).rejects.toMatchObject({
      code: "sandbox_not_ready",
      message: expect.stringContaining("--speed -1"),
    });
  });

  it("dies on order, at the moment that was named, with what was committed on disk", async () => {
    const sandbox = await launch();
    const rule = { operation: "storage.buckets.insert", nth: 1, moment: "committed", action: "exit" };
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(rule) });
    await expect(
      fetch(`${sandbox.url}/storage/v1/b?project=p`, { method: "POST", body: '{"name":"kept"}' }),
    ).rejects.toThrow();
    await expect.poll(() => isRunning(sandbox.pid, "process.cjs")).toBe(false);
    const again = await launch();
    expect((await fetch(`${again.url}/storage/v1/b/kept`)).status).toBe(200);
  });
});

describe("the process", () => {
  function run(args: string[]): Promise<{ code: number | null; errors: string }> {
    return new Promise((resolve) => {
      const child: ChildProcess = spawn(process.execPath, [join(__dirname, "process.cjs"), ...args]);
      let errors = "";
      child.stderr!.on("data", (part) => {
        errors += part;
      });
      child.on("exit", (code) => resolve({ code, errors }));
    });
  }

  it.each([
    ["no data directory", ["--port", "0"], "--data is missing"],
    ["a port that is none", ["--port", "70000", "--data", "x"], "--port 70000"],
    ["an unknown option", ["--colour", "blue"], "--colour"],
  ])("ends with a usage message for %s", async (_, args, message) => {
    const { code, errors } = await run(args);
    expect([code, errors]).toEqual([64, expect.stringContaining(message)]);
    expect(existsSync("x")).toBe(false);
  });

  it("ends when its data directory cannot be made", async () => {
    const { code, errors } = await run(["--port", "0", "--data", join(process.execPath, "under-a-file")]);
    expect([code, errors]).toEqual([70, expect.stringContaining("cannot use")]);
  });

  it("shares its data directory with no other, and takes over one that a kill left locked", async () => {
    const { pid } = await launch();
    const second = await run(["--port", "0", "--data", directory]);
    expect([second.code, second.errors]).toEqual([70, expect.stringContaining(`process ${pid} uses it`)]);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isRunning(pid, "process.cjs")).toBe(false);
    expect((await launch()).isReused).toBe(false);
  });

  it("says so when the data are of another version", async () => {
    writeFileSync(join(directory, "state.jsonl"), '[["sandbox","format",{"version":99}]]\n');
    const { code, errors } = await run(["--port", "0", "--data", directory]);
    expect([code, errors]).toEqual([70, expect.stringContaining("version 99")]);
  });

  it("writes what it is to the data directory", async () => {
    const { port, pid } = await launch();
    expect(JSON.parse(readFileSync(join(directory, "sandbox.json"), "utf8"))).toMatchObject({ port, pid });
  });
});
