# Days, weeks, months, quarters and half-years.
periods-month = { $name } { $year }
periods-month-short = { $number ->
    [5] maj{ "\u00a0" }{ $year }
   *[other] { $abbreviation }.{ "\u00a0" }{ $year }
}
periods-month-name = { $number ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
}
periods-half-year = { $half }. halvår { $year }
periods-quarter = { $quarter }. kvartal { $year }
periods-quarter-short = { $quarter }.{ "\u00a0" }kv. { $year }
periods-week = { $week } i { $year }
periods-week-short = uge{ "\u00a0" }{ $number }
periods-day = { $day }.{ "\u00a0" }{ $month }
