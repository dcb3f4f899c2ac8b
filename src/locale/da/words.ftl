# Definitions: how the values of an exhibit are made, in the order in which a reader asks.

# Names of the spec, and lists of what is said of them.
words-named = «{ $name }»
words-then = { $first }, dernæst { $next }

# What is counted, as readers call it: `neuter` tells how the noun is bent.
words-each = { $neuter ->
    [yes] hvert { $one }
   *[no] hver { $one }
}
words-the = { $neuter ->
    [yes] det pågældende { $one }
   *[no] den pågældende { $one }
}
words-all = alle { $many }
words-person = person
words-persons = personer
words-the-person = personen
words-all-persons = alle personerne
# Whose something is; `sibilant` is whether the word ends in the sound of an s.
words-whose = { $sibilant ->
    [yes] { $who }'
   *[no] { $who }s
}

# Who is counted.
words-the-view = visningen «{ $name }»
words-all-in = Alle i { $table }: en række for { $each }.
words-all-in-entering = Alle i { $table }: en række for { $each }, med dagen for indtræden i «{ $enters }».
words-all-in-leaving = Alle i { $table }: en række for { $each }, med dagen for udtræden i «{ $leaves }».
words-all-in-between = Alle i { $table }: en række for { $each }, med dagen for indtræden i «{ $enters }» og for udtræden i «{ $leaves }».
words-population-topic = Populationen «{ $name }»
words-the-population = populationen «{ $name }»
words-those-of = De af { $all }, for { $whom ->
    [persons] hvem
   *[things] hvilke
} dette gælder:
words-it-is = Det er { $all }.
words-column-topic = Oplysningen «{ $name }»
words-for-each = For { $each }:
words-for-each-family = For hver familie, over dens medlemmer i populationen:
words-for-each-sequence = For hvert forløb:
words-state-at-start = Tilstanden «{ $state }» i måneden for indtræden.
words-state-at-latest = Tilstanden «{ $state }» i den seneste måned.
words-state-every-month = Om tilstanden «{ $state }» er { $labels } i hver måned fra indtræden til den seneste.
words-state-unbroken = Den første måned i den ubrudte række af måneder med tilstanden «{ $state }» { $labels }, som slutter med den seneste måned.
words-how-many-rows = Hvor mange rækker om { $the } der er i { $file }.
words-how-many-rows-if = Hvor mange rækker om { $the } der er i { $file }, for hvilke dette gælder:

# What is counted.
words-counted-topic = Det, der tælles
words-counted-member = { $each } i populationen, én gang.
words-counted-family = Hver familie med mindst ét medlem i populationen, én gang.
words-counted-state = { $whose } tilstand «{ $state }» i hver periode.
words-counted-transition = { $whose } tilstand «{ $state }» i den første og i den seneste måned.
words-counted-level = Hvor mange forløb i { $file } { $each } har, i gennemsnit over periodens måneder. { $active }
words-counted-rows = Hver række i { $table }, én gang.
words-counted-rows-about-member = Hver række i { $table } om et medlem af populationen, én gang.
words-counted-rows-of-file-about-member = Hver række om et medlem af populationen i { $file }, én gang.
words-counted-bookings = For { $each } og periode summen af «{ $amount }» i { $file } efter «{ $date }»; uden posteringer 0.
words-counted-totals = For hver række i { $per } summen over rækkerne i { $of } med samme «{ $by }»; uden rækker 0:
words-counted-query = Hver række, som denne forespørgsel giver:
words-counted-query-once = Hver række, som denne forespørgsel giver, én gang:
words-counted-sensitivity = Hvad resultaterne bliver, når én forudsætning ad gangen sættes til enderne af sit spænd og de andre holdes fast.
words-counted-disposition = { $each } i udtrækket, én gang, på vej til populationen «{ $population }».
words-counted-quantity = «{ $label }» er størrelsen { $name } i beregningen «{ $calculation }».
words-spells-topic = Forløb
words-those-spells = De forløb, for hvilke dette gælder:
words-rows-topic = Rækker
words-those-rows = De rækker, for hvilke dette gælder:
words-those-rows-in = De rækker i { $table }, for hvilke dette gælder:
words-day-topic = Dag
words-row-of-period = En række hører til den periode, som denne dag ligger i:
words-bookings-topic = Posteringer
words-those-bookings = De posteringer, for hvilke dette gælder:
words-split-topic = Del
words-selection-topic = Udvalg
words-those-observations = Kun de observationer, for hvilke dette gælder:
words-number-topic = Hver observations tal
words-number-of-sql = Regnes ud som (sandt er 1, falsk er 0):
words-number-of-days = Dagene til den sidste dag, delt med { $days }, fra den første dag:
words-number-of-present = Beløbet, tilbageført til { $year } med { $rate } % om året:
words-last-day-topic = Den sidste dag
words-amount-year-topic = Beløbets år
words-weight-topic = Vægt
words-weighs = En observation tæller i nævneren for så mange:
words-baseline-topic = Første måling
words-changed-from = Den måling, som ændringen regnes fra:
words-row-number-topic = En rækkes tal
words-row-without-number = En række uden tal er ikke med:
words-numbers-topic = Tal
words-row-weight-topic = En rækkes vægt
words-row-weighs = En række tæller i nævneren for så mange:
words-left-out-topic = Udeladt
words-left-out-by = Betingelse { $at } (fra «{ $asks }»): udeladt er de tilbageværende, for { $whom ->
    [persons] hvem
   *[things] hvilke
} dette ikke gælder:
words-ends-topic = Til sidst
words-ends-in = «{ $label }»: hver af de tilbageværende, der er i populationen «{ $population }».
words-formula-topic = Formlen for { $name }
words-measured-in = Måles i { $unit }.
words-assumption-topic = Forudsætningen { $name }
words-assumption-in = Står i { $file }, måles i { $unit }:
words-sequence-topic = Forløbet «{ $name }»
words-sequence = Rækker i { $file } med samme { $by } er ét forløb, ordnet efter «{ $order }».

