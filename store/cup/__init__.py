"""The words of a cup: frozen values that know no file, no database and no chat."""
