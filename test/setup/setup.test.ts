/** Set-up on machines that lack things: which way it takes to a Pulumi CLI, and what it says when there is none. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const checkout = resolve(__dirname, "../..");
const VERSION = "3.259.0";
let machine: string;
/** A checkout on that machine whose packages are installed. */
let root: string;

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), "flanstack-machine-"));
  mkdirSync(join(machine, "bin"));
  root = join(machine, "checkout");
  mkdirSync(join(root, "node_modules"), { recursive: true });
  for (const part of ["scripts", "tools", "package.json", "package-lock.json"])
    symlinkSync(join(checkout, part), join(root, part));
  for (const part of ["node", "@pulumi"])
    symlinkSync(join(checkout, "node_modules", part), join(root, "node_modules", part));
  const lock = createHash("sha256")
    .update(readFileSync(join(checkout, "package-lock.json")))
    .digest("hex");
  writeFileSync(join(root, "node_modules", ".flanstack-packages"), `${lock} ${process.platform}-${process.arch}\n`);
  for (const tool of ["sh", "mkdir", "cat", "chmod", "dirname"])
    symlinkSync(spawnSync("which", [tool], { encoding: "utf8" }).stdout.trim(), join(machine, "bin", tool));
  program("npm", "echo 'npm error network is unreachable' >&2; exit 1");
});
afterEach(() => rmSync(machine, { recursive: true, force: true }));

/** Puts a program on this machine's PATH. */
function program(name: string, script: string): void {
  const file = join(machine, "bin", name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const aPulumi = (version: string) =>
  `mkdir -p "$(dirname "$TARGET")"\ncat > "$TARGET" <<'END'\n#!/bin/sh\necho v${version}\nEND\nchmod +x "$TARGET"`;

function setUp() {
  const run = spawnSync(
    process.execPath,
    ["--preserve-symlinks", "--preserve-symlinks-main", join(root, "scripts/setup.mjs")],
    {
      encoding: "utf8",
      env: { PATH: join(machine, "bin"), HOME: machine, FLANSTACK_CACHE: join(machine, "cache") },
    },
  );
  return { code: run.status, text: run.stderr };
}

describe("the way to a Pulumi CLI", () => {
  it("takes the one on PATH when its version is supported", () => {
    program("pulumi", "echo v3.262.0");
    expect(setUp()).toMatchObject({ code: 0, text: expect.stringContaining("Pulumi 3.262.0 (on PATH)") });
  });

  it("downloads where it can, and uses the cache afterwards", () => {
    program("npm", `TARGET="$PULUMI_HOME/versions/${VERSION}/bin/pulumi"\n${aPulumi(VERSION)}`);
    expect(setUp()).toMatchObject({ code: 0, text: expect.stringContaining("(downloaded)") });
    program("npm", "exit 1");
    expect(setUp()).toMatchObject({ code: 0, text: expect.stringContaining("(cached)") });
  });

  it("builds where only package registries can be reached", () => {
    program(
      "go",
      `if [ "$1" = version ]; then echo go version go1.26; exit 0; fi\nwhile [ "$1" != -o ]; do shift; done\nTARGET="$2"\n${aPulumi(VERSION)}`,
    );
    expect(setUp()).toMatchObject({ code: 0, text: expect.stringContaining("(built)") });
  });

  it("does not take a CLI that says another version than asked for", () => {
    program("npm", `TARGET="$PULUMI_HOME/versions/${VERSION}/bin/pulumi"\n${aPulumi("3.1.0")}`);
    const { code, text } = setUp();
    expect(code).toBe(1);
    expect(text).toContain("3. the official download: gave a CLI that says version 3.1.0");
  });

  it("names all four ways, why each failed, and what helps", () => {
    program("pulumi", "echo v3.100.0");
    const { code, text } = setUp();
    expect(code).toBe(1);
    expect(text).toMatch(/1\. `pulumi` on PATH .* version 3\.100\.0 is outside the supported range/);
    expect(text).toMatch(/2\. the cache .* nothing there yet/);
    expect(text).toContain("3. the official download: npm error network is unreachable");
    expect(text).toContain("4. the build from the Go module: Go is not on PATH");
    expect(text).toContain("install Pulumi");
  });

  it("replaces a cached CLI that does not run any more", () => {
    program("npm", `TARGET="$PULUMI_HOME/versions/${VERSION}/bin/pulumi"\n${aPulumi(VERSION)}`);
    setUp();
    writeFileSync(
      join(machine, "cache/pulumi", `v${VERSION}-${process.platform}-${process.arch}`, "bin/pulumi"),
      "damaged",
    );
    expect(setUp()).toMatchObject({ code: 0, text: expect.stringContaining("(downloaded)") });
  });
});

it("does not empty the packages of another checkout through a link", () => {
  const other = join(machine, "other");
  mkdirSync(other);
  rmSync(join(root, "node_modules"), { recursive: true });
  symlinkSync(other, join(root, "node_modules"));
  program("npm", `touch ${join(machine, "npm-ran")}`);
  const { code, text } = setUp();
  expect(code).toBe(1);
  expect(text).toContain(`npm would empty ${realpathSync(other)}`);
  expect(existsSync(join(machine, "npm-ran"))).toBe(false);
});

describe("arguments", () => {
  it("that are unknown are refused with the usage", () => {
    const run = spawnSync(process.execPath, [join(root, "scripts/setup.mjs"), "--run", "nonsense"], {
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("--run start|local|test|bench");
  });
});
