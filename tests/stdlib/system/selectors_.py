import selectors, socket, select, os
for cls in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    a, b = socket.socketpair()
    with cls() as sel:
        key = sel.register(a, selectors.EVENT_READ, data='A')
        print(key.events, key.data, sel.select(0))
        b.send(b'x')
        print([(k.data, ev) for k, ev in sel.select(1)])
        sel.modify(a, selectors.EVENT_READ | selectors.EVENT_WRITE, data='B')
        print([(k.data, ev) for k, ev in sel.select(1)])
        print(len(sel.get_map()), sel.get_key(a).data)
        for bad in (lambda: sel.register(a, 1), lambda: sel.register(b, 8),
                    lambda: sel.unregister(b), lambda: sel.register('x', 1),
                    lambda: sel.register(-1, 1)):
            try: bad()
            except (KeyError, ValueError) as e: print(type(e).__name__, str(e)[:12])
        sel.unregister(a)
        print(sel.select(0), dict(sel.get_map()))
    a.close(); b.close()
r, w = os.pipe()
print(select.select([r], [w], [], 0)[1] == [w])
os.write(w, b'1')
print(select.select([r], [], [], 5) == ([r], [], []))
p = select.poll()
p.register(r, select.POLLIN)
print(p.poll(100) == [(r, select.POLLIN)])
os.close(w); os.read(r, 1)
print(p.poll(100) == [(r, select.POLLHUP)])
p.unregister(r)
for bad in (lambda: p.unregister(r), lambda: p.register('a'), lambda: select.select([-1], [], []),
            lambda: select.select([], [], [], -1), lambda: select.select(1, [], [])):
    try: bad()
    except (KeyError, TypeError, ValueError) as e: print(type(e).__name__, str(e)[:20] if type(e) is not KeyError else '')
