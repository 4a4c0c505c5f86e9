"""Tell taste from fact: the words of a heads-up that say what somebody likes rather than what is broken.

`words_of_taste` looks sentence by sentence for

- stances and comparisons: "I don't like", "hätte ich anders gemacht", "would look nicer";
- words that judge, weighed by what stands around them: "is ugly" is taste, "the ugly banner is cut off" names a
  banner, "a cold room" is a fact and "sounds cold" is not;
- wishes: "please make it blue". Beside a fault ("grey on grey, a darker grey can be read") they are a way to mend it.

A text in which no list knows a word, yet that holds nothing anybody could check, is taste as well: its predicate is
pointed out ("is like burnt socks").

What is quoted, code, addresses, file names and labels ("the Like button") is what somebody else wrote; it is left out.
"""

import re
from collections.abc import Iterator, Sequence

from bot.giving import taste_english, taste_german
from bot.giving import taste_phrases as phrases
from bot.giving.taste_evidence import gives_names_or_numbers, has_fault, has_plain_fault, tells_of_deeds
from bot.giving.taste_names import without_names
from bot.giving.taste_pattern import whole, words
from bot.giving.taste_rest import is_opinion, rest_of
from bot.i18n import N_

Span = tuple[int, int]

_LIKING = whole(phrases.LIKING_EN, phrases.LIKING_DE)
_COMPARING = whole(phrases.COMPARING_EN, phrases.COMPARING_DE)
_SAYINGS = whole(phrases.SAYINGS_EN, phrases.SAYINGS_DE)
_WISHES = whole(phrases.WISHES_EN, phrases.WISHES_DE)
# What others like, or a compliment, may be part of a fact: "gefällt mir gut, aber der Link ist tot".
_OF_OTHERS = re.compile(
    r"(?:people|customers|they|she|he|everyone|everybody|kunden|leute|nobody|no one|keiner|niemand)\b", re.IGNORECASE
)
_PRAISE = re.compile(
    r"(?:mir |uns )?gef[äa]e?ll(?:t|en)(?![^.!?;\n]{0,200}\b(?:nicht|kaum|weniger|besser|gar|kein\w*)\b)", re.IGNORECASE
)

# "gefällt mir" alone would be quoted as a compliment.
_NOT_BEHIND = re.compile(
    r"(?:\s{1,3}(?:gar|überhaupt|leider|wirklich|echt|so|einfach)){0,3}\s{1,3}nicht\b", re.IGNORECASE
)

_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.](?=\S)|(?<=\d)[.]|(?<=\bDr)[.])+[.!?;]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = words(
    """the a an is are was were not and or on at in to of it its this that i we my our your with for from does don't do
    would could should looks look feels sounds so too very be have has you just like but no new really doesn't isn't"""
)
_GERMAN = words(
    """der die das den dem des ein eine einen einem einer ist sind war nicht und oder auf im am zum zur mir mich ich wir
    uns zu viel sieht wirkt finde für mit von bei auch aber so noch sich es fehlt steht kein keine wäre würde hätte
    gefällt echt unser unsere dein deine neue neuen etwas ganz sehr lieber wie was bitte total"""
)


def words_of_taste(text: str) -> list[str]:
    """Return the words of taste in `text`, exactly as they were typed, in their order, each once; [] for a fact."""
    plain = without_names(text)
    known = {word.replace("’", "'") for word in _WORD.findall(plain.lower())}
    in_english, in_german = len(known & _ENGLISH), len(known & _GERMAN)
    english, german = in_english >= in_german, in_german >= in_english
    excused = has_fault(plain)
    spans: list[Span] = []
    for sentence in _SENTENCE.finditer(plain):
        part, offset = sentence[0], sentence.start()
        faulty = has_fault(part)
        factual = faulty or _holds_facts(part, text[offset : sentence.end()], english=english, german=german)
        found = list(_phrases_in(part, has_fault=faulty, excused=excused))
        if english or not in_german:
            found += taste_english.judged_in(part, has_fault=faulty, factual=factual, excused=excused)
        if german or not in_english:
            found += taste_german.judged_in(part, has_fault=faulty, factual=factual, excused=excused)
        spans += [(offset + start, offset + end) for start, end in found]
    if not spans and not _is_about_facts(plain, text, english=english, german=german):
        rest = rest_of(plain)
        spans += [rest] if rest else []
    return _as_typed(text, spans)


def _holds_facts(plain: str, typed: str, *, english: bool, german: bool) -> bool:
    return gives_names_or_numbers(plain, typed) or tells_of_deeds(plain, english=english, german=german)


def _is_about_facts(plain: str, typed: str, *, english: bool, german: bool) -> bool:
    """Tell whether a text holds anything to check; what is marked as an opinion needs more than a deed for that."""
    if not is_opinion(plain):
        return has_fault(plain) or _holds_facts(plain, typed, english=english, german=german)
    if not gives_names_or_numbers(plain, typed):
        return has_plain_fault(plain)
    return has_fault(plain) or tells_of_deeds(plain, english=english, german=german)


def _phrases_in(part: str, *, has_fault: bool, excused: bool) -> Iterator[Span]:
    """Yield stances, comparisons and sayings, and wishes where no fault explains them."""
    for pattern in (_LIKING, _SAYINGS, _COMPARING):
        for found in pattern.finditer(part):
            one_word = pattern is not _LIKING and " " not in found[0].strip()
            mild = one_word or _OF_OTHERS.match(found[0]) or _PRAISE.match(part, found.start())
            if not (excused and mild):
                yield found.span()
    if not has_fault:
        yield from (found.span() for found in _WISHES.finditer(part))


def _as_typed(text: str, spans: list[Span]) -> list[str]:
    """Return the pieces of `text`, without those that begin inside another and without repetitions."""
    typed: dict[str, str] = {}
    last = 0
    for start, found_end in sorted(spans, key=lambda span: (span[0], -span[1])):
        end = no.end() if (no := _NOT_BEHIND.match(text, found_end)) else found_end
        piece = text[start:end].strip()
        if start >= last and piece:
            typed.setdefault(piece.casefold(), piece)
            last = end
    return list(typed.values())


_OF_PEOPLE = whole(
    r"rude|arrogant|pushy|condescending|patroni[sz]ing|bossy|smug|lazy|careless|thoughtless|incompetent|unprofessional"
    r"|amateurish|sloppy|stupid|silly|unfriendly|disrespectful|insensitive|tactless|cold|blunt|harsh|aggressive"
    r"|(?:no|zero|little) effort|unhöflich|arrogant|aufdringlich|herablassend|überheblich|faul|unfähig|schlampig"
    r"|unprofessionell|amateurhaft|dilettantisch|stümperhaft|dumm|doof|blöd|unfreundlich|respektlos|taktlos|frech"
    r"|patzig|belehrend|lieblos|kühl|kalt|schroff|aggressiv|(?:keine|null|wenig) mühe"
)


def kinder_way(found: Sequence[str]) -> str:
    """Return an English sentence, marked for translation, that says how to put `found` as a fact; "" for no words."""
    if not found:
        return ""
    if any(_OF_PEOPLE.search(one) for one in found):
        return N_("Say what happened, not how somebody is: which sentence, which page, which day.")
    if any(_LIKING.search(one) for one in found):
        return N_("Say what does not work, for anybody: what can people not read, find or do there?")
    if any(_COMPARING.search(one) or _WISHES.search(one) for one in found):
        return N_("Say what is wrong as it is now; how you would do it can wait until you are asked.")
    return N_("Say what you see: where it is, what it shows, what it should show, since when.")
