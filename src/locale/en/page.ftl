# What the designs print by themselves: headings, heads of tables, notes and standing paragraphs. Messages are called by their names
# in the templates: `sig("page-…")`, or `opsat("page-…")` where a message has Typst's markup in it.

## Figures and tables

page-figure = Figure
page-table = Table
page-source = Source:
page-note = Note:
page-remark = Note:
page-continued = { $table }, continued
page-a-figure = Figure{"\u00a0"}{ $number }
page-a-table = Table{"\u00a0"}{ $number }
page-key-figures = key figures
page-the-key-figures = the key figures
page-quoted = ‘{ $title }’
page-estimated = estimated
page-forecast = forecast
page-never = never
page-years = { $years } years
page-not-as-expected = (not as expected)

## What stands where

page-contents = Contents
page-figures = Figures
page-tables = Tables
page-interim-conclusion = Interim conclusion
page-bottom-line = The bottom line
page-appendix = Appendix { $letter }
# What must not part from the number behind it, as a regular expression.
page-kept-with-number = p\.|pp\.|page|pages|ch\.|chapter|appendix|box|figure|table|no\.

## Heads of boxes and of tables of words

page-method = Method
page-results = Results
page-observation = Observation
page-reservations = Reservations
page-topic = Topic
page-question = Question
page-shown-in = Shown in
page-register = Register
page-used-to-know = Used to establish
page-raised-by = Raised by
page-can-be-answered-by = Can be answered by
page-measure = Measure
page-ratio = Ratio
page-element = Element
page-why = Why
page-how = How
page-assumption = Assumption
page-computed-so = How it is computed
page-page-in-source = Page in the source
page-what-shall-happen = What is to happen
page-measured-by = Measured by

## The dip before a programme begins

page-dip-share = Share who are self-supporting
page-dip-begins = The programme begins
page-dip-chosen = Selected because things go badly
page-dip-by-itself = Some improve by themselves
page-dip-before = Before
page-dip-after = After
page-dip-alt = A curve of the share who are self-supporting. It is high at first, falls to a low just where the programme begins, and then rises again.

## Premises

page-premises = Premises
page-premise = Premise

## The edition

page-edition-redone = Demonstration edition. The numbers are computed anew after #emph[{ $title }] ({ $who }). Those behind it have taken no part in this edition.
page-edition-redone-synthetic = Demonstration edition. The numbers are computed anew on synthetic data after #emph[{ $title }] ({ $who }). Those behind it have taken no part in this edition.
page-made-up = The data are made up: no real persons are in them, and the numbers say nothing of the real world.

## Data and method

