"""English words that judge, weighed by what stands around them."""

import re
from collections.abc import Iterator

from bot.giving import taste_words as lexicon
from bot.giving.taste_faults import MANNER
from bot.giving.taste_names import is_blotted_out
from bot.giving.taste_pattern import Judgements, just_before, whole, words

Found = re.Match[str]
Span = tuple[int, int]

JUDGEMENTS = Judgements(
    prefix="(?:(?:super|ultra|mega|so|too|very|over)-?)?",
    ending="",
    harsh=lexicon.HARSH_EN,
    plain=lexicon.PLAIN_EN,
    soft=lexicon.SOFT_EN,
    pleasant=lexicon.PLEASANT_EN,
    fair=lexicon.FAIR_EN,
)
_MEASURED = words(lexicon.MEASURED_EN)
_FINE = words(lexicon.FAIR_EN, lexicon.PLEASANT_EN)
# An adjective before one of these stands on its own; before any other word it belongs to it.
_PAUSES = words(
    """and or but on in at to for because when if as than with without compared now here imo imho honestly too again
    already though tbh like so it i that which since really anyway from by of about this these those the we you they
    enough overall today not especially even then also yet unless while against next either somehow instead lately
    after before during inside outside throughout around across altogether please sorry somewhat"""
)
_VERBS = words(
    """is are was were has have had does do did should could would will can must needs goes stands appears shows says
    returns gets comes points reads links leads means"""
)
_NEXT = re.compile(r"\s{1,3}([^\W\d_]+(?:-[^\W\d_]+)*|\d+)")

_AFTER_TO_BE = just_before(
    r"(?:is|are|was|were|be|been|being|it's|that's|they're|he's|she's|there's|'s|'re|isn't|aren't|wasn't|weren't|looks?"
    r"|looked|looking|feels?|felt|seems?|seemed|sounds?|sounded|reads?|appears?|remains?|gets?|becomes?|makes? \w+"
    r"|made \w+|comes? (?:across|over|off)(?: as)?|strikes? (?:me|us) as|finds? (?:\w+ ){1,6}?|found (?:\w+ ){1,6}?"
    r"|smells?|tastes?|rather|bit|little|so|too|very|really|just) "
    r"(?:not |never |like )?<so>(?:(?:a|an|the) )?<so>(?:not )?(?:\w+(?:,| and| or|, and) )?<so>"
)
_AFTER_TO_LOOK = just_before(
    r"(?:looks?|looked|looking|feels?|felt|seems?|seemed|sounds?|sounded|reads?|comes? (?:across|over|off)"
    r"|came across|strikes? (?:me|us)) (?:as |like )?(?:not )?<so>(?:a |an )?(?:\w+(?:,| and| or|, and) )?<so>"
)
_AFTER_DEGREE = just_before(
    r"(?:so|such an?|too|rather|a bit|a little|a tad|a touch|kind of|kinda|sort of|somewhat|way|pretty|just|downright"
    r"|super|overly|awfully|a bit too|far too|much too|way too|utterly|painfully|horribly|ridiculously|unnecessarily"
    r"|needlessly|really|very)(?: too)? "
)
_VAGUELY = just_before("(?:rather|kind of|kinda|sort of|somehow|awfully) ")
_AFTER_ARTICLE = just_before(
    r"(?:is|are|was|were|'s|what|such|looks like|not|isn't|with|has|have|why|who \w+|another|more)(?: such)?"
    r"(?: an?| the| this| that)? <so>"
)
_AFTER_NOT = just_before(
    r"(?:not|isn't|aren't|wasn't|weren't|never|hardly|don't \w+|doesn't \w+|didn't \w+|neither|nor|anything but"
    r"|far from|no) <so>(?:be )?<so>"
)
_SUBJECT = re.compile(
    r"(?:(?!(?:is|are|was|were|has|have|had|looks?|an?|such|what|with)\b)[\w'’-]+\s{1,3})*", re.IGNORECASE
)
_TO_ME = whole(
    r"i (?:\w+ )?(?:find|found|think|feel|felt|thought)|we (?:find|think|feel)|for me|to me|personally|honestly|imh?o"
    r"|in my \w+|everyone (?:finds|thinks)|my \w+ (?:finds?|thinks?)"
)
_I_FIND = whole(r"(?:i|we|my \w+|everyone|people|they) (?:\w+ )?(?:find|found|finds|consider)")

_TOO = whole(
    r"(?P<graded>(?:way|much|far|a bit|a little|a tad|slightly|just|all|really) )?too (?P<word>[a-z]+(?:-[a-z]+)?)"
)
_SO = whole(
    r"(?:(?:looks?|looked|feels?|felt|sounds?|sounded|seems?|reads?|comes? (?:across|over)(?: as)?) "
    r"(?P<degree>(?:so|rather|a bit|a little|a tad|kind of|kinda|sort of|very|really|quite|pretty|just|somewhat) ){0,3}"
    r"|(?:is|are|was|were|'s) (?:just |all |simply )?"
    r"(?:so|rather|really|very|quite|kind of|kinda|sort of|a bit|a little|a tad) )"
    r"(?P<word>[a-z]+(?:-[a-z]+)?)(?! that)"
)


