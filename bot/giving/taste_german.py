"""German words that judge, weighed by what stands around them and by their endings."""

import re
from collections.abc import Iterator

from bot.giving import taste_words as lexicon
from bot.giving.taste_faults import MANNER
from bot.giving.taste_pattern import Judgements, expanded, just_before, spelled_out, whole, words

Span = tuple[int, int]

JUDGEMENTS = Judgements(
    prefix="(?:(?:stink|tod|sterbens|pott|sau|mega|super|ultra|stroh|grotten|mords|ober|erz|hunds|rotz)-?)?",
    ending="(?:e[nrsm]?|er(?:e[nrsm]?)?|ste[nrsm]?|este[nrsm]?)?",
    harsh=lexicon.HARSH_DE,
    plain=lexicon.PLAIN_DE,
    soft=lexicon.SOFT_DE,
    pleasant=lexicon.PLEASANT_DE,
    fair=lexicon.FAIR_DE,
)
_MEASURED = frozenset(map(spelled_out, words(lexicon.MEASURED_DE)))
# Neither taste after "zu" and "wirkt" nor adjectives at all.
_NOT_TASTE = frozenset(
    map(
        spelled_out,
        words(
            """sich nicht mir uns ihm ihr ihnen dir dem der den das die dieser diesem jedem allen allem beiden einem
            einer zweit dritt viert etwas nichts anfang ende hause recht erst wie als dass nach auf an in aus wo weit
            sehen verzerrt unscharf verschoben abgeschnitten schief gestreckt identisch unterschiedlich unverändert
            gar"""
        ),
    )
)
_NO_NOUNS = words("und als aus oder wäre ist sind für sein im mit gemacht")
_NEXT = re.compile(r"\s{1,3}([^\W\d_]+(?:-[^\W\d_]+)*|\d+)")
_INFLECTED = re.compile(r"[^\W\d_]{3,}(?:e|en|er|es|em)(?<!oder)(?<!aber)(?<!wäre)(?<!finde)")
_PARTICIPLE = re.compile(r"(?:\w{0,9}ge|ver|ab|zer|be|ent)\w+(?:t|en)")

_AFTER_TO_SEEM = just_before(
    r"(?:wirk(?:t|en|te|ten)|kling(?:t|en)|klang|klangen|(?:liest|lesen|hört|hören|fühlt|fühlen|gibt) sich|kommt?"
    r"|kommen|rüber|scheint|scheinen|anmutet|mutet)(?: (?!nicht)\w+){0,7}? (?:nicht )?<so>"
)
_AFTER_DEGREE = just_before(
    r"(?:viel zu|zu|so|ziemlich|etwas|ein bisschen|ein wenig|bisschen|recht|eher|echt|total|irgendwie|richtig|extrem"
    r"|arg|völlig|voll|mega|sehr|mir zu|mir|einfach nur|einfach|leicht|allzu|dermaßen|derart|furchtbar|schrecklich"
    r"|ganz schön) "
)
_VAGUELY = just_before("(?:eher|irgendwie) ")
_AFTER_NOT = just_before(r"(?:nicht|kein|keine|keinen|keinem|keiner|wenig|kaum|nie|alles andere als|weder|noch) <so>")
_SUBJECT = re.compile(
    r"(?:(?!(?:ist|sind|war|waren|hat|haben|hatte|wirk\w*|sieht|eine?[nmr]?|so|was|mit)\b)[\w'’-]+\s{1,3})*",
    re.IGNORECASE,
)
_TO_ME = whole(
    r"finden?|find|fand|fanden|findet|für mich|für uns|mir (?:\w+ )?(?:zu|persönlich|etwas|ein|alles)|empfinde\w*"
    r"|meines|meiner|mich"
)
_TO_BE = whole(r"ist|sind|war|waren|sieht|sehen|sah|wirkt|wirken|klingt|klingen|finde|finden|fand|bleibt|wird")

_DEGREE = (
    r"(?:so|ziemlich|etwas|ein bisschen|ein wenig|echt|total|irgendwie|sehr|eher|recht|leider|einfach|halt|schon|doch)"
)
_SUFFIX = "(?:ig|lich|isch|haft|los|sam|ell|iv|al|ös|ant|ent|iert|bar|ssen|lt)"
_ENDS = (
    r"(?=\s*(?:[.,;:!?)]|$|(?:und|für|auf|aus|rüber|an|im|in|als|formuliert|geschrieben|gestaltet|gehalten|geworden"
    r"|geraten)\b))"
)
# Only a word in small letters can be an adjective.
_SMALL = r"(?P<word>[^\W\d_A-ZÄÖÜ][^\W\d_]*)"
_TOO = re.compile(
    r"(?i:\b(?P<graded>(?:"
    + expanded("viel|etwas|ein bisschen|bisschen|ein wenig|deutlich|mir|mir viel|mir etwas|alles|irgendwie")
    + rf")\s)?zu\s){_SMALL}{_ENDS}"
)
_SO = re.compile(
    "(?i:"
    r"\b(?:"
    + expanded(
        r"(?:wirk(?:t|en|te|ten)|kling(?:t|en)|klang|(?:liest|hört|fühlt|lesen) sich) "
        rf"(?:auf mich |mir |für mich |alles |insgesamt )?(?:{_DEGREE} ){{0,4}}"
        rf"|(?:ist|sind|war|waren|finde ich) (?:\w+ )?(?:so|irgendwie|total|ziemlich|mir zu) (?=\w+{_SUFFIX}\b)"
        r"|(?:sieht|sehen|sah|sahen) (?:\w+ ){0,6}?(?=\w+ aus\b)"
    )
    + f")){_SMALL}{_ENDS}"
)


