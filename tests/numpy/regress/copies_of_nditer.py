"""What an iterator copies lies in memory as it goes."""
from _programs import A, np, show

show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2, 1), 'i4', 2, 'T')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8', 'f4'], buffersize=2, op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2, 1), 'i4', 2, 'T')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8', 'i4'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2, 1), 'i4', 2, 'T')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['i4', 'f4'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2, 1), 'i4', 2, 'T')], flags=['external_loop'], order='C', casting='unsafe', op_dtypes=['i4', 'f4'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2, 2), 'i4', 2, 'T')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8', 'f4'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6), A((2,), 'i4', 2, 'T')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8', 'f4'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 2, 2), 'i4', 6)], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 3, 2), 'i4', 6, 'F')], flags=['external_loop'], order='C', casting='unsafe', op_dtypes=['f8'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 3, 2), 'i4', 6, 'N')], flags=['external_loop'], order='K', casting='unsafe', op_dtypes=['f8'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 3, 2), 'i4', 6, 'F'), A((2,3,1),'i4')], flags=['external_loop'], order='C', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 3, 2), 'i4', 6, 'F'), A((2,1,1),'i4')], flags=['external_loop'], order='C', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly'])])
show(lambda: [np.array(v).tolist() for v in np.nditer([A((2, 3, 2), 'i4', 6, 'F'), A((3,1),'i4')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly'])])
show(lambda: [o.strides for o in np.nditer([A((2, 3, 2), 'i4', 6), A((3,1),'i4')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly']).operands])
show(lambda: [o.strides for o in np.nditer([A((2, 3, 2), 'i4', 6), A((3,2),'i4')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly']).operands])
show(lambda: [o.strides for o in np.nditer([A((2, 3, 2), 'i4', 6), A((1,2),'i4')], flags=['external_loop'], order='F', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly']).operands])
show(lambda: [o.strides for o in np.nditer([A((2, 3, 2), 'i4', 6), A((1,2),'i4')], order='F', casting='unsafe', op_dtypes=['f8','f8'], op_flags=['copy', 'readonly']).itviews])
for one in 'CRN':
    for two in 'CRFS':
        for flags in (['buffered'], ['buffered', 'external_loop'], ['buffered', 'multi_index'][:1 + (one == two)]):
            show(lambda: [(it.ndim, it.shape, [np.array(v).tolist() for v in it]) for it in [np.nditer([A((2, 3), 'i4', 5, one), A((2, 3), 'i4', 0, two)], flags=flags, op_dtypes='f8')]])
    show(lambda: [(it.ndim, it.shape) for it in [np.nditer([A((2, 3), 'i4', 5, one)], flags=['buffered'], op_dtypes='f8')]])
