/**
 * A data set to read in a browser: an index page that lists, filters and searches all rows, and one script file of rows
 * per agent beside it. Works from `file://`, loads nothing else.
 */
import type { AgentRows } from "../datasets";
import { BROWSE_SCRIPT } from "./data-browse-script";
import { BROWSE_STYLE } from "./data-browse-style";
import { STYLE } from "./evaluation-style";
import { html, trusted } from "./html";

/** The page itself: filters, list, and the place where a row is shown. */
export function renderBrowseHtml(agents: readonly AgentRows[], title: string): string {
  const index = agents.map(({ agent, rows }) => ({ agent, rows: rows.map(({ entry }) => Object.values(entry)) }));
  const rows = agents.reduce((sum, each) => sum + each.rows.length, 0);
  const filters = ["agent", "type", "kind", "split", "difficulty", "family", "tag"].map(
    (name) => html`<label>${name}<select id="filter-${name}"><option value="">all</option></select></label>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rows of ${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}${trusted(BROWSE_STYLE)}</style>
</head>
<body class="browse">
<a class="skip" href="#row">Skip to the row</a>
<header>
<h1>Rows of ${title}</h1>
<form id="filters" role="search">
<label class="wide">search request, id or frame<input id="search" type="search" autocomplete="off" placeholder="words, all of them"></label>
${filters}
<button type="reset">clear</button>
</form>
<p id="count" class="note" role="status">${rows.toLocaleString("en-US")} rows</p>
</header>
<main>
<nav aria-label="Rows"><ol id="list"></ol><button id="more" type="button" hidden>more</button></nav>
<article id="row" tabindex="-1" aria-label="Row"><p class="note">Choose a row. The arrow keys move in the list; Enter opens a row; every row has an address of its own.</p></article>
</main>
<noscript><p>This page lists the rows by script; flanstack data show ID prints a row without a browser.</p></noscript>
<script type="application/json" id="index">${trusted(asScriptText(index))}</script>
<script>${trusted(BROWSE_SCRIPT)}</script>
</body>
</html>
`.text;
}

/** The file of one agent's rows, which the page loads when a row of it is opened. */
export function renderBrowseRows(rows: AgentRows): string {
  return `flanstackRows(${asScriptText({ ...rows, rows: rows.rows.map(({ messages, tools, trace }) => [messages, tools, trace]) })});\n`;
}

/** JSON that cannot end its script element nor break its line. */
function asScriptText(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
