"""What may happen to an ask and to an invitation, and what its words tell.

An ask

    state      who moves it                             to
    open       a helper, *I can help* or *I know ...*   in_hands
    open       the asker, *Close* naming helpers        helped
    open       the asker, *Close* naming nobody         answered
    open       the asker, *Withdraw*                    withdrawn
    open       the clock, 14 days without a sign        aged_out
    in_hands   the asker, *Still looking*               open
    in_hands   a helper who leaves or is forgotten      open
    in_hands   the asker, *Close* naming helpers        helped
    in_hands   the asker, *Close* naming nobody         answered
    in_hands   the asker, *Withdraw*                    withdrawn
    in_hands   the clock, 14 days without a sign        aged_out

An invitation

    state      who moves it                             to
    planned    the clock, in the helper's hours         sent
    planned    the clock, the helper is not there       dropped
    planned    the ask, in good hands or settled        spared
    planned    the helper, from the channel post        helping, knows
    sent       the helper                               helping, knows, nothing, not_now
    sent       the ask, in good hands or settled        closed
    sent       the clock, too late in the day to say it planned
    sent       Slack, which would not take it           dropped
    nothing    the helper, after all                    helping, knows
    not_now    the helper, after all                    helping, knows
    knows      the helper, after all                    helping
    closed     the ask, open again                      sent
    closed     the clock, too late in the day to say it spared
    closed     Slack, which would not take it           dropped
    closed     the helper, when the ask is open again   helping, knows
    helping    Slack, no conversation: somebody left    closed
    spared     a later wave, when the ask is open again planned
    spared     the helper, from the channel post        helping, knows
    dropped    the helper, from the channel post        helping, knows

Every other move is refused.

When an ask is open again, nobody is asked anew who was asked before. Who had no answer out when somebody else took
it gets the buttons back on the same message, which counts once: with four fresh working hours that the next wave waits
for, when theirs were not over by then; else, or when they are away or left in peace just now, for the taking. Whoever
said no keeps the way to help after all. Whoever was only planned (spared) heard nothing and may come with any later
wave. Whom a colleague asked in their own name (closed from the start) is not asked twice.
"""

import re
from datetime import timedelta

from bot.errors import Refusal
from bot.i18n import N_
from models.ask import AskState, Invitation, InvitationState, Kind

LONGEST = 500
SAME_ASK_WITHIN = timedelta(minutes=1)
ANSWER_WITHIN = timedelta(hours=4)
CHECK_AFTER_WORKING_DAYS = 2
AGES_AFTER = timedelta(days=14)
# An ask that brought nothing to mind comes back once, if it is still open.
COMES_BACK_AFTER = timedelta(days=28)
# A few days after an ask was helped is a good time for a word of thanks that was not said yet.
THANKS_AFTER = timedelta(days=3)
# What came of it: soon enough to remember, late enough to know.
CAME_OF_IT_AFTER = timedelta(days=21)

A = AskState
ASK_MOVES: dict[AskState, frozenset[AskState]] = {
    A.OPEN: frozenset({A.IN_HANDS, A.HELPED, A.ANSWERED, A.WITHDRAWN, A.AGED_OUT}),
    A.IN_HANDS: frozenset({A.OPEN, A.HELPED, A.ANSWERED, A.WITHDRAWN, A.AGED_OUT}),
    A.HELPED: frozenset(),
    A.ANSWERED: frozenset(),
    A.WITHDRAWN: frozenset(),
    A.AGED_OUT: frozenset(),
}

I = InvitationState  # noqa: E741 - the table below reads like the one above
STEPS_UP = frozenset({I.HELPING, I.KNOWS})
INVITATION_MOVES: dict[InvitationState, frozenset[InvitationState]] = {
    I.PLANNED: frozenset({I.SENT, I.DROPPED, I.SPARED}) | STEPS_UP,
    I.SENT: frozenset({I.NOTHING, I.NOT_NOW, I.CLOSED, I.PLANNED, I.DROPPED}) | STEPS_UP,
    I.NOTHING: STEPS_UP,
    I.NOT_NOW: STEPS_UP,
    I.KNOWS: frozenset({I.HELPING}),
    I.HELPING: frozenset({I.CLOSED}),
    I.CLOSED: frozenset({I.SENT, I.SPARED, I.DROPPED}) | STEPS_UP,
    I.SPARED: frozenset({I.PLANNED}) | STEPS_UP,
    I.DROPPED: STEPS_UP,
}
# Still waiting for the helper, one way or the other.
PENDING = frozenset({I.PLANNED, I.SENT})


def may_move(state: AskState, to: AskState) -> bool:
    """Tell whether an ask may go from one state to another."""
    return to in ASK_MOVES[state]


def may_answer(state: InvitationState, to: InvitationState) -> bool:
    """Tell whether an invitation may go from one state to another."""
    return to in INVITATION_MOVES[state]


