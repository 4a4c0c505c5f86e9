"""The small picture beside a letter: asks opened and answered in each of twelve weeks."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from bot import i18n
from bot.digest.rules import Week
from bot.i18n import translations

WIDTH, HEIGHT = 800, 360
DOTS_PER_INCH = 100
# Dark words on a ground of its own read on a light page and on a dark one. The two colours differ in brightness, too,
# for those who do not tell them apart.
GROUND, INK, FAINT = "#ffffff", "#1d1c1d", "#d9d9d9"
OPENED, ANSWERED = "#9fc5e8", "#1b5e4b"
BAR = 0.38


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a picture and beside it, in the language of a channel."""

    title: str
    opened: str
    answered: str
    # One for each week, under its bars.
    weeks: tuple[str, ...]
    alt_text: str


def words(weeks: Sequence[Week], locale: str) -> Words:
    """Say what a picture of these weeks shows, for everybody who sees it and for those who do not."""
    _ = translations(locale).gettext
    days = tuple(i18n.short_day(week.monday, locale) for week in weeks)
    told = [
        _("{day}: {opened} opened, {answered} answered").format(day=day, opened=week.opened, answered=week.answered)
        for day, week in zip(days, weeks, strict=True)
    ]
    alt_text = _("Asks in the weeks from these days on. {weeks}.").format(weeks="; ".join(told))
    return Words(_("Asks in the last twelve weeks"), _("opened"), _("answered"), days, alt_text)


def draw(weeks: Sequence[Week], said: Words) -> bytes:
    """Return the picture as a PNG of 800 by 360 points; the same bytes for the same weeks and words."""
    # Half a second and forty megabytes that nothing else needs.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(WIDTH / DOTS_PER_INCH, HEIGHT / DOTS_PER_INCH), dpi=DOTS_PER_INCH, facecolor=GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=GROUND)
    places = range(len(weeks))
    axes.bar([place - BAR / 2 for place in places], [week.opened for week in weeks], BAR, color=OPENED)
    axes.bar([place + BAR / 2 for place in places], [week.answered for week in weeks], BAR, color=ANSWERED)
    axes.set_title(said.title, color=INK, fontsize=12, loc="left")
    axes.legend([said.opened, said.answered], frameon=False, ncols=2, loc="upper right", labelcolor=INK)
    # Every second one, so that they do not run into each other.
    axes.set_xticks(list(places)[::2], said.weeks[::2], color=INK, fontsize=9)
    axes.set_ylim(0, 1.25 * max(1, *(max(week.opened, week.answered) for week in weeks)))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.tick_params(colors=INK, length=0)
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    made = io.BytesIO()
    # Without its version in it the picture is the same whoever draws it.
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()
