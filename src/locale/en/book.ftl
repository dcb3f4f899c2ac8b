# The audit book: its pages and what its scripts say. The scripts fill in what stands in braces, numbers too, so where one thing is
# said otherwise than several there are two messages, `-one` and `-other`.

# The language of the pages, as HTML has it, and how a browser writes numbers in it.
book-language = en
book-numbers = en-GB

# ---- the frame of all pages

book-title = Audit book
book-title-of-report = Audit book: { $report }
book-title-internal = Internal: { $title }
book-internal-lead = Internal.
book-internal = This book shows records of people and numbers that readers do not see. Not for publication.
book-skip = Skip to the content
book-search-label = Search for a number or a word
book-search-example = 48%, 39,300, figure 3, P-…
book-search-key = Press { $key } to search
book-contents = Figures and tables
book-filter-label = Show only
book-filter-example = words in the title
book-filter-kinds = Kind
book-filter-shows = { $count } shown
book-filter-finds-none = No figures or tables match.
book-needs-scripts = The audit book uses JavaScript from its own folder. Allow it for this page to read the book.
book-panel = The value
book-part-missing = A part of the audit book is missing: { $why }. Get the whole folder again.
book-file-unreadable = { $file } cannot be read

# ---- what exhibits and values are called

book-figure = Figure
book-table = Table
book-key-figures = Key figures
book-figures = Figures
book-tables = Tables
book-all-key-figures = Key figures
book-exhibit = { $kind } { $number }
book-exhibit-not-printed = { $kind } (not printed)

book-stat-count = Count
book-stat-share = Share
book-stat-mean = Mean
book-stat-mean-of = Mean, { $what }
book-stat-sum = Sum
book-stat-persons = Persons
book-stat-person-years = Person-years
book-stat-cumulative-sum = Cumulative sum
book-stat-expected = Expected
book-stat-value = Value
book-stat-payback-year = Paid back in year
book-stat-payback-time = Payback time
book-stat-effect = Effect size
book-stat-relative-effect = Effect above the norm
book-stat-present-value = Present value
book-stat-cumulative-present-value = Cumulative present value
book-stat-base = As assumed
book-stat-low = Low
book-stat-high = High
book-stat-span = Range

book-nature-estimated = estimated
book-nature-forecast = forecast

book-percent = { $number }%
book-share-of = { $share } of { $whom }
# How a unit begins that says by itself that something is a share of it.
book-share-of-begins = of
book-rows-one = 1 row
book-rows-other = { $count } rows
book-row-of-file-and-more = { $file }, row { $row } and { $rows } more
book-empty-cell = (empty)
book-masked-field = { $field } (pseudonym)
book-row-unlisted = The fields of the row stand only in the extract itself, which has too many rows to be shown here.
book-and-more = and { $count } more
book-premise = Assumption ({ $mark }):

# ---- where the report says a number

book-said-here = Where the report says it
book-said-at-exhibit = The text at { $exhibit }

# ---- an exhibit's page

book-note = Note:
book-source = Source:
book-exhibit-hint = Choose a number to see what it is computed from. The arrow keys move between the numbers.
book-exhibit-sideways = Scroll sideways to see the rest.
book-exhibit-marks = The values in the figure
book-exhibit-total = Total
book-exhibit-table = Table: { $caption }

# ---- a value

book-value-close = Close the value (Escape)
book-value-hidden = Suppressed
book-value-hidden-why = The number is suppressed to protect the people it is about.
book-value-none = There is no number: nothing was counted, or the source does not state it.
book-value-reckoning = Calculation
book-value-rests-on = Rests on (N)
book-value-interval = 95% interval
book-value-numerator = Numerator
book-value-denominator = Denominator
book-value-changes = Sum of changes
book-value-changes-count = Number of changes
book-value-deviation-before = Standard deviation before
book-value-effect-of-others = Effect of others
book-value-lowest-end = Lowest end
book-value-highest-end = Highest end
book-value-sum = Sum
book-value-defined = How it is defined
book-value-worked-out = How it is worked out
book-value-steps-more = Further steps: { $count }
book-call-present-value = present value
book-call-payback-year = paid back in year
book-call-payback-time = payback time

# ---- the observations behind a value

book-observations = Observations
book-observations-loading = Loading the observations …
book-observations-none = No observations.
book-observations-too-many = Behind the values are { $count } observations, too many to be shown here.
book-observations-traced = Those that this value rests on are shown by: { $call }
book-observations-private = The observations and rows behind the number are about people and are not public. The publisher can trace the number back to them.
book-observation-weight = weight { $number }
book-observation-before = before { $number }
book-observation-withheld = Not shown, because it is personal: { $fields }
book-observation-rows-more = and { $rows } more: they stand together under the extracts.
book-tab = { $name } ({ $count })
book-tab-counted = Counted
book-tab-counted-says = Observations that are counted
book-tab-denominator = Only in the denominator
book-tab-denominator-says = Observations that are counted in the denominator only
book-tab-among = Only among those observed
book-tab-among-says = Observations among which is counted
book-tab-whole = What the share is of
book-tab-whole-says = Observations in what the share is of
book-tab-left-out = Left out
book-left-out-reason = { $reason }: { $count }
book-left-out-nobody = Everyone whom the exhibit observes is counted here.
book-left-out-too-many = Those who are counted at other values only are too many to be shown here; they are shown by: { $call }
book-left-out-unnamed = without a number

