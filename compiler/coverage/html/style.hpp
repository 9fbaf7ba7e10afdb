// What the page of coverage adds to the style sheet of all pages: the rules with their margin. A state is a sign and a
// word, never a colour alone. Read next: compiler/page/style.hpp.
#pragma once

#include <string_view>

namespace avenant::coverage {

inline constexpr std::string_view kCoverageStyle = R"(body { max-width: 78rem; }
main > section > :not(.rules), header { max-width: 60rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.1rem 0 0.3rem; }
nav table { font-variant-numeric: tabular-nums; }
nav td { white-space: nowrap; }
nav th[scope="row"] { min-width: 12rem; }
nav .article th[scope="row"] { padding-left: 1.6rem; font-weight: 400; }
p.next a, a.next { display: inline-block; padding: 0.15rem 0.5rem; border: 1px solid currentColor; border-radius: 0.3rem; }
pre { overflow-x: auto; background: var(--panel); padding: 0.6rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.92em; }
blockquote { margin: 0.6rem 0; padding-left: 1rem; border-left: 4px solid var(--line); }
.rules { overflow-x: auto; margin: 0.7rem 0; border: 1px solid var(--line); border-radius: 0.4rem; background: var(--panel); padding: 0.4rem 0; }
.rules:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.sheet { width: max-content; min-width: 100%; }
.line, .line > details > summary { display: grid; grid-template-columns: 11rem minmax(max-content, 1fr); align-items: baseline; }
.line.counted { display: block; border-left: 5px solid transparent; }
.line.plain { border-left: 5px solid transparent; min-height: 1.45rem; }
.line.full { border-left-color: var(--met); }
.line.partial { border-left: 5px double var(--undecided); }
.line.none, .line.failed { border-left: 5px dotted var(--not-met); background: var(--ground); }
.line > details { border: 0; border-radius: 0; margin: 0; padding: 0; }
.line > details > summary { padding: 0; font-weight: 400; list-style: none; }
.line > details > summary::-webkit-details-marker { display: none; }
.line > details > summary .state::before { content: "▸ "; }
.line > details[open] > summary .state::before { content: "▾ "; }
.margin { position: sticky; left: 0; padding: 0 0.5rem; background: inherit; font-size: 0.82rem; font-variant-numeric: tabular-nums; color: var(--soft); white-space: nowrap; }
.line { background: var(--panel); }
.line > details, .line > details > summary { background: inherit; }
.number { display: inline-block; min-width: 2rem; text-align: right; margin-right: 0.4rem; user-select: none; }
.line code { white-space: pre; padding-right: 1rem; }
.full .state { color: var(--met); }
.partial .state { color: var(--undecided); font-weight: 600; }
.none .state, .failed .state { color: var(--not-met); font-weight: 600; }
.why, .line > .next { position: sticky; left: 0.5rem; width: max-content; max-width: min(56rem, calc(100vw - 4rem)); }
.why { margin: 0.2rem 0.5rem 0.6rem; padding: 0.3rem 0.7rem; background: var(--ground); border: 1px solid var(--line); border-radius: 0.3rem; font-size: 0.9rem; }
.why code { white-space: normal; overflow-wrap: anywhere; padding: 0; }
.line > .next { margin: 0.1rem 0.5rem 0.4rem; font-size: 0.85rem; }
.line:target, .line:has(:target) { outline: 3px solid var(--link); outline-offset: -3px; }
:target { scroll-margin-top: 30vh; }
@media (max-width: 40rem) {
  .line, .line > details > summary { grid-template-columns: 6.4rem minmax(max-content, 1fr); }
  .margin { padding: 0 0.2rem; }
  .number { min-width: 1.6rem; margin-right: 0.15rem; }
  .state .word { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
}
@media print { .rules { overflow: visible; } .line code { white-space: pre-wrap; } .next { display: none; } }
)";

}  // namespace avenant::coverage
