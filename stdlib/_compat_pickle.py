"""Names of Python 2 and what they are called today, for pickles of protocols 0 to 2."""

IMPORT_MAPPING = {
    '__builtin__': 'builtins', 'copy_reg': 'copyreg', 'Queue': 'queue', 'SocketServer': 'socketserver',
    'ConfigParser': 'configparser', 'repr': 'reprlib', 'markupbase': '_markupbase', '_winreg': 'winreg',
    'thread': '_thread', 'dummy_thread': '_dummy_thread', 'dbhash': 'dbm.bsd', 'dumbdbm': 'dbm.dumb',
    'dbm': 'dbm.ndbm', 'gdbm': 'dbm.gnu', 'xmlrpclib': 'xmlrpc.client', 'SimpleXMLRPCServer': 'xmlrpc.server',
    'httplib': 'http.client', 'htmlentitydefs': 'html.entities', 'HTMLParser': 'html.parser',
    'Cookie': 'http.cookies', 'cookielib': 'http.cookiejar', 'BaseHTTPServer': 'http.server',
    'test.test_support': 'test.support', 'commands': 'subprocess', 'urlparse': 'urllib.parse',
    'robotparser': 'urllib.robotparser', 'urllib2': 'urllib.request', 'anydbm': 'dbm', '_abcoll': 'collections.abc',
    'Tkinter': 'tkinter', 'tkFileDialog': 'tkinter.filedialog', 'tkSimpleDialog': 'tkinter.simpledialog', 'ttk': 'tkinter.ttk',
    **{old: 'tkinter.' + old.removeprefix('tk').removeprefix('Tk').lower() for old in (
        'Dialog', 'ScrolledText', 'Tix', 'Tkconstants', 'Tkdnd', 'tkColorChooser', 'tkCommonDialog', 'tkFont', 'tkMessageBox')}}

# Python 2's (module, name) and where it is now; of itertools' i-functions those that are built-in come first.
NAME_MAPPING = {
    **{('__builtin__', old): ('builtins', new)
       for old, new in (('long', 'int'), ('unichr', 'chr'), ('unicode', 'str'), ('xrange', 'range'))},
    ('__builtin__', 'intern'): ('sys', 'intern'), ('__builtin__', 'reduce'): ('functools', 'reduce'),
    **{('itertools', 'i' + name): ('builtins', name) for name in ('filter', 'map', 'zip')},
    **{('itertools', 'i' + name): ('itertools', name) for name in ('filterfalse', 'zip_longest')},
    **{(name, name): ('collections', name) for name in ('UserList', 'UserString')},
    ('UserDict', 'IterableUserDict'): ('collections', 'UserDict'),
    ('_multiprocessing', 'Connection'): ('multiprocessing.connection', 'Connection'),
    ('multiprocessing.process', 'Process'): ('multiprocessing.context', 'Process'),
    ('multiprocessing.forking', 'Popen'): ('multiprocessing.popen_fork', 'Popen'),
    **{('multiprocessing', name): ('multiprocessing.context', name)
       for name in ('AuthenticationError', 'BufferTooShort', 'ProcessError', 'TimeoutError')},
    ('_socket', 'fromfd'): ('socket', 'fromfd'), ('whichdb', 'whichdb'): ('dbm', 'whichdb'),
    ('urllib2', 'HTTPError'): ('urllib.error', 'HTTPError'),
    ('urllib2', 'URLError'): ('urllib.error', 'URLError')}
NAME_MAPPING.update((('urllib', name), ('urllib.' + module, name)) for module, names in (
    ('error', 'ContentTooShortError'),
    ('parse', 'quote quote_plus unquote unquote_plus urlencode'),
    ('request', 'getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve')) for name in names.split())

_EXCEPTIONS = """ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning
    EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
    IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError
    OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError
    SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
    UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError""".split()
NAME_MAPPING.update((('exceptions', name), ('builtins', name)) for name in _EXCEPTIONS)

REVERSE_IMPORT_MAPPING = {new: old for old, new in IMPORT_MAPPING.items()}
REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items()}

# one way only: several old names for one new, or names that Python 2 never had
IMPORT_MAPPING.update(cPickle='pickle', UserDict='collections', UserList='collections', UserString='collections',
                      whichdb='dbm', StringIO='io', cStringIO='io', _elementtree='xml.etree.ElementTree',
                      FileDialog='tkinter.filedialog', SimpleDialog='tkinter.simpledialog', DocXMLRPCServer='xmlrpc.server',
                      SimpleHTTPServer='http.server', CGIHTTPServer='http.server')
REVERSE_IMPORT_MAPPING.update(_functools='functools', _pickle='pickle', _bz2='bz2', _dbm='dbm', _gdbm='gdbm')
NAME_MAPPING.update({('__builtin__', 'basestring'): ('builtins', 'str'),
                     ('exceptions', 'StandardError'): ('builtins', 'Exception'),
                     ('UserDict', 'UserDict'): ('collections', 'UserDict'),
                     ('socket', '_socketobject'): ('socket', 'SocketType')})
REVERSE_NAME_MAPPING.update(((new, name), (old, name)) for old, new, names in (
    ('FileDialog', 'tkinter.filedialog', 'FileDialog LoadFileDialog SaveFileDialog'),
    ('SimpleDialog', 'tkinter.simpledialog', 'SimpleDialog'),
    ('DocXMLRPCServer', 'xmlrpc.server', 'ServerHTMLDoc XMLRPCDocGenerator DocXMLRPCRequestHandler DocXMLRPCServer '
     'DocCGIXMLRPCRequestHandler'),
    ('SimpleHTTPServer', 'http.server', 'SimpleHTTPRequestHandler'),
    ('CGIHTTPServer', 'http.server', 'CGIHTTPRequestHandler')) for name in names.split())
REVERSE_NAME_MAPPING.update({('_socket', 'socket'): ('socket', '_socketobject'), ('_functools', 'reduce'): ('__builtin__', 'reduce'),
                             ('builtins', 'ModuleNotFoundError'): ('exceptions', 'ImportError')})
REVERSE_NAME_MAPPING.update((('builtins', name), ('exceptions', 'OSError')) for name in """BrokenPipeError
    ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError FileExistsError
    FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError
    TimeoutError""".split())
