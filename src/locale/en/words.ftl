# Definitions: how the values of an exhibit are made, in the order in which a reader asks.

# Names of the spec, and lists of what is said of them.
words-named = “{ $name }”
words-then = { $first }, then { $next }

# What is counted, as readers call it: English nouns are not bent by gender.
words-each = { $neuter ->
   *[no] each { $one }
}
words-the = { $neuter ->
   *[no] the { $one } in question
}
words-all = all { $many }
words-person = person
words-persons = persons
words-the-person = the person
words-all-persons = all persons
# Whose something is; `sibilant` is whether the word ends in the sound of an s.
words-whose = { $sibilant ->
    [yes] { $who }’
   *[no] { $who }’s
}

# Who is counted.
words-the-view = the view “{ $name }”
words-all-in = All in { $table }: one row for { $each }.
words-all-in-entering = All in { $table }: one row for { $each }, with the day of entry in “{ $enters }”.
words-all-in-leaving = All in { $table }: one row for { $each }, with the day of exit in “{ $leaves }”.
words-all-in-between = All in { $table }: one row for { $each }, with the day of entry in “{ $enters }” and of exit in “{ $leaves }”.
words-population-topic = The population “{ $name }”
words-the-population = the population “{ $name }”
words-those-of = Those of { $all } for { $whom ->
    [persons] whom
   *[things] which
} this holds:
words-it-is = It is { $all }.
words-column-topic = The column “{ $name }”
words-for-each = For { $each }:
words-for-each-family = For each family, over its members in the population:
words-for-each-sequence = For each sequence:
words-state-at-start = The state “{ $state }” in the month of entry.
words-state-at-latest = The state “{ $state }” in the latest month.
words-state-every-month = Whether the state “{ $state }” is among { $labels } in every month from entry to the latest.
words-state-unbroken = The first month of the unbroken run of months with the state “{ $state }” among { $labels } that ends with the latest month.
words-how-many-rows = How many rows about { $the } there are in { $file }.
words-how-many-rows-if = How many rows about { $the } there are in { $file } for which this holds:

# What is counted.
words-counted-topic = What is counted
words-counted-member = { $each } in the population, once.
words-counted-family = Each family with at least one member in the population, once.
words-counted-state = { $whose } state “{ $state }” in each period.
words-counted-transition = { $whose } state “{ $state }” in the first and in the latest month.
words-counted-level = How many spells in { $file } { $each } has, on average over the months of the period. { $active }
words-counted-rows = Each row of { $table }, once.
words-counted-rows-about-member = Each row of { $table } about a member of the population, once.
words-counted-rows-of-file-about-member = Each row about a member of the population in { $file }, once.
words-counted-bookings = For { $each } and period the sum of “{ $amount }” in { $file } by “{ $date }”; 0 without bookings.
words-counted-totals = For each row of { $per } the sum over the rows of { $of } with the same “{ $by }”; 0 without rows:
words-counted-query = Each row that this query gives:
words-counted-query-once = Each row that this query gives, once:
words-counted-sensitivity = What the results become when one assumption at a time is set to the ends of its range and the others are held fixed.
words-counted-disposition = { $each } in the extract, once, on the way to the population “{ $population }”.
words-counted-quantity = “{ $label }” is the quantity { $name } of the calculation “{ $calculation }”.
words-spells-topic = Spells
words-those-spells = The spells for which this holds:
words-rows-topic = Rows
words-those-rows = The rows for which this holds:
words-those-rows-in = The rows of { $table } for which this holds:
words-day-topic = Day
words-row-of-period = A row belongs to the period that this day falls in:
words-bookings-topic = Bookings
words-those-bookings = The bookings for which this holds:
words-split-topic = Part
words-selection-topic = Selection
words-those-observations = Only the observations for which this holds:
words-number-topic = The number of each observation
words-number-of-sql = Computed as (true is 1, false is 0):
words-number-of-days = The days until the last day, divided by { $days }, from the first day:
words-number-of-present = The amount, discounted to { $year } at { $rate } % a year:
words-last-day-topic = The last day
words-amount-year-topic = The year of the amount
words-weight-topic = Weight
words-weighs = In the denominator an observation counts for this many:
words-baseline-topic = Baseline
words-changed-from = The measurement from which the change is reckoned:
words-row-number-topic = The number of a row
words-row-without-number = A row without a number is not included:
words-numbers-topic = Numbers
words-row-weight-topic = The weight of a row
words-row-weighs = In the denominator a row counts for this many:
words-left-out-topic = Left out
words-left-out-by = Condition { $at } (from “{ $asks }”): of those who remain, the ones for { $whom ->
    [persons] whom
   *[things] which
} this does not hold are left out:
words-ends-topic = In the end
words-ends-in = “{ $label }”: each of those who remain and are in the population “{ $population }”.
words-formula-topic = The formula for { $name }
words-measured-in = Measured in { $unit }.
words-assumption-topic = The assumption { $name }
words-assumption-in = Stated in { $file }, measured in { $unit }:
words-sequence-topic = The sequence “{ $name }”
words-sequence = Rows of { $file } with the same { $by } are one sequence, ordered by “{ $order }”.

