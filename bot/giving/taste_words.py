"""Words that judge, in English and German, sorted by how much they need around them to be taste.

All are plain words, parted by blanks; an underscore stands for a blank inside one. German adjectives stand without
their endings. Umlauts may be typed as ae, oe, ue and ß as ss.
"""

# Taste whatever stands around them, unless they only say which thing is meant: "the ugly banner is cut off".
HARSH_EN = """
ugly uglier ugliest fugly hideous horrible horrid horrendous horrific awful terrible dreadful atrocious ghastly
appalling disgusting revolting repulsive repellent vile nasty yucky icky abysmal godawful boring dull duller dullest
bland blander drab dreary tedious tiresome monotonous mind-numbing snoozy yawn-inducing tacky tasteless kitschy
kitsch cheesy corny cringe cringy cringey cringe-worthy cringeworthy lame lamer meh mawkish soppy sappy schmaltzy
twee saccharine naff childish infantile juvenile immature silly sillier stupid stupider ridiculous dumb dumber
idiotic moronic pathetic laughable ludicrous absurd daft unprofessional amateurish amateur-looking cheap-looking
cheapish sloppy shoddy unattractive unappealing unappetising unappetizing unflattering unbecoming uninspired
uninspiring unimaginative uninteresting unexciting unoriginal unstylish unaesthetic unlovely lifeless soulless
charmless joyless characterless bloodless spiritless old-fashioned old-school old-timey passé behind_the_times
frumpy dowdy fusty stodgy gaudy garish flashy showy glitzy ostentatious pretentious pompous snobby snobbish stuck-up
bombastic overblown overdone overwrought over-the-top over_the_top clunky clumsy depressing gloomy dismal
embarrassing stuffy insipid lacklustre lackluster mediocre unsightly trashy crappy shitty lousy crummy cruddy sucky
annoying irritating grating irksome off-putting obnoxious insufferable unbearable intolerable hackneyed clichéd
cliched cliche cliché cliché-ridden trite banal vapid vacuous inelegant uncool long-winded longwinded verbose waffly
rambling preachy schoolmasterly pointless impersonal unfriendly uninviting unwelcoming rude arrogant pushy
condescending patronising patronizing bossy smug passive-aggressive salesy unpleasant jarring disappointing
underwhelming creepy tactless insensitive disrespectful lazy careless thoughtless incompetent gimmicky fussy cutesy
girly babyish try-hard tryhard overhyped corporate-speak buzzwordy clickbaity run-of-the-mill cookie-cutter
half-baked half-hearted halfhearted heartless loveless ham-fisted heavy-handed eye-watering headache-inducing
outmoded antiquated archaic old_hat humdrum flowery awkward goofy janky dorky wishy-washy sleazy stilted turgid
mundane forgettable unremarkable samey hokey contrived insincere theatrical melodramatic smarmy slimy cocky whiny
sarcastic cynical snarky lurid psychedelic faceless unsexy prehistoric cartoonish scruffy ungainly cumbersome
miserable abominable vulgar bizarre freaky spooky funereal snooty posh elitist home-made-looking depersonalised
kitschy-looking hipsterish laboured overcooked overproduced stomach-turning mournful cheerless dour tuneless witless
graceless spineless toothless formulaic unfunny unsubtle blah nauseating
"""

