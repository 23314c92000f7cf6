/** The style of figures: plots, sheets of pictures, tables, meshes, the film. */

export const FIGURE_STYLE = `
figure { margin: 1.5rem 0 2rem; container-type: inline-size; } figcaption { color: var(--soft); font-size: .9rem; line-height: 1.5; margin: .6rem 0; }
figcaption b { color: var(--ink); } .made a { white-space: nowrap; } .cue { display: none; }
.fold { margin: 1rem 0; border: 1px solid var(--line); border-radius: 8px; }
.fold > summary { padding: .75rem 1rem; color: var(--ink); } .fold > summary:hover { background: var(--box); }
.fold > :not(summary) { margin-left: 1rem; margin-right: 1rem; }
.plots { display: flex; flex-wrap: wrap; gap: .8rem; }
.plot { width: 100%; max-width: 440px; background: var(--plot-paper, white); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; display: flex; align-items: end; }
@container (min-width: 41rem) { .plot { width: calc((100% - .8rem) / 2); } }
@container (min-width: 62rem) { .plots:not(:has(> :nth-child(4):last-child)) .plot { width: calc((100% - 1.6rem) / 3); } }
.plot svg { display: block; width: 100%; height: auto; }
.scroll { display: grid; grid-template-columns: max-content; overflow-x: auto; } .scroll > * { grid-area: 1 / 1; }
.sheet { background: #fff; border: 1px solid var(--line); border-radius: 8px; width: fit-content; max-width: 100%; }
.sheet img { display: block; height: auto; width: clamp(calc(var(--natural) * .92), 100cqw - 2px, var(--natural)); }
.scroll::after { content: "›"; grid-area: 1 / 1; position: sticky; right: 0; justify-self: end; align-self: stretch; width: 2.6rem; pointer-events: none; opacity: 0;
  display: grid; place-items: center end; padding-right: .5rem; font-size: 2rem; color: #1c2430; background: linear-gradient(to right, #fff0, #fffe 70%); }
.scroll.table::after { color: var(--ink); background: linear-gradient(to right, transparent, var(--paper) 70%); }
@supports (animation-timeline: scroll()) { .scroll::after { animation: more-aside linear; animation-timeline: scroll(nearest inline); } }
@keyframes more-aside { 0%, 90% { opacity: 1; } 100% { opacity: 0; } }
.table table { border-collapse: collapse; font-size: .92rem; min-width: min(100cqw, 40rem); color: var(--ink); }
.table th, .table td { text-align: left; padding: .45rem 1.2rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
.table th { white-space: normal; max-width: 11rem; vertical-align: bottom; font-weight: 600; } .table .number { text-align: right; font-variant-numeric: tabular-nums; }
.meshes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 27rem)); gap: 1rem; }
.mesh { position: relative; background: var(--box); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.mesh canvas { display: block; background: var(--stage); width: 100%; aspect-ratio: 1; touch-action: pan-y; cursor: grab; } .mesh canvas:active { cursor: grabbing; }
.mesh canvas:focus-visible { outline-offset: -3px; } .mesh p { margin: 0; padding: .5rem .8rem; font-size: .88rem; }
.mesh button { position: absolute; top: .6rem; right: .6rem; font: inherit; font-size: .85rem; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); cursor: pointer; }
.mesh button[aria-pressed="true"] { background: var(--ink); color: var(--paper); } .mesh img { display: block; width: 100%; height: auto; } .mesh.turnable img { display: none; }
video { display: block; width: min(100%, 27rem); border-radius: 8px; border: 1px solid var(--line); }
@media (max-width: 40rem) { .cue { display: inline; } .fold > :not(summary) { margin-left: .25rem; margin-right: .25rem; } }
`;
