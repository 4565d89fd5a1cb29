/** Parsers of options that several commands share. */
import { InvalidArgumentError } from "commander";

/** Collects `--set name=value`. */
export function collectSetting(text: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Write setting=value, such as seed=8.");
  return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
}

/** A port that a server may be asked to listen on. */
export function toPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError("A port is an integer from 0 to 65535.");
  return port;
}

/** A factor above 0. */
export function toFactor(text: string): number {
  const factor = Number(text);
  if (!(factor > 0)) throw new InvalidArgumentError("A factor is a number above 0.");
  return factor;
}
