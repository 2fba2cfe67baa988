"""The data that comes with Kubok: season files, and the registries and supplement beside them."""
