import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationResults } from "../test/fixtures/evaluation-results";
import { renderEvaluationHtml } from "./evaluation-html";

const executablePath = [process.env.FLANSTACK_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(executablePath === undefined)(
  "the report in a browser (needs Chromium, named by FLANSTACK_CHROMIUM)",
  () => {
    let folder: string;
    let browser: Browser;
    let address: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "report-"));
      const file = join(folder, "report.html");
      writeFileSync(file, await renderEvaluationHtml(await evaluationResults()));
      address = pathToFileURL(file).href;
      browser = await chromium.launch({ executablePath, args: FLAGS });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      ["light", { colorScheme: "light", viewport: { width: 1200, height: 900 } }],
      ["dark", { colorScheme: "dark", viewport: { width: 1200, height: 900 } }],
      ["narrow", { colorScheme: "light", viewport: { width: 360, height: 800 } }],
      ["print", { colorScheme: "light", viewport: { width: 800, height: 1100 } }],
    ] as const)("%s: no console message, no request, nothing cut off, no axe finding", async (name, options) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const messages: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      if (name === "print") await page.emulateMedia({ media: "print" });
      await page.goto(address);
      expect(messages).toEqual([]);
      expect(requests.filter((url) => url !== address && !url.startsWith("data:"))).toEqual([]);
      const [content, window] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as [
        number,
        number,
      ];
      expect(content).toBeLessThanOrEqual(window);
      await page.evaluate(readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8"));
      const { violations, passes } = (await page.evaluate("axe.run()")) as AxeResults;
      expect(violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain("color-contrast");
      await context.close();
    });

    it("is used by keyboard: every error class opens with Enter, every wide table can be reached", async () => {
      const page = await browser.newPage();
      await page.goto(address);
      const reached = new Set<string>();
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press("Tab");
        reached.add((await page.evaluate("document.activeElement.tagName")) as string);
        if (reached.has("SUMMARY")) break;
      }
      expect([...reached]).toEqual(expect.arrayContaining(["A", "DIV", "SUMMARY"]));
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(true);
      await page.close();
    });

    it("prints its folded parts too", async () => {
      const page = await browser.newPage();
      await page.goto(address);
      const height = () =>
        page.evaluate("document.querySelector('section:nth-of-type(3) > details').getBoundingClientRect().height");
      const onScreen = (await height()) as number;
      await page.emulateMedia({ media: "print" });
      expect(await height()).toBeGreaterThan(onScreen);
      await page.close();
    });
  },
);
