"""An asynchronous generator that ignores GeneratorExit when the process ends leaves nothing that is read after it is gone."""
import sys

SOURCE = '''
class Wait:
    def __await__(self):
        return (yield 'wait')


class Manager:
    async def __aenter__(self):
        await Wait()

    async def __aexit__(self, *args):
        await Wait()


async def numbers():
    async with Manager():
        yield 1

g = numbers()
step = g.asend(None)
print(step.send(None))
try:
    step.send(None)
except StopIteration as e:
    print(e.value)
'''


def run():
    for i in range(40):
        namespace = {'__name__': '__main__'}
        exec(compile(SOURCE, f'p{i}', 'exec'), namespace)
        kept.append(namespace)


kept = []
sys.unraisablehook = lambda u: None
run()
