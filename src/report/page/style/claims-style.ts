/** The style of verdicts: the table of all claims, and the section of each. */

export const CLAIMS_STYLE = `
.caution { background: var(--caution); border-left: 4px solid var(--caution-line); padding: .7rem 1rem; border-radius: 4px; }
dl.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .6rem 1.5rem; margin: 1.2rem 0 2rem; font-size: .9rem; }
.key dt { font-weight: 400; } .key dd { margin: 0; color: var(--soft); line-height: 1.45; }
.verdict { display: inline-block; font-size: .9rem; font-weight: 600; white-space: nowrap; color: var(--open); }
.verdict.shown { color: var(--shown); } .verdict.contradicted { color: var(--contradicted); }
.value { font-weight: 600; font-variant-numeric: tabular-nums; } .basis { color: var(--soft); } .note { color: var(--soft); }
table.claims { width: 100%; border-collapse: collapse; font-size: .92rem; line-height: 1.45; }
.claims th, .claims td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; }
.claims thead th { position: sticky; top: var(--bar); background: var(--paper); color: var(--soft); font-size: .85rem; font-weight: 400; box-shadow: 0 1px var(--line); }
.claims .chapter th { font-size: 1.1rem; padding: 2rem 0 .2rem; } .claims .said th { padding-top: 1rem; border-top: 1px solid var(--line); }
.claims .chapter + .said th { border: 0; } .said a { text-underline-offset: .2em; } .said q { font-weight: 400; color: var(--soft); }
.claims td.value { white-space: nowrap; } .claims td.about { min-width: 9rem; } .claims td.basis { min-width: 7.5rem; } .claims td.quantity { width: 26%; } .claims .verdict { min-width: 7.5rem; }
.claim { margin: 2.5rem 0 1.2rem; padding: 1.1rem 1.3rem; background: var(--box); border-radius: 10px; }
.claim h3 { margin: 0 0 .3rem; } .claim h4 { margin: 1rem 0 .2rem; font-size: .9rem; font-weight: 400; color: var(--soft); }
.claim blockquote { margin: 0; } blockquote::before { content: "“"; } blockquote::after { content: "”"; }
.claim ul { list-style: none; margin: 0 0 .8rem; padding: 0; } .claim li { display: grid; grid-template-columns: 8rem minmax(8rem, 15rem) minmax(0, 1fr); gap: 0 1rem; padding: .3rem 0; align-items: baseline; }
.claim .note { display: block; font-size: .9rem; line-height: 1.45; max-width: 38rem; } .claim .about { font-weight: 600; }
@media (max-width: 40rem) {
  table.claims, .claims tbody, .claims tr, .claims td, .claims th { display: block; } .claims thead { display: none; }
  .claims tr:not(.chapter, .said) { display: flex; flex-wrap: wrap; gap: .1rem .6rem; padding: .4rem 0; border-bottom: 1px dotted var(--line); }
  .claims td { padding: 0; } .claims th { padding-right: 0; } .said q { display: block; } .claims .verdict { min-width: 0; }
  .claims td.quantity { flex: 0 0 100%; color: var(--soft); } .claims td.about { flex: 1 0 calc(100% - 9rem); min-width: 0; font-weight: 600; } .claims td:last-child { flex: 0 0 8rem; text-align: right; } .claims td.basis { flex: 1; min-width: 0; }
  .claims td.value, .claims td.basis, .claims td.note { order: 1; } .claims td.note { flex: 0 0 100%; }
  .claims td.value { flex: none; margin-right: .3rem; }
  .claim { padding: 1rem; } .claim li { display: block; padding: .5rem 0; } .claim .about { margin-left: .4rem; } .claim li > span:last-child { display: block; }
}
`;
