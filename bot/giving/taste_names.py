"""What somebody else wrote, or what a thing is called: quotations, code, addresses, file names, labels."""

import re

_LABEL = "(?:button|link|icon|tab|menu|counter|page|folder|channel|knopf|schaltfläche|zähler|symbol|seite|ordner)"
_OF = "(?:of|for|on|in|to|the|at|is|a|vom|von|der|die|das|des|im|zum|zur|am|auf|ist|eine?)"
_FILE = (
    "css|html?|php|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|webp|js|tsx?|py|java|txt|md|csv|zip|mp[34]|mov|json|ya?ml"
    "|xml|exe|log|com|de|org|net|io|eu"
)

_NAMES = (
    re.compile(r"```.{1,2000}?```|`[^`\n]{1,300}`", re.DOTALL),
    re.compile(r'["“„”»«][^"“„”»«\n]{1,300}["“”»«]'),
    re.compile(r"(?<!\w)['‘‚’](?:[^'‘‚’\n]|(?<=\w)['’](?=\w)){1,120}['’‘](?!\w)"),
    # Slack's mentions, addresses, emoji.
    re.compile(
        r"<[@#!][^>\n]{1,80}>|<?https?://[^\s>]{1,2000}>?|www\.\S{1,300}|(?<!\w)[@#][\w.-]+|:[a-z0-9_+-]{2,40}:",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    # Files and identifiers.
    re.compile(rf"(?<![\w/.-])(?:[\w.-]{{0,60}}/){{0,8}}[\w-]{{1,80}}\.(?:{_FILE})(?!\w)", re.IGNORECASE),
    re.compile(
        r"(?<!\w)[^\W_]{1,60}_\w[\w-]*|(?<!\S)/[\w./-]+|(?<!\S)[.-]{1,2}[a-z][\w-]+|\b\w{1,60}\(\)", re.IGNORECASE
    ),
    # "the class Ugly", "the word nice is ..."
    re.compile(
        r"(?i:\b(?:words?|class|branch|hashtag|tag|keyword|wort|wörter|namens|named|titled|called|betreff)) "
        r"[A-ZÄÖÜ]\w+(?: [A-ZÄÖÜ]\w+){0,5}"
    ),
    re.compile(r"\b(?:word|hashtag|keyword|wort) \w+(?= )", re.IGNORECASE),
    # "the I like it button", "der Gefällt-mir-Knopf"
    re.compile(
        rf"(?<!\w)(?:(?!The |Der |Die |Das )[A-ZÄÖÜ]\w+(?: (?!{_OF}\b)\w+)? (?:it )?){{1,2}}(?=(?i:{_LABEL})\b)"
    ),
    re.compile(rf"\bgefällt[- ]mir(?=[ -]{_LABEL}\b)", re.IGNORECASE),
    re.compile(r"\bugly duckling\b|\bhässliche[nrs]? entlein\b", re.IGNORECASE),
    re.compile(r"\b(?:einen|kleinen|den) Gefallen\b", re.IGNORECASE),
    # A salutation is not a wish.
    re.compile(
        r"\b(?:Lieber?|Schöne[nr]?|Beste[nr]?) "
        r"(?:Herr|Frau|Kund|Kolleg|Team|Freund|Gr[uü]ß|Feiertag|Weihnacht|Ostern|Wochenend)\w*",
        re.IGNORECASE,
    ),
)


def without_names(text: str) -> str:
    """Blot out, letter by letter with an X, whatever is quoted or a name; everything else keeps its place.

    A text in capitals comes back in small letters, so that capitals mean the same everywhere.
    """
    if not any(map(str.islower, text)):
        lowered = text.lower()
        text = lowered if len(lowered) == len(text) else text
    for name in _NAMES:
        text = name.sub(lambda found: "X" * len(found[0]), text)
    return text


def is_blotted_out(word: str) -> bool:
    """Tell whether a word stands where a name was."""
    return not word.strip("xX")
