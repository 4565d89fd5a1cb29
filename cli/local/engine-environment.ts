/** What the Pulumi engine and its plugins see of the environment in the local stack. */
import { delimiter, dirname, join } from "node:path";
import type { LocalPlace } from "./place";

export interface SandboxAddress {
  /** `http://127.0.0.1:8471` */
  readonly url: string;
  /** Port of the attached gcp provider. */
  readonly gcpProviderPort: number;
}

/** The one passphrase of the local state: it guards nothing, since nothing there is secret. */
const LOCAL_PASSPHRASE = "local";

/**
 * The environment of the engine. Addresses travel here and never as configuration, because destroy and refresh see the
 * configuration of the last update.
 */
export function engineEnvironment(
  place: LocalPlace,
  sandbox: SandboxAddress,
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const launcher = join(place.root, "node_modules", "@pulumi", "pulumi");
  return {
    // The dynamic provider runs whatever `node` PATH gives first.
    PATH: [dirname(process.execPath), inherited.PATH ?? "", launcher].join(delimiter),
    PULUMI_HOME: place.pulumiHome,
    PULUMI_BACKEND_URL: `file://${place.stateDirectory}`,
    PULUMI_CONFIG_PASSPHRASE: LOCAL_PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: `gcp:${sandbox.gcpProviderPort}`,
    FLANSTACK_VERTEX_BASE_URL: sandbox.url,
    FLANSTACK_STORAGE_BASE_URL: sandbox.url,
    ...loopbackWithoutProxy(inherited),
  };
}

/** With a proxy set and loopback not exempt, every operation of the engine fails: exempt it in both spellings. */
export function loopbackWithoutProxy(inherited: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const known = [inherited.no_proxy, inherited.NO_PROXY].filter(
    (list): list is string => list !== undefined && list !== "",
  );
  const list = [...new Set([...known.flatMap((each) => each.split(",")), "127.0.0.1", "localhost"])].join(",");
  return { no_proxy: list, NO_PROXY: list };
}
