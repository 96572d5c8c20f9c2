// The row of tools over a rich text, and what they and the keys do. Its words come with the page.
import { chainCommands, exitCode, setBlockType, toggleMark, wrapIn, lift } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { isLink, schema } from "./words.js";

const { nodes, marks } = schema;

const isIn = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
};

const hasMark = (state, type) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};

const heading = (level) => (state, dispatch) => {
  const { parent } = state.selection.$from;
  const isOn = parent.type === nodes.heading && parent.attrs.level === level;
  return (isOn ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level }))(state, dispatch);
};

// Pressed in a list of its own sort, it ends the list; in one of the other sort, it changes it.
const list = (type) => (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const at = $from.node(depth);
    if (at.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    if (at.type !== nodes.bullet_list && at.type !== nodes.ordered_list) continue;
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
    return true;
  }
  return wrapInList(type)(state, dispatch);
};

const quote = (state, dispatch) => (isIn(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

const TOOLS = {
  heading: { run: heading(1), isOn: (state) => state.selection.$from.parent.type === nodes.heading },
  bold: { run: toggleMark(marks.strong), isOn: (state) => hasMark(state, marks.strong) },
  italic: { run: toggleMark(marks.em), isOn: (state) => hasMark(state, marks.em) },
  bullets: { run: list(nodes.bullet_list), isOn: (state) => isIn(state, nodes.bullet_list) },
  numbers: { run: list(nodes.ordered_list), isOn: (state) => isIn(state, nodes.ordered_list) },
  deeper: { run: sinkListItem(nodes.list_item) },
  out: { run: liftListItem(nodes.list_item) },
  quote: { run: quote, isOn: (state) => isIn(state, nodes.blockquote) },
  link: { isOn: (state) => hasMark(state, marks.link) },
};

const line = chainCommands(exitCode, (state, dispatch) => {
  if (state.selection.$from.parent.type === nodes.heading) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

// The keys of Word, as far as the browser leaves them to the page; Tab goes on to the next field.
export const keys = {
  "Mod-b": TOOLS.bold.run,
  "Mod-i": TOOLS.italic.run,
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Mod-Alt-1": heading(1),
  "Mod-Alt-2": heading(2),
  "Mod-Alt-0": setBlockType(nodes.paragraph),
  "Shift-Mod-7": TOOLS.numbers.run,
  "Shift-Mod-8": TOOLS.bullets.run,
  "Mod-m": TOOLS.deeper.run,
  "Shift-Mod-m": TOOLS.out.run,
  "Shift-Enter": line,
  Enter: splitListItem(nodes.list_item),
};

export const typed = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.ordered_list, (found) => ({ order: Number(found[1]) }), (found, node) => node.childCount + node.attrs.order === Number(found[1])),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    textblockTypeInputRule(/^(#{1,2})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
    new InputRule(/--\s$/, "– "),
  ],
});

// Puts the tools over the editor: one stop for Tab, arrows within, pressed where the cursor stands in what they make.
export class Tools {
  constructor(bar, view) {
    Object.assign(this, { bar, view, buttons: [...bar.querySelectorAll("[data-tool]")], asking: bar.querySelector("[data-link]") });
    bar.addEventListener("mousedown", (event) => event.target.closest("[data-tool]") && event.preventDefault());
    bar.addEventListener("click", (event) => this.press(event.target.closest("button")));
    bar.addEventListener("keydown", (event) => this.key(event));
    this.buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
    this.update(view.state);
  }

  update(state) {
    for (const button of this.buttons) {
      const { run, isOn } = TOOLS[button.dataset.tool];
      if (isOn) button.setAttribute("aria-pressed", isOn(state));
      else button.setAttribute("aria-disabled", !run(state));
    }
  }

  press(button) {
    if (!button) return;
    if (button.dataset.tool === "link") return this.ask();
    if (button.dataset.tool) TOOLS[button.dataset.tool].run(this.view.state, this.view.dispatch);
    else if ("linkSet" in button.dataset && !this.link()) return;
    else if ("linkGone" in button.dataset) this.unlink();
    this.close();
  }

  key(event) {
    if (event.target.matches("input")) {
      if (event.key === "Enter") this.link() && this.close();
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
      return event.stopPropagation();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = this.buttons.indexOf(event.target);
    if (!step || at < 0) return;
    const next = this.buttons.at((at + step) % this.buttons.length);
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  ask() {
    const { from, to, empty, $from } = this.view.state.selection;
    const found = empty ? marks.link.isInSet($from.marks()) : this.linkBetween(from, to);
    this.asking.hidden = false;
    const input = this.asking.querySelector("input");
    input.value = found?.attrs.href ?? "https://";
    input.focus();
  }

  linkBetween(from, to) {
    let found;
    this.view.state.doc.nodesBetween(from, to, (node) => { found ??= marks.link.isInSet(node.marks); });
    return found;
  }

  // Whether the address could be a link; without a selection its own words are put in.
  link() {
    const input = this.asking.querySelector("input");
    const typedIn = input.value.trim();
    const href = /^[^\s:@/]+(\.[^\s:@/]+)+(\/|$)/.test(typedIn) ? `https://${typedIn}` : /^[^\s:/]+@[^\s:/]+$/.test(typedIn) ? `mailto:${typedIn}` : typedIn;
    this.asking.querySelector("[data-link-refused]").hidden = isLink(href);
    input.setAttribute("aria-invalid", !isLink(href));
    if (!isLink(href)) return false;
    const { from, to, empty } = this.view.state.selection;
    const mark = marks.link.create({ href });
    const { tr } = this.view.state;
    this.view.dispatch(empty ? tr.replaceSelectionWith(schema.text(href.replace(/^(https:\/\/|mailto:)/, ""), [mark]), false) : tr.removeMark(from, to, marks.link).addMark(from, to, mark));
    return true;
  }

  unlink() {
    const { from, to, empty, $from } = this.view.state.selection;
    const [start, end] = empty ? [$from.start(), $from.end()] : [from, to];
    this.view.dispatch(this.view.state.tr.removeMark(start, end, marks.link));
  }

  close() {
    this.asking.hidden = true;
    this.view.focus();
  }
}
