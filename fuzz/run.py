"""run.py BUILD [TARGET...]: runs each fuzz target of a build with -Dfuzz=true for a while.

KUKRI_FUZZ_SECONDS (60) bounds each. Findings are kept in BUILD/findings.
"""
import os
import pathlib
import subprocess
import sys

build, names = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
seconds = os.environ.get('KUKRI_FUZZ_SECONDS', '60')
targets = sorted(p for p in build.glob('fuzz_*') if p.is_file() and os.access(p, os.X_OK) and (not names or p.name in names))
if not targets:
    sys.exit('no such fuzz target')
# Undefined behaviour is a finding as a crash is: by itself it would only be printed.
environment = {**os.environ, 'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1'}
failed = []
for target in targets:
    corpus = build / 'corpus' / target.name
    findings = build / 'findings'
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(exist_ok=True)
    print(f'{target.name}: {seconds} s', flush=True)
    p = subprocess.run([str(target), f'-max_total_time={seconds}', '-print_final_stats=1', f'-artifact_prefix={findings}/{target.name}-', str(corpus)], env=environment)
    if p.returncode:
        failed.append(target.name)
print(f'{len(targets) - len(failed)} targets without a finding, {len(failed)} with: {" ".join(failed)}')
sys.exit(bool(failed))
