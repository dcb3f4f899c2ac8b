# What the designs print by themselves: headings, heads of tables, notes and standing paragraphs. Messages are called by their names
# in the templates: `sig("page-…")`, or `opsat("page-…")` where a message has Typst's markup in it.

## Figures and tables

page-figure = Figur
page-table = Tabel
page-source = Kilde:
page-note = Note:
page-remark = Anm.:
page-continued = { $table }, fortsat
page-a-figure = figur{"\u00a0"}{ $number }
page-a-table = tabel{"\u00a0"}{ $number }
page-key-figures = nøgletal
page-the-key-figures = nøgletallene
page-quoted = »{ $title }«
page-estimated = skønnet
page-forecast = ventet
page-never = aldrig
page-years = { $years } år
page-not-as-expected = (ikke som ventet)

## What stands where

page-contents = Indhold
page-figures = Figurer
page-tables = Tabeller
page-interim-conclusion = Delkonklusion
page-bottom-line = Bundlinjen
page-appendix = Bilag { $letter }
# What must not part from the number behind it, as a regular expression.
page-kept-with-number = s\.|side|sider|kap\.|kapitel|bilag|boks|figur|tabel|nr\.

## Heads of boxes and of tables of words

page-method = Metode
page-results = Resultater
page-observation = Observation
page-reservations = Forbehold
page-topic = Emne
page-question = Spørgsmål
page-shown-in = Vises i
page-register = Register
page-used-to-know = Bruges til at vide
page-raised-by = Rejst af
page-can-be-answered-by = Kan belyses med
page-measure = Mål
page-ratio = Forhold
page-element = Element
page-why = Hvorfor
page-how = Hvordan
page-assumption = Forudsætning
page-computed-so = Sådan er der regnet
page-page-in-source = Side i kilden
page-what-shall-happen = Hvad der skal ske
page-measured-by = Målt på

## The dip before a programme begins

page-dip-share = Andel, der forsørger sig selv
page-dip-begins = Indsatsen begynder
page-dip-chosen = Vælges ud, fordi det går dårligt
page-dip-by-itself = Noget bliver bedre af sig selv
page-dip-before = Før
page-dip-after = Efter
page-dip-alt = En kurve over andelen, der forsørger sig selv. Den ligger højt først, falder til et lavpunkt, netop hvor indsatsen begynder, og stiger derefter igen.

## Premises

page-premises = Forudsætninger
page-premise = Forudsætning

## The edition

page-edition-redone = Demonstrationsudgave. Tallene er beregnet på ny efter #emph[{ $title }] ({ $who }). De, der står bag den, har ikke medvirket til denne udgave.
page-edition-redone-synthetic = Demonstrationsudgave. Tallene er beregnet på ny på syntetiske data efter #emph[{ $title }] ({ $who }). De, der står bag den, har ikke medvirket til denne udgave.
page-made-up = Data er opdigtede: ingen virkelige personer indgår, og tallene siger intet om virkelige forhold.

## Data and method