# States.
words-state-topic = Tilstanden «{ $name }»
words-state-of-spells = Siges af forløbene i { $file }. { $active }
words-active-at-month-end = Et forløb gælder i en periode, når det omfatter periodens sidste dag; uden slutdato er det ikke slut.
words-active-on-any-day = Et forløb gælder i en periode, når det deler mindst én dag med den; uden slutdato er det ikke slut.
words-ties = Er der flere forløb, gælder { $rules }.
words-tie-latest-start = det, der begyndte sidst
words-tie-listed-first = det, hvis tilstand står først på listen
words-first-that-fits = Den første af disse, der passer:
words-step-of-spells = «{ $label }»: der er et forløb i { $file }. { $active }
words-step-of-state = «{ $label }»: tilstanden «{ $state }» er { $labels }.
words-state-merged = Som tilstanden «{ $state }», hvor { $labels }.
words-label-merged = «{ $label }» er { $from }
words-state-missing = Siger intet forløb noget, er tilstanden «{ $missing }».

# What observations are told apart by.
words-facets-topic = Delt op i felter
words-series-topic = Delt op i serier
words-along-topic = Langs aksen
words-by-state = Efter tilstanden.
words-by-period = Efter perioden.
words-by-split = Efter delen.
words-by-column = Efter «{ $column }».
words-by-states = Efter tilstanden: { $labels }.
words-by-limits = I klasser, som hver begynder ved sin grænse, efter det tal, dette udtryk giver:
words-by-expression = Efter det, dette udtryk giver:
words-by-weeks = Efter ugerne i statusmånedens år, som dette udtryk giver dem:
words-limits = Grænserne: { $limits }.
words-label-of-missing = «{ $label }» tæller dem, udtrykket intet giver for.
words-label-of-all = «{ $label }» tæller dem alle.
words-by-range = Hver måned eller hvert år fra den første til den sidste, som dette udtryk giver:
words-range-until = Dog højst til og med:
words-groups-topic = Grupperne «{ $name }»
words-groups = Hver i populationen «{ $population }» er i den første gruppe, der passer.
words-label = «{ $label }»:

