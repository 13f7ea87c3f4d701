"""The debugger: breakpoint() stops here, `kukri -m pdb script.py` runs a script under it.

    pdb.run("main()")    pdb.set_trace()    pdb.pm() after an exception    pdb.post_mortem(tb)

At the prompt `help` lists the commands; anything else is Python, run in the frame shown.
"""
import bdb
import cmd
import code
import contextlib
import functools
import inspect
import io
import linecache
import os
import pprint
import re
import signal
import sys
import tokenize
import traceback

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]

line_prefix = '\n-> '


class Restart(Exception):
    """The program is to begin anew."""


# --- finding source ---

def find_function(funcname, filename):
    """(name, file, line) of the first def of that name in the file, or None."""
    is_def = re.compile(rf'def\s+{re.escape(funcname)}\s*[(]').match
    with contextlib.suppress(OSError), tokenize.open(filename) as file:
        numbers = (number for number, line in enumerate(file, 1) if is_def(line))
        for number in numbers:
            return funcname, filename, number
    return None


def lasti2lineno(code, lasti):
    """The line of an instruction."""
    from dis import findlinestarts
    lines = [line for start, line in findlinestarts(code) if start <= lasti]
    return lines[-1] if lines else 0


def getsourcelines(obj):
    """(lines, number of the first): of a module's frame the whole file, of others what defines them."""
    lines, start = inspect.findsource(obj)
    is_whole = inspect.ismodule(obj) or inspect.isframe(obj) and obj.f_locals is obj.f_globals
    return (lines, 1) if is_whole else (inspect.getblock(lines[start:]), start + 1)


# --- what is debugged ---

class _Script:
    """The script of the command line."""

    def __init__(self, name):
        self.given, self.filename = name, os.path.realpath(name)

    def __str__(self):
        return self.filename

    def prepare(self):
        """Ends the program if there is no such script."""
        if not os.path.exists(self.filename):
            print('Error:', self.given, 'does not exist')
            sys.exit(1)
        sys.path[0] = os.path.dirname(self.filename)

    def code(self):
        with io.open_code(self.filename) as file:
            return compile(file.read(), self.filename, 'exec')

    def namespace(self):
        return {'__name__': '__main__', '__file__': self.filename, '__builtins__': __builtins__}


class _Module:
    """The module of -m."""

    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name

    def prepare(self):
        """Finds the module, or ends the program."""
        import runpy
        try:
            _, self.spec, self.compiled = runpy._found(runpy._find, self.name)
        except Exception:
            traceback.print_exc()
            sys.exit(1)
        self.filename = self.compiled.co_filename

    def code(self):
        return self.compiled

    def namespace(self):
        return {'__name__': '__main__', '__file__': os.path.normcase(os.path.abspath(self.filename)),
                '__package__': self.spec.parent, '__loader__': self.spec.loader, '__spec__': self.spec,
                '__builtins__': __builtins__}


# --- commands ---

def _tells(*kinds):
    """For a command: exceptions of these kinds are errors of what was typed and printed as such."""
    def decorate(command):
        @functools.wraps(command)
        def guarded(self, arg, *rest):
            try:
                return command(self, arg, *rest)
            except kinds as problem:
                self.error(problem)
        return guarded
    return decorate


