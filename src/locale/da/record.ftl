# The record: why rows are not counted, what rows are called, and what values count in.

record-named = «{ $name }»
record-or = { $first } eller { $next }

# A row without a name of its own.
record-row = række { $row }
record-row-of-file = { $file }, række { $row }
record-row-without-number = uden nummer, række { $row }

# Why somebody is not among the observations.
record-not-in-population = Ikke i populationen «{ $population }», fordi dette ikke gælder
record-not-in-populations = Ikke i populationen { $populations }
record-without-rows = I populationen, men uden rækker, der passer
record-outside-periods = I populationen, men uden for perioderne
record-filtered = I populationen, men sorteret fra, fordi dette ikke gælder
record-without-number = I populationen, men uden tal
record-among-greatest = I populationen, men udeladt, fordi summen er blandt de største

# Why rows are not.
record-rows-unused-by-query = Rækker, som ingen af forespørgslens observationer hviler på
record-rows-without-number-or-filtered = Rækker uden tal, eller sorteret fra af udvalget
record-rows-without-number = Rækker uden tal
record-rows-not-so = Rækker, for hvilke dette ikke gælder
record-rows-filtered = Rækker, der er sorteret fra, fordi dette ikke gælder
record-not-in-view-unless = Ikke med i visningen «{ $view }», fordi dette ikke gælder
record-not-in-view = Ikke med i visningen «{ $view }»

# Why somebody who is observed has no share in a value.
record-in-other-series = Ikke med her, men talt i en anden serie samme sted
record-in-other-places = Ikke med her, men talt andre steder i opstillingen
record-counted-nowhere = Iagttaget, men ikke talt noget sted i opstillingen

# What values count in.
record-unit-unknown = enhed ikke angivet
record-unit-years = år
record-unit-persons = personer
record-unit-person-years = årspersoner
record-unit-standard-deviations = standardafvigelser
record-unit-yes-or-no = ja eller nej
record-unit-percentage-points = procentpoint
record-unit-share = andel af { $of } (%)
# The same where the spec's own words begin with the word for `of`.
record-of = af
record-unit-share-of = andel { $of } (%)
record-unit-number = antal
record-unit-number-of = antal { $of }
record-unit-bare = tal uden enhed
