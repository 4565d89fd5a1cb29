import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGENT_ROWS, DATA_REPORT } from "../test/fixtures/data-report";
import { renderBrowseHtml, renderBrowseRows } from "./data-browse-html";
import { renderDataReportHtml } from "./data-report-html";

const executablePath = [process.env.FLANSTACK_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

describe.skipIf(executablePath === undefined)(
  "data pages in a browser (needs Chromium, named by FLANSTACK_CHROMIUM)",
  () => {
    let folder: string;
    let browser: Browser;
    const address = (name: string) => pathToFileURL(join(folder, name)).href;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "data-report-"));
      writeFileSync(join(folder, "report.html"), await renderDataReportHtml(DATA_REPORT));
      writeFileSync(join(folder, "index.html"), renderBrowseHtml([AGENT_ROWS], "set 0123"));
      writeFileSync(join(folder, "qa_agent.js"), renderBrowseRows(AGENT_ROWS));
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      ["report.html", "light", 1200],
      ["report.html", "dark", 1200],
      ["report.html", "light", 360],
      ["index.html#qa_agent-7-tflan-000", "light", 1200],
      ["index.html#qa_agent-7-tflan-000", "dark", 360],
    ] as const)("%s, %s, %d wide: no message, nothing cut off, no axe finding", async (name, colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const messages: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      const [file = "", hash] = name.split("#");
      await page.goto(address(file) + (hash === undefined ? "" : `#${hash}`));
      if (hash !== undefined) await page.waitForSelector("#row h2");
      expect(messages).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(pathToFileURL(folder).href) && !url.startsWith("data:"))).toEqual(
        [],
      );
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      await page.evaluate(readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8"));
      const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
      expect(violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      await context.close();
    });

    it("finds rows by words and tags, and opens one by keyboard", async () => {
      const page = await browser.newPage();
      await page.goto(address("index.html"));
      await page.fill("#search", "SUITE react");
      expect(await page.textContent("#count")).toBe("1 of 2 rows");
      await page.fill("#search", "");
      await page.selectOption("#filter-tag", "skill:tflan");
      expect(await page.textContent("#count")).toBe("1 of 2 rows");
      await page.focus("#list a");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#row h2");
      expect(await page.textContent("#row h2")).toBe("qa_agent-7-tflan-000");
      expect(await page.textContent("#row")).toContain("</script><b>suite tflan</b>");
      await page.close();
    });
  },
);