# States.
words-state-topic = The state “{ $name }”
words-state-of-spells = Told by the spells in { $file }. { $active }
words-active-at-month-end = A spell is active in a period when it includes the last day of the period; without an end date it has not ended.
words-active-on-any-day = A spell is active in a period when it shares at least one day with it; without an end date it has not ended.
words-ties = Where there are several spells, the one that decides is { $rules }.
words-tie-latest-start = the one that started last
words-tie-listed-first = the one whose state is listed first
words-first-that-fits = The first of these that fits:
words-step-of-spells = “{ $label }”: there is a spell in { $file }. { $active }
words-step-of-state = “{ $label }”: the state “{ $state }” is among { $labels }.
words-state-merged = As the state “{ $state }”, where { $labels }.
words-label-merged = “{ $label }” stands for { $from }
words-state-missing = Where no spell says anything, the state is “{ $missing }”.

# What observations are told apart by.
words-facets-topic = Split into panels
words-series-topic = Split into series
words-along-topic = Along the axis
words-by-state = By state.
words-by-period = By period.
words-by-split = By part.
words-by-column = By “{ $column }”.
words-by-states = By state: { $labels }.
words-by-limits = In classes that each begin at their limit, by the number that this expression gives:
words-by-expression = By what this expression gives:
words-by-weeks = By the weeks of the year of the status month, as this expression gives them:
words-limits = The limits: { $limits }.
words-label-of-missing = “{ $label }” counts those for whom the expression gives nothing.
words-label-of-all = “{ $label }” counts them all.
words-by-range = Every month or year from the first to the last that this expression gives:
words-range-until = But at most up to and including:
words-groups-topic = The groups “{ $name }”
words-groups = Each in the population “{ $population }” is in the first group that fits.
words-label = “{ $label }”:

# When people are observed.
words-period-topic = Period
words-start-and-latest = The month in which { $the } entered, and the latest: the month of exit, but at most { $last }.
words-project-months = { $whose } months from entry, as many as all in the population reach by { $last }.
words-weeks = Every week (Monday to Sunday) from the first in { $since }, as many as are complete at the end of { $last }. A week is in the month of its Thursday.
words-months = Every month from { $since } to { $last }.
words-quarters = Every quarter from the one with { $since }, as many as are complete at the end of { $last }.
words-half-years = Every half-year from the one with { $since }, as many as are complete at the end of { $last }.
words-years = Every year from the one with { $since }, as many as are complete at the end of { $last }.
words-years-before = The { $years } years before this day, the day itself not included:
words-within-groups = Each of the groups “{ $groups }” has as many months as all in the group reach.
words-from-age = Only periods on whose first day { $the } has turned { $age }.
words-around-months = Months
words-around-half-years = Half-years
words-around-blocks = Periods of { $months } months
words-around = { $periods } from { $first } to { $end } around the month in “{ $column }”. { $follow ->
    [whole] Only those who can be followed through all the periods are included
   *[each] Each is included in the periods in which they can be followed
}, until { $last }.
words-around-since = { $periods } from { $first } to { $end } around the month in “{ $column }”. { $follow ->
    [whole] Only those who can be followed through all the periods are included
   *[each] Each is included in the periods in which they can be followed
}, from { $since } to { $last }.

# The rows of a view.
words-view-topic = The rows of the view
words-view-of = They are the rows of { $table }.
words-is = “{ $name }” is:
words-is-class = “{ $name }” is the class, with the limits { $limits }, of:
words-known-from = Only the rows that by “{ $day }” were known in the status month.
words-holds = Only the rows that hold in the status month: from “{ $from }” to “{ $to }”.
words-later-is-empty = What happened after the status month is read as empty: { $columns }.
words-missing-codes = Codes that are no answers are read as empty: { $codes }.
words-codes-in = { $codes } in “{ $column }”
words-prices = “{ $name }” is “{ $amount }” at { $year } prices, by “{ $value }” in { $table }.
words-prices-of-status-year = “{ $name }” is “{ $amount }” at the prices of the status year, by “{ $value }” in { $table }.
words-long = One row for each of { $columns }, in “{ $value }”, with its name in “{ $name }”.
words-pairs = One row for every two measurements by “{ $wave }” of the same { $per } where “{ $value }” is known both times.
words-gathered-if = Of the rows of { $table } those are included for which this holds:
words-gathered = “{ $name }” is, over the rows of { $table } with the same { $same }:
words-gathered-outside = Rows of { $table } that belong to none are not included: { $why }
words-one-row-each = One row for each { $per }.
words-grouped = “{ $name }” is, over the rows with the same { $per }:
words-next-only = Only the rows that are followed by enough others: the row itself and those that follow, { $rows } in all, with the same { $per } in order of { $by }.
words-next = “{ $name }” is, over the row itself and those that follow, { $rows } in all, with the same { $per } in order of { $by }:
words-joined = With the columns of { $table }, { $on }{ $unmatched ->
    [keep] ; where there are none, they are empty
    [drop] ; rows without are not included
   *[refuse] {""}
}.
words-joined-by-same = with the same { $columns }
words-joined-by-day = for the period that “{ $day }” falls in
words-each-row = One row for each row of { $table }.
words-each-period-of-spell = One row for each period of { $table } from “{ $from }” to “{ $to }”.
words-each-period-around = One row for each period of { $table } around “{ $day }”, from { $first } to { $last }; “{ $name }” is the distance.
words-the-first-period = the first
words-the-latest-period = the latest
words-other-periods = Other periods are not included: { $why }
words-keep = One row for each { $per }: { $rules }.
words-keep-latest = the latest or largest by { $columns }
words-keep-least = the first or smallest by { $columns }

