# Days, weeks, months, quarters and half-years.
periods-month = { $name } { $year }
periods-month-short = { $number ->
    [5] May{ "\u00a0" }{ $year }
   *[other] { $abbreviation }{ "\u00a0" }{ $year }
}
periods-month-name = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
periods-half-year = H{ $half } { $year }
periods-quarter = Q{ $quarter } { $year }
periods-quarter-short = Q{ $quarter }{ "\u00a0" }{ $year }
periods-week = { $week } of { $year }
periods-week-short = week{ "\u00a0" }{ $number }
periods-day = { $day }{ "\u00a0" }{ $month }
