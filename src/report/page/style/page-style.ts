/** The style of the page: calm, light and dark, from phones to paper. The typeface comes with the plots' host. */

import { DARK_PLOTS } from "../plot-theme.ts";
import { CLAIMS_STYLE } from "./claims-style.ts";
import { FIGURE_STYLE } from "./figure-style.ts";

const THEME = `
:root {
  color-scheme: light dark; --bar: 3.25rem;
  --paper: #fbfaf7; --ink: #1c2430; --soft: #4a5463; --line: #d9d6cd; --box: #f1efe8; --link: #1a5a96; --stage: #dfe3e8;
  --shown: #0a6b4f; --contradicted: #a83f00; --open: #5a6472; --caution: #fbf0d4; --caution-line: #c98a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181f; --ink: #e6e8ec; --soft: #a9b1bd; --line: #333b47; --box: #1d232c; --link: #86bdf2; --stage: #2a313b;
    --shown: #5ccfa5; --contradicted: #ff9a5c; --open: #a9b1bd; --caution: #2b2515; --caution-line: #d9a53a; ${DARK_PLOTS}
  }
}
`;

const TEXT = `
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: calc(var(--bar) + 1rem); }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 TriplaneInter, system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: clamp(1.7rem, 5vw, 2.5rem); line-height: 1.2; margin: 0 0 .6rem; letter-spacing: -.015em; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 4rem 0 .8rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
header + main > section:first-child h2 { margin-top: 1.5rem; }
h3 { font-size: 1.15rem; line-height: 1.35; margin: 2.5rem 0 .5rem; }
p { margin: .8rem 0; } p, blockquote, figcaption { max-width: 44rem; } a { color: var(--link); }
.lead { font-size: 1.1rem; color: var(--soft); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
details { font-size: .9rem; color: var(--soft); } summary { cursor: pointer; }
pre { background: var(--box); border-radius: 8px; padding: .8rem 1rem; margin: 0; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.run { margin: 1rem 0; } .run:target pre { outline: 2px solid var(--link); } .run p { font-size: .9rem; margin: .4rem 0; }
.failure { color: var(--contradicted); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .8rem 1.5rem; margin: 1.5rem 0; }
.facts dt { font-size: .85rem; } .facts dd { margin: 0; font-weight: 600; color: var(--ink); }
footer { color: var(--soft); font-size: .9rem; padding-bottom: 4rem; } footer h2 { color: var(--ink); }
`;

/** The contents: a bar that stays on top, and a column where there is room for one. */
const LAYOUT = `
.page { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; } header { padding-top: 2rem; }
.contents { position: sticky; top: 0; z-index: 2; height: var(--bar); background: var(--paper); border-bottom: 1px solid var(--line); overflow-x: auto; font-size: .9rem; }
.contents ul { list-style: none; margin: 0; padding: 0; } .contents > ul { display: flex; align-items: center; gap: .25rem; padding: 0 .75rem; height: 100%; } .contents ul ul { display: none; }
.contents a { display: block; padding: .75rem .5rem; white-space: nowrap; text-decoration: none; } .contents a:hover { text-decoration: underline; }
.contents { scroll-target-group: auto; } .contents a:target-current { color: var(--ink); font-weight: 600; }
@media (min-width: 68rem) {
  :root { --bar: 0rem; }
  body { display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
  .contents { height: 100vh; overflow: auto; border: 0; border-right: 1px solid var(--line); font-size: .84rem; padding: 2rem 0; }
  .contents > ul { display: block; height: auto; padding: 0 1rem 0 1.25rem; } .contents ul ul { display: block; margin: 0 0 .7rem; }
  .contents a { white-space: normal; padding: .25rem 0; line-height: 1.35; font-weight: 600; } .contents ul ul a { font-weight: 400; }
  .page { padding: 0 2rem; margin: 0; } header { padding-top: 3rem; }
}
@media (max-width: 40rem) { body { font-size: 16px; } .page { padding: 0 1rem; } h2 { margin-top: 3rem; } }
`;

const PRINT = `
@media print {
  body { display: block; font-size: 10.5pt; background: #fff; color: #000; } .page { max-width: none; padding: 0; }
  .contents, .made, .cue, .mesh canvas, .mesh button { display: none; } .mesh.turnable img { display: block; }
  h2, h3, summary { break-after: avoid; } figure, .claim, table.claims tbody { break-inside: avoid; }
  .scroll { display: block; overflow: visible; } .scroll::after { display: none; } .sheet img { width: min(100%, var(--natural)); }
  .claims thead th { position: static; } details::details-content { content-visibility: visible; block-size: auto; }
}
`;

export const PAGE_STYLE = `${THEME}${TEXT}${LAYOUT}${CLAIMS_STYLE}${FIGURE_STYLE}${PRINT}`;
