"""What the kindness rules look for: words and phrases, as data, for people to read and argue about.

The notation: an entry is one word or a phrase, in lower case, German with its umlauts (`ä` also finds `ae`, `ö` `oe`, `ü`
`ue`, `ß` `ss`). `*` stands for any letters, so `idiot*` finds `Idioten`; a blank for any blanks and commas;
`(a|b)` for one of several, `(a|b)?` for that or nothing. Entries match whole words only: `ass` is not in `Kassel`.

Every entry must earn its place: a word that friendly people use too does not belong here, or only inside a phrase.
"""

from collections.abc import Mapping

from campaigns.moderation.flags import FlagKind

Entries = tuple[str, ...]

# Found in every text: people mix languages, and networks often don't know a post's.
EVERYWHERE: Mapping[FlagKind, Entries] = {
    FlagKind.INSULT: (
        # German
        "(voll)?idiot*", "trottel*", "(voll)?deppen", "vollpfosten", "dummkopf", "dummköpfe",
        "schwachkopf", "schwachköpfe", "schwachsinn*", "hohlkopf", "hohlköpfe", "vollhorst",
        "blöd(e|er|es|en|em)?", "blödmann", "blödmänner", "strohdumm*", "dumm wie *", "(zu|so) dumm",
        "saudumm*", "dreckskerl*", "drecksack*", "drecksäcke", "drecksau*", "drecksladen*",
        "drecks(firma|verein|unternehmen|konzern)", "saftladen*", "*scheiß", "*scheiße",
        "scheiß(laden|verein|firma|konzern|telekom|kerl|typ|wetterfirma)", "beschissen*", "kacke", "kackt",
        "*arschloch*", "*arschlöcher*", "arsch", "ärsche", "arschgeige*", "verarsch*", "am arsch",
        "wichser*", "hurensohn*", "hurensöhne*", "fick(t|en|er|dich)?", "gefickt", "verpiss*",
        "halts maul", "halt(et)? (die|dein|euer|eure) *(klappe|maul|schnauze|fresse)", "versager*",
        "lügner*", "lügenpack", "betrüger*", "abzocke*", "verbrecher*", "gauner*", "halsabschneider*",
        "unfähig*", "inkompetent*", "penner", "lachnummer",
        "schande über *", "ihr (seid|bist) (echt |so |alle )?(lächerlich|peinlich|erbärmlich|krank)",
        "erbärmlich*", "zum kotzen", "kotz* mich an",
        "(bist du|seid ihr|sind sie) (eigentlich |alle |völlig )?(behindert|bescheuert|bekloppt|dumm|blind|taub)",
        "bescheuert*", "bekloppt*", "schweinebande", "ihr schweine", "dreckschwein*",
        "dumme* (kuh|sau|gans)", "nazi(s|schweine|pack)?",
        # English
        "stupid*", "moron*", "imbecile*", "dumb", "dumbass*", "asshole*", "arsehole*", "jackass*",
        "you (ass|dick|arse|pig|pigs|suck|clown|clowns)", "kiss my ass", "dickhead*", "bastard(s)?",
        "bitch(es)?", "bullshit", "(piece|load) of (shit|crap)", "shitty", "shit (company|service|show)",
        "full of shit", "fuck*", "motherfuck*", "wtf", "stfu", "gtfo", "shut up",
        "(total |complete )?loser(s)?",
        "(you|they|you are|they are|you re|they re) (all )?(liars|crooks|thieves|useless|pathetic|incompetent|disgusting|garbage|trash|a joke|morons|scammers)",
        "incompetent", "pathetic", "liar(s)?", "crook(s)?", "scammer(s)?", "shame on *", "worst company*",
    ),
    FlagKind.SLUR: (
        "kanak(e|en)", "neger*", "bimbo(s)?", "kümmeltürk*", "polack(e|en)", "zigeuner*",
        "schlitzauge(n)?", "judensau", "judenschwein*", "schwuchtel*", "kampflesbe*", "transe(n)?",
        "spast(i|is|en)?", "mongo(s)?", "krüppel", "missgeburt*", "untermensch*", "schlampe(n)?",
        "nutte(n)?", "fotze(n)?", "nigg(er|ers|a|as|az)", "faggot*", "fags", "tranny", "trannies",
        "kike(s)?", "wetback*", "chinks", "gook(s)?", "retard(s|ed)?", "spastic*", "cunt(s)?", "whore(s)?",
        "slut(s)?", "subhuman*",
    ),
    FlagKind.THREAT: (
        "(bring|bringe|bringen) (dich|euch|sie|den|die) (alle )?um", "umbringen",
        "kill (you|them|him|her|yourself)", "kys", "wir wissen wo (du|ihr|sie) (wohn*|arbeite*)",
        "ich weiß wo (du|ihr|sie) (wohn*|arbeite*)", "(we|i) know where (you|they|he|she) (live*|work*)",
        "(hope|wish) (you|they) (all )?die",
        "(you|they) (will|should|must|deserve to) (all )?(die|burn|suffer|hang)",
        "burn (it|them|you) (all )?down", "burn in hell", "verreck*", "krepier*", "abfackeln",
        "an den galgen", "an die wand stellen", "(auf|in) die fresse*", "fresse poli*", "aufs maul",
        "(machen|mache) (dich|euch|sie) (alle )?(fertig|platt|kalt)",
        "(du wirst|ihr werdet|sie werden) (das|es) (noch )?bereuen",
        "(you|they) (will|ll) regret (it|this)",
        "(du wirst|ihr werdet) (schon |noch )?(sehen|büßen|bezahlen)", "you (will|ll) pay for this",
        "watch your back", "bombendrohung*", "bomb threat*",
        "(tot|todes|mord)(schlagen|schläger|drohung|drohungen)", "death threat*", "beat (you|them) up",
        "erschieß*", "shoot (you|them)", "(dir|euch|ihnen) die knochen *",
    ),
    FlagKind.DEMAND: (
        "*boykott*", "*boycott*", "(wir|ich) (fordern|fordere|verlangen|verlange)", "(we|i) demand",
        "letzte warnung", "last warning", "ultimatum",
        "sonst (kündig*|passiert was|knallts|knallt es|klag*|gibts ärger|gibt es ärger)", "or else",
        "sammelklage*", "class action", "(wir|ich) (verklagen|verklage) *",
        "(verklagen|verklage) (dich|euch|sie)", "(mein|meinem|unser|unserem) anwalt",
        "(vom|von meinem|von unserem) anwalt hören", "rechtliche schritte", "(my|our) lawyer*",
        "legal action", "(sue|suing) (you|them)",
        "ihr (habt|müsst|schuldet) (gefälligst|endlich|sofort|verdammt nochmal)", "gefälligst",
        "you (must|have to|better) (fix|deliver|answer|act|give|pay|do it) (this |it )?now",
        "do your (fucking |damn )?job", "macht (endlich |gefälligst )?eure(n)? (arbeit|job)",
        "alle kündigen", "kündigt (alle )?(eure|euren) vertr*",
        "cancel your (contract|contracts|subscription) (all|now|today)",
        "einen shitstorm (starten|machen|lostreten)", "start a shitstorm",
    ),
}  # fmt: skip

