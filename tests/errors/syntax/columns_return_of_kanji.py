日本語 = 1; return 日本語 + 1, b
