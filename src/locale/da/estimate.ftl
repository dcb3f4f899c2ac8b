# Statistics: their titles, what they are, what the last step of each formula takes, where that is from, and intervals.

estimate-from-hyndman = R. J. Hyndman og Y. Fan, The American Statistician 50 (1996), 361-365, definition 7
estimate-quartile-range-title = Kvartilafstand
estimate-quartile-range-says = Afstanden fra nedre til øvre kvartil: så bred er den midterste halvdel (fraktiler af type 7).
estimate-of-nearest-below = Nærmeste tal under (a)
estimate-of-nearest-above = Nærmeste tal over (b)
estimate-of-way = Del af vejen (h)
estimate-of-lower-quartile = Nedre kvartil (q₁)
estimate-of-upper-quartile = Øvre kvartil (q₃)
estimate-p5-title = 5-percentil
estimate-p5-says = Det tal, som 5 procent af observationerne ligger under (fraktil af type 7).
estimate-p10-title = 10-percentil
estimate-p10-says = Det tal, som 10 procent af observationerne ligger under (fraktil af type 7).
estimate-p25-title = Nedre kvartil
estimate-p25-says = Det tal, som en fjerdedel af observationerne ligger under (fraktil af type 7).
estimate-median-title = Median
estimate-median-says = Det tal, som halvdelen af observationerne ligger under (fraktil af type 7).
estimate-p75-title = Øvre kvartil
estimate-p75-says = Det tal, som tre fjerdedele af observationerne ligger under (fraktil af type 7).
estimate-p90-title = 90-percentil
estimate-p90-says = Det tal, som 90 procent af observationerne ligger under (fraktil af type 7).
estimate-p95-title = 95-percentil
estimate-p95-says = Det tal, som 95 procent af observationerne ligger under (fraktil af type 7).
estimate-least-title = Mindste
estimate-least-says = Det mindste af observationernes tal.
estimate-greatest-title = Største
estimate-greatest-says = Det største af observationernes tal.

estimate-sd-title = Standardafvigelse
estimate-sd-says = Roden af afvigelsernes kvadrater fra gennemsnittet, lagt sammen og delt med antallet minus én.
estimate-from-fisher = R. A. Fisher, Statistical Methods for Research Workers (1925)
estimate-from-austin = P. C. Austin, Statistics in Medicine 28 (2009), 3083-3107
estimate-smd-title = Standardiseret forskel
estimate-smd-says = Forskellen mellem gruppens og de andres gennemsnit, i standardafvigelser (roden af de to varianser i gennemsnit, hver med n−1).
estimate-smd-share-title = Standardiseret forskel
estimate-smd-share-says = Forskellen mellem gruppens og de andres andel, i standardafvigelser (varianserne er p(1−p)).
estimate-of-squares = Kvadratsum (Q)
estimate-of-number = Antal (n)
estimate-of-group-mean = Gruppens gennemsnit (m₁)
estimate-of-others-mean = De andres gennemsnit (m₀)
estimate-of-group-variance = Gruppens varians (v₁)
estimate-of-others-variance = De andres varians (v₀)

estimate-gini-title = Gini
estimate-gini-says = Gini-koefficienten: 0 når alle har det samme, næsten 1 når én har det hele. Tallene står efter størrelse, det mindste først.
estimate-from-gini = C. Gini, Variabilità e mutabilità (1912); A. Sen, On Economic Inequality (1973), 29-34
estimate-from-lorenz = M. O. Lorenz, Publications of the American Statistical Association 9 (1905), 209-219
estimate-of-ranked = Σ(2i − n − 1)·xᵢ
estimate-of-sum = Sum (Σx)
estimate-of-their-sum = Deres sum (d)
estimate-share-top-10-title = Øverste 10 pct.
estimate-share-top-10-says = Den del af summen, som den tiendedel har, der har mest (antallet rundet op).
estimate-share-top-25-title = Øverste 25 pct.
estimate-share-top-25-says = Den del af summen, som den fjerdedel har, der har mest (antallet rundet op).
estimate-share-bottom-50-title = Nederste 50 pct.
estimate-share-bottom-50-says = Den del af summen, som den halvdel har, der har mindst (antallet rundet ned).

estimate-pearson-title = Pearson
estimate-pearson-says = Pearsons korrelation mellem de to tal. Af færre end tre par, eller hvor det ene tal er ens for alle, er der ingen.
estimate-from-pearson = K. Pearson, Proceedings of the Royal Society 58 (1895), 240-242
estimate-spearman-title = Spearman
estimate-spearman-says = Spearmans rangkorrelation: Pearsons korrelation mellem rangene; ens tal deler deres ranges gennemsnit.
estimate-from-spearman = C. Spearman, American Journal of Psychology 15 (1904), 72-101
estimate-of-covariation = Samvariation (Sxy)
estimate-of-first-variation = Det første tals variation (Sxx)
estimate-of-second-variation = Det andet tals variation (Syy)

