"""Taste that no list knows: a sentence that holds nothing to check, and neither asks for anything.

"The new coffee is like burnt socks" names no fault, no number, no deed: what it says behind its verb is how somebody
finds it.
"""

import re

from bot.giving.taste_pattern import one_line, whole, words

Span = tuple[int, int]

# One or two words may be a name as well, and a piece must fit where it is shown.
_FEWEST_WORDS = 3
_LONGEST = 100
_SUBJECT, _PREDICATE = 2, 4

_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.](?=\S)|(?<=\d)[.]|(?<=\bDr)[.])+[.!?;]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that hardly any other language has: of a text in a third one nothing is known.
_ENGLISH_OR_GERMAN = words(
    """the is are was were and or to of it its this that these those with from my our your very just really looks
    feels sounds what how why who there they you he she we i so at than more much another some do does did been by
    love for nobody everyone someone about into new old have has would could should will can not like here as if when
    too der die das den dem ein eine einen ist sind und oder nicht auf im zum mir mich ich wir uns zu sieht wirkt für
    mit auch aber wie wer noch kein keine da ja echt dieser diese dieses muss kann mal halt doch wenn als von bei vom
    neue neuen alte nur nichts etwas alles hier ganz mehr"""
)
# Who is asked or told to do something hears no judgement, nor does who is greeted.
_REQUEST = whole(
    one_line(r"""
(?:(?:sorry|hm+|ok|okay),? )?(?:(?:hi|hey|hello|hallo|servus|moin|liebe[rs]?|dear) ?\w*,? )?(?:and |und |also |
so |oh |ps:? )?(?:please|pls|plz|can|could|would|will|let me|let us|(?:let's|lets)(?! be| just| face)|thanks|
thank|fyi|heads[- ]up|see|remember|don't forget|do you|does|do|is there|are there|where|when|which|what time|
how (?:do|are|can|long|many|often)|who (?:is|has|looks|can|takes|do)|bitte|kannst|könntest|könnt|könntet|
kann(?! man)|kann man (?:hier|da|das|die|den|im|auf|irgendwo)|könnte|lass|lasst|danke|vielen dank|denk|denkt|
nicht vergessen|gibt es|gibt's|wo|wann|welche\w*|wie (?:kann|lange|viele|oft|komme)|hast du|habt ihr|bist|seid|
darf|dürfen|weiß|kennt|magst du)
""")
)
_RHETORICAL = whole(
    one_line(r"""
did (?:an?|some|any|they|we|you|someone|nobody|no one|anybody|anyone|the \w+ (?:intern|kid|dog|cat))|
why (?:would|on earth|oh why|the|all|so|such|does everything|do we|must|bother)|who (?:on earth|approved|
thought|decided|designed|picked|chose|let|signed|came|in their|would|wants|needs|asked|even)|are (?:we|you|
they) (?:sure|really|serious|kidding|trying|going for)|(?:is|was) (?:this|that|it|the \w+) (?:\w+ )?(?:supposed|
meant|really|a joke|just me|seriously|necessary|intentional)|is it just me|am i the only one|do (?:we|you|
they) (?:really|want|actually)|what(?:'s| is|s) (?:with|up with|the deal|that|this)|what (?:happened|were|was|
kind of|on earth)|since when|how (?:old|ugly|much worse|can|could|did|is|dare|hard|low|brave|bold)\w*|
could (?:it|this|that|the \w+) (?:\w+ )?(?:be|get|look)|(?:can|could|would|should|is|are|was|were|do|does|did|
has|have)n't \w+|remember when|have you (?:seen|ever)|(?:really|seriously|honestly)|soll(?:en|te)? (?:das|die|
der|ich|wir|man)|muss(?:te)?|müssen|ist das (?:\w+ )?(?:ernst|kunst|absicht)|wer (?:braucht|will|denkt|kommt|
hat (?:sich|denn|bitte|bloß|nur|das|da|hier|diese\w*))|was (?:soll|sollen|ist das|habt|hat)|warum (?:so|muss|
nur|denn|bloß|immer)|wieso|wozu|seit wann|ernsthaft|wirklich|echt|habt ihr (?:das|euch)|hat (?:da|
hier) (?:jemand|wer)|bin ich (?:die|der)|findet ihr|geht's noch|gehts noch|wie (?:kann|konnte) man|
wie (?:hässlich|alt|öde)|kann (?:das|es|man) (?:noch|so)|darf das
""")
)
_TAG = re.compile(
    r",?\s(?:right|no|huh|eh|hm+|innit|really|seriously|lol|(?:is|are|was|were|do|does|did|has|have|could|would|wo)n['’]?t"
    r"\s(?:it|they|we|you|he|she)|is\sit|are\sthey|do\sthey|don['’]?t\syou\sthink|oder(?:\sso|\snicht)?|gell|ne|nicht"
    r"\swahr|nicht|was|echt\sjetzt|hm|finde?t\sihr\snicht)\s{0,3}\?|\b(?:or|oder)\s(?:what|was|wie)\s{0,3}[?!.]?\s*$",
    re.IGNORECASE,
)
# Who speaks like this gives an opinion or an ironic one, even where a deed is told.
_OPINION = whole(
    one_line(r"""
honestly|tbh|imh?o|lol|lmao|ffs|wtf|omg|smh|sorry(?:,? but| to say| to be)|(?:just|only) saying|no offen[cs]e|
(?:let's|lets) just say|(?:if i'm|to be|let's be) (?:honest|frank|blunt|real)|frankly|(?:a )?bit of an?|
a bit much|someone (?:really|clearly|had|has|must|went|got)|(?:you can|can) tell|(?:love|loving) (?:the|how|
what)|how (?:charming|lovely|original|brave|nice|creative|subtle|quaint|inspiring|very)|what an? \w+|
very (?:brave|bold|original|creative|subtle)|bless|bravo|congrat\w+|(?:just )?what (?:we|i|
everyone) (?:all )?(?:needed|always wanted)|nothing says|said no one|no one ever|i guess|who knew|(?:like|
as) (?:an?|my|some|someone|somebody|something|if|being|when) \w+|reminds? (?:me|one)|(?:makes?|made|
making) (?:me|you|us|my|people)|(?:freak|weird|creep|gross|stress|wear|bumm?)s? me (?:out|down)|(?:is|are|
was) like|i (?:keep|dread|laugh\w*|cried|cry|gave up|nearly|almost|skipped|refuse|hesitate|could (?:watch|look|
listen|read|do))|(?:should|ought to) be (?:illegal|banned|a crime|against the law|forbidden)|(?:nobody|no one|
who) asked for|nice try|dream on|no thanks|on and on|(?:all )?the (?:fun|joy|magic) out|visually|aesthetically|
stylistically|design-wise|i (?:adore|cringe\w*|miss|struggle|cannot help|can't help)|i'm (?:struggling|
dreading)|of course|apparently|as usual|somehow|whoever|my (?:gran\w*|kid|dog|cat|mum|mom|six|five|wife|husband|
partner|mother|father|boss|nephew|niece|toddler)|(?:not|hardly|barely) (?:exactly|quite|really) \w+|by miles|
\w+ vibes?|well done|good luck|at least|say no more|enough said|(?:more|less) like|so much for|
(?:ever )?so \w+ly|(?:everything|nothing|something) about (?:the|this|that|it)|gives? off|\w+s like \w+|
this is what|the (?!late|old|new|large|small|high|low|near|long|short)\w+est (?:thing|in|of|i|we|ever)|
seen (?:better|worse|\w+er)|give up on|hurts?|(?:of|out of) my life|good (?:grief|lord|god)|dear (?:god|lord)|
gravitas|thrill\w*|joy|soul|charm|(?:krieg\w*|bekomm\w*) (?:ich|da|man|einem|einen)|ich (?:krieg\w*|bekomm\w*)|
wer auch immer|so so|soso|graust|grault|graut|(?:alles|nichts|etwas) an (?:der|dem|dies\w*)|
\w{3,}t wie \w+(?= ?[.,!]| ?$)|seien wir ehrlich|im ernst|eindeutig|absichtlich|wohl (?:nicht|nie)|(?:tut|
tun) (?:\w+ )?weh|(?:der|die|das) (?!neu|ält|letz|erst|größ|klein|höch|näch)\w{3,}ste (?:in|von|im|der|aller|am|
was|den|die)|(?:ooh?|wow|ugh|oh|uh|hui|pf+),|(?:schon|hab) (?:\w+ )?\w+ere\w? |wollen \w+ sein|du (?:meine güte|
lieber himmel|liebe güte)|meine güte|(?:ist|sind|war|waren) wie|(?:hat|haben) (?:\w+ ){0,2}(?:keiner|
niemand) (?:gebraucht|bestellt|verlangt|gefragt)|netter versuch|nein danke|optisch|stilistisch|vom stil her|
geile?[rs]?|ehrlich|sorry,? aber|nichts für ungut|echt jetzt|na ?ja|mei|(?:ach )?herrje|oh? je|ojemine|ui|uff|
puh|aua|autsch|hm+|tja|na (?:toll|super|bravo|prima|servus)|ganz großes kino|ja wohl|wohl (?:ein|eine|kaum|
eher)|halt|irgendwie|also (?:bitte|wirklich|ich|ehrlich|schön)|ich weiß nicht|weiß nicht|oder bin ich|
wie (?:aus|ein|eine|einem|einer|bei|im|beim|in|auf|vom|von)(?: \w+){1,4}|als ob|als (?:hätte|wäre)|(?:hat|
war) (?:da )?(?:aber |wohl )?(?:jemand|wer)|für meine\w*|mein(?:e|em)? (?:gefühl|bauch\w*|oma|kind|frau|mann|
mutter|vater|chef|chefin|sohn|tochter|hund|neffe|nichte)|doch (?:keiner|niemand|kein)|erinnert (?:mich|uns|an)|
glückwunsch|gratul\w+|applaus|respekt|wird (?:mir|einem|uns)|(?:bei|in) (?:mir|uns|einem)|(?:mich|uns|einen|
einem) (?:\w+ ){0,3}(?:an|aus|ab|runter|kalt|auf)|lebensfreude|freude|charme|seele|liebe|lust|geschmack|
(?:sicher|bestimmt|garantiert) (?:nicht|nie)|kann man (?:so |sicher |natürlich |schon |sich )*(?:machen|mögen|
lassen|sparen|schenken)|schön ist|was anderes|(?:gehen|geht) (?:\w+ )?anders|hätte (?:\w+ )?mehr|gefühlt|
ja (?:richtig|wieder|ganz|echt|nicht|wie)|hurra|juhu
""")
)
# A comment in a word at the end: "vier Senftöne auf einer Folie, mutig".
_COMMENT = re.compile(
    r",\s(?!(?:please|pls|thanks|thx|cheers|though|today|again|too|already|bitte|danke|lg|grüße|übrigens|oder|und|or|and)\b)"
    r"(?:(?:how|so|very|wie|sehr|echt|what|good|ziemlich|richtig)\s)?[^\W\d_]{3,}[.!]{0,3}\s*$",
    re.IGNORECASE,
)
# Whoever speaks of themselves, of what would be, or points at a thing with feeling.
_PERSONAL = whole(
    one_line(r"""
i|i'm|i'd|i've|me|mine|my eyes|we're|would|could|should|might|another|kinda|kind of|sort of|this|that|these|
those|such|so|very|really|quite|rather|totally|bit|ich|mir|mich|einem|würd\w*|könn?t\w*|hätt\w*|wär\w*|sollt\w*|
dies\w*|so|sehr|echt|richtig|ziemlich|total|voll|ja|doch|halt|eh|ganz|anders|traum
""")
)
# "Bit shouty, the headline": the thing comes last, and nothing is told of it.
_DISLOCATED = re.compile(
    r"[^,.!?\n]{3,60},\s(?:the|this|that|those|these|your|our|der|die|das|dies\w*|dein\w*|eure?|unser\w*|so|ein\w*|an?)\b"
    r"[^,.!?\n]{2,60}[.!]{0,3}\s*",
    re.IGNORECASE,
)
# What is said of a thing stands behind these.
_VERB = whole(
    one_line(r"""
(?:is|are|was|were|isn't|aren't|wasn't|weren't|it's|that's|they're|'s|looks?|looked|feels?|felt|sounds?|sounded|
reads?|tastes?|tasted|smells?|seems?|seemed|belongs?|deserves?|screams|be|ist|sind|war|waren|wirkt|wirken|
wirkte|klingt|klingen|klang|schmeckt|schmecken|liest sich|lesen sich|schreit|(?:sieht|sehen|sah|schaut|
schauen)(?= ~aus)|finde ich|find ich|find|finde)
""")
)
_CLAUSE = re.compile(r"[^,;:()–—\n]+")


