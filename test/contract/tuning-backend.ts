/** What every tuning adapter must do, whatever the provider: one suite, run over each of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FlanstackError } from "../../primitives";
import {
  type JobState,
  type JobView,
  type Submission,
  specDigest,
  type TuningBackend,
  type TuningSpec,
} from "../../tuning";
import type { SandboxAdmin } from "./sandbox-admin";

/** How one provider is reached, and what it calls things. */
export interface BackendHarness {
  readonly admin: SandboxAdmin;
  readonly backend: TuningBackend;
  /** The same adapter at an address where nothing listens. */
  readonly unreachable: TuningBackend;
  readonly createOperation: string;
  readonly listOperation: string;
  /** Jobs that may be active at once. */
  readonly quota: number;
  spec(changes?: Partial<TuningSpec>): TuningSpec;
  /** Uploads what the adapter does not upload itself. */
  submission(spec: TuningSpec, changes?: Partial<Submission>): Promise<Submission>;
  /** A spec the provider refuses. */
  refusedSpec(): TuningSpec;
  close(): Promise<void>;
}

/** Parts of the suite that a service cannot take, each with the reason. */
export type Skips = Partial<
  Record<
    "quota" | "refusal" | "faults" | "failure" | "served" | "cancel" | "expired" | "partial" | "paused" | "no-endpoint",
    string
  >
>;

