/** What the browser page adds to the look of the reports. */

export const BROWSE_STYLE = `
.browse header, .browse main { max-width: 90rem; }
#filters { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; }
#filters label { display: flex; flex-direction: column; font-size: .85rem; color: var(--soft); }
#filters .wide { flex: 1 1 16rem; }
input, select, button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .25rem; padding: .25rem .5rem; max-width: 100%; }
select { max-width: 14rem; }
input:focus-visible, select:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.browse main { display: grid; grid-template-columns: minmax(16rem, 26rem) minmax(0, 1fr); gap: 1.25rem; align-items: start; }
.browse main nav { max-height: calc(100vh - 2rem); overflow-y: auto; position: sticky; top: 1rem; }
#list { list-style: none; margin: 0; padding: .25rem; display: block; }
#list a { display: block; padding: .35rem .5rem; border-radius: .25rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
#list a:hover { background: var(--card); }
#list a[aria-current=true] { background: var(--band); }
#list small { display: block; color: var(--soft); }
#row { overflow-wrap: anywhere; padding-bottom: 3rem; }
#row h2 { margin-top: 0; }
.message { border-left: 4px solid var(--line); padding: .1rem 0 .1rem .75rem; margin: .75rem 0; }
.message.user { border-color: var(--accent); }
.message.trained { border-color: var(--good); }
.message.slip { border-color: var(--bad); }
.message h4 { margin: 0; font-size: .85rem; color: var(--soft); font-weight: 600; }
.message pre { background: none; padding: 0; font: inherit; font-size: .95rem; }
.message.tool pre, .message.calls pre { font: .85rem/1.5 ui-monospace, monospace; }
@media (max-width: 48rem) {
  .browse main { grid-template-columns: minmax(0, 1fr); }
  .browse main nav { max-height: 40vh; position: static; }
}
@media print { #filters, .browse nav { display: none; } .browse main { display: block; } }
`;
