# The audit book: its pages and what its scripts say. The scripts fill in what stands in braces, numbers too, so where one thing is
# said otherwise than several there are two messages, `-one` and `-other`.

# The language of the pages, as HTML has it, and how a browser writes numbers in it.
book-language = da
book-numbers = da-DK

# ---- the frame of all pages

book-title = Revisionsbog
book-title-of-report = Revisionsbog: { $report }
book-title-internal = Internt: { $title }
book-internal-lead = Internt.
book-internal = Her står rækker om mennesker og tal, som læserne ikke ser. Må ikke offentliggøres.
book-skip = Gå til indholdet
book-search-label = Søg efter et tal eller et ord
book-search-example = 48 %, 39.300, figur 3, P-…
book-search-key = Tryk { $key } for at søge
book-contents = Figurer og tabeller
book-filter-label = Vis kun
book-filter-example = ord i titlen
book-filter-kinds = Slags
book-filter-shows = { $count } vist
book-filter-finds-none = Ingen figurer eller tabeller passer.
book-needs-scripts = Revisionsbogen bruger JavaScript fra sin egen mappe. Slå det til for denne side for at læse den.
book-panel = Værdien
book-part-missing = En del af revisionsbogen mangler: { $why }. Hent hele mappen igen.
book-file-unreadable = { $file } kan ikke læses

# ---- what exhibits and values are called

book-figure = Figur
book-table = Tabel
book-key-figures = Nøgletal
book-figures = Figurer
book-tables = Tabeller
book-all-key-figures = Nøgletal
book-exhibit = { $kind } { $number }
book-exhibit-not-printed = { $kind } (ikke trykt)

book-stat-count = Antal
book-stat-share = Andel
book-stat-mean = Gennemsnit
book-stat-mean-of = Gennemsnit, { $what }
book-stat-sum = Sum
book-stat-persons = Personer
book-stat-person-years = Personår
book-stat-cumulative-sum = Samlet sum
book-stat-expected = Forventet
book-stat-value = Værdi
book-stat-payback-year = Tilbagebetalt i år
book-stat-payback-time = Tilbagebetalingstid
book-stat-effect = Effektstørrelse
book-stat-relative-effect = Effekt over normen
book-stat-present-value = Nutidsværdi
book-stat-cumulative-present-value = Samlet nutidsværdi
book-stat-base = Som forudsat
book-stat-low = Lavt
book-stat-high = Højt
book-stat-span = Spænd

book-nature-estimated = skønnet
book-nature-forecast = ventet

book-percent = { $number } %
book-share-of = { $share } af { $whom }
# How a unit begins that says by itself that something is a share of it.
book-share-of-begins = af
book-rows-one = 1 række
book-rows-other = { $count } rækker
book-row-of-file-and-more = { $file }, række { $row } og { $rows } til
book-empty-cell = (tom)
book-masked-field = { $field } (pseudonym)
book-row-unlisted = Rækkens felter står kun i udtrækket selv: det har for mange rækker til at stå her.
book-and-more = og { $count } til
book-premise = Forudsætning ({ $mark }):

# ---- where the report says a number

book-said-here = Her siger rapporten det
book-said-at-exhibit = Teksten ved { $exhibit }

# ---- an exhibit's page

book-note = Note:
book-source = Kilde:
book-exhibit-hint = Vælg et tal for at se, hvad det er regnet ud af. Piletasterne flytter mellem tallene.
book-exhibit-sideways = Rul til siden for at se resten.
book-exhibit-marks = Værdierne i figuren
book-exhibit-total = I alt
book-exhibit-table = Tabel: { $caption }

# ---- a value

book-value-close = Luk værdien (Escape)
book-value-hidden = Skjult
book-value-hidden-why = Tallet er skjult af hensyn til de personer, det handler om.
book-value-none = Der er ikke noget tal: intet er talt med, eller kilden oplyser det ikke.
book-value-reckoning = Regnestykke
book-value-rests-on = Hviler på (N)
book-value-interval = 95 % interval
book-value-numerator = Tæller
book-value-denominator = Nævner
book-value-changes = Ændringer i alt
book-value-changes-count = Antal ændringer
book-value-deviation-before = Standardafvigelse før
book-value-effect-of-others = Andres effekt
book-value-lowest-end = Laveste ende
book-value-highest-end = Højeste ende
book-value-sum = Sum
book-value-defined = Sådan er det defineret
book-value-worked-out = Sådan er det regnet ud
book-value-steps-more = { $count } trin til
book-call-present-value = nutidsværdi
book-call-payback-year = tilbagebetalt i år
book-call-payback-time = tilbagebetalingstid

# ---- the observations behind a value

book-observations = Observationer
book-observations-loading = Henter observationerne …
book-observations-none = Ingen observationer.
book-observations-too-many = Bag værdierne ligger { $count } observationer. Det er for mange til at stå her.
book-observations-traced = De, som denne værdi hviler på, vises af: { $call }
book-observations-private = Observationerne og rækkerne bag tallet handler om mennesker og er ikke offentlige. Udgiveren kan følge tallet tilbage til dem.
book-observation-weight = vægt { $number }
book-observation-before = før { $number }
book-observation-withheld = Ikke vist, fordi det er personligt: { $fields }
book-observation-rows-more = og { $rows } til: de står samlet under udtrækkene.
book-tab = { $name } ({ $count })
book-tab-counted = Talt med
book-tab-counted-says = Observationer, der er talt med
book-tab-denominator = Kun i nævneren
book-tab-denominator-says = Observationer, der kun er talt med i nævneren
book-tab-among = Kun blandt dem, der er talt
book-tab-among-says = Observationer, som der er talt blandt
book-tab-whole = Det, andelen er af
book-tab-whole-says = Observationer i det, som andelen er af
book-tab-left-out = Ikke med
book-left-out-reason = { $reason }: { $count }
book-left-out-nobody = Alle, som opstillingen iagttager, er med her.
book-left-out-too-many = Hvem der kun er talt ved andre værdier, er for meget til at stå her; det vises af: { $call }
book-left-out-unnamed = uden nummer

