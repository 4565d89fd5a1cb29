import { describe, expect, it } from "vitest";
import { AGENT_ROWS, DATA_REPORT } from "../test/fixtures/data-report";
import { renderBrowseHtml, renderBrowseRows } from "./data-browse-html";
import { dataHeadline, renderDataReportHtml } from "./data-report-html";

describe("the report of a data set", () => {
  it("says first what failed", () => {
    expect(dataHeadline(DATA_REPORT)).toBe("1 gate FAILED: 1 agent, 3 rows");
  });

  it("never says passed of gates that were not evaluated", () => {
    const [agent] = DATA_REPORT.agents;
    const gates = agent!.gates.filter(({ status }) => status !== "failed");
    expect(dataHeadline({ ...DATA_REPORT, agents: [{ ...agent!, gates }] })).toBe(
      "no gate failed, 1 not evaluated: 1 agent, 3 rows",
    );
  });

  it("shows every gate, refusal and fault, escaped, and gives the same bytes again", async () => {
    const page = await renderDataReportHtml(DATA_REPORT);
    for (const text of ["duplicate_prompts", "not evaluated", "&lt;b&gt;7&lt;/b&gt;", "wrong type", "299 of 300"])
      expect(page).toContain(text);
    expect(page).not.toContain("<b>7</b>");
    expect(page).not.toMatch(/<script|https?:\/\/(?!vega\.github\.io|www\.w3\.org)/);
    expect(await renderDataReportHtml(DATA_REPORT)).toBe(page);
  });

  it("leaves out the list of failed gates when none failed", async () => {
    const agents = DATA_REPORT.agents.map((agent) => ({ ...agent, gates: [] }));
    expect(await renderDataReportHtml({ ...DATA_REPORT, agents })).not.toContain("Gates that failed");
  });
});

describe("the pages of rows", () => {
  it("keep a row's text from ending the script it stands in", () => {
    const page = renderBrowseHtml([AGENT_ROWS], "set 0123");
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(renderBrowseRows(AGENT_ROWS)).not.toContain("</script>");
    expect(renderBrowseRows(AGENT_ROWS)).toMatch(/^flanstackRows\(\{.*\}\);\n$/);
  });
});
