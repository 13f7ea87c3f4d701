"""Debugger basics: breakpoints and stepping on top of sys.settrace.

A Bdb decides at every event whether to stop, from three marks: stopframe (None: any frame), the
line in it from which on to stop (stoplineno; -1: never), and returnframe, whose end is a stop too.
Subclasses override user_call, user_line, user_return and user_exception.
"""
import fnmatch
import os
import sys
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR

__all__ = ["BdbQuit", "Bdb", "Breakpoint"]

GENERATOR_AND_COROUTINE_FLAGS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


class BdbQuit(Exception):
    """Ends the program that is debugged."""


class Bdb:
    """What a debugger needs: events in, decisions out."""

    def __init__(self, skip=None):
        self.skip = set(skip) if skip else None
        self.breaks = {}
        self.fncache = {}
        self.frame_returning = None
        self.enterframe = None
        self._load_breaks()

    def canonic(self, filename):
        """The absolute, normalised form of a file name; names in angle brackets stay."""
        if filename == "<" + filename[1:-1] + ">":
            return filename
        canonic = self.fncache.get(filename)
        if not canonic:
            canonic = os.path.normcase(os.path.abspath(filename))
            self.fncache[filename] = canonic
        return canonic

    def reset(self):
        import linecache
        linecache.checkcache()
        self.botframe = None
        self._set_stopinfo(None, None)

    # --- events ---

    def trace_dispatch(self, frame, event, arg):
        if self.quitting:
            return None
        self.enterframe = frame
        if event == 'line':
            return self.dispatch_line(frame)
        if event in ('call', 'return', 'exception'):
            return getattr(self, 'dispatch_' + event)(frame, arg)
        if not event.startswith('c_'):
            print('bdb.Bdb.dispatch: unknown debugging event:', repr(event))
        return self.trace_dispatch

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self.user_line(frame)
            if self.quitting:
                raise BdbQuit
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:  # the first call since reset()
            self.botframe = frame.f_back
            return self.trace_dispatch
        if not (self.stop_here(frame) or self.break_anywhere(frame)):
            return None
        if self.stopframe and frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS:
            return self.trace_dispatch  # a resumed generator is no call to stop at
        self.user_call(frame, arg)
        if self.quitting:
            raise BdbQuit
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        if frame == self.returnframe or self.stop_here(frame):
            suspends = frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS
            if suspends and self.stopframe:
                return self.trace_dispatch  # "next" goes on when it is resumed
            self.frame_returning = frame
            try:
                self.user_return(frame, arg)
            finally:
                self.frame_returning = None
            if self.quitting:
                raise BdbQuit
            if self.stopframe is frame and self.stoplineno != -1:
                self._set_stopinfo(None, None)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        generator = frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS
        if self.stop_here(frame):
            # the StopIteration with which `yield from` ends is none of the user's business
            if not (generator and arg[0] is StopIteration and arg[2] is None):
                self.user_exception(frame, arg)
                if self.quitting:
                    raise BdbQuit
        elif (self.stopframe and frame is not self.stopframe
              and self.stopframe.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS
              and arg[0] in (StopIteration, GeneratorExit)):
            self.user_exception(frame, arg)
            if self.quitting:
                raise BdbQuit
        return self.trace_dispatch

    # --- whether to stop ---

    def is_skipped_module(self, module_name):
        if module_name is None:
            return False
        return any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        filename = self.canonic(frame.f_code.co_filename)
        if filename not in self.breaks:
            return False
        lineno = frame.f_lineno
        if lineno not in self.breaks[filename]:
            lineno = frame.f_code.co_firstlineno  # a breakpoint at the function itself
            if lineno not in self.breaks[filename]:
                return False
        bp, flag = effective(filename, lineno, frame)
        if not bp:
            return False
        self.currentbp = bp.number
        if flag and bp.temporary:
            self.do_clear(str(bp.number))
        return True

    def do_clear(self, arg):
        raise NotImplementedError("subclass of bdb must implement do_clear()")

    def break_anywhere(self, frame):
        return self.canonic(frame.f_code.co_filename) in self.breaks

    # --- for subclasses ---

    def user_call(self, frame, argument_list):
        """A function is entered where a stop is possible."""

    def user_line(self, frame):
        """Stopped at a line, by stepping or a breakpoint."""

    def user_return(self, frame, return_value):
        """Stopped where a function returns."""

    def user_exception(self, frame, exc_info):
        """Stopped at an exception."""

    # --- where to stop next ---

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe = stopframe
        self.returnframe = returnframe
        self.quitting = False
        self.stoplineno = stoplineno

    def set_until(self, frame, lineno=None):
        """Stop at a line greater than lineno (the current one), or when frame returns."""
        self._set_stopinfo(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """The next stop is the next line, in whatever function."""
        if self.frame_returning:  # otherwise there would be no event in the caller
            caller = self.frame_returning.f_back
            if caller and not caller.f_trace:
                caller.f_trace = self.trace_dispatch
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        """The next stop is in frame, or in one that called it."""
        self._set_stopinfo(frame, None)

    def set_return(self, frame):
        """The next stop is where frame returns to."""
        suspends = bool(frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS)
        # a generator has no caller to stop in, so no line of its own is one to stop on
        stop = (frame, None, -1) if suspends else (frame.f_back, frame)
        self._set_stopinfo(*stop)

    def set_trace(self, frame=None):
        """Start debugging from frame, or from the caller's."""
        if frame is None:
            frame = sys._getframe().f_back
        self.reset()
        self.enterframe = frame
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe = frame
            frame = frame.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """No stop but at breakpoints; without any, tracing ends."""
        self._set_stopinfo(self.botframe, None, -1)
        if not self.breaks:
            sys.settrace(None)
            frame = sys._getframe().f_back
            while frame and frame is not self.botframe:
                del frame.f_trace
                frame = frame.f_back

    def set_quit(self):
        self.stopframe = self.botframe
        self.returnframe = None
        self.quitting = True
        sys.settrace(None)

    # --- breakpoints ---

    def _add_to_breaks(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        """None, or why there can be no breakpoint."""
        filename = self.canonic(filename)
        import linecache
        if not linecache.getline(filename, lineno):
            return 'Line %s:%d does not exist' % (filename, lineno)
        self._add_to_breaks(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        return None

    def _load_breaks(self):
        for filename, lineno in Breakpoint.bplist:
            self._add_to_breaks(filename, lineno)

    def _prune_breaks(self, filename, lineno):
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    def clear_break(self, filename, lineno):
        """Delete the breakpoints of a line; a message if there is none."""
        filename = self.canonic(filename)
        lines = self.breaks.get(filename)
        if lines is None:
            return f'There are no breakpoints in {filename}'
        if lineno not in lines:
            return f'There is no breakpoint at {filename}:{lineno}'
        while there := Breakpoint.bplist.get((filename, lineno)):
            there[0].deleteMe()
        self._prune_breaks(filename, lineno)

    def clear_bpbynumber(self, arg):
        try:
            bp = self.get_bpbynumber(arg)
        except ValueError as err:
            return str(err)
        bp.deleteMe()
        self._prune_breaks(bp.file, bp.line)
        return None

    def clear_all_file_breaks(self, filename):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return 'There are no breakpoints in %s' % filename
        for line in self.breaks[filename]:
            for bp in Breakpoint.bplist[filename, line][:]:
                bp.deleteMe()
        del self.breaks[filename]
        return None

    def clear_all_breaks(self):
        if not self.breaks:
            return 'There are no breakpoints'
        for bp in Breakpoint.bpbynumber:
            if bp:
                bp.deleteMe()
        self.breaks = {}
        return None

    def get_bpbynumber(self, arg):
        """The breakpoint of a number given as text; ValueError says what is wrong with it."""
        if not arg:
            raise ValueError('Breakpoint number expected')
        problem = f'Non-numeric breakpoint number {arg}'
        try:
            number = int(arg)
            problem = f'Breakpoint number {number} out of range'
            found = Breakpoint.bpbynumber[number]
        except (ValueError, IndexError):
            raise ValueError(problem) from None
        if found is None:
            raise ValueError(f'Breakpoint {number} already deleted')
        return found

    def get_break(self, filename, lineno):
        filename = self.canonic(filename)
        return filename in self.breaks and lineno in self.breaks[filename]

    def get_breaks(self, filename, lineno):
        filename = self.canonic(filename)
        return (filename in self.breaks and lineno in self.breaks[filename]
                and Breakpoint.bplist[filename, lineno] or [])

    def get_file_breaks(self, filename):
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        return self.breaks

    # --- the stack ---

    def get_stack(self, f, t):
        """([(frame, line), ...], index of f): from the bottom frame up to f, then down traceback t."""
        stack, frame = [], f
        while frame is not None:
            stack.insert(0, (frame, frame.f_lineno))
            frame = None if frame is self.botframe else frame.f_back
        at_bottom = f is not None and stack[0][0] is self.botframe
        index = len(stack) - 1
        below = t.tb_next if t and t.tb_frame is f else t
        while below is not None:
            stack.append((below.tb_frame, below.tb_lineno))
            below = below.tb_next
        # without a bottom frame it is the place of the exception that is looked at
        return stack, max(0, index if at_bottom else len(stack) - 1)

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """file(line)function(arguments)->value: source"""
        import linecache
        import reprlib
        frame, lineno = frame_lineno
        s = '%s(%r)' % (self.canonic(frame.f_code.co_filename), lineno)
        s += frame.f_code.co_name or "<lambda>"
        s += '()'
        if '__return__' in frame.f_locals:
            s += '->' + reprlib.repr(frame.f_locals['__return__'])
        if lineno is not None:
            line = linecache.getline(self.canonic(frame.f_code.co_filename), lineno, frame.f_globals)
            if line:
                s += lprefix + line.strip()
        return s

    # --- running code ---

    def run(self, cmd, globals=None, locals=None):
        """Debug a statement, by default in the namespace of __main__."""
        code = compile(cmd, "<string>", "exec") if isinstance(cmd, str) else cmd
        self._traced(exec, code, globals, locals)

    def _traced(self, do, code, globals, locals):
        """do(code, globals, locals) under the debugger; its result, None where it was left."""
        if globals is None:
            globals = vars(sys.modules['__main__'])
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return do(code, globals, globals if locals is None else locals)
        except BdbQuit:
            return None
        finally:
            sys.settrace(None)
            self.quitting = True

    def runeval(self, expr, globals=None, locals=None):
        """Debug an expression; its value."""
        return self._traced(eval, expr, globals, locals)

    def runctx(self, cmd, globals, locals):
        self.run(cmd, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        self.reset()
        sys.settrace(self.trace_dispatch)
        result = None
        try:
            result = func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)
        return result


def set_trace():
    """Start debugging with a Bdb instance from the caller's frame."""
    Bdb().set_trace()


class Breakpoint:
    """A breakpoint of all debuggers: bpbynumber lists them (None: deleted), bplist has them by place."""

    next = 1
    bplist = {}
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.funcname = funcname
        self.func_first_executable_line = None
        self.file = file
        self.line = line
        self.temporary = temporary
        self.cond = cond
        self.enabled = True
        self.ignore = 0
        self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        index = (self.file, self.line)
        self.bpbynumber[self.number] = None
        self.bplist[index].remove(self)
        if not self.bplist[index]:
            del self.bplist[index]

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpprint(self, out=None):
        print(self.bpformat(), file=out or sys.stdout)

    def bpformat(self):
        disp = ('del  ' if self.temporary else 'keep ') + ('yes  ' if self.enabled else 'no   ')
        ret = '%-4dbreakpoint   %s at %s:%d' % (self.number, disp, self.file, self.line)
        if self.cond:
            ret += '\n\tstop only if %s' % (self.cond,)
        if self.ignore:
            ret += '\n\tignore next %d hits' % (self.ignore,)
        if self.hits:
            ret += '\n\tbreakpoint already hit %d time%s' % (self.hits, 's' if self.hits > 1 else '')
        return ret

    def __str__(self):
        return 'breakpoint %s at %s:%s' % (self.number, self.file, self.line)


def checkfuncname(b, frame):
    """Whether breakpoint b applies in this frame: at its line, or at the start of its function."""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """(breakpoint, whether a temporary one may go) to act on at this place, or (None, None)."""
    for b in Breakpoint.bplist[file, line]:
        if not b.enabled or not checkfuncname(b, frame):
            continue
        b.hits += 1
        if not b.cond:
            if b.ignore > 0:
                b.ignore -= 1
                continue
            return b, True
        try:
            if eval(b.cond, frame.f_globals, frame.f_locals):
                if b.ignore > 0:
                    b.ignore -= 1
                else:
                    return b, True
        except:  # a condition that fails is a reason to stop
            return b, False
    return None, None
