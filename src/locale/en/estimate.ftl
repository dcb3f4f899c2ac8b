# Statistics: their titles, what they are, what the last step of each formula takes, where that is from, and intervals.

estimate-from-hyndman = R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), 361-365, definition 7
estimate-quartile-range-title = Interquartile range
estimate-quartile-range-says = The distance from the lower to the upper quartile: how wide the middle half is (quantiles of type 7).
estimate-of-nearest-below = Nearest number below (a)
estimate-of-nearest-above = Nearest number above (b)
estimate-of-way = Part of the way (h)
estimate-of-lower-quartile = Lower quartile (q₁)
estimate-of-upper-quartile = Upper quartile (q₃)
estimate-p5-title = 5th percentile
estimate-p5-says = The number that 5 per cent of the observations lie below (quantile of type 7).
estimate-p10-title = 10th percentile
estimate-p10-says = The number that 10 per cent of the observations lie below (quantile of type 7).
estimate-p25-title = Lower quartile
estimate-p25-says = The number that a quarter of the observations lie below (quantile of type 7).
estimate-median-title = Median
estimate-median-says = The number that half of the observations lie below (quantile of type 7).
estimate-p75-title = Upper quartile
estimate-p75-says = The number that three quarters of the observations lie below (quantile of type 7).
estimate-p90-title = 90th percentile
estimate-p90-says = The number that 90 per cent of the observations lie below (quantile of type 7).
estimate-p95-title = 95th percentile
estimate-p95-says = The number that 95 per cent of the observations lie below (quantile of type 7).
estimate-least-title = Minimum
estimate-least-says = The smallest of the observations’ numbers.
estimate-greatest-title = Maximum
estimate-greatest-says = The largest of the observations’ numbers.

estimate-sd-title = Standard deviation
estimate-sd-says = The square root of the sum of squared deviations from the mean, divided by the number of observations less one.
estimate-from-fisher = R. A. Fisher, Statistical Methods for Research Workers (1925)
estimate-from-austin = P. C. Austin, Statistics in Medicine 28 (2009), 3083-3107
estimate-smd-title = Standardised difference
estimate-smd-says = The difference between the means of the group and of the others, in standard deviations (the square root of the average of the two variances, each with n−1).
estimate-smd-share-title = Standardised difference
estimate-smd-share-says = The difference between the proportions in the group and among the others, in standard deviations (the variances are p(1−p)).
estimate-of-squares = Sum of squares (Q)
estimate-of-number = Number (n)
estimate-of-group-mean = Mean of the group (m₁)
estimate-of-others-mean = Mean of the others (m₀)
estimate-of-group-variance = Variance of the group (v₁)
estimate-of-others-variance = Variance of the others (v₀)

estimate-gini-title = Gini
estimate-gini-says = The Gini coefficient: 0 where all have the same, nearly 1 where one has everything. The numbers stand in order of size, the smallest first.
estimate-from-gini = C. Gini, Variabilità e mutabilità (1912); A. Sen, On Economic Inequality (1973), 29-34
estimate-from-lorenz = M. O. Lorenz, Publications of the American Statistical Association 9 (1905), 209-219
estimate-of-ranked = Σ(2i − n − 1)·xᵢ
estimate-of-sum = Sum (Σx)
estimate-of-their-sum = Their sum (d)
estimate-share-top-10-title = Top 10 per cent
estimate-share-top-10-says = The part of the sum held by the tenth who have the most (their number rounded up).
estimate-share-top-25-title = Top 25 per cent
estimate-share-top-25-says = The part of the sum held by the quarter who have the most (their number rounded up).
estimate-share-bottom-50-title = Bottom 50 per cent
estimate-share-bottom-50-says = The part of the sum held by the half who have the least (their number rounded down).

estimate-pearson-title = Pearson
estimate-pearson-says = Pearson’s correlation between the two numbers. There is none of fewer than three pairs, nor where one of the numbers is the same for all.
estimate-from-pearson = K. Pearson, Proceedings of the Royal Society 58 (1895), 240-242
estimate-spearman-title = Spearman
estimate-spearman-says = Spearman’s rank correlation: Pearson’s correlation between the ranks; equal numbers share the mean of their ranks.
estimate-from-spearman = C. Spearman, American Journal of Psychology 15 (1904), 72-101
estimate-of-covariation = Sum of products (Sxy)
estimate-of-first-variation = Sum of squares of the first number (Sxx)
estimate-of-second-variation = Sum of squares of the second number (Syy)

