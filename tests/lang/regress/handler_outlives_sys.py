"""A generator that outlives sys, because a signal handler holds its namespace, and then raises."""
import signal

SOURCE = '''
def handler(*args):
    pass
def generator():
    try:
        yield
    finally:
        raise ValueError
signal.signal(signal.SIGUSR1, handler)
held = generator()
next(held)
'''
exec(SOURCE, {'signal': signal})
print('end')