# Found only in texts of this language: in the other one they are innocent.
WITHIN: Mapping[str, Mapping[FlagKind, Entries]] = {
    # Ass is an ace in German, dick means thick.
    "en": {FlagKind.INSULT: ("ass", "arse", "(a|you|total) dick(s)?", "prick", "suck", "sucks", "crap", "shit"), FlagKind.SLUR: ("fag",)},
    # Depp is an actor in English.
    "de": {FlagKind.INSULT: ("depp", "dumm(e|er|es|en|em)?", "shit", "lächerlich(e|er|es|en)?"), FlagKind.SLUR: ("hure(n)?",)},
}  # fmt: skip

# What people half hide: the stars of `f*ck` and `Sch***e` stand for letters of these.
STARRED: Entries = (
    "arsch", "arschloch", "arschlöcher", "asshole", "bitch", "bullshit", "cunt", "fick", "ficken", "fuck", "fucked", "fucking",
    "fucker", "idiot", "idioten", "idiots", "nigger", "scheiß", "scheiße", "shit", "shitty", "wichser",
)  # fmt: skip

# Loud and lovely: never counted as shouting.
KIND_CRIES = frozenset(
    {
        "BITTE",
        "BITTEBITTE",
        "PLEASE",
        "DANKE",
        "DANKESCHÖN",
        "THANKS",
        "THANK",
        "YOU",
        "MERCI",
        "JUHU",
        "HURRA",
    }
)

# Titles that make the name behind them a private person's.
HONORIFICS: Entries = ("Herr", "Herrn", "Frau", "Mr", "Mrs", "Ms", "Mister")
# ... unless what follows is no person's name.
NO_NAMES = frozenset({"Holle", "Und", "Oder", "And", "Or", "Präsidentin", "Präsident", "Robot", "Bean"})
