# `figurdata.xlsx`: the sheets of a publication's numbers.

# The language as files name it, and how spreadsheets call it in number formats.
workbook-language = da-DK
workbook-number-locale = [$-406]
# What a number format writes behind a share in percent, and behind a difference of shares.
workbook-percent-format = \ %
workbook-points-format = \ %"-point"

workbook-about = Tallene bag publikationens figurer, tabeller og nøgletal
workbook-as-of = Statusmåned
workbook-footer = Side { $page } af { $pages }

# ---- the names of sheets; Excel takes 31 letters

workbook-contents = Indhold
workbook-rows = Alle værdier
workbook-carried = Fra andre kilder
workbook-sheet = Ark
workbook-to-contents = Til indholdet

workbook-figure = Figur { $number }
workbook-table = Tabel { $number }
workbook-key-figures = Nøgletal
workbook-not-printed = Ikke trykt

# ---- the contents

workbook-head-exhibit = Opstilling
workbook-head-title = Titel
workbook-head-source = Kilde
workbook-head-extracts = Udtræk
workbook-head-file = Fil
workbook-head-sum = SHA-256
workbook-head-register = Register
workbook-head-rows = Rækker
workbook-carried-says = Tal, som rapporten gengiver, og forudsætninger, som tal og sætninger hviler på
workbook-rows-says = Alle opstillingers værdier i rækker, til filtre og pivottabeller
workbook-built-with = Bygget med { $program } { $version }. Hvert tal er det samme som i publikationen.

# ---- an exhibit's sheet

workbook-group = Gruppe
workbook-computed-for = Opgjort for
workbook-computed-at = Opgjort ved
workbook-total = I alt
workbook-value = Værdi
workbook-interval-from = { $what }, interval fra
workbook-interval-to = { $what }, interval til
workbook-suppressed = skjult
workbook-month = Måned
workbook-half-year = Halvår
workbook-quarter = Kvartal
workbook-week = Uge
workbook-year = År

workbook-unit = Enhed: { $unit }
workbook-unit-drawn = Enhed: { $unit } (i figuren: { $drawn })
workbook-units = Enheder: { $units }
workbook-units-drawn = Enheder: { $units } (i figuren: { $drawn })

workbook-note = Note: { $note }
workbook-source = Kilde: { $source }
workbook-interval-says = Intervallet er et 95 %-konfidensinterval.
workbook-none-says = { $sign } betyder, at der ikke er noget at opgøre.
workbook-suppressed-says = «{ workbook-suppressed }» betyder, at tallet er holdt tilbage for at beskytte de personer, det handler om.
workbook-estimated-all = Skønnet, og ikke talt op: alle tal.
workbook-estimated-which = Skønnet, og ikke talt op: { $which }.
workbook-estimated-some = Skønnet, og ikke talt op: nogle af tallene; se kolonnen { workbook-row-nature } i «{ workbook-rows }».
workbook-forecast-all = Ventet, og endnu ikke opgjort: alle tal.
workbook-forecast-which = Ventet, og endnu ikke opgjort: { $which }.
workbook-forecast-some = Ventet, og endnu ikke opgjort: nogle af tallene; se kolonnen { workbook-row-nature } i «{ workbook-rows }».

# ---- all values in rows

workbook-rows-title = Alle værdier i rækker
workbook-row-exhibit = Opstilling
workbook-row-group = Gruppe
workbook-row-series = Serie
workbook-row-x = Opgjort ved
workbook-row-stat = Mål
workbook-row-unit = Enhed
workbook-row-value = Værdi
workbook-row-interval-from = Interval fra
workbook-row-interval-to = Interval til
workbook-row-n = N
workbook-row-mark = Mærke
workbook-row-nature = Art
workbook-row-stat-in-data = Mål i data

# ---- numbers and premises from elsewhere

workbook-facts = Tal, som rapporten gengiver
workbook-fact-name = Navn
workbook-fact-number = Tal
workbook-fact-unit = Enhed
workbook-fact-shown = Som det står
workbook-fact-what = Hvad
workbook-fact-source = Kilde
workbook-fact-said-in = Står i
workbook-premises = Forudsætninger, som tal og sætninger hviler på
workbook-premise-name = Navn
workbook-premise-mark = Bogstav
workbook-premise-essential = Væsentlig
workbook-premise-text = Forudsætning
workbook-premise-source = Kilde
workbook-premise-for = Gælder
