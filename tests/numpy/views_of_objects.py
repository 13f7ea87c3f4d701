import numpy as np
R=[('a','U2'),('b','O')]
x=np.zeros(3,R)
for y in [x,x[0],np.zeros((),R),np.zeros((2,3),R)[:,::2]]:
    for d in ['i4','S4','V16','u1','i8,i8',R,[('q','U2'),('r','O')],[('a','i8'),('b','O')],[('a','O'),('b','i8')],'O','O,O']:
        for w in (lambda:y.view(d),lambda:setattr(np.array(y),'dtype',d)):
            try: r=w(); print(d,type(r).__name__, getattr(r,'dtype',None))
            except Exception as e: print(d,type(e).__name__,e)
for d in ['i4','V16','i8,i8','O','O,O',R,[('a','i8'),('b','O')]]:
    for s in ['O',R,'i8,i8','O,O',[('b','O'),('a','i8')]]:
        y=np.zeros(4,s)
        try: r=y.view(d); print(s,d,r.dtype)
        except Exception as e: print(s,d,type(e).__name__,e)
