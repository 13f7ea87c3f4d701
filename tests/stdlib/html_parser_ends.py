# HTML that ends in the middle of a tag, comment or declaration; odd ends of tags; a long text in small pieces.
import html.parser


class Printer(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        print('start', tag, attrs)

    def handle_endtag(self, tag):
        print('end', tag)

    def handle_data(self, text):
        print('data', repr(text))

    def handle_comment(self, text):
        print('comment', repr(text))

    def handle_decl(self, text):
        print('decl', repr(text))

    def unknown_decl(self, text):
        print('unknown', repr(text))

    def handle_pi(self, text):
        print('pi', repr(text))


sources = [
    '<a x=">"y', '<!-', '<![CDATA[', '<div', '<a foo="', '</a', '<!--', '<script>a</scr', '<?pi', '<!DOCTYPE',
    'a<', '&', '&#', 'a & b', '<a<b>', '</ >', '</>', '<!>', '<$', '<a / >', '<a$>', '</a"x', '<!--a-',
    '<!--a--', '<!--a--!', '<!--a!', '<!---', '<!--->x', '<!-->x', '<!--a--!>x', '<?a', '<!x', '<![x',
    '<![if x]>y', '<!doctype html', '<a b=c', '</a b', 'x<!--y', '<a', '<', '</', 'x</', '<!', '<?',
    '<a b="c>d', '</ >x', '</a"x>y', '</a b>c', '</a/>x', '</1>x', '</a b=">">c',
    '<script>a</b>c</script d=">">e', '</>z',
]
for source in sources:
    print(source)
    p = Printer()
    p.feed(source)
    p.close()
p = Printer()
for piece in ['<!--'] + ['a' * 50] * 5 + ['-->b<script>'] + ['if (a > b)', ' c;' * 50] + ['</script>']:
    p.feed(piece)
p.close()