# When people are observed.
words-period-topic = Periode
words-start-and-latest = Måneden, { $the } trådte ind, og den seneste: måneden for udtræden, dog højst { $last }.
words-project-months = { $whose } måneder fra indtræden, så mange som alle i populationen når senest { $last }.
words-weeks = Hver uge (mandag til søndag) fra den første i { $since }, så mange som er hele ved udgangen af { $last }. En uge er i måneden med dens torsdag.
words-months = Hver måned fra { $since } til { $last }.
words-quarters = Hvert kvartal fra det med { $since }, så mange som er hele ved udgangen af { $last }.
words-half-years = Hvert halvår fra det med { $since }, så mange som er hele ved udgangen af { $last }.
words-years = Hvert år fra det med { $since }, så mange som er hele ved udgangen af { $last }.
words-years-before = De { $years } år før denne dag, dagen selv ikke med:
words-within-groups = Hver af grupperne «{ $groups }» har så mange måneder, som alle i gruppen når.
words-from-age = Kun perioder, på hvis første dag { $the } er fyldt { $age } år.
words-around-months = Måneder
words-around-half-years = Halvår
words-around-blocks = Perioder på { $months } måneder
words-around = { $periods } fra { $first } til { $end } omkring måneden i «{ $column }». { $follow ->
    [whole] Kun de, der kan følges i alle perioderne, er med
   *[each] Hver er med i de perioder, hvor vedkommende kan følges
}, til { $last }.
words-around-since = { $periods } fra { $first } til { $end } omkring måneden i «{ $column }». { $follow ->
    [whole] Kun de, der kan følges i alle perioderne, er med
   *[each] Hver er med i de perioder, hvor vedkommende kan følges
}, fra { $since } til { $last }.

# The rows of a view.
words-view-topic = Visningens rækker
words-view-of = De er rækkerne i { $table }.
words-is = «{ $name }» er:
words-is-class = «{ $name }» er klassen, med grænserne { $limits }, af:
words-known-from = Kun de rækker, der efter «{ $day }» var kendt i statusmåneden.
words-holds = Kun de rækker, der gælder i statusmåneden: fra «{ $from }» til «{ $to }».
words-later-is-empty = Hvad der er sket efter statusmåneden, læses som tomt: { $columns }.
words-missing-codes = Koder, der ikke er svar, læses som tomme: { $codes }.
words-codes-in = { $codes } i «{ $column }»
words-prices = «{ $name }» er «{ $amount }» i priser fra { $year }, efter «{ $value }» i { $table }.
words-prices-of-status-year = «{ $name }» er «{ $amount }» i priser fra statusåret, efter «{ $value }» i { $table }.
words-long = En række for hver af { $columns }, i «{ $value }» med sit navn i «{ $name }».
words-pairs = En række for hver to målinger efter «{ $wave }» af samme { $per }, hvor «{ $value }» kendes begge gange.
words-gathered-if = Af rækkerne i { $table } regnes de med, for hvilke dette gælder:
words-gathered = «{ $name }» er, over rækkerne i { $table } med samme { $same }:
words-gathered-outside = Rækker i { $table }, der ikke hører til nogen, er ikke med: { $why }
words-one-row-each = Én række for hver { $per }.
words-grouped = «{ $name }» er, over rækkerne med samme { $per }:
words-next-only = Kun de rækker, som så mange følger: rækken selv og de følgende, i alt { $rows }, med samme { $per } i orden efter { $by }.
words-next = «{ $name }» er, over rækken selv og de følgende, i alt { $rows }, med samme { $per } i orden efter { $by }:
words-joined = Med oplysningerne i { $table }, { $on }{ $unmatched ->
    [keep] ; hvor der ingen er, er de tomme
    [drop] ; rækker uden er ikke med
   *[refuse] {""}
}.
words-joined-by-same = med samme { $columns }
words-joined-by-day = for den periode, «{ $day }» ligger i
words-each-row = En række for hver række i { $table }.
words-each-period-of-spell = En række for hver periode i { $table } fra «{ $from }» til «{ $to }».
words-each-period-around = En række for hver periode i { $table } omkring «{ $day }», fra { $first } til { $last }; «{ $name }» er afstanden.
words-the-first-period = den første
words-the-latest-period = den seneste
words-other-periods = Andre perioder er ikke med: { $why }
words-keep = Én række for hver { $per }: { $rules }.
words-keep-latest = den seneste eller største efter { $columns }
words-keep-least = den første eller mindste efter { $columns }

