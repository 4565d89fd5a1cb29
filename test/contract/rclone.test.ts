/** The sandbox under a client that others wrote in another language: rclone copies, checks, lists and deletes with checksums. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";

const hasRclone = spawnSync("rclone", ["version"]).status === 0;
const suffix = hasRclone ? "" : " (skipped: rclone is not installed; apt-get install rclone)";

describe.skipIf(!hasRclone)(`rclone${suffix}`, () => {
  let root: string;
  let sandbox: LaunchedSandbox;
  const rclone = (...args: string[]) => {
    const environment = {
      RCLONE_GCS_ENDPOINT: sandbox.url,
      RCLONE_GCS_ANONYMOUS: "true",
      RCLONE_GCS_BUCKET_POLICY_ONLY: "true",
      RCLONE_GCS_PROJECT_NUMBER: "1234",
      RCLONE_CONFIG: join(root, "none.conf"),
      no_proxy: "127.0.0.1",
    };
    const run = spawnSync("rclone", args, { encoding: "utf8", env: { ...process.env, ...environment } });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  };
  const FILES: Readonly<Record<string, Buffer>> = {
    "train.jsonl": Buffer.from('{"a":1}\n'),
    "name with spaces.txt": Buffer.from("x"),
    "deep/er/empty.bin": Buffer.alloc(0),
    "deep/large.bin": Buffer.alloc(20 * 1024 * 1024, "0123456789abcdef"),
  };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "flanstack-rclone-"));
    sandbox = await launchSandbox({ dataDirectory: join(root, "sandbox"), port: 0 });
    for (const [name, bytes] of Object.entries(FILES)) {
      mkdirSync(join(root, "source", name, ".."), { recursive: true });
      writeFileSync(join(root, "source", name), bytes);
    }
  });
  afterAll(async () => {
    await sandbox?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it("copies there and back, and every checksum agrees", () => {
    expect(rclone("mkdir", ":gcs:data")).toMatchObject({ code: 0 });
    const copied = rclone("copy", "--checksum", join(root, "source"), ":gcs:data/set");
    expect(copied, copied.stderr).toMatchObject({ code: 0 });
    expect(rclone("check", join(root, "source"), ":gcs:data/set")).toMatchObject({ code: 0 });
    const sums = rclone("md5sum", ":gcs:data/set").stdout.trim().split("\n");
    const expected = Object.entries(FILES).map(
      ([name, bytes]) => `${createHash("md5").update(bytes).digest("hex")}  ${name}`,
    );
    expect(sums.sort()).toEqual(expected.sort());
    expect(rclone("copy", ":gcs:data/set", join(root, "back"))).toMatchObject({ code: 0 });
    for (const [name, bytes] of Object.entries(FILES))
      expect(readFileSync(join(root, "back", name)).equals(bytes)).toBe(true);
  });

  it("notices a byte that was changed from outside", async () => {
    const url = `${sandbox.url}/upload/storage/v1/b/data/o?uploadType=media&name=set%2Ftrain.jsonl`;
    await fetch(url, { method: "POST", body: '{"a":2}\n' });
    const checked = rclone("check", join(root, "source"), ":gcs:data/set");
    expect(checked.code).toBe(1);
    expect(checked.stderr).toContain("train.jsonl");
    expect(rclone("copy", "--checksum", join(root, "source"), ":gcs:data/set")).toMatchObject({ code: 0 });
    expect(rclone("check", join(root, "source"), ":gcs:data/set")).toMatchObject({ code: 0 });
  });

  it("lists, moves, deletes and removes the bucket", () => {
    expect(rclone("lsf", "-R", "--files-only", ":gcs:data/set").stdout.trim().split("\n").sort()).toEqual(
      Object.keys(FILES).sort(),
    );
    expect(rclone("moveto", ":gcs:data/set/train.jsonl", ":gcs:data/set/moved.jsonl")).toMatchObject({ code: 0 });
    expect(rclone("lsf", ":gcs:data/set").stdout).toContain("moved.jsonl");
    expect(rclone("delete", ":gcs:data/set/deep")).toMatchObject({ code: 0 });
    expect(rclone("lsf", "-R", "--files-only", ":gcs:data").stdout.trim().split("\n").sort()).toEqual([
      "set/moved.jsonl",
      "set/name with spaces.txt",
    ]);
    expect(rclone("purge", ":gcs:data")).toMatchObject({ code: 0 });
    expect(rclone("lsf", ":gcs:data").code).not.toBe(0);
  });
});
