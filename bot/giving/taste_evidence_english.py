"""What an English heads-up holds when it tells of something that anybody can check: lists, and a few turns of phrase.

Wider than `bot.giving.taste_faults`: none of it has to be a fault, it only shows that the text speaks of facts.
"""

import re

from bot.giving.taste_english import JUDGEMENTS
from bot.giving.taste_pattern import one_line, whole, words


def _third_person(verbs: frozenset[str]) -> frozenset[str]:
    """Return "opens" for "open", "carries" for "carry", "pushes" for "push"."""
    return frozenset(
        re.sub(r"(?<=[^aeiou])y$", "ie", re.sub(r"(?:s|x|sh|ch|o)$", r"\g<0>e", verb)) + "s" for verb in verbs
    )


# What things do, whatever anybody thinks of it. Not here: looks, feels, makes, tries, hurts, screams, drags.
_DO = words(
    """show say display list mention contain include exclude state name spell count lead point link refer redirect
    forward open close shut lock unlock start stop begin end finish jump skip scroll move turn switch flip rotate load
    reload refresh reset run print play pause ring buzz beep crackle spark drip leak stick squeak rattle fall drop cut
    clip crop break crash hang freeze fail return throw reject refuse accept require ask demand expect prompt send
    receive deliver arrive go come land stay remain appear disappear vanish pop cover hide block overlap overflow push
    save store delete remove lose keep swallow charge cost weigh measure differ belong clash collide announce greet
    address share expose autoplay repeat duplicate assign mark number sort sum add subtract multiply convert sink
    shrink grow exceed expire lapse last take fill flush heat cool light flash depend rely trip press click type hit
    answer suggest translate quote cite date sign update sync export import download upload attach forget trigger fire
    bounce reach exit enter mix swap call continue serve offer pick book order schedule render wrap sit stand lie hold
    describe explain talk credit apply allow permit wobble contradict omit stall log recommend register report warn
    carry deny supply specify verify identify wake wipe pull feed drain swing bind tip bulge spill soak tilt peel rust
    bark chime blow spin overwrite bend thaw boil crumble grind misspell obscure overstate understate round truncate
    mistranslate misquote pixelate flicker blink default pre-fill revert roll retry queue copy paste parse strip
    escape encode decode ship stock house seat stray hiss hum vibrate shake howl groan drift slip shed overheat
    trickle dangle"""
)
_DOES = _third_person(_DO)
_NAMED = words("the these those our your all my of more and with a an some no such any their his her its as like both")
_MODAL = words("should would could can will must need needs do don't dont might may look looks feel sound seem")
_WISHED = words("would i'd we'd wouldn't wouldnt would've")
_PARTICLES = words("on off up down out over away back")
_BEHIND_PARTICLES = words("since for again and but all so because when at until by from in to") | {""}
_BEHIND_STATES = _BEHIND_PARTICLES | words(
    """or on at with without of after before if between than while under there now every only as here compared inside
    outside"""
)
_NO_PLURAL = words("is was this has its as us always does it's that's let's lets perhaps sometimes 's less press")
_FELT_TO_DO = words("across over off well cheap overboard on too nowhere everything me us hello welcome cheap beyond")
_PARTICIPLES = words(
    """shown hidden said sent lost left kept set put shut cut broken torn bent written drawn taken given gone built
    sold bought paid read laid hung stuck run begun frozen forgotten overwritten misread mistaken thrown known driven
    spelt spilt burnt split found bound grown held woken stolen bitten swollen bricked fallen misspelt mislaid"""
)
_REGULAR = re.compile(r"[a-z'-]{3,}ed")
# They end like participles of what was done, yet judge or say nothing.
_FELT = words(
    """bored tired disappointed dated outdated overrated washed faded rushed forced staged cluttered crammed cramped
    crowded overloaded overdressed designed styled inspired uninspired loved liked hated impressed annoyed irritated
    confused convinced excited dressed executed chosen composed worded phrased crafted intended aged need indeed
    embarrassed ashamed amused relaxed animated stressed interested pleased surprised shocked amazed appalled
    horrified disgusted underwhelmed overwhelmed depressed themed red underrated jaded cursed doomed strained laboured
    labored tortured supposed speed feed seed weed bleed old-fashioned used wanted needed looked seemed sounded hoped
    wished tried felt failed tasted bothered cared deserved"""
)
_TO_BE = words(
    """is are was were be been being gets get got has have had isn't aren't wasn't weren't hasn't haven't isnt arent
    wasnt werent it's its they're that's there's who's"""
)
_ADVERBS = words(
    """not never still only all both now just already wrongly always also then yet no longer currently actually again
    too very so far nearly almost completely half partly partially once since even simply apparently being been"""
)
_PLACES = words(
    "in on at under behind below above next near inside outside before after between from by into onto within past"
)
_NO_PLACE = words(
    """poor bad good my nose eyes point brand trend me us no another need dire serious desperate everyone anyone any a
    terrible awful questionable its fire acid far"""
)
_STATES = words(
    """small tiny large big long short wide narrow high low loud quiet faint hot full wet slow fast late early open
    closed shut on off up down out away back here there public private visible invisible available free taken vacant
    sick ill new done ready finished live online local valid void unsafe dangerous sharp frozen flat sour mouldy moldy
    rotten raw unsigned unlabelled optional mandatory required active inactive enabled disabled read-only identical
    separate higher lower true false exposed accessible anonymous default negative positive zero landscape portrait
    german english french spanish italian dutch internal illegal legal cold warm dirty dusty deprecated vulnerable
    circular one-way bigger smaller longer shorter wider narrower louder older newer later earlier thicker heavier
    open-ended unread unpaid undefined over untrue unstaffed unmanned"""
)

