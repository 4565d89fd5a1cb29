import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalPlace, localPlace } from "./place";
import { clearDeadLocks, dropCutOffAttributes, restoreCheckpoint } from "./repair";

let place: LocalPlace;
beforeEach(() => {
  place = localPlace(undefined, mkdtempSync(join(tmpdir(), "flanstack-repair-")));
});
afterEach(() => rmSync(place.folder, { recursive: true, force: true }));

const below = (...parts: string[]) => join(place.stateDirectory, ".pulumi", ...parts);
function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const lock = (pid: number, host = hostname()) => {
  const file = write(
    below("locks", "organization", "flanstack", "local", `${pid}.json`),
    JSON.stringify({ pid, hostname: host, timestamp: "now" }),
  );
  write(`${file}.attrs`, "{}");
  return file;
};

describe("clearDeadLocks", () => {
  it("removes the lock of a process that is gone, with its attributes", async () => {
    const file = lock(2 ** 22 - 1);
    expect(await clearDeadLocks(place, "flanstack", "local")).toBe(1);
    expect(existsSync(file) || existsSync(`${file}.attrs`)).toBe(false);
  });

  it("waits for a process that is about to end", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 600)"]);
    lock(child.pid!);
    expect(await clearDeadLocks(place, "flanstack", "local")).toBe(1);
    expect(child.exitCode ?? child.signalCode).not.toBeNull();
  });

  it("does nothing where there is no lock", async () => {
    expect(await clearDeadLocks(place, "flanstack", "local")).toBe(0);
  });
});

describe("restoreCheckpoint", () => {
  const file = () => below("stacks", "flanstack", "local.json");

  it("leaves a state that can be read, and a stack that is not there", () => {
    expect(restoreCheckpoint(place, "flanstack", "local")).toBe(false);
    write(file(), '{"version":3}');
    write(`${file()}.bak`, '{"version":2}');
    expect(restoreCheckpoint(place, "flanstack", "local")).toBe(false);
    expect(readFileSync(file(), "utf8")).toBe('{"version":3}');
  });

  it.each([
    ["empty", ""],
    ["cut off", '{"version":3,"check'],
  ])("takes the backup when the state is %s", (_, text) => {
    write(file(), text);
    write(`${file()}.bak`, '{"version":2}');
    expect(restoreCheckpoint(place, "flanstack", "local")).toBe(true);
    expect(readFileSync(file(), "utf8")).toBe('{"version":2}');
  });

  it("takes the backup when the state was moved away and not yet written again", () => {
    write(`${file()}.bak`, '{"version":2}');
    expect(restoreCheckpoint(place, "flanstack", "local")).toBe(true);
    expect(readFileSync(file(), "utf8")).toBe('{"version":2}');
  });

  it("starts empty when neither can be read", () => {
    write(file(), "");
    write(`${file()}.bak`, "");
    expect(restoreCheckpoint(place, "flanstack", "local")).toBe(true);
    expect(existsSync(file())).toBe(false);
  });
});

describe("dropCutOffAttributes", () => {
  it.each([
    ["", "cut off before the first byte"],
    ['{"user.cache', "cut off in the middle"],
  ])("removes attributes that hold %j (%s), and nothing else", (text) => {
    const whole = write(below("stacks", "flanstack", "local.json.bak.attrs"), "{}");
    const state = write(below("stacks", "flanstack", "local.json"), "");
    const cutOff = write(`${state}.attrs`, text);
    expect(dropCutOffAttributes(place)).toBe(1);
    expect([whole, state, cutOff].map((file) => existsSync(file))).toEqual([true, true, false]);
  });

  it("does nothing where there is no state yet", () => {
    expect(dropCutOffAttributes(place)).toBe(0);
  });
});
