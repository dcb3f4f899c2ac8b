# Labels that the program gives where the spec names none.

# Classes of a number.
spec-class-below = Under { $limit }
spec-class-to = { $first } to { $last }
spec-class-to-below = { $from } to under { $limit }
spec-class-from = { $limit } or more

# What holds, and what does not.
spec-true = yes
spec-false = no

# Who is left out of a population, step by step.
spec-everyone = All in the extract
spec-left-out = Left out: { $condition }
