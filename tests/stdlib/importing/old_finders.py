# What finders and loaders had before there were specs, with its warnings; the text behind the headers of metadata.
import importlib.abc
import importlib.machinery as machinery
import importlib.metadata
import importlib.util
import os
import sys
import tempfile
import types
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)


@importlib.util.set_package
def packaged(name):
    return types.ModuleType(name)


print(packaged('a.b').__package__)
with tempfile.TemporaryDirectory() as folder:
    open(os.path.join(folder, 'found.py'), 'w').close()
    finder = machinery.FileFinder(folder, (machinery.SourceFileLoader, ['.py']))
    print(type(finder.find_module('found')).__name__, finder.find_loader('found')[1])
    print(machinery.BuiltinImporter.find_module('sys').__name__, machinery.PathFinder.find_module('no such module'))
    try:
        importlib.abc.Loader().module_repr(sys)
    except NotImplementedError as e:
        print(repr(e))
    os.mkdir(os.path.join(folder, 'dist-1.0.dist-info'))
    with open(os.path.join(folder, 'dist-1.0.dist-info', 'METADATA'), 'w') as f:
        f.write('Metadata-Version: 2.1\nName: dist\nVersion: 1.0\n\nbody\nof it\n')
    sys.path.insert(0, folder)
    metadata = importlib.metadata.metadata('dist')
    print(metadata.keys(), repr(metadata.get_payload()), repr(metadata['Description']))
try:
    os.execlpe('no such program', 'x', {'PATH': '/nonexistent/a:/nonexistent/b'})
except FileNotFoundError as e:
    print(e.filename)