estimate-ratio-title = Forhold
estimate-ratio-says = Summen af observationernes tal, delt med summen af tallene ved siden af.
estimate-from-cochran = W. G. Cochran, Sampling Techniques, 3. udg. (1977), kapitel 6
estimate-of-numerator = Tæller (Σy)
estimate-of-denominator = Nævner (Σx)

estimate-weighted-share-title = Vægtet andel
estimate-weighted-share-says = Vægtene hos dem, det gælder, delt med vægtene hos alle. N er uvægtet.
estimate-from-kish = L. Kish, Survey Sampling (1965)
estimate-weighted-mean-title = Vægtet gennemsnit
estimate-weighted-mean-says = Summen af observationernes tal, hver gange sin vægt, delt med summen af vægtene. N er uvægtet.
estimate-from-sarndal = C.-E. Särndal, B. Swensson og J. Wretman, Model Assisted Survey Sampling (1992), 5.7
estimate-n-eff-title = Effektive svar
estimate-n-eff-says = Så mange svar med samme vægt, som de vægtede svar er lige så sikre som.
estimate-from-kish-effective = L. Kish, Survey Sampling (1965), 11.7
estimate-of-weighted-numerator = Vægtet tæller (Σwy)
estimate-of-weights = Vægte (Σw)
estimate-of-weighted-sum = Vægtet sum (Σwy)
estimate-of-squared-weights = Vægtenes kvadrater (Σw²)

estimate-odds-ratio-title = Odds ratio
estimate-odds-ratio-says = Gruppens odds, delt med de andres. Er en af de fire celler tom, er der intet tal.
estimate-from-woolf = B. Woolf, Annals of Human Genetics 19 (1955), 251-253
estimate-relative-risk-title = Relativ risiko
estimate-relative-risk-says = Gruppens andel, delt med de andres. Er en af de fire celler tom, er der intet tal.
estimate-from-katz = D. Katz m.fl., Biometrics 34 (1978), 469-474
estimate-risk-difference-title = Forskel
estimate-risk-difference-says = Gruppens andel minus de andres.
estimate-from-newcombe = R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, metode 10
estimate-of-group-hits = Gruppens (a)
estimate-of-group = Gruppen (n₁)
estimate-of-others-hits = De andres (c)
estimate-of-others = De andre (n₀)

estimate-mean-difference-title = Forskel mellem grupper
estimate-mean-difference-says = Gruppens gennemsnit minus de andres; er tallene ændringer, er det forskellen i forskellene.
estimate-from-clusters = K.-Y. Liang og S. L. Zeger, Biometrika 73 (1986), 13-22; A. C. Cameron og D. L. Miller, Journal of Human Resources 50 (2015), 317-372
estimate-of-group-sum = Gruppens sum (s₁)
estimate-of-others-sum = De andres sum (s₀)

estimate-at-risk-title = Under risiko
estimate-at-risk-says = Hvor mange der er fulgt så længe eller længere.
estimate-from-kaplan = E. L. Kaplan og P. Meier, Journal of the American Statistical Association 53 (1958), 457-481
estimate-survival-title = Stadig i gang
estimate-survival-says = Kaplan-Meiers andel, for hvem det endnu ikke er slut: for hver tid med afslutninger ganget med 1 − d/r, hvor d er dem, der slutter, af de r, der er under risiko.
estimate-from-kaplan-greenwood = E. L. Kaplan og P. Meier, Journal of the American Statistical Association 53 (1958), 457-481; M. Greenwood (1926)
estimate-incidence-title = Afsluttet
estimate-incidence-says = Aalen-Johansens kumulerede andel, der er sluttet på denne måde, når det også kan slutte på andre: for hver tid lægges S · d/r til, hvor S er andelen, der endnu ikke var slut, d dem, der slutter sådan, og r dem under risiko.
estimate-from-aalen = O. O. Aalen og S. Johansen, Scandinavian Journal of Statistics 5 (1978), 141-150
estimate-of-followed = Fulgt så længe (r)
estimate-of-share-before = Andel før seneste afslutning (S′)
estimate-of-ended-then = Afsluttet da (d)
estimate-of-at-risk-then = Under risiko da (r)
estimate-of-incidence-before = Andel før (I′)
estimate-of-left-before = Endnu ikke slut før (S′)
estimate-of-ended-so = Sluttet sådan da (d)
estimate-of-time = Tiden (k)
estimate-survival-p25-title = En fjerdedel sluttet
estimate-survival-p25-says = Den første tid, hvor Kaplan-Meiers andel er 75 procent eller mindre.
estimate-survival-median-title = Halvdelen sluttet
estimate-survival-median-says = Den første tid, hvor Kaplan-Meiers andel er 50 procent eller mindre.
estimate-survival-p75-title = Tre fjerdedele sluttet
estimate-survival-p75-says = Den første tid, hvor Kaplan-Meiers andel er 25 procent eller mindre.

