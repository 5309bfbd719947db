"""What the house knows about languages and their scripts.

Owns: folding of spelling for search, words and sentences with their places in the text, the
order of names in an index, the calendar of a language's readers, the direction of a language and of
a text, the scripts of a name, slugs, the comma between words, reading time, and the list of known
languages.
Never: touches Django, the database, a file or the clock. Values in, values out.
"""
