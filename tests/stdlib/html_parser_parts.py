"""Parts that are fed to an HTMLParser and are no text."""
import html.parser


class Printer(html.parser.HTMLParser):
    def handle_data(self, data):
        print('  data', repr(data))

    def handle_starttag(self, tag, attrs):
        print('  start', tag, attrs)


for parts in ((),), ((), 'a'), ('a', ()), ('<a', (), '>'), (b'',), (b'', 'x'), (b'x',), (5,), (None,), (['a'],), ('a', ['b']), ([],), ([], 'a', 'b'), ('', 'a'), ('x', b'y'):
    p = Printer()
    print(parts)
    try:
        for part in parts:
            p.feed(part)
        p.close()
    except Exception as e:
        print('  ', type(e).__name__, e)
