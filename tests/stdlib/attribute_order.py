"""vars() of objects of the library lists what the documentation tells of in its order."""
import csv, logging, queue, textwrap, threading, unittest
def show(x): print(type(x).__name__, [n for n in vars(x) if not n.startswith('_')])
show(logging.LogRecord('n', 20, '/a/b.py', 1, 'm', (), None)); show(logging.Logger.manager); show(queue.Queue()); show(textwrap.TextWrapper())
show(csv.DictReader([])); show(unittest.TestResult()); show(unittest.TextTestRunner()); show(threading.Timer(1, print)); show(unittest.TestLoader())
