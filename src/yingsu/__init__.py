"""yingsu (应诉): a county's administrative-litigation ledger over local files."""

__version__ = "0.1.0"
