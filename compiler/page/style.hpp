// The style sheet that all HTML pages begin with: readable narrow and wide, light and dark, and on paper. Colours keep
// a contrast of at least 4.5 with their background. Read next: html.hpp.
#pragma once

#include <string_view>

namespace avenant::page {

inline constexpr std::string_view kStyle = R"(:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1b1b1f; --soft: #55555f; --line: #c9c9d2; --panel: #f4f4f8; --link: #0b4aa2;
  --met: #14663a; --not-met: #a4161a; --undecided: #7a4b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16161a; --text: #ececf1; --soft: #b4b4c0; --line: #45454f; --panel: #22222a; --link: #8ab8ff;
    --met: #7fd6a2; --not-met: #ff9c9c; --undecided: #f0c070;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; background: var(--ground); color: var(--text);
  font-family: system-ui, sans-serif; line-height: 1.55; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.3rem; margin: 2rem 0 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.3rem 0 0.4rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .table:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: 0.4rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; padding: 0; }
nav a { display: inline-block; padding: 0.2rem 0; }
ul { padding-left: 1.3rem; margin: 0.4rem 0; }
li { margin: 0.25rem 0; }
.answer { margin: 0.4rem 0; padding: 0.6rem 0.9rem; background: var(--panel); border-left: 4px solid var(--link); font-size: 1.1rem; }
.note { color: var(--soft); }
.mark > .state { font-weight: 600; font-size: 0.9em; border: 1px solid currentColor; border-radius: 0.3rem; padding: 0 0.35rem; white-space: nowrap; }
.met > .state { color: var(--met); }
.not-met > .state { color: var(--not-met); }
.undecided > .state { color: var(--undecided); }
.needless > .state { color: var(--soft); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: 0.3rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); }
th[scope="row"] { font-weight: 500; }
details { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.4rem 0; padding: 0.3rem 0.8rem; }
summary { cursor: pointer; padding: 0.25rem 0; font-weight: 500; }
svg { max-width: 100%; height: auto; }
@media print { nav, .skip { display: none; } details > * { display: block; } }
)";

}  // namespace avenant::page