estimate-ratio-title = Ratio
estimate-ratio-says = The sum of the observations’ numbers, divided by the sum of the numbers beside them.
estimate-from-cochran = W. G. Cochran, Sampling Techniques, 3rd ed. (1977), chapter 6
estimate-of-numerator = Numerator (Σy)
estimate-of-denominator = Denominator (Σx)

estimate-weighted-share-title = Weighted proportion
estimate-weighted-share-says = The weights of those for whom it is so, divided by the weights of all. N is unweighted.
estimate-from-kish = L. Kish, Survey Sampling (1965)
estimate-weighted-mean-title = Weighted mean
estimate-weighted-mean-says = The sum of the observations’ numbers, each times its weight, divided by the sum of the weights. N is unweighted.
estimate-from-sarndal = C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling (1992), 5.7
estimate-n-eff-title = Effective answers
estimate-n-eff-says = The number of equally weighted answers that would be as precise as the weighted ones (effective sample size).
estimate-from-kish-effective = L. Kish, Survey Sampling (1965), 11.7
estimate-of-weighted-numerator = Weighted numerator (Σwy)
estimate-of-weights = Weights (Σw)
estimate-of-weighted-sum = Weighted sum (Σwy)
estimate-of-squared-weights = Squared weights (Σw²)

estimate-odds-ratio-title = Odds ratio
estimate-odds-ratio-says = The odds of the group, divided by those of the others. Where one of the four cells is empty, there is no number.
estimate-from-woolf = B. Woolf, Annals of Human Genetics 19 (1955), 251-253
estimate-relative-risk-title = Relative risk
estimate-relative-risk-says = The proportion in the group, divided by that among the others. Where one of the four cells is empty, there is no number.
estimate-from-katz = D. Katz et al., Biometrics 34 (1978), 469-474
estimate-risk-difference-title = Difference
estimate-risk-difference-says = The proportion in the group minus that among the others.
estimate-from-newcombe = R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10
estimate-of-group-hits = Those of the group (a)
estimate-of-group = The group (n₁)
estimate-of-others-hits = Those of the others (c)
estimate-of-others = The others (n₀)

estimate-mean-difference-title = Difference between groups
estimate-mean-difference-says = The mean of the group minus that of the others; where the numbers are changes, this is the difference in differences.
estimate-from-clusters = K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986), 13-22; A. C. Cameron and D. L. Miller, Journal of Human Resources 50 (2015), 317-372
estimate-of-group-sum = Sum of the group (s₁)
estimate-of-others-sum = Sum of the others (s₀)

estimate-at-risk-title = At risk
estimate-at-risk-says = How many have been followed that long or longer.
estimate-from-kaplan = E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958), 457-481
estimate-survival-title = Still ongoing
estimate-survival-says = The Kaplan-Meier proportion for whom it has not yet ended: multiplied, for each time at which any end, by 1 − d/r, where d is those who end of the r who are at risk.
estimate-from-kaplan-greenwood = E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958), 457-481; M. Greenwood (1926)
estimate-incidence-title = Ended
estimate-incidence-says = The Aalen-Johansen cumulative incidence: the proportion for whom it has ended in this way where it may end in others too. For each time S · d/r is added, where S is the proportion for whom it had not yet ended, d those who end in this way, and r those at risk.
estimate-from-aalen = O. O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5 (1978), 141-150
estimate-of-followed = Followed that long (r)
estimate-of-share-before = Proportion before the latest end (S′)
estimate-of-ended-then = Ended then (d)
estimate-of-at-risk-then = At risk then (r)
estimate-of-incidence-before = Incidence before (I′)
estimate-of-left-before = Not yet ended before (S′)
estimate-of-ended-so = Ended in this way then (d)
estimate-of-time = The time (k)
estimate-survival-p25-title = A quarter ended
estimate-survival-p25-says = The first time at which the Kaplan-Meier proportion is 75 per cent or less.
estimate-survival-median-title = Half ended
estimate-survival-median-says = The first time at which the Kaplan-Meier proportion is 50 per cent or less.
estimate-survival-p75-title = Three quarters ended
estimate-survival-p75-says = The first time at which the Kaplan-Meier proportion is 25 per cent or less.

