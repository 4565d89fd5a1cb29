/** Files of JSON lines, read as a stream: what is larger than memory is read all the same. */
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { FlanstackError } from "../primitives";
import type { CliContext } from "./context";

/**
 * The lines of a file, or of standard input for `-`.
 * @throws FlanstackError when it cannot be read
 */
export async function* linesOf(context: Pick<CliContext, "cwd">, file: string): AsyncGenerator<string> {
  const input = file === "-" ? process.stdin : createReadStream(resolve(context.cwd, file));
  input.setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of input as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read.`, {
      code: "file_unreadable",
      path: file,
      fix: "Name a file of JSON lines, or - for standard input.",
      cause,
    });
  }
  if (rest !== "") yield rest;
}