# An adjective that is in no list, at the end: "Die Wände sind erdrückend." What can be checked is left out.
_UNKNOWN = re.compile(
    r"(?i:\b(?:ist|sind|war|waren)\s(?:" + _DEGREE + r"\s){0,3})"
    r"(?P<word>(?!un|be|ge|ver|zer|ab)[a-zäöüß]{3,}"
    r"(?:isch|haft|los|end|ell|iv|ös|sam|lich))(?=\s*(?:[.!]|$))"
)
_CHECKABLE = frozenset(
    map(
        spelled_out,
        words(
            """englisch deutsch französisch spanisch identisch elektrisch fehlend irreführend widersprüchlich aktiv
            inaktiv defensiv negativ positiv schädlich männlich weiblich öffentlich zugänglich erforderlich möglich
            nachträglich endlos farblos kostenlos drahtlos manuell aktuell individuell offiziell dreiend laufend
            ausreichend passend entsprechend arbeitslos leserlich deutlich ersichtlich erhältlich verständlich
            pünktlich täglich wöchentlich monatlich jährlich nördlich südlich östlich westlich statisch automatisch
            giftlos zwingend brennend tropfend dringend rutschend fahrlässig mangelhaft fehlerhaft lückenhaft langsam
            porös radioaktiv explosiv infektiös schadhaft zweifelhaft funktionslos wirkungslos tatsächlich
            medizinisch"""
        ),
    )
)


def judged_in(part: str, *, has_fault: bool, factual: bool, excused: bool) -> Iterator[Span]:
    """Yield where there is taste in a German sentence.

    `has_fault`: the sentence states a fault, which makes "das hässliche Banner" a name for a banner; `factual`: it
    speaks of facts, which does so for its subject; `excused`: the text states a fault, which explains every word
    that is not harsh.
    """
    to_me = bool(_TO_ME.search(part))
    of_manner = bool(MANNER.search(part))
    for found, tier in JUDGEMENTS.found_in(part):
        following = _NEXT.match(part, found.end())
        after = following[1] if following else ""
        inflected = bool(found["ending"])
        attributive = inflected and _is_noun_phrase(after, part)
        before = part[max(0, found.start() - 90) : found.start()]
        negated = bool(_AFTER_NOT.search(before)) and not after.endswith("bar")
        if tier == "harsh" or (tier == "pleasant" and negated):
            named = has_fault or (factual and _SUBJECT.fullmatch(before))
            taste = not (attributive and named) and not _is_measured(after)
        elif excused:
            taste = False
        elif tier == "plain":
            taste = not attributive
        elif tier == "soft" and attributive:
            taste = bool(_AFTER_DEGREE.search(before)) and spelled_out(found["stem"]) not in _MEASURED
        elif tier == "soft":
            felt = to_me or after in {"aus", "rüber"} or (of_manner and not after)
            graded = spelled_out(found[0]) not in _MEASURED or of_manner or bool(_VAGUELY.search(before))
            taste = not inflected and bool(
                felt or _AFTER_TO_SEEM.search(before) or (graded and _AFTER_DEGREE.search(before))
            )
        elif tier == "pleasant":
            alone = not after or not after[0].islower() or after in {"und", "aus", "aber"}
            taste = not inflected and alone and not _is_measured(after) and bool(_TO_BE.search(part))
        else:
            taste = negated and not inflected
        if taste:
            yield found.span()
    if not excused:
        yield from (one.span("word") for one in _UNKNOWN.finditer(part) if spelled_out(one["word"]) not in _CHECKABLE)
        yield from _measured_by_feeling(part, to_me=to_me)


def _is_noun_phrase(after: str, part: str) -> bool:
    """Tell whether an adjective with an ending belongs to the word after it."""
    if not after or after in _NO_NOUNS:
        return False
    no_capitals = not any(map(str.isupper, part[1:]))
    return after[0].isupper() or after[0].isdigit() or no_capitals or bool(_INFLECTED.fullmatch(after))


def _is_measured(word: str) -> bool:
    stem = spelled_out(word)
    return stem in _MEASURED or re.sub("e[nrsm]?$", "", stem) in _MEASURED


def _measured_by_feeling(part: str, *, to_me: bool) -> Iterator[Span]:
    """Yield "zu bunt", "wirkt schwer"; "zu klein" only where somebody says that they feel so."""
    for found in _TOO.finditer(part):
        word = spelled_out(found["word"])
        infinitive = word.endswith("n") and not JUDGEMENTS.knows(word)
        if word not in _NOT_TASTE and not infinitive and (word not in _MEASURED or to_me or found["graded"]):
            yield found.span()
    for found in _SO.finditer(part):
        word = spelled_out(found["word"])
        if word not in _NOT_TASTE and word not in _MEASURED and not _PARTICIPLE.fullmatch(word):
            yield found.span("word")
