/** Puts the sandbox together: store, clock, faults, log and services behind one server. No process, no port. */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { join } from "node:path";
import { type Clock, systemClock } from "../primitives";
import { createAdmin } from "./admin";
import { createSandboxClock } from "./clock";
import { createHolds } from "./faults/holds";
import { createRetryTests } from "./faults/retry-tests";
import { createFaultRules } from "./faults/rules";
import { createRequestLog } from "./http/request-log";
import { createLearnerLibrary } from "./learner/library";
import { createFoundryService } from "./openai/deployments";
import { createOpenAiService } from "./openai/service";
import { steerOpenAiJob } from "./openai/steer";
import { createSandboxServer } from "./server";
import { createPublicObjectService } from "./storage/public-objects";
import { createStorageService } from "./storage/service";
import { Store } from "./store/store";
import { steerJob } from "./vertex/job-life";
import { createVertexService } from "./vertex/service";

export interface SandboxOptions {
  readonly dataDirectory: string;
  /** Seconds of job time per second. Default: what the data directory had before, else 1. */
  readonly speed?: number;
  /** Tuning jobs that may be active at once. Default 6. */
  readonly quota?: number;
  /** Whether Vertex refuses one more job, or lets it wait. Default `refuse`. */
  readonly overQuota?: "refuse" | "queue";
  readonly clock?: Pick<Clock, "now">;
  /** Ends the process at once for an `exit` fault. */
  readonly exit: () => never;
}

export interface Sandbox {
  readonly server: Server;
  close(): void;
}

const DEFAULT_QUOTA = 6;

export function createSandbox(options: SandboxOptions): Sandbox {
  const machine = options.clock ?? systemClock;
  const store = new Store(options.dataDirectory);
  const clock = createSandboxClock(store, machine, options.speed);
  const rules = createFaultRules();
  const holds = createHolds();
  const retryTests = createRetryTests((name) => /^(storage|vertex|openai)\.\w+\.\w+$/.test(name), randomUUID);
  const log = createRequestLog(join(options.dataDirectory, "requests.jsonl"));
  const startedAt = new Date(machine.now()).toISOString();
  const admin = createAdmin({
    clock,
    rules,
    holds,
    log,
    startedAt,
    quota: options.quota ?? DEFAULT_QUOTA,
    reset() {
      holds.releaseAll("drop");
      rules.clear();
      store.reset();
      clock.reset();
      log.clear();
    },
    steerJob(id, order) {
      const state = store.begin();
      const steer = id.startsWith("ftjob-") || order.provider === "openai" ? steerOpenAiJob : steerJob;
      const reply = steer(state, clock, id, order);
      store.commit(state.changes, clock.now());
      return reply;
    },
  });
  const settings = {
    clock,
    quota: options.quota ?? DEFAULT_QUOTA,
    overQuota: options.overQuota ?? ("refuse" as const),
    learners: createLearnerLibrary(),
  };
  const services = [
    createStorageService(),
    createVertexService(settings),
    createOpenAiService(settings),
    createFoundryService(),
    createPublicObjectService(),
  ];
  const server = createSandboxServer({
    store,
    clock,
    rules,
    holds,
    log,
    retryTests,
    services,
    admin,
    exit: options.exit,
  });
  return {
    server,
    close() {
      server.closeAllConnections();
      server.close();
      store.close();
    },
  };
}
