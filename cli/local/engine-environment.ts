/** What the Pulumi engine and its plugins see of the environment in the local stack. */
import { delimiter, dirname, join } from "node:path";
import type { LocalPlace } from "./place";

export interface SandboxAddress {
  /** `http://127.0.0.1:8471` */
  readonly url: string;
  /** Port of the attached gcp provider. */
  readonly gcpProviderPort: number;
}

/** The sandbox answers at once and lists what it made at once, so that nobody need wait as long as for a cloud. */
const SHORT_DEADLINES = {
  FLANSTACK_CREATE_DEADLINE_SECONDS: "10",
  FLANSTACK_SETTLE_SECONDS: "1",
  FLANSTACK_POLL_SECONDS: "0.3",
  FLANSTACK_QUOTA_RETRY_SECONDS: "1",
} as const;

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
    FLANSTACK_OPENAI_BASE_URL: `${sandbox.url}/v1`,
    FLANSTACK_INTERRUPT: interruptFile(place),
    FLANSTACK_JOURNAL: join(place.folder, "journal"),
    ...SHORT_DEADLINES,
    ...deadlinesOf(inherited),
    ...loopbackWithoutProxy(inherited),
  };
}

/** While this file is there, providers end their waits: a first Ctrl-C does not have to sit out a job. */
export function interruptFile(place: LocalPlace): string {
  return join(place.folder, "interrupted");
}

/** Deadlines that the user set in the environment. */
function deadlinesOf(inherited: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(SHORT_DEADLINES).flatMap((name) => (inherited[name] === undefined ? [] : [[name, inherited[name]]])),
  );
}

/** With a proxy set and loopback not exempt, every operation of the engine fails: exempt it in both spellings. */
export function loopbackWithoutProxy(inherited: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const known = [inherited.no_proxy, inherited.NO_PROXY].filter(
    (list): list is string => list !== undefined && list !== "",
  );
  const list = [...new Set([...known.flatMap((each) => each.split(",")), "127.0.0.1", "localhost"])].join(",");
  return { no_proxy: list, NO_PROXY: list };
}
