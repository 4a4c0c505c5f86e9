"""The colleagues of the playground, eight and two who join: who they are, what they offer, what they said today."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.playground.world import Slack

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
STATUS_DAYS = 10
DAY = 86_400


@dataclass(frozen=True)
class Colleague:
    """Somebody to play: a Slack profile, and the lines this person would type after `/offer`."""

    name: str
    real_name: str
    title: str
    tz: str
    locale: str
    offers: Sequence[str]
    reach: Sequence[str] = ()
    status_emoji: str = ""
    status_text: str = ""
    guest: bool = False
    admin: bool = False


COLLEAGUES: Sequence[Colleague] = (
    Colleague(
        "ada",
        "Ada Novak",
        "Product designer",
        BERLIN,
        "en-US",
        offers=(
            "stretched or blurry images",
            "a second pair of eyes on slides",
            "colours that everybody can tell apart",
        ),
        reach=("Museum of Natural History Berlin, exhibitions",),
        admin=True,
    ),
    Colleague(
        "jonas",
        "Jonas Weber",
        "Softwareentwickler",
        BERLIN,
        "de-DE",
        offers=(
            "Python und kleine Skripte",
            "Website-Fehler auf dem Handy finden",
            "Fahrräder flicken in der Mittagspause",
        ),
        reach=("TU Berlin, Institut für Informatik",),
    ),
    Colleague(
        "maria",
        "Maria Santos",
        "Customer success",
        NEW_YORK,
        "en-US",
        offers=("Excel pivot tables", "calm words for an angry email", "proofreading Spanish and Portuguese"),
        reach=("Boston Children's Hospital, IT department",),
    ),
    Colleague(
        "grace",
        "Grace Kim",
        "Engineering lead",
        NEW_YORK,
        "en-US",
        offers=("slow SQL queries", "practising for a talk", "photo editing", "explaining tech without jargon"),
        reach=("New York University, career office", "Airbus Hamburg, cabin software"),
    ),
    Colleague(
        "tom",
        "Tom Becker",
        "Vertrieb",
        BERLIN,
        "de-DE",
        offers=("Angebote gegenlesen", "Verhandlungen üben", "Excel und Pivot-Tabellen"),
        reach=("Airbus Hamburg, Einkauf", "Stadtwerke Leipzig"),
        status_emoji=":palm_tree:",
        status_text="Im Urlaub",
    ),
    Colleague(
        "lena",
        "Lena Hoffmann",
        "Marketing",
        BERLIN,
        "de-DE",
        offers=("Texte kürzen", "Fotos für Social Media"),
        reach=("Airbus Hamburg, Pressestelle",),
        status_emoji=":seedling:",
        status_text="Neu im Team",
    ),
    Colleague(
        "priya",
        "Priya Shah",
        "Illustrator, freelance",
        NEW_YORK,
        "en-US",
        offers=("icons and small drawings", "turning an idea into a sketch"),
        guest=True,
    ),
    Colleague(
        "paul",
        "Paul Fischer",
        "Buchhaltung",
        BERLIN,
        "de-DE",
        offers=("Reisekosten ohne Tränen",),
        reach=("Finanzamt Mitte, Poststelle",),
    ),
)

JOINING: Sequence[Colleague] = (
    Colleague("mia", "Mia Lang", "Projektleitung, seit heute", BERLIN, "de-DE", offers=()),
    Colleague("sam", "Sam Reed", "Data analyst, started today", NEW_YORK, "en-US", offers=()),
)
"""Who joins once the bot is there: it welcomes them on their second working morning."""

HOSTS = ("ada", "grace")
"""Who says hello to people who have joined."""

LETTER = ("ada", "general", "here weekly Mon 09:00")
"""Who asked for a letter, where, and how."""

OFFERS: dict[str, list[str]] = {colleague.name: list(colleague.offers) for colleague in COLLEAGUES}
"""User name → lines to type after `/offer`."""

REACH: dict[str, list[str]] = {colleague.name: list(colleague.reach) for colleague in COLLEAGUES if colleague.reach}
"""User name → private lines about where this person knows people."""

JOURNALS: dict[str, Sequence[str]] = {
    "ada": (
        "@maria found one blue for all the customer slides (20 min)",
        "refilled the copier",
        "@jonas practised the demo of the new search with him (15 min)",
    ),
    "jonas": (
        "@lena das verzerrte Foto auf der Startseite gerichtet (10 min)",
        "den Beamer im großen Raum wieder zum Laufen gebracht",
    ),
    "grace": ("@priya explained what a pull request is (15 min)", "watered the plants in the kitchen"),
    "lena": ("@tom seine lange Mail auf drei Sätze gekürzt (5 min)",),
}
"""User name → lines to type after `/helped`; names after an @ are user names."""

LEAVER = "paul"
"""Whose account `say_goodbye` closes, once the offers are typed."""

CHANNELS: dict[str, Sequence[str]] = {
    "general": ("ada", "jonas", "maria", "grace", "tom", "lena", "paul"),
    "design": ("ada", "jonas", "maria", "lena", "priya"),
    "random": ("ada", "jonas", "maria", "grace", "tom", "lena", "paul"),
    "sales": ("ada", "maria", "tom"),
}
WITHOUT_THE_BOT = frozenset({"sales"})

MORNING: Sequence[tuple[str, str, str]] = (
    ("general", "jonas", "Guten Morgen! Heute um 15 Uhr zeigen wir die neue Suche. Kommt gern dazu."),
    ("general", "grace", "Good morning from New York :wave: The coffee machine is back."),
    (
        "design",
        "lena",
        "Das Foto oben auf der Startseite sieht auf meinem Handy ganz verzerrt aus. Woran kann das liegen?",
    ),
    ("design", "maria", "Our customer deck has five different blues. Could somebody take a look before Thursday?"),
    ("random", "ada", "There is cake in the kitchen and nobody knows whose. :cake:"),
    ("random", "tom", "Ich war's! Greift zu, ich bin ab heute im Urlaub. :palm_tree:"),
    ("sales", "maria", "The call with Northwind has moved to Friday."),
)

WAITING_IDEA = {
    "from": "maria",
    "to": "ada",
    "kind": "idea",
    "subject": "the customer deck with its five blues",
    "text": "Let us take the blues of your style guide. I can swap them over lunch, you only need to look once.",
}
"""What waits in somebody's conversation with the bot on the first morning: two colleagues, and what was typed."""


