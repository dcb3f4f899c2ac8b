# A publication as a document and as slides that others go on writing in.

# The language as office programs name it.
office-language = da-DK

office-figure = Figur { $number }
office-table = Tabel { $number }
office-source = Kilde:
office-note = Note:
office-premise = Forudsætning { $mark }:
# What designs write before a source and a note, each with a bar between it and the next.
office-signs = kilde|note|anm

office-about = Om tallene
office-synthetic = Data er opdigtede: tallene handler ikke om virkelige personer.
office-look-up = Hvert tal kan slås op i publikationens revisionsbog under det korte navn, der står ved det, og følges til de rækker, det kommer fra. Rettes der i tallene her, passer de ikke længere med den.
office-written-with = Skrevet med { $program } { $version }.
office-untaken = Her har publikationen en tegning, som ikke er med i dokumentet. { $shows }
office-continued = { $headline } (fortsat)
office-notes-of = { $headline } (noter)

# ---- what programs call the parts of a slide and the styles of a document

office-part-title = Titel
office-part-subtitle = Undertitel
office-part-chapter = Kapitel
office-part-foot = Fod
office-part-number = Nummer
office-part-caption = Billedtekst
office-part-notes = Noter
office-layout = Titel og opstilling
office-number-sign = ‹nr.›
office-style-label = Etiket
office-style-cell = Tabeltekst
