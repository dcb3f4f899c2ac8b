# Calculations: formulas as people read them, and how assumptions are varied. `x` is a part of a formula.

# What stands lower, behind a name.
calculation-year-before = the year before
calculation-last-stated = last stated

calculation-sum-in-years-before = the sum of { $x } in the years before
calculation-sum-to-year = the sum of { $x } up to and including the year
calculation-sum-over = the sum of { $x } over { $over }
calculation-all-years = all years
calculation-payback-year = the first year in which the sum of { $x } since the beginning is not below zero
calculation-payback-time = the time until the sum of { $x } since the beginning reaches zero
calculation-present-value = the present value of { $x } at the rate { $rate }

# The word of a unit before what it is per.
calculation-per = per
calculation-from-to = { $low } to { $high }

calculation-as-stated = as stated
calculation-low = low
calculation-high = high
