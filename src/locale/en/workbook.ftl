# `figurdata.xlsx`: the sheets of a publication's numbers.

# The language as files name it, and how spreadsheets call it in number formats.
workbook-language = en-GB
workbook-number-locale = [$-809]
# What a number format writes behind a share in percent, and behind a difference of shares.
workbook-percent-format = %
workbook-points-format = \ %"-points"

workbook-about = The numbers behind the figures, tables and key figures of the publication
workbook-as-of = Status month
workbook-footer = Page { $page } of { $pages }

# ---- the names of sheets; Excel takes 31 letters

workbook-contents = Contents
workbook-rows = All values
workbook-carried = From other sources
workbook-sheet = Sheet
workbook-to-contents = To the contents

workbook-figure = Figure { $number }
workbook-table = Table { $number }
workbook-key-figures = Key figures
workbook-not-printed = Not printed

# ---- the contents

workbook-head-exhibit = Exhibit
workbook-head-title = Title
workbook-head-source = Source
workbook-head-extracts = Extracts
workbook-head-file = File
workbook-head-sum = SHA-256
workbook-head-register = Register
workbook-head-rows = Rows
workbook-carried-says = Numbers that the report quotes, and assumptions that numbers and sentences rest on
workbook-rows-says = The values of all exhibits in rows, for filters and pivot tables
workbook-built-with = Built with { $program } { $version }. Every number is the same as in the publication.

# ---- an exhibit's sheet

workbook-group = Group
workbook-computed-for = Computed for
workbook-computed-at = Computed at
workbook-total = Total
workbook-value = Value
workbook-interval-from = { $what }, interval from
workbook-interval-to = { $what }, interval to
workbook-suppressed = suppressed
workbook-month = Month
workbook-half-year = Half-year
workbook-quarter = Quarter
workbook-week = Week
workbook-year = Year

workbook-unit = Unit: { $unit }
workbook-unit-drawn = Unit: { $unit } (in the figure: { $drawn })
workbook-units = Units: { $units }
workbook-units-drawn = Units: { $units } (in the figure: { $drawn })

workbook-note = Note: { $note }
workbook-source = Source: { $source }
workbook-interval-says = The interval is a 95% confidence interval.
workbook-none-says = { $sign } means that there is nothing to compute.
workbook-suppressed-says = “{ workbook-suppressed }” means that the number is withheld to protect the people it is about.
workbook-estimated-all = Estimated, not counted: all numbers.
workbook-estimated-which = Estimated, not counted: { $which }.
workbook-estimated-some = Estimated, not counted: some of the numbers; see the column { workbook-row-nature } in “{ workbook-rows }”.
workbook-forecast-all = Expected, not yet observed: all numbers.
workbook-forecast-which = Expected, not yet observed: { $which }.
workbook-forecast-some = Expected, not yet observed: some of the numbers; see the column { workbook-row-nature } in “{ workbook-rows }”.

# ---- all values in rows

workbook-rows-title = All values in rows
workbook-row-exhibit = Exhibit
workbook-row-group = Group
workbook-row-series = Series
workbook-row-x = Computed at
workbook-row-stat = Statistic
workbook-row-unit = Unit
workbook-row-value = Value
workbook-row-interval-from = Interval from
workbook-row-interval-to = Interval to
workbook-row-n = N
workbook-row-mark = Mark
workbook-row-nature = Nature
workbook-row-stat-in-data = Statistic in data

# ---- numbers and premises from elsewhere

workbook-facts = Numbers that the report quotes
workbook-fact-name = Name
workbook-fact-number = Number
workbook-fact-unit = Unit
workbook-fact-shown = As it stands
workbook-fact-what = What
workbook-fact-source = Source
workbook-fact-said-in = Stands in
workbook-premises = Assumptions that numbers and sentences rest on
workbook-premise-name = Name
workbook-premise-mark = Letter
workbook-premise-essential = Essential
workbook-premise-text = Assumption
workbook-premise-source = Source
workbook-premise-for = Applies to
