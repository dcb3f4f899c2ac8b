# The record: why rows are not counted, what rows are called, and what values count in.

record-named = “{ $name }”
record-or = { $first } or { $next }

# A row without a name of its own.
record-row = row { $row }
record-row-of-file = { $file }, row { $row }
record-row-without-number = without a number, row { $row }

# Why somebody is not among the observations.
record-not-in-population = Not in the population “{ $population }”, because this does not hold
record-not-in-populations = Not in the population { $populations }
record-without-rows = In the population, but without rows that fit
record-outside-periods = In the population, but outside the periods
record-filtered = In the population, but filtered out, because this does not hold
record-without-number = In the population, but without a number
record-among-greatest = In the population, but left out, because the sum is among the largest

# Why rows are not.
record-rows-unused-by-query = Rows that none of the query’s observations rests on
record-rows-without-number-or-filtered = Rows without a number, or filtered out by the selection
record-rows-without-number = Rows without a number
record-rows-not-so = Rows for which this does not hold
record-rows-filtered = Rows that are filtered out, because this does not hold
record-not-in-view-unless = Not in the view “{ $view }”, because this does not hold
record-not-in-view = Not in the view “{ $view }”

# Why somebody who is observed has no share in a value.
record-in-other-series = Not included here, but counted in another series at the same place
record-in-other-places = Not included here, but counted elsewhere in the exhibit
record-counted-nowhere = Observed, but counted nowhere in the exhibit

# What values count in.
record-unit-unknown = unit not stated
record-unit-years = years
record-unit-persons = persons
record-unit-person-years = person-years
record-unit-standard-deviations = standard deviations
record-unit-yes-or-no = yes or no
record-unit-percentage-points = percentage points
record-unit-share = proportion of { $of } (%)
# The same where the spec's own words begin with the word for `of`.
record-of = of
record-unit-share-of = proportion { $of } (%)
record-unit-number = number
record-unit-number-of = number of { $of }
record-unit-bare = number without a unit