HARSH_DE = """
hässlich häßlich scheußlich grässlich gräßlich grauenhaft grauenvoll grauslich grausig furchtbar schrecklich
fürchterlich entsetzlich schauderhaft schauerlich abscheulich abstoßend widerlich widerwärtig eklig ekelig ekelhaft
abartig langweilig öde fad fade lahm trist trostlos monoton kitschig geschmacklos stillos altbacken altmodisch
spießig bieder piefig angestaubt kindisch infantil albern lächerlich peinlich doof blöd blöde dämlich bescheuert
dumm idiotisch bekloppt beknackt behämmert unprofessionell amateurhaft dilettantisch stümperhaft laienhaft schlampig
lieblos hingerotzt hingeschludert hingeklatscht unattraktiv unansehnlich unschön unästhetisch unappetitlich
unvorteilhaft unsexy uninteressant unoriginell einfallslos ideenlos fantasielos phantasielos uninspiriert
nichtssagend seelenlos charmelos leblos freudlos witzlos gestelzt hölzern hochgestochen schwülstig abgedroschen
abgelutscht abgeschmackt ausgelutscht plump protzig aufdringlich reißerisch marktschreierisch effekthascherisch
schrill übertrieben überkandidelt überzogen nervig nervtötend deprimierend gruselig unpersönlich unfreundlich
uneinladend ungemütlich abweisend arrogant herablassend überheblich hochnäsig unhöflich unverschämt frech patzig
pampig belehrend bevormundend schulmeisterlich oberlehrerhaft taktlos respektlos klobig klotzig mies miserabel mau
lausig schäbig grottig grottenschlecht grottenhässlich rührselig schnulzig schmalzig pathetisch pompös prätentiös
großkotzig angeberisch geschwätzig langatmig schwerfällig unzeitgemäß enttäuschend gewöhnungsbedürftig unelegant
uncool cringe kleinkariert provinziell altertümlich antiquiert vorgestrig öd ödig unausstehlich unerträglich
unsäglich unsympathisch unfähig zusammengeschustert zusammengeschludert zusammengewürfelt halbherzig halbgar
tantenhaft omahaft pseudomodern möchtegern beschissen scheiße kacke potthässlich 0815 nullachtfünfzehn
sterbenslangweilig ätzend gähnend affig tuntig pubertär effektheischend klischeehaft stereotyp kühl-distanziert
überstylt überfrachtet furztrocken hochtrabend selbstgebastelt selbstgemalt ulkig bizarr skurril theatralisch
schleimig zynisch sarkastisch jämmerlich erbärmlich kläglich kümmerlich vulgär ordinär banal trivial krampfig
floskelhaft phrasenhaft blumig schmierig hausbacken bräsig betulich onkelhaft hirnrissig behäbig unförmig plüschig
quietschig poppig comichaft anbiedernd pietätlos instinktlos weinerlich mürrisch schnippisch barsch unterkühlt
gefühllos emotionslos blutleer kraftlos saftlos zahnlos ausdruckslos konfus unausgegoren hingepfuscht verschnörkelt
verkitscht überschwänglich possierlich neunmalklug besserwisserisch nichtsnutzig altväterlich bourgeois
spießbürgerlich schmucklos reizlos kleinbürgerlich humorlos unlustig unwitzig verstaubt_wirkend unauthentisch
unnatürlich unecht unlocker unsensibel unterdurchschnittlich
"""

# Taste, unless the same text states a fault that explains them: "cluttered with boxes, the exit is blocked".
PLAIN_EN = """
cluttered messy messier untidy chaotic disorganised disorganized unnecessary superfluous redundant-looking
distracting weird weirder odd odd-looking strange confusing overloaded overwhelming convoluted unintuitive gross
wordy generic uncomfortable uncreative intimidating questionable unconvincing unlikeable unlikable exaggerated
underdesigned overdesigned over-designed shabby inappropriate unsuitable clashing mismatched ill-fitting unfortunate
unbalanced unharmonious aggressive crude useless stale homemade home-made bloated predictable primitive painful
tiring exhausting forced dramatic scary ordinary uneven unloved moody oppressive
"""

PLAIN_DE = """
überladen unruhig chaotisch unordentlich wirr verwirrend überflüssig unnötig ungeschickt unglücklich_gewählt holprig
komisch seltsam merkwürdig eigenartig sonderbar unpassend unangemessen unharmonisch unstimmig störend aggressiv
unterirdisch unnütz schwammig fragwürdig einschüchternd unübersichtlich unmodern staubtrocken trutschig düster
abgehoben knallig knallbunt quietschbunt grellbunt verspielt niedlich lieblich süßlich überfordernd verkopft
verkrampft plakativ lästig sinnlos oberflächlich dramatisch gezwungen bemüht unausgewogen primitiv ermüdend
klein-klein dick_aufgetragen konstruiert vorhersehbar schlecht_gewählt ungünstig_gewählt unglücklich_formuliert
schlecht_formuliert schlecht_gemacht nicht_der_bringer erdrückend ablenkend erschlagend
"""