# Turns of phrase of whoever reports, compares with what should be, or asks for something to be done.
_PHRASES = whole(
    one_line(r"""
(?<!why\x20)(?<!who\x20)(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody|we) (?:please |pls |
maybe |quickly |just |also )?(?:fix|re-?upload|upload|update|swap|move|order|replace|correct|add|remove|delete|
check|look|re-?send|send|close|open|lock|unlock|book|bring|take|put|turn|switch|rename|share|restart|reset|
restock|refill|repair|print|sign|confirm|tell|call|let|give|show|point|explain|forward|renew|reorder|merge|
re-?run|pick up|pass|approve|unblock|attach|post|pin|wipe|clean|empty)|(?:please|pls|plz|kindly) (?:fix|
re-?upload|upload|update|swap|move|order|correct|add|remove|delete|check|look|send|close|open|lock|book|bring|
take|put|turn|switch|rename|share|restart|reset|refill|repair|print|sign|confirm|tell|let|call|restock|renew|
merge|attach)|needs? (?:to be )?(?:\w+ed|\w+ing|an? (?:new )?(?:login|password|key|badge|code|battery|bulb|
filter|toner|vpn|plug|account|address|update|comma|date))\b(?! of)|(?:has|have|had) to (?:be|come|go) (?:\w+ed|
down|out|back)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|
october|november|december|(?:in|since|until|from|of|last|next|on|for|by) (?:march|may)|yesterday|tomorrow|
tonight|noon|midnight|o'clock|this (?:morning|afternoon)|last (?:night|week|month|year|quarter|spring|summer|
autumn|winter)(?:'s)?(?! so)|(?:day|week|month|year|minute|hour)s? ago|\w+ (?:days?|weeks?|months?|hours?|
seconds?|metres?|digits?|characters?|pages?|rows?|lines?|copies) (?:early|late|long|behind|short|ahead|off|left|
missing|wide|high|out)|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|
fifty|hundred|thousand)(?= (?!of (?:those|these|the|my|them)|thing|look|more|can|could|would|should|times|
before|that|has|had|year)\w)|the (?:other|wrong) way(?: round| around)?|vice versa|instead of|should (?:be|say|
read|have|show|point|go to|lead|link)(?! (?:to \w+|more|less|a bit|\w+er\b))|(?:supposed|meant) to (?:say|show|
go|open)|but (?:only|not|no|none|nobody|the|it|there|in|on|one)|only (?:the first|one|on|in|for|at|if|when|up|
works|half|shows?|plays?|opens?|as|until|from)|(?:is|are|was|were) (?:still |actually |just |really )?(?:the|
an?) (?:old|copy|other|19|20|wrong|\w+sh|dutch|french|previous|former|duplicate|test|draft|placeholder|first|
second|third|last|private|real|public|\w+[\x27’]s )|the same(?! old| as (?:ever|always))|identical|
different (?:from|to|than|\w+s)\b|unlike (?:the|all)|(?:from|than) (?:on )?(?:all |any )(?:the |
of the )?others?|\w+er than (?:the|its|on|in|a|it|what)\b|more than (?:the|one|once|\d)|fewer|(?:before|
after) (?:the|it|you|i|every|each|login|\w+ing)|when (?:i|you|the|it|opened|clicked|printed|offline|logged|
zoom\w+|someone|people|empty|closed)|while the|if (?:you|the|it|there|someone) (?!ask)|whenever|as soon as|
because (?:of|the|it|there)|so (?:the|nobody|no one|noone|people|you can|you have|customers|it (?:is|can|
falls))|that's why|each other's|differ|belong|contain|include|disappear|vanish|exceed|expire|overlap|arrive|
lead (?:to|nowhere)|respectively|(?:is|are|was|were|'s) (?:now |still |not )?(?-i:[A-Z][a-z]+)|(?:i|
we) (?:just |already )?(?:left|lost|sent|moved|booked|ordered|took|forgot)|someone else's|(?:i|you|they|anyone|
everyone|people) can (?:still )?(?:see|hear|read|open|reach|log|get|edit|access|find)|(?:not|never|isn't|aren't|
wasn't|no longer) (?:in|on|at|there|up to date|yet|any ?more|from|by|under|valid|live|signed|lit|open|closed|
here|\d|merged)(?! (?:brand|my|good|an? good|a nice|the (?:mood|best|most|prettiest|nicest)))|none|nowhere|
nobody (?:has|can|is|could|answers?|knows?|picks?|checks?|opens?|replies)|no (?!one)\w+ (?:in|on|for|to|at|
inside|left|yet|with|when|after)\b|without (?:an? |any |the |its )?(?!emojis?|a|any|the|\w*charm|soul|style|
taste|heart|clue|doubt|idea|personality|life|love|character|imagination|thinking|squinting|cringing|falling|
wincing|thought|passion|energy|warmth|flair)\w+|(?:makes?|gives?|takes?|shows?|plays?|offers?|needs?|lists?|
got) no (?!sense|effort|joy|pleasure)\w+|(?:is|are) still (?!<so>(?:ugly|boring|bad))\w+|left (?:out|over)|
leftover|lacks? (?:an?|the|any)\b|nothing (?:happens|is|in|on|comes|was|there|arrives)|unable|refuses? to|
inside out|back to (?:the|light|start)|anymore|out of (?:office|date|service|use|order|range|reach|view|hours|
stock|paper|toner|the)|half (?:empty|open|full|of)|both (?!ugly|boring)\w+|one of (?!those|these|my|our|
the (?:most|best|worst))|third|fourth|fifth|second (?:half|page|line|paragraph|slide|column|floor|sentence)|
deadline|allerg\w+|postcode|zip code|iban|vat|gdpr|personal data|confidential|bugs?(?! me| us)|timeout|ticked|
by default|attached|in stock|sold out|legal says|(?:in|on) (?:safari|firefox|chrome|edge|android|(?:my |
an? )?iphones?|ios|outlook|windows|mac)|null|nan|utc|cest?|gmt|dpi|px|pixels?|(?:mega|kilo)?bytes?|
percent(?:age)?|dollars?|euros?|cents|seconds?|decimal|comma|apostrophe|hyphen|umlauts?|plural|singular|digits?|
initials?|surname|(?:first|last|maiden) name|broken|(?:fire|emergency) (?:exit|door|extinguisher|alarm)|
first[- ]aid|poison\w*|mou?ld|leaks?|asbestos|fuse|batter(?:y|ies)|(?:he|she|they) (?:left|moved|quit|retired|
works|died|joined|has|have|is|are) (?:\w+ )?(?:in|on|to|from|the)|(?:left|joined|quit) (?:the company|us|in|
last)|renamed|relocated|rescheduled|postponed|cancell?ed|called off|discontinued|withdrawn|deleted|archived|
misprinted|miscounted|misplaced|mismatch\w*|(?:runs?|ran|running) out|warnings?|alerts?|wont \w+|nowhere|
duplicates?|reads? from|over the (?:text|title|date|button|logo|edge)|belongs? to|off by|short by|up to \d|
rather than|unless|except|although|\w+ times (?:in|on|per|the)
""")
)


