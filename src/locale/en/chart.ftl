# What stands in charts and in their alt texts.

## Axes, keys and signs

chart-axis-count = Number of { $unit }
# How a unit begins that says itself what a share is of: `of the adults`.
chart-of = of
chart-axis-share = Share { $of }
chart-axis-share-of = Share of { $whole }
chart-interval = { $confidence } interval
chart-interval-cut = { $interval } (an arrow: continues beyond the axis)
chart-sign-hidden = { $sign } withheld to protect the people whom the number is about
chart-zero-everywhere = 0 throughout: { $series }
chart-no-numbers-of = No numbers: { $series }
chart-followed = At risk
chart-hidden = Withheld
chart-unplaced = A number whose place in the column would disclose a withheld one is not drawn.
chart-observed = observed
chart-estimated = estimated
chart-forecast = forecast
chart-all-estimated = all numbers are estimates
chart-all-forecast = all numbers are forecasts
chart-goal = target { $target }
chart-goal-met = target { $target }, met
chart-goal-missed = target { $target }, not met
chart-ceiling-kept = ceiling { $target }, kept
chart-ceiling-passed = ceiling { $target }, exceeded
chart-tornado-low = Low assumption
chart-tornado-high = High assumption
chart-as-stated = As stated: { $value }
chart-waterfall-up = Adds
chart-waterfall-down = Subtracts
chart-waterfall-sum = Total
chart-reached = { $words } { $time }{"\u00a0"}{ $unit }

## A figure with nothing to show

chart-none-yet = There are no numbers to show yet.
chart-all-hidden = All numbers are withheld to protect the people whom they are about.
chart-all-zero = All numbers in the figure are 0.
chart-nobody = All numbers in the figure are 0, for there is nobody to count (N = 0).
chart-empty = The figure is empty: { $why }

## Alt texts: what kind of chart it is

chart-stacked-column = A stacked column
chart-stacked-columns = Stacked columns
chart-columns = Columns
chart-points = Points
chart-bars = Horizontal bars
chart-forest = Points on a logarithmic axis with a line at 1,
chart-dots = A dot in each row
chart-pyramid = Horizontal bars back to back
chart-diverging = Stacked horizontal bars to both sides of the middle of the scale
chart-funnel = A funnel of horizontal bars
chart-heat = A table whose cells are the darker, the greater the number,
chart-steps = Step curves
chart-slope = Lines from one number to another
chart-histogram = A histogram
chart-goals = Horizontal bars with a stroke at the target
chart-alluvial = Ribbons that are the thicker, the greater the number,
chart-boxes = Boxes with arrows
chart-lines = Lines
chart-line = A line
chart-of-series = { $chart } for { $series }
chart-of-many-series = { $chart } for { $count } series
chart-with-line = { $chart } and above them a line for { $series } on an axis of its own
chart-with-interval = { $chart } with { $interval }
chart-with-interval-cut = { $chart } with { $interval } (an arrow shows that an interval continues beyond the axis)
chart-panel-for-each = { $chart }, in a panel for each of { $facets }
chart-in-panels = { $chart }, in { $count } panels
# The last of a list whose names have commas of their own.
chart-listed-last = { $first } and { $last }

## Alt texts: what the values are

chart-rest-in-data = The other numbers are in the figure’s data file.
chart-from-to = From { $from } to { $to }.
chart-named-from-to = { $name }: from { $from } to { $to }.
chart-no-numbers = There are no numbers.
chart-one-hidden = One number is withheld to protect the people whom it is about.
chart-some-hidden = { $count } numbers are withheld to protect the people whom they are about.
chart-gaps = Where there is no number, nothing is drawn.
chart-marked = An upright line at { $place } marks: { $words }
chart-n = N is { $n }.
chart-n-from-to = N is from { $from } to { $to }.
chart-the-value = The value
chart-the-values = The values
chart-value-at = { $value } at { $place }
chart-value-only-at = { $value } ({ $place })
chart-value-within = { $value } (from { $from } to { $to })
chart-highest-and-ends = { $series } is highest with { $highest }, and goes from { $from } to { $to }
chart-is = { $series } is { $value }
chart-begins-and-ends = { $series } begins and ends at { $value }
chart-goes = { $series } goes from { $from } to { $to }
# Heard, a sign for percent is a word.
chart-percent-heard = {"\u00a0"}per cent

## Alt texts of single kinds

chart-flow-opening = Boxes with arrows from the top down; beside them stands who was left out on the way.
chart-flow-hidden = a withheld number
chart-flow-nothing = no number
chart-flow-left-out = Then left out: { $rows }
chart-flow-ends = From there: { $rows }
chart-tornado-opening = Horizontal bars to both sides of the result as stated, the assumption that moves it most on top.
chart-tornado-stated = As stated the result is { $value }
chart-tornado-moves = { $assumption }: low { $low }, high { $high }
chart-without-value = without a value
chart-waterfall-opening = Horizontal bars that add and subtract from the top down.
chart-has-no-number = { $row } has no number
chart-is-sum = { $row } is the total { $amount }
chart-takes = { $row } subtracts { $amount }
chart-adds = { $row } adds { $amount }
chart-moves-nothing = { $row } moves nothing
chart-ladder-opening = A staircase of { $count } steps, the lowest first.
chart-ladder-explained-below = The explanations stand below the stairs.
chart-words-opening = A figure with { $count } columns from left to right.
chart-words-quoted = ‘{ $words }’
chart-words-lead-to = { $from } leads to { $to }.
chart-words-arrows = Arrows lead from the boxes of each column to boxes of the next.
