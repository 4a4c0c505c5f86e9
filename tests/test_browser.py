"""The playground page in a real browser: an ask from first word to last, and a form that follows a choice."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from bot import clock, db
from bot.playground import run
from bot.playground.page import page
from tests.conftest import REQUIRED, TUESDAY_TEN

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    os.environ.get("CHROMIUM", ""),
)
# A machine that runs other tests at the same time may need longer than the usual five seconds.
expect.set_options(timeout=30_000)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PHOTO = "the photo on my page is stretched, who can look?"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The playground, with the real bot behind it."""
    clock.advance(TUESDAY_TEN - clock.now())
    slack, app = run.build(tmp_path / "playground.db")
    app.runner.start()
    server = create_server(page(slack, clock, run.run_jobs(app)), host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    app.close()
    db.use(None)
    assert slack.refusals == []


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        if "chromium" in REQUIRED:
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("Chromium was NOT found: the playground page was not tested in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def sits_down(browser: Browser, address: str, name: str) -> Page:
    window = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    window.goto(address)
    window.get_by_test_id(f"person-{name}").click()
    return window


def test_two_people_play_an_ask_from_first_word_to_last(browser: Browser, address: str):
    ada, helper = sits_down(browser, address, "jonas"), sits_down(browser, address, "ada")
    ada.get_by_test_id("channel-general").click()
    box = ada.get_by_label("Message #general")
    box.fill(f"/ask {PHOTO}")
    box.press("Enter")
    form = ada.get_by_role("dialog")
    expect(form).to_be_visible()
    expect(form.locator("textarea").first).to_have_value(PHOTO)
    form.get_by_role("button", name="Fragen", exact=True).click()
    expect(form).to_be_hidden()

    helper.get_by_test_id("direct-bot").click()
    invitation = helper.get_by_test_id("message").filter(has_text=PHOTO).last
    expect(invitation).to_contain_text("you offered", timeout=15_000)
    invitation.get_by_role("button", name="I can help", exact=True).click()
    expect(helper.get_by_test_id("message").filter(has_text="You are helping").last).to_be_visible(timeout=15_000)

    ada.get_by_test_id("direct-bot").click()
    receipt = ada.get_by_test_id("message").filter(has_text=PHOTO).last
    expect(receipt).to_contain_text("In guten Händen", timeout=15_000)
    receipt.get_by_role("button", name="Abschließen").click()
    closing = ada.get_by_role("dialog")
    closing.locator("textarea").first.fill("Du hast meinen Abend gerettet")
    closing.get_by_role("button", name="Abschließen").click()
    expect(closing).to_be_hidden()
    thanks = helper.get_by_test_id("message").filter(has_text="Du hast meinen Abend gerettet")
    expect(thanks.last).to_be_visible(timeout=15_000)


def test_the_form_for_giving_follows_the_chosen_kind(browser: Browser, address: str):
    grace = sits_down(browser, address, "grace")
    grace.get_by_test_id("channel-general").click()
    box = grace.get_by_label("Message #general")
    box.fill("/give @Maria the photo is ugly")
    box.press("Enter")
    form = grace.get_by_role("dialog")
    expect(form.get_by_label("Your idea, or your sentence")).to_have_value("the photo is ugly")
    expect(form.get_by_label("About what?")).to_be_visible()
    form.get_by_label("A heads-up: something is broken").check()
    expect(form.get_by_label("About what?")).to_have_count(0)
    expect(form.get_by_label("Your idea, or your sentence")).to_have_value("the photo is ugly")
    form.get_by_label("Where?").fill("careers page")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form).to_contain_text("may sound like taste")
    form.get_by_label("Your idea, or your sentence").fill("the photo is stretched")
    form.get_by_role("button", name="Send it anyway").click()
    expect(form).to_be_hidden()
