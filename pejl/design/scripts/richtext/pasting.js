// What is pasted, as the few sorts a rich text has. Word, Outlook and web pages bring headings, lists, bold, italic
// and links with them; their styling is dropped, their tables become lines. Nothing of the pasted markup is kept: what
// goes in is written anew.
import { isLink } from "./words.js";

const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "PRE", "DL", "DT", "DD", "FIGURE", "CENTER", "ADDRESS", "TABLE", "TBODY", "THEAD", "TFOOT"]);
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "HEAD", "TEMPLATE", "NOSCRIPT", "OBJECT", "IFRAME", "SVG", "MATH", "SELECT", "BUTTON", "TEXTAREA", "XML"]);
const DEEPEST = 60;

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

// The address as it may be kept; an old http becomes https, as browsers do; "" for none.
function address(link) {
  const href = (link.getAttribute("href") ?? "").trim().replace(/^http:\/\//i, "https://");
  return isLink(href) ? href : "";
}

// What the page's policy would refuse, and complain of, is taken out or renamed before anything is made of it.
const harmless = (html) => html
  .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));

const styleOf = (element) => element.dataset.style?.toLowerCase() ?? "";

function looks(element, look) {
  const style = styleOf(element);
  const weight = /font-weight:\s*(bold|[6-9]00|normal|[1-5]00)/.exec(style)?.[1];
  const isBold = weight ? !/normal|[1-5]00/.test(weight) : look.isBold || /^(B|STRONG)$/.test(element.tagName);
  const isItalic = /font-style:\s*italic/.test(style) || (look.isItalic && !/font-style:\s*normal/.test(style)) || /^(I|EM|CITE)$/.test(element.tagName);
  return { isBold, isItalic, link: element.tagName === "A" ? address(element) : look.link };
}

// Word's lists are paragraphs that say so: "mso-list:l0 level2 lfo1", their mark in a span "mso-list:Ignore".
function wordItem(element) {
  const level = /mso-list:\s*l\d+\s+level(\d+)/.exec(styleOf(element))?.[1];
  if (!level) return null;
  const mark = [...element.querySelectorAll("[data-style]")].find((one) => /mso-list:\s*ignore/.test(styleOf(one)));
  const isNumbered = /^[\s\u00a0]*(\d+|[a-z]|[ivx]+)[.)]/i.test(mark?.textContent ?? "");
  mark?.remove();
  return { level: Number(level) - 1, isNumbered };
}

class Reading {
  blocks = [];
  line = "";

  say(text, look) {
    const words = text.replace(/[\s\u00a0]+/g, " ");
    if (!words) return;
    let written = escape(words);
    if (look.isItalic) written = `<em>${written}</em>`;
    if (look.isBold) written = `<strong>${written}</strong>`;
    this.line += look.link ? `<a href="${escape(look.link)}">${written}</a>` : written;
  }

  // Ends the line: what stands in it becomes a block of this sort.
  end(sort) {
    const html = this.line.replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, "");
    this.line = "";
    if (!html.replace(/<[^>]*>/g, "").trim()) return;
    const last = this.blocks.at(-1);
    if (sort.item && last?.sort.item === sort.item) last.html += `<br>${html}`;
    else this.blocks.push({ sort, html });
  }

  walk(node, look, sort, depth) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) this.say(child.data, look);
      else if (child.nodeType === Node.ELEMENT_NODE && depth < DEEPEST) this.enter(child, look, sort, depth + 1);
    }
  }

  enter(element, look, sort, depth) {
    const tag = element.tagName.toUpperCase();
    if (LEFT_OUT.has(tag)) return;
    if (tag === "BR") this.line += "<br>";
    else if (/^H[1-6]$/.test(tag)) this.block(element, { isBold: false, isItalic: false, link: "" }, { tag: "h", rank: Number(tag[1]) }, depth);
    else if (tag === "UL" || tag === "OL") this.list(element, look, sort, depth, tag === "OL");
    else if (tag === "BLOCKQUOTE") this.block(element, look, { tag: "blockquote" }, depth);
    else if (tag === "TR") this.row(element, look, sort, depth);
    else if (BLOCKS.has(tag)) this.paragraph(element, look, sort, depth);
    else this.walk(element, looks(element, look), sort, depth);
  }

  block(element, look, sort, depth) {
    this.end(sort);
    this.walk(element, look, sort, depth);
    this.end(sort);
  }

  paragraph(element, look, sort, depth) {
    const item = wordItem(element);
    this.end(sort);
    const own = item ? { tag: "li", level: item.level, isNumbered: item.isNumbered, item: element } : sort;
    this.walk(element, looks(element, look), own, depth);
    this.end(own);
  }

  list(element, look, sort, depth, isNumbered) {
    this.end(sort);
    const level = sort.tag === "li" ? sort.level + 1 : 0;
    for (const item of element.children) {
      const own = { tag: "li", level, isNumbered, item };
      if (/^(UL|OL)$/.test(item.tagName)) this.list(item, look, own, depth + 1, item.tagName === "OL");
      else this.block(item, looks(item, look), own, depth + 1);
    }
  }

  row(element, look, sort, depth) {
    this.end(sort);
    const cells = [...element.children].map((cell) => {
      const inside = new Reading();
      inside.block(cell, looks(cell, look), { tag: "p" }, depth + 1);
      return inside.blocks.map((block) => block.html).join(" ");
    });
    this.line = cells.filter(Boolean).join(" | ");
    this.end({ tag: "p" });
  }
}

// The blocks as markup: items that follow each other become lists within lists, the highest heading the first level.
function assembled(blocks) {
  const highest = Math.min(...blocks.map(({ sort }) => sort.rank ?? 6));
  const open = [];
  let html = "";
  const close = (level) => { while (open.length && open.at(-1).level > level) html += `</li></${open.pop().tag}>`; };
  for (const { sort, html: words } of blocks) {
    if (sort.tag !== "li") {
      close(-1);
      const tag = sort.tag === "h" ? (sort.rank === highest ? "h4" : "h5") : sort.tag;
      const text = tag[0] === "h" ? words.replace(/<br>/g, " ") : words;
      html += tag === "blockquote" ? `<blockquote><p>${text}</p></blockquote>` : `<${tag}>${text}</${tag}>`;
      continue;
    }
    const tag = sort.isNumbered ? "ol" : "ul";
    close(sort.level);
    if (open.at(-1)?.level === sort.level && open.at(-1).tag !== tag) close(sort.level - 1);
    if (open.at(-1)?.level === sort.level) html += "</li><li>";
    else html += `<${tag}><li>`, open.push({ tag, level: sort.level });
    html += `<p>${words}</p>`;
  }
  close(-1);
  return html.replaceAll("</blockquote><blockquote>", "");
}

// The pasted markup in our few sorts, and how many letters are in it.
export function cleaned(html) {
  const pasted = new DOMParser().parseFromString(harmless(html), "text/html");
  const reading = new Reading();
  reading.block(pasted.body, { isBold: false, isItalic: false, link: "" }, { tag: "p" }, 0);
  const letters = reading.blocks.reduce((sum, block) => sum + block.html.replace(/<[^>]*>/g, "").length, 0);
  return { html: assembled(reading.blocks), letters };
}
