# How numbers and amounts are written.
numbers-decimal-mark = .
numbers-group-mark = ,
numbers-whole = { $number }
numbers-percent = { $number }%
# What stands between the number and the sign of percent.
numbers-percent-sign = %
numbers-interval = { $from }–{ $to }
# Where the lower end has a sign, that a dash would hide.
numbers-interval-signed = { $from } to { $to }
# `number` chooses the form, `written` is what stands there.
numbers-percentage-points = { $number ->
    [1] { $written }{ "\u00a0" }percentage point
   *[other] { $written }{ "\u00a0" }percentage points
}
numbers-kroner = DKK{ "\u00a0" }{ $number }
numbers-millions = DKK{ "\u00a0" }{ $number }{ "\u00a0" }million
numbers-unit = { $unit ->
    [share] share
    [kr] DKK
    [years] years
    [months] months
   *[other] { $unit }
}
numbers-per = { $over } per { $under }
numbers-and = { $first } and { $last }
numbers-yes = yes
numbers-no = no
numbers-in-words = { $number ->
    [0] zero
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
   *[other] { $number }
}
numbers-hidden = Withheld to protect the people whom the number is about.
# Beginnings of words by which a sentence says that what it tells is not seen but judged or expected; separated by commas.
numbers-hedging = expect,anticipat,estimat,forecast,project,assum,judg,assess,likely
# Beginnings of words by which a sentence tells how something has developed.
numbers-developing = rise,rising,rose,risen,increas,fall,fell,decreas,declin,unchanged,grow,grew,grown,develop,gone from
