"""How a fault is told that anybody can check, in English and German.

Written like `bot.giving.taste_phrases`. Beside a fault a pleasant or unpleasant word only says which thing is meant.
"""

import re

from bot.giving.taste_pattern import one_line

# What may also be said of taste, where somebody says that they give an opinion: "says nothing", "geht gar nicht".
DEEDS_EN = one_line(r"""
(?:doesn't|don't|does not|do not|
won't|will not|can't|cannot|can not|didn't|did not|couldn't) (?!(?:\w+ly )?(?:like|love|look|feel|fit|match|suit|
go|appeal|do|sound|seem|speak|have|belong|inspire|convince|excite|care|enjoy|really|quite|just|even|get|
understand|think|know|need|want|believe|mind|find it|find the|stand|bear|we|you|it|i|be|help|see why|
see the point|reflect|represent|resonate|work|click|blend|read|strike|make me|do it|come across|warm|impress|
move me|grab|fancy|dig|agree|wait|unsee|say (?:much|why|what)|win|they|he|she|sing|shine|wow|scream|exactly|live up|
flatter|harmoni|pop|tell a story|invite|motivate|touch|
hold)\b)\w+|(?:shows|says|lists|ends|begins|appears|throws|returns|prints|stays|removes|weighs|closes|opens|
uses the|contains|states|counts|displays|sends|asks|rings|stops|starts) (?!to (?:bore|annoy)|wrong|too|so )\w+|
but (?:it|they|the) (?:is|are|\w+)
""")
DEEDS_DE = one_line(r"""
(?:zeigt|beginnt|endet|lautet|wirft|
wiegt|druckt|bleibt|nennt|enthält|piept|zählt|heißt|springt|verlangt|öffnet|schreibt|sagt(?! mir| uns)|
steht(?! uns| mir| dir| für)|stehen(?! uns| mir| dir| für)) (?!zu )\w+|(?:zeigt|
steht|stehen|heißt|nennt|führt|führen|zeigen|sagt|landet|verlinkt|verweist|geht|leitet|springt|
erscheint) (?:\w+ ){0,6}?(?:noch|auf|zu|zur|zum|ins|nicht|kein\w*|in)|(?:geht|gehen|funktioniert|funktionieren|
öffnet|öffnen|startet|reagiert|reagieren|lässt|lassen|speichert|druckt|scannt|antwortet|kommt|schließt|schliesst|
läuft|passt|nimmt|zählt|enthält|meldet|tut|ergibt|wirkt|liest|existiert|endet|kann|können|wird|werden|ist|
sind) (?:sich |man |ich |\w+ ){0,4}?(?:nicht (?!<fine>|nur|so|sehr|besonders|gerade|wirklich|mein|schön|hübsch|
ansprechend|elegant|modern|spannend|zu uns|gut|professionell|mehr sehen|zeitgemäß|attraktiv|einladend|überzeug|
zusammen|zum|zur|unser)\w+|nicht(?= ?[.,]| ?$)|nichts|keine?[nrm]? (?!augenweide|schön|hübsch|gut|genuss|charme|
stil|fan|freund|hingucker|seele|atmosphäre|ausstrahlung|meisterwerk|schönheit)\w+)|aber (?:es|sie|er|auf|dort|da|
die|der|das|im|
in)
""")

