# What a child cannot set up before it comes to its program is told without the program's name.
import subprocess
import tempfile

for given in {'stdin': 99}, {'stdout': 99, 'cwd': '/'}, {'cwd': '/nosuch'}, {'pass_fds': [77]}, {'executable': '/nosuch'}:
    try:
        print(subprocess.run(['true'], **given).returncode)
    except OSError as ex:
        print(ex, ex.filename)
with tempfile.SpooledTemporaryFile(mode='w+') as f:
    print(f.encoding == open('/dev/null').encoding)
