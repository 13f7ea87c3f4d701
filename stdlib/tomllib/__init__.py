"""TOML 1.0: tomllib.load(file opened with 'rb'), tomllib.loads(text) give a dict."""
from tomllib._parser import TOMLDecodeError, load, loads

__all__ = ("loads", "load", "TOMLDecodeError")

TOMLDecodeError.__module__ = __name__
