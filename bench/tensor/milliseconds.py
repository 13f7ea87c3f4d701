# The clock of the *_large.py programs: the best of several runs, as a row of name, value, unit by tabs.
# Processor time; with the argument quick, fewer runs.
import sys
import time

QUICK = 'quick' in sys.argv


def measure(name, operation):
    operation()
    best = spent = 0
    rounds = 0
    while rounds < 4 or (spent < (0.04 if QUICK else 0.3) and rounds < 300):
        start = time.process_time()
        operation()
        took = time.process_time() - start
        best = min(best, took) if rounds else took
        spent += took
        rounds += 1
    print(f'{name}\t{1e3 * best:.4f}\tms', flush=True)
