"""Tables from what profile and cProfile have collected.

    pstats.Stats(profiler or file name).strip_dirs().sort_stats('cumulative').print_stats(10)

`stats` maps (file, line, function) to (primitive calls, calls, own time, cumulative time, callers);
callers has for each calling function either a number of calls or such a tuple without callers.
"""
import os
import re
import sys
import time
from dataclasses import dataclass, make_dataclass
from enum import Enum
from functools import cmp_to_key
from typing import Dict

__all__ = ["Stats", "SortKey", "FunctionProfile", "StatsProfile"]


class SortKey(str, Enum):
    CALLS = 'calls', 'ncalls'
    CUMULATIVE = 'cumulative', 'cumtime'
    FILENAME = 'filename', 'module'
    LINE = 'line'
    NAME = 'name'
    NFL = 'nfl'
    PCALLS = 'pcalls'
    STDNAME = 'stdname'
    TIME = 'time', 'tottime'

    def __new__(cls, *values):
        obj = str.__new__(cls, values[0])
        obj._value_ = values[0]
        for other in values[1:]:
            cls._value2member_map_[other] = obj
        obj._all_values = values
        return obj


FunctionProfile = make_dataclass('FunctionProfile', [
    ('ncalls', str), ('tottime', float), ('percall_tottime', float), ('cumtime', float), ('percall_cumtime', float),
    ('file_name', str), ('line_number', int)], unsafe_hash=True)


@dataclass(unsafe_hash=True)
class StatsProfile:
    """The table as data: total time, and a FunctionProfile for each function by name."""
    total_tt: float
    func_profiles: Dict[str, FunctionProfile]


# what sort_stats can sort by: columns of (pc, calls, own, cumulative, file, line, name, full name), with -1 for
# descending order, and what the table says about it
_CALLS, _PRIMITIVE, _TIME, _CUMULATIVE, _FILE, _LINE, _NAME, _STDNAME = 1, 0, 2, 3, 4, 5, 6, 7


