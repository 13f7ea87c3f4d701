"""The command line of calendar."""
import subprocess, sys
for args in ('2024', '2024 2', '-m 4 -w 3 -s 2 2024', '-l 2 2024 2', '-t html -c x.css -e latin-1 2024', '-t html 2024 2', 'x', '-L de_DE 2024', '-e utf-16 2024 2', '2024 2 3', '--help'):
    r = subprocess.run([sys.executable, '-m', 'calendar', *args.split()], capture_output=True)
    print(args, r.returncode, len(r.stdout), r.stdout[:700], r.stderr.decode())
