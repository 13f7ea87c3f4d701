日本語 = 1; async with 日本語: pass
