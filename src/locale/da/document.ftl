# What templates write by themselves: words for changes, sizes and stats, and the words by which numbers in prose are known.

## Numbers in words

document-none = ingen
# One of a thing is stressed, so as not to read as an article.
document-one = én
document-one-neuter = ét
document-about = omkring{"\u00a0"}{ $number }
document-just-under = knap{"\u00a0"}{ $number }
document-just-over = godt{"\u00a0"}{ $number }
document-a-tenth = en tiendedel
document-a-fifth = en femtedel
document-a-quarter = en fjerdedel
document-a-third = en tredjedel
document-two-fifths = to femtedele
document-half = halvdelen
document-three-fifths = tre femtedele
document-two-thirds = to tredjedele
document-three-quarters = tre fjerdedele
document-all = alle
document-very-few = ganske få
document-nearly-all = næsten alle
document-great-majority = langt de fleste
document-just-under-fraction = knap { $fraction }
document-just-over-fraction = godt { $fraction }

## How something has gone

document-risen = steget
document-fallen = faldet
document-unchanged = uændret
document-not-known = ikke opgjort
document-risen-then-fallen = steget først og faldet siden
document-fallen-then-risen = faldet først og steget siden
document-up-and-down = gået op og ned
document-same-at = { $word } på { $number }
document-same-within = { $word } (fra { $from } til { $to })
document-changed = { $word } fra { $from } til { $to }
document-more-than-chance = Forskellen er større, end tilfældige udsving normalt giver.
document-may-be-chance = Forskellen kan ikke skelnes fra tilfældige udsving.

## What is not observed

document-observed = opgjort
document-estimated = skønnet
document-forecast = ventet
document-all-estimated = Alle tal er skønnede.
document-some-estimated = Nogle af tallene er skønnede.
document-estimated-at = Skønnede tal: { $labels }.
document-all-forecast = Alle tal er ventede; de er endnu ikke opgjort.
document-some-forecast = Nogle af tallene er ventede; de er endnu ikke opgjort.
document-forecast-at = Ventede tal: { $labels }; de er endnu ikke opgjort.
document-sign-estimated = Skønnet: ikke talt op.
document-sign-forecast = Ventet: endnu ikke opgjort.

## Heads of tables

document-total = I alt
document-value = Værdi
document-interval = { $confidence }-interval
document-range = { $low } til { $high }
document-in-points = { $stat } (procentpoint)
document-stat-of = { $stat }, { $of }
document-stat-count = Antal
document-stat-share = Andel
document-stat-mean = Gennemsnit
document-stat-mean-of = Gns. { $of }
document-stat-sum = Sum
document-stat-persons = Personer
document-stat-person-years = Årspersoner
document-stat-cumulative-sum = Akkumuleret
document-stat-expected = Forventet
document-stat-value = Værdi
document-stat-payback-year = Tjent hjem i år
document-stat-payback-time = Tid til det er tjent hjem
document-stat-effect = Effekt
document-stat-relative-effect = Relativ effekt
document-stat-present-value = Nutidsværdi
document-stat-cumulative-present-value = Akkumuleret nutidsværdi
document-stat-base = Som angivet
document-stat-low = Lav
document-stat-high = Høj
document-stat-span = Udsving

## Words that are looked for in prose, with spaces between them

document-number-words = to tre fire fem seks syv otte ni ti elleve tolv
document-named-by-number = gruppe grupper trin måned halvår figur tabel side kapitel bilag funktion hovedfunktion §
document-joining-words = og til eller mod ,
document-period-words = halvår kvartal uge
document-counted-by-itself = Figur Tabel Side Kapitel
document-after-lone-hyphen = og eller samt

## What people call exhibits on the command line, with spaces between the names; and what is advised there

document-names-of-a-figure = figur fig. fig
document-names-of-a-table = tabel tab. tab
document-names-of-key-figures = nøgletal
document-say-expected = ventes
document-say-estimated = skønnes
document-say-judged = anslås
