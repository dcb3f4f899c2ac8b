# What differs between two releases, where readers meet it.

# Behind a change of a share.
diff-points = { "\u00a0" }pct.point
# What something is called that is called by its row, where only the new release has that row.
diff-new-row = { $row } (ny)