# ---- searching

book-search = Søg
book-search-where = Hvor står { $text }?
book-search-where-counted = Hvor tæller { $pseudonym } med?
book-search-how = Skriv et tal, som det står i rapporten, eller et ord.
book-search-nothing = Intet fundet. Skriv tallet, som det står i rapporten, eller et ord.
book-search-nobody = Ingen række i udtrækkene har det pseudonym.
book-search-loading = Henter rækkerne …
book-search-finds-one = 1 fundet
book-search-finds-other = { $count } fundet
book-search-section = { $title } ({ $count })
book-search-more = og { $count } til: skriv mere for at finde det rette.
book-search-printed = Som det er trykt
book-search-values = Værdier
book-search-claims = Sætninger
book-search-extracts = Udtræk
book-search-resting = Værdier, der hviler på tallet (N eller tæller)
book-search-rows = Rækker
book-search-counted-in = Tal, som de tæller med i
book-search-of-several = Regnet af flere tal
# What readers write before and behind a number, each with a bar between it and the next.
book-search-signs-before = kr.|kr
book-search-signs-percent = %|pct.|pct|procent
book-search-signs-millions = mio. kr.|mio. kr|mio.|mio kr.|mio kr|mio
book-search-signs-thousands = t.kr.|t.kr|tkr.|tkr
book-search-signs-money = kr.|kr

# ---- the other pages

book-claims = Rapportens sætninger
book-facts = Tal fra andre kilder
book-parameters = Fastsatte tal
book-premises = Forudsætninger
book-extracts = Udtræk fra registre

book-front-open = Her kan hvert tal i publikationen følges tilbage til de rækker i registrene, det er regnet ud af. Vælg en figur eller tabel og derefter et tal, eller søg efter et tal.
book-front-public = Her står, hvad hvert tal i publikationen er, og hvordan det er defineret. Rækkerne bag handler om mennesker og er ikke offentlige. Vælg en figur eller tabel og derefter et tal, eller søg efter et tal.
book-front-client = For
book-front-authors = Skrevet af
book-front-publisher = Udgivet af
book-front-original = Lavet efter
book-front-data = Data
book-front-synthetic = opdigtede: ingen virkelige personer indgår
book-front-as-of = Statusmåned
book-front-values = Værdier
book-front-values-of = { $values } i { $exhibits } figurer, tabeller og nøgletal
book-front-extracts = Udtræk
book-front-extracts-of = { $extracts } med i alt { $rows }
book-front-pseudonyms = Pseudonymer
book-front-own-key = lavet med udgiverens hemmelige nøgle
book-front-public-key = lavet med den offentlige nøgle for syntetiske data
book-front-tool = Lavet med
book-front-private = Ingen CPR-numre og ingen andre personlige felter står i bogen. Personer har pseudonymer, der begynder med P, og andre personlige kendetegn har pseudonymer, der begynder med K.

book-claims-lead = Sætninger, der er holdt op mod værdierne, da rapporten blev bygget. Hvert tal fører til det, det er regnet ud af.
book-claim-marked = Tallene bærer ikke sætningen; den er markeret i rapporten.
book-claim-omitted = Udeladt af rapporten.
book-claim-hidden = Rapporten siger den ikke: den hviler på tal, der er skjult.

book-facts-lead = Tal, som rapporten gengiver, og som ikke er regnet ud af registrene.
book-fact-what = Hvad
book-fact-source = Kilde
book-fact-said-in = Står i
book-fact-said-nowhere = ingen tekst
book-fact-name = Navn

book-parameters-lead = Grænser og satser, som rapporten regner med, og som dens forfattere har sat.
book-parameter-why = Hvorfor

book-made-kind = Et tal, der er regnet af flere
book-made-of = Det er regnet af
book-made-missing = Linket peger på et tal, der ikke findes her.

book-premises-lead = Det, tal og sætninger hviler på ud over registrene, og som de ikke må læses uden.
book-premise-source = Kilde
book-premise-essential = Væsentlig
book-premise-essential-says = ja: ingen sammenfatning må udelade den
book-premise-for = Gælder

book-extract-register = Register
book-extract-rows = Rækker
book-extract-seal = Segl
book-extract-fields = Felter
book-extract-withheld = Ikke vist, fordi det er personligt
book-extract-publishable = Må offentliggøres
book-extract-allowed = Tilladt i udtrækket
book-extract-loading = Henter rækkerne …
book-extract-private = Rækkerne handler om mennesker og er ikke offentlige.
book-extract-unlisted = Udtrækket har for mange rækker til at stå her; de står i filen.
book-extract-rows-of = Rækker i { $file }
book-extract-without-row = Udtrækket har ingen række { $row }.
book-extract-missing = Der er intet udtræk, der hedder «{ $name }».

book-missing = Findes ikke
book-missing-exhibit = Der er ingen figur eller tabel, der hedder «{ $name }».
book-missing-page = Der er ingen side, der hedder «{ $name }».
book-missing-value = Linket peger på en værdi, der ikke findes her.
book-missing-value-said = Linket peger på en værdi, der ikke findes.
book-several-values = Linket passer på { $count } værdier; de er fremhævet.
