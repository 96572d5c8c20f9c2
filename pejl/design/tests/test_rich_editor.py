"""The editor of rich text in a real browser: what is typed and pasted becomes Markdown, and the policy is kept."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pejl.design.tests.house import until

pytestmark = pytest.mark.journey

FORM = (
    '<form method="post" action="/words/">{{ csrf_input }}<div class="form-group"><label for="id_text">Text</label>'
    '<textarea id="id_text" name="text" data-rich maxlength="20000" aria-describedby="hint">\nTEXT</textarea>'
    '<span id="hint">A hint</span></div><button>Save</button></form>{{ ui.rich_editor() }}'
)
WORD = (Path(__file__).parent / "from_word.htm").read_text()
MARKDOWN = """# Praktik

## Før start

Se [loven](https://www.example.dk/lov), **altid** og *helst* **før**.

- et
  - under et
- to

1. først
2. så

**Uge** | 1

Timer | 37

Slut her der"""
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
LISTEN = (
    "addEventListener('securitypolicyviolation', (event) => (window.violations ??= []).push(event.violatedDirective))"
)


@pytest.fixture
def open_with(house, show, tabs):
    """A page with one rich field in which this stands; at the end nothing was said against the policy."""
    opened = []

    def go(text="", form=FORM):
        house.pages["/"] = show(form.replace("TEXT", text))
        tabs.context.add_init_script(LISTEN)
        page = tabs.context.new_page()
        page.on("console", lambda said: tabs.complaints.append(said.text) if said.type == "error" else None)
        page.goto(house.origin + "/")
        opened.append(page)
        return page

    yield go
    assert [page.evaluate("window.violations ?? []") for page in opened] == [[]] * len(opened)


def words_of(page):
    return page.locator("textarea[name=text]").input_value()


def editor_of(page):
    return page.get_by_role("textbox", name="Text")


def paste(page, html, text=""):
    page.evaluate(PASTE, [html, text])


def test_what_is_typed_becomes_markdown(open_with, house):
    page = open_with()
    expect(editor_of(page)).to_have_accessible_description("A hint Shift with Tab leads to the tools.")
    page.get_by_text("Text", exact=True).click()
    page.keyboard.type("# Om")
    page.keyboard.press("Enter")
    page.keyboard.type("Et ")
    page.keyboard.press("Control+b")
    page.keyboard.type("fedt")
    page.keyboard.press("Control+b")
    page.keyboard.type(" ord")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("- ingen liste, 5*3*2")
    page.keyboard.press("Enter")
    page.keyboard.type("- et")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+m")
    page.keyboard.type("under et")
    assert words_of(page) == "# Om\n\nEt **fedt** ord\n\\- ingen liste, 5\\*3\\*2\n\n- et\n  - under et"
    page.get_by_role("button", name="Save").click()
    expect(page.locator("body")).to_be_visible()
    assert house.sent[-1][1]["text"].replace("\r\n", "\n").startswith("# Om\n\nEt **fedt** ord")


@pytest.mark.parametrize(
    "text", [MARKDOWN, "En\nto\n\n> citat\n\n3. tre\n4. fire", "snake_case \\*ikke\\* [x]", "§ 42, stk. 1"]
)
def test_what_stands_there_is_not_touched_until_somebody_writes(open_with, text):
    page = open_with(text)
    editor_of(page).focus()
    assert words_of(page) == text
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    assert words_of(page).replace("\\[x\\]", "[x]") == text + "!"


def test_word_keeps_its_structure_and_loses_its_styling(open_with):
    page = open_with()
    editor_of(page).focus()
    paste(page, WORD)
    assert words_of(page) == MARKDOWN
    assert page.locator("[data-rich-text] [style], .rich-editor__text [style]").count() == 0
    page.keyboard.press("Control+z")
    assert words_of(page) == ""


def test_two_megabytes_are_refused_kindly_and_soon(open_with):
    page = open_with("Her stod noget")
    editor_of(page).focus()
    began = time.monotonic()
    paste(
        page,
        "<html><body>"
        + "<p class=MsoNormal style='margin:0cm'>Ord fra en <b>lang</b> rapport.</p>" * 26_000
        + "</body></html>",
    )
    expect(page.get_by_text("That is longer than there is room for here")).to_be_visible()
    assert time.monotonic() - began < 5
    assert words_of(page) == "Her stod noget"
    paste(page, "", "Kort. ")
    assert words_of(page) == "Kort. Her stod noget"
    expect(page.get_by_text("That is longer than there is room for here")).to_be_hidden()


@pytest.mark.parametrize(("keys", "pressed"), [("Control+Enter", None), ("Control+Shift+Enter", "1")])
def test_saving_by_keyboard(open_with, house, keys, pressed):
    form = FORM.replace("<form ", '<form data-draft="a:b" data-draft-url="/draft/" ').replace(
        "<button>Save</button>",
        '<button class="button-primary">Save</button><button name="another" value="1">More</button><p data-saved></p>',
    )
    page = open_with("ord", form=form)
    editor_of(page).focus()
    page.keyboard.press(keys)
    until(lambda: house.sent)
    assert house.sent[-1][1]["text"] == "ord"
    assert house.sent[-1][1].get("another") == pressed


def test_tools_by_keyboard(open_with):
    page = open_with("ord")
    editor_of(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    assert words_of(page) == "**ord**"
    box = page.get_by_role("button", name="Bold").bounding_box()
    assert box["height"] >= 44
    assert box["width"] >= 44


def test_links_go_where_links_may(open_with):
    page = open_with("ord")
    editor_of(page).focus()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Link", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("//evil.example")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The address must begin with https://")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("jobnet.dk/side")
    page.keyboard.press("Enter")
    assert words_of(page) == "[ord](https://jobnet.dk/side)"
    expect(editor_of(page)).to_be_focused()
