# What templates write by themselves: words for changes, sizes and stats, and the words by which numbers in prose are known.

## Numbers in words

document-none = none
# One of a thing is stressed, so as not to read as an article.
document-one = one
document-one-neuter = one
document-about = about{"\u00a0"}{ $number }
document-just-under = just under{"\u00a0"}{ $number }
document-just-over = just over{"\u00a0"}{ $number }
document-a-tenth = one tenth
document-a-fifth = one fifth
document-a-quarter = one quarter
document-a-third = one third
document-two-fifths = two fifths
document-half = half
document-three-fifths = three fifths
document-two-thirds = two thirds
document-three-quarters = three quarters
document-all = all
document-very-few = very few
document-nearly-all = nearly all
document-great-majority = the great majority
document-just-under-fraction = just under { $fraction }
document-just-over-fraction = just over { $fraction }

## How something has gone

document-risen = risen
document-fallen = fallen
document-unchanged = unchanged
document-not-known = not known
document-risen-then-fallen = first risen and then fallen
document-fallen-then-risen = first fallen and then risen
document-up-and-down = gone up and down
document-same-at = { $word } at { $number }
document-same-within = { $word } (from { $from } to { $to })
document-changed = { $word } from { $from } to { $to }
document-more-than-chance = The difference is greater than chance variation normally gives.
document-may-be-chance = The difference cannot be told from chance variation.

## What is not observed

document-observed = observed
document-estimated = estimated
document-forecast = forecast
document-all-estimated = All numbers are estimates.
document-some-estimated = Some of the numbers are estimates.
document-estimated-at = Estimates: { $labels }.
document-all-forecast = All numbers are forecasts; they have not been observed yet.
document-some-forecast = Some of the numbers are forecasts; they have not been observed yet.
document-forecast-at = Forecasts: { $labels }; they have not been observed yet.
document-sign-estimated = Estimate: not counted.
document-sign-forecast = Forecast: not observed yet.

## Heads of tables

document-total = Total
document-value = Value
document-interval = { $confidence } interval
document-range = { $low } to { $high }
document-in-points = { $stat } (percentage points)
document-stat-of = { $stat }, { $of }
document-stat-count = Number
document-stat-share = Share
document-stat-mean = Mean
document-stat-mean-of = Mean { $of }
document-stat-sum = Sum
document-stat-persons = Persons
document-stat-person-years = Person-years
document-stat-cumulative-sum = Cumulative
document-stat-expected = Expected
document-stat-value = Value
document-stat-payback-year = Year of payback
document-stat-payback-time = Time to payback
document-stat-effect = Effect
document-stat-relative-effect = Relative effect
document-stat-present-value = Present value
document-stat-cumulative-present-value = Cumulative present value
document-stat-base = As stated
document-stat-low = Low
document-stat-high = High
document-stat-span = Span

## Words that are looked for in prose, with spaces between them

document-number-words = two three four five six seven eight nine ten eleven twelve
document-named-by-number = group groups step month half-year figure figures table tables page pages chapter chapters appendix function §
document-joining-words = and to or of ,
document-period-words = half-year quarter week
document-counted-by-itself = Figure Table Page Chapter
document-after-lone-hyphen = and or

## What people call exhibits on the command line, with spaces between the names; and what is advised there

document-names-of-a-figure = figure fig. fig
document-names-of-a-table = table tab. tab
document-names-of-key-figures = key-figures
document-say-expected = is expected
document-say-estimated = is estimated
document-say-judged = is thought to