# What is said of the observations.
words-count-topic = Count
words-count = The sum of how many each observation counts for: 1, 0 or the number it tells of.
words-share-topic = Proportion
words-share = The sum of the numbers of the counted observations, divided by the denominator.
words-mean-topic = Mean
words-mean-of-topic = Mean, { $what }
words-mean = The sum of the observations’ numbers, divided by the denominator.
words-sum-topic = Sum
words-sum = The sum of the observations’ numbers.
words-persons-topic = Persons
words-persons-given = The sum of the persons that the calculation gives.
words-person-years-topic = Person-years
words-person-years = The sum of the person-years that the calculation gives.
words-cumulative-sum-topic = Cumulative sum
words-cumulative-sum = The sum from the first year up to and including this one.
words-expected-topic = Expected
words-expected = What the calculation expects.
words-value-topic = Value
words-value = The number as the source or the calculation gives it.
words-payback-year-topic = Paid back in year
words-payback-year = The first year at whose end the cumulative result is zero or more.
words-payback-time-topic = Payback time
words-payback-time = Years until the cumulative result is zero or more.
words-effect-topic = Effect size
words-effect = The mean change, divided by the standard deviation of the baseline measurements.
words-relative-effect-topic = Effect above the norm
words-relative-effect = The effect size minus { $norm }, which others achieve.
words-base-topic = As assumed
words-base = The result with all assumptions as they are stated.
words-low-topic = Low
words-low = The result with one assumption at the low end of its range.
words-high-topic = High
words-high = The result with one assumption at the high end of its range.
words-span-topic = Span
words-span = How far apart the results at the low and the high end are.
words-present-value-topic = Present value
words-present-value = The sum of the discounted amounts.
words-cumulative-present-value-topic = Cumulative present value
words-cumulative-present-value = The sum of the discounted amounts up to and including this year.
words-denominator-topic = Denominator (N)
words-denominator-at-place = All observations in the same panel and at the same place along the axis.
words-denominator-in-series = All observations in the same panel and series.
words-denominator-in-facet = All observations in the same panel.
words-denominator-counted = The observations that are counted in the value itself.
words-denominator-stated = The source states both the value and how many it rests on.
words-denominator-none = Nothing is counted: the value is computed from assumptions.
words-unit-once = Each unit counts once, however many observations it has.
words-family-once = Each family counts once, however many observations it has.
words-share-of-topic = Proportion of
words-share-of = Proportions are of “{ $whole }” in the same panel and at the same place.
words-interval-topic = 95 % interval
words-interval-lower = Lower limit:
words-interval-upper = Upper limit:
words-rolling = Each place is taken together with those before it, { $places } places in all.
words-cumulated = Each place is taken together with all those before it.
words-source-topic = Source of the formula
words-beside-topic = The number beside
words-beside = Besides its own number each observation has:
words-group-topic = The group
words-group = Compared with the others are those for whom it holds that
words-event-topic = End
words-event = An observation ends with (empty: the end is not observed):
words-class-topic = Class
words-class = Standardised by:
words-cluster-topic = Clusters
words-cluster = Observations resemble each other when they have the same
words-ranked-within-topic = Ranked within
words-ranked-within = The ranks are only among those that have the same
words-told-topic = Computed from
words-told = { $of }.
words-told-at-least = { $of }, compared with the target: at least { $goal }.
words-told-at-most = { $of }, compared with the target: at most { $goal }.
words-told-by-rows = { $of }, compared with the target that the rows tell.
words-told-from = { $of }, compared with “{ $label }”.
words-told-back = { $of }, compared with { $steps ->
    [one] { $steps } place
   *[other] { $steps } places
} back along its { $along ->
    [series] series
   *[axis] axis
}.
words-goal-at-least-topic = The target is at least
words-goal-at-most-topic = The target is at most
words-goal = What this expression gives:
words-small-numbers-topic = Small numbers
words-small-numbers-shown = All values are shown, small ones too. { $because }
words-small-numbers-hidden = Numbers that would tell of few persons are hidden. { $because }
words-looks-ahead-topic = Looks ahead
words-looks-ahead = Also uses what happened after the status month: { $because }.
