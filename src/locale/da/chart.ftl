# What stands in charts and in their alt texts.

## Axes, keys and signs

chart-axis-count = Antal { $unit }
# How a unit begins that says itself what a share is of: `af de voksne`.
chart-of = af
chart-axis-share = Andel { $of }
chart-axis-share-of = Andel af { $whole }
chart-interval = { $confidence } interval
chart-interval-cut = { $interval } (en pil: fortsætter ud over aksen)
chart-sign-hidden = { $sign } skjult af hensyn til de personer, tallet handler om
chart-zero-everywhere = 0 overalt: { $series }
chart-no-numbers-of = Ingen tal: { $series }
chart-followed = Under risiko
chart-hidden = Skjult
chart-unplaced = Et tal, hvis plads i søjlen ville røbe et skjult, er ikke tegnet.
chart-observed = opgjort
chart-estimated = skønnet
chart-forecast = ventet
chart-all-estimated = alle tal er skønnede
chart-all-forecast = alle tal er ventede
chart-goal = mål { $target }
chart-goal-met = mål { $target }, nået
chart-goal-missed = mål { $target }, ikke nået
chart-ceiling-kept = loft { $target }, overholdt
chart-ceiling-passed = loft { $target }, overskredet
chart-tornado-low = Lav forudsætning
chart-tornado-high = Høj forudsætning
chart-as-stated = Som angivet: { $value }
chart-waterfall-up = Lægger til
chart-waterfall-down = Trækker fra
chart-waterfall-sum = Sum
chart-reached = { $words } { $time }{"\u00a0"}{ $unit }

## A figure with nothing to show

chart-none-yet = Der er endnu ingen tal at vise.
chart-all-hidden = Alle tal er skjult af hensyn til de personer, de handler om.
chart-all-zero = Alle tal i figuren er 0.
chart-nobody = Alle tal i figuren er 0, for der er ingen at tælle (N = 0).
chart-empty = Figuren er tom: { $why }

## Alt texts: what kind of chart it is

chart-stacked-column = En stablet søjle
chart-stacked-columns = Stablede søjler
chart-columns = Søjler
chart-points = Punkter
chart-bars = Vandrette søjler
chart-forest = Punkter på en logaritmisk akse med en streg ved 1,
chart-dots = En prik i hver række
chart-pyramid = Vandrette søjler ryg mod ryg
chart-diverging = Stablede vandrette søjler til begge sider af skalaens midte
chart-funnel = En tragt af vandrette søjler
chart-heat = En tabel, hvis felter er mørkere, jo større tallet er,
chart-steps = Trappekurver
chart-slope = Streger fra et tal til et andet
chart-histogram = Et histogram
chart-goals = Vandrette søjler med en streg ved målet
chart-alluvial = Bånd, der er tykkere, jo større tallet er,
chart-boxes = Kasser med pile
chart-lines = Kurver
chart-line = En kurve
chart-of-series = { $chart } for { $series }
chart-of-many-series = { $chart } for { $count } serier
chart-with-line = { $chart } og over dem en kurve for { $series } på sin egen akse
chart-with-interval = { $chart } med { $interval }
chart-with-interval-cut = { $chart } med { $interval } (en pil viser, at et interval fortsætter ud over aksen)
chart-panel-for-each = { $chart }, i et felt for hver af { $facets }
chart-in-panels = { $chart }, i { $count } felter
# The last of a list whose names have commas of their own.
chart-listed-last = { $first } og { $last }

## Alt texts: what the values are

chart-rest-in-data = De øvrige tal står i figurens datafil.
chart-from-to = Fra { $from } til { $to }.
chart-named-from-to = { $name }: fra { $from } til { $to }.
chart-no-numbers = Der er ingen tal.
chart-one-hidden = Et tal er skjult af hensyn til de personer, det handler om.
chart-some-hidden = { $count } tal er skjult af hensyn til de personer, de handler om.
chart-gaps = Hvor der ikke er noget tal, er intet tegnet.
chart-marked = En lodret streg ved { $place } markerer: { $words }
chart-n = N er { $n }.
chart-n-from-to = N er fra { $from } til { $to }.
chart-the-value = Værdien
chart-the-values = Værdierne
chart-value-at = { $value } ved { $place }
chart-value-only-at = { $value } ({ $place })
chart-value-within = { $value } (fra { $from } til { $to })
chart-highest-and-ends = { $series } er højest med { $highest }, og går fra { $from } til { $to }
chart-is = { $series } er { $value }
chart-begins-and-ends = { $series } begynder og slutter på { $value }
chart-goes = { $series } går fra { $from } til { $to }
# Heard, a sign for percent is a word.
chart-percent-heard = {"\u00a0"}procent

## Alt texts of single kinds

chart-flow-opening = Kasser med pile fra oven og ned; ved siden af står, hvem der er udeladt undervejs.
chart-flow-hidden = et skjult tal
chart-flow-nothing = intet tal
chart-flow-left-out = Derefter udeladt: { $rows }
chart-flow-ends = Derfra: { $rows }
chart-tornado-opening = Vandrette søjler til begge sider af resultatet som angivet, den forudsætning, der flytter mest, øverst.
chart-tornado-stated = Som angivet er resultatet { $value }
chart-tornado-moves = { $assumption }: lav { $low }, høj { $high }
chart-without-value = uden værdi
chart-waterfall-opening = Vandrette søjler, der oppefra og ned lægger til og trækker fra.
chart-has-no-number = { $row } har intet tal
chart-is-sum = { $row } er summen { $amount }
chart-takes = { $row } trækker { $amount } fra
chart-adds = { $row } lægger { $amount } til
chart-moves-nothing = { $row } flytter intet
chart-ladder-opening = En trappe med { $count } trin, det laveste først.
chart-ladder-explained-below = Forklaringerne står under trappen.
chart-words-opening = En figur med { $count } kolonner fra venstre mod højre.
chart-words-quoted = «{ $words }»
chart-words-lead-to = { $from } fører til { $to }.
chart-words-arrows = Pile fører fra kasserne i hver kolonne til kasser i den næste.
