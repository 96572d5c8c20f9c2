// Puts an editor before every <textarea data-rich>. The field stays the truth: each change is written into it as
// Markdown and said as input, so the form, what is kept unsent and the counter know nothing of an editor.
import { baseKeymap } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { cleaned } from "./pasting.js";
import { keys, Tools, typed } from "./tools.js";
import { read, schema, write } from "./words.js";

const FEW = 400; // letters by which Markdown is longer than its words, at most

function attributes(field, label) {
  const given = { id: field.id, role: "textbox", "aria-multiline": "true", "aria-label": label, class: "rich-editor__text prose form-input" };
  for (const name of ["aria-required", "aria-invalid"]) if (field.getAttribute(name)) given[name] = field.getAttribute(name);
  const described = [field.getAttribute("aria-describedby"), "rich-keys"].filter(Boolean).join(" ");
  return { ...given, "aria-describedby": described, spellcheck: "true", lang: document.documentElement.lang };
}

// What is too long is not put in at all: half a text would look like a whole one.
class Pasting {
  constructor(field, note) {
    Object.assign(this, { limit: field.maxLength > 0 ? field.maxLength : Infinity, note, isTooLong: false });
  }

  check(letters, view) {
    this.isTooLong = letters + view.state.doc.textContent.length > this.limit - Math.min(FEW, this.limit / 10);
    return this.isTooLong;
  }

  html(html, view) {
    const { html: clean, letters } = cleaned(html);
    return this.check(letters, view) ? "" : clean;
  }

  text(text, view) {
    if (!text || this.check(text.length, view)) return Slice.empty;
    const isOneLine = !/[\r\n]/.test(text);
    return isOneLine ? new Slice(Fragment.from(schema.node("paragraph", null, schema.text(text))), 1, 1) : Slice.maxOpen(read(text).content);
  }

  refuse() {
    this.note.textContent = this.isTooLong ? this.note.dataset.text : "";
    this.note.hidden = !this.isTooLong;
    const { isTooLong } = this;
    this.isTooLong = false;
    return isTooLong;
  }
}

function enhance(field) {
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  const editor = document.getElementById("rich-editor").content.firstElementChild.cloneNode(true);
  const [bar, place, note] = ["[role=toolbar]", "[data-rich-text]", "[data-too-long]"].map((one) => editor.querySelector(one));
  const pasting = new Pasting(field, note);
  const view = new EditorView({ mount: place }, {
    state: EditorState.create({ doc: read(field.value), plugins: [typed, keymap(keys), keymap(baseKeymap), history()] }),
    attributes: attributes(field, label?.firstChild?.textContent.trim() ?? ""),
    transformPastedHTML: (html) => pasting.html(html, view),
    clipboardTextParser: (text) => pasting.text(text, view),
    handlePaste: () => pasting.refuse(),
    handleDrop: () => pasting.refuse(),
    dispatchTransaction: (transaction) => {
      view.updateState(view.state.apply(transaction));
      tools.update(view.state);
      if (!transaction.docChanged) return;
      field.value = write(view.state.doc);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
  });
  const tools = new Tools(bar, view);
  bar.setAttribute("aria-controls", field.id);
  label?.addEventListener("click", () => view.focus());
  field.removeAttribute("id");
  field.removeAttribute("data-rich");
  field.hidden = true;
  field.after(editor);
  if (field.matches("[autofocus]")) view.focus();
}

const enhanceAll = (part) => part.querySelectorAll?.("textarea[data-rich]").forEach(enhance);

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.detail.elt));
