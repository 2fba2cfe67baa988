"""What other programs read: season files, tables, a data dictionary and a package of them."""
