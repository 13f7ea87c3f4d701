"""Names of Python 2 in pickles of protocols 0 to 2, both ways."""
import _compat_pickle as names, multiprocessing, pickle
for table in names.IMPORT_MAPPING, names.NAME_MAPPING, names.REVERSE_IMPORT_MAPPING, names.REVERSE_NAME_MAPPING:
    print(len(table), *sorted(map(str, table.items())), sep='\n')
print(pickle.dumps(multiprocessing.TimeoutError, 2), pickle.dumps(multiprocessing.TimeoutError, 2, fix_imports=False), pickle.loads(b'cmultiprocessing\nProcessError\n.'))
