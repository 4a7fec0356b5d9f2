"""The runbooks of the starter and the sample desk."""
