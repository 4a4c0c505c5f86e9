"""Ways of speaking that show a taste or a wish, in English and German.

They are regular expressions with a few short cuts, which `bot.giving.taste` compiles: a blank is any white space, an
apostrophe may be missing, umlauts may be spelled out, `~` is anything within a sentence, `<so>` any words of degree,
`<much>` any adverbs, and `<colour>`, `<more>`, `<nicer>`, `<fine>` stand for words of the lexicon.
"""

from bot.giving.taste_pattern import one_line

# Who says this speaks of themselves, whatever else is true.
LIKING_EN = one_line(r"""
(?:i|we) (?:do not|don't) <much>(?:think|feel|find|believe)(?= ~(?:(?:fits?|suits?|matches|goes) (?:us|
the (?:mood|brand|style|topic|tone|occasion|team)|our|well|together|in\b|with)|looks? (?!up)|feels?\b|sounds?\b|
<fine>|needs?\b|should\b|is (?:very|that|so|appropriate|really)))|(?:i|we|my \w+|nobody|no one|noone|people|
customers|everyone|everybody|most \w+|they|she|he|you) <much>(?:do not|don't|does not|doesn't|did not|didn't|
cannot|can't|can not|couldn't|won't|never) <much>(?:like|love|enjoy|fancy|dig|adore|appreciate|care for|warm to|
get used to)(?! to (?!see|look))|(?:don't|dont|do not|didn't|doesn't) <much>(?:like|love|enjoy|fancy) (?:the|this|
that|it|these|those|how|your|our)|(?:nobody|no one|noone|hardly anyone|hardly anybody) <much>(?:likes|loves|
enjoys|wants to|needs such|cares)|(?:i|we|my \w+|everyone|everybody|people|customers) <much>(?:hates?|hated|
dislikes?|disliked|detests?|loathes?|despises?|prefers?(?! to )|preferred(?! to ))|(?:i'd|we'd|i would|we would|
would|i'll always) <much>prefer|(?:can't|cannot|can not|couldn't) (?:stand|bear|unsee|warm up to|get on with|
get excited about|be the only one who)|(?:not|never|no) <so>(?:a |an |my )?(?:big |huge |great )?(?:fan|favourite|
favorite)(?: of)?|not <so>fond of|not <so>(?:keen on|into|happy with|convinced (?:by|of|about)|thrilled|impressed|
sold on|crazy about|wild about|excited|taken with|mad about|loving|feeling|digging|enthusiastic|
comfortable with the)|(?:i'm|im|i am) (?:sick of|tired of|fed up with|bored by|allergic to|underwhelmed|
disappointed|no fan)|not sure (?:i|we) (?:like|love|want|about the)|my favou?rites?|my (?:personal )?(?:taste|
liking|preference)|(?:i|we) <much>(?:liked|loved|like|love)(?= ~(?:better|more|most|best|previous|old))|
not (?:exactly |quite |really )?(?:my|our) (?:thing|style|taste|cup of tea|kind of|idea of|vibe|favou?rite|type)|
(?:isn't|aren't|wasn't|ain't) <so>(?:my|our) (?:thing|style|taste|cup of tea|kind of|idea of|vibe|favou?rite)|
(?:isn't|ain't|aren't) <so>for (?:me|us)|not for me|to my eyes?\b|for my taste|(?:doesn't|does not|don't|do not|
didn't) (?:really |quite |just )?(?:do (?:anything|much|it) for|speak to|appeal to|excite|grab|move|convince|
impress|suit|thrill|resonate|inspire|delight|spark)(?: me| us| anyone| anybody)?|(?:does|do|did) (?:nothing|
little) for (?:me|us|the|our)|(?:in|to) my (?:humble |honest |personal )?(?:opinion|view|eyes|mind|book)|
if you ask me|my two cents|for (?:my|our) (?:taste|liking)|to (?:my|our) (?:taste|liking)|matter of taste|(?:bad|
poor|no|zero) taste|(?:makes?|making) (?:me|my \w+|us|one|you) (?:\w+ )?(?:hurt|cringe|sad|yawn|sick|angry|sleepy|
depressed|shudder|uncomfortable|want to|fall asleep|gag|nervous|dizzy|wince|roll|bleed|feel)|(?:annoys?|bugs?|
bothers?|irritates?|bores?|puts?|drives?|disturbs?|offends?) (?:me|us|people|everyone|everybody|customers|
you)(?: off| to tears| crazy| nuts)?|creeps? (?:me|us|people) out|turns? (?:me|us|people) off|turn-?off|(?:gets?|
got|getting) on my nerves|hurts? (?:my|the|our) eyes?|(?:hard|painful|pain|kind|easy) on the eyes?|
least favou?rite|leaves? (?:me|us) cold|left me cold|imh?o|(?:geschmackssache|geschmacksfrage)
""")
LIKING_DE = one_line(r"""
(?:mir|uns|ihr|ihm|keinem|niemandem|vielen|allen|kunden|leuten|team|kollegen) (?:\w+ )?(?:gefällt|gefallen|gefiel|
gefielen)|(?:gefällt|gefiel|gefallen|gefielen) <much>(?:mir|uns|niemandem|keinem|niemand|keiner)|(?:mir|uns|
niemandem|keinem)(?: (?!vom|von|aus|auf|herunter|runter)\w+){1,6} (?:gefallen|gefällt)|gefällt(?= ~(?:nicht|kaum|
weniger|besser))|missfällt|sagt(?:e)? (?:mir|uns)(?= ~zu\b)|sagen (?:mir|uns)(?= ~zu\b)|(?:ich|wir|keiner|niemand|
kein mensch|mein team|kunden|leute) <much>(?:mag|mögen|mochte|liebe|hasse|hassen|verabscheue)(?! sein)|(?:mag|
mochte|hasse|mögen|hassen|liebe) <much>(?:ich|keiner|niemand|wir)|(?:ich|wir) bevorzug\w+|bevorzugen? (?:ich|wir)|
nichts für mich|keine?n? <so>(?:großer |große |grosser |riesen)?(?:fan|freund|
freundin)(?: von| der| des| dieser)?|(?:nach|für) meine[mn] (?:\w+ )?(?:geschmack|empfinden|gefühl|
geschmacksempfinden)|meine[mrs]? (?:\w+ )?(?:meinung|ansicht|erachtens|empfinden|auffassung|geschmack|
gefühl)(?: nach)?|(?:nicht|wenig|kaum) <so>(?:begeistert|überzeugt|angetan|glücklich mit|
zufrieden mit de[mrn] (?:farb|look|design|stil))|(?:überzeugt|begeistert|berührt|reizt|packt|fesselt|beeindruckt|
überzeugen|begeistern|catcht|flasht|inspiriert) (?:mich|uns)(?= ~(?:nicht|kaum|wenig|kein|gar))|(?:überzeugt|
begeistert|berührt|reizt|überzeugen|begeistern|haut|reißt|reißen|hauen|holt|holen|spricht|sprechen) <much>(?:mich|
uns|niemanden|keinen)(?= ~(?:nicht|kaum|wenig|kein|gar|\ban\b|ab\b))|(?:überzeugt|begeistert|berührt|reizt|
spricht) (?:niemanden|keinen|kaum jemanden)|(?:lässt|lassen) (?:mich|uns|einen) (?:\w+ )?kalt|nicht (?:vom hocker|
mitreißend)|(?:stört|stören|nervt|nerven|ärgert|langweilt|langweilen|irritiert) (?:mich|uns)|mich (?:stört|nervt|
stören|nerven|ärgert)|nerv(?:t|en)(?! sich)|(?:geht|gehen) (?:mir|uns|einem) (?:\w+ )?auf (?:die nerven|
den (?:keks|geist|wecker|senkel|zeiger|sack))|(?:nicht|kaum) (?:mehr )?(?:ausstehen|leiden|ertragen|aushalten|
riechen)|(?:nicht mehr|nicht länger) (?:sehen|hören)(?= *[.!,]| *$)|(?:nichts|wenig|
nicht viel) (?:damit )?(?:anfangen|abgewinnen)|tun (?:mir|einem|uns)(?: \w+){0,2} (?:die )?augen weh|tut (?:mir |
einem )?(?:\w+ )?(?:in|an) den augen|missfallen|zusagt|vorziehen|nicht <so>(?:mein|unser|meins|meine|mein\w+|
unser\w+)(?: (?:fall|ding|geschmack|stil|sache|welt|tasse tee|favorit))|nicht <so>meins|m\.? ?e\.(?= )|vom hocker|
augenkrebs
""")

