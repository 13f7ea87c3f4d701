import http.client
import http.server
import threading
import urllib.error
import urllib.request

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        if self.path == '/moved':
            self.send_response(302)
            self.send_header('Location', '/final?x=1')
            self.send_header('Content-Length', '0')
            self.end_headers()
        elif self.path == '/chunked':
            self.send_response(200)
            self.send_header('Transfer-Encoding', 'chunked')
            self.end_headers()
            for part in (b'one', b'twotwo'):
                self.wfile.write(b'%x\r\n%s\r\n' % (len(part), part))
            self.wfile.write(b'0\r\n\r\n')
        elif self.path == '/missing':
            self.send_error(404)
        else:
            self.answer(self.path.encode())

    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.answer(self.headers.get('Content-Type', '-').encode() + b'|' + data)

    def answer(self, body):
        self.send_response(200)
        self.send_header('Content-Type', 'text/plain; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
port = server.server_port
thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.05})
thread.start()
base = f'http://127.0.0.1:{port}'

conn = http.client.HTTPConnection('127.0.0.1', port)
for path in ('/a', '/b'):
    conn.request('GET', path)
    r = conn.getresponse()
    print(r.status, r.reason, r.version, r.getheader('content-type'), r.read(), r.isclosed())
conn.request('POST', '/', body='text', headers={'Content-Type': 'x/y'})
print(conn.getresponse().read())
conn.request('GET', '/chunked')
r = conn.getresponse()
print(r.read(4), r.read())
conn.request('GET', '/missing')
r = conn.getresponse()
print(r.status, r.reason, b'404' in r.read())
try:
    conn.request('GET', '/bad path')
except http.client.InvalidURL as e:
    print(e)
conn.close()

with urllib.request.urlopen(base + '/hello?q=1') as f:
    print(f.status, f.read().decode(), f.headers.get_content_charset(), f.headers['content-length'])
print(urllib.request.urlopen(base + '/form', data=b'a=1').read())
r = urllib.request.urlopen(base + '/moved')
print(r.read(), r.geturl() == base + '/final?x=1')
try:
    urllib.request.urlopen(base + '/missing')
except urllib.error.HTTPError as e:
    print(e, e.code, e.reason)
req = urllib.request.Request(base + '/put', data=b'x', headers={'X-Y': 'z'}, method='POST')
print(req.get_method(), req.host == f'127.0.0.1:{port}', req.selector, req.headers)
print(urllib.request.urlopen('data:text/plain;base64,aGk=').read())
try:
    urllib.request.urlopen('nonsense')
except ValueError as e:
    print(e)
server.shutdown()
thread.join()
server.server_close()
try:
    urllib.request.urlopen(base)
except urllib.error.URLError as e:
    print(e)
print(http.HTTPStatus.NOT_FOUND, http.HTTPStatus(200).phrase, http.client.responses[503])
