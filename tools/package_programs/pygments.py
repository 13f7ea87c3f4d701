import hashlib
import pygments
from pygments.formatters import HtmlFormatter, TerminalFormatter
from pygments.lexers import get_lexer_by_name

digest = lambda text: hashlib.md5(text.encode()).hexdigest()
own = open(pygments.__file__).read()
print(digest(pygments.highlight(own, get_lexer_by_name('python'), HtmlFormatter(linenos=True))))
text = 'int main() { return "x"; } # a\n<b c="d">{"a": [1, 2.5e3, null]}\n- x: y\n'
for name in 'c', 'json', 'yaml', 'bash', 'html', 'css', 'js', 'rst', 'sql', 'diff', 'ini', 'make':
    print(name, digest(pygments.highlight(text, get_lexer_by_name(name), TerminalFormatter())))