# ---- searching

book-search = Search
book-search-where = Where is { $text }?
book-search-where-counted = Where is { $pseudonym } counted?
book-search-how = Write a number as it stands in the report, or a word.
book-search-nothing = Nothing found. Write the number as it stands in the report, or a word.
book-search-nobody = No row in the extracts has that pseudonym.
book-search-loading = Loading the rows …
book-search-finds-one = 1 found
book-search-finds-other = { $count } found
book-search-section = { $title } ({ $count })
book-search-more = and { $count } more: write more to find the right one.
book-search-printed = As it is printed
book-search-values = Values
book-search-claims = Sentences
book-search-extracts = Extracts
book-search-resting = Values that rest on the number (N or numerator)
book-search-rows = Rows
book-search-counted-in = Numbers in which they are counted
book-search-of-several = Computed from several numbers
# What readers write before and behind a number, each with a bar between it and the next.
book-search-signs-before = dkk|kr.|kr
book-search-signs-percent = %|per cent|percent|pct.|pct
book-search-signs-millions = million kroner|million|millions|mn|m
book-search-signs-thousands = thousand kroner|thousand|k
book-search-signs-money = kroner|dkk|kr.|kr

# ---- the other pages

book-claims = The sentences of the report
book-facts = Numbers from other sources
book-parameters = Set numbers
book-premises = Assumptions
book-extracts = Register extracts

book-front-open = Here every number in the publication can be traced back to the register rows it is computed from. Choose a figure or table and then a number, or search for a number.
book-front-public = Here it is told what every number in the publication is, and how it is defined. The rows behind are about people and are not public. Choose a figure or table and then a number, or search for a number.
book-front-client = For
book-front-authors = Written by
book-front-publisher = Published by
book-front-original = Made after
book-front-data = Data
book-front-synthetic = fictitious: no real people are in them
book-front-as-of = Status month
book-front-values = Values
book-front-values-of = { $values } in { $exhibits } figures, tables and key figures
book-front-extracts = Extracts
book-front-extracts-of = { $extracts } with { $rows } in total
book-front-pseudonyms = Pseudonyms
book-front-own-key = made with the publisher’s secret key
book-front-public-key = made with the public key for synthetic data
book-front-tool = Made with
book-front-private = No CPR numbers and no other personal fields stand in the book. People have pseudonyms that begin with P, and other personal identifiers have pseudonyms that begin with K.

book-claims-lead = Sentences that were held against the values when the report was built. Every number leads to what it is computed from.
book-claim-marked = The numbers do not bear the sentence out; it is marked in the report.
book-claim-omitted = Left out of the report.
book-claim-hidden = The report does not say it: it rests on numbers that are suppressed.

book-facts-lead = Numbers that the report quotes and that are not computed from the registers.
book-fact-what = What
book-fact-source = Source
book-fact-said-in = Stands in
book-fact-said-nowhere = no text
book-fact-name = Name

book-parameters-lead = Limits and rates that the report computes with and that its authors have set.
book-parameter-why = Why

book-made-kind = A number that is computed from several
book-made-of = It is computed from
book-made-missing = The link points to a number that is not here.

book-premises-lead = What numbers and sentences rest on besides the registers, and must not be read without.
book-premise-source = Source
book-premise-essential = Essential
book-premise-essential-says = yes: no summary may leave it out
book-premise-for = Applies to

book-extract-register = Register
book-extract-rows = Rows
book-extract-seal = Seal
book-extract-fields = Fields
book-extract-withheld = Not shown, because it is personal
book-extract-publishable = May be published
book-extract-allowed = Allowed in the extract
book-extract-loading = Loading the rows …
book-extract-private = The rows are about people and are not public.
book-extract-unlisted = The extract has too many rows to be shown here; they stand in the file.
book-extract-rows-of = Rows in { $file }
book-extract-without-row = The extract has no row { $row }.
book-extract-missing = There is no extract named “{ $name }”.

book-missing = Not found
book-missing-exhibit = There is no figure or table named “{ $name }”.
book-missing-page = There is no page named “{ $name }”.
book-missing-value = The link points to a value that is not here.
book-missing-value-said = The link points to a value that does not exist.
book-several-values = The link fits { $count } values; they are highlighted.
