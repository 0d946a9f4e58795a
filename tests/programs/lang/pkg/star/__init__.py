__all__ = ["listed", "submodule"]
listed = "listed"
not_listed = "not listed"
