"""Processor time of commands, side by side: what the benchmark tables are made from."""
import math
import os
import resource
import statistics
import subprocess


def cpu_time(cmd):
    """User + system seconds of the command, and the finished process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, p


def in_turn(reference, kukri, rounds):
    """Runs both commands alternately: (seconds of each round, last finished process) for both."""
    pairs = []
    for _ in range(rounds):
        a, pa = cpu_time(reference)
        b, pb = cpu_time(kukri)
        pairs.append((a, b))
    return pairs, pa, pb


def factor(pairs):
    return statistics.median(a / b for a, b in pairs if b)


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values)) if values else float('nan')


def one_thread():
    os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1', KUKRI_NUM_THREADS='1')
