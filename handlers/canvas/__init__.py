"""What pictures are made of: shapes on a sheet, fonts, colours, and drawing them."""
