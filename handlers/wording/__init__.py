"""The words of messages in each language: templates, catalogues, and the values of the cup."""
