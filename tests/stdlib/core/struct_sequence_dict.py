"""The second argument of a struct sequence."""
import time
for a in (("123456789",),("123456789",None),("123456789",{}),("123456789",3),("12345678",),):
    try: print(time.struct_time(*a))
    except Exception as e: print(type(e).__name__, e)
for k in ({'dict':None},{'dict':{}},{'sequence':'123456789'},{'dict':5},{'sequence':'123456789','dict':{'tm_zone':'x'}}, {'dict':{'foo':1}}, {'x':1}):
    try: print(time.struct_time(*(() if 'sequence' in k else ("123456789",)),**k))
    except Exception as e: print(type(e).__name__, e)
