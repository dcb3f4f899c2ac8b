# How numbers and amounts are written.
numbers-decimal-mark = ,
numbers-group-mark = .
numbers-whole = { $number }
numbers-percent = { $number }{ "\u00a0" }%
# What stands between the number and the sign of percent.
numbers-percent-sign = { "\u00a0" }%
numbers-interval = { $from }–{ $to }
# Where the lower end has a sign, that a dash would hide.
numbers-interval-signed = { $from } til { $to }
# `number` chooses the form, `written` is what stands there.
numbers-percentage-points = { $written }{ "\u00a0" }procentpoint
numbers-kroner = { $number }{ "\u00a0" }kr.
numbers-millions = { $number }{ "\u00a0" }mio.{ "\u00a0" }kr.
numbers-unit = { $unit ->
    [share] andel
    [kr] kr.
    [years] år
    [months] måneder
   *[other] { $unit }
}
numbers-per = { $over } pr. { $under }
numbers-and = { $first } og { $last }
numbers-yes = ja
numbers-no = nej
numbers-in-words = { $number ->
    [0] nul
    [1] en
    [2] to
    [3] tre
    [4] fire
    [5] fem
    [6] seks
    [7] syv
    [8] otte
    [9] ni
    [10] ti
   *[other] { $number }
}
numbers-hidden = Skjult af hensyn til de personer, tallet handler om.
# Beginnings of words by which a sentence says that what it tells is not seen but judged or expected; separated by commas.
numbers-hedging = vente,forvent,skøn,anslå,prognose,fremskriv,regnes med,regner med,vurder
# Beginnings of words by which a sentence tells how something has developed.
numbers-developing = stige,steget,stigning,falde,uændret,vokse,udvikl,gået fra
