"""Signatures of built-in types."""
import builtins, types, inspect
ts=sorted({t for m in (builtins,types) for t in vars(m).values() if isinstance(t, type) and not t.__flags__ & 512 and t.__name__ not in ('ExceptionGroup', 'cell')}, key=lambda t:t.__name__)
for t in ts+[type(iter([])),type(iter({}))]:
    print(t.__name__, repr(t.__text_signature__), end=' ')
    try: print(inspect.signature(t))
    except Exception as e: print(type(e).__name__, e)