class Stats:
    """Stats(*sources, stream=None): each source a file name, a profiler, or another Stats."""

    sort_arg_dict_default = {
        "calls": (((_CALLS, -1),), "call count"),
        "ncalls": (((_CALLS, -1),), "call count"),
        "cumtime": (((_CUMULATIVE, -1),), "cumulative time"),
        "cumulative": (((_CUMULATIVE, -1),), "cumulative time"),
        "filename": (((_FILE, 1),), "file name"),
        "line": (((_LINE, 1),), "line number"),
        "module": (((_FILE, 1),), "file name"),
        "name": (((_NAME, 1),), "function name"),
        "nfl": (((_NAME, 1), (_FILE, 1), (_LINE, 1)), "name/file/line"),
        "pcalls": (((_PRIMITIVE, -1),), "primitive call count"),
        "stdname": (((_STDNAME, 1),), "standard name"),
        "time": (((_TIME, -1),), "internal time"),
        "tottime": (((_TIME, -1),), "internal time"),
    }

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        arg, *more = args or [None]
        self.init(arg)
        self.add(*more)

    def init(self, arg):
        self.all_callees = None
        self.files = []
        self.fcn_list = None
        self.total_tt = self.total_calls = self.prim_calls = self.max_name_len = 0
        self.top_level = set()
        self.stats = {}
        self.sort_arg_dict = {}
        self.load_stats(arg)
        try:
            self.get_top_level_stats()
        except Exception:
            print("Invalid timing data %s" % (self.files[-1] if self.files else ''), file=self.stream)
            raise

    def load_stats(self, arg):
        if arg is None:
            self.stats = {}
            return
        if isinstance(arg, str):
            import marshal
            with open(arg, 'rb') as f:
                self.stats = marshal.load(f)
            try:
                arg = time.ctime(os.stat(arg).st_mtime) + "    " + arg
            except OSError:
                pass
            self.files = [arg]
        elif hasattr(arg, 'create_stats'):
            arg.create_stats()
            self.stats = arg.stats
            arg.stats = {}
        if not self.stats:
            raise TypeError("Cannot create or construct a %r object from %r" % (self.__class__, arg))

    def get_top_level_stats(self):
        rows = self.stats.values()
        self.prim_calls += sum(row[0] for row in rows)
        self.total_calls += sum(row[1] for row in rows)
        self.total_tt += sum(row[2] for row in rows)
        self.top_level.update(f for f, row in self.stats.items() if ("jprofile", 0, "profiler") in row[4])
        self.max_name_len = max([self.max_name_len, *(len(func_std_string(f)) for f in self.stats)])

    def add(self, *arg_list):
        if not arg_list:
            return self
        for item in reversed(arg_list):
            if type(self) != type(item):
                item = type(self)(item)
            self.files += item.files
            self.total_calls += item.total_calls
            self.prim_calls += item.prim_calls
            self.total_tt += item.total_tt
            self.top_level |= item.top_level
            self.max_name_len = max(self.max_name_len, item.max_name_len)
            self.fcn_list = None
            for func, stat in item.stats.items():
                old = self.stats.get(func, (0, 0, 0, 0, {}))
                self.stats[func] = add_func_stats(old, stat)
        return self

    def dump_stats(self, filename):
        """Into a file that Stats(filename) reads."""
        import marshal
        with open(filename, 'wb') as f:
            marshal.dump(self.stats, f)

    def get_sort_arg_defs(self):
        """Every abbreviation of a sort key that stands for only one."""
        if not self.sort_arg_dict:
            defs, ambiguous = self.sort_arg_dict, set()
            for word, spec in self.sort_arg_dict_default.items():
                while word:
                    if word in defs:
                        ambiguous.add(word)
                        break
                    defs[word] = spec
                    word = word[:-1]
            for word in ambiguous:
                del defs[word]
        return self.sort_arg_dict

    def sort_stats(self, *field):
        if not field:
            self.fcn_list = 0
            return self
        if len(field) == 1 and isinstance(field[0], int):
            field = [{-1: "stdname", 0: "calls", 1: "time", 2: "cumulative"}[field[0]]]
        elif len(field) >= 2:
            for arg in field[1:]:
                if type(arg) != type(field[0]):
                    raise TypeError("Can't have mixed argument type")
        defs = self.get_sort_arg_defs()
        order, names = [], []
        for word in field:
            if isinstance(word, SortKey):
                word = word.value
            columns, name = defs[word]
            order += columns
            names.append(name)
        self.sort_type = ", ".join(names)
        rows = [(cc, nc, tt, ct) + func + (func_std_string(func), func)
                for func, (cc, nc, tt, ct, callers) in self.stats.items()]
        rows.sort(key=cmp_to_key(TupleComp(order).compare))
        self.fcn_list = [r[-1] for r in rows]
        return self

    def reverse_order(self):
        if self.fcn_list:
            self.fcn_list.reverse()
        return self

    def strip_dirs(self):
        old, self.stats = self.stats, {}
        widest = 0
        for func, (cc, nc, tt, ct, callers) in old.items():
            new = func_strip_path(func)
            widest = max(widest, len(func_std_string(new)))
            stat = cc, nc, tt, ct, {func_strip_path(c): n for c, n in callers.items()}
            self.stats[new] = add_func_stats(self.stats[new], stat) if new in self.stats else stat
        self.top_level = {func_strip_path(f) for f in self.top_level}
        self.max_name_len = widest
        self.fcn_list = None
        self.all_callees = None
        return self

    def calc_callees(self):
        if self.all_callees:
            return
        self.all_callees = callees = {}
        for func, stat in self.stats.items():
            callees.setdefault(func, {})
            for caller, n in stat[4].items():
                callees.setdefault(caller, {})[func] = n

    def eval_print_amount(self, sel, list, msg):
        """What a restriction (a regular expression, a number of lines, a fraction) leaves of the list."""
        new = list
        if isinstance(sel, str):
            try:
                rex = re.compile(sel)
            except re.PatternError if hasattr(re, 'PatternError') else re.error:
                return new, msg + "   <Invalid regular expression %r>\n" % sel
            new = [f for f in list if rex.search(func_std_string(f))]
        else:
            count = len(list)
            if isinstance(sel, float) and 0.0 <= sel < 1.0:
                new = list[:int(count * sel + .5)]
            elif isinstance(sel, int) and 0 <= sel < count:
                new = list[:sel]
        if len(list) != len(new):
            msg += "   List reduced from %r to %r due to restriction <%r>\n" % (len(list), len(new), sel)
        return new, msg

    def get_stats_profile(self):
        """A StatsProfile: the table as data, by function name."""
        profiles = {}
        result = StatsProfile(0, profiles)
        for func in self.fcn_list[:] if self.fcn_list else list(self.stats.keys()):
            cc, nc, tt, ct, callers = self.stats[func]
            file, line, name = func
            profiles[name] = FunctionProfile(
                str(nc) if nc == cc else str(nc) + '/' + str(cc), float(f8(tt)),
                -1 if nc == 0 else float(f8(tt / nc)), float(f8(ct)),
                -1 if cc == 0 else float(f8(ct / cc)), file, line)
        result.total_tt = float(f8(self.total_tt))
        return result

    def get_print_list(self, sel_list):
        width = self.max_name_len
        stat_list = list(self.fcn_list or self.stats)
        order = f"Ordered by: {self.sort_type}" if self.fcn_list else "Random listing order was used"
        msg = f"   {order}\n"
        for selection in sel_list:
            stat_list, msg = self.eval_print_amount(selection, stat_list, msg)
        if not stat_list:
            return 0, stat_list
        print(msg, file=self.stream)
        if len(stat_list) < len(self.stats):
            width = max([0] + [len(func_std_string(f)) for f in stat_list])
        return width + 2, stat_list

    def print_stats(self, *amount):
        for filename in self.files:
            print(filename, file=self.stream)
        if self.files:
            print(file=self.stream)
        for func in self.top_level:
            print(' ' * 8, func_get_function_name(func), file=self.stream)
        print(' ' * 8, self.total_calls, "function calls", end=' ', file=self.stream)
        if self.total_calls != self.prim_calls:
            print("(%d primitive calls)" % self.prim_calls, end=' ', file=self.stream)
        print("in %.3f seconds" % self.total_tt, file=self.stream)
        print(file=self.stream)
        width, funcs = self.get_print_list(amount)
        if funcs:
            self.print_title()
            for func in funcs:
                self.print_line(func)
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_callees(self, *amount):
        width, funcs = self.get_print_list(amount)
        if funcs:
            self.calc_callees()
            self.print_call_heading(width, "called...")
            for func in funcs:
                self.print_call_line(width, func, self.all_callees.get(func, {}))
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_callers(self, *amount):
        width, funcs = self.get_print_list(amount)
        if funcs:
            self.print_call_heading(width, "was called by...")
            for func in funcs:
                self.print_call_line(width, func, self.stats[func][4], "<-")
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_call_heading(self, name_size, column_title):
        print("Function ".ljust(name_size) + column_title, file=self.stream)
        subheader = any(isinstance(v, tuple) for stat in self.stats.values() for v in stat[4].values())
        if subheader:
            print(" " * name_size + "    ncalls  tottime  cumtime", file=self.stream)

    def print_call_line(self, name_size, source, call_dict, arrow="->"):
        print(func_std_string(source).ljust(name_size) + arrow, end=' ', file=self.stream)
        if not call_dict:
            print(file=self.stream)
            return
        indent = ""
        for func in sorted(call_dict):
            name, value = func_std_string(func), call_dict[func]
            if isinstance(value, tuple):
                nc, cc, tt, ct = value
                calls = '%d/%d' % (nc, cc) if nc != cc else '%d' % nc
                text = '%s %s %s  %s' % (calls.rjust(7 + 2 * len(indent)), f8(tt), f8(ct), name)
                left = name_size + 1
            else:
                text = '%s(%r) %s' % (name, value, f8(self.stats[func][3]))
                left = name_size + 3
            print(indent * left + text, file=self.stream)
            indent = " "

    def print_line(self, func):
        cc, nc, tt, ct, callers = self.stats[func]
        calls = str(nc) if nc == cc else str(nc) + '/' + str(cc)
        print(calls.rjust(9), end=' ', file=self.stream)
        print(f8(tt), end=' ', file=self.stream)
        print(' ' * 8 if nc == 0 else f8(tt / nc), end=' ', file=self.stream)
        print(f8(ct), end=' ', file=self.stream)
        print(' ' * 8 if cc == 0 else f8(ct / cc), end=' ', file=self.stream)
        print(func_std_string(func), file=self.stream)

    def print_title(self):
        print('   ncalls  tottime  percall  cumtime  percall', end=' ', file=self.stream)
        print('filename:lineno(function)', file=self.stream)


