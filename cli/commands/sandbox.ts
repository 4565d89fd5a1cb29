/** `flanstack sandbox`: the embedded services alone, for trying clients and adapters against them. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { Command } from "commander";
import type { CliContext } from "../context";
import { toFactor, toPort } from "../options";

export function sandboxCommand(context: CliContext): Command {
  return new Command("sandbox")
    .description(
      "Runs the embedded Google Cloud Storage, Vertex and OpenAI services on loopback until it is stopped.\nEverything they report is simulated.",
    )
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", toPort, 8471)
    .option("--data <folder>", "where state is kept between runs", ".flanstack/sandbox-alone")
    .option("--speed <factor>", "how much faster than the clock simulated jobs run", toFactor, 600)
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack sandbox\n  flanstack sandbox --port 9000 --data /tmp/sandbox --speed 1",
    )
    .action(async (options: { port: number; data: string; speed: number }) => {
      context.setExitCode(await run(context, options));
    });
}

/** The sandbox process in the foreground; its output and its end are ours. */
function run(context: CliContext, options: { port: number; data: string; speed: number }): Promise<number> {
  const script = resolve(__dirname, "../../sandbox/process.cjs");
  const args = [
    "--port",
    String(options.port),
    "--data",
    resolve(context.cwd, options.data),
    "--speed",
    String(options.speed),
  ];
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGTERM"));
    child.on("error", (error) => {
      context.writeError(`The sandbox could not be started: ${error.message}`);
      done(1);
    });
    child.on("exit", (code, signal) => done(signal === "SIGTERM" ? 0 : (code ?? 1)));
  });
}
