# Labels that the program gives where the spec names none.

# Classes of a number.
spec-class-below = Under { $limit }
spec-class-to = { $first } til { $last }
spec-class-to-below = { $from } til under { $limit }
spec-class-from = { $limit } og derover

# What holds, and what does not.
spec-true = ja
spec-false = nej

# Who is left out of a population, step by step.
spec-everyone = I alt i udtrækket
spec-left-out = Udeladt: { $condition }