class TupleComp:
    """Compares tuples by (index, direction) pairs."""

    def __init__(self, comp_select_list):
        self.comp_select_list = comp_select_list

    def compare(self, left, right):
        for index, direction in self.comp_select_list:
            if left[index] != right[index]:
                return -direction if left[index] < right[index] else direction
        return 0


def func_strip_path(func_name):
    filename, line, name = func_name
    return os.path.basename(filename), line, name


def func_get_function_name(func):
    return func[2]


def func_std_string(func_name):
    if func_name[:2] == ('~', 0):
        name = func_name[2]
        return '{%s}' % name[1:-1] if name.startswith('<') and name.endswith('>') else name
    return "%s:%d(%s)" % func_name


def add_func_stats(target, source):
    cc, nc, tt, ct, callers = source
    t_cc, t_nc, t_tt, t_ct, t_callers = target
    return cc + t_cc, nc + t_nc, tt + t_tt, ct + t_ct, add_callers(t_callers, callers)


def add_callers(target, source):
    new = dict(target)
    for func, caller in source.items():
        if func not in new:
            new[func] = caller
        elif isinstance(caller, tuple):
            new[func] = tuple(i + j for i, j in zip(caller, new[func]))
        else:
            new[func] += caller
    return new


def count_calls(callers):
    """Sum of the calls in a callers dict."""
    return sum(callers.values())


def f8(x):
    return "%8.3f" % x
