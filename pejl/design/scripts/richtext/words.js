// What rich text is made of, and how it is written as Markdown: the same sorts as the server reads
// (foundation/formats/richtext.py), and the same addresses (formats/links.py).
import MarkdownIt from "markdown-it";
import { MarkdownParser, MarkdownSerializer } from "prosemirror-markdown";
import { Schema } from "prosemirror-model";

const WEB = /^https:\/\/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::[0-9]{1,5})?(?:[/?#][^\s\\<>"]*)?$/iu;
const MAIL = /^mailto:[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/iu;

export const isLink = (address) => WEB.test(address) || MAIL.test(address);

const heading = (level) => ({ tag: `h${level}`, attrs: { level: level < 5 ? 1 : 2 } });
const list = (tag) => ({ content: "list_item+", group: "block", parseDOM: [{ tag }], toDOM: () => [tag, 0] });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      attrs: { level: { default: 1, validate: "number" } },
      content: "text*",
      group: "block",
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map(heading),
      toDOM: (node) => [`h${node.attrs.level + 3}`, 0],
    },
    blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
    bullet_list: list("ul"),
    ordered_list: { ...list("ol"), attrs: { order: { default: 1, validate: "number" } } },
    list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  marks: {
    link: {
      attrs: { href: { validate: "string" } },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (link) => isLink(link.getAttribute("href")) && { href: link.getAttribute("href") } }],
      toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
    },
    em: { parseDOM: [{ tag: "i" }, { tag: "em" }], toDOM: () => ["em", 0] },
    strong: { parseDOM: [{ tag: "b" }, { tag: "strong" }], toDOM: () => ["strong", 0] },
  },
});

const reader = new MarkdownIt("zero", { breaks: true, maxNesting: 12 })
  .enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"]);
reader.validateLink = isLink;

const parser = new MarkdownParser(schema, reader, {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: (token) => ({ level: token.tag === "h1" ? 1 : 2 }) },
  blockquote: { block: "blockquote" },
  bullet_list: { block: "bullet_list" },
  ordered_list: { block: "ordered_list", getAttrs: (token) => ({ order: Number(token.attrGet("start") ?? 1) }) },
  list_item: { block: "list_item" },
  softbreak: { node: "hard_break" },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
});

const closes = (write) => (state, node) => {
  write(state, node);
  state.closeBlock(node);
};

const serializer = new MarkdownSerializer(
  {
    paragraph: closes((state, node) => state.renderInline(node)),
    heading: closes((state, node) => {
      state.write(`${"#".repeat(node.attrs.level)} `);
      state.renderInline(node, false);
    }),
    blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
    bullet_list: (state, node) => state.renderList(node, "  ", () => "- "),
    ordered_list: (state, node) => {
      const width = String(node.attrs.order + node.childCount - 1).length + 2;
      state.renderList(node, " ".repeat(width), (index) => `${node.attrs.order + index}. `.padEnd(width));
    },
    list_item: (state, node) => state.renderContent(node),
    hard_break: (state, node, parent, index) => index + 1 < parent.childCount && state.write("\n"),
    // A line that follows a break may not begin as a list or a heading does.
    text: (state, node) => {
      state.atBlockStart ||= state.out.endsWith("\n");
      state.text(node.text);
    },
  },
  {
    em: { open: "*", close: "*", mixable: true, expelEnclosingWhitespace: true },
    strong: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
    link: { open: "[", close: (_state, mark) => `](${mark.attrs.href.replace(/[()]/g, "\\$&")})`, mixable: true },
  },
);

export const read = (markdown) => parser.parse(markdown) ?? schema.topNodeType.createAndFill();
export const write = (doc) => serializer.serialize(doc, { tightLists: true }).trim();