page-data-and-method = Data and method
page-data-and-method-opening = All numbers are computed from register extracts. Here it is stated which, how small numbers are protected, and how a number is followed back to the rows it comes from.
page-extracts = Extracts
page-file = File
page-rows = Rows
page-rows-used = Used
page-fingerprint = Fingerprint
page-rows-hidden = How many rows an extract has, and how many of them are used, is withheld: the difference may be a few persons. The fingerprint is the beginning of the file’s seal, which can only be made with the publisher’s key.
page-rows-told = A row is used when at least one number in the report rests on it. The fingerprint is the beginning of the file’s checksum: where it is unchanged, the extract is the same. The whole checksum is in #raw("manifest.json").
page-differences-unrounded = Differences are computed from the unrounded numbers and may therefore deviate from the difference of those shown.
page-premises-behind = The premises behind numbers and sentences
page-protection = Protection of small numbers
page-from-number-to-row = From number to row
page-look-up = Every number in a figure or table can be looked up in the audit book that comes with the report (#raw("audit/index.html")). Search for the short name behind the title to see what the number is counted from, and which rows of which extract they are. The numbers are also in the workbook #raw("figurdata.xlsx").
page-pseudonyms-open = Where an extract has civil registration numbers, pseudonyms stand in their place, made with the key that comes with the program. The key is public and may only be used for synthetic data such as these.
page-pseudonyms-secret = Where an extract has civil registration numbers, pseudonyms stand in their place, made with a key that the organisation keeps secret. Without it a pseudonym cannot be traced back to a person.
page-quality-log = Quality log
page-built-with = Built with { $program } { $version }. The same extracts give the same report. Checksums are in #raw("manifest.json").

## What is hidden

page-hides-nothing = Under that rule none of the report’s { $values } numbers are withheld.
page-hides-fewer-people = Of the report’s { $values } numbers { $hidden } are withheld and shown as •. They would tell of fewer than { $people }, or such numbers could be worked out from them. Which of the reasons applies to a single number is not said, for that would help to guess it.
page-hides-fewer-families = Of the report’s { $values } numbers { $hidden } are withheld and shown as •. They would tell of fewer than { $people } or fewer than { $families }, or such numbers could be worked out from them. Which of the reasons applies to a single number is not said, for that would help to guess it.
page-shown-all-the-same = Some small numbers are shown all the same: { $why }
page-person = person
page-persons = persons
page-family = family
page-families = families

## A business case's assumptions

page-assumptions-and-method = Assumptions and method
page-assumptions-opening = Every amount is computed from assumptions, which are in files with a source on each row. Nothing is rounded on the way.
page-assumptions-and-formulas = Assumptions and formulas
page-assumptions-told = Each assumption is given with its source and the row it is read from. The interval is the one that the sensitivity is computed with.
page-files = Files
page-file-rows-told = A row is used when at least one number in the edition rests on it. The fingerprint is the beginning of the file’s checksum: where it is unchanged, the file is the same. The whole checksum is in #raw("manifest.json").
page-not-to-be-read-without = What numbers and sentences must not be read without
page-letters-refer = The letters beside them refer to this.
page-from-number-to-assumption = From number to assumption
page-look-up-assumption = Every number in a figure or table can be looked up in the audit book that comes with the edition (#raw("audit/index.html")). Search for the short name behind the title to see the rows of assumptions that the number rests on. If a row is changed, only the numbers that rest on it change. The numbers are also in the workbook #raw("figurdata.xlsx").
page-built-with-assumptions = Built with { $program } { $version }. If the edition is built again from the same assumptions, it is the same. Checksums of the files and of the result are in #raw("manifest.json").
page-value = Value
page-low-to-high = Low to high
page-source-head = Source
page-row = { $file }, row { $row }
page-year = year { $years }

## The quality log

page-quality-log-opening = Here it is stated who has approved each exhibit. An approval is of the numbers and of the way they are defined. If either has changed since, the approval has lapsed.
page-exhibit = Exhibit
page-signed-by = Approved by
page-date = Date
page-remark-head = Remark
page-status = Status
page-signed-figures = Key figures
page-signed-table = Table{"\u00a0"}{ $number }
page-signed-figure = Figure{"\u00a0"}{ $number }
page-signed-table-unprinted = Table (not printed)
page-signed-figure-unprinted = Figure (not printed)
page-approved = Approved
page-lapsed-values = Lapsed: the numbers have changed
page-lapsed-definition = Lapsed: the definition has changed
page-lapsed-both = Lapsed: numbers and definition have changed
page-lapsed-gone = Lapsed: the exhibit is gone
page-not-approved = Not approved

## Since another edition

page-since = What has changed since last time
page-since-same-month = This is a comparison with the previous edition, which is also as of { $month }. Each change is divided by its causes.
page-since-month = This is a comparison with the edition as of { $month }. Each change is divided by its causes.
page-nothing-changed = None of the { $values } numbers behind the report’s figures and tables have changed.
page-changed = Of the { $values } numbers behind the report’s figures and tables, { $changed } have changed, have been added or are gone. By main cause: { $causes }.
page-of-them = { $count } of them
page-cause-new-periods = new periods ({ $count })
page-cause-late-corrections = corrected rows about earlier periods ({ $count })
page-cause-population = persons who have entered or left ({ $count })
page-cause-definition = a changed definition ({ $count })
page-cause-assumption = changed assumptions ({ $count })
page-cause-rounding = rounding ({ $count })
page-cause-unexplained = something that cannot be explained ({ $count })
page-causes-last = { $first }, and { $last }
page-part-new-periods = new periods
page-part-late-corrections = corrections
page-part-population = entries and exits
page-part-definition = changed definition
page-part-assumption = changed assumptions
page-part-rounding = rounding
page-part-unexplained = unexplained
page-one-too-small = One of the changes is too small to be seen in the number shown.
page-some-too-small = { $count } of the changes are too small to be seen in the numbers shown.
page-greatest-changes = The greatest changes, at most one from each exhibit
page-number = Number
page-before = Before
page-now = Now
page-difference = Difference
page-of-which = Of which
page-no-parts = cannot be divided by cause
page-changes-note = Entries and exits are persons who have entered or left the group that is counted. Corrections are rows about periods that the previous edition covered too. The parts add up to the difference, which is computed from the unrounded numbers.
page-what-it-says = What the report says
page-sentence = sentence
page-sentences = sentences
page-no-longer-borne-out = { $sentences } borne out by the numbers last time, but no longer:
page-borne-out-now = { $sentences } not borne out by the numbers last time, but borne out now:
page-all-still-borne-out = All that the report said last time is still borne out by the numbers.
page-reworded = { $sentences } with changed numbers or words, added or gone.
page-corrections = Corrections and changed definitions
page-corrected-rows = In the extracts, rows about periods that the previous edition covered too have been corrected, added or taken out: { $files }.
page-row-noun = row
page-rows-noun = rows
page-rows-in-file = { $rows } in { $file }
page-redefined = The definition has changed for { $exhibits }.
page-added = New: { $exhibits }.
page-removed = Gone: { $exhibits }.
page-listed-last = { $first } and { $last }
