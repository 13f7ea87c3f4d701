import sys
def hook(*a, **k): print('hook', a, k); return 'result'
sys.breakpointhook = hook
print(breakpoint(), breakpoint(1, x=2))
del sys.breakpointhook
try: breakpoint()
except RuntimeError as e: print(e)
