"""Only a key that is looked for may be a set; items of what is given must be hashable."""
for s in (set((1,2)), frozenset((1,2)), set(), {frozenset({1}),2}, {1:2}.keys()):
  for name in ('difference','difference_update','symmetric_difference','symmetric_difference_update','intersection','intersection_update','union','update','issubset','issuperset','isdisjoint','__contains__','discard','remove','add','__sub__','__xor__','__and__','__or__'):
    for arg in ([{1},1], [[1]], {1}, [1], ({1},)):
        t = s.copy() if hasattr(s,'copy') else s
        if not hasattr(t,name): continue
        try: r=getattr(t,name)(arg); print(name, arg, r, t)
        except Exception as e: print(name, arg, type(e).__name__, e)
