"""Handling of URLs: see urllib.parse."""