def populate(slack: Slack) -> None:
    """Fill an empty workspace with the colleagues, their channels and a few morning messages.

    Everybody is active at first, so that offers can be typed for all; `say_goodbye` then closes one account.
    """
    ids = {colleague.name: _add(slack, colleague) for colleague in COLLEAGUES}
    channels = {
        name: slack.add_channel(
            name=name, members=[ids[member] for member in members], bot_is_member=name not in WITHOUT_THE_BOT
        ).id
        for name, members in CHANNELS.items()
    }
    for channel, author, text in MORNING:
        slack.say(ids[author], channels[channel], text)


def say_goodbye(slack: Slack) -> None:
    """Close the account of the colleague who has left the team."""
    slack.deactivate(next(user.id for user in slack.users.values() if user.name == LEAVER))


def welcome(slack: Slack) -> None:
    """Let those who join come into #general; the bot hears of it."""
    for colleague in JOINING:
        user_id = _add(slack, colleague)
        slack.join_channel(user_id, slack.channel_named("general").id)
        slack.join_team(user_id)


def _add(slack: Slack, colleague: Colleague) -> str:
    """Add somebody; return their user id."""
    return slack.add_user(
        name=colleague.name,
        real_name=colleague.real_name,
        title=colleague.title,
        tz=colleague.tz,
        locale=colleague.locale,
        guest=colleague.guest,
        is_admin=colleague.admin,
        status_emoji=colleague.status_emoji,
        status_text=colleague.status_text,
        status_expiration=int(slack.now()) + STATUS_DAYS * DAY if colleague.status_text else 0,
    ).id
