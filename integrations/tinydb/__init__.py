"""The journal and other small stores, kept in TinyDB files."""
