"""The version of rota."""

VERSION = "0.1.0"
