# reduce with initial=, reduceat and accumulate in the type of the results. Ranges in the other byte order.
import numpy as np, warnings
warnings.simplefilter('ignore')
print(np.divide.reduce(np.array([2.,4,8]),initial=2), np.subtract.reduce([5,3],initial=1), np.subtract.reduce(np.zeros((0,2)),initial=3), np.power.reduce([[2,3],[1,2]],axis=1,initial=2))
print(np.logical_or.reduceat([4,0,5],[0,1,0]), np.logaddexp.reduceat(np.int8([1,2]),[0,1]).dtype, np.add.reduceat(np.uint8([200,100]),[0,1]), np.float_power.accumulate(np.array([2,3])), np.logical_xor.accumulate([1,1,0]))
print(np.add.accumulate(np.uint8([200,100])), np.multiply.reduceat([1,2,3,4],[0,2]), np.maximum.accumulate([3,1,4]), np.gcd.reduce([12,8,20]), np.bitwise_or.reduce([1,2,4]), np.hypot.reduce([3.,4]), np.logical_and.reduce([1,0]))
print(repr(np.dtype('S')), np.round(np.array(3),1), type(np.round(np.array(3),1)), np.find_common_type(['u8'],['i2']), np.find_common_type(['f4'],['i8']))
print(np.minimum.reduce(np.arange(20),initial=3), np.lcm.reduce(np.arange(1,11)), np.mod.reduce([17,5,2]))
print(np.arange(3, dtype='>i4').dtype.str, np.arange(1, 5, 2, dtype='>f8').dtype.str, np.eye(2, dtype='>f8').dtype.str, np.linspace(0, 1, 3, dtype='>f4').dtype.str, np.zeros(2, '>i2').dtype.str)
