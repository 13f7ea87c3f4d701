with (a as b): pass
with (a as 1): pass
