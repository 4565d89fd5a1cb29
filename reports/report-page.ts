/** The page that reports share: one self-contained file with a headline, links to its sections, and a footer. */
import { STYLE } from "./evaluation-style";
import { type Html, html, trusted } from "./html";

export interface ReportPage {
  /** In the tab of the browser. */
  readonly title: string;
  readonly heading: string;
  readonly headline: string | Html;
  /** Below the headline: what must be known before anything is read. */
  readonly note: Html | undefined;
  /** Sections in order: the id that links lead to, the name, the content. */
  readonly sections: readonly (readonly [id: string, name: string, content: Html])[];
  readonly footer: Html;
  /** Rules beside the style of all reports. */
  readonly style?: string;
}

export function renderReportPage({ title, heading, headline, note, sections, footer, style }: ReportPage): string {
  const links = sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  const body = sections.map(
    ([id, name, content]) => html`<section aria-labelledby="${id}"><h2 id="${id}">${name}</h2>${content}</section>\n`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(`${STYLE}${style ?? ""}`)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${heading}</h1>
<p class="headline">${headline}</p>
${note}
<nav aria-label="Sections"><ul>${links}</ul></nav>
</header>
<main id="main" tabindex="-1">
${body}</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`.text;
}
