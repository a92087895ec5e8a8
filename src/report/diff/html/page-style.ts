/** How the page looks: light and dark as the reader's system is, and on paper. */
export const pageStyle = `
:root {
  --back: #f6f7f9; --card: #fff; --text: #1c2330; --faint: #667085; --line: #dfe3ea; --accent: #2f5fd0;
  --old: #fdecea; --old-mark: #f8c4bd; --old-text: #a3281c; --new: #e8f6ec; --new-mark: #b5e3c2; --new-text: #17693a;
  --warning: #8a5a00; --warning-back: #fff4d6; --chip: #eef1f6;
  font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back);
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #12151c; --card: #1b202a; --text: #e3e8f1; --faint: #94a0b4; --line: #2e3645; --accent: #8ab0ff;
    --old: #3a1f20; --old-mark: #6d2f2f; --old-text: #ffb4aa; --new: #17301f; --new-mark: #23583a; --new-text: #98e2b1;
    --warning: #ffd479; --warning-back: #3a2f12; --chip: #272e3b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; }
p, h1, h2, h3, ul, ol { margin: 0; padding: 0; }
b { font-weight: 600; }
code, mark, .side, .kind, .file { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12.5px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; color: var(--faint); width: fit-content; }
header, #content { max-width: 1500px; margin: 0 auto; padding: 16px 20px 0; }
h1 { font-size: 13px; font-weight: 600; color: var(--faint); letter-spacing: .02em; }
#verdict { font-size: 24px; font-weight: 650; margin: 2px 0 12px; }
#verdict::before { content: ""; display: inline-block; width: 13px; height: 13px; border-radius: 50%; margin-right: 10px; background: var(--old-text); }
#verdict.same::before { background: var(--new-text); }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; min-width: 0; overflow-wrap: anywhere; color: var(--faint); }
.card.baseline { border-left: 4px solid var(--old-mark); }
.card.candidate { border-left: 4px solid var(--new-mark); }
.card h2, .lane h3, #operations h2 { font-size: 12px; font-weight: 600; color: var(--faint); }
.card .file { color: var(--text); font-size: 14px; }
.card .file b { font-family: system-ui, sans-serif; margin-left: 10px; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 10px 0 4px; color: var(--faint); }
.facts ul { padding: 4px 0 0 20px; }
#toolbar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px;
  padding: 10px max(20px, calc((100% - 1460px) / 2)); margin-top: 8px; background: var(--back); border-bottom: 1px solid var(--line); }
#search { font: inherit; width: 240px; padding: 5px 10px; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
#toolbar label { display: flex; align-items: center; gap: 6px; }
#toolbar label:has(:disabled) { color: var(--faint); }
#count { margin-left: auto; color: var(--faint); }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chip { font: inherit; font-size: 12.5px; padding: 3px 10px; color: inherit; background: var(--chip); border: 1px solid transparent; border-radius: 99px; cursor: pointer; }
.chip:hover { border-color: var(--accent); }
.chip[aria-pressed=true] { color: var(--card); background: var(--accent); }
#content { display: grid; grid-template-columns: 300px minmax(0, 1fr); gap: 20px; align-items: start; padding-bottom: 60px; }
#content:has(> nav[hidden]) { grid-template-columns: minmax(0, 1fr); }
#operations { position: sticky; top: 66px; max-height: calc(100vh - 80px); overflow-y: auto; padding: 2px; }
#operations p { padding: 4px 8px; color: var(--faint); }
#operations h2 { padding: 0 8px 4px; }
#operations button { display: flex; gap: 8px; width: 100%; padding: 4px 8px; font: inherit; font-size: 12.5px; text-align: left; color: inherit; background: none; border: 0; border-radius: 6px; cursor: pointer; }
#operations button:hover { background: var(--chip); }
#operations button[aria-pressed=true] { color: var(--card); background: var(--accent); }
#operations span { flex: 1; min-width: 0; overflow-wrap: break-word; }
.operation { font-size: 15px; font-weight: 650; margin: 18px 0 8px; overflow-wrap: anywhere; }
#list > .operation:first-child { margin-top: 0; }
.group { padding: 10px 14px; margin-bottom: 8px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; content-visibility: auto; contain-intrinsic-size: auto 110px; }
.group.ignored { border-style: dashed; background: none; }
.what { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; overflow-wrap: anywhere; }
.kind { padding: 1px 8px; border-radius: 4px; background: var(--chip); }
.kind:is(.call-missing, .notification-missing) { color: var(--old-text); background: var(--old); }
.kind:is(.call-extra, .notification-extra) { color: var(--new-text); background: var(--new); }
.kind:is(.notification-order, .notification-late) { color: var(--warning); background: var(--warning-back); }
.what code { font-weight: 600; }
.notification { color: var(--faint); }
.where { color: var(--faint); margin-top: 4px; }
.group details { margin-top: 4px; }
.times { margin-left: auto; font-weight: 600; white-space: nowrap; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin: 8px 0; align-items: start; }
.side { padding: 5px 10px; border-radius: 5px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 22em; overflow-y: auto; }
.side.baseline { background: var(--old); }
.side.candidate { background: var(--new); }
.side.nothing { color: var(--faint); background: none; border: 1px dashed var(--line); font-style: italic; }
mark { color: inherit; border-radius: 2px; }
.baseline > mark { background: var(--old-mark); }
.candidate > mark { background: var(--new-mark); }
.broken { color: var(--warning); margin-bottom: 6px; overflow-wrap: anywhere; }
.places { padding: 8px 0 0 26px; }
.places li { padding: 4px 0; }
.places p { color: var(--faint); overflow-wrap: anywhere; }
.places code { color: var(--text); }
#end { visibility: hidden; color: var(--faint); }
.none { color: var(--faint); padding: 6px 0; }
.timeline { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin-top: 8px; }
.lane { min-width: 0; }
.lane table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
.lane td { padding: 3px 6px; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.lane .offset { width: 62px; text-align: right; color: var(--faint); white-space: nowrap; }
.lane .track { position: relative; width: 30%; min-width: 60px; border-left: 1px solid var(--line); border-right: 1px solid var(--line); }.lane span { color: var(--faint); }
.lane i { position: absolute; top: 7px; width: 10px; height: 10px; margin-left: -5px; border-radius: 50%; background: var(--accent); }
.lane i.request { border-radius: 2px; background: var(--faint); }
.lane i.answer { border-radius: 2px; transform: rotate(45deg); background: var(--accent); }
.lane i.notification { background: var(--warning); }
.lane .differs td { font-weight: 600; background: var(--warning-back); }
@media (max-width: 900px) {
  #content, .timeline { grid-template-columns: minmax(0, 1fr); }
  #operations { position: static; max-height: 30vh; }
}
@media (max-width: 560px) { .cards, .sides { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :root { --back: #fff; font-size: 11px; }
  #toolbar, #operations { display: none; }
  #end { visibility: visible; }
  #content { display: block; padding-bottom: 0; }
  .group { content-visibility: visible; break-inside: avoid; }
  .side { max-height: none; }
  * { print-color-adjust: exact; }
}
`;