def rest_of(plain: str) -> Span | None:
    """Return where the judgement stands in a text that holds no fact, or None where there is none."""
    if _ENGLISH_OR_GERMAN.isdisjoint(re.split(r"[^\w]+", plain.lower())):
        return None
    whole_sentence: Span | None = None
    for found in _SENTENCE.finditer(plain):
        start, part = found.start(), found[0]
        if len([word for word in _WORD.findall(part) if word.strip("X")]) < _FEWEST_WORDS or not _judges(part):
            continue
        if predicate := _predicate(part):
            return start + predicate[0], start + predicate[1]
        if (
            is_opinion(part)
            or _PERSONAL.search(part)
            or _VERB.search(part)
            or _DISLOCATED.fullmatch(part.strip())
            or _RHETORICAL.match(part.lstrip())
        ):
            whole_sentence = whole_sentence or (start, start + _cut(part))
    return whole_sentence


def is_opinion(plain: str) -> bool:
    """Tell whether somebody marks what they say as an opinion: "honestly", "wie aus", "na ja"."""
    return bool(_OPINION.search(plain) or _COMMENT.search(plain) or ("?" in plain and _asks_in_vain(plain)))


def _asks_in_vain(plain: str) -> bool:
    """Tell whether a text asks what nobody should answer."""
    return any(
        part.rstrip().endswith("?") and bool(_RHETORICAL.match(part.lstrip()) or _TAG.search(part))
        for part in _SENTENCE.findall(plain)
    )


def _judges(part: str) -> bool:
    """Tell whether a sentence may judge: it neither asks for anything nor wants to know something."""
    asked = part.lstrip()
    if _REQUEST.match(asked) and not _RHETORICAL.match(asked):
        return False
    return not asked.rstrip().endswith("?") or bool(_RHETORICAL.search(asked) or _TAG.search(asked))


def _predicate(part: str) -> Span | None:
    """Return what stands behind the first verb of being, unless too little stands before or behind it."""
    verb = _VERB.search(part)
    if not verb or len(part[: verb.start()].split()) < _SUBJECT or part.rstrip().endswith("?"):
        return None
    clause = _CLAUSE.match(part, verb.end())
    if not clause or len(clause[0].strip(" .!?")) < _PREDICATE:
        return None
    end = verb.end() + _cut(clause[0])
    begin = verb.end() + len(clause[0]) - len(clause[0].lstrip())
    return begin, end


def _cut(part: str) -> int:
    """Return where a piece ends without its final mark, at most so long that it can be shown."""
    length = len(part.rstrip(" X.!?;,\t\n\r"))
    if length <= _LONGEST:
        return length
    return part.rfind(" ", 0, _LONGEST) if " " in part[1:_LONGEST].lstrip() else _LONGEST