# Another way would be nicer.
COMPARING_EN = one_line(r"""
(?:would|could|should|might) (?:have )?(?:really |be |been |also |probably |just |all |even |perhaps |
maybe )*(?:look(?:ed)?|feel|felt|sound(?:ed)?|seem(?:ed)?|read|been|be|work(?:ed)?|suit(?:ed)?|appear|come across|
fit) (?:so |a lot |a bit |much |way |far |a little |probably |perhaps |more |even |too |very |really |
just )*(?:better|worse|<nicer>|<more>|<fine>|less \w+|more \w+|enough)|(?:i|we|you) (?:can|could) do better|
(?:could|can|should) be (?:better|improved|improved upon)|(?:if it were|if i were|if it was|if i was) (?:me|you|
up to me|mine|my \w+|in charge|them|us)(?: to decide)?|were it (?:me|up to me)|(?:in|if i were in) your (?:place|
shoes)|up to me|(?:i|we)(?:'d| would|d) <much>rather|i(?:'d| would) <much>(?:like|love|want)(?: to (?:see|have|
read|hear))? (?:something|it|them|this|that|the|a|an|more|less|fewer)(?! \w* ?(?:open|download|join|book|log))|
i (?:was (?:expecting|hoping for)|expected|had hoped for) (?:something|more|better|nicer|a bit more)|i wish|
something (?:a bit |a little |much |way |that(?:'s| is) )?(?:more|less|<more>|<nicer>|else|better|stylish|fun|
lighter)|an (?:deiner|eurer) stelle|<nicer>
""")
COMPARING_DE = one_line(r"""
(?:ich|wir) hätten?(?=~(?:anders|lieber|eher|besser|nicht so|schöner))|hätten? (?:ich|wir)(?: \w+){0,3} (?:anders|
lieber|eher|besser|nicht so)(?: \w+)?|hätte man(?: \w+){0,4} (?:anders|besser|schöner|netter)|
wenn es nach mir ginge|ginge es nach mir|wenn ich du wäre|wenn ich ihr wäre|(?:ich|wir) würden?(?=~(?:anders|
lieber|eher) )|würden? (?:ich|wir)(?: \w+){0,3} (?:anders|lieber|eher)(?: \w+)?|(?:war|waren|wäre|wären) (?:mir|
uns|ihm|allen|vielen)(?: \w+){0,3} lieber|(?:mir|uns) (?:war|waren|wäre|wären|ist|sind)(?= ~lieber)|ich (?:fände|
fänd|faende)|(?:fände|fänd) ich|ich (?:sähe|hörte|läse) (?:\w+ )?lieber|ich wünsch(?:te|e mir)|
ich hatte (?:\w+ ){0,3}(?:erwartet|erhofft)|mehr erwartet|(?:das )?(?:geht|ginge|kann man|könnt ihr|
kannst du) (?:doch |auch |sicher |bestimmt |noch )*(?:besser|schöner|hübscher)|besser machen|(?:etwas|was|nichts|
irgendwas) (?:<more>|<nicer>|anderer|besser|neuer|netter|lustiger)e?s
""")

