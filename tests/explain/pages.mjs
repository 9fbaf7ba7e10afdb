// Drives pages in headless Chromium: axe, narrow and wide, light and dark, 200 %, by keyboard, nothing fetched.
// node pages.mjs CHROMIUM SCREENSHOTS PAGE… ; prints a line a problem, and ends with 1 if there is any.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const load = createRequire(path.join(process.env.AVENANT_NODE_MODULES ?? process.cwd(), "x.js"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf-8");
const [executablePath, screenshots, ...pages] = process.argv.slice(2);
const problems = [];
let checks = 0;

function expect(holds, page, what) {
  checks += 1;
  if (!holds) problems.push(`${path.basename(page)}: ${what}`);
}

async function visit(browser, page, view) {
  const context = await browser.newContext({ viewport: { width: view.width, height: 800 }, colorScheme: view.scheme,
                                             deviceScaleFactor: view.scale ?? 1, bypassCSP: true });
  const tab = await context.newPage();
  const fetched = [];
  tab.on("request", (request) => fetched.push(request.url()));
  await tab.goto("file://" + path.resolve(page), { timeout });
  expect(fetched.length === 1, page, `fetches ${fetched.slice(1).join(", ")}`);
  if (view.open) await tab.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow <= 0, page, `${overflow} pixels too wide at ${view.width}`);
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  for (const found of violations) {
    expect(false, page, `axe ${found.id} at ${view.width} ${view.scheme}: ${found.help}: ${found.nodes[0].html.slice(0, 120)}`);
  }
  checks += 1;
  if (screenshots !== "-") {
    const name = `${path.basename(page, ".html")}-${view.width}-${view.scheme}.png`;
    await tab.screenshot({ path: path.join(screenshots, name), timeout });
  }
  await context.close();
}

/// The skip link comes first; a part opens and closes by Enter on its summary.
async function byKeyboard(browser, page) {
  const tab = await browser.newPage();
  await tab.goto("file://" + path.resolve(page), { timeout });
  await tab.keyboard.press("Tab");
  expect(await tab.evaluate(() => document.activeElement.className) === "skip", page, "the skip link is not first");
  await tab.keyboard.press("Enter");
  expect(await tab.evaluate(() => document.activeElement.id) === "main", page, "the skip link leads nowhere");
  // A page of thresholds has nothing to open.
  if (await tab.evaluate(() => document.querySelector("summary") === null)) return tab.close();
  let reached = false;
  // A page of coverage has a link for each article before the first of them.
  for (let i = 0; i < 400 && !reached; ++i) {
    await tab.keyboard.press("Tab");
    reached = await tab.evaluate(() => document.activeElement.tagName === "SUMMARY");
  }
  expect(reached, page, "no part is reached by Tab");
  const isOpen = () => tab.evaluate(() => document.activeElement.parentElement.open);
  await tab.keyboard.press("Enter");
  expect(await isOpen(), page, "Enter does not open a part");
  await tab.keyboard.press("Enter");
  expect(!(await isOpen()), page, "Enter does not close a part");
  await tab.close();
}

/// On a page of coverage, Enter goes from each gap to the next, and from the last to the first.
async function throughGaps(browser, page) {
  const tab = await browser.newPage();
  await tab.goto("file://" + path.resolve(page), { timeout });
  const gaps = await tab.evaluate(() => document.querySelectorAll("a.next[id]").length);
  if (gaps > 0) await tab.focus("p.next a");
  for (let i = 0; i <= gaps && gaps > 1; ++i) {
    await tab.keyboard.press("Enter");
    const at = await tab.evaluate(() => document.activeElement.id);
    expect(at === `g${(i % gaps) + 1}`, page, `Enter leads to ${at} after ${i} gaps of ${gaps}`);
    const seen = await tab.evaluate(() => {
      const box = document.activeElement.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0;
    });
    expect(seen, page, `gap ${at} is out of sight`);
  }
  await tab.close();
  return gaps;
}

// Generous, for machines that do other work too.
const timeout = 120_000;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout });
let gaps = 0;
for (const page of pages) {
  for (const view of [{ width: 320, scheme: "light", open: true }, { width: 320, scheme: "dark" }, { width: 640, scheme: "light", scale: 2, open: true },
                      { width: 1280, scheme: "light" }, { width: 1280, scheme: "dark", open: true }]) {
    await visit(browser, page, view);
  }
  await byKeyboard(browser, page);
  gaps += await throughGaps(browser, page);
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages, ${gaps} gaps, ${checks} checks, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