class _Raised:
    """What stands for the value of an expression that raised an exception."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f'** raised {self.text} **'

    def __eq__(self, other):
        return isinstance(other, _Raised) and self.text == other.text


class _Commands:
    """The commands of one breakpoint."""

    def __init__(self):
        self.lines, self.silent, self.prompt_after = [], False, True


class Pdb(bdb.Bdb, cmd.Cmd):
    """The command line over bdb.Bdb."""

    _previous_sigint_handler = None

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True):
        bdb.Bdb.__init__(self, skip=skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        sys.audit("pdb.Pdb")
        self.prompt = '(Pdb) '
        if stdout:
            self.use_rawinput = 0
        self.nosigint, self.allow_kbdint = nosigint, False
        self.aliases, self.displaying = {}, {}
        self.commands = {}  # by the number of the breakpoint
        self._defining = None  # the _Commands that are typed in
        self.mainpyfile, self._wait_for_mainpyfile = '', False
        self._user_requested_quit = False
        self.tb_lineno = {}
        self.rcLines = list(self._rc_lines()) if readrc else []
        with contextlib.suppress(ImportError):
            import readline
            import string
            readline.set_completer_delims(''.join(set(string.punctuation) - set('$._')) + ' \t\n')
        self.forget()

    @staticmethod
    def _rc_lines():
        for name in os.path.expanduser('~/.pdbrc'), '.pdbrc':
            with contextlib.suppress(OSError), open(name, encoding='utf-8') as file:
                yield from file

    def message(self, msg):
        """Prints to the user."""
        print(msg, file=self.stdout)

    def error(self, msg):
        """Prints what was wrong with a command."""
        print('***', msg, file=self.stdout)

    def _said(self, exc):
        return traceback.format_exception_only(exc)[-1].strip()

    def _error_exc(self):
        self.error(self._said(sys.exc_info()[1]))

    # --- the frame that is looked at ---

    def reset(self):
        bdb.Bdb.reset(self)
        self.forget()

    def forget(self):
        """Holds no frame of the program."""
        self.stack, self.curindex, self.curframe = [], 0, None
        self.lineno = None  # the last line listed
        self.tb_lineno.clear()

    def setup(self, f, tb):
        """Looks at a frame, or where a traceback ends; true if a command of the rc file went on."""
        self.forget()
        self.stack, self.curindex = self.get_stack(f, tb)
        for frame, line in traceback.walk_tb(tb):
            self.tb_lineno[frame] = line
        self.curframe = self.stack[self.curindex][0]
        # f_locals makes a fresh snapshot at each access: changes have to be kept
        self.curframe_locals = self.curframe.f_locals
        return self.execRcLines()

    def execRcLines(self):
        """Runs what the rc files and -c hold; true if one of these commands lets the program go on."""
        lines, self.rcLines = self.rcLines, []
        for at, line in enumerate(map(str.strip, lines), 1):
            if line and not line.startswith('#') and self.onecmd(line):
                self.rcLines += lines[at:]
                return True

    # --- where the program stops ---

    def user_call(self, frame, argument_list):
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self.message('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        if self._wait_for_mainpyfile:
            arrived = frame.f_lineno > 0 and self.canonic(frame.f_code.co_filename) == self.mainpyfile
            if not arrived:
                return
            self._wait_for_mainpyfile = False
        if self.bp_commands(frame):
            self.interaction(frame, None)

    def user_return(self, frame, return_value):
        if not self._wait_for_mainpyfile:
            frame.f_locals['__return__'] = return_value
            self.message('--Return--')
            self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if not self._wait_for_mainpyfile:
            kind, exc, tb = exc_info
            frame.f_locals['__exception__'] = kind, exc
            # the end of an iterator that a for statement hides has no traceback
            internal = 'Internal ' if kind is StopIteration and not tb else ''
            self.message(internal + self._said(exc))
            self.interaction(frame, tb)

    def bp_commands(self, frame):
        """Runs the commands of the breakpoint that stopped here; true if it has none."""
        commands = self.commands.get(getattr(self, 'currentbp', 0) or 0)
        if commands is None:
            return True
        self.currentbp = 0
        last = self.lastcmd
        self.setup(frame, None)
        for line in commands.lines:
            self.onecmd(line)
        self.lastcmd = last
        if not commands.silent:
            self.print_stack_entry(self.stack[self.curindex])
        if commands.prompt_after:
            self._cmdloop()
        self.forget()

    def interaction(self, frame, traceback):
        """The prompt, until a command lets the program go on."""
        if Pdb._previous_sigint_handler:
            with contextlib.suppress(ValueError):  # not the main thread
                signal.signal(signal.SIGINT, Pdb._previous_sigint_handler)
                Pdb._previous_sigint_handler = None
        if not self.setup(frame, traceback):
            self.print_stack_entry(self.stack[self.curindex])
            self._cmdloop()
        self.forget()

    def _cmdloop(self):
        ended = False
        while not ended:
            self.allow_kbdint = True
            try:
                self.cmdloop()
                ended = True
            except KeyboardInterrupt:
                self.message('--KeyboardInterrupt--')
            self.allow_kbdint = False

    def preloop(self):
        shown = self.displaying.get(self.curframe, {})
        for expression, old in list(shown.items()):
            new = self._value_or_raised(expression)
            if new is not old and new != old:
                shown[expression] = new
                self.message(f'display {expression}: {new!r}  [old: {old!r}]')

    def sigint_handler(self, signum, frame):
        """Ctrl-C while the program runs stops it here; at the prompt it clears the line."""
        if self.allow_kbdint:
            raise KeyboardInterrupt
        self.message("\nProgram interrupted. (Use 'cont' to resume).")
        self.set_step()
        self.set_trace(frame)

    # --- Python at the prompt ---

    def _eval(self, text):
        return eval(text, self.curframe.f_globals, self.curframe_locals)

    def _value_or_raised(self, text):
        try:
            return self._eval(text)
        except BaseException as exc:
            return _Raised(self._said(exc))

    def _show(self, text, form):
        """Prints form(value of the text)."""
        try:
            self.message(form(self._eval(text)))
        except BaseException:
            self._error_exc()

    def displayhook(self, obj):
        """Values of statements are printed, but not kept in _."""
        None if obj is None else self.message(repr(obj))

    def _read_more(self):
        """The next line of a block; '' at the end of input."""
        if self.use_rawinput:
            with contextlib.suppress(EOFError):
                return input('...   ')
            return ''
        self.stdout.write('...   ')
        self.stdout.flush()
        return self.stdin.readline().rstrip('\r\n')

    def _compile(self, source):
        """Code of a statement, of which further lines are read as long as it is not complete."""
        compiled = code.compile_command(source + '\n', '<stdin>', 'single')
        while compiled is None:
            more = self._read_more()
            source += '\n' + more + ('' if more else '\n')
            compiled = code.compile_command(source, '<stdin>', 'single')
            if compiled is None and not more:
                raise SyntaxError('unexpected EOF while parsing')
        return compiled

    def default(self, line):
        """Anything that is no command: a statement of Python."""
        locals, globals = self.curframe_locals, self.curframe.f_globals
        try:
            compiled = self._compile(line[1:].strip() if line.startswith('!') else line)
            saved = sys.stdin, sys.stdout, sys.displayhook
            sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
            try:
                exec(compiled, globals, locals)
            finally:
                sys.stdin, sys.stdout, sys.displayhook = saved
        except BaseException:
            self._error_exc()

    def precmd(self, line):
        """Puts what aliases stand for in their place, and takes apart commands separated by ;;"""
        words = line.split()
        while words and words[0] in self.aliases:
            name, *args = words
            line = self.aliases[name]
            for number, arg in enumerate(args, 1):
                line = line.replace(f'%{number}', arg)
            line = line.replace('%*', ' '.join(args))
            words = line.split()
        if words and words[0] != 'alias' and ';;' in line:
            line, _, rest = line.partition(';;')
            self.cmdqueue.insert(0, rest.lstrip())
            line = line.rstrip()
        return line

    def onecmd(self, line):
        return cmd.Cmd.onecmd(self, line) if self._defining is None else self.handle_command_def(line)

    # --- completion ---

    def _complete_expression(self, text, line, begidx, endidx):
        if self.curframe is None:
            return []
        names = self.curframe.f_globals | self.curframe_locals
        *path, start = text.split('.')
        try:
            holder = functools.reduce(getattr, path[1:], names[path[0]]) if path else None
        except (KeyError, AttributeError):
            return []
        prefix = ''.join(part + '.' for part in path)
        return [prefix + name for name in (dir(holder) if path else names) if name.startswith(start)]

    def _complete_location(self, text, line, begidx, endidx):
        if line.rstrip()[-1:] in (':', ','):
            return []
        import glob
        found = self._complete_expression(text, line, begidx, endidx)
        for path in glob.iglob(glob.escape(text) + '*'):
            if os.path.isdir(path):
                found.append(path + '/')
            elif path.lower().endswith(('.py', '.pyw')):
                found.append(path + ':')
        return found

    def _complete_bpnumber(self, text, line, begidx, endidx):
        return [str(bp.number) for bp in self._breakpoints() if str(bp.number).startswith(text)]

    complete_break = complete_b = complete_tbreak = complete_clear = complete_cl = _complete_location
    complete_commands = complete_enable = complete_disable = complete_condition = complete_ignore = _complete_bpnumber
    complete_print = complete_p = complete_pp = complete_source = complete_whatis = complete_display = \
        complete_debug = _complete_expression

    def complete_undisplay(self, text, line, begidx, endidx):
        return [shown for shown in self.displaying.get(self.curframe, {}) if shown.startswith(text)]

    def complete_unalias(self, text, line, begidx, endidx):
        return [name for name in self.aliases if name.startswith(text)]

    # --- breakpoints ---

    @staticmethod
    def _breakpoints():
        return [bp for bp in bdb.Breakpoint.bpbynumber if bp]

    def _each_breakpoint(self, arg):
        """The breakpoints whose numbers are given; wrong numbers are told."""
        for number in arg.split():
            try:
                yield self.get_bpbynumber(number)
            except ValueError as problem:
                self.error(problem)

    def do_break(self, arg, temporary=0):
        """b(reak) [([file:]line | function) [, condition]]
        Stops there: at a line of this or another file, or where a function begins. With a condition
        only when that is true. Without argument: the list of all breakpoints.
        """
        if not arg:
            if self.breaks:
                self.message("Num Type         Disp Enb   Where")
                for bp in self._breakpoints():
                    self.message(bp.bpformat())
            return
        place, comma, condition = arg.partition(',')
        condition = condition.lstrip() if comma else None
        try:
            filename, lineno, function = self._location(place.rstrip())
        except ValueError as problem:
            self.error(problem)
            return
        lineno = self.checkline(filename, lineno)
        if not lineno:
            return
        problem = self.set_break(filename, lineno, temporary, condition, function)
        if problem:
            self.error(problem)
        else:
            bp = self.get_breaks(filename, lineno)[-1]
            self.message(f"Breakpoint {bp.number} at {bp.file}:{bp.line}")

    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak [([file:]line | function) [, condition]]
        As break, but once: the breakpoint is deleted when the program stops there.
        """
        self.do_break(arg, 1)

    def _location(self, place):
        """(file, line, name of the function or None); ValueError with what is wrong with it."""
        file, colon, line = place.rpartition(':')
        if colon:
            found = self.lookupmodule(file.rstrip())
            if not found:
                raise ValueError(f'{file.rstrip()!r} not found from sys.path')
            line = line.lstrip()
            if not re.fullmatch(r'[+-]?\d+', line):
                raise ValueError(f'Bad lineno: {line}')
            return found, int(line), None
        with contextlib.suppress(ValueError):
            return self.defaultFile(), int(place), None
        try:
            function = self._eval(place)
        except BaseException:
            function = None
        compiled = getattr(getattr(function, '__func__', function), '__code__', None)
        if compiled is not None:
            return compiled.co_filename, compiled.co_firstlineno, compiled.co_name
        name, file, line = self.lineinfo(place)
        if not name:
            raise ValueError(f'The specified object {place!r} is not a function or was not found along sys.path.')
        return file, int(line), name

    def defaultFile(self):
        """The file of the frame, or the script for code without one."""
        own = self.curframe.f_code.co_filename
        return self.mainpyfile or own if own == '<string>' else own

    def lineinfo(self, identifier):
        """(name, file, line) of a function that is not known yet, searched for as text; three times None."""
        nothing = None, None, None
        quoted = identifier.split("'")
        name = quoted[0] if len(quoted) == 1 else quoted[1] if len(quoted) == 3 else ''
        parts = name.strip().removeprefix('self.').split('.')
        if not parts[0] or parts == ['self']:
            return nothing
        file = self.defaultFile()
        if len(parts) > 1:
            file = self.lookupmodule(parts[0]) or file
        return find_function(parts[min(1, len(parts) - 1)], self.canonic(file)) or nothing

    def checkline(self, filename, lineno):
        """lineno, or 0 where nothing is executed."""
        frame = getattr(self, 'curframe', None)
        line = linecache.getline(filename, lineno, frame.f_globals if frame else None)
        if not line:
            self.message('End of file')
        elif line.isspace() or line.lstrip().startswith(('#', '"""', "'''")):
            self.error('Blank or comment')
        else:
            return lineno
        return 0

    def do_enable(self, arg):
        """enable number ...
        Breakpoints count again.
        """
        for bp in self._each_breakpoint(arg):
            bp.enable()
            self.message(f'Enabled {bp}')

    def do_disable(self, arg):
        """disable number ...
        Breakpoints do not count until enabled.
        """
        for bp in self._each_breakpoint(arg):
            bp.disable()
            self.message(f'Disabled {bp}')

    @_tells(ValueError)
    def do_condition(self, arg):
        """condition number [expression]
        The program stops there only when the expression is true; without one, always.
        """
        number, _, condition = arg.partition(' ')
        bp = self.get_bpbynumber(number.strip())
        bp.cond = condition or None
        self.message(f'New condition set for breakpoint {bp.number}.' if bp.cond else
                     f'Breakpoint {bp.number} is now unconditional.')

    @_tells(ValueError)
    def do_ignore(self, arg):
        """ignore number [count]
        Passes a breakpoint so many times before it counts.
        """
        number, _, count = arg.partition(' ')
        bp = self.get_bpbynumber(number.strip())
        try:
            bp.ignore = int(count)
        except ValueError:
            bp.ignore = 0
        if bp.ignore > 0:
            crossings = '1 crossing' if bp.ignore == 1 else f'{bp.ignore} crossings'
            self.message(f'Will ignore next {crossings} of breakpoint {bp.number}.')
        else:
            self.message(f'Will stop next time breakpoint {bp.number} is reached.')

    def do_clear(self, arg):
        """cl(ear) [file:line | number ...]
        Deletes breakpoints; without argument all, after a question.
        """
        if not arg:
            try:
                yes = input('Clear all breaks? ').strip().lower() in ('y', 'yes')
            except EOFError:
                yes = False
            gone = self._breakpoints() if yes else []
            if yes:
                self.clear_all_breaks()
        elif ':' in arg:
            filename, _, line = arg.rpartition(':')
            if not line.strip().lstrip('-').isdigit():
                self.error(f"Invalid line number ({line})")
                return
            gone = list(self.get_breaks(filename, int(line)))
            problem = self.clear_break(filename, int(line))
            if problem:
                self.error(problem)
                return
        else:
            gone = list(self._each_breakpoint(arg))
            for bp in gone:
                self.clear_bpbynumber(bp.number)
        for bp in gone:
            self.message(f'Deleted {bp}')

    do_cl = do_clear

    def do_commands(self, arg):
        """commands [number]
        The lines that follow, up to `end`, are commands for when the program stops at a breakpoint (the
        last one set). One that lets it go on ends them too; after `silent` the place is not printed.
        """
        try:
            number = int(arg) if arg else len(bdb.Breakpoint.bpbynumber) - 1
        except ValueError:
            self.error("Usage: commands [bnum]\n        ...\n        end")
            return
        try:
            self.get_bpbynumber(number)
        except ValueError as problem:
            self.error(f'cannot set commands: {problem}')
            return
        prompt, self.prompt = self.prompt, '(com) '
        self._defining = _Commands()
        try:
            self.cmdloop()
            self.commands[number] = self._defining
        except KeyboardInterrupt:
            self.error('command definition aborted, old commands restored')
        finally:
            self._defining, self.prompt = None, prompt

    commands_resuming = ['do_continue', 'do_step', 'do_next', 'do_return', 'do_quit', 'do_jump']

    def handle_command_def(self, line):
        """Takes a line for a breakpoint's commands; true after the last one."""
        name, arg, line = self.parseline(line)
        if not name:
            return
        if name == 'silent':
            self._defining.silent = True
            return
        goes_on = getattr(getattr(self, 'do_' + name, None), '__name__', '') in self.commands_resuming
        if name != 'end':
            self._defining.lines.append(f'{name} {arg}' if arg else name)
            self._defining.prompt_after &= not goes_on
        if goes_on or name == 'end':
            self.cmdqueue.clear()
            return True

    # --- the stack ---

    def do_where(self, arg):
        """w(here), bt
        The frames, the newest below; an arrow is at the one that is looked at.
        """
        with contextlib.suppress(KeyboardInterrupt):
            for entry in self.stack:
                self.print_stack_entry(entry)

    do_w = do_bt = do_where

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        arrow = '>' if frame_lineno[0] is self.curframe else ' '
        self.message(f'{arrow} {self.format_stack_entry(frame_lineno, prompt_prefix)}')

    def _move(self, arg, direction, end, at_end):
        """Looks at another frame, so many levels away; a negative number means as far as possible."""
        if self.curindex == end:
            self.error(at_end)
            return
        try:
            count = int(arg or 1)
        except ValueError:
            self.error(f'Invalid frame count ({arg})')
            return
        far = count < 0 or count > abs(end - self.curindex)
        self.curindex = end if far else self.curindex + direction * count
        self.curframe = self.stack[self.curindex][0]
        self.curframe_locals, self.lineno = self.curframe.f_locals, None
        self.print_stack_entry(self.stack[self.curindex])

    def do_up(self, arg):
        """u(p) [count]
        Looks at the frame that called this one.
        """
        self._move(arg, -1, 0, 'Oldest frame')

    def do_down(self, arg):
        """d(own) [count]
        Looks at the frame that this one called.
        """
        self._move(arg, 1, len(self.stack) - 1, 'Newest frame')

    do_u, do_d = do_up, do_down

    # --- going on ---

    def do_step(self, arg):
        """s(tep)
        Runs up to the next line, wherever it is.
        """
        self.set_step()
        return True

    def do_next(self, arg):
        """n(ext)
        Runs up to the next line of this function, or its end.
        """
        self.set_next(self.curframe)
        return True

    def do_return(self, arg):
        """r(eturn)
        Runs up to the end of this function.
        """
        self.set_return(self.curframe)
        return True

    @_tells(ValueError)
    def do_until(self, arg):
        """unt(il) [line]
        Runs up to a line further down (out of a loop), or to this one at least, or the function's end.
        """
        line = None
        if arg:
            if not arg.lstrip('-').isdigit():
                raise ValueError(f'Error in argument: {arg!r}')
            line = int(arg)
            if line <= self.curframe.f_lineno:
                raise ValueError('"until" line number is smaller than current line number')
        self.set_until(self.curframe, line)
        return True

    def do_continue(self, arg):
        """c(ont(inue))
        Runs up to the next breakpoint.
        """
        if not self.nosigint:
            with contextlib.suppress(ValueError):  # not the main thread
                Pdb._previous_sigint_handler = signal.signal(signal.SIGINT, self.sigint_handler)
        self.set_continue()
        return True

    do_s, do_n, do_r, do_unt = do_step, do_next, do_return, do_until
    do_c = do_cont = do_continue

    def do_jump(self, arg):
        """j(ump) line
        Goes on at another line of the newest frame, without running those between.
        """
        if self.curindex + 1 < len(self.stack):
            self.error('You can only jump within the bottom frame')
        elif not arg.lstrip('-').isdigit():
            self.error("The 'jump' command requires a line number")
        else:
            try:
                self.curframe.f_lineno = int(arg)
            except ValueError as problem:
                self.error(f'Jump failed: {problem}')
                return
            self.stack[self.curindex] = entry = (self.curframe, int(arg))
            self.print_stack_entry(entry)

    do_j = do_jump

    def do_run(self, arg):
        """run, restart [args ...]
        Begins the program anew, with these arguments; breakpoints stay.
        """
        if arg:
            import shlex
            try:
                sys.argv[1:] = shlex.split(arg)
            except ValueError as problem:
                self.error(f'Cannot run {arg}: {problem}')
                return
        raise Restart

    do_restart = do_run

    def do_debug(self, arg):
        """debug statement
        Runs a statement under a debugger of its own.
        """
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.prompt = f"({self.prompt.strip()}) "
        sys.settrace(None)
        self.message("ENTERING RECURSIVE DEBUGGER")
        try:
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe_locals))
        except Exception:
            self._error_exc()
        self.message("LEAVING RECURSIVE DEBUGGER")
        sys.settrace(self.trace_dispatch)
        self.lastcmd = inner.lastcmd

    def do_quit(self, arg):
        """q(uit), exit
        Ends the program.
        """
        self.set_quit()
        self._user_requested_quit = True
        return True

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF
        The end of input means quit.
        """
        self.message('')
        return self.do_quit(arg)

    # --- looking at values ---

    def do_args(self, arg):
        """a(rgs)
        The arguments of this function.
        """
        compiled = self.curframe.f_code
        stars = [compiled.co_flags & flag for flag in (inspect.CO_VARARGS, inspect.CO_VARKEYWORDS)]
        count = compiled.co_argcount + compiled.co_kwonlyargcount + sum(map(bool, stars))
        for name in compiled.co_varnames[:count]:
            known = name in self.curframe_locals
            self.message(f'{name} = ' + (repr(self.curframe_locals[name]) if known else '*** undefined ***'))

    do_a = do_args

    def do_retval(self, arg):
        """retval
        What this function returned.
        """
        if '__return__' not in self.curframe_locals:
            self.error('Not yet returned!')
            return
        self.message(repr(self.curframe_locals['__return__']))

    do_rv = do_retval

    def do_p(self, arg):
        """p expression
        The value of an expression.
        """
        self._show(arg, repr)

    def do_pp(self, arg):
        """pp expression
        The same, laid out over several lines where it is long.
        """
        self._show(arg, pprint.pformat)

    def do_whatis(self, arg):
        """whatis expression
        Of what type a value is.
        """
        def kind(value):
            for holder, what in ((getattr(value, '__func__', None), 'Method'), (value, 'Function')):
                compiled = getattr(holder, '__code__', None)
                if compiled:
                    return f'{what} {compiled.co_name}'
            if type(value) is type:
                return f'Class {value.__module__}.{value.__qualname__}'
            return type(value)
        self._show(arg, kind)

    def do_display(self, arg):
        """display [expression]
        Prints the value now, and whenever the program stops in this frame and it has changed. Without
        argument: all that are displayed here.
        """
        if arg:
            value = self._value_or_raised(arg)
            self.displaying.setdefault(self.curframe, {})[arg] = value
            self.message(f'display {arg}: {value!r}')
        elif not self.displaying:
            self.message('No expression is being displayed')
        else:
            self.message('Currently displaying:')
            for expression, value in self.displaying.get(self.curframe, {}).items():
                self.message(f'{expression}: {value!r}')

    def do_undisplay(self, arg):
        """undisplay [expression]
        Displays it no more; without argument none in this frame.
        """
        shown = self.displaying.get(self.curframe, {})
        if not arg:
            self.displaying.pop(self.curframe, None)
        elif arg in shown:
            del shown[arg]
        else:
            self.error(f'not displaying {arg}')

    # --- source ---

    def do_list(self, arg):
        """l(ist) [first [, last] | .]
        Lines around the current one, then the lines that follow; with a number those around it, with
        two from one to the other (a smaller second number counts lines). -> marks the current line, >>
        the one that raised an exception.
        """
        self.lastcmd = 'list'
        first, comma, last = arg.partition(',')
        try:
            if comma:
                first, last = int(first), int(last)
                last = last if last >= first else first + last
            elif arg and arg != '.':
                first, last = max(1, int(arg) - 5), None
            else:
                onwards = self.lineno is not None and not arg
                first, last = self.lineno + 1 if onwards else max(1, self.curframe.f_lineno - 5), None
        except ValueError:
            self.error(f'Error in argument: {arg!r}')
            return
        last = first + 10 if last is None else last
        lines = linecache.getlines(self.curframe.f_code.co_filename, self.curframe.f_globals)
        with contextlib.suppress(KeyboardInterrupt):
            self._print_lines(lines[first - 1:last], first, self.curframe)
            self.lineno = min(last, len(lines))
            if last > len(lines):
                self.message('[EOF]')

    do_l = do_list

    @_tells(OSError)
    def do_longlist(self, arg):
        """ll, longlist
        The whole function.
        """
        self._print_lines(*getsourcelines(self.curframe), self.curframe)

    do_ll = do_longlist

    @_tells(OSError, TypeError)
    def do_source(self, arg):
        """source expression
        The source of a function, class or module.
        """
        try:
            value = self._eval(arg)
        except BaseException:
            self._error_exc()
            return
        self._print_lines(*getsourcelines(value))

    def _print_lines(self, lines, start, frame=None):
        """Numbered lines, with B at breakpoints and arrows where the frame is."""
        breaks = self.get_file_breaks(frame.f_code.co_filename) if frame else ()
        arrows = {} if frame is None else {self.tb_lineno.get(frame): '>>', frame.f_lineno: '->'}
        for number, line in enumerate(lines, start):
            label = f'{number:3}'.ljust(4)
            mark = 'B' if number in breaks else ' '
            self.message(f'{label}{mark}{arrows.get(number, "")}\t{line.rstrip()}')

    # --- the debugger itself ---

    def do_alias(self, arg):
        """alias [name [command]]
        A name for a command, in which %1, %2 ... stand for arguments and %* for all of them. Without a
        command: what the name stands for; without a name: all.
        """
        name, _, command = arg.strip().partition(' ')
        if command:
            self.aliases[name] = ' '.join(command.split())
        elif not name:
            for name in sorted(self.aliases):
                self.message(f"{name} = {self.aliases[name]}")
        elif name in self.aliases:
            self.message(f"{name} = {self.aliases[name]}")
        else:
            self.aliases[name] = ''

    def do_unalias(self, arg):
        """unalias name
        The name stands for nothing any more.
        """
        self.aliases.pop((arg.split() or [None])[0], None)

    def do_interact(self, arg):
        """interact
        A Python prompt with the names of this frame.
        """
        code.interact("*interactive*", local=self.curframe.f_globals | self.curframe_locals)

    def do_help(self, arg):
        """h(elp) [command]
        What a command does; without argument the list of commands. `help pdb` tells all, `help exec` how
        Python is run.
        """
        if not arg:
            return cmd.Cmd.do_help(self, arg)
        topic = getattr(self, 'help_' + arg, None)
        if topic is not None:
            return topic()
        command = getattr(self, 'do_' + arg, None)
        if command is None:
            self.error(f'No help for {arg!r}')
        elif command.__doc__ is not None:
            self.message(command.__doc__.rstrip())
        elif sys.flags.optimize >= 2:
            self.error(f'No help for {arg!r}; please do not run Python with -OO if you need command help')
        else:
            self.error(f'No help for {arg!r}; __doc__ string missing')

    do_h = do_help

    def help_exec(self):
        """(!) statement
        Runs a statement of Python in the frame that is looked at. The ! is needed only before what would be
        taken for a command.
        """
        self.message(inspect.getdoc(self.help_exec) or '')

    def help_pdb(self):
        help()

    def lookupmodule(self, filename):
        """The file that a name means: the main script, or found along sys.path; the suffix may lack."""
        if os.path.isabs(filename):
            return filename if os.path.exists(filename) or filename.endswith('.py') else filename + '.py'
        beside = os.path.join(sys.path[0], filename)
        if os.path.exists(beside) and self.canonic(beside) == self.mainpyfile:
            return beside
        if not os.path.splitext(filename)[1]:
            filename += '.py'
        paths = (os.path.join(os.path.realpath(folder), filename) for folder in sys.path)
        return next(filter(os.path.exists, paths), None)

    def _run(self, target):
        """Debugs a script or module as __main__, from its first line."""
        self._wait_for_mainpyfile, self._user_requested_quit = True, False
        self.mainpyfile = self.canonic(target.filename)
        main_module = sys.modules['__main__'].__dict__
        main_module.clear()
        main_module.update(target.namespace())
        self.run(target.code())


# --- what scripts call ---

def run(statement, globals=None, locals=None):
    """Debug a statement (text or code), from its first line."""
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def runctx(statement, globals, locals):
    """Debug a statement in these namespaces."""
    run(statement, globals, locals)


def runcall(*args, **kwds):
    """Debug a call: the function and its arguments; what it returns."""
    return Pdb().runcall(*args, **kwds)


def set_trace(*, header=None):
    """Stop in the function that called this; `header` is printed before."""
    debugger = Pdb()
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back)


def post_mortem(t=None):
    """Look at where a traceback ends, by default that of the exception being handled."""
    t = sys.exc_info()[2] if t is None else t
    if t is None:
        raise ValueError("A valid traceback must be passed if no exception is being handled")
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    """Look at where the last exception that reached the prompt was raised."""
    post_mortem(sys.last_traceback)


def help():
    """All commands, page by page."""
    import pydoc
    told = dict.fromkeys(function for name, function in vars(Pdb).items() if name.startswith('do_'))
    pydoc.pager(__doc__ + '\n' + '\n'.join(inspect.getdoc(function) + '\n' for function in told))


_usage = """\
usage: pdb.py [-c command] ... [-m module | script] [argument] ...

