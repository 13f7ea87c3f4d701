"""Text that comes to an HTMLParser in parts: when what is handled, and what waits."""
import html.parser
class P(html.parser.HTMLParser):
    def handle_starttag(self, t, a): print('start', t, a)
    def handle_data(self, d): print('data', repr(d))
    def handle_comment(self, d): print('comment', repr(d))
    def handle_endtag(self, d): print('end', repr(d))
t='<a href="xyzxyz">hello</a><!-- some comment --> & text &amp; more<script>var x = "<b>";</script>tail <br/> x'
for step in 1,2,3,5,8,13,21,40:
    p=P(); print('step',step)
    for i in range(0,len(t),step):
        p.feed(t[i:i+step]); print(i, len(p.rawdata))
    p.close()
