import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandboxClock } from "./clock";
import { Store } from "./store/store";

let directory: string;
let machineTime: number;
const machine = { now: () => machineTime };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-clock-"));
  machineTime = 1_000_000;
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the sandbox clock", () => {
  it("shortens jobs by the speed and leaves time stamps alone", () => {
    const clock = createSandboxClock(new Store(directory), machine, 600);
    machineTime += 1000;
    expect(clock.now()).toBe(1_001_000);
    expect(clock.jobTimeAt(clock.now())).toBe(600_000);
    expect(clock.timeOfJobTime(300_000)).toBe(1_000_500);
  });

  it("jumps with job time in full, whatever the speed", () => {
    const clock = createSandboxClock(new Store(directory), machine, 0);
    machineTime += 5000;
    expect(clock.jobTimeAt(clock.now())).toBe(0);
    clock.advance(60);
    expect(clock.now()).toBe(1_065_000);
    expect(clock.jobTimeAt(clock.now())).toBe(60_000);
    expect(clock.timeOfJobTime(20_000)).toBe(1_025_000);
  });

  it("goes on after a restart, also when the machine's time went back", () => {
    const store = new Store(directory);
    createSandboxClock(store, machine, 10).advance(100);
    store.close();
    machineTime -= 30_000;
    const clock = createSandboxClock(new Store(directory), machine, undefined);
    expect(clock.now()).toBe(1_100_000);
    expect(clock.speed()).toBe(10);
    machineTime += 31_000;
    expect(clock.jobTimeAt(clock.now())).toBe(100_000 + 10_000);
  });
});
