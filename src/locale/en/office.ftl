# A publication as a document and as slides that others go on writing in.

# The language as office programs name it.
office-language = en-GB

office-figure = Figure { $number }
office-table = Table { $number }
office-source = Source:
office-note = Note:
office-premise = Assumption { $mark }:
# What designs write before a source and a note, each with a bar between it and the next.
office-signs = source|note

office-about = About the numbers
office-synthetic = The data are fictitious: the numbers are not about real people.
office-look-up = Every number can be looked up in the audit book of the publication under the short name that stands beside it, and traced to the rows it comes from. If the numbers are changed here, they no longer agree with it.
office-written-with = Written with { $program } { $version }.
office-untaken = Here the publication has a drawing that is not in the document. { $shows }
office-continued = { $headline } (continued)
office-notes-of = { $headline } (notes)

# ---- what programs call the parts of a slide and the styles of a document

office-part-title = Title
office-part-subtitle = Subtitle
office-part-chapter = Chapter
office-part-foot = Footer
office-part-number = Number
office-part-caption = Caption
office-part-notes = Notes
office-layout = Title and exhibit
office-number-sign = ‹#›
office-style-label = Label
office-style-cell = Table text
