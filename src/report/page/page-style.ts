/** The style of the page: calm, light and dark, from phones to paper. The typeface comes with the plots' host. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1c2430; --soft: #4a5463; --line: #d9d6cd; --box: #f1efe8; --link: #1a5a96;
  --shown: #0a6b4f; --contradicted: #a83f00; --open: #5a6472; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e6e8ec; --soft: #a9b1bd; --line: #333b47; --box: #1d232c; --link: #86bdf2;
  --shown: #5ccfa5; --contradicted: #ff9a5c; --open: #a9b1bd; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 TriplaneInter, system-ui, sans-serif; overflow-wrap: break-word; }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3.5rem; } footer { padding: 3rem 1.25rem 4rem; color: var(--soft); font-size: .9rem; }
h1 { font-size: clamp(1.7rem, 5vw, 2.5rem); line-height: 1.2; margin: 0 0 .6rem; letter-spacing: -.015em; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 4rem 0 .8rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p, blockquote, .claim ul { max-width: 44rem; } p { margin: .8rem 0; } a { color: var(--link); }
.lead { font-size: 1.12rem; color: var(--soft); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .8rem 1.5rem; margin: 1.5rem 0; }
dt { color: var(--soft); font-size: .85rem; } dd { margin: 0; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; list-style: none; }
figure { margin: 2rem 0; } figcaption { color: var(--soft); font-size: .9rem; line-height: 1.5; margin-top: .6rem; max-width: 50rem; }
.paper { display: block; background: #fff; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.paper img, .paper svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .8rem; }
.claim { background: var(--box); border-radius: 10px; padding: 1rem 1.3rem; margin: 1.2rem 0; break-inside: avoid; }
.claim h3 { margin: 0; font-size: .8rem; font-weight: 600; color: var(--soft); } .claim ul { list-style: none; padding: 0; margin: .8rem 0; }
.claim li { display: flex; gap: .8rem; align-items: baseline; margin: .4rem 0; }
blockquote { margin: .2rem 0; padding: 0; font-size: 1.05rem; } blockquote::before { content: "“"; } blockquote::after { content: "”"; }
details { font-size: .9rem; color: var(--soft); } summary { cursor: pointer; }
.verdict { flex: none; display: inline-block; min-width: 7.6rem; font-size: .85rem; font-weight: 600; white-space: nowrap; color: var(--open); }
.verdict.shown { color: var(--shown); } .verdict.contradicted { color: var(--contradicted); }
ul.verdicts { list-style: none; margin: 0; padding: 0; } ul.counts { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; list-style: none; padding: 0; }
ul.counts .verdict { min-width: 0; }
.wide { overflow-x: auto; margin: 1.5rem 0; } table { border-collapse: collapse; font-size: .92rem; }
table.claims { width: 100%; } caption { text-align: left; color: var(--soft); font-size: .9rem; padding-bottom: .5rem; }
th, td { text-align: left; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; } table.claims th[colspan] { padding-top: 1.3rem; }
table.claims td:first-child { width: 56%; } table.claims a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
.run { margin: 1rem 0; } .run:target pre { outline: 2px solid var(--link); } .run p { font-size: .9rem; margin: .4rem 0; }
pre { background: var(--box); border-radius: 8px; padding: .8rem 1rem; margin: 0; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.failure { color: var(--contradicted); }
.meshes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 30rem)); gap: 1rem; }
.mesh { position: relative; background: #fff; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; color: #1c2430; }
.mesh canvas { display: block; background: #dfe3e8; width: 100%; aspect-ratio: 1; touch-action: pan-y; cursor: grab; } .mesh canvas:active { cursor: grabbing; }
.mesh canvas:focus-visible { outline: 3px solid #1a5a96; outline-offset: -3px; } .mesh p { margin: 0; padding: .5rem .8rem; font-size: .88rem; }
.mesh button { position: absolute; top: .6rem; right: .6rem; font: inherit; font-size: .85rem; padding: .3rem .8rem; border: 1px solid #b8b4a8; border-radius: 6px; background: #fff; color: #1c2430; cursor: pointer; }
.mesh button[aria-pressed="true"] { background: #1c2430; color: #fff; } .mesh img { display: block; width: 100%; height: auto; } .mesh.turnable img { display: none; }
video { display: block; width: min(100%, 28rem); border-radius: 8px; border: 1px solid var(--line); }
@media (max-width: 640px) { body { font-size: 16px; } .paper.sheet { overflow-x: auto; } .paper.sheet img { max-width: none; width: 44rem; } table.claims, table.claims tbody, table.claims tr, table.claims td { display: block; width: auto !important; }
  table.claims thead { display: none; } table.claims td { border: 0; padding-right: 0; } table.claims tr { border-bottom: 1px solid var(--line); } .claim li { display: block; } }
@media print { body { font-size: 10.5pt; background: #fff; color: #000; } main, header, footer { max-width: none; padding: 0; } nav, .made, .mesh canvas, .mesh button { display: none; }
  .mesh.turnable img { display: block; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } .paper { border: 0; } details:not([open]) > *:not(summary) { display: block; } }
`;