export function describeTuningBackend(name: string, start: () => Promise<BackendHarness>, skips: Skips = {}): void {
  describe(`${name} as a tuning backend`, () => {
    let harness: BackendHarness;
    let generation = 0;
    const unless = (part: keyof Skips) => it.skipIf(skips[part] !== undefined);
    const titled = (title: string, part: keyof Skips) =>
      `${title}${skips[part] === undefined ? "" : ` (skipped: ${skips[part]})`}`;
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness?.close());
    beforeEach(async () => {
      await harness.admin.reset();
      generation += 1;
    });

    async function prepared(changes: Partial<TuningSpec> = {}) {
      const spec = harness.spec({ generation, ...changes });
      const submission = await harness.backend.prepare(spec, await harness.submission(spec));
      return { spec, submission };
    }
    const submit = async (changes: Partial<TuningSpec> = {}, timeoutMilliseconds = 10_000) => {
      const { spec, submission } = await prepared(changes);
      return { spec, outcome: await harness.backend.submit(spec, submission, { timeoutMilliseconds }) };
    };
    const accepted = async (changes: Partial<TuningSpec> = {}): Promise<JobView> => {
      const { outcome } = await submit(changes);
      expect(outcome).toMatchObject({ kind: "accepted" });
      return (outcome as { job: JobView }).job;
    };
    const finished = async (outcome?: string): Promise<JobView> => {
      if (outcome !== undefined) await harness.admin.steer("next", outcome, "as the test ordered");
      const job = await accepted();
      await harness.admin.advance(3 * 3600);
      return (await harness.backend.status(job.name))!;
    };
    const countRequests = async () => (await harness.admin.requests(harness.createOperation)).length;

    it("finds a submitted job by its digest, by its name and in the list", async () => {
      const { spec, outcome } = await submit();
      const { job } = outcome as { job: JobView };
      const found = await harness.backend.find(specDigest(spec));
      expect(found.map((view) => view.name)).toEqual([job.name]);
      expect(await harness.backend.status(job.name)).toMatchObject({ name: job.name, baseModel: spec.baseModel });
      expect((await harness.backend.list()).map((view) => view.name)).toEqual([job.name]);
      expect(Date.parse(job.createTime)).toBeGreaterThan(Date.parse("2026-01-01"));
    });

    it("does not find jobs of another digest", async () => {
      await accepted();
      expect(await harness.backend.find(specDigest(harness.spec({ generation: 999 })))).toEqual([]);
    });

    it("reads lists over several pages", async () => {
      const names = new Set<string>();
      for (let index = 0; index < 3; index += 1) {
        names.add((await accepted({ generation: 10_000 * generation + index })).name);
        await harness.admin.advance(3 * 3600);
      }
      expect(new Set((await harness.backend.list()).map((job) => job.name))).toEqual(names);
    });

    it("knows no job that does not exist", async () => {
      const job = await accepted();
      expect(await harness.backend.status(`${job.name}9`)).toBeUndefined();
    });

    unless("refusal")(
      titled("says refused when the provider refuses, with a way out, and no job exists", "refusal"),
      async () => {
        const spec = harness.refusedSpec();
        const submission = await harness.submission(spec);
        const outcome = await harness.backend.prepare(spec, submission).then(
          (ready) => harness.backend.submit(spec, ready, { timeoutMilliseconds: 10_000 }),
          (error) => ({ kind: "refused" as const, error }),
        );
        expect(outcome.kind).toBe("refused");
        const { error } = outcome as { error: FlanstackError };
        expect(FlanstackError.is(error)).toBe(true);
        expect(error.message).toContain(spec.baseModel);
        expect(await harness.backend.list()).toEqual([]);
      },
    );

    unless("quota")(titled("says quota when as many jobs run as may", "quota"), async () => {
      for (let index = 0; index < harness.quota; index += 1)
        await accepted({ generation: 20_000 * generation + index });
      const { outcome } = await submit({ generation: 30_000 * generation });
      expect(outcome.kind).toBe("quota");
      expect(await harness.backend.list()).toHaveLength(harness.quota);
    });

    unless("faults").each([
      ["503 before anything was done", { action: "status", moment: "received", status: 503 }, 0],
      ["500 after the job was made", { action: "status", moment: "committed", status: 500 }, 1],
      ["a connection dropped before anything was done", { action: "drop", moment: "received" }, 0],
      ["a connection dropped after the job was made", { action: "drop", moment: "committed" }, 1],
      ["no answer at all", { action: "hang", moment: "received" }, 0],
      ["an unreadable reply", { action: "malformed", moment: "committed" }, 1],
    ] as const)(titled("sends one create request and says unknown on %s", "faults"), async (_, rule, jobs) => {
      await harness.admin.fault({ operation: harness.createOperation, nth: 1, ...rule });
      const { spec, outcome } = await submit({}, 700);
      expect(outcome.kind).toBe("unknown");
      expect(await countRequests()).toBe(1);
      expect(await harness.backend.find(specDigest(spec))).toHaveLength(jobs);
    });

    it("says that nothing was sent when nothing listens", async () => {
      const { spec, submission } = await prepared();
      const outcome = await harness.unreachable.submit(spec, submission, { timeoutMilliseconds: 3_000 });
      expect(outcome).toMatchObject({ kind: "refused", error: { code: "provider_unreachable", isRetryable: true } });
    });

    unless("faults")(titled("asks again when a list fails for a moment", "faults"), async () => {
      const job = await accepted();
      await harness.admin.fault({
        operation: harness.listOperation,
        nth: 1,
        action: "status",
        moment: "received",
        status: 503,
      });
      await harness.admin.fault({ operation: harness.listOperation, nth: 2, action: "drop", moment: "received" });
      expect((await harness.backend.list()).map((view) => view.name)).toEqual([job.name]);
    });

    unless("faults")(titled("says what it cannot reach when a list keeps failing", "faults"), async () => {
      await harness.admin.fault({
        operation: harness.listOperation,
        action: "status",
        moment: "received",
        status: 503,
      });
      await expect(harness.backend.list()).rejects.toMatchObject({ code: "provider_unreachable", isRetryable: true });
    });

    it("tells a finished job's model, endpoint and billed tokens", async () => {
      const job = await finished();
      expect(job).toMatchObject({ state: "succeeded" });
      expect(job.tunedModel?.model).toBeTruthy();
      expect(job.tunedModel?.endpoint).toBeTruthy();
      expect(job.statistics?.billedTokens).toBeGreaterThan(0);
    });

    unless("served")(titled("tells that a finished job's model is served", "served"), async () => {
      expect(await harness.backend.isServed(await finished())).toBe(true);
    });

    const ENDS: [string, JobState, keyof Skips][] = [
      ["fail", "failed", "failure"],
      ["fail-validation", "failed", "failure"],
      ["cancel", "cancelled", "cancel"],
      ["expire", "expired", "expired"],
      ["partial", "partial", "partial"],
      ["pause", "paused", "paused"],
    ];
    for (const [order, state, part] of ENDS) {
      unless(part)(titled(`tells a job that ends by ${order} as ${state}`, part), async () => {
        if (order === "cancel") {
          const job = await accepted();
          await harness.backend.cancel(job.name);
          await harness.admin.advance(600);
          expect(await harness.backend.status(job.name)).toMatchObject({ state });
          return;
        }
        const job = await finished(order);
        expect(job.state).toBe(state);
        if (state === "failed") expect(job.error?.message).toBe("as the test ordered");
      });
    }

    unless("no-endpoint")(titled("tells that nothing serves a model without endpoint", "no-endpoint"), async () => {
      const job = await finished("no-endpoint");
      expect(job.state).toBe("succeeded");
      expect(await harness.backend.isServed(job)).toBe(false);
    });

    it("cancels twice and after the end without complaint", async () => {
      const job = await accepted();
      await harness.backend.cancel(job.name);
      await harness.backend.cancel(job.name);
      await harness.admin.advance(600);
      await harness.backend.cancel(job.name);
      expect(await harness.backend.status(job.name)).toMatchObject({ state: "cancelled" });
    });

    it("removes a model once and for all", async () => {
      const job = await finished();
      await harness.backend.removeModel(job);
      expect(await harness.backend.isServed(job)).toBe(false);
      await harness.backend.removeModel(job);
    });
  });
}
