/** One wrong answer in a report: what was asked, wanted and got. Of several in a row, paper shows the first. */
import type { ErrorExample } from "../evaluation";
import { type Html, html } from "./html";

export function exampleBlock({ id, prompt, expected, got }: ErrorExample): Html {
  return html`<div class="example"><p class="note">${id}</p><dl><dt>asked</dt><dd><pre>${prompt}</pre></dd><dt>expected</dt><dd><pre>${expected}</pre></dd><dt>got</dt><dd><pre>${got}</pre></dd></dl></div>`;
}
