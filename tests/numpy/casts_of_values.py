# Which casts are allowed: of values, of arrays without dimensions, to text, in the other byte order.
import numpy as np
def sh(s):
    try: r=repr(eval(s))
    except Exception as e: r='!%s: %s'%(type(e).__name__,str(e)[:120])
    print(s,'->',r)
for x in ('np.zeros(3,"u1")','np.array(5,"u2")','np.array(300)','np.zeros(2,"O")','np.array(["abc","d"])','np.array([b"abc"])','np.array(1.5)','np.array(5,">i4")','np.array(500,">i4")','np.array(-5,">i2")','np.array(2.5,">f8")','np.zeros(2,"M8[s]")','np.array(True)','np.array(1+2j)','np.array([None,"abcd"])','np.array(-1)'):
  for d in ('S','U9','i1','f2','>i2','>u2'):
    for c in ('no','equiv','safe','same_kind'):
      sh("%s.astype(%r,casting=%r)"%(x,d,c))
      sh("np.can_cast(%s,%r,%r)"%(x,d,c))
  for d in ('f4','>u2','i1','S3'):
      sh("np.result_type(%s,%r)"%(x,d)); sh("np.result_type(%s,np.zeros(2,%r))"%(x,d))
for v in ('[np.inf,1]','[1,2]','3','3.5','"a"','None','(1,2)','1j','[]','1<<70','-1','[3]','[("a",2)]','int','[None]','["a"]'):
    for d in ('f2','O'):
        sh("np.can_cast(%s,%r)"%(v,d)); sh("np.result_type(%s,%r)"%(v,d)); 
for s in ("np.result_type('>i4')","np.result_type(np.zeros(2,'>i4'))","np.result_type(np.array(5,'>i4'))","np.min_scalar_type(np.array(5,'>i4'))","np.min_scalar_type(np.zeros(2,'>i4'))","np.result_type('>i4','>i4')","np.result_type('>i4','i2',3.5)","np.result_type(np.zeros(2,'>i2'),3000000)","np.result_type(np.array(2,'>i2'),1)","np.result_type('>U3')","np.min_scalar_type(np.zeros(2,'>f8'))","np.min_scalar_type(np.array(2.5,'>f8'))"):
    sh(s)
for s in ("np.can_cast('foo','i4')","np.can_cast('i4','foo')","np.can_cast('i4',None)","np.can_cast('i4',[1])","np.can_cast('i4',3)","np.can_cast(3,None)","np.can_cast(np.array(5),'i2','no')","np.can_cast(5,'i2','no')","np.can_cast(5,'i1','no')","np.can_cast(5,'u1','no')","np.can_cast(200,'i2','equiv')","np.can_cast(200,'u1','equiv')","np.can_cast(np.int16(5),'i2','no')","np.can_cast(np.int16(5),'i1','no')","np.can_cast(2.5,'f2','no')","np.can_cast(2.5,'f8','no')","np.can_cast(np.array(2.5),'f8','no')","np.can_cast(np.float64(2.5),'f8','no')"):
    sh(s)