Runs a script, or a module found along sys.path, under the debugger.

  -c COMMAND   a command to begin with, after those of ~/.pdbrc and ./.pdbrc; may be given several times
  -m           what follows is the name of a module
  -h, --help   print this text

-c continue runs up to the first exception, -c 'until X' up to line X."""


def _debug_once(debugger, target):
    """Runs the program to its end; whether it is to be run again."""
    try:
        debugger._run(target)
        if debugger._user_requested_quit:
            return False
        print("The program finished and will be restarted")
    except Restart:
        print(f"Restarting {target} with arguments:", "\t" + " ".join(sys.argv[1:]), sep="\n")
    except SystemExit as exc:
        print("The program exited via sys.exit(). Exit status:", exc)
    except SyntaxError:
        traceback.print_exc()
        sys.exit(1)
    except BaseException as exc:
        traceback.print_exc()
        print("Uncaught exception. Entering post mortem debugging",
              "Running 'cont' or 'step' will restart the program", sep='\n')
        debugger.interaction(None, exc.__traceback__)
        print(f"Post mortem debugger finished. The {target} will be restarted")
    return True


def main():
    """The command line."""
    import getopt
    options, args = getopt.getopt(sys.argv[1:], 'mhc:', ['help', 'command='])
    names = [name for name, _ in options]
    if not args or '-h' in names or '--help' in names:
        print(_usage)
        sys.exit(0 if options or args else 2)
    target = (_Module if '-m' in names else _Script)(args[0])
    target.prepare()
    sys.argv[:] = args
    debugger = Pdb()
    debugger.rcLines += [value for name, value in options if name in ('-c', '--command')]
    while _debug_once(debugger, target):
        pass


if __name__ == '__main__':
    import pdb
    pdb.main()
