/** Opens a ledger by its address; its folder or bucket is known without any stack. */
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clock, FlanstackError } from "../../primitives";
import type { Ledger } from "../ledger";
import { openFileLedger } from "./file";
import { openGcsLedger } from "./gcs";

export interface LedgerOptions {
  readonly clock: Clock;
  /** Address of another storage service, such as the sandbox's. */
  readonly storageBaseUrl?: string;
  /** Where a relative `file:` path starts. Default: the work directory. */
  readonly directory?: string;
  /** How long one request may take. Default 20 s. */
  readonly timeoutMilliseconds?: number;
}

/**
 * @param address `gs://bucket/prefix`, `file:///folder`, or `file:folder` relative to the work directory
 * @throws FlanstackError when the address is neither
 */
export function openLedger(address: string, options: LedgerOptions): Ledger {
  const gcs = /^gs:\/\/([^/]+)\/?(.*?)\/*$/.exec(address);
  if (gcs !== null) {
    const { clock, storageBaseUrl: apiEndpoint, timeoutMilliseconds } = options;
    return openGcsLedger({ bucket: gcs[1]!, prefix: gcs[2]!, clock, apiEndpoint, timeoutMilliseconds });
  }
  if (address.startsWith("file:"))
    return openFileLedger(folderOf(address, options.directory ?? process.cwd()), options.clock);
  throw new FlanstackError(`${address} is no ledger address.`, {
    code: "ledger_address",
    path: "flanstack:ledger",
    fix: "Give gs://bucket/prefix or file:///folder.",
  });
}

function folderOf(address: string, directory: string): string {
  if (address.startsWith("file://")) return fileURLToPath(address);
  const path = address.slice("file:".length);
  return isAbsolute(path) ? path : resolve(directory, path);
}
