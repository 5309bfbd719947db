"""Word files on their way into a sheet.

`reader.read_word_file` starts the bounded process (`child` is it) in which `package` takes the few
parts of the file that are text, `preparing` takes out of them what nobody sees or should see, and
`conversion` makes HTML of the rest with mammoth. `taking.take_word_file` brings the pictures
through the house's own door. The sheet cleans that HTML as it cleans every paste
(`frontend/desk/paste`): nothing of a Word file reaches a text by another way.
"""
