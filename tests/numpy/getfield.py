"""getfield and setfield: parts of elements, shared where memory allows."""
import numpy as np

CASES = """
np.arange(6,dtype='i4').getfield('i2')
np.arange(6,dtype='i4').getfield('i2',2)
np.arange(6,dtype='i4').getfield('i2',3)
np.arange(6,dtype='i4').getfield('i2',-1)
np.arange(6,dtype='i4').reshape(2,3).getfield('u1',1).shape
np.arange(3.).getfield('f8')
np.arange(3,dtype='c16').getfield('f8',8)
np.zeros(2,'i4,f8').getfield('f8',4)
np.zeros(2,'i4,f8').getfield('i4,i4',0)
np.array(['ab','cd']).getfield('U1')
np.array(['ab','cd']).getfield('U1',4)
np.array([b'ab',b'cd']).getfield('S1',1)
np.array([1,'a'],object).getfield('O')
np.array([1,'a'],object).getfield('i4')
np.arange(3).getfield(int)
np.arange(3).getfield(None)
np.arange(3).getfield('x')
np.arange(3).getfield()
np.arange(3).getfield('i4','a')
np.arange(3).getfield('O')
(lambda a:(a.setfield(7,'i2'),a))(np.zeros(3,'i4'))
(lambda a:(a.setfield([1,2,3],'i2',2),a))(np.zeros(3,'i4'))
(lambda a:(a.setfield(7,'i2',3),a))(np.zeros(3,'i4'))
(lambda a:(a.setfield(1.5,'f8'),a))(np.zeros(3,'f8'))
(lambda a:(a.setfield(2,'f8',8),a))(np.zeros(2,'c16'))
(lambda a:(a.setfield([1,2],'i2'),a))(np.zeros(3,'i4'))
(lambda a:(a.setfield(7,'i4'),a))(np.zeros(3,'i4,f8'))
(lambda a:(a.getfield('i2').__setitem__(0,5),a))(np.zeros(3,'i4'))
np.arange(3).getfield('i4').base is not None
np.arange(3).getfield('i4').strides
np.arange(3,dtype='>i4').getfield('>i2',2)
np.arange(6).getfield('i4').flags
np.zeros(2).getfield((np.int32,(2,)))
np.arange(3).setfield()
np.array(3).getfield('i4')
np.zeros((0,3),'i4').getfield('i2').shape
np.arange(10)[::2].getfield('i2',0)
np.matrix([[1,2]]).getfield('i4')
np.zeros(2,'V4').getfield('i2')
np.zeros(2,[('a','i4'),('b','O')]).getfield('i4')
np.zeros(2,[('a','i4'),('b','O')]).getfield('O',4)
np.zeros(2,[('a','i4'),('b','O')]).getfield('i4',4)
"""

for source in CASES.strip().splitlines():
    try:
        text = repr(eval(source))
    except Exception as e:
        text = f'{type(e).__name__}: {e}'
    print(source, '->', text)
