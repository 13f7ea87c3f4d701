# What is wrong with the arguments of symtable.symtable() is told in the order of the parameters, the mode last.
import symtable
for a in [('x','f',...),('x',5,...),('x','f',None),('x','f','zz'),(5,'f','exec'),(5,'f','zz'),(5,5,'zz'),('x',b'f','exec'),('x','f',b'exec'),('x','f','ex\0ec'),(5,'f',5)]:
    try: print(a, symtable.symtable(*a).get_name())
    except Exception as e: print(a, type(e).__name__, e)
