-- The tables of the probes: leap days, a week 53, empty cells in every kind of column, Danish letters, equal values.
CREATE TABLE t (id bigint, navn text, gruppe text, dag date, slut date, beloeb numeric, antal bigint, aktiv boolean);
INSERT INTO t VALUES
 (1,  'Ærø',     'a',  '2016-02-29', '2016-03-31', 10.05,   3,    true),
 (2,  'Ålborg',  'a',  '2016-12-31', NULL,         0.10,    7,    false),
 (3,  'Zebra',   'a',  '2017-01-01', '2017-01-01', -2.5,    NULL, true),
 (4,  'Øster',   'b',  '2018-12-31', '2019-02-28', 0.20,    2,    NULL),
 (5,  'abe',     'b',  '2020-02-29', '2021-02-28', 1234.5,  -7,   true),
 (6,  'Abe',     'b',  '2021-01-03', NULL,         NULL,    7,    false),
 (7,  NULL,      'b',  NULL,         '2020-06-15', 2.5,     0,    NULL),
 (8,  'Søn',     NULL, '2020-06-15', '2020-06-14', 0.5,     1,    true),
 (9,  'søn dag', NULL, '2015-12-28', '2016-01-04', 1.005,   5,    false),
 (10, '100%',    'c',  '2019-11-30', '2020-11-30', 2.675,   5,    true);
CREATE TABLE p (gruppe text, aar bigint, pris numeric);
INSERT INTO p VALUES ('a', 2016, 1.5), ('a', 2017, 2.5), ('b', 2016, 4), ('b', 2016, 4), (NULL, 2016, 9), ('d', 2018, 7);
