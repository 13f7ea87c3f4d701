"""A Pool of which a process cannot start ends those that did; what pickles for processes is a name of the package."""
import multiprocessing
import multiprocessing.reduction

Fork = type(multiprocessing.get_context('fork'))


class Process(multiprocessing.get_context('fork').Process):
    started = 0

    def start(self):
        Process.started += 1
        if Process.started == 3:
            raise OSError(11, 'no more processes')
        super().start()


class Context(Fork):
    pass


Context.Process = Process
if __name__ == '__main__':
    try:
        Context().Pool(4)
    except OSError as e:
        print(type(e).__name__, e, multiprocessing.active_children())
    context = multiprocessing.get_context('spawn')
    print('reducer' in multiprocessing.__all__, multiprocessing.reducer is multiprocessing.reduction is context.reducer)
    context.reducer = 'another'
    print(multiprocessing.get_context('fork').reducer, multiprocessing.reducer is multiprocessing.reduction)
    print(multiprocessing.context.reduction)
