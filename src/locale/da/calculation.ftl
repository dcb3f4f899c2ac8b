# Calculations: formulas as people read them, and how assumptions are varied. `x` is a part of a formula.

# What stands lower, behind a name.
calculation-year-before = året før
calculation-last-stated = senest oplyst

calculation-sum-in-years-before = summen af { $x } i årene før
calculation-sum-to-year = summen af { $x } til og med året
calculation-sum-over = summen af { $x } over { $over }
calculation-all-years = alle år
calculation-payback-year = det første år, hvor summen af { $x } siden begyndelsen ikke er under nul
calculation-payback-time = tiden, før summen af { $x } siden begyndelsen når nul
calculation-present-value = nutidsværdien af { $x } ved renten { $rate }

# The word of a unit before what it is per.
calculation-per = pr.
calculation-from-to = { $low } til { $high }

calculation-as-stated = som angivet
calculation-low = lav
calculation-high = høj
