f"{a\b}"
