import { describe, expect, it } from "vitest";
import { evaluationResults } from "../test/fixtures/evaluation-results";
import { renderEvaluationHtml } from "./evaluation-html";
import { COMMENT_MARK, renderEvaluationMarkdown } from "./evaluation-markdown";
import { escapeHtml, html } from "./html";

const results = evaluationResults();

describe("the HTML report", () => {
  it("is one file that loads nothing and runs nothing", async () => {
    const page = await renderEvaluationHtml(await results);
    const outside = [...page.matchAll(/(?:src|href|xlink:href|action)="([^"]*)"/g)].map(([, address]) => address!);
    expect(outside.filter((address) => !address.startsWith("#") && !address.startsWith("data:"))).toEqual([]);
    expect(page).not.toMatch(/<script|<iframe|@import|url\(/i);
    expect(page).not.toMatch(/ on[a-z]+="/i);
  });

  it("is the same for the same results", async () => {
    const [first, second] = [await renderEvaluationHtml(await results), await renderEvaluationHtml(await results)];
    expect(first).toBe(second);
  });

  it("puts the verdict before everything else", async () => {
    const page = await renderEvaluationHtml(await results);
    expect(page).toContain("1 promote, 1 hold, 1 inconclusive (3 agents, test rows)");
    const order = ["PROMOTE", 'id="gains"', "Metrics", "What went wrong", "Slices", 'id="cost"', 'id="lineage"'];
    const main = page.slice(page.indexOf("<main"));
    const places = order.map((word) => main.indexOf(word));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places[0]).toBeGreaterThan(0);
  });

  it("shows case sets, the gap between seen wordings and new families, and folds small slices", async () => {
    const page = await renderEvaluationHtml(await results);
    expect(page).toContain("Beside the rows");
    expect(page).toMatch(/hand-written: the first \d+ that went wrong/);
    expect(page).toMatch(/Gap between wordings seen in training and new families, in points: tuned [+-]?\d/);
    const [few] = (await results).agents;
    const arms = few!.arms.map((arm) => ({
      ...arm,
      slices: arm.slices.map((slice) => ({ ...slice, solved: { ...slice.solved, total: 3 } })),
    }));
    const small = await renderEvaluationHtml({ ...(await results), agents: [{ ...few!, arms }] });
    expect(small).toMatch(/<summary>\d+ slices of fewer than 10 steps<\/summary>/);
    const { sets: _, ...without } = few!;
    expect(await renderEvaluationHtml({ ...(await results), agents: [without] })).not.toContain("Beside the rows");
  });

  it("shows how models did on their own, beside a verdict or as part of it", async () => {
    const page = await renderEvaluationHtml(await results);
    expect(page).toContain("Free running");
    expect(page).toContain("The verdict is taken on something else");
    expect(page).toContain("nothing was called");
    expect(page).not.toContain("<script>alert(2)");
    const { agents, ...about } = await results;
    const decided = agents.map((agent) =>
      agent.freeRunning === undefined ? agent : { ...agent, freeRunning: { ...agent.freeRunning, decides: true } },
    );
    expect(await renderEvaluationHtml({ ...about, agents: decided })).toContain("in place of single steps");
    expect(renderEvaluationMarkdown(await results)).toContain("Free running, 60 examples: tuned 90.0");
  });

  it("shows what models wrote as text", async () => {
    const page = await renderEvaluationHtml(await results);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("says when it is simulated, and when rows decide nothing", async () => {
    const simulated = await renderEvaluationHtml(await results);
    expect(simulated).toContain("Simulated");
    const measured = await evaluationResults({ rowsFrom: "validation", isSimulated: false });
    const page = await renderEvaluationHtml(measured);
    expect(page).not.toContain("Simulated");
    expect(page).not.toContain("PROMOTE");
    expect(page).toContain("No verdict: 3 agents measured on validation rows");
  });

  it("has one id per section and links that lead somewhere", async () => {
    const page = await renderEvaluationHtml(await results);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });
});

describe("html", () => {
  it.each(["<", ">", "&", '"', "'"])("escapes %s in values, wherever they stand", (character) => {
    expect(html`<a title="${character}">${character}</a>`.text).toBe(
      `<a title="${escapeHtml(character)}">${escapeHtml(character)}</a>`,
    );
    expect(escapeHtml(character)).toMatch(/^&[a-z0-9#]+;$/);
  });
});

describe("the comment for a pull request", () => {
  it("starts with its mark and the verdict, then the table", async () => {
    const lines = renderEvaluationMarkdown(await results, { reportUrl: "https://example.com/report.html" }).split("\n");
    expect(lines[0]).toBe(COMMENT_MARK);
    expect(lines[1]).toBe("### Evaluation of dev: 1 promote, 1 hold, 1 inconclusive (3 agents, test rows)");
    expect(lines.find((line) => line.startsWith("| qa"))).toMatch(/\*\*PROMOTE\*\*/);
    expect(lines).toContain("[The whole report](https://example.com/report.html)");
  });

  it("lets nothing a model wrote become markup", async () => {
    const comment = renderEvaluationMarkdown(await results);
    const outsideCode = comment.replace(/(`{3,})text\n[\s\S]*?\n\1/g, "");
    expect(outsideCode).not.toContain("<script>");
    expect(outsideCode).not.toMatch(/(?<!\\)@somebody/);
    expect(comment).toContain("alert(1)");
    // The fence around model text is longer than the run of backticks in it.
    expect(comment).toMatch(/````text/);
  });

  it("names the cases beside the rows", async () => {
    expect(renderEvaluationMarkdown(await results)).toMatch(/\| hand-written: call \| 9\d\.\d/);
  });

  it("stays below the limit of a comment", async () => {
    const given = await results;
    const many = { ...given, agents: Array.from({ length: 60 }, () => given.agents).flat() };
    const comment = renderEvaluationMarkdown(many);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain("more parts stand in the whole report");
  });
});