# What is said of the observations.
words-count-topic = Antal
words-count = Summen af, hvor mange hver observation tæller for: 1, 0 eller det antal, den fortæller om.
words-share-topic = Andel
words-share = Summen af de talte observationers tal, delt med nævneren.
words-mean-topic = Gennemsnit
words-mean-of-topic = Gennemsnit, { $what }
words-mean = Summen af observationernes tal, delt med nævneren.
words-sum-topic = Sum
words-sum = Summen af observationernes tal.
words-persons-topic = Personer
words-persons-given = Summen af de personer, beregningen giver.
words-person-years-topic = Personår
words-person-years = Summen af de personår, beregningen giver.
words-cumulative-sum-topic = Samlet sum
words-cumulative-sum = Summen fra det første år til og med dette.
words-expected-topic = Forventet
words-expected = Det, beregningen forventer.
words-value-topic = Værdi
words-value = Tallet, som kilden eller beregningen giver det.
words-payback-year-topic = Tilbagebetalt i år
words-payback-year = Det første år, ved hvis slutning det samlede resultat er nul eller mere.
words-payback-time-topic = Tilbagebetalingstid
words-payback-time = År, til det samlede resultat er nul eller mere.
words-effect-topic = Effektstørrelse
words-effect = Den gennemsnitlige ændring, delt med standardafvigelsen af de første målinger.
words-relative-effect-topic = Effekt over normen
words-relative-effect = Effektstørrelsen minus { $norm }, som andre opnår.
words-base-topic = Som forudsat
words-base = Resultatet med alle forudsætninger, som de er oplyst.
words-low-topic = Lavt
words-low = Resultatet med én forudsætning i den lave ende af sit spænd.
words-high-topic = Højt
words-high = Resultatet med én forudsætning i den høje ende af sit spænd.
words-span-topic = Spænd
words-span = Hvor langt resultaterne ved den lave og den høje ende er fra hinanden.
words-present-value-topic = Nutidsværdi
words-present-value = Summen af de tilbageførte beløb.
words-cumulative-present-value-topic = Samlet nutidsværdi
words-cumulative-present-value = Summen af de tilbageførte beløb til og med dette år.
words-denominator-topic = Nævner (N)
words-denominator-at-place = Alle observationer i samme felt og på samme sted langs aksen.
words-denominator-in-series = Alle observationer i samme felt og serie.
words-denominator-in-facet = Alle observationer i samme felt.
words-denominator-counted = De observationer, der er talt med i værdien selv.
words-denominator-stated = Kilden oplyser både værdien og hvor mange den hviler på.
words-denominator-none = Intet tælles: værdien er regnet ud af forudsætninger.
words-unit-once = Hver enhed tæller én gang, uanset hvor mange observationer den har.
words-family-once = Hver familie tæller én gang, uanset hvor mange observationer den har.
words-share-of-topic = Andel af
words-share-of = Andele regnes af «{ $whole }» i samme felt og på samme sted.
words-interval-topic = 95 % interval
words-interval-lower = Nedre grænse:
words-interval-upper = Øvre grænse:
words-rolling = Hvert sted er lagt sammen med de foregående, { $places } steder i alt.
words-cumulated = Hvert sted er lagt sammen med alle de foregående.
words-source-topic = Kilde til formlen
words-beside-topic = Tallet ved siden af
words-beside = Ud over sit eget tal har hver observation:
words-group-topic = Gruppen
words-group = Holdt op mod de andre er dem, for hvem det gælder, at
words-event-topic = Afslutning
words-event = En observation slutter med (tom: slutningen er ikke set):
words-class-topic = Klasse
words-class = Der er standardiseret efter:
words-cluster-topic = Ligner hinanden
words-cluster = Observationer ligner hinanden, når de har samme
words-ranked-within-topic = Rang blandt
words-ranked-within = Der er kun rangordnet blandt dem, der har samme
words-told-topic = Regnet af
words-told = { $of }.
words-told-at-least = { $of }, holdt op mod målet: mindst { $goal }.
words-told-at-most = { $of }, holdt op mod målet: højst { $goal }.
words-told-by-rows = { $of }, holdt op mod det mål, som rækkerne fortæller.
words-told-from = { $of }, holdt op mod «{ $label }».
words-told-back = { $of }, holdt op mod { $steps ->
    [one] { $steps } sted
   *[other] { $steps } steder
} tilbage langs sin { $along ->
    [series] serie
   *[axis] akse
}.
words-goal-at-least-topic = Målet er mindst
words-goal-at-most-topic = Målet er højst
words-goal = Det, dette udtryk giver:
words-small-numbers-topic = Små tal
words-small-numbers-shown = Alle værdier vises, også små. { $because }
words-small-numbers-hidden = Tal, der ville fortælle om få personer, er skjult. { $because }
words-looks-ahead-topic = Ser frem
words-looks-ahead = Bruger også, hvad der er sket efter statusmåneden: { $because }.
