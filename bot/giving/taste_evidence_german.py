"""What a German heads-up holds when it tells of something that anybody can check: lists, and a few turns of phrase.

Wider than `bot.giving.taste_faults`: none of it has to be a fault, it only shows that the text speaks of facts.
"""

import re
from itertools import pairwise

from bot.giving.taste_german import JUDGEMENTS
from bot.giving.taste_pattern import one_line, spelled_out, whole, words

# What things do, whatever anybody thinks of it. Not here: wirkt, klingt, sieht, passt, macht, nervt, zieht sich.
_DOES = frozenset(
    map(
        spelled_out,
        words(
            """zeigt zeigen steht stehen stand standen heißt heißen hieß lautet nennt nennen führt führen landet
            landen öffnet öffnen schließt schließen startet starten stoppt beginnt beginnen endet enden springt
            springen wechselt dreht rotiert lädt läuft laufen druckt drucken spielt spielen klingelt piept brummt
            summt knistert knackt rauscht funkt tropft rinnt leckt klemmt klemmen quietscht wackelt fällt fallen
            schneidet bricht brechen stürzt hängt hängen scheitert scheitern liefert liefern gibt wirft werfen fragt
            fragen verlangt verlangen fordert schickt schicken sendet senden empfängt kommt kommen ging gehen bleibt
            bleiben erscheint erscheinen verschwindet verschwinden verdeckt verdecken überlappt überlappen überdeckt
            versteckt blockiert blockieren schiebt speichert speichern löscht löschen entfernt verliert verlieren
            behält verschluckt berechnet kostet kosten wiegt misst beträgt betragen weicht weichen gehört gehören
            kollidiert begrüßt kündigt teilt wiederholt zählt zählen sortiert rechnet rechnen addiert ergibt ergeben
            summiert wächst übersteigt dauert füllt spült heizt kühlt leuchtet blinkt brennt verweist verweisen
            verlinkt enthält enthalten listet schreibt schreiben behauptet folgt folgen liegt liegen lag lagen sitzt
            sitzen hält halten handelt zitiert erwähnt erwähnen nimmt nehmen akzeptiert lehnt weist verweigert fehlt
            fehlen lässt lassen bekommt kriegt bewegt reagiert reagieren funktioniert funktionieren existiert galt
            gilt gelten stimmt stimmen bezieht rutscht haut braucht schaltet überträgt übernimmt trägt ersetzt
            exportiert importiert sperrt meldet melden riecht schmilzt friert reißt platzt rostet schimmelt schaut
            verwendet nutzt tauscht vertauscht bucht zahlt zieht lauten betrifft markiert schmeißt sagt sagen passiert
            ändert unterscheidet erhält erreicht trifft ignoriert überschreibt verrutscht dupliziert"""
        ),
    )
)
# The same verbs in turns of phrase that judge, and nouns made of verbs.
_NO_DEED = whole(
    one_line(r"""
(?:sieht|sehen|sehe|sah|sahen|säh\w*|schaut|schauen) (?:\w+,? ){1,7}?aus|(?:holt|holen|lenkt|lenken|hauen|haut|
spricht|sprechen|zieh\w*|löst|lösen|strahlt|strahlen|turnt|schreckt|törnt) (?:\w+ ){0,7}?(?:ab|um|an|aus)|
(?:zum|beim) \w+en|(?:geht|gehen|ging) (?:mir|uns|einem|gar|ja gar|so|garnicht|echt)|(?:lässt|lassen) (?:mich|
uns|einen|zu wünschen)|kommt (?:\w+ ){0,4}(?:vor|rüber|an|lebensfreude|freude|stimmung|auf)|(?:sagt|
sagen) (?:mir|uns|wenig|nichts)|(?:gibt|gibts) (?:\w+ )?(?:schönere|schöneres|besseres|bessere|schlimmeres|
hübschere)|(?:schaut|schauen) (?:\w+ ){0,5}(?:aus|hin)|schlägt|(?:reißt|reißen|haut|hauen) (?:\w+ ){0,3}(?:mit|
hocker|um)|(?:nimmt|nehmen) sich|(?:zieht|ziehen) (?:sich|mich|einen|uns|alles)|(?:braucht|brauchen) (?:kein|
keiner|niemand|man|es|mehr)|(?:hängt|hängen) (?:mir|uns) \w+|(?:fehlt|fehlen) (?:mir|uns|das|jeder|jede|jedes|
irgendwie|einfach)|(?:trifft|hält|haut|holt|nimmt|bringt|lockt) (?:mich|uns|niemand\w*|keinen)|steh\w* (?:nicht|
ich|mir|uns|nun)|riecht (?:förmlich|nach \w+er jahr\w*)|trägt (?:dick|zu)|wirft (?:mich|uns)|schmeckt|(?:gehört|
gehören) (?:verboten|weg|in die)|stimmt (?:mich|einfach nicht|irgendwie)
""")
)
# Beside these a verb in -en is an infinitive, and nothing was done.
_WISHED = whole(
    r"(?:würd|könn?t|sollt|hätt|möcht|wollt|müsst|dürft)\w*|will|kann|können|soll|sollen|muss|müssen|wollen|lass\w*"
)
_PARTICIPLE = re.compile(
    r"(?:ab|an|auf|aus|ein|zu|um|vor|hin|her|los|weg|nach|fest|zurück|hoch|runter|raus|rein|durch|bei|mit|weiter|frei"
    r"|voll|tot|klein|groß|voraus|vorein|herunter|heraus|hinaus|hinein|hinzu|zusammen|wieder|über|unter|falsch|gleich)"
    r"ge\w{2,}(?:t|en)"
)
_DONE = re.compile(r"(?:ge|ver|zer|ent|er|be|über|unter|miss)\w{2,}(?:t|en)|\w{3,}iert")
_FELT = frozenset(
    map(
        spelled_out,
        words(
            """gestaltet gemacht gewählt gelungen geschrieben gehalten geraten gekünstelt gestelzt gewollt gedacht
            gefallen gefällt gelangweilt genervt gesehen gehabt gefühlt geworden gewesen gegangen gesagt gefunden
            gehört beeindruckt begeistert enttäuscht überladen übertrieben überzeugt verspielt veraltet verstaubt
            verkrampft angestaubt aufgesetzt ausgelutscht ausgedacht ausgesucht aufgedonnert zusammengewürfelt
            zusammengeschustert überzogen überfordert verwirrt erschlagen berührt entsetzt bemüht bekommen gewöhnt
            gern gut geht gibt bitte bereit bericht gesicht geschmack gericht gerät beschert unten geben gehen gestern
            genannt erinnert gestimmt gelöst inspiriert motiviert irritiert deprimiert überrascht verliebt vergriffen
            verirrt verbrochen verhunzt verhauen vermurkst verunglückt missglückt misslungen missraten versprochen
            erwartet erhofft gewünscht gebraucht gestresst gespannt verzichten verziert verschnörkelt verdient
            verstehen gefühlen besten ersten verschandelt verpfuscht verkackt vergeigt versemmelt verboten unterhalten
            begegnen beton bekannt überhaupt verdammt verflixt verrückt abgenudelt aufgegeben eingefallen ausgegangen
            ausgesehen ausgeschaut vorgestellt zugegeben hingeschissen abgekupfert runtergerattert gewachsen
            aufgeräumt aufgewacht eingeschlafen gewagt erfunden geschickt gequält gezwungen befremdet bedient"""
        ),
    )
)
_WORD = re.compile(r"[^\W_]+")
_TO_BE = words(
    """ist sind war waren wird werden wurde wurden worden sein is hat haben hatte hatten habe hab wurd wär wäre nicht
    noch schon"""
)
_IS = words("ist sind war waren")
_MARKED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?)]")
_BEHIND_DONE = words(
    """. , ; : ! ? ) und oder aber worden ist sind war waren hat haben wird werden wurde wurden sein als auf im in mit
    an am bei seit noch statt obwohl weil von vom zu zur zum nach für da dass wenn"""
)
_PLACES = words("in im am an auf unter hinter neben bei beim vor von vom seit ab nach zwischen außerhalb innerhalb")
_NO_PLACE = words(
    """aller jeder mir uns meinen keiner gestern vorgestern sich ordnung hässlichkeit sachen punkto langeweile
    peinlichkeit kitsch"""
)

