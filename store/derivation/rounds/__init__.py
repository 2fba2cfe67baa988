"""The rounds of an edition: kinds and codes, legs and replays, who went through, tables of groups."""
