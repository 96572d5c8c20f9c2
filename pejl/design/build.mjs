// Builds what browsers fetch into build/static: style sheet, scripts, icons, pictures and two font faces.
// Names are stable here; the web server's storage adds a hash to each. Run: npm run build
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { compileString } from "sass";

const design = dirname(fileURLToPath(import.meta.url));
const root = join(design, "..", "..");
const modules = join(root, "node_modules");
const target = join(root, "build", "static");
const FIRST_LOAD_LIMIT = 120 * 1024;
const FIRST_LOAD = [
  "pejl.css", "htmx.js", "pejl.js", "icons.svg", "logo.svg", "favicon.svg",
  "fonts/plex-regular.woff2", "fonts/plex-semibold.woff2",
];

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

// Each script is a whole of its own; a block around it keeps its names to itself.
function scripts() {
  const parts = names("scripts", ".js").map((name) => `{\n${read("scripts", name)}}\n`);
  write("pejl.js", `"use strict";\n${parts.join("")}`);
  copy(join(modules, "htmx.org", "dist", "htmx.min.js"), "htmx.js");
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

function weigh() {
  let first = 0;
  for (const name of FIRST_LOAD) {
    const bytes = readFileSync(join(target, name));
    const [gzip, brotli] = name.endsWith(".woff2") ? [bytes.length, bytes.length] : [gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
    first += gzip;
    console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(7)} raw ${String(gzip).padStart(7)} gzip ${String(brotli).padStart(7)} brotli`);
  }
  console.log(`First load: ${(first / 1024).toFixed(1)} kB compressed with gzip (limit ${FIRST_LOAD_LIMIT / 1024} kB) in ${relative(root, target)}`);
  if (first > FIRST_LOAD_LIMIT) throw new Error("The first load is too heavy");
}

rmSync(target, { recursive: true, force: true });
fonts();
pictures();
icons();
styles();
scripts();
weigh();