def was_let_off(given: Invitation) -> bool:
    """Tell whether an invitation was closed only because somebody else took the ask: by a wave, or shown unasked."""
    is_ours = given.planned_at is not None or given.wave == 0
    return given.state is I.CLOSED and given.answered_at is None and given.sent_at is not None and is_ours


def tidy(text: str) -> str:
    """Return an ask's text as it is stored: as typed, without blanks around it and without null bytes.

    Raises Refusal when nothing is left or when it is longer than 500 characters.
    """
    tidied = text.replace("\x00", "").strip()
    if not tidied:
        raise Refusal(N_("What do you need? One sentence is enough."), field="text")
    return at_most(tidied, field="text")


def tidy_words(text: str, *, field: str, most: int = LONGEST) -> str:
    """Return words a person wrote to another, tidied; Refusal when there are none or too many."""
    tidied = text.replace("\x00", "").strip()
    if not tidied:
        raise Refusal(N_("A few words, please; there is nothing here yet."), field=field)
    return at_most(tidied, field=field, most=most)


def at_most(text: str, *, field: str, most: int = LONGEST) -> str:
    """Return `text` unless it is longer than `most` characters; then raise Refusal for that field."""
    if len(text) > most:
        raise Refusal(
            N_("At most {most} characters fit here; this has {length}. What matters most?"),
            field=field,
            most=most,
            length=len(text),
        )
    return text.replace("\x00", "")