estimate-standardised-share-title = Standardiseret andel
estimate-standardised-share-says = Andelen i hver klasse, vejet sammen med klassernes vægte i standardbefolkningen. En klasse uden nogen er udeladt, og de andres vægte er regnet om.
estimate-from-rothman = K. J. Rothman m.fl., Modern Epidemiology, 3. udg. (2008), kapitel 3 og 14
estimate-of-class-shares = Klassernes andele gange vægt (Σw·p)
estimate-of-class-weights = Klassernes vægte (Σw)

estimate-missing-title = Uoplyst
estimate-missing-says = Hvor mange af observationerne der ikke har noget tal.
estimate-from-counted = optælling
estimate-of-without = Uden tal (u)

estimate-rank-title = Plads
estimate-rank-says = Pladsen blandt værdierne langs aksen, den største først: én mere end antallet af større. Lige store deler plads.
estimate-rank-least-title = Plads
estimate-rank-least-says = Pladsen blandt værdierne langs aksen, den mindste først: én mere end antallet af mindre. Lige store deler plads.
estimate-difference-title = Forskel
estimate-difference-says = Værdien minus den, den sammenlignes med. Af andele er det procentpoint.
estimate-from-rule = regneregel
estimate-index-title = Indeks
estimate-index-says = Værdien, når den, den sammenlignes med, er 100. Er den 0 eller mindre, er der intet tal.
estimate-change-title = Ændring
estimate-change-says = Værdien delt med den tidligere værdi, minus 1. Var den 0 eller mindre, er der intet tal.
estimate-share-of-title = Andel
estimate-share-of-says = Værdien som andel af den, den sammenlignes med: trinnet før, eller den, der er nævnt. Er den 0 eller mindre, er der intet tal.
estimate-moving-mean-title = Glidende gennemsnit
estimate-moving-mean-says = Værdien af så mange steder langs aksen tilsammen, delt med antallet af steder.
estimate-of-larger = Større værdier (s)
estimate-of-smaller = Mindre værdier (m)
estimate-of-value = Værdien (v)
estimate-of-other = Den, den sammenlignes med (u)
estimate-of-is-100 = Den, der er 100 (u)
estimate-of-earlier = Den tidligere værdi (u)
estimate-of-whole = Den, der tages andel af (u)
estimate-of-places = Antal steder (k)

estimate-target-title = Mål
estimate-target-says = Det mål, der er sat.
estimate-from-stated = opgivet
estimate-met-title = Mål nået
estimate-met-says = 1, hvis målet er nået, ellers 0. Rammes det præcis, er det nået.
estimate-of-goal = Målet (m)
estimate-of-at-least = Mindst (1) eller højst (0)
estimate-met-formula = v ≥ m, eller v ≤ m, hvor målet er højst så meget

estimate-interval-wilson = Wilsons interval uden kontinuitetskorrektion, z = 1,959964:
estimate-interval-cluster = Robust over for, at flere observationer af samme enhed ligner hinanden: t-fraktilen med G−1 frihedsgrader gange roden af variansen, hvor e er afvigelserne fra gennemsnittet, lagt sammen for hver af G enheder, og N nævneren:
estimate-interval-cluster-of-difference = Robust over for, at flere observationer af samme enhed ligner hinanden, som i en regression på gruppen: t-fraktilen med G−1 frihedsgrader gange roden af variansen, hvor e er afvigelserne fra observationens egen gruppes gennemsnit, regnet negativt hos de andre, n den gruppes antal (n₁ eller n₀), lagt sammen for hver af G enheder, og N alle observationer:
estimate-interval-t = Gennemsnittet og t-fraktilen med n−1 frihedsgrader gange standardfejlen:
estimate-interval-log = På logaritmens skala, z = 1,959964; for odds ratio er variansen Woolfs, for relativ risiko Katz':
estimate-interval-newcombe = Newcombes interval for en forskel mellem to andele, af de to andeles Wilson-intervaller l–u:
estimate-interval-newcombe-formula = d − √((p₁−l₁)² + (u₀−p₀)²) til d + √((u₁−p₁)² + (p₀−l₀)²)
estimate-interval-greenwood = Greenwoods varians, z = 1,959964:
estimate-interval-log-log = Greenwoods varians på skalaen log(−log S), z = 1,959964:
estimate-interval-linearised = Lineariseret: afvigelserne fra det vægtede gennemsnit, hver gange sin vægt, z = 1,959964:
estimate-interval-linearised-of-ratio = Lineariseret: afvigelserne fra det, forholdet R giver for observationens eget tal ved siden af, z = 1,959964:
estimate-interval-effective = Med det effektive antal svar, z = 1,959964:
estimate-interval-normal = Af klassernes varianser, hver gange sin vægts kvadrat, z = 1,959964:
estimate-interval-stated = De grænser, som den række, værdien er fra, selv angiver:
estimate-interval-stated-formula = nedre til øvre