# Taste only after "looks", "sounds", "a bit", "so", "I find" and the like: a cold room is a fact, a cold tone is not.
SOFT_EN = """
cheap dated outdated cold dry sad flat busy plain stiff heavy harsh loud hard wooden sterile clinical corporate
formal casual serious playful cute colourful colorful dark empty bare basic simple simplistic minimal crowded
cramped bad poor weak worse worst wrong_for_us off fake staged artificial kitsch thin tired old retro vintage funny
trendy modern bold loose crude random lost grim bleak sombre somber dusty dead sleepy slow abrupt blunt curt sharp
vague fluffy cryptic geeky nerdy masculine feminine tame safe conservative bureaucratic robotic mechanical aloof
distant grey gray brownish pink pale washed-out childlike friendly tough strict bossy needy desperate hectic
restless noisy excessive extravagant slick gimmick muddy dirty stark brash bright sweet sugary academic technical
boxy blocky chunky bulky repetitive lengthy colourless
"""

SOFT_DE = """
billig kalt kühl trocken traurig flach platt steif geschwollen schwer hart laut grell bunt dunkel finster leer kahl
karg schlicht einfach simpel brav blass schwach schlecht schlimm mager alt alt-backen retro künstlich gestellt
gekünstelt aufgesetzt beliebig verloren zäh matt müde grau rosa braun grob ruppig schroff streng ernst förmlich
formell locker salopp flapsig flippig hip hipp modern trendig bürokratisch technisch akademisch distanziert
zurückhaltend konservativ verstaubt muffig überholt veraltet sentimental süß mädchenhaft männlich weiblich wuchtig
massig dominant unglücklich hektisch anstrengend ranzig dünn wild laienhaft frostig sperrig hakelig zusammenhanglos
geleckt glatt austauschbar strange gaga schräg schwülstig seicht schwatzhaft schal spröde ungelenk unbeholfen
umständlich unfertig unmotiviert faul steril unmöglich farblos unangenehm
"""

# Pleasant words: a compliment beside a fault is fine, "not nice" and "nicer" are taste.
PLEASANT_EN = """
nice beautiful pretty lovely gorgeous attractive elegant stylish classy chic fancy appealing charming sleek snazzy
eye-catching tasteful aesthetic good-looking handsome stunning delightful exciting catchy wonderful graceful
"""

PLEASANT_DE = """
schön hübsch ansprechend attraktiv elegant schick chic stilvoll edel nett reizvoll charmant ästhetisch geschmackvoll
einladend wunderschön hinreißend peppig flott originell pfiffig ansehnlich spannend gelungen prickelnd cool
"""

# Pleasant words that are often neutral; only a "not very", a "more" or a wish makes them taste.
FAIR_EN = """
cool good great modern professional friendly fresh creative fun interesting inviting warm welcoming original
inspiring engaging impressive harmonious cosy cozy lively polished refined contemporary cheerful personal pleasant
pleasing flattering memorable convincing serious sophisticated subtle bold brilliant amazing fantastic awesome
thrilling funny happy cute sexy trendy likeable punchy zippy dynamic evocative tidy festive playful balanced
"""

FAIR_DE = """
gut toll modern professionell freundlich frisch kreativ interessant warm persönlich lebendig zeitgemäß mutig seriös
prickelnd inspirierend beeindruckend harmonisch gemütlich sympathisch überzeugend passend glücklich hip fetzig frech
witzig lustig originell vorteilhaft stimmig berauschend prall doll super klasse dolle aufregend mitreißend angenehm
eingängig einprägsam griffig knackig lesefreundlich stilsicher ausgewogen
"""

