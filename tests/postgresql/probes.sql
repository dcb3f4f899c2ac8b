-- days apart
SELECT id, slut - dag AS dage FROM t ORDER BY id
-- a month of the year times a hundred
SELECT id, EXTRACT(MONTH FROM dag) * 100 AS n FROM t ORDER BY id
-- parts of days
SELECT id, EXTRACT(YEAR FROM dag) AS y, EXTRACT(QUARTER FROM dag) AS q, EXTRACT(DAY FROM dag) AS d, EXTRACT(DOY FROM dag) AS doy, EXTRACT(DOW FROM dag) AS dow, EXTRACT(ISODOW FROM dag) AS isodow FROM t ORDER BY id
-- weeks of the ISO calendar
SELECT id, EXTRACT(ISOYEAR FROM dag) AS y, EXTRACT(WEEK FROM dag) AS w, TO_CHAR(dag, 'IYYY-"W"IW') AS uge FROM t ORDER BY id
-- decades and centuries
SELECT DATE_PART('decade', dag) AS a, DATE_PART('century', dag) AS b FROM t WHERE id = 2
-- a month later
SELECT id, CAST(dag + INTERVAL '1 month' AS DATE) AS a, CAST(dag - INTERVAL '1 year' AS DATE) AS b, CAST(dag + INTERVAL '1 year 2 months 3 days' AS DATE) AS c FROM t ORDER BY id
-- days later and earlier
SELECT id, dag + 60 AS a, dag - 366 AS b FROM t ORDER BY id
-- the beginning of a month, a quarter, a year, a week
SELECT id, CAST(DATE_TRUNC('month', dag) AS DATE) AS m, CAST(DATE_TRUNC('quarter', dag) AS DATE) AS q, CAST(DATE_TRUNC('year', dag) AS DATE) AS y, CAST(DATE_TRUNC('week', dag) AS DATE) AS w FROM t ORDER BY id
-- months and days as text
SELECT id, TO_CHAR(dag, 'YYYY-MM') AS m, TO_CHAR(dag, 'DD.MM.YYYY') AS d, TO_CHAR(dag, 'YYYY-"K"Q') AS q FROM t ORDER BY id
-- days made of texts and numbers
SELECT TO_DATE('29-02-2020', 'DD-MM-YYYY') AS a, MAKE_DATE(2019, 12, 31) AS b, CAST('2016-02-29' AS DATE) AS c FROM t WHERE id = 1
-- whole numbers divided
SELECT id, DIV(antal, 2) AS d, antal % 2 AS r, MOD(-antal, 3) AS m FROM t ORDER BY id
-- numbers divided
SELECT id, CAST(antal AS DOUBLE PRECISION) / 4 AS a, beloeb / 2 AS b FROM t ORDER BY id
-- division by what is not zero
SELECT id, 100.0 / NULLIF(antal, 0) AS a FROM t ORDER BY id
-- rounding
SELECT id, ROUND(beloeb) AS a, ROUND(beloeb, 2) AS b, ROUND(beloeb, 1) AS c, TRUNC(beloeb) AS d, TRUNC(beloeb, 1) AS e FROM t ORDER BY id
-- floors and ceilings
SELECT id, FLOOR(beloeb) AS a, CEIL(beloeb) AS b, ABS(beloeb) AS c, SIGN(beloeb) AS d FROM t ORDER BY id
-- numbers to whole numbers
SELECT id, CAST(beloeb AS BIGINT) AS a, CAST(ROUND(beloeb, -1) AS BIGINT) AS b FROM t ORDER BY id
-- sums of decimals
SELECT SUM(beloeb) AS a, SUM(antal) AS b, AVG(antal) AS c, COUNT(*) AS d, COUNT(beloeb) AS e FROM t
-- sums of no rows
SELECT SUM(beloeb) AS a, COUNT(*) AS b, MIN(dag) AS c, BOOL_OR(aktiv) AS d FROM t WHERE id > 99
-- what is not known
SELECT id, aktiv AND antal > 3 AS a, aktiv OR antal > 3 AS b, NOT aktiv AS c FROM t ORDER BY id
-- asked for what is not so
SELECT id FROM t WHERE gruppe IS DISTINCT FROM 'a' ORDER BY id
-- asked for what is not so, and for something else
SELECT id FROM t WHERE gruppe IS DISTINCT FROM 'a' AND antal > 3 ORDER BY id
-- what binds more tightly than a distinction, and what does not
SELECT id, gruppe IS NOT DISTINCT FROM 'b' OR aktiv AS a, id > 3 AND gruppe IS DISTINCT FROM 'a' OR aktiv AS b, antal + 1 IS DISTINCT FROM 2 + 2 AS c, NOT gruppe IS DISTINCT FROM 'a' AND aktiv AS d FROM t ORDER BY id
-- lists and what is not known
SELECT id, antal IN (7, 5) AS a, antal NOT IN (7, 5) AS b, antal BETWEEN 1 AND 5 AS c FROM t ORDER BY id
-- empty in order
SELECT id FROM t ORDER BY antal DESC, id
-- empty last and first
SELECT id FROM t ORDER BY dag NULLS FIRST, id DESC
-- Danish letters in order
SELECT navn FROM t ORDER BY navn, id
-- Danish letters compared
SELECT id, navn > 'Zebra' AS a, navn <= 'abe' AS b FROM t ORDER BY id
-- patterns
SELECT id, navn LIKE '%ø%' AS a, navn ILIKE 's_n%' AS b, navn LIKE '100\%' AS c, navn NOT LIKE '%e%' AS d FROM t ORDER BY id
-- pieces of texts
SELECT id, LEFT(navn, 2) AS a, RIGHT(navn, -1) AS b, SUBSTRING(navn FROM 2 FOR 2) AS c, SUBSTRING(navn, 0, 3) AS d, LENGTH(navn) AS e, UPPER(navn) AS f FROM t ORDER BY id
-- texts joined
SELECT id, CONCAT(navn, '-', gruppe) AS a, navn || '-' || gruppe AS b, CONCAT_WS('/', gruppe, navn, id) AS c FROM t ORDER BY id
-- texts searched and changed
SELECT POSITION('t' IN navn) AS a, REPLACE(navn, 'ø', 'oe') AS b, SPLIT_PART(navn, ' ', 2) AS c, LPAD(CAST(id AS TEXT), 3, '0') AS d, BTRIM(navn, 'Zas') AS e, STARTS_WITH(navn, 'S') AS f FROM t ORDER BY id
-- the first that is there, the greatest, the least
SELECT id, COALESCE(gruppe, navn, '?') AS a, GREATEST(dag, slut) AS b, LEAST(antal, 2) AS c, NULLIF(gruppe, 'a') AS d FROM t ORDER BY id
-- cases
SELECT id, CASE WHEN antal > 4 THEN 'mange' WHEN antal > 0 THEN 'få' ELSE 'ingen' END AS a, CASE gruppe WHEN 'a' THEN 1 WHEN 'b' THEN 2 END AS b FROM t ORDER BY id
-- groups
SELECT gruppe, COUNT(*) AS n, SUM(antal) AS s, MIN(navn) AS a, MAX(navn) AS b, COUNT(DISTINCT antal) AS d FROM t GROUP BY gruppe ORDER BY gruppe
-- groups by what is computed
SELECT EXTRACT(YEAR FROM dag) AS y, COUNT(*) AS n, EXTRACT(YEAR FROM dag) + 1 AS z FROM t GROUP BY EXTRACT(YEAR FROM dag) ORDER BY 1
-- groups that are asked for something
SELECT gruppe, AVG(beloeb) AS m FROM t GROUP BY gruppe HAVING COUNT(*) > 1 ORDER BY m DESC, gruppe
-- aggregates of some rows
SELECT gruppe, COUNT(*) FILTER (WHERE aktiv) AS a, BOOL_AND(aktiv) AS b, BOOL_OR(aktiv) AS c, STRING_AGG(navn, '+' ORDER BY navn DESC) AS d FROM t GROUP BY gruppe ORDER BY gruppe
-- quantiles
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY antal) AS a, PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY beloeb) AS b, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY antal) AS c, PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY dag) AS d FROM t
-- quantiles from the greatest
SELECT gruppe, PERCENTILE_DISC(0.1) WITHIN GROUP (ORDER BY dag DESC) AS a, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY antal DESC) AS b, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY beloeb DESC NULLS LAST) AS c, PERCENTILE_DISC(1) WITHIN GROUP (ORDER BY navn DESC) AS d FROM t GROUP BY gruppe ORDER BY gruppe
-- deviations
SELECT STDDEV_SAMP(antal) AS a, STDDEV_POP(antal) AS b, VAR_SAMP(antal) AS c, VAR_POP(antal) AS d FROM t
-- ranks
SELECT id, ROW_NUMBER() OVER (ORDER BY antal DESC, id) AS a, RANK() OVER (ORDER BY antal) AS b, DENSE_RANK() OVER (PARTITION BY gruppe ORDER BY antal DESC) AS c FROM t ORDER BY id
-- the row before and the row behind
SELECT id, LAG(antal) OVER (ORDER BY id) AS a, LEAD(navn, 2, '-') OVER (ORDER BY id) AS b, FIRST_VALUE(id) OVER (PARTITION BY gruppe ORDER BY dag DESC NULLS LAST) AS c FROM t ORDER BY id
-- running sums, with equals
SELECT id, SUM(antal) OVER (ORDER BY antal) AS a, SUM(antal) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS b, COUNT(*) OVER (PARTITION BY gruppe) AS c, LAST_VALUE(id) OVER (ORDER BY antal, id) AS d FROM t ORDER BY id
-- a window over groups
SELECT gruppe, COUNT(*) AS n, SUM(COUNT(*)) OVER (ORDER BY gruppe) AS s, RANK() OVER (ORDER BY COUNT(*) DESC) AS r FROM t GROUP BY gruppe ORDER BY gruppe
-- a join that fans out
SELECT t.id, p.aar, p.pris FROM t JOIN p ON t.gruppe = p.gruppe ORDER BY t.id, p.aar, p.pris
-- a join that keeps the left side
SELECT t.id, p.aar FROM t LEFT JOIN p ON t.gruppe = p.gruppe AND p.aar > 2016 ORDER BY t.id, p.aar
-- a join by more than equality
SELECT t.id, p.pris FROM t JOIN p ON p.aar <= EXTRACT(YEAR FROM t.dag) AND p.pris > t.antal ORDER BY t.id, p.pris
-- every pair
SELECT COUNT(*) AS n, SUM(t.antal * p.pris) AS s FROM t CROSS JOIN p
-- joined by a common name
SELECT gruppe, SUM(pris) AS s FROM t JOIN p USING (gruppe) GROUP BY gruppe ORDER BY gruppe
-- the first row of each
SELECT DISTINCT ON (gruppe) gruppe, id, dag FROM t ORDER BY gruppe, dag DESC NULLS LAST, id
-- each once
SELECT DISTINCT gruppe, aktiv FROM t ORDER BY gruppe, aktiv
-- queries in queries
WITH g AS (SELECT gruppe, SUM(antal) AS s FROM t GROUP BY gruppe) SELECT g.gruppe, g.s, x.n FROM g LEFT JOIN (SELECT gruppe, COUNT(*) AS n FROM p GROUP BY gruppe) AS x ON g.gruppe = x.gruppe ORDER BY g.gruppe
-- one behind the other
SELECT gruppe, 1 AS k FROM t WHERE id < 3 UNION ALL SELECT gruppe, 2 FROM p ORDER BY k, gruppe
-- one behind the other, each once
SELECT gruppe FROM t UNION SELECT gruppe FROM p ORDER BY gruppe
-- a page of them
SELECT id FROM t ORDER BY id LIMIT 3 OFFSET 4
