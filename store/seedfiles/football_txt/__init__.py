"""Parsing openfootball's Football.TXT files into the same season files as ours."""