FAULTS_EN = one_line(r"""
(?:comes|come|coming) from (?:the|a|an|fan|under|behind)|(?:has|have|had|is|are|with|there's|got|and|
gets?) no (?!charm|atmosphere|personality|style|soul|taste|effort|
class|fan|one|need|reason|way|appeal|warmth|character|wow|energy|idea|life|humou?r|fun|imagination|elegance|flair|
heart)\w+|(?:does|do|did|finds?|shows?|returns?|says?) nothing(?! (?:for|to))|out since|the same (?:text|number|
name|date|link|picture|title)|(?:digit|letter|zero|comma|space|line|word|
page)s? too (?:many|few)|is (?:german|english)|listed (?:as|twice|at|under|in)|out of (?:toner|paper|stock|ink|
milk|soap)|still (?:on|in|at) the|gr[ea]yed out|under the sink|smells of (?:gas|smoke|burn\w+)|at \d\d|(?:cuts?|
cutting) (?:after|at|before|in)|addressed to|an hour (?:late|early)|cut(?:s)? (?:off|out|short)|lacks (?:the|a|an|
page)|not there|is gone|wrong (?!for |to me|to us)\w+|(?:is|are) (?:still )?wrong(?! (?:for|to) (?:me|us))|
hard to (?:read|see|
hear|find|reach)|difficult to (?:read|see|hear)|to read|(?:can't|cannot|can not|couldn't|unable to|could not|
nobody can|no one can|can hardly|can barely) (?:be )?(?:\w+ )?(?:read|see|seen|hear|heard|open|opened|click|
clicked|submit|log|find|found|reach|reached|use|used|print|download|enter|play|access|save|saved|select|scroll|
book|order|delete|edit|copy|type|close|closed|exit|get|scan|scanned|load|distinguish\w*|told|tell|understood)|
grey on|gray on|white on|on (?:a )?(?:white|black|yellow|grey|gray|green|red|blue)(?: background)?|(?:points?|
leads?|goes|links?|takes? (?:me|you)|pointing) to|(?:still|shows?|says?|reads|lists?|states?|displays?|names?|
spells) (?:the old|last|202\d|an? old|the wrong|yesterday|two|three|\d)|out of order|out of stock|burnt? out|
no longer|instead of (?!that |this |those |these )|timed? ?out|not found|
(?:doesn't|don't|does not|do not|didn't|did not|won't|will not|isn't|is not|aren't|are not|never|wasn't|no longer|
can't|cannot) (?:\w+ )?(?:load|work(?! (?:for|together|at all for) )|open|close|start|respond|fit (?!the mood|us|
our|in with|together)|match (?:the (?!mood|brand|style)|what|it|that|its)|show|display|play|scan|print|save|send|
sent|submit|react|appear|scroll|resize|exist|include|contain|lead|link|turn|lock|add up|update|sync|accept|render|
arrive|reach|connect|close|flush|ring|charge|count|agree|say which|clickable|visible|linked|reachable|readable|
aligned|available|working|loading|listed|translated|mentioned|updated|found|correct|printed|shown|saved|displayed|
charged|plugged|locked|responding|configured|included|signed|filled|possible|big enough|wide enough|long enough)|
(?:loads?|loading|runs?|responds?) (?:very |too |so )?slow\w*|minutes (?:late|slow|to)|not net|according to|
off-?centre|off-?center|out of (?:sync|focus|frame|line|date)|too (?:small|dark|faint|quiet|light|dim|low|narrow|
short|long) (?:to|for) (?!my|our taste)|\w+ing on (?:every|each) click|asks? for|falls? (?:off|out|down)|
since (?:monday|tuesday|wednesday|thursday|friday|yesterday|last|this morning|today|\d)|in (?:german|english|
french|dutch|spanish|us format)|unchecked|preselected|full (?:until|up)|icy|water under|wet|old address|clogged|
by \d+|two (?:different )?(?:ways|versions|spellings|dates|prices|shelves)|unlit|unlocked|open all|listed twice|
named? differently|cropped|broken|broke|damaged|(?<!m\x20)missing|misses|isn't there|404(?![ -](?:page|seite))|403|
50\d|errors?(?! (?:messages?|texts?|pages?|copy))|
exception|typos?|mis-?spell?(?:ed|t|ing)|spell(?:ed|t|ing)|incorrect(?:ly)?|inaccurate|invalid|overlap\w*|
overflow\w*|dead|stuck|blocked|blocks|jammed|empty|blank|expired?s?|stretched|squashed|squeezed|distorted|skewed|
rotated|blurry|blurred|pixel(?:l)?ated|flicker\w*|blink\w*|hidden|hides?|covers|covered|covering|obscur\w+|
crash\w*|fails?|failed|failing|freez\w+|froze|hangs|leak\w*|drip\w*|twice|duplicated?s?|doubled?|upside down|
sideways|mirrored|swapped|mixed up|reversed|unreadable|illegible|unusable|unreachable|inaccessible|
contrast(?! between)|
screen ?reader|truncated|clipped|clipping|crooked|tilted|bent|cracked|torn|ripped|loose|scratch\w*|stain\w*|spam|
bounc\w+|redirect\w*|still (?:says?|shows?|lists?|reads?|points?|has|mentions?|named?)|last year's|disappear\w*|
vanish\w*|locked|slippery|rusty|tripp?ing|hazard|although|overdue|offline|unplugged|disconnected|
\d+(?:[.,]\d+)? ?(?:am|pm|degrees|px|s|ms|sec|°c|%|€|kg|mb|gb|dpi|kb|cm|mm|pt|db|mbit/s|kbit/s|hours?|days?|
euros?)(?!\w)|style ?guide|misaligned|unaligned|reset(?:s)?|password|mojibake|gibberish|garbled|scrambled|
untranslated|lorem ipsum|placeholder(?: text|s? (?:is|are|still|in|on|instead))|unsubscribe|noreply|trailing|
outdated (?:price|data|link|number|address|
version|phone|info\w*)|collaps\w+|squeak\w*|smok\w+|shuts? down|peel\w*|fell
""")
FAULTS_DE = one_line(r"""
(?:kommt|kommen) (?:vom|von|aus)|(?:hat|haben|ist|sind|gibt es|gibt|mit|und|enthält|zeigt) keine?[nrm]? (?!pfiff|
charme|atmosphäre|seele|stil|
geschmack|wärme|eleganz|pep|fan|freund|genuss|augenweide|persönlichkeit|schön|hübsch|gut|flair|ausstrahlung|
spannung|liebe|mühe|schwung|witz|humor|knaller|hingucker|charakter|mensch)\w+|noch (?:auf|in|bei|unter|an) \w+|
vorausgewählt|ohne \w geschrieben|auf (?:zwei|drei|verschiedene) arten|(?:ist|sind) (?:\w+ ){0,6}(?:englisch|
deutsch|französisch|weg|aus|nass|gedreht|offen|zu|dunkel)(?= ?[.,;]| ?$)|gibt eine?n? \d\w*|(?:eine|
zwei) (?:ziffer|null|zeile|seite|stelle|buchstabe)n? zu (?:viel|wenig)|(?:um|bei|von|ab|vor|seit) \d+|(?:kühlt|
klingelt|heizt|schließt|speichert|zählt|spielt|lädt|reagiert|antwortet|schaltet|leuchtet|dreht|bewegt|spült|
brennt) (?:\w+ ){0,3}nicht|kaputt\w*|defekt\w*|beschädigt\w*|fehl(?:t|en|te|end\w*)(?!~(?:pfiff|charme|seele|stil|
schwung|humor|wärme|witz|esprit|eleganz|persönlichkeit|leichtigkeit|\bpep|gewisse etwas|herz|charakter|kreativ|
atmosphäre|flair|liebe|lockerheit|besondere|frische))|stimm(?:t|en) (?:\w+ ){0,2}nicht|überlapp\w*|überlager\w*|
überdeck\w*|lädt (?:\w+ ){0,6}?nicht|laden (?:\w+ ){0,6}?nicht|schwer (?:zu )?(?:lesen|lesbar|erkennen|erkennbar|
verstehen)|(?:nicht|kaum|schlecht|nirgends|niemand) (?:zu |mehr |zum )?(?:\w+bar|lesen|erkennen|sehen|öffnen|
finden|hören|verstehen|unterscheiden|klickbar|da|erreichbar|drauf|möglich|verlinkt|übersetzt|aktuell|aktualisiert|
vorhanden|gespeichert|angezeigt|gedruckt|durch|drin|auf|abgeschickt|geladen|verschickt|zugestellt|richtig|mehr|
in das|ins|ein|aus|an)|auf (?:weiß\w*|gelb\w*|grau\w*|schwarz\w*|grün\w*|rot\w*|blau\w*)|hängt|hängen|stürzt|
abgestürzt|(?<!zu\x20)locker(?= ?[.,;]| ?$| und)|auf de[mn] kopf|kopfüber|statt(?! dieser| dieses| der zeichnung)|
noch (?:immer )?(?:20[012]\d|die alte|der alte|das alte|die adresse|der name|den alten|unsere alte)|(?:kein|keine|
keinen) (?:ton|
bild|link|strom|wasser|licht|empfang|wlan|preis|adresse|datum|angabe|zugriff|text|inhalt|papier|seife|telefon\w*|
mwst|nummer|impressum|verbindung|signal)\b|stolper\w*|gelöst|laut (?!und)(?:\w+plan|vertrag|hilfe\w*|liste|
styleguide|vorgabe\w*|gestaltungs\w*|ci|website|webseite|mail|\w+)|übersteuer\w*|bleibt (?:\w+ ){0,6}(?:schwarz|
stehen|leer|weiß|hängen|aus|grau)|zu klein (?:zum|für)|
überläuft|fällt (?:\w+ ){0,6}(?:ab|aus|um|herunter|runter)|schreibgeschützt|findet nichts|denselben|dasselbe|
derselbe|dieselbe|ausgegraut|nach jedem|nach jeder|verstopft\w*|vom vorjahr|format|gesamt\w* falsch|wasser|
in zeile|in spalte|abgeschnitten\w*|abgehackt\w*|bricht (?:\w+ ){0,6}ab|zerbrochen\w*|gebrochen\w*|falsch\w*|
verdeck\w*|tipp?fehler|schreibfehler|rechtschreib\w*|druckfehler|buchstabendreher|zahlendreher|fehler(?!meldung|
seite|text)\w*|
vertipp\w*|doppelt\w*|zweimal|zwei mal|dreimal|ins leere|verzerrt\w*|gestreckt\w*|gestaucht\w*|gequetscht\w*|
verzogen\w*|verrutscht\w*|verschoben\w*|unscharf\w*|verschwommen\w*|verpixelt\w*|pixelig\w*|flacker\w*|blink\w*|
verschwind\w*|verschwunden\w*|leer(?:e[nrsm]?)?|abgelaufen\w*|veralte(?:t|te|ten|ter|tes) (?:preis|link|adress|
numm|date|version|tele)\w*|gesperrt\w*|blockiert\w*|zugestellt\w*|zugeparkt|tot|tote[nr]?|unleserlich\w*|
unlesbar\w*|kontrast\w*|tropf\w*|undicht\w*|piep\w*|klemm\w*|lose[rns]?|wackel\w*|schief|verbogen\w*|
vertauscht\w*|verwechselt\w*|spiegelverkehrt|gespiegelt|obwohl|sekunden|minuten|\d+(?:[.,]\d+)? ?(?:grad|px|s|ms|
sek|°c|%|€|kg|mb|gb|dpi|cm|mm|pt|db|stunden|tage|euro|uhr|mbit/s)(?!\w)|screenreader|vorlese\w*|rostig|vereist|
rutschig|heruntergefallen|spam|fehlermeldung\w*|ausgefallen|seit (?:montag|dienstag|mittwoch|donnerstag|freitag|
gestern|heute|letzter|tagen|wochen|einer)|styleguide|zerkratzt\w*|gerissen\w*|riss|risse|kratzer|
fleck\w*|endlosschleife|platzhalter(?! ?-|bild|foto)|passwort|verlangt|abgerissen|abgefallen|herausgefallen
""")

MANNER = re.compile(
    r"\b(?:tone|wording|style|design|look|layout|voice|mood|greeting|phrasing|language|music|slogan|headline|speech"
    r"|e-?mail|reply|replies|letter|colou?rs?|palette|ton|wortwahl|stil|gestaltung|stimmung|begrüßung|ansprache"
    r"|formulierung(?:en)?|sprache|musik|überschrift|mails?|antwort(?:en)?|brief|farb\w*|optik|aufmachung)\b",
    re.IGNORECASE,
)
"""What can hardly be cold or bad in fact: whoever says so of a tone or a colour speaks of taste."""