# An adjective that is in no list, at the end: "The walls are oppressive." What can be checked is left out.
_UNKNOWN = whole(
    r"(?:is|are|was|were) <so>(?P<word>(?!un|in|dis|non|anti|mis)[a-z]{3,}"
    r"(?:ive|ish|ful|esque|some|ous|sive|tic|astic|oring|ening|lling))(?=\s*(?:[.!]|$))"
)
_CHECKABLE = words(
    """inactive active defective excessive explosive corrosive radioactive negative positive live alive dangerous
    hazardous ambiguous anonymous poisonous obvious previous continuous various harmful useful full successful helpful
    careful static toxic automatic plastic elastic identical english spanish british danish swedish turkish polish
    irish finish nothing missing something falling calling filling spelling selling rolling opening happening
    listening handsome synonymous simultaneous contagious porous infectious adhesive exclusive inclusive relative
    native repetitive sensitive responsive interactive objective effective productive respective spilling pulling"""
)


def judged_in(part: str, *, has_fault: bool, factual: bool, excused: bool) -> Iterator[Span]:
    """Yield where there is taste in an English sentence.

    `has_fault`: the sentence states a fault, which makes "the ugly banner" a name for a banner; `factual`: it speaks of
    facts, which does so for its subject; `excused`: the text states a fault, which explains every word that is not
    harsh.
    """
    to_me = bool(_TO_ME.search(part) or MANNER.search(part))
    for found, tier in JUDGEMENTS.found_in(part):
        after = _word_after(part, found)
        attributive = bool(after) and after not in _PAUSES and not after.endswith("ly")
        before = part[max(0, found.start() - 90) : found.start()]
        if attributive and _is_name(found[0], before):
            continue
        mentioned = after in _VERBS and not _AFTER_TO_BE.search(before)
        negated = bool(_AFTER_NOT.search(before))
        if tier == "harsh":
            named = has_fault or (factual and _SUBJECT.fullmatch(before))
            taste = not (mentioned or (attributive and (named or after in _MEASURED or after in {"lot", "many"})))
        elif tier == "pleasant" and attributive:
            taste = negated and not has_fault and after not in _MEASURED
        elif tier == "pleasant":
            taste = negated or not (excused or mentioned or not _AFTER_TO_BE.search(before))
        elif excused:
            taste = False
        elif tier == "plain":
            taste = bool(_AFTER_ARTICLE.search(before)) if attributive else not mentioned
        elif tier == "soft":
            taste = _is_soft_taste(found[0].lower(), before, part, attributive=attributive, to_me=to_me)
        else:
            taste = negated and not attributive
        if taste:
            yield found.span()
    if not excused:
        yield from (one.span("word") for one in _UNKNOWN.finditer(part) if one["word"].lower() not in _CHECKABLE)
        yield from _measured_by_feeling(part, to_me=to_me)


def _word_after(part: str, found: Found) -> str:
    following = _NEXT.match(part, found.end())
    return following[1].lower() if following else ""


def _is_name(word: str, before: str) -> bool:
    """Tell whether a capital within the sentence makes the word part of a name: "the Nice office"."""
    inside = before.rstrip()
    return word[0].isupper() and not word.isupper() and bool(inside) and inside[-1] not in '.!?:"'


def _is_soft_taste(word: str, before: str, part: str, *, attributive: bool, to_me: bool) -> bool:
    vague = word not in _MEASURED or (not attributive and (to_me or bool(_VAGUELY.search(before))))
    felt = vague and bool(_AFTER_DEGREE.search(before))
    if attributive:
        return felt
    return (
        felt
        or bool(_AFTER_TO_LOOK.search(before))
        or (to_me and bool(_AFTER_TO_BE.search(before)))
        or (word in _FINE and bool(_AFTER_NOT.search(before)))
        or bool(_I_FIND.search(part))
    )


def _measured_by_feeling(part: str, *, to_me: bool) -> Iterator[Span]:
    """Yield "too playful", "looks goofy"; "too small" only where somebody says that they feel so."""
    for found in _TOO.finditer(part):
        word = found["word"].lower()
        if not _says_nothing(word) and (word not in _MEASURED or to_me or found["graded"]):
            yield found.span()
    for found in _SO.finditer(part):
        word = found["word"].lower()
        if _says_nothing(word) or word in _MEASURED or word.endswith(("ed", "ing")) or word in {"well", "great"}:
            continue
        if found["degree"] or _word_after(part, found) in {"", "and", "to", "for", "in", "on"}:
            yield found.span("word")


def _says_nothing(word: str) -> bool:
    return word in _PAUSES or word in _VERBS or word.endswith("ly") or is_blotted_out(word)