# Sayings about looks and manner that need no adjective.
SAYINGS_EN = one_line(r"""
(?:won't|will not|wouldn't|isn't going to) win (?:any|an?|us)|(?:can|could) (?:do|live) without|
looks? (?:\w+ )?wrong (?:to|for) (?:me|us|our|my)|
(?:not|isn't|aren't|wasn't|nowhere near|never) (?:quite |nearly |half |even )?as (?:<fine>|\w+) as|
(?:reads?|sounds?|looks?|feels?) as (?:if|though) (?!it is not|it isn't)\w+|(?:an?|that|this|
the) (?:\w+ )?\w+ (?:feel|vibe|flair|feeling)(?= ?[.,!]| to|\s{0,3}$)|does (?:it|this|that|everything|
the \w+)(?: \w+)? (?:really )?have to be|do (?:we|they|you) have to|must (?:it|this|everything) be|
(?:hurts|kills|ruins|spoils) (?:the mood|the atmosphere|the vibe|our image|it for me)|(?:sends|gives off|
creates) (?:the wrong|a bad|an?)\s(?:signal|impression|\w+ impression|\w+ vibe)|(?:doesn't|don't|
does not) (?:make (?:me|you|one|anyone) want|say welcome|do us justice)|(?:wouldn't|would not) (?:want|hang|wear|
show|buy|click|read)|
(?:don't|doesn't|do not|does not) <so>go (?:well )?with (?:the|our|my|your|each) \w+|(?:not|isn't|aren't|wasn't|
doesn't|don't) (?:exactly|particularly|overly|terribly|especially|hugely) \w+|(?:leaves?|left) (?:a lot|much|
something) to be desired|rubs? (?:me|people|us) the wrong way|sit (?:well|right) with (?:me|us)|(?:tone|style|
vibe|colou?rs?|look|mood|something)(?: \w+){0,4} (?:is|are|feels?|looks?|seems?) (?:a bit |slightly |just |
really )?(?:off|wrong)|feels? (?:a bit |slightly |just |really )?(?:off|wrong)|off-brand|seen (?:better|nicer|
prettier)|deserves? (?:a )?(?:better|nicer|something)|disappointed (?:by|with|in)|what's with|what is with|
enough with|take (?:\w+ ){0,4}seriously|could (?:do with|use) (?:a bit|some|a little|more|a less|
a more|a nicer|a touch|a splash|a lift|a refresh)|(?:below|beneath|not up to) (?:our|my|your) (?:standards?|
level)|can't say (?:i|we|that)|so last (?:season|year|century|decade)|(?:makes?|make) (?:us|me|you|him|her|them|
the \w+) look (?:like|so|a bit|\w+)(?= )|(?:two|\d) out of ten|went too far|goes too far|bring back the|
miss the old|go back to the old|such a (?:shame|pity)|(?:it's|it is|what) a (?:shame|pity)(?= ~(?:looks?|so|plain|
ugly|boring|no))|not (?:loving|feeling|digging|sold)|(?:is|are|was|were|looks?|feels?|sounds?|even|much|far|got|
way) worse(?: than)?|worse than(?= the (?:old|last|previous))|erinnert mich an|(?:is|are|was|were|looks?|looked|
feels?|sounds?|reads?)(?: like)? (?:just |really |simply |such |truly )*(?:a |an |total |complete |real |
bit of a |absolute )*(?:rubbish|trash|garbage|crap|a joke|joke|disgrace|disaster|nightmare|abomination|travesty|
snoozefest|snooze|yawn|shambles|letdown|let-down|turn-off|cliché|cliche|pain|crime|sin|horror|torture|bore|drag|
chore|catastrophe|monstrosity|failure|flop|waste|farce|cry for help|punishment|assault|step back|downgrade|dud|
mishmash|hodgepodge|jumble|train wreck|kindergarten|circus|overkill|mess|
insult)(?= ?[.!?,;]| to\b| in\b| of\b| on\b| and\b| ?$)|(?:is|are|was|were|looks?|feels?|be) (?:a|just a|really a|
quite a) (?:bit|little|touch|tad|lot) (?:much|over the top|samey)|so (?:19|20)\d\d(?:s)?\b|
(?:straight )?(?:out of|from|stuck in|back to|screams?|like) (?:the )?(?:'?[6789]0'?s|(?:nineteen-?)?(?:sixties|
seventies|eighties|nineties)|last century|another (?:era|century)|stone age|1[89]\d\ds?|dark ages)|(?:lacks?|
lacking|has no|have no|without any|missing some) (?:any |all )?(?:charm|personality|style|soul|character|class|
elegance|warmth|energy|pizzazz|flair|life|oomph|punch|creativity|wit|sparkle|spark|imagination|polish|heart|taste|
passion|sex appeal|wow|finesse|charisma|humou?r|joy|vibe|depth)|(?:do not|don't|doesn't|does not|didn't|
won't) <so>(?:fit|suit|match|go with|work for|gel|go well|go|blend|reflect|feel|look like|sound like|look|
represent|belong|harmoni[sz]e|click) (?:me|us|together|with the (?:brand|mood|rest)|our (?:brand|style|image|
values|company)|with our (?:brand|style|image)|the (?:brand|mood|occasion|tone|style|topic|company|team|vibe|
spirit|place|rest)|like us|well|right for us|good|nice|very \w+|professional|modern|attractive|elegant|great|
beautiful|at all like us|who we are|inviting|appealing|pretty)|(?:not|isn't|aren't|wasn't) <so>(?:us|on brand|
on-brand|worthy of us|exactly \w+|winning|a masterpiece|a work of art|a (?:pretty|beautiful|nice) sight|
a good look|a great look|the prettiest|the best|the nicest|the most \w+)(?= ?[.!?,]| ?$| \w+)|clash(?:es|
ing)?(?: horribly| badly| with the (?:colours?|colors?|walls?|\w+ background|rest|brand|logo|carpet|floor))|
colou?rs? <so>clash|too much going on|too (?:much|many) (?:<colour>|colou?rs?|fonts?|words|text|emojis?|
emoticons?|exclamation marks?|animations?|bling|glitter|jargon|buzzwords|gimmicks|white ?space|decoration|fluff|
effects?|stuff|gloss|marketing|smileys?|pathos|drama|humou?r|icons|gradients?|shadows?|bullet points|slides|
pictures|photos|stock photos|stickers|kitsch)|who (?:on earth |the hell )?(?:chose|picked|thought|came up with|
decided|designed|wants|would want|likes|needs)|(?:do|does) (?:we|anyone|anybody) really (?:want|need|like)|
what were you thinking|could(?:n't| not) (?:you|we) find|(?:drags on|drags|drones on|goes on forever|puts? (?:me|
everyone|people) to sleep)(?= ?[.,!?;]| ?$| a bit| for| and)|to sleep|(?:no|zero|little|not much|
without) (?:effort|imagination|love|thought|creativity|style|taste|class|soul)(?= (?:was |has |went |is )?(?:put|
made|went|into|gone|been|at all)| ?[.!,]| ?$)|(?:lack|dash|touch) of (?:charm|style|\w+ness)|(?:has|have) (?:seen|
had) (?:its|their) (?:better )?days?|worst \w+(?: \w+)? (?:i|we)(?: have|'ve)? ever|(?:the )?worst ever|
like a (?:\w+ )?(?:child|kid|five-year-old|\d-year-old|toddler|student|intern|clown|funeral|ransom note|
kindergarten|circus|discount|used car|tax form|hospital|prison|christmas tree|rainbow|bad|cheap|poor|
\w+ (?:exploded|threw up|vomited))(?: \w+ it)?|out of fashion|out of style|(?:bad|poor|odd|weird|strange|terrible|
unfortunate|questionable|funny|not a good|not a great) (?:choice|pick)|past it\b|give it a rest|so ?-?lala|
nothing special|ashamed|embarrass(?:es|ed)|wannabe|headaches?|brought back|eye-?sore|suck(?:s|ed)?|yuck|yikes|ugh|
eww+|bleh|blah|argh|meh|facepalm|snoozefest|yawn|cringefest|screams? (?:cheap|amateur|boring|corporate|\w+)|
dry as dust|went overboard|going overboard|overdoing|tone[- ]?deaf|(?:seriously|really)(?=\?)
""")
SAYINGS_DE = one_line(r"""
kann man sich (?:\w+ )?(?:sparen|schenken)|
eine?n? \w+ (?:ist|sind|wird|war|wirds|ists) (?:das|die|der|es|dein\w*|euer|eure|
unser\w*)(?: \w+){0,6} nicht(?= ?[.,!]| ?$)|
(?:ist|sind|war|waren|echt|völlig|total|voll) (?:\w+ )?daneben|(?:wir|ich|sie) (?:sind|bin) (?:ja |doch )?keine?\b|
doch (?:keiner|niemand|kein mensch)|soll das (?:etwa |wirklich |jetzt )?(?:kunst|ein witz|ernst|lustig|modern|
schick|schön|
witzig|cool)|ich (?:\w+ ){0,2}(?:sicher|bestimmt|garantiert|auf keinen fall|nie im leben) (?:nicht|nie)|
(?:lenkt|lenken) (?:\w+ ){0,3}ab|pass(?:t|en) (?:\w+ ){0,2}nicht (?:in|in unser\w*) (?:den raum|das zimmer|
die halle|unsere?\w* \w+)|
(?:nicht|kein|keine) <so>(?:mein|meine|unser|unsere) liebling\w+|nicht (?:annähernd |ganz |halb )?so <fine> wie|
(?:liest|hört|fühlt|klingt|klingen|wirkt|wirken|sieht|sehen)(?: \w+){0,5},? als (?:ob|hätte|wäre|käme|
hätten)(?! der link| die seite)|
muss (?:es|das|der|die|alles|sie|man)(?: \w+){0,3} so|müssen (?:\w+ ){1,4}so|vertragen|
macht einen (?:\w+ )?\w+ eindruck|
(?:zieht|ziehen) (?:mich|einen|die stimmung|den raum)(?: \w+)? runter|(?:bilder|hauen|haut|reißt|reißen) (?:mich|
uns) (?:\w+ )?nicht (?:um|mit)|
(?:schreckt|schrecken) (?:eher |doch |nur )?ab|(?:langweilt|langweilen|ermüdet|ermüden|erschlägt|
erschlagen) (?:mich|einen|die|den|uns)|wird (?:uns|ihm|ihr) nicht gerecht|
pass(?:t|en) <so>nicht <so>(?:zum|zur|zu den|zu der|zu dem|zueinander|zu unser\w*) (?!produkt|text|titel|inhalt|
bild|beschreib|datum|artikel|bestell|rechnung|nummer|angabe|link|schloss|steckdose|stecker|tabelle|frage|daten|
preis|namen|größe|gerät|modell|formular|überschrift|lieferschein|schlüssel)\w+|nicht (?:mehr )?(?:daran |
dran )?gewöhnen|(?:ernsthaft|im ernst|echt jetzt|wirklich)(?= ?\?)|(?:könntest|könntet|könnte|kannst|könnt|kann|
können|bitte|lieber|gern)(?: \w+){0,6} weniger \w+|sowas von|nicht (?:gerade|sonderlich|besonders|unbedingt|
wirklich) \w+|(?:lässt|lassen)(?= ~zu wünschen übrig)|zu wünschen übrig|stößt (?:mir|uns)|fußnägel|schäme|schämen|
enttäuscht|(?:ein bisschen|bisschen|etwas|total|völlig) drüber|(?:braucht|brauchen) (?:kein mensch|niemand|
keiner)|was soll (?:das|der|die|dieser|dieses|diese|denn)|muss das sein|mach(?:t|en) (?:nichts|wenig|nicht viel|
optisch nichts) her|(?:macht|machen|hinterlässt) (?:einen|keinen)(?: \w+)? (?:\w+en )?eindruck|keinen spaß|(?:hat|
haben|versprüht|verströmt) den charme|schon (?:besseres|schöneres)|schlechter(?= als (?:das alte|der alte|
die alte|vorher|früher)| ?[.!]| ?$)|(?:triff|trifft|treffen) (?:\w+ ){0,3}(?:nicht|kaum) (?:\w+ )?(?:geschmack|
ton)|(?:sehe|sehen|siehst|seht)(?: \w+){0,4} aus wie|kann(?:st)? nicht sagen, dass|weder schön noch|fremdschämen|
zum (?:gähnen|einschlafen|weglaufen|abgewöhnen|davonlaufen|heulen|kotzen)|(?:ist|sind|war|waren|
finde ich) (?:echt |doch |ja |eine? |der |die |das |einfach |so |totale[rs]? |reine[rs]? |
absolute[rs]? )*(?:verbrechen|horror|folter|strafe|qual|zumutung|flop|reinfall|augengraus|gräuel|fehlgriff|
rückschritt|geschmacklosigkeit|schande|trauerspiel|armutszeugnis|augenweide|katastrophe|graus|witz|murks|müll|
schrott|mist|quatsch|käse|krampf|blödsinn|albtraum|frechheit|kitsch|geschmacksverirrung|no-go|einheitsbrei|
beleidigung|overkill|sünde|krise|stuss|kinderkram|kindergarten)|(?:so|etwas|ein bisschen|bisschen|eher|nur|leider|
echt|wirklich) ?(?:la ?la|naja|meh|mau|bäh)|igitt|bäh|würg|örks|naja|(?:geht|gehen) (?:ja |doch |mal |echt |
so )*(?:überhaupt|gar|einfach gar) nicht(?= ?[.!,;]| ?$| mit)|(?:no|voll|total|völlig|echt|ziemlich) (?:daneben|
drüber|out|retro|von gestern|oll|ab|cringe|panne|assi)|(?:ist|sind|wirkt|sieht|total|so|was|design|stil|
optik) (?:von|aus|wie von) (?:gestern|vorgestern)(?= ?[.!,;]| ?$)|(?:aus|in|wie aus|wie in|frisch aus|
stammt aus) de[mrn]? ?(?:[6789]0e?r?n?|sechzigern?|siebzigern?|achtzigern?|neunzigern?|steinzeit|
letzten jahrhundert|vorigen jahrhundert|mottenkiste|klamottenkiste|neunziger jahren|achtziger jahren)|(?:fehlt|
fehlen)(?= ~(?:pfiff|charme|seele|esprit|schwung|stil|persönlichkeit|wärme|eleganz|herz|charakter|feuer|pep|biss|
leben\b|leichtigkeit|raffinesse|witz|liebe|gewisse etwas|lockerheit|würze|das besondere|kreativität|flair|
frische))|(?:ohne|kein(?:en|e)?|wenig|null) (?:\w+ )?(?:pfiff|charme|seele|esprit|schwung|stil|geschmack|wärme|
eleganz|pep|fantasie|phantasie|liebe|kreativität|flair|persönlichkeit|esprit|wow)|pass(?:t|
en) (?:\w+ ){0,3}nicht (?:\w+ )?(?:zu (?:uns|unser\w*|de[rmn] (?:marke|stil|firma|stimmung|rest|anlass|thema|team|
image|ton|botschaft))|zur (?:marke|firma|stimmung|botschaft|einrichtung)|zum (?:stil|rest|anlass|thema|image|ton)|
zusammen|hierher|ins bild)|pass(?:t|en) (?=(?:\w+ )?zu uns ~nicht)|(?:steht|stehen) uns (?:einfach |echt |
gar )?nicht|beißen sich|beisst sich|beißt sich|(?:viel zu|zu|arg|sehr) viel (?:<colour>|farben?|text|schrift(?:en|
arten)?|emojis|smileys|kitsch|ausrufezeichen|deko|gedöns|gold|glitzer|geschnörkel|schnickschnack|blabla|chichi|
animation(?:en)?|pathos|drama|englisch|denglisch|werbung|schnörkel|weißraum|rosarot|bling|buntes|fachchinesisch|
floskeln|effekte|marketing)|(?:ein bisschen|etwas|bisschen|ein wenig) (?:zu )?viel(?= ?[.!,]| ?$| des guten)|
zu viel des guten|wer (?:hat|fand|findet|wollte|dachte|kam|braucht|denkt)(?= ~(?:bloß|bloss|sich|gut|schön|nur|
auf die idee|aus(?:gesucht|gedacht)|sowas|so etwas))|(?:das|des) reinste \w+|nullachtfünfzehn|null-acht-fünfzehn|
gedöns|geschnörkel|stümperei|mittelmäßig|(?:reißt|haut|holt)(?= ~(?:vom hocker|nicht vom|nicht mit|nicht um|
\bab\b))|(?:schlimmste|hässlichste|langweiligste|schlechteste)[nrsm]? \w+,? (?:die|der|das|den|seit|
was)(?: ich| wir)?|(?:keine|null|wenig) mühe|sieht (?:halt |echt |irgendwie |einfach |ja )*nach (?:nichts|billig|
\w+kasse|arbeit|praktikant\w*|kindergarten|amateur\w*|\w+laden)(?: \w+)? aus|wie (?:gewollt und nicht gekonnt|
ein (?:kindergeburtstag|kind|zirkus|clown|schulreferat)|eine (?:todesanzeige|schülerzeitung|kinderzeichnung|
behörde|traueranzeige|grundschule)|von einem (?:kind|praktikanten|\w+schüler)|vom (?:discounter|praktikanten|
grabbeltisch|flohmarkt)|beim (?:discounter|zahnarzt|finanzamt))|(?:schläft|schlafe|schlafen)(?= ~ein)|
gewollt und nicht gekonnt|(?:aus der|nicht mehr in) mode|aus der zeit gefallen|kann(?:st)? man (?:sich |
das )?(?:doch |echt )?nicht (?:ansehen|anschauen|anhören|bringen|zeigen)|(?:wirkt|wirken) (?:wie|nach|auf mich)|
(?:nicht|kein) <so>(?:der knaller|der hit|der brüller|der bringer|das gelbe vom ei|hitverdächtig|der burner|
das wahre|der hammer|prall|berauschend|doll|augenweide)|(?:schlechte|blöde|unglückliche|komische|seltsame|
merkwürdige) (?:wahl|farbwahl|wortwahl|schriftwahl|idee)|mach(?:en|t)? (?:mich|einen) (?:aggressiv|nervös|müde|
traurig)|so was von|fremdscham|kopfschmerzen|ernst nehmen|unter (?:unserem|deinem|eurem) niveau|nichts besonderes|
schlimmer(?: als)?|im ton vergriffen|schade,? dass(?= ~(?:so|kein|langweilig))|schandfleck|augenschmaus|zumutung|
hingucker|pfui|(?:so|sowas von|so was von|total|voll) (?:19|20)\d\d(?:er)?(?= ?[.!]| ?$)|(?:schreit|schreien|
riecht|riechen) (?:förmlich |ja |so |nach |direkt )*nach|08/15|schnickschnack|firlefanz|blabla|bla bla|spielkram|
pfusch|katastrophal|sterbens\w+|einheitsbrei|in die jahre gekommen|total unscheinbar
""")

