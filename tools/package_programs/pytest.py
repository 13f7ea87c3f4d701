import os
import re
import subprocess
import sys
import tempfile

TESTS = '''
import pytest

@pytest.fixture
def five():
    return 5

def test_a(five):
    assert five == 5

@pytest.mark.parametrize('x, y', [(1, 2), (2, 2)])
def test_b(x, y):
    assert x == y, 'not equal'

def test_c(tmp_path, capsys, monkeypatch):
    (tmp_path / 'a').write_text('x')
    print('hi')
    assert capsys.readouterr().out == 'hi\\n'
    monkeypatch.setenv('Q', '1')
    with pytest.raises(ValueError, match='bad'):
        raise ValueError('bad thing')

class TestK:
    def setup_method(self):
        self.v = [1, 2, 3]
    def test_d(self):
        assert self.v == [1, 2, 4]

@pytest.mark.skip(reason='s')
def test_e():
    pass

@pytest.mark.xfail
def test_f():
    assert {'a': 1, 'b': 2} == {'a': 1, 'b': 3}
'''
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'test_x.py'), 'w') as f:
        f.write(TESTS)
    command = [sys.executable, '-m', 'pytest', '-p', 'no:cacheprovider', '-p', 'no:junitxml', '-q', '-rA', 'test_x.py']    # that plugin wants xml
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
print(done.returncode, re.sub(r'0x[0-9a-f]+|in [\d.]+s', '...', done.stdout))
