/** Serves the local gcp provider on a free loopback port and prints that port, as the engine's plugins do. */
import * as provider from "@pulumi/pulumi/provider";
import { createLocalGcpProvider } from "./provider";
import { createStorageClient } from "./storage-client";

const EXIT_USAGE = 64;

export function main(): void {
  const url = process.env.FLANSTACK_STORAGE_BASE_URL;
  if (url === undefined || !URL.canParse(url)) {
    process.stderr.write(
      "FLANSTACK_STORAGE_BASE_URL must be the sandbox's address, for example http://127.0.0.1:8471.\n",
    );
    process.exit(EXIT_USAGE);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
  void provider.main(createLocalGcpProvider(createStorageClient(url)), []);
}