# A wish is no fault; beside one it may be the way to mend it.
WISHES_EN = one_line(r"""
(?:i|we) (?:\w+ly )(?:would|'d)(?:n't|'ve| not| have|n't have)? (?!(?:like|love|have|expect|need|say|appreciate|
want) ?)\w+|(?:i|we) (?:\w+ly )?(?:would|'d)(?:n't)?'?ve (?!expected|needed|thought|liked to)\w+|you (?:could|
should|might) have \w+ed (?:a|something|more|less)|(?:etwas|was) (?-i:[A-ZÄÖÜ]\w+es)(?= ?[.!]| ?$)|(?:such|why|
what) (?:a|an) (?:<fine>|sad|cold|weird|odd|strange|dark|gloomy|plain|cheap|bad|poor|weak|stiff|loud|old|serious|
formal|heavy|busy|random|waste|shame|pity)|to me,? (?=~(?:looks?|sounds?|feels?|reads?|seems?|is|are)\b)\w+|
(?:looks?|sounds?|feels?|seems?|reads?|comes? across)(?: \w+){1,3} to (?:me|us)|(?:would|could|
might)(?: \w+){1,4} better|(?:looks?|reads?|sounds?|feels?|comes? across) (?:a bit |a little |\w+ly |
just )?like (?:an?|something|it was|it's|it is|the work|someone|somebody) (?!bug|error|typo|mistake|leak|link|
duplicate|test|glitch|copy|fault|different|wrong)\w+|(?:nobody|no one|noone|who|i don't think anyone) (?:will|
would|is going to|is gonna)(?= ~(?:<fine>|like|love|enjoy|want|read that|read this|read it|bother|care))|better|
(?:i|we)(?:'d| would|'ld|'d never| would never| wouldn't|
wouldn't| would've| would not)(?: \w+ly)? (?:not )?(?:have )?(?!(?:expected|needed|thought|to|had to|no|
a question|like|love|be|expect|need|say|assume|guess|want|had|better|rather|prefer|have|appreciate|suggest|
recommend|never|also|still|really|just|get|see|think|been|not)\b)[a-z]+|(?:would|could|might|'d) (?:really |
definitely |probably |also )?(?:benefit|profit|do wonders|do better|gain|help|make (?:it|this|that|the \w+) \w+|
do (?:the|it|this) (?:\w+ )?good|have been (?:the |a )?(?:better|nicer|nice|good|more|wiser))|(?:another|
a different|different|some other|any other) (?:colou?r|font|typeface|picture|photo|image|shade|tone|style|look|
design|layout|background|wording|title|music|icon|logo|headline|slogan|name|theme|words?|voice)s?|had (?:more|
so much more|much more) (?!than|time|pages|space|rows|seats)\w+|more of (?:a|the) (?:story|smile|human)|
(?:missing|miss) (?:a bit of |some |the |a little |a )?(?:humou?r|charm|spark|warmth|personality|life|wow|fun|
style|human touch|personal touch|soul|energy|punch|heart|elegance|touch)|(?:zero|no|little|any) (?:atmosphere|
charm|personality|style|soul|appeal|warmth|character|wow|energy|flair|class|imagination|elegance|creativity|vibe)|
(?:trying|tries|try) too hard|(?:all over the place|a step back(?:wards?)?|step backwards|went downhill|
hit and miss|nothing special|so-so|too much of a good thing|not great|not good|fell? flat|falls flat|
nothing to write home about)|(?:bad|poor|terrible|awful|ugly|weak|lazy|cheap|dated|old|outdated|sloppy) (?:design|
style|taste|typography|layout|writing|look|craftsmanship|choice of \w+|colou?r \w+|aesthetics?|form|copy|
art direction)|has got to go|have got to go|(?:must|needs? to|has to|have to|got to|gotta) go(?= ?[.!,]| ?$)|
get rid of|a breath of fresh air|kill it with fire|(?:do|does)(?:n't| not) (?:match|go with|suit|fit|go) (?:the|
our|your|my) (?:sofa|carpet|walls?|curtains|furniture|chairs?|floor|rest|room|logo|brand|style|colou?rs?|décor|
decor|mood|season|picture|occasion|audience|text|tone|topic|event|company|team|image)(?! (?:name|in|on|below|
above|size))|(?:i|we|my \w+) <much>(?:like|love)s?(?! to)|(?:i|we)(?:'d| would|'ld) <much>(?:not )?(?!(?:like|
love|have|be|expect|need|say|assume|guess|appreciate|want|had|better|rather|prefer|suggest (?:check|fix|correct)|
been|never|also|still|really|just|get|see|think|recommend (?:check|fix))\b)[a-z]+|(?:would|'d|might) be (?:so |
really |very |much |more |a lot |quite |just |even |super )*(?:<fine>|better|more \w+|less \w+|<more>|
<nicer>)(?! if (?:someone|somebody|you|anyone) (?:could|would|can))|(?:should|could|must|needs? to|has to|have to|
ought to) (?:be|look|feel|sound|get|become|read) (?:\w+ )?(?:<fine>|better|more \w+|less \w+|<more>|
<nicer>)(?! than)|(?:make|making|turn|paint) (?:it|them|this|that|the \w+(?: \w+)?) (?:all )?(?:a bit |a little |
much |slightly |look )?(?:<colour>|<more>|<nicer>|<fine>|more|less|pop|shine|better)|pop(?:s)? more|(?:a|needs?|
with|add|bit) (?:a )?(?:bit|little|touch|lot|dash) (?:more|less) (?!than|info|information|detail|time|
space (?:for|between))\w+|(?:much|way|slightly|far|even|look|looks|feel|sound|somewhat) (?:more|less) (?!than|
data|info|time|people)[a-z]+|why (?:don't|not|can't|couldn't|didn't|do not) (?:you|we|they|just|simply|make|use|
take|try|go|choose|put|have|a|the|something|keep|pick)|why (?:is|are|does|do) ~(?:so|such|always) (?!small|slow|
slowly|late|many|long|few|hot|cold|dark|loud|hard)[a-z]+|what about (?:a|using|something|some)|(?:maybe|perhaps|
better|rather|please|simply|just|preferably|instead|let's|lets) (?:you (?:could|should|can) |we (?:could|should|
can) |try |use |take |go |pick |choose |get |make |find |put |do |have |with |using )+(?:it |for |a |an |the |
some |something )*(?:different|other|another|<more>|<nicer>|<colour>|<fine>|better|more|less|fewer|instead|photo|
drawing|real)\b|(?:use|choose|pick|take|try|find|get|want|need|prefer|like|deserve|deserves|see|have|go for|
go with|with|in)s? (?:a |an |some |something |the )?(?:slightly |much |more )?(?:<more>|<nicer>|better|
better looking|more [a-z]+|less [a-z]+|different) (?:looking )?(?:colou?r|font|typeface|picture|photo|image|shade|
tone|style|look|design|layout|background|wording|title|music|shape|icon|icons|logo|headline|template|typography|
words?|language|voice|intro|ending|word|images|pictures|photos|colou?rs|fonts|blue|green|red|grey|palette|theme|
sound|greeting|slogan|name|chart|one|ones)|(?:could|can|couldn't|can't|should|shouldn't) (?:you|we|it|this|that|i|
they|there|someone|somebody)(?=~(?<!the\x20)(?:<more>|<nicer>|better|different|more (?!than|time|info)\w+|less \w+|
<fine>|
stylish|nice|pretty)\b)|you should (?:really |rather |maybe |just )?(?:use|choose|pick|go|try|drop|lose|rethink|
avoid|tone|hire|get)|(?:tone|loosen|spice|jazz|liven|brighten|soften|dress|freshen|fancy) (?:it|this|that|them|
things|the \w+) (?:up|down)|needs? (?:a |some |more )(?:facelift|makeover|refresh|polish|love|pep|punch|warmth|
life|sparkle|humou?r|colou?r|style|redesign|energy|character|personality|oomph|fresh\w*|new look|bit of (?:love|
colou?r))|(?:better|rather) (?:use |take |have )?(?:a|an|no) \w+ (?:instead|than)|(?:was|were|is|are|looked|looks|
sounded|felt|read|worked|works) <so>(?:a lot |much |way |so much |far |even |somehow )?better(?! than expected)|
(?:bar|pie|line) charts? (?:look|are) better|should (?:go|disappear|be (?:removed|replaced|banned|burned|
thrown out))(?= ?[.!,]| ?$)|time for (?:a change|something new|a new look)|bor(?:es?|ed|ing) (?:me|us)|(?:badly|
poorly|oddly|unfortunately|strangely) (?:chosen|worded|phrased|designed|put together|styled|composed|written)|
giving (?:me )?(?:\w+ vibes|(?:19|20)\d\d \w+|\w+ \w+ vibes)|vibes?|(?:should|could) be (?:in )?<colour>|
how about|spruce up
""")
WISHES_DE = one_line(r"""
(?:wäre|wären|sähe|wirkte|würde|könnte|sollte|müsste|dürfte|fände)(?: \w+){0,6} (?-i:(?!leider|wieder|über|unter|
hier|aber|später|oder|immer|früher|mehrer|nur|vor|für|her|er|ihr|wer)[^\W\d_A-Z]{3,}er)(?= ?[.,!?]| ?$)|(?:ich|
wir) (?:persönlich|selbst|ehrlich gesagt|an deiner stelle|da|auch) (?:hätten?|würden?) (?!gerne?\b)\w+|so (?:ein|
eine|einen|einem|was) (?:traurig|kalt|komisch|düster|alt|billig|schlecht|steif|laut|seltsam|schlimm|dunkel|blass|
nüchtern|trocken|schwer|ernst)\w*|wirk(?:t|en) (?:\w+ ){0,6}wie|(?:liest|lesen|hört|hören|fühlt|
fühlen) sich (?:\w+ ){0,3}(?:wie|nach)|(?:klingt|klingen|sieht aus|sehen aus|schaut aus|
kommt rüber) wie (?!ein fehler)\w+|(?:hat|haben) mich (?:\w+ ){0,3}(?:gelangweilt|genervt|gestört|enttäuscht|
geärgert|nicht)|besser(?:e[nrsm]?)?|für mich (?=~(?:klingt|wirkt|sieht|ist|sind))\w+|(?:findet|fände|wird|will|
liest|braucht|möchte) (?:doch |wohl |sich |das |da |so |ja )*(?:keiner|niemand|kein mensch)|(?:ich|
wir) (?:würden?|wuerde) (?!gerne?\b|mich freuen|sagen|vermuten|erwarten|denken|brauchen|empfehlen)\w+|
(?:würden?) (?:ich|wir) (?!gerne?\b|sagen|vermuten|erwarten|denken|brauchen|mich freuen|empfehlen)\w+|(?:ich|
wir) hätten? (?!gedacht|erwartet|eine frage|da eine|kein|heute)\w+|hätten? ich (?!gedacht|erwartet|eine frage)\w+|
(?:wäre|wären|wär|waere) (?:\w+ ){0,3}?(?:<fine>|besser|<more>|<nicer>)(?!,? wenn (?:jemand|du|ihr|das jemand))|
(?:<fine>|besser|<more>|<nicer>) (?:wäre|wären|wär|fände)(?! es,? wenn (?:jemand|du|ihr))|(?:könnte|könnten|
sollte|sollten|müsste|müssten|dürfte|dürften|würde|würden|sähe|sähen|käme|kämen)(?: \w+){0,7}? (?:<fine>|besser|
schlechter|<more>|<nicer>)(?! als)|wie wäre es mit|wie wärs mit|wie wär's mit|wie wär es mit|warum nicht|
warum habt ihr nicht|warum mach\w+ (?:du|ihr|wir) nicht|warum (?:ist|sind|muss)(?= ~\bso (?!klein|langsam|spät|
dunkel|laut)\w+)|(?:vielleicht|lieber|besser|bitte|doch|eher|einfach|doch mal|mal|stattdessen|gern|könntest du|
könnten wir|kannst du|könnt ihr|kann man|können wir|gibt es|gab es|haben wir|brauchen|bräuchten|braucht|wollen|
nimm|nehmt|nehmen|mach|macht|machen|verwende|verwendet|benutze|wähle|wählt|such|sucht|probier|geht|wünsche|
ginge)(?: \w+){0,5} (?:<more>(?:e[nrsm]?)?|<nicer>(?:e[nrsm]?)?|andere[nrsm]? (?:farbe|schrift|bild|foto|ton|stil|
form|musik)|besseres? (?:bild|foto|farbe|schrift))(?! als)|(?:etwas|ein bisschen|ein wenig|bisschen|viel|deutlich|
noch|mehr) (?:<more>e?[nrsm]?)(?! als|\w)|(?:etwas|ein bisschen|ein wenig|bisschen) (?:mehr|weniger) (?!als|zeit|
infos?|geduld|platz)\w+|mehr (?:farbe|pepp?|schwung|witz|humor|wärme|mut|leichtigkeit|pfiff|weißraum|herz|luft|
leben|gefühl|stil|eleganz|liebe|emotion(?:en)?|dynamik|energie)|(?:mach|macht|machen|streich|streicht|färb|färbt|
mal|malt|gestalte)(?: \w+){1,5} (?:<colour>|peppiger|<nicer>)|(?:sollte|sollten|könnte|könnten|müsste|müssten|
lieber|besser|würde|würden|
würd)(?: \w+){0,4} (?:in )?<colour>(?:e[nrsm]?)?(?= ?[.,!?]| ?$| sein| werden| machen| gestalten)|(?:gehört|
gehören|sollte|sollten|kann|können|muss|müssen) (?:\w+ ){0,2}(?:weg|abgeschafft|verschwinden|
ersetzt werden)(?= ?[.!,]| ?$)|aufhübschen|verschönern|(?:war|waren|ist|sind|wirkte|wirkten|klang|klingt|sah|
sahen|sieht|sehen|fand|finde|las|liest)(?: \w+){0,5} besser(?! als erwartet| (?:zu|les|erreich|sicht|erkenn))|
besser (?:wäre|ein \w+ (?:statt|als)|eine \w+ (?:statt|als)|kein|ohne)|lieber (?:ein|eine|einen|nicht|ohne|mit|
mehr|weniger|etwas|was|kein|keine|in|das|die|den|wieder|auf|nur|richtig|schlicht)\w*|(?:täte|täten|würde|würden|
könnte|könnten)(?: \w+){0,6} (?:gut|gut tun|nicht schaden|wunder wirken|guttun)|(?:könnte|könnten|sollte|sollten|
dürfte|dürften|müsste|müssten|wäre|wären|würde)(?: \w+){0,6} (?!leider|wieder|über|unter|hier|aber|später|oder|
immer|früher|mehrer|nur|vor|für|her|er|ihr|wer)\w{3,}er (?:sein|aus|wirken|aussehen|klingen|werden|rüberkommen|
machen|gestalten|formulieren)|(?:bessere|schönere|klügere|elegantere|stilvollere) (?:wahl|lösung|idee|variante|
alternative)|(?:eine|ein|einen|irgendeine) (?:andere[nrsm]?|neue[nrsm]?) (?:farbe|farben|schrift|schriftart|bild|
foto|ton|stil|form|musik|design|layout|logo|hintergrund|überschrift|titel|motiv|slogan|spruch|wort|gestaltung|
stimme)|(?:hatte|hatten|hat|haben) (?:\w+ )?mehr (?:charme|stil|seele|pfiff|charakter|wärme|flair|leben|witz|
gesicht|herz|klasse|schwung|ausstrahlung|persönlichkeit)|mehr (?:von \w+ \w+ \w+ |davon )?(?:erwartet|erhofft|
versprochen)|(?:null|kein(?:e|en|erlei)?|wenig|kaum) (?:atmosphäre|ausstrahlung|genuss|spannung|stimmung|
hingucker|charakter|gefühl|niveau|augenweide|aussage|emotion(?:en)?)|(?:mir|uns) fehlt(?: \w+){0,5} (?:humor|
wärme|pfiff|etwas|was|witz|schwung|farbe|leichtigkeit|persönliche|pep|herz|gefühl|emotion|leben|besondere)|
rückschritt|(?:muss|müssen|gehört|gehören) (?:\w+ )?weg|will zu viel|wollen zu viel|(?:zieht|
ziehen) sich(?: \w+){0,2}(?: hin)?(?= ?[.,!]| ?$| ewig| wie)|hat was von|haben was von|gähn|(?:holt|
holen) (?:mich|uns|niemanden) (?:\w+ )?nicht ab|nicht warm|pass(?:t|en) (?:\w+ ){0,3}nicht (?:zum|zur|
zu) (?:\w+ )?(?:sofa|teppich|wand|wänden|vorhang|vorhängen|möbeln|einrichtung|rest|raum|boden|logo|stil|anlass|
thema|stimmung|marke|jahreszeit|publikum|zielgruppe|ton)|nicht (?:gerade|besonders|sehr) die \w+ste|
die \w+steste?[nrs]? (?:\w+ )?(?:die|der|das|den) ich|(?:übertreibt|übertrieben|viel zu gewollt|gewollt|
nicht stimmig|nicht rund|nicht harmonisch|nicht zeitgemäß)|da geht (?:noch )?(?:was|mehr|etwas)(?= ?[.!]| ?$)|
gelangweilt|langweilt|warum nimm\w+|stilvoll(?:er)?|aufpeppen|aufgepeppt|auffrischung|facelift|aufpolieren|
neuen anstrich|frischen wind|durcheinander|kuddelmuddel|schlechte[nrsm]? (?:design|stil|geschmack|gestaltung|
geschmacks)|(?:loswerden|wegmachen|entsorgen|verbannen)
""")
