/** HTML as text, safely: every value is escaped unless it is HTML already. */

/** A piece of HTML. Only `html` and `join` make one. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlValue = Html | string | number | undefined | readonly Html[];

/** A template whose values are escaped: `html`<p>${name}</p>``. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

/** For text that is HTML by origin: a chart, the style sheet. */
export function trusted(text: string): Html {
  return new Html(text);
}

function render(value: HtmlValue): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return value.map((item) => item.text).join("");
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A text that can be an element's id. */
export function idOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table under its caption, scrolling by itself where the page is narrow; reachable by keyboard. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly HtmlValue[])[]): Html {
  const head = columns.map(({ title, isNumber }) =>
    isNumber === true ? html`<th scope="col" class="number">${title}</th>` : html`<th scope="col">${title}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((value, index) => {
      if (index === 0) return html`<th scope="row">${value}</th>`;
      return columns[index]?.isNumber === true ? html`<td class="number">${value}</td>` : html`<td>${value}</td>`;
    });
    return html`<tr>${cells}</tr>`;
  });
  return html`<p class="note">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table aria-label="${caption}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
