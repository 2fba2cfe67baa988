"""Proofs that every question can be asked: by queries of the tables, apart from the generator."""