# Neutral words in the comparative, which are taste in a wish: "maybe a softer colour".
MORE_EN = """
bigger smaller larger longer shorter darker lighter brighter warmer cooler softer bolder rounder thinner thicker
calmer simpler cleaner fresher friendlier livelier quieter tidier funnier smoother crisper sharper subtler stronger
punchier snappier sexier slicker sleeker catchier happier sweeter younger louder looser kinder gentler richer newer
neater milder prouder cosier cozier fancier classier nobler finer jazzier flashier trendier
"""

NICER_EN = """
nicer nicest prettier prettiest lovelier cuter cooler classier fancier sleeker snazzier catchier tidier-looking
better-looking handsomer sexier jazzier comfier
"""

MORE_DE = """
größer kleiner länger kürzer dunkler heller wärmer kühler weicher sanfter kräftiger runder dünner dicker ruhiger
schlichter einfacher klarer frischer freundlicher lebendiger leiser lustiger moderner mutiger zarter dezenter bunter
frecher lockerer knapper netter peppiger edler eleganter schicker hübscher fröhlicher persönlicher stilvoller
pfiffiger flotter cooler ansprechender professioneller seriöser zeitgemäßer spannender stärker feiner farbenfroher
wertiger hochwertiger ordentlicher zurückhaltender auffälliger verspielter matter satter kontrastreicher jünger
hipper
"""

NICER_DE = """
schöner hübscher netter eleganter schicker peppiger edler stilvoller ansprechender geschmackvoller attraktiver
pfiffiger cooler flotter moderner
"""

COLOURS_EN = """
blue red green yellow orange pink purple violet grey gray black white brown beige turquoise teal navy magenta lilac
pastel gold silver
"""

COLOURS_DE = """
blau rot grün gelb orange pink rosa lila violett grau schwarz weiß braun beige türkis petrol pastell gold silber
bordeaux
"""

# What can be measured or tried out: "too small", "looks stretched" are facts unless somebody says that they feel so.
MEASURED_EN = """
small large big long short wide narrow high low tall dark light bright dim faint loud quiet slow fast quick hot cold
warm cool heavy early late old new far near close tight loose thin thick deep shallow steep strong weak full empty
wet dirty dusty slippery hard soft sharp blunt few many much little often expensive strict broad blurry fuzzy
similar different dangerous unstable wobbly noisy smelly tiny huge good bad soon wrong right crooked broken blank
dead fine ok okay same identical complicated difficult easy likely unlikely simple hungry busy sure sorry sensitive
restrictive important true false large-scale low-res complex generous
"""

MEASURED_DE = """
klein groß lang kurz breit schmal eng hoch niedrig tief dunkel hell laut leise langsam schnell heiß kalt warm kühl
schwer leicht früh spät alt neu weit nah fest locker lose dünn dick steil stark schwach voll leer nass feucht
schmutzig staubig rutschig hart weich scharf stumpf viel viele wenig wenige oft selten teuer streng knapp
kurzfristig gering winzig riesig unscharf schief falsch richtig gut schlecht sicher gleich ähnlich anders gefährlich
kompliziert komplex schwierig einfach unbekannt hause ende
"""

# Words of degree and other adverbs, for `<much>` and `<so>`.
MUCH = """
really just honestly personally particularly quite also still simply absolutely truly very much actually totally
especially even frankly definitely always secretly sadly kinda kind of sort gar überhaupt einfach echt wirklich ja
leider persönlich ehrlich gesagt auch total sehr so besonders nun mal halt irgendwie es das die den ihn sie
"""
SO = """
as so too very really quite rather pretty a bit little way much far kind of kinda sort just all somewhat fairly
slightly extremely incredibly totally super such overly awfully terribly simply also still honestly particularly
especially exactly that an the more or less downright plain absolutely utterly completely always somehow sehr zu
viel ziemlich etwas ein bisschen wenig recht eher echt total irgendwie richtig wirklich einfach extrem arg völlig
ganz besonders gerade unbedingt sonderlich wahnsinnig doch ja auch leider mir schon voll mega furchtbar schrecklich
absolut fast immer noch halt alles insgesamt durchaus unglaublich gar überhaupt dermaßen regelrecht derart
übertrieben
"""
