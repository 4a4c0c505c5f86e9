"""Words that say nothing about what an ask is about: English and German function words, and the phrases of asking.

The phrases matter most here: nearly every ask says "help" and "somebody", and so do many offers.
"""

_ENGLISH = """
a about above across after again against ain all almost along already also although always am among an and another any
are aren around as at away back be became because become been before behind being below beside between both but by can
cannot could couldn did didn do does doesn doing don done down due during each either else enough etc even ever every
few for from further get gets getting give given gives go goes going gone got had hadn has hasn have haven having he
hence her here hers herself him himself his how however i if in instead into is isn it its itself just keep kind least
less let lets like little ll lot lots made make makes making many may maybe me might mine more most mostly much must
mustn my myself near neither never no nobody none nor not nothing now of off often on once only onto or other others
ought our ours ourselves out over own per perhaps put quite rather re really same seem seems several shall she should
shouldn since so some soon still such than that the their theirs them themselves then there these they thing things
this those though through thus till to together too toward towards two under unless until up upon us use used uses
using ve very via want wanted wants was wasn way we well were weren what whatever when whenever where whether which
while who whoever whole whom whose why will with within without won would wouldn yes yet you your yours yourself
yourselves
"""

_ENGLISH_ASKING = """
able anybody anyone anything appreciate ask asking asks bit chance colleague colleagues dear everybody everyone
everything fast fellow find folks friday glad good great guys happy hello help helped helpful helping helps hey hi hour
hours idea ideas know knowing knows look looked looking looks love minute minutes moment monday month months morning
need needed needing needs new nice okay ok one please quick quickly question questions right saturday see show shows
small somebody someone something sort stuff sunday sure take takes tell thank thanks thursday time today tomorrow
tonight try trying tuesday urgent urgently wednesday week weeks wondering work working works year years yesterday
"""

_GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes anders auch auf aus außer außerdem
bald bei beide beiden beim bereits bin bis bist bzw da dabei dadurch dafür dagegen daher damit danach dann daran darauf
daraus darf darin darüber darum das dass dasselbe dazu dein deine deinem deinen deiner deines dem den denn dennoch der
deren derselbe des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch eben ebenso
ehe eher eigentlich ein eine einem einen einer eines einfach einige einigen einiger einiges einmal er erst es etwa etwas
euch euer eure eurem euren eurer falls fast für gar gegen genau gern gerne gewesen gibt ging habe haben hast hat hatte
hatten hattest hätte hätten her hier hierbei hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in
indem innen ins inzwischen irgend irgendein irgendeine irgendwie ist ja je jede jedem jeden jeder jedes jedoch jene
jenem jenen jener jenes jetzt kein keine keinem keinen keiner keines könnte könnten könntest lassen machen macht mal man
manche manchem manchen mancher manches mehr mein meine meinem meinen meiner meines mich mir mit möchte möchten muss
müssen musst nach nachdem neben nein nicht nichts nie noch nun nur ob obwohl oder oft ohne per plus pro schon sehr sei
sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern solche solchem solchen solcher solches
soll sollen sollte sollten sondern sonst sowie statt trotz trotzdem um und uns unser unsere unserem unseren unserer
unseres unter usw vom von vor vorher während war waren warum was weg wegen weil weiter welche welchem welchen welcher
welches wem wen wenn wer werde werden wessen wie wieder will wir wird wo wofür wohl wollen wollte worden worum wozu
wurde wurden würde würden würdest zu zudem zum zur zwar zwei zwischen
"""

_GERMAN_ASKING = """
abend anfrage bekommen bitte bräuchte bräuchten brauche brauchen braucht danke dank dienstag donnerstag dringend finden
frage fragen freitag freue gemeinsam gerade gern geht guten hallo helfe helfen hey hi hilf hilfe hilfreich hilft idee
ideen irgendjemand irgendwas jahr jahre jemand jemandem jemanden kann kannst können könnt kenne kennen kennst kennt
kleine kleinen kleines kolleg kollege kollegen kollegin kolleginnen kommt kurz kurze kurzen leute lieb liebe lieber
mag mittwoch minute minuten moin monat monate montag morgen müsste neu neue neuen neuer neues nächste nächsten nächster
samstag schaue schauen schaut schnell servus sonntag stunde stunden suche suchen sucht tag tage tagen unterstützen
unterstützung versuche versuchen weiß weißt wisst wissen woche wochen zeit zeigen zusammen heute gestern
"""

_AS_TYPED_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _words() -> frozenset[str]:
    words = {
        word.casefold() for block in (_ENGLISH, _ENGLISH_ASKING, _GERMAN, _GERMAN_ASKING) for word in block.split()
    }
    return frozenset(words | {word.translate(_AS_TYPED_WITHOUT_UMLAUTS) for word in words})


STOP_WORDS = _words()
"""In the form words are compared in: case-folded ("weiß" is "weiss"), umlauts composed or typed as ae, oe, ue."""