estimate-standardised-share-title = Standardised proportion
estimate-standardised-share-says = The proportion in each class, averaged with the weights of the classes in the standard population. A class with nobody in it is left out, and the weights of the others are rescaled.
estimate-from-rothman = K. J. Rothman et al., Modern Epidemiology, 3rd ed. (2008), chapters 3 and 14
estimate-of-class-shares = Proportions of the classes times weight (Σw·p)
estimate-of-class-weights = Weights of the classes (Σw)

estimate-missing-title = Missing
estimate-missing-says = How many of the observations have no number.
estimate-from-counted = counted
estimate-of-without = Without a number (u)

estimate-rank-title = Rank
estimate-rank-says = The rank among the values along the axis, the largest first: one more than the number of larger ones. Equal values share their rank.
estimate-rank-least-title = Rank
estimate-rank-least-says = The rank among the values along the axis, the smallest first: one more than the number of smaller ones. Equal values share their rank.
estimate-difference-title = Difference
estimate-difference-says = The value minus the one it is compared with. Of proportions, this is in percentage points.
estimate-from-rule = arithmetic
estimate-index-title = Index
estimate-index-says = The value where the one it is compared with is 100. Where that is 0 or less, there is no number.
estimate-change-title = Change
estimate-change-says = The value divided by the earlier value, minus 1. Where that was 0 or less, there is no number.
estimate-share-of-title = Proportion
estimate-share-of-says = The value as a proportion of the one it is compared with: the step before, or the one that is named. Where that is 0 or less, there is no number.
estimate-moving-mean-title = Moving average
estimate-moving-mean-says = The value of this many places along the axis taken together, divided by the number of places.
estimate-of-larger = Larger values (s)
estimate-of-smaller = Smaller values (m)
estimate-of-value = The value (v)
estimate-of-other = The one it is compared with (u)
estimate-of-is-100 = The one that is 100 (u)
estimate-of-earlier = The earlier value (u)
estimate-of-whole = The one it is a proportion of (u)
estimate-of-places = Number of places (k)

estimate-target-title = Target
estimate-target-says = The target that is set.
estimate-from-stated = stated
estimate-met-title = Target met
estimate-met-says = 1 where the target is met, otherwise 0. Reaching it exactly is meeting it.
estimate-of-goal = The target (m)
estimate-of-at-least = At least (1) or at most (0)
estimate-met-formula = v ≥ m, or v ≤ m where the target is at most that much

estimate-interval-wilson = Wilson’s interval without continuity correction, z = 1.959964:
estimate-interval-cluster = Robust to observations of the same unit resembling each other: the t quantile with G−1 degrees of freedom times the square root of the variance, where e are the deviations from the mean, added up within each of G units, and N is the denominator:
estimate-interval-cluster-of-difference = Robust to observations of the same unit resembling each other, as in a regression on the group: the t quantile with G−1 degrees of freedom times the square root of the variance, where e are the deviations from the mean of the observation’s own group, taken negatively for the others, n is the number in that group (n₁ or n₀), added up within each of G units, and N is all observations:
estimate-interval-t = The mean and the t quantile with n−1 degrees of freedom times the standard error:
estimate-interval-log = On the logarithmic scale, z = 1.959964; the variance is Woolf’s for odds ratios and Katz’s for relative risks:
estimate-interval-newcombe = Newcombe’s interval for a difference between two proportions, from the two proportions’ Wilson intervals l–u:
estimate-interval-newcombe-formula = d − √((p₁−l₁)² + (u₀−p₀)²) to d + √((u₁−p₁)² + (p₀−l₀)²)
estimate-interval-greenwood = Greenwood’s variance, z = 1.959964:
estimate-interval-log-log = Greenwood’s variance on the scale log(−log S), z = 1.959964:
estimate-interval-linearised = Linearised: the deviations from the weighted mean, each times its weight, z = 1.959964:
estimate-interval-linearised-of-ratio = Linearised: the deviations from what the ratio R gives for the observation’s own number beside, z = 1.959964:
estimate-interval-effective = With the effective number of answers, z = 1.959964:
estimate-interval-normal = From the variances of the classes, each times the square of its weight, z = 1.959964:
estimate-interval-stated = The limits that the row behind the value states itself:
estimate-interval-stated-formula = lower to upper
