"""Why a memoryview cannot be pickled, by protocol."""
import pickle,copy
m=memoryview(b'a')
for f in (lambda: m.__reduce__(), lambda: m.__reduce_ex__(0), lambda: m.__reduce_ex__(1), lambda: m.__reduce_ex__(2), lambda: m.__reduce_ex__(-1), lambda: m.__reduce_ex__('a'), lambda: m.__getstate__(), lambda: m.__reduce_ex__(), lambda: copy.copy(m), lambda: copy.deepcopy(m), lambda: pickle.dumps(m), lambda: pickle.dumps(m, 0)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
