// Builds what browsers fetch into build/static: style sheet, scripts, icons, pictures and two font faces.
// Names are stable here; the web server's storage adds a hash to each. Run: npm run build
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { compileString } from "sass";

const design = dirname(fileURLToPath(import.meta.url));
const root = join(design, "..", "..");
const modules = join(root, "node_modules");
const built = join(root, "build", "static");
// Made beside it and put in its place when it is whole: whoever reads meanwhile finds the old one.
const target = `${built}.new`;
const FIRST_LOAD_LIMIT = 120 * 1024;
const FIRST_LOAD = [
  "pejl.css", "htmx.js", "pejl.js", "icons.svg", "logo.svg", "favicon.svg",
  "fonts/plex-regular.woff2", "fonts/plex-semibold.woff2",
];

const LIVE = [
  "live/connection", "live/patching", "live/following", "kept/store", "kept/over", "kept/outbox", "kept/typing",
  "kept/showing",
];
const WORKER = ["live/connection", "worker/tabs"];
// Loaded only where a rich text is written.
const RICH_LIMIT = 130 * 1024;
const LIVE_LIMIT = 22 * 1024;

const names = (folder, ending) => readdirSync(join(design, folder)).filter((name) => name.endsWith(ending)).sort();
const read = (...path) => readFileSync(join(design, ...path), "utf8");

function write(name, text) {
  mkdirSync(dirname(join(target, name)), { recursive: true });
  writeFileSync(join(target, name), text);
}

function copy(from, name) {
  mkdirSync(dirname(join(target, name)), { recursive: true });
  copyFileSync(from, join(target, name));
}

function styles() {
  const components = readdirSync(join(design, "components")).sort()
    .filter((name) => existsSync(join(design, "components", name, `${name}.scss`)))
    .map((name) => `@use "components/${name}/${name}" as component-${name.replaceAll("_", "-")};`);
  const source = ['@use "theme/pejl";', ...components, '@use "theme/contrast";', '@use "theme/print";'].join("\n");
  const { css } = compileString(source, {
    style: "compressed",
    url: pathToFileURL(join(design, "all.scss")),
    loadPaths: [design, join(modules, "dkfds", "src", "stylesheets")],
    quietDeps: true,
  });
  for (const [, address] of css.matchAll(/url\("?([^")]+)"?\)/g)) {
    if (!existsSync(join(target, address))) throw new Error(`The style sheet names ${address}, which is not built`);
  }
  write("pejl.css", css);
}

const together = (files) => files.map((name) => read("scripts", `${name}.js`)).join("");

// Each script of every page is a whole of its own; a block around it keeps its names to itself. A page that follows
// something live loads one more, whose parts know each other, and the worker that holds its connection.
function scripts() {
  const parts = names("scripts", ".js").map((name) => `{\n${read("scripts", name)}}\n`);
  write("pejl.js", `"use strict";\n${parts.join("")}`);
  copy(join(modules, "htmx.org", "dist", "htmx.min.js"), "htmx.js");
  const morph = readFileSync(join(modules, "idiomorph", "dist", "idiomorph.min.js"), "utf8");
  write("live.js", `"use strict";\n${morph}\n{\n${together(LIVE)}}\n`);
  write("live-worker.js", `"use strict";\n${together(WORKER)}`);
}

// The editor of rich text: the one script made of a library in many files, which only a bundler can join.
function richText() {
  buildSync({
    entryPoints: [join(design, "scripts", "richtext", "editor.js")],
    outfile: join(target, "richtext.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    banner: { js: "/* With ProseMirror and markdown-it, both under the MIT licence. */" },
    logLevel: "warning",
  });
}

function icons() {
  const symbols = names("icons", ".svg").map((name) => {
    const drawing = read("icons", name).trim().replace(' xmlns="http://www.w3.org/2000/svg"', "");
    return drawing.replace("<svg", `<symbol id="${name.replace(".svg", "")}"`).replace("</svg>", "</symbol>");
  });
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function pictures() {
  for (const name of names("pictures", ".svg")) {
    copy(join(design, "pictures", name), /^(logo|favicon)/.test(name) ? name : `pictures/${name}`);
  }
}

function fonts() {
  const source = join(modules, "dkfds", "src", "fonts", "IBMPlexSans", "split", "woff2");
  copy(join(source, "IBMPlexSans-Regular-Latin1.woff2"), "fonts/plex-regular.woff2");
  copy(join(source, "IBMPlexSans-SemiBold-Latin1.woff2"), "fonts/plex-semibold.woff2");
  copy(join(modules, "dkfds", "LICENSE.md"), "fonts/LICENSE.md");
}

function weight(name) {
  const bytes = readFileSync(join(target, name));
  const [gzip, brotli] = name.endsWith(".woff2") ? [bytes.length, bytes.length] : [gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
  console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(7)} raw ${String(gzip).padStart(7)} gzip ${String(brotli).padStart(7)} brotli`);
  return gzip;
}

function weigh(what, files, limit) {
  const total = files.map(weight).reduce((sum, one) => sum + one, 0);
  console.log(`${what}: ${(total / 1024).toFixed(1)} kB compressed with gzip (limit ${limit / 1024} kB) in ${relative(root, built)}`);
  if (total > limit) throw new Error(`${what} is too heavy`);
}

rmSync(target, { recursive: true, force: true });
fonts();
pictures();
icons();
styles();
scripts();
richText();
weigh("First load", FIRST_LOAD, FIRST_LOAD_LIMIT);
weigh("What is live", ["live.js", "live-worker.js"], LIVE_LIMIT);
weigh("What edits rich text", ["richtext.js"], RICH_LIMIT);
rmSync(built, { recursive: true, force: true });
renameSync(target, built);