def shows_facts(said: list[str], plain: str) -> bool:
    """Tell whether the words of a text, in small letters, say what a thing does or what was done to it."""
    return bool(_PHRASES.search(plain)) or any(
        _is_deed(said, place) or (_is_told(said, place) and _is_state(said, place)) for place in range(1, len(said))
    )


def _is_deed(said: list[str], place: int) -> bool:
    """Tell whether a word is what a thing does: "the page jumps", "the captions lag" and not "the jumps"."""
    word, before, after = said[place], said[place - 1], _after(said, place)
    if word in _DO and before.endswith("s"):
        return before not in _NO_PLURAL and place > 1
    return word in _DOES and before not in _NAMED and after not in _FELT_TO_DO | _TO_BE | _MODAL


def _is_told(said: list[str], place: int) -> bool:
    """Tell whether a word stands behind "is" or "was", with adverbs between them, and nobody only wishes it were so."""
    verb = place - 1
    while verb > max(0, place - 5) and (said[verb] in _ADVERBS or said[verb].endswith("ly")):
        verb -= 1
    return said[verb] in _TO_BE and (verb == 0 or said[verb - 1] not in _WISHED)


def _is_state(said: list[str], place: int) -> bool:
    """Tell whether a word behind "is" says what was done to a thing, how or where it is, as anybody can check."""
    word, after = said[place], _after(said, place)
    if word in _STATES and after in (_BEHIND_PARTICLES if word in _PARTICLES else _BEHIND_STATES):
        return True
    if word in _PARTICIPLES or (_REGULAR.fullmatch(word) and word not in _FELT and not JUDGEMENTS.knows(word)):
        return True
    return (word in _PLACES and after not in _NO_PLACE and after != "") or (word.endswith("ing") and after in _PLACES)


def _after(said: list[str], place: int) -> str:
    return said[place + 1] if place + 1 < len(said) else ""