_PHRASES = whole(
    one_line(r"""
(?:kannst|könntest|könnt|könntet|kann|könnte|magst|würdest) (?:du|ihr|jemand|wer|bitte|
man)(?: \w+){0,7}? (?:hochladen|schicken|senden|austauschen|tauschen|ändern|korrigieren|ergänzen|eintragen|
löschen|prüfen|nachsehen|nachschauen|bestellen|nachfüllen|auffüllen|verschieben|umstellen|schließen|zusperren|
absperren|aufsperren|sperren|aktualisieren|ersetzen|entfernen|hinzufügen|freigeben|reparieren|richten|melden|
sagen|geben|verlinken|umbenennen|drucken|buchen|anpassen|ausbessern|beheben|anschauen|ansehen|neu starten|
weiterleiten|erneuern|wegräumen|holen|bringen)|bitte (?:\w+ ){0,5}(?:hochladen|schicken|austauschen|tauschen|
korrigieren|ergänzen|eintragen|löschen|prüfen|nachsehen|bestellen|nachfüllen|auffüllen|verschieben|umstellen|
schließen|zusperren|absperren|sperren|aktualisieren|ersetzen|entfernen|hinzufügen|freigeben|reparieren|richten|
melden|verlinken|umbenennen|weg ?schmei(?:ss|ß)en|wegräumen|ausbessern|beheben|erneuern|anpassen|entsorgen)|
(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|januar|jänner|februar|feber|märz|april|juni|juli|august|
september|oktober|november|dezember|(?:im|seit|am|vom|bis) mai|gestern|vorgestern|morgen früh|(?:heute?|
morgen) (?:früh|vormittag|nachmittag|abend|mittag)|mittags?|mitternacht|(?:letzt|vorig|nächst|
vergangen)e[nmrs]? (?:jahr\w*|monat\w*|woche|quartal\w*|mal|nacht|sommer|winter)|vor\w*(?:monat|jahr|woche)s?|
vom (?:vor\w+|letzten|alten|vorigen|\w+tag)|(?:stunde|minute|sekunde|tag|woche|monat|jahr)e?n?s? (?:zu (?:früh|
spät)|alt|früher|später|lang|hinterher|her)|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|
zwanzig|dreißig|hundert|alle) (?!oder|und|mal|dinge|sachen|anderen|finden|die|das)\w+|andersrum|andersherum|
anders herum|umgekehrt|anstatt|anstelle (?:von|der|des)|stattdessen|statt|(?:müsste|sollte|sollten|müssten|muss|
soll)(?: \w+){0,5} (?:sein|heißen|stehen|lauten|zeigen)(?= ?[.,;!)]| ?$| wie| statt)|aber (?:nur|nicht|kein\w*|
auf|im|in|bei|am|der|die|das|es|sie|er|da|dort|ohne|noch|niemand|nichts|als)|nur (?:auf|im|in|bei|für|am|mit|
bis|noch|ein\w*|die hälfte|links|rechts|oben|unten|bis|wenn|zur|zum|über|als|von)|(?:ist|sind|war) (?:noch |
immer noch |nur |schon |hier |auch )*(?:der|die|das|ein|eine)(?: \w+)? (?:von|vom|aus|alte\w*|falsche\w*|
andere\w*|gleiche\w*|selbe\w*|vorjahr\w*|kopie|duplikat|entwurf|test\w*|platzhalter)\b(?! (?:sorte))|
noch (?:die|der|das|den|dem|vom|von|im|am|auf|in|bei|unter|online|offen|drin|an|aktiv|gültig|gelistet|
öffentlich|nicht|kein\w*|immer|unter|als|mit|ein|eine|einmal|unser\w*)(?! (?:schöner|netter|hübscher))|
immer noch|nicht mehr|(?:der|die|das)selbe\w*|(?:dem|den|der)selben|(?:der|die|das|dem|den) gleichen?|
identisch\w*|verschieden\w*|unterschiedlich\w*|anders als (?:auf|in|im|bei|alle|die|der|das)|(?:als )?(?:bei |
in |auf )?(?:alle[nr]?|den|die) (?:übrigen|anderen)(?! (?:finden|sagen|meinen|mögen|sie|am tisch|auch))|
\w+er als (?:der|die|das|auf|im|in|am|bei|für|ein\w*|angegeben|erlaubt|letzt\w+)|(?:mehr|weniger) als|
wenn (?:man|ich|du|der|die|das|ein\w*|jemand)|sobald|solange|nachdem|bevor|weil|damit|sodass|so dass|deshalb|
daher|trotzdem|dadurch|obwohl|(?:beim|nach dem|vor dem|zum) \w+en|nirgends|nirgendwo|niemand (?:kann|hat|ist|
weiß|geht|antwortet|kommt)|(?:keiner|niemand|man) (?:kann|kommt|sieht|findet|hört|versteht|erkennt|liest|
landet) (?:\w+ ){0,5}(?:rein|raus|nichts|nicht|nur|auf|kein\w*|hin|dort)|ohne (?:\w+ung|ton|datum|einwilligung|
erlaubnis|text|inhalt|link|bild|namen?|adresse|zu|dass|\w+angabe|einheit\w*|strom|licht|absender)|weder|
gar kein\w*|(?:hat|haben|hatte|enthält) (?:\w+ ){0,2}(?:ein|eine|einen|zwei|drei|zu|mehrere|größe|
keine?n?) (?!\w*(?:stil|charme|flair|aura|vibe|wirkung|ausstrahlung|stimmung|geschmack|vorliebe|faible|eindruck|
kontrast|look|händchen|touch|seele|gefühl|charakter|stock|ende|herz|klasse|schwung))\w+|(?:ist|sind) (?:(?!mir|
uns|eher|irgendwie|dermaßen|finde|echt|viel)\w+ ){0,5}(?:lücke|pflicht|privat|öffentlich|sichtbar|zu sehen|
zu lesen|zu hören|zu finden|verkehrt|ungültig|gültig|voll|zu|offen|aus|ein|an|ab|weg|drin|da|draußen|online|
offline|kaputt|hin|fällig|fertig|neu|laut|leise|langsam|schnell|klein|groß|lang|kurz|breit|schmal|hoch|niedrig|
nass|heiß|warm|kalt|sauer|hart|schimmlig|rot|grün|gelb|blau|höher|niedriger|länger|kürzer|breiter|kleiner|
größer|lauter|leiser|älter|neuer|spitz|scharf|locker|frei|besetzt|krank|optional|freiwillig|verpflichtend|
vorbei|daheim|um|fort|dran|drauf|zweifach|hochkant|quer|unvollständig|unbesetzt|un(?:be|ver|ge|er|über)\w+(?:t|
en))(?= ?[.,;!)]| ?$| (?:für|seit|bis|oder|auf|im|in|am|und)\b)|ausverkauft|vergriffen|ausgebucht|übersprungen|
kleingeschrieben|großgeschrieben|(?:um|ab|bei|nach|von|bis|über|unter|mit|auf|in) (?:\w+ )?(?:prozent|euro|
dollar|grad|meter|zentimeter|millimeter|pixel|byte|minuten?|sekunden?|stunden?)|frist\w*|allerg\w+|postleitzahl|
plz|iban|ust|uid|dsgvo|datenschutz\w*|vertraulich|(?:in|im|am|auf|unter) (?:dem )?(?:safari|firefox|chrome|edge|
android|iphone|ios|outlook|windows|mac)|utc|mez|dpi|px|pixel|byte|prozent|dollar|euro|cent|sekunden?|komma|
apostroph|bindestrich|umlaute?|mehrzahl|einzahl|buchstaben?|ziffern?|nachnamen?|vornamen?|erste[- ]hilfe|
gift\w*|schimmel|sicherung|toner|papierstau|umbenannt|verlegt|abgesagt|warnung|hinter (?:der|die|das|dem|den)|
(?:weg|um|los|aus|ab|runter|herunter|raus|rein|hinunter)(?= ?[.,;!]| ?$)|zuerst|zuletzt|mitten(?:drin| im| in)|
nichts (?:passiert|da|zu|an|drin)|passiert nichts|(?:geht|gehen|ging|startet|lädt|druckt|kommt|
läuft) (?:\w+ ){0,6}?nicht|(?:ich|man|jeder|alle) (?:kann|können) (?:\w+ ){0,6}(?:sehen|hören|lesen|öffnen|
einsehen|bestellen|finden)|(?:sieht|hört|sehe|höre|liest) man|will,? (?:dass|ein\w*)|jeweils|(?:ist|
sind) (?:\w+[ -]){1,4}zu (?:sehen|hören|lesen|finden)|voneinander|außer|außen|laut (?!und)\w+|richtig (?:ist|
wäre|heißt)|gemeint (?:ist|war)|einer?s? davon
""")
)


def shows_facts(said: list[str], plain: str) -> bool:
    """Tell whether the words of a text, in small letters, say what a thing does or what was done to it."""
    told = _NO_DEED.sub(" ", plain)
    if _PHRASES.search(told):
        return True
    wished = bool(_WISHED.search(plain))
    done = (word for word in map(spelled_out, _WORD.findall(told.lower())) if word in _DOES)
    if any(not (wished and word.endswith("n")) for word in done):
        return True
    helped = not _TO_BE.isdisjoint(said)
    marked = [*_MARKED.findall(plain.lower()), "."]
    return any(
        _is_participle(word, following, helped=helped)
        or (word in _PLACES and following not in _NO_PLACE and not _IS.isdisjoint(marked[max(0, place - 3) : place]))
        for place, (word, following) in enumerate(pairwise(marked))
    )


def _is_participle(word: str, following: str, *, helped: bool) -> bool:
    """Tell whether a word says what was done; before a noun it may belong to that: "die umgebauten Räume"."""
    if word.endswith("en") and following not in _BEHIND_DONE:
        return False
    found = _PARTICIPLE.fullmatch(word) or (helped and _DONE.fullmatch(word))
    return bool(found) and spelled_out(word) not in _FELT and not JUDGEMENTS.knows(word)