page-data-and-method = Data og metode
page-data-and-method-opening = Alle tal er beregnet ud fra registerudtræk. Her står hvilke, hvordan små antal er beskyttet, og hvordan et tal følges tilbage til de rækker, det kommer fra.
page-extracts = Udtræk
page-file = Fil
page-rows = Rækker
page-rows-used = Anvendt
page-fingerprint = Fingeraftryk
page-rows-hidden = Hvor mange rækker et udtræk har, og hvor mange af dem der er anvendt, er skjult: forskellen kan være få personer. Fingeraftrykket er begyndelsen af filens segl, som kun kan dannes med udgiverens nøgle.
page-rows-told = En række er anvendt, når mindst et tal i rapporten hviler på den. Fingeraftrykket er begyndelsen af filens kontrolsum: er det uændret, er udtrækket det samme. Hele kontrolsummen står i #raw("manifest.json").
page-differences-unrounded = Forskelle er beregnet af de uafrundede tal og kan derfor afvige fra forskellen mellem de viste.
page-premises-behind = Forudsætningerne bag tal og sætninger
page-protection = Beskyttelse af små antal
page-from-number-to-row = Fra tal til række
page-look-up = Hvert tal i en figur eller tabel kan slås op i revisionsbogen, der følger med rapporten (#raw("audit/index.html")). Søg på det korte navn efter titlen, så vises, hvad tallet er talt op af, og hvilke linjer i hvilket udtræk det er. Tallene kan hentes i regnearket #raw("figurdata.xlsx").
page-pseudonyms-open = Har et udtræk CPR-numre, står der pseudonymer i deres sted, dannet med den nøgle, der følger med programmet. Nøglen er offentlig og må kun bruges til syntetiske data som disse.
page-pseudonyms-secret = Har et udtræk CPR-numre, står der pseudonymer i deres sted, dannet med en nøgle, organisationen holder hemmelig. Uden den kan et pseudonym ikke føres tilbage til en person.
page-quality-log = Kvalitetslog
page-built-with = Bygget med { $program } { $version }. De samme udtræk giver den samme rapport. Kontrolsummer står i #raw("manifest.json").

## What is hidden

page-hides-nothing = Efter den regel er ingen af rapportens { $values }{"\u00a0"}tal skjult.
page-hides-fewer-people = Af rapportens { $values }{"\u00a0"}tal er { $hidden } skjult og vist som •. De ville fortælle om færre end { $people }, eller sådanne tal kunne regnes ud af dem. Hvilken af grundene der gælder for det enkelte tal, siges ikke, for det ville hjælpe til at gætte det.
page-hides-fewer-families = Af rapportens { $values }{"\u00a0"}tal er { $hidden } skjult og vist som •. De ville fortælle om færre end { $people } eller færre end { $families }, eller sådanne tal kunne regnes ud af dem. Hvilken af grundene der gælder for det enkelte tal, siges ikke, for det ville hjælpe til at gætte det.
page-shown-all-the-same = Nogle små tal er vist alligevel: { $why }
page-person = person
page-persons = personer
page-family = familie
page-families = familier

## A business case's assumptions

page-assumptions-and-method = Forudsætninger og metode
page-assumptions-opening = Hvert beløb er regnet ud fra forudsætninger, som står i filer med kilde på hver række. Intet er afrundet undervejs.
page-assumptions-and-formulas = Forudsætninger og formler
page-assumptions-told = Hver forudsætning står med sin kilde og den række, den er læst fra. Intervallet er det, følsomheden er regnet ved.
page-files = Filer
page-file-rows-told = En række er anvendt, når mindst et tal i udgaven hviler på den. Fingeraftrykket er begyndelsen af filens kontrolsum: er det uændret, er filen den samme. Hele kontrolsummen står i #raw("manifest.json").
page-not-to-be-read-without = Hvad tal og sætninger ikke må læses uden
page-letters-refer = Bogstaverne ved dem henviser hertil.
page-from-number-to-assumption = Fra tal til forudsætning
page-look-up-assumption = Hvert tal i en figur eller tabel kan slås op i revisionsbogen, der følger med udgaven (#raw("audit/index.html")). Søg på det korte navn efter titlen, så vises de rækker af forudsætninger, tallet hviler på. Ændres en række, ændres kun de tal, der hviler på den. Tallene kan hentes i regnearket #raw("figurdata.xlsx").
page-built-with-assumptions = Bygget med { $program } { $version }. Bygges udgaven igen af de samme forudsætninger, bliver den den samme. Kontrolsummer af filerne og af det færdige står i #raw("manifest.json").
page-value = Værdi
page-low-to-high = Lav til høj
page-source-head = Kilde
page-row = { $file }, række { $row }
page-year = år { $years }

## The quality log

page-quality-log-opening = Her står, hvem der har godkendt hver opstilling. En godkendelse gælder tallene og måden, de er gjort op på. Er en af delene ændret siden, er godkendelsen bortfaldet.
page-exhibit = Opstilling
page-signed-by = Godkendt af
page-date = Dato
page-remark-head = Bemærkning
page-status = Status
page-signed-figures = Nøgletal
page-signed-table = Tabel{"\u00a0"}{ $number }
page-signed-figure = Figur{"\u00a0"}{ $number }
page-signed-table-unprinted = Tabel (ikke trykt)
page-signed-figure-unprinted = Figur (ikke trykt)
page-approved = Godkendt
page-lapsed-values = Bortfaldet: tallene er ændret
page-lapsed-definition = Bortfaldet: opgørelsen er ændret
page-lapsed-both = Bortfaldet: tal og opgørelse er ændret
page-lapsed-gone = Bortfaldet: opstillingen er udgået
page-not-approved = Ikke godkendt

## Since another edition

page-since = Hvad er ændret siden sidst
page-since-same-month = Her sammenlignes med den forrige udgave, som også er pr. { $month }. Hver ændring er delt på sine årsager.
page-since-month = Her sammenlignes med udgaven pr. { $month }. Hver ændring er delt på sine årsager.
page-nothing-changed = Ingen af de { $values } tal bag rapportens figurer og tabeller er ændret.
page-changed = Af de { $values } tal bag rapportens figurer og tabeller er { $changed } ændret, kommet til eller udgået. Hovedårsagen er { $causes }.
page-of-them = { $count } af dem
page-cause-new-periods = for { $count }, at der er kommet nye perioder til
page-cause-late-corrections = for { $count }, at rækker om ældre perioder er rettet
page-cause-population = for { $count }, at personer er kommet til eller gået ud
page-cause-definition = for { $count }, at opgørelsen er ændret
page-cause-assumption = for { $count }, at forudsætninger er ændret
page-cause-rounding = for { $count } afrunding
page-cause-unexplained = for { $count } noget, der ikke kan forklares
page-causes-last = { $first }, og { $last }
page-part-new-periods = nye perioder
page-part-late-corrections = rettelser
page-part-population = til- og afgang
page-part-definition = ændret opgørelse
page-part-assumption = ændrede forudsætninger
page-part-rounding = afrunding
page-part-unexplained = uforklaret
page-one-too-small = En af ændringerne er så lille, at den ikke ses i det viste tal.
page-some-too-small = { $count } af ændringerne er så små, at de ikke ses i de viste tal.
page-greatest-changes = De største ændringer, højst en fra hver opstilling
page-number = Tal
page-before = Før
page-now = Nu
page-difference = Forskel
page-of-which = Heraf
page-no-parts = kan ikke deles på årsager
page-changes-note = Til- og afgang er personer, der er kommet ind i eller gået ud af den gruppe, der tælles. Rettelser er rækker om perioder, som den forrige udgave også dækkede. Delene lægger sammen til forskellen, som er beregnet af de uafrundede tal.
page-what-it-says = Hvad rapporten siger
page-sentence = sætning
page-sentences = sætninger
page-no-longer-borne-out = { $sentences }, som tallene bar sidst, bærer de ikke længere:
page-borne-out-now = { $sentences }, som tallene ikke bar sidst, bærer de nu:
page-all-still-borne-out = Alt, hvad rapporten sagde sidst, bærer tallene stadig.
page-reworded = { $sentences } siger det med andre tal eller ord, er kommet til eller er udgået.
page-corrections = Rettelser og ændrede opgørelser
page-corrected-rows = I udtrækkene er rækker om perioder, som den forrige udgave også dækkede, rettet, kommet til eller taget ud: { $files }.
page-row-noun = række
page-rows-noun = rækker
page-rows-in-file = { $rows } i { $file }
page-redefined = Måden at opgøre på er ændret for { $exhibits }.
page-added = Nyt er { $exhibits }.
page-removed = Udgået er { $exhibits }.
page-listed-last = { $first } og { $last }
