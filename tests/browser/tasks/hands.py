"""The hands that do a task: with a mouse, or with the keyboard alone. Both count what they do."""

from dataclasses import dataclass

from playwright.sync_api import expect

# Seconds of a practised hand, after the keystroke-level model (Card, Moran and Newell, 1980).
KEY, CLICK, CHANGE_OF_HAND, THOUGHT = 0.2, 1.3, 0.4, 1.2
MOST_TABS = 120
HAS_FOCUS = "field => field === document.activeElement"
HAS_VISIBLE_FOCUS = "field => field.matches(':focus-visible')"
# After Tab the focus is on the page's body only behind its last element: then it was lost.
IS_LOST = "document.activeElement === document.body || !document.activeElement"


@dataclass
class Effort:
    """Effort of a task. `thoughts`: fields, answers and links that are looked for."""

    clicks: int = 0
    keys: int = 0
    changes: int = 0  # between mouse and keyboard
    thoughts: int = 0

    @property
    def seconds(self):
        parts = (self.keys * KEY, self.clicks * CLICK, self.changes * CHANGE_OF_HAND, self.thoughts * THOUGHT)
        return round(sum(parts))


class Hand:
    """Does what a user does, by the names of the fields: so it needs no language."""

    def __init__(self, page, effort):
        self.page, self.effort = page, effort
        page.goto("/")

    def field(self, name, value=None):
        of_value = "" if value is None else f'[value="{value}"]'
        return self.page.locator(f'main [name="{name}"]{of_value}:visible')

    def link(self, name, *, nth=0):
        return self.page.get_by_role("link", name=name).nth(nth)

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True).first

    def follow(self, target):
        """Press a link or a button that leads to another page."""
        self._reach(target)  # before: the link that skips the bars counts as a navigation, too
        with self.page.expect_navigation():
            self._press(target)

    def search(self, text):
        """Look for a participant from the top of any page, and open the one that is found."""
        self.write(self.page.locator("#search-slot"), text)
        self._send()
        expect(self.page.get_by_role("heading", name="Sökresultat")).to_be_visible()
        self.follow(self.page.locator("main tbody a").first)


class Mouse(Hand):
    """Clicks, and types with both hands."""

    is_on_keyboard = False

    def write(self, target, text):
        self.effort.thoughts += 1
        if not target.evaluate(HAS_FOCUS):
            self._to(keyboard=False)
            self.effort.clicks += 1
            target.click()
        self._to(keyboard=True)
        self.effort.keys += len(text)
        target.fill(text)

    def pick(self, name, value):
        self._reach(self.field(name, value))
        self.field(name, value).check()

    def choose(self, name, label):
        self._reach(self.field(name), clicks=2)  # the list opens first
        self.field(name).select_option(label=label)

    def upload(self, name, file):
        """Choose a file: {"name", "mimeType", "buffer"}."""
        self._reach(self.field(name), clicks=2)  # the file is chosen in a window of the system
        self.field(name).set_input_files(file)

    def _send(self):
        self.effort.keys += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _press(self, target):
        target.click()

    def _reach(self, _target, clicks=1):
        self._to(keyboard=False)
        self.effort.clicks += clicks
        self.effort.thoughts += 1

    def _to(self, *, keyboard):
        self.effort.changes += self.is_on_keyboard is not keyboard
        self.is_on_keyboard = keyboard


class Keys(Hand):
    """Tab, arrows, Enter, space bar and letters. Says where the focus was lost."""

    def write(self, target, text):
        self._reach(target)
        if target.input_value():
            self._type("ControlOrMeta+A")
        self.effort.keys += len(text)
        self.page.keyboard.insert_text(text)
        expect(target).to_have_value(text)

    def pick(self, name, value):
        """Choose an answer: Tab leads to the first, or to the one that is chosen, and arrows to the others."""
        answers = self.field(name)
        expect(answers.first).to_be_visible()
        values = [answers.nth(number).get_attribute("value") for number in range(answers.count())]
        chosen = [answers.nth(number).is_checked() for number in range(len(values))]
        place = chosen.index(True) if True in chosen else 0
        self._reach(answers.nth(place))
        steps = values.index(value) - place
        for _step in range(abs(steps)):
            self._type("ArrowDown" if steps > 0 else "ArrowUp")
        if not steps:
            self._type("Space")
        expect(self.field(name, value)).to_be_checked()
        assert self.field(name, value).evaluate(HAS_FOCUS), f"The focus left {name}."

    def choose(self, name, label):
        """Type the beginning of the label: the browser chooses the option."""
        self._reach(self.field(name))
        options = self.field(name).locator("option").all_inner_texts()
        letters = next(
            label[:end]
            for end in range(1, len(label) + 1)
            if next(text for text in options if text.startswith(label[:end])) == label
        )
        self.effort.keys += len(letters)
        self.page.keyboard.type(letters)
        expect(self.field(name).locator("option:checked")).to_have_text(label)

    def upload(self, name, file):
        self._reach(self.field(name))
        with self.page.expect_file_chooser() as chooser:
            self._type("Space")
        self.effort.keys += len(file["name"]) + 1
        chooser.value.set_files(file)

    def _send(self):
        with self.page.expect_navigation():
            self._type("Enter")

    def _press(self, _target):
        self._type("Enter")

    def _type(self, key):
        self.effort.keys += 1
        self.page.keyboard.press(key)

    def _reach(self, target):
        """Tab until the element has the focus, and see that it shows."""
        self.effort.thoughts += 1
        expect(target).to_be_visible()
        self._skip_bars(target)
        for _tab in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                assert target.evaluate(HAS_VISIBLE_FOCUS), f"The focus on {target} does not show."
                return
            self._type("Tab")
            assert not self.page.evaluate(IS_LOST), f"The focus was lost on the way to {target}."
        raise AssertionError(f"{MOST_TABS} times Tab did not lead to {target}.")

    def _skip_bars(self, target):
        """On a new page, take the link that skips the bars."""
        is_inside = target.evaluate("field => document.querySelector('main').contains(field)")
        if is_inside and self.page.evaluate(IS_LOST):
            self._type("Tab")
            expect(self.page.locator(".skip-link")).to_be_focused()
            self._type("Enter")
            expect(self.page.locator("main")).to_be_focused()