def is_same_text(one: str, other: str) -> bool:
    """Tell whether two asks say the same, whatever their blanks and capitals."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# In this order: who knows somebody is a contact, whatever else the sentence says.
_GUESSES = (
    (
        Kind.CONTACT,
        _any_of(
            r"\bwho (here |of you )?(knows|has met) (some|any)(one|body)\b",
            r"\bwho (here |of you )?(knows|has) (people|friends|a friend|a person) (at|in|from|with)\b",
            r"\b(any(one|body)|some(one|body)|you) (here )?know (some|any)(one|body)\b",
            r"\bknows? (people|folks|(some|any)(one|body)) (at|in|from|who)\b",
            r"\bcontacts? (person )?(at|in|with|to)\b", r"\bcontact person\b", r"\bpoint of contact\b",
            r"\b(any|good|personal) connections? (at|to|into) (?-i:[A-Z])", r"\bright person (at|in)\b",
            r"\bintro(duction)?s? (to|at|with)\b", r"\b(introduce|connect) (me|us) (to|with)\b", r"\bintroduce me\b",
            r"\b(me|us) in touch with\b", r"\bin touch with (some|any)(one|body)\b",
            r"\b(some|any)(one|body) (who works |working )?(at|from|inside) (?!(the|home|work|night|all|my|our)\b)\w",
            r"\bwho (works|worked|used to work) (at|for) (?-i:[A-Z0-9])",
            r"\bwer (hier |von euch )?kennt (hier )?(jemand|wen\b|leute\b)",
            r"\bkennt (hier |von euch )?(jemand|wer|eine[rn]?) (von euch )?(jemand|wen\b|leute\b|bei\b)",
            r"\bkennt (jemand|wer)\b.*\bbei\b", r"\bkenn(t|st|en) (ihr|du|wir) (hier )?(jemand|wen\b|leute\b)",
            r"\bansprech(partner|person)", r"\bkontakt(e|person)? (bei|beim|zu|zur|zum|in|im|von)\b",
            r"\bdraht (zu|zur|zum)\b", r"\bjemand(en|em)? (bei|beim)\b",
            r"\bjemand(en|em)? (von|vom) (der )?(?-i:[A-ZÄÖÜ])",
            r"\b(wer|jemand) (arbeitet|war früher) (bei|beim) (?-i:[A-ZÄÖÜ0-9])",
            r"\bwer hat (leute|freunde|bekannte) (bei|beim|in)\b",
            r"\b(jemand(en)?|wen) (vorstellen|empfehlen|vermitteln)\b",
        ),
    ),
    (
        Kind.LOOK,
        _any_of(
            r"\ba (quick )?look\b", r"\blook (at|over|through|into)\b", r"\bwho can look\b", r"\breview\b",
            r"\bproof-?read", r"\bfeedback\b", r"\bsecond (pair|opinion)\b", r"\bcheck (my|our|this|the)\b",
            r"\b(looks?|is|are|seems?) (\w+ )?(odd|wrong|off|strange|stretched|distorted|broken|blurry|crooked)\b",
            r"\b(drüber|draufs?|an|rüber)schauen\b", r"\bschau(t|en)? .*\b(an|drüber|drauf)\b", r"\bgegenles",
            r"\bkorrekturles", r"\brückmeldung\b", r"\bblick (auf|drauf|in)\b", r"\bsieht .*\b(aus|komisch|falsch)\b",
            r"\bverzerrt\b", r"\bdrübersch?", r"\bprüf(en|t|st)\b",
        ),
    ),
    (
        Kind.HAND,
        _any_of(
            r"\b(need|use|lend|give|want) (me |us )?(a|another|two|some|more) (more )?(hand|pair of hands|hands)\b",
            r"\bcarry\b", r"\bmove\b", r"\blift\b", r"\bset(ting)? up (the |a )?(room|tables?|projector|booth|stand)",
            r"\bborrow\b", r"\bhas? (a|an) \w+ (for|to)\b", r"\bprojector\b", r"\bstand in\b",
            r"\b(an)?packen\b", r"\btragen\b", r"\bschleppen\b", r"\bausleihen\b", r"\bleihen\b", r"\bbeamer\b",
            r"\baufbau(en)?\b", r"\bumzug\b", r"\bhand anlegen\b", r"\beinspringen\b",
        ),
    ),
    (
        Kind.KNOW_HOW,
        _any_of(
            r"\bhow (do|does|can|to|would|should)\b", r"\bwho knows (how|about|what|why|where|when)?\b",
            r"\bknows? (how|about)\b", r"\bexplain\b", r"\bexperience with\b", r"\bwhat is the best way\b",
            r"\bwhy (does|is|do)\b", r"\bhelp (me )?(understand|with)\b", r"\bshow me\b", r"\bteach\b",
            r"\bany(one|body) (used|using|familiar)\b",
            r"\bwie (geht|mache|macht|kann|bekomme|funktioniert|richte|lege)\b", r"\bwer (weiß|weiss|kennt sich)\b",
            r"\bkennt sich\b", r"\berklär", r"\berfahrung(en)? mit\b", r"\bweiß jemand\b", r"\bweiss jemand\b",
            r"\bzeig(en|t|st)?\b", r"\bwarum\b", r"\bweshalb\b",
        ),
    ),
)  # fmt: skip


def guess_kind(text: str) -> Kind:
    """Guess from its words what sort of help an ask wants; OTHER when they do not tell."""
    for kind, pattern in _GUESSES:
        if pattern.search(text):
            return kind
    return Kind.OTHER


# Words that carry no topic: an ask made of nothing else cannot be matched or answered by anybody.
_EMPTY_WORDS = frozenset(
    """
    a about again all am an and any anybody anyone anything are as ask at away be bit can colleague colleagues could
    day do does don't dear else everybody everyone favor favour folks for free from get give got guys hand has have
    hello help helping helps here hey hi how i i'm i've if in is it issue just kindly know lend like little look maybe
    me mine minute minutes moment my need needed needs now of ok on one or our out people please pls problem question
    questions quick quickly really right short small so some somebody someone something soon stuck struggling sth
    support team thank thanks that the there thing things this time to today trouble until up urgent urgently us want
    was we what when where which who will with work would you your there's
    aber alle also am an auch auf aus bei beim bitte brauch brauche brauchen bräuchte da danke das dass dein dem den
    der des dich die dir doch du dringend echt ein eine einem einen einer eines einfach einmal er es etwas euch euer
    fall frage fragen für gerade gern gerne grad guten habe haben hab hallo hand hat hätte helfen hi hier hilf hilfe
    hilft ich ihr im in ist ja jemand jemanden jetzt kann kannst klein kleine kleines kollegen kolleginnen komme können
    könnt könnte könntet kurz kurze kurzen leute mag mal mein meine meinem meinen mich mir mit moin moment morgen
    möchte möglich nicht noch nur ob oder paar problem sache schnell schon servus sein sie sind so suche support tag
    team thema unser uns und unterstützung von vielleicht wäre was weiter wenn wer wie will wir wo würde zeit zu zum
    zur zusammen
    """.split()  # noqa: SIM905 - a wall of quotes would be harder to read
)


def is_vague(text: str) -> bool:
    """Tell whether an ask names nothing that a colleague could recognise: "need help", "Kann mir jemand helfen?"."""
    bare = re.sub(r"<[@#!][^>]*>|https?://\S+|:[a-z0-9_+-]+:", " ", text.casefold())
    told = [word for word in re.findall(r"[^\W\d_][\w'’-]*|\d+", bare) if word.replace("’", "'") not in _EMPTY_WORDS]
    return not told and not re.search(r"https?://", text)


GREETING = re.compile(
    r"^(hi|hello|hey|hallo|moin|servus|help|hilfe|thanks?|thank you|danke|ok(ay)?|test|ping|yes|no|ja|nein|\?)"
    r"( you| there| bot| givefirst| dir| schön| sehr)?\W*$",
    re.IGNORECASE,
)


def is_small_talk(text: str) -> bool:
    """Tell whether a line to the bot is a greeting or a thank-you and no ask at all."""
    return bool(GREETING.match(text.strip())) or not re.search(r"\w", text)
