/** The look of the evaluation report: light, dark and paper from one set of variables; nothing is loaded. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1d2129; --soft: #535c6b; --line: #8a93a3; --faint: #e4e7ec; --card: #f6f7f9;
  --accent: #2554c7; --band: #e6eaf3; --good: #0b6b3a; --bad: #a3211a; --open: #7a5200;
  --good-soft: #cfeedd; --bad-soft: #f8d3cf; --open-soft: #fbe8bf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --ink: #e8eaee; --soft: #aab2c0; --line: #7c8698; --faint: #2b313b; --card: #1c2027;
    --accent: #8fb0ff; --band: #262d3a; --good: #7ddba5; --bad: #ff9d94; --open: #f0c667;
    --good-soft: #12442a; --bad-soft: #5a211c; --open-soft: #4a3a10;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--faint); padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .75rem 0; }
.headline { font-size: 1.2rem; font-weight: 600; }
.note { color: var(--soft); }
.simulated { border: 1px dashed var(--line); border-radius: .5rem; padding: .5rem .75rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.card h3 { margin: 0 0 .25rem; }
.card { background: var(--card); border-radius: .5rem; padding: .75rem 1rem; }
.badge { display: inline-block; border-radius: .25rem; padding: 0 .5rem; font-weight: 700; font-size: .85rem; }
.promote, .passed { background: var(--good-soft); color: var(--good); }
.hold, .failed { background: var(--bad-soft); color: var(--bad); }
.inconclusive, .none { background: var(--open-soft); color: var(--open); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
th[scope=col] { border-bottom-color: var(--line); vertical-align: bottom; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.number { white-space: normal; }
.long { white-space: normal; overflow-wrap: anywhere; }
figure { margin: .75rem 0; }
figure .scroll { padding-bottom: .25rem; }
figcaption { color: var(--soft); font-size: .9rem; }
svg { max-width: none; height: auto; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
pre { background: var(--card); padding: .5rem .75rem; border-radius: .25rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; align-items: baseline; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
footer { padding-top: 2rem; padding-bottom: 2rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .4rem; }
  table { font-size: .8rem; }
  td.number { white-space: normal; min-width: 4.5rem; }
  figure svg { width: 34rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --soft: #333; --line: #666; --faint: #ccc; --card: #fff; --accent: #123a9c;
    --band: #e8e8e8; --good: #000; --bad: #000; --open: #000; --good-soft: #e4e4e4; --bad-soft: #fff; --open-soft: #fff;
  }
  nav, .skip { display: none; }
  .badge { border: 1px solid #000; }
  .card, figure, tr, pre { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  html, body { font-size: 12px; }
  table { font-size: .75rem; }
  th, td { padding: .15rem .35rem .15rem 0; }
  td.number:has(.long) { white-space: normal; }
  .example ~ .example { display: none; }
  dl pre { padding: 0; margin: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  figure details { display: none; }
  svg { max-width: 100%; }
}
`;
